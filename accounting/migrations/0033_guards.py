from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0032_tax_return_basis")]
    operations = [
        Guards("taxes/returns.sql", digest="f86017dadf77d012"),
    ]
