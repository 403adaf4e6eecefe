from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0046_tracking")]
    operations = [Guards("ledger/sign_in.sql", digest="cb71dd9959416007")]
