"""The link behind every figure of every report, followed over HTTP: its lines add up to the figure, with its sign."""

import datetime
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from random import Random
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.utils import timezone

from accounting.ledger import fiscal_years, journal, periods
from accounting.models import Account, Company, TrackingCategory
from accounting.reports.columns import WITHOUT_LINES
from api.resources import reports
from tests.client import Client
from tests.factories import (
    account,
    line,
    make_approved_bill,
    make_budget,
    make_company,
    make_customer,
    make_issued_credit_note,
    make_issued_vendor_credit,
    make_payment,
    make_sent_invoice,
    make_tracking_category,
    options_of,
    owner_of,
)
from tests.nightly import EXHAUSTIVE
from tests.simulator.steps import Player, sequence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]
D = Decimal
YEARS = [datetime.date(year, 1, 1) for year in (2024, 2025)]
EXPENSES = ("cost_of_sales", "operating_expenses", "other_expenses", "income_tax")
DEBITS = ("assets", "current_assets", "non_current_assets", "other_assets", "vendor_credits")
OF_CASH = ("change_in_cash", "opening_cash", "closing_cash", "depreciation")
NETS = ("net_assets", "working_capital")
WITH_CREDIT = (
    *("assets", "current_assets", "liabilities", "current_liabilities", "liabilities_and_equity"),
    *("customer_credits", "vendor_credits", "accounts_receivable", "accounts_payable"),
)
"""The rows of the balance sheet that have open credit in them, by key or role."""


class Open(Player):
    """Plays without closing a month: the years before have no entries yet."""

    def _close(self, random: Random) -> None: ...


def make_books() -> Player:
    """Return random books of 2026 with those of two years before, of which one is closed, and with options."""
    player = Open(make_company())
    for step in sequence(2, 60):
        player.play(step)
    company, random = player.company, Random(5)
    by = owner_of(company)
    category = make_tracking_category(company, "A", "B")
    options = [[id] for id in options_of(category)]
    entries: list[Any] = []
    for year in (2024, 2025, 2026):
        for _ in range(12):
            day = datetime.date(year, 12 if year < 2026 else 8, 1) - datetime.timedelta(random.randrange(200))
            day = max(day, datetime.date(year, 7, 1)) if year == 2026 else day
            codes = random.sample(["1000", "1500", "2500", "3100", "3200", "4000", "4900", "5000", "6100", "6300"], 2)
            amount = D(random.randrange(1, 90_000)) / 100
            lines = [
                {"account_id": account(company, code).id, "tracking": random.choice([[], *options])}
                | {"debit": amount * (1 - place), "credit": amount * place}
                for place, code in enumerate(codes)
            ]
            entries.append({"date": day, "lines": lines})
    euros = {"account_id": player.ids["1090"], "currency_id": "EUR", "currency_amount": D(80), "debit": D(100)}
    lines = [euros, {"account_id": player.ids["4000"], "credit": D(100)}]
    entries.append({"date": datetime.date(2026, 7, 3), "lines": lines})
    journal.create_many(company, by=by, entries=entries)
    for make, code in (
        (make_sent_invoice, "4000"),
        (make_approved_bill, "6100"),
        (make_issued_credit_note, "4000"),
        (make_issued_vendor_credit, "6100"),
    ):
        day = datetime.date(2026, 7, random.randrange(1, 28))
        make(company, lines=[line(company, "12.34", code=code, tracking=options[0])], issue_date=day)
    customer = make_customer(company, currency="USD")
    for currency in ("USD", "EUR"):  # one customer with documents in two currencies
        rate = {"exchange_rate": D("1.25")} if currency == "EUR" else {}
        given = {"customer": customer, "currency": currency, "issue_date": datetime.date(2026, 7, 3)} | rate
        document = make_sent_invoice(company, "80.00", **given)
        paid = {"contact": customer, "date": datetime.date(2026, 7, 9), "currency": currency} | rate
        make_payment(company, "30.00", allocations=[{"invoice_id": document.pk, "amount": D(30)}], **paid)
    return player


def close_2024(company: Company) -> None:
    for period in company.periods.filter(end_date__lte="2024-12-31", status="open").order_by("start_date"):
        periods.close(period, by=None)
    fiscal_years.close(company.fiscal_years.get(start_date=YEARS[0]), by=None, closing_entry=True)


