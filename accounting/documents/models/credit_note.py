"""Credit notes to customers."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from accounting.documents.models.credit import Credit, CreditLine, CreditStatus
from accounting.documents.models.document import Printed, line_constraints, line_indexes
from accounting.documents.models.invoice import Invoice, InvoiceLine
from accounting.documents.trade import SALES
from accounting.ledger.entry_lines import CREDIT
from accounting.ledger.models import Contact
from foundation.keys import References


class CreditNote(Printed, Credit):
    """A credit note to a customer. The numbers of two credit notes must not look alike (`LookAlike`)."""

    NOUN: ClassVar = "credit_note"
    TRADE: ClassVar = SALES
    SIDE: ClassVar = CREDIT
    NUMBER: ClassVar = "credit_note_number"
    OTHERWISE: ClassVar = "Send an invoice"
    settles: ClassVar = Invoice

    # PostgreSQL protects both by the keys below, so Django makes no query when a customer or an invoice is deleted.
    customer = models.ForeignKey(
        Contact, models.DO_NOTHING, related_name="credit_notes", db_constraint=False, db_index=False
    )
    invoice = models.ForeignKey(
        Invoice,
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="credit_notes",
        db_constraint=False,
        db_index=False,
    )
    credit_note_number = models.CharField(max_length=40, null=True, blank=True)

    class Meta(Credit.Meta):
        constraints = [
            *Credit.Meta.constraints,
            models.CheckConstraint(
                condition=Q(status=CreditStatus.DRAFT) | Q(credit_note_number__isnull=False),
                name="credit_note_issued_is_numbered",
            ),
            References("company", "invoice", name="credit_note_invoice_of_company"),
            References(
                "company",
                "customer",
                "contact_kind",
                name="credit_note_customer_of_company",
                key=("company", "id", "kind"),
            ),
        ]
        indexes = [
            *Credit.Meta.indexes,
            models.Index(
                fields=["company", "created_at", "id"],
                name="creditnote_open",
                condition=Q(status=CreditStatus.ISSUED, amount_paid__lt=F("amount")),
            ),
            models.Index(fields=["company", "credit_note_number", "id"], name="creditnote_by_number"),
            models.Index(fields=["company", "customer"], name="creditnote_by_customer"),
            models.Index(
                fields=["company", "invoice"], name="creditnote_by_invoice", condition=Q(invoice__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.credit_note_number or "Draft credit note"


class CreditNoteLine(CreditLine):
    LINKS: ClassVar = ("invoice_line_id",)

    credit_note = models.ForeignKey(
        CreditNote, models.CASCADE, related_name="lines", db_constraint=False, db_index=False
    )
    # A posted invoice keeps its lines, and the guard `credit_fits` asks for this one before the credit note is posted.
    invoice_line = models.ForeignKey(
        InvoiceLine, models.DO_NOTHING, null=True, blank=True, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        constraints = line_constraints("credit_note")
        indexes = line_indexes("credit_note")
