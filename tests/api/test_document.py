"""The reference: the OpenAPI document and the page that shows it. Whether it is true: test_contract.py."""

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import Client as DjangoClient

from tests.client import Client


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
        "guards": True,
        "differences": [],
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
