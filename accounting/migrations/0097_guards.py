from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0096_guards")]
    operations = [
        Guards("open_items/guards.sql", digest="eb2f7c403958cec5"),
    ]
