"""The documents of recurring templates: each date exactly once, whatever happens."""

import datetime
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounting import errors, tasks
from accounting.documents import bills
from accounting.ledger import accounts, companies, contacts, journal, periods
from accounting.models import (
    Bill,
    Company,
    CompanyMember,
    Event,
    Invoice,
    JournalEntry,
    RecurringRun,
    RecurringTemplate,
)
from accounting.recurring import generating, templates
from foundation import tenancy
from tests.factories import (
    account,
    make_company,
    make_customer,
    make_entry,
    make_recurring,
    owner_of,
    period_of,
)
from tests.people import make_user
from tests.processes import database_url
from tests.servers import ROOT

pytestmark = pytest.mark.django_db

Clock = Callable[[str], None]


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Set the clock: noon of a day, in UTC."""

    def set_to(text: str) -> None:
        noon = datetime.datetime.fromisoformat(text if "T" in text else f"{text}T12:00").replace(tzinfo=datetime.UTC)
        monkeypatch.setattr(periods.timezone, "now", lambda: noon)

    set_to("2026-01-10")
    return set_to


def close_january(company: Company) -> None:
    periods.close(make_entry(company, date=day("2026-01-05")).period, by=None)


def run() -> None:
    """Run the schedule until nothing more is made."""
    while generating.run():
        pass


def dates(template: RecurringTemplate) -> list[str]:
    return [str(date) for date in template.runs.order_by("date").values_list("date", flat=True)]


def told(company: Company, type: str) -> int:
    return Event.objects.filter(company=company, type=type).count()


def test_entries_are_posted_on_their_dates_and_link_to_their_template(clock: Clock) -> None:
    company = make_company()
    template = make_recurring(company, start_date=day("2026-01-31"), auto_post=True)
    run()
    assert dates(template) == []
    clock("2026-02-28")
    run()
    template.refresh_from_db()
    assert dates(template) == ["2026-01-31", "2026-02-28"]
    entries = JournalEntry.objects.filter(company=company).order_by("date")
    assert [(str(one.date), one.status, one.memo, one.posted_by) for one in entries] == [
        ("2026-01-31", "posted", "Rent", owner_of(company)),
        ("2026-02-28", "posted", "Rent", owner_of(company)),
    ]
    assert [sum(line.debit for line in one.lines.all()) for one in entries] == [1250, 1250]
    assert {run.document_id for run in template.runs.all()} == {entry.id for entry in entries}
    assert (template.next_date, template.last_date) == (day("2026-03-31"), day("2026-02-28"))
    assert template.last_document_id == entries[1].id
    assert told(company, "recurring.generated") == 2


def test_drafts_are_drafts_and_invoices_and_bills_are_sent_and_approved_if_wanted(clock: Clock) -> None:
    company = make_company()
    for kind in ("journal_entry", "invoice", "bill"):
        for auto_post in (False, True):
            content = {"bill_number": f"RENT{auto_post}"} if kind == "bill" else {}
            make_recurring(company, kind, start_date=day("2026-01-31"), auto_post=auto_post, content=content)
    clock("2026-01-31")
    run()
    assert sorted(JournalEntry.objects.filter(source_type="").values_list("status", flat=True)) == ["draft", "posted"]
    sent = [(one.status, one.invoice_number, str(one.issue_date)) for one in Invoice.objects.order_by("status")]
    assert sent == [("draft", None, "2026-01-31"), ("sent", "INV-0001", "2026-01-31")]
    approved = [(one.status, one.bill_number) for one in Bill.objects.order_by("status")]
    assert approved == [("approved", "RENTTrue-2026-01-31"), ("draft", "RENTFalse-2026-01-31")]


def test_the_day_is_that_of_the_companys_time_zone(clock: Clock) -> None:
    early = make_company(time_zone="Pacific/Kiritimati")
    late = make_company(time_zone="Pacific/Pago_Pago")
    first, last = (make_recurring(company, start_date=day("2026-02-01")) for company in (early, late))
    clock("2026-01-31T09:59")
    run()
    assert (dates(first), dates(last)) == ([], [])
    clock("2026-01-31T10:00")
    run()
    assert (dates(first), dates(last)) == (["2026-02-01"], [])
    clock("2026-02-01T10:59")
    run()
    assert dates(last) == []
    clock("2026-02-01T11:00")
    run()
    assert (dates(first), dates(last)) == (["2026-02-01"], ["2026-02-01"])


def test_a_clock_that_jumps_forward_makes_all_missed_dates_some_in_each_run(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generating, "MAX_DATES", 5)
    company = make_company()
    template = make_recurring(company, start_date=day("2026-01-31"))
    other = make_recurring(company, start_date=day("2026-06-15"), frequency="yearly")
    clock("2026-12-31")
    assert generating.run() == 5 + 1
    assert (len(dates(template)), dates(other)) == (5, ["2026-06-15"])
    run()
    assert [date[5:7] for date in dates(template)] == [f"{month:02}" for month in range(1, 13)]


def test_a_clock_that_is_put_back_makes_nothing_twice(clock: Clock) -> None:
    company = make_company()
    template = make_recurring(company, start_date=day("2026-01-31"))
    clock("2026-03-31")
    run()
    clock("2026-01-31")
    run()
    assert dates(template) == ["2026-01-31", "2026-02-28", "2026-03-31"]
    RecurringTemplate.objects.update(next_date=day("2026-01-31"), last_date=None)  # as by a mistaken hand
    clock("2026-04-30")
    run()
    assert dates(template) == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]
    assert JournalEntry.objects.filter(company=company).count() == 4


def test_postgresql_takes_no_date_twice_and_keeps_what_was_made(clock: Clock) -> None:
    company = make_company()
    template = make_recurring(company, start_date=day("2026-01-31"))
    clock("2026-01-31")
    run()
    made = template.runs.get()
    again: dict[str, Any] = {"company": company, "template": template, "date": made.date, "created_at": timezone.now()}
    with pytest.raises(errors.Conflict), transaction.atomic(), errors.translated():
        RecurringRun.objects.create(id=UUID(int=1), document_id=UUID(int=2), **again)
    for statement in ("DELETE FROM accounting_recurringrun", "UPDATE accounting_recurringrun SET date = '2026-02-01'"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert dates(template) == ["2026-01-31"]


def test_a_template_waits_for_a_closed_month_says_why_once_and_goes_on(clock: Clock) -> None:
    company = make_company()
    template = make_recurring(company, start_date=day("2026-01-31"), auto_post=True)
    clock("2026-03-10")
    close_january(company)
    generating.run()
    template.refresh_from_db()
    assert (template.status, template.last_error_code) == ("waiting", "period_closed")
    assert template.last_error == (
        "The accounting period 2026-01 is closed. The earliest open date is 2026-02-01. (date)"
    )
    assert (dates(template), template.next_date) == ([], day("2026-01-31"))
    before = template.updated_at
    generating.run()
    template.refresh_from_db()
    assert (told(company, "recurring.waiting"), template.updated_at) == (1, before)
    periods.reopen(period_of(company, day("2026-01-31")), reason="The rent.", by=None)
    run()
    template.refresh_from_db()
    assert (template.status, template.last_error) == ("active", "")
    assert dates(template) == ["2026-01-31", "2026-02-28"]


def test_a_template_may_use_the_first_open_day_instead(clock: Clock) -> None:
    company = make_company()
    template = make_recurring(company, "invoice", start_date=day("2026-01-31"), on_closed_period="next_open")
    clock("2026-02-10")
    close_january(company)
    run()
    assert dates(template) == ["2026-01-31"]
    assert Invoice.objects.get(company=company).issue_date == day("2026-02-01")


def test_a_template_that_waits_goes_on_once_its_dates_are_moved(clock: Clock) -> None:
    company = make_company()
    template = make_recurring(company, start_date=day("2026-01-31"))
    clock("2026-03-10")
    close_january(company)
    run()
    templates.update(template, by=owner_of(company), start_date=day("2026-02-01"), day_of_month=28)
    run()
    template.refresh_from_db()
    assert (dates(template), template.status) == (["2026-02-28"], "active")


def test_a_template_waits_no_more_once_its_next_date_is_in_the_future(clock: Clock) -> None:
    company = make_company()
    by = owner_of(company)
    template, renamed, paused = (make_recurring(company, start_date=day("2026-01-31")) for _ in range(3))
    clock("2026-03-10")
    close_january(company)
    run()
    templates.pause(paused, by=by)
    templates.update(template, by=by, start_date=day("2026-04-01"))
    told_last = Event.objects.filter(company=company).latest("sequence")
    assert json.loads(bytes(told_last.body))["data"]["status"] == "active"
    templates.update(renamed, by=by, name="Other")
    templates.update(paused, by=by, start_date=day("2026-04-01"))
    run()
    for one in (template, renamed, paused):
        one.refresh_from_db()
    assert (template.status, template.last_error_code, template.last_error) == ("active", "", "")
    assert (template.next_date, dates(template)) == (day("2026-04-30"), [])
    assert (renamed.status, renamed.last_error_code) == ("waiting", "period_closed"), "its date is still due"
    assert (paused.status, paused.next_date) == ("paused", day("2026-04-30"))


def test_an_archived_account_or_contact_is_waited_for(clock: Clock) -> None:
    company = make_company()
    by = owner_of(company)
    customer = make_customer(company)
    entry = make_recurring(company, start_date=day("2026-01-31"))
    invoice = make_recurring(company, "invoice", start_date=day("2026-01-31"), content={"customer_id": customer.id})
    accounts.archive(account(company, "6200"), by=by)
    contacts.archive(customer, by=by)
    clock("2026-01-31")
    run()
    for template, code in ((entry, "account_not_usable"), (invoice, "contact_not_usable")):
        template.refresh_from_db()
        assert (template.status, template.last_error_code, dates(template)) == ("waiting", code, []), (
            template.last_error
        )
    accounts.restore(account(company, "6200"), by=by)
    contacts.restore(customer, by=by)
    run()
    assert (dates(entry), dates(invoice)) == (["2026-01-31"], ["2026-01-31"])


def test_one_template_that_fails_holds_up_no_other(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    company = make_company()
    broken = make_recurring(company, "bill", start_date=day("2026-01-31"))
    whole = make_recurring(company, start_date=day("2026-01-31"))
    clock("2026-01-31")
    with monkeypatch.context() as patched:
        patched.setattr(bills, "create", lambda *args, **options: 1 / 0)
        run()
    assert (dates(broken), dates(whole)) == ([], ["2026-01-31"])
    run()
    assert dates(broken) == ["2026-01-31"]


def test_neither_a_template_that_fails_nor_one_whose_day_has_not_begun_takes_the_turn_of_others(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    west = make_recurring(make_company(time_zone="America/Los_Angeles"), start_date=day("2026-01-31"))
    company = make_company(time_zone="Pacific/Kiritimati")  # 14 hours before UTC
    broken = make_recurring(company, "bill", start_date=day("2026-01-31"))
    whole = make_recurring(company, start_date=day("2026-01-31"))
    clock("2026-01-30T20:00")
    monkeypatch.setattr(generating, "MAX_TEMPLATES", 1)
    monkeypatch.setattr(bills, "create", lambda *args, **options: 1 / 0)
    assert [generating.run() for _ in range(3)] == [0, 1, 0]
    assert [dates(template) for template in (west, broken, whole)] == [[], [], ["2026-01-31"]]
    broken.refresh_from_db()
    assert broken.attempted_at == timezone.now()


def test_a_template_ends_with_its_last_date(clock: Clock) -> None:
    company = make_company()
    template = make_recurring(company, start_date=day("2026-01-31"), end_date=day("2026-02-28"))
    clock("2026-12-31")
    run()
    template.refresh_from_db()
    assert (template.status, template.next_date, dates(template)) == ("ended", None, ["2026-01-31", "2026-02-28"])
    assert told(company, "recurring.ended") == 1


def test_dates_that_pass_while_a_template_is_paused_are_skipped(clock: Clock) -> None:
    company = make_company()
    by = owner_of(company)
    template = make_recurring(company, start_date=day("2026-01-31"))
    templates.pause(template, by=by)
    clock("2026-04-10")
    run()
    assert dates(template) == []
    templates.resume(template, by=by)
    clock("2026-05-31")
    run()
    assert dates(template) == ["2026-04-30", "2026-05-31"]
    templates.end(template, by=by)
    clock("2026-12-31")
    run()
    assert dates(template) == ["2026-04-30", "2026-05-31"]


def test_a_template_does_no_more_than_its_owner_may(clock: Clock) -> None:
    company = make_company()
    accountant = make_user(company.organization)
    member = CompanyMember.objects.create(
        organization=company.organization, company=company, user=accountant, role="accountant"
    )
    template = make_recurring(company, start_date=day("2026-01-31"), by=accountant)
    member.delete()
    clock("2026-01-31")
    run()
    template.refresh_from_db()
    assert (template.status, template.last_error_code, dates(template)) == ("waiting", "forbidden", [])
    templates.resume(template, by=owner_of(company))
    run()
    assert dates(template) == ["2026-01-31"]
    assert JournalEntry.objects.get(company=company).created_by == owner_of(company)


def test_two_people_are_asked_for_when_the_bill_is_made_too(clock: Clock) -> None:
    company = make_company()
    by = owner_of(company)
    template = make_recurring(company, "bill", start_date=day("2026-01-31"), auto_post=True)
    companies.update(company, by=by, two_person_approval=True)
    clock("2026-01-31")
    run()
    template.refresh_from_db()
    assert template.status == "waiting"
    assert not Bill.objects.filter(company=company).exists(), "nothing is left of the bill that was not approved"
    templates.update(template, by=by, auto_post=False)
    run()
    assert Bill.objects.get(company=company).prepared_by == [by.id]
    with pytest.raises(errors.Refusal):
        make_recurring(company, "bill", auto_post=True)


def test_a_deleted_draft_is_not_made_again(clock: Clock) -> None:
    company = make_company()
    template = make_recurring(company, start_date=day("2026-01-31"))
    clock("2026-01-31")
    run()
    journal.delete_draft(JournalEntry.objects.get(company=company), by=None)
    run()
    assert (dates(template), JournalEntry.objects.filter(company=company).count()) == (["2026-01-31"], 0)


@pytest.mark.django_db(transaction=True)
def test_two_schedules_at_once_make_each_date_once(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    with tenancy.everyone():
        company = make_company()
        made = [make_recurring(company, start_date=day("2026-01-31"), auto_post=True) for _ in range(4)]
    clock("2026-06-30")
    failed: list[BaseException] = []

    def schedule() -> None:
        try:
            for _ in range(3):
                tasks.make_recurring()
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=schedule) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with tenancy.everyone():
        assert [len(dates(template)) for template in made] == [6, 6, 6, 6]
        assert JournalEntry.objects.filter(company=company, status="posted").count() == 24


DIES = """
import os, signal, sys
import django
django.setup()
from accounting.recurring import events, generating
told = events.tell
def tell(type, template):
    told(type, template)
    os.kill(os.getpid(), signal.SIGKILL)
events.tell = tell
generating.run()
"""


@pytest.mark.django_db(transaction=True)
def test_a_process_that_is_killed_in_the_middle_leaves_nothing_half_made() -> None:
    today = timezone.now().date()
    with tenancy.everyone():
        company = make_company()
        template = make_recurring(company, start_date=today, auto_post=True)
    environment = os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "atlas.settings"}
    killed = subprocess.run([sys.executable, "-c", DIES], cwd=ROOT, env=environment, check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    with tenancy.everyone():
        assert (dates(template), JournalEntry.objects.filter(company=company).count()) == ([], 0)
    assert generating.run() == 1
    with tenancy.everyone():
        assert (len(dates(template)), JournalEntry.objects.filter(company=company).count()) == (1, 1)