class Followed:
    """Follows links, each once, as one who reads the API: the sums of the lines behind it."""

    def __init__(self, company: Company) -> None:
        self.client = Client(owner_of(company))
        listed = self.client.get("/tracking-categories").json["items"]
        self.options = {option["id"]: one["id"] for one in listed for option in one["options"]}
        chart = company.accounts.values_list("id", "type", "subtype")
        self.kinds = {
            str(id): {"account_type": type, "account_subtype": subtype or "none"} for id, type, subtype in chart
        }
        self.found: dict[str, list[Any]] = {}

    def get(self, report: str, query: dict[str, str] | str) -> Any:
        shown = self.client.get(f"/reports/{report}", **(dict(parse_qsl(query)) if isinstance(query, str) else query))
        assert shown.status == 200, shown
        return shown.json

    def lines(self, link: str) -> list[Any]:
        if link not in self.found:
            given, cursor, entries = dict(parse_qsl(link)), {}, []
            while True:
                page = self.client.get("/journal-entries", page_size="100", **given, **cursor)
                assert page.status == 200, (link, page)
                entries += page.json["items"]
                if not page.json["has_next"]:
                    break
                cursor = {"cursor": page.json["next_cursor"]}
            self.found[link] = [line for entry in entries for line in entry["lines"] if self.is_behind(line, given)]
        return self.found[link]

    def is_behind(self, line: dict[str, Any], given: dict[str, str]) -> bool:
        """Return whether a line is one of those that the query is about."""
        for name in ("account_id", "contact_id", "currency"):
            if name in given and line[name] not in given[name].split(","):
                return False
        for name, kind in self.kinds[line["account_id"]].items():
            if name in given and kind not in given[name].split(","):
                return False
        own = {self.options[id] for id in line["tracking"]}
        wanted = [id for id in given.get("tracking", "").split(",") if id]
        without = given.get("not_tracked", "").split(",")
        chosen = {self.options[id] for id in wanted}
        return not own & set(without) and all(
            any(id in wanted for id in line["tracking"] if self.options[id] == category) for category in chosen
        )

    def sums(self, link: str) -> tuple[D, D]:
        lines = self.lines(link)
        return sum((one["debit"] for one in lines), D(0)), sum((one["credit"] for one in lines), D(0))


def expected(report: str, row: dict[str, Any], column: str, debits: D, credits: D) -> D:
    """Return what a cell shows of debits and credits."""
    net, key, kind = debits - credits, row["key"], row["account_type"]
    if report == "trial-balance":
        return {"debit": debits, "credit": credits}.get(column, -net if "credit" in column else net)
    if report == "balance-sheet":
        return net if kind == "asset" or key in (*DEBITS, *NETS) else -net
    if report == "cash-flow":
        return net if key in OF_CASH else -net
    if report == "changes-in-equity":
        return -net
    return net if kind == "expense" or key in EXPENSES else -net


SPAN = {"start_date": "2026-01-01", "end_date": "2026-08-31"}
ODD = {"start_date": "2024-08-09", "end_date": "2026-07-19"}
ACROSS = {"start_date": "2025-02-11", "end_date": "2025-11-29"}
MONTHS = {"interval": "month", "start_date": "2026-05-17", "end_date": "2026-08-02"}
COMPARED = {"compare": "prior_year", "variance": "true"}


def asked(category: str, option: str, budget: str) -> Iterator[tuple[str, dict[str, str]]]:
    by, of = {"columns_by": category}, {"tracking": option}
    for one in (
        SPAN | COMPARED,
        ODD | {"interval": "year"},
        MONTHS,
        SPAN | by,
        SPAN | of,
        SPAN | {"not_tracked": category},
    ):
        yield "profit-loss", one | {"percent_of_revenue": "true"}
    for end in ("2026-08-31", "2026-07-15", "2025-12-31", "2026-02-28"):
        yield "balance-sheet", {"as_of": end} | COMPARED
    for more in ({"start_date": "2024-11-11", "interval": "quarter"}, by, of, {"not_tracked": category}):
        yield "balance-sheet", {"as_of": "2026-08-31"} | more
    for one in (SPAN, ODD, ACROSS, {"start_date": "2025-12-31", "end_date": "2026-01-01"}, SPAN | by, SPAN | of):
        yield "trial-balance", one
    for one in (SPAN | COMPARED, ODD | {"interval": "year"}, MONTHS, ACROSS):
        yield "cash-flow", one
    for one in (SPAN, ODD, ACROSS, {"start_date": "2026-01-01", "end_date": "2026-01-01"}):
        yield "changes-in-equity", one
    for more in ({}, {"interval": "quarter"}, of):
        yield "budget-vs-actual", {"budget_id": budget} | more


