"""The OpenAPI document and the page that shows it. test_contract.py tests whether it is true."""

import gzip
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from django.core.management import call_command
from django.db import connections
from django.test import Client as DjangoClient

from accounting.events import CATALOGUE, WEBHOOK_TEST
from api.openapi.events import TAG
from api.reference import document
from tests import factories
from tests.client import Client
from tests.house import World

DOCUMENT: dict[str, Any] = json.loads(document(), parse_float=Decimal)
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
OPERATIONS = [
    (path, method, operation) for path, item in DOCUMENT["paths"].items() for method, operation in item.items()
]

PATHS = {"recurring": "/recurring", "account": "/chart-of-accounts", "contact": "/contacts/customers"}
"""Of the resources whose address is not the plural of what events call them."""


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    """Yield each object in the document, except in examples."""
    if isinstance(node, dict):
        yield node
        for name, inner in node.items():
            if name not in ("example", "examples"):
                yield from nodes(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from nodes(inner)


def parameter(operation_id: str, name: str) -> dict[str, Any]:
    [found] = [
        parameter
        for _, _, operation in OPERATIONS
        if operation["operationId"] == operation_id
        for parameter in operation["parameters"]
        if parameter["name"] == name
    ]
    return dict(found)


@pytest.mark.django_db
def test_a_list_has_the_order_that_the_document_says() -> None:
    world = World()
    for _ in range(2):
        factories.make_sent_invoice(world.company)
    client = Client(world.owner)
    for path, operation_id in (("/events", "events_list"), ("/invoices", "invoices_list")):
        said = parameter(operation_id, "sort_order")["schema"]["default"]
        other = {"asc": "desc", "desc": "asc"}[said]
        items = client.get(path).json["items"]
        assert len(items) >= 2
        assert client.get(path, sort_order=said).json["items"] == items
        assert client.get(path, sort_order=other).json["items"] == items[::-1]
    assert parameter("events_list", "sort_order")["schema"]["default"] == "asc"


def test_every_enumeration_has_a_name_and_is_defined_once() -> None:
    named = {id(schema) for schema in SCHEMAS.values()}
    enums = [node for node in nodes(DOCUMENT) if isinstance(node.get("enum"), list) and "const" not in node]
    assert [node for node in enums if id(node) not in named] == []
    assert "x-atlas-enum" not in json.dumps(DOCUMENT, default=str)
    for schema, name in (("Invoice", "InvoiceAction"), ("Customer", "ContactAction"), ("Webhook", "WebhookAction")):
        shown = SCHEMAS["Contact" if schema == "Customer" else schema]["properties"]["allowed_actions"]
        assert shown["items"] == {"$ref": f"#/components/schemas/{name}"}
    assert SCHEMAS["Event"]["properties"]["type"]["$ref"].endswith("/EventType")
    assert SCHEMAS["EventType"]["enum"] == [name for name in CATALOGUE if name != WEBHOOK_TEST]
    assert SCHEMAS["Error"]["properties"]["code"]["$ref"].endswith("/ErrorCode")
    assert {"invalid", "duplicate", "period_closed", "rate_limited", "error"} <= set(SCHEMAS["ErrorCode"]["enum"])


def kind_of(schema: dict[str, Any]) -> Any:
    found = SCHEMAS[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    return found.get("type")


def test_no_value_belongs_to_two_branches() -> None:
    for node in nodes(DOCUMENT):
        branches = node.get("oneOf", [])
        if "discriminator" in node:
            events = [SCHEMAS[one["$ref"].rpartition("/")[2]]["properties"]["event"]["const"] for one in branches]
            assert len(set(events)) == len(branches)
        else:
            assert len({kind_of(one) for one in branches}) == len(branches), node
        assert "anyOf" not in node


LEFT_TO_THE_API = {
    *("lines", "notes", "exchange_rate", "on_closed_period", "content"),
    *("journal_entry", "invoice", "bill"),  # what a template makes
    *("send", "expected_total", "from_actuals"),  # they say what to do, and are kept nowhere
    "fee",  # it is fee_amount and fee_account_id
}


def test_an_event_has_what_is_written_to_its_object_except_what_docs_leave_to_the_api() -> None:
    left = set()
    for kind in CATALOGUE.values():
        noun, _, verb = kind.name.partition(".")
        path = PATHS.get(noun, f"/{noun.replace('_', '-')}s")
        if verb != "created" or "post" not in DOCUMENT["paths"].get(path, {}):
            continue
        body = DOCUMENT["paths"][path]["post"]["requestBody"]["content"]
        schema = next(iter(body.values()))["schema"]
        written = SCHEMAS[schema["$ref"].rpartition("/")[2]]["properties"]
        shown = kind.schema["properties"]["data"]["properties"]
        left |= written.keys() - shown.keys()
    assert left == LEFT_TO_THE_API


@pytest.mark.parametrize("kind", CATALOGUE.values(), ids=lambda kind: kind.name)
def test_the_body_of_an_event_is_of_the_schema_that_its_name_leads_to(kind: Any) -> None:
    union = SCHEMAS["DeliveryBody" if kind.name == WEBHOOK_TEST else "EventBody"]
    own = union["discriminator"]["mapping"][kind.name]
    sample = DOCUMENT["webhooks"][kind.name]["post"]["requestBody"]["content"]["application/json"]
    assert sample["schema"] == {"$ref": own}
    fits = []
    for branch in union["oneOf"]:
        validator = jsonschema.Draft202012Validator({**branch, "components": DOCUMENT["components"]})
        if validator.is_valid(sample["example"]):
            fits.append(branch["$ref"])
    assert fits == [own]


def test_a_text_that_can_be_left_out_can_be_empty() -> None:
    """A form sends what is not filled in as an empty text, and that is how it is shown."""
    texts = {"description", "memo", "notes", "reason", "reference"}
    assert not [
        (name, field)
        for name, schema in SCHEMAS.items()
        for field, kind in schema.get("properties", {}).items()
        if field in texts and field not in schema.get("required", ()) and kind.get("minLength")
    ]


def test_no_reference_is_wrapped() -> None:
    """In an `allOf`, openapi-typescript loses the member by which the events in a union differ (make clients)."""
    assert [node for node in nodes(DOCUMENT) if "$ref" in (node.get("allOf") or [{}])[0]] == []


def test_clients_that_send_defaults_can_follow_a_cursor_and_tell_events_apart() -> None:
    """openapi-python-client sends each default, and openapi-generator ignores `const` (make clients)."""
    for _, _, operation in OPERATIONS:
        for one in operation.get("parameters", ()):
            assert one["name"] != "page" or "default" not in one["schema"], operation["operationId"]
    assert SCHEMAS["InvoicePaidEvent"]["properties"]["event"]["enum"] == ["invoice.paid"]


def test_tags_are_declared_and_webhooks_have_their_own() -> None:
    declared = {tag["name"] for tag in DOCUMENT["tags"]}
    sent = [item["post"] for item in DOCUMENT["webhooks"].values()]
    assert declared == {tag for _, _, operation in OPERATIONS for tag in operation["tags"]} | {TAG}
    assert {tag for operation in sent for tag in operation["tags"]} == {TAG}
    assert all(tag["description"] and tag["x-displayName"] for tag in DOCUMENT["tags"])


def test_each_operation_says_whether_it_needs_a_token() -> None:
    public = {operation["operationId"] for _, _, operation in OPERATIONS if operation["security"] == []}
    assert public == {"login", "logout", "refresh", "health", "health_ready", "schema"}
    assert all(operation["security"] in ([], [{"bearer": []}]) for _, _, operation in OPERATIONS)


def test_the_addresses_below_a_company_name_their_twins() -> None:
    plain = {operation["operationId"]: (path, method) for path, method, operation in OPERATIONS}
    twins = {path: operation.get("x-atlas-twin-of") for path, _, operation in OPERATIONS}
    for path, method, operation in OPERATIONS:
        assert ("x-atlas-twin-of" in operation) == path.startswith("/companies/{company_id}/")
        if twin := operation.get("x-atlas-twin-of"):
            assert plain[twin] == (path.replace("/companies/{company_id}", ""), method)
            assert operation["operationId"] == f"company_{twin}"
    assert twins["/companies/{company_id}/invoices"] is not None


def test_examples_are_as_they_were_sent() -> None:
    invoice = DOCUMENT["components"]["examples"]["invoices_create.response"]["value"]
    assert [str(invoice[name]) for name in ("subtotal", "amount_due")] == ["100.00", "100.00"]
    assert list(invoice)[:3] == ["id", "invoice_number", "customer_id"]
    assert list(invoice)[-2:] == ["created_at", "updated_at"]
    event = DOCUMENT["webhooks"]["invoice.paid"]["post"]["requestBody"]["content"]["application/json"]["example"]
    assert str(event["data"]["amount"]) == "1500.00"


def test_every_schema_and_operation_is_described() -> None:
    silent = [name for name, schema in SCHEMAS.items() if not schema.get("description")]
    silent += [operation["operationId"] for _, _, operation in OPERATIONS if not operation.get("description")]
    assert silent == [], "say it in the docstring, or in api/openapi/names.py"


@pytest.mark.django_db
def test_the_served_document_is_compressed_and_names_its_own_server_first() -> None:
    plain, packed = Client().get("/schema"), Client().get("/schema", {"Accept-Encoding": "br, gzip;q=0.8"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) * 8 < len(plain.content)
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Content-Encoding" not in Client().get("/schema", {"Accept-Encoding": "gzip;q=0"}).headers
    assert [server["url"] for server in plain.json["servers"]] == [
        "/api/v1",
        "https://api.atlas-accounting.com/api/v1",
    ]


def test_the_committed_reference_matches_the_code() -> None:
    call_command("write_reference", check=True)


@pytest.mark.django_db
def test_the_document_is_served_and_known_by_its_tag() -> None:
    answer = Client().get("/schema")
    assert (answer.status, answer.json["openapi"]) == (200, "3.1.1")
    again = Client().get("/schema", {"If-None-Match": answer.headers["ETag"]})
    assert (again.status, again.content) == (304, b"")


@pytest.mark.django_db
def test_the_page_to_try_calls_loads_nothing_from_elsewhere() -> None:
    page, script = Client().get("/try"), Client().get("/try?script=")
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
        "limits": True,
        "valkey": True,
        "replica": "none",
    }
    remaining = {answer.headers["X-RateLimit-Remaining"] for answer in answers}
    assert len(remaining) == 1


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_login_that_owns_the_tables_is_not_ready(test_owner_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.health.connection", connections["owner"])
    answer = Client().get("/health/ready")
    connections["owner"].close()
    assert (answer.status, answer.json["role"], answer.json["database"]) == (503, False, True)
    assert answer.json["limits"] is False, "the owner's connections have no time limits"
