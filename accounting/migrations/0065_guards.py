from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0064_rare_indexes")]
    operations = [
        Guards("ledger/posting.sql", digest="38334e1d816c9abb"),
    ]
