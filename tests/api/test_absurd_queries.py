"""Reports and exports over HTTP, asked for absurd spans, moments, choices and ids: each is refused with a sentence and
the name of the parameter, in bounded time, as JSON and as each file."""

import copy
import time
from collections.abc import Iterator
from itertools import combinations
from typing import Any
from urllib.parse import quote

import pytest
from uuid_utils.compat import uuid7

from accounting.models import TrackingCategory
from accounting.reports.files import FILES
from api.fields import BooleanField, ChoiceField, DateField, IdField, IntegerField, MomentField, TrackingField
from tests import factories
from tests.client import Answer, Client
from tests.house import Route, World, query_for, routes
from tests.nightly import one_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]

ROUTES = [
    route
    for route in routes()
    if route.plain_path.startswith(("/reports/", "/exports/")) and not route.has_company_in_path
]
REPORTS = [route for route in ROUTES if route.plain_path.startswith("/reports/")]
MOST_SECONDS = 2.0
"""Of CPU, for one answer on any machine. Each takes less than a tenth of it."""
NO_TEXT = ["", "\0", "x" * 100_000]
WRONG = [*NO_TEXT, "[]", "null", "\u0661", "a,b", "../..", "' OR 1=1 --"]
DATES = [
    *("2025-02-29", "2026-13-01", "20260101", "2026-01-01T00:00:00Z"),
    *("0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "-2026-01-01"),
]
MOMENTS = [
    *("2026-01-01", "2026-01-01T00:00:00", "2026-01-01T25:00:00Z", "2026-01-01T00:00:00+99:00"),
    *("2026-01-01T00:00:00 Europe/Atlantis", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"),
]
NUMBERS = ["-1", "0", "1000", "9" * 30, "1.5"]


@pytest.fixture(scope="module")
def kept_world(keep: Any) -> World:
    def made() -> World:
        world = World()
        factories.make_entry(world.company)
        return world

    return keep(made)


@pytest.fixture
def world(kept_world: World, db: None) -> World:
    return copy.deepcopy(kept_world)


class Caller:
    def __init__(self, world: World, route: Route) -> None:
        self.client, self.route = Client(world.owner), route
        self.given = {name: str(value) for name, value in query_for(route, world.company).items()}
        serializer = route.view.query_serializer  # type: ignore[attr-defined]
        self.fields: dict[str, Any] = serializer().fields if serializer else {}

    def ask(self, *more: tuple[str, str]) -> Answer:
        """Ask with the parameters that are needed, and others in place of these or after them."""
        pairs = [*((name, value) for name, value in self.given.items() if name not in dict(more)), *more]
        text = "&".join(f"{quote(name)}={quote(value)}" for name, value in pairs)
        began = time.process_time()
        response = self.client.django.generic(
            "GET", f"/api/v1{self.route.url()}", headers=self.client.headers, QUERY_STRING=text
        )
        answer = Answer(response)
        assert time.process_time() - began < MOST_SECONDS, more
        return answer

    def refused(self, blamed: str, *more: tuple[str, str]) -> None:
        answer = self.ask(*more)
        why = [(name, value[:60]) for name, value in more]
        assert answer.status == 400, (why, answer)
        assert any(name.partition("[")[0] == blamed for name in answer.error_fields), (why, answer)
        assert all(error["message"].endswith(".") for error in answer.json["errors"]), (why, answer)


def wrong_values(fields: dict[str, Any], strange: str) -> Iterator[tuple[str, str]]:
    """Yield wrong values of each parameter: those of its kind, and those for all."""
    for turn, (name, field) in enumerate(fields.items()):
        match field:
            case DateField():
                own = DATES
            case MomentField():
                own = MOMENTS
            case IdField() | TrackingField():
                own = [str(uuid7()), strange]
            case IntegerField():
                own = NUMBERS
            case BooleanField():
                own = ["1", "yes"]
            case _:
                own = []
        for value in one_in(5, (*own, *WRONG), turn):
            yield name, value


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.path)
def test_absurd_parameters_are_refused_by_name(world: World, route: Route) -> None:
    caller = Caller(world, route)
    for name, value in wrong_values(caller.fields, str(factories.account(world.strange_company, "1000").id)):
        caller.refused(name, (name, value))
    for name in caller.fields:
        caller.refused(name, (name, "a"), (name, "b"))
        caller.refused(name, (f"{name}[]", "1"))
    caller.refused("no_such", ("no_such", "1"))
    assert caller.ask(("company_id", str(world.strange_company.id))).status == 404


@pytest.mark.parametrize("route", REPORTS, ids=lambda route: route.path)
def test_absurd_spans_are_refused_or_answered_soon_in_every_format(world: World, route: Route) -> None:
    caller = Caller(world, route)
    last = "end_date" if "end_date" in caller.fields else "as_of"
    blamed = ("start_date", last, "interval")
    for style in one_in(2, ("json", *FILES), len(route.path)):
        file = ("format", style)
        if "start_date" in caller.fields:
            backwards = caller.ask(file, ("start_date", "2026-01-01"), (last, "2025-01-01"))
            assert (backwards.status, set(backwards.error_fields) <= set(blamed)) == (400, True), backwards
            caller.refused("start_date", file, ("start_date", "1000-01-01"), (last, "2000-01-01"))
        spans = [("1970-01-01", "1970-01-01"), ("2199-12-31", "2199-12-31"), ("1970-01-01", "2199-12-31")]
        for first, end in spans:
            start = [("start_date", first)] if "start_date" in caller.fields else []
            answer = caller.ask(file, *start, (last, end))
            assert answer.status == 200 or set(answer.error_fields) <= set(blamed), answer
        if "interval" in caller.fields:
            for interval in ("month", "quarter", "year"):
                spread = [("start_date", "1970-01-01"), (last, "2199-12-31"), ("interval", interval)]
                answer = caller.ask(file, *spread)
                assert (answer.status, set(answer.error_fields) <= set(blamed)) == (400, True), answer
            caller.refused("interval", file, ("interval", "day"), (last, "2026-01-01"))
        if "compare" in caller.fields:
            caller.refused("compare", file, ("compare", "1000"))
        for moment in ("1970-01-01T00:00:00Z", "2199-12-31T00:00:00Z"):  # before the books, and to come
            assert caller.ask(file, ("known_at", moment)).status == 200


def right_values(name: str, field: Any, category: TrackingCategory) -> list[str]:
    """Return values of a parameter that a report takes, if no other one is against it."""
    match field:
        case BooleanField():
            return ["true"]
        case ChoiceField():
            return list(field.choices)
        case DateField():
            return ["2026-03-15"]
        case MomentField():
            return ["2026-03-15T00:00:00Z"]
        case TrackingField():
            return [str(category.pk if name == "not_tracked" else factories.options_of(category)[0])]
        case IdField() if name == "columns_by":
            return [str(category.pk)]
    return []


@pytest.mark.parametrize("route", REPORTS, ids=lambda route: route.path)
def test_any_two_parameters_are_answered_together_or_refused_by_name(world: World, route: Route) -> None:
    category, caller = factories.make_tracking_category(world.company), Caller(world, route)
    fields = {name: field for name, field in caller.fields.items() if name != "format"}
    given = [(name, value) for name, field in fields.items() for value in right_values(name, field, category)]
    for pair in combinations(given, 2):
        if pair[0][0] == pair[1][0]:
            continue
        answer = caller.ask(*pair)
        assert answer.status == 200 or (answer.status, answer.error_fields[0] in caller.fields) == (400, True), (
            pair,
            answer,
        )


def test_a_box_that_no_tax_rate_has_is_refused_with_those_that_there_are(world: World) -> None:
    client, kinds = Client(world.owner), "sales_net, sales_tax, purchase_net, purchase_tax, not_recoverable"
    factories.make_tax_rate(world.company, boxes={"sales_net": "6", "sales_tax": "1"})
    factories.make_tax_rate(world.strange_company, boxes={"sales_net": "77"})
    made = client.post("/tax-returns", {"start_date": "2026-01-01", "end_date": "2026-03-31"})
    for path in ("/reports/tax-summary", f"/tax-returns/{made.json['id']}/lines"):
        assert client.get(path, box="1").status == client.get(path, box="purchase_tax").status == 200
        for box in ("77", "01", "sales-tax"):
            answer = client.get(path, box=box)
            said = {"field": "box", "message": f"There is no box {box}. There are: 1, 6, {kinds}."}
            assert (answer.status, answer.json["errors"]) == (400, [said]), path
    for number in range(30):
        factories.make_tax_rate(world.company, boxes={"sales_net": f"x{number:02}"})
    answer = client.get("/reports/tax-summary", box="77")
    assert answer.json["errors"][0]["message"].endswith(", x16, x17 and 17 others.")
