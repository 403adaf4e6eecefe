from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0125_two_people_help")]
    operations = [
        Guards("recurring/guards.sql", digest="f0581435642b276b"),
    ]