def test_the_lines_behind_every_figure_add_up_to_it_with_its_sign():
    """Some reports before a year was closed, others afterwards, and some of these as they were known before."""
    company = make_books().company
    category = TrackingCategory.objects.get(company=company)
    asks = list(asked(str(category.pk), str(options_of(category)[0]), str(make_budget(company).pk)))
    roles = {str(one.pk): one.system_role for one in company.accounts.exclude(system_role=None)}
    without, seen = set(), 0
    moment = {"known_at": timezone.now().isoformat()}
    stored = [rows_of(company, query) for query in (SPAN, ODD)]
    for is_closed in (False, True):
        if is_closed:
            close_2024(company)
            assert [rows_of(company, query | moment) for query in (SPAN, ODD)] == stored
            asks = [*asks[3::8], asks[-1], *((report, query | moment) for report, query in asks[8::14])]
        followed = Followed(company)
        if is_closed or EXHAUSTIVE:
            check_ledgers(followed, moment if is_closed else {})
        for report, query in asks if is_closed else asks[::8]:
            shown = followed.get(report, query)
            for row in shown["rows"]:
                for column, amount, link in zip(shown["columns"], row["amounts"], row["figures"], strict=False):
                    if link is not None:
                        debits, credits = followed.sums(link)
                        found = expected(report, row, column["key"], debits, credits)
                        assert found == amount, (report, query, row["name"], column["key"], link)
                        seen += 1
                    elif amount and column["kind"] not in WITHOUT_LINES:
                        name = column["key"] if report == "trial-balance" else report
                        without.add((name, roles.get(row["account_id"]) or row["key"]))
    assert seen > 200
    balances = [f"{when}_{side}" for when in ("opening", "closing") for side in ("debit", "credit")]
    assert without == {*((name, "total") for name in balances), *(("balance-sheet", name) for name in WITH_CREDIT)}


MOST = 4
MANY = {"asset": ["bank", "fixed_asset"], "revenue": ["sales"], "expense": ["operating_expense", "depreciation", ""]}


def make_large_books() -> Company:
    """Return books of two years with more accounts of most kinds than a list can be filtered by."""
    company, random = make_company(), Random(8)
    many = [
        Account(company=company, code=f"{kind[:2]}{subtype[:2]}{number}", name="N", type=kind, subtype=subtype)
        for kind, subtypes in MANY.items()
        for subtype in subtypes
        for number in range(MOST + 2)
    ]
    held = [account(company, code).id for code in ("1000", "2500")]
    entries: list[Any] = []
    for one, year in product(Account.objects.bulk_create(many), (2025, 2026)):
        day = datetime.date(year, 1, 1) + datetime.timedelta(random.randrange(180))
        amount, turn = D(random.randrange(1, 90_000)) / 100, random.randrange(2)
        lines = [
            {"account_id": id, "debit": amount * (place == turn), "credit": amount * (place != turn)}
            for place, id in enumerate([one.id, random.choice(held)])
        ]
        entries.append({"date": day, "lines": lines})
    journal.create_many(company, by=owner_of(company), entries=entries)
    return company


def test_figures_of_more_accounts_than_a_list_is_filtered_by_have_lines_too(monkeypatch):
    """Their query names kinds of accounts. With sub-accounts that share their kind with others it cannot."""
    monkeypatch.setattr(reports, "MAX_CHOICES", MOST)
    company = make_large_books()
    parent = company.accounts.get(code="exop0")
    company.accounts.filter(code__startswith="exop").exclude(code__in=["exop0", "exop1"]).update(parent=parent)
    followed, seen, without = Followed(company), set(), set()
    for report, query in (
        ("profit-loss", SPAN),
        ("balance-sheet", {"as_of": "2026-07-15"}),
        ("trial-balance", SPAN),
        ("cash-flow", SPAN),
        ("changes-in-equity", SPAN),
        ("budget-vs-actual", {"budget_id": f"{make_budget(company).pk}"}),
    ):
        shown = followed.get(report, query)
        for row in shown["rows"]:
            for column, amount, link in zip(shown["columns"], row["amounts"], row["figures"], strict=False):
                if link is None:
                    if amount and column["kind"] not in WITHOUT_LINES:
                        without.add((report, column["key"] if report == "trial-balance" else row["name"]))
                elif "account_subtype" in link:
                    debits, credits = followed.sums(link)
                    assert expected(report, row, column["key"], debits, credits) == amount, (report, query, row, link)
                    seen.add((report, row["key"]))
    wanted = {
        "profit-loss": ["revenue", "operating_expenses", "ebitda", "operating_profit", "net_profit"],
        "balance-sheet": [
            *("current_assets", "assets", "current_earnings", "earlier_earnings", "equity"),
            *("liabilities_and_equity", "net_assets", "working_capital"),
        ],
        "trial-balance": ["earlier_earnings"],
        "cash-flow": ["net_profit", "depreciation", "operating", "change_in_cash", "closing_cash"],
        "changes-in-equity": ["equity"],
        "budget-vs-actual": ["net_profit"],
    }
    assert seen >= {(report, key) for report, keys in wanted.items() for key in keys}
    balances = [f"{when}_{side}" for when in ("opening", "closing") for side in ("debit", "credit")]
    names = {(report, "Total N") for report in ("profit-loss", "budget-vs-actual")}
    assert without == names | {("trial-balance", name) for name in balances}


