"""Reports ask `entry_closes`: in a new database the rules of atlas.0002 had closed it to the application."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounting", "0019_archiving"), ("atlas", "0002_functions")]
    operations = [
        migrations.RunSQL("GRANT EXECUTE ON FUNCTION entry_closes(uuid) TO atlas_app", migrations.RunSQL.noop)
    ]
