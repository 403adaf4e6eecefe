from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0081_company_name_is_no_key")]
    operations = [
        Guards("ledger/posting.sql", digest="d1428d3fc3dd3670"),
    ]
