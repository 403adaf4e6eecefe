"""A webhook on hold: how it is shown and ended, and tests, which are sent first and alone."""

import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from accounting.errors import WrongStatus
from accounting.models import Company
from foundation import tenancy
from pages import webhook_wording
from tests.client import Client
from tests.factories import hold, make_company, make_event, make_webhook, owner_of
from tests.webhooks.receiver import Receiver, Reply
from webhooks import engine, operations, queue
from webhooks.jobs import Outcome
from webhooks.models import Delivery, Endpoint

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company() -> Company:
    with tenancy.everyone():
        return make_company()


def held(company: Company, hook: Receiver, *, waiting: int = 2, reason: str = "retry_after") -> Endpoint:
    """Return an endpoint on hold with due deliveries."""
    with tenancy.everyone():
        endpoint = make_webhook(company, hook.url)
        for _ in range(waiting):
            make_event(company)
    queue.look()
    with tenancy.everyone():
        return hold(endpoint, reason=reason)


def send_test(endpoint: Endpoint) -> Delivery:
    with tenancy.everyone():
        return operations.send_test(endpoint, by=owner_of_endpoint(endpoint))


def owner_of_endpoint(endpoint: Endpoint) -> Any:
    return endpoint.organization.users.order_by("id")[0]


def fresh(endpoint: Endpoint) -> Endpoint:
    with tenancy.everyone():
        return Endpoint.objects.get(id=endpoint.id)


def how_it_stands(endpoint: Endpoint) -> tuple[Any, ...]:
    now = fresh(endpoint)
    return now.held_until, now.hold_reason, now.consecutive_failures, now.failing_since, now.is_enabled


@pytest.mark.parametrize("reason", ["retry_after", "breaker"])
@pytest.mark.parametrize(
    "reply", [Reply(), Reply(500), Reply(503, b"", {"Retry-After": "3600"})], ids=["well", "ill", "wait"]
)
def test_a_test_goes_first_alone_and_leaves_the_hold_as_it_is(
    company: Company, hook: Receiver, reply: Reply, reason: str
) -> None:
    hook.rule = lambda request: reply
    endpoint = held(company, hook, reason=reason)
    with tenancy.everyone():
        failures = 7 if reason == "breaker" else 1
        Endpoint.objects.update(consecutive_failures=failures, failing_since=datetime.now(UTC))
    before = how_it_stands(endpoint)
    send_test(endpoint)
    engine.drain(seconds=10)
    assert [request.headers["X-Atlas-Event"] for request in hook.requests] == ["webhook.test"]
    assert how_it_stands(endpoint) == before
    with tenancy.everyone():
        assert Delivery.objects.filter(status="pending", attempts=0).count() == 2


def test_tests_that_fail_open_no_breaker(company: Company, hook: Receiver) -> None:
    hook.rule = lambda request: Reply(503, b"", {"Retry-After": "3600"})
    with tenancy.everyone():
        endpoint = make_webhook(company, hook.url)
    for _ in range(7):
        send_test(endpoint)
        engine.drain(seconds=10)
    assert len(hook.requests) == 7
    assert how_it_stands(endpoint) == (None, "", 0, None, True)
    assert fresh(endpoint).status == "active"


def test_a_test_goes_before_what_waits_without_a_hold(company: Company, hook: Receiver) -> None:
    endpoint = held(company, hook, waiting=5)
    with tenancy.everyone():
        Endpoint.objects.update(held_until=None, hold_reason="")
    send_test(endpoint)
    (job,) = queue.claim(100, unproven=100)
    assert job.event_type == "webhook.test"
    assert {job.event_type for job in queue.claim(100, unproven=100)} == {"invoice.sent"}


def test_a_test_asks_nobody_to_be_disabled_but_410_does(company: Company, hook: Receiver) -> None:
    hook.rule = lambda request: Reply(410)
    endpoint = held(company, hook)
    send_test(endpoint)
    engine.drain(seconds=10)
    assert fresh(endpoint).disabled_reason == "gone"


def test_410_disables_whatever_other_request_ends_after_it(company: Company, hook: Receiver) -> None:
    endpoint = held(company, hook)
    with tenancy.everyone():
        Endpoint.objects.update(held_until=None, hold_reason="")
    first, second = queue.claim(100, unproven=100)
    answers = {first: 410, second: 500}
    queue.finish([(job, Outcome(datetime.now(UTC), 1, {}, status_code=code)) for job, code in answers.items()])
    assert fresh(endpoint).disabled_reason == "gone"


