"""Check entries, numbers, the hash chain, balances, seals and events."""

import datetime
import hashlib
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connections, router
from django.db.models import Prefetch

from accounting.ledger import money
from accounting.ledger.models import (
    CONTROL_ROLES,
    Account,
    AccountBalance,
    AccountingPeriod,
    AccountType,
    Company,
    DayBalance,
    EntryStatus,
    EntryType,
    Event,
    JournalEntry,
    JournalLine,
    LedgerHead,
    OptionBalance,
    PeriodAction,
    PeriodChange,
    PeriodStatus,
    TaxKind,
    TrackingBalance,
    TrackingOption,
)
from accounting.reports.columns import add_months
from accounting.reports.integrity.check import Check
from foundation.words import counted

CHUNK = 1_000
GENESIS = "0" * 64
ZERO = Decimal(0)

# Of one month at a time, so that neither side keeps the days of all years in memory. OFFSET 0 keeps PostgreSQL from
# asking for each line whether its entry closes, which reads all of the entry's lines. The order has it find an entry's
# lines by their index: of a company without statistics it expects one line, and would read all of them each time.
DAYS = """
SELECT coalesce(b.account_id, l.account_id), coalesce(b.day, l.day), b.kept, l.summed
FROM (
    SELECT account_id, day, ARRAY[debits, credits, closing_debits, closing_credits, currency_amount] AS kept
    FROM accounting_daybalance WHERE company_id = %(company)s AND day >= %(month)s AND day < %(next)s
) AS b
FULL JOIN (
    SELECT line.account_id, entry.date AS day, ARRAY[
        sum(line.debit), sum(line.credit),
        coalesce(sum(line.debit) FILTER (WHERE closes), 0), coalesce(sum(line.credit) FILTER (WHERE closes), 0),
        sum(line.currency_amount)
    ] AS summed
    FROM (
        SELECT id, date, entry_type = 'closing' AND entry_closes(company_id, id) AS closes
        FROM accounting_journalentry
        WHERE company_id = %(company)s AND status = 'posted' AND date >= %(month)s AND date < %(next)s OFFSET 0
    ) AS entry
    CROSS JOIN LATERAL (
        SELECT account_id, debit, credit, currency_amount FROM accounting_journalline
        WHERE company_id = %(company)s AND entry_id = entry.id ORDER BY position OFFSET 0
    ) AS line
    GROUP BY line.account_id, entry.date
) AS l ON l.account_id = b.account_id AND l.day = b.day
ORDER BY 2, 1
"""
MONTHS = "SELECT DISTINCT date_trunc('month', day)::date FROM accounting_daybalance WHERE company_id = %s"

Month = tuple[UUID, datetime.date]
Tracked = tuple[UUID, bool, datetime.date, tuple[UUID, ...]]
Taxed = tuple[datetime.date, UUID, str, UUID | None]
Sums = list[Decimal]


class Walk:
    """The result of one pass over the ledger: its own checks, and the sums for the other checks.

    `months` has by (account, first day of the month) the debits, the credits, those of closing entries, and the amounts
    in the lines' own currencies. `control` has by (control account, contact) the debits less credits, `control_days`
    the same by (control account, date). `tracked` has by (account, whether it is of a day, that day or the first of the
    month, options) the debits and the credits of lines with options. `taxed` has by (day, tax rate, kind, account of a
    tax) the debits less credits of lines with a tax rate, and how many they are.
    `sealed_heads` are the closed periods' heads that are in the chain. `awaited` are the entries,
    by id, whose reversal on a given day has not come yet.
    """

    def __init__(self) -> None:
        self.balanced = Check("entries", "Every entry has two lines or more, and debits equal to its credits.", "lines")
        self.numbers = Check(
            "numbers", "Entries are numbered 1, 2, 3, … without gaps up to the ledger's head.", "entries"
        )
        self.chain = Check("hash chain", "Each hash is that of the entry's content and the hash before it.", "entries")
        self.periods = Check(
            "periods",
            "Each entry lies in the accounting period of its date, and its lines have this date and its number.",
            "entries",
        )
        self.mirrors = Check(
            "reversals", "Each reversal mirrors its entry, and comes on the day that the entry says.", "reversals"
        )
        self.months: dict[Month, Sums] = {}
        self.tracked: dict[Tracked, Sums] = {}
        self.taxed: dict[Taxed, tuple[Decimal, int]] = {}
        self.control: dict[tuple[UUID, UUID | None], Decimal] = {}
        self.control_days: dict[tuple[UUID, datetime.date], Decimal] = {}
        self.sealed_heads = {GENESIS}
        self.awaited: dict[UUID, JournalEntry] = {}

    @property
    def checks(self) -> list[Check]:
        return [self.balanced, self.numbers, self.chain, self.periods, self.mirrors]


