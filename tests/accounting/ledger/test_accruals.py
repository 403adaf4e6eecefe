"""Entries with `reverse_on`: their reversal is posted together with them, on that day."""

import datetime
import json
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounting import errors
from accounting.ledger import journal, periods
from accounting.ledger.dates import MAX_DAYS_AHEAD
from accounting.models import AccountBalance, Company, Event, JournalEntry
from accounting.reports import integrity
from foundation import tenancy
from tests.accounting.races import race
from tests.client import Client
from tests.factories import DAY, make_company, make_draft, make_entry, owner_of, period_of, two_accounts

pytestmark = pytest.mark.django_db

APRIL_1 = datetime.date(2026, 4, 1)
ONE_DAY = datetime.timedelta(days=1)


def given(company: Company, **fields: Any) -> dict[str, Any]:
    cost, owed = two_accounts(company)
    lines = [{"account_id": cost.id, "debit": Decimal(70)}, {"account_id": owed.id, "credit": Decimal(70)}]
    return {"date": DAY, "memo": "Electricity, estimate", "lines": lines, "reverse_on": APRIL_1} | fields


def state(company: Company) -> list[Any]:
    """What a refusal must leave as it is."""
    return [
        list(company.entries.order_by("id").values()),
        list(AccountBalance.objects.filter(company=company).order_by("account_id", "month").values()),
        list(company.events.order_by("sequence").values_list("type", "sequence")),
        list(company.periods.order_by("start_date").values()),
    ]


def check_pair(accrual: JournalEntry) -> JournalEntry:
    accrual.refresh_from_db()
    (mirror,) = accrual.reversals.all()
    assert (accrual.status, accrual.reverse_on, accrual.entry_type) == ("posted", APRIL_1, "standard")
    assert (mirror.date, mirror.number, mirror.entry_type) == (APRIL_1, accrual.number + 1, "reversal")
    assert mirror.memo == f"Reversal of {accrual.number}: {accrual.memo}".removesuffix(": ")
    assert mirror.reverse_on is None
    sides = [
        list(entry.lines.order_by("position").values_list("account", "debit", "credit")) for entry in (accrual, mirror)
    ]
    assert [(account, credit, debit) for account, debit, credit in sides[0]] == sides[1]
    assert all(check.failed == 0 for check in integrity.checks(accrual.company))
    return mirror


def test_an_accrual_is_posted_with_its_reversal():
    company = make_company()
    accrual = journal.create(company, by=owner_of(company), **given(company))
    mirror = check_pair(accrual)
    assert mirror.posted_by == mirror.created_by == owner_of(company)
    told = [json.loads(bytes(event.body))["data"] for event in company.events.order_by("sequence")]
    assert [(one["entry_number"], one["reverse_on"], one["reverses_id"]) for one in told] == [
        (1, "2026-04-01", None),
        (2, None, str(accrual.pk)),
    ]
    cost = accrual.lines.get(debit__gt=0).account
    assert [(month.month, month.debits, month.credits) for month in cost.balances.order_by("month")] == [
        (DAY.replace(day=1), 70, 0),
        (APRIL_1, 0, 70),
    ]


def test_a_draft_keeps_the_day_until_it_is_posted():
    company = make_company()
    draft = journal.create(company, by=None, status="draft", **given(company, reverse_on=DAY + ONE_DAY))
    assert (draft.reverse_on, company.entries.count()) == (DAY + ONE_DAY, 1)
    draft = journal.update(draft, by=None, reverse_on=APRIL_1)
    check_pair(journal.post(draft, by=owner_of(company)))
    plain = journal.create(company, by=None, status="draft", **given(company))
    posted = journal.post(journal.update(plain, by=None, reverse_on=None), by=None)
    assert not posted.reversals.exists()


def test_a_batch_posts_its_entries_first_and_then_their_reversals():
    company = make_company()
    first, plain, last = journal.create_many(
        company, by=None, entries=[given(company), given(company, reverse_on=None), given(company)]
    )
    assert [first.number, plain.number, last.number] == [1, 2, 3]
    numbers = (
        company.entries.filter(reverses__isnull=False).order_by("number").values_list("number", "reverses__number")
    )
    assert list(numbers) == [(4, 1), (5, 3)]
    assert all(check.failed == 0 for check in integrity.checks(company))
    before = state(company)
    wrong = [given(company), given(company, reverse_on=DAY)]
    with pytest.raises(errors.InvalidDate) as refused, transaction.atomic():
        journal.create_many(company, by=None, entries=wrong)
    assert refused.value.field == "entries[1].reverse_on"
    assert state(company) == before


def test_it_is_not_reversed_by_hand_again():
    company = make_company()
    accrual = journal.create(company, by=None, **given(company))
    before = state(company)
    with pytest.raises(errors.AlreadyReversed, match="2026-04-01"), transaction.atomic():
        journal.reverse(accrual, by=None)
    assert state(company) == before
    again = journal.reverse(accrual.reversals.get(), by=None)  # now the accrual stands
    assert (again.date, again.lines.get(debit__gt=0).account) == (APRIL_1, accrual.lines.get(debit__gt=0).account)
    assert all(check.failed == 0 for check in integrity.checks(company))


