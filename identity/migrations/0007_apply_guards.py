"""What PostgreSQL holds, from the SQL files of the areas."""

from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("identity", "0006_daily_limits")]
    operations = [
        Guards("guards.sql", digest="930534d0cbee3d8a"),
    ]
