from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0122_guards")]
    operations = [
        Guards("ledger/guards.sql", digest="820343fcc3fa432a"),
    ]
