"""Statements, locks and readiness checks never wait without end."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from accounting.models import Company, Invoice
from api import health
from foundation import tenancy
from identity import tokens
from tests.client import Client
from tests.factories import make_company, make_customer, make_invoice, owner_of
from tests.people import PASSWORD

Execute = Callable[..., Any]


@pytest.mark.django_db
def test_every_connection_of_the_application_has_its_timeouts_and_one_process_for_a_statement() -> None:
    wanted = {
        "statement_timeout": "30s",
        "lock_timeout": "10s",
        "idle_in_transaction_session_timeout": "1min",
        "jit": "off",
        "max_parallel_workers_per_gather": "0",
    }
    found = {}
    with connection.cursor() as cursor:
        for name in wanted:
            cursor.execute(f"SHOW {name}")
            found[name] = cursor.fetchone()[0]
    assert found == wanted


@pytest.mark.django_db(transaction=True)
def test_a_statement_that_only_reads_has_less_time(client: Client) -> None:
    seen: list[tuple[Any, ...]] = []

    def look(run: Execute, sql: str, params: Any, many: bool, context: Any) -> Any:
        if 'FROM "accounting_invoice"' in sql or 'INSERT INTO "accounting_contact"' in sql:
            with context["connection"].connection.cursor() as cursor:
                seen.append(cursor.execute("SELECT current_setting('statement_timeout')").fetchone())
        return run(sql, params, many, context)

    with connection.execute_wrapper(look):
        assert client.get("/invoices").status == 200
        assert client.post("/contacts/customers", {"name": "Ann"}).status == 201
    assert (seen[0], seen[-1]) == (("10s",), ("30s",))


@pytest.fixture
def client() -> Iterator[Client]:
    with tenancy.everyone():
        company = make_company()
        make_invoice(company)
        client = Client(owner_of(company))
    client.django.raise_request_exception = False
    yield client
    connection.close()  # with the timeout that `Slowed` left on it


class Slowed:
    """Make the statement that contains `part` take longer than its limit."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.met = False

    def __call__(self, run: Execute, sql: str, params: Any, many: bool, context: Any) -> Any:
        if self.part not in sql:
            return run(sql, params, many, context)
        self.met = True
        run("SET statement_timeout = '50ms'", None, False, context)
        return run("SELECT pg_sleep(5)", None, False, context)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("method", "part"),
    [
        ("GET", 'FROM "identity_user"'),
        ("GET", "companies_seen_by"),
        ("GET", 'FROM "accounting_invoice"'),
        ("GET", 'FROM "accounting_invoiceline"'),
        ("POST", "api_idempotencykey"),
        ("POST", "INSERT INTO accounting_invoiceline"),
        ("POST", "accounting_event"),
    ],
)
def test_a_statement_beyond_its_timeout_is_503_and_changes_nothing(client: Client, method: str, part: str) -> None:
    with tenancy.everyone():
        company = Company.objects.get()
        customer = make_customer(company)
        line = Invoice.objects.get().lines.get()
        before = list(Invoice.objects.values())
    body = {"customer_id": customer.id, "lines": [{"account_id": line.account_id, "unit_price": "1.00"}]}
    slow = Slowed(part)
    with connection.execute_wrapper(slow):
        if method == "GET":
            answer = client.get("/invoices")
        else:
            answer = client.post("/invoices", body, headers={"Idempotency-Key": "once"})
    assert slow.met, "the route has no such statement"
    assert (answer.status, answer.code) == (503, "unavailable"), answer
    assert answer.json["request_id"] == answer.headers["X-Request-Id"]
    assert int(answer.headers["Retry-After"]) >= 1
    connection.close()
    with tenancy.everyone():
        assert list(Invoice.objects.values()) == before
    again = client.get("/invoices") if method == "GET" else client.post("/invoices", body)
    assert again.status in (200, 201), "it can be tried again"