def canonical(entry: JournalEntry, lines: Sequence[JournalLine]) -> str:
    """Return the text that is hashed for an entry, after the previous hash (as in ledger/posting.sql)."""
    return json.dumps(
        [
            _text(entry.company_id),
            _text(entry.id),
            entry.number,
            entry.date.isoformat(),
            entry.memo,
            entry.reference,
            entry.entry_type,
            entry.source_type,
            _text(entry.source_id),
            _text(entry.reverses_id),
            entry.external_id,
            _text(entry.created_by_id),
            _moment(entry.created_at),
            _text(entry.posted_by_id),
            _moment(entry.posted_at),
            *([entry.reverse_on.isoformat()] if entry.reverse_on else []),
            [
                [
                    _text(line.id),
                    line.position,
                    _text(line.account_id),
                    line.description,
                    f"{line.debit:.4f}",
                    f"{line.credit:.4f}",
                    line.currency_id,
                    f"{line.currency_amount:.4f}",
                    _text(line.contact_id),
                    _text(line.tax_rate_id),
                    None if line.tax_base is None else f"{line.tax_base:.4f}",
                    *([line.tax_kind] if line.tax_kind else []),
                    *([[str(option) for option in line.tracking]] if line.tracking else []),
                ]
                for line in lines
            ],
        ],
        ensure_ascii=False,
    )


def walk(company: Company) -> Walk:
    """Check all posted entries and their lines, in the order of their numbers."""
    walk = Walk()
    closed = AccountingPeriod.objects.filter(company=company, status=PeriodStatus.CLOSED)
    sealed = set(closed.values_list("sealed_head", flat=True))
    controls = set(Account.objects.filter(company=company, system_role__in=CONTROL_ROLES).values_list("id", flat=True))
    owned_or_owed = Account.objects.filter(company=company, type__in=(AccountType.ASSET, AccountType.LIABILITY))
    real = set(owned_or_owed.values_list("id", flat=True))
    head = LedgerHead.objects.get(company=company)
    previous_hash, expected_number = GENESIS, 1
    for entry in _entries(company):
        lines = entry.read_lines
        _check_lines(walk, entry, lines)
        closes = entry.entry_type == EntryType.CLOSING and not any(line.account_id in real for line in lines)
        for line in lines:
            _add(walk, entry, line, controls, closes=closes)
        walk.numbers.examined += 1
        walk.numbers.expect(
            entry.number == expected_number, f"{_name(entry)} comes where number {expected_number} should."
        )
        _check_hash(walk, entry, lines, previous_hash)
        _check_place(walk, entry, lines)
        expected_number, previous_hash = (entry.number or 0) + 1, entry.hash
        if entry.hash in sealed:
            walk.sealed_heads.add(entry.hash)
    for entry in walk.awaited.values():
        walk.mirrors.fail(f"{_name(entry)} is not reversed on {entry.reverse_on}.")
    walk.numbers.expect(
        expected_number - 1 == head.last_number, f"The ledger's head has the number {head.last_number}."
    )
    walk.chain.expect(previous_hash == head.last_hash, f"The last entry's hash is not the head's, {head.last_hash}.")
    walk.numbers.evidence, walk.chain.evidence = f"head {head.last_number}", head.last_hash
    return walk


def _name(entry: JournalEntry) -> str:
    return f"Entry {entry.number} ({entry.id})"


