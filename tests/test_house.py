"""Test all routes. A new one must be in the registry (tests/house.py), the document and the query counts."""

import copy
import json
import os
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.apps import apps
from django.db import connection
from django.db.models import CharField, Value
from django.test.utils import CaptureQueriesContext
from uuid_utils.compat import uuid7

from accounting.models import Company, Event, Invoice
from api.errors import NotFound
from api.openapi import descriptions
from api.reference import document
from foundation.models import AuditRecord
from identity.models import SignIn, User
from tests.client import Client
from tests.house import PAGES, PUBLIC, RESOURCES, VIEWS, Door, Resource, Route, World, query_for, resource_of, routes
from tests.nightly import EXHAUSTIVE, one_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]

ROLES = Path(__file__).parent.parent / "docs" / "roles.md"
QUERY_COUNTS = Path(__file__).parent / "query_counts.json"
ROUTES = routes()
CALLS = [(route, method) for route in ROUTES for method in route.methods]
PRIVATE_CALLS = [(route, method) for route, method in CALLS if not route.is_public]
ONCE = [(route, method) for route, method in PRIVATE_CALLS if EXHAUSTIVE or not route.has_company_in_path]
"""By day each view at one of its two addresses, where a test is about what follows once the company is found."""


Call = tuple[Route, str]


def named(value: Any) -> str:
    return value.path if isinstance(value, Route | Resource) else str(value)


def by_resource(calls: list[Call]) -> Any:
    """Parametrize `calls` by resource: the calls of a resource share one world, because refusals do not change it."""
    groups: dict[str, list[Call]] = {}
    for route, method in calls:
        resource = resource_of(route)
        groups.setdefault(resource.path if resource else route.plain_path, []).append((route, method))
    return pytest.mark.parametrize("calls", groups.values(), ids=groups.keys())


@pytest.fixture(scope="module")
def kept_world(keep: Any) -> World:
    return keep(World)


@pytest.fixture
def world(kept_world: World, db: None) -> World:
    return copy.deepcopy(kept_world)


def call(user: User | None, route: Route, method: str, ids: dict[str, Any], query: dict[str, Any]) -> Any:
    body: dict[str, Any] | None = {} if method in ("POST", "PUT", "PATCH") else None
    return Client(user).request(method, route.url(**ids), body, query=query)


def test_every_route_is_registered() -> None:
    known = [route for route in ROUTES if resource_of(route) or route.plain_path in VIEWS or route.plain_path in PUBLIC]
    assert [route.path for route in ROUTES if route not in known] == [], "they are in no list of tests/house.py"
    assert [route.path for route in ROUTES if route.is_public != (route.plain_path in PUBLIC)] == []


@by_resource(PRIVATE_CALLS)
def test_without_a_token_every_route_answers_401(calls: list[Call], subtests: pytest.Subtests) -> None:
    ids = {"id": uuid7(), "company_id": uuid7(), "user_id": uuid7(), "webhook_id": uuid7(), "external_id": "x"}
    for route, method in calls:
        with subtests.test(f"{method} {route.path}"):
            answer = call(None, route, method, ids, {})
            assert (answer.status, answer.code) == (401, "not_authenticated")
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@by_resource([(route, method) for route, method in PRIVATE_CALLS if route.has_company_in_path])
def test_to_a_stranger_a_company_is_not_there(world: World, calls: list[Call], subtests: pytest.Subtests) -> None:
    for turn, (route, method) in enumerate(calls):
        with subtests.test(f"{method} {route.path}"):
            ids = world.kept_ids(route)
            for user in one_in(2, (world.stranger, world.teammate), turn):
                answer = call(user, route, method, ids, {})
                assert (answer.status, answer.code) == (404, "not_found"), answer


@by_resource(
    [(route, method) for route, method in PRIVATE_CALLS if route.is_company_scoped and not route.has_company_in_path]
)
def test_to_a_stranger_a_company_in_the_query_is_not_there(
    world: World, calls: list[Call], subtests: pytest.Subtests
) -> None:
    for turn, (route, method) in enumerate(calls):
        with subtests.test(f"{method} {route.path}"):
            ids = world.kept_ids(route)
            for user in one_in(2, (world.stranger, world.teammate), turn):
                answer = call(user, route, method, ids, {"company_id": world.company.id})
                assert (answer.status, answer.code) == (404, "not_found"), answer


