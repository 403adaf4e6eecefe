"""Bills from vendors."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounting.documents.models.document import Document, DocumentLine, line_constraints, line_indexes
from accounting.documents.trade import PURCHASES
from accounting.ledger.entry_lines import CREDIT
from accounting.ledger.models import Contact
from foundation.keys import References


class BillStatus(models.TextChoices):
    """The stored statuses. `partially_paid`, `paid` and `overdue` are computed (standing.py)."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"
    VOID = "void", "Void"


POSTED_BILL_STATUSES = (BillStatus.APPROVED, BillStatus.VOID)


class Bill(Document):
    """A bill from a vendor. `bill_number` is the vendor's own reference.

    The numbers of a vendor's bills must not look alike (`LookAlike`), so that a bill is not entered twice. The number
    of a void bill can be used again, so that the bill can be entered correctly.
    """

    NOUN: ClassVar = "bill"
    TRADE: ClassVar = PURCHASES
    SIDE: ClassVar = CREDIT
    NUMBER: ClassVar = "bill_number"
    POSTED: ClassVar = BillStatus.APPROVED
    DELETABLE: ClassVar = (BillStatus.DRAFT, BillStatus.REJECTED)
    OTHERWISE: ClassVar = "Enter a vendor credit"
    CREDITED_BY: ClassVar = "vendor_credits"

    vendor = models.ForeignKey(Contact, models.PROTECT, related_name="bills", db_constraint=False)
    bill_number = models.CharField(max_length=40)
    status = models.CharField(max_length=10, choices=BillStatus, default=BillStatus.DRAFT, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )
    prepared_by = ArrayField(
        models.UUIDField(), default=list, editable=False, help_text="The users who entered, changed or submitted it."
    )
    approved_at = models.DateTimeField(null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )
    is_opening = models.BooleanField(
        default=False, editable=False, help_text="Whether the opening balances made it: it is of the former system."
    )
    rejection_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta(Document.Meta):
        constraints = [
            *Document.Meta.constraints,
            models.CheckConstraint(condition=Q(status__in=BillStatus.values), name="bill_status_known"),
            models.CheckConstraint(
                condition=Q(status__in=POSTED_BILL_STATUSES) & (Q(journal_entry__isnull=False) | Q(amount=0))
                | (~Q(status__in=POSTED_BILL_STATUSES) & Q(journal_entry__isnull=True)),
                name="bill_approved_means_posted",
            ),
            References(
                "company", "vendor", "contact_kind", name="bill_vendor_of_company", key=("company", "id", "kind")
            ),
        ]
        indexes = [
            *Document.Meta.indexes,
            models.Index(fields=["company", "bill_number", "id"], name="bill_by_number"),
            models.Index(
                fields=["company", "due_date"],
                name="bill_open",
                condition=Q(status=BillStatus.APPROVED, amount_paid__lt=F("amount")),
            ),
            models.Index(
                fields=["company", "created_at", "id"],
                name="bill_in_part",
                condition=Q(status=BillStatus.APPROVED, amount_paid__gt=0, amount_paid__lt=F("amount")),
            ),
        ]

    def __str__(self) -> str:
        return self.bill_number


class BillLine(DocumentLine):
    bill = models.ForeignKey(Bill, models.CASCADE, related_name="lines", db_constraint=False, db_index=False)

    class Meta:
        constraints = line_constraints("bill")
        indexes = line_indexes("bill")
