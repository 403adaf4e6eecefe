"""The tables of documents: the common part of invoices and bills, and each kind."""

from accounting.documents.models.at_once import (
    PostedAtOnce,
    PostedStatus,
    TaxedLine,
    WithTaxedLines,
    taxed_line_constraints,
)
from accounting.documents.models.bill import POSTED_BILL_STATUSES, Bill, BillLine, BillStatus
from accounting.documents.models.document import Document, DocumentLine, Voidable, void_is_dated
from accounting.documents.models.invoice import Invoice, InvoiceLine, InvoiceStatus

__all__ = [
    "POSTED_BILL_STATUSES",
    "Bill",
    "BillLine",
    "BillStatus",
    "Document",
    "DocumentLine",
    "Invoice",
    "InvoiceLine",
    "InvoiceStatus",
    "PostedAtOnce",
    "PostedStatus",
    "TaxedLine",
    "Voidable",
    "WithTaxedLines",
    "taxed_line_constraints",
    "void_is_dated",
]
