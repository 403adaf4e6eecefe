from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0028_currencies")]
    operations = [
        Guards("ledger/guards.sql", digest="796ed2b64ddeb8d3"),
        Guards("ledger/posting.sql", digest="ee5c63403c8171a1"),
    ]
