"""What PostgreSQL holds, from the SQL files of the areas."""

from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("webhooks", "0001_tables"), ("identity", "0007_apply_guards"), ("accounting", "0002_apply_guards")]
    operations = [
        Guards("guards.sql", digest="e478b88c87b7867a"),
    ]
