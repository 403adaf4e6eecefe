"""Lines of documents say what their quantity counts. The tables are not read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounting", "0118_guards")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="unit",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        )
        for name in ("invoiceline", "billline", "creditnoteline", "vendorcreditline")
    ]
