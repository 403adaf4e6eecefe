"""Books for tests, made by calling the operations. Amounts are given as strings, so that they are exact."""

import datetime
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

from django.utils import timezone
from uuid_utils.compat import uuid7

from accounting import events
from accounting.attachments import attachments
from accounting.attachments.models import OBJECTS
from accounting.banking import bank_transactions, transfers
from accounting.budgets import budgets
from accounting.currencies import rates
from accounting.documents import bills, credit_notes, invoices, vendor_credits
from accounting.exchange import imports
from accounting.items import items
from accounting.ledger import companies, contacts, journal, members, periods, tracking_categories
from accounting.models import (
    Account,
    AccountingPeriod,
    Adjustment,
    Attachment,
    BankTransaction,
    Bill,
    Budget,
    Company,
    Contact,
    CreditNote,
    Event,
    ExchangeRate,
    FiscalYear,
    FxRevaluation,
    Import,
    Invoice,
    Item,
    JournalEntry,
    JournalLine,
    LedgerHead,
    OpeningBalances,
    Payment,
    RecurringTemplate,
    TaxRate,
    TrackingCategory,
    Transfer,
    VendorCredit,
)
from accounting.opening import opening_balances
from accounting.recurring import templates
from accounting.revaluation import revaluations
from accounting.settlement import adjustments, payments
from accounting.taxes import tax_rates
from identity.models import Organization, User
from tests.people import make_admin, make_organization, make_user
from webhooks import operations as webhooks
from webhooks.models import Endpoint

DAY = datetime.date(2026, 3, 15)
_names = count(1)


def make_company(organization: Organization | None = None, *, by: User | None = None, **fields: Any) -> Company:
    """Return a company in USD with the general chart, in a new organization unless one is given."""
    organization = organization or (by.organization if by else None) or make_organization()
    by = by or organization.users.first() or make_admin(organization)
    fields = {"name": f"Company {next(_names)}", "base_currency": "USD"} | fields
    return companies.create(organization=organization, by=by, **fields)


def account(company: Company, code: str) -> Account:
    return Account.objects.get(company=company, code=code)


def make_account(company: Company, code: str = "", type: str = "expense", **fields: Any) -> Account:
    code = code or f"T{next(_names)}"
    return Account.objects.create(
        company=company, code=code, name=fields.pop("name", f"Account {code}"), type=type, **fields
    )


def debit(account: Account, amount: str, **fields: Any) -> JournalLine:
    return JournalLine(account=account, debit=Decimal(amount), credit=Decimal(0), **fields)


def credit(account: Account, amount: str, **fields: Any) -> JournalLine:
    return JournalLine(account=account, debit=Decimal(0), credit=Decimal(amount), **fields)


def two_accounts(company: Company) -> tuple[Account, Account]:
    """Return an expense and an asset account made for the test."""
    return make_account(company, type="expense"), make_account(company, type="asset")


def make_entry(
    company: Company, amount: str = "100.00", *, date: datetime.date = DAY, by: User | None = None, **fields: Any
) -> JournalEntry:
    """Post an entry of two lines between two new accounts."""
    left, right = two_accounts(company)
    where = {name: fields.pop(name) for name in ("on_closed_period",) if name in fields}
    entry = JournalEntry(company=company, date=date, **fields)
    return journal.post(entry, lines=[debit(left, amount), credit(right, amount)], by=by, **where)


def make_draft(company: Company, amount: str = "100.00", *, date: datetime.date = DAY, **fields: Any) -> JournalEntry:
    left, right = two_accounts(company)
    entry = JournalEntry(company=company, date=date, **fields)
    return journal.save_draft(entry, lines=[debit(left, amount), credit(right, amount)], by=None)


def period_of(company: Company, date: datetime.date = DAY) -> AccountingPeriod:
    return AccountingPeriod.objects.get(company=company, start_date=date.replace(day=1))


