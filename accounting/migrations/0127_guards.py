from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0126_guards")]
    operations = [
        Guards("recurring/guards.sql", digest="6eeefd68776f1452"),
    ]
