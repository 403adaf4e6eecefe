"""The tables of the ledger: companies, accounts, contacts, periods, the journal, the event log."""

from accounting.ledger.models.account import (
    ALL_SUBTYPES,
    CONTROL_ROLES,
    DEBIT_TYPES,
    MONEY_SUBTYPES,
    NO_SUBTYPE,
    ROLE_TYPES,
    SUBTYPES,
    TAX_SUBTYPES,
    Account,
    AccountBalance,
    AccountType,
    DayBalance,
    SystemRole,
)
from accounting.ledger.models.columns import LookAlike, amount_field
from accounting.ledger.models.company import (
    Company,
    CompanyMember,
    Currency,
    LedgerHead,
    NumberSeries,
    RowCount,
    TaxRounding,
)
from accounting.ledger.models.contact import MAX_PAYMENT_TERMS_DAYS, Contact, ContactKind
from accounting.ledger.models.event import Event
from accounting.ledger.models.fiscal_year import FiscalYear
from accounting.ledger.models.journal import (
    MAX_REASON,
    NET_KINDS,
    EntryStatus,
    EntryType,
    JournalEntry,
    JournalLine,
    TaxKind,
)
from accounting.ledger.models.metadata import WithMetadata, metadata_allowed
from accounting.ledger.models.period import AccountingPeriod, PeriodAction, PeriodChange, PeriodStatus
from accounting.ledger.models.tracking import (
    OptionBalance,
    TrackingBalance,
    TrackingCategory,
    TrackingOption,
    tracking_field,
)
from identity.models import CompanyRole

__all__ = [
    "ALL_SUBTYPES",
    "CONTROL_ROLES",
    "DEBIT_TYPES",
    "MAX_PAYMENT_TERMS_DAYS",
    "MAX_REASON",
    "MONEY_SUBTYPES",
    "NET_KINDS",
    "NO_SUBTYPE",
    "ROLE_TYPES",
    "SUBTYPES",
    "TAX_SUBTYPES",
    "Account",
    "AccountBalance",
    "AccountType",
    "AccountingPeriod",
    "Company",
    "CompanyMember",
    "CompanyRole",
    "Contact",
    "ContactKind",
    "Currency",
    "DayBalance",
    "EntryStatus",
    "EntryType",
    "Event",
    "FiscalYear",
    "JournalEntry",
    "JournalLine",
    "LedgerHead",
    "LookAlike",
    "NumberSeries",
    "OptionBalance",
    "PeriodAction",
    "PeriodChange",
    "PeriodStatus",
    "RowCount",
    "SystemRole",
    "TaxKind",
    "TaxRounding",
    "TrackingBalance",
    "TrackingCategory",
    "TrackingOption",
    "WithMetadata",
    "amount_field",
    "metadata_allowed",
    "tracking_field",
]
