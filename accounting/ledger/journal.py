"""The operations on journal entries. All entries are posted here.

Posting is one SQL function (ledger/posting.sql): it locks the period and the head of the ledger, sets the number and
the hash, and updates the balances. It repeats the checks of this module, whose messages are better because they have
the path of the wrong line.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from decimal import Decimal
from operator import attrgetter
from typing import Any, NoReturn, Required, TypedDict, overload
from uuid import UUID

import orjson
import uuid_utils
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from accounting import errors
from accounting.ledger import entry_lines, events, locking, money, periods, tracking
from accounting.ledger.metadata import Metadata, merged
from accounting.ledger.models import (
    NET_KINDS,
    Account,
    AccountType,
    Company,
    EntryStatus,
    EntryType,
    JournalEntry,
    JournalLine,
    TaxKind,
)
from accounting.ledger.periods import OnClosedPeriod
from accounting.ledger.plain import PlainEntry, PlainLine
from foundation import audit
from foundation.saving import insert_many
from foundation.statements import fetch
from identity.models import User

MAX_LINES = 1_000
MAX_CLOSING_LINES = 32_000
"""The most lines of the entry that closes a fiscal year: one for each account with a movement."""
MAX_BATCH = 1_000
MAX_MEMO = 500

UPDATABLE = frozenset({"date", "memo", "reference", "entry_type", "external_id", "reverse_on", "metadata"})
BY_HAND = frozenset({EntryType.STANDARD, EntryType.OPENING, EntryType.ADJUSTING})

UNDONE_BY = {
    "allocation": "Take the allocation back",
    "fiscal_year": "Reopen the fiscal year",
    "fx_revaluation": "Void the revaluation",
    "opening_balances": "Set the opening balances again",
}
"""How what posted an entry is taken back, by `source_type`. All others are voided."""

KINDS: dict[str, tuple[TaxKind, TaxKind]] = {
    AccountType.REVENUE: (TaxKind.SALES_NET, TaxKind.SALES_TAX),
    AccountType.LIABILITY: (TaxKind.PURCHASE_NET, TaxKind.SALES_TAX),
    AccountType.EXPENSE: (TaxKind.PURCHASE_NET, TaxKind.NOT_RECOVERABLE),
}
"""What a net and a tax are by the type of their account. All others are of purchases."""

Draft = tuple[JournalEntry, Sequence[JournalLine]]
PlainDraft = tuple[PlainEntry, Sequence[PlainLine]]
AnyDraft = tuple[JournalEntry | PlainEntry, Sequence[JournalLine | PlainLine]]
UsedRate = tuple[UUID, datetime.date, str]
"""The tax rate of a line, the date of its entry, and the path of the rate in the input."""

RATE_CHECKS: list[Callable[[Company, Sequence[UsedRate]], None]] = []
"""Checks by the area of taxes of the rates on manual lines. Each may raise a refusal (accounting/apps.py)."""


class LineInput(TypedDict, total=False):
    """A line as input: `debit` or `credit` in the base currency. On an account that is kept in another `currency`,
    `currency_amount` is the same in that one, debit positive. With a tax rate the line is for the tax return: the net,
    or, with `tax_base` (the net that was taxed, debit positive), the tax."""

    account_id: Required[UUID]
    description: str
    debit: Decimal
    credit: Decimal
    currency: str
    currency_amount: Decimal
    contact_id: UUID | None
    tax_rate_id: UUID | None
    tax_base: Decimal | None
    tax_kind: str | None
    tracking: Sequence[UUID]
    """Options, at most one of each tracking category."""


class EntryInput(TypedDict, total=False):
    """An entry of a batch as input."""

    date: Required[datetime.date]
    lines: Required[Sequence[LineInput]]
    memo: str
    reference: str
    entry_type: str
    external_id: str | None
    metadata: Metadata | None
    reverse_on: datetime.date | None


def post(
    entry: JournalEntry,
    *,
    by: User | None,
    lines: Sequence[JournalLine | PlainLine] | None = None,
    on_closed_period: OnClosedPeriod = "refuse",
) -> JournalEntry:
    """Post a new entry with its lines, or (without `lines`) a saved draft.

    With `on_closed_period="next_open"` the date moves to the first open day if its period is closed, and with tax also
    to after the last filed tax return. If the entry has `reverse_on`, its reversal of that day is posted together with
    it. Amounts are in the company's base currency. Returns the entry with number, period, hash and posted_at. Raises
    EntryNotBalanced, TooFewLines, InvalidLine, InvalidAmount, AccountNotUsable, NotFoundHere, PeriodClosed,
    TaxPeriodFiled, Duplicate.

    Like Model.save, it makes no savepoint for a new entry: if a transaction has to go on after a refusal of PostgreSQL,
    wrap the call in `transaction.atomic()`. Outside a transaction a new entry is posted by one statement, as the
    company's own organization.
    """
    if lines is None:
        return _post_draft(entry, by=by, on_closed_period=on_closed_period)
    _move(entry, lines, on_closed_period)
    return _post_with_reversals([(entry, lines)], by=by, paths=[""])[0]


def _move(entry: JournalEntry, lines: Iterable[JournalLine | PlainLine], on_closed_period: OnClosedPeriod) -> None:
    """Move an entry that is to be posted to the first open day, if that is asked for."""
    if on_closed_period == "next_open":
        is_taxed = any(line.tax_rate_id for line in lines)
        entry.date = periods.accounting_date(entry.company, entry.date, on_closed_period, is_taxed=is_taxed)


@transaction.atomic
def _post_draft(entry: JournalEntry, *, by: User | None, on_closed_period: OnClosedPeriod) -> JournalEntry:
    entry = _lock_draft(entry)
    _check_type(entry.entry_type)
    _move(entry, entry.lines.all(), on_closed_period)
    _check_dates(entry)
    with errors.translated():
        JournalEntry.objects.filter(company=entry.company, pk=entry.pk).update(
            status=EntryStatus.POSTED, posted_by=by, date=entry.date
        )
    entry.refresh_from_db()
    events.ring(entry.company_id, "journal_entry.posted")
    if entry.reverse_on is not None:
        _post_reversals([(entry, entry.lines.order_by("position"))], by=by, paths=[""])
    return entry


def create(
    company: Company,
    *,
    by: User | None,
    date: datetime.date,
    lines: Sequence[LineInput],
    status: str = EntryStatus.POSTED,
    entry_type: str = EntryType.STANDARD,
    on_closed_period: OnClosedPeriod = "refuse",
    **fields: Any,
) -> JournalEntry:
    """Create a manual entry, posted unless `status` is `draft`. `fields` are memo, reference, external_id, metadata
    and reverse_on. It is returned with its lines, as `prefetch_related` would.

    Raises the errors of `post` and `save_draft`, and Invalid for a type that only Atlas can set.
    """
    fields["external_id"] = fields.get("external_id") or None
    _check_external_ids(company, [fields["external_id"]])
    _check_type(entry_type)
    fields["metadata"] = merged({}, fields.get("metadata"))
    entry = JournalEntry(company=company, date=date, entry_type=entry_type, **fields)
    if status == EntryStatus.DRAFT:
        made = _lines(company, lines)
        _check_rates(company, [(entry, made)], paths=[""])
        return _with_lines(save_draft(entry, lines=made, by=by), made)
    plain = [PlainLine(**_columns(one)) for one in lines]
    _complete(company, plain)
    _check_rates(company, [(entry, plain)], paths=[""])
    return _with_lines(post(entry, lines=plain, by=by, on_closed_period=on_closed_period), plain)


def create_many(company: Company, *, by: User | None, entries: Sequence[EntryInput]) -> list[PlainEntry]:
    """Create and post up to 1,000 manual entries in the order given, all or none.

    They are returned with their lines, but not as instances of models. Raises the errors of `post_many`.
    """
    _check_external_ids(company, [given.get("external_id") or None for given in entries], path="entries[{}].")
    drafts = []
    for index, given in enumerate(entries):
        fields: dict[str, Any] = {**given, "external_id": given.get("external_id") or None}
        lines = [PlainLine(**_columns(one)) for one in fields.pop("lines")]
        if "metadata" in fields:
            fields["metadata"] = merged({}, fields["metadata"], field=f"entries[{index}].metadata")
        if "entry_type" in fields:
            _check_type(fields["entry_type"], prefix=f"entries[{index}].")
        set_currencies(company, lines, path=f"entries[{index}].lines")
        drafts.append((PlainEntry(company, **fields), lines))
    every = [line for _, lines in drafts for line in lines]
    _set_kinds(company, every)
    named = (
        f"entries[{index}].lines[{place}].tracking"
        for index, (_, lines) in enumerate(drafts)
        for place in range(len(lines))
    )
    _set_tracking(company, every, fields=named)
    _check_rates(company, drafts, paths=[f"entries[{index}]." for index in range(len(drafts))])
    posted = post_many(drafts, by=by)
    for entry, lines in drafts:
        entry._prefetched_objects_cache = {"lines": lines}  # type: ignore[attr-defined]  # as below
    return posted


def _with_lines(entry: JournalEntry, lines: Sequence[JournalLine | PlainLine]) -> JournalEntry:
    """Keep the lines with their entry as `prefetch_related` does: in a queryset that has been read.

    It does not refer to the entry, so that Python forgets both without its collector.
    """
    read: Any = JournalLine.objects.all()
    read._defer_next_filter = True  # nobody may ever look at its SQL
    read = read.filter(entry_id=entry.pk)
    read._result_cache, read._prefetch_done = list(lines), True
    entry._prefetched_objects_cache = {"lines": read}  # type: ignore[attr-defined]
    return entry


@transaction.atomic
def update(
    entry: JournalEntry, *, by: User | None, lines: Sequence[LineInput] | None = None, **changes: Any
) -> JournalEntry:
    """Change a draft's fields (UPDATABLE; `metadata` is merged), or replace its lines. Of a posted entry only the
    metadata can change. Raises EntryIsPosted."""
    if unknown := changes.keys() - UPDATABLE:
        raise errors.Invalid("Use the action `post` to post a draft.", field=min(unknown))
    _check_type(changes.get("entry_type", EntryType.STANDARD))
    entry = _locked(entry) if lines is None and changes.keys() <= {"metadata"} else _lock_draft(entry)
    old = audit.values(entry, changes)
    for field, value in changes.items():
        if field == "metadata":
            entry.metadata = merged(entry.metadata, value)
        else:
            setattr(entry, field, (value or None) if field == "external_id" else value)
    if lines is not None:
        rows = _lines(entry.company, lines)
        _check_rates(entry.company, [(entry, rows)], paths=[""])
        return save_draft(entry, lines=rows, by=by)
    new = audit.values(entry, changes)
    if new == old:
        return entry
    if entry.status == EntryStatus.DRAFT:
        _check_dates(entry)
    with errors.translated():
        entry.save(update_fields=[*changes, "updated_at"])
    audit.record("journal_entry.updated", entry, by=by, old=old, new=new)
    events.tell("journal_entry.updated", entry)
    return entry


@overload
def post_many(
    drafts: Sequence[tuple[JournalEntry, Sequence[JournalLine | PlainLine]]], *, by: User | None
) -> list[JournalEntry]: ...
@overload
def post_many(drafts: Sequence[PlainDraft], *, by: User | None) -> list[PlainEntry]: ...
def post_many(drafts: Sequence[Any], *, by: User | None) -> list[Any]:
    """Post up to 1,000 new entries of one company, in the order given, all or none.

    They are returned as `post` returns them. Raises the errors of `post`, with fields that begin with `entries[i].`.
    """
    if len(drafts) > MAX_BATCH:
        raise errors.TooManyLines(f"At most {MAX_BATCH:,} entries can be posted at once.", field="entries")
    return _post_with_reversals(drafts, by=by, paths=[f"entries[{index}]." for index in range(len(drafts))])


def _post_with_reversals(drafts: Sequence[Any], *, by: User | None, paths: Sequence[str]) -> list[Any]:
    """Post entries, and after them the reversals of those that have `reverse_on`: all or none."""
    temporary = [(draft, path) for draft, path in zip(drafts, paths, strict=True) if draft[0].reverse_on is not None]
    if not temporary:
        return _post(drafts, by=by, paths=paths)
    with transaction.atomic(savepoint=False):
        posted = _post(drafts, by=by, paths=paths)
        _post_reversals([draft for draft, _ in temporary], by=by, paths=[path for _, path in temporary])
    return posted


def _post_reversals(
    posted: Sequence[tuple[JournalEntry | PlainEntry, Iterable[Any]]],
    *,
    by: User | None,
    paths: Sequence[str],
) -> None:
    """Post the reversals of entries just posted, each on its day `reverse_on`, which refusals name."""
    mirrors = [
        (_mirror(entry, entry.reverse_on), entry_lines.reversal(lines)) for entry, lines in posted if entry.reverse_on
    ]
    try:
        _post(mirrors, by=by, paths=paths)
    except errors.Refusal as refusal:
        if refusal.field.endswith("date"):
            refusal.field = f"{refusal.field.removesuffix('date')}reverse_on"
        raise


def _post(drafts: Sequence[AnyDraft], *, by: User | None, paths: Sequence[str]) -> list[JournalEntry | PlainEntry]:
    """Post checked entries. `paths` are the paths of the entries in the input."""
    if len({entry.company_id for entry, _ in drafts}) > 1:
        raise ValueError("All entries of a batch must be of one company.")
    if not drafts:
        return []
    company, now = drafts[0][0].company, timezone.now()
    last = periods.last_day(company)
    for (entry, lines), path in zip(drafts, paths, strict=True):
        _check_dates(entry, prefix=path, last=last)
        most = MAX_CLOSING_LINES if entry.entry_type == EntryType.CLOSING else MAX_LINES
        _check(entry.company, lines, prefix=path, most=most)
        entry.created_by = by
        entry.created_at = now
    sql, values = _call(drafts, by)
    scope: AbstractContextManager[None] = transaction.atomic(savepoint=False)
    if not connection.in_atomic_block:  # one statement needs no transaction around it
        sql, values = f"{sql}, %s)", [*values, str(company.organization_id)]
        scope = nullcontext()
    else:
        sql += ")"
    try:
        with scope:
            posted = fetch(sql, values)
    except DatabaseError as error:
        raise _explain(error, drafts, paths) from error
    events.ring(company.pk, "journal_entry.posted")
    period_ids = {period_id: UUID(period_id) for _, period_id, *_ in posted}
    status = EntryStatus.POSTED
    for (entry, _), (number, period_id, moment, previous_hash, hash_) in zip(drafts, posted, strict=True):
        posted_at = datetime.datetime.fromisoformat(moment)
        entry.number, entry.period_id = number, period_ids[period_id]
        entry.hash, entry.previous_hash = hash_, previous_hash
        entry.status, entry.posted_by, entry.posted_at, entry.updated_at = status, by, posted_at, posted_at
        if isinstance(entry, JournalEntry):
            entry._state.adding = False
            entry._state.db = "default"
    return [entry for entry, _ in drafts]


@transaction.atomic
def save_draft(entry: JournalEntry, *, lines: Sequence[JournalLine], by: User | None) -> JournalEntry:
    """Save a draft and replace its lines. A draft need not balance, is not part of the books and has no number.

    Raises InvalidLine, InvalidAmount, NotFoundHere, Duplicate, and WrongStatus if the entry is posted already.
    """
    _check_dates(entry)
    _check(entry.company, lines, prefix="", whole=False)
    new = entry._state.adding
    if new:
        entry.created_by = by
    else:
        old = _values(_lock_draft(entry), JournalLine.objects.filter(entry=entry).order_by("position"))
        if old == _values(entry, lines):
            return entry
    try:
        entry.save(force_insert=new)
        if not new:
            JournalLine.objects.filter(entry=entry).delete()
        for line in lines:
            line.entry = entry
        insert_many(lines)
    except DatabaseError as error:
        raise _explain(error, [(entry, lines)], [""]) from error
    if not new:
        audit.record("journal_entry.updated", entry, by=by, old=old, new=_values(entry, lines))
    events.tell("journal_entry.created" if new else "journal_entry.updated", entry)
    return entry


@transaction.atomic
def delete_draft(entry: JournalEntry, *, by: User | None) -> None:
    """Delete a draft with its lines. Raises EntryIsPosted."""
    entry = _lock_draft(entry)
    old = _values(entry, JournalLine.objects.filter(entry=entry).order_by("position"))
    JournalLine.objects.filter(entry=entry).delete()
    JournalEntry.objects.filter(company=entry.company_id, pk=entry.pk).delete()
    audit.record("journal_entry.deleted", entry, by=by, old=old)
    events.tell("journal_entry.deleted", entry)


@transaction.atomic
def reverse(
    entry: JournalEntry,
    *,
    by: User | None,
    date: datetime.date | None = None,
    memo: str = "",
    reason: str = "",
    source: str = "",
    not_before: datetime.date | None = None,
) -> JournalEntry:
    """Post the mirror image of a posted entry: its stored lines with the sides swapped, never recomputed.

    Its date is `date`, or else the entry's own date (or `not_before`) if that period is open, or else the first open
    day up to today. Its memo names the reversed entry and the `reason`. The entry of a document is reversed by voiding
    the document, which passes itself as `source`. Raises WrongStatus, AlreadyReversed, InvalidDate, PeriodClosed.
    """
    entry = _locked(entry)
    if entry.status != EntryStatus.POSTED:
        raise errors.WrongStatus("Only a posted entry can be reversed.")
    if entry.reverse_on is not None:
        raise errors.AlreadyReversed(f"This entry was posted with its reversal on {entry.reverse_on}.")
    if entry.source_type != source:
        undo = UNDONE_BY.get(entry.source_type, f"Void the {entry.source_type.replace('_', ' ')}")
        raise errors.WrongStatus(f"This entry is reversed only with what it was posted for. {undo} instead.")
    if date is not None and date < entry.date:
        raise errors.InvalidDate(f"The date must not be before that of the entry, {entry.date}.", field="date")
    lines = entry_lines.reversal(entry.lines.order_by("position"))
    mirror = _mirror(entry, date or max(entry.date, not_before or entry.date), memo=memo, reason=reason)
    return post(mirror, lines=lines, by=by, on_closed_period="refuse" if date else "next_open")


def mirrors(
    entries: Sequence[JournalEntry], *, date: datetime.date, reason: str
) -> list[tuple[JournalEntry, list[JournalLine]]]:
    """Return the mirror images of posted entries of one company, to be posted on `date` with `post_many`. Their
    documents are locked, and voided, by the caller."""
    lines: dict[UUID, list[JournalLine]] = {entry.pk: [] for entry in entries}
    company = entries[0].company_id
    for line in JournalLine.objects.filter(company=company, entry__in=list(lines)).order_by("entry", "position"):
        lines[line.entry_id].append(line)
    return [(_mirror(entry, date, reason=reason), entry_lines.reversal(lines[entry.pk])) for entry in entries]


def _mirror(entry: JournalEntry | PlainEntry, date: datetime.date, *, memo: str = "", reason: str = "") -> JournalEntry:
    return JournalEntry(
        company=entry.company,
        date=date,
        memo=_reversal_memo(entry, memo, reason),
        reference=entry.reference,
        # Like the closing entry itself, its reversal is not part of the profit and loss.
        entry_type=EntryType.CLOSING if isinstance(entry, JournalEntry) and is_closing(entry) else EntryType.REVERSAL,
        source_type=entry.source_type,
        source_id=entry.source_id,
        reverses_id=entry.pk,
    )


def _reversal_memo(entry: JournalEntry | PlainEntry, memo: str, reason: str) -> str:
    """Return what is reversed (or `memo`) and the reason. If both are too long, the first part is cut."""
    if memo:
        what = memo
    elif entry.source_type:
        what = f"Void: {entry.memo}"
    else:
        what = f"Reversal of {entry.number}: {entry.memo}" if entry.memo else f"Reversal of {entry.number}"
    reason = f". {reason}" if reason else ""
    return what[: MAX_MEMO - len(reason)] + reason


def _check_external_ids(company: Company, given: Sequence[str | None], *, path: str = "") -> None:
    """Refuse an external_id that exists already, in the books or earlier in `given`, and name the entry that has it.

    The constraint checks this too, but it aborts the transaction and does not always say which id it was.
    """
    wanted = [external_id for external_id in given if external_id is not None]
    if not wanted:
        return
    rows = JournalEntry.objects.filter(company=company, external_id__in=wanted)
    there = dict(rows.values_list("external_id", "id"))
    first: dict[str, int] = {}
    for index, external_id in enumerate(given):
        if external_id is None:
            continue
        error = errors.Duplicate(
            "An entry with this external_id already exists.", field=f"{path.format(index)}external_id"
        )
        if external_id in there:
            error.existing_id = str(there[external_id])
            raise error
        if first.setdefault(external_id, index) != index:
            raise error


def is_closing(entry: JournalEntry) -> bool:
    """Return whether an entry really closes: it has no lines on assets and liabilities (entry_closes in PostgreSQL)."""
    owned_or_owed = entry.lines.filter(account__type__in=(AccountType.ASSET, AccountType.LIABILITY))
    return entry.entry_type == EntryType.CLOSING and not owned_or_owed.exists()


def _check_dates(entry: JournalEntry | PlainEntry, *, prefix: str = "", last: datetime.date | None = None) -> None:
    periods.check_date(entry.company, entry.date, field=f"{prefix}date", last=last)
    if entry.reverse_on is None:
        return
    periods.check_date(entry.company, entry.reverse_on, field=f"{prefix}reverse_on", last=last)
    if entry.reverse_on <= entry.date:
        message = f"The day of the reversal must be after that of the entry, {entry.date}."
        raise errors.InvalidDate(message, field=f"{prefix}reverse_on")


def _check_type(entry_type: str, *, prefix: str = "") -> None:
    if entry_type not in BY_HAND:
        message = "Reversals, revaluations and closing entries are made by their own actions."
        raise errors.Invalid(message, field=f"{prefix}entry_type")


def _values(draft: JournalEntry, lines: Iterable[JournalLine]) -> dict[str, Any]:
    """Return the values of a draft for the audit trail."""
    names = ["account_id", "description", "debit", "credit", "currency_id", "currency_amount", "contact_id"]
    names += ["tax_rate_id", "tax_base", "tax_kind", "tracking"]
    return {**audit.values(draft, UPDATABLE), "lines": [audit.values(line, names) for line in lines]}


def _lines(company: Company, given: Sequence[LineInput]) -> list[JournalLine]:
    lines = [line_of(one) for one in given]
    _complete(company, lines)
    return lines


def _complete(company: Company, lines: Sequence[JournalLine | PlainLine]) -> None:
    """Check and set what follows from the accounts and tracking categories."""
    set_currencies(company, lines)
    _set_kinds(company, lines)
    _set_tracking(company, lines)


def _set_tracking(
    company: Company, lines: Sequence[JournalLine | PlainLine], *, fields: Iterable[str] | None = None
) -> None:
    """Check the options of the lines and put them in order. Raises NotFoundHere, InvalidLine."""
    given = [line.tracking for line in lines]
    if given.count(None) < len(given):
        for line, options in zip(lines, tracking.usable(company, given, fields=fields), strict=True):
            line.tracking = options


def _check_rates(company: Company, drafts: Sequence[AnyDraft], *, paths: Sequence[str]) -> None:
    """Check the tax rates that a client named. Raises NotFoundHere, Invalid."""
    used = [
        (line.tax_rate_id, entry.date, f"{path}lines[{position}].tax_rate_id")
        for (entry, lines), path in zip(drafts, paths, strict=True)
        for position, line in enumerate(lines)
        if line.tax_rate_id is not None
    ]
    for check in RATE_CHECKS if used else ():
        check(company, used)


def line_of(given: Mapping[str, Any]) -> JournalLine:
    """Return an unsaved line for a `LineInput`, or what has the same names."""
    return JournalLine(**_columns(given))


def _columns(given: Mapping[str, Any]) -> Mapping[str, Any]:
    if "currency" not in given:
        return given
    fields = {**given}
    fields["currency_id"] = fields.pop("currency")
    return fields


def set_currencies(company: Company, lines: Sequence[JournalLine | PlainLine], *, path: str = "lines") -> None:
    """Set the currency of the lines that state one, or an amount in it: that of their account.

    Lines that state neither are in the base currency, and PostgreSQL refuses them on accounts that are kept in another.
    Raises CurrencyDiffers, InvalidLine, InvalidAmount.
    """
    stated = [line for line in lines if line.currency_id is not None or line.currency_amount is not None]
    if not stated:
        return
    used = Account.objects.filter(company=company, id__in={line.account_id for line in stated})
    kept_in = dict(used.values_list("id", "currency"))
    for position, line in enumerate(lines):
        if line.currency_id is None and line.currency_amount is None:
            continue
        field = f"{path}[{position}].currency"
        currency = kept_in.get(line.account_id) or company.base_currency_id
        if line.currency_id not in (None, currency):
            raise errors.CurrencyDiffers(f"This account is kept in {currency}.", field=field)
        line.currency_id = currency
        _check_own_amount(line, company, f"{field}_amount")


def _check_own_amount(line: JournalLine | PlainLine, company: Company, field: str) -> None:
    """Check the amount of a line in its own currency, which is on the same side, or zero for a mere difference."""
    currency, base_amount = line.currency_id or "", line.debit - line.credit
    if line.currency_amount is None:
        if currency != company.base_currency_id:
            raise errors.InvalidLine(f"Give the amount in {currency}.", field=field)
        return
    money.check_whole(line.currency_amount, currency, field)
    if currency == company.base_currency_id and line.currency_amount != base_amount:
        raise errors.InvalidLine(
            f"The line is in {currency}, so this is the same amount, negative for a credit.", field=field
        )
    if line.currency_amount * base_amount < 0:
        raise errors.InvalidLine("A debit is positive in both currencies, and a credit negative.", field=field)


def _locked(entry: JournalEntry) -> JournalEntry:
    return locking.present(JournalEntry.objects.select_related("company").select_for_update(of=("self",)), entry)


def _lock_draft(entry: JournalEntry) -> JournalEntry:
    entry = _locked(entry)
    if entry.status != EntryStatus.DRAFT:
        raise errors.EntryIsPosted()
    return entry


def _check(
    company: Company,
    lines: Sequence[JournalLine | PlainLine],
    *,
    prefix: str,
    whole: bool = True,
    most: int = MAX_LINES,
) -> None:
    """Check the lines of an entry, at most `most`, and fill in derived values. With `whole` the entry must balance."""
    currency = company.base_currency_id
    if len(lines) > most:
        raise errors.TooManyLines(f"An entry can have at most {most:,} lines.", field=f"{prefix}lines")
    if whole and len(lines) < 2:
        raise errors.TooFewLines(field=f"{prefix}lines")
    debits = credits_ = Decimal(0)
    company_id = company.pk
    for position, line in enumerate(lines):
        debit, credit = line.debit, line.credit
        amount = debit or credit
        if (debit and credit) or not money.is_whole(amount, currency) or amount <= 0:
            _refuse_sides(debit, credit, currency, f"{prefix}lines[{position}]")
        debits += debit
        credits_ += credit
        line.id = uuid7()
        line.company_id = company_id
        line.position = position
        if line.tax_rate_id is not None or line.tax_base is not None or line.tax_kind is not None:
            _check_tax(line, currency, f"{prefix}lines[{position}]")
        if line.currency_id is None:
            line.currency_id = currency
        if line.currency_amount is None:
            line.currency_amount = debit - credit
    if whole and debits != credits_:
        message = f"Debits are {money.text(debits, currency)} and credits are {money.text(credits_, currency)}."
        raise errors.EntryNotBalanced(message, field=f"{prefix}lines")


def _refuse_sides(debit: Decimal, credit: Decimal, currency: str, path: str) -> NoReturn:
    """Say what is wrong with the amounts of a line. Raises InvalidLine, InvalidAmount."""
    for side, amount in (("debit", debit), ("credit", credit)):
        if not amount:
            continue
        money.check_whole(amount, currency, f"{path}.{side}")
        if amount < 0:
            raise errors.InvalidLine("The amount must not be negative.", field=f"{path}.{side}")
    raise errors.InvalidLine(field=f"{path}.debit")


def _check_tax(line: JournalLine | PlainLine, currency: str, path: str) -> None:
    """Check what a line says for the tax return. Raises InvalidLine, InvalidAmount."""
    if line.tax_rate_id is None:
        for field in ("tax_base", "tax_kind"):
            if getattr(line, field) is not None:
                raise errors.InvalidLine("This needs a tax rate.", field=f"{path}.{field}")
    if line.tax_base is not None:
        money.check_whole(line.tax_base, currency, f"{path}.tax_base")
    if line.tax_kind is not None and (line.tax_kind in NET_KINDS) != (line.tax_base is None):
        what = "A net amount has no tax base." if line.tax_kind in NET_KINDS else "A tax needs its tax base."
        raise errors.InvalidLine(what, field=f"{path}.tax_base")


def _set_kinds(company: Company, lines: Sequence[JournalLine | PlainLine]) -> None:
    """Set what lines with a tax rate are for the tax return where nobody said it, from the type of their account."""
    unsaid = [line for line in lines if line.tax_rate_id is not None and line.tax_kind is None]
    if not unsaid:
        return
    used = Account.objects.filter(company=company, id__in={line.account_id for line in unsaid})
    types = dict(used.values_list("id", "type"))
    for line in unsaid:
        of_net, of_tax = KINDS.get(types.get(line.account_id, ""), (TaxKind.PURCHASE_NET, TaxKind.PURCHASE_TAX))
        line.tax_kind = of_net if line.tax_base is None else of_tax


def _call(drafts: Sequence[AnyDraft], by: User | None) -> tuple[str, list[Any]]:
    """Return the call of the SQL function that posts one entry, or many, without its tenant, and its arguments."""
    if len(drafts) == 1:
        [(entry, lines)] = drafts
        whole = {**_entry_as_json(entry, by), "lines": [_line_as_json(line) for line in lines]}
        return f"{_POSTED} journal_post(%s::jsonb", [orjson.dumps([whole]).decode()]
    first = drafts[0][0]
    entries: dict[str, Any] = {"created_by_id": by.pk if by else None, "created_at": first.created_at}
    entries["event_id"] = [str(uuid_utils.uuid7()) for _ in drafts]
    entries |= _by_column([entry for entry, _ in drafts], id="pk", **_ENTRY)
    columns: dict[str, Any] = {"place": [place for place, (_, lines) in enumerate(drafts, 1) for _ in lines]}
    columns |= _by_column([line for _, lines in drafts for line in lines], currency="currency_id", **_LINE)
    if "tracking" in columns:
        given = columns["tracking"]
        columns["tracking"] = [f"{{{','.join(map(str, options))}}}" if options else None for options in given]
    sql = f"{_POSTED} journal_post_many(%s, %s::json, %s::json"
    return sql, [first.company_id, *(orjson.dumps(each, default=str).decode() for each in (entries, columns))]


_POSTED = "SELECT number, period_id::text, posted_at::text, previous_hash, hash FROM"
"""As texts: Python makes moments of them in a fifth of the time that psycopg takes, and the id of each period once."""
_ENTRY = {name: name for name in ("date", "memo", "reference", "entry_type", "source_type", "source_id", "reverses_id")}
_ENTRY |= {name: name for name in ("reverse_on", "external_id", "metadata")}
_LINE = {name: name for name in ("id", "position", "account_id", "description", "debit", "credit", "currency_amount")}
_LINE |= {name: name for name in ("contact_id", "tax_rate_id", "tax_base", "tax_kind", "tracking")}


def _by_column(rows: Sequence[Any], **columns: str) -> dict[str, list[Any]]:
    """Return the values of rows by column, without columns that are null everywhere. `columns` are their attributes."""
    values = {column: list(map(attrgetter(name), rows)) for column, name in columns.items()}
    return {column: found for column, found in values.items() if any(value is not None for value in found)}


def _entry_as_json(entry: JournalEntry | PlainEntry, by: User | None) -> dict[str, Any]:
    return {
        "id": entry.pk,
        "company_id": entry.company_id,
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
        "created_by_id": by.pk if by else None,
        "created_at": entry.created_at,
        "posted_by_id": by.pk if by else None,
    }


def _line_as_json(line: JournalLine | PlainLine) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": line.id,
        "position": line.position,
        "account_id": line.account_id,
        "description": line.description,
        "debit": str(line.debit),
        "credit": str(line.credit),
        "currency": line.currency_id,
        "currency_amount": str(line.currency_amount),
    }
    if line.contact_id is not None:
        row["contact_id"] = line.contact_id
    if line.tax_rate_id is not None:
        tax_base = None if line.tax_base is None else str(line.tax_base)
        row |= {"tax_rate_id": line.tax_rate_id, "tax_base": tax_base, "tax_kind": line.tax_kind}
    if line.tracking:
        row["tracking"] = line.tracking
    return row


def _explain(error: DatabaseError, drafts: Sequence[AnyDraft], paths: Sequence[str]) -> errors.Refusal:
    """Return the domain error for a posting that PostgreSQL refused, with the path of the wrong entry and line, if it
    has one. Raises the error again if it is not a refusal."""
    domain_error = errors.from_database(error)
    if domain_error is None:
        raise error
    for (entry, lines), prefix in zip(drafts, paths, strict=True):
        if domain_error.blamed in (str(entry.pk), entry.external_id):
            domain_error.field = f"{prefix}{domain_error.field}"
            return domain_error
        for line in lines:
            if domain_error.blamed == str(line.id):
                domain_error.field = f"{prefix}lines[{line.position}].tracking"
                return domain_error
            for field in ("account_id", "contact_id", "tax_rate_id", "currency_id"):
                if domain_error.blamed == str(getattr(line, field)):
                    domain_error.field = f"{prefix}lines[{line.position}].{field.replace('currency_id', 'currency')}"
                    return domain_error
    return domain_error
