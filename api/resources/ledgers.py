"""The reports that list documents and lines: the general ledger, aged receivables and payables, statements."""

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from hashlib import blake2b
from typing import Any, ClassVar
from urllib.parse import urlencode
from uuid import UUID

from django.core import signing
from drf_spectacular.utils import extend_schema, extend_schema_view
from orjson import Fragment

from accounting.models import TaxKind
from accounting.reports import (
    aged,
    contact_statement,
    general_ledger,
    journal_report,
    known,
    tax_summary,
    unrealised,
)
from accounting.reports.aged import By, Documents
from accounting.reports.listing import Listing
from accounting.reports.table import Lines
from accounting.reports.tax_summary import TaxLines
from api.errors import BadCursor
from api.fields import (
    BooleanField,
    CharField,
    ChoiceField,
    CurrencyField,
    DateField,
    IdField,
    IntegerField,
    ListField,
    MomentField,
    MoneyField,
    PercentField,
    RateField,
)
from api.pagination import MAX_CURSOR_LENGTH, SIGNER
from api.resources.reports import (
    CHOICES,
    FILE_TYPES,
    ReportQuery,
    ReportView,
    SpanQuery,
    TrackedQuery,
    lines_query,
    moment_text,
)
from api.serializers import Serializer

MAX_ACCOUNTS = 100
MAX_PAGE_SIZE, DEFAULT_PAGE_SIZE = 500, 100
CHOICES["by"] = By


def base_money(text: str) -> MoneyField:
    return MoneyField(base=True, allow_null=True, help_text=text)


class PagedQuery(SpanQuery):
    page_size = IntegerField(
        min_value=1, max_value=MAX_PAGE_SIZE, default=DEFAULT_PAGE_SIZE, help_text="The rows of a page. JSON only."
    )
    cursor = CharField(
        required=False, max_length=MAX_CURSOR_LENGTH, help_text="The `next_cursor` of the page before. JSON only."
    )


class GeneralLedgerQuery(TrackedQuery, PagedQuery):
    account_id = ListField(
        child=IdField(),
        allow_empty=False,
        max_length=MAX_ACCOUNTS,
        required=False,
        help_text="One account, or several separated by commas. Default: all that have a balance or lines.",
    )
    contact_id = IdField(required=False, help_text="Only the lines of this customer or vendor.")


class GeneralLedgerRow(Serializer):
    """A row: an account's opening balance, a line, or the account's closing balance with its debits and credits."""

    type = ChoiceField(choices=["opening", "line", "closing"])
    account_id = IdField()
    code = CharField(help_text="The code of the account.")
    name = CharField(help_text="The name of the account.")
    date = DateField(help_text="The date of the entry; for a balance the first or the last day.")
    entry_id = IdField(allow_null=True)
    entry_number = IntegerField(allow_null=True)
    line_id = IdField(allow_null=True)
    description = CharField(allow_null=True, help_text="That of the line, or else the memo of its entry.")
    reference = CharField(allow_null=True)
    source_type = CharField(allow_null=True, help_text="The kind of document that posted the entry; empty for none.")
    source_id = IdField(allow_null=True, help_text="The document that posted the entry.")
    contact_id = IdField(allow_null=True)
    contact_name = CharField(allow_null=True)
    debit = base_money("The debit; for a closing balance the sum of all.")
    credit = base_money("The credit; for a closing balance the sum of all.")
    balance = base_money("The running balance: debits less credits.")
    currency = CurrencyField(allow_null=True, help_text="The currency of the line.")
    currency_amount = MoneyField(allow_null=True, help_text="The line in its currency, debit positive.")
    tracking = ListField(child=IdField(), allow_null=True, help_text="The options of tracking categories of a line.")
    lines = CharField(
        allow_null=True,
        help_text="The query for GET /journal-entries that lists the entries behind an opening balance (null if it is "
        "zero), or behind the debits and credits of a closing balance.",
    )


class ListAnswer(Serializer):
    report = CharField()
    title = CharField()
    company_id = IdField()
    currency = CurrencyField(help_text="The base currency.")
    start_date = DateField(allow_null=True)
    end_date = DateField()
    known_at = MomentField(allow_null=True, help_text="The moment asked for; null for now.")


class PagedAnswer(ListAnswer):
    has_next = BooleanField()
    next_cursor = CharField(allow_null=True, help_text="Pass it as `cursor` to get the next page; null on the last.")


class GeneralLedgerAnswer(PagedAnswer):
    """A page of the general ledger. All its pages show the books as they stood when the first was read."""

    rows = GeneralLedgerRow(many=True)


