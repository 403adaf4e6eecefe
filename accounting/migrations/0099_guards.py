from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0098_tracking_balance_by_set")]
    operations = [
        Guards("ledger/tracking.sql", digest="562753f3164bdc18"),
    ]
