"""Error pages have a message, the request's id and two links, and need no database."""

import re
from html import unescape
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from api.failures import REQUEST_TIMEOUT, TOO_MANY_UNFINISHED, UNAVAILABLE
from atlas import error_pages
from atlas.middleware import MAX_FORM_BYTES, REFUSAL
from tests.people import make_organization, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.atlas.failing_urls")]
ID = "my-request-42"
WAYS = r'<a class="button[^"]*" href="([^"]+)"|<form method="post" action="(/sign-out)"'


@pytest.fixture
def client() -> Client:
    client = Client(raise_request_exception=False, headers={"X-Request-Id": ID})
    client.get("/sign-in")  # load what is read only once
    return client


def ways_of(answer: Any) -> list[str]:
    return [unescape(link or action) for link, action in re.findall(WAYS, answer.content.decode())]


def assert_page(answer: Any, status: int, title: str) -> None:
    text = answer.content.decode()
    assert (answer.status_code, answer["Content-Type"]) == (status, "text/html; charset=utf-8")
    assert f"<h1>{title}</h1>" in text
    assert f">{ID}</code>" in text
    assert answer["X-Request-Id"] == ID
    assert len(set(ways_of(answer))) >= (2 if status >= 500 else 1)
    assert "/" in ways_of(answer)
    assert "secret" not in text
    assert answer["Cache-Control"] == "no-store"
    for directive in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"):
        assert directive in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


FAILURES = {
    "bad": (400, "This request is not valid"),
    "forbidden": (403, "You have no access to this page"),
    "missing": (404, "There is nothing here"),
    "button": (405, "This page cannot be opened like this"),
    "refused": (409, "Nothing was changed"),
    "broken": (500, "Something broke on our side"),
}


@pytest.mark.parametrize("path", FAILURES)
def test_a_page_that_failed_says_so_without_the_database(client: Client, path: str) -> None:
    status, title = FAILURES[path]
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(f"/fails/{path}")
    assert_page(answer, status, title)
    assert not queries.captured_queries
    assert answer.get("Allow", "") == ("POST" if status == 405 else "")


@pytest.mark.parametrize("path", ["/nothing", "/settings/nothing", "/static/nothing.css"])
@pytest.mark.parametrize("is_debug", [False, True])
def test_an_address_without_a_page_is_told_the_same_in_development(
    client: Client, settings: Any, path: str, is_debug: bool
) -> None:
    settings.DEBUG = is_debug
    assert_page(client.get(path), 404, "There is nothing here")


def test_a_busy_database_is_a_503(client: Client) -> None:
    answer = client.get("/fails/busy?a=b")
    assert_page(answer, 503, "Atlas is busy right now")
    assert answer["Retry-After"] == "1"
    assert ways_of(answer)[0] == "/fails/busy?a=b", "try again"


def test_a_page_without_access_names_the_signed_in_user(client: Client) -> None:
    user = make_user(make_organization(), "vera@example.com")
    client.force_login(user)
    client.get("/settings/security")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/fails/admins")
    assert_page(answer, 403, "You have no access to this page")
    assert b"vera@example.com" in answer.content
    assert b"admins of your organization" in answer.content
    assert "/sign-out" in ways_of(answer)
    assert len(queries) <= 2, "the session and the user, for the page itself"


def test_a_form_without_its_token_leads_back_to_it() -> None:
    client = Client(enforce_csrf_checks=True, headers={"X-Request-Id": ID})
    form = "http://testserver/sign-in?next=/admin/"
    with CaptureQueriesContext(connection) as queries:
        answer = client.post("/sign-in", {"email": "a"}, headers={"Referer": form})
    assert_page(answer, 403, "This form has expired")
    assert ways_of(answer)[0] == form
    assert not queries.captured_queries
    answer = client.post("/sign-in", {"email": "a"}, headers={"Referer": "https://elsewhere.example/"})
    assert "https://elsewhere.example/" not in ways_of(answer)


def test_a_form_that_is_too_large_is_a_413(client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = client.post("/sign-in", {"email": "a" * MAX_FORM_BYTES})
    assert_page(answer, 413, "This form is too large")
    assert not queries.captured_queries


def test_an_unknown_host_is_a_400(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["books.example.com"]
    assert_page(client.get("/sign-in"), 400, "This request is not valid")


@pytest.mark.parametrize(
    ("failure", "title"),
    [
        (REQUEST_TIMEOUT, "This took too long to arrive"),
        (TOO_MANY_UNFINISHED, "Too many requests at once"),
        (UNAVAILABLE, "Atlas is busy right now"),
    ],
    ids=lambda each: getattr(each, "code", ""),
)
def test_a_refusal_of_the_front_is_a_page(client: Client, failure: Any, title: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = client.post("/sign-in", {"email": "a"}, **{REFUSAL: failure})
    assert_page(answer, failure.status_code, title)
    assert not queries.captured_queries
    for name, value in failure.headers.items():
        assert answer[name] == value


def test_the_api_keeps_its_own_shape(client: Client) -> None:
    answer = client.get("/api/v1/nothing")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_staff_see_the_same_pages_in_the_admin(client: Client) -> None:
    client.force_login(make_user(None, is_staff=True))
    assert_page(client.get("/admin/identity/user/"), 403, "You have no access to this page")
    client.force_login(make_user(None, is_staff=True, is_superuser=True))
    assert_page(client.get("/admin/accounting/currency/a%00b/change/"), 400, "This request is not valid")


def test_support_is_written_to_with_the_id_of_the_request(client: Client, settings: Any) -> None:
    health = "/api/v1/health/ready"
    assert [health in ways_of(client.get(path)) for path in ("/nothing", "/fails/busy")] == [False, True]
    settings.SUPPORT_EMAIL = "help@atlas.example"
    (link,) = (way for way in ways_of(client.get("/nothing")) if way.startswith("mailto:"))
    assert unquote(link) == f"mailto:help@atlas.example?subject=Atlas, request {ID}"


def test_an_error_is_shown_as_text_and_not_as_markup() -> None:
    request = RequestFactory().get("/")
    answer = error_pages.error_page(request, 403, sentence="<script>alert(1)</script>")
    assert b"<script>alert" not in answer.content
