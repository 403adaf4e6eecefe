"""All bodies that the operations record fit their schemas, and a nudge after a commit never delays or fails it."""

import datetime
import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import jsonschema
import orjson
import pytest
from celery import current_app
from django.db import OperationalError, ProgrammingError, transaction

from accounting import events
from accounting.exchange import imports
from accounting.ledger import accounts, event_log, periods
from accounting.models import Company, Event
from accounting.recurring import generating
from accounting.settlement import credits, payments
from foundation import tenancy
from foundation.bell import BELL_SECONDS, Bell
from tests import factories
from tests.accounting.test_events import OPERATIONS
from tests.nightly import EXHAUSTIVE
from webhooks import operations, queue
from webhooks.models import Delivery

PAGE = Path(__file__).parents[2] / "docs" / "events.md"
CHECKER = jsonschema.FormatChecker()


def fits(body: bytes) -> dict[str, Any]:
    """Return the body as JSON with exact numbers, after holding it against the schema of its type."""
    document: dict[str, Any] = json.loads(body, parse_float=Decimal)
    _validator(document["event"]).validate(document)
    return document


@cache
def _validator(type: str) -> jsonschema.Draft202012Validator:
    schema = events.CATALOGUE[type].schema
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=CHECKER)


@pytest.mark.parametrize("type", events.CATALOGUE)
def test_every_sample_fits_its_schema(type: str) -> None:
    kind = events.CATALOGUE[type]
    fits(orjson.dumps(kind.sample, str_or_exact))
    assert kind.description.endswith(".")


def str_or_exact(value: Any) -> orjson.Fragment:
    assert isinstance(value, Decimal)
    return orjson.Fragment(f"{value:f}")


def test_a_name_is_what_it_is_about_and_what_happened() -> None:
    pattern = r"[a-z]+(_[a-z]+)?\.([a-z]+ed|made|sent|paid|waiting|set)"
    for name in events.CATALOGUE:
        assert name == events.WEBHOOK_TEST or re.fullmatch(pattern, name), name


def test_the_catalogue_has_what_the_customers_page_promises() -> None:
    assert {
        "invoice.created",
        "invoice.sent",
        "invoice.paid",
        "bill.approved",
        "payment.received",
        "period.closed",
    } <= set(events.CATALOGUE)


def test_the_sample_of_an_invoice_has_what_the_customers_page_shows() -> None:
    sample = events.CATALOGUE["invoice.paid"].sample
    assert {"event", "timestamp", "occurred_at", "data", "sequence"} == set(sample)
    assert {"id", "invoice_number", "amount", "currency", "customer_id"} <= set(sample["data"])


def bodies(company: Company) -> dict[str, dict[str, Any]]:
    found = Event.objects.filter(company=company).order_by("sequence")
    return {event.type: fits(bytes(event.body)) for event in found}


@cache
def documented() -> dict[str, tuple[list[str], dict[str, Any]]]:
    """Return what docs/events.md says of each event: the members of `data` in its table, and its example."""
    found = {}
    for section in PAGE.read_text().split("\n## ")[1:]:
        (names,) = re.findall(r"^With (.*):$", section, re.MULTILINE)
        members = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
        example = json.loads(section.partition("```json\n")[2].partition("```")[0], parse_float=Decimal)
        found |= dict.fromkeys(re.findall(r"`([\w.]+)`", names), (members, example))
    return found


def assert_documented(name: str, real: dict[str, Any]) -> None:
    """Compare the recorded events with docs/events.md."""
    members, example = documented()[name]
    assert list(real["data"]) == list(example["data"]) == members, name
    assert list(real) == list(example), name
    for member in (member for member in members if member != "percent"):  # 15 is as good a percentage as 8.25
        kinds = {type(body["data"][member]) for body in (real, example)} - {type(None)}
        assert len(kinds) <= 1, (name, member)
    for member in (member for member in members if member != "percent" and isinstance(real["data"][member], Decimal)):
        assert example["data"][member].as_tuple().exponent == real["data"][member].as_tuple().exponent, member


def test_every_event_is_documented() -> None:
    assert list(documented()) == list(events.CATALOGUE)