class ListView(ReportView):
    """A report by rows. Subclasses choose the serializer of its answer."""

    def as_json(self, arguments: dict[str, Any]) -> dict[str, Any]:
        return list_json(self.report(self.company, **arguments))


class PagedView(ListView):
    """A report by rows that JSON has page by page. `position` reads the place where a page ended."""

    position: ClassVar[Callable[..., Any]]

    def read(self, query: dict[str, Any]) -> Any:
        self.cursor, self.page_size = query.pop("cursor", None), query.pop("page_size")
        return super().read(query)

    def as_json(self, arguments: dict[str, Any]) -> dict[str, Any]:
        query_id = _query_id(type(self).__name__, self.company.pk, arguments)
        number = None
        if self.cursor is not None:
            number, place = _read_cursor(self.cursor, query_id)
            arguments["after"] = self.position(*place)
        pinned = arguments.get("known") or known.now(self.company)
        arguments["known"] = pinned if number is None else pinned._replace(number=number)
        listing = self.report(self.company, **arguments, limit=self.page_size)
        after = listing.after and [query_id, arguments["known"].number, *map(str, listing.after)]
        next_cursor = SIGNER.sign_object(after) if after else None
        return list_json(listing) | {"has_next": bool(after), "next_cursor": next_cursor}


@extend_schema_view(get=extend_schema(responses={(200, "application/json"): GeneralLedgerAnswer, **FILE_TYPES}))
class GeneralLedgerView(PagedView):
    """The general ledger: each account's opening balance, its lines with a running balance, and its closing balance.

    Revenue and expenses begin at zero in each fiscal year, without closing entries, so the closing balance of each
    account is that of the trial balance. A file has all rows, up to 50,000; as CSV and XLSX with the name of the option
    of each line, in a column for each tracking category.
    """

    query_serializer = GeneralLedgerQuery
    response_serializer = GeneralLedgerAnswer
    report = staticmethod(general_ledger.report)

    position = staticmethod(general_ledger.Position.read)


class JournalRow(Serializer):
    """A line of an entry, or the total of all days."""

    type = ChoiceField(choices=["line", "total"])
    date = DateField()
    entry_id = IdField(allow_null=True)
    entry_number = IntegerField(allow_null=True)
    entry_type = CharField(allow_null=True)
    memo = CharField(allow_null=True)
    reference = CharField(allow_null=True)
    source_type = CharField(allow_null=True, help_text="The kind of document that posted the entry; empty for none.")
    source_id = IdField(allow_null=True, help_text="The document that posted the entry.")
    posted_at = MomentField(allow_null=True)
    line_id = IdField(allow_null=True)
    account_id = IdField(allow_null=True)
    code = CharField(allow_null=True, help_text="The code of the account.")
    name = CharField(allow_null=True, help_text="The name of the account.")
    description = CharField(allow_null=True)
    contact_id = IdField(allow_null=True)
    contact_name = CharField(allow_null=True)
    debit = MoneyField(base=True)
    credit = MoneyField(base=True)
    currency = CurrencyField(allow_null=True, help_text="The currency of the line.")
    currency_amount = MoneyField(allow_null=True, help_text="The line in its currency, debit positive.")
    tracking = ListField(child=IdField(), allow_null=True, help_text="The options of tracking categories of a line.")


class JournalAnswer(PagedAnswer):
    """A page of the journal. All its pages show the books as they stood when the first was read."""

    rows = JournalRow(many=True)


@extend_schema_view(get=extend_schema(responses={(200, "application/json"): JournalAnswer, **FILE_TYPES}))
class JournalView(PagedView):
    """The journal: the lines of all posted entries, by the date and number of the entry, and their total. Its files
    name the options of lines as those of the general ledger do."""

    query_serializer = PagedQuery
    response_serializer = JournalAnswer
    report = staticmethod(journal_report.report)
    position = staticmethod(journal_report.Position.read)


