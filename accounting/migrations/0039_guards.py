from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0038_guards")]
    operations = [
        Guards("open_items/guards.sql", digest="1d24d06a197cae01"),
    ]
