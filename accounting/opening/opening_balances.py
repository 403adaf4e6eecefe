"""Set the opening balances of a company (docs/decisions/0028-opening-documents-are-invoices-and-bills.md)."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Required, TypedDict, TypeVar
from uuid import UUID

from django.db import transaction
from uuid_utils.compat import uuid7

from accounting import errors
from accounting.currencies import rates
from accounting.documents import entries, postings, terms
from accounting.documents.models import Bill, CreditNote, Invoice, VendorCredit
from accounting.ledger import chart, contacts, journal, locking, money, periods
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
from foundation.saving import insert_many, save_many
from identity.models import User

Row = TypeVar("Row")

SOURCE = "opening_balances"
MAX_BALANCES = journal.MAX_LINES - 1
"""One line is for the difference, which equity takes."""
MAX_DOCUMENTS = 10_000
"""The most open documents of all kinds together. One transaction posts all, and nobody else can post meanwhile."""
CHUNK = 1_000
"""How many documents a statement saves, posts or voids: as many entries as a batch of the journal has."""
REPLACED = "The opening balances are set anew"
TOO_LARGE = "What is left over for equity is too large."

Model = type[Invoice] | type[Bill] | type[CreditNote] | type[VendorCredit]
KINDS: tuple[tuple[str, Model], ...] = (
    ("invoices", Invoice),
    ("bills", Bill),
    ("credit_notes", CreditNote),
    ("vendor_credits", VendorCredit),
)
NAME_OF: Mapping[Model, str] = {model: name for name, model in KINDS}
POSTED_COLUMNS: Mapping[Model, tuple[str, ...]] = {
    Invoice: ("sent_at",),
    Bill: ("approved_at", "approved_by"),
    CreditNote: ("issued_at", "issued_by"),
    VendorCredit: ("issued_at", "issued_by"),
}
"""The fields that say when each kind was posted, and by whom."""


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

    It has the contact and the number of its kind. Due on its issue date unless given; credits are never due later.
    `exchange_rate` is that of the day of the balances unless given.
    """

    customer_id: UUID
    invoice_number: str
    credit_note_number: str
    vendor_id: UUID
    bill_number: str
    vendor_credit_number: str
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


def equity_of(balances: Iterable[Mapping[str, Any]], documents: Iterable[Any]) -> Decimal:
    """Return what equity took of balances and documents, credit positive."""
    parts = [one["debit"] - one["credit"] for one in balances]
    parts += [one.SIDE * postings.in_base(one, one.amount) for one in documents]
    return sum(parts, Decimal(0))


def documents_of(company: Company, model: Model) -> list[Any]:
    """Return the open documents of the former system that the opening balances hold."""
    rows = model._default_manager.filter(company=company, is_opening=True).exclude(status="void")
    return list(rows.select_related("company").order_by("id"))


@transaction.atomic
def replace(
    company: Company,
    *,
    by: User,
    date: datetime.date,
    balances: Sequence[BalanceInput] = (),
    **documents: Sequence[DocumentInput],
) -> OpeningBalances:
    """Set the opening balances, in place of those that are there, and record `opening_balances.set`.

    `documents` are the open ones, by the names of `KINDS`. What is the same stays as it is. The entries of the others
    are reversed on their own date, and their documents voided. The same again changes nothing. Raises PeriodClosed once
    a period is closed, HasAllocations and HasCredits if a former document that changes was settled, AccountNotUsable,
    CurrencyNotSupported, ExchangeRateMissing, NotFoundHere, Invalid, InvalidAmount, InvalidDate, TooManyLines,
    Duplicate.
    """
    locking.lock_company(company)
    if AccountingPeriod.objects.filter(company=company, status=PeriodStatus.CLOSED).exists():
        raise errors.PeriodClosed("Opening balances can be set until the first period is closed.")
    stated = {name: documents.pop(name, ()) for name, _ in KINDS}
    if documents:
        raise TypeError(f"There are no open documents of the kind {', '.join(documents)}.")
    _check(company, date, balances, stated)
    given = {name: _in_currencies(company, date, stated[name], model) for name, model in KINDS}
    opening, added = find(company), _Added(balances, {name: list(enumerate(given[name])) for name, _ in KINDS})
    if opening is None:
        opening = OpeningBalances(company=company, equity_amount=Decimal(0))
    else:
        if _same(opening, date, balances, given):
            return opening
        added = _take_back(opening, date, added, by)
    opening.date, opening.set_by = date, by
    _post(opening, added, by)
    if abs(opening.equity_amount) > money.MAX_AMOUNT:
        raise errors.InvalidAmount(TOO_LARGE, field="balances")
    with errors.translated():
        opening.save()
    new = {"date": date, "balances": len(balances)} | {name: len(given[name]) for name, _ in KINDS}
    audit.record("opening_balances.set", opening, by=by, new=new)
    events.tell_set(opening, new)
    return opening


