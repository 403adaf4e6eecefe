"""The engine with real receivers and a real database: each outcome, and which deliveries wait for others."""

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from celery import current_app
from django.conf import settings
from django.db import IntegrityError, OperationalError, connection, connections
from django.test.utils import CaptureQueriesContext
from standardwebhooks import Webhook, WebhookVerificationError
from uuid_utils.compat import uuid7

from accounting.errors import WrongStatus
from accounting.models import Company, Event
from foundation import mail, tenancy
from foundation.models import AuditRecord, OutgoingEmail
from foundation.plain import one_line
from identity.models import User
from tests.factories import make_company, make_event, make_webhook, owner_of
from tests.webhooks.conftest import until
from tests.webhooks.receiver import Receiver, Reply, raw_server, receiver
from webhooks import engine, operations, policy, queue, sending, signing, slots, tasks, upkeep
from webhooks.jobs import Job, Outcome
from webhooks.models import Attempt, Delivery, Endpoint, EndpointHour, FanOut

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company() -> Company:
    with tenancy.everyone():
        return make_company()


def webhook(company: Company, url: str, **fields: Any) -> Endpoint:
    with tenancy.everyone():
        return make_webhook(company, url, **fields)


def happen(company: Company, count: int = 1, type: str = "invoice.sent") -> list[Event]:
    with tenancy.everyone():
        return [make_event(company, type) for _ in range(count)]


def drain(seconds: float = 10) -> None:
    engine.drain(seconds=seconds)


def delivery(**filters: Any) -> Delivery:
    with tenancy.everyone():
        return Delivery.objects.get(**filters)


def fresh(endpoint: Endpoint) -> Endpoint:
    with tenancy.everyone():
        return Endpoint.objects.get(id=endpoint.id)


def statuses() -> Counter[str]:
    with tenancy.everyone():
        return Counter(Delivery.objects.values_list("status", flat=True))


def make_due(**filters: Any) -> None:
    """Let the time pass until everything pending is due and no endpoint is held."""
    now = datetime.now(UTC)
    with tenancy.everyone():
        Delivery.objects.filter(status="pending", **filters).update(next_attempt_at=now)
        Endpoint.objects.filter(is_enabled=True).update(next_due_at=now, held_until=None)


def test_a_delivery_that_succeeds(company: Company, hook: Receiver) -> None:
    endpoint = webhook(company, hook.url)
    (event,) = happen(company)
    drain()
    found = delivery()
    assert (found.status, found.attempts, found.next_attempt_at, found.lease) == ("succeeded", 1, None, None)
    assert (found.event_id, found.event_type) == (event.id, "invoice.sent")
    with tenancy.everyone():
        attempt = Attempt.objects.get()
    assert (attempt.number, attempt.succeeded, attempt.status_code, bytes(attempt.answer)) == (1, True, 200, b"thanks")
    assert attempt.request_headers["X-Atlas-Event"] == "invoice.sent"
    (request,) = hook.requests
    assert request.body == bytes(event.body)
    assert request.headers["webhook-id"] == str(event.id)
    assert request.headers["X-Atlas-Delivery"] == str(found.id)
    state = fresh(endpoint)
    assert (state.status, state.consecutive_failures) == ("active", 0)
    assert state.next_due_at > datetime.now(UTC) + timedelta(seconds=10), (
        "an idle look, when the lease would have ended"
    )
    assert state.last_success_at == state.last_delivery_at
    assert state.last_success_at is not None


def test_ten_attempts_on_schedule_then_exhausted(company: Company, hook: Receiver) -> None:
    hook.rule = lambda request: Reply(500, b"no")
    webhook(company, hook.url)
    happen(company)
    for number in range(1, policy.MAX_ATTEMPTS + 1):
        before = datetime.now(UTC)
        drain()
        found = delivery()
        assert found.attempts == number
        if number < policy.MAX_ATTEMPTS:
            wait = policy.SCHEDULE[number - 1]
            assert found.status == "pending"
            assert wait * 0.8 <= (found.next_attempt_at - before).total_seconds() <= wait * 1.2 + 5
            make_due()
    assert (found.status, found.next_attempt_at) == ("exhausted", None)
    assert [request.headers["X-Atlas-Attempt"] for request in hook.requests] == [str(n) for n in range(1, 11)]
    assert len({request.body for request in hook.requests}) == 1
    assert len({request.headers["webhook-id"] for request in hook.requests}) == 1
    with tenancy.everyone():
        assert list(Attempt.objects.order_by("number").values_list("number", "status_code")) == [
            (n, 500) for n in range(1, 11)
        ]
    make_due()
    drain()
    assert len(hook.requests) == 10


def test_an_exhausted_delivery_can_be_resent_and_begins_a_new_round(company: Company, hook: Receiver) -> None:
    hook.rule = lambda request: Reply(500)
    webhook(company, hook.url)
    happen(company)
    drain()
    with tenancy.everyone():
        Delivery.objects.update(status="exhausted", step=10, next_attempt_at=None, finished_at=datetime.now(UTC))
        operations.resend(Delivery.objects.get(), by=owner_of(company))
    hook.rule = lambda request: Reply(204, b"")
    drain()
    found = delivery()
    assert (found.status, found.attempts, found.step) == ("succeeded", 2, 1)


