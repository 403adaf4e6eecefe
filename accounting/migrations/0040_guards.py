from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0039_guards")]
    operations = [
        Guards("ledger/posting.sql", digest="0ad78629b5941105"),
    ]