@by_resource([(route, method) for route, method in ONCE if "{id}" in route.path])
def test_an_id_of_somebody_else_and_an_unknown_id_are_not_there(
    world: World, calls: list[Call], subtests: pytest.Subtests
) -> None:
    for route, method in calls:
        with subtests.test(f"{method} {route.path}"):
            ids = world.kept_ids(route) | {"company_id": world.strange_company.id}
            query = query_for(route, world.strange_company)
            answer = call(world.stranger, route, method, ids, query)
            assert (answer.status, answer.code) == (404, "not_found"), answer
            assert answer.json["detail"] != NotFound.message, "it names the kind of object"
            unknown = call(world.stranger, route, method, ids | {"id": uuid7()}, query)
            assert (unknown.status, unknown.code) == (404, "not_found"), unknown
            assert unknown.json | {"request_id": ""} == answer.json | {"request_id": ""}


@by_resource([(route, method) for route, method in ONCE if route.is_company_scoped and method != "GET"])
def test_a_viewer_changes_nothing(world: World, calls: list[Call], subtests: pytest.Subtests) -> None:
    for route, method in calls:
        with subtests.test(f"{method} {route.path}"):
            answer = call(world.viewer, route, method, world.kept_ids(route), query_for(route, world.company))
            assert (answer.status, answer.code) == (403, "forbidden"), answer


@pytest.mark.parametrize(
    "route",
    [
        route
        for route, method in PRIVATE_CALLS
        if method == "DELETE" and not route.has_company_in_path and route.plain_path != "/auth/sessions/{id}"
    ],
    ids=named,
)
def test_of_two_who_delete_at_once_one_is_told(world: World, route: Route, monkeypatch: pytest.MonkeyPatch) -> None:
    ids, before = world.ids(route), Event.objects.count()
    others = deleted_once_read(world, route, route, ids, monkeypatch)
    late = call(world.owner, route, "DELETE", ids, query_for(route, world.company))
    assert (others, late.status) == ([204], 409), late
    assert Event.objects.count() <= before + 1


@pytest.mark.parametrize(
    "route",
    [
        route
        for route in ROUTES
        if route.plain_path.startswith(
            ("/invoices/{id}/", "/bills/{id}/", "/credit-notes/{id}/", "/vendor-credits/{id}/")
        )
        and "POST" in route.methods
        and not route.has_company_in_path
        and route.last != "unapply"  # what can be deleted is applied to nothing
    ],
    ids=named,
)
def test_a_document_that_another_deletes_at_once_is_a_conflict(
    world: World, route: Route, monkeypatch: pytest.MonkeyPatch
) -> None:
    resource = resource_of(route)
    assert resource is not None
    ids = world.ids(route, world.make(resource))
    (whole,) = [one for one in ROUTES if one.path == f"{resource.path}/{{id}}"]
    others = deleted_once_read(world, route, whole, ids, monkeypatch)
    late = call(world.owner, route, "POST", ids, query_for(route, world.company))
    assert (others, late.status) == ([204], 409), late


