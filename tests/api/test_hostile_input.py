"""A table of hostile input, tried on every member of every body that any route takes (tests/house.py)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from uuid_utils.compat import uuid7

from api.rendering import dumps
from tests.client import Answer, Client
from tests.house import RESOURCES, Resource, Route, World, query_for, resource_of, routes

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


@dataclass(frozen=True)
class Door:
    """A route with a body that it accepts."""

    route: Route
    method: str
    verb: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.route.path}"


def doors() -> Iterator[Door]:
    for route in routes():
        resource = resource_of(route)
        if resource is None or route.has_company_in_path:
            continue
        last = route.path.rpartition("/")[2]
        if route.path == resource.path and "POST" in route.methods and resource.create:
            yield Door(route, "POST")
        elif last == "{id}" and "PATCH" in route.methods and resource.change:
            yield Door(route, "PATCH")
        elif last in resource.verbs:
            yield Door(route, "POST", last)


DOORS = list(doors())


@pytest.fixture
def world(db: None) -> World:
    return World()


def accepted_body(door: Door, company: Any) -> dict[str, Any]:
    resource = resource_of(door.route)
    assert resource is not None
    body = resource.verbs[door.verb] if door.verb else resource.change if door.method == "PATCH" else None
    if body is None:
        assert resource.create is not None
        body = resource.create(company)
    found: dict[str, Any] = json.loads(dumps(body))
    return found


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
    """Sends bodies to one door as dry runs, and knows how many rows there are."""

    def __init__(self, world: World, door: Door) -> None:
        self.client = Client(world.owner)
        self.method = door.method
        self.url = door.route.url(**world.ids(door.route))
        self.query = query_for(door.route, world.company)

    def send(self, body: bytes, **query: Any) -> Answer:
        return self.client.request(self.method, self.url, body, query={**self.query, "dry_run": "true", **query})


def assert_refused(answer: Answer, statuses: Any, why: Any) -> None:
    assert answer.status in statuses, f"{why}: {answer}"
    assert set(answer.json) == {"detail", "status_code", "code", "errors", "request_id"}


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_what_the_registry_calls_a_good_body_is_accepted(world: World, door: Door) -> None:
    body = dumps(accepted_body(door, world.company))
    answer = Caller(world, door).send(body)
    refused_by_its_state = bool(door.verb) and answer.status == 409
    assert answer.status in (200, 201, 204) or refused_by_its_state, answer


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_hostile_input_is_refused_wherever_it_stands(world: World, door: Door) -> None:
    caller, body = Caller(world, door), accepted_body(door, world.company)
    for path, value in members(body):
        for fragment in (*ALWAYS, *BY_KIND[kind_of(value)]):
            answer = caller.send(replaced(body, path, fragment))
            assert_refused(answer, (400, 409, 422), (shown(path), fragment[:60]))
        for fragment in TOLERATED:
            answer = caller.send(replaced(body, path, fragment))
            assert answer.status < 500, (shown(path), fragment, answer)


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_an_unknown_member_is_named_wherever_it_stands(world: World, door: Door) -> None:
    caller, body = Caller(world, door), accepted_body(door, world.company)
    for path, value in [((), body), *members(body)]:
        if isinstance(value, dict):
            fragment = json.dumps({**value, "no_such_member": 1}).encode()
            answer = caller.send(replaced(body, path, fragment) if path else fragment)
            assert (answer.status, answer.error_fields) == (422, [shown((*path, "no_such_member"))]), answer


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_an_id_in_a_body_that_is_somebody_elses_is_as_good_as_none(world: World, door: Door) -> None:
    caller, body = Caller(world, door), accepted_body(door, world.company)
    foreign = dict(members(accepted_body(door, world.strange_company)))
    for path, value in members(body):
        if not str(path[-1]).endswith("_id") or path[-1] == "external_id" or value is None:
            continue
        strange = caller.send(replaced(body, path, json.dumps(foreign[path]).encode()))
        unknown = caller.send(replaced(body, path, json.dumps(str(uuid7())).encode()))
        assert_refused(strange, (422,), shown(path))
        assert strange.json | {"request_id": ""} == unknown.json | {"request_id": ""}
        assert shown(path) in strange.error_fields


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_a_body_that_is_no_object_is_refused(world: World, door: Door) -> None:
    caller = Caller(world, door)
    for body in NO_OBJECTS:
        assert_refused(caller.send(body), (400, 422), body[:20])


@pytest.mark.parametrize("resource", [one for one in RESOURCES if one.create], ids=lambda one: one.path)
def test_every_route_that_takes_a_body_is_tried(resource: Resource) -> None:
    assert any(door.route.path == resource.path for door in DOORS)