def test_try_now_ends_the_hold_and_sends_what_waits(company: Company, hook: Receiver) -> None:
    endpoint = held(company, hook)
    engine.drain(seconds=10)
    assert not hook.requests
    with tenancy.everyone():
        operations.try_now(endpoint, by=owner_of(company))
    engine.drain(seconds=10)
    assert len(hook.requests) == 2
    assert how_it_stands(endpoint)[:2] == (None, "")
    with tenancy.everyone(), pytest.raises(WrongStatus, match="not on hold"):
        operations.try_now(endpoint, by=owner_of(company))


def test_try_now_tries_the_next_one_where_nothing_is_due(company: Company, hook: Receiver) -> None:
    endpoint = held(company, hook)
    later = datetime.now(UTC) + timedelta(hours=2)
    with tenancy.everyone():
        Delivery.objects.update(next_attempt_at=later, lane=1, step=3, attempts=3)
        operations.try_now(endpoint, by=owner_of(company))
    engine.drain(seconds=10)
    assert len(hook.requests) == 1
    with tenancy.everyone():
        assert Delivery.objects.get(status="pending").next_attempt_at == later


def test_a_probe_that_fails_after_try_now_holds_it_again_and_says_why(company: Company, hook: Receiver) -> None:
    hook.rule = lambda request: Reply(500)
    endpoint = held(company, hook, reason="breaker")
    with tenancy.everyone():
        Endpoint.objects.update(consecutive_failures=9)
        operations.try_now(endpoint, by=owner_of(company))
    engine.drain(seconds=10)
    assert len(hook.requests) == 1, "one probe"
    state = fresh(endpoint)
    assert (state.status, state.hold_reason, state.consecutive_failures) == ("held", "breaker", 10)


def test_neither_a_resend_nor_a_replay_ends_a_hold(company: Company, hook: Receiver) -> None:
    endpoint = held(company, hook)
    before = how_it_stands(endpoint)
    by = owner_of(company)
    with tenancy.everyone():
        Delivery.objects.update(status="exhausted", next_attempt_at=None, finished_at=datetime.now(UTC))
        operations.resend(Delivery.objects.earliest("id"), by=by)
        operations.replay(endpoint, by=by, since=datetime.now(UTC) - timedelta(hours=1))
    engine.drain(seconds=10)
    assert not hook.requests
    assert how_it_stands(endpoint) == before


def test_enabling_begins_without_a_hold(company: Company, hook: Receiver) -> None:
    endpoint = held(company, hook)
    by = owner_of(company)
    with tenancy.everyone():
        operations.disable(endpoint, by=by)
        assert fresh(endpoint).status == "disabled"
        with pytest.raises(WrongStatus, match="disabled"):
            operations.try_now(endpoint, by=by)
        operations.enable(endpoint, by=by)
    assert how_it_stands(endpoint) == (None, "", 0, None, True)


def test_another_address_answers_for_itself(company: Company, hook: Receiver) -> None:
    endpoint = held(company, hook)
    with tenancy.everyone():
        since = datetime.now(UTC) - timedelta(days=6)
        Endpoint.objects.update(url="https://old.example.com/hooks", consecutive_failures=30, failing_since=since)
    before, by = how_it_stands(endpoint), owner_of(company)
    with tenancy.everyone():
        operations.update(endpoint, by=by, url="https://old.example.com/hooks", description="The same")
    assert how_it_stands(endpoint) == before
    hook.rule = lambda request: Reply(500)
    with tenancy.everyone():
        operations.update(endpoint, by=by, url=hook.url)
    assert how_it_stands(endpoint) == (None, "", 0, None, True)
    engine.drain(seconds=10)
    assert hook.requests, "what waited is sent at once"
    assert fresh(endpoint).is_enabled, "the failures of the other address do not disable it"


