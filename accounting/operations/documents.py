"""What the operations on invoices, bills and payments share: contacts, lines with their prices and taxes, numbers,
dates.

Lock order everywhere: the document, open items by id, the number series, the period, the ledger's head (events last).
"""

import datetime
from collections.abc import Callable, Collection, Iterable, Sequence
from decimal import Decimal
from typing import Any, NoReturn, Required, TypedDict, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Max, Model, QuerySet, Sum
from django.utils import timezone
from uuid_utils.compat import uuid7

from accounting import errors, money, taxes
from accounting.dates import LAST_DATE
from accounting.models import (
    MAX_REASON,
    Account,
    Allocation,
    Bill,
    Company,
    Contact,
    Document,
    DocumentLine,
    Invoice,
    JournalEntry,
    JournalLine,
    LookAlike,
    NumberSeries,
    Payment,
    SystemRole,
    TaxRate,
)
from accounting.operations import journal, periods
from identity.models import User

MAX_LINES = 500
MAX_TAX_RATES = 50
VOID_FIELDS = ("status", "void_date", "void_reason", "void_entry", "voided_at", "voided_by", "updated_at")
MAX_DECIMALS = 4
MAX_QUANTITY = Decimal(10) ** 12
NUMBER_WIDTH = 4
NUMBERS_TRIED_AT_ONCE = 50

"""What to do with an accounting date in a closed period: refuse, or post on the first open day after it."""

M = TypeVar("M", bound=Model)
L = TypeVar("L", bound=DocumentLine)


class LineInput(TypedDict, total=False):
    """A line as it is asked for. `unit_price` is in the document's currency, net or gross as its tax rate says."""

    account_id: Required[UUID]
    unit_price: Required[Decimal]
    description: str
    quantity: Decimal
    discount_percent: Decimal
    tax_rate_id: UUID | None
    tax_amount: Decimal
    """Of a bill: as the vendor printed it."""


def locked(queryset: QuerySet[M], id: UUID) -> M:
    """Return the row as it is now, locked until the end of the transaction. Raises Conflict where it was deleted.

    The lock comes first and on its own: what a locking query joins, PostgreSQL does not read again after waiting.
    """
    lock(queryset.model._default_manager.filter(pk=id))
    row = queryset.filter(pk=id).first()
    if row is None:
        raise errors.Conflict("This was deleted in the meantime.")
    return row


def lock(rows: QuerySet[Any]) -> None:
    """Lock rows until the end of the transaction, in the order of their ids."""
    list(rows.order_by("pk").select_for_update().values_list("pk"))


def only(changes: dict[str, Any], allowed: Collection[str]) -> None:
    """Refuse, as a programming error, what the operation has no name for."""
    unknown = changes.keys() - set(allowed)
    if unknown:
        raise TypeError(f"unknown changes: {', '.join(sorted(unknown))}")


def contact(company: Company, kind: str, contact_id: UUID, *, field: str) -> Contact:
    """Return an active contact of the kind. Raises NotFoundHere or ContactNotUsable, naming `field`."""
    found = Contact.objects.filter(company=company, kind=kind, id=contact_id).first()
    if found is None:
        raise errors.NotFoundHere(f"There is no such {kind} in this company.", field=field)
    if not found.is_active:
        raise errors.ContactNotUsable(f"{found.name} is archived.", field=field)
    return found