def make_ended_year(company: Company) -> FiscalYear:
    """Return the fiscal year 2025 with its months closed, up to those of the years before."""
    if not company.periods.filter(end_date="2025-12-31", status="closed").exists():
        make_entry(company, date=datetime.date(2025, 12, 31))
        for period in company.periods.filter(end_date__lte="2025-12-31", status="open").order_by("start_date"):
            periods.close(period, by=owner_of(company))
    return FiscalYear.objects.get(company=company, end_date="2025-12-31")


def head_of(company: Company) -> LedgerHead:
    return LedgerHead.objects.get(company=company)


def owner_of(company: Company) -> User:
    """Return the first user of the company's organization, who does everything in these books by default."""
    return company.organization.users.order_by("id")[0]


def make_customer(company: Company, **fields: Any) -> Contact:
    fields = {"kind": "customer", "name": f"Customer {next(_names)}"} | fields
    return contacts.create(company, by=owner_of(company), **fields)


def make_vendor(company: Company, **fields: Any) -> Contact:
    fields = {"kind": "vendor", "name": f"Vendor {next(_names)}"} | fields
    return contacts.create(company, by=owner_of(company), **fields)


def make_exchange_rate(company: Company, rate: str = "1.10", **given: Any) -> ExchangeRate:
    """Add a rate of a currency, each time of another day unless one is given."""
    fields: Any = {"currency": "CHF", "date": datetime.date(2020, 1, 1) + datetime.timedelta(next(_names))} | given
    return rates.create(company, by=owner_of(company), rate=Decimal(rate), **fields)


def make_euro_bank(company: Company) -> Account:
    """Return the company's bank account in EUR, with 500.00 EUR at 1.08 at first."""
    found = Account.objects.filter(company=company, code="1080").first()
    if found is None:
        found = make_account(company, "1080", "asset", subtype="bank", currency_id="EUR")
        make_transfer(company, "540.00", to_account_id=found.id, to_amount=Decimal("500.00"))
    return found


def open_in_euros(company: Company) -> Company:
    """Return the company, with the EUR bank account and a new invoice in EUR."""
    make_euro_bank(company)
    customer = make_customer(company, currency="EUR")
    make_sent_invoice(company, "100.00", customer=customer, exchange_rate=Decimal("1.08"))
    return company


def revaluation_of(company: Company) -> dict[str, Any]:
    """Return the day after the last revaluation and a rate, as input."""
    last = FxRevaluation.objects.filter(company=company).order_by("-date").first()
    date = last.date + datetime.timedelta(1) if last else datetime.date(2026, 3, 31)
    return {"date": date, "rates": {"EUR": Decimal("1.1") + Decimal(next(_names)) / 10_000}}


def make_fx_revaluation(company: Company, **fields: Any) -> FxRevaluation:
    """Return a revaluation of what is open in EUR, of the day after the one before."""
    given = revaluation_of(open_in_euros(company)) | fields
    return revaluations.create(company, by=owner_of(company), **given)


def make_tax_rate(company: Company, percent: str = "15", **fields: Any) -> TaxRate:
    fields = (
        {"name": f"Tax {next(_names)}"} | ({} if "components" in fields else {"percent": Decimal(percent)}) | fields
    )
    return tax_rates.create(company, by=owner_of(company), **fields)


def make_item(company: Company, sales_price: str | None = "40.00", **fields: Any) -> Item:
    """Return an item that is sold on 4000, and not bought."""
    given: dict[str, Any] = {
        "name": f"Item {next(_names)}",
        "sales_price": None if sales_price is None else Decimal(sales_price),
        "sales_account_id": account(company, "4000").id,
    } | fields
    return items.create(company, by=owner_of(company), **given)


def make_tracking_category(company: Company, *options: str, **fields: Any) -> TrackingCategory:
    """Return a category with these options, or with Sales and Support."""
    fields = {"name": f"Category {next(_names)}"} | fields
    given: Any = [{"name": name} for name in options or ("Sales", "Support")]
    return tracking_categories.create(company, by=owner_of(company), options=given, **fields)


def options_of(category: TrackingCategory) -> list[UUID]:
    """Return the ids of the options of a category, in their order."""
    return [option.id for option in category.ordered_options()]