@pytest.mark.django_db
def test_every_event_that_the_operations_emit_is_as_it_is_documented() -> None:
    seen: set[str] = set()
    for make, call, expected in OPERATIONS.values():
        if set(expected) <= seen and not EXHAUSTIVE:
            continue
        company = factories.make_company()
        call(make(company), factories.owner_of(company))
        for name, real in bodies(company).items():
            assert_documented(name, real)
            seen.add(name)
    bill = factories.make_approved_bill(factories.make_company())
    by = factories.owner_of(bill.company)
    given: Any = [{"bill_id": bill.id, "amount": Decimal("100.00")}]
    payment = factories.make_payment(bill.company, contact=bill.vendor, allocations=given)
    taken = list(payment.allocations.values_list("id", flat=True))
    payments.unallocate(payment, allocation_ids=taken, date=factories.DAY, by=by)
    credit = credits.apply(factories.make_issued_vendor_credit(bill.company, bill=bill), date=factories.DAY, by=by)
    taken = list(credit.allocations.values_list("id", flat=True))
    credits.unapply(credit, allocation_ids=taken, date=factories.DAY, by=by)
    for archived in (False, True):
        factories.make_recurring(bill.company, start_date=periods.today(bill.company), auto_post=True)
        if archived:
            accounts.archive(factories.account(bill.company, "6200"), by=by)
        generating.run()
    for content in (factories.IMPORTED, "nothing"):
        empty = factories.make_company(bill.company.organization)
        factories.make_import(empty, content)
        imports.cancel(factories.make_import(empty, content), by=factories.owner_of(empty))
        imports.run(seconds=10)
        for name, real in bodies(empty).items():
            assert_documented(name, real)
            seen.add(name)
    test = fits(operations.send_test(factories.make_webhook(bill.company), by=by).body)
    for name, real in {**bodies(bill.company), test["event"]: test}.items():
        assert_documented(name, real)
        seen.add(name)
    assert seen == set(events.CATALOGUE)


@pytest.mark.django_db
def test_an_invoices_event_has_the_figures_of_the_invoice() -> None:
    company = factories.make_company()
    customer = factories.make_customer(company)
    invoice = factories.make_sent_invoice(company, "1500.00", customer=customer)
    given: Any = [{"invoice_id": invoice.id, "amount": Decimal("1500.00")}]
    factories.make_payment(company, "1500.00", contact=customer, allocations=given)
    paid = bodies(company)["invoice.paid"]["data"]
    assert (paid["status"], str(paid["amount"]), paid["customer_id"]) == ("paid", "1500.00", str(customer.id))
    assert bodies(company)["payment.received"]["data"]["customer_id"] == str(customer.id)


@pytest.mark.django_db
def test_sequences_have_no_gaps_and_come_back_from_the_insert() -> None:
    company = factories.make_company()
    start = factories.head_of(company).last_event_sequence
    data = events.CATALOGUE["invoice.sent"].sample["data"]
    recorded = [events.record(company.id, "invoice.sent", subject_id=uuid4(), data=data) for _ in range(5)]
    recorded.append(factories.make_event(company))
    assert [event.sequence for event in recorded] == list(range(start + 1, start + 7))
    assert list(Event.objects.filter(company=company).order_by("sequence").values_list("id", flat=True)[start:]) == [
        event.id for event in recorded
    ]


@pytest.mark.django_db
def test_many_events_are_numbered_in_their_order_and_only_by_their_own_tenant() -> None:
    company = factories.make_company()
    sent = [factories.make_sent_invoice(company) for _ in range(3)]
    start = factories.head_of(company).last_event_sequence
    event_log.tell_many("invoice.paid", sent)
    written = Event.objects.filter(company=company, sequence__gt=start).order_by("sequence")
    assert [(event.sequence, event.subject_id) for event in written] == [
        (start + place, invoice.id) for place, invoice in enumerate(sent, 1)
    ]
    assert [json.loads(bytes(event.body))["sequence"] for event in written] == [start + 1, start + 2, start + 3]
    assert factories.head_of(company).last_event_sequence == start + 3
    stranger = factories.make_company().organization
    with (
        tenancy.organization(stranger.id),
        pytest.raises(ProgrammingError, match="not of this organization"),
        transaction.atomic(),
    ):
        event_log.tell_many("invoice.paid", sent)
    assert factories.head_of(company).last_event_sequence == start + 3


