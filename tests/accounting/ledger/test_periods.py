"""Closing and reopening accounting periods."""

import datetime
import json
from itertools import pairwise

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounting import errors
from accounting.documents import bills, invoices
from accounting.ledger import companies, journal, periods
from accounting.ledger.dates import FIRST_ENTRY_DATE, MAX_DAYS_AHEAD, month_end
from accounting.models import AccountingPeriod, Event, JournalEntry, PeriodStatus
from foundation import tenancy
from tests.accounting.races import beside, race
from tests.factories import (
    DAY,
    line,
    make_approved_bill,
    make_bill,
    make_company,
    make_draft,
    make_entry,
    make_invoice,
    make_payment,
    make_sent_invoice,
    owner_of,
    period_of,
)

pytestmark = pytest.mark.django_db

ONE_DAY = datetime.timedelta(days=1)

FEBRUARY, MARCH, APRIL = DAY.replace(month=2), DAY, DAY.replace(month=4)


def test_closing_seals_the_trial_balance_and_records_an_event():
    company = make_company()
    entry = make_entry(company, "42.00")
    closed = periods.close(period_of(company), by=None)
    assert closed.status == PeriodStatus.CLOSED
    assert closed.sealed_head == entry.hash
    assert sorted(closed.sealed_balances.values()) == [["0.0000", "42.0000"], ["42.0000", "0.0000"]]
    assert closed.seal == periods.seal(closed.sealed_head, closed.sealed_balances)
    event = Event.objects.get(company=company, type="period.closed")
    assert event.subject_id == closed.pk


def test_a_closed_period_refuses_entries_and_names_the_earliest_open_date():
    company = make_company()
    make_entry(company)
    periods.close(period_of(company), by=None)
    with pytest.raises(errors.PeriodClosed) as refused, transaction.atomic():
        make_entry(company)
    assert refused.value.field == "date"
    assert "2026-04-01" in str(refused.value)
    assert make_entry(company, date=APRIL).number == 2


def test_months_before_a_closed_one_cannot_be_made_behind_its_back():
    company = make_company()
    make_entry(company)
    periods.close(period_of(company), by=None)
    with pytest.raises(errors.PeriodClosed), transaction.atomic():
        make_entry(company, date=datetime.date(2025, 1, 1))


def test_periods_close_in_order_and_reopen_newest_first():
    company = make_company()
    make_entry(company, date=FEBRUARY)
    make_entry(company, date=MARCH)
    with pytest.raises(errors.PeriodNotReady, match="2026-02"):
        periods.close(period_of(company, MARCH), by=None)
    periods.close(period_of(company, FEBRUARY), by=None)
    periods.close(period_of(company, MARCH), by=None)
    with pytest.raises(errors.PeriodNotReady):
        periods.reopen(period_of(company, FEBRUARY), reason="typo", by=None)
    reopened = periods.reopen(period_of(company, MARCH), reason=" a late bill ", by=None)
    assert (reopened.status, reopened.reopen_reason, reopened.seal) == (PeriodStatus.OPEN, "a late bill", "")
    assert make_entry(company, date=MARCH).number == 3


def test_drafts_inside_stand_in_the_way_and_are_named():
    company = make_company()
    make_entry(company)
    draft = make_draft(company)
    (obstacle,) = periods.close_check(period_of(company))
    assert (obstacle.code, obstacle.ids) == ("draft_entries", [str(draft.pk)])
    with pytest.raises(errors.PeriodNotReady):
        periods.close(period_of(company), by=None)
    assert not Event.objects.filter(type="period.closed").exists()
    journal.delete_draft(draft, by=None)
    assert periods.close(period_of(company), by=None).closed_at


def test_closing_twice_or_reopening_an_open_one_or_without_a_reason_is_refused():
    company = make_company()
    make_entry(company)
    with pytest.raises(errors.WrongStatus):
        periods.reopen(period_of(company), reason="x", by=None)
    periods.close(period_of(company), by=None)
    with pytest.raises(errors.WrongStatus):
        periods.close(period_of(company), by=None)
    with pytest.raises(errors.Invalid) as refused:
        periods.reopen(period_of(company), reason="  ", by=None)
    assert refused.value.field == "reason"
    assert Event.objects.filter(type="period.closed").count() == 1