class TaxSummaryRow(Serializer):
    """A row: a tax rate in one box, a box, the tax due, or a tax account."""

    type = ChoiceField(choices=["tax_rate", "line", "box", "tax_due", "account"])
    tax_rate_id = IdField(allow_null=True)
    tax_code = CharField(allow_null=True)
    tax_name = CharField(allow_null=True)
    percent = PercentField(allow_null=True)
    kind = CharField(allow_null=True, help_text="Net or tax, of sales or purchases.")
    box = CharField(allow_null=True, help_text="The box of the tax return.")
    amount = base_money("Of sales, credits less debits; of purchases, debits less credits.")
    account_id = IdField(allow_null=True)
    code = CharField(allow_null=True, help_text="The code of the account.")
    name = CharField(allow_null=True, help_text="The name of the account.")
    opening = base_money("The balance before the first day, debits less credits.")
    tax = base_money("What the taxes of these days moved, debits less credits.")
    other = base_money("What else moved the account, such as payments to the tax office.")
    closing = base_money("The balance at the end of the last day.")
    date = DateField(allow_null=True, help_text="The date of the entry of a line.")
    entry_id = IdField(allow_null=True)
    entry_number = IntegerField(allow_null=True)
    line_id = IdField(allow_null=True)
    description = CharField(allow_null=True, help_text="That of the line.")
    lines = CharField(
        allow_null=True,
        help_text="Of an account the query for GET /journal-entries with its entries. Of a tax rate, a box "
        f"or the tax due that of this report with its lines; null with more than {tax_summary.MAX_LINES:,}.",
    )


class TaxSummaryQuery(SpanQuery):
    box = CharField(required=False, max_length=40, help_text="Only the rows of this box of a tax rate.")
    tax_rate_id = IdField(required=False, help_text="Only the rows of this tax rate.")
    kind = ListField(
        child=ChoiceField(choices=TaxKind.choices),
        required=False,
        max_length=len(TaxKind),
        help_text="Only the rows of these kinds, such as `sales_tax,purchase_tax`.",
    )
    items = BooleanField(
        default=False, help_text=f"A row for each line too, at most {tax_summary.MAX_LINES:,}, above its box."
    )


class TaxSummaryAnswer(ListAnswer):
    """The taxes of some days."""

    rows = TaxSummaryRow(many=True)


@extend_schema_view(get=extend_schema(responses={(200, "application/json"): TaxSummaryAnswer, **FILE_TYPES}))
class TaxSummaryView(ListView):
    """The taxes of at most 366 days: by tax rate and box, by box, and what they move on the tax accounts.

    Unlike a tax return it can be of any days, and changes nothing.
    """

    query_serializer = TaxSummaryQuery
    response_serializer = TaxSummaryAnswer
    report = staticmethod(tax_summary.report)


class UnrealisedQuery(ReportQuery):
    as_of = DateField(required=False, help_text="The day. Default: today in the company's time zone.")
    items = BooleanField(default=False, help_text="A row for each document too.")


class UnrealisedRow(Serializer):
    """A row: a document, an account in one currency, or the total. Debits are positive, and so are gains."""

    type = ChoiceField(choices=["item", "account", "total"])
    account_id = IdField(allow_null=True)
    code = CharField(allow_null=True, help_text="The code of the account.")
    name = CharField(allow_null=True, help_text="The name of the account.")
    contact_id = IdField(allow_null=True)
    contact_name = CharField(allow_null=True)
    id = IdField(allow_null=True, help_text="The document.")
    kind = CharField(allow_null=True, help_text="The kind of document, such as `invoice` or `payment`.")
    number = CharField(allow_null=True)
    date = DateField(allow_null=True, help_text="When it was posted.")
    currency = CurrencyField(allow_null=True)
    amount = MoneyField(allow_null=True, help_text="What is open, in its currency.")
    base_amount = MoneyField(base=True, help_text="What it was posted at, in the base currency.")
    rate = RateField(allow_null=True, help_text="The closing rate; null if there is none of the last 30 days.")
    revalued_amount = base_money("What is open at the closing rate; null without a rate.")
    difference = base_money("What a revaluation would gain; null without a rate.")
    lines = CharField(
        allow_null=True,
        help_text="The query for GET /journal-entries that lists the entries behind an account: their lines on it, in "
        "this currency, add up to `amount` and `base_amount`. Null for documents (see `id`) and for the total.",
    )


class UnrealisedAnswer(ListAnswer):
    """What is open in other currencies on a day, at its closing rates."""

    rows = UnrealisedRow(many=True)


@extend_schema_view(get=extend_schema(responses={(200, "application/json"): UnrealisedAnswer, **FILE_TYPES}))
class UnrealisedView(ListView):
    """Unrealised currency differences: what is open in other currencies at the end of a day, at its closing rates.

    They are what POST /fx-revaluations of the day would post. Where the rate of a currency is missing, there is no
    difference, and no total.
    """

    query_serializer = UnrealisedQuery
    response_serializer = UnrealisedAnswer
    report = staticmethod(unrealised.report)

    def days(self, query: dict[str, Any], today: datetime.date) -> dict[str, Any]:
        return {"as_of": today} | query


