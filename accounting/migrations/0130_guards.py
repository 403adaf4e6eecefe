from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0129_guards")]
    operations = [
        Guards("ledger/search.sql", digest="4bda1e20acd595ce"),
    ]
