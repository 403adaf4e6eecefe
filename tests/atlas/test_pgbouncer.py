"""Atlas behind PgBouncer in transaction mode, where a connection serves one tenant after the other."""

import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import orjson
import psycopg
import pytest
from django.db import connection

from accounting.models import Company, JournalEntry
from foundation import tenancy
from identity.models import Tier
from tests.atlas.conftest import CONNECTIONS, Pooler
from tests.client import BASE, Client
from tests.factories import make_company, owner_of, two_accounts
from tests.people import make_organization
from tests.processes import web

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS, EACH = 6, 4


@pytest.fixture
def companies() -> list[Company]:
    with tenancy.everyone():
        return [make_company(make_organization(tier=Tier.ENTERPRISE)) for _ in range(2)]


def ask(link: HTTPConnection, method: str, path: str, headers: dict[str, str], body: object = None) -> tuple[int, dict]:
    content = None if body is None else orjson.dumps(body)
    link.request(method, BASE + path, content, {**headers, "Content-Type": "application/json"})
    answer = link.getresponse()
    return answer.status, orjson.loads(answer.read())


def sessions(owner_url: str, user: str) -> set[tuple[int]]:
    with psycopg.connect(owner_url) as owner:
        query = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND usename = %s"
        return {*owner.execute(query, [user]).fetchall()}


def test_many_clients_of_two_tenants_share_two_connections(
    pooler: Pooler, companies: list[Company], test_owner_url: str, tmp_path: Path
) -> None:
    with tenancy.everyone():
        callers = [(company, Client(owner_of(company)).headers, two_accounts(company)) for company in companies]
    connection.close()
    before = sessions(test_owner_url, pooler.user)
    environment = {"DATABASE_URL": pooler.url(), "DATABASE_PREPARED_STATEMENTS": "off"}
    size = {"WEB_WORKERS": "1", "WEB_THREADS": f"{CLIENTS}", "ORGANIZATION_THREADS": f"{CLIENTS}"}
    with web(tmp_path / "web.log", **environment, **size) as running:

        def post(number: int) -> set[str]:
            """Post entries of one tenant, and return the memos of all that it can see: companies."""
            company, headers, (left, right) = callers[number % 2]
            lines = [{"account_id": str(left.id), "debit": "1.00"}, {"account_id": str(right.id), "credit": "1.00"}]
            body = {"date": "2026-03-15", "lines": lines, "memo": str(company.id)}
            seen: set[str] = set()
            with contextlib.closing(running.connect()) as link:
                for _ in range(EACH):
                    status, answer = ask(link, "POST", "/journal-entries", headers, body)
                    assert status == 201, answer
                    status, answer = ask(link, "GET", "/journal-entries", headers)
                    assert status == 200, answer
                    seen |= {item["memo"] for item in answer["items"]}
            assert seen == {str(company.id)}
            return seen

        with ThreadPoolExecutor(CLIENTS) as pool:
            assert len(set[str]().union(*pool.map(post, range(CLIENTS)))) == 2
        status, said = running.get("/api/v1/health/ready")
        assert (status, orjson.loads(said)["limits"]) == (200, True)
        assert len(sessions(test_owner_url, pooler.user) - before) <= CONNECTIONS
    with tenancy.everyone():
        for company in companies:
            numbers = JournalEntry.objects.filter(company=company).values_list("number", flat=True).order_by("number")
            assert list(numbers) == list(range(1, CLIENTS * EACH // 2 + 1))


@pytest.fixture
def clients(pooler: Pooler) -> Iterator[list[psycopg.Connection]]:
    """Two clients of PgBouncer, which share one connection."""
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(psycopg.connect(pooler.url("one"), prepare_threshold=None)) for _ in range(2)]


def test_a_tenant_leaves_nothing_on_the_connection_for_the_next(
    clients: list[psycopg.Connection], companies: list[Company]
) -> None:
    servers = set()

    def seen(client: psycopg.Connection, tenant: str | None) -> list:
        with client.transaction():
            servers.add(client.execute("SELECT pg_backend_pid()").fetchone())
            if tenant is not None:
                client.execute("SELECT atlas_set_tenant(%s)", [tenant])
            return [row for (row,) in client.execute("SELECT DISTINCT company_id FROM accounting_account").fetchall()]

    for client, company in [*zip(clients, companies, strict=True)] * 2:
        assert seen(client, str(company.organization_id)) == [company.id]
        assert [seen(each, None) for each in clients] == [[], []]
    with pytest.raises(psycopg.errors.InvalidTextRepresentation):
        seen(clients[0], "no id")
    assert seen(clients[1], None) == []
    assert len(servers) == 1, "the test is about one connection"
