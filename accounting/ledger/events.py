"""The events of companies, accounts, contacts, periods and the journal."""

from accounting.ledger.event_log import Data, data_of, record, ring, tell, tell_many
from accounting.ledger.event_types import (
    ARCHIVED,
    COMPANY_ID,
    CURRENCY,
    CUSTOMER_ID,
    DATE,
    EXTERNAL_ID,
    HASH,
    ID,
    METADATA,
    MOMENT,
    TEXT,
    TRUTH,
    USER_ID,
    WHOLE,
    declare,
    members,
    or_null,
    said,
)
from accounting.ledger.models import (
    Account,
    AccountingPeriod,
    Company,
    CompanyMember,
    Contact,
    FiscalYear,
    JournalEntry,
    TrackingCategory,
)

__all__ = [
    "EVENTS",
    "company_data",
    "record",
    "reopened_period_data",
    "reopened_year_data",
    "ring",
    "tell",
    "tell_many",
]


_CONTACT = members(
    id=ID,
    company_id=ID,
    kind={"enum": ["customer", "vendor"]},
    name=TEXT,
    email=TEXT,
    phone=TEXT,
    tax_number=TEXT,
    billing_address=TEXT,
    currency=CURRENCY,
    payment_terms_days=WHOLE,
    external_id=EXTERNAL_ID,
    metadata=METADATA,
    is_active=said(TRUTH, "False once archived."),
)
_ACCOUNT = members(
    id=ID,
    company_id=ID,
    code=TEXT,
    name=TEXT,
    type={"enum": ["asset", "liability", "equity", "revenue", "expense"]},
    subtype=TEXT,
    parent_id=or_null(ID),
    currency=or_null(CURRENCY),
    description=TEXT,
    system_role=or_null(TEXT),
    required_tracking=said(
        {"type": "array", "items": ID}, "The tracking categories of which each line needs an option."
    ),
    is_active=said(TRUTH, "False once archived."),
)
_TRACKING_CATEGORY = members(
    id=ID,
    company_id=ID,
    name=TEXT,
    is_active=said(TRUTH, "False once archived."),
)
_PERIOD = {
    "id": ID,
    "company_id": ID,
    "name": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
    "start_date": DATE,
    "end_date": DATE,
}
_CLOSED = members(**_PERIOD, closed_at=MOMENT, seal=said(HASH, "A SHA-256 hash of the closed period."))
_REOPENED = members(
    **_PERIOD,
    reopened_at=MOMENT,
    reopened_by_id=or_null(ID, "The user; null if no user did it."),
    reason=TEXT,
    former_seal=said(HASH, "The seal from `period.closed`, which is no longer valid."),
)
_YEAR = _PERIOD | {"name": said(TEXT, "The year in which it ends: 2026, or FY2026 if it begins after January.")}
_YEAR_CLOSED = members(
    **_YEAR,
    closed_at=MOMENT,
    closing_entry_id=or_null(ID, "The entry that moved its earnings to equity, if there is one."),
)
_YEAR_REOPENED = members(
    **_YEAR,
    reopened_at=MOMENT,
    reopened_by_id=or_null(ID, "The user; null if no user did it."),
    reason=said(TEXT, "Why it was reopened."),
)
_DRAFT = {
    "id": ID,
    "company_id": ID,
    "entry_number": or_null(WHOLE, "Null for drafts, which have no number."),
    "date": DATE,
    "memo": TEXT,
    "reference": TEXT,
    "entry_type": TEXT,
    "source_type": said(TEXT, "The kind of document that posted the entry; empty if none did."),
    "source_id": or_null(ID, "The document that posted the entry; null if none did."),
    "reverses_id": or_null(ID),
    "reverse_on": or_null(DATE, "The day of the reversal that is posted together with the entry."),
    "external_id": EXTERNAL_ID,
    "metadata": METADATA,
}
_POSTED = members(
    **_DRAFT | {"entry_number": {"type": "integer", "minimum": 1}},
    posted_at=MOMENT,
    hash=said(HASH, "The entry's link in the ledger's hash chain."),
)
_COMPANY = members(
    id=ID,
    company_id=ID,
    name=TEXT,
    base_currency=CURRENCY,
    fiscal_year_start_month=WHOLE,
    time_zone=TEXT,
    tax_rounding={"enum": ["line", "document"]},
    two_person_approval=TRUTH,
    **dict.fromkeys(Company.DETAILS, TEXT),
)
_MEMBER = members(id=ID, company_id=ID, user_id=ID, role={"enum": ["viewer", "accountant", "approver", "admin"]})

