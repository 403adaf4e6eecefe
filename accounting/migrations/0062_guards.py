from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0061_status_indexes")]
    operations = [
        Guards("documents/guards.sql", digest="64175882dcddb61e"),
        Guards("open_items/guards.sql", digest="d26cae2c2d23fc03"),
        Guards("documents/credits.sql", digest="1424259fd0f3903d"),
    ]
