"""A table of hostile input, tried on every member of every body that any route takes (tests/house.py).

By day every 23rd pair of a member and a value is tried, so that the next member meets other values; at night all are.
"""

import copy
import json
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from django.db import transaction
from uuid_utils.compat import uuid7

from api.reference import document as served_document
from api.rendering import dumps
from tests.client import Answer, Client
from tests.house import Door, World, doors, query_for
from tests.nightly import one_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]

HERE = "@@here@@"

# What is put in place of a member, as raw JSON, and for which kinds of member it must be refused.
ALWAYS = [
    b"NaN",
    b"-Infinity",
    b"1e999999",
    b'"a\\u0000b"',
    b'"\\ud800"',
    b'"a\\u202eb"',
    b'"\\u001b[2J"',
    b"9" * 41,
    b'{"a": 1, "a": 2}',
    b"[" * 40 + b"]" * 40,
    b'"' + b"a" * 200_000 + b'"',
]
FOR_FIELDS = ALWAYS[5:7]  # those that the parser lets pass
BY_KIND: dict[str, list[bytes]] = {
    "number": [
        *(
            b"true",
            b"1e3",
            b"1.5e1",
            b'"1e3"',
            b'"1_000"',
            b'"1,000"',
            b'" 1"',
            b'"+1"',
            b'"0x10"',
            b'"NaN"',
            b'"Infinity"',
            b'""',
        ),
        *(b"[]", b"{}", '"١٢"'.encode(), b"0.00000000001", b"99999999999999999999"),
    ],
    "text": [b"1", b"1.5", b"true", b"[]", b"{}", b'["a"]'],
    "boolean": [b"1", b"0", b'"true"', b'"false"', b"[]", b"{}", b'""'],
    "array": [b"1", b'"a"', b"true", b"{}", b"[[]]", b"[null]"],
    "object": [b"1", b'"a"', b"true", b"[]"],
}
TOLERATED = [
    b"null",
    b"-1",
    b"0",
    b'"\\u00e9"',
    b'"<script>"',
    b'"\'; DROP TABLE x; --"',
    b'"{{7*7}}"',
    b'"../../etc/passwd"',
]
NO_OBJECTS = [b"[]", b"1", b"null", b'"a"', b"{", b"\xff", b'{"a": 1, "a": 2}', b"[" * 50_000, b" "]


DOORS = doors()
DOCUMENT = orjson.loads(served_document())
KINDS = {
    **{kind: kind for kind in ("number", "boolean", "array", "object")},
    "string": "text",
    "integer": "number",
}
FREE = "metadata"
"""An object whose members have names of the user's own."""
FILES = {("/imports", "content")}
"""Texts that are a whole file: what is wrong in one is found later, and named with its line."""
IN_FILES = (*FOR_FIELDS, ALWAYS[-1])


@pytest.fixture(scope="module")
def kept_world(keep: Any) -> World:
    return keep(World)


@pytest.fixture
def world(kept_world: World, db: None) -> World:
    return copy.deepcopy(kept_world)


def kind_of(value: Any) -> str:
    match value:
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "text"
        case list():
            return "array"
    return "object"


