"""The documents that keep a month open, for `periods.close_check`."""

from accounting.documents.models import (
    POSTED_BILL_STATUSES,
    Bill,
    CreditNote,
    CreditStatus,
    Invoice,
    InvoiceStatus,
    VendorCredit,
)
from accounting.ledger.periods import Unfinished

UNFINISHED = (
    Unfinished(
        "draft_invoices",
        "Draft invoices dated in this period",
        lambda first, last: Invoice.objects.filter(status=InvoiceStatus.DRAFT, issue_date__range=(first, last)),
    ),
    Unfinished(
        "unapproved_bills",
        "Bills dated in this period that are not approved",
        lambda first, last: Bill.objects.filter(issue_date__range=(first, last)).exclude(
            status__in=POSTED_BILL_STATUSES
        ),
    ),
    Unfinished(
        "draft_credit_notes",
        "Draft credit notes dated in this period",
        lambda first, last: CreditNote.objects.filter(status=CreditStatus.DRAFT, issue_date__range=(first, last)),
    ),
    Unfinished(
        "draft_vendor_credits",
        "Draft vendor credits dated in this period",
        lambda first, last: VendorCredit.objects.filter(status=CreditStatus.DRAFT, issue_date__range=(first, last)),
    ),
)