def test_a_value_that_is_not_json_cannot_be_in_an_event() -> None:
    with pytest.raises(TypeError):
        events.body("invoice.sent", datetime.datetime.now(datetime.UTC), {"amount": object()})


def test_numbers_are_exact_and_moments_to_the_second() -> None:
    moment = datetime.datetime(2026, 1, 15, 10, 30, 0, 999999, tzinfo=datetime.UTC)
    amounts = [Decimal("0.10"), Decimal("99999999999999999.9999"), Decimal("1E+3"), Decimal("-0.005")]
    body = events.body("invoice.sent", moment, {"amounts": amounts, "at": moment})
    assert body == (
        b'{"event":"invoice.sent","timestamp":"2026-01-15T10:30:00Z","occurred_at":"2026-01-15T10:30:00.999Z",'
        b'"data":{"amounts":[0.10,99999999999999999.9999,1000,-0.005],'
        b'"at":"2026-01-15T10:30:00Z"}}'
    )


@pytest.mark.django_db
def test_amounts_have_the_decimals_of_their_currency() -> None:
    for currency, written in (
        ("JPY", b'"amount":1500,'),
        ("KWD", b'"amount":1500.000,'),
        ("USD", b'"amount":1500.00,'),
    ):
        company = factories.make_company(base_currency=currency)
        factories.make_invoice(company, "1500")
        assert written in bytes(Event.objects.get(company=company, type="invoice.created").body)


# The bell


@pytest.fixture
def broker(queue_name: str) -> Iterator[Any]:
    """Change the broker's address for one test: call it with a URL."""
    conf, pools = current_app.conf, current_app.pool
    before = conf.broker_url

    def change(url: str) -> None:
        conf.broker_url = conf.broker_write_url = url
        current_app._pool = None
        current_app.amqp._producer_pool = None

    yield change
    conf.broker_url = conf.broker_write_url = before
    current_app._pool = pools
    current_app.amqp._producer_pool = None


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_neither_fails_nor_slows_a_commit(broker: Any, caplog: pytest.LogCaptureFixture) -> None:
    with tenancy.everyone():
        company = factories.make_company()
    broker(f"redis://127.0.0.1:{free_port()}/0")
    started = time.monotonic()
    for _ in range(20):
        with tenancy.everyone():
            factories.make_event(company)
    assert time.monotonic() - started < 1.5
    with tenancy.everyone():
        assert Event.objects.count() == 20


@pytest.mark.django_db(transaction=True)
def test_a_silent_broker_neither_fails_nor_slows_a_commit(broker: Any) -> None:
    with tenancy.everyone():
        company = factories.make_company()
    with socket.create_server(("127.0.0.1", 0)) as listener:  # accepts connections and never answers
        broker(f"redis://127.0.0.1:{listener.getsockname()[1]}/0")
        started = time.monotonic()
        for _ in range(20):
            with tenancy.everyone():
                factories.make_event(company)
        assert time.monotonic() - started < 1.5