def members(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield every member of a document: containers, and what is in the first element of an array."""
    if path:
        yield path, value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from members(inner, (*path, name))
    elif isinstance(value, list) and value:
        yield from members(value[0], (*path, 0))


def absent(value: Any, schema: dict[str, Any], path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Yield where and of which kind the members are that the document allows and the body leaves out."""
    schema = whole(schema)
    if isinstance(value, dict):
        for name, inner in schema.get("properties", {}).items():
            if name in value:
                yield from absent(value[name], inner, (*path, name))
            else:
                yield (*path, name), KINDS[type_of(inner)]
    elif isinstance(value, list) and value:
        yield from absent(value[0], schema["items"], (*path, 0))


def whole(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def type_of(schema: dict[str, Any]) -> str:
    schema = whole(schema)
    for inner in (one for several in ("oneOf", "anyOf", "allOf") for one in schema.get(several, [])):
        return type_of(inner)
    type = schema.get("type", "string")
    return str(type if isinstance(type, str) else type[0])


def replaced(document: Any, path: tuple[Any, ...], fragment: bytes) -> bytes:
    changed = json.loads(json.dumps(document))
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = HERE
    return json.dumps(changed).encode().replace(json.dumps(HERE).encode(), fragment)


def shown(path: tuple[Any, ...]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


class Caller:
    """Sends bodies to one door and undoes what they changed. `body` is one that is accepted."""

    def __init__(self, world: World, door: Door) -> None:
        row = world.row(door.route)
        self.client = Client(world.owner)
        self.method, self.path = door.method, door.route.path
        self.url = door.route.url(**world.ids(door.route, row))
        self.query = query_for(door.route, world.company)
        if door.route.view.is_repeatable:  # type: ignore[attr-defined]
            self.query["dry_run"] = "true"
        self.body = door.body(world, row)
        operation = DOCUMENT["paths"][door.route.path][door.method.lower()]
        self.responses = operation["responses"]
        self.has_entity_tag = "412" in self.responses
        content = operation.get("requestBody", {})
        schema = content["content"]["application/json"]["schema"] if content else {}
        self.absent = list(absent(self.body, schema))

    def send(self, body: bytes, **headers: str) -> Answer:
        with transaction.atomic():
            answer = self.client.request(self.method, self.url, body, query=self.query, headers=headers)
            transaction.set_rollback(True)
        return answer


def assert_refused(answer: Answer, statuses: Any, why: Any) -> None:
    assert answer.status in statuses, f"{why}: {answer}"
    assert set(answer.json) == {"detail", "status_code", "code", "errors", "request_id"}


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_valid_bodies_are_accepted_with_the_headers_of_the_document(world: World, door: Door) -> None:
    """Those that change one object are not accepted with the tag of another state of it. `Location` leads to what was
    made, also by an action on something else."""
    caller = Caller(world, door)
    if caller.has_entity_tag and door.route.path != "/batch":
        stale = caller.send(dumps(caller.body), **{"If-Match": '"stale"'})
        assert (stale.status, stale.code) == (412, "precondition_failed"), stale
    answer = caller.send(dumps(caller.body))
    assert answer.status in (200, 201, 202, 204), answer
    caller.query.pop("dry_run", None)
    answer = caller.client.request(caller.method, caller.url, dumps(caller.body), query=caller.query)
    names = {"ETag", "Location"}
    documented = caller.responses[str(answer.status)].get("headers", {}).keys() & names
    assert answer.headers.keys() & names == documented
    made_another = "{id}" in door.route.path and answer.json.get("id", "") not in caller.url
    assert not made_another or "Location" in documented
    if "Location" in documented:
        made = caller.client.get(answer.headers["Location"].removeprefix("/api/v1"), **caller.query)
        assert (made.status, made.json.get("id")) == (200, answer.json.get("id"))
        assert "ETag" not in documented or made.headers["ETag"] == answer.headers["ETag"]


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_hostile_values_are_refused_at_any_place_of_a_body(world: World, door: Door, subtests: pytest.Subtests) -> None:
    caller = Caller(world, door)
    with subtests.test("hostile values"):
        hostile_values(caller)
    with subtests.test("unknown members"):
        unknown_members(caller)
    with subtests.test("somebody else's ids"):
        ids_of_somebody_else(caller, strange_ids(world, door))
    with subtests.test("no object"):
        for body in one_in(3, NO_OBJECTS, len(caller.path)):
            assert_refused(caller.send(body), (400, 413, 422), body[:20])


def hostile_values(caller: Caller) -> None:
    turn, there, absent = len(caller.path), list(members(caller.body)), caller.absent
    hostile = [(path, fragment) for path, value in there for fragment in (*ALWAYS, *BY_KIND[kind_of(value)])]
    hostile += [(path, fragment) for path, kind in absent for fragment in (*FOR_FIELDS, *BY_KIND[kind])]
    for path, fragment in one_in(23, hostile, turn):
        answer = caller.send(replaced(caller.body, path, fragment))
        if (caller.path, *path) in FILES and fragment in IN_FILES:
            assert answer.status == 202, (shown(path), fragment[:60], answer)
        else:
            assert_refused(answer, (400, 422), (shown(path), fragment[:60]))
    tolerated = [(path, fragment) for path, _ in there for fragment in TOLERATED]
    tolerated += [(path, fragment) for path, _ in absent for fragment in (b"null", b"-1", b'"<script>"')]
    for path, fragment in one_in(23, tolerated, turn):
        answer = caller.send(replaced(caller.body, path, fragment))
        assert answer.status < 500, (shown(path), fragment, answer)


def unknown_members(caller: Caller) -> None:
    for path, value in one_in(2, [((), caller.body), *members(caller.body)], len(caller.path)):
        if isinstance(value, dict) and path[-1:] != (FREE,):
            fragment = json.dumps({**value, "no_such_member": 1}).encode()
            answer = caller.send(replaced(caller.body, path, fragment) if path else fragment)
            assert (answer.status, answer.error_fields) == (422, [shown((*path, "no_such_member"))]), answer


def ids_of_somebody_else(caller: Caller, foreign: dict[tuple[Any, ...], str]) -> None:
    """They count as missing."""
    for path, value in members(caller.body):
        if path not in foreign or value is None:
            continue
        strange = caller.send(replaced(caller.body, path, json.dumps(foreign[path]).encode()))
        unknown = caller.send(replaced(caller.body, path, json.dumps(str(uuid7())).encode()))
        assert_refused(strange, (422,), shown(path))
        assert strange.json | {"request_id": ""} == unknown.json | {"request_id": ""}
        assert shown(path) in strange.error_fields


def strange_ids(world: World, door: Door) -> dict[tuple[Any, ...], str]:
    """Return the ids in the body that a stranger would send, by where they stand."""
    theirs = copy.copy(world)
    theirs.owner, theirs.company = world.stranger, world.strange_company
    body = door.body(theirs, theirs.row(door.route))
    return {path: value for path, value in members(body) if is_id(path)}


def is_id(path: tuple[Any, ...]) -> bool:
    name = path[-2] if isinstance(path[-1], int) and len(path) > 1 else path[-1]
    return str(name).endswith("_id" if name == path[-1] else "_ids") and name != "external_id" and FREE not in path
