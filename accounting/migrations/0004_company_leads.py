"""The company leads every key: docs/decisions/0015-the-company-leads-every-key.md."""

from django.conf import settings
from django.db import migrations, models

from foundation.guards import Guards
from foundation.keys import CompanyLeads


class Migration(migrations.Migration):
    dependencies = [
        ("accounting", "0003_audit_trail"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="allocation",
            name="allocation_reversed_once",
        ),
        migrations.RemoveConstraint(
            model_name="billline",
            name="bill_line_position_unique",
        ),
        migrations.RemoveConstraint(
            model_name="invoiceline",
            name="invoice_line_position_unique",
        ),
        migrations.RemoveConstraint(
            model_name="journalentry",
            name="entry_reversed_once",
        ),
        migrations.RemoveConstraint(
            model_name="journalline",
            name="line_position_unique",
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reverses__isnull", False)),
                fields=("company", "reverses"),
                name="allocation_reversed_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="billline",
            constraint=models.UniqueConstraint(
                fields=("company", "bill", "position"), name="bill_line_position_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="invoiceline",
            constraint=models.UniqueConstraint(
                fields=("company", "invoice", "position"), name="invoice_line_position_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="journalentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reverses__isnull", False)),
                fields=("company", "reverses"),
                name="entry_reversed_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="journalline",
            constraint=models.UniqueConstraint(fields=("company", "entry", "position"), name="line_position_unique"),
        ),
        *(
            CompanyLeads(name)
            for name in (
                "account",
                "accountingperiod",
                "allocation",
                "bill",
                "companymember",
                "contact",
                "invoice",
                "journalentry",
                "payment",
                "paymentdeduction",
                "periodchange",
                "taxrate",
            )
        ),
        CompanyLeads("numberseries", key=("company", "kind")),
        CompanyLeads("accountbalance", key=("company", "account", "month"), find_by=""),
        CompanyLeads("journalline", key=("company", "entry", "position"), find_by="entry"),
        CompanyLeads("invoiceline", key=("company", "invoice", "position"), find_by="invoice"),
        CompanyLeads("billline", key=("company", "bill", "position"), find_by="bill"),
        Guards("ledger/guards.sql", digest="edac5ff0cb6f165d"),
        Guards("ledger/posting.sql", digest="eac04ac754536d96"),
        Guards("taxes/guards.sql", digest="83199b6f6e5689c3"),
        Guards("documents/guards.sql", digest="019d2464ee3de2aa"),
        Guards("settlement/guards.sql", digest="198044d8f5d3405e"),
    ]
