"""Fiscal years: closing and reopening them, and the entries that move their earnings to equity."""

import datetime
import json
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounting import errors, tasks
from accounting.ledger import accounts, companies, fiscal_years, journal, periods
from accounting.models import Account, AccountBalance, AccountingPeriod, Company, FiscalYear, JournalEntry, PeriodStatus
from accounting.reports import balance_sheet, integrity, profit_and_loss, trial_balance
from foundation import tenancy
from tests.accounting.races import beside, race
from tests.client import Client
from tests.factories import account, credit, debit, make_account, make_company, make_draft, make_entry, owner_of
from tests.people import make_user

pytestmark = pytest.mark.django_db


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def book(company: Company, date: str, left: str, right: str, amount: str, **fields: Any) -> JournalEntry:
    entry = JournalEntry(company=company, date=day(date), **fields)
    lines = [debit(account(company, left), amount), credit(account(company, right), amount)]
    return journal.post(entry, lines=lines, by=None)


def close_months(company: Company, until: str) -> None:
    for period in company.periods.filter(end_date__lte=until, status=PeriodStatus.OPEN).order_by("start_date"):
        periods.close(period, by=None)


def year_of(company: Company, date: str) -> FiscalYear:
    return FiscalYear.objects.get(company=company, start_date__lte=date, end_date__gte=date)


@pytest.fixture
def company() -> Company:
    """2024 earned 450.00 and its months are closed; January 2025 has sales of 80.00 and is open."""
    company = make_company()
    book(company, "2024-11-05", "1000", "4000", "600.00")
    book(company, "2024-12-31", "6100", "1000", "150.00")
    book(company, "2025-01-10", "1000", "4000", "80.00")
    close_months(company, "2024-12-31")
    return company


