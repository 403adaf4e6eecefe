from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0059_guards")]
    operations = [
        Guards("ledger/search.sql", digest="bdc649769c7cdf5f"),
    ]