def test_410_disables_the_endpoint_and_the_admins_are_told(company: Company, hook: Receiver) -> None:
    hook.rule = lambda request: Reply(410)
    endpoint = webhook(company, hook.url)
    happen(company)
    drain()
    state = fresh(endpoint)
    assert (state.is_enabled, state.disabled_reason, state.status) == (False, "gone", "disabled")
    with tenancy.everyone():
        record = AuditRecord.objects.get(action="webhook.disabled", object_id=state.id)
    assert (record.by_system, record.new) == ("webhooks.drain", {"disabled_reason": "gone"})
    make_due()
    happen(company)
    drain()
    assert len(hook.requests) == 1
    assert upkeep.write_notices() == 1
    assert upkeep.write_notices() == 0
    (notice,) = OutgoingEmail.objects.all()
    assert notice.to == owner_of_company(company)
    assert one_line(hook.url) in mail.body_of(notice)
    upkeep.give_up()
    assert delivery().status == "exhausted"
    assert fresh(endpoint).notice_at is None


def owner_of_company(company: Company) -> str:
    with tenancy.everyone():
        return owner_of(company).email


def test_five_days_and_twenty_failures_disable(company: Company, hook: Receiver) -> None:
    hook.rule = lambda request: Reply(500)
    endpoint = webhook(company, hook.url)
    happen(company)
    long_ago = datetime.now(UTC) - timedelta(days=5, minutes=1)
    for failures, since, is_enabled in [(18, long_ago, True), (30, datetime.now(UTC), True), (19, long_ago, False)]:
        with tenancy.everyone():
            Endpoint.objects.update(consecutive_failures=failures, failing_since=since)
        make_due()
        drain()
        state = fresh(endpoint)
        assert state.is_enabled is is_enabled
    assert state.disabled_reason == "failing"
    assert state.notice_at is not None


@pytest.mark.parametrize(("status", "holds"), [(429, True), (503, True), (500, False)])
def test_retry_after_holds_the_whole_endpoint(company: Company, hook: Receiver, status: int, holds: bool) -> None:
    hook.rule = lambda request: Reply(status, b"", {"Retry-After": "3600"})
    endpoint = webhook(company, hook.url)
    happen(company)
    drain()
    state = fresh(endpoint)
    assert (state.held_until is not None) == holds
    assert state.hold_reason == ("retry_after" if holds else "")
    if holds:
        assert timedelta(minutes=59) < state.held_until - datetime.now(UTC) <= timedelta(hours=1)
    happen(company)
    drain()
    assert len(hook.requests) == (1 if holds else 2)


def test_the_breaker_opens_after_five_failures_and_lets_one_probe_through(company: Company, hook: Receiver) -> None:
    hook.rule = lambda request: Reply(500)
    endpoint = webhook(company, hook.url)
    happen(company, 30)
    drain()
    state = fresh(endpoint)
    assert policy.BREAKER_FAILURES <= len(hook.requests) <= policy.BREAKER_FAILURES + policy.UNPROVEN_AT_ONCE
    assert (state.status, state.hold_reason) == ("held", "breaker")
    assert state.held_until > datetime.now(UTC)
    seen = len(hook.requests)
    with tenancy.everyone():
        Endpoint.objects.update(held_until=datetime.now(UTC), next_due_at=datetime.now(UTC))
    drain()
    assert len(hook.requests) == seen + 1, "half open: one probe"
    assert fresh(endpoint).held_until > state.held_until, "and a longer hold"
    hook.rule = lambda request: Reply()
    with tenancy.everyone():
        Endpoint.objects.update(held_until=datetime.now(UTC), next_due_at=datetime.now(UTC))
        Delivery.objects.filter(status="pending").update(next_attempt_at=datetime.now(UTC))
    drain()
    assert statuses() == {"succeeded": 30}
    assert fresh(endpoint).status == "active"


