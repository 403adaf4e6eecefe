"""Clients that others generate from docs/openapi.yaml work: each is made, type-checked, and calls a running Atlas.

For `make clients`, which installs what this needs, and not among the tests of `make test`: it takes minutes. What is
not installed is skipped, and pytest says so. Each program makes six calls: it signs in, lists two statuses, creates an
invoice, is refused, walks a list by cursor, and reads the events from 0 to the end.
"""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from accounting.ledger import periods
from accounting.models import Event, Invoice
from foundation import tenancy
from identity.models import Tier
from tests import factories
from tests.people import PASSWORD, make_admin, make_organization
from tests.processes import Web, web

HERE = Path(__file__).parent
DOCUMENT = HERE.parent.parent / "docs/openapi.yaml"
BUILD, PYTHON = HERE / "build", HERE / "build/python/bin"
NODE = HERE / "node_modules/.bin"
SECONDS = 900
STRICT = ["--strict-optional", "--check-untyped-defs", "--disallow-any-generics"]
Program = Callable[[dict[str, str]], str]


def run(*command: str | Path, **environment: str) -> str:
    """Run a command here and return what it prints. Fails the test with its output."""
    path = f"{PYTHON}:{os.environ['PATH']}"
    variables = {**os.environ, "PATH": path, "NO_COLOR": "1", "CI": "1", **environment}
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=HERE, env=variables, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, f"{command[0]} failed:\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    return done.stdout


def needs(*tools: Path) -> None:
    for tool in tools:
        if not tool.exists():
            pytest.skip(f"NOT TRIED: {tool.relative_to(HERE)} is not installed (make clients)")


@pytest.mark.parametrize(
    "lint",
    [["redocly", "lint", "--extends=recommended", DOCUMENT], ["spectral", "lint", "--fail-severity=error", DOCUMENT]],
    ids=["redocly", "spectral"],
)
def test_the_document_is_without_error(lint: list[str | Path]) -> None:
    needs(NODE)
    run(NODE / lint[0], *lint[1:])


def node(program: str, tool: Path, *arguments: str | Path) -> Program:
    """Return how to generate a client for Node, check the types of its program, and run that."""

    def tried(environment: dict[str, str]) -> str:
        needs(NODE, tool)
        run(tool, *arguments)
        types = ["--types", "node", "--skipLibCheck", "--strict", "--noEmit", "--target", "es2022"]
        modules = ["--module", "esnext", "--moduleResolution", "bundler", "--lib", "es2022,dom,dom.iterable"]
        run(NODE / "tsc", *types, *modules, f"programs/{program}")
        return run(NODE / "tsx", f"programs/{program}", **environment)

    return tried


def python(program: str, package: str, tool: Path, *arguments: str | Path) -> Program:
    """Return how to generate a client for Python, check the types of its program, and run that."""

    def tried(environment: dict[str, str]) -> str:
        needs(tool)
        run(tool, *arguments)
        checks = ["--config-file=", "--follow-imports=silent", *STRICT]
        run(PYTHON / "mypy", *checks, f"programs/{program}", MYPYPATH=str(BUILD / package))
        return run(PYTHON / "python", f"programs/{program}", PYTHONPATH=str(BUILD / package), **environment)

    return tried


OPC = ["--output-path", BUILD / "opc/atlas_opc", "--overwrite", "--meta", "none", "--path", DOCUMENT]
OPENAPI_GENERATOR = PYTHON / "openapi-generator-cli"
HEY_API = ["-i", DOCUMENT, "-o", BUILD / "hey-api", "-c", "@hey-api/client-fetch"]
CLIENTS = {
    "openapi-fetch": node(
        "openapi-fetch.ts", NODE / "openapi-typescript", DOCUMENT, "-o", BUILD / "openapi-typescript/schema.d.ts"
    ),
    "hey-api": node("hey-api.ts", NODE / "openapi-ts", *HEY_API),
    "orval": node("orval.ts", NODE / "orval"),
    "openapi-python-client": python(
        "openapi_python_client.py", "opc", PYTHON / "openapi-python-client", "generate", *OPC
    ),
    "openapi-generator-python": python(
        *("openapi_generator.py", "openapi-generator-python", OPENAPI_GENERATOR, "generate", "-i", DOCUMENT),
        *("-g", "python", "-o", BUILD / "openapi-generator-python", "--additional-properties=packageName=atlas_og"),
    ),
    "openapi-generator-typescript": node(
        *("openapi-generator.ts", OPENAPI_GENERATOR, "generate", "-i", DOCUMENT),
        *("-g", "typescript-fetch", "-o", BUILD / "openapi-generator-ts"),
    ),
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Web]:
    with web(tmp_path / "web.log", SECURE_SSL_REDIRECT="0") as running:
        yield running


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", CLIENTS)
def test_a_generated_client_makes_six_calls(name: str, server: Web) -> None:
    with tenancy.everyone():
        owner = make_admin(make_organization(tier=Tier.ENTERPRISE), "owner@example.com")
        company = factories.make_company(by=owner)
        today = periods.today(company)
        for _ in range(4):
            factories.make_sent_invoice(company, issue_date=today)
        drafts = [factories.make_invoice(company, issue_date=today) for _ in range(2)]
        account = factories.account(company, "4000").id
    told = CLIENTS[name](
        {
            "ATLAS_URL": f"http://127.0.0.1:{server.port}/api/v1",
            "ATLAS_EMAIL": owner.email,
            "ATLAS_PASSWORD": PASSWORD,
            "ATLAS_CUSTOMER": str(drafts[0].customer_id),
            "ATLAS_ACCOUNT": str(account),
        }
    )
    with tenancy.everyone():
        events = Event.objects.filter(company=company).count()
        found = json.loads(told)
        assert found == {
            "statuses": ["draft", "sent"],
            "created": str(Invoice.objects.latest("created_at").id),
            "refused": [422, "invalid", "lines[0].unit_price"],
            "walked": 7,
            "events": events,
        }
