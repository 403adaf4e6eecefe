from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0037_guards")]
    operations = [
        Guards("open_items/guards.sql", digest="21ead56816f1cae1"),
        Guards("documents/guards.sql", digest="0b510e61c40bbf4c"),
        Guards("documents/credits.sql", digest="e185b196d14b0c0b"),
        Guards("settlement/guards.sql", digest="dd895650167572f3"),
    ]
