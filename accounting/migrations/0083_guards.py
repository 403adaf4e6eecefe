from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0082_guards")]
    operations = [
        Guards("ledger/search.sql", digest="acf50e0da16b43ba"),
    ]
