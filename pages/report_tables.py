"""A report as the table of a page: its cells as text, and a link behind each figure, entry, document and contact."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from accounting.ledger.dates import DAY
from accounting.ledger.models import Company, SystemRole, TaxKind
from accounting.ledger.tracking import Tracking
from accounting.reports import statement
from accounting.reports.aged import Documents
from accounting.reports.columns import COMPUTED
from accounting.reports.general_ledger import PROFIT_AND_LOSS
from accounting.reports.listing import Listing, ListingRow
from accounting.reports.sheet import BOLD_ROWS, CellType, for_people
from accounting.reports.table import ChartAccount, Lines, Row, RowType, Table, cell_type
from accounting.reports.tax_summary import TaxLines
from pages.forms import WITHOUT_OPTION, tracked_by

ROWS_A_PAGE = 200
MAX_LINKED_ACCOUNTS = 100
"""The most accounts that an address names by their codes. More are named by their types and subtypes."""
DOCUMENTS = (
    "invoice",
    "bill",
    "credit_note",
    "vendor_credit",
    "payment",
    "adjustment",
    "bank_transaction",
    "transfer",
)
"""The kinds of documents that have a page, as journal entries name them."""


CONTROLS = {
    SystemRole.ACCOUNTS_RECEIVABLE.value: "aged-receivables",
    SystemRole.ACCOUNTS_PAYABLE.value: "aged-payables",
}
RESULTS = {
    "earlier_earnings": "changes-in-equity",
    "current_earnings": "profit-loss",
    "equity": "changes-in-equity",
}
CREDITS = {"customer_credits": "aged-receivables", "vendor_credits": "aged-payables"}
"""The reports behind what is no balance in a ledger of the balance sheet: by role, and by key."""
FITTING_WIDTH, VAST_WIDTH, IMMENSE_WIDTH = 58, 110, 210
"""How wide in rem a table is at most that fits on a desk and on upright A4, and on a sheet of A4 and of A3 across."""
SHORT_ROWS = 60
"""A table with no more rows needs no sticky heading."""
LETTER, HEADING_LETTER, PADDING = 0.56, 0.48, 1.5
"""How wide a letter, one of a heading, and the padding of a cell are, in rem, where letters are wide."""
LONGEST_WORD = 20
"""Words with more letters are broken, so that they do not push the amounts out of sight."""
ROOMY = ("Account", "Description", "Memo")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell. `code` is written in front of the text, in grey."""

    text: str = ""
    href: str = ""
    code: str = ""

    @property
    def is_zero(self) -> bool:
        return bool(self.text) and not self.text.strip("-0., %")

    @property
    def longest_word(self) -> int:
        return max(map(len, (*self.code.split(), *self.text.split())), default=0)

    @property
    def is_broken(self) -> bool:
        return self.longest_word > LONGEST_WORD