def test_reopening_keeps_reason_seal_and_author_and_records_an_event():
    company = make_company()
    make_entry(company)
    by = owner_of(company)
    first = periods.close(period_of(company), by=by)
    reopened = periods.reopen(first, reason="A late bill", by=by)
    assert (reopened.reopen_reason, reopened.reopened_by, reopened.seal) == ("A late bill", by, "")
    make_entry(company)
    second = periods.close(reopened, by=None)
    assert (second.reopen_reason, second.reopened_by, second.seal != first.seal) == ("A late bill", by, True)
    shown = [(change.action, change.by, change.reason, change.seal) for change in periods.history(second)]
    assert shown == [
        ("closed", None, "", second.seal),
        ("reopened", by, "A late bill", first.seal),
        ("closed", by, "", first.seal),
    ]
    (told,) = Event.objects.filter(company=company, type="period.reopened")
    data = json.loads(bytes(told.body))["data"]
    assert (data["reason"], data["former_seal"]) == ("A late bill", first.seal)
    assert data["reopened_by_id"] == str(by.pk)


@pytest.mark.parametrize(
    ("statement", "promise"),
    [
        ("UPDATE accounting_periodchange SET reason = 'x'", "permission denied"),
        ("DELETE FROM accounting_periodchange", "permission denied"),
        ("INSERT INTO accounting_periodchange DEFAULT VALUES", "permission denied"),
        (
            "UPDATE accounting_accountingperiod SET status = 'open', seal = '', closed_at = NULL",
            "period_reopened_with_reason",
        ),
    ],
)
def test_the_history_of_a_period_is_kept_against_raw_sql(statement, promise):
    company = make_company()
    make_entry(company)
    periods.close(period_of(company), by=None)
    with pytest.raises(DatabaseError, match=promise), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert [change.action for change in periods.history(period_of(company))] == ["closed"]


@pytest.mark.parametrize(
    ("change", "promise"),
    [
        ("seal = 'forged'", "period_sealed"),
        ("sealed_balances = '{}'", "period_sealed"),
        ("start_date = '2026-05-01', end_date = '2026-05-31'", "period_fixed"),
    ],
)
def test_a_closed_period_keeps_its_seal_against_raw_sql(change, promise):
    company = make_company()
    make_entry(company)
    periods.close(period_of(company), by=None)
    with pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE accounting_accountingperiod SET {change} WHERE id = %s", [period_of(company).pk])
    assert error.value.__cause__.diag.constraint_name == promise


def test_a_period_is_a_whole_month():
    company = make_company()
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        AccountingPeriod.objects.create(
            company=company, start_date=datetime.date(2026, 2, 1), end_date=datetime.date(2026, 3, 1)
        )
    assert error.value.__cause__.diag.constraint_name == "period_is_a_month"


def test_the_first_open_day_follows_the_last_closed_period():
    company = make_company()
    make_entry(company, date=datetime.date(2024, 2, 29))
    assert periods.open_date(company, datetime.date(2024, 2, 29)) == datetime.date(2024, 2, 29)
    periods.close(period_of(company, datetime.date(2024, 2, 29)), by=None)
    assert periods.open_date(company, datetime.date(2020, 1, 1)) == datetime.date(2024, 3, 1)
    assert periods.open_date(company, datetime.date(2024, 3, 9)) == datetime.date(2024, 3, 9)


def test_posting_makes_the_months_between_its_own_and_the_current_one():
    company = make_company()
    made = company.periods.order_by("start_date")
    for date in (datetime.date(2025, 11, 30), datetime.date(2026, 2, 1), datetime.date(2025, 9, 1)):
        make_entry(company, date=date)
        assert made[0].start_date == min(date, datetime.date(2025, 11, 30)).replace(day=1)
    for _ in range(2):
        periods.make_months(company)
        names = [period.name for period in made.all()]
        assert (names[0], names[-1]) == ("2025-09", f"{timezone.now():%Y-%m}")
        assert len(set(names)) == len(names)
        assert all(after.start_date == before.end_date + ONE_DAY for before, after in pairwise(made.all()))
    first = made[0]
    assert periods.close(first, by=None).status == PeriodStatus.CLOSED
    assert periods.close(made[1], by=None).sealed_balances == made[0].sealed_balances, "a month without entries"


@pytest.mark.django_db(transaction=True)
def test_a_company_that_others_write_in_does_not_keep_the_rest_from_their_month(monkeypatch: pytest.MonkeyPatch):
    with tenancy.everyone():
        busy, other = make_company(), make_company()
    monkeypatch.setattr(periods, "FIRST_TO_BEGIN", 40 * ONE_DAY)  # the next month, which no company has
    monkeypatch.setattr(periods, "today", lambda company: timezone.now().date() + 40 * ONE_DAY)

    def make() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '100ms'")
        periods.make_months_of_all()

    with tenancy.company(busy.organization_id, busy.pk, alone=True):
        assert race(make) == [None]
    with tenancy.everyone():
        assert other.periods.count() > busy.periods.count()


