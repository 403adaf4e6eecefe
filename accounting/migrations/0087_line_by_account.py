"""The index of lines by account has their currency too, so that those of one that few lines have are found."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models.deletion import PROTECT


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounting", "0086_contact_by_name_and_id")]

    operations = [
        AddIndexConcurrently(
            model_name="journalline",
            index=models.Index(fields=["account", "currency"], name="line_by_account"),
        ),
        migrations.AlterField(
            model_name="journalline",
            name="account",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=PROTECT,
                related_name="lines",
                to="accounting.account",
            ),
        ),
    ]
