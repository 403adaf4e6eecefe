from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0011_guards"), ("identity", "0012_api_keys")]
    operations = [
        Guards("documents/guards.sql", digest="6a131db1196f76d8"),
    ]
