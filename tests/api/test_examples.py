"""The examples of the document are executed: each is sent, and its answer has the status and shape that it shows.

ATLAS_WRITE_EXAMPLES=1 rewrites api/openapi/examples.json from the responses; `make openapi` puts it into the
document.
"""

import os
import re
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.db import transaction

from api.openapi import document
from api.openapi.document import EXAMPLES
from api.reference import exact_number
from tests.client import Client
from tests.house import PAGES, Door, Route, World, query_for, routes

WRITES = "ATLAS_WRITE_EXAMPLES" in os.environ
FILE = Path(document.__file__).with_name("examples.json")
CALLS = [
    Door(route, method)
    for route in routes()
    for method in route.methods
    if not route.has_company_in_path and route.path not in PAGES | {"/schema"}
]
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
MOMENT = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
FIXED = {"access_token": "eyJ…", "refresh_token": "eyJ…", "next_cursor": "WyI…", "ending": "k3Jq"}
SECRET = re.compile(r"^(atlas_sk_|whsec_).*")
DIGEST = re.compile(r"\b(?:[0-9a-f]{64}|[0-9a-f]{32})\b")


def batch(world: World) -> dict[str, Any]:
    line = {
        "account_id": str(world.company.accounts.get(code="4000").id),
        "quantity": 2,
        "unit_price": Decimal("750.00"),
    }
    invoice = {"customer_id": {"ref": "customer.id"}, "issue_date": "2026-03-15", "lines": [line]}
    return {
        "operations": [
            {"name": "customer", "method": "POST", "path": "/contacts/customers", "body": {"name": "Harbor Cafe"}},
            {"name": "invoice", "method": "POST", "path": "/invoices", "body": invoice},
            {"method": "POST", "path": "/invoices/{invoice.id}/send"},
        ]
    }


def shown(value: Any, ids: dict[str, str], name: str = "") -> Any:
    """Return `value` as the document shows it: nothing that is random, and no tokens."""
    if isinstance(value, dict):
        return {name: shown(inner, ids, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [shown(inner, ids, name) for inner in value[:3]]
    if not isinstance(value, str):
        return value
    if name in FIXED:
        return FIXED[name]
    text = ID.sub(lambda found: ids.setdefault(found[0], f"0198a7c4-52d0-7c3e-9a51-{len(ids) + 1:012x}"), value)
    text = DIGEST.sub(lambda found: sha256(name.encode()).hexdigest()[: len(found[0])], text)
    return MOMENT.sub("2026-03-15T10:30:00Z", SECRET.sub(r"\1…", text))


def shape(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [shape(inner) for inner in value]
    return (
        "number" if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else type(value).__name__
    )


@transaction.atomic
def executed(world: World, door: Door) -> dict[str, Any]:
    """Send the example of a call, and undo what it changed."""
    route: Route = door.route
    row = world.row(route)
    body = None
    if door.method in ("POST", "PUT", "PATCH"):
        body = batch(world) if route.path == "/batch" else door.body(world, row)
    client = Client(None if route.is_public else world.owner)
    url = route.url(**world.ids(route, row))
    answer = client.request(door.method, url, body, query=query_for(route, world.company))
    ids: dict[str, str] = {}
    content = answer.json if answer.headers.get("Content-Type") == "application/json" else None  # a file has none
    transaction.set_rollback(True)
    return {"request": shown(body, ids) or None, "status": answer.status, "response": shown(content, ids)}


@pytest.mark.django_db
@pytest.mark.usefixtures("without_limits")
def test_every_example_is_executed(subtests: pytest.Subtests) -> None:
    found = {}
    world = World()
    for door in CALLS:
        with subtests.test(str(door)):
            found[str(door)] = now = executed(world, door)
            documented = EXAMPLES.get(str(door)) if not WRITES else now
            assert documented is not None, "No example: ATLAS_WRITE_EXAMPLES=1"
            assert now["status"] in (200, 201, 202, 204)
            assert now["status"] == documented["status"]
            assert shape(now["request"]) == shape(documented["request"])
            assert shape(now["response"]) == shape(documented["response"])
    if WRITES:
        FILE.write_bytes(orjson.dumps(dict(sorted(found.items())), exact_number, orjson.OPT_INDENT_2) + b"\n")
    assert found.keys() == EXAMPLES.keys() or WRITES
