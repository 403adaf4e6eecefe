"""Credits from vendors."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounting.documents.models.bill import Bill, BillLine
from accounting.documents.models.credit import Credit, CreditLine, CreditStatus
from accounting.documents.models.document import line_constraints, line_indexes
from accounting.documents.trade import PURCHASES
from accounting.ledger.entry_lines import DEBIT
from accounting.ledger.models import Contact
from foundation.keys import References


class VendorCredit(Credit):
    """A credit from a vendor. `vendor_credit_number` is the vendor's own reference.

    The numbers of a vendor's credits must not look alike (`LookAlike`). The number of a void one can be used again.
    """

    NOUN: ClassVar = "vendor_credit"
    TRADE: ClassVar = PURCHASES
    SIDE: ClassVar = DEBIT
    NUMBER: ClassVar = "vendor_credit_number"
    OTHERWISE: ClassVar = "Enter a bill"
    settles: ClassVar = Bill

    # PostgreSQL protects both by the keys below, so Django makes no query when a vendor or a bill is deleted.
    vendor = models.ForeignKey(
        Contact, models.DO_NOTHING, related_name="vendor_credits", db_constraint=False, db_index=False
    )
    bill = models.ForeignKey(
        Bill,
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="vendor_credits",
        db_constraint=False,
        db_index=False,
    )
    vendor_credit_number = models.CharField(max_length=40)
    prepared_by = ArrayField(
        models.UUIDField(), default=list, editable=False, help_text="The users who entered or changed it."
    )

    class Meta(Credit.Meta):
        constraints = [
            *Credit.Meta.constraints,
            References("company", "bill", name="vendor_credit_bill_of_company"),
            References(
                "company",
                "vendor",
                "contact_kind",
                name="vendor_credit_vendor_of_company",
                key=("company", "id", "kind"),
            ),
        ]
        indexes = [
            *Credit.Meta.indexes,
            models.Index(
                fields=["company", "created_at", "id"],
                name="vendorcredit_open",
                condition=Q(status=CreditStatus.ISSUED, amount_paid__lt=F("amount")),
            ),
            models.Index(fields=["company", "vendor_credit_number", "id"], name="vendorcredit_by_number"),
            models.Index(fields=["company", "vendor"], name="vendorcredit_by_vendor"),
            models.Index(fields=["company", "bill"], name="vendorcredit_by_bill", condition=Q(bill__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.vendor_credit_number


class VendorCreditLine(CreditLine):
    LINKS: ClassVar = ("bill_line_id",)

    vendor_credit = models.ForeignKey(
        VendorCredit, models.CASCADE, related_name="lines", db_constraint=False, db_index=False
    )
    # A posted bill keeps its lines, and the guard `credit_fits` asks for this one before the credit is posted.
    bill_line = models.ForeignKey(
        BillLine, models.DO_NOTHING, null=True, blank=True, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        constraints = line_constraints("vendor_credit")
        indexes = line_indexes("vendor_credit")