def _check_lines(walk: Walk, entry: JournalEntry, lines: Sequence[JournalLine]) -> None:
    check, name = walk.balanced, _name(entry)
    check.examined += len(lines)
    debits, credits = sum((line.debit for line in lines), ZERO), sum((line.credit for line in lines), ZERO)
    check.expect(len(lines) >= 2, f"{name} has {counted(len(lines), 'line')}.")
    check.expect(debits == credits, f"{name} has debits of {debits} and credits of {credits}.")
    for line in lines:
        one_side = max(line.debit, line.credit) > 0 and min(line.debit, line.credit) == 0
        check.expect(one_side, f"{name} has a line that is not one debit or credit ({line.id}).")
        check.expect(line.company_id == entry.company_id, f"{name} has a line of another company ({line.id}).")


def _check_hash(walk: Walk, entry: JournalEntry, lines: Sequence[JournalLine], previous_hash: str) -> None:
    check, name = walk.chain, _name(entry)
    check.examined += 1
    check.expect(entry.previous_hash == previous_hash, f"{name} does not continue the chain of the entry before it.")
    digest = hashlib.sha256((entry.previous_hash + canonical(entry, lines)).encode()).hexdigest()
    check.expect(entry.hash == digest, f"{name} is not what was posted: its content has the hash {digest}.")


def _check_place(walk: Walk, entry: Any, lines: Sequence[JournalLine]) -> None:
    walk.periods.examined += 1
    period = entry.period
    inside = period is not None and period.start_date <= entry.date <= period.end_date
    walk.periods.expect(inside, f"{_name(entry)} of {entry.date} is in the period {period}.")
    dated = all((line.date, line.entry_number) == (entry.date, entry.number) for line in lines)
    walk.periods.expect(dated, f"{_name(entry)} of {entry.date} has a line with another date or number.")
    if entry.reverse_on is not None:
        walk.awaited[entry.pk] = entry
    if entry.reverses is not None:
        walk.mirrors.examined += 1
        mirrored = _is_mirror(lines, entry.reverses.read_lines)
        walk.mirrors.expect(mirrored, f"{_name(entry)} does not mirror {_name(entry.reverses)}.")
        day = entry.reverses.reverse_on
        if day is None or entry.date == day:
            walk.awaited.pop(entry.reverses.pk, None)


def lines_of(path: str = "", lines: Any = None) -> Any:
    """Return the prefetch of lines, of the rows or of what is at a path of theirs, as the list `read_lines`.

    Without a list Django makes a manager and a query for each row, which takes longer than to read the lines.
    """
    return Prefetch(f"{path}lines", lines, to_attr="read_lines")


def _entries(company: Company) -> Any:
    by_position = JournalLine.objects.order_by("position", "id")
    return (
        JournalEntry.objects.filter(company=company, status=EntryStatus.POSTED)
        .order_by("number", "id")
        .prefetch_related("period", lines_of("", by_position), lines_of("reverses__", by_position))
        .iterator(chunk_size=CHUNK)
    )


def _add(walk: Walk, entry: JournalEntry, line: JournalLine, controls: set[UUID], *, closes: bool) -> None:
    sums = walk.months.setdefault((line.account_id, entry.date.replace(day=1)), [ZERO] * 5)
    sums[0] += line.debit
    sums[1] += line.credit
    if closes:
        sums[2] += line.debit
        sums[3] += line.credit
    sums[4] += line.currency_amount
    if line.tracking:
        for is_daily, since in ((False, entry.date.replace(day=1)), (True, entry.date)):
            tracked = walk.tracked.setdefault((line.account_id, is_daily, since, tuple(line.tracking)), [ZERO] * 2)
            tracked[0] += line.debit
            tracked[1] += line.credit
    if line.tax_rate_id is not None and line.tax_kind != TaxKind.NOT_RECOVERABLE:
        is_tax = line.tax_kind in (TaxKind.SALES_TAX, TaxKind.PURCHASE_TAX)
        taxed = (entry.date, line.tax_rate_id, line.tax_kind or "", line.account_id if is_tax else None)
        amount, many = walk.taxed.get(taxed, (ZERO, 0))
        walk.taxed[taxed] = amount + line.debit - line.credit, many + 1
    if line.account_id in controls:
        key = (line.account_id, line.contact_id)
        walk.control[key] = walk.control.get(key, ZERO) + line.debit - line.credit
        day = (line.account_id, entry.date)
        walk.control_days[day] = walk.control_days.get(day, ZERO) + line.debit - line.credit


