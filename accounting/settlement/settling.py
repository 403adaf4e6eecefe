"""Check, insert and take back allocations, for payments.py, adjustments.py and credits.py.

All documents are locked before their open items: those of one kind in the order of their ids, and the kinds in the
order of their names. The guard on allocations then locks the items.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Required, TypedDict, TypeVar
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from uuid_utils.compat import uuid7

from accounting import errors
from accounting.documents import at_once, events
from accounting.documents.models import Bill, Credit, Document, Invoice, PostedStatus
from accounting.documents.trade import Trade
from accounting.ledger import chart, journal, locking, money, periods
from accounting.ledger.entry_lines import DEBIT
from accounting.ledger.models import Company, JournalEntry, JournalLine, SystemRole
from accounting.ledger.periods import OnClosedPeriod
from accounting.open_items.models import Allocation, OpenItem
from accounting.open_items.settled import last_freed, settled_with
from accounting.settlement import postings
from accounting.settlement.events import tell_settling
from accounting.settlement.models import KINDS, Adjustment, Payment, Settleable
from accounting.taxes.models import TaxBasis, TaxReturn, TaxReturnStatus
from foundation.saving import insert_many
from identity.models import User

MAX_ALLOCATIONS = 1_000
DIFFERENCE = "allocation"
"""The source of the entries that post exchange differences."""

Source = Payment | Adjustment | Credit
"""What an allocation is made with."""
P = TypeVar("P", Payment, Adjustment)
FREED_ON = Subquery(
    Allocation.objects.filter(
        Q(debit_item=OuterRef("pk")) | Q(credit_item=OuterRef("pk")),
        company=OuterRef("company"),
        reverses__isnull=False,
    )
    .order_by("-date")
    .values("date")[:1]
)
"""The last day on which an allocation of a document was taken back. Until then it counts."""


class AllocationInput(TypedDict, total=False):
    """An allocation as input: `amount`, in the currency of both, of one document. The default of `date` is that
    of the operation, or for a new payment or adjustment the first day on which the document is open for it."""

    invoice_id: UUID | None
    bill_id: UUID | None
    credit_note_id: UUID | None
    vendor_credit_id: UUID | None
    payment_id: UUID | None
    adjustment_id: UUID | None
    amount: Required[Decimal]
    date: datetime.date


def lock_documents(source: Source, allocations: Sequence[AllocationInput]) -> list[Settleable]:
    """Return the document of each allocation, in order, all of them locked.

    Raises Invalid, NotFoundHere, ContactNotUsable, TooManyLines, WrongStatus.
    """
    if len(allocations) > MAX_ALLOCATIONS:
        raise errors.TooManyLines(f"There can be at most {MAX_ALLOCATIONS:,} allocations at once.", field="allocations")
    wanted = [_wanted(source, allocation, f"allocations[{i}]") for i, allocation in enumerate(allocations)]
    found: dict[UUID, Any] = {}
    for noun, ids in _lock(source, wanted).items():
        rows = KINDS[noun]._default_manager.filter(company=source.company, id__in=ids)
        found |= rows.select_related("journal_entry").annotate(freed_on=FREED_ON).in_bulk() if ids else {}
    settled = []
    for position, (noun, document_id) in enumerate(wanted):
        path = f"allocations[{position}].{noun}_id"
        document = found.get(document_id)
        if document is None:
            raise errors.NotFoundHere(f"There is no such {_said(noun)} in this company.", field=path)
        document.company = source.company
        _check_open(source, document, path)
        settled.append(document)
    return settled


def makes_tax_due(company: Company, documents: Sequence[Settleable], on_closed_period: OnClosedPeriod) -> bool:
    """Return whether tax becomes due when these documents are settled: on a cash basis, if they have tax.

    Only `next_open` moves the date for it (`periods.accounting_date`), so nothing is asked without.
    """
    if on_closed_period != "next_open":
        return False
    of_documents = JournalLine.objects.filter(company=company, entry__in=[one.journal_entry for one in documents])
    filed = TaxReturn.objects.filter(company=company, status=TaxReturnStatus.FILED, basis=TaxBasis.CASH)
    return filed.exists() and of_documents.filter(tax_rate__isnull=False).exists()


def _said(noun: str) -> str:
    return noun.replace("_", " ")


def usual(source: Settleable) -> str:
    """Return the kind of document that this usually settles."""
    return Invoice.NOUN if _trade(source) is Invoice.TRADE else Bill.NOUN


def _trade(source: Settleable) -> Trade:
    return source.TRADE if isinstance(source, Document) else source.trade


def _wanted(source: Source, allocation: AllocationInput, path: str) -> tuple[str, UUID]:
    """Return the kind and id of the document that an allocation names. Raises Invalid unless it is exactly one."""
    named = [(noun, found) for noun in KINDS if (found := allocation.get(f"{noun}_id")) is not None]
    if len(named) == 1:
        _check_trade(source, named[0][0], path)
        return named[0]  # type: ignore[return-value]  # mypy does not know the types of keys that are not literals
    names = [f"{noun}_id" for noun in KINDS]
    raise errors.Invalid(f"Give exactly one of: {', '.join(names)}.", field=f"{path}.{usual(source)}_id")


def _check_trade(source: Source, noun: str, path: str) -> None:
    """Raise Invalid if a payment or an adjustment of a customer names a bill, or one of a vendor an invoice."""
    kind: Any = KINDS[noun]
    if getattr(kind, "TRADE", _trade(source)) is not _trade(source):
        raise errors.Invalid(f"This {source.name} does not settle {_said(noun)}s.", field=f"{path}.{usual(source)}_id")


def _lock(source: Source, wanted: Iterable[tuple[str, UUID]]) -> dict[str, set[UUID]]:
    """Lock documents, and the source itself if its turn comes before the last of them. Return their ids by kind."""
    ids: defaultdict[str, set[UUID]] = defaultdict(set)
    for noun, document_id in wanted:
        ids[noun].add(document_id)
    if not source._state.adding and ids and max(ids) >= source.NOUN:
        ids.setdefault(source.NOUN, set())
    for noun in sorted(ids):
        own = {source.pk} if noun == source.NOUN else set()
        locking.lock(KINDS[noun]._default_manager.filter(company=source.company, id__in=ids[noun] | own))
    return ids


def _check_open(source: Source, document: Any, field: str) -> None:
    if document.contact_id != source.contact_id:
        raise errors.ContactNotUsable(f"{document} does not belong to {source.contact.name}.", field=field)
    if document.currency_id != source.currency_id:
        raise errors.CurrencyDiffers(
            f"{document} is in {document.currency_id}, and the {source.name} in {source.currency_id}.", field=field
        )
    if document.status != getattr(document, "POSTED", "posted"):
        raise errors.WrongStatus(f"Nothing is open on {document}: it is {document.status}.", field=field)
    if not document.amount:
        raise errors.WrongStatus(f"Nothing is open on {document}: its total is zero.", field=field)
    if side_of(document) == side_of(source):
        raise errors.Invalid(
            f"{document} and the {source.name} reduce or increase the same balance, so neither settles the other.",
            field=field,
        )


def side_of(document: Any) -> int:
    """Return `DEBIT` or `CREDIT`: the side of the control account to which a document is posted."""
    return int(document.SIDE if isinstance(document, Document) else document.side)


def open_on(document: Any) -> Decimal:
    """Return the open amount of a document."""
    found: Decimal = document.amount_due if isinstance(document, Document) else document.unallocated_amount
    return found


def possible_actions(source: Payment | Adjustment) -> tuple[str, ...]:
    """Return the actions that its status and allocations allow."""
    if source.status == PostedStatus.VOID:
        return ("update",)
    actions = ["allocate"] if source.unallocated_amount else []
    return ("update", *actions, "unallocate" if source.allocated_amount else "void")


def locked(source: P) -> P:
    """Return a payment or an adjustment in its present state, locked. The documents that it settles come before."""
    return at_once.locked(source, "contact")


def settle_more(source: P, allocations: Sequence[AllocationInput], *, by: User, date: datetime.date) -> P:
    """Settle documents with the rest of a payment or an adjustment. Raises Invalid without any, WrongStatus, and as
    `lock_documents` and `settle` do."""
    if not allocations:
        raise errors.Invalid("Give at least one document.", field="allocations")
    documents = lock_documents(source, allocations)
    source = locked(source)
    if source.status == PostedStatus.VOID:
        raise errors.WrongStatus(f"The {source.name} is void.")
    return settle(source, allocations, documents, by=by, date=date, event=f"{source.NOUN}.allocated")


def void(source: P, *, by: User, date: datetime.date | None, reason: str) -> P:
    """Void a locked payment or adjustment. Raises HasAllocations with the documents that it still settles, and as
    `at_once.void` does."""
    if source.allocated_amount:
        found = settled_with(source.id, source.currency_id)
        raise errors.HasAllocations(f"The {source.name} settles {found}. Take the allocations back first.")
    return at_once.void(source, by=by, date=date, reason=reason, not_before=last_freed(source.id))


def settle(
    source: P,
    allocations: Sequence[AllocationInput],
    settled: Sequence[Settleable],
    *,
    by: User,
    date: datetime.date | None,
    event: str,
) -> P:
    """Insert the allocations of a locked payment or adjustment, and return it as it is then. Records `event`, and
    `invoice.paid` or `bill.paid` for each document that is fully paid. Raises as `insert` does."""
    with errors.translated():
        made = insert(source, allocations, settled, by=by, date=date)
    source.refresh_from_db(fields=["allocated_amount", "updated_at"])
    tell_settling(event, source, made)
    record_paid(settled)
    return source


def free(
    source: P, allocation_ids: Sequence[UUID], taken: dict[UUID, Allocation], *, by: User, date: datetime.date
) -> P:
    """Take back allocations of a locked payment or adjustment, and return it as it is then. Records
    `….unallocated`, and `invoice.reopened` or `bill.reopened` for each document that was fully paid. Raises as
    `take_back` does."""
    with errors.translated():
        paid = paid_by(source, taken)
        made = take_back(source, allocation_ids, taken, by=by, date=date)
    source.refresh_from_db(fields=["allocated_amount", "updated_at"])
    tell_settling(f"{source.NOUN}.unallocated", source, made)
    record_reopened(paid)
    return source


def insert(
    source: Source,
    allocations: Sequence[AllocationInput],
    settled: Sequence[Settleable],
    *,
    by: User,
    date: datetime.date | None,
) -> list[Allocation]:
    """Insert and return the rows, and post the exchange differences between their two sides. The guard then updates the
    open amounts of both sides.

    Raises InvalidAmount, InvalidDate, OverAllocated, PeriodClosed.
    """
    left = source.unallocated_amount
    open_amounts = {document.id: open_on(document) for document in settled}
    open_bases = _open_bases(source, settled)
    items = {document.id: _item(document) for document in (*settled, source)}
    open_dates: set[datetime.date] = set()
    rows = []
    for position, (allocation, document) in enumerate(zip(allocations, settled, strict=True)):
        path, amount = f"allocations[{position}]", allocation["amount"]
        money.check_amount(amount, source.currency_id, f"{path}.amount")
        _check_amount(source, document, amount, open_amounts[document.id], left, f"{path}.amount")
        base, own_base = (
            _relieve(open_bases, one, amount, is_open, source)
            for one, is_open in ((document, open_amounts[document.id]), (source, left))
        )
        left -= amount
        open_amounts[document.id] -= amount
        debit_base, credit_base = (base, own_base) if side_of(document) == DEBIT else (own_base, base)
        debit, credit = (document, source) if side_of(document) == DEBIT else (source, document)
        rows.append(
            Allocation(
                id=uuid7(),
                company=source.company,
                debit_item=items[debit.id],
                credit_item=items[credit.id],
                date=_allocation_date(source, document, allocation, date, path, open_dates),
                amount=amount,
                debit_base=debit_base,
                credit_base=credit_base,
                created_at=timezone.now(),
                created_by=by,
            )
        )
    _post_differences(source, rows, by=by)
    insert_many(rows)
    return rows


def _open_bases(source: Source, settled: Sequence[Settleable]) -> dict[UUID, Decimal]:
    """Return what is open on documents and source in the base currency, or nothing if that is their own currency."""
    if source.currency_id == source.company.base_currency_id or not settled:
        return {}
    ids = [source.id, *(document.id for document in settled)]
    items = OpenItem.objects.filter(company=source.company, id__in=ids)
    return dict(items.values_list("id", "open_base_amount"))


def _relieve(
    open_bases: dict[UUID, Decimal], document: Settleable, amount: Decimal, is_open: Decimal, source: Source
) -> Decimal:
    """Return what `amount` of a document relieves in the base currency, and take it off what is open."""
    base_currency = source.company.base_currency_id
    if source.currency_id == base_currency:
        return amount
    base = money.relieved(amount, of=is_open, base=open_bases[document.id], base_currency=base_currency)
    open_bases[document.id] -= base
    return base


def _post_differences(source: Source, rows: Sequence[Allocation], *, by: User) -> None:
    """Post the exchange differences of new allocations, one entry for each of their dates, and link it to them."""
    by_date: defaultdict[datetime.date, list[Allocation]] = defaultdict(list)
    for row in rows:
        if row.difference:
            by_date[row.date].append(row)
    if not by_date:
        return
    control, realised = chart.system_accounts(source.company, _trade(source).control, SystemRole.EXCHANGE_GAIN_LOSS)
    for date, found in sorted(by_date.items()):
        entry = JournalEntry(
            company=source.company,
            date=date,
            memo=f"Exchange difference of {source}"[: journal.MAX_MEMO],
            source_type=DIFFERENCE,
            source_id=source.id,
        )
        lines = postings.differences(found, source=source, control=control, realised=realised)
        posted = journal.post(entry, lines=lines, by=by)
        for row in found:
            row.journal_entry = posted


def _check_amount(
    source: Source, document: Settleable, amount: Decimal, is_open: Decimal, left: Decimal, field: str
) -> None:
    refusal = errors.RefundTooLarge if getattr(source, "is_refund", False) else errors.OverAllocated
    wanted = money.text(amount, source.currency_id)
    if amount > is_open:
        raise refusal(f"{money.only(is_open, source.currency_id)} is open on {document}, not {wanted}.", field=field)
    if amount > left:
        rest = money.only(left, source.currency_id)
        raise errors.OverAllocated(f"{rest} of the {source.name} is left, not {wanted}.", field=field)


def _item(document: Settleable) -> OpenItem:
    """Return the kind and number of a document's open item, without a query."""
    return OpenItem(id=document.id, kind=document.NOUN, number=str(document))