def hold_contact(contact: Contact) -> None:
    """Hold whoever is about to owe or be owed: nobody archives them until the end. Raises WrongStatus if archived."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT is_active FROM accounting_contact WHERE id = %s FOR KEY SHARE", [contact.pk])
        (is_active,) = cursor.fetchone()
    if not is_active:
        raise errors.WrongStatus(f"{contact.name} is archived. Restore it first.")


def base_currency(company: Company, currency: str) -> str:
    """Return the currency if it is the company's own, the only one that documents may have. Raises
    CurrencyNotSupported."""
    if currency != company.base_currency_id:
        raise errors.CurrencyNotSupported(
            f"Documents are in {company.base_currency_id}, the company's own currency, not in {currency}.",
            field="currency",
        )
    return currency


def usable_account(accounts: dict[UUID, Account], account_id: UUID, *, field: str) -> Account:
    """Return the account if it is active and no control account. Raises NotFoundHere or AccountNotUsable."""
    account = accounts.get(account_id)
    if account is None:
        raise errors.NotFoundHere("There is no such account in this company.", field=field)
    if not account.is_active:
        raise errors.AccountNotUsable(f"Account {account} is archived.", field=field)
    if account.is_control:
        raise errors.AccountNotUsable(f"Only documents themselves post to the control account {account}.", field=field)
    return account


def accounts_by_id(company: Company, ids: Collection[UUID]) -> dict[UUID, Account]:
    return {account.id: account for account in Account.objects.filter(company=company, id__in=set(ids))}


def system_accounts(company: Company, *roles: SystemRole) -> list[Account]:
    """Return the accounts of the roles, in their order. Raises AccountNotUsable where the chart has none."""
    found = {account.system_role: account for account in Account.objects.filter(company=company, system_role__in=roles)}
    for role in roles:
        if role not in found:
            raise errors.AccountNotUsable(f"The chart of accounts has no account for: {role.label}.")
    return [found[role] for role in roles]


def due_date(issue_date: datetime.date, contact: Contact) -> datetime.date:
    """Return the day on which the contact's terms end."""
    return issue_date + datetime.timedelta(days=contact.payment_terms_days)


def check_dates(document: Document) -> None:
    """Raise InvalidDate for an issue date that the books do not take, and where the due date comes before it or after
    the last day that the books know."""
    periods.check_date(document.company, document.issue_date, field="issue_date")
    if document.due_date < document.issue_date:
        raise errors.InvalidDate("The due date is before the issue date.", field="due_date")
    if document.due_date > LAST_DATE:
        raise errors.InvalidDate(f"The due date, {document.due_date}, is after {LAST_DATE}.", field="due_date")


def follow_terms(document: Document, contact: Contact, changed: Collection[str]) -> None:
    """Let a draft's due date follow its issue date and its contact's terms, until one is given."""
    if "due_date" in changed:
        document.due_date_given = True
    elif not document.due_date_given and not {"issue_date", "customer_id", "vendor_id"}.isdisjoint(changed):
        document.due_date = due_date(document.issue_date, contact)


def inputs_of(lines: Iterable[DocumentLine]) -> list[LineInput]:
    """Return stored lines as they were asked for, without their taxes."""
    return [
        {
            "account_id": line.account_id,
            "unit_price": line.unit_price,
            "description": line.description,
            "quantity": line.quantity,
            "discount_percent": line.discount_percent,
            "tax_rate_id": line.tax_rate_id,
        }
        for line in lines
    ]


def set_lines(
    document: Document, kind: type[L], inputs: Sequence[LineInput], *, tax_total: Decimal | None = None
) -> list[L]:
    """Return new lines, unsaved, with net and tax amounts, and set the document's totals to their sums.

    Taxes are as printed where the lines or `tax_total` say so (`taxes.as_printed`).
    Raises Invalid, TooManyLines, InvalidAmount, NotFoundHere, AccountNotUsable, naming the line.
    """
    if not inputs:
        raise errors.Invalid("A document has at least one line.", field="lines")
    if len(inputs) > MAX_LINES:
        raise errors.TooManyLines(f"A document has at most {MAX_LINES} lines.", field="lines")
    accounts = accounts_by_id(document.company, [line["account_id"] for line in inputs])
    rate_ids = {rate_id for line in inputs if (rate_id := line.get("tax_rate_id")) is not None}
    if len(rate_ids) > MAX_TAX_RATES:
        raise errors.TooManyLines(f"A document has at most {MAX_TAX_RATES} tax rates.", field="lines")
    rates = {rate.id: rate for rate in TaxRate.objects.filter(company=document.company, id__in=rate_ids)}
    lines = [_line(document, kind, position, line, accounts, rates) for position, line in enumerate(inputs)]
    amounts = taxes.compute(lines, currency=document.currency_id, rounding=document.tax_rounding)
    printed = [line.get("tax_amount") for line in inputs]
    if tax_total is not None or printed.count(None) < len(printed):
        amounts = taxes.as_printed(lines, amounts, taxes=printed, total=tax_total, currency=document.currency_id)
    for line, (net, tax) in zip(lines, amounts, strict=True):
        line.amount, line.tax_amount = net, tax
    document.subtotal = sum((line.amount for line in lines), Decimal(0))
    document.tax_total = sum((line.tax_amount for line in lines), Decimal(0))
    document.amount = document.subtotal + document.tax_total
    if document.amount < 0:
        total = money.text(document.amount, document.currency_id)
        instead = "Enter a vendor credit" if isinstance(document, Bill) else "Issue a credit note"
        raise errors.InvalidAmount(f"The total is negative: {total}. {instead} instead.", field="lines")
    if max(abs(document.subtotal), abs(document.tax_total), document.amount) > money.MAX_AMOUNT:
        raise errors.InvalidAmount("The total is too large.", field="lines")
    return lines


