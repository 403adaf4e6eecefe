from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0058_opening_credits")]
    operations = [
        Guards("ledger/search.sql", digest="e913f28d9b571e3c"),
    ]
