"""The journal entry of a document: posted with it, and reversed when it is voided."""

import datetime
from collections.abc import Sequence
from typing import NoReturn

from django.db.models import Max, Sum
from django.utils import timezone

from accounting import errors
from accounting.documents.models import Bill, Invoice, Voidable
from accounting.ledger import journal, money, periods
from accounting.ledger.models import MAX_REASON, JournalEntry, JournalLine
from identity.models import User

VOID_FIELDS = ("status", "void_date", "void_reason", "void_entry", "voided_at", "voided_by", "updated_at")


def post(entry: JournalEntry, lines: Sequence[JournalLine], *, by: User) -> JournalEntry | None:
    """Post what a document comes to; None where all of it is zero, as with a discount of 100 per cent."""
    return journal.post(entry, lines=lines, by=by) if lines else None


def refuse_paid(document: Invoice | Bill) -> NoReturn:
    """Raise HasAllocations naming the payments that are allocated to a document, with what each settles."""
    live = document.allocations.values("payment__payment_number").annotate(settled=Sum("amount")).filter(settled__gt=0)
    currency = document.currency_id
    named = [f"{row['payment__payment_number']} ({money.text(row['settled'], currency)})" for row in live.order_by()]
    raise errors.HasAllocations(f"Payments are allocated to it: {', '.join(sorted(named))}. Take them back first.")


def void(document: Invoice | Bill, *, by: User, date: datetime.date | None, reason: str) -> None:
    """Reverse what the document posted, and note on it (unsaved, `VOID_FIELDS`) since when, by whom and why it is void.

    `date` is not before the document in the books nor before its last un-allocation. Unless given it is as early as
    that or, where that is closed, the first open day up to today. Raises Invalid, InvalidDate, PeriodClosed.
    """
    if document.journal_entry is None:
        _void_what_posted_nothing(document, by=by, date=date, reason=_checked(reason))
        return
    freed = document.allocations.filter(reverses__isnull=False).aggregate(last=Max("date"))["last"]
    reverse(document, document.journal_entry, by=by, date=date, reason=reason, not_before=freed)


def reverse(
    source: Voidable,
    entry: JournalEntry,
    *,
    by: User,
    date: datetime.date | None,
    reason: str,
    not_before: datetime.date | None,
) -> None:
    """Reverse the entry of `source` and note on it (unsaved, `VOID_FIELDS`) since when, by whom and why it is void.

    `not_before` is the day of its last un-allocation. Raises Invalid, InvalidDate, PeriodClosed.
    """
    reason = _checked(reason)
    if not_before is not None and date is not None and date < not_before:
        raise errors.InvalidDate(f"An allocation was taken back on {not_before}: not before that.", field="date")
    mirror = journal.reverse(entry, by=by, date=date, not_before=not_before, reason=reason, source=entry.source_type)
    source.void_date, source.void_reason, source.void_entry = mirror.date, reason, mirror
    source.voided_at, source.voided_by = mirror.posted_at, by


def _checked(reason: str) -> str:
    reason = reason.strip()
    if len(reason) > MAX_REASON:
        raise errors.Invalid(f"A reason has at most {MAX_REASON} characters.", field="reason")
    return reason


def _void_what_posted_nothing(document: Invoice | Bill, *, by: User, date: datetime.date | None, reason: str) -> None:
    """The same for a document that has no entry: it is in the books since its issue date."""
    issued = document.issue_date
    if date is not None and date < issued:
        raise errors.InvalidDate(f"The document is of {issued}: not before that.", field="date")
    document.void_date = periods.accounting_date(document.company, date or issued, "refuse" if date else "next_open")
    document.void_reason, document.voided_at, document.voided_by = reason, timezone.now(), by