def _line(
    document: Document,
    kind: type[L],
    position: int,
    line: LineInput,
    accounts: dict[UUID, Account],
    rates: dict[UUID, TaxRate],
) -> L:
    path = f"lines[{position}]"
    quantity, discount = line.get("quantity", Decimal(1)), line.get("discount_percent", Decimal(0))
    _check_number(quantity, MAX_QUANTITY, f"{path}.quantity")
    _check_number(line["unit_price"], money.MAX_AMOUNT, f"{path}.unit_price")
    _check_number(discount, Decimal(100), f"{path}.discount_percent")
    if discount < 0:
        raise errors.Invalid("A discount is from 0 to 100 per cent.", field=f"{path}.discount_percent")
    rate_id = line.get("tax_rate_id")
    rate = None if rate_id is None else rates.get(rate_id)
    if rate_id is not None and rate is None:
        raise errors.NotFoundHere("There is no such tax rate in this company.", field=f"{path}.tax_rate_id")
    if rate is not None and not rate.is_active:
        raise errors.Invalid(f"The tax rate {rate.name} is archived.", field=f"{path}.tax_rate_id")
    return kind(
        id=uuid7(),
        company=document.company,
        position=position,
        description=line.get("description", "").strip(),
        quantity=quantity,
        unit_price=line["unit_price"],
        discount_percent=discount,
        account=usable_account(accounts, line["account_id"], field=f"{path}.account_id"),
        tax_rate=rate,
        tax_percent=rate.percent if rate else Decimal(0),
        tax_inclusive=rate.is_inclusive if rate else False,
    )


def _check_number(number: Decimal, limit: Decimal, field: str) -> None:
    if not number.is_finite() or abs(number) > limit:
        raise errors.InvalidAmount("The number is too large.", field=field)
    if number != round(number, MAX_DECIMALS):
        raise errors.InvalidAmount(f"At most {MAX_DECIMALS} decimals.", field=field)


def check_amount(amount: Decimal, currency: str, field: str) -> None:
    """Raise InvalidAmount for what is not greater than zero or finer than the currency's smallest unit."""
    if not money.is_whole(amount, currency):
        raise errors.InvalidAmount(f"{currency} has {money.decimals(currency)} decimals at most.", field=field)
    if amount <= 0:
        raise errors.InvalidAmount("The amount must be greater than zero.", field=field)


def check_total(document: Document, expected: Decimal | None) -> None:
    """Raise TotalDiffers, with both figures, where the client reckoned with another total."""
    if expected is not None and expected != document.amount:
        currency = document.currency_id
        raise errors.TotalDiffers(
            f"The total is {money.text(document.amount, currency)}, not {money.text(expected, currency)} as expected.",
            field="expected_total",
        )


def next_number(company: Company, prefix: str, taken: Callable[[list[str]], Iterable[str | None]]) -> str:
    """Return the next number of the series, such as INV-0042, leaving out those that are `taken`.

    Holds the series until the end of the transaction, so that numbers are given one after another.
    """
    NumberSeries.objects.bulk_create([NumberSeries(company=company, kind=prefix)], ignore_conflicts=True)
    series = NumberSeries.objects.select_for_update().get(company=company, kind=prefix)
    while True:
        steps = range(series.last_number + 1, series.last_number + 1 + NUMBERS_TRIED_AT_ONCE)
        candidates = {f"{prefix}-{number:0{NUMBER_WIDTH}}": number for number in steps}
        gone = set(taken(list(candidates)))
        free = [candidate for candidate in candidates if candidate not in gone]
        series.last_number = candidates[free[0]] if free else steps[-1]
        if free:
            series.save(update_fields=["last_number"])
            return free[0]


