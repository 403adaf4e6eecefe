from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0070_guards")]
    operations = [
        Guards("taxes/returns.sql", digest="6097ea95de59fe7d"),
    ]
