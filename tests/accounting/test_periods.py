"""Closing and reopening accounting periods."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction

from accounting import errors
from accounting.models import AccountingPeriod, Event, PeriodStatus
from accounting.operations import journal, periods
from tests.factories import DAY, make_company, make_draft, make_entry, period_of

pytestmark = pytest.mark.django_db

FEBRUARY, MARCH, APRIL = DAY.replace(month=2), DAY, DAY.replace(month=4)


def test_closing_seals_the_trial_balance_and_tells_it():
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
        cursor.execute(f"UPDATE accounting_accountingperiod SET {change} WHERE company_id = %s", [company.pk])
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
    make_entry(company, date=datetime.date(2028, 2, 29))
    assert periods.open_date(company, datetime.date(2028, 2, 29)) == datetime.date(2028, 2, 29)
    periods.close(period_of(company, datetime.date(2028, 2, 29)), by=None)
    assert periods.open_date(company, datetime.date(2020, 1, 1)) == datetime.date(2028, 3, 1)
    assert periods.open_date(company, datetime.date(2028, 3, 9)) == datetime.date(2028, 3, 9)
