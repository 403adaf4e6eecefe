"""The settings pages: what they show and change, and who has no access."""

import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from accounting.events import CATALOGUE, WEBHOOK_TEST
from accounting.models import Event
from identity import operations as identity
from identity.models import Tier, User
from pages import webhook_wording, webhooks
from tests.factories import make_company, make_event, make_webhook
from tests.people import PASSWORD, make_admin, make_organization, make_user
from webhooks import encryption, operations, sending, signing
from webhooks.models import Attempt, Delivery, DisabledReason, Endpoint, EndpointHour, HeaderSecret
from webhooks.templatetags import moments

pytestmark = pytest.mark.django_db

SECRET = "0123456789abcdef"
LIST = "/settings/api/webhooks"


@pytest.fixture
def company() -> Any:
    return make_company(make_organization(tier=Tier.PROFESSIONAL), name="Harbor Lane Inc")


@pytest.fixture
def admin(company) -> User:
    return company.organization.users.get()


@pytest.fixture
def client(admin: User) -> Client:
    return signed_in(admin)


@pytest.fixture
def endpoint(company) -> Endpoint:
    return make_webhook(company)


def signed_in(user: User, **options: Any) -> Client:
    client = Client(**options)
    client.force_login(user)
    return client


def url(name: str, endpoint: Endpoint, *more: Any) -> str:
    return reverse(name, args=[endpoint.id, *more])


