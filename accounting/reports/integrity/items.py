"""Check open items against the control accounts and against their allocations."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Any

from django.db.models import Prefetch, QuerySet

from accounting.ledger import money
from accounting.ledger.models import (
    Account,
    AccountType,
    Company,
    EntryStatus,
    JournalEntry,
    JournalLine,
    OptionBalance,
    SystemRole,
    TrackingBalance,
)
from accounting.open_items.models import Allocation, OpenItem, UnpaidBalance
from accounting.reports.columns import month_start
from accounting.reports.integrity.check import Check
from accounting.reports.integrity.ledger import CHUNK, ZERO, Walk, lines_of

Amounts = defaultdict[tuple[Any, ...], Decimal]
ALLOCATIONS = (
    Prefetch("debit_allocations", to_attr="as_debit"),
    Prefetch("credit_allocations", to_attr="as_credit"),
)
"""The allocations of open items, as lists."""


def open_items(company: Company, walk: Walk) -> list[Check]:
    """Compare open items with the control accounts, now by contact and at every date, and with their allocations."""
    now = Check("control accounts", "Receivables and payables are the sums of each contact's open items.", "contacts")
    ever = Check(
        "open items",
        "At every date the open items add up to their control account. The open amount is the amount less the "
        "allocations, and never below zero.",
        "items",
    )
    expected: Amounts = defaultdict(Decimal)
    days: Amounts = defaultdict(Decimal)
    items = OpenItem.objects.filter(company=company).order_by("id")
    for item in each(items.prefetch_related(*ALLOCATIONS)):
        ever.examined += 1
        sign = 1 if item.side == "debit" else -1
        expected[item.account_id, item.contact_id] += sign * item.open_base_amount
        days[item.account_id, item.date] += sign * item.base_amount
        if item.void_date is not None:
            days[item.account_id, item.void_date] -= sign * item.base_amount
        for allocation in item.as_debit:
            days[item.account_id, allocation.date] += allocation.difference
        _open(ever, item)
        _never_overdrawn(ever, item)
    for key in sorted(expected.keys() | walk.control.keys(), key=str):
        now.examined += 1
        held = walk.control.get(key, ZERO)
        message = f"Contact {key[1]} has {held} on account {key[0]}; open items add up to {expected[key]}."
        now.expect(held == expected[key], message)
    for day in sorted(days.keys() | walk.control_days.keys(), key=str):
        moved, said = walk.control_days.get(day, ZERO), days[day]
        ever.expect(moved == said, f"Account {day[0]} moved by {moved} on {day[1]}; open items moved by {said}.")
    now.evidence = _evidence(company, walk)
    return [now, ever]


def differences(company: Company) -> Check:
    """Compare the exchange differences of allocations with the entries that post them."""
    check = Check(
        "exchange differences", "The entries of allocations post the differences of their two sides.", "allocations"
    )
    said: Amounts = defaultdict(Decimal)
    rows = Allocation.objects.filter(company=company).select_related("debit_item", "journal_entry").order_by("id")
    for row in each(rows):
        check.examined += 1
        if row.journal_entry is None:
            check.expect(not row.difference, f"Allocation {row.id} has a difference of {row.difference} and no entry.")
            continue
        entry = row.journal_entry
        check.expect(entry.date == row.date, f"Allocation {row.id} of {row.date} has an entry of {entry.date}.")
        said[entry.id, (row.debit_item.account_id, row.debit_item.contact_id)] += row.difference
    posted: Amounts = defaultdict(Decimal)
    entries = JournalEntry.objects.filter(company=company, source_type="allocation", status=EntryStatus.POSTED)
    for entry, line in with_lines(entries, JournalLine.objects.filter(contact__isnull=False)):
        posted[entry.id, (line.account_id, line.contact_id)] += line.debit - line.credit
    for key in sorted(said.keys() | posted.keys(), key=str):
        message = f"Entry {key[0]} posts {posted[key]}; its allocations differ by {said[key]}."
        check.expect(said[key] == posted[key], message)
    return check


def unpaid(company: Company) -> Check:
    """Compare what is kept of revenue and expenses that are not paid, of all lines, of those with the same options and
    of those with each option, with the documents' lines and allocations."""
    check = Check(
        "unpaid", "On each day, revenue and expenses are posted and paid as documents and allocations say.", "balances"
    )
    said: Amounts = defaultdict(Decimal)
    unit = money.unit(company.base_currency_id)
    results = Account.objects.filter(company=company, type__in=(AccountType.REVENUE, AccountType.EXPENSE))
    lines = JournalLine.objects.filter(account__in=set(results.values_list("id", flat=True))).order_by("position")
    rows = OpenItem.objects.filter(company=company, amount__gt=0).order_by("id")
    items = each(rows.prefetch_related(*ALLOCATIONS))
    while chunk := {item.id: item for item in islice(items, CHUNK)}:
        entries: QuerySet[Any] = JournalEntry.objects.filter(company=company, source_id__in=chunk, reverses=None)
        for entry in entries.filter(status=EntryStatus.POSTED).prefetch_related(lines_of("", lines)):
            item = chunk[entry.source_id]
            if entry.source_type == item.kind:
                _add_unpaid(said, item, entry.read_lines, unit)
    kept = UnpaidBalance.objects.filter(company=company).values_list("account_id", "day", "amount", "month_amount")
    stored: dict[tuple[Any, ...], Decimal] = {}
    for account, day, amount, month_amount in kept:
        stored[account, day, True, ()] = amount
        if month_amount:
            stored[account, day, False, ()] = month_amount
    names = ("account_id", "since", "is_daily")
    of_sets = (
        TrackingBalance.objects.filter(company=company).exclude(unpaid=0).values_list(*names, "tracking", "unpaid")
    )
    stored |= {(*key, tuple(options)): amount for *key, options, amount in of_sets}
    of_each = OptionBalance.objects.filter(company=company).exclude(unpaid=0).values_list(*names, "option_id", "unpaid")
    stored |= {(*key, option): amount for *key, option, amount in of_each}
    for key in sorted(said.keys() | stored.keys(), key=str):
        check.examined += 1
        account, since, is_daily, options = key
        span = f"on {since}" if is_daily else f"in {since:%Y-%m}"
        moved, kept_then = said[key], stored.get(key, ZERO)
        message = f"Account {account} says {kept_then} more is not paid {span}; documents moved {moved}."
        check.expect(moved == kept_then, message if options == () else f"{message} Options: {options}.")
    return check


