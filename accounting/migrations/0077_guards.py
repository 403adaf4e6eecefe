from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0076_line_by_tracking")]
    operations = [
        Guards("ledger/search.sql", digest="841fd4995bf7838a"),
    ]
