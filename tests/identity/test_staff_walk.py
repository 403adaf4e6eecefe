"""Test all pages of staff's admin with all filters, keys, actions and searches, and with senseless values.

No request causes a 500, and refusals are shown: the list without the filter, "doesn't exist", or 400.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import quote
from django.core.exceptions import SuspiciousOperation
from django.db import connection, transaction
from django.db.models import Field, Model
from django.test import Client, RequestFactory
from django.urls import reverse

from accounting.models import Invoice
from foundation.staff_pages import COMPARISONS, MAX_SEARCH_LENGTH, NOT_SHOWN, NOT_UNDERSTOOD
from identity.models import User
from tests.house import RESOURCES, World
from tests.nightly import one_in
from tests.people import make_organization, make_user

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("plain_pages"),
    # Django warns if a moment is compared with a day, and takes midnight in UTC.
    pytest.mark.filterwarnings("ignore:DateTimeField .* received a naive datetime"),
]

TOO_LONG = "x" * (MAX_SEARCH_LENGTH + 1)
PAGES: list[tuple[type[Model], ModelAdmin]] = list(admin.site._registry.items())
HOSTILE = (
    *("", "x", "9999", "-1", "9" * 11, "9" * 40, "NaN", "1e999999", "a\0b", "x" * 5000, "(", "1,x,,2", "{}"),
    *("2026-13-45", "9999-12-31", "9999-12-31T23:59:59-14:00", "00000000-0000-0000-0000-000000000000", "\U0010ffff"),
)
KEYS = ("x", "9" * 30, "a\0b", "_5F", "1.5", "-1", "__", "a/b", "\U0010ffff", "y" * 3000)
by_page = pytest.mark.parametrize(("model", "page"), PAGES, ids=[model._meta.label for model, _ in PAGES])


@pytest.fixture
def staff() -> User:
    return make_user(None, "staff@example.com", is_staff=True, is_superuser=True)


@pytest.fixture
def client(staff: User) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(staff)
    return client


@pytest.fixture
def request_of_staff(staff: User) -> Any:
    request = RequestFactory().get("/admin/")
    request.user = staff
    return request


def url(model: type[Model], page: str = "changelist", *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def fields_of(model: type[Model], depth: int = 2) -> Iterator[tuple[str, Field]]:
    """Walk every field of a model and of what it refers to."""
    for field in model._meta.get_fields():
        yield field.name, field  # type: ignore[misc]
        if depth > 1 and field.related_model:
            for name, inner in fields_of(field.related_model, depth - 1):  # type: ignore[arg-type]
                yield f"{field.name}__{name}", inner


def filters_of(model: type[Model], page: ModelAdmin, request: Any) -> Iterator[tuple[str, Field, str]]:
    """Walk every filter that an address may ask a list for: the name, its field and how it compares."""
    for path, field in (*fields_of(model), ("pk", model._meta.pk)):
        for lookup in ("", *sorted(COMPARISONS)):
            name = f"{path}__{lookup}" if lookup else path
            if page.lookup_allowed(name, "1", request):
                yield name, field, lookup


@by_page
def test_every_field_of_every_list_survives(model: type[Model], page: ModelAdmin, request_of_staff: Any) -> None:
    """All filters that a URL can have, with all comparisons, each with one value after the other."""
    turn = len(model.__name__)
    every = list(filters_of(model, page, request_of_staff))
    assert len({path for path, _, _ in every}) >= 2
    for number, (name, _, _) in enumerate(one_in(15, every, turn)):
        ask(page, request_of_staff.user, name, HOSTILE[(number + turn) % len(HOSTILE)])


def test_every_value_is_survived_by_every_kind_of_field(request_of_staff: Any) -> None:
    """All comparisons with all values."""
    kinds: dict[tuple[str, str], tuple[ModelAdmin, str]] = {}
    for model, page in PAGES:
        for name, field, lookup in filters_of(model, page, request_of_staff):
            kinds.setdefault((type(field).__name__, lookup), (page, name))
    assert len(kinds) > 60, len(kinds)
    for number, (page, name) in enumerate(kinds.values()):
        for value in one_in(6, HOSTILE, number):
            ask(page, request_of_staff.user, name, value)


def ask(page: ModelAdmin, user: User, name: str, value: str) -> None:
    """Read a list by a filter. Only refusals by the pages and their middleware may pass."""
    request: Any = RequestFactory().get("/admin/", {name: value})
    request.user = user
    try:
        with transaction.atomic():
            changes = page.get_changelist_instance(request)
            list(changes.result_list)
    except (*NOT_UNDERSTOOD, IncorrectLookupParameters, SuspiciousOperation):
        pass
    except Exception as error:
        raise AssertionError(f"{page}?{name}={value[:40]!r}") from error


ODD = [
    *({"p": value} for value in ("0", "-1", "x", "9" * 30, "1.5", "a\0b")),
    *({"o": value} for value in ("x", "99", "-99.1.", "9" * 30, "a\0b", "1.1.1.-1", "0")),
    *({"q": value} for value in ("a\0b", "'", '"a', "(", "%_\\", "x" * 5000, "a " * 99, "\U0010ffff", "Cafe\u0301")),
    *({"_facets": "True", "all": "", "_popup": "1"} for _ in "1"),
    *({"_to_field": value} for value in ("x", "id", "a\0b")),
    *({"e": "1"}, {"nothing": "1"}, {"nothing__at__all": "1"}, {"__": "1"}, {"id__regex": "("}, {"pk__pk__pk": "1"}),
]
numbered = count()


@by_page
def test_every_list_survives_odd_pages_orders_and_searches(
    client: Client, model: type[Model], page: ModelAdmin
) -> None:
    for query in one_in(8, ODD, next(numbered)):
        answer = client.get(url(model), query)
        assert answer.status_code in (200, 302, 400), query
        if answer.status_code == 302:
            assert answer["Location"].endswith("?e=1"), query


@by_page
def test_every_page_of_a_row_survives_what_is_not_a_key(client: Client, model: type[Model], page: ModelAdmin) -> None:
    """One key after the other for the two that find their row by the same function as the first."""
    turn = next(numbered) % 4
    for view, keys in (("change", KEYS), ("history", KEYS[turn : turn + 1]), ("delete", KEYS[3 - turn : 4 - turn])):
        for key in one_in(3, keys, turn):
            for address in {url(model, view, key), url(model, view, quote(key))}:
                answer = client.get(address)
                assert answer.status_code in (302, 400, 403, 404), (address, answer.status_code)
                if answer.status_code == 302:
                    assert answer["Location"] == "/admin/"


@by_page
def test_every_action_survives_what_is_not_a_key(client: Client, model: type[Model], page: ModelAdmin) -> None:
    """The keys are read after the name of the action, so names that are none get only one request each."""
    request: Any = client.get(url(model)).wsgi_request
    for turn, name in enumerate([*page.get_actions(request), "no_such_action", "a\0b"]):
        single = one_in(3, KEYS[:3], turn) if name in page.get_actions(request) else []
        for keys in (*single, list(KEYS)):
            answer = client.post(url(model), {"action": name, "_selected_action": keys, "index": "x"})
            assert answer.status_code in (200, 302, 400), (name, keys)


def test_rows_are_not_in_the_way(client: Client) -> None:
    """The same where there is something to filter, find and draw: one row of everything."""
    world = World()
    for resource in RESOURCES:
        world.make(resource)
    drawn = 0
    for turn, (model, page) in enumerate(PAGES):
        row = model._default_manager.first()
        queries = [
            {"_facets": "True"},
            {"q": "a"},
            *([{f"{page.date_hierarchy}__year": "9999"}] * bool(page.date_hierarchy)),
        ]
        for query in one_in(3, queries, turn):
            assert client.get(url(model), query).status_code in (200, 302), (model, query)
        if row is not None:
            for view in one_in(3, ("change", "history", "delete"), turn):
                assert client.get(url(model, view, quote(row.pk))).status_code in (200, 403), (model, view)
            drawn += 1
    assert drawn > 15


@pytest.mark.parametrize(
    "path",
    [
        *(f"auth/group/{key}/{view}/" for key in ("x", "9" * 30, "_5F") for view in ("change", "history", "delete")),
        *(f"identity/user/{key}/password/" for key in ("x", "a%00b", "_5F")),
        *(f"r/{kind}/{key}/" for kind in ("1", "x", "9" * 30, "a%00b") for key in ("x", "1", "a%00b")),
        *(f"autocomplete/{query}" for query in ("", "?term=x", "?app_label=a%00b&model_name=x&field_name=y")),
        *(
            f"autocomplete/?app_label=accounting&model_name=contact&field_name={field}"
            for field in ("currency&term=a%00b", "currency&page=x", f"currency&page={'9' * 30}", "name", "a%00b")
        ),
        f"autocomplete/?app_label=accounting&model_name=contact&field_name=currency&term={TOO_LONG}",
        *("no/such/page/", "accounting/", "nothing/", "jsi18n/?x=%00", "a%00b/"),
    ],
)
def test_other_addresses_are_refused_or_lead_back(client: Client, path: str) -> None:
    answer = client.get(f"/admin/{path}")
    assert answer.status_code in (302, 400, 403, 404) or path in ("accounting/", "jsi18n/?x=%00"), answer.status_code


def test_a_filter_that_is_not_understood_is_said(client: Client) -> None:
    answer = client.get(url(Invoice), {"issue_date": "2026-13-45"}, follow=True)
    assert answer.redirect_chain == [(f"{url(Invoice)}?e=1", 302)]
    assert NOT_SHOWN in answer.content.decode()


def test_a_list_that_fails_on_its_address_is_logged(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An error of ours may look the same as a senseless value, so it must be logged."""

    def fail(*_arguments: Any) -> None:
        raise ValueError("ours")

    monkeypatch.setattr(admin.site._registry[Invoice], "get_search_results", fail)
    assert client.get(url(Invoice), {"q": "x"}).status_code == 302
    assert "ours" in caplog.text


def test_no_list_is_filtered_by_regular_expressions_or_text(request_of_staff: Any) -> None:
    """A regular expression, or a search in all rows, can take very long."""
    for model, page in PAGES:
        for path, field in (*fields_of(model), ("pk", model._meta.pk)):
            lookups = field.get_lookups() if hasattr(field, "get_lookups") else {}
            for lookup in {*lookups, "regex", "iregex", "contains"} - COMPARISONS:
                assert not page.lookup_allowed(f"{path}__{lookup}", "1", request_of_staff), (model, path, lookup)


def test_no_search_of_a_page_takes_longer_than_a_statement_may(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', '2s', true)")
    make_user(make_organization(), full_name="a" * 100)
    words = "a " * (MAX_SEARCH_LENGTH // 2)
    assert client.get(url(User), {"q": words}).status_code == 200
    assert client.get(url(User), {"q": words + "a"}).status_code == 302
