from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0095_fill_tax_balances")]
    operations = [
        Guards("taxes/returns.sql", digest="e449c8b0fabafd26"),
    ]
