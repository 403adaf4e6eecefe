"""Documents say when they supply, if it is not on their issue date. The tables are not read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounting", "0119_line_unit")]

    operations = [
        migrations.AddField(model_name=name, name="supply_date", field=models.DateField(blank=True, null=True))
        for name in ("invoice", "bill", "creditnote", "vendorcredit")
    ]