def _is_mirror(lines: Sequence[JournalLine], reversed_lines: Sequence[JournalLine]) -> bool:
    return [
        (line.account_id, line.contact_id, line.debit, line.credit, line.currency_amount, line.tracking)
        for line in lines
    ] == [
        (line.account_id, line.contact_id, line.credit, line.debit, -line.currency_amount, line.tracking)
        for line in reversed_lines
    ]


def balances(company: Company, walk: Walk) -> Check:
    """Compare the balance of each account and month, and that of each day, with the sum of its lines."""
    check = Check(
        "balances", "The balance of each account, in each month and on each day, is that of its lines.", "balances"
    )
    stored: dict[Month, Sums] = {}
    for account_id, month, *amounts in AccountBalance.objects.filter(company=company).values_list(
        "account_id", "month", "debits", "credits", "closing_debits", "closing_credits", "currency_amount"
    ):
        stored[account_id, month] = amounts
    nothing = [ZERO] * 5
    for key in sorted(stored.keys() | walk.months.keys(), key=str):
        account, month = key
        _compare(check, account, f"in {month:%Y-%m}", stored.get(key, nothing), walk.months.get(key, nothing))
    with connections[router.db_for_read(DayBalance)].cursor() as cursor:
        cursor.execute(MONTHS, [company.pk])
        months = {month for (month,) in cursor.fetchall()} | {month for _, month in walk.months}
        for month in sorted(months):
            cursor.execute(DAYS, {"company": company.pk, "month": month, "next": add_months(month, 1)})
            for account, day, kept, summed in cursor.fetchall():
                _compare(check, account, f"on {day}", kept or nothing, summed or nothing)
    debits = sum((sums[0] for sums in walk.months.values()), ZERO)
    check.evidence = f"debits {money.text(debits, company.base_currency_id)}"
    return check


def _compare(check: Check, account: UUID, when: str, kept: Sums, summed: Sums) -> None:
    check.examined += 1
    if kept != summed:
        code = Account.objects.filter(id=account).values_list("code", flat=True).first()
        check.fail(f"Account {code} ({account}) {when} has {_shown(kept)}; its lines add up to {_shown(summed)}.")


def tracking(company: Company, walk: Walk) -> Check:
    """Check the options of the lines, and compare the balances of lines with the same options with these lines."""
    check = Check(
        "tracking",
        "Each line has at most one option of a category; balances by options, and by each, are the sum of lines.",
        "balances",
    )
    category = dict(TrackingOption.objects.filter(company=company).values_list("id", "category_id"))
    used = {option for *_, options in walk.tracked for option in options}
    for option in sorted(used - category.keys(), key=str):
        check.fail(f"Lines have the option {option}, which the company does not have.")
    for options in {options for *_, options in walk.tracked}:
        of = [category.get(option) for option in options]
        check.expect(
            len(set(of)) == len(of), f"Lines have several options of one category: {', '.join(map(str, options))}."
        )
    unmarked = TrackingOption.objects.filter(company=company, id__in=used, is_used=False).values_list("name", flat=True)
    for name in unmarked.order_by("id"):
        check.fail(f"Lines have the option {name}, which is not marked as used.")
    rows = TrackingBalance.objects.filter(company=company)
    stored = {
        (account_id, is_daily, since, tuple(options)): [debits, credits]
        for account_id, is_daily, since, options, debits, credits in rows.values_list(
            "account_id", "is_daily", "since", "tracking", "debits", "credits"
        )
    }
    _compare_tracked(check, stored, walk.tracked, "with just")
    singles: dict[Tracked, Sums] = {}
    for (account_id, is_daily, since, options), (debits, credits) in walk.tracked.items():
        for option in options:
            sums = singles.setdefault((account_id, is_daily, since, (option,)), [ZERO] * 2)
            sums[0] += debits
            sums[1] += credits
    kept = OptionBalance.objects.filter(company=company)
    stored = {
        (account_id, is_daily, since, (option,)): [debits, credits]
        for account_id, is_daily, since, option, debits, credits in kept.values_list(
            "account_id", "is_daily", "since", "option_id", "debits", "credits"
        )
    }
    _compare_tracked(check, stored, singles, "with")
    return check


