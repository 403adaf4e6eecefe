"""All failures have the same form, wherever they come from, and change nothing."""

import gzip
import io
import logging
import re
from typing import Any
from wsgiref.util import setup_testing_defaults

import orjson
import pytest
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import DataError, IntegrityError, OperationalError, connection
from django.db.models import ProtectedError
from django.http import Http404, HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.common import CommonMiddleware
from django.middleware.security import SecurityMiddleware
from django.test import Client as DjangoClient
from django.test import RequestFactory, override_settings
from django.urls import URLPattern
from rest_framework.exceptions import ValidationError
from uuid_utils.compat import uuid7

from accounting import errors
from accounting.ledger import companies
from accounting.models import Company
from api import throttles
from api.errors import field_errors
from api.failures import MAX_ERRORS, failure_for
from api.middleware import CONTENT_SECURITY_POLICY
from api.parsing import MAX_BODY
from api.urls import routes
from atlas.wsgi import application
from foundation import tenancy
from identity import errors as identity_errors
from identity.models import User
from tests import factories
from tests.client import Answer, Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]
MEMBERS = {"detail", "status_code", "code", "errors", "request_id"}
BODY = {"name": "Harbor Lane", "base_currency": "USD"}


def assert_shape(answer: Answer, status: int, code: str, *more: str) -> None:
    assert (answer.status, answer.code) == (status, code), answer
    assert set(answer.json) == MEMBERS | set(more)
    assert answer.json["status_code"] == status
    assert answer.json["detail"]
    assert answer.json["request_id"] == answer.headers["X-Request-Id"]
    assert answer.headers["Content-Type"] == "application/json"
    assert "X-RateLimit-Limit" in answer.headers


@pytest.mark.parametrize("path", ["/nothing", "/companies/1", "/companies/x/y/z", "/invoices//", "/%00", "/é"])
def test_an_address_that_is_none_is_404_in_json(admin: User, path: str) -> None:
    assert_shape(Client(admin).get(path), 404, "not_found")
    assert_shape(Client().get(path), 404, "not_found")


@pytest.mark.parametrize(
    ("path", "noun"),
    [
        ("invoices/{}", "invoice"),
        ("contacts/vendors/{}", "vendor"),
        ("journal-entries/{}", "journal entry"),
        ("chart-of-accounts/{}", "account"),
        ("companies/{}", "company"),
        ("companies/{}/members", "company"),
        ("webhooks/{}", "webhook"),
        ("webhooks/{}/deliveries", "webhook"),
        ("api-keys/{}", "API key"),
    ],
)
def test_an_unknown_id_is_a_404_that_names_what_is_not_there(admin: User, path: str, noun: str) -> None:
    factories.make_company(by=admin)
    answer = Client(admin).get("/" + path.format(uuid7()))
    assert_shape(answer, 404, "not_found")
    assert (answer.json["detail"], answer.json["errors"]) == (f"There is no such {noun}.", [])


def test_a_slash_at_the_end_gets_the_same_answer(admin: User) -> None:
    client = Client(admin)
    assert client.get("/companies/").json == client.get("/companies").json
    made = client.post("/companies/", BODY)
    assert made.status == 201
    assert made.headers["Location"] == f"/api/v1/companies/{made.json['id']}"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_an_unknown_method_is_405(admin: User, method: str) -> None:
    answer = Client(admin).request(method, "/companies")
    assert_shape(answer, 405, "method_not_allowed")
    assert set(answer.headers["Allow"].split(", ")) >= {"GET", "POST"}


def test_no_route_has_options(admin: User) -> None:
    """Each says so in the contract's form, also those that are not our own views."""
    client = Client(admin)
    patterns = [each.pattern for each in routes if isinstance(each, URLPattern)]
    assert len(patterns) > 150
    for pattern in patterns:
        answer = client.request("OPTIONS", "/" + re.sub("<[^>]*>", str(admin.pk), str(pattern)))
        assert_shape(answer, 405, "method_not_allowed")
        allowed = set(answer.headers["Allow"].split(", "))
        assert allowed, pattern
        assert allowed <= {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"}, pattern


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=latin-1",
        "application/xml",
        "*/*",
        "",
        "x" * 300,
    ],
)
def test_another_content_type_is_415(admin: User, content_type: str) -> None:
    answer = Client(admin).request("POST", "/companies", orjson.dumps(BODY), content_type=content_type)
    assert_shape(answer, 415, "unsupported_media_type")
    assert not Company.objects.exists()