def lock_taken(source: Source, allocation_ids: Sequence[UUID]) -> dict[UUID, Allocation]:
    """Return those of the allocations that are of this payment, credit or adjustment, with their documents locked."""
    if not allocation_ids:
        raise errors.Invalid("Give at least one allocation.", field="allocation_ids")
    if len(allocation_ids) > MAX_ALLOCATIONS:
        raise errors.TooManyLines(
            f"There can be at most {MAX_ALLOCATIONS:,} allocations at once.", field="allocation_ids"
        )
    rows = source.allocations.filter(reverses=None).select_related("debit_item", "credit_item")
    taken = rows.in_bulk(allocation_ids)
    others = [allocation.other_item(source.pk) for allocation in taken.values()]
    _lock(source, [(item.kind, item.id) for item in others])
    return taken


def take_back(
    source: Source,
    allocation_ids: Sequence[UUID],
    taken: dict[UUID, Allocation],
    *,
    by: User,
    date: datetime.date,
) -> list[Allocation]:
    """Insert and return a negative row for each allocation.

    Raises NotFoundHere, AlreadyReversed, InvalidDate, PeriodClosed.
    """
    # One of earlier editions may be dated later than what can be entered. It can be taken back on its day.
    last = max([periods.last_day(source.company), *(allocation.date for allocation in taken.values())])
    periods.check_date(source.company, date, last=last)
    periods.accounting_date(source.company, date, "refuse")
    gone = set(Allocation.objects.filter(reverses__in=taken).values_list("reverses_id", flat=True))
    rows = []
    for position, allocation_id in enumerate(allocation_ids):
        path = f"allocation_ids[{position}]"
        allocation = taken.get(allocation_id)
        if allocation is None:
            raise errors.NotFoundHere(f"This {source.name} has no such allocation.", field=path)
        if allocation_id in gone:
            raise errors.AlreadyReversed("This allocation has already been taken back.", field=path)
        if date < allocation.date:
            raise errors.InvalidDate(
                f"The date must not be before that of the allocation, {allocation.date}.", field="date"
            )
        gone.add(allocation_id)
        rows.append(
            Allocation(
                id=uuid7(),
                company=source.company,
                debit_item=allocation.debit_item,
                credit_item=allocation.credit_item,
                date=date,
                amount=-allocation.amount,
                debit_base=-allocation.debit_base,
                credit_base=-allocation.credit_base,
                reverses=allocation,
                created_at=timezone.now(),
                created_by=by,
            )
        )
    _post_differences(source, rows, by=by)
    insert_many(rows)
    return rows


