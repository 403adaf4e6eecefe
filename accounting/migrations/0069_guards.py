from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0068_fill_currency_amounts")]
    operations = [
        Guards("ledger/search.sql", digest="6561580d4bc0b398"),
    ]