_CONTACT_SAMPLE = {
    "id": CUSTOMER_ID,
    "company_id": COMPANY_ID,
    "kind": "customer",
    "name": "Harbor Cafe",
    "email": "ann@example.com",
    "phone": "+1 207 555 0100",
    "tax_number": "",
    "billing_address": "1 Quay\nPortland",
    "currency": "USD",
    "payment_terms_days": 30,
    "external_id": "crm-118",
    "metadata": {"segment": "cafes"},
    "is_active": True,
}
_ACCOUNT_SAMPLE: Data = {
    "id": "0198a7c4-7b2c-7d53-96e1-3d9a8f2b4e05",
    "company_id": COMPANY_ID,
    "code": "6150",
    "name": "Cleaning",
    "type": "expense",
    "subtype": "operating_expense",
    "parent_id": None,
    "currency": None,
    "description": "",
    "system_role": None,
    "required_tracking": [],
    "is_active": True,
}
_TRACKING_CATEGORY_SAMPLE = {
    "id": "0198a7c4-9d4e-7f75-b8a3-5fbca14d6027",
    "company_id": COMPANY_ID,
    "name": "Department",
    "is_active": True,
}
_PERIOD_SAMPLE = {
    "id": "0198a7c7-8c09-7e6b-b1d4-0f2a7c5e3d88",
    "company_id": COMPANY_ID,
    "name": "2025-12",
    "start_date": "2025-12-01",
    "end_date": "2025-12-31",
}
_SEAL = "4f0c8d4de3b1a7f6c2e59b80d71a36f5e8c94b2d60a17f3e5c8b9d2a4e6f7081"
_YEAR_SAMPLE = {
    "id": "0198a7c7-9b11-7c2d-a3e5-4f6b8d0c2e99",
    "company_id": COMPANY_ID,
    "name": "2025",
    "start_date": "2025-01-01",
    "end_date": "2025-12-31",
}
_DRAFT_SAMPLE = {
    "id": "0198a7c8-14d7-7093-8e5f-9a3b7d1c6e20",
    "company_id": COMPANY_ID,
    "entry_number": None,
    "date": "2026-01-15",
    "memo": "Depreciation, January",
    "reference": "",
    "entry_type": "adjusting",
    "source_type": "",
    "source_id": None,
    "reverses_id": None,
    "reverse_on": None,
    "external_id": None,
    "metadata": {"order_id": "4711"},
}
_POSTED_SAMPLE = _DRAFT_SAMPLE | {
    "entry_number": 318,
    "posted_at": "2026-01-15T10:30:00Z",
    "hash": "9b1d6a3e7f50c284d19e8b6f2a7c3d05e4f18b9c6d2a7e03f5b8c1d4e6a90b72",
}
_COMPANY_SAMPLE = {
    "id": COMPANY_ID,
    "company_id": COMPANY_ID,
    "name": "Harbor Lane",
    "base_currency": "USD",
    "fiscal_year_start_month": 1,
    "time_zone": "America/New_York",
    "tax_rounding": "line",
    "two_person_approval": False,
    "legal_name": "Harbor Lane Trading LLC",
    "address": "4 Harbor Lane\nPortland, ME 04101",
    "tax_number": "01-2345678",
    "registration_number": "",
    "email": "billing@harborlane.example",
    "phone": "",
    "payment_details": "First Bank of Maine\nAccount 1234567, routing 011200365",
}
_MEMBER_SAMPLE = {
    "id": "0198a7c4-3c71-7e26-9fa4-6b8d205e1c37",
    "company_id": COMPANY_ID,
    "user_id": USER_ID,
    "role": "accountant",
}