def text(answer: Any) -> str:
    """Return what a page says, without its tags."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def make_delivery(endpoint: Endpoint, company: Any, type: str = "invoice.paid", **fields: Any) -> Delivery:
    now = timezone.now()
    defaults: dict[str, Any] = {"status": "succeeded", "attempts": 1, "step": 1, "finished_at": now}
    if fields.get("status") == "pending":
        defaults |= {"finished_at": None, "next_attempt_at": now + timedelta(minutes=4)}
    return Delivery.objects.create(
        organization_id=endpoint.organization_id,
        endpoint=endpoint,
        company=company,
        event=make_event(company, type),
        event_type=type,
        **(defaults | fields),
    )


def make_attempt(delivery: Delivery, number: int = 1, **fields: Any) -> Attempt:
    succeeded = 200 <= (fields.get("status_code") or 0) < 300
    defaults: dict[str, Any] = {
        "started_at": timezone.now(),
        "duration_ms": 34,
        "succeeded": succeeded,
        "request_headers": {},
        "answer": b"",
    }
    return Attempt.objects.create(
        delivery=delivery,
        organization_id=delivery.organization_id,
        endpoint_id=delivery.endpoint_id,
        number=number,
        **(defaults | fields),
    )


def make_hour(endpoint: Endpoint, *, succeeded: int, failed: int, hours_ago: int = 0) -> None:
    start = timezone.now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=hours_ago)
    EndpointHour.objects.create(
        endpoint=endpoint, organization_id=endpoint.organization_id, start=start, succeeded=succeeded, failed=failed
    )


def form(**changed: Any) -> dict[str, Any]:
    return {"url": "https://example.com/in", "which": "chosen", "events": ["invoice.paid"], "secret": SECRET} | changed


# Who may


def every_address(endpoint: Endpoint, delivery: Delivery) -> dict[str, tuple[str, ...]]:
    """Return all addresses of the pages, and the methods each is made for."""
    both, get, post = ("GET", "POST"), ("GET",), ("POST",)
    return {
        "/settings/api": get,
        LIST: get,
        f"{LIST}/new": both,
        url("webhook", endpoint): get,
        url("edit-webhook", endpoint): both,
        url("rotate-secret", endpoint): both,
        url("replay-webhook", endpoint): both,
        url("delete-webhook", endpoint): both,
        url("test-webhook", endpoint): post,
        url("try-now", endpoint): post,
        url("enable-webhook", endpoint): post,
        url("disable-webhook", endpoint): post,
        url("switch-header", endpoint): post,
        url("delivery", endpoint, delivery.id): get,
        url("resend-delivery", endpoint, delivery.id): post,
    }


def snapshot() -> list[Any]:
    return [*Endpoint.objects.order_by("id").values(), *Delivery.objects.order_by("id").values()]


def test_no_page_was_forgotten(endpoint, company):
    from pages.webhook_urls import urlpatterns

    delivery = make_delivery(endpoint, company)
    assert len(every_address(endpoint, delivery)) == len(urlpatterns) + 1


def test_strangers_are_asked_to_sign_in(endpoint, company):
    addresses = every_address(endpoint, make_delivery(endpoint, company))
    before = snapshot()
    for address, methods in addresses.items():
        for method in methods:
            answer = Client().generic(method, address)
            assert answer.status_code == 302, address
            assert answer["Location"] == f"/sign-in?next={address if method == 'GET' else ''}", address
    assert snapshot() == before


def test_members_and_staff_without_an_organization_are_told_that_it_is_not_for_them(endpoint, company):
    addresses = every_address(endpoint, make_delivery(endpoint, company))
    before = snapshot()
    for user in (make_user(company.organization), make_user(None, is_staff=True, is_superuser=True)):
        client = signed_in(user)
        for address, methods in addresses.items():
            for method in methods:
                answer = client.generic(method, address)
                assert answer.status_code == 403, address
                assert "Only admins of your organization can see these settings" in text(answer)
    assert snapshot() == before


def test_another_organizations_webhooks_are_not_there(endpoint, company):
    delivery = make_delivery(endpoint, company)
    client = signed_in(make_admin(make_organization()))
    before = snapshot()
    for address, methods in every_address(endpoint, delivery).items():
        for method in methods:
            if str(endpoint.id) in address:
                assert client.generic(method, address).status_code == 404, address
    assert endpoint.url not in text(client.get(LIST))
    assert snapshot() == before


def test_a_delivery_belongs_to_its_webhook(client, company, endpoint):
    delivery, other = make_delivery(endpoint, company), make_webhook(company)
    assert client.get(url("delivery", other, delivery.id)).status_code == 404
    assert client.post(url("resend-delivery", other, delivery.id)).status_code == 404
    assert client.get(url("delivery", endpoint, uuid7())).status_code == 404


def test_a_deleted_webhook_is_gone(client, admin, company, endpoint):
    delivery = make_delivery(endpoint, company)
    operations.delete(endpoint, by=admin)
    for address in every_address(endpoint, delivery):
        if str(endpoint.id) in address:
            assert client.get(address).status_code in (404, 405), address


def test_every_change_needs_the_forms_token(admin, company, endpoint):
    client = signed_in(admin, enforce_csrf_checks=True)
    before = snapshot()
    for address, methods in every_address(endpoint, make_delivery(endpoint, company)).items():
        if "POST" in methods:
            before = snapshot()
            assert client.post(address, form()).status_code == 403, address
            assert snapshot() == before


def test_pages_are_not_kept_and_run_nothing_inline(client, company, endpoint):
    for address, methods in every_address(endpoint, make_delivery(endpoint, company)).items():
        if "GET" not in methods:
            continue
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "no-store" in answer["Cache-Control"]
        assert "script-src 'self';" in answer["Content-Security-Policy"] + ";"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert not re.search(rb"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", answer.content), address


def test_the_admin_and_the_reference_keep_working_under_the_policy(client):
    staff = signed_in(make_user(None, is_staff=True, is_superuser=True))
    assert "script-src 'self'" in staff.get("/admin/")["Content-Security-Policy"]
    docs = client.get("/api/v1/try")
    assert "'unsafe-inline'" in docs["Content-Security-Policy"].partition("style-src")[2]


def test_a_page_that_refreshes_itself_after_the_session_ended_goes_to_the_sign_in(endpoint):
    answer = Client().get(url("webhook", endpoint), headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/sign-in"


# The list


def test_an_empty_list_teaches(client):
    page = text(client.get(LIST))
    assert "New webhook" in page
    assert "answers 2xx within 15 seconds" in page


def test_the_list_shows_each_webhooks_state_and_day(client, company, endpoint):
    other = make_webhook(company, "https://example.org/failing", events=["invoice.paid", "bill.approved"])
    Endpoint.objects.filter(id=other.id).update(consecutive_failures=3)
    make_hour(endpoint, succeeded=2, failed=1)
    make_hour(endpoint, hours_ago=24, succeeded=0, failed=5)
    page = text(client.get(LIST))
    assert "https://example.com/hooks All events" in page
    assert "Active" in page
    assert "66.6%" in page
    assert "https://example.org/failing invoice.paid bill.approved Failing" in page


def queries_of(client: Client, address: str) -> int:
    client.get(address)  # the first page of a session records that it is in use
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_list_costs_the_same_with_many_webhooks(client, company, endpoint):
    before = queries_of(client, LIST)
    for number in range(12):
        make_webhook(company, f"https://example.com/{number}", company_id=company.id)
    assert queries_of(client, LIST) == before <= 9


def test_one_failure_in_thousands_is_not_rounded_away(client, company, endpoint):
    make_hour(endpoint, succeeded=2999, failed=1)
    page = client.get(url("webhook", endpoint))
    assert "99.9%" in text(page)
    assert re.search(rb'class="bad" x="\d+" y="[\d.]+" width="6" height="3"', page.content)


# New webhook


def test_saving_makes_the_webhook_and_sends_a_test(client, admin, endpoint):
    answer = client.post(f"{LIST}/new", form(description="ERP"))
    made = Endpoint.objects.exclude(id=endpoint.id).get()
    assert answer["Location"] == f"{url('webhook', made)}?tested"
    assert (made.url, made.events, made.description) == ("https://example.com/in", ["invoice.paid"], "ERP")
    assert (made.created_by, encryption.decrypt(made.encrypted_secret)) == (admin, SECRET)
    assert Delivery.objects.get().event_type == WEBHOOK_TEST
    assert "Sending a test event" in text(client.get(answer["Location"]))


def test_all_events_are_one_choice_whatever_else_is_ticked(client):
    client.post(f"{LIST}/new", form(which="all", events=["bill.approved"]))
    assert Endpoint.objects.get().events == ["*"]


def test_the_secret_is_shown_once_in_both_forms_and_kept_nowhere_in_the_clear(client):
    answer = client.post(f"{LIST}/new", form(secret=""), follow=True)
    endpoint = Endpoint.objects.get()
    secret = encryption.decrypt(endpoint.encrypted_secret)
    page = answer.content.decode()
    assert f'value="{secret}"' in page
    assert f'value="{signing.standard_form(secret)}"' in page
    assert len(secret) == 43
    for address in (url("webhook", endpoint), LIST, url("edit-webhook", endpoint), url("rotate-secret", endpoint)):
        assert secret not in client.get(address).content.decode()


def test_the_unshown_secret_is_encrypted_in_the_session(client):
    client.post(f"{LIST}/new", form())
    assert SECRET not in str(dict(client.session))
    assert SECRET in client.get(url("webhook", Endpoint.objects.get())).content.decode()
    assert webhooks.UNSHOWN not in client.session


@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        ({"url": ""}, "url", "required"),
        ({"url": "https://10.0.0.1/"}, "url", "not an address of the internet"),
        ({"url": "http://example.com:8080/"}, "url", "must begin with https"),
        ({"url": "http://example.com/"}, "url", "must begin with https"),
        ({"url": "http://example.com:25/"}, "url", "must begin with https"),
        ({"url": "https://example.com:25/"}, "url", "The port must be"),
        ({"url": "https://example.com/" + "x" * 2000}, "url", "at most 2000"),
        ({"url": "https://example.com/\0"}, "url", "Null"),
        ({"events": []}, "events", "Choose at least one event"),
        ({"events": ["no.such"]}, "events", "not one of the available"),
        ({"events": [WEBHOOK_TEST]}, "events", "not one of the available"),
        ({"which": ""}, "which", "required"),
        ({"secret": "short"}, "secret", "16 to 128"),
        ({"secret": "with spaces in between"}, "secret", "without spaces"),
        ({"description": "x" * 201}, "description", "at most 200"),
    ],
    ids=str,
)
def test_faults_are_shown_at_their_field_and_nothing_is_made(client, changed, field, message):
    answer = client.post(f"{LIST}/new", form(**changed))
    assert answer.status_code == 422
    assert message in " ".join(answer.context["form"].errors[field])
    assert message in text(answer)
    assert not Endpoint.objects.exists()


def test_all_faults_show_at_once(client):
    answer = client.post(f"{LIST}/new", {"url": "ftp://x", "which": "chosen", "secret": "x"})
    assert set(answer.context["form"].errors) == {"url", "events", "secret"}


def test_the_limit_of_webhooks_is_told(client, company, monkeypatch):
    make_webhook(company)
    monkeypatch.setattr(operations, "MAX_ENDPOINTS", 1)
    answer = client.post(f"{LIST}/new", form())
    assert "at most" in " ".join(answer.context["form"].non_field_errors())
    assert Endpoint.objects.count() == 1


def test_one_company_can_be_chosen_where_there_are_several(client, admin, company):
    assert "company_id" not in client.get(f"{LIST}/new").context["form"].fields
    second = make_company(by=admin, name="Harbor Lane Europe")
    stranger = make_company()
    assert client.post(f"{LIST}/new", form(company_id=str(stranger.id))).status_code == 422
    client.post(f"{LIST}/new", form(company_id=str(second.id)))
    assert Endpoint.objects.get().company == second
    assert "Harbor Lane Europe only" in text(client.get(LIST))


def test_one_of_very_many_companies_is_chosen_by_its_name(client, admin, company, monkeypatch):
    for module in ("forms", "webhook_forms"):
        monkeypatch.setattr(f"pages.{module}.MAX_COMPANIES", 2)
    for name in ("Hafen Süd", "hafen süd"):
        make_company(company.organization, by=admin, name=name)
    assert client.get(f"{LIST}/new").content.decode().count("<option") == 2
    refused = {
        "HAFEN": "Several companies fit: Hafen Süd, hafen süd. Enter the whole name of one.",
        "Hafen Nord": "There is no company with this name.",
        str(company.organization_id): "There is no company with this name.",
    }
    for typed, message in refused.items():
        answer = client.post(f"{LIST}/new", form(company_id=typed))
        assert (answer.status_code, answer.context["form"].errors["company_id"]) == (422, [message])
    assert not Endpoint.objects.exists()
    client.post(f"{LIST}/new", form(company_id="hafen süd"))
    endpoint = Endpoint.objects.select_related("company").get()
    assert endpoint.company.name == "hafen süd"
    assert 'value="hafen süd"' in client.get(url("edit-webhook", endpoint)).content.decode()
    client.post(url("edit-webhook", endpoint), form(company_id=""))
    endpoint.refresh_from_db()
    assert endpoint.company_id is None


def test_every_event_has_a_group_and_its_description(client):
    answer = client.get(f"{LIST}/new")
    page = text(answer)
    groups = {group.title: [name for name, *_ in group.events] for group in answer.context["form"].groups()}
    assert list(groups) == [
        "Invoices",
        "Credit notes",
        "Bills",
        "Vendor credits",
        "Payments",
        "Adjustments",
        "Bank transactions",
        "Transfers",
        "Recurring templates",
        "Opening balances",
        "Attachments",
        "Imports",
        "Contacts",
        "Items",
        "Accounts",
        "Tax rates",
        "Tax returns",
        "Tracking categories",
        "Currency revaluations",
        "Budgets",
        "Periods",
        "Journal",
        "Company",
    ]
    assert [name for names in groups.values() for name in names] == [n for n in CATALOGUE if n != WEBHOOK_TEST]
    for name, kind in CATALOGUE.items():
        assert (f"{name} {kind.description}" in page) == (name != WEBHOOK_TEST)


# One webhook


def test_a_webhook_is_edited(client, company, endpoint):
    page = client.get(url("edit-webhook", endpoint))
    assert page.context["form"].initial["which"] == "all"
    answer = client.post(url("edit-webhook", endpoint), form(description="New"), follow=True)
    endpoint.refresh_from_db()
    assert (endpoint.url, endpoint.events, endpoint.description) == ("https://example.com/in", ["invoice.paid"], "New")
    assert "Saved." in text(answer)
    assert client.post(url("edit-webhook", endpoint), form(url="http://x")).status_code == 422


def test_what_somebody_else_changed_meanwhile_is_not_replaced_unseen(client, admin, endpoint):
    page = client.get(url("edit-webhook", endpoint))
    seen = page.context["form"].initial["seen"]
    assert f'name="seen" value="{seen}"' in page.content.decode()
    operations.update(endpoint, by=admin, description="Theirs")
    refused = client.post(url("edit-webhook", endpoint), form(description="Mine", seen=seen))
    endpoint.refresh_from_db()
    assert (refused.status_code, endpoint.description) == (422, "Theirs")
    assert "Somebody has changed this" in text(refused)
    seen = refused.context["form"].initial["seen"]
    assert client.post(url("edit-webhook", endpoint), form(description="Mine", seen=seen)).status_code == 302
    endpoint.refresh_from_db()
    assert endpoint.description == "Mine"


def test_a_test_is_sent_and_its_result_shown(client, endpoint):
    answer = client.post(url("test-webhook", endpoint))
    test = Delivery.objects.get()
    waiting = client.get(answer["Location"])
    assert b'hx-trigger="every 1s"' in waiting.content
    Delivery.objects.filter(id=test.id).update(
        status="succeeded", next_attempt_at=None, finished_at=timezone.now(), attempts=1
    )
    make_attempt(test, status_code=204)
    arrived = client.get(answer["Location"])
    assert re.search(r"The test arrived Your endpoint answered 204 No Content in 34 ms\.", text(arrived))
    assert b"every 1s" not in arrived.content


def test_a_test_that_failed_says_why(client, endpoint):
    answer = client.post(url("test-webhook", endpoint))
    test = Delivery.objects.get()
    Delivery.objects.filter(id=test.id).update(
        status="exhausted", next_attempt_at=None, finished_at=timezone.now(), attempts=1
    )
    make_attempt(test, error="dns", detail="Name or service not known")
    page = text(client.get(answer["Location"]))
    assert "The test did not arrive DNS failure – Name or service not known" in page


def test_a_test_that_nobody_sends_is_not_waited_for_forever(client, endpoint):
    answer = client.post(url("test-webhook", endpoint))
    Delivery.objects.update(next_attempt_at=timezone.now() - timedelta(minutes=5))
    page = client.get(answer["Location"])
    assert "The test is waiting to be sent" in text(page)
    assert b"every 1s" not in page.content


def test_a_webhook_is_disabled_and_enabled(client, endpoint):
    assert "Disabled. Nothing is sent" in text(client.post(url("disable-webhook", endpoint), follow=True))
    endpoint.refresh_from_db()
    assert (endpoint.is_enabled, endpoint.disabled_reason) == (False, DisabledReason.USER)
    again = client.post(url("disable-webhook", endpoint), follow=True)
    assert "This webhook is already disabled." in text(again)
    assert "This webhook is disabled. Enable it first." in text(client.post(url("test-webhook", endpoint), follow=True))
    client.post(url("enable-webhook", endpoint))
    endpoint.refresh_from_db()
    assert endpoint.is_enabled
    assert "is already enabled" in text(client.post(url("enable-webhook", endpoint), follow=True))


def test_rotating_shows_the_new_secret_once_and_explains_the_overlap(client, endpoint):
    before = encryption.decrypt(endpoint.encrypted_secret)
    page = text(client.post(url("rotate-secret", endpoint), {"secret": "", "switch_header": "later"}, follow=True))
    endpoint.refresh_from_db()
    assert encryption.decrypt(endpoint.encrypted_previous_secret) == before
    assert endpoint.header_secret == HeaderSecret.PREVIOUS
    assert "Copy the secret now" in page
    assert "The secret is being rotated" in page
    assert "is made with the old one" in page
    page = text(client.post(url("switch-header", endpoint), follow=True))
    assert "is made with the new one" in page
    assert "Copy the secret now" not in page
    client.post(url("rotate-secret", endpoint), {"secret": SECRET, "switch_header": "now"})
    endpoint.refresh_from_db()
    assert (encryption.decrypt(endpoint.encrypted_secret), endpoint.header_secret) == (SECRET, HeaderSecret.CURRENT)


def test_a_bad_secret_is_not_rotated_in(client, endpoint):
    answer = client.post(url("rotate-secret", endpoint), {"secret": "short", "switch_header": "now"})
    assert "16 to 128" in " ".join(answer.context["form"].errors["secret"])
    assert Endpoint.objects.get().encrypted_secret == endpoint.encrypted_secret


def test_events_are_replayed_since_a_moment(client, company, endpoint):
    make_event(company)
    page = client.get(url("replay-webhook", endpoint))
    assert re.search(rb'value="\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"', page.content)
    since = (timezone.now() - timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M")
    answer = client.post(url("replay-webhook", endpoint), {"since": since}, follow=True)
    assert "One event is queued. New events are sent first." in text(answer)
    assert Delivery.objects.get().event_type == "invoice.sent"
    assert "There were no events to send." in text(
        client.post(url("replay-webhook", endpoint), {"since": since}, follow=True)
    )


@pytest.mark.parametrize("since", ["", "yesterday", "2999-01-01T00:00"])
def test_a_replay_needs_a_moment_that_has_been(client, company, endpoint, since):
    make_event(company)
    answer = client.post(url("replay-webhook", endpoint), {"since": since})
    assert answer.context["form"].errors["since"]
    assert not Delivery.objects.exists()


def test_a_long_replay_says_where_to_go_on(client, company, endpoint, monkeypatch):
    monkeypatch.setattr(operations, "MAX_REPLAY", 1)
    for second in (1, 2):
        at = datetime(2026, 1, 5, 9, 0, second, 500_000, tzinfo=UTC)
        Event.objects.create(company=company, type="bill.paid", subject_id=uuid7(), body=b"{}", created_at=at)
    asked = {"since": "2026-01-05T00:00", "again": "on"}
    for said in ("One event is queued. New events are sent first.", "There were no events to send."):
        answer = client.post(url("replay-webhook", endpoint), asked, follow=True)
        assert f"{said} Replay again for the later events." in text(answer)
    assert answer.context["form"]["since"].value() == "2026-01-05T09:00:02"
    assert answer.context["form"]["again"].value() is True


def test_deleting_asks_first(client, endpoint):
    assert client.head(url("delete-webhook", endpoint)).status_code == 200
    assert "Delete this webhook?" in text(client.get(url("delete-webhook", endpoint)))
    assert Endpoint.objects.get().deleted_at is None
    answer = client.post(url("delete-webhook", endpoint), follow=True)
    assert f"The webhook to {endpoint.url} was deleted." in text(answer)
    assert Endpoint.objects.get().deleted_at is not None


# Deliveries


def listed(answer: Any) -> list[Any]:
    return [row["delivery"].id for row in answer.context["rows"]]


def test_deliveries_are_filtered(client, company, endpoint):
    paid = make_delivery(endpoint, company, "invoice.paid")
    failed = make_delivery(endpoint, company, "bill.approved", status="exhausted")
    page = url("webhook", endpoint)
    assert listed(client.get(page)) == [failed.id, paid.id]
    assert listed(client.get(page, {"status": "exhausted"})) == [failed.id]
    assert listed(client.get(page, {"event": "invoice.paid"})) == [paid.id]
    assert listed(client.get(page, {"event": "invoice.paid", "status": "exhausted"})) == []
    assert "No deliveries match." in text(client.get(page, {"status": "pending"}))
    assert listed(client.get(page, {"status": "bogus", "event": "x", "before": "y"})) == [failed.id, paid.id]


def test_pages_of_deliveries_neither_overlap_nor_leave_any_out(client, company, endpoint, monkeypatch):
    monkeypatch.setattr(webhooks, "DELIVERIES_A_PAGE", 3)
    ids = sorted((make_delivery(endpoint, company).id for _ in range(7)), reverse=True)
    page, seen = url("webhook", endpoint), []
    answer = client.get(page)
    visited = [listed(answer)]
    while answer.context["older"]:
        answer = client.get(page, {"before": answer.context["older"]})
        visited.append(listed(answer))
    for each in visited:
        seen += each
    assert seen == ids
    back = client.get(page, {"after": answer.context["newer"]})
    assert listed(back) == visited[1]
    first = client.get(page, {"after": back.context["newer"]})
    assert (listed(first), first.context["newer"]) == (visited[0], None)


def test_a_long_list_of_deliveries_costs_what_a_short_one_does(client, company, endpoint):
    make_attempt(make_delivery(endpoint, company), status_code=200)
    before = queries_of(client, url("webhook", endpoint))
    for _ in range(25):
        make_attempt(make_delivery(endpoint, company), status_code=200)
    assert queries_of(client, url("webhook", endpoint)) == before <= 11


def test_a_delivery_shows_request_answer_and_attempts_in_words(client, company, endpoint):
    delivery = make_delivery(endpoint, company, status="pending", attempts=2, step=2)
    headers = {"X-Atlas-Signature": "abc123", "X-Atlas-Attempt": "2"}
    make_attempt(delivery, 1, error="timeout", detail="No answer within 15 seconds.", duration_ms=15003)
    make_attempt(delivery, 2, status_code=503, answer=b"<h1>down</h1> \xff", request_headers=headers)
    page = client.get(url("delivery", endpoint, delivery.id))
    said = text(page)
    assert re.search(
        r"Attempt 2 of 10 failed. The next one is in [34] minutes , at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", said
    )
    assert "503 Service Unavailable 34 ms" in said
    assert "Timed out" in said
    assert "15.0 s" in said
    assert "&lt;h1&gt;down&lt;/h1&gt; \ufffd" in page.content.decode()
    assert "X-Atlas-Attempt 2 X-Atlas-Signature abc123" in said
    assert '"amount": 1500.00,' in unescape(page.content.decode())
    assert delivery.body.decode() in unescape(page.content.decode())


def test_a_hostile_answer_is_text(client, company, endpoint):
    delivery = make_delivery(endpoint, company)
    make_attempt(delivery, status_code=200, answer=b"<script>alert(1)</script>\0")
    assert b"<script>alert" not in client.get(url("delivery", endpoint, delivery.id)).content


def test_a_delivery_is_resent(client, company, endpoint):
    delivery = make_delivery(endpoint, company, status="exhausted", attempts=10, step=10)
    assert "Gave up after attempt 10 of 10." in text(client.get(url("delivery", endpoint, delivery.id)))
    page = client.post(url("resend-delivery", endpoint, delivery.id), follow=True)
    delivery.refresh_from_db()
    assert (delivery.status, delivery.step) == ("pending", 0)
    assert "Attempt 1 of 10 is about to start." in text(page)
    Delivery.objects.update(lease=uuid7())
    again = client.post(url("resend-delivery", endpoint, delivery.id), follow=True)
    assert "An attempt is in progress." in text(again)


@pytest.mark.parametrize(
    ("seconds", "words"), [(-5, "now"), (0, "now"), (0.5, "now"), (1.5, "in a second"), (65, "in a minute")]
)
def test_a_moment_ahead_has_words(seconds, words):
    with time_machine.travel("2026-09-15T10:00:00Z", tick=False):
        assert f">{words}<" in moments.ahead(timezone.now() + timedelta(seconds=seconds))


def test_every_code_of_a_failure_has_words():
    source = Path(sending.__file__).read_text()
    codes = set(re.findall(r'(?:return|error=)\s*"([a-z_]+)"', source))
    assert codes == set(webhook_wording.FAILURES)


@pytest.mark.parametrize(("status", "label"), [(200, "200 OK"), (302, "302 Found"), (599, "599"), (999, "999")])
def test_answers_have_their_names(status, label):
    attempt = Attempt(status_code=status, succeeded=status < 300)
    assert webhook_wording.outcome(attempt).label == label


# Verifying


def sample(language: str) -> str:
    return dict(webhooks._samples("https://example.com/it's?a=$b"))[language]


def test_the_python_sample_verifies(monkeypatch):
    monkeypatch.setenv("ATLAS_WEBHOOK_SECRET", SECRET)
    room = {}
    exec(sample("Python"), room)
    body = b'{"event":"invoice.paid"}'
    assert room["is_from_atlas"](body, signing.atlas_signature(SECRET, body))
    assert not room["is_from_atlas"](body + b" ", signing.atlas_signature(SECRET, body))
    assert not room["is_from_atlas"](body, "é")


@pytest.mark.skipif(not shutil.which("openssl"), reason="there is no openssl here")
def test_the_openssl_sample_signs_as_we_do(tmp_path):
    (tmp_path / "curl").write_text(f"#!{sys.executable}\nimport sys\nprint(*sys.argv[1:], sep='\\n')\n")
    (tmp_path / "curl").chmod(0o755)
    answer = subprocess.run(
        ["sh", "-euc", sample("curl and openssl")],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin", "ATLAS_WEBHOOK_SECRET": SECRET},
        capture_output=True,
        text=True,
        check=True,
    )
    arguments = answer.stdout.splitlines()
    assert arguments[0] == "https://example.com/it's?a=$b"
    body = arguments[-1].encode()
    assert f"X-Atlas-Signature: {signing.atlas_signature(SECRET, body)}" in arguments


NODE = """
import {{ isFromAtlas }} from "{file}";
const body = Buffer.from('{{"event":"invoice.paid"}}');
console.log(isFromAtlas(body, "{good}"), isFromAtlas(body, "00"), isFromAtlas(body, "é"));
"""


@pytest.mark.skipif(not shutil.which("node"), reason="there is no Node here")
def test_the_typescript_sample_verifies(tmp_path):
    """Remove the few types by hand. The rest is JavaScript."""
    code = sample("TypeScript")
    for typed in (": Uint8Array", ": string", ": boolean", "SECRET!"):
        code = code.replace(typed, typed.rstrip("!") if typed.endswith("!") else "")
    (tmp_path / "sample.mjs").write_text(code)
    good = signing.atlas_signature(SECRET, b'{"event":"invoice.paid"}')
    (tmp_path / "run.mjs").write_text(NODE.format(file="./sample.mjs", good=good))
    answer = subprocess.run(
        ["node", tmp_path / "run.mjs"],
        env={"ATLAS_WEBHOOK_SECRET": SECRET},
        capture_output=True,
        text=True,
        check=True,
        executable=shutil.which("node"),
    )
    assert answer.stdout.split() == ["true", "false", "false"]


# Settings > API


def test_settings_show_the_address_the_tier_and_what_is_left(client, admin, monkeypatch):
    from api import throttles
    from foundation.limiter import Limit

    monkeypatch.setitem(throttles.LIMITS, Tier.PROFESSIONAL, Limit(per_minute=300, burst=50))
    for _ in range(3):
        throttles.limiter().judge(f"organization:{admin.organization_id}", throttles.LIMITS[Tier.PROFESSIONAL])
    page = text(client.get("/settings/api"))
    assert "297 of 300 requests left this minute" in page
    assert "Professional (yours) 300 50" in page
    assert "http://localhost:8000/api/v1" in client.get("/settings/api").content.decode()
    assert "297 of 300" in text(client.get("/settings/api")), "looking does not count"


def through_the_door(user, user_agent="", **meta):
    """Return a client that has signed in at the page."""
    client = Client(headers={"User-Agent": user_agent}, **meta)
    client.post("/sign-in", {"email": user.email, "password": PASSWORD})
    return client


def shown_sign_ins(client):
    return [
        (each["row"].user, each["row"].door, each["row"].address, each["device"], each["is_open"], each["can_end"])
        for each in client.get("/settings/api").context["sign_ins"]
    ]


def test_settings_show_the_last_sign_ins_of_the_organization_at_both_doors(client, admin, settings):
    settings.TRUSTED_PROXIES = 1
    stranger = make_admin(make_organization(), "stranger@example.com")
    identity.sign_in(email=stranger.email, password=PASSWORD, address="192.0.2.1")
    first = identity.sign_in(email=admin.email, password=PASSWORD, address="192.0.2.1", user_agent="curl/8.5.0")
    identity.rotate(refresh_token=first.tokens.refresh_token)
    ended = identity.sign_in(email=admin.email, password=PASSWORD, address="192.0.2.1", user_agent="acme 1")
    identity.sign_out(refresh_token=ended.tokens.refresh_token)
    member = make_user(admin.organization)
    forwarded = {"HTTP_X_FORWARDED_FOR": "10.9.9.9, 198.51.100.7"}
    firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0"
    through_the_door(member, firefox, **forwarded)
    through_the_door(member, firefox, **forwarded).post("/sign-out")
    assert shown_sign_ins(client) == [
        (member, "pages", "198.51.100.7", "Firefox 144 on Linux", False, False),
        (member, "pages", "198.51.100.7", "Firefox 144 on Linux", True, True),
        (admin, "api", "192.0.2.1", "acme", False, False),
        (admin, "api", "192.0.2.1", "curl/8.5.0", True, True),
    ]


def test_an_admin_signs_another_user_out_everywhere(client, admin):
    member = make_user(admin.organization)
    page = through_the_door(member)
    tokens = identity.sign_in(email=member.email, password=PASSWORD, address="192.0.2.1").tokens
    bearer = {"Authorization": f"Bearer {tokens.access_token}"}
    assert Client().get("/api/v1/auth/me", headers=bearer).status_code == 200
    said = text(client.post(f"/settings/api/sign-out-everywhere/{member.id}", follow=True))
    assert f"{member.full_name} is signed out everywhere." in said
    assert Client().get("/api/v1/auth/me", headers=bearer).status_code == 401
    with pytest.raises(identity.InvalidToken):
        identity.rotate(refresh_token=tokens.refresh_token)
    assert page.get("/settings/security").status_code == 302
    assert [row[4] for row in shown_sign_ins(client)] == [False, False]


def test_who_signs_out_everywhere_is_signed_out_here_too(admin):
    here, there = through_the_door(admin), through_the_door(admin)
    answer = here.post(f"/settings/api/sign-out-everywhere/{admin.id}", follow=True)
    assert "You are signed out everywhere." in text(answer)
    assert there.get("/settings/api").status_code == here.get("/settings/api").status_code == 302
    assert through_the_door(admin).get("/settings/api").status_code == 200


def test_nobody_signs_others_out_than_those_of_the_own_organization(client, admin):
    stranger = make_admin(make_organization(), "stranger@example.com")
    assert client.post(f"/settings/api/sign-out-everywhere/{stranger.id}").status_code == 404
    member = through_the_door(make_user(admin.organization))
    assert member.post(f"/settings/api/sign-out-everywhere/{admin.id}").status_code == 403


def test_the_icon_is_where_browsers_look_for_it(client):
    assert client.get("/favicon.ico")["Location"] == "/static/identity/mark.svg"


@pytest.mark.parametrize("address", ["/", "/settings"])
def test_the_front_door_leads_to_the_settings(client, address):
    assert client.get(address)["Location"] == "/settings/api"
