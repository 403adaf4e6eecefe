"""Reports from a streaming replica: a real second PostgreSQL, whose replay is paused to prove the bound."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, connections

from accounting.models import Account, Company, CompanyMember, CompanyRole
from api.urls import company_views
from foundation import replica, tenancy
from foundation.replica import HEADER
from identity.models import Tier
from tests.api.test_reports import book
from tests.client import Client
from tests.factories import (
    account,
    make_budget,
    make_company,
    make_customer,
    make_invoice,
    make_member,
    make_vendor,
    owner_of,
)
from tests.people import make_organization
from tests.servers import EMBEDDED
from tests.standby import PORT, Standby, standby

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not EMBEDDED, reason="A REPLICA IS MADE OF THE EMBEDDED POSTGRESQL ONLY"),
]


@pytest.fixture(scope="module")
def server(django_db_setup: None, django_db_blocker: Any) -> Iterator[Standby]:
    with django_db_blocker.unblock():
        connection.ensure_connection()
        primary = connection.connection.info
        with standby(primary, primary.dbname) as running:
            yield running


def point_to(host: str, port: int | str) -> None:
    """Set the replica, as DATABASE_REPLICA_URL does."""
    if replica.ALIAS in connections.settings:
        connections[replica.ALIAS].close()
        del connections[replica.ALIAS]
    there = {**connections.settings["default"], "HOST": host, "PORT": str(port)}
    connections.settings[replica.ALIAS] = {**there, "NAME": connection.settings_dict["NAME"]}


@pytest.fixture
def follower(transactional_db: None, server: Standby, monkeypatch: pytest.MonkeyPatch) -> Iterator[Standby]:
    point_to(server.host, PORT)
    monkeypatch.setattr(replica, "_seen", replica.Seen(replica.State.NONE))
    yield server
    server.resume()
    connections[replica.ALIAS].close()
    del connections[replica.ALIAS]
    del connections.settings[replica.ALIAS]


@pytest.fixture
def company(transactional_db: None) -> Company:
    with tenancy.everyone():
        company = make_company(make_organization(tier=Tier.ENTERPRISE), tax_number="NL123456789B01")
        book(company, "2026-03-15", "6100", "1000", "100.00")
        make_invoice(company, customer=make_customer(company))
    return company


@pytest.fixture
def client(company: Company) -> Client:
    with tenancy.everyone():
        return Client(owner_of(company))


NOT_THERE = ("exports/archive",)
"""The exports that the primary answers."""


def catch_up(server: Standby) -> None:
    """Wait until the replica shows all that is committed."""
    wanted = int(replica.position(), 16)
    until(lambda: server.root.execute("SELECT pg_last_wal_replay_lsn() - '0/0'").fetchone()[0] >= wanted)
    replica.look()


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def counted() -> dict[str, float]:
    """Return how many reads had each outcome."""
    (metric,) = replica.READS.collect()
    return {s.labels["outcome"]: s.value for s in metric.samples if s.name.endswith("_total")}


class Outcomes:
    """The outcomes of the reads since it was made or asked."""

    def __init__(self) -> None:
        self.before = counted()

    def new(self) -> dict[str, float]:
        now = counted()
        found = {name: now[name] - self.before.get(name, 0) for name in now if now[name] != self.before.get(name, 0)}
        self.before = now
        return found


def post(client: Client, company: Company, amount: str = "5.00") -> str:
    """Post an entry; return the position of its response."""
    with tenancy.everyone():
        left, right = (str(account(company, code).id) for code in ("6000", "1000"))
    lines = [{"account_id": left, "debit": amount}, {"account_id": right, "credit": amount}]
    answer = client.post("/journal-entries", {"date": "2026-03-15", "lines": lines})
    assert answer.status == 201
    return str(answer.headers.get(HEADER, ""))


def movements(client: Client, position: str = "") -> int:
    """Return how many lines the general ledger of 2026 shows."""
    headers = {HEADER: position} if position else {}
    span = {"start_date": "2026-01-01", "end_date": "2026-12-31"}
    answer = client.get("/reports/journal", headers=headers, **span)
    assert answer.status == 200, answer
    return len({row["entry_id"] for row in answer.json["rows"]})


def test_every_report_and_export_is_the_same_from_the_replica(
    follower: Standby, client: Client, company: Company
) -> None:
    with tenancy.everyone():
        customer = company.contacts.get()
        parameters = {
            "customer-statement": {"customer_id": str(customer.id)},
            "vendor-statement": {"vendor_id": str(make_vendor(company).id)},
            "budget-vs-actual": {"budget_id": str(make_budget(company).id)},
            "fec": {"siren": "732829320", "year": "2026"},
            "xaf": {"year": "2026"},
        }
    routes = [str(route.pattern) for route in company_views]
    paths = [each for each in routes if each.startswith(("reports/", "exports/")) and each not in NOT_THERE]
    assert len(paths) >= 16
    catch_up(follower)
    outcomes = Outcomes()

    def answers() -> list[tuple[int, bytes]]:
        given = [client.get(f"/{path}", **parameters.get(path.rpartition("/")[2], {})) for path in paths]
        return [(answer.status, answer.content) for answer in given]

    from_replica = answers()
    assert outcomes.new() == {"replica": len(paths)}
    assert {status for status, _ in from_replica} == {200}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(replica, "is_set", lambda: False)
        assert answers() == from_replica
    assert outcomes.new() == {}


def test_a_client_reads_what_it_has_written(follower: Standby, client: Client, company: Company) -> None:
    catch_up(follower)
    before, outcomes = movements(client), Outcomes()
    follower.pause()
    position = post(client, company)
    assert movements(client) == before, "the replica shows the books as they were"
    assert outcomes.new() == {"replica": 1}
    assert movements(client, position) == before + 1, "the primary answers"
    assert outcomes.new() == {"position": 1}
    threading.Timer(0.1, follower.root.execute, ["SELECT pg_wal_replay_resume()"]).start()
    assert movements(client, position) == before + 1, "the replica answers as soon as it is there"
    assert outcomes.new() == {"replica": 1}
    for wrong in ("f" * 16, "0/1", "-1", "é"):
        assert movements(client, wrong) == before + 1
    assert outcomes.new() == {"position": 4}
    assert HEADER not in client.get("/reports/trial-balance").headers


def test_a_replica_that_is_too_old_does_not_answer(
    follower: Standby, client: Client, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    catch_up(follower)
    before = movements(client)
    follower.pause()
    post(client, company)
    monkeypatch.setattr(settings, "REPLICA_MAX_LAG_SECONDS", 0.2)
    monkeypatch.setattr(replica, "CHECK_SECONDS", 0.05)
    time.sleep(0.3)
    outcomes = Outcomes()
    assert movements(client) == before + 1
    assert outcomes.new() == {"behind": 1}
    ready = Client().get("/health/ready")
    assert (ready.status, ready.json["replica"]) == (200, "behind")
    monkeypatch.setattr(settings, "METRICS_TOKEN", "x")
    text = client.django.get("/metrics", headers={"Authorization": "Bearer x"}).content.decode()
    shown = dict(line.split(" ") for line in text.splitlines() if line.startswith("atlas_replica_"))
    assert float(shown["atlas_replica_lag_seconds"]) >= 0.3
    assert float(shown["atlas_replica_lag_bytes"]) > 0
    assert float(shown["atlas_replica_up"]) == 0
    monkeypatch.setattr(settings, "REPLICA_MAX_LAG_SECONDS", 10)  # other tests write to the same servers meanwhile
    follower.resume()
    catch_up(follower)
    assert Client().get("/health/ready").json["replica"] == "ok"
    assert movements(client) == before + 1
    assert outcomes.new() == {"replica": 1}
    with monkeypatch.context() as patched:
        patched.setattr(time, "monotonic", lambda now=time.monotonic: now() + 60)
        assert not replica._seen.is_fresh(), "what was seen a while ago says nothing about now"


def test_tenants_are_apart_on_the_replica_and_nothing_is_written_there(follower: Standby, company: Company) -> None:
    with tenancy.everyone():
        other = make_company()
    catch_up(follower)
    with replica.reading() as is_replica:
        assert is_replica
        assert connection.in_atomic_block is False
        assert not Account.objects.exists()
        for each in (company, other):
            with tenancy.organization(each.organization_id):
                assert {*Account.objects.values_list("company_id", flat=True)} == {each.pk}
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_is_in_recovery(), current_setting('statement_timeout')")
                    assert cursor.fetchone() == (True, "30s")
        with pytest.raises(DatabaseError, match="read-only"), tenancy.organization(company.organization_id):
            Account.objects.update(name="x")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_is_in_recovery()")
        assert cursor.fetchone() == (False,)


def test_a_replica_that_fails_in_the_middle_is_replaced_by_the_primary(
    follower: Standby, client: Client, company: Company
) -> None:
    catch_up(follower)
    before = movements(client)
    there = replica.link()
    ended = []

    def end_it(run: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "accounting_journal" in sql and not ended:
            ended.append(there.connection.info.backend_pid)
            follower.root.execute("SELECT pg_terminate_backend(%s, 5000)", ended)
        return run(sql, params, many, context)

    outcomes = Outcomes()
    with there.execute_wrapper(end_it):
        assert movements(client) == before
    assert ended
    assert outcomes.new() == {"replica": 1, "failed": 1}
    assert movements(client) == before
    assert outcomes.new() == {"replica": 1}


def test_a_replica_that_is_away_or_of_other_books_is_not_asked(
    follower: Standby, client: Client, company: Company, tmp_path: Any
) -> None:
    outcomes = Outcomes()
    replicas = (
        (str(tmp_path), PORT, "away"),
        (connection.settings_dict["HOST"], connection.settings_dict["PORT"], "wrong"),  # the primary itself
    )
    for expected, (host, port, state) in enumerate(replicas, start=2):
        point_to(host, port)
        assert replica.look().state == state
        assert movements(client, post(client, company)) == expected + 1
        assert outcomes.new() == {state: 1}
        ready = Client().get("/health/ready")
        assert (ready.status, ready.json["replica"]) == (200, state)


def test_the_primary_decides_what_the_replica_does_not_know_yet(
    follower: Standby, client: Client, company: Company
) -> None:
    with tenancy.everyone():
        viewer = make_member(company, CompanyRole.VIEWER)
        theirs = Client(viewer)
    catch_up(follower)
    assert theirs.get("/reports/trial-balance").status == 200
    follower.pause()
    with tenancy.everyone():
        new = make_customer(company)
        CompanyMember.objects.filter(user=viewer).delete()
    outcomes = Outcomes()
    assert client.get("/reports/customer-statement", customer_id=str(new.id)).status == 200
    assert outcomes.new() == {"replica": 1, "refused": 1}
    answer = theirs.get("/reports/trial-balance", company_id=str(company.id))
    assert answer.status == 404, "a right that is taken away is gone at once"
    assert outcomes.new() == {}
    assert client.get("/exports/fec", siren="1").status == 400
    assert outcomes.new() == {"replica": 1, "refused": 1}


def test_a_write_without_a_replica_says_no_position(client: Client, company: Company) -> None:
    assert post(client, company) == ""
    assert Client().get("/health/ready").json["replica"] == "none"