def _compare_tracked(check: Check, stored: dict[Tracked, Sums], lines: dict[Tracked, Sums], having: str) -> None:
    nothing = [ZERO] * 2
    for key in sorted(stored.keys() | lines.keys(), key=str):
        check.examined += 1
        kept, summed = stored.get(key, nothing), lines.get(key, nothing)
        account, is_daily, since, options = key
        span = f"on {since}" if is_daily else f"in {since:%Y-%m}"
        check.expect(
            kept == summed,
            f"Account {account} {span} {having} {', '.join(map(str, options))} has {kept[0]} and {kept[1]}; "
            f"its lines add up to {summed[0]} and {summed[1]}.",
        )


def seals(company: Company, walk: Walk) -> Check:
    """Recompute the seal of each closed period from all lines up to its end."""
    check = Check("seals", "Each closed period still holds what was sealed when it was closed.", "closed periods")
    for period in AccountingPeriod.objects.filter(company=company, status=PeriodStatus.CLOSED).order_by("start_date"):
        check.examined += 1
        until: dict[str, Sums] = {}
        for (account_id, month), sums in walk.months.items():
            if month <= period.start_date:
                total = until.setdefault(str(account_id), [ZERO, ZERO])
                total[0] += sums[0]
                total[1] += sums[1]
        held = {account: [f"{debits:.4f}", f"{credits:.4f}"] for account, (debits, credits) in until.items()}
        check.expect(held == period.sealed_balances, f"{period} has balances other than the sealed ones.")
        text = period.sealed_head + json.dumps(period.sealed_balances, sort_keys=True)
        check.expect(
            hashlib.sha256(text.encode()).hexdigest() == period.seal,
            f"{period} has a seal that does not match its contents.",
        )
        check.expect(
            period.sealed_head in walk.sealed_heads, f"{period} was sealed on a hash that is not in the ledger."
        )
        kept = period.changes.order_by("at", "id").values_list("action", "seal").last()
        check.expect(
            kept == (PeriodAction.CLOSED, period.seal), f"{period} has a history that does not end with its seal."
        )
        check.evidence = f"{period} {period.seal}"
    for change in PeriodChange.objects.filter(company=company).select_related("period").order_by("at", "id").iterator():
        text = change.sealed_head + json.dumps(change.sealed_balances, sort_keys=True)
        check.expect(
            hashlib.sha256(text.encode()).hexdigest() == change.seal,
            f"{change} has a seal that does not match its contents.",
        )
    return check


def events(company: Company) -> Check:
    """Check the event log in the order of its sequence."""
    check = Check("events", "Events are numbered 1, 2, 3, … without gaps up to the head of the ledger.", "events")
    expected = 1
    rows = Event.objects.filter(company=company).order_by("sequence", "id").values_list("sequence", "id", "type")
    for sequence, event_id, type_ in rows.iterator(chunk_size=CHUNK):
        check.examined += 1
        check.expect(
            sequence == expected, f"Event {sequence} ({event_id}, {type_}) comes where number {expected} should."
        )
        expected = sequence + 1
    last = LedgerHead.objects.get(company=company).last_event_sequence
    check.expect(expected - 1 == last, f"The ledger's head counts {last} events.")
    check.evidence = f"head {last}"
    return check


def _shown(sums: Sums) -> str:
    debits, credits, closing_debits, closing_credits, currency_amount = sums
    closing = (
        f", of closing entries {closing_debits} and {closing_credits}" if closing_debits or closing_credits else ""
    )
    own = f", {currency_amount} in the currencies of lines" if currency_amount != debits - credits else ""
    return f"debits {debits} and credits {credits}{closing}{own}"


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def _moment(value: datetime.datetime | None) -> str | None:
    return None if value is None else value.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
