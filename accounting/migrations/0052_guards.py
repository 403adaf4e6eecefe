from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0051_settled_on")]
    operations = [
        Guards("open_items/guards.sql", digest="b6945aa82fde54b8"),
    ]
