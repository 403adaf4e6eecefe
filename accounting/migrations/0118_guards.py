from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0117_line_by_contact_account_date")]
    operations = [Guards("ledger/tracking.sql", digest="bdd0cb2233d93240")]
