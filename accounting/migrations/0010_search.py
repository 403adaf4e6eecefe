"""Texts that a search compares, for documents, payments and entries too; contacts in the order of their list."""

from django.db import migrations, models

from foundation.guards import Guards

# Folded once, when a row is written: to fold 300,000 in a search takes seconds. The models do not know the columns.
COLUMNS = r"""
ALTER TABLE accounting_invoice ADD COLUMN search_text text
    GENERATED ALWAYS AS (atlas_folded(coalesce(invoice_number, '') || E'\n' || reference)) STORED;
ALTER TABLE accounting_bill ADD COLUMN search_text text
    GENERATED ALWAYS AS (atlas_folded(coalesce(bill_number, '') || E'\n' || reference)) STORED;
ALTER TABLE accounting_payment ADD COLUMN search_text text
    GENERATED ALWAYS AS (atlas_folded(payment_number || E'\n' || reference)) STORED;
ALTER TABLE accounting_journalentry ADD COLUMN search_text text
    GENERATED ALWAYS AS (atlas_folded(memo || E'\n' || reference)) STORED;
"""


class Migration(migrations.Migration):
    dependencies = [("accounting", "0009_company_leads_events"), ("atlas", "0002_guards")]
    operations = [
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["company", "kind", "created_at", "id"], name="contact_by_creation"),
        ),
        migrations.RunSQL(COLUMNS, elidable=False),
        Guards("ledger/contact_search.sql", digest="6c1c17e9dec8823e"),
        Guards("ledger/posting.sql", digest="f8db0937bc36f209"),
        Guards("ledger/search.sql", digest="7b85333881e87b0f"),
        Guards("documents/guards.sql", digest="b604493f63cda540"),
    ]
