"""Set the opening balances of a company (docs/decisions/0028-opening-documents-are-invoices-and-bills.md)."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Required, TypedDict
from uuid import UUID

from django.db import transaction
from uuid_utils.compat import uuid7

from accounting import errors
from accounting.currencies import rates
from accounting.documents import entering, entries, postings
from accounting.documents.models import Bill, Document, Invoice
from accounting.ledger import chart, contacts, journal, money, periods
from accounting.ledger.models import (
    Account,
    AccountingPeriod,
    Company,
    Contact,
    EntryType,
    JournalEntry,
    JournalLine,
    PeriodStatus,
    SystemRole,
)
from accounting.open_items import settled
from accounting.opening import events
from accounting.opening.models import OpeningBalances
from foundation import audit
from identity.models import User

SOURCE = "opening_balances"
MAX_BALANCES = journal.MAX_LINES - 1
"""One line is for the difference, which equity takes."""
MAX_DOCUMENTS = 500
"""The most open documents, invoices and bills together."""
REPLACED = "The opening balances are set anew"
KINDS: tuple[tuple[str, type[Invoice] | type[Bill]], ...] = (("invoices", Invoice), ("bills", Bill))


class BalanceInput(TypedDict, total=False):
    """The balance of an account: `debit` or `credit`, in the base currency. `currency_amount` is the same in the
    account's own `currency`, debit positive."""

    account_id: Required[UUID]
    debit: Decimal
    credit: Decimal
    currency: str
    currency_amount: Decimal


class DocumentInput(TypedDict, total=False):
    """An open document of the former system. `amount` is what is still open, in `currency`: the contact's unless given.

    Due on its issue date unless given. `exchange_rate` is that of the day of the balances unless given.
    """

    customer_id: UUID
    invoice_number: str
    vendor_id: UUID
    bill_number: str
    issue_date: Required[datetime.date]
    due_date: datetime.date
    amount: Required[Decimal]
    currency: str
    exchange_rate: Decimal | None


def find(company: Company) -> OpeningBalances | None:
    """Return the opening balances of a company, or None."""
    return OpeningBalances.objects.filter(company=company).select_related("company").first()


def balances_of(opening: OpeningBalances) -> list[dict[str, Any]]:
    """Return the balances by account as they were given, without the difference that equity took."""
    equity = _equity(opening.company)
    lines = JournalLine.objects.filter(company=opening.company_id, entry=opening.journal_entry_id)
    shown = lines.exclude(account=equity).order_by("position")
    names = ("account_id", "debit", "credit", "currency_amount")
    return [{name: getattr(one, name) for name in names} | {"currency": one.currency_id} for one in shown]


def documents_of(company: Company, model: type[Invoice] | type[Bill]) -> list[Any]:
    """Return the open documents of the former system that the opening balances hold."""
    rows = model._default_manager.filter(company=company, is_opening=True).exclude(status="void")
    return list(rows.order_by("id"))


def lock(company: Company) -> None:
    """Let one transaction at a time set the opening balances of a company."""
    list(Company.objects.filter(pk=company.pk).select_for_update(no_key=True).values_list("pk"))


