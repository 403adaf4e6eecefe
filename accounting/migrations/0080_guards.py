from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0079_imports_can_be_cancelled")]
    operations = [
        Guards("exchange/guards.sql", digest="2a6aa7de559c716c"),
    ]
