from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0047_sign_in")]
    operations = [
        Guards("ledger/posting.sql", digest="1ede6792f8b84fc2"),
    ]