@transaction.atomic
def replace(
    company: Company,
    *,
    by: User,
    date: datetime.date,
    balances: Sequence[BalanceInput] = (),
    invoices: Sequence[DocumentInput] = (),
    bills: Sequence[DocumentInput] = (),
) -> OpeningBalances:
    """Set the opening balances, in place of those that are there, and record `opening_balances.set`.

    What is the same stays as it is. The entries of the others are reversed on their own date, and their documents
    voided. The same again changes nothing. Raises PeriodClosed once a period is closed, HasAllocations and HasCredits
    if a former document that changes was settled, AccountNotUsable, CurrencyNotSupported, ExchangeRateMissing,
    NotFoundHere, Invalid, InvalidAmount, InvalidDate, TooManyLines, Duplicate.
    """
    lock(company)
    if AccountingPeriod.objects.filter(company=company, status=PeriodStatus.CLOSED).exists():
        raise errors.PeriodClosed("Opening balances can be set until the first period is closed.")
    _check(company, date, balances, {"invoices": invoices, "bills": bills})
    given: dict[str, Sequence[DocumentInput]] = {
        "invoices": _in_currencies(company, date, invoices, Invoice),
        "bills": _in_currencies(company, date, bills, Bill),
    }
    opening, added = find(company), _Added(balances, {name: list(enumerate(given[name])) for name, _ in KINDS})
    if opening is None:
        opening = OpeningBalances(company=company, equity_amount=Decimal(0))
    else:
        if _same(opening, date, balances, given):
            return opening
        added = _take_back(opening, date, added, by)
    opening.date, opening.set_by = date, by
    _post(opening, added, by)
    with errors.translated():
        opening.save()
    new = {"date": date, "balances": len(balances), "invoices": len(invoices), "bills": len(bills)}
    audit.record("opening_balances.set", opening, by=by, new=new)
    events.tell_set(opening, new)
    return opening


def _in_currencies(
    company: Company, date: datetime.date, given: Sequence[DocumentInput], model: type[Invoice] | type[Bill]
) -> list[DocumentInput]:
    """Return the documents with their currency and rate, given or not."""
    wanted: list[Any] = list(given)
    ids = {one[model.TRADE.contact_id] for one in wanted}
    known = dict(Contact.objects.filter(company=company, id__in=ids).values_list("id", "currency_id"))
    of_the_day: dict[str, Decimal] = {}
    found: list[Any] = []
    for position, one in enumerate(wanted):
        currency = one.get("currency") or known.get(one[model.TRADE.contact_id], company.base_currency_id)
        path = f"{model.NOUN}s[{position}]"
        money.check_amount(one["amount"], currency, f"{path}.amount")
        stated = one.get("exchange_rate")
        rate = of_the_day.get(currency) if stated is None else None
        if rate is None:
            try:
                rate = rates.rate_for(company, currency, date, stated)
            except errors.Refusal as refusal:
                refusal.field = f"{path}.exchange_rate"
                raise
        if stated is None:
            of_the_day[currency] = rate
        found.append({**one, "currency": currency, "exchange_rate": rate})
    return found


def _check(
    company: Company, date: datetime.date, balances: Sequence[BalanceInput], given: dict[str, Sequence[DocumentInput]]
) -> None:
    periods.check_date(company, date)
    if len(balances) > MAX_BALANCES:
        raise errors.TooManyLines(f"At most {MAX_BALANCES} accounts can have balances.", field="balances")
    if sum(len(documents) for documents in given.values()) > MAX_DOCUMENTS:
        raise errors.TooManyLines(f"At most {MAX_DOCUMENTS} documents can be open.", field="invoices")
    accounts, equity = chart.accounts_by_id(company, [one["account_id"] for one in balances]), _equity(company)
    seen = set()
    for position, balance in enumerate(balances):
        field = f"balances[{position}].account_id"
        account = chart.usable_account(accounts, balance["account_id"], field=field)
        if account == equity:
            raise errors.AccountNotUsable(f"{account} takes the difference by itself.", field=field)
        if account.pk in seen:
            raise errors.Invalid("This account is given twice.", field=field)
        seen.add(account.pk)
    for name, documents in given.items():
        for position, document in enumerate(documents):
            path = f"{name}[{position}]"
            if document["issue_date"] > date:
                message = f"This is after the day of the opening balances, {date}."
                raise errors.InvalidDate(message, field=f"{path}.issue_date")
            if document.get("due_date", document["issue_date"]) < document["issue_date"]:
                raise errors.InvalidDate("The due date is before the issue date.", field=f"{path}.due_date")


@dataclass(frozen=True, slots=True)
class _Added:
    """What is posted: the balances of the accounts, None if those that are there stay, and documents by kind, each with
    its place in the request."""

    balances: Sequence[BalanceInput] | None
    documents: dict[str, list[tuple[int, DocumentInput]]]


