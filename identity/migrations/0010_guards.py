from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("identity", "0009_help_texts")]
    operations = [
        Guards("guards.sql", digest="b59720f8701e6336"),
    ]
