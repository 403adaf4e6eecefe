from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0035_guards")]
    operations = [
        Guards("open_items/guards.sql", digest="acd8644ca177be18"),
    ]