def _query_id(view: str, company_id: UUID, arguments: Mapping[str, Any]) -> str:
    """Return an id of a ledger, so that a cursor belongs to one."""
    text = repr((view, company_id, sorted((name, str(value)) for name, value in arguments.items() if name != "known")))
    text += str(getattr(arguments.get("known"), "moment", None))
    return blake2b(text.encode(), digest_size=9).hexdigest()


def _read_cursor(cursor: str, query_id: str) -> tuple[int, list[str]]:
    """Return the last entry of the first page, and where the page before ended. Raises BadCursor."""
    try:
        own, number, *place = SIGNER.unsign_object(cursor)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadCursor(field="cursor") from error
    if own != query_id:
        raise BadCursor("The cursor belongs to another report or other parameters.", field="cursor")
    return number, place


class AgedQuery(ReportQuery):
    as_of = DateField(required=False, help_text="The day. Default: today in the company's time zone.")
    by = ChoiceField(choices=list(By), default="due_date", help_text="What the age counts from.")
    buckets = ListField(
        child=IntegerField(min_value=1, max_value=aged.MAX_DAYS),
        allow_empty=False,
        max_length=aged.MAX_BUCKETS,
        required=False,
        help_text="The last day of each column, such as `30,60,90`, which is the default.",
    )
    contact_id = IdField(required=False, help_text="Only this customer or vendor.")
    currency = CurrencyField(required=False, help_text="Only the documents in this currency, such as `EUR`.")
    items = BooleanField(default=False, help_text="A row for each document too.")


class AgedRow(Serializer):
    """A row: a document, a contact's sum in one currency, or the total."""

    type = ChoiceField(choices=["item", "contact", "total"])
    contact_id = IdField(allow_null=True)
    contact_name = CharField(allow_null=True)
    id = IdField(allow_null=True, help_text="The document.")
    kind = CharField(allow_null=True, help_text="The kind of document, such as `invoice` or `payment`.")
    number = CharField(allow_null=True)
    issue_date = DateField(allow_null=True)
    due_date = DateField(allow_null=True)
    days = IntegerField(allow_null=True, help_text="How many days old it is; before it is due, less than zero.")
    currency = CurrencyField(allow_null=True, help_text="The currency of the documents; null for the total.")
    amounts = ListField(child=MoneyField(base=True), help_text="What is open, one per column, in the base currency.")
    currency_amounts = ListField(
        child=MoneyField(), allow_null=True, help_text="The same in the currency of the documents."
    )
    lines = CharField(allow_null=True, help_text="The query of this report that lists the documents behind a row.")


class AgedAnswer(ListAnswer):
    """What is open on a day by its age. Its total is the balance of the control account."""

    by = ChoiceField(choices=list(By))
    columns = ListField(
        child=CharField(),
        help_text="The names of the amounts: by age, what is owed in all, credits (what is not allocated of payments "
        "and credits, as a negative amount), and the balance.",
    )
    rows = AgedRow(many=True)


@extend_schema_view(get=extend_schema(responses={(200, "application/json"): AgedAnswer, **FILE_TYPES}))
class AgedView(ListView):
    query_serializer = AgedQuery
    response_serializer = AgedAnswer

    def days(self, query: dict[str, Any], today: datetime.date) -> dict[str, Any]:
        return {"as_of": today} | query


class AgedReceivablesView(AgedView):
    """What customers owe at the end of a day, by how long it has been due.

    It shows the day as it was: a later payment does not settle anything yet. What is not allocated of payments and
    credits is in a column of its own, and is not taken off what is owed.
    """

    report = staticmethod(aged.receivables)


class AgedPayablesView(AgedView):
    """What is owed to vendors at the end of a day, by how long it has been due.

    It shows the day as it was: a later payment does not settle anything yet. What is not allocated of payments and
    credits is in a column of its own, and is not taken off what is owed.
    """

    report = staticmethod(aged.payables)


class StatementQuery(SpanQuery):
    by = ChoiceField(choices=list(By), default="due_date", help_text="What the age counts from.")
    buckets = ListField(
        child=IntegerField(min_value=1, max_value=aged.MAX_DAYS),
        allow_empty=False,
        max_length=aged.MAX_BUCKETS,
        required=False,
        help_text="The last day of each column of the ageing, such as `30,60,90`, which is the default.",
    )


class CustomerStatementQuery(StatementQuery):
    customer_id = IdField()


class VendorStatementQuery(StatementQuery):
    vendor_id = IdField()


