"""Metadata of contacts, entries, documents and payments; notes of payments."""

from django.db import migrations, models
from django.db.models import Value

from foundation.guards import Guards
from foundation.keys import Holds

TABLES = {
    "adjustment": "adjustment",
    "banktransaction": "banktransaction",
    "bill": "bill",
    "contact": "contact",
    "creditnote": "creditnote",
    "invoice": "invoice",
    "journalentry": "entry",
    "payment": "payment",
    "transfer": "transfer",
    "vendorcredit": "vendorcredit",
}
"""The models, and the beginning of the name of each one's constraint."""


class Migration(migrations.Migration):
    dependencies = [("accounting", "0019_adjustments")]
    operations = [
        *(
            migrations.AddField(
                model_name=model,
                name="metadata",
                field=models.JSONField(
                    blank=True, db_default=Value({}, models.JSONField()), default=dict, editable=False
                ),
            )
            for model in TABLES
        ),
        migrations.AddField(
            model_name="payment",
            name="notes",
            field=models.TextField(blank=True, db_default="", default="", max_length=2000),
        ),
        Guards("ledger/search.sql", digest="861654d185f22f4f"),
        Guards("ledger/metadata.sql", digest="72884def048e0170"),
        *(
            migrations.AddConstraint(
                model_name=model,
                constraint=Holds("metadata = '{}' OR metadata_allowed(metadata)", name=f"{name}_metadata_allowed"),
            )
            for model, name in TABLES.items()
        ),
        Guards("ledger/guards.sql", digest="cb70c030d5e9c848"),
        Guards("ledger/posting.sql", digest="375ee33f6fc27f7c"),
        Guards("documents/guards.sql", digest="c7aa3ee2d374601f"),
        Guards("documents/credits.sql", digest="589d6e189a763432"),
        Guards("settlement/guards.sql", digest="777fb92168cbc072"),
        Guards("banking/guards.sql", digest="865b11fb1cefde78"),
    ]