def _in_currencies(
    company: Company, date: datetime.date, given: Sequence[DocumentInput], model: Model
) -> list[DocumentInput]:
    """Return the documents with their currency and rate, given or not. Their contacts are not archived meanwhile."""
    wanted: list[Any] = list(given)
    ids = {one[model.TRADE.contact_id] for one in wanted}
    contacts_of = Contact.objects.filter(company=company, id__in=ids).order_by("pk").select_for_update(no_key=True)
    known = dict(contacts_of.values_list("id", "currency_id"))
    of_the_day: dict[str, Decimal] = {}
    found: list[Any] = []
    for position, one in enumerate(wanted):
        currency = one.get("currency") or known.get(one[model.TRADE.contact_id], company.base_currency_id)
        path = f"{NAME_OF[model]}[{position}]"
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
    company: Company,
    date: datetime.date,
    balances: Sequence[BalanceInput],
    given: Mapping[str, Sequence[DocumentInput]],
) -> None:
    periods.check_date(company, date)
    if len(balances) > MAX_BALANCES:
        raise errors.TooManyLines(f"At most {MAX_BALANCES} accounts can have balances.", field="balances")
    if sum(len(documents) for documents in given.values()) > MAX_DOCUMENTS:
        most = next(name for name, documents in given.items() if documents)
        raise errors.TooManyLines(f"At most {MAX_DOCUMENTS:,} documents can be open.", field=most)
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
            issued = document["issue_date"]
            if issued > date:
                message = f"This is after the day of the opening balances, {date}."
                raise errors.InvalidDate(message, field=f"{path}.issue_date")
            terms.check(company, issued, document.get("due_date") or issued, prefix=f"{path}.", last=date)


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
    given: Mapping[str, Sequence[DocumentInput]],
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


def _facts(model: Model, given: DocumentInput) -> tuple[Any, ...]:
    one: Any = given
    issued = one["issue_date"]
    contact, number = one[model.TRADE.contact_id], one[model.NUMBER].strip()
    due = one.get("due_date") or issued
    return contact, number, issued, due, one["amount"], one["currency"], one["exchange_rate"]


def _kept(model: Model, document: Any) -> tuple[Any, ...]:
    """Return the facts of a document that is there."""
    return _facts(model, input_of(model, document))