@pytest.mark.parametrize("status", [200, 410, 500, 503])
def test_an_answer_of_the_address_before_says_nothing_about_the_new_one(
    company: Company, hook: Receiver, status: int
) -> None:
    endpoint = held(company, hook)
    with tenancy.everyone():
        Endpoint.objects.update(url="https://old.example.com/hooks", held_until=None, hold_reason="")
    asked_before, _ = queue.claim(100, unproven=100)
    with tenancy.everyone():
        operations.update(endpoint, by=owner_of(company), url=hook.url)
        Endpoint.objects.update(consecutive_failures=19, failing_since=datetime.now(UTC) - timedelta(days=6))
    before = how_it_stands(endpoint)
    answer = Outcome(datetime.now(UTC), 1, {}, status_code=status, retry_after=3600 if status == 503 else None)
    queue.finish([(asked_before, answer)])
    assert how_it_stands(endpoint) == before
    with tenancy.everyone():
        delivery = Delivery.objects.get(id=asked_before.delivery_id)
        assert delivery.status == ("succeeded" if status == 200 else "pending")
        assert delivery.attempt_set.get().status_code == status


def test_the_api_names_a_hold_and_ends_it(company: Company, hook: Receiver) -> None:
    endpoint = held(company, hook)
    client = Client(owner_of(company))
    path = f"/webhooks/{endpoint.id}"
    shown = client.get(path).json
    assert (shown["status"], shown["hold_reason"]) == ("held", "retry_after")
    assert shown["held_until"].startswith(f"{endpoint.held_until:%Y-%m-%dT%H:%M:%S}")
    assert "try-now" in shown["allowed_actions"]
    waiting = client.get(f"{path}/deliveries").json["items"]
    one = client.get(f"{path}/deliveries/{waiting[0]['id']}").json
    assert {delivery["next_attempt_at"] for delivery in [*waiting, one]} == {shown["held_until"]}
    test = client.post(f"{path}/test").json
    assert test["next_attempt_at"] < shown["held_until"], "a hold does not keep a test back"
    ended = client.post(f"{path}/try-now")
    assert ended.status == 200
    assert (ended.json["status"], ended.json["held_until"], ended.json["hold_reason"]) == ("active", None, "")
    assert "try-now" not in ended.json["allowed_actions"]
    waiting = client.get(f"{path}/deliveries").json["items"]
    assert all(delivery["next_attempt_at"] < shown["held_until"] for delivery in waiting)
    again = client.post(f"{path}/try-now")
    assert (again.status, again.code) == (409, "wrong_status")


def test_a_hold_that_is_over_is_not_shown(company: Company, hook: Receiver) -> None:
    endpoint = held(company, hook)
    with tenancy.everyone():
        hold(endpoint, minutes=-1)
    shown = Client(owner_of(company)).get(f"/webhooks/{endpoint.id}").json
    assert (shown["status"], shown["held_until"], shown["hold_reason"]) == ("active", None, "")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def text(answer: Any) -> str:
    parser = _Text()
    parser.feed(answer.content.decode())
    return re.sub(r"\s+", " ", " ".join(parser.said))


def test_the_pages_name_a_hold_its_end_and_try_now(company: Company, hook: Receiver) -> None:
    endpoint = held(company, hook)
    browser = Browser()
    browser.force_login(owner_of(company))
    page = text(browser.get(reverse("webhook", args=[endpoint.id])))
    assert f"On hold until {endpoint.held_until:%Y-%m-%d %H:%M:%S} UTC" in page
    assert "Your endpoint asked Atlas to wait, with Retry-After in its response." in page
    assert "Try now" in page
    assert "about to start" not in page
    assert page.count("Resumes in 9 minutes") == 3, "of the webhook, and of both deliveries"
    assert "On hold" in text(browser.get(reverse("webhooks")))
    with tenancy.everyone():
        waiting = Delivery.objects.earliest("id")
    single = text(browser.get(reverse("delivery", args=[endpoint.id, waiting.id])))
    assert "It is waiting for the webhook's hold to end, in" in single
    assert "Try now" in single
    answer = browser.post(reverse("try-now", args=[endpoint.id]), follow=True)
    assert "The hold has ended. The waiting deliveries are being sent." in text(answer)
    assert "On hold until" not in text(answer)


def test_the_breaker_says_how_many_failed(company: Company, hook: Receiver) -> None:
    endpoint = held(company, hook, reason="breaker")
    endpoint.consecutive_failures = 6
    assert webhook_wording.hold(endpoint) == "The last 6 attempts failed, so Atlas waits before it tries again."
    assert webhook_wording.endpoint_status(endpoint).label == "On hold"
