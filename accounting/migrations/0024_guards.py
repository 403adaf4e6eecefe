from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0023_exchange_rates")]
    operations = [
        Guards("ledger/guards.sql", digest="4a1001654900a76f"),
    ]