def _allocation_date(
    source: Any,
    document: Any,
    allocation: AllocationInput,
    date: datetime.date | None,
    path: str,
    open_dates: set[datetime.date],
) -> datetime.date:
    """Return the date of an allocation: its own, or `date`. The default, for a new source, is the first day on which
    both are posted and nothing of the document is taken back later. `open_dates` are those that were checked before.

    Raises InvalidDate, PeriodClosed.
    """
    earliest: datetime.date = max(source.journal_entry.date, document.journal_entry.date)
    own = allocation.get("date")
    date, field = own or date, f"{path}.date" if own else "date"
    if date is None:
        return max(earliest, document.freed_on or earliest)
    if date < earliest:
        raise errors.InvalidDate(
            f"The {source.name} and the document are both posted only from {earliest} on.", field=field
        )
    if date not in open_dates:
        periods.check_date(source.company, date, field=field)
        open_dates.add(periods.accounting_date(source.company, date, "refuse", field=field))
    return date


def record_paid(settled: Sequence[Settleable]) -> None:
    """Record `invoice.paid` or `bill.paid` for each document that is fully paid now."""
    _record("paid", [document for document in _again(settled) if not document.amount_due])


def paid_by(source: Source, taken: dict[UUID, Allocation]) -> list[Document]:
    """Return the documents of these allocations that are fully paid. They are locked already."""
    items = {allocation.other_item(source.pk).id for allocation in taken.values()}
    kind: Any = KINDS[usual(source)]
    return [
        document
        for document in kind._default_manager.filter(company=source.company, id__in=items).order_by("id")
        if not open_on(document)
    ]


def record_reopened(paid: Sequence[Settleable]) -> None:
    """Record `invoice.reopened` or `bill.reopened` for each document that was fully paid and is not any more."""
    _record("reopened", [document for document in _again(paid) if document.amount_due])


def _record(happened: str, documents: Sequence[Invoice | Bill]) -> None:
    if documents:
        events.tell_many(f"{documents[0].NOUN}.{happened}", documents)


def _again(settled: Sequence[Settleable]) -> list[Invoice | Bill]:
    """Return the invoices or bills among these, each once, with what is paid of them now."""
    documents = {document.id: document for document in settled if isinstance(document, (Invoice, Bill))}
    if not documents:
        return []
    first = next(iter(documents.values()))
    rows: Any = type(first)._default_manager.filter(company=first.company_id, id__in=documents)
    for document_id, amount_paid, updated_at in rows.values_list("id", "amount_paid", "updated_at"):
        documents[document_id].amount_paid, documents[document_id].updated_at = amount_paid, updated_at
    return list(documents.values())
