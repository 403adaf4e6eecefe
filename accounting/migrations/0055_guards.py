from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0054_budget_tracking")]
    operations = [
        Guards("ledger/tracking.sql", digest="c9a1638aeea691cc"),
    ]
