from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0130_guards")]
    operations = [
        Guards("banking/guards.sql", digest="8c6616abd0aa1f8a"),
    ]
