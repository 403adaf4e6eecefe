"""Book an imported journal into a new company: all of it, or nothing."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count, islice
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Sum

from accounting.errors import Conflict
from accounting.exchange import tags
from accounting.exchange.lists import Refused, the_one
from accounting.exchange.source import (
    MAX_PROBLEMS,
    Place,
    Problem,
    SourceAccount,
    SourceEntry,
    SourceJournal,
    Unreadable,
)
from accounting.ledger import accounts, companies, journal, tracking_categories
from accounting.ledger.models import Account, AccountBalance, AccountType, Company, JournalEntry, TrackingCategory
from accounting.ledger.plain import PlainEntry, PlainLine
from accounting.ledger.tracking_categories import OptionInput
from foundation.refusals import Refusal
from foundation.transactions import savepoint
from identity.models import Organization, User

BATCH = journal.MAX_BATCH
ZERO = Decimal(0)
Options = dict[tuple[str, str], UUID]
"""The options by the names of their category and their own."""
HOLDING = (AccountType.ASSET, AccountType.LIABILITY, AccountType.EQUITY)
"""Accounts of these types can be archived only at zero. If the file closes one with a balance, it stays active."""
FIRST_DIGITS = {
    AccountType.ASSET: 1,
    AccountType.LIABILITY: 2,
    AccountType.EQUITY: 3,
    AccountType.REVENUE: 4,
    AccountType.EXPENSE: 5,
}


@transaction.atomic
def book(
    source: SourceJournal,
    *,
    organization: Organization,
    name: str,
    by: User,
    progress: Callable[[int], None] = lambda booked: None,
) -> "tuple[Company, Opened]":
    """Create a company with the chart `minimal`, so that it can send invoices from the first day, and book into it.

    Raises Duplicate if the organization has a company with this name, and the errors of `book_into`.
    """
    company = companies.create(
        organization=organization, name=name, base_currency=source.currency, by=by, chart="minimal"
    )
    return company, book_into(company, source, by=by, progress=progress)


@transaction.atomic
def book_into(
    company: Company, source: SourceJournal, *, by: User, progress: Callable[[int], None] = lambda booked: None
) -> "Opened":
    """Post all entries of `source` in their order into a company that has no entries, and return its accounts.

    An account with a code is the company's account with this code and type, if lines can post to it, else a new one.
    Accounts without codes are new: they keep their names and get codes of five digits by type (10001, 10002, …). An
    entry's reference is that of the file, or else its file and line. `progress` is called with the number of booked
    entries. Raises Conflict if the company has entries, Unreadable with the line of an entry that the books refuse, and
    any other Refusal.
    """
    Company.objects.select_for_update(no_key=True, of=("self",)).get(pk=company.pk)  # one import at a time
    if company.base_currency_id != source.currency:
        raise Conflict(f"The books are in {company.base_currency_id}, the file in {source.currency}.", field="currency")
    opened = _open_accounts(company, source, by)  # its events lock the ledger's head, so nothing else is posted
    options = _open_options(company, source, opened, by)
    if JournalEntry.objects.filter(company=company).exists():
        raise Conflict("A journal can be imported only into a company without journal entries.", field="company_id")
    booked, entries = 0, iter(source.entries)
    while batch := list(islice(entries, BATCH)):
        _post(company, batch, opened.accounts, options, by)
        _check_deferred()
        booked += len(batch)
        progress(booked)
    for account in source.accounts:
        if account.is_closed and not (account.type in HOLDING and source.balances.get(account.key)):
            accounts.archive(opened.accounts[account.key], by=by)
    _check(company, source, opened.accounts)
    return opened


@dataclass(slots=True)
class Opened:
    """The accounts of the books by the keys of the file, those that got another code than in the file, and the options
    that were made, each with its category."""

    accounts: dict[str, Account] = field(default_factory=dict)
    created: list[tuple[Place, Account]] = field(default_factory=list)
    moved: list[tuple[Place, str, Account]] = field(default_factory=list)
    options: list[tuple[Place, str, str]] = field(default_factory=list)


def _open_accounts(company: Company, source: SourceJournal, by: User) -> Opened:
    known: dict[str, list[Account]] = {}
    for one in Account.objects.filter(company=company):
        known.setdefault(alike(one.code), []).append(one)
    taken = {*known, *(alike(account.code) for account in source.accounts)}
    numbers = {type_: count(1) for type_ in FIRST_DIGITS}
    opened = Opened()
    new: dict[str, SourceAccount] = {}
    for account in source.accounts:
        found = _known(known.get(alike(account.code), []), account) if account.code else None
        if found is not None and _fits(found, account):
            opened.accounts[account.key] = found
            continue
        if not account.type:
            place = account.place or Place("", 1)
            message = f"Account {account.code} is not in the books, and the file does not say its type."
            if found is not None:
                message = (
                    f"No entry of a file can be posted to account {found}. Say the type of {account.code} in the file, "
                    "and its lines go to a new account beside it."
                )
            raise Unreadable([Problem(place, message)])
        code = account.code
        if not code or alike(code) in known:
            wanted = (
                (f"{code}-{number}" for number in count(1))
                if code
                else (f"{FIRST_DIGITS[AccountType(account.type)]}{n:04}" for n in numbers[AccountType(account.type)])
            )
            code = next(one for one in wanted if alike(one) not in taken)
            taken.add(alike(code))
        new[code] = account
    given: list[accounts.AccountInput] = [
        {"code": code, "name": account.name, "type": account.type, "subtype": account.subtype}
        for code, account in new.items()
    ]
    for account, made in zip(new.values(), _create_accounts(company, list(new.values()), given, by), strict=True):
        place = account.place or Place("", 0)
        opened.accounts[account.key] = made
        opened.created.append((place, made))
        if account.code and made.code != account.code:
            opened.moved.append((place, account.code, made))
    return opened


def alike(code: str) -> str:
    """Return a code as the books compare it with others."""
    return code.replace("-", "").replace(" ", "").casefold()


def _create_accounts(
    company: Company, sources: Sequence[SourceAccount], given: Sequence[accounts.AccountInput], by: User
) -> list[Account]:
    """Create accounts, all with one statement. If they are refused, find each that is. Raises Unreadable."""
    try:
        with savepoint():
            return accounts.create_many(company, by=by, given=given)
    except Refusal:
        problems = []
        for account, one in zip(sources, given, strict=True):
            try:
                with savepoint():
                    accounts.create_many(company, by=by, given=[one])
            except Refusal as refusal:
                place = account.place or Place("", 0)
                problems.append(Problem(place, f"Account {account.key[:60]!r}: {refusal}"))
                if len(problems) >= MAX_PROBLEMS:
                    break
        if not problems:
            raise
        raise Unreadable(problems) from None


def _known(similar: list[Account], account: SourceAccount) -> Account | None:
    """Return the account of the books with the code of one of the file. Raises Unreadable if it could be several."""
    try:
        return the_one(similar, account.code, "code", lambda one: _fits(one, account))
    except Refused as refused:
        raise Unreadable([Problem(account.place or Place("", 1), str(refused))]) from refused


def _fits(found: Account, account: SourceAccount) -> bool:
    """Return whether the lines of an account of the file can be posted to this account of the books."""
    is_plain = found.is_active and not found.is_control and not found.currency_id
    return is_plain and account.type in ("", found.type)


def _open_options(company: Company, source: SourceJournal, opened: "Opened", by: User) -> Options:
    """Return the options that the file names, with new ones, and new categories, for what the company does not have."""
    found: Options = {}
    by_category: dict[str, list[str]] = {}
    for name, option in source.options:
        by_category.setdefault(name, []).append(option)
    for name, options in by_category.items():
        try:
            category = _category(company, name) or tracking_categories.create(company, by=by, name=name)
            missing = {_plain(option): option for option in options}
            for there in category.ordered_options():
                missing.pop(_plain(there.name), None)
            opened.options += [(source.options[name, option], category.name, option) for option in missing.values()]
            new: list[OptionInput] = [{"name": option} for option in missing.values()]
            category = tracking_categories.update(category, by=by, options=new)
        except Refusal as error:
            message = f"Tracking category {name[:60]!r}: {error}"
            raise Unreadable([Problem(source.options[name, options[0]], message)]) from error
        ids = {_plain(there.name): there.id for there in category.ordered_options()}
        found |= {(name, option): ids[_plain(option)] for option in options}
    return found


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _category(company: Company, name: str) -> TrackingCategory | None:
    """Return the category with this name, or else with the same key in files."""
    rows = TrackingCategory.objects.filter(company=company).prefetch_related("options").order_by("id")
    return next(
        (row for row in rows if _plain(row.name) == _plain(name)),
        next((row for row in rows if tags.key(row.name).casefold() == tags.key(name).casefold()), None),
    )


def _post(
    company: Company, entries: Sequence[SourceEntry], opened: dict[str, Account], options: Options, by: User
) -> None:
    drafts = [_draft(company, entry, opened, options) for entry in entries]
    try:
        journal.post_many(drafts, by=by)
    except Refusal as error:
        index = _index(error.field) if len(entries) > 1 else 0
        if index is None:
            raise
        raise Unreadable([Problem(entries[index].place, str(error))]) from error


def _check_deferred() -> None:
    """Let PostgreSQL check the deferred foreign keys now. Until then it remembers four of them for each entry."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def _draft(company: Company, entry: SourceEntry, opened: dict[str, Account], options: Options) -> journal.PlainDraft:
    posted = PlainEntry(company, entry.date, entry.memo, _reference(entry))
    lines = [
        PlainLine(
            opened[line.account].pk,
            line.amount if line.amount > 0 else ZERO,
            -line.amount if line.amount < 0 else ZERO,
            line.description,
            tracking=sorted({options[one] for one in line.tracking}) if line.tracking else None,
        )
        for line in entry.lines
    ]
    return posted, lines


def _reference(entry: SourceEntry) -> str:
    return entry.reference or str(entry.place)[-100:]


def _index(field: str) -> int | None:
    """Return i of a field `entries[i].…`, or None if the field is not of an entry."""
    match = re.match(r"entries\[(\d+)\]", field)
    return int(match[1]) if match else None


def _check(company: Company, source: SourceJournal, opened: dict[str, Account]) -> None:
    """Compare the ledger's balances with the source's. A difference is our own error, and rolls everything back."""
    rows = (
        AccountBalance.objects.filter(company=company)
        .values("account_id")
        .annotate(net=Sum(F("debits") - F("credits")))
    )
    held = {row["account_id"]: row["net"] for row in rows}
    expected: dict[UUID, Decimal] = {}
    for key, account in opened.items():
        expected[account.id] = expected.get(account.id, ZERO) + source.balances.get(key, ZERO)
    wrong = [key for key, account in opened.items() if held.get(account.id, ZERO) != expected[account.id]]
    if wrong:
        raise AssertionError(f"The balances differ from the file's: {', '.join(wrong)}.")
