from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0036_guards")]
    operations = [
        Guards("ledger/posting.sql", digest="91272497e45ad033"),
    ]