@pytest.mark.parametrize(
    "day", [DAY, DAY - ONE_DAY, timezone.now().date() + (MAX_DAYS_AHEAD + 1) * ONE_DAY, datetime.date(2199, 1, 1)]
)
def test_the_day_is_after_the_entry_and_not_far_ahead(day):
    company = make_company()
    draft = make_draft(company)
    before = state(company)
    for refused in (
        lambda: journal.create(company, by=None, **given(company, reverse_on=day)),
        lambda: journal.create(company, by=None, status="draft", **given(company, reverse_on=day)),
        lambda: journal.update(draft, by=None, reverse_on=day),
    ):
        with pytest.raises(errors.InvalidDate) as error, transaction.atomic():
            refused()
        assert error.value.field == "reverse_on"
    assert state(company) == before


def test_the_entry_of_a_draft_does_not_move_past_its_reversal():
    company = make_company()
    draft = journal.create(company, by=None, status="draft", **given(company))
    with pytest.raises(errors.InvalidDate) as error, transaction.atomic():
        journal.update(draft, by=None, date=APRIL_1)
    assert error.value.field == "reverse_on"
    make_entry(company, date=DAY.replace(month=2))
    periods.close(period_of(company, DAY.replace(month=2)), by=None)
    JournalEntry.objects.filter(pk=draft.pk).update(date=DAY.replace(month=2), reverse_on=DAY.replace(day=1))
    before = state(company)
    with pytest.raises(errors.InvalidDate) as error, transaction.atomic():
        journal.post(draft, by=None, on_closed_period="next_open")
    assert error.value.field == "reverse_on"
    assert state(company) == before


def test_both_months_must_be_open():
    company = make_company()
    make_entry(company, date=DAY.replace(month=2))
    periods.close(period_of(company, DAY.replace(month=2)), by=None)
    before = state(company)
    for date, day, field in (
        (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28), "date"),
        (datetime.date(2026, 2, 28), APRIL_1, "date"),
    ):
        with pytest.raises(errors.PeriodClosed) as error, transaction.atomic():
            journal.create(company, by=None, **given(company, date=date, reverse_on=day))
        assert error.value.field == field
    assert state(company) == before
    moved = journal.create(
        company, by=None, on_closed_period="next_open", **given(company, date=datetime.date(2026, 2, 28))
    )
    assert (moved.date, moved.reversals.get().date) == (datetime.date(2026, 3, 1), APRIL_1)


@pytest.mark.parametrize(
    ("change", "promise"),
    [
        ("status = 'posted'", "entry_reversed_on_day"),
        ("status = 'posted', reverse_on = date + 400", "entry_reversed_on_day"),
        ("reverse_on = date", "entry_reverse_on_later"),
        ("source_type = 'invoice'", "entry_reverse_on_later"),
    ],
)
def test_postgresql_holds_the_promise_against_raw_sql(change, promise):
    company = make_company()
    draft = journal.create(company, by=None, status="draft", **given(company))

    def at_commit() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE accounting_journalentry SET {change} WHERE id = %s", [draft.pk])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    before = state(company)
    with pytest.raises(DatabaseError, match=promise):
        at_commit()
    assert state(company) == before


@pytest.mark.django_db(transaction=True)
def test_two_who_post_a_draft_post_one_reversal():
    with tenancy.everyone():
        company = make_company()
        draft = journal.create(company, by=None, status="draft", **given(company))
    results = race(*[lambda: journal.post(JournalEntry.objects.get(pk=draft.pk), by=None)] * 2)
    assert sorted(type(result).__name__ for result in results) == ["EntryIsPosted", "JournalEntry"]
    with tenancy.everyone():
        check_pair(draft)
        assert company.entries.count() == 2


@pytest.mark.usefixtures("without_limits")
def test_over_http():
    company = make_company()
    client = Client(owner_of(company))
    body = given(company) | {"date": str(DAY), "reverse_on": "2026-04-01"}
    body["lines"] = [line | {"account_id": str(line["account_id"])} for line in body["lines"]]
    tried = client.post("/journal-entries?dry_run=true", body)
    assert (tried.status, tried.json["reverse_on"], company.entries.count()) == (201, "2026-04-01", 0)
    accrual = client.post("/journal-entries", body).json
    assert (accrual["reverse_on"], accrual["allowed_actions"]) == ("2026-04-01", ["update"])
    mirror = client.get(f"/journal-entries/{accrual['reversed_by_id']}").json
    assert (mirror["date"], mirror["reverses_id"], mirror["reverse_on"]) == ("2026-04-01", accrual["id"], None)
    before = state(company)
    refused = client.post(f"/journal-entries/{accrual['id']}/reverse")
    assert (refused.status, refused.json["code"]) == (409, "already_reversed")
    refused = client.post("/journal-entries", body | {"reverse_on": str(DAY)})
    assert (refused.status, refused.json["errors"][0]["field"]) == (422, "reverse_on")
    assert state(company) == before
    assert Event.objects.filter(company=company).count() == 2
