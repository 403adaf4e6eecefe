"""The reports over HTTP, as JSON, CSV, XLSX or PDF."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any, ClassVar
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from orjson import Fragment
from rest_framework.response import Response

from accounting.ledger import tracking
from accounting.reports import (
    balance_sheet,
    budget_vs_actual,
    cash_flow,
    changes_in_equity,
    known,
    profit_and_loss,
    statement,
    trial_balance,
)
from accounting.reports.columns import WITHOUT_LINES, ColumnKind, Compare, Interval
from accounting.reports.files import FILES
from accounting.reports.profit_and_loss import Basis
from accounting.reports.sheet import Sheet
from accounting.reports.table import Lines, Row, RowType, Table
from api.fields import (
    BooleanField,
    CharField,
    ChoiceField,
    CurrencyField,
    DateField,
    DictField,
    IdField,
    IntegerField,
    ListField,
    MomentField,
    MoneyField,
    TrackingField,
)
from api.filters import MAX_CHOICES
from api.query import asked
from api.rendering import dumps
from api.replica import ReplicaView
from api.serializers import Serializer

FORMATS = ("json", *FILES)


FILE_TYPES = {
    (200, kind.partition(";")[0]): OpenApiTypes.STR if name == "csv" else OpenApiTypes.BINARY
    for name, (kind, _) in FILES.items()
}


class ReportQuery(Serializer):
    format = ChoiceField(choices=FORMATS, default="json", help_text="`json`, or a file: `csv`, `xlsx` or `pdf`.")
    known_at = MomentField(
        required=False,
        help_text="The books as they stood at this moment: what was entered later is left out, whatever its date. "
        "Names and codes are those of today.",
    )


class TrackedQuery(Serializer):
    """Which lines a report counts, by their options of tracking categories."""

    tracking = TrackingField(
        max_length=MAX_CHOICES,
        help_text="Only lines with one of these options; with options of several categories, with one of each.",
    )
    not_tracked = TrackingField(
        max_length=MAX_CHOICES, help_text="Only lines without an option of these tracking categories."
    )


class ByOptionQuery(TrackedQuery):
    columns_by = IdField(
        required=False,
        help_text="A tracking category: a column for each of its options (of archived ones only with amounts; if "
        "`tracking` names some, only these), one of lines without any (`not_tracked`), and the total. Not with "
        "`interval`, `compare` or `variance`.",
    )


class SpanQuery(ReportQuery):
    start_date = DateField(
        required=False, help_text="The first day. Default: the first day of the fiscal year of `end_date`."
    )
    end_date = DateField(required=False, help_text="The last day. Default: today in the company's time zone.")


class IntervalQuery(ReportQuery):
    interval = ChoiceField(
        choices=list(Interval), required=False, help_text="One column for each month, fiscal quarter or fiscal year."
    )
    compare = ChoiceField(
        choices=list(Compare),
        required=False,
        help_text="Adds columns for the previous span of time, or for the same one a year earlier. Whole months are "
        "compared with whole months: February 2025 with all of February 2024, but the 28th alone with the 28th.",
    )
    variance = BooleanField(
        default=False,
        help_text="With `compare`: adds how much more each column is than the one it is compared with, and how many "
        "percent of that one. The columns of both times are compared in order; if there are not as many of them, only "
        "their totals.",
    )


class SpanIntervalQuery(SpanQuery, IntervalQuery):
    """The days of a span of time, and its columns."""


class ProfitLossQuery(ByOptionQuery, SpanIntervalQuery):
    basis = ChoiceField(
        choices=list(Basis),
        default="accrual",
        help_text="When revenue and expenses count: on the date of their document, or in proportion as it is paid "
        "(allocated); then `lines` and each of `figures` are null, because amounts are shares of lines.",
    )
    percent_of_revenue = BooleanField(
        default=False,
        help_text="Adds what percentage of the revenue of its column each amount is; null without revenue. That of the "
        "gross profit is the gross margin.",
    )


class BalanceSheetQuery(ByOptionQuery, IntervalQuery):
    interval = ChoiceField(
        choices=list(Interval),
        required=False,
        help_text="With `start_date`: one column for the end of each month, fiscal quarter or fiscal year.",
    )
    as_of = DateField(
        required=False,
        help_text="The day at whose end the balances are taken. Default: today in the company's time zone.",
    )
    start_date = DateField(
        required=False, help_text="With `interval`: a column for the end of each interval from this day on."
    )


class BudgetVsActualQuery(TrackedQuery, ReportQuery):
    budget_id = IdField(help_text="The budget.")
    start_date = DateField(
        required=False, help_text="The first day of a month of the budget. Default: the first day of the budget."
    )
    end_date = DateField(
        required=False, help_text="The last day of a month of the budget. Default: the last day of the budget."
    )
    interval = ChoiceField(
        choices=list(Interval),
        required=False,
        help_text="Four columns for each month, fiscal quarter or fiscal year, and for their total. At most 60.",
    )


class TrialBalanceQuery(ByOptionQuery, SpanQuery):
    pass


class ReportColumn(Serializer):
    """A column, with the days that its amounts cover."""

    key = CharField(help_text="The key of the column, unique in the report; of an option its id.")
    label = CharField()  # type: ignore[assignment]  # REST framework's fields have a label of their own
    kind = ChoiceField(choices=list(ColumnKind))
    start_date = DateField(allow_null=True, help_text="The first day; null for a column of balances.")
    end_date = DateField()


class ReportRow(Serializer):
    """A row: a section's heading, an account, a computed amount, a subtotal or a total."""

    type = ChoiceField(choices=list(RowType))
    key = CharField(help_text="The key of a section, total or computed row; empty for accounts.")
    name = CharField()
    code = CharField()
    account_id = IdField(allow_null=True)
    account_type = CharField()
    subtype = CharField()
    depth = IntegerField(help_text="How many levels to indent the row.")
    amounts = ListField(
        child=MoneyField(base=True, allow_null=True),
        help_text="The amounts, one per column. A section's heading has none. In a column of percentages it is a "
        "percentage with one decimal, and null where there is nothing to divide by.",
    )
    lines = CharField(
        allow_null=True,
        help_text="The query for GET /journal-entries that lists the entries behind a row: their lines on its "
        "accounts, with the options that the report counts, add up to it. With more than "
        f"{MAX_CHOICES} accounts it names their types and subtypes, and is null if other accounts of the report have "
        "these too. Null too if a row is not only made of entries, such as open credit on the balance sheet.",
    )
    figures = ListField(
        child=CharField(allow_null=True),
        help_text="The same for each amount; null where it is zero, or computed as in columns of variances. Sums of "
        "debits or of credits are those of one side of the lines.",
    )


