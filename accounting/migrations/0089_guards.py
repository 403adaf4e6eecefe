from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0088_by_reference")]
    operations = [
        Guards("ledger/guards.sql", digest="2db15a8726065aad"),
    ]
