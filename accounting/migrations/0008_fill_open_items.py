"""Open items, second step: one for each posted document, what settles them, and the guards that keep both from here on.

It is one transaction, in which nobody posts or allocates: a release that is still running waits, and its next
document gets an item from the guards.
"""

import django.db.models.deletion
from django.db import migrations, models

from foundation.guards import Guards
from foundation.keys import Numbers, References

HOLD = """
LOCK TABLE accounting_invoice, accounting_bill, accounting_payment, accounting_allocation IN SHARE ROW EXCLUSIVE MODE
"""
FILL = """
INSERT INTO accounting_openitem (id, company_id, kind, number, contact_id, account_id, side, currency,
    amount, open_amount, base_amount, open_base_amount, date, due_date, void_date)
SELECT d.id, d.company_id, d.kind, d.number, d.contact_id, a.id, d.side, d.currency,
       d.amount, CASE WHEN d.void_date IS NULL THEN d.amount - d.settled ELSE 0 END,
       moved.base, CASE WHEN d.void_date IS NULL THEN moved.base - d.settled ELSE 0 END,
       coalesce(e.date, d.day), coalesce(d.due_date, e.date), d.void_date
FROM (
    SELECT id, company_id, 'invoice' AS kind, invoice_number AS number, customer_id AS contact_id,
           'accounts_receivable' AS role, 'debit' AS side, currency, amount, amount_paid AS settled, journal_entry_id,
           issue_date AS day, due_date, void_date
    FROM accounting_invoice WHERE status IN ('sent', 'void')
    UNION ALL
    SELECT id, company_id, 'bill', bill_number, vendor_id, 'accounts_payable', 'credit', currency, amount, amount_paid,
           journal_entry_id, issue_date, due_date, void_date
    FROM accounting_bill WHERE status IN ('approved', 'void')
    UNION ALL
    SELECT id, company_id, 'payment', payment_number, contact_id,
           CASE type WHEN 'received' THEN 'accounts_receivable' ELSE 'accounts_payable' END,
           CASE type WHEN 'received' THEN 'credit' ELSE 'debit' END,
           currency, amount, allocated_amount, journal_entry_id, date, NULL, void_date
    FROM accounting_payment
) AS d
JOIN accounting_account a ON a.company_id = d.company_id AND a.system_role = d.role
LEFT JOIN accounting_journalentry e ON e.company_id = d.company_id AND e.id = d.journal_entry_id
CROSS JOIN LATERAL (
    SELECT CASE d.side WHEN 'debit' THEN 1 ELSE -1 END * coalesce(sum(l.debit - l.credit), 0) AS base
    FROM accounting_journalline l
    WHERE l.company_id = d.company_id AND l.entry_id = d.journal_entry_id AND l.account_id = a.id
) AS moved
"""
JOIN = """
UPDATE accounting_allocation SET
    debit_item_id = coalesce(invoice_id, payment_id), credit_item_id = coalesce(bill_id, payment_id),
    debit_base = amount, credit_base = amount  -- so far all documents are in the base currency
"""


def amount():
    return models.DecimalField(max_digits=19, decimal_places=4)


def item(**options):
    return models.ForeignKey(
        to="accounting.openitem",
        on_delete=django.db.models.deletion.PROTECT,
        db_constraint=False,
        db_index=False,
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [("accounting", "0007_open_items")]

    operations = [
        migrations.RunSQL(HOLD),
        migrations.RunSQL(FILL),
        migrations.RunSQL(JOIN),
        migrations.AlterField("allocation", "debit_item", item(related_name="debit_allocations")),
        migrations.AlterField("allocation", "credit_item", item(related_name="credit_allocations")),
        migrations.AlterField("allocation", "debit_base", amount()),
        migrations.AlterField("allocation", "credit_base", amount()),
        migrations.RemoveConstraint("allocation", "allocation_one_document"),
        migrations.RemoveConstraint("allocation", "allocation_sign"),
        migrations.RemoveConstraint("allocation", "allocation_of_numbers"),
        migrations.AddConstraint(
            "allocation",
            models.CheckConstraint(
                condition=models.Q(reverses__isnull=True, amount__gt=0, debit_base__gte=0, credit_base__gte=0)
                | models.Q(reverses__isnull=False, amount__lt=0, debit_base__lte=0, credit_base__lte=0),
                name="allocation_sign",
            ),
        ),
        migrations.AddConstraint(
            "allocation", Numbers("amount", "debit_base", "credit_base", name="allocation_of_numbers")
        ),
        migrations.AddConstraint(
            "allocation", References("company", "debit_item", name="allocation_debit_item_of_company")
        ),
        migrations.AddConstraint(
            "allocation", References("company", "credit_item", name="allocation_credit_item_of_company")
        ),
        migrations.AddIndex("allocation", models.Index(fields=["debit_item"], name="allocation_by_debit_item")),
        migrations.AddIndex("allocation", models.Index(fields=["credit_item"], name="allocation_by_credit_item")),
        migrations.RemoveConstraint("allocation", "allocation_payment_of_company"),
        migrations.RemoveConstraint("allocation", "allocation_invoice_of_company"),
        migrations.RemoveConstraint("allocation", "allocation_bill_of_company"),
        migrations.RemoveIndex("allocation", "allocation_by_payment"),
        migrations.RemoveIndex("allocation", "allocation_by_invoice"),
        migrations.RemoveIndex("allocation", "allocation_by_bill"),
        migrations.RemoveField("allocation", "payment"),
        migrations.RemoveField("allocation", "invoice"),
        migrations.RemoveField("allocation", "bill"),
        Guards("open_items/guards.sql", digest="d844552a87d61cb1"),
        Guards("documents/guards.sql", digest="2796cd446423fcd4"),
        Guards("settlement/guards.sql", digest="5a2a49192e893f7f"),
    ]