EVENTS = (
    *declare(
        "Contacts",
        "contact",
        _CONTACT,
        _CONTACT_SAMPLE,
        {
            "created": ("A customer or vendor is added.", {}),
            "updated": ("A customer or vendor is changed.", {}),
            "archived": ("A customer or vendor is archived.", ARCHIVED),
            "restored": ("An archived customer or vendor is restored.", {}),
            "deleted": ("A customer or vendor is deleted.", {}),
        },
    ),
    *declare(
        "Accounts",
        "account",
        _ACCOUNT,
        _ACCOUNT_SAMPLE,
        {
            "created": ("An account is added to the chart. Not sent for the accounts that a company starts with.", {}),
            "updated": ("An account is changed.", {}),
            "archived": ("An account is archived.", ARCHIVED),
            "restored": ("An archived account is restored.", {}),
            "deleted": ("An account is deleted.", {}),
        },
    ),
    *declare(
        "Tracking categories",
        "tracking_category",
        _TRACKING_CATEGORY,
        _TRACKING_CATEGORY_SAMPLE,
        {
            "created": ("A tracking category is added. Its options are left to the API.", {}),
            "updated": ("A tracking category or one of its options is changed, added or removed.", {}),
            "archived": ("A tracking category is archived.", ARCHIVED),
            "restored": ("An archived tracking category is restored.", {}),
            "deleted": ("A tracking category is deleted.", {}),
        },
    ),
    *declare(
        "Periods",
        "period",
        _CLOSED,
        _PERIOD_SAMPLE | {"closed_at": "2026-01-15T10:30:00Z", "seal": _SEAL},
        {"closed": ("An accounting period is closed.", {})},
    ),
    *declare(
        "Periods",
        "period",
        _REOPENED,
        _PERIOD_SAMPLE
        | {
            "reopened_at": "2026-01-16T09:00:00Z",
            "reopened_by_id": USER_ID,
            "reason": "A late bill",
            "former_seal": _SEAL,
        },
        {"reopened": ("A closed accounting period is reopened.", {})},
    ),
    *declare(
        "Periods",
        "fiscal_year",
        _YEAR_CLOSED,
        _YEAR_SAMPLE
        | {"closed_at": "2026-01-15T10:30:00Z", "closing_entry_id": "0198a7c8-14d7-7093-8e5f-9a3b7d1c6e20"},
        {"closed": ("A fiscal year is closed.", {})},
    ),
    *declare(
        "Periods",
        "fiscal_year",
        _YEAR_REOPENED,
        _YEAR_SAMPLE
        | {"reopened_at": "2026-01-16T09:00:00Z", "reopened_by_id": USER_ID, "reason": "The auditor's adjustment"},
        {"reopened": ("A closed fiscal year is reopened. Its closing entry is taken back by a reversal.", {})},
    ),
    *declare(
        "Journal",
        "journal_entry",
        _POSTED,
        _POSTED_SAMPLE,
        {"posted": ("A journal entry is posted. Entries of documents and reversals count too.", {})},
    ),
    *declare(
        "Journal",
        "journal_entry",
        members(**_DRAFT),
        _DRAFT_SAMPLE,
        {
            "created": (
                "A draft of an entry is created. An entry that is posted at once only sends journal_entry.posted.",
                {},
            ),
            "updated": ("A draft of an entry is changed, or the metadata of a posted one.", {}),
            "deleted": ("A draft of an entry is deleted.", {}),
        },
    ),
    *declare(
        "Company",
        "company",
        _COMPANY,
        _COMPANY_SAMPLE,
        {"updated": ("A company's name or settings are changed.", {})},
    ),
    *declare(
        "Company",
        "member",
        _MEMBER,
        _MEMBER_SAMPLE,
        {
            "assigned": ("A user gets a role in the company, or another one than before.", {}),
            "removed": ("A user's role in the company is taken away.", {}),
        },
    ),
)


