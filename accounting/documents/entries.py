"""Post the journal entry of a document, and reverse it when the document is voided."""

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn, TypeVar
from uuid import UUID

from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from accounting import errors
from accounting.documents import approval, events, postings
from accounting.documents.models import Credit, CreditStatus, Document, Voidable, WithTax
from accounting.documents.trade import PURCHASES, Trade
from accounting.ledger import chart, journal, periods, tracking
from accounting.ledger.models import MAX_REASON, Account, Company, JournalEntry, SystemRole
from accounting.ledger.periods import OnClosedPeriod
from accounting.open_items import settled
from identity.models import User

D = TypeVar("D", bound=Document)

VOID_FIELDS = ("status", "void_date", "void_reason", "void_entry", "voided_at", "voided_by", "updated_at")


@contextmanager
def _naming_issue_date() -> Iterator[None]:
    """Where the date of a document's entry is refused, name the field of the document."""
    try:
        yield
    except (errors.PeriodClosed, errors.TaxPeriodFiled) as refusal:
        refusal.field = "issue_date"
        raise


@_naming_issue_date()
def post(document: Document, *, memo: str, by: User, on_closed_period: OnClosedPeriod) -> datetime.datetime:
    """Post a locked document, set its entry and status (unsaved), and return the time of posting.

    The entry's date is the issue date or, with `on_closed_period="next_open"`, the first open day after it. A document
    with only zero amounts, as with a discount of 100 percent, has no entry. Raises NeedsApprover, PeriodClosed,
    AccountNotUsable, TrackingRequired.
    """
    trade, company = document.TRADE, document.company
    rows = list(document.lines.select_related("tax_rate__purchase_account").order_by("position"))
    prefetch_related_objects([row.tax_rate for row in rows if row.tax_rate is not None], "components")
    control, tax = accounts(company, trade, rows)
    is_taxed = any(row.tax_rate_id for row in rows)
    entry = JournalEntry(
        company=company,
        date=periods.accounting_date(company, document.issue_date, on_closed_period, is_taxed=is_taxed),
        memo=memo,
        reference=document.reference,
        source_type=document.NOUN,
        source_id=document.id,
    )
    lines = postings.document(document, rows, control=control, tax=tax)
    approval.require_to_pay(company, lines, by)
    document.status = document.POSTED
    if not lines:
        return timezone.now()
    with tracking.naming_rows(lines, rows):
        document.journal_entry = posted = journal.post(entry, lines=lines, by=by)
    assert posted.posted_at is not None
    return posted.posted_at


def accounts(company: Company, trade: Trade, rows: Sequence[WithTax]) -> tuple[Account, postings.TaxAccounts]:
    """Return the chart's control account, and those for the taxes of lines, whose tax rates are loaded. Raises
    AccountNotUsable."""
    owed_by_us = trade is PURCHASES and any(row.tax_rate is not None and not row.tax_rate.is_charged for row in rows)
    roles = (trade.control, trade.tax, *([SystemRole.OUTPUT_TAX] if owed_by_us else []))
    control, own, *output = chart.system_accounts(company, *roles)
    return control, postings.TaxAccounts(own.id, output[0].id if output else own.id)


def tell_if_paid(document: Document) -> None:
    """Record that a document is paid, if its total is zero."""
    if not document.amount:
        events.tell(f"{document.NOUN}.paid", document)


def void(document: D, *, by: User, date: datetime.date | None, reason: str) -> D:
    """Reverse the entry of a locked document, save the date, user and reason of voiding, and record the event.

    `date` must not be before the document's entry nor before the last day an allocation was taken back. By default it
    is the earliest such date or, if its period is closed, the first open day up to today. Raises Invalid, InvalidDate,
    PeriodClosed, and HasAllocations with the documents that settle it.
    """
    check_unsettled([document])
    with errors.translated():
        if document.journal_entry is None:
            _void_what_posted_nothing(document, by=by, date=date, reason=_checked(reason))
        else:
            freed = settled.last_freed(document.id)
            reverse(document, document.journal_entry, by=by, date=date, reason=reason, not_before=freed)
        document.status = "void"
        document.save(update_fields=VOID_FIELDS)
    events.tell(f"{document.NOUN}.voided", document)
    return document