def numbers_taken(rows: QuerySet[Any], field: str) -> Callable[[list[str]], list[str]]:
    """Return the function that tells which numbers of a series `rows` have, or one that looks like them."""

    def taken(candidates: list[str]) -> list[str]:
        alike = {candidate.replace("-", "").lower(): candidate for candidate in candidates}
        found = rows.annotate(alike=LookAlike(field)).filter(alike__in=alike).values_list("alike", flat=True)
        return [alike[number] for number in found]

    return taken


def set_fields(document: Document, changes: dict[str, Any]) -> None:
    """Set plain fields. Raises CurrencyNotSupported."""
    for name, value in changes.items():
        if name == "currency":
            document.currency_id = base_currency(document.company, value)
        elif name in ("invoice_number", "external_id"):
            setattr(document, name, value or None)
        else:
            setattr(document, name, value.strip() if isinstance(value, str) else value)


def refuse_frozen(status: str, changes: dict[str, Any], allowed: Collection[str]) -> None:
    """Raise WrongStatus, naming the field, where a change is not among those still `allowed` in this status."""
    for field in sorted(changes.keys() - set(allowed)):
        free = f" Only {', '.join(sorted(allowed))} may change." if allowed else ""
        raise errors.WrongStatus(f"This is frozen once the document is {status}.{free}", field=field)


def post(entry: JournalEntry, lines: Sequence[JournalLine], *, by: User) -> JournalEntry | None:
    """Post what a document comes to; None where all of it is zero, as with a discount of 100 per cent."""
    return journal.post(entry, lines=lines, by=by) if lines else None


def refuse_allocated(allocations: QuerySet[Allocation], currency: str) -> NoReturn:
    """Raise HasAllocations naming the payments that are allocated to a document, with what each settles."""
    live = allocations.values("payment__payment_number").annotate(settled=Sum("amount")).filter(settled__gt=0)
    named = [f"{row['payment__payment_number']} ({money.text(row['settled'], currency)})" for row in live.order_by()]
    raise errors.HasAllocations(f"Payments are allocated to it: {', '.join(sorted(named))}. Take them back first.")


def void(source: Invoice | Bill | Payment, *, by: User, date: datetime.date | None, reason: str) -> None:
    """Reverse what the document posted, and note on it (unsaved, `VOID_FIELDS`) since when, by whom and why it is void.

    `date` is not before the document in the books nor before its last un-allocation. Unless given it is as early as
    that or, where that is closed, the first open day up to today. Raises Invalid, InvalidDate, PeriodClosed.
    """
    reason = reason.strip()
    if len(reason) > MAX_REASON:
        raise errors.Invalid(f"A reason has at most {MAX_REASON} characters.", field="reason")
    entry = source.journal_entry
    if entry is None:
        _void_what_posted_nothing(source, by=by, date=date, reason=reason)
        return
    freed = source.allocations.filter(reverses__isnull=False).aggregate(last=Max("date"))["last"]
    if freed is not None and date is not None and date < freed:
        raise errors.InvalidDate(f"An allocation was taken back on {freed}: not before that.", field="date")
    mirror = journal.reverse(entry, by=by, date=date, not_before=freed, reason=reason, source=entry.source_type)
    source.void_date, source.void_reason, source.void_entry = mirror.date, reason, mirror
    source.voided_at, source.voided_by = mirror.posted_at, by


def _void_what_posted_nothing(
    source: Invoice | Bill | Payment, *, by: User, date: datetime.date | None, reason: str
) -> None:
    """The same for a document that has no entry: it is in the books since its issue date."""
    assert not isinstance(source, Payment)
    issued = source.issue_date
    if date is not None and date < issued:
        raise errors.InvalidDate(f"The document is of {issued}: not before that.", field="date")
    source.void_date = periods.accounting_date(source.company, date or issued, "refuse" if date else "next_open")
    source.void_reason, source.voided_at, source.voided_by = reason, timezone.now(), by
