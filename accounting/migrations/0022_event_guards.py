from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0021_recurring")]
    operations = [
        Guards("ledger/guards.sql", digest="baa10ee87f7dfe6e"),
    ]
