"""Invoices, bills and payments against each other and against what they posted."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain
from typing import Any
from uuid import UUID

from django.db.models import Model, Prefetch, QuerySet

from accounting.documents.models import Bill, BillStatus, Invoice, InvoiceStatus
from accounting.ledger import money
from accounting.ledger.models import Account, Company, EntryStatus, JournalEntry, JournalLine, SystemRole
from accounting.reports.integrity.check import Check
from accounting.reports.integrity.ledger import CHUNK, ZERO, Walk
from accounting.settlement.models import Payment, PaymentStatus, PaymentType

Amounts = defaultdict[tuple[Any, Any], Decimal]

POSTED_INVOICES = (InvoiceStatus.SENT, InvoiceStatus.VOID)
POSTED_BILLS = (BillStatus.APPROVED, BillStatus.VOID)


def settlements(company: Company) -> Check:
    """Compare what documents and payments say is settled with the allocations, and totals with lines."""
    check = Check(
        "settlements", "Totals are those of the lines; what is paid is the sum of the allocations.", "documents"
    )
    for document in chain(_each(_documents(Invoice, company)), _each(_documents(Bill, company))):
        check.examined += 1
        name = _name(document)
        net, tax = (_total(getattr(line, part) for line in document.lines.all()) for part in ("amount", "tax_amount"))
        same = (document.subtotal, document.tax_total, document.amount) == (net, tax, net + tax)
        check.expect(same, f"{name} says {document.subtotal} + {document.tax_total}; its lines come to {net} + {tax}.")
        _settled(check, name, document.amount_paid, document)
    for payment in _each(_payments(company)):
        check.examined += 1
        _settled(check, _name(payment), payment.allocated_amount, payment)
    return check


def _settled(check: Check, name: str, said: Decimal, row: Any) -> None:
    allocated = _total(allocation.amount for allocation in row.allocations.all())
    check.expect(said == allocated, f"{name} says {said} is settled; its allocations come to {allocated}.")
    check.expect(ZERO <= allocated <= row.amount, f"{name} of {row.amount} has allocations of {allocated}.")


def open_items(company: Company, walk: Walk) -> list[Check]:
    """Compare what is open on documents and payments with the control accounts: now by contact, and at every date."""
    now = Check("control accounts", "Receivables and payables are the open items of each contact.", "contacts")
    ever = Check(
        "open items",
        "At every date the open items add up to their control account, and none has less than nothing open.",
        "items",
    )
    roles = (SystemRole.ACCOUNTS_RECEIVABLE, SystemRole.ACCOUNTS_PAYABLE)
    accounts = dict(Account.objects.filter(company=company, system_role__in=roles).values_list("system_role", "id"))
    expected: Amounts = defaultdict(Decimal)
    days: Amounts = defaultdict(Decimal)
    for role, contact_id, row, sign in _items(company):
        account = accounts.get(role)
        ever.examined += 1
        if row.void_date is None:
            allocated = _total(allocation.amount for allocation in row.allocations.all())
            expected[account, contact_id] += sign * _in_base(row, row.amount - allocated)
        if row.journal_entry is not None:
            days[account, row.journal_entry.date] += sign * _in_base(row, row.amount)
            if row.void_date is not None:
                days[account, row.void_date] -= sign * _in_base(row, row.amount)
        _never_overdrawn(ever, row)
    for key in sorted(expected.keys() | walk.control.keys(), key=str):
        now.examined += 1
        held = walk.control.get(key, ZERO)
        message = f"Contact {key[1]} has {held} on account {key[0]}; open items come to {expected[key]}."
        now.expect(held == expected[key], message)
    for day in sorted(days.keys() | walk.control_days.keys(), key=str):
        moved, said = walk.control_days.get(day, ZERO), days[day]
        ever.expect(moved == said, f"Account {day[0]} moved by {moved} on {day[1]}; open items moved by {said}.")
    totals = [
        _total(held for (account, _), held in walk.control.items() if account == accounts.get(role)) for role in roles
    ]
    shown = [money.text(total, company.base_currency_id) for total in totals]
    now.evidence = f"receivable {shown[0]}, payable {shown[1]}"
    return [now, ever]


def _items(company: Company) -> Iterator[tuple[str, UUID, Any, int]]:
    """Return role of the control account, contact, document or payment, and sign (debit positive) of each open item."""
    for invoice in _each(_documents(Invoice, company).filter(status__in=POSTED_INVOICES)):
        yield SystemRole.ACCOUNTS_RECEIVABLE, invoice.customer_id, invoice, 1
    for bill in _each(_documents(Bill, company).filter(status__in=POSTED_BILLS)):
        yield SystemRole.ACCOUNTS_PAYABLE, bill.vendor_id, bill, -1
    for payment in _each(_payments(company)):
        if payment.type == PaymentType.RECEIVED:
            yield SystemRole.ACCOUNTS_RECEIVABLE, payment.contact_id, payment, -1
        else:
            yield SystemRole.ACCOUNTS_PAYABLE, payment.contact_id, payment, 1


def _never_overdrawn(check: Check, row: Any) -> None:
    """Go through the allocations of an item by date: from the day it is in the books until it is void."""
    by_date: defaultdict[datetime.date, Decimal] = defaultdict(Decimal)
    for allocation in row.allocations.all():
        by_date[allocation.date] += allocation.amount
    name, settled = _name(row), ZERO
    since = row.journal_entry.date if row.journal_entry else datetime.date.max  # nothing settles what posted nothing
    for date in sorted(by_date):
        settled += by_date[date]
        check.expect(ZERO <= settled <= row.amount, f"{name} of {row.amount} has {settled} settled on {date}.")
        check.expect(date >= since, f"{name} is in the books since {since}, and has an allocation on {date}.")
        check.expect(row.void_date is None or date <= row.void_date, f"{name} is void before its allocation on {date}.")


def postings(company: Company) -> Check:
    """Compare each posted document with its entry, and each entry of a document with the document."""
    check = Check(
        "documents", "Each posted document that moves anything has one entry, which says the same.", "documents"
    )
    known: set[UUID] = set()
    for invoice in _each(_documents(Invoice, company).filter(status__in=POSTED_INVOICES)):
        expected = _net_and_tax(invoice, sign=-1)
        expected["control", invoice.customer_id] += invoice.amount
        _posted(check, invoice, expected, invoice.status == InvoiceStatus.VOID, known)
    for bill in _each(_documents(Bill, company).filter(status__in=POSTED_BILLS)):
        expected = _net_and_tax(bill, sign=1)
        expected["control", bill.vendor_id] -= bill.amount
        _posted(check, bill, expected, bill.status == BillStatus.VOID, known)
    for payment in _each(_payments(company).prefetch_related("deductions")):
        _posted(check, payment, _payment(payment), payment.status == PaymentStatus.VOID, known)
    entries = JournalEntry.objects.filter(company=company, status=EntryStatus.POSTED, reverses=None)
    claiming = entries.filter(source_type__in=("invoice", "bill", "payment")).values_list("id", "number")
    for entry_id, number in claiming.iterator(chunk_size=CHUNK):
        message = f"Entry {number} ({entry_id}) says that it is of a document, and no document says so."
        check.expect(entry_id in known, message)
    return check


def _net_and_tax(document: Any, *, sign: int) -> Amounts:
    """Return the expected amounts, debit positive: of lines by account, of taxes by rate."""
    amounts: Amounts = defaultdict(Decimal)
    for line in document.lines.all():
        amounts["account", line.account_id] += sign * line.amount
        amounts["tax", line.tax_rate_id] += sign * line.tax_amount
    return amounts


def _payment(payment: Payment) -> Amounts:
    side = -1 if payment.type == PaymentType.RECEIVED else 1
    amounts: Amounts = defaultdict(Decimal)
    amounts["control", payment.contact_id] += side * payment.amount
    amounts["account", payment.account_id] -= side * payment.amount
    for deduction in payment.deductions.all():
        amounts["account", payment.account_id] -= deduction.amount
        amounts["account", deduction.account_id] += deduction.amount
    return amounts


def _posted(check: Check, document: Any, expected: Amounts, is_void: bool, known: set[UUID]) -> None:
    check.examined += 1
    name, entry = _name(document), document.journal_entry
    if entry is None and not any(expected.values()):
        return  # a document of zeros posts nothing
    if entry is None or entry.status != EntryStatus.POSTED:
        check.fail(f"{name} is {document.status} and has no posted entry.")
        return
    known.add(entry.id)
    source = (document._meta.model_name, document.id)
    check.expect(
        (entry.source_type, entry.source_id) == source, f"{name} and entry {entry.number} are not of each other."
    )
    posted: Amounts = defaultdict(Decimal)
    for line in entry.lines.all():
        if line.account.is_control:
            key = ("control", line.contact_id)
        elif line.tax_base is not None:
            key = ("tax", line.tax_rate_id)
        else:
            key = ("account", line.account_id)
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
        check.expect([said] == reversals, f"{name} is void since {said[1]}, but its reversal says otherwise.")


def _documents(model: type[Model], company: Company) -> QuerySet[Any]:
    rows = model._default_manager.filter(company=company).order_by("id").select_related("journal_entry", "company")
    return rows.prefetch_related("lines", "allocations", "journal_entry__reversals", _entry_lines())


def _payments(company: Company) -> QuerySet[Any]:
    rows = Payment.objects.filter(company=company).order_by("id").select_related("journal_entry", "company")
    return rows.prefetch_related("allocations", "journal_entry__reversals", _entry_lines())


def _each(rows: QuerySet[Any]) -> Iterator[Any]:
    return rows.iterator(chunk_size=CHUNK)


def _entry_lines() -> "Prefetch[Any]":
    return Prefetch("journal_entry__lines", JournalLine.objects.select_related("account"))


def _in_base(row: Any, amount: Decimal) -> Decimal:
    return money.quantize(amount * row.exchange_rate, row.company.base_currency_id)


def _total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)


def _name(row: Any) -> str:
    return f"{type(row).__name__} {row} ({row.id})"
