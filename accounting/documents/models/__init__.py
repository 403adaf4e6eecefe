"""The tables of documents: their common part, and each kind."""

from accounting.documents.models.at_once import (
    PostedAtOnce,
    PostedStatus,
    TaxedLine,
    WithTaxedLines,
    taxed_line_constraints,
)
from accounting.documents.models.bill import POSTED_BILL_STATUSES, Bill, BillLine, BillStatus
from accounting.documents.models.credit import Credit, CreditLine, CreditStatus
from accounting.documents.models.credit_note import CreditNote, CreditNoteLine
from accounting.documents.models.document import Document, DocumentLine, Printed, Voidable, WithTax, void_is_dated
from accounting.documents.models.invoice import Invoice, InvoiceLine, InvoiceStatus
from accounting.documents.models.vendor_credit import VendorCredit, VendorCreditLine

__all__ = [
    "POSTED_BILL_STATUSES",
    "Bill",
    "BillLine",
    "BillStatus",
    "Credit",
    "CreditLine",
    "CreditNote",
    "CreditNoteLine",
    "CreditStatus",
    "Document",
    "DocumentLine",
    "Invoice",
    "InvoiceLine",
    "InvoiceStatus",
    "PostedAtOnce",
    "PostedStatus",
    "Printed",
    "TaxedLine",
    "VendorCredit",
    "VendorCreditLine",
    "Voidable",
    "WithTax",
    "WithTaxedLines",
    "taxed_line_constraints",
    "void_is_dated",
]