def deleted_once_read(
    world: World, route: Route, whole: Route, ids: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> list[Any]:
    """Have another delete the object at `whole` as soon as `route` has read it, and return its status in a list."""
    read, others = route.view.get_object_for_update, list[Any]()

    def read_just_before_another_deletes(self: Any) -> Any:
        found = read(self)
        if not others:
            others.append(None)
            others[0] = call(world.owner, whole, "DELETE", ids, query_for(whole, world.company)).status
        return found

    monkeypatch.setattr(route.view, "get_object_for_update", read_just_before_another_deletes)
    return others


def roles_table() -> dict[str, set[str]]:
    """Return the rights in docs/roles.md: `viewer` … of the company, `organization member` and `… admin`."""
    found: dict[str, set[str]] = {}
    names: list[str] = []
    for line in ROLES.read_text().splitlines():
        first, *cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else [""]
        if first == "operation":
            names = [f"organization {cell}" for cell in cells] if "member" in cells else cells
        elif first and not first.startswith("-"):
            found[first] = {name for name, cell in zip(names, cells, strict=True) if cell}
    return found


TABLE = roles_table()


def test_the_table_of_roles_has_every_route() -> None:
    calls = [call for call in CALLS if not call[0].has_company_in_path and call[0].path not in PAGES]
    assert set(TABLE) == {f"{method} {route.path}" for route, method in calls}
    public = {f"{method} {route.path}" for route, method in calls if route.is_public}
    assert {name for name, roles in TABLE.items() if not roles} == public


@by_resource([(route, method) for route, method in PRIVATE_CALLS if not route.has_company_in_path])
def test_each_role_may_do_what_the_table_says_and_no_more(
    world: World, calls: list[Call], subtests: pytest.Subtests
) -> None:
    people = {role: world.make_member(role) for role in ("viewer", "accountant", "approver", "admin")}
    tiers = {role: {role, "organization member"} for role in people}
    people["owner"], tiers["owner"] = world.owner, {"admin", "organization admin"}
    for route, method in calls:
        with subtests.test(f"{method} {route.path}"):
            is_tried = method != "GET" and route.view.is_repeatable  # type: ignore[attr-defined]
            find = world.kept_row if is_tried or method == "GET" else world.row
            row = world.company if route.path == "/companies/{id}" else find(route)
            path, query = route.url(**world.ids(route, row)), query_for(route, world.company)
            body = None if method in ("GET", "DELETE") else Door(route, method).body(world, row) if is_tried else {}
            resource = resource_of(route)
            may = {role: bool(tiers[role] & TABLE[f"{method} {route.path}"]) for role in people}
            # By day the roles on both sides of where the right begins.
            begins = {role for pair in pairwise(people) if may[pair[0]] != may[pair[1]] for role in pair} or {"viewer"}
            for role, user in people.items():
                if not EXHAUSTIVE and role not in begins:
                    continue
                if resource is not None and resource.is_of_caller and "{id}" in route.path:
                    path = route.url(id=resource.make(world.company, user).pk)
                more = {"dry_run": "true"} if is_tried else {}
                answer = Client(user).request(method, path, body, query=query | more)
                if may[role]:
                    assert answer.status < 400 or (answer.status == 422 and body == {}), (role, answer)
                else:
                    assert (answer.status, answer.code) == (403, "forbidden"), (role, answer)


@by_resource([(route, method) for route, method in ONCE if method == "GET"])
def test_an_unknown_query_parameter_is_refused(world: World, calls: list[Call], subtests: pytest.Subtests) -> None:
    for route, method in calls:
        with subtests.test(f"{method} {route.path}"):
            query = query_for(route, world.company) | {"no_such_parameter": "1"}
            answer = call(world.owner, route, method, world.kept_ids(route), query)
            assert (answer.status, answer.error_fields) == (400, ["no_such_parameter"]), answer


def test_every_operation_is_in_the_document(subtests: pytest.Subtests) -> None:
    paths = orjson.loads(document())["paths"]
    for route, method in CALLS:
        if route.path in PAGES:
            continue
        with subtests.test(f"{method} {route.path}"):
            operation = paths[route.path][method.lower()]
            assert operation["summary"]
            assert operation["operationId"]
            expected = {"429", "500"} if route.is_public else {"401", "403", "429", "500"}
            assert expected <= set(operation["responses"])


def test_every_field_and_parameter_of_the_document_is_described() -> None:
    described = orjson.loads(document())
    silent = {
        f"{name}.{'.'.join(path)}"
        for name, schema in described["components"]["schemas"].items()
        for path, field in descriptions.fields(schema)
        if not field.get("description")
    }
    silent |= {one["name"] for one in descriptions.parameters(described) if not one.get("description")}
    assert silent == set(), "say it in a help_text beside the field, or in api/openapi/descriptions.py"


def test_every_description_is_of_a_field_or_parameter_that_is_there() -> None:
    described = orjson.loads(document())
    said = {
        (one, field.get("description"))
        for name, schema in described["components"]["schemas"].items()
        for path, field in descriptions.fields(schema)
        for one in (path[-1], f"{descriptions.plain_name(name)}.{path[-1]}")
    }
    assert descriptions.FIELDS.items() - said == set()
    assert set(descriptions.PARAMETERS) - {one["name"] for one in descriptions.parameters(described)} == set()


def test_operation_ids_are_unique() -> None:
    operations = [one for path in orjson.loads(document())["paths"].values() for one in path.values()]
    ids = [operation["operationId"] for operation in operations]
    assert len(ids) == len(set(ids))


LISTS = [
    route
    for route in ROUTES
    if "GET" in route.methods and not route.is_public and resource_of(route) and route.path[-1] != "}"
]
LISTS = [route for route in LISTS if route.plain_path == resource_of(route).path]  # type: ignore[union-attr]


@pytest.mark.parametrize("route", LISTS, ids=named)
def test_a_list_shows_no_row_of_anybody_else(world: World, route: Route) -> None:
    row = world.make(resource_of(route))  # type: ignore[arg-type]
    ids = resource_of(route).parents(row) | {"company_id": world.strange_company.id}  # type: ignore[union-attr]
    answer = call(world.stranger, route, "GET", ids, query_for(route, world.strange_company))
    assert answer.status == 404 if "webhook_id" in ids else answer.status == 200
    assert str(row.pk) not in answer.content.decode()


@pytest.mark.parametrize("route", LISTS, ids=named)
def test_without_the_scope_of_the_orm_postgresql_still_shows_no_foreign_row(
    world: World, route: Route, monkeypatch: pytest.MonkeyPatch
) -> None:
    if route.view.queryset.model in (User, SignIn):  # type: ignore[attr-defined]
        return  # people sign in before anybody knows their organization
    row = world.make(resource_of(route))  # type: ignore[arg-type]
    monkeypatch.setattr(
        "api.company.access.answered",
        lambda user, question: list(unscoped_companies(user).filter(id=world.strange_company.id)),
    )
    monkeypatch.setattr("api.resources.companies.visible_companies", unscoped_companies)
    if route.plain_path != "/companies":
        monkeypatch.setattr(route.view, "scoped", lambda self, rows: rows)
    ids = {"company_id": world.strange_company.id, **resource_of(route).parents(row)}  # type: ignore[union-attr]
    answer = call(world.stranger, route, "GET", ids, query_for(route, world.strange_company))
    assert answer.status == 404 if "webhook_id" in ids else answer.status == 200
    assert str(row.pk) not in answer.content.decode()


def unscoped_companies(user: User) -> Any:
    return Company.objects.annotate(role=Value("admin", CharField()))


COUNTED = [
    route for route in ROUTES if "GET" in route.methods and not route.is_public and not route.has_company_in_path
]


@pytest.fixture(scope="module")
def counts() -> Any:
    """The committed number of queries of each GET. `UPDATE_QUERY_COUNTS=1` rewrites it."""
    committed: dict[str, int] = json.loads(QUERY_COUNTS.read_text()) if QUERY_COUNTS.exists() else {}
    found: dict[str, int] = {}
    yield committed, found
    if os.environ.get("UPDATE_QUERY_COUNTS"):
        QUERY_COUNTS.write_text(json.dumps(dict(sorted((committed | found).items())), indent=2) + "\n")


@pytest.mark.parametrize("route", COUNTED, ids=named)
def test_a_get_takes_as_many_queries_at_20_rows_as_at_1(world: World, route: Route, counts: Any) -> None:
    committed, found = counts
    resource = resource_of(route)
    ids, query = world.ids(route), query_for(route, world.company)
    if resource is not None and "{id}" not in route.path:
        world.make(resource)
    client = Client(world.owner)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            answer = client.request("GET", route.url(**ids), query=query)
        assert answer.status == 200, answer
        statements = [one["sql"] for one in captured]
        assert joins_without_company(statements) == []
        pages = [sql for sql in statements if sql.endswith("LIMIT 51")]
        whole_tables = [sql for sql in pages if 'EXISTS(SELECT 1 AS "a"' in sql]
        assert whole_tables == [], "foundation.existence.are_there says why"
        return len(captured)

    queries()  # what a process reads once
    at_one = queries()
    if resource is not None:
        more = 19 if EXHAUSTIVE else 4
        for _ in range(2 if "{id}" in route.path else more):  # what shows one row reads no others, or all of a few more
            world.make(resource)
    assert queries() == at_one
    found[route.path] = at_one
    if not os.environ.get("UPDATE_QUERY_COUNTS"):
        assert committed.get(route.path) == at_one, "UPDATE_QUERY_COUNTS=1 writes tests/query_counts.json anew"


WRITES = [
    Door(route, method)
    for route in ROUTES
    for method in route.methods
    if method != "GET" and not route.is_public and not route.has_company_in_path and route.view.is_repeatable  # type: ignore[attr-defined]
]


@pytest.mark.parametrize("write", WRITES, ids=str)
def test_a_write_takes_as_many_queries_as_committed_and_shows_what_a_get_shows(
    world: World, write: Door, counts: Any
) -> None:
    committed, found = counts
    route, row = write.route, world.row(write.route)
    body = None if write.method == "DELETE" else write.body(world, row)
    url, query = route.url(**world.ids(route, row)), query_for(route, world.company)
    client = Client(world.owner)
    tried = client.request(write.method, url, body, query=query | {"dry_run": "true"})  # what a process reads once
    with CaptureQueriesContext(connection) as captured:
        answer = client.request(write.method, url, body, query=query)
    queries = len(captured)  # before another request begins to count again
    statements = [one["sql"] for one in captured]
    assert locks_without_company(statements) + joins_without_company(statements) == []
    if getattr(route.view, "changes_lock_it_first", False) and write.method in ("PATCH", "DELETE"):
        first = next(
            one for one in statements if re.search(r" FOR (NO KEY )?(UPDATE|SHARE)|^(INSERT|UPDATE|DELETE)", one)
        )
        assert re.search(rf'FROM "{row._meta.db_table}".* FOR UPDATE( OF |$)', first), "as api/company.py says"
    assert (answer.status, answer.status // 100) == (tried.status, 2), answer
    if "ETag" in answer.headers:
        own = answer.headers.get("Location")
        if own is None and write.method in ("PUT", "PATCH") and not route.is_upsert:
            own = url
        elif own is None:
            resource = resource_of(route)
            assert resource is not None
            own = f"{resource.path}/{answer.json['id']}"
        shown = client.get(own.removeprefix("/api/v1").format_map(world.ids(route, row)), **query)
        assert shown.headers["ETag"] == answer.headers["ETag"], (answer.json, shown.json)
    found[str(write)] = queries
    if not os.environ.get("UPDATE_QUERY_COUNTS"):
        assert committed.get(str(write)) == queries, "UPDATE_QUERY_COUNTS=1 writes tests/query_counts.json anew"


CHANGES = [write for write in WRITES if write.method in ("PUT", "PATCH")]


@pytest.mark.parametrize("write", CHANGES, ids=str)
def test_a_change_to_the_same_values_writes_nothing(world: World, write: Door) -> None:
    route, row = write.route, world.row(write.route)
    url, query, client = route.url(**world.ids(route, row)), query_for(route, world.company), Client(world.owner)
    body = write.body(world, row)
    first = client.request(write.method, url, body, query=query)
    assert first.status == 200, first
    before = AuditRecord.objects.count(), Event.objects.count()
    assert before[0], "the first change was recorded"
    with CaptureQueriesContext(connection) as captured:
        again = client.request(write.method, url, body, query=query)
    assert (again.status, again.json) == (200, first.json)
    assert (AuditRecord.objects.count(), Event.objects.count()) == before
    written = [one["sql"] for one in captured if re.match(r"INSERT|UPDATE|DELETE", one["sql"])]
    assert [sql for sql in written if "identity_refreshtoken" not in sql] == []


LINES = [
    write for write in CHANGES if write.route.plain_path in ("/invoices/{id}", "/bills/{id}", "/journal-entries/{id}")
]


@pytest.mark.parametrize("write", LINES, ids=str)
def test_the_same_lines_again_write_nothing(world: World, write: Door) -> None:
    route, row = write.route, world.row(write.route)
    url, query, client = route.url(**world.ids(route, row)), query_for(route, world.company), Client(world.owner)
    shown = client.get(url, **query)
    given = {"account_id", "description", "quantity", "unit_price", "discount_percent", "tax_rate_id"}
    given |= {"debit", "credit", "contact_id"}
    lines = [{name: value for name, value in line.items() if name in given} for line in shown.json["lines"]]
    before = AuditRecord.objects.count(), Event.objects.count()
    again = client.request("PATCH", url, {"lines": lines}, query=query)
    assert (again.status, again.json) == (200, shown.json)
    assert (AuditRecord.objects.count(), Event.objects.count()) == before
    changed = client.request("PATCH", url, {"lines": [lines[0] | {"description": "Changed"}, *lines[1:]]}, query=query)
    assert changed.status == 200, changed
    assert (AuditRecord.objects.count(), Event.objects.count()) != before


def locks_without_company(statements: list[str]) -> list[str]:
    """Return the locks on tables of companies that do not name the company. A distributed PostgreSQL cannot route them.

    The table of companies itself is one of those: its `id` is the company.
    """
    tables = tables_of_companies()
    found = []
    for statement in statements:
        locked = re.search(r'FROM "(\w+)".* WHERE (.*) FOR (NO KEY UPDATE|UPDATE|SHARE|KEY SHARE)', statement)
        if locked and locked[1] in tables and '"company_id"' not in locked[2]:
            found.append(statement)
    return found


def joins_without_company(statements: list[str]) -> list[str]:
    """Return the joins between two tables of companies that do not name the company."""
    tables = tables_of_companies()
    found = []
    for statement in statements:
        named = {
            alias or table: table for table, alias in re.findall(r'(?:FROM|JOIN) "(\w+)"(?: ([TU]\d+))?', statement)
        }
        for join, condition in re.findall(
            r'(JOIN "\w+"[^(]* ON \(((?:[^()]|\([^()]*(?:\([^()]*\))*\))*)\))', statement
        ):
            joined = {named.get(name) for name in re.findall(r'"?(\w+)"?\."\w+"', condition)}
            if joined <= tables and '"company_id"' not in condition:
                found.append(join)
    return found


def tables_of_companies() -> set[str]:
    models = (model for model in apps.get_app_config("accounting").get_models() if model is not Company)
    return {model._meta.db_table for model in models if any(one.name == "company" for one in model._meta.get_fields())}


def test_the_check_of_joins_can_fail() -> None:
    good = str(Invoice.objects.filter(customer__name="a", lines__account__code="1").query)
    bad = re.sub(r' AND \("accounting_invoiceline"."company_id" = [^)]*\)\)', "", good, count=1)
    assert joins_without_company([good]) == []
    assert len(joins_without_company([bad])) == 1


def test_the_check_of_locks_can_fail() -> None:
    good = 'SELECT "id" FROM "accounting_account" WHERE ("company_id" = 1 AND "id" = 2) FOR UPDATE'
    bad = 'SELECT "id" FROM "accounting_account" WHERE "id" = 2 ORDER BY 1 FOR NO KEY UPDATE OF "accounting_account"'
    assert locks_without_company([good, bad]) == [bad]


def test_no_committed_count_is_of_a_route_that_is_gone() -> None:
    assert set(json.loads(QUERY_COUNTS.read_text())) <= {route.path for route in COUNTED} | {str(one) for one in WRITES}


def test_every_resource_has_a_route() -> None:
    paths = {route.plain_path for route in ROUTES}
    assert all(resource.path in paths for resource in RESOURCES)