def line(company: Company, unit_price: str = "100.00", *, code: str = "4000", **fields: Any) -> dict[str, Any]:
    """Return the input of a document's line on the account with this code."""
    tax_rate: TaxRate | None = fields.pop("tax_rate", None)
    given = [name for name in ("quantity", "discount_percent") if name in fields]
    numbers: dict[str, Any] = {name: Decimal(fields.pop(name)) for name in given}
    return {
        "account_id": account(company, code).id,
        "unit_price": Decimal(unit_price),
        "tax_rate_id": tax_rate.id if tax_rate else None,
        **numbers,
        **fields,
    }


def make_invoice(
    company: Company, unit_price: str = "100.00", *, customer: Contact | None = None, **fields: Any
) -> Invoice:
    """Return a draft of one line, or of the `lines` given."""
    customer = customer or make_customer(company)
    given: dict[str, Any] = {"issue_date": DAY, "lines": [line(company, unit_price)]} | fields
    return invoices.create(company, by=owner_of(company), customer_id=customer.id, **given)


def make_sent_invoice(company: Company, unit_price: str = "100.00", **fields: Any) -> Invoice:
    return invoices.send(make_invoice(company, unit_price, **fields), by=owner_of(company))


def make_bill(company: Company, unit_price: str = "100.00", *, vendor: Contact | None = None, **fields: Any) -> Bill:
    """Return a draft of one line on an expense account, or of the `lines` given."""
    vendor = vendor or make_vendor(company)
    given: dict[str, Any] = {
        "issue_date": DAY,
        "bill_number": f"B-{next(_names)}",
        "lines": [line(company, unit_price, code="6100")],
    } | fields
    return bills.create(company, by=owner_of(company), vendor_id=vendor.id, **given)


def make_approved_bill(company: Company, unit_price: str = "100.00", **fields: Any) -> Bill:
    return bills.approve(make_bill(company, unit_price, **fields), by=owner_of(company))


def make_credit_note(
    company: Company, unit_price: str = "100.00", *, customer: Contact | None = None, **fields: Any
) -> CreditNote:
    """Return a draft of one line, or of the `lines` given, or of all that is left of the `invoice`."""
    invoice: Invoice | None = fields.pop("invoice", None)
    given: dict[str, Any] = {"issue_date": DAY}
    if invoice is None:
        given |= {"customer_id": (customer or make_customer(company)).id, "lines": [line(company, unit_price)]}
    else:
        given["invoice_id"] = invoice.id
    return credit_notes.create(company, by=owner_of(company), **given | fields)


def make_issued_credit_note(company: Company, unit_price: str = "100.00", **fields: Any) -> CreditNote:
    return credit_notes.issue(make_credit_note(company, unit_price, **fields), by=owner_of(company))


def make_vendor_credit(
    company: Company, unit_price: str = "100.00", *, vendor: Contact | None = None, **fields: Any
) -> VendorCredit:
    """Return a draft of one line, or of the `lines` given, or of all that is left of the `bill`."""
    bill: Bill | None = fields.pop("bill", None)
    given: dict[str, Any] = {"issue_date": DAY, "vendor_credit_number": f"C-{next(_names)}"}
    if bill is None:
        lines = [line(company, unit_price, code="6100")]
        given |= {"vendor_id": (vendor or make_vendor(company)).id, "lines": lines}
    else:
        given["bill_id"] = bill.id
    return vendor_credits.create(company, by=owner_of(company), **given | fields)


def make_issued_vendor_credit(company: Company, unit_price: str = "100.00", **fields: Any) -> VendorCredit:
    return vendor_credits.issue(make_vendor_credit(company, unit_price, **fields), by=owner_of(company))


def make_payment(company: Company, amount: str = "100.00", *, contact: Contact | None = None, **fields: Any) -> Payment:
    """Return a payment on the bank account 1000, received from a customer unless the contact is a vendor."""
    contact = contact or make_customer(company)
    fields = {
        "type": "received" if contact.kind == "customer" else "made",
        "date": DAY,
        "account_id": account(company, "1000").id,
    } | fields
    return payments.create(company, by=owner_of(company), contact_id=contact.id, amount=Decimal(amount), **fields)


