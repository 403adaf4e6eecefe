from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("atlas", "0001_roles_and_search")]
    operations = [Guards("search.sql", digest="ccbc08d01823b944")]