def input_of(model: Model, document: Any) -> DocumentInput:
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

    Return what is left to post. `equity_amount` is then what equity took of what stays.
    """
    left = {}
    former.equity_amount = Decimal(0)
    for name, model in KINDS:
        facts = {_facts(model, one): at for at, one in wanted.documents[name]} if former.date == date else {}
        staying, going = set(), []
        for document in documents_of(former.company, model):
            at = facts.pop(_kept(model, document), None)
            if at is None:
                going.append(document.pk)
            else:
                staying.add(at)
                former.equity_amount += equity_of((), [document])
        left[name] = [one for one in wanted.documents[name] if one[0] not in staying]
        try:
            for ids in _chunks(going):
                _void(former, model, ids, by)
        except (errors.HasAllocations, errors.HasCredits) as refusal:
            raise _named(refusal, former, model, wanted) from refusal
    assert wanted.balances is not None
    if former.date == date and _same_balances(former, wanted.balances):
        former.equity_amount += equity_of(balances_of(former), ())
        return _Added(None, left)
    if former.journal_entry is not None:
        journal.reverse(former.journal_entry, by=by, date=former.date, source=SOURCE, reason=REPLACED)
    return _Added(wanted.balances, left)


def _named(refusal: errors.Refusal, former: OpeningBalances, model: Model, wanted: _Added) -> errors.Refusal:
    """Return the refusal with the document that it blames, and with the path of what was to take its place."""
    (document,) = [one for one in documents_of(former.company, model) if str(one.pk) == refusal.blamed]
    name, who = NAME_OF[model], (document.contact_id, document.number)
    given: Any = wanted.documents[name]
    places = [at for at, one in given if (one[model.TRADE.contact_id], one[model.NUMBER]) == who]
    noun = model.NOUN.replace("_", " ").capitalize()
    field = f"{name}[{places[0]}]" if places else name
    return type(refusal)(f"{noun} {document.number} can neither change nor be left out. {refusal}", field=field)


def _void(former: OpeningBalances, model: Model, ids: Sequence[UUID], by: User) -> None:
    """Void open documents that were never settled."""
    rows = model._default_manager.select_related("company", "journal_entry").order_by("id")
    documents: list[Any] = list(rows.filter(company=former.company, id__in=ids).select_for_update(of=("self",)))
    entries.check_unsettled(documents)
    freed = settled.freed_among(ids)
    for document in documents:
        if document.pk in freed:
            refusal = errors.HasAllocations("It was settled, and this was taken back: it is history now.")
            refusal.blamed = str(document.pk)
            raise refusal
    entries_of = [document.journal_entry for document in documents]
    for entry in entries_of:
        entry.company = former.company
    mirrors = journal.post_many(journal.mirrors(entries_of, date=former.date, reason=REPLACED), by=by)
    for document, mirror in zip(documents, mirrors, strict=True):
        document.status, document.void_date, document.void_reason = "void", former.date, REPLACED
        document.void_entry, document.voided_at, document.voided_by = mirror, mirror.posted_at, by
    with errors.translated():
        save_many(documents, ["status", "void_date", "void_reason", "void_entry", "voided_at", "voided_by"])


def _post(opening: OpeningBalances, added: _Added, by: User) -> None:
    """Post the balances in one entry and each document in its own, all or none."""
    equity = _equity(opening.company)
    drafts: list[tuple[JournalEntry, list[JournalLine]]] = []
    paths: list[str] = []
    if added.balances is not None:
        opening.journal_entry = None
    if added.balances:
        lines, difference = _balance_lines(opening.company, added.balances, equity)
        opening.equity_amount += difference
        opening.journal_entry = _entry(opening, "Opening balances", SOURCE, opening.pk)
        drafts.append((opening.journal_entry, lines))
        paths.append("")
    made: list[tuple[Model, list[Any]]] = []
    for name, model in KINDS:
        wanted = [(f"{name}[{position}].", one) for position, one in added.documents[name]]
        if not wanted:
            continue
        (control,) = chart.system_accounts(opening.company, model.TRADE.control)
        untaxed = postings.TaxAccounts(control.pk, control.pk)  # nothing is taxed
        saved = _save(opening, model, wanted, equity, by)
        made.append((model, [document for document, _ in saved]))
        for document, line in saved:
            memo = f"Opening balance: {model.NOUN.replace('_', ' ')} {document.number}"
            document.journal_entry = _entry(opening, memo, model.NOUN, document.pk)
            drafts.append((document.journal_entry, postings.document(document, [line], control=control, tax=untaxed)))
            opening.equity_amount += equity_of((), [document])
        paths.extend(path for path, _ in wanted)
    _post_all(drafts, paths, by)
    for model, documents in made:
        for chunk in _chunks(documents):
            _set_posted(model, chunk, by)


def _balance_lines(
    company: Company, balances: Sequence[BalanceInput], equity: Account
) -> tuple[list[JournalLine], Decimal]:
    """Return the lines of the accounts and that of equity, and what equity takes (credit positive)."""
    lines = [journal.line_of(balance) for balance in balances]
    journal.set_currencies(company, lines, path="balances")
    difference = sum((line.debit - line.credit for line in lines), Decimal(0))
    if abs(difference) > money.MAX_AMOUNT:
        raise errors.InvalidAmount(TOO_LARGE, field="balances")
    if difference:
        debit, credit = max(-difference, Decimal(0)), max(difference, Decimal(0))
        lines.append(JournalLine(account=equity, debit=debit, credit=credit))
    return lines, difference


def _save(
    opening: OpeningBalances, model: Model, wanted: Sequence[tuple[str, DocumentInput]], equity: Account, by: User
) -> list[tuple[Any, Any]]:
    """Save drafts with one line each, on the account of equity, and return both."""
    saved = list(_drafts(opening, model, wanted, equity, by))
    # A chunk that PostgreSQL refuses is saved once more one by one, so that the refusal names the document.
    for chunk in _chunks(list(zip(saved, wanted, strict=True))):
        try:
            with errors.translated(), transaction.atomic():
                _insert([both for both, _ in chunk])
        except errors.Refusal:
            for both, (path, _) in chunk:
                try:
                    with errors.translated():
                        _insert([both])
                except errors.Refusal as refusal:
                    refusal.field = f"{path}{refusal.field}"
                    raise
            raise
    return saved


def _insert(saved: Iterable[tuple[Any, Any]]) -> None:
    documents, lines = zip(*saved, strict=True)
    insert_many(documents)
    insert_many(lines)


def _drafts(
    opening: OpeningBalances, model: Model, wanted: Sequence[tuple[str, DocumentInput]], equity: Account, by: User
) -> Iterator[tuple[Any, Any]]:
    """Yield each document and its line, not saved. Raises NotFoundHere, ContactNotUsable, Invalid, InvalidAmount."""
    trade, company, line_model = model.TRADE, opening.company, model.line_model()
    ids = {_facts(model, given)[0] for _, given in wanted}
    known = {one.pk: one for one in Contact.objects.filter(company=company, kind=trade.contact, id__in=ids)}
    for path, given in wanted:
        contact_id, number, issued, due, amount, currency, rate = _facts(model, given)
        contact = contacts.check_usable(known.get(contact_id), trade.contact, field=f"{path}{trade.contact_id}")
        if not number:
            raise errors.Invalid("The document must have its number.", field=f"{path}{model.NUMBER}")
        document: Any = model(company=company, issue_date=issued, due_date=due, due_date_given=True, is_opening=True)
        setattr(document, trade.contact, contact)
        setattr(document, model.NUMBER, number)
        document.currency_id, document.exchange_rate, document.exchange_rate_given = currency, rate, True
        document.tax_rounding, document.subtotal, document.amount = company.tax_rounding, amount, amount
        document.created_by = by
        line: Any = line_model(
            id=uuid7(), company=company, position=0, description="Opening balance", unit_price=amount, amount=amount
        )
        line.account = equity
        setattr(line, model.NOUN, document)
        postings.worth(document, amount, field=f"{path}amount")
        yield document, line


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
    for chunk in _chunks(list(zip(drafts, paths, strict=True))):
        try:
            journal.post_many([draft for draft, _ in chunk], by=by)
        except errors.Refusal as refusal:
            found = re.match(r"entries\[(\d+)\]\.(.*)", refusal.field)
            if found:
                path, field = chunk[int(found[1])][1], found[2]
                refusal.field = "date" if field == "date" else path[:-1] or field.replace("lines[", "balances[")
            raise


def _set_posted(model: Model, documents: Sequence[Any], by: User) -> None:
    posted_at, *posted_by = POSTED_COLUMNS[model]
    for document in documents:
        document.status = model.POSTED
        setattr(document, posted_at, document.journal_entry.posted_at)
        for name in posted_by:
            setattr(document, name, by)
    with errors.translated():
        save_many(documents, ["status", "journal_entry", posted_at, *posted_by])


def _chunks(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for first in range(0, len(rows), CHUNK):
        yield rows[first : first + CHUNK]


def _equity(company: Company) -> Account:
    (found,) = chart.system_accounts(company, SystemRole.OPENING_BALANCE_EQUITY)
    return found