def make_payment_at_another_rate(company: Company) -> Payment:
    """Return a payment of an invoice in EUR whose allocation posts an exchange difference."""
    customer = make_customer(company, currency="EUR")
    invoice = make_sent_invoice(company, "100.00", customer=customer, exchange_rate=Decimal("1.10"))
    settled = [{"invoice_id": invoice.id, "amount": Decimal("100.00")}]
    return make_payment(company, contact=customer, exchange_rate=Decimal("1.20"), allocations=settled)


def make_adjustment(company: Company, *, contact: Contact | None = None, **fields: Any) -> Adjustment:
    """Return a write-off of 30.00 on 6800, of a customer unless the contact is a vendor."""
    contact = contact or make_customer(company)
    given: dict[str, Any] = {
        "contact_kind": contact.kind,
        "contact_id": contact.id,
        "kind": "write_off",
        "date": DAY,
        "lines": [{"account_id": account(company, "6800").id, "amount": Decimal("30.00")}],
    } | fields
    return adjustments.create(company, by=owner_of(company), **given)


def make_bank_transaction(company: Company, amount: str = "120.00", **fields: Any) -> BankTransaction:
    """Return money spent from the bank account 1000 on 6700, unless told otherwise. `amount` is its only line."""
    given: dict[str, Any] = {
        "type": "spend",
        "account_id": account(company, "1000").id,
        "date": DAY,
        "lines": [{"account_id": account(company, "6700").id, "amount": Decimal(amount)}],
    } | fields
    return bank_transactions.create(company, by=owner_of(company), **given)


def make_transfer(company: Company, amount: str = "500.00", **fields: Any) -> Transfer:
    """Return a transfer from the bank account 1000 to 1010."""
    accounts = {"from_account_id": account(company, "1000").id, "to_account_id": account(company, "1010").id}
    given: dict[str, Any] = accounts | {"date": DAY, "amount": Decimal(amount)} | fields
    return transfers.create(company, by=owner_of(company), **given)


def opening_body(company: Company) -> dict[str, Any]:
    """Return opening balances of 2025-12-31 as input: bank 5,000.00, a loan of 2,000.00, an invoice and a bill."""
    return {
        "date": datetime.date(2025, 12, 31),
        "balances": [
            {"account_id": account(company, "1000").id, "debit": Decimal("5000.00")},
            {"account_id": account(company, "2500").id, "credit": Decimal("2000.00")},
        ],
        "invoices": [
            {
                "customer_id": make_customer(company).id,
                "invoice_number": "OLD-17",
                "issue_date": datetime.date(2025, 11, 20),
                "due_date": datetime.date(2025, 12, 20),
                "amount": Decimal("1150.00"),
            }
        ],
        "bills": [
            {
                "vendor_id": make_vendor(company).id,
                "bill_number": "B-9",
                "issue_date": datetime.date(2025, 12, 5),
                "amount": Decimal("400.00"),
            }
        ],
    }


def make_opening(company: Company, **fields: Any) -> OpeningBalances:
    return opening_balances.replace(company, by=owner_of(company), **opening_body(company) | fields)


IMPORTED = """number,date,memo,account_code,account_name,account_type,debit,credit
1,2026-03-14,Opening,1000,Bank account,asset,5000.00,
1,2026-03-14,Opening,3000,Share capital,equity,,5000.00
2,2026-03-15,Rent,6200,Rent,expense,1250.00,
2,2026-03-15,Rent,1000,Bank account,asset,,1250.00
"""
"""A journal in CSV."""


def make_import(company: Company, content: str = IMPORTED, **fields: Any) -> Import:
    given: dict[str, Any] = {"file_name": "books.csv", "by": owner_of(company)} | fields
    return imports.create(company, content=content.encode(), **given)


PDF = b"%PDF-1.4 a receipt"