class StatementRow(Serializer):
    """A row: what was open at the beginning, a document or payment, or what is open at the end, with its ageing."""

    type = ChoiceField(
        choices=["opening", "line", "difference", "closing"],
        help_text="`difference`: what settling moved in the base currency only. Files leave it out.",
    )
    date = DateField()
    kind = CharField(allow_null=True, help_text="Such as `invoice`, `payment`, `refund` or `void_invoice`.")
    number = CharField(allow_null=True, help_text="The number of the document.")
    reference = CharField(allow_null=True)
    due_date = DateField(allow_null=True)
    currency = CurrencyField()
    charge = MoneyField(allow_null=True, help_text="What it adds to the balance.")
    payment = MoneyField(allow_null=True, help_text="What it takes off the balance.")
    balance = MoneyField(help_text="What is owed after it.")
    entry_id = IdField(allow_null=True)
    entry_number = IntegerField(allow_null=True)
    source_type = CharField(allow_null=True)
    source_id = IdField(allow_null=True, help_text="The document.")
    base_amount = base_money("What it moves in the base currency.")
    base_balance = MoneyField(base=True, help_text="What is owed after it in the base currency.")
    ageing = ListField(
        child=MoneyField(), allow_null=True, help_text="At the end: what is open, one per column of `columns`."
    )
    lines = CharField(
        allow_null=True,
        help_text="The query for GET /journal-entries that lists the entries behind an opening or closing balance: "
        "their lines in this currency, of this contact on the account. Null if it is zero, and for other rows.",
    )


class StatementAnswer(ListAnswer):
    """What a contact was billed, credited and paid in some days. Each currency has a part of its own."""

    contact_id = IdField()
    contact_name = CharField()
    by = ChoiceField(choices=list(By))
    columns = ListField(child=CharField(), help_text="The names of the amounts of `ageing`.")
    rows = StatementRow(many=True)


@extend_schema_view(get=extend_schema(responses={(200, "application/json"): StatementAnswer, **FILE_TYPES}))
class CustomerStatementView(ListView):
    """The statement of a customer: opening balance, invoices, credits, payments and refunds, what is open."""

    query_serializer = CustomerStatementQuery
    response_serializer = StatementAnswer
    report = staticmethod(contact_statement.customer)


@extend_schema_view(get=extend_schema(responses={(200, "application/json"): StatementAnswer, **FILE_TYPES}))
class VendorStatementView(ListView):
    """The statement of a vendor: opening balance, bills, credits, payments and refunds, what is open."""

    query_serializer = VendorStatementQuery
    response_serializer = StatementAnswer
    report = staticmethod(contact_statement.vendor)


def list_json(listing: Listing) -> dict[str, Any]:
    """Return a list as its answer shows it. Its amounts have their currencies' decimals already."""
    return {
        "report": listing.report,
        "title": listing.title,
        "company_id": listing.company.pk,
        "currency": listing.company.base_currency_id,
        "start_date": listing.start_date,
        "end_date": listing.end_date,
        **listing.more,
        "rows": [{name: _json(cell, listing.more["known_at"]) for name, cell in row.items()} for row in listing.rows],
    }


def _json(cell: Any, known_at: datetime.datetime | None) -> Any:
    match cell:
        case Decimal():
            return Fragment(f"{cell:f}")
        case list():
            return [_json(one, known_at) for one in cell]
        case Lines():
            return lines_query(cell, known_at)
        case Documents():
            return _documents_query(cell)
        case TaxLines():
            return _tax_lines_query(cell, known_at)
    return cell


def _documents_query(documents: Documents) -> str:
    """Return the query of the aged report that lists the documents."""
    query: dict[str, Any] = {"as_of": documents.as_of, "by": documents.by.value}
    query |= {"buckets": ",".join(map(str, documents.buckets)), "items": "true"}
    if documents.contact_id:
        query["contact_id"] = documents.contact_id
    if documents.currency:
        query["currency"] = documents.currency
    if documents.known_at:
        query["known_at"] = moment_text(documents.known_at)
    return urlencode(query)


def _tax_lines_query(lines: TaxLines, known_at: datetime.datetime | None) -> str:
    """Return the query of the tax summary that lists the lines."""
    query: dict[str, Any] = {"start_date": lines.start_date, "end_date": lines.end_date}
    chosen = {"box": lines.box, "tax_rate_id": lines.tax_rate_id, "kind": ",".join(lines.kind)}
    query |= {name: value for name, value in chosen.items() if value}
    query |= {"known_at": moment_text(known_at)} if known_at else {}
    return urlencode(query | {"items": "true"})