def _same(
    former: OpeningBalances,
    date: datetime.date,
    balances: Sequence[BalanceInput],
    given: dict[str, Sequence[DocumentInput]],
) -> bool:
    """Return whether the former balances are just these. The order does not matter."""
    if former.date != date or not _same_balances(former, balances):
        return False
    for name, model in KINDS:
        kept = [_kept(model, one) for one in documents_of(former.company, model)]
        if sorted(kept) != sorted(_facts(model, one) for one in given[name]):
            return False
    return True


def _same_balances(former: OpeningBalances, balances: Sequence[BalanceInput]) -> bool:
    there = [(one["account_id"], one["debit"], one["credit"], one["currency_amount"]) for one in balances_of(former)]
    return sorted(there) == sorted(_amounts(one) for one in balances)


def _amounts(given: BalanceInput) -> tuple[UUID, Decimal, Decimal, Decimal]:
    debit, credit = given.get("debit", Decimal(0)), given.get("credit", Decimal(0))
    return given["account_id"], debit, credit, given.get("currency_amount", debit - credit)


def _facts(model: type[Invoice] | type[Bill], given: DocumentInput) -> tuple[Any, ...]:
    one: Any = given
    issued = one["issue_date"]
    contact, number = one[model.TRADE.contact_id], one[model.NUMBER].strip()
    due = one.get("due_date") or issued
    return contact, number, issued, due, one["amount"], one["currency"], one["exchange_rate"]


def _kept(model: type[Invoice] | type[Bill], document: Any) -> tuple[Any, ...]:
    """Return the facts of a document that is there."""
    return _facts(model, input_of(model, document))


def input_of(model: type[Invoice] | type[Bill], document: Any) -> DocumentInput:
    """Return an open document that is there as it is given."""
    given: Any = {
        model.TRADE.contact_id: document.contact_id,
        model.NUMBER: document.number,
        "issue_date": document.issue_date,
        "due_date": document.due_date,
        "amount": document.amount,
        "currency": document.currency_id,
        "exchange_rate": document.exchange_rate,
    }
    return given


def _take_back(former: OpeningBalances, date: datetime.date, wanted: _Added, by: User) -> _Added:
    """Void the former documents and reverse the former entry, all on their own date, except what is the same as wanted.

    Return what is left to post. `equity_amount` is then what equity took of the rest.
    """
    left = {name: list(documents) for name, documents in wanted.documents.items()}
    for name, model in KINDS:
        facts = {_facts(model, one): at for at, one in wanted.documents[name]} if former.date == date else {}
        for document in documents_of(former.company, model):
            at = facts.pop(_kept(model, document), None)
            if at is not None:
                left[name] = [one for one in left[name] if one[0] != at]
                continue
            if settled.last_freed(document.id) is not None:
                raise errors.HasAllocations(f"{document} was settled, and this was taken back: it is history now.")
            former.equity_amount -= model.SIDE * postings.in_base(document, document.amount)
            entries.take_back(entering.locked(document), by=by, date=former.date, reason=REPLACED)
    assert wanted.balances is not None
    if former.date == date and _same_balances(former, wanted.balances):
        return _Added(None, left)
    if former.journal_entry is not None:
        former.equity_amount -= sum((one["debit"] - one["credit"] for one in balances_of(former)), Decimal(0))
        journal.reverse(former.journal_entry, by=by, date=former.date, source=SOURCE, reason=REPLACED)
    return _Added(wanted.balances, left)


def _post(opening: OpeningBalances, added: _Added, by: User) -> None:
    """Post the balances in one entry and each document in its own, all or none."""
    equity = _equity(opening.company)
    drafts: list[tuple[JournalEntry, list[JournalLine]]] = []
    paths, documents = [], []
    if added.balances is not None:
        opening.journal_entry = None
    if added.balances:
        lines, difference = _balance_lines(opening.company, added.balances, equity)
        opening.equity_amount += difference
        opening.journal_entry = _entry(opening, "Opening balances", SOURCE, opening.pk)
        drafts.append((opening.journal_entry, lines))
        paths.append("")
    for name, model in KINDS:
        (control,) = chart.system_accounts(opening.company, model.TRADE.control)
        untaxed = postings.TaxAccounts(control.pk, control.pk)  # nothing is taxed
        for position, one in added.documents[name]:
            paths.append(f"{name}[{position}].")
            document, line = _draft(opening, model, one, equity, by, paths[-1])
            memo = f"Opening balance: {model.NOUN} {document.number}"
            document.journal_entry = _entry(opening, memo, model.NOUN, document.pk)
            drafts.append((document.journal_entry, postings.document(document, [line], control=control, tax=untaxed)))
            documents.append(document)
            opening.equity_amount += model.SIDE * postings.in_base(document, document.amount)
    _post_all(drafts, paths, by)
    for document in documents:
        _set_posted(document, by)