def test_a_compressed_body_is_415(admin: User) -> None:
    body = gzip.compress(orjson.dumps(BODY))
    answer = Client(admin).request("POST", "/companies", body, headers={"Content-Encoding": "gzip"})
    assert_shape(answer, 415, "unsupported_media_type")
    assert "not compressed" in answer.json["detail"]
    assert not Company.objects.exists()


@pytest.mark.parametrize("coding", ["Identity", "identity ", ""])
def test_a_body_that_is_not_compressed_may_say_so(admin: User, coding: str) -> None:
    answer = Client(admin).request("POST", "/companies", orjson.dumps(BODY), headers={"Content-Encoding": coding})
    assert answer.status == 201


def test_json_in_utf_8_may_say_so(admin: User) -> None:
    answer = Client(admin).request(
        "POST", "/companies", orjson.dumps(BODY), content_type="application/json; charset=utf-8"
    )
    assert answer.status == 201


def test_a_body_over_the_limit_is_413(admin: User) -> None:
    answer = Client(admin).post("/companies", b" " * (MAX_BODY + 1))
    assert_shape(answer, 413, "body_too_large")
    exactly = b" " * (MAX_BODY - len(orjson.dumps(BODY))) + orjson.dumps(BODY)
    assert Client(admin).post("/companies", exactly).status == 201


def test_no_body_at_all_is_an_empty_object(admin: User) -> None:
    answer = Client(admin).post("/companies")
    assert_shape(answer, 422, "invalid")
    assert set(answer.error_fields) == {"name", "base_currency"}


@pytest.mark.parametrize("body", [b"[]", b"1", b'"x"', b"null", b"[{}]"])
def test_a_body_that_is_not_an_object_is_422(admin: User, body: bytes) -> None:
    answer = Client(admin).post("/companies", body)
    assert_shape(answer, 422, "invalid")
    assert answer.json["detail"] == "Must be an object."
    assert answer.error_fields == []


def test_unknown_and_read_only_fields_are_named(admin: User) -> None:
    answer = Client(admin).post("/companies", {**BODY, "nmae": "x", "id": "1", "created_at": None, "role": "admin"})
    assert_shape(answer, 422, "invalid")
    assert set(answer.error_fields) == {"nmae", "id", "created_at", "role"}


REFUSALS: list[tuple[Exception, int, str]] = [
    (errors.EntryNotBalanced(), 422, "entry_not_balanced"),
    (errors.PeriodClosed("March is closed. The earliest open date is 2026-04-01."), 409, "period_closed"),
    (errors.Forbidden(), 403, "forbidden"),
    (identity_errors.WrongCredentials(), 401, "wrong_credentials"),
    (identity_errors.TooManyAttempts(retry_after=7), 429, "too_many_attempts"),
    (identity_errors.LastAdmin(), 409, "last_admin"),
    (identity_errors.Forbidden(), 403, "forbidden"),
    (Http404(), 404, "not_found"),
    (PermissionDenied(), 403, "forbidden"),
    (SuspiciousOperation("secret"), 400, "bad_request"),
    (BadRequest("secret"), 400, "bad_request"),
    (RequestDataTooBig(), 413, "body_too_large"),
    (ProtectedError("x", set()), 409, "in_use"),
    (DataError("numeric field overflow"), 422, "invalid"),
    (IntegrityError("unknown"), 422, "invalid"),
    (OperationalError("the connection is lost"), 503, "unavailable"),
    (RuntimeError("the secret is 42"), 500, "internal_error"),
]


@pytest.mark.parametrize(("error", "status", "code"), REFUSALS, ids=lambda value: type(value).__name__)
def test_whatever_an_operation_raises_has_the_shape_and_is_undone(
    admin: User, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, code: str
) -> None:
    create = companies.create

    def create_then_fail(**fields: Any) -> Company:
        create(**fields)
        raise error

    monkeypatch.setattr(companies, "create", create_then_fail)
    client = Client(admin)
    client.django.raise_request_exception = False
    answer = client.post("/companies", BODY)
    assert_shape(answer, status, code)
    assert not Company.objects.exists()
    assert "secret" not in answer.content.decode()
    if status in (429, 503):
        assert int(answer.headers["Retry-After"]) >= 1
    if status == 401:
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_an_operations_field_is_named_with_its_path(admin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**fields: Any) -> Company:
        raise errors.InvalidLine(field="lines[3].debit")

    monkeypatch.setattr(companies, "create", refuse)
    answer = Client(admin).post("/companies", BODY)
    assert answer.json["errors"] == [{"field": "lines[3].debit", "message": errors.InvalidLine.message}]
    assert answer.json["detail"] == errors.InvalidLine.message


