"""Check documents and payments against each other and against their entries."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain, groupby, islice
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.db.models.functions import Length

from accounting.banking.models import BankTransaction, BankTransactionLine, BankTransactionType, Transfer
from accounting.documents.models import (
    Bill,
    BillLine,
    BillStatus,
    CreditNote,
    CreditNoteLine,
    CreditStatus,
    Invoice,
    InvoiceLine,
    InvoiceStatus,
    PostedAtOnce,
    PostedStatus,
    VendorCredit,
    VendorCreditLine,
)
from accounting.ledger import money
from accounting.ledger.models import (
    CONTROL_ROLES,
    Account,
    Company,
    ContactKind,
    EntryStatus,
    JournalEntry,
    NumberSeries,
)
from accounting.open_items.models import Allocation, OpenItem
from accounting.reports.integrity.check import Check
from accounting.reports.integrity.items import ALLOCATIONS, Amounts, allocations, each, may_be_left_out, name_of, total
from accounting.reports.integrity.ledger import CHUNK, ZERO, lines_of
from accounting.reports.integrity.taxes import Taxes
from accounting.settlement.models import Adjustment, AdjustmentLine, Payment, PaymentType

POSTED = (InvoiceStatus.SENT, BillStatus.APPROVED, CreditStatus.ISSUED, PostedStatus.VOID)
"""The statuses of posted documents of all kinds: void ones were posted too."""
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
ALL_DOCUMENTS: tuple[type[Model], ...] = (*DOCUMENTS, Payment, *AT_ONCE)
LISTED = [str(model._meta.model_name) for model in ALL_DOCUMENTS]
"""The names of the lists of documents, whose rows are counted (accounting/ledger/counts.py)."""
MODELS_OF_LINES: tuple[type[Model], ...] = (
    InvoiceLine,
    BillLine,
    CreditNoteLine,
    VendorCreditLine,
    AdjustmentLine,
    BankTransactionLine,
    Allocation,
)


def documents(company: Company) -> list[Check]:
    """Compare documents and payments with their lines, their open items and the allocations of the items, and those
    that are posted with their entries. One pass does all, because reading the rows takes longest."""
    settled, posted, taxed = Settlements(company), Postings(company), Taxes()
    for document, item in chain.from_iterable(_with_items(entries_and_lines(model, company)) for model in DOCUMENTS):
        is_posted = document.status in POSTED
        settled.add_up(document)
        settled.compare(document, document.amount_paid, item, document.SIDE, is_posted=is_posted)
        taxed.compare(document, -document.SIDE, is_sale=isinstance(document, Invoice | CreditNote))
        if is_posted:
            posted.compare(document, _document(document))
    for payment, item in _with_items(_payments(company).prefetch_related("deductions")):
        settled.compare(payment, payment.allocated_amount, item, payment.side)
        posted.compare(payment, _payment(payment))
    for adjustment, item in _with_items(entries_and_lines(Adjustment, company)):
        of_customer = adjustment.contact_kind == ContactKind.CUSTOMER
        settled.compare(adjustment, adjustment.allocated_amount, item, adjustment.side)
        taxed.compare(adjustment, 1 if of_customer else -1, is_sale=of_customer)
        posted.compare(adjustment, _adjustment(posted.check, adjustment))
    for spent in each(entries_and_lines(BankTransaction, company)):
        is_sale = spent.type == BankTransactionType.RECEIVE
        taxed.compare(spent, -1 if is_sale else 1, is_sale=is_sale)
        posted.compare(spent, _bank_transaction(posted.check, spent))
    for transfer in each(_payments(company, Transfer)):
        posted.compare(transfer, _transfer(transfer))
    settled.find_items_of_nothing()
    posted.find_claims()
    return [settled.check, posted.check, taxed.check]


class Settlements:
    """The check of documents and payments with their lines and open items, and of the items with their allocations."""

    def __init__(self, company: Company) -> None:
        claim = (
            "Totals are the sums of the lines. Each posted document has one open item with the same facts. What is "
            "paid is the sum of its allocations."
        )
        self.check = Check("settlements", claim, "documents")
        self.company = company

    def add_up(self, document: Any) -> None:
        """Compare the totals of a document with its lines, and the taxes in the base currency with its entry."""
        name, expect = name_of(document), self.check.expect
        net, tax = (total(getattr(line, part) for line in document.read_lines) for part in ("amount", "tax_amount"))
        same = (document.subtotal, document.tax_total, document.amount) == (net, tax, net + tax)
        expect(same, f"{name} says {document.subtotal} + {document.tax_total}; its lines add up to {net} + {tax}.")
        if document.journal_entry is not None:
            taxed = [line for line in document.journal_entry.read_lines if line.tax_base is not None]
            taxes = -document.SIDE * total(line.debit - line.credit for line in taxed)
            says = document.tax_total_base
            expect(says == taxes, f"{name} says {says} taxes in the base currency; its entry says {taxes}.")

    def compare(
        self, document: Any, settled: Decimal, item: OpenItem | None, side: int, *, is_posted: bool = True
    ) -> None:
        check, name = self.check, name_of(document)
        check.examined += 1
        allocated = total(allocation.amount for allocation in allocations(item)) if item else ZERO
        check.expect(settled == allocated, f"{name} says {settled} is settled; its allocations add up to {allocated}.")
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
        expected += [document.currency_id, owed, self._owed_in_base(document, owed)]
        expected += [since, due, document.void_date]
        says: list[Any] = [item.kind, item.number, item.contact_id, item.side]
        says += [item.currency_id, item.amount, item.base_amount, item.date, item.due_date, item.void_date]
        differences = [
            f"{theirs} instead of {ours}" for ours, theirs in zip(expected, says, strict=True) if ours != theirs
        ]
        check.expect(not differences, f"The open item of {name} says {'; '.join(differences)}.")

    def find_items_of_nothing(self) -> None:
        items = OpenItem.objects.filter(company=self.company).order_by("id")
        for model in (*DOCUMENTS, Payment, Adjustment):
            items = items.exclude(Exists(model._default_manager.filter(company=OuterRef("company"), id=OuterRef("id"))))
        for item in each(items):
            self.check.fail(f"{name_of(item)} is an open item without a document.")

    def _owed_in_base(self, document: Any, owed: Decimal) -> Decimal:
        """Return what a document is worth on its control account: of a payment that the bank booked in the base
        currency, what it booked and the deductions."""
        booked = getattr(document, "account_amount", None)
        if booked is None or document.account.currency_id not in (None, self.company.base_currency_id):
            return self._in_base(document, owed)
        deducted = total(self._in_base(document, deduction.amount) for deduction in document.deductions.all())
        return booked + (deducted if document.type == PaymentType.RECEIVED else -deducted)

    def _in_base(self, document: Any, amount: Decimal) -> Decimal:
        return money.quantize(amount * document.exchange_rate, self.company.base_currency_id)


class Postings:
    """The check of each posted document with its entry, and of each entry of a document with the document."""

    def __init__(self, company: Company) -> None:
        claim = "Each posted document with an amount has one entry with the same facts."
        self.check = Check("documents", claim, "documents")
        self.company = company
        self.known: set[UUID] = set()
        controls = Account.objects.filter(company=company, system_role__in=CONTROL_ROLES)
        self.controls = set(controls.values_list("id", flat=True))

    def compare(self, document: Any, expected: Amounts) -> None:
        check = self.check
        check.examined += 1
        name, entry, is_void = name_of(document), document.journal_entry, document.status == PostedStatus.VOID
        if entry is None and not any(expected.values()):
            return  # a document of zeros posts nothing
        if entry is None or entry.status != EntryStatus.POSTED:
            check.fail(f"{name} is {document.status} and has no posted entry.")
            return
        self.known.add(entry.id)
        source = (getattr(document, "NOUN", document._meta.model_name), document.id)
        check.expect(
            (entry.source_type, entry.source_id) == source, f"{name} and entry {entry.number} do not name each other."
        )
        posted: Amounts = defaultdict(Decimal)
        for line in entry.read_lines:
            if line.account_id in self.controls:
                key = ("control", line.contact_id)
            elif line.tax_base is not None:
                key = ("tax", line.tax_rate_id)
            else:
                key = ("account", _tracked(line))
            posted[key] += line.currency_amount
        differences = [key for key in expected.keys() | posted.keys() if expected[key] != posted[key]]
        moved = [getattr(document, f"{name}account_id", None) for name in ("", "from_", "to_")]
        for kind, key in sorted(differences, key=str):
            ours, theirs = expected[kind, key], posted[kind, key]
            is_whole = kind == "control" or key in moved
            is_held = not is_whole and may_be_left_out(document, ours - theirs)
            check.expect(is_held, f"{name} says {ours} for {kind} {key}; entry {entry.number} says {theirs}.")
        reversals = [
            (reversal.id, reversal.date) for reversal in entry.reversals.all() if reversal.status == EntryStatus.POSTED
        ]
        check.expect(
            is_void == bool(reversals), f"{name} is {document.status}, but entry {entry.number} says otherwise."
        )
        if is_void:
            said = (document.void_entry_id, document.void_date)
            check.expect([said] == reversals, f"{name} is void from {said[1]}, but its reversal says otherwise.")

    def find_claims(self) -> None:
        """Find the entries that name a document which does not name them."""
        entries = JournalEntry.objects.filter(company=self.company, status=EntryStatus.POSTED, reverses=None)
        claiming = entries.filter(source_type__in=SOURCES).values_list("id", "number")
        for entry_id, number in claiming.iterator(chunk_size=CHUNK):
            message = f"Entry {number} ({entry_id}) names a document, but no document names this entry."
            self.check.expect(entry_id in self.known, message)


def _with_items(rows: QuerySet[Any]) -> Iterator[tuple[Any, OpenItem | None]]:
    """Return documents with their open items. An item has the id of its document."""
    left = each(rows)
    while batch := list(islice(left, CHUNK)):
        items = OpenItem.objects.filter(company_id=batch[0].company_id, id__in=[row.id for row in batch])
        found = items.prefetch_related(*ALLOCATIONS).in_bulk()
        yield from ((row, found.get(row.id)) for row in batch)


def credits(company: Company) -> Check:
    """Compare what is credited of each document, and of each of its lines, with what it carries."""
    check = Check(
        "credits", "All credits of a document, and of each of its lines, are at most what it carries.", "credits"
    )
    for model, original in ((CreditNote, "invoice"), (VendorCredit, "bill")):
        rows = entries_and_lines(model, company).filter(status=CreditStatus.ISSUED, **{f"{original}__isnull": False})
        rows = rows.order_by(f"{original}_id", "id").select_related("journal_entry", original)
        for _, found in groupby(each(rows.prefetch_related(lines_of(f"{original}__"))), attrgetter(f"{original}_id")):
            of_one = list(found)
            check.examined += len(of_one)
            _within(check, getattr(of_one[0], original), of_one, f"{original}_line_id")
    return check


def _within(check: Check, original: Any, credits: list[Any], link: str) -> None:
    credited: defaultdict[UUID | None, list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
    for line in chain.from_iterable(credit.read_lines for credit in credits):
        credited[getattr(line, link)][0] += line.amount
        credited[getattr(line, link)][1] += line.tax_amount
    carried = {line.id: (line.amount, line.tax_amount) for line in original.read_lines}
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


def _document(document: Any) -> Amounts:
    """Return the expected amounts, debit positive: of lines by account, of taxes by rate, and of the whole by
    contact."""
    amounts: Amounts = defaultdict(Decimal)
    amounts["control", document.contact_id] += document.SIDE * document.amount
    for line in document.read_lines:
        amounts["account", _tracked(line)] -= document.SIDE * line.amount
        amounts["tax", line.tax_rate_id] -= document.SIDE * line.tax_amount
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
    for line in document.read_lines:
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
        rows = model._default_manager.filter(company=company).order_by(Length(model.NUMBER), model.NUMBER)
        for number in each(rows.values_list(model.NUMBER, flat=True)):
            check.examined += 1
            there = f"{model.PREFIX}-{expected:04}"
            check.expect(number == there, f"{number} comes where {there} should.")
            expected += 1
        last = series.get(model.PREFIX, 0)
        check.expect(expected - 1 == last, f"The series {model.PREFIX} has the number {last}.")
    return check


def _tracked(line: Any) -> Any:
    """Return the account of a line, and with it the options of the line if it has some."""
    return (line.account_id, *line.tracking) if line.tracking else line.account_id


def entries_and_lines(model: type[Model], company: Company) -> QuerySet[Any]:
    return _payments(company, model).prefetch_related(lines_of(), "read_lines__tax_rate")


def _payments(company: Company, model: type[Model] = Payment) -> QuerySet[Any]:
    rows = model._default_manager.filter(company=company).order_by("id").select_related("journal_entry")
    return rows.prefetch_related("journal_entry__reversals", lines_of("journal_entry__"))