@dataclass(frozen=True, slots=True)
class PageHeading:
    label: str
    type: CellType = CellType.TEXT

    @property
    def look(self) -> str:
        """Return the classes of its cells."""
        return f"{self.type} roomy" if self.is_roomy else self.type

    @property
    def is_roomy(self) -> bool:
        return self.label in ROOMY

    @property
    def words(self) -> list[str]:
        """Return the parts between which the label may break: words, but dates whole, and "to" with the date before."""
        return self.label.replace(" to ", "\N{NO-BREAK SPACE}to ").split(" ")


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row: what it is, how far its name is indented, and a cell per heading (of a group or section: one for all)."""

    type: str
    cells: Sequence[Cell]
    depth: int = 0

    @property
    def is_bold(self) -> bool:
        return self.type in BOLD_ROWS or self.is_group

    @property
    def is_group(self) -> bool:
        return self.type in ("group", "section")


@dataclass(slots=True)
class PageTable:
    """A table, or one page of it: some rows of `count` (None: not counted)."""

    headings: Sequence[PageHeading]
    rows: Sequence[PageRow]
    title: str = ""
    count: int | None = None
    more: list["PageTable"] = field(default_factory=list)

    def page(self, number: int) -> "PageTable":
        """Keep one page of the rows, unless it is one already."""
        if self.count is None:
            self.count, self.rows = len(self.rows), one_page(self.rows, number)
        return self

    def pairs(self) -> Iterator[tuple[PageRow, list[tuple[PageHeading, Cell]]]]:
        """Yield each row, and its cells with their headings."""
        for row in self.rows:
            yield row, list(zip(self.headings, row.cells, strict=False))

    @property
    def look(self) -> str:
        """Return classes that say how large the table is."""
        width = self._width()
        sizes = {
            "fits": width <= FITTING_WIDTH,
            "vast": VAST_WIDTH < width <= IMMENSE_WIDTH,
            "immense": width > IMMENSE_WIDTH,
        }
        sizes["short"] = len(self.rows) <= SHORT_ROWS
        return " ".join(name for name, is_so in sizes.items() if is_so)

    def _width(self) -> float:
        """Return how wide the table is at least, in rem. The least widths of columns are those of reports.css."""
        width = 0.0
        for place, heading in enumerate(self.headings):
            cells = [row.cells[place] for row in self.rows if not row.is_group]
            if heading.type == CellType.TEXT:
                least = 13 if place == 0 else 12 if heading.is_roomy else 5
                letters = min(max((cell.longest_word for cell in cells), default=0), LONGEST_WORD)
            else:
                least = 6 if heading.type in (CellType.AMOUNT, CellType.PERCENT) else 0
                letters = max((len(cell.text) for cell in cells), default=0)
            heading_letters = max(map(len, heading.words), default=0)
            width += max(least, max(letters * LETTER, heading_letters * HEADING_LETTER) + PADDING)
        return width

    @property
    def is_empty(self) -> bool:
        """Return whether all of its amounts are zero."""
        amounts = [heading.type == CellType.AMOUNT for heading in self.headings]
        cells = (cell for row in self.rows for cell, is_amount in zip(row.cells, amounts, strict=False) if is_amount)
        return not any(cell.text and not cell.is_zero for cell in cells)

    def without_empty(self) -> "PageTable":
        """Leave out the columns of text in which no row has anything."""
        rows = [row for row in self.rows if not row.is_group]
        kept = [
            i
            for i, heading in enumerate(self.headings)
            if heading.type != CellType.TEXT or any(row.cells[i].text for row in rows)
        ]
        self.headings = [self.headings[i] for i in kept]
        self.rows = [row if row.is_group else replace(row, cells=[row.cells[i] for i in kept]) for row in self.rows]
        return self

    @property
    def pages(self) -> int:
        return _pages(self.count or 0)


def one_page(rows: Sequence[Any], number: int) -> Sequence[Any]:
    """Return one page of rows, or the last, with the total of all at its end."""
    if len(rows) <= ROWS_A_PAGE:
        return rows
    first = (min(number, _pages(len(rows))) - 1) * ROWS_A_PAGE
    shown = list(rows[first : first + ROWS_A_PAGE])
    return [*shown, rows[-1]] if rows[-1].type == "total" and rows[-1] is not shown[-1] else shown


def _pages(count: int) -> int:
    return -(-count // ROWS_A_PAGE)


def words(name: str) -> str:
    """Write `credit_note` as `Credit note`."""
    return name.replace("_", " ").capitalize()


class Links:
    """The addresses behind the figures of a company's reports, as they were known at the same moment."""

    def __init__(self, company: Company, known_at: str = "") -> None:
        self.company, self.base = company, reverse("reports-of", args=[company.pk])
        self.known_at = {"known_at": known_at} if known_at else {}
        self._accounts: dict[UUID, ChartAccount] = {}
        self._kinds: dict[tuple[UUID, ...], dict[str, str]] = {}

    def report(self, name: str, **query: Any) -> str:
        return f"{self.base}/{name}?{urlencode(query | self.known_at)}"

    def ledger(self, start: datetime.date, end: datetime.date, **more: Any) -> str:
        return self.report("general-ledger", start_date=start, end_date=end, **more)

    def lines(self, lines: Lines | None, table: Table | None = None) -> str:
        """Return the address of the general ledger with these lines of a table, or an empty string.

        What counts from the first day on is the balance of its account: its year is shown, with the opening balance.
        The ledger of revenue and expenses begins at zero in each year, so it is not behind what they earned before. The
        lines of all accounts are in the journal. There are no pages of closing entries or of a currency alone.
        """
        if lines is None or lines.closing_since is not None or lines.currency:
            return ""
        if lines.account_ids is None:
            span = {"start_date": lines.start_date, "end_date": lines.end_date}
            return self.report("journal", **span) if lines.start_date and not lines.tracking else ""
        accounts = self._named(lines.account_ids, table)
        if not accounts:
            return ""
        start = lines.start_date or self.company.fiscal_year_start(lines.end_date)
        if start > lines.end_date or (
            not lines.start_date and any(self._chart()[id].type in PROFIT_AND_LOSS for id in lines.account_ids)
        ):
            return ""
        more = self._closing(lines) | self._tracking(lines.tracking)
        more |= {"contact": f"{lines.contact_id}"} if lines.contact_id else {}
        return self.ledger(start, lines.end_date, **accounts, **more)

    def account_or_aged(self, lines: Lines | None) -> str:
        """Return the address of a ledger, or of the aged report for the lines of one currency on a control account."""
        if lines is None or not lines.currency or not lines.account_ids:
            return self.lines(lines)
        return self.report(
            CONTROLS[self._chart()[lines.account_ids[0]].system_role or ""], as_of=lines.end_date, items="on"
        )

    def balances(self, table: Table, place: int) -> str:
        """Return the address of the ledgers whose balances are one column of the trial balance, or an empty string.

        What they come to is the total of the column. The earnings of earlier fiscal years have no ledger.
        """
        rows = [row for row in table.rows if row.type is not RowType.TOTAL and row.amounts[place]]
        ids = [row.account_id for row in rows if row.account_id]
        if not len(rows) == len(ids) <= MAX_LINKED_ACCOUNTS:
            return ""
        day = table.columns[place].end_date
        of = table.columns[place].tracking or table.tracking
        year = self.company.fiscal_year_start(day)
        return self.ledger(year, day, account=self.codes(ids), **self._tracking(of))

    def _named(self, ids: tuple[UUID, ...], table: Table | None) -> dict[str, str]:
        """Return what names accounts in an address: their codes, or their kinds if they are many. Empty if nothing
        does, or if there are none."""
        if 0 < len(ids) <= MAX_LINKED_ACCOUNTS:
            return {"account": self.codes(ids)}
        if ids and table and ids not in self._kinds:
            self._kinds[ids] = statement.kinds_of(ids, table)
        return self._kinds.get(ids, {})

    def codes(self, ids: Iterable[UUID]) -> str:
        """Return the codes of accounts, with commas between them."""
        codes = ((id, self._chart()[id].code) for id in ids)
        return ",".join(str(id) if "," in code else code for id, code in codes)

    def other_report(self, row: Row, day: datetime.date, tracking: Tracking | None) -> str:
        """Return the address of the report that a row of the balance sheet is made of, or an empty string.

        That is the profit and loss of the year up to `day`, the changes in equity in this time, or the aged report of
        the documents that are open then. Only the first can be of the lines with some options.
        """
        report = RESULTS.get(row.key)
        if report and (tracking is None or row.key == "current_earnings"):
            days = {"start_date": self.company.fiscal_year_start(day), "end_date": day}
            return self.report(report, **days, **self._tracking(tracking))
        if tracking is not None:
            return ""
        report = CREDITS.get(row.key)
        if row.type is RowType.ACCOUNT and row.account_id is not None and row.lines is None:
            report = CONTROLS.get(self._chart()[row.account_id].system_role or "")
        return self.report(report, as_of=day) if report else ""

    def _chart(self) -> dict[UUID, ChartAccount]:
        """Return the accounts by their ids. One query reads all."""
        if not self._accounts:
            self._accounts = {one.id: one for one in statement.chart(self.company)}
        return self._accounts

    def _tracking(self, tracking: Tracking | None) -> dict[str, str]:
        if tracking is None:
            return {}
        options = {tracked_by(id): ",".join(map(str, ids)) for id, ids in tracking.options.items()}
        return options | {tracked_by(id): WITHOUT_OPTION for id in tracking.without}

    def _closing(self, lines: Lines) -> dict[str, str]:
        return {} if lines.closing else {"closing": "false"}

    def documents(self, report: str, documents: Documents) -> str:
        query: dict[str, Any] = {"as_of": documents.as_of, "by": documents.by.value}
        query |= {"buckets": ",".join(map(str, documents.buckets)), "items": "on"}
        if documents.contact_id:
            query["contact"] = documents.contact_id
        return self.report(report, **query)

    def tax_lines(self, lines: TaxLines | None) -> str:
        """Return the address of the tax summary with these lines, or an empty string."""
        if lines is None:
            return ""
        query = {"box": lines.box, "tax_rate": lines.tax_rate_id, "kind": ",".join(lines.kind), "items": "on"}
        days = {"start_date": lines.start_date, "end_date": lines.end_date}
        return self.report("tax-summary", **days, **{name: value for name, value in query.items() if value})

    def entry(self, entry_id: UUID) -> str:
        return f"{self.base}/entries/{entry_id}"

    def document(self, kind: str | None, document_id: UUID | None) -> str:
        """Return the address of a document, or an empty string for what has no page."""
        return f"{self.base}/{kind.replace('_', '-')}/{document_id}" if kind in DOCUMENTS and document_id else ""