def test_a_broken_constraint_is_named_by_the_domain(admin: User) -> None:
    there = factories.make_company(by=admin, name=BODY["name"])
    answer = Client(admin).post("/companies", BODY)
    assert_shape(answer, 409, "duplicate", "existing_id")
    assert answer.json["existing_id"] == str(there.id)
    assert answer.error_fields == ["name"]


@pytest.mark.parametrize(
    ("statement", "status", "code"),
    [
        ("SELECT pg_sleep(5)", 503, "unavailable"),
        ("SELECT 1/0", 422, "invalid"),
        ("SELECT 10::numeric(3,2)", 422, "invalid"),
    ],
)
def test_refusals_of_postgresql_are_translated(
    admin: User, monkeypatch: pytest.MonkeyPatch, statement: str, status: int, code: str
) -> None:
    def run(**fields: Any) -> Company:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '50ms'")
            cursor.execute(statement)
        raise AssertionError("PostgreSQL should have refused")

    monkeypatch.setattr(companies, "create", run)
    assert_shape(Client(admin).post("/companies", BODY), status, code)


def test_a_fault_of_ours_is_logged_and_not_shown(
    admin: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(**fields: Any) -> Company:
        raise RuntimeError("the secret is 42")

    monkeypatch.setattr(companies, "create", fail)
    client = Client(admin)
    client.django.raise_request_exception = False
    with caplog.at_level(logging.ERROR, "atlas.api"):
        answer = client.post("/companies", BODY)
    [record] = [record for record in caplog.records if record.name == "atlas.api"]
    assert record.exc_info is not None  # with the request's id: tests/atlas/test_logs.py
    assert answer.status == 500
    assert b"42" not in answer.content.replace(answer.json["request_id"].encode(), b"")


def test_an_error_while_rendering_is_not_html_either(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("the secret is 42")

    monkeypatch.setattr(throttles, "limiter", fail)
    client = Client()
    client.django.raise_request_exception = False
    answer = client.get("/nothing")
    assert (answer.status, answer.code) == (500, "internal_error")
    assert answer.json["request_id"] == answer.headers["X-Request-Id"]
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("given", ["01J0000000", "a" * 128, "req_1.2-3"])
def test_a_well_formed_request_id_is_kept(given: str) -> None:
    assert Client().get("/health", headers={"X-Request-Id": given}).headers["X-Request-Id"] == given


@pytest.mark.parametrize("given", ["", "short", "a" * 129, "with space in it", "<script>alert", "new\tline12"])
def test_any_other_request_id_is_replaced(given: str) -> None:
    answer = Client().get("/nothing", headers={"X-Request-Id": given})
    assert len(answer.headers["X-Request-Id"]) == 36
    assert answer.json["request_id"] == answer.headers["X-Request-Id"]


@pytest.mark.parametrize("path", ["/api", "/api/", "/api//", "/api/v1", "/api/v1/", "/api/v2/companies"])
def test_no_address_below_api_answers_html(path: str) -> None:
    answer = Answer(DjangoClient().get(path))
    assert_shape(answer, 404, "not_found")
    assert answer.headers["Content-Type"] == "application/json"
    assert "X-RateLimit-Limit" in answer.headers
    assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


@override_settings(ALLOWED_HOSTS=["api.example.com"])
def test_an_unknown_host_is_400_in_json(admin: User) -> None:
    answer = Client(admin).get("/companies", headers={"Host": "evil.example.com"})
    assert_shape(answer, 400, "bad_request")


def test_every_answer_is_marked_private_and_has_its_content_type() -> None:
    headers = Client().get("/companies").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "Authorization" in headers["Vary"]


def test_the_api_sets_the_headers_of_djangos_middleware(admin: User) -> None:
    with override_settings(SECURE_HSTS_SECONDS=3600):
        chain: Any = lambda request: HttpResponse()  # noqa: E731
        for each in (SecurityMiddleware, CommonMiddleware, XFrameOptionsMiddleware):
            chain = each(chain)
        wanted = dict(chain(RequestFactory().get("/", secure=True)).headers)
        answers = [DjangoClient().get(f"/api/v1/{path}", secure=True) for path in ("companies", "health", "docs")]
        answers.append(DjangoClient().get("/api/v1/auth/me", headers=Client(admin).headers, secure=True))
    assert len(wanted) == 7, wanted
    for answer in answers:
        own = {"Content-Type": answer["Content-Type"], "Content-Length": str(len(answer.content))}
        assert dict(answer.headers).items() >= (wanted | own).items()


@override_settings(SECURE_SSL_REDIRECT=True)
def test_the_api_is_redirected_to_https(admin: User) -> None:
    headers = Client(admin).headers
    answer = DjangoClient().get("/api/v1/auth/me", headers=headers)
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/api/v1/auth/me")
    assert DjangoClient().get("/api/v1/auth/me", headers=headers, secure=True).status_code == 200


def test_a_query_that_is_not_utf_8_is_refused(admin: User) -> None:
    client = Client(admin)
    answer = client.get("/companies?search=%E9t%E9")
    assert_shape(answer, 400, "bad_request")
    assert answer.error_fields == ["search"]
    assert client.get("/companies?search=%EF%BF%BD%C3%A9").status == 200


def test_a_query_of_too_many_parameters_is_refused(admin: User) -> None:
    answer = Client(admin).get("/companies?" + "&".join(["page=1"] * 1001))
    assert_shape(answer, 400, "bad_request")
    assert "1,000 query parameters" in answer.json["detail"]


def test_accept_is_not_consulted(admin: User) -> None:
    for accept in ("text/html", "application/xml", "*/*", "nonsense", "application/json;q=0"):
        assert Client(admin).get("/companies", headers={"Accept": accept}).headers["Content-Type"] == "application/json"


def test_pages_outside_of_the_api_are_left_alone() -> None:
    response = DjangoClient().get("/nothing")
    assert response.headers["Content-Type"].startswith("text/html")
    assert "X-RateLimit-Limit" not in response.headers


def test_nested_details_become_paths() -> None:
    detail = {
        "lines": [{}, {"unit_price": ["Must be a number."], "tax": {"percent": ["Too large."]}}],
        "tags": {0: ["Must be a string."]},
        "name": ["Required."],
        "non_field_errors": ["All wrong."],
    }
    assert [(error.field, error.message) for error in field_errors(detail)] == [
        ("lines[1].unit_price", "Must be a number."),
        ("lines[1].tax.percent", "Too large."),
        ("tags[0]", "Must be a string."),
        ("name", "Required."),
        ("", "All wrong."),
    ]


def test_there_are_never_more_errors_than_one_can_read() -> None:
    failure = failure_for(ValidationError({f"f{index}": ["No."] for index in range(500)}))
    assert failure is not None
    assert len(failure.body("")["errors"]) == MAX_ERRORS
    assert failure.detail == "f0: No. (and 499 more)"


def over_wsgi(method: str, path: str, **environ: Any) -> tuple[str, dict[str, Any]]:
    """Ask the application itself, which has a request of its own, and return its status and body."""
    environ |= {"REQUEST_METHOD": method, "PATH_INFO": f"/api/v1{path}", "CONTENT_LENGTH": "2"}
    setup_testing_defaults(environ)
    environ["wsgi.input"] = io.BytesIO(b"{}")
    lines: list[str] = []
    body = b"".join(application(environ, lambda status, headers: lines.append(status)))
    return lines[0], orjson.loads(body)


@pytest.mark.django_db(transaction=True)
def test_a_content_type_that_nobody_can_read_is_415() -> None:
    status, body = over_wsgi("POST", "/auth/login", CONTENT_TYPE="multipart/form-data; boundary*=nothing''a")
    assert (status, body["code"]) == ("415 Unsupported Media Type", "unsupported_media_type")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-16", "cp037", "hex", "rot13", "idna", "punycode", "nothing"])
def test_a_query_is_utf_8_whatever_the_charset_of_the_body(charset: str) -> None:
    with tenancy.everyone():
        company = factories.make_company(name="Café")
        token = Client(factories.owner_of(company)).headers["Authorization"]
    given = {"CONTENT_TYPE": f"application/json; charset={charset}", "HTTP_AUTHORIZATION": token}
    status, found = over_wsgi("GET", "/companies", QUERY_STRING="search=caf%C3%A9", **given)
    assert (status, [one["name"] for one in found["items"]]) == ("200 OK", ["Café"])
    status, refused = over_wsgi("POST", "/companies", QUERY_STRING="dry_run=true", **given)
    assert (status, refused["code"]) == ("415 Unsupported Media Type", "unsupported_media_type")
