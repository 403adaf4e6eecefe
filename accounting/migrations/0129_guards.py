from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0128_guards")]
    operations = [
        Guards("documents/guards.sql", digest="3e87034f3e38cb6e"),
    ]