def of_table(table: Table, links: Links, *, page: int) -> PageTable:
    """Return one page of a report of amounts under columns. Its zeros have no lines, so they have no links."""
    rows = []
    for row in one_page(table.rows, page):
        link = links.lines(row.lines, table) if row.type is RowType.ACCOUNT else ""
        cells = [Cell(row.name, link, row.code if row.type is RowType.ACCOUNT else "")]
        cells_of = zip(table.columns, row.amounts, row.behind(table.columns), strict=False)
        for place, (column, amount, lines) in enumerate(cells_of):
            is_balance = table.report == "balance_sheet" and amount and column.kind not in COMPUTED
            of = column.tracking or table.tracking
            link = links.other_report(row, column.end_date, of) if is_balance else ""
            if not link and not (is_balance and row.key in RESULTS):  # a ledger begins at zero in each fiscal year
                link = links.lines(lines, table)
            if amount and table.report == "trial_balance" and row.type is RowType.TOTAL and not link:
                link = links.balances(table, place)
            cells.append(Cell(for_people(amount, cell_type(column)), link))
        rows.append(PageRow(row.type.value, cells, row.depth))
    headings = [PageHeading(column.label, cell_type(column)) for column in table.columns]
    return PageTable([PageHeading("Account"), *headings], rows, count=len(table.rows))


