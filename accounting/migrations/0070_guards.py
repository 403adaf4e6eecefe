from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0069_open_item_of_contact")]
    operations = [
        Guards("ledger/search.sql", digest="6561580d4bc0b398"),
    ]
