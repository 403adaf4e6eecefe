"""Check documents and payments against each other and against their entries."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain, groupby, islice
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Prefetch, QuerySet

from accounting.banking.models import BankTransaction, BankTransactionType, Transfer
from accounting.documents.models import (
    Bill,
    BillStatus,
    CreditNote,
    CreditStatus,
    Invoice,
    InvoiceStatus,
    PostedAtOnce,
    PostedStatus,
    VendorCredit,
)
from accounting.ledger import money
from accounting.ledger.models import Company, EntryStatus, JournalEntry, JournalLine, NumberSeries
from accounting.open_items.models import OpenItem
from accounting.reports.integrity.check import Check
from accounting.reports.integrity.items import Amounts, allocations, each, name_of, total
from accounting.reports.integrity.ledger import CHUNK, ZERO
from accounting.settlement.models import Adjustment, Payment, PaymentType

POSTED_INVOICES = (InvoiceStatus.SENT, InvoiceStatus.VOID)
POSTED_BILLS = (BillStatus.APPROVED, BillStatus.VOID)
POSTED_CREDITS = (CreditStatus.ISSUED, CreditStatus.VOID)
DOCUMENTS = (Invoice, Bill, CreditNote, VendorCredit)
SIDES = {1: "debit", -1: "credit"}
SOURCES = (
    "invoice",
    "bill",
    "credit_note",
    "vendor_credit",
    "payment",
    "adjustment",
    "bank_transaction",
    "transfer",
)
AT_ONCE: tuple[type[PostedAtOnce], ...] = (Adjustment, BankTransaction, Transfer)


def settlements(company: Company) -> Check:
    """Compare documents and payments with their lines, their open items and the allocations of the items."""
    check = Check(
        "settlements",
        "Totals are the sums of the lines. Each posted document has one open item with the same facts. What is paid is "
        "the sum of its allocations.",
        "documents",
    )
    for document, item in chain.from_iterable(_with_items(entries_and_lines(model, company)) for model in DOCUMENTS):
        check.examined += 1
        name = name_of(document)
        net, tax = (total(getattr(line, part) for line in document.lines.all()) for part in ("amount", "tax_amount"))
        same = (document.subtotal, document.tax_total, document.amount) == (net, tax, net + tax)
        check.expect(
            same, f"{name} says {document.subtotal} + {document.tax_total}; its lines add up to {net} + {tax}."
        )
        is_posted = document.status in (*POSTED_INVOICES, *POSTED_BILLS, *POSTED_CREDITS)
        _settled(check, name, document.amount_paid, item)
        _same_item(check, document, item, document.SIDE, is_posted=is_posted)
        if document.journal_entry is not None:
            taxed = [line for line in document.journal_entry.lines.all() if line.tax_base is not None]
            taxes = -document.SIDE * total(line.debit - line.credit for line in taxed)
            says = document.tax_total_base
            check.expect(says == taxes, f"{name} says {says} taxes in the base currency; its entry says {taxes}.")
    for payment, item in _with_items(_payments(company)):
        check.examined += 1
        _settled(check, name_of(payment), payment.allocated_amount, item)
        _same_item(check, payment, item, payment.side, is_posted=True)
    for adjustment, item in _with_items(_payments(company, Adjustment)):
        check.examined += 1
        _settled(check, name_of(adjustment), adjustment.allocated_amount, item)
        _same_item(check, adjustment, item, adjustment.side, is_posted=True)
    for item in _items_of_nothing(company):
        check.fail(f"{name_of(item)} is an open item without a document.")
    return check


def _settled(check: Check, name: str, said: Decimal, item: OpenItem | None) -> None:
    allocated = total(allocation.amount for allocation in allocations(item)) if item else ZERO
    check.expect(said == allocated, f"{name} says {said} is settled; its allocations add up to {allocated}.")


def _same_item(check: Check, document: Any, item: OpenItem | None, side: int, *, is_posted: bool) -> None:
    name = name_of(document)
    if item is None or not is_posted:
        said = "no" if item is None else "an"
        check.expect((item is not None) == is_posted, f"{name} is {document.status}, but has {said} open item.")
        return
    entry = document.journal_entry
    since = entry.date if entry else document.issue_date
    due = getattr(document, "due_date", since)
    kind = getattr(document, "NOUN", document._meta.model_name)
    owed = abs(document.amount)
    expected: list[Any] = [kind, str(document), document.contact_id, SIDES[side]]
    expected += [document.currency_id, owed, _owed_in_base(document, owed)]
    expected += [since, due, document.void_date]
    says: list[Any] = [item.kind, item.number, item.contact_id, item.side]
    says += [item.currency_id, item.amount, item.base_amount, item.date, item.due_date, item.void_date]
    differences = [f"{theirs} instead of {ours}" for ours, theirs in zip(expected, says, strict=True) if ours != theirs]
    check.expect(not differences, f"The open item of {name} says {'; '.join(differences)}.")


def _with_items(rows: QuerySet[Any]) -> Iterator[tuple[Any, OpenItem | None]]:
    """Return documents with their open items. An item has the id of its document."""
    left = each(rows)
    while batch := list(islice(left, CHUNK)):
        items = OpenItem.objects.filter(company_id=batch[0].company_id, id__in=[row.id for row in batch])
        found = items.prefetch_related("debit_allocations", "credit_allocations").in_bulk()
        yield from ((row, found.get(row.id)) for row in batch)


def _items_of_nothing(company: Company) -> Iterator[OpenItem]:
    items = OpenItem.objects.filter(company=company).order_by("id")
    for model in (*DOCUMENTS, Payment, Adjustment):
        items = items.exclude(Exists(model._default_manager.filter(company=OuterRef("company"), id=OuterRef("id"))))
    return each(items)


def postings(company: Company) -> Check:
    """Compare each posted document with its entry, and each entry of a document with the document."""
    check = Check("documents", "Each posted document with an amount has one entry with the same facts.", "documents")
    known: set[UUID] = set()
    for invoice in each(entries_and_lines(Invoice, company).filter(status__in=POSTED_INVOICES)):
        expected = _net_and_tax(invoice, sign=-1)
        expected["control", invoice.customer_id] += invoice.amount
        _posted(check, invoice, expected, invoice.status == InvoiceStatus.VOID, known)
    for bill in each(entries_and_lines(Bill, company).filter(status__in=POSTED_BILLS)):
        expected = _net_and_tax(bill, sign=1)
        expected["control", bill.vendor_id] -= bill.amount
        _posted(check, bill, expected, bill.status == BillStatus.VOID, known)
    for note in each(entries_and_lines(CreditNote, company).filter(status__in=POSTED_CREDITS)):
        expected = _net_and_tax(note, sign=1)
        expected["control", note.customer_id] -= note.amount
        _posted(check, note, expected, note.status == CreditStatus.VOID, known)
    for credit in each(entries_and_lines(VendorCredit, company).filter(status__in=POSTED_CREDITS)):
        expected = _net_and_tax(credit, sign=-1)
        expected["control", credit.vendor_id] += credit.amount
        _posted(check, credit, expected, credit.status == CreditStatus.VOID, known)
    for payment in each(_payments(company).prefetch_related("deductions")):
        _posted(check, payment, _payment(payment), payment.status == PostedStatus.VOID, known)
    for adjustment in each(entries_and_lines(Adjustment, company)):
        _posted(check, adjustment, _adjustment(check, adjustment), adjustment.status == PostedStatus.VOID, known)
    for spent in each(entries_and_lines(BankTransaction, company)):
        _posted(check, spent, _bank_transaction(check, spent), spent.status == PostedStatus.VOID, known)
    for transfer in each(_payments(company, Transfer)):
        _posted(check, transfer, _transfer(transfer), transfer.status == PostedStatus.VOID, known)
    entries = JournalEntry.objects.filter(company=company, status=EntryStatus.POSTED, reverses=None)
    claiming = entries.filter(source_type__in=SOURCES).values_list("id", "number")
    for entry_id, number in claiming.iterator(chunk_size=CHUNK):
        message = f"Entry {number} ({entry_id}) names a document, but no document names this entry."
        check.expect(entry_id in known, message)
    return check


def credits(company: Company) -> Check:
    """Compare what is credited of each document, and of each of its lines, with what it carries."""
    check = Check(
        "credits", "All credits of a document, and of each of its lines, are at most what it carries.", "credits"
    )
    for model, original in ((CreditNote, "invoice"), (VendorCredit, "bill")):
        rows = entries_and_lines(model, company).filter(status=CreditStatus.ISSUED, **{f"{original}__isnull": False})
        rows = rows.order_by(f"{original}_id", "id").select_related("journal_entry", "company", original)
        for _, found in groupby(each(rows.prefetch_related(f"{original}__lines")), attrgetter(f"{original}_id")):
            of_one = list(found)
            check.examined += len(of_one)
            _within(check, getattr(of_one[0], original), of_one, f"{original}_line_id")
    return check


def _within(check: Check, original: Any, credits: list[Any], link: str) -> None:
    credited: defaultdict[UUID | None, list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
    for line in chain.from_iterable(credit.lines.all() for credit in credits):
        credited[getattr(line, link)][0] += line.amount
        credited[getattr(line, link)][1] += line.tax_amount
    carried = {line.id: (line.amount, line.tax_amount) for line in original.lines.all()}
    whole = total(credit.amount for credit in credits)
    name = name_of(original)
    check.expect(whole <= original.amount, f"{name} of {original.amount} has credits of {whole}.")
    for line_id, said in credited.items():
        if line_id is None:
            continue
        most = carried.get(line_id)
        if most is None:
            check.fail(f"A credit of {name} is of line {line_id}, which it does not have.")
        elif any(not min(much, ZERO) <= part <= max(much, ZERO) for part, much in zip(said, most, strict=True)):
            check.fail(
                f"Line {line_id} of {name} carries {most[0]} + {most[1]}; its credits are {said[0]} + {said[1]}."
            )


def _net_and_tax(document: Any, *, sign: int) -> Amounts:
    """Return the expected amounts, debit positive: of lines by account, of taxes by rate."""
    amounts: Amounts = defaultdict(Decimal)
    for line in document.lines.all():
        amounts["account", _tracked(line)] += sign * line.amount
        amounts["tax", line.tax_rate_id] += sign * line.tax_amount
    return amounts


def _payment(payment: Payment) -> Amounts:
    side = -1 if payment.type == PaymentType.RECEIVED else 1
    amounts: Amounts = defaultdict(Decimal)
    amounts["control", payment.contact_id] += side * payment.amount
    booked = payment.account_amount
    amounts["account", payment.account_id] -= side * (payment.amount if booked is None else booked)
    for deduction in payment.deductions.all():
        if booked is None:
            amounts["account", payment.account_id] -= deduction.amount
        amounts["account", _tracked(deduction)] += deduction.amount
    return amounts


def _bank_transaction(check: Check, document: BankTransaction) -> Amounts:
    """Return the expected amounts, after comparing the totals with the lines."""
    sign = 1 if document.type == BankTransactionType.SPEND else -1
    amounts: Amounts = defaultdict(Decimal)
    amounts["account", document.account_id] -= sign * document.amount
    _add_lines(check, document, amounts, sign=sign)
    return amounts


def _adjustment(check: Check, document: Adjustment) -> Amounts:
    """Return the expected amounts, after comparing the totals with the lines."""
    sign = 1 if document.contact_kind == "customer" else -1
    amounts: Amounts = defaultdict(Decimal)
    amounts["control", document.contact_id] -= sign * document.amount
    _add_lines(check, document, amounts, sign=sign)
    return amounts


def _add_lines(check: Check, document: Any, amounts: Amounts, *, sign: int) -> None:
    """Add the amounts of the lines of a document that is posted at once, and compare its totals with them."""
    net, tax = ZERO, ZERO
    for line in document.lines.all():
        amounts["account", _tracked(line)] += sign * line.net_amount
        amounts["tax", line.tax_rate_id] += sign * line.tax_amount
        net, tax = net + line.net_amount, tax + line.tax_amount
    said = (document.subtotal, document.tax_total, document.amount)
    check.expect(
        said == (net, tax, net + tax),
        f"{name_of(document)} says {said[0]} + {said[1]}; its lines add up to {net} + {tax}.",
    )


def _transfer(transfer: Transfer) -> Amounts:
    amounts: Amounts = defaultdict(Decimal)
    amounts["account", transfer.from_account_id] -= transfer.amount + transfer.fee_amount
    amounts["account", transfer.to_account_id] += transfer.to_amount
    fee: Any = transfer.fee_account_id
    if transfer.fee_tracking:
        fee = (fee, *transfer.fee_tracking)
    amounts["account", fee] += transfer.fee_amount
    return amounts


def numbers(company: Company) -> Check:
    """Check the numbers of the documents that are posted at once: 1, 2, 3, … up to the last one of their series."""
    check = Check("document numbers", "Documents that Atlas numbers when they are posted have no gaps.", "documents")
    series = dict(NumberSeries.objects.filter(company=company).values_list("kind", "last_number"))
    for model in AT_ONCE:
        expected = 1
        rows = model._default_manager.filter(company=company).values_list(model.NUMBER, flat=True)
        for number in sorted(rows, key=lambda number: (len(number), number)):
            check.examined += 1
            there = f"{model.PREFIX}-{expected:04}"
            check.expect(number == there, f"{number} comes where {there} should.")
            expected += 1
        last = series.get(model.PREFIX, 0)
        check.expect(expected - 1 == last, f"The series {model.PREFIX} has the number {last}.")
    return check


def _posted(check: Check, document: Any, expected: Amounts, is_void: bool, known: set[UUID]) -> None:
    check.examined += 1
    name, entry = name_of(document), document.journal_entry
    if entry is None and not any(expected.values()):
        return  # a document of zeros posts nothing
    if entry is None or entry.status != EntryStatus.POSTED:
        check.fail(f"{name} is {document.status} and has no posted entry.")
        return
    known.add(entry.id)
    source = (getattr(document, "NOUN", document._meta.model_name), document.id)
    check.expect(
        (entry.source_type, entry.source_id) == source, f"{name} and entry {entry.number} do not name each other."
    )
    posted: Amounts = defaultdict(Decimal)
    for line in entry.lines.all():
        if line.account.is_control:
            key = ("control", line.contact_id)
        elif line.tax_base is not None:
            key = ("tax", line.tax_rate_id)
        else:
            key = ("account", _tracked(line))
        posted[key] += line.currency_amount
    differences = [key for key in expected.keys() | posted.keys() if expected[key] != posted[key]]
    for kind, key in sorted(differences, key=str):
        message = f"{name} says {expected[kind, key]} for {kind} {key}; entry {entry.number} says {posted[kind, key]}."
        check.fail(message)
    reversals = [
        (reversal.id, reversal.date) for reversal in entry.reversals.all() if reversal.status == EntryStatus.POSTED
    ]
    check.expect(is_void == bool(reversals), f"{name} is {document.status}, but entry {entry.number} says otherwise.")
    if is_void:
        said = (document.void_entry_id, document.void_date)
        check.expect([said] == reversals, f"{name} is void from {said[1]}, but its reversal says otherwise.")


def _tracked(line: Any) -> Any:
    """Return the account of a line, and with it the options of the line if it has some."""
    return (line.account_id, *line.tracking) if line.tracking else line.account_id


def entries_and_lines(model: type[Model], company: Company) -> QuerySet[Any]:
    rows = model._default_manager.filter(company=company).order_by("id").select_related("journal_entry", "company")
    return rows.prefetch_related("lines", "journal_entry__reversals", _entry_lines())


def _payments(company: Company, model: type[Model] = Payment) -> QuerySet[Any]:
    rows = model._default_manager.filter(company=company).order_by("id").select_related("journal_entry", "company")
    return rows.prefetch_related("journal_entry__reversals", _entry_lines())


def _entry_lines() -> "Prefetch[Any]":
    return Prefetch("journal_entry__lines", JournalLine.objects.select_related("account"))


def _owed_in_base(document: Any, owed: Decimal) -> Decimal:
    """Return what a document is worth on its control account: of a payment that the bank booked in the base currency,
    what it booked and the deductions."""
    booked = getattr(document, "account_amount", None)
    if booked is None or document.account.currency_id not in (None, document.company.base_currency_id):
        return _in_base(document, owed)
    deducted = total(_in_base(document, deduction.amount) for deduction in document.deductions.all())
    return booked + (deducted if document.type == PaymentType.RECEIVED else -deducted)


def _in_base(row: Any, amount: Decimal) -> Decimal:
    return money.quantize(amount * row.exchange_rate, row.company.base_currency_id)
