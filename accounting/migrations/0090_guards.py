from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0089_guards")]
    operations = [
        Guards("ledger/search.sql", digest="c07d8af948ff94e8"),
    ]
