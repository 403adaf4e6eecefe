from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0015_policies")]
    operations = [
        Guards("taxes/guards.sql", digest="89b8344edeff5986"),
    ]