def make_attachment(company: Company, to: Any = None, content: bytes = PDF, **fields: Any) -> Attachment:
    """Return an attachment of a document, by default of a draft of a bill."""
    to = to or make_bill(company)
    [kind] = [name for name, model in OBJECTS.items() if type(to) is model]
    given: dict[str, Any] = {"object_type": kind, "file_name": "Receipt.pdf"} | fields
    return attachments.create(company, by=owner_of(company), object_id=to.id, content=content, **given)


def make_ended_import(company: Company, **fields: Any) -> Import:
    """Return one that failed. A company has few that have not ended."""
    row = make_import(company, **fields)
    error = {"line": 3, "message": "debit: '1,5' is not an amount such as 1500.00."}
    ended = {"status": "failed", "finished_at": timezone.now(), "errors": [error], "error_count": 1}
    Import.objects.filter(pk=row.pk).update(**ended)
    row.refresh_from_db()
    return row


def next_month() -> datetime.date:
    """Return a day of next month."""
    return (timezone.now().date().replace(day=28) + datetime.timedelta(days=10)).replace(day=15)


def make_budget(company: Company, amounts: dict[str, list[str]] | None = None, **fields: Any) -> Budget:
    """Return a budget of 2026, by default of a sale and a cost in March. `amounts` are those of all months, by code."""
    given: dict[str, Any] = {"name": f"Budget {next(_names)}", "start_date": datetime.date(2026, 1, 1)} | fields
    budget = budgets.create(company, by=owner_of(company), **given)
    if amounts is None:
        quiet = ["0"] * (len(budget.months) - 3)
        amounts = {"4000": ["0", "0", "900.00", *quiet], "6200": ["0", "0", "250.50", *quiet]}
    lines: list[Any] = [
        {"account_id": account(company, code).id, "amounts": [Decimal(one) for one in row]}
        for code, row in amounts.items()
    ]
    return budgets.set_lines(budget, by=owner_of(company), lines=lines)


def make_recurring(company: Company, kind: str = "journal_entry", **fields: Any) -> RecurringTemplate:
    """Return a monthly template of entries (6200 to 1000), invoices or bills, from next month on unless told otherwise.

    `content` is added to that of the kind.
    """
    content: dict[str, Any]
    if kind == "journal_entry":
        lines = [
            {"account_id": account(company, "6200").id, "debit": Decimal("1250.00")},
            {"account_id": account(company, "1000").id, "credit": Decimal("1250.00")},
        ]
        content = {"memo": "Rent", "lines": lines}
    elif kind == "invoice":
        content = {"customer_id": make_customer(company).id, "lines": [line(company)]}
    else:
        vendor_id = make_vendor(company).id
        content = {"vendor_id": vendor_id, "bill_number": "RENT", "lines": [line(company, code="6100")]}
    content |= fields.pop("content", {})
    given: dict[str, Any] = {
        "name": "Rent",
        "frequency": "monthly",
        "start_date": next_month(),
    } | fields
    return templates.create(company, by=given.pop("by", owner_of(company)), kind=kind, content=content, **given)


def make_member(company: Company, role: str) -> User:
    """Return a user with this role in the company."""
    user = make_user(company.organization)
    members.assign(company, user=user, role=role, by=owner_of(company))
    return user


def make_event(company: Company, type: str = "invoice.sent") -> Event:
    """Record an event with the catalogue's sample as its data."""
    data = events.CATALOGUE[type].sample["data"]
    return events.record(company.id, type, subject_id=uuid7(), data=data)


def make_webhook(company: Company, url: str = "https://example.com/hooks", **fields: Any) -> Endpoint:
    """Return an endpoint for all events of all companies of the organization, unless told otherwise."""
    fields = {"events": ["*"]} | fields
    return webhooks.create(company.organization, by=owner_of(company), url=url, **fields).endpoint


def hold(endpoint: Endpoint, minutes: float = 10, reason: str = "retry_after") -> Endpoint:
    """Put an endpoint on hold, as its answers do (webhooks/queue.py)."""
    endpoint.held_until, endpoint.hold_reason = timezone.now() + datetime.timedelta(minutes=minutes), reason
    endpoint.save(update_fields=["held_until", "hold_reason"])
    return endpoint
