"""Two members of staff run batches over the same companies at the same moment."""

import datetime
import threading
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounting.ledger.admin.facts import FactAdmin
from accounting.ledger.admin.running import BUSY
from accounting.models import Company, CompanyMember, JournalEntry
from foundation import tenancy
from tests.accounting.races import race
from tests.factories import make_company, make_customer, make_draft, make_entry, make_member
from tests.people import make_user

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "admin:accounting_journalentry_changelist"
JANUARY, FEBRUARY = datetime.date(2026, 1, 5), datetime.date(2026, 2, 5)


def post(client: Client, *entries: JournalEntry) -> list[str]:
    """Post the entries in one batch; return what the page says."""
    rows = [str(entry.pk) for entry in entries]
    page = client.post(reverse(LIST), {"action": "post", "_selected_action": rows, "index": "0"}, follow=True)
    return [str(message) for message in page.context["messages"]]


def staff() -> Client:
    """Sign somebody in, before the race: it locks the user's row."""
    client = Client()
    client.force_login(make_user(None, is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def companies() -> list[Company]:
    with tenancy.everyone():
        return [make_company(), make_company()]


def test_batches_that_cross_wait_for_each_other(companies: list[Company], monkeypatch: pytest.MonkeyPatch) -> None:
    ada, ben = staff(), staff()
    one, other = companies
    with tenancy.everyone():
        first = [make_draft(one, date=JANUARY), make_draft(other, date=FEBRUARY)]
        second = [make_draft(other, date=JANUARY), make_draft(one, date=FEBRUARY)]
    meeting, log_change = threading.Barrier(2), FactAdmin.log_change

    def meet(*args: Any) -> Any:
        """Go on when both have changed their first row, which locks its company's head, or when the other waits for
        it."""
        with suppress(threading.BrokenBarrierError):
            meeting.wait(timeout=1)
        return log_change(*args)

    monkeypatch.setattr(FactAdmin, "log_change", meet)
    said = race(lambda: post(ada, *first), lambda: post(ben, *second))
    assert said == [["2 journal entries posted."]] * 2


def test_what_staff_do_in_a_company_waits_until_nobody_else_writes(companies: list[Company]) -> None:
    client, company = staff(), companies[0]
    with tenancy.everyone():
        draft, customer = make_draft(company), make_customer(company, name="Ann")
        make_member(company, role="viewer")
        member = CompanyMember.objects.get(company=company, role="viewer")
        of_contact = {"name": "Bea", "email": "", "payment_terms_days": "30", "currency": customer.currency_id}
        of_contact |= {"is_active": "on", "phone": "", "billing_address": "", "tax_number": "", "external_id": ""}

    def write() -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '100ms'")
        change = client.post(reverse("admin:accounting_contact_change", args=[customer.pk]), of_contact)
        removal = client.post(reverse("admin:accounting_companymember_delete", args=[member.pk]), {"post": "yes"})
        return [post(client, draft), BUSY in change.content.decode(), removal.status_code]

    def left() -> list[Any]:
        rows: list[Any] = [draft, customer]
        for row in rows:
            row.refresh_from_db()
        return [draft.status, customer.name, CompanyMember.objects.filter(pk=member.pk).exists()]

    with tenancy.company(company.organization_id, company.pk):
        (said,) = race(write)
        assert said == [[BUSY], True, 503]
        assert left() == ["draft", "Ann", True]
    (said,) = race(write)
    assert (said[0][-1], *said[1:]) == ("1 journal entry posted.", False, 302)
    with tenancy.everyone():
        assert left() == ["posted", "Bea", False]


def test_a_batch_that_waits_too_long_says_so_and_does_nothing(companies: list[Company]) -> None:
    client = staff()
    with tenancy.everyone():
        drafts = [make_draft(company) for company in companies]
    with tenancy.everyone():
        make_entry(max(companies, key=lambda company: company.id))  # holds the head that comes last

        def post_in_a_hurry() -> list[str]:
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '100ms'")
            return post(client, *drafts)

        (said,) = race(post_in_a_hurry)
    assert said == [BUSY]
    with tenancy.everyone():
        assert not JournalEntry.objects.filter(id__in=[draft.id for draft in drafts]).exclude(status="draft").exists()
