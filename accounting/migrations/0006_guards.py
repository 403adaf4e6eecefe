from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0005_help_texts")]
    operations = [
        Guards("taxes/guards.sql", digest="62899b3e5a522d5d"),
        Guards("settlement/guards.sql", digest="e2d06b9b25d3d81d"),
    ]
