from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0077_guards")]
    operations = [
        Guards("ledger/posting.sql", digest="bded143eaee38747"),
    ]