def test_an_endpoint_that_hangs_keeps_few_places_and_delays_nobody(
    company: Company, hook: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hanging requests end only after all others came. So if they took one place more than they may, or if the
    others waited for them, those would not come, however fast or slow the machine is."""
    monkeypatch.setattr(policy, "ANSWER_SECONDS", 60)
    monkeypatch.setattr(
        policy, "MAX_IN_FLIGHT", 3 * 64 + 2
    )  # three times PROVEN_AT_ONCE, and two places for the others
    hanging: list[socket.socket] = []
    over = threading.Event()

    def hang(connection: socket.socket) -> None:
        hanging.append(connection)
        over.wait(60)

    with tenancy.everyone():
        others = [make_company() for _ in range(3)]
    with raw_server(hang) as dead:
        for other in others:
            webhook(other, dead)
        endpoint = webhook(company, hook.url)
        with tenancy.everyone():  # as after years of good service
            Endpoint.objects.exclude(id=endpoint.id).update(last_success_at=datetime.now(UTC))
        for other in others:
            happen(other, 100)
        ended = run_in_thread(lambda: engine.drain(seconds=60, is_stopping=over.is_set))
        try:
            until(lambda: len(hanging) >= 3 * policy.SLOW_AT_ONCE, seconds=30)
            happen(company, 50)
            hook.wait_for(50, seconds=30)
        finally:
            over.set()
            ended()


def run_in_thread(function: Any) -> Any:
    def run() -> None:
        try:
            function()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread.join


def test_a_redirect_is_a_failure(company: Company, hook: Receiver) -> None:
    with receiver() as other:
        hook.rule = lambda request: Reply(307, b"", {"Location": other.url})
        webhook(company, hook.url)
        happen(company)
        drain()
        assert delivery().status == "pending"
        assert not other.requests


def test_only_what_was_asked_for_is_delivered(company: Company) -> None:
    with tenancy.everyone():
        sister = make_company(company.organization)
        stranger = make_company()
    with receiver() as all_, receiver() as two, receiver() as one_company, receiver() as off:
        webhook(company, all_.url, events=["*"])
        webhook(company, two.url, events=["bill.approved", "period.closed"])
        webhook(company, one_company.url, company_id=company.id)
        webhook(company, off.url, is_enabled=False)
        for type in ("invoice.sent", "bill.approved", "period.closed"):
            for one in (company, sister, stranger):
                happen(one, type=type)
        drain()
        kinds = {
            "all": Counter(request.headers["X-Atlas-Event"] for request in all_.requests),
            "two": Counter(request.headers["X-Atlas-Event"] for request in two.requests),
            "one": Counter(request.headers["X-Atlas-Event"] for request in one_company.requests),
        }
        assert kinds == {
            "all": {"invoice.sent": 2, "bill.approved": 2, "period.closed": 2},
            "two": {"bill.approved": 2, "period.closed": 2},
            "one": {"invoice.sent": 1, "bill.approved": 1, "period.closed": 1},
        }
        assert not off.requests


def test_what_happened_before_an_endpoint_is_not_delivered(company: Company, hook: Receiver) -> None:
    happen(company, 3)
    webhook(company, hook.url)
    (event,) = happen(company)
    drain()
    assert [request.headers["webhook-id"] for request in hook.requests] == [str(event.id)]


def test_a_disabled_time_is_skipped_and_replay_fills_the_gap(company: Company, hook: Receiver) -> None:
    endpoint = webhook(company, hook.url)
    since = datetime.now(UTC)
    happen(company)
    drain()
    with tenancy.everyone():
        operations.disable(endpoint, by=owner_of(company))
    missed = happen(company, 2)
    drain()
    with tenancy.everyone():
        operations.enable(endpoint, by=owner_of(company))
    happen(company)
    drain()
    assert len(hook.requests) == 2
    with tenancy.everyone():
        replayed = operations.replay(fresh(endpoint), by=owner_of(company), since=since)
    assert replayed == (2, None)
    drain()
    assert {request.headers["webhook-id"] for request in hook.requests[2:]} == {str(event.id) for event in missed}
    with tenancy.everyone():
        assert operations.replay(endpoint, by=owner_of(company), since=since) == (0, None)
        assert operations.replay(endpoint, by=owner_of(company), since=since, again=True) == (4, None)
    drain()
    assert len(hook.requests) == 8
    assert statuses() == {"succeeded": 4}


def test_replays_beyond_the_limit_go_on_after_a_whole_second(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds are what the API shows of a moment, so nothing is sent twice, and the next call has others to send."""
    monkeypatch.setattr(operations, "MAX_REPLAY", 2)
    noon = datetime(2026, 11, 2, 12, tzinfo=UTC)
    with tenancy.everyone():
        second = make_company(company.organization, name="Second")
        made = [
            Event.objects.create(
                company=each, type=type, subject_id=uuid7(), body=b"{}", created_at=noon + timedelta(seconds=at)
            )
            for each, type, at in (
                (company, "invoice.sent", -1),
                (company, "invoice.sent", 0),
                (second, "invoice.sent", 1.2),
                (company, "bill.approved", 1.3),
                (company, "invoice.sent", 1.9),
                (second, "invoice.sent", 1.99),
                (company, "invoice.sent", 2),
                (second, "invoice.sent", 3),
            )
        ]
    endpoint = webhook(company, "https://example.com/", events=["invoice.sent"])

    def replay(**asked: Any) -> operations.Replayed:
        with tenancy.everyone():
            return operations.replay(endpoint, by=owner_of(company), **asked)

    assert replay(since=noon) == (4, noon + timedelta(seconds=2))
    assert replay(since=noon) == (0, noon + timedelta(seconds=2))
    with tenancy.everyone():
        sent = set(Delivery.objects.values_list("event_id", flat=True))
        Delivery.objects.update(status="succeeded", next_attempt_at=None, finished_at=noon)
    assert sent == {made[place].id for place in (1, 2, 4, 5)}
    assert replay(since=noon + timedelta(seconds=2), until=noon + timedelta(seconds=3), again=True) == (1, None)
    assert replay(since=noon + timedelta(seconds=2), again=True) == (1, noon + timedelta(seconds=4))
    assert replay(since=noon + timedelta(seconds=4), again=True) == (0, None)


def test_first_attempts_go_before_retries_and_these_before_replays(company: Company) -> None:
    webhook(company, "https://example.com/hooks")
    replayed, retried, new = happen(company, 3)
    queue.look()
    with tenancy.everyone():
        Delivery.objects.filter(event=replayed).update(lane=2, next_attempt_at=datetime.now(UTC) - timedelta(hours=2))
        Delivery.objects.filter(event=retried).update(lane=1, next_attempt_at=datetime.now(UTC) - timedelta(hours=1))
    for event in (new, retried, replayed):
        (job,) = queue.claim(1, unproven=1)
        assert job.webhook_id == event.id
        queue.finish([(job, outcome(200))])


def test_a_test_is_sent_once_and_never_retried(company: Company, hook: Receiver) -> None:
    hook.rule = lambda request: Reply(500)
    endpoint = webhook(company, hook.url, events=["bill.approved"])
    with tenancy.everyone():
        sent = operations.send_test(endpoint, by=owner_of(company))
    drain()
    (request,) = hook.requests
    assert request.headers["X-Atlas-Event"] == "webhook.test"
    assert request.headers["webhook-id"] == str(sent.id)
    assert delivery().status == "exhausted"


def test_a_resend_sends_the_same_bytes(company: Company, hook: Receiver) -> None:
    webhook(company, hook.url)
    happen(company)
    drain()
    with tenancy.everyone():
        operations.resend(Delivery.objects.get(), by=owner_of(company))
    drain()
    first, second = hook.requests
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.headers["X-Atlas-Signature"] == second.headers["X-Atlas-Signature"]
    assert (first.headers["X-Atlas-Attempt"], second.headers["X-Atlas-Attempt"]) == ("1", "2")


def test_a_rotation_overlaps_for_a_day(company: Company, hook: Receiver) -> None:
    with tenancy.everyone():
        endpoint, old = operations.create(company.organization, by=owner_of(company), url=hook.url, events=["*"])
        _, new = operations.rotate_secret(endpoint, by=owner_of(company), switch_header=False)
    happen(company)
    drain()
    with tenancy.everyone():
        operations.update(endpoint, by=owner_of(company), header_secret="current")
    happen(company)
    drain()
    with tenancy.everyone():
        Endpoint.objects.update(previous_secret_expires_at=datetime.now(UTC))
    happen(company)
    drain()
    signatures = [
        (request.headers["X-Atlas-Signature"], len(request.headers["webhook-signature"].split()))
        for request in hook.requests
    ]
    expected = [(old, 2), (new, 2), (new, 1)]
    assert signatures == [
        (signing.atlas_signature(secret, request.body), count)
        for request, (secret, count) in zip(hook.requests, expected, strict=True)
    ]


def test_a_second_rotation_keeps_the_secrets_that_still_sign(company: Company, hook: Receiver) -> None:
    by = owner_of(company)

    def signs() -> tuple[str, set[str]]:
        """Send an event. Return the secret of its header, and all that signed it."""
        happen(company)
        drain()
        request, found = hook.requests[-1], set()
        for secret in secrets:
            with suppress(WebhookVerificationError):
                Webhook(signing.standard_form(secret)).verify(request.body, request.headers)
                found.add(secret)
        header = request.headers["X-Atlas-Signature"]
        return next(secret for secret in secrets if signing.atlas_signature(secret, request.body) == header), found

    with tenancy.everyone():
        endpoint, first = operations.create(company.organization, by=by, url=hook.url, events=["*"])
        second, third = (operations.rotate_secret(endpoint, by=by).secret for _ in range(2))  # each saw the first
    secrets = [first, second, third]
    assert signs() == (third, {first, second, third})
    with tenancy.everyone():
        secrets += [operations.rotate_secret(endpoint, by=by, switch_header=False).secret for _ in range(2)]
    assert signs() == (third, set(secrets))
    with tenancy.everyone():
        secrets.append(operations.rotate_secret(endpoint, by=by).secret)
    assert signs() == (secrets[-1], set(secrets[2:]) | {second}), "one more than sign at once"
    with tenancy.everyone():
        Endpoint.objects.update(previous_secret_expires_at=datetime.now(UTC))
        secrets.append(operations.rotate_secret(endpoint, by=by).secret)
    assert signs() == (secrets[-1], set(secrets[-2:])), "those whose time was over stay away"


def test_a_rotation_replaces_a_secret_that_no_key_opens(company: Company, hook: Receiver) -> None:
    endpoint = webhook(company, hook.url)
    with tenancy.everyone():
        Endpoint.objects.update(encrypted_secret="gAAAAA-nonsense")
        _, secret = operations.rotate_secret(endpoint, by=owner_of(company), switch_header=False)
    happen(company)
    drain()
    (request,) = hook.requests
    Webhook(signing.standard_form(secret)).verify(request.body, request.headers)
    state = fresh(endpoint)
    assert (state.encrypted_previous_secret, state.previous_secret_expires_at, state.header_secret) == (
        "",
        None,
        "current",
    )


CHANGES: dict[str, Callable[[Endpoint, User], Any]] = {
    "update": lambda endpoint, by: operations.update(endpoint, by=by, url="https://example.com/other"),
    "enable": lambda endpoint, by: operations.update(endpoint, by=by, is_enabled=True),
    "delete": lambda endpoint, by: operations.delete(endpoint, by=by),
    "rotate": lambda endpoint, by: operations.rotate_secret(endpoint, by=by),
    "test": lambda endpoint, by: operations.send_test(endpoint, by=by),
    "try_now": lambda endpoint, by: operations.try_now(endpoint, by=by),
    "resend": lambda endpoint, by: operations.resend(Delivery.objects.get(), by=by),
    "replay": lambda endpoint, by: operations.replay(endpoint, by=by, since=datetime.now(UTC) - timedelta(hours=1)),
}


def test_what_another_session_deleted_or_disabled_stays_so(company: Company, hook: Receiver) -> None:
    endpoint, by = webhook(company, hook.url), owner_of(company)
    happen(company)
    drain()
    happen(company)

    def state() -> Any:
        with tenancy.everyone():
            rows = (Endpoint.objects, Delivery.objects, AuditRecord.objects)
            return [list(found.order_by("id").values()) for found in rows]

    for end, refused in (
        (operations.disable, {"test", "try_now", "resend", "replay"}),
        (operations.delete, set(CHANGES)),
    ):
        with tenancy.everyone():
            end(endpoint, by=by)
        before = state()
        for name in refused:
            with tenancy.everyone(), pytest.raises(WrongStatus, match=r"disabled|deleted"):
                CHANGES[name](endpoint, by)  # as this session read it
            assert state() == before, name
    for change in ({"is_enabled": True, "disabled_reason": "", "disabled_at": None}, {"encrypted_secret": "x"}):
        with tenancy.everyone(), pytest.raises(IntegrityError, match="endpoint_deleted_means_off"):
            Endpoint.objects.update(**change)
        assert state() == before


def test_a_webhook_that_gets_another_company_gets_its_events_from_then_on(company: Company, hook: Receiver) -> None:
    by = owner_of(company)
    with tenancy.everyone():
        sister, cousin = make_company(company.organization), make_company(company.organization)
    endpoint = webhook(company, hook.url, company_id=company.id)
    for one in (company, sister, cousin):
        happen(one, 2)
    for company_id in (sister.id, None):
        with tenancy.everyone():
            operations.update(endpoint, by=by, company_id=company_id)
        drain()
    assert not hook.requests, "neither what it no longer gets nor what was before"
    wanted = {str(happen(one)[0].id) for one in (company, sister, cousin)}
    drain()
    assert {request.headers["webhook-id"] for request in hook.requests} == wanted
    assert len(hook.requests) == 3


def test_a_look_passes_over_what_no_webhook_gets_and_nothing_else(
    company: Company, hook: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def passed() -> list[int]:
        with tenancy.everyone():
            return [FanOut.objects.get(company=one).sequence for one in (company, sister, unheard)]

    with tenancy.everyone():
        sister, unheard = make_company(company.organization), make_company(company.organization)
    for one in (company, sister, unheard):
        happen(one, 3)
    for one in (company, sister):
        webhook(company, hook.url, company_id=one.id)
    monkeypatch.setattr(queue, "_LOOK", queue._LOOK.replace(f"LIMIT {queue.MAX_COMPANIES} FOR", "LIMIT 1 FOR"))
    for _ in range(3):
        assert queue.look() == (0, False)
    assert passed() == [3, 3, 3]
    assert not slots.engine_is_needed()
    monkeypatch.undo()
    wanted = happen(company, 2)
    monkeypatch.setattr(queue, "_LOOK", queue._LOOK.replace(f"LIMIT {queue.MAX_EVENTS}\n", "LIMIT 1\n"))
    assert queue.look() == (1, True)
    assert passed() == [4, 3, 3], "what it left for the next look is still to come"
    drain()
    assert {request.headers["webhook-id"] for request in hook.requests} == {str(event.id) for event in wanted}


@pytest.mark.parametrize("is_older", [True, False], ids=["the older company", "the newer company"])
def test_what_a_company_has_to_go_does_not_delay_the_events_of_another(
    company: Company, hook: Receiver, monkeypatch: pytest.MonkeyPatch, is_older: bool
) -> None:
    with tenancy.everyone():
        companies = [company, make_company(company.organization)]
    busy, quiet = companies if is_older else reversed(companies)
    webhook(company, hook.url)
    happen(busy, 3)
    happen(quiet)
    monkeypatch.setattr(queue, "_LOOK", queue._LOOK.replace(f"LIMIT {queue.MAX_EVENTS}\n", "LIMIT 2\n"))

    def made() -> list[int]:
        assert queue.look()[1]
        with tenancy.everyone():
            return [Delivery.objects.filter(company=one).count() for one in (busy, quiet)]

    assert [made(), made()] == [[1, 1], [3, 1]]


def test_a_webhook_that_gets_all_companies_misses_nothing_of_its_own(company: Company, hook: Receiver) -> None:
    endpoint = webhook(company, hook.url, company_id=company.id)
    events = happen(company, 2)  # no look was made yet
    with tenancy.everyone():
        operations.update(endpoint, by=owner_of(company), company_id=None)
    drain()
    assert {request.headers["webhook-id"] for request in hook.requests} == {str(event.id) for event in events}


def test_a_lease_that_runs_out_makes_the_delivery_due_again(company: Company, hook: Receiver) -> None:
    """The state after a worker was killed between its claim and its result."""
    webhook(company, hook.url)
    happen(company)
    queue.look()
    (job,) = queue.claim(10, unproven=10)
    drain()
    assert not hook.requests, "the lease holds"
    make_due()
    drain()
    assert len(hook.requests) == 1
    assert (delivery().status, delivery().attempts) == ("succeeded", 2)
    with tenancy.everyone():
        assert [attempt.number for attempt in Attempt.objects.all()] == [2]
    queue.finish([(job, outcome(500))])
    assert delivery().status == "succeeded", "who was thought dead does not undo it"


def test_of_two_results_for_one_delivery_success_wins(company: Company, hook: Receiver) -> None:
    webhook(company, hook.url)
    happen(company)
    queue.look()
    (slow,) = queue.claim(10, unproven=10)
    make_due()
    (fast,) = queue.claim(10, unproven=10)
    queue.finish([(slow, outcome(500))])
    assert delivery().lease == fast.lease, "a failure is only for the one who holds the lease"
    queue.finish([(slow, outcome(200))])
    assert delivery().lease == fast.lease, "the same attempt twice is one attempt"
    queue.finish([(fast, outcome(200))])
    assert delivery().status == "succeeded"
    queue.finish([(fast, outcome(200))])
    with tenancy.everyone():
        assert Attempt.objects.count() == 2


def outcome(status: int) -> Any:
    from webhooks.jobs import Outcome

    return Outcome(datetime.now(UTC), 5, {}, status_code=status)


def test_attempts_are_counted_by_the_hour_once_each(company: Company, hook: Receiver) -> None:
    webhook(company, hook.url)
    happen(company, 5)
    queue.look()
    jobs = queue.claim(10, unproven=2) + queue.claim(10, unproven=10)
    results = [(job, outcome(200 if number else 500)) for number, job in enumerate(jobs)]
    queue.finish(results)
    queue.finish(results)  # as when the commit's answer was lost
    make_due()
    again = queue.claim(1, unproven=1)
    queue.finish([(job, outcome(500)) for job in again])
    with tenancy.everyone():
        found = Counter[str]()
        for hour in EndpointHour.objects.all():  # one, unless a new hour has just begun
            assert (hour.start.minute, hour.start.second, hour.start.microsecond) == (0, 0, 0)
            found.update(succeeded=hour.succeeded, failed=hour.failed)
        assert (found["succeeded"], found["failed"]) == (len(jobs) - 1, 2)
        EndpointHour.objects.update(start=datetime.now(UTC) - timedelta(days=2))
        upkeep.forget(datetime.now(UTC) - timedelta(days=90))
        assert not EndpointHour.objects.exists()


def test_a_claim_is_on_the_disk_before_anything_is_sent(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a PostgreSQL that is killed forgets it, and what was sent is sent again."""
    webhook(company, "https://example.com/")
    happen(company)
    queue.look()
    together = queue.statements.together
    before = []

    def noted(*asked: Any, **options: Any) -> Any:
        before.append(position("pg_current_wal_insert_lsn()"))
        return together(*asked, **options)

    def position(function: str) -> int:
        return int(queue.statements.fetch(f"SELECT ({function} - '0/0')::bigint", [])[0][0])

    monkeypatch.setattr(queue.statements, "together", noted)
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO on")  # as it is in production
    try:
        assert len(queue.claim(10, unproven=10)) == 1
        assert position("pg_current_wal_flush_lsn()") > before[0]  # others write too, so not what is written by now
    finally:
        connection.close()


def test_results_of_a_forgotten_delivery_harm_nobody(company: Company, hook: Receiver) -> None:
    webhook(company, hook.url)
    happen(company, 2)
    queue.look()
    gone, kept = queue.claim(10, unproven=10)
    with tenancy.everyone():
        Delivery.objects.filter(id=gone.delivery_id).delete()
    queue.finish([(gone, outcome(200)), (kept, outcome(200))])
    assert statuses() == {"succeeded": 1}


def test_two_engines_share_the_work_and_nothing_goes_twice(company: Company, hook: Receiver) -> None:
    webhook(company, hook.url)
    happen(company, 200)
    joins = [run_in_thread(lambda: drain(10)) for _ in range(4)]
    for join in joins:
        join()
    assert Counter(request.headers["webhook-id"] for request in hook.requests).most_common(1)[0][1] == 1
    assert len(hook.requests) == 200
    assert statuses() == {"succeeded": 200}


def test_no_more_engines_run_than_there_are_slots() -> None:
    from uuid_utils.compat import uuid7

    holders = [uuid7() for _ in range(slots.MAX_ENGINES + 1)]
    assert [slots.take(holder) for holder in holders] == [1, 2, 0]
    assert slots.keep(holders[0])
    slots.leave(holders[0])
    assert not slots.keep(holders[0])
    assert slots.take(holders[-1])
    with tenancy.everyone(), connection.cursor() as cursor:
        cursor.execute("UPDATE webhooks_drain SET expires_at = now()")
    assert slots.take(holders[0]), "a dead engine's slot is free again"
    with tenancy.everyone(), connection.cursor() as cursor:
        cursor.execute("UPDATE webhooks_drain SET expires_at = now() + interval '1 hour'")
    assert slots.take(holders[1]), "also after the clock was put back"


def test_nobody_is_nudged_while_an_engine_looks_for_work(company: Company, hook: Receiver) -> None:
    from uuid_utils.compat import uuid7

    webhook(company, hook.url)
    told, (holder, other) = {(company.id, "invoice.sent")}, (uuid7(), uuid7())
    assert queue.nudge_is_needed(told)
    assert slots.take(holder)
    assert queue.nudge_is_needed(told), "it promised nothing"
    assert slots.keep(holder, looks=True)
    assert not queue.nudge_is_needed(told)
    slots.look_no_more(holder)
    assert queue.nudge_is_needed(told), "though it may still finish requests"
    assert slots.keep(holder, looks=True)
    slots.leave(holder)
    assert queue.nudge_is_needed(told)
    assert slots.take(other, looks=True)
    assert not queue.nudge_is_needed(told)
    with tenancy.everyone(), connection.cursor() as cursor:
        cursor.execute("UPDATE webhooks_drain SET looks_until = now()")
    assert queue.nudge_is_needed(told), "a dead engine looks no more"
    with tenancy.everyone(), connection.cursor() as cursor:
        cursor.execute("UPDATE webhooks_drain SET looks_until = now() + interval '1 hour'")
    assert queue.nudge_is_needed(told), "also after the clock was put back"
    assert not queue.nudge_is_needed({(make_stranger().id, "invoice.sent")})


def test_no_engine_starts_beside_one_that_looks_for_work(
    company: Company, hook: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    from uuid_utils.compat import uuid7

    webhook(company, hook.url)
    happen(company)
    holder = uuid7()
    assert slots.take(holder, looks=True)
    assert not slots.engine_is_needed()
    tasks.drain()
    assert not hook.requests, "the engine that looks sends it"
    with tenancy.everyone(), connection.cursor() as cursor:
        cursor.execute("UPDATE webhooks_drain SET looks_until = now()")
    assert slots.engine_is_needed(), "a dead engine looks no more"
    slots.leave(holder)
    monkeypatch.setattr(engine, "LINGER_SECONDS", 0.0)
    tasks.drain()
    assert len(hook.requests) == 1


def test_an_engine_that_has_no_room_has_another_one_started(
    company: Company, hook: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    nudges: list[bool] = []
    monkeypatch.setattr(engine.accounting_events, "ring", lambda: nudges.append(slots.engine_is_needed()))
    monkeypatch.setattr(engine.policy, "MAX_YOUNG", 1)
    webhook(company, hook.url)
    happen(company, 2)
    drain()
    assert nudges[0], "it promises nothing while it waits for the other one"
    assert statuses() == {"succeeded": 2}


def test_a_fault_of_ours_in_one_request_stops_no_other_and_its_delivery_is_made_again(
    company: Company, hook: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    webhook(company, hook.url)
    first, send = happen(company, 3)[0], sending.Sender.send

    async def faulty(self: sending.Sender, job: Job) -> Outcome:
        if job.webhook_id == first.id:
            raise RuntimeError("a fault of ours")
        return await send(self, job)

    with monkeypatch.context() as patch:
        patch.setattr(sending.Sender, "send", faulty)
        drain()
    assert statuses() == {"succeeded": 2, "pending": 1}
    make_due()
    drain()
    assert statuses() == {"succeeded": 3}


def test_an_engine_that_cannot_write_a_result_ends_with_its_lease(
    company: Company, hook: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is wrong with one result must not keep all others waiting: a new engine begins without it."""
    webhook(company, hook.url)
    happen(company)

    def refuse(results: Any) -> None:
        raise OperationalError("refused")

    looks = count()
    with monkeypatch.context() as patch:
        patch.setattr(policy, "LEASE_SECONDS", 0)
        patch.setattr(queue, "finish", refuse)
        with pytest.raises(OperationalError, match="refused"):
            engine.Engine(stay=True, is_stopping=lambda: next(looks) > 20).work()
    assert next(looks) < 20, "it went on"
    make_due()
    drain()
    assert statuses() == {"succeeded": 1}


def make_stranger() -> Company:
    with tenancy.everyone():
        return make_company()


def test_an_engine_that_lingers_delivers_without_a_nudge_and_then_ends(
    company: Company, hook: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks, look = [], queue.look
    monkeypatch.setattr(queue, "look", lambda **which: looks.append(look(**which)) or looks[-1])
    webhook(company, hook.url)
    ended = run_in_thread(lambda: engine.drain(seconds=20, linger=1.0))
    until(lambda: not queue.nudge_is_needed({(company.id, "invoice.sent")}))
    happen(company)
    hook.wait_for(1, seconds=5)
    began = time.monotonic()
    ended()
    assert 0.5 < time.monotonic() - began < 10
    assert len(looks) < 15, "it looks less often when it finds nothing"
    assert statuses() == {"succeeded": 1}
    assert queue.nudge_is_needed({(company.id, "invoice.sent")})


def test_looks_are_further_apart_the_less_they_find() -> None:
    pauses = [engine.LOOK_SECONDS]
    for found in (0, 1, 1, 0, 2, 4, 5, 300, 300):
        pauses.append(engine._next_pause(pauses[-1], found=found))
    assert pauses == [0.05, 0.1, 0.2, 0.25, 0.25, 0.25, 0.25, 0.125, 0.0625, 0.05]


def test_a_look_at_companies_with_recent_events_leaves_the_others(company: Company, hook: Receiver) -> None:
    webhook(company, hook.url)
    happen(company, 2)
    assert queue.look(recent=-60.0) == (0, False), "the events are older than a minute from now"
    assert not statuses()
    assert queue.look(recent=60.0) == (2, True)
    assert statuses() == {"pending": 2}
    assert queue.look(recent=60.0) == (0, True)
    happen(company)
    assert queue.look() == (1, True)


def test_recent_events_are_found_between_looks_at_all_companies(
    company: Company, hook: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, look = [], queue.look

    def noted(recent: float | None = None) -> tuple[int, bool]:
        answer = look(recent=recent)
        found.append((recent is None, answer[0]))
        return answer

    monkeypatch.setattr(queue, "look", noted)
    monkeypatch.setattr(engine, "WHOLE_SHARE", 1e-9)
    monkeypatch.setattr(engine, "WHOLE_SECONDS", 1000.0)
    webhook(company, hook.url)
    looks = engine.Looks()
    assert looks.look() == (0, False)
    happen(company)
    assert looks.look() == (1, True)
    happen(company, queue.MAX_EVENTS_EACH + 1)
    looks.look(), looks.look()
    assert found == [(True, 0), (False, 1), (False, queue.MAX_EVENTS_EACH), (True, 1)], "it comes back for what it left"


@pytest.mark.parametrize("whole_seconds", [0.2, 1000.0], ids=["at the next whole look", "when the engine ends"])
def test_an_event_that_was_not_recent_at_its_commit_is_delivered_too(
    company: Company, hook: Receiver, monkeypatch: pytest.MonkeyPatch, whole_seconds: float
) -> None:
    monkeypatch.setattr(engine, "WHOLE_SHARE", 1e-9)
    monkeypatch.setattr(engine, "WHOLE_SECONDS", whole_seconds)
    monkeypatch.setattr(engine, "COMMIT_SECONDS", -60.0)
    webhook(company, hook.url)
    ended = run_in_thread(lambda: engine.drain(seconds=20, linger=0.4))
    until(lambda: not queue.nudge_is_needed({(company.id, "invoice.sent")}))
    happen(company)
    ended()
    assert len(hook.requests) == 1
    assert statuses() == {"succeeded": 1}


def test_an_engine_whose_time_is_over_nudges_another_if_there_is_work(
    company: Company, hook: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    nudges: list[bool] = []
    monkeypatch.setattr(engine.accounting_events, "ring", lambda: nudges.append(slots.engine_is_needed()))
    webhook(company, hook.url)
    drain(0)
    assert not nudges, "there is nothing to do"
    happen(company)
    drain(0)
    assert nudges == [True]
    assert not hook.requests


def test_a_late_engine_leaves_at_once(company: Company, hook: Receiver) -> None:
    from uuid_utils.compat import uuid7

    webhook(company, hook.url)
    happen(company)
    for _ in range(slots.MAX_ENGINES):
        assert slots.take(uuid7())
    started = time.monotonic()
    drain()
    assert time.monotonic() - started < 2
    assert not hook.requests


def test_mending_finds_nothing_to_mend_after_all_this(company: Company, hook: Receiver) -> None:
    hook.rule = lambda request: Reply(500 if int(request.headers["webhook-id"][-1], 16) % 2 else 200)
    webhook(company, hook.url)
    happen(company, 40)
    for _ in range(4):
        drain()
        make_due()
    assert upkeep.mend() == 0
    with tenancy.everyone():
        Endpoint.objects.update(next_due_at=None, held_until=None)
        Delivery.objects.filter(status="succeeded").update(
            status="pending", finished_at=None, next_attempt_at=datetime.now(UTC)
        )
    assert upkeep.mend() == 1


def test_old_deliveries_are_forgotten_with_their_attempts(company: Company, hook: Receiver) -> None:
    webhook(company, hook.url)
    happen(company, 3)
    drain()
    assert upkeep.forget(datetime.now(UTC) - timedelta(days=1)) == 0
    assert upkeep.forget(datetime.now(UTC) + timedelta(minutes=1)) == 3
    with tenancy.everyone():
        assert (Delivery.objects.count(), Attempt.objects.count(), Event.objects.count()) == (0, 0, 3)


def test_what_waits_for_a_disabled_endpoint_is_sent_when_it_is_enabled_or_forgotten_after_90_days(
    company: Company, hook: Receiver
) -> None:
    endpoint = webhook(company, hook.url)
    late = webhook(company, hook.url)
    happen(company, 3)
    queue.look()
    with tenancy.everyone():
        by = owner_of(company)
        for each, days in ((endpoint, 89), (late, 91)):
            operations.disable(each, by=by)
            Endpoint.objects.filter(id=each.id).update(disabled_at=datetime.now(UTC) - timedelta(days=days))
    upkeep.run()
    upkeep.run()
    with tenancy.everyone():
        assert set(Delivery.objects.values_list("endpoint_id", flat=True)) == {endpoint.id}
        record = AuditRecord.objects.get(action="webhook.deliveries_forgotten")
        operations.enable(endpoint, by=by)
        assert (
            operations.replay(
                operations.enable(late, by=by), by=by, since=record.created_at - timedelta(hours=1)
            ).queued
            == 3
        )
    assert (record.object_id, record.by_system, record.new) == (late.id, "webhooks.upkeep", {"deliveries": 3})
    drain()
    assert len(hook.requests) == 6
    assert statuses() == {"succeeded": 6}


def test_a_deleted_endpoint_goes_with_everything(company: Company, hook: Receiver) -> None:
    endpoint = webhook(company, hook.url)
    happen(company, 3)
    drain()
    happen(company)
    with tenancy.everyone():
        operations.delete(endpoint, by=owner_of(company))
    assert fresh(endpoint).encrypted_secret == ""
    drain()
    assert len(hook.requests) == 3
    upkeep.run()
    with tenancy.everyone():
        assert (Endpoint.objects.count(), Delivery.objects.count(), Attempt.objects.count()) == (0, 0, 0)


def test_the_canary_shows_how_long_ago_a_worker_took_a_task() -> None:
    assert upkeep.canary_age() is None
    tasks.canary()
    tasks.canary()
    assert upkeep.canary_age() < timedelta(seconds=5)


def test_every_task_of_the_schedule_exists() -> None:
    current_app.loader.import_default_modules()
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        assert entry["task"] in current_app.tasks


def test_the_state_of_the_engine_counts_what_waits(company: Company, hook: Receiver) -> None:
    webhook(company, hook.url)
    happen(company, 3)
    assert slots.engine_is_needed()
    assert slots.depth() == slots.Depth(0, 0, 0, None)
    queue.look()
    queue.claim(1, unproven=1)
    depth = slots.depth()
    assert (depth.due, depth.pending, depth.under_way) == (2, 3, 1)
    assert depth.oldest_due_at is not None
    make_due()
    drain()
    assert slots.depth().pending == 0
    assert not slots.engine_is_needed()


def test_what_waits_for_a_disabled_endpoint_is_forgotten_in_batches_and_told_once(
    company: Company, hook: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "BATCH", 2)
    endpoint = webhook(company, hook.url)
    happen(company, 5)
    queue.look()
    with tenancy.everyone():
        operations.disable(endpoint, by=owner_of(company))
        Endpoint.objects.update(disabled_at=datetime.now(UTC) - upkeep.KEPT - timedelta(days=1))
    with CaptureQueriesContext(connection) as queries:
        assert upkeep.forget_waiting(datetime.now(UTC) - upkeep.KEPT) == 5
    assert sum("DELETE FROM webhooks_delivery" in query["sql"] for query in queries) == 3
    with tenancy.everyone():
        assert not Delivery.objects.exists()
        assert AuditRecord.objects.get(action="webhook.deliveries_forgotten").new == {"deliveries": 5}
