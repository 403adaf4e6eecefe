from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0034_sort_indexes")]
    operations = [
        Guards("ledger/posting.sql", digest="905572fc46713b5b"),
    ]
