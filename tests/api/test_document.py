"""The OpenAPI document is true: Schemathesis makes requests from it and holds every answer against it.

`EXAMPLES` requests an operation; `SCHEMATHESIS_EXAMPLES=500` is for the night. The addresses below
/companies/{company_id} are left out: they are the same views.
"""

import os
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections
from django.test import Client as DjangoClient
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import negative_data_rejection, positive_data_acceptance

from api.reference import document
from atlas.wsgi import application
from identity import tokens
from tests.client import Client
from tests.house import World

# The same few examples each time, so that a change is judged and not chance; `make nightly` tries many at random.
EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "0"))
DOCUMENT = orjson.loads(document())
TRIED = {
    path: operations
    for path, operations in DOCUMENT["paths"].items()
    if "{company_id}" not in path and path != "/api/v1/auth/login"  # which slows down who guesses: test_auth
}
# Rules between fields, and ids that exist, are not for a schema to say: a valid body may well be refused with 422. What
# Schemathesis calls invalid in a query may be nothing once it is written into an address, such as an empty object;
# test_hostile_input tries what must be refused.
LEFT_OUT = [positive_data_acceptance, negative_data_rejection]

api = schemathesis.openapi.from_dict({**DOCUMENT, "paths": TRIED})
api.app = application
api.config.phases.coverage.enabled = bool(EXAMPLES)  # some 170 requests an operation


@pytest.fixture
def token(db: None, without_limits: None) -> Iterator[str]:
    """Sign in as an admin of one company. The test's transaction is the connection's, so requests must not close it."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield tokens.issue(World().owner).access_token
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.django_db
@api.parametrize()
@settings(
    max_examples=EXAMPLES or 5,
    derandomize=not EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_the_document_says(case: Any, token: str) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, excluded_checks=LEFT_OUT)


def test_the_committed_reference_is_what_the_code_says() -> None:
    call_command("write_reference", check=True)


@pytest.mark.django_db
def test_the_document_is_served_and_known_by_its_tag() -> None:
    answer = Client().get("/schema")
    assert (answer.status, answer.json["openapi"]) == (200, "3.1.1")
    again = Client().get("/schema", {"If-None-Match": answer.headers["ETag"]})
    assert (again.status, again.content) == (304, b"")


@pytest.mark.django_db
def test_the_reference_page_loads_nothing_from_elsewhere() -> None:
    page, script = Client().get("/docs"), Client().get("/docs?script=")
    for answer in (page, script):
        text = answer.content.decode()
        assert answer.status == 200
        assert "http://" not in text
        assert "https://" not in text
    assert "<style" not in page.content.decode()
    assert "<script>" not in page.content.decode()
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert script.headers["Content-Type"].startswith("application/javascript")


@pytest.mark.django_db
def test_health_needs_no_token_and_counts_against_nobody() -> None:
    client = Client()
    client.django = DjangoClient(REMOTE_ADDR="192.0.2.77")  # other tests call from the usual address meanwhile
    answers = [client.get(path) for path in ("/health", "/health/ready") for _ in range(15)]
    assert {answer.status for answer in answers} == {200}
    assert answers[-1].json == {
        "status": "ok",
        "database": True,
        "migrations": True,
        "role": True,
        "valkey": True,
    }
    remaining = {answer.headers["X-RateLimit-Remaining"] for answer in answers}
    assert len(remaining) == 1


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_login_that_owns_the_tables_is_not_ready(test_owner_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.health.connection", connections["owner"])
    answer = Client().get("/health/ready")
    connections["owner"].close()
    assert (answer.status, answer.json["role"], answer.json["database"]) == (503, False, True)