def of_ledger(listing: Listing, links: Links, *, is_several: bool, **of: Any) -> PageTable:
    """Return the general ledger: a group of rows for each account. All lines are `of` a contact, or of some options."""
    start, end = listing.start_date, listing.end_date
    assert start is not None
    rows: list[PageRow] = []
    group: Any = None
    listed = list(listing.rows)
    foreign = any(row["currency"] not in (None, listing.company.base_currency_id) for row in listed)
    for row in listed:
        if row["account_id"] != group:
            group = row["account_id"]
            name = row["name"] if row["type"] == "opening" else f"{row['name']} (continued)"
            rows.append(PageRow("group", [Cell(name, code=row["code"])]))
        cells = [Cell(for_people(row["date"])), *_source(row, links), Cell(_description(row)), _contact(row)]
        cells += [Cell(row["reference"] or ""), _amount(row["debit"]), _amount(row["credit"])]
        before = Lines((group,), None, start - DAY, **of)
        link = links.lines(before) if row["type"] == "opening" and row["balance"] else ""
        cells.append(Cell(for_people(row["balance"]), link))
        if foreign:
            is_foreign = row["currency"] not in (None, listing.company.base_currency_id)
            amount = for_people(row["currency_amount"])
            cells.append(Cell(f"{amount}\xa0{row['currency']}" if is_foreign else ""))
        rows.append(PageRow(row["type"], cells))
    if is_several and listed:
        total = listing.totals
        empty = [Cell()] * 3
        name = f"All of these accounts{_change(total)}"
        cells = [Cell(for_people(end)), Cell(), Cell(), Cell(name), *empty[:2]]
        cells += [Cell(for_people(total[name])) for name in ("debit", "credit", "balance")]
        rows.append(PageRow("total", [*cells, *empty[: int(foreign)]]))
    labels = ["Date", "Entry", "Document", "Description", "Contact", "Reference"]
    amounts = ["Debit", "Credit", "Balance", *(["In currency"] if foreign else [])]
    return PageTable(_headings(labels, amounts), rows).without_empty()


def of_journal(listing: Listing, links: Links) -> PageTable:
    """Return the journal: what an entry says is in its first line only."""
    rows, last = [], None
    for row in listing.rows:
        is_first, last = row["entry_id"] != last, row["entry_id"]
        if row["type"] == "total":
            said = [Cell("Total"), *[Cell()] * 5]
        else:
            entry = [Cell(for_people(row["date"])), *_source(row, links)] if is_first else [Cell()] * 3
            text = row["description"] or (row["memo"] if is_first else "") or ""
            said = [*entry, Cell(row["name"], code=row["code"]), Cell(text), _contact(row)]
        rows.append(PageRow(row["type"], [*said, _amount(row["debit"]), _amount(row["credit"])]))
    labels = ["Date", "Entry", "Document", "Account", "Description", "Contact"]
    return PageTable(_headings(labels, ["Debit", "Credit"]), rows).without_empty()