def test_the_schedule_opens_only_companies_where_the_month_has_begun(monkeypatch: pytest.MonkeyPatch):
    early, late = make_company(time_zone="Pacific/Kiritimati"), make_company(time_zone="UTC")
    after = month_end(month_end(timezone.now().date()) + ONE_DAY) + ONE_DAY  # which neither has yet
    eve = datetime.datetime.combine(after, datetime.time(), datetime.UTC) - datetime.timedelta(hours=12)
    monkeypatch.setattr(periods.timezone, "now", lambda: eve)
    with CaptureQueriesContext(connection) as queries:
        periods.make_months_of_all()
    assert early.periods.filter(start_date=after).exists()
    assert not late.periods.filter(start_date=after).exists()
    opened = [str(one.organization_id) in str(queries.captured_queries) for one in (early, late)]
    assert opened == [True, False]


def test_a_company_without_entries_has_the_month_in_which_it_was_made():
    company = make_company()
    assert [period.name for period in company.periods.all()] == [f"{timezone.now():%Y-%m}"]


def test_a_month_that_has_not_ended_is_not_closed():
    company = make_company()
    make_entry(company, date=timezone.now().date() - 40 * ONE_DAY)
    periods.make_months(company)
    *earlier, current = company.periods.order_by("start_date")
    for period in earlier:
        periods.close(period, by=None)
    assert [obstacle.code for obstacle in periods.close_check(current)] == ["not_ended"]
    with pytest.raises(errors.PeriodNotEnded, match=str(current.end_date)):
        periods.close(current, by=None)
    tomorrow = timezone.now().date() + ONE_DAY
    with transaction.atomic():
        make_entry(company, date=tomorrow)  # on the last day of a month this makes the next one
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            close_by_sql(period_of(company, tomorrow))
        transaction.set_rollback(True)
    assert error.value.__cause__.diag.constraint_name == "period_ended"
    assert company.periods.filter(status=PeriodStatus.OPEN).get() == current
    assert company.events.filter(type="period.closed").count() == len(earlier)


def close_by_sql(period: AccountingPeriod) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE accounting_accountingperiod SET status = 'closed', closed_at = now(), seal = 'x' WHERE id = %s",
            [period.pk],
        )


@pytest.mark.parametrize(("zone", "ended"), [("Pacific/Kiritimati", True), ("UTC", True), ("Pacific/Pago_Pago", False)])
def test_a_month_ends_when_it_ends_where_the_company_is(zone, ended, monkeypatch):
    company = make_company(time_zone=zone)
    make_entry(company)
    monkeypatch.setattr(periods.timezone, "now", lambda: datetime.datetime(2026, 4, 1, 5, tzinfo=datetime.UTC))
    if ended:
        assert periods.close(period_of(company), by=None).status == PeriodStatus.CLOSED
    else:
        with pytest.raises(errors.PeriodNotEnded):
            periods.close(period_of(company), by=None)
        assert period_of(company).status == PeriodStatus.OPEN


def test_unfinished_invoices_and_bills_stand_in_the_way():
    company = make_company()
    make_entry(company)
    make_sent_invoice(company)
    make_approved_bill(company)
    invoice, bill, rejected = make_invoice(company), make_bill(company), make_bill(company)
    make_invoice(company, issue_date=APRIL)
    make_bill(company, issue_date=APRIL)
    bills.submit(bill, by=owner_of(company))
    bills.reject(bills.submit(rejected, by=owner_of(company)), by=owner_of(company))
    found = {obstacle.code: obstacle.ids for obstacle in periods.close_check(period_of(company))}
    assert found == {"draft_invoices": [str(invoice.pk)], "unapproved_bills": [str(bill.pk), str(rejected.pk)]}
    for finish in (
        lambda: invoices.send(invoice, by=owner_of(company)),
        lambda: bills.delete(rejected, by=owner_of(company)),
        lambda: bills.approve(bill, by=owner_of(company)),
    ):
        with pytest.raises(errors.PeriodNotReady):
            periods.close(period_of(company), by=None)
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            close_by_sql(period_of(company))
        assert error.value.__cause__.diag.constraint_name == "period_no_open_documents"
        finish()
    assert periods.close(period_of(company), by=None).status == PeriodStatus.CLOSED


@pytest.mark.django_db(transaction=True)
def test_next_open_is_the_month_after_one_that_is_being_closed():
    with tenancy.everyone():
        company = make_company()
        entry = make_entry(company)
    with tenancy.everyone():
        periods.close(period_of(company), by=None)
        moving = [beside(lambda: make_entry(company, on_closed_period="next_open"))]
        moving.append(beside(lambda: journal.reverse(entry, by=None), waiting=2))
    assert [one.result().date for one in moving] == [datetime.date(2026, 4, 1)] * 2


