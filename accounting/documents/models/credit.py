"""The common part of credit notes and vendor credits: the mirror image of an invoice or a bill.

A credit reduces what a contact owes (is owed). It may be of one invoice or bill, and its lines of that document's
lines: then all its credits together are at most what it carries (guard `credit_fits`). `amount_paid` is the amount that
is applied to documents.
"""

from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounting.documents.models.document import Document, DocumentLine
from accounting.ledger.models import MAX_REASON
from accounting.open_items.models import Allocation
from accounting.open_items.settled import allocations_of


class CreditStatus(models.TextChoices):
    """The stored statuses. `partially_applied` and `applied` are computed (standing.py)."""

    DRAFT = "draft", "Draft"
    ISSUED = "issued", "Issued"
    VOID = "void", "Void"


class Credit(Document):
    """The base of credit notes and vendor credits. It has no due date of its own: that is its issue date."""

    HAS_TERMS: ClassVar = False
    POSTED: ClassVar = CreditStatus.ISSUED
    DELETABLE: ClassVar = (CreditStatus.DRAFT,)

    settles: ClassVar[type[Document]]
    """The kind of documents that it credits, and to which it is applied."""

    status = models.CharField(max_length=10, choices=CreditStatus, default=CreditStatus.DRAFT, editable=False)
    reason = models.CharField(max_length=MAX_REASON, blank=True, default="")
    issued_at = models.DateTimeField(null=True, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )
    is_opening = models.BooleanField(
        default=False, editable=False, help_text="Whether the opening balances made it: it is of the former system."
    )

    class Meta(Document.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Document.Meta.constraints,
            models.CheckConstraint(condition=Q(status__in=CreditStatus.values), name="%(class)s_status_known"),
            models.CheckConstraint(
                condition=Q(status=CreditStatus.DRAFT, journal_entry__isnull=True)
                | (~Q(status=CreditStatus.DRAFT) & (Q(journal_entry__isnull=False) | Q(amount=0))),
                name="%(class)s_issued_means_posted",
            ),
        ]

    @property
    def name(self) -> str:
        """Return the word for it in a sentence."""
        return self.NOUN.replace("_", " ")

    @property
    def original(self) -> Document | None:
        """Return the invoice or bill that it is of."""
        return getattr(self, self.settles.NOUN)

    @property
    def original_id(self) -> UUID | None:
        return getattr(self, f"{self.settles.NOUN}_id")

    @property
    def unallocated_amount(self) -> Decimal:
        return self.amount_due

    @property
    def allocations(self) -> models.QuerySet[Allocation]:
        """Return its allocations, also those that were taken back, with the rows that took them back."""
        return allocations_of(self.id)


class CreditLine(DocumentLine):
    """The base of their lines. Each kind has a link to a line of the document that it credits."""

    class Meta:
        abstract = True
