from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0127_guards")]
    operations = [
        Guards("ledger/guards.sql", digest="417eb1893835e422"),
    ]