def _add_unpaid(said: Amounts, item: OpenItem, lines: Sequence[JournalLine], unit: Decimal) -> None:
    """Add what a document moved of what is not paid: its lines on its date, less what each day settles of them."""
    if not lines:
        return
    amounts = [(line.debit - line.credit) / unit for line in lines]
    settled: defaultdict[datetime.date, Decimal] = defaultdict(Decimal)
    for allocation in allocations(item):
        settled[allocation.date] += allocation.amount
    paid, shares = ZERO, [0] * len(lines)
    moves = [(item.date, amounts)]
    for day in sorted(settled):
        paid += settled[day]
        before, shares = shares, _shares(amounts, Fraction(paid) / Fraction(item.amount))
        moves.append((day, [Decimal(old - new) for old, new in zip(before, shares, strict=True)]))
    if item.void_date is not None:
        moves.append((item.void_date, [-amount for amount in amounts]))
    for day, moved in moves:
        for line, amount in zip(lines, moved, strict=True):
            for options in ((), tuple(line.tracking), *line.tracking) if line.tracking else ((),):
                said[line.account_id, day, True, options] += amount * unit
                said[line.account_id, month_start(day), False, options] += amount * unit


def _shares(amounts: Sequence[Decimal], part: Fraction) -> list[int]:
    """Return a part of each amount, in whole units that go to them by largest remainder (decision 32)."""
    exact = [Fraction(_rounded(Fraction(amount) * part * 10**8), 10**8) for amount in amounts]
    shares = [int(share) for share in exact]
    rest = _rounded(sum(map(Fraction, amounts), Fraction(0)) * part) - sum(shares)
    sign = 1 if rest > 0 else -1
    order = sorted(range(len(shares)), key=lambda place: (shares[place] - exact[place]) * sign)
    for place in order[: abs(rest)]:
        shares[place] += sign
    return shares