def of_aged(listing: Listing, links: Links, *, items: bool) -> PageTable:
    """Return aged items: contacts, and above each its documents if they were asked for."""
    report = listing.report.replace("_", "-")
    kind = "customer" if report == "aged-receivables" else "vendor"
    listed = list(listing.rows)
    base = listing.company.base_currency_id
    foreign = any(row["currency"] not in (None, base) for row in listed)
    rows: list[PageRow] = []
    group: Any = None
    for row in listed:
        documents = row["lines"]
        statement = {"contact": row["contact_id"], "end_date": listing.end_date}
        contact = Cell(row["contact_name"] or "", links.report(f"{kind}-statement", **statement))
        if row["type"] == "item":
            if group != (group := (row["contact_id"], row["currency"])):
                rows.append(PageRow("group", [contact]))
            name = Cell(f"{words(row['kind'])} {row['number']}", links.document(row["kind"], row["id"]))
        elif row["type"] == "contact":
            name = Cell(f"Total {contact.text}") if items else contact
        else:
            name = Cell("Total")
        cells = [name]
        if items:
            cells += [Cell(for_people(row[key])) for key in ("issue_date", "due_date", "days")]
        if foreign:
            cells.append(Cell(row["currency"] or ""))
        link = links.documents(report, documents) if documents and not items and any(row["amounts"]) else ""
        cells += [Cell(for_people(amount), link if amount else "") for amount in row["amounts"]]
        is_sum = items or row["type"] != "contact"
        rows.append(PageRow(row["type"] if is_sum else "account", cells, 1 if row["type"] == "item" else 0))
    headings = [PageHeading("Contact")]
    if items:
        headings += [PageHeading("Date", CellType.DATE), PageHeading("Due", CellType.DATE)]
        headings.append(PageHeading("Days", CellType.NUMBER))
    headings += [PageHeading("Currency", CellType.CURRENCY)] if foreign else []
    return PageTable([*headings, *(PageHeading(label, CellType.AMOUNT) for label in listing.more["columns"])], rows)


def of_statement(listing: Listing, links: Links) -> PageTable:
    """Return a statement: a group of rows for each currency, and the ageing of what is open."""
    rows: list[PageRow] = []
    ages: list[PageRow] = []
    listed = [row for row in listing.rows if row["type"] != listing.hidden]
    name_in_address = listing.report.replace("_", "-")
    assert listing.start_date is not None
    before = links.report(name_in_address, contact=listing.more["contact_id"], end_date=listing.start_date - DAY)
    several = len({row["currency"] for row in listed}) > 1
    for row in listed:
        if row["type"] == "opening" and several:
            rows.append(PageRow("group", [Cell(row["currency"])]))
        if row["type"] == "line":
            kind = row["kind"] or ""
            said = f"{words(kind.removeprefix('void_'))} voided" if kind.startswith("void_") else words(kind)
            link = links.document(row["source_type"], row["source_id"]) or links.entry(row["entry_id"])
            name = Cell(f"{said} {row['number']}".strip(), link)
        else:
            name = Cell("Opening balance" if row["type"] == "opening" else "Closing balance")
        cells = [Cell(for_people(row["date"])), name, Cell(row["reference"] or ""), Cell(for_people(row["due_date"]))]
        link = before if row["type"] == "opening" and row["balance"] else ""
        cells += [_amount(row["charge"]), _amount(row["payment"]), Cell(for_people(row["balance"]), link)]
        rows.append(PageRow(row["type"], cells))
        if row["ageing"]:
            ages.append(PageRow("age", [Cell(row["currency"]), *(Cell(for_people(one)) for one in row["ageing"])]))
    table = PageTable(_headings(["Date", "Document", "Reference", "Due"], ["Charge", "Payment", "Balance"]), rows)
    columns = listing.more["columns"]
    table.without_empty().more = [
        PageTable(_headings(["Currency"], columns), ages, f"What is open on {listing.end_date}, by age")
    ]
    return table