class ReportAnswer(Serializer):
    """A report: rows of amounts under columns."""

    report = CharField()
    title = CharField()
    company_id = IdField()
    currency = CurrencyField()
    columns = ReportColumn(many=True)
    rows = ReportRow(many=True)
    totals = DictField(
        child=ListField(child=MoneyField(base=True, allow_null=True)),
        help_text="The amounts of each section, total and computed row, by key.",
    )


class ReportView(ReplicaView):
    """A report of a company. Subclasses choose the report and how it is JSON, and fill in the days not given."""

    report: ClassVar[Callable[..., Any]]

    def days(self, query: dict[str, Any], today: datetime.date) -> dict[str, Any]:
        """Return the arguments of the report, with the days that `query` leaves out."""
        end_date = query.get("end_date", today)
        return {"start_date": self.company.fiscal_year_start(end_date), "end_date": end_date} | query

    def read(self, query: dict[str, Any]) -> HttpResponseBase:
        style = query.pop("format")
        arguments = self.days(query, self.company.date_at(timezone.now()))
        for name, kind in CHOICES.items():
            if name in arguments:
                arguments[name] = kind(arguments[name])
        if moment := arguments.pop("known_at", None):
            arguments["known"] = known.at(self.company, moment)
        options, without = arguments.pop("tracking", ()), arguments.pop("not_tracked", ())
        with asked():
            if chosen := tracking.chosen(self.company, options, without):
                arguments["tracking"] = chosen
            if style == "json":
                return Response(self.as_json(arguments))
            sheet = self.report(self.company, **arguments).sheet()
            return as_file(sheet.as_known(known_at(arguments)), style)

    def as_json(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """Return the report as its serializer describes it."""
        raise NotImplementedError


CHOICES: dict[str, Callable[[str], Any]] = {"interval": Interval, "compare": Compare, "basis": Basis}
"""The parameters that reports take as choices."""


@extend_schema_view(get=extend_schema(responses={(200, "application/json"): ReportAnswer, **FILE_TYPES}))
class TableView(ReportView):
    """A report of amounts under columns."""

    response_serializer = ReportAnswer

    def as_json(self, arguments: dict[str, Any]) -> dict[str, Any]:
        return table_json(self.report(self.company, **arguments), known_at(arguments))


class ProfitLossView(TableView):
    """The profit and loss statement: revenue and expenses over a span of time.

    Revenue and expenses are both positive, and each profit is their difference. Closing entries are left out. EBITDA is
    the operating profit before expenses on accounts with the subtype `depreciation`, which has amortisation too. With
    `basis=cash` documents count in proportion to what is settled of them.
    """

    query_serializer = ProfitLossQuery
    report = staticmethod(profit_and_loss.report)


class BudgetVsActualView(TableView):
    """Budget against actual: what was earned and spent in whole months, and what a budget plans for them.

    The rows are those of the profit and loss. Each span of time has four columns: the actual amounts, the `budget`, the
    `variance` and the `variance_percent` of the budget (null where it is zero). A variance of more than zero is
    favourable: revenue and profits above the budget, expenses below it. Only lines with the options of the
    budget count as actual, or with those of `tracking`. With `known_at` the actual amounts are those of that moment;
    the budget is that of now.
    """

    query_serializer = BudgetVsActualQuery
    report = staticmethod(budget_vs_actual.report)

    def days(self, query: dict[str, Any], today: datetime.date) -> dict[str, Any]:
        return query


class BalanceSheetView(TableView):
    """The balance sheet: assets, liabilities and equity at the end of a day.

    Equity has two computed rows: the earnings of earlier fiscal years, and those of this fiscal year so far. Two
    more at the end are in no total: net assets (assets less liabilities) and working capital (current assets less
    current liabilities). With `tracking` it need not balance, because control accounts have no options.

    What customers and vendors have open to their credit is shown on its own (`customer_credits`, `vendor_credits`), not
    taken off receivables and payables. No entries add up to these four rows then, nor to the totals with them, so their
    `figures` are null in the columns with such credit; the aged reports of the day list the documents.
    """

    query_serializer = BalanceSheetQuery
    report = staticmethod(balance_sheet.report)

    def days(self, query: dict[str, Any], today: datetime.date) -> dict[str, Any]:
        return {"as_of": today} | query


class TrialBalanceView(TableView):
    """The trial balance: the opening balance, the movements and the closing balance of each account.

    Revenue and expenses count from the first day of the fiscal year of `end_date`, whatever `start_date` is. The
    earnings of earlier years are one computed row. With `columns_by`, the columns are closing balances, debits less
    credits. The totals of opening and closing debits and credits have no `figures`: they add up some of the balances
    above them.
    """

    query_serializer = TrialBalanceQuery
    report = staticmethod(trial_balance.report)


class CashFlowView(TableView):
    """The cash flow statement (indirect): from the profit to the change of bank, cash, card and clearing accounts.

    What brings cash in is positive. Current assets and liabilities are operating, fixed assets investing, loans and
    equity financing activities.
    """

    query_serializer = SpanIntervalQuery
    report = staticmethod(cash_flow.report)


class ChangesInEquityView(TableView):
    """The changes in equity: of each account the opening balance, profit, movements, closing of years, and the balance.

    Earnings that no closing entry has moved to an account yet are one row.
    """

    query_serializer = SpanQuery
    report = staticmethod(changes_in_equity.report)


def as_file(sheet: Sheet, style: str) -> HttpResponse:
    """Return a sheet as a file of its name."""
    headers = {"Content-Disposition": f'attachment; filename="{sheet.name}.{style}"'}
    kind, make = FILES[style]
    return HttpResponse(make(sheet), content_type=kind, headers=headers)


def known_at(arguments: dict[str, Any]) -> datetime.datetime | None:
    """Return the moment of a report, or None for now."""
    return arguments["known"].moment if "known" in arguments else None


def table_json(table: Table, known_at: datetime.datetime | None) -> dict[str, Any]:
    """Return the table, as it was known at a moment, as ReportAnswer shows it.

    Its amounts have their currency's decimals already.
    """
    queries = Queries(table, known_at)
    return {
        "report": table.report,
        "title": table.title,
        "company_id": table.company.pk,
        "currency": table.currency,
        "columns": [
            {
                "key": column.key,
                "label": column.label,
                "kind": column.kind,
                "start_date": column.start_date,
                "end_date": column.end_date,
            }
            for column in table.columns
        ],
        "rows": [_row(row, queries) for row in table.rows],
        "totals": {key: _amounts(amounts) for key, amounts in table.totals.items()},
    }


class Queries:
    """The queries for the entries behind the figures of a table, of those that were known at a moment, as JSON.

    Rows of one kind differ only in their accounts, so what follows these is made once for all of them. Queries are
    ASCII without quotes, and are written as they are.
    """

    def __init__(self, table: Table, known_at: datetime.datetime | None) -> None:
        self.table, self.columns, self.known_at = table, table.columns, known_at
        self.made: dict[tuple[Any, ...], tuple[str, list[str]]] = {}
        self.kinds: dict[tuple[UUID, ...], str | None] = {}

    def of(self, row: Row) -> tuple[str | None, Fragment]:
        """Return the query of a row, and those of its amounts."""
        lines = row.lines
        if row.of_columns:
            of_row, *of_columns = (
                lines_query(one, self.known_at, self._accounts) for one in (lines, *row.behind(self.columns))
            )
            return of_row, _array(["null" if query is None else f'"{query}"' for query in of_columns])
        accounts = self._accounts(lines)
        if lines is None or accounts is None:
            return None, _array(["null"] * len(row.amounts))
        kind = lines.kind
        if kind not in self.made:
            rests = [
                "" if column.kind in WITHOUT_LINES else _rest(lines.of(column), self.known_at)
                for column in self.columns
            ]
            self.made[kind] = _rest(lines, self.known_at), rests
        own, rests = self.made[kind]
        figures = [
            f'"{accounts}{rest}"' if amount and rest else "null"
            for amount, rest in zip(row.amounts, rests, strict=False)
        ]
        return accounts + own, _array(figures)

    def _accounts(self, lines: Lines | None) -> str | None:
        """Return the beginning of the query for lines: their accounts, or what kind of accounts these are."""
        found = _accounts(lines)
        if found is not None or lines is None or not lines.account_ids:
            return found
        if lines.account_ids not in self.kinds:
            self.kinds[lines.account_ids] = self._kinds_of(lines.account_ids)
        return self.kinds[lines.account_ids]

    def _kinds_of(self, ids: Sequence[UUID]) -> str | None:
        """Return the kinds of more accounts than a list is filtered by, as the beginning of a query."""
        kinds = statement.kinds_of(ids, self.table)
        return f"{urlencode(kinds, safe=',')}&" if kinds else None


def _accounts(lines: Lines | None) -> str | None:
    """Return the beginning of the query for lines, if there can be one."""
    ids = () if lines is None else lines.account_ids
    if ids is None:
        return ""
    if not 0 < len(ids) <= MAX_CHOICES:
        return None
    texts = dumps(ids)[1:-1].replace(b'"', b"").decode()  # takes a fifth of the time of `str` of each
    return f"account_id={texts}&"


def lines_query(
    lines: Lines | None,
    known_at: datetime.datetime | None,
    accounts_of: Callable[[Lines | None], str | None] = _accounts,
) -> str | None:
    """Return the query for the entries behind lines, of those that were known at a moment. `accounts_of` returns its
    beginning: by default there is none for more than MAX_CHOICES accounts, by which a list is filtered at most."""
    accounts = accounts_of(lines)
    return None if lines is None or accounts is None else accounts + _rest(lines, known_at)


def _rest(lines: Lines, known_at: datetime.datetime | None) -> str:
    """Return the query for lines without their accounts."""
    query = "status=posted"
    if lines.start_date is not None:
        query += f"&date_from={lines.start_date}"
    query += f"&date_to={lines.end_date}"
    if not lines.closing:
        query += "&closing=false"
    if lines.closing_since is not None:
        query += f"&closing_since={lines.closing_since}"
    if lines.currency:
        query += f"&currency={lines.currency}"
    more = {"contact_id": str(lines.contact_id)} if lines.contact_id else {}
    more |= lines.tracking.query if lines.tracking else {}
    more |= {"known_at": moment_text(known_at)} if known_at else {}
    return f"{query}&{urlencode(more, safe=',')}" if more else query


def moment_text(moment: datetime.datetime) -> str:
    """Return a moment as queries have it."""
    return moment.isoformat().replace("+00:00", "Z")


def _row(row: Row, queries: Queries) -> dict[str, Any]:
    lines, figures = queries.of(row)
    return {
        "type": row.type,
        "key": row.key,
        "name": row.name,
        "code": row.code,
        "account_id": row.account_id,
        "account_type": row.account_type,
        "subtype": row.subtype,
        "depth": row.depth,
        "amounts": _amounts(row.amounts),
        "lines": lines,
        "figures": figures,
    }


def _amounts(amounts: Iterable[Decimal | None]) -> Fragment:
    # They have four decimals at most, so `str` writes no powers of ten.
    return _array(["null" if amount is None else str(amount) for amount in amounts])


def _array(written: Iterable[str]) -> Fragment:
    """Return the JSON array of what is written as JSON already."""
    return Fragment(f"[{','.join(written)}]")