def without_retained_earnings(company: Company) -> None:
    """Leave the books as an import does that has no such account. No operation deletes it."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounting_account WHERE id = %s", [account(company, "3200").pk])


def state(company: Company) -> list[Any]:
    """What a refusal must leave as it is."""
    return [
        list(company.fiscal_years.order_by("start_date").values()),
        list(company.periods.order_by("start_date").values()),
        list(company.entries.order_by("id").values()),
        list(AccountBalance.objects.filter(company=company).order_by("account_id", "month").values()),
        list(company.events.order_by("sequence").values_list("type", "sequence")),
    ]


def hold(company: Company) -> None:
    """What holds at every moment: the checks of the books, and what PostgreSQL checks at commit."""
    assert {check.name: check.failures for check in integrity.checks(company) if check.failed} == {}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def figures(company: Company) -> dict[str, str]:
    """The figures that a closing entry may not change."""
    found = {}
    for start, end in (("2024-01-01", "2024-12-31"), ("2024-11-06", "2025-01-09"), ("2025-01-01", "2025-12-31")):
        table = profit_and_loss.report(company, start_date=day(start), end_date=day(end))
        found[f"profit {start} {end}"] = str(table.totals["net_profit"][0])
    for end in ("2024-12-31", "2025-01-01", "2025-12-31"):
        sheet = balance_sheet.report(company, as_of=day(end))
        assert sheet.totals["assets"] == sheet.totals["liabilities_and_equity"]
        found[f"equity {end}"] = str(sheet.totals["equity"][0])
        found[f"this year {end}"] = str(sheet.totals["current_earnings"][0])
    return found


def earlier(company: Company, end: str) -> tuple[str, str]:
    """The earnings of earlier years that are not moved to an account, and those that are."""
    sheet = balance_sheet.report(company, as_of=day(end))
    retained = [str(row.amounts[0]) for row in sheet.rows if row.code == "3200"]
    return str(sheet.totals["earlier_earnings"][0]), retained[0] if retained else "0.00"


def test_every_month_is_in_a_year_up_to_the_current_one():
    company = make_company()
    assert [year.name for year in company.fiscal_years.all()] == [f"{timezone.now():%Y}"]
    make_entry(company, date=day("2023-06-30"))
    names = [year.name for year in company.fiscal_years.order_by("start_date")]
    assert names == [str(year) for year in range(2023, timezone.now().year + 1)]
    hold(company)


@pytest.mark.parametrize(
    ("month", "date", "start", "end", "name"),
    [
        (1, "2024-02-29", "2024-01-01", "2024-12-31", "2024"),
        (3, "2024-02-29", "2023-03-01", "2024-02-29", "FY2024"),
        (3, "2025-02-28", "2024-03-01", "2025-02-28", "FY2025"),
        (12, "2023-12-01", "2023-12-01", "2024-11-30", "FY2024"),
    ],
)
def test_a_year_begins_in_any_month_and_may_end_on_29_february(month, date, start, end, name):
    company = make_company(fiscal_year_start_month=month)
    make_entry(company, date=day(date))
    year = year_of(company, date)
    assert (year.start_date, year.end_date, year.name) == (day(start), day(end), name)
    close_months(company, end)
    closed = fiscal_years.close(year, by=None, closing_entry=True)
    assert closed.closing_entry.date == day(end) + datetime.timedelta(days=1)
    hold(company)


def test_the_years_follow_the_first_month_until_one_is_closed():
    company = make_company()
    by = owner_of(company)
    make_entry(company, date=day("2024-05-15"))
    gone = year_of(company, "2024-05-15")
    companies.update(company, by=by, fiscal_year_start_month=4)
    company.refresh_from_db()
    first = company.fiscal_years.order_by("start_date")[0]
    assert (first.start_date, first.name) == (day("2024-04-01"), "FY2025")
    hold(company)
    for late in (lambda: fiscal_years.close(gone, by=by), lambda: fiscal_years.reopen(gone, reason="Audit", by=by)):
        with pytest.raises(errors.Conflict, match="deleted"):
            late()
    close_months(company, "2025-03-31")
    fiscal_years.reopen(fiscal_years.close(first, by=by), reason="Audit", by=by)
    for period in company.periods.filter(status=PeriodStatus.CLOSED).order_by("-start_date"):
        periods.reopen(period, reason="Audit", by=by)
    before = state(company)
    with pytest.raises(errors.Conflict) as refused, transaction.atomic():
        companies.update(company, by=by, fiscal_year_start_month=7)
    assert refused.value.field == "fiscal_year_start_month"
    assert state(company) == before


def test_closing_without_an_entry_changes_no_figure(company):
    before, by = figures(company), owner_of(company)
    closed = fiscal_years.close(year_of(company, "2024-12-31"), by=by)
    assert (closed.status, closed.closed_by, closed.closing_entry) == ("closed", by, None)
    assert figures(company) == before
    assert earlier(company, "2025-12-31") == ("450.00", "0.00")
    told = json.loads(bytes(company.events.get(type="fiscal_year.closed").body))["data"]
    assert (told["id"], told["name"], told["closing_entry_id"]) == (str(closed.pk), "2024", None)
    hold(company)


def test_a_closing_entry_moves_the_earnings_and_reopening_takes_it_back(company):
    before, by = figures(company), owner_of(company)
    year = fiscal_years.close(year_of(company, "2024-12-31"), by=by, closing_entry=True)
    entry = year.closing_entry
    assert (entry.date, entry.entry_type, entry.source_type, entry.source_id) == (
        day("2025-01-01"), "closing", "fiscal_year", year.pk,
    )  # fmt: skip
    lines = [(line.account.code, line.debit, line.credit) for line in entry.lines.order_by("position")]
    assert lines == [("4000", 600, 0), ("6100", 0, 150), ("3200", 0, 450)]
    assert figures(company) == before
    assert earlier(company, "2024-12-31") == ("0.00", "0.00")
    assert earlier(company, "2025-12-31") == ("0.00", "450.00")
    trial = trial_balance.report(company, start_date=day("2025-01-01"), end_date=day("2025-12-31"))
    shown = {row.code or row.key: list(map(str, row.amounts[2:])) for row in trial.rows}
    assert shown["4000"] == ["0.00", "80.00", "0.00", "80.00"]
    assert shown["3200"] == ["0.00", "450.00", "0.00", "450.00"]
    assert shown["earlier_earnings"] == ["600.00", "150.00", "0.00", "0.00"]
    hold(company)

    reopened = fiscal_years.reopen(year, reason=" The auditor's adjustment ", by=by)
    assert (reopened.status, reopened.closing_entry, reopened.closed_at) == ("open", None, None)
    assert (reopened.reopened_by, reopened.reopen_reason) == (by, "The auditor's adjustment")
    mirror = entry.reversals.get()
    assert (mirror.date, mirror.entry_type, mirror.source_id) == (entry.date, "closing", year.pk)
    assert "The auditor's adjustment" in mirror.memo
    assert (figures(company), earlier(company, "2025-12-31")) == (before, ("450.00", "0.00"))
    told = json.loads(bytes(company.events.get(type="fiscal_year.reopened").body))["data"]
    assert (told["reason"], told["reopened_by_id"]) == ("The auditor's adjustment", str(by.pk))
    hold(company)

    again = fiscal_years.close(reopened, by=by, closing_entry=True)
    assert (again.closing_entry.pk != entry.pk, earlier(company, "2025-12-31")) == (True, ("0.00", "450.00"))
    hold(company)


def test_a_year_with_more_accounts_than_an_entry_has_lines_gets_its_closing_entry(company):
    sales = Account.objects.bulk_create(
        Account(company=company, code=f"4{number:05}", name="Sales", type="revenue") for number in range(1_100)
    )
    for half in (sales[:550], sales[550:]):
        lines = [debit(account(company, "1000"), "550.00"), *(credit(one, "1.00") for one in half)]
        journal.post(JournalEntry(company=company, date=day("2025-02-01")), lines=lines, by=None)
    close_months(company, "2025-12-31")
    by = owner_of(company)
    for one in ("2024-12-31", "2025-12-31"):
        year = fiscal_years.close(year_of(company, one), by=by, closing_entry=True)
    assert year.closing_entry.lines.count() == 1_100 + 1 + 1  # with the sales of January, and retained earnings
    assert earlier(company, "2026-12-31") == ("0.00", "1630.00")
    hold(company)
    fiscal_years.reopen(year, reason="One more.", by=by)
    hold(company)


def test_a_year_that_earned_too_much_for_a_line_is_closed_without_an_entry(company):
    for _ in range(2):
        book(company, "2025-03-05", "1000", "4000", "999999999999999.99")
    close_months(company, "2025-12-31")
    fiscal_years.close(year_of(company, "2024-05-01"), by=None)
    year, before = year_of(company, "2025-05-01"), state(company)
    with pytest.raises(errors.InvalidAmount) as refusal:
        fiscal_years.close(year, by=None, closing_entry=True)
    assert refusal.value.field == "closing_entry"
    assert state(company) == before
    assert fiscal_years.close(year, by=None).status == PeriodStatus.CLOSED


def test_a_closing_entry_comes_after_months_that_are_closed_already(company):
    close_months(company, "2025-02-28")
    sealed = dict(company.periods.filter(status="closed").values_list("start_date", "seal"))
    year = fiscal_years.close(year_of(company, "2024-12-31"), by=None, closing_entry=True)
    assert year.closing_entry.date == day("2025-03-01")
    assert earlier(company, "2025-02-28") == ("450.00", "0.00")
    assert earlier(company, "2025-03-01") == ("0.00", "450.00")
    close_months(company, "2025-03-31")
    fiscal_years.reopen(year, reason="Audit", by=None)
    assert year.closing_entry.reversals.get().date == day("2025-04-01")
    assert sealed.items() <= dict(company.periods.values_list("start_date", "seal")).items()
    hold(company)


def test_a_loss_an_archived_account_and_a_year_that_earned_nothing():
    company = make_company()
    cost = make_account(company, type="expense")
    lines = [debit(cost, "70.00"), credit(account(company, "1000"), "70.00")]
    journal.post(JournalEntry(company=company, date=day("2024-03-01")), lines=lines, by=None)
    accounts.archive(cost, by=owner_of(company))
    close_months(company, "2025-12-31")
    first = fiscal_years.close(year_of(company, "2024-03-01"), by=None, closing_entry=True)
    lines = [(line.account.pk, line.debit, line.credit) for line in first.closing_entry.lines.order_by("position")]
    assert lines == [(cost.pk, 0, 70), (account(company, "3200").pk, 70, 0)]
    second = fiscal_years.close(year_of(company, "2025-03-01"), by=None, closing_entry=True)
    assert (second.status, second.closing_entry) == ("closed", None)
    hold(company)


def test_what_is_in_the_way_is_named(company):
    current = company.fiscal_years.order_by("-start_date")[0]
    found = {one.code: one.severity for one in fiscal_years.close_check(current)}
    assert found == {"not_ended": "error", "earlier_open": "error", "open_periods": "error"}
    year = year_of(company, "2025-06-30")
    assert [one.code for one in fiscal_years.close_check(year)] == ["earlier_open", "open_periods"]
    assert fiscal_years.close_check(year_of(company, "2024-12-31")) == []
    before = state(company)
    for wrong in (current, year):
        with pytest.raises(errors.FiscalYearNotReady, match="2024"), transaction.atomic():
            fiscal_years.close(wrong, by=None)
    with pytest.raises(errors.WrongStatus), transaction.atomic():
        fiscal_years.reopen(year, reason="x", by=None)
    assert state(company) == before
    without_retained_earnings(company)
    (warning,) = fiscal_years.close_check(year_of(company, "2024-12-31"))
    assert (warning.code, warning.severity) == ("no_retained_earnings", "warning")


def test_the_account_of_retained_earnings_is_found_or_named(company):
    year = year_of(company, "2024-12-31")
    without_retained_earnings(company)
    before = state(company)
    with pytest.raises(errors.RetainedEarningsMissing), transaction.atomic():
        fiscal_years.close(year, by=None, closing_entry=True)
    bank, elsewhere = account(company, "1000"), account(make_company(), "3200")
    for wrong, refusal in ((bank, errors.AccountNotUsable), (elsewhere, errors.NotFoundHere)):
        with pytest.raises(refusal) as refused, transaction.atomic():
            fiscal_years.close(year, by=None, closing_entry=True, retained_earnings_account_id=wrong.pk)
        assert refused.value.field == "retained_earnings_account_id"
    with pytest.raises(errors.Invalid), transaction.atomic():
        fiscal_years.close(year, by=None, retained_earnings_account_id=bank.pk)
    assert state(company) == before
    first, second = (make_account(company, type="equity", subtype="retained_earnings") for _ in range(2))
    with pytest.raises(errors.RetainedEarningsMissing, match="Several"), transaction.atomic():
        fiscal_years.close(year, by=None, closing_entry=True)
    assert fiscal_years.retained_earnings(company, account_id=second.pk) == second
    accounts.archive(second, by=owner_of(company))
    assert fiscal_years.retained_earnings(company) == first


def test_a_closed_year_keeps_its_months_closed_and_reopens_newest_first(company):
    close_months(company, "2025-12-31")
    first = fiscal_years.close(year_of(company, "2024-12-31"), by=None)
    second = fiscal_years.close(year_of(company, "2025-12-31"), by=None)
    newest = company.periods.filter(status="closed").order_by("-start_date")[0]
    before = state(company)
    for refused, refusal in (
        (lambda: periods.reopen(newest, reason="x", by=None), errors.PeriodNotReady),
        (lambda: fiscal_years.reopen(first, reason="x", by=None), errors.FiscalYearNotReady),
        (lambda: fiscal_years.reopen(second, reason=" ", by=None), errors.Invalid),
        (lambda: fiscal_years.close(second, by=None), errors.WrongStatus),
    ):
        with pytest.raises(refusal), transaction.atomic():
            refused()
    assert state(company) == before
    fiscal_years.reopen(second, reason="A late bill", by=None)
    assert periods.reopen(newest, reason="A late bill", by=None).status == "open"
    hold(company)


def posted_by_hand(company: Company, source_id: Any, amount: str = "450.00") -> JournalEntry:
    entry = JournalEntry(
        company=company, date=day("2025-01-02"), entry_type="closing", source_type="fiscal_year", source_id=source_id
    )
    lines = [debit(account(company, "4000"), amount), credit(account(company, "3200"), amount)]
    return journal.post(entry, lines=lines, by=None)


CLOSE = (
    "UPDATE accounting_fiscalyear SET status = 'closed', closed_at = now(), closing_entry_id = {entry} "
    "WHERE id = '{year}'"
)
REOPEN = (
    "UPDATE accounting_fiscalyear SET status = 'open', closed_at = NULL, closing_entry_id = NULL, reopened_at = now(), "
    "reopen_reason = '{reason}' WHERE id = '{year}'"
)


@pytest.mark.parametrize("source", ["none", "the year", "a period"])
def test_nobody_posts_a_closing_entry_but_the_closing_of_a_year(company, source):
    year = year_of(company, "2024-12-31")
    source_id = {"none": None, "the year": year.pk, "a period": company.periods.all()[0].pk}[source]

    def at_commit() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            posted_by_hand(company, source_id)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    before = state(company)
    with pytest.raises(DatabaseError, match="entry_closing_by_year_end"):
        at_commit()
    assert state(company) == before


def attempts(company: Company) -> dict[str, tuple[str, list[str]]]:
    """What raw SQL tries, after which closing entry was posted by hand (0: none), and the promise that refuses it."""
    year, later = year_of(company, "2024-12-31"), year_of(company, "2025-12-31")
    closed = CLOSE.format(entry="NULL", year=year.pk)
    return {
        "fiscal_year_in_order": ("", [CLOSE.format(entry="NULL", year=later.pk)]),
        "fiscal_year_months_closed": ("", [closed, CLOSE.format(entry="NULL", year=later.pk)]),
        "fiscal_year_sealed": (
            "",
            [closed, "UPDATE accounting_fiscalyear SET closed_at = '2025-01-01' WHERE status = 'closed'"],
        ),
        "fiscal_year_fixed": (
            "",
            [f"UPDATE accounting_fiscalyear SET start_date = '2020-01-01' WHERE id = '{year.pk}'"],
        ),
        "fiscal_year_reopened_with_reason": ("", [closed, REOPEN.format(reason=" ", year=year.pk)]),
        "fiscal_year_own_entry": (
            "",
            [CLOSE.format(entry="(SELECT id FROM accounting_journalentry WHERE number = 1)", year=year.pk)],
        ),
        "entry_closing_is_the_year": ("449.00", [CLOSE.format(entry="'{entry}'", year=year.pk)]),
        "fiscal_year_entry_reversed": ("closed", [REOPEN.format(reason="x", year=year.pk)]),
        "permission denied": ("", ["DELETE FROM accounting_fiscalyear"]),
    }


@pytest.mark.parametrize(
    "promise",
    [
        "fiscal_year_in_order",
        "fiscal_year_months_closed",
        "fiscal_year_sealed",
        "fiscal_year_fixed",
        "fiscal_year_reopened_with_reason",
        "fiscal_year_own_entry",
        "entry_closing_is_the_year",
        "fiscal_year_entry_reversed",
        "permission denied",
    ],
)
def test_the_promises_hold_against_raw_sql(company, promise):
    prepare, statements = attempts(company)[promise]
    year = year_of(company, "2024-12-31")
    if prepare == "closed":
        fiscal_years.close(year, by=None, closing_entry=True)
    before = state(company)

    def at_commit() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            entry = posted_by_hand(company, year.pk, prepare).pk if prepare not in ("", "closed") else None
            for statement in statements:
                cursor.execute(statement.replace("{entry}", str(entry)))
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(DatabaseError, match=promise):
        at_commit()
    assert state(company) == before


def test_a_closing_entry_is_not_reversed_while_its_year_is_closed(company):
    year = fiscal_years.close(year_of(company, "2024-12-31"), by=None, closing_entry=True)
    before = state(company)
    with pytest.raises(errors.WrongStatus, match="Reopen the fiscal year instead"), transaction.atomic():
        journal.reverse(year.closing_entry, by=None)

    def at_commit() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            journal.reverse(year.closing_entry, by=None, source="fiscal_year")
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(DatabaseError, match="fiscal_year_keeps_entry"):
        at_commit()
    assert state(company) == before


@pytest.mark.django_db(transaction=True)
def test_a_year_closes_once_and_not_beside_the_reopening_of_its_month():
    with tenancy.everyone():
        company = make_company()
        book(company, "2024-12-31", "1000", "4000", "600.00")
        close_months(company, "2024-12-31")
        year = year_of(company, "2024-12-31")
        december = AccountingPeriod.objects.get(company=company, end_date="2024-12-31")
    results = race(*[lambda: fiscal_years.close(FiscalYear.objects.get(pk=year.pk), by=None, closing_entry=True)] * 2)
    assert sorted(type(one).__name__ for one in results) == ["FiscalYear", "WrongStatus"]
    with tenancy.everyone():
        hold(company)
        assert company.entries.filter(entry_type="closing").count() == 1
        fiscal_years.reopen(FiscalYear.objects.get(pk=year.pk), reason="x", by=None)
    for _ in range(3):
        closed, reopened = race(
            lambda: fiscal_years.close(FiscalYear.objects.get(pk=year.pk), by=None, closing_entry=True),
            lambda: periods.reopen(AccountingPeriod.objects.get(pk=december.pk), reason="x", by=None),
        )
        assert sum(isinstance(one, Exception) for one in (closed, reopened)) == 1, (closed, reopened)
        with tenancy.everyone():
            hold(company)
            if isinstance(closed, FiscalYear):
                fiscal_years.reopen(FiscalYear.objects.get(pk=year.pk), reason="x", by=None)
            else:
                periods.close(AccountingPeriod.objects.get(pk=december.pk), by=None)


@pytest.mark.django_db(transaction=True)
def test_a_closing_entry_goes_to_the_month_after_one_that_is_being_closed():
    with tenancy.everyone():
        company = make_company()
        book(company, "2024-12-31", "1000", "4000", "600.00")
        book(company, "2025-01-10", "1000", "4000", "80.00")
        close_months(company, "2024-12-31")
        year, january = year_of(company, "2024-12-31"), company.periods.get(end_date="2025-01-31")
    with tenancy.everyone():
        periods.close(january, by=None)
        closing = beside(lambda: fiscal_years.close(FiscalYear.objects.get(pk=year.pk), by=None, closing_entry=True))
    assert closing.result().closing_entry.date == day("2025-02-01")
    with tenancy.everyone():
        hold(company)


@pytest.mark.usefixtures("without_limits")
def test_over_http(company):
    admin = Client(owner_of(company))
    make_draft(company, date=day("2025-01-31"))
    *later, year = admin.get("/fiscal-years").json["items"]
    assert (year["name"], year["status"], year["allowed_actions"]) == ("2024", "open", ["close"])
    path = f"/fiscal-years/{year['id']}"
    assert admin.get(f"{path}/close-check").json == {"ready": True, "obstacles": []}
    check = admin.get(f"/fiscal-years/{later[0]['id']}/close-check").json
    assert (check["ready"], {one["severity"] for one in check["obstacles"]}) == (False, {"error"})
    before = state(company)
    tried = admin.post(f"{path}/close", {"closing_entry": True}, dry_run="true")
    assert (tried.status, tried.json["status"]) == (200, "closed")
    refused = admin.post(f"/fiscal-years/{later[0]['id']}/close")
    assert (refused.status, refused.code) == (409, "fiscal_year_not_ready")
    assert admin.post(f"{path}/close", headers={"If-Match": '"x"'}).status == 412
    assert state(company) == before
    key = {"Idempotency-Key": "close-2024"}
    closed = admin.post(f"{path}/close", {"closing_entry": True}, key)
    assert (closed.status, closed.json["allowed_actions"]) == (200, ["reopen"])
    assert admin.post(f"{path}/close", {"closing_entry": True}, key).json == closed.json
    entry = admin.get(f"/journal-entries/{closed.json['closing_entry_id']}").json
    assert (entry["entry_type"], entry["source_type"]) == ("closing", "fiscal_year")
    assert entry["allowed_actions"] == ["update"]
    body = {"date": "2025-02-01", "entry_type": "closing", "lines": entry["lines"]}
    given = [{name: line[name] for name in ("account_id", "debit", "credit")} for line in entry["lines"]]
    by_hand = admin.post("/journal-entries", body | {"lines": given})
    assert (by_hand.status, by_hand.error_fields) == (422, ["entry_type"])
    month = admin.get("/periods", status="closed", sort_order="desc").json["items"][0]
    refused = admin.post(f"/periods/{month['id']}/reopen", {"reason": "x"})
    assert (refused.status, refused.code) == (409, "period_not_ready")
    assert admin.post(f"{path}/reopen").status == 422
    reopened = admin.post(f"{path}/reopen", {"reason": "The auditor's adjustment"}).json
    assert (reopened["status"], reopened["closing_entry_id"]) == ("open", None)
    viewer = make_user(company.organization)
    company.members.create(organization=company.organization, user=viewer, role="accountant")
    assert Client(viewer).post(f"{path}/close").status == 403
    hold(company)


@pytest.mark.usefixtures("without_limits")
def test_a_list_of_periods_or_years_writes_nothing():
    company = make_company()
    client = Client(owner_of(company))
    make_entry(company, date=day("2024-02-29"))
    for path, first in (("/periods", "2024-02"), ("/fiscal-years", "2024")):
        before = state(company)
        items = client.get(path, sort_order="asc", page_size="100").json["items"]
        assert (items[0]["name"], items[-1]["end_date"] >= str(timezone.now().date())) == (first, True)
        assert state(company) == before


@pytest.mark.django_db(transaction=True)
def test_the_schedule_adds_the_month_that_has_begun_once(monkeypatch):
    with tenancy.everyone():
        utc, late = make_company(), make_company(time_zone="Pacific/Pago_Pago")
        there = utc.periods.count()
    next_month = (timezone.now().replace(day=28) + datetime.timedelta(days=4)).replace(day=1, hour=5)
    monkeypatch.setattr(periods.timezone, "now", lambda: next_month)
    assert [result for result in race(tasks.make_months, tasks.make_months) if result] == []
    with tenancy.everyone():
        assert utc.periods.count() == there + 1
        assert utc.periods.order_by("-start_date")[0].start_date == next_month.date()
        assert late.periods.count() == there, "there the month has not begun"
        assert utc.fiscal_years.filter(end_date__gte=next_month.date()).exists()