def _rounded(number: Fraction) -> int:
    """Return the nearest whole number, of two the one that is further from zero, as PostgreSQL does."""
    nearest = int(abs(number) + Fraction(1, 2))
    return nearest if number > 0 else -nearest


def _evidence(company: Company, walk: Walk) -> str:
    roles = (SystemRole.ACCOUNTS_RECEIVABLE, SystemRole.ACCOUNTS_PAYABLE)
    accounts = dict(Account.objects.filter(company=company, system_role__in=roles).values_list("system_role", "id"))
    totals = [
        total(held for (account, _), held in walk.control.items() if account == accounts.get(role)) for role in roles
    ]
    shown = [money.text(total, company.base_currency_id) for total in totals]
    return f"receivable {shown[0]}, payable {shown[1]}"


def _open(check: Check, item: Any) -> None:
    """Compute the open amount of an item in both currencies, and compare."""
    base = total(allocation.debit_base for allocation in item.as_debit)
    base += total(allocation.credit_base for allocation in item.as_credit)
    left = (item.amount - total(allocation.amount for allocation in allocations(item)), item.base_amount - base)
    if item.void_date is not None:
        check.expect(left == (item.amount, item.base_amount), f"{name_of(item)} is void, but has allocations.")
        left = (ZERO, ZERO)
    said = (item.open_amount, item.open_base_amount)
    check.expect(said == left, f"{name_of(item)} says {said[0]} ({said[1]}) is open, but {left[0]} ({left[1]}) is.")
    last = item.void_date or max((allocation.date for allocation in allocations(item)), default=item.date)
    settled = None if item.open_amount else last
    check.expect(
        item.settled_on == settled, f"{name_of(item)} says it was settled on {item.settled_on}, not {settled}."
    )


def _never_overdrawn(check: Check, item: OpenItem) -> None:
    """Check the allocations of an item by date, from the day of its entry until it is void."""
    by_date: defaultdict[datetime.date, Decimal] = defaultdict(Decimal)
    for allocation in allocations(item):
        by_date[allocation.date] += allocation.amount
    name, settled = name_of(item), ZERO
    for date in sorted(by_date):
        settled += by_date[date]
        check.expect(ZERO <= settled <= item.amount, f"{name} of {item.amount} has {settled} settled on {date}.")
        check.expect(date >= item.date, f"{name} is in the books from {item.date}, but has an allocation on {date}.")
        check.expect(
            item.void_date is None or date <= item.void_date, f"{name} is void before its allocation on {date}."
        )


def allocations(item: Any) -> list[Any]:
    """Return the allocations of an item that was read with `ALLOCATIONS`."""
    return [*item.as_debit, *item.as_credit]


def may_be_left_out(document: Any, amount: Decimal) -> bool:
    """Return whether the entry of a document may lack so much, in the document's currency: what of a line, of a tax or
    of a fee is worth nothing in the base currency has no line."""
    base = document.company.base_currency_id
    if document.currency_id == base:
        return not amount
    rows = getattr(document, "lines", None) or getattr(document, "deductions", None)
    # Of each tax of a line, what is recoverable and what is not. A transfer has one fee.
    parts = sum(1 + 2 * max(1, len(getattr(row, "component_taxes", None) or ())) for row in rows.all()) if rows else 1
    return abs(amount) * document.exchange_rate < parts * money.unit(base)


def each(rows: QuerySet[Any]) -> Iterator[Any]:
    return rows.iterator(chunk_size=CHUNK)


def with_lines(
    entries: QuerySet[JournalEntry], lines: QuerySet[JournalLine]
) -> Iterator[tuple[JournalEntry, JournalLine]]:
    """Yield the lines of some entries, each with its entry.

    In books that PostgreSQL has no statistics of, a join would look through all entries for each line.
    """
    for entry in each(entries.only("id", "source_id").order_by("id").prefetch_related(lines_of("", lines))):
        for line in entry.read_lines:
            yield entry, line


def total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)


def name_of(row: Any) -> str:
    return f"{type(row).__name__} {row} ({row.id})"
