"""The tables of the books. Import from here: `from accounting.models import Company`."""

from accounting.models.account import (
    CONTROL_ROLES,
    DEBIT_TYPES,
    MONEY_SUBTYPES,
    ROLE_TYPES,
    SUBTYPES,
    TAX_SUBTYPES,
    Account,
    AccountBalance,
    AccountType,
    SystemRole,
)
from accounting.models.bill import POSTED_BILL_STATUSES, Bill, BillLine, BillStatus
from accounting.models.company import (
    Company,
    CompanyMember,
    CompanyRole,
    Currency,
    LedgerHead,
    NumberSeries,
    TaxRounding,
)
from accounting.models.contact import Contact, ContactKind
from accounting.models.document import MAX_REASON, Document, DocumentLine, LookAlike
from accounting.models.event import Event
from accounting.models.invoice import Invoice, InvoiceLine, InvoiceStatus
from accounting.models.journal import EntryStatus, EntryType, JournalEntry, JournalLine
from accounting.models.payment import (
    Allocation,
    Payment,
    PaymentDeduction,
    PaymentStatus,
    PaymentType,
)
from accounting.models.period import AccountingPeriod, PeriodAction, PeriodChange, PeriodStatus
from accounting.models.tax import TaxRate

__all__ = [
    "CONTROL_ROLES",
    "DEBIT_TYPES",
    "MAX_REASON",
    "MONEY_SUBTYPES",
    "POSTED_BILL_STATUSES",
    "ROLE_TYPES",
    "SUBTYPES",
    "TAX_SUBTYPES",
    "Account",
    "AccountBalance",
    "AccountType",
    "AccountingPeriod",
    "Allocation",
    "Bill",
    "BillLine",
    "BillStatus",
    "Company",
    "CompanyMember",
    "CompanyRole",
    "Contact",
    "ContactKind",
    "Currency",
    "Document",
    "DocumentLine",
    "EntryStatus",
    "EntryType",
    "Event",
    "Invoice",
    "InvoiceLine",
    "InvoiceStatus",
    "JournalEntry",
    "JournalLine",
    "LedgerHead",
    "LookAlike",
    "NumberSeries",
    "Payment",
    "PaymentDeduction",
    "PaymentStatus",
    "PaymentType",
    "PeriodAction",
    "PeriodChange",
    "PeriodStatus",
    "SystemRole",
    "TaxRate",
    "TaxRounding",
]
