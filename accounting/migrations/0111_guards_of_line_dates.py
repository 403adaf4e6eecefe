from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0110_line_dates")]
    operations = [
        Guards("ledger/guards.sql", digest="a9dfee9789a81047"),
        Guards("ledger/posting.sql", digest="47a18b215b12b035"),
    ]
