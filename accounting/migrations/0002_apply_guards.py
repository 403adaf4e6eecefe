"""What PostgreSQL holds, from the SQL files of the areas."""

from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0001_tables"), ("identity", "0007_apply_guards")]
    operations = [
        Guards("ledger/guards.sql", digest="b814f9e25098b785"),
        Guards("ledger/numbers.sql", digest="de240b5dc85e17f8"),
        Guards("ledger/posting.sql", digest="55050f54cbf42f2c"),
        Guards("ledger/contact_search.sql", digest="2fde373d05683cd5"),
        Guards("taxes/guards.sql", digest="0f02363f28fdb294"),
        Guards("documents/guards.sql", digest="73c8357bfac0457a"),
        Guards("settlement/guards.sql", digest="9cc3e57209baf215"),
    ]