def of_taxes(listing: Listing, links: Links) -> PageTable:
    """Return the tax summary: rates, boxes and the tax due, and then the tax accounts as a table of their own."""
    rows, accounts = [], []
    has_lines = any(heading.key == "date" for heading in listing.headings)
    for row in listing.rows:
        if row["type"] == "account":
            cells = [Cell(row["name"], links.lines(row["lines"]), row["code"])]
            cells += [Cell(for_people(row[name])) for name in ("opening", "tax", "other", "closing")]
            accounts.append(PageRow("account", cells))
            continue
        box, kind = row["box"] or "", words(row["kind"] or "")
        of_box = words(box) if box in TaxKind.values else f"Box {box}"  # a rate without boxes counts by kind
        text = {"box": of_box, "tax_due": "Tax due"}.get(row["type"], row["tax_name"] or "")
        cells = [Cell(text, code=row["tax_code"] or "")]
        if has_lines:
            entry = links.entry(row["entry_id"]) if row["entry_id"] else ""
            cells += [Cell(for_people(row["date"])), Cell(for_people(row["entry_number"]), entry)]
        else:
            cells.append(Cell(f"{row['percent']:f} %" if row["percent"] is not None else ""))
        cells += [Cell(kind), Cell("" if row["type"] == "box" or box in TaxKind.values else box)]
        cells += [Cell(row["description"] or "")] if has_lines else []
        cells.append(Cell(for_people(row["amount"]), links.tax_lines(row["lines"]) if row["amount"] else ""))
        rows.append(PageRow("total" if row["type"] == "tax_due" else row["type"], cells))
    labels = ["Date", "Entry", "Kind", "Box", "Description"] if has_lines else ["Percent", "Kind", "Box"]
    table = PageTable(_headings(["Tax rate", *labels], ["Amount"]), rows).without_empty()
    columns = ["Opening", "Tax", "Other", "Closing"]
    if accounts:
        table.more = [PageTable(_headings(["Account"], columns), accounts, "The tax accounts")]
    return table


def of_unrealised(listing: Listing, links: Links) -> PageTable:
    """Return the unrealised currency differences: accounts, and above each its documents if they were asked for."""
    rows = []
    for row in listing.rows:
        if row["type"] == "item":
            name = Cell(f"{words(row['kind'])} {row['number']}", links.document(row["kind"], row["id"]))
        else:
            name = Cell(row["name"] or "Total", code=row["code"] or "")
        cells = [name, Cell(row["contact_name"] or ""), Cell(row["currency"] or ""), Cell(for_people(row["amount"]))]
        link = links.account_or_aged(row["lines"]) if row["base_amount"] else ""
        cells.append(Cell(for_people(row["base_amount"]), link))
        cells += [Cell(for_people(row[key])) for key in ("rate", "revalued_amount", "difference")]
        rows.append(PageRow(row["type"], cells, 1 if row["type"] == "item" else 0))
    amounts = ["Open", "As posted", "Rate", "At the rate", "Difference"]
    return PageTable(_headings(["Account", "Contact", "Currency"], amounts), rows).without_empty()


def _headings(labels: Sequence[str], amounts: Sequence[str]) -> list[PageHeading]:
    typed: Mapping[str, CellType] = {
        "Date": CellType.DATE,
        "Due": CellType.DATE,
        "Currency": CellType.CURRENCY,
        "Entry": CellType.NUMBER,
    }
    words = [PageHeading(label, typed.get(label, CellType.TEXT)) for label in labels]
    return [*words, *(PageHeading(label, CellType.AMOUNT) for label in amounts)]


def _source(row: ListingRow, links: Links) -> list[Cell]:
    """Return the cells of an entry, and of the document that posted it."""
    if row["entry_id"] is None:
        return [Cell(), Cell()]
    kind = row["source_type"]
    return [
        Cell(str(row["entry_number"]), links.entry(row["entry_id"])),
        Cell(words(kind or ""), links.document(kind, row["source_id"])),
    ]


def _contact(row: ListingRow) -> Cell:
    return Cell(row["contact_name"] or "")


def _description(row: ListingRow) -> str:
    if row["type"] == "closing":
        return f"Closing balance{_change(row)}"
    return "Opening balance" if row["type"] == "opening" else row["description"] or ""


def _change(row: Mapping[str, Any]) -> str:
    """Return what lines change a balance by, which may be the figure that leads to them, unless it began at zero."""
    change = row["debit"] - row["credit"]
    return "" if change == row["balance"] else f", changed by {for_people(change)}"


def _amount(amount: Decimal | None) -> Cell:
    """Return a debit or credit: the empty side of a line stays empty."""
    return Cell(for_people(amount) if amount else "")
