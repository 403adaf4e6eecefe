from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0092_fill_unpaid_balances")]
    operations = [
        Guards("open_items/unpaid.sql", digest="08fe548b585b4f64"),
    ]