STATES = {
    "53100": "disk full",
    "53200": "out of memory",
    "53300": "too many connections",
    "53400": "configuration limit",
    "58030": "the disk fails",
    "25006": "a standby",
    "08006": "the connection failed",
    "40001": "serialization failure",
    "57P01": "shutdown",
}


class Failing:
    """Make PostgreSQL raise an error instead of running the statement that contains `part`."""

    def __init__(self, part: str, state: str) -> None:
        self.part, self.state = part, state
        self.met = False

    def __call__(self, run: Execute, sql: str, params: Any, many: bool, context: Any) -> Any:
        if self.part not in sql:
            return run(sql, params, many, context)
        self.met = True
        return run(
            f"DO $$ BEGIN RAISE EXCEPTION 'made up' USING ERRCODE = '{self.state}'; END $$", None, False, context
        )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("part", ['INSERT INTO "api_idempotencykey"', "INSERT INTO accounting_invoiceline"])
def test_a_server_without_room_is_503_and_nothing_changes(client: Client, part: str, state: str) -> None:
    with tenancy.everyone():
        customer = make_customer(Company.objects.get())
        line = Invoice.objects.get().lines.get()
        before = list(Invoice.objects.values())
    body = {"customer_id": customer.id, "lines": [{"account_id": line.account_id, "unit_price": "1.00"}]}
    failing = Failing(part, state)
    with connection.execute_wrapper(failing):
        answer = client.post("/invoices", body, headers={"Idempotency-Key": "once"})
    assert failing.met, "the route has no such statement"
    assert (answer.status, answer.code) == (503, "unavailable"), answer
    assert int(answer.headers["Retry-After"]) >= 1
    with tenancy.everyone():
        assert list(Invoice.objects.values()) == before
    assert client.post("/invoices", body, headers={"Idempotency-Key": "once"}).status == 201


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("state", ["53100", "57014"])
@pytest.mark.parametrize("path", ["/auth/login", "/auth/refresh", "/auth/logout"])
def test_signing_in_without_room_is_503_too(client: Client, path: str, state: str) -> None:
    assert client.user is not None
    pair = tokens.issue(client.user)
    body = (
        {"email": client.user.email, "password": PASSWORD} if "login" in path else {"refresh_token": pair.refresh_token}
    )
    failing = Failing("identity_", state)
    with connection.execute_wrapper(failing):
        answer = Client().post(path, body)
    assert failing.met
    assert (answer.status, answer.code) == (503, "unavailable"), answer


@pytest.mark.django_db
def test_readiness_looks_at_the_migrations_until_they_are_done(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked() -> bool:
        with CaptureQueriesContext(connection) as queries:
            answer = Client().get("/health/ready")
        asked_for.append(answer.json["migrations"])
        return any("django_migrations" in query["sql"] for query in queries)

    asked_for: list[bool] = []
    health._migrated.clear()
    with monkeypatch.context() as patch:
        patch.setattr(health.MigrationExecutor, "migration_plan", lambda self, targets: [("one", False)])
        assert [asked(), asked()] == [True, True]
    assert [asked(), asked(), asked()] == [True, False, False]
    assert asked_for == [False, False, True, True, True]


@pytest.mark.django_db
def test_readiness_goes_on_asking_the_database_itself() -> None:
    def away(*_arguments: Any) -> None:
        raise OperationalError("gone")

    assert Client().get("/health/ready").status == 200
    with connection.execute_wrapper(away):
        answer = Client().get("/health/ready")
    assert (answer.status, answer.json["database"], answer.json["migrations"]) == (503, False, False)
    assert Client().get("/health/ready").status == 200


@pytest.mark.django_db(transaction=True)
def test_readiness_does_not_wait_for_a_slow_database() -> None:
    def sleep(run: Execute, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "statement_timeout" in sql:
            return run("SET LOCAL statement_timeout = '50ms'", None, False, context)
        return run("SELECT pg_sleep(5)" if "pg_roles" in sql else sql, params, many, context)

    with connection.execute_wrapper(sleep):
        answer = Client().get("/health/ready")
    assert (answer.status, answer.json["database"]) == (503, False)