def rows_of(company: Company, query: dict[str, str]) -> str:
    """Return what a year that closes moves, with its links, but not the moment in these."""
    client = Client(owner_of(company))
    text = "".join(
        client.get(f"/reports/{report}", **query).content.decode() for report in ("changes-in-equity", "trial-balance")
    )
    return re.sub('&known_at=[^"]*', "", text)


def check_ledgers(followed: Followed, known: dict[str, str]) -> None:
    """The links of the reports by rows: to entries, or to the rows of the same report."""
    span = {"start_date": "2026-03-10", "end_date": "2026-07-20"} | known
    as_of = {"as_of": "2026-07-20"} | known
    kinds = set()
    for query in (span, span | {"start_date": "2025-12-31"}):
        for row in followed.get("general-ledger", query | {"page_size": "500"})["rows"]:
            if row["lines"]:
                debits, credits = followed.sums(row["lines"])
                kinds.add(row["type"])
                if row["type"] == "opening":
                    assert debits - credits == row["balance"]
                else:
                    assert (debits, credits) == (row["debit"], row["credit"])
            assert row["type"] == "line" or row["lines"] or not row["balance"]
    for kind, sign in (("customer", 1), ("vendor", -1)):
        for contact in followed.client.get(f"/contacts/{kind}s").json["items"]:
            for row in followed.get(f"{kind}-statement", {f"{kind}_id": contact["id"]} | span)["rows"]:
                if row["lines"]:
                    kinds.add((kind, row["type"]))
                    lines = followed.lines(row["lines"])
                    assert sum(one["currency_amount"] for one in lines) == sign * row["balance"]
                    assert sum(one["debit"] - one["credit"] for one in lines) == sign * row["base_balance"]
                assert row["type"] in ("line", "difference") or row["lines"] or not row["base_balance"]
    for row in followed.get("unrealised-differences", as_of)["rows"]:
        if row["type"] == "account":
            kinds.add(("unrealised", row["code"]))
            lines = followed.lines(row["lines"])
            assert sum(one["currency_amount"] for one in lines) == row["amount"]
            assert sum(one["debit"] - one["credit"] for one in lines) == row["base_amount"]
    for report in ("aged-receivables", "aged-payables"):
        for of in ({}, {"currency": "EUR"}, {"buckets": "5,200", "by": "issue_date"}):
            for row in followed.get(report, as_of | of)["rows"]:
                items = [one for one in followed.get(report, row["lines"])["rows"] if one["type"] == "item"]
                assert [sum(column) for column in zip(*(one["amounts"] for one in items), strict=True)] == row[
                    "amounts"
                ]
                if row["currency"]:
                    amounts = [sum(column) for column in zip(*(one["currency_amounts"] for one in items), strict=True)]
                    assert amounts == row["currency_amounts"]
                kinds.add((report, row["currency"]))
    for row in followed.get("tax-summary", span)["rows"]:
        if row["type"] == "account":
            debits, credits = followed.sums(row["lines"])
            assert debits - credits == row["tax"] + row["other"] == row["closing"] - row["opening"]
        elif row["lines"]:
            lines = [one for one in followed.get("tax-summary", row["lines"])["rows"] if one["type"] == "line"]
            signs = {"sales_tax": 1, "purchase_tax": -1} if row["type"] == "tax_due" else {}
            assert sum(signs.get(one["kind"], 1) * one["amount"] for one in lines) == row["amount"]
        kinds.add(row["type"])
    assert kinds >= {"opening", "closing", ("customer", "opening"), ("vendor", "closing"), ("unrealised", "1090")}
    assert kinds >= {
        ("unrealised", "1100"),
        ("aged-receivables", "EUR"),
        ("aged-payables", "USD"),
        "tax_due",
        "account",
    }