def _balance_lines(
    company: Company, balances: Sequence[BalanceInput], equity: Account
) -> tuple[list[JournalLine], Decimal]:
    """Return the lines of the accounts and that of equity, and what equity takes (credit positive)."""
    lines = [journal.line_of(balance) for balance in balances]
    journal.set_currencies(company, lines, path="balances")
    difference = sum((line.debit - line.credit for line in lines), Decimal(0))
    if difference:
        debit, credit = max(-difference, Decimal(0)), max(difference, Decimal(0))
        lines.append(JournalLine(account=equity, debit=debit, credit=credit))
    return lines, difference


def _draft(
    opening: OpeningBalances,
    model: type[Invoice] | type[Bill],
    given: DocumentInput,
    equity: Account,
    by: User,
    path: str,
) -> tuple[Any, Any]:
    """Save a draft with one line, on the account of equity, and return both."""
    trade, company = model.TRADE, opening.company
    contact_id, number, issued, due, amount, currency, rate = _facts(model, given)
    contact = contacts.usable(company, trade.contact, contact_id, field=f"{path}{trade.contact_id}")
    if not number:
        raise errors.Invalid("The document must have its number.", field=f"{path}{model.NUMBER}")
    document: Any = model(company=company, issue_date=issued, due_date=due, due_date_given=True, is_opening=True)
    setattr(document, trade.contact, contact)
    setattr(document, model.NUMBER, number)
    document.currency_id, document.exchange_rate, document.exchange_rate_given = currency, rate, True
    document.tax_rounding, document.subtotal, document.amount = company.tax_rounding, amount, amount
    document.created_by = by
    line: Any = model.line_model()(
        id=uuid7(), company=company, position=0, description="Opening balance", unit_price=amount, amount=amount
    )
    line.account = equity
    try:
        postings.worth(document, amount)
        with errors.translated():
            document.save(force_insert=True)
            setattr(line, model.NOUN, document)
            line.save(force_insert=True)
    except errors.Refusal as refusal:
        refusal.field = f"{path}{refusal.field}"
        raise
    return document, line


def _entry(opening: OpeningBalances, memo: str, source: str, source_id: UUID) -> JournalEntry:
    return JournalEntry(
        company=opening.company,
        date=opening.date,
        memo=memo,
        entry_type=EntryType.OPENING,
        source_type=source,
        source_id=source_id,
    )


def _post_all(drafts: list[tuple[JournalEntry, list[JournalLine]]], paths: Sequence[str], by: User) -> None:
    try:
        if drafts:
            journal.post_many(drafts, by=by)
    except errors.Refusal as refusal:
        found = re.match(r"entries\[(\d+)\]\.(.*)", refusal.field)
        if found:
            path, field = paths[int(found[1])], found[2]
            refusal.field = "date" if field == "date" else path[:-1] or field.replace("lines[", "balances[")
        raise


def _set_posted(document: Document, by: User) -> None:
    entry: Any = document.journal_entry
    document.status = document.POSTED
    if isinstance(document, Invoice):
        document.sent_at = entry.posted_at
    elif isinstance(document, Bill):
        document.approved_at, document.approved_by = entry.posted_at, by
    with errors.translated():
        document.save(force_update=True)


def _equity(company: Company) -> Account:
    (found,) = chart.system_accounts(company, SystemRole.OPENING_BALANCE_EQUITY)
    return found