@pytest.mark.django_db(transaction=True)
def test_nobody_closes_the_month_that_next_open_has_found():
    with tenancy.everyone():
        company = make_company()
        make_entry(company)
    with tenancy.everyone():
        assert periods.accounting_date(company, DAY, "next_open") == DAY
        closing = beside(lambda: periods.close(period_of(company), by=None))
        assert make_entry(company, on_closed_period="next_open").date == DAY
    assert closing.result().status == PeriodStatus.CLOSED


def test_next_open_is_today_at_the_latest(monkeypatch):
    company = make_company()
    make_entry(company)
    periods.close(period_of(company), by=None)
    assert periods.accounting_date(company, DAY, "next_open") == datetime.date(2026, 4, 1)
    monkeypatch.setattr(periods.timezone, "now", lambda: datetime.datetime(2026, 3, 20, tzinfo=datetime.UTC))
    with pytest.raises(errors.PeriodClosed, match="2026-04-01"):
        make_entry(company, on_closed_period="next_open")
    with pytest.raises(errors.PeriodClosed, match="2026-04-01"):
        journal.reverse(company.entries.get(), by=None)
    assert company.entries.count() == 1


def test_nothing_is_dated_far_ahead_or_before_books_are_kept():
    company = make_company()
    today = timezone.now().date()
    too_late, too_early = today + (MAX_DAYS_AHEAD + 1) * ONE_DAY, FIRST_ENTRY_DATE - ONE_DAY
    draft = make_draft(company)
    nothing = make_sent_invoice(company, lines=[line(company, "0.00")])
    for date in (too_late, too_early, datetime.date(2126, 3, 1), datetime.date(1926, 3, 1)):
        for refused, field in (
            (lambda date=date: make_entry(company, date=date), "date"),
            (lambda date=date: make_draft(company, date=date), "date"),
            (lambda date=date: journal.update(draft, by=None, date=date), "date"),
            (lambda date=date: make_invoice(company, issue_date=date), "issue_date"),
            (lambda date=date: make_bill(company, issue_date=date), "issue_date"),
            (lambda date=date: make_payment(company, date=date), "date"),
            (lambda date=date: invoices.void(nothing, by=owner_of(company), date=date), "date"),
        ):
            with pytest.raises(errors.InvalidDate) as error, transaction.atomic():
                refused()
            assert error.value.field == field
    assert company.periods.count() == 1, "the current month only"
    for date, promise in (
        (too_late + ONE_DAY, "entry_not_far_ahead"),
        (too_early, "entry_not_before_books"),
    ):
        with pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE accounting_journalentry SET date = %s, status = 'posted' WHERE id = %s", [date, draft.pk]
            )
        assert error.value.__cause__.diag.constraint_name == promise
    assert make_entry(company, date=today + MAX_DAYS_AHEAD * ONE_DAY).number == 1
    assert make_entry(company, date=FIRST_ENTRY_DATE).number == 2


def test_the_first_month_of_the_fiscal_year_is_fixed_while_a_period_is_closed():
    company = make_company()
    by = owner_of(company)
    make_entry(company)
    assert companies.update(company, by=by, fiscal_year_start_month=4).fiscal_year_start_month == 4
    closed = periods.close(period_of(company), by=by)
    with pytest.raises(errors.Conflict) as refused, transaction.atomic():
        companies.update(company, by=by, fiscal_year_start_month=7)
    assert refused.value.field == "fiscal_year_start_month"
    assert companies.update(company, by=by, fiscal_year_start_month=4, name="Kept").name == "Kept"
    periods.reopen(closed, reason="Wrong year", by=by)
    assert companies.update(company, by=by, fiscal_year_start_month=7).fiscal_year_start_month == 7


def test_a_warning_does_not_prevent_closing(monkeypatch):
    company = make_company()
    entry = make_entry(company)

    def rows(first: datetime.date, last: datetime.date) -> QuerySet[JournalEntry]:
        return JournalEntry.objects.filter(date__range=(first, last))

    warned = periods.Unfinished("draft_entries", "Look at these", rows, periods.Severity.WARNING)
    monkeypatch.setattr(periods, "UNFINISHED", [warned])
    (warning,) = periods.close_check(period_of(company))
    assert (warning.severity, warning.ids, warning.message) == ("warning", [str(entry.pk)], "Look at these: 1.")
    assert periods.close(period_of(company), by=None).status == PeriodStatus.CLOSED
