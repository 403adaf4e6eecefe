from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0123_guards")]
    operations = [
        Guards("ledger/posting.sql", digest="64e06b2503ea2b51"),
    ]
