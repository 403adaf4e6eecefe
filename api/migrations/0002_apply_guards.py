"""What PostgreSQL holds, from the SQL files of the areas."""

from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("api", "0001_tables"), ("identity", "0007_apply_guards")]
    operations = [
        Guards("guards.sql", digest="76fbe7eed451b291"),
    ]