class Nudges:
    """Counts the nudges instead of sending them; `fail` makes the broker refuse."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.fail = False

    def __call__(self, name: str, **options: Any) -> None:
        assert name == "webhooks.drain"
        self.times.append(time.monotonic())
        if self.fail:
            raise ConnectionError("no broker")


@pytest.fixture
def nudges(monkeypatch: pytest.MonkeyPatch) -> Nudges:
    counted = Nudges()
    monkeypatch.setattr(current_app._get_current_object(), "send_task", counted)
    monkeypatch.setattr(
        event_log, "_bell", Bell(events.DRAIN_TASK)
    )  # the other one may still be busy with a dead broker
    return counted


@pytest.mark.django_db(transaction=True)
def test_the_bell_rings_after_the_commit_and_not_after_a_rollback(nudges: Nudges) -> None:
    with tenancy.everyone():
        company = factories.make_company()
    with tenancy.everyone():
        factories.make_event(company)
        transaction.set_rollback(True)
    time.sleep(0.1)
    assert not nudges.times
    with tenancy.everyone():
        factories.make_event(company)
        time.sleep(0.1)
        assert not nudges.times
    time.sleep(0.2)
    assert len(nudges.times) == 1


@pytest.mark.django_db(transaction=True)
def test_the_bell_rings_only_if_an_endpoint_gets_the_event(nudges: Nudges, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_log, "_bell", Bell(events.DRAIN_TASK, is_wanted=queue.nudge_is_needed))
    with tenancy.everyone():
        company, other = factories.make_company(), factories.make_company()
        factories.make_webhook(other)

    def is_nudged(type: str = "invoice.sent") -> bool:
        before = len(nudges.times)
        with tenancy.everyone():
            factories.make_event(company, type)
        deadline = time.monotonic() + 0.5
        while len(nudges.times) == before and time.monotonic() < deadline:
            time.sleep(0.01)
        return len(nudges.times) > before

    assert not is_nudged(), "another organization's endpoint does not get it"
    with tenancy.everyone():
        endpoint = factories.make_webhook(company, events=["invoice.sent"])
    assert is_nudged(), "an endpoint made a moment ago does"
    assert not is_nudged("bill.approved"), "of other types it gets nothing"
    with tenancy.everyone():
        events.ring()
    time.sleep(2 * BELL_SECONDS)
    assert len(nudges.times) == 2, "work that is no event is always rung for"
    with tenancy.everyone():
        operations.disable(endpoint, by=factories.owner_of(company))
    assert not is_nudged()


@pytest.mark.django_db(transaction=True)
def test_while_the_database_does_not_answer_the_bell_rings(nudges: Nudges) -> None:
    def fail(subjects: set[Any]) -> bool:
        raise OperationalError("away")

    bell = Bell(events.DRAIN_TASK, is_wanted=fail)
    bell.ring("subject")
    time.sleep(2 * BELL_SECONDS)
    assert len(nudges.times) == 1


@pytest.mark.django_db(transaction=True)
def test_a_burst_rings_a_few_times_and_once_after_its_end(nudges: Nudges) -> None:
    started = time.monotonic()
    for _ in range(200):
        with transaction.atomic():
            events.ring()
    last = time.monotonic()
    time.sleep(3 * BELL_SECONDS)
    assert 1 <= len(nudges.times) <= (last - started) / BELL_SECONDS + 3
    assert nudges.times[-1] >= last - BELL_SECONDS


@pytest.mark.django_db(transaction=True)
def test_failures_of_the_broker_are_logged_sparsely_and_the_bell_goes_on(
    nudges: Nudges, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    nudges.fail = True
    bell = Bell(events.DRAIN_TASK)
    for _ in range(5):
        bell.ring()
        time.sleep(2 * BELL_SECONDS)
    assert len(nudges.times) == 5
    assert sum("did not take the nudge" in message for message in caplog.messages) == 1
    nudges.fail = False
    bell.ring()
    time.sleep(2 * BELL_SECONDS)
    assert len(nudges.times) == 6


def test_a_forked_child_rings_with_a_thread_of_its_own() -> None:
    import os

    bell = event_log._bell
    bell.ring()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover - another process
        try:
            assert bell._ringer is None
            bell.ring()
            alive = bell._ringer is not None and bell._ringer.is_alive()
            os.write(write, b"1" if alive else b"0")
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    assert os.read(read, 1) == b"1"
    os.close(read)
    os.close(write)


# Fan-out


@pytest.mark.django_db(transaction=True)
def test_under_concurrent_commits_and_fan_outs_each_event_becomes_one_delivery() -> None:
    from django.db import connections

    with tenancy.everyone():
        companies = [factories.make_company() for _ in range(3)]
        for company in companies:
            factories.make_webhook(company)
            factories.make_webhook(company, "https://example.com/second")
    writing = threading.Event()
    writing.set()

    def write(number: int) -> None:
        for turn in range(30):
            with tenancy.everyone():
                factories.make_event(companies[(number + turn) % 3])
                time.sleep(0.002)
        connections.close_all()

    def fan_out() -> None:
        while writing.is_set() or queue.look()[0]:
            queue.look()
        connections.close_all()

    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    fanners = [threading.Thread(target=fan_out) for _ in range(3)]
    for thread in writers + fanners:
        thread.start()
    for thread in writers:
        thread.join()
    writing.clear()
    for thread in fanners:
        thread.join()
    while queue.look()[0]:
        pass
    with tenancy.everyone():
        assert Event.objects.count() == 120
        assert Delivery.objects.count() == 240
        assert Delivery.objects.values("endpoint", "event").distinct().count() == 240