def credits_of(document: Document) -> QuerySet[Credit]:
    """Return the issued credits of an invoice or a bill."""
    credits: QuerySet[Credit] = getattr(document, document.CREDITED_BY)
    return credits.filter(company_id=document.company_id, status=CreditStatus.ISSUED)


def can_be_voided(document: Document) -> bool:
    """Return whether nothing is allocated to a posted document and no issued credit is of it.

    Lists read this for all their rows at once, as `is_credited`.
    """
    if document.amount_paid:
        return False
    known: bool | None = getattr(document, "is_credited", None)
    return not (credits_of(document).exists() if known is None else known)


def check_unsettled(documents: Sequence[Document]) -> None:
    """Raise HasAllocations or HasCredits for the first of some locked documents of one kind that something settles.

    What is raised blames this document.
    """
    for document in documents:
        if document.amount_paid:
            _refuse_paid(document)
    first = documents[0]
    if not first.CREDITED_BY:
        return
    link, credits = f"{first.NOUN}_id", credits_of(first).model._default_manager
    issued = credits.filter(
        company_id=first.company_id, status=CreditStatus.ISSUED, **{f"{link}__in": [one.pk for one in documents]}
    )
    if credited := issued.order_by(link).values_list(link, flat=True).first():
        found = [str(credit) for credit in issued.filter(**{link: credited}).order_by("id")[: settled.MAX_NAMED]]
        raise _blaming(credited, errors.HasCredits(f"It is credited by {', '.join(found)}. Void that first."))


def _refuse_paid(document: Document) -> NoReturn:
    """Raise HasAllocations with the documents that settle this one, and the amount of each."""
    found = settled.settled_with(document.id, document.currency_id)
    said = f"Allocated to this document: {found}. Take the allocations back first."
    raise _blaming(document.id, errors.HasAllocations(said))


def _blaming(document_id: UUID, refusal: errors.Refusal) -> errors.Refusal:
    refusal.blamed = str(document_id)
    return refusal


def reverse(
    source: Voidable,
    entry: JournalEntry,
    *,
    by: User,
    date: datetime.date | None,
    reason: str,
    not_before: datetime.date | None,
) -> None:
    """Reverse the entry of `source`, and set on it the date, user and reason of voiding (`VOID_FIELDS`, unsaved).

    `not_before` is the last day an allocation was taken back. Raises Invalid, InvalidDate, PeriodClosed.
    """
    reason = _checked(reason)
    if not_before is not None and date is not None and date < not_before:
        raise errors.InvalidDate(
            f"The date must not be before {not_before}, when an allocation was taken back.", field="date"
        )
    mirror = journal.reverse(entry, by=by, date=date, not_before=not_before, reason=reason, source=entry.source_type)
    source.void_date, source.void_reason, source.void_entry = mirror.date, reason, mirror
    source.voided_at, source.voided_by = mirror.posted_at, by


def _checked(reason: str) -> str:
    reason = reason.strip()
    if len(reason) > MAX_REASON:
        raise errors.Invalid(f"A reason can have at most {MAX_REASON} characters.", field="reason")
    return reason


def _void_what_posted_nothing(document: Document, *, by: User, date: datetime.date | None, reason: str) -> None:
    """Void a document without an entry, which counts from its issue date."""
    issued = document.issue_date
    if date is not None and date < issued:
        raise errors.InvalidDate(f"The date must not be before that of the document, {issued}.", field="date")
    periods.check_date(document.company, date or issued)
    document.void_date = periods.accounting_date(document.company, date or issued, "refuse" if date else "next_open")
    document.void_reason, document.voided_at, document.voided_by = reason, timezone.now(), by
