from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0010_search")]
    operations = [
        Guards("ledger/guards.sql", digest="08e0f90fde579e9b"),
        Guards("ledger/posting.sql", digest="69372545a62ea600"),
        Guards("documents/guards.sql", digest="39ae37894a4085f0"),
        Guards("settlement/guards.sql", digest="ca70cfc363b492a1"),
        Guards("open_items/guards.sql", digest="603f7838ff235dd0"),
    ]