@data_of.register
def contact_data(contact: Contact) -> Data:
    """Return the data of a customer or vendor."""
    return {
        "id": contact.id,
        "company_id": contact.company_id,
        "kind": contact.kind,
        "name": contact.name,
        "email": contact.email,
        "phone": contact.phone,
        "tax_number": contact.tax_number,
        "billing_address": contact.billing_address,
        "currency": contact.currency_id,
        "payment_terms_days": contact.payment_terms_days,
        "external_id": contact.external_id,
        "metadata": contact.metadata,
        "is_active": contact.is_active,
    }


@data_of.register
def account_data(account: Account) -> Data:
    """Return the data of an account of the chart."""
    return {
        "id": account.id,
        "company_id": account.company_id,
        "code": account.code,
        "name": account.name,
        "type": account.type,
        "subtype": account.subtype,
        "parent_id": account.parent_id,
        "currency": account.currency_id,
        "description": account.description,
        "system_role": account.system_role,
        "required_tracking": account.required_tracking or [],
        "is_active": account.is_active,
    }


@data_of.register
def tracking_category_data(category: TrackingCategory) -> Data:
    """Return the data of a tracking category. It may have 500 options, which are left to the API."""
    return {
        "id": category.id,
        "company_id": category.company_id,
        "name": category.name,
        "is_active": category.is_active,
    }


@data_of.register
def period_data(period: AccountingPeriod) -> Data:
    """Return the data of a closed period, with the seal that proves its content."""
    return {**_month(period), "closed_at": period.closed_at, "seal": period.seal}


def reopened_period_data(period: AccountingPeriod, *, broken_seal: str) -> Data:
    """Return the data of `period.reopened`: who reopened it, why, and its seal while it was closed."""
    return {
        **_month(period),
        "reopened_at": period.reopened_at,
        "reopened_by_id": period.reopened_by_id,
        "reason": period.reopen_reason,
        "former_seal": broken_seal,
    }


@data_of.register
def year_data(year: FiscalYear) -> Data:
    """Return the data of a closed fiscal year."""
    return {**_month(year), "closed_at": year.closed_at, "closing_entry_id": year.closing_entry_id}


def reopened_year_data(year: FiscalYear) -> Data:
    """Return the data of `fiscal_year.reopened`: who reopened it, and why."""
    return {
        **_month(year),
        "reopened_at": year.reopened_at,
        "reopened_by_id": year.reopened_by_id,
        "reason": year.reopen_reason,
    }


def _month(period: AccountingPeriod | FiscalYear) -> Data:
    return {
        "id": period.id,
        "company_id": period.company_id,
        "name": period.name,
        "start_date": period.start_date,
        "end_date": period.end_date,
    }


@data_of.register
def entry_data(entry: JournalEntry) -> Data:
    """Return the data of a draft. PostgreSQL writes the event of a posted entry itself, with two members more."""
    return {
        "id": entry.id,
        "company_id": entry.company_id,
        "entry_number": entry.number,
        "date": entry.date,
        "memo": entry.memo,
        "reference": entry.reference,
        "entry_type": entry.entry_type,
        "source_type": entry.source_type,
        "source_id": entry.source_id,
        "reverses_id": entry.reverses_id,
        "reverse_on": entry.reverse_on,
        "external_id": entry.external_id,
        "metadata": entry.metadata,
    }


def company_data(company: Company) -> Data:
    """Return the data of `company.updated`."""
    return {
        "id": company.id,
        "company_id": company.id,
        "name": company.name,
        "base_currency": company.base_currency_id,
        "fiscal_year_start_month": company.fiscal_year_start_month,
        "time_zone": company.time_zone,
        "tax_rounding": company.tax_rounding,
        "two_person_approval": company.two_person_approval,
        **{name: getattr(company, name) for name in Company.DETAILS},
    }


@data_of.register
def member_data(member: CompanyMember) -> Data:
    """Return the data of a member: the user and their role."""
    return {"id": member.id, "company_id": member.company_id, "user_id": member.user_id, "role": member.role}
