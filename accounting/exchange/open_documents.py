"""Import open invoices or bills of another program, with the open credits beside them. They become opening documents,
as `PUT /opening-balances` makes.

The headings are those of Xero's export of invoices and bills, of the reports Open Invoices, Invoice List, Unpaid Bills
and aging details of QuickBooks Online, and of our API (docs/guides/imports.md names the sources).
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count as count_from
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from accounting import errors
from accounting.documents import terms
from accounting.documents.models import Bill, CreditNote, Invoice, VendorCredit
from accounting.exchange import contact_list
from accounting.exchange.figures import Amounts, Dates, check_currency
from accounting.exchange.lists import TOTAL, Columns, Problems, Refused, Sheet, chunks, key_of, letters_of, one_line
from accounting.exchange.outcome import Outcome, Progress
from accounting.exchange.source import Place, Problem, Unreadable
from accounting.exchange.tables import Row
from accounting.ledger import contacts, locking, money
from accounting.ledger.models import Company, Contact
from accounting.opening import opening_balances
from foundation.refusals import Refusal
from identity.models import User

if TYPE_CHECKING:
    from accounting.exchange.formats import Options

Model = type[Invoice] | type[Bill]
CREDITS: Mapping[Model, type[CreditNote] | type[VendorCredit]] = {Invoice: CreditNote, Bill: VendorCredit}
"""What a document that reduces the debt becomes, in a list of invoices and in one of bills."""
MAX_ROWS = 50_000
"""Xero has a row for each line of a document."""
MAX_NUMBER_LENGTH = 40
TAKEN = ("", "invoice", "salesinvoice", "accrec", "bill", "accpay", "purchaseinvoice", "supplierinvoice")
"""The types of invoices and bills."""
JOURNALS = ("journal", "journalentry", "generaljournal", "financecharge", "statementcharge", "openingbalance")
"""The types of what is owed without an invoice or a bill."""
CREDIT_WORDS = ("credit", "payment", "deposit")
"""A type with one of them is a credit, whatever the sign of its amount: `Credit Memo`, `Overpayment`."""
NOT_POSTED = ("draft", "submitted", "awaitingapproval", "voided", "void", "deleted")
NOT_KEPT = {"item": "items", "tracking": "options", "tracking_2": "options", "tax": "taxes"}
"""The columns of what opening documents do not have: they stand for what the former system posted to its accounts."""

SILENT = (
    *(
        "amount",
        "foreignamount",
        "total",
        "totalamount",
        "invoiceamount",
        "taxtotal",
        "amountpaid",
        "invoiceamountpaid",
    ),
    *("openbalance", "amountdue", "balance", "pastdue", "aging"),
    *("quantity", "unitamount", "discount", "taxamount", "trackingname1", "trackingname2"),
)
"""The amounts from which what is open came, how old it is, and what belongs to the columns above."""


def _columns(model: Model) -> Columns:
    kind = model.TRADE.contact
    own = ("billnumber", "vendorinvoiceno") if model is Bill else ()
    return Columns(
        {
            "contact": ("contactname", *contact_list.NAMES[kind], "name"),
            "number": (*own, "invoicenumber", "num", "no", "number", "docnumber", "transactionnumber"),
            "issued": ("issuedate", "invoicedate", "billdate", "transactiondate", "date"),
            "due": ("duedate",),
            "terms": ("term", "terms"),
            "open": ("invoiceamountdue", "amountdue", "foreignopenbalance", "openbalance", "balancedue"),
            "currency": ("currency",),
            "rate": ("exchangerate",),
            "type": ("transactiontype", "type"),
            "status": ("status",),
            "item": ("inventoryitemcode", "itemcode", "productservice", "item"),
            "tracking": ("trackingoption1", "class", "location", "department"),
            "tracking_2": ("trackingoption2",),
            "tax": ("taxtype", "taxcode"),
            "line": ("lineamount",),
        },
        ("number", "issued", "open"),
        SILENT,
    )


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """An open document of the file. `rate` is of its currency, if the file says it."""

    place: Place
    model: opening_balances.Model
    contact: str
    number: str
    issued: datetime.date
    due: datetime.date
    amount: Decimal
    currency: str
    rate: Decimal | None


@dataclass(slots=True)
class OpenDocuments:
    """`model` is that of the debts. `skipped` are the rows that are left out, each with why."""

    model: Model
    rows: list[OpenDocument]
    skipped: list[tuple[int, str]]
    warnings: list[tuple[int, str]]


def _words(model: opening_balances.Model) -> str:
    return model.NOUN.replace("_", " ")


@dataclass(frozen=True, slots=True)
class _Raw:
    row: Row
    contact: str


def read(path: Path, model: Model, *, currency: str, options: "Options") -> OpenDocuments:
    """Read open documents, whose amounts are in `currency` if nothing else is said. Raises Unreadable with all
    problems."""
    # The file is read once for each question, so that memory does not grow with its rows.
    sheet = Sheet(path, _columns(model), MAX_ROWS)
    for name, what in NOT_KEPT.items():
        lines = [row.place.line for row in sheet.rows() if row[name]] if name in sheet.headings else []
        sheet.left_out(name, lines, f"Open {model.NOUN}s have no {what}.")
    if "terms" in sheet.headings:
        lines = [row.place.line for row in sheet.rows() if row["terms"] and not row["due"]]
        sheet.left_out("terms", lines, "Without a due date, a document is due on its date.")
    reading = _Reading(
        sheet,
        OpenDocuments(model, [], [], sheet.warnings),
        Dates.of((row[name] for row in sheet.rows() for name in ("issued", "due")), options.date_order),
        Amounts.of((row[name] for row in sheet.rows() for name in ("open", "rate")), options.decimal_mark),
        currency,
    )
    problems = Problems()
    for raw in _with_contacts(sheet):
        try:
            reading.add(raw)
        except Refused as refused:
            problems.add(raw.row.place, str(refused))
    problems.raise_any()
    if reading.repeated and "line" not in sheet.headings:
        line, first = reading.repeated[0]
        rows = "1 row says" if len(reading.repeated) == 1 else f"{len(reading.repeated):,} rows say"
        message = (
            f"{rows} the same as a row above, such as that of {_words(first.model)} {first.number} in line "
            f"{first.place.line}. Each is read as another line of the same document, so what is open is counted once."
        )
        sheet.warnings.append((line, message))
    return reading.found


def _with_contacts(sheet: Sheet) -> Iterator[_Raw]:
    """Yield the rows of documents, each with its contact: that of its column, or the group that it is in."""
    groups: list[str] = []
    for row in sheet.rows():
        if not row["number"] and row["issued"] in ("", row["first"]):
            if TOTAL.fullmatch(row["first"]):
                groups[-1:] = []
                continue
            if row["group"]:
                groups.append(one_line(row["group"]))
                continue
        name = one_line(row["contact"]) if "contact" in sheet.headings else (groups[-1] if groups else "")
        yield _Raw(row, name)


@dataclass(slots=True)
class _Reading:
    sheet: Sheet
    found: OpenDocuments
    dates: Dates
    amounts: Amounts
    currency: str
    seen: dict[tuple[Any, str, str], OpenDocument] = field(default_factory=dict)
    numbers: dict[tuple[Any, str, str], int] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    unnumbered: OpenDocument | None = None
    repeated: list[tuple[int, OpenDocument]] = field(default_factory=list)
    """Rows that have the number, days and amount of a document above, with it."""

    def add(self, raw: _Raw) -> None:
        """Add the document of a row to those found, or to what is left out. Raises Refused, Unreadable."""
        found = self._document(raw)
        if found is None:
            return
        key = found.model, key_of(found.contact), found.number.casefold()
        before = self.seen.get(key)
        if before is None:
            self.seen[key] = found
            self.found.rows.append(found)
            if len(self.found.rows) > opening_balances.MAX_DOCUMENTS:
                message = f"At most {opening_balances.MAX_DOCUMENTS:,} documents can be open."
                raise Unreadable([Problem(found.place, message)])
        elif (before.issued, before.due, before.amount, before.currency) != (
            found.issued,
            found.due,
            found.amount,
            found.currency,
        ):
            # Xero and the invoice list of QuickBooks Online have a row for each line of a document.
            noun = _words(found.model)
            raise Refused(
                f"Line {before.place.line} has {noun} {found.number} with other dates, amounts or currencies."
            )
        else:
            self.repeated.append((found.place.line, before))

    def _document(self, raw: _Raw) -> OpenDocument | None:
        """Return the document of a row, or None for one that is left out. Raises Refused."""
        row, noun = raw.row, self.found.model.NOUN
        kind, status = row["type"] or noun, row["status"]
        amount = self.sheet.cell(row, "open", self.amounts.read) if row["open"] else Decimal(0)
        what = f"{kind.lower()} {row['number']}".strip() + (f" of {raw.contact}" if raw.contact else "")
        letters = letters_of(kind)
        is_credit = amount < 0 or any(word in letters for word in CREDIT_WORDS)
        model: opening_balances.Model = CREDITS[self.found.model] if is_credit else self.found.model
        if not amount:
            self.found.skipped.append((row.place.line, f"{what}: nothing is open"))
            return None
        if letters_of(status) in NOT_POSTED:
            self._leave_out(row, f"{what} is {status.lower()}")
            return None
        if not is_credit and letters not in TAKEN and letters not in JOURNALS:
            self._leave_out(row, f"{what}, {amount:f} open. Only {noun}s, credits, payments and journals are taken")
            return None
        if not raw.contact:
            raise self.sheet.refuse("contact", f"Every {_words(model)} needs its {model.TRADE.contact}.")
        self.sheet.check("contact", raw.contact, Contact._meta.get_field("name"))
        currency = self.sheet.currency(row) or self.currency
        self.sheet.cell(row, "open", lambda text: check_currency(text, currency))
        try:
            money.check_whole(amount, currency, "")
        except Refusal as refusal:
            raise self.sheet.refuse("open", str(refusal)) from refusal
        issued = self.sheet.cell(row, "issued", self.dates.read)
        due = self.sheet.cell(row, "due", self.dates.read) if row["due"] and not is_credit else issued
        if due < issued:
            raise self.sheet.refuse("due", "The due date is before the issue date.")
        rate = self.sheet.cell(row, "rate", self.amounts.read) if row["rate"] else None
        if rate is not None and rate <= 0:
            raise self.sheet.refuse("rate", "A rate is positive.")
        given = model, raw.contact, issued, due, abs(amount), currency, rate
        is_invoice = not is_credit and self.found.model is Invoice and letters not in JOURNALS
        return self._numbered(row, given, needs_number=is_invoice)

    def _numbered(self, row: Row, given: tuple[Any, ...], *, needs_number: bool) -> OpenDocument:
        """Return a document with its number: that of the file, or its date if it has none. Raises Refused."""
        model, contact, issued, *rest = given
        number = one_line(row["number"])
        if not number and not needs_number:
            return self._unnumbered(row, model, contact, issued, *rest)
        if not 0 < len(number) <= MAX_NUMBER_LENGTH:
            raise self.sheet.refuse("number", f"A number has 1 to {MAX_NUMBER_LENGTH} characters.")
        number = self.sheet.check("number", number, model._meta.get_field(model.NUMBER))
        if model is CreditNote:
            number = self._of_one_customer(row, number, contact)
        return OpenDocument(row.place, model, contact, number, issued, *rest)

    def _unnumbered(self, row: Row, model: Any, contact: str, issued: datetime.date, *rest: Any) -> OpenDocument:
        before = self.unnumbered
        if before and "line" in self.sheet.headings:  # a row for each line of a document
            same = OpenDocument(before.place, model, contact, before.number, issued, *rest)
            if same == before:
                return before
        key = model, key_of(contact) if model in (Bill, VendorCredit) else "", str(issued)
        count = self.numbers[key] = self.numbers.get(key, 0) + 1
        number = str(issued) if count == 1 else f"{issued}-{count}"
        message = f"The {_words(model)} has no number, and gets its date as number: {number}."
        self.found.warnings.append((row.place.line, message))
        self.unnumbered = OpenDocument(row.place, model, contact, number, issued, *rest)
        return self.unnumbered

    def _of_one_customer(self, row: Row, number: str, contact: str) -> str:
        """Return the number of a credit note, with another ending if another customer has it: a payment has the number
        of a check, which customers may share."""
        for count in count_from(1):
            ending = "" if count == 1 else f"-{count}"
            own = f"{number[: MAX_NUMBER_LENGTH - len(ending)]}{ending}"
            if self.owners.setdefault(own.casefold(), key_of(contact)) == key_of(contact):
                break
        if own != number:
            message = f"Another customer has a credit with the number {number}. This one gets the number {own}."
            self.found.warnings.append((row.place.line, message))
        return own

    def _leave_out(self, row: Row, what: str) -> None:
        self.found.skipped.append((row.place.line, what))
        self.found.warnings.append((row.place.line, f"Left out: {what}."))


@transaction.atomic
def book(company: Company, source: OpenDocuments, *, options: "Options", by: User, progress: Progress) -> Outcome:
    """Add the documents to the opening balances of a company, with the contacts that it does not have.

    A document that is there already (by its number and contact) is skipped, or set anew (`options.existing`). The day
    is that of the opening balances, or `options.date` if none are set. Raises Unreadable with each line that cannot be
    booked, Invalid (date), and the errors of `opening_balances.replace`.
    """
    locking.lock_company(company)
    opening = opening_balances.find(company)
    date = opening.date if opening else options.date
    if date is None:
        raise errors.Invalid("Name the day of the opening balances: `date`.", field="date")
    if options.date not in (None, date):
        raise errors.Invalid(f"The opening balances are of {date} already. Leave out `date`.", field="date")
    booking = _Booking(company, source, options, by, date)
    for row in source.rows:
        booking.add(row)
    booking.problems.raise_any()
    booking.set()
    for line, what in source.skipped:
        booking.outcome.add(line, "skipped", f"{source.model.NOUN}s", what)
    booking.outcome.rows.sort(key=lambda one: one.line)
    for line, message in sorted(source.warnings):
        booking.outcome.warn(line, message)
    progress(len(source.rows), len(source.rows))
    return booking.outcome


class _Booking:
    def __init__(
        self, company: Company, source: OpenDocuments, options: "Options", by: User, date: datetime.date
    ) -> None:
        self.company, self.options, self.by, self.date = company, options, by, date
        self.outcome, self.problems = Outcome(done=len(source.rows)), Problems()
        self.kind = source.model.TRADE.contact
        self.known = contact_list.known(company, self.kind, [{"name": row.contact} for row in source.rows])
        self.created: list[Contact] = []
        self.wanted: dict[str, list[Any]] = {}
        self.lines: dict[str, list[Place | None]] = {}
        self.at: dict[tuple[Any, UUID, str], int] = {}
        for name, model in opening_balances.KINDS:
            there = opening_balances.documents_of(company, model)
            self.wanted[name] = [opening_balances.input_of(model, one) for one in there]
            self.lines[name] = [None for _ in there]
            self.at |= {(model, one.contact_id, one.number): at for at, one in enumerate(there)}

    def add(self, row: OpenDocument) -> None:
        """Add a document to those that are wanted, and say what this does."""
        model, kinds = row.model, opening_balances.NAME_OF[row.model]
        what = f"{_words(model)} {row.number} of {row.contact}"
        try:
            if row.issued > self.date:
                raise Refused(f"The {_words(model)} is after the day of the opening balances, {self.date}.")
            terms.check(self.company, row.issued, row.due, last=self.date)
            contact = self.known.find({"name": row.contact}) or self._contact(row)
        except (Refused, Refusal) as refused:
            self.problems.add(row.place, str(refused))
            return
        given: dict[str, Any] = {
            model.TRADE.contact_id: contact.pk,
            model.NUMBER: row.number,
            "issue_date": row.issued,
            "due_date": row.due,
            "amount": row.amount,
            "currency": row.currency,
            "exchange_rate": row.rate,
        }
        self.outcome.sum(kinds, row.currency, row.amount)
        documents, lines = self.wanted[kinds], self.lines[kinds]
        at = self.at.get((model, contact.pk, row.number))
        if at is None:
            documents.append(given)
            lines.append(row.place)
            self.outcome.add(row.place.line, "created", kinds, what)
        elif self.options.existing == "update" and self._differs(documents[at], given):
            if row.rate is None and row.currency == documents[at]["currency"]:
                given["exchange_rate"] = documents[at]["exchange_rate"]
            documents[at], lines[at] = given, row.place
            self.outcome.add(row.place.line, "updated", kinds, what)
        else:
            self.outcome.add(row.place.line, "skipped", kinds, what)

    def _contact(self, row: OpenDocument) -> Contact:
        created = contacts.new(self.company, kind=self.kind, name=row.contact, currency=row.currency)
        self.known.add(created)
        self.created.append(created)
        self.outcome.add(row.place.line, "created", f"{self.kind.value}s", f"{self.kind.value} {created.name}")
        return created

    def _differs(self, there: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
        return any(given[name] != there[name] for name in given if given[name] is not None)

    def set(self) -> None:
        """Set the opening balances with these documents. Raises Unreadable with the line of one that is refused."""
        if not any(place for places in self.lines.values() for place in places):
            return
        for some in chunks(self.created):
            contacts.add_many(some, by=self.by)
        found = opening_balances.find(self.company)
        balances: Any = opening_balances.balances_of(found) if found else []
        try:
            opening_balances.replace(
                self.company,
                by=self.by,
                date=self.date,
                balances=balances,
                **self.wanted,
            )
        except Refusal as refusal:
            match = re.match(r"(\w+)\[(\d+)\]", refusal.field)
            place = self.lines[match[1]][int(match[2])] if match and match[1] in self.lines else None
            if place is None:
                raise
            self.problems.add(place, str(refusal))
            self.problems.raise_any()
