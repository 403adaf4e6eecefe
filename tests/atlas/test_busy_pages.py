"""With a full disk, a standby, a lock or no database, pages, sign-in and admin answer 503, and nothing changes."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from accounting.models import Company, Contact
from foundation import tenancy
from identity.models import SignIn, User
from tests.api.test_timeouts import Failing, Slowed
from tests.factories import make_company, make_customer, owner_of
from tests.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db(transaction=True)

STATES = ("53100", "25006", "57014", "55P03", "40P01", "08006", "53300")
GETS = {
    "/settings/api": ('FROM "django_session"', 'FROM "identity_user"'),
    "/settings/security": ('FROM "django_session"', 'FROM "identity_user"', 'FROM "identity_signin"'),
    "/settings/api/webhooks": ('FROM "webhooks_endpoint"',),
    "/admin/": ('FROM "django_session"', 'FROM "identity_user"', 'FROM "django_admin_log"'),
    "/admin/accounting/contact/": ('FROM "accounting_contact"',),
    "/admin/accounting/contact/?q=cafe": ('FROM "accounting_contact"',),
}
SIGN_IN = ('FROM "identity_user"', "identity_signinallowance", 'INSERT INTO "identity_signin"', '"django_session"')


@pytest.fixture
def company() -> Iterator[Company]:
    with tenancy.everyone():
        company = make_company()
        make_customer(company, name="Ann")
    yield company
    connection.close()  # with what a test left on it


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


@pytest.fixture
def staff() -> Client:
    return signed_in(make_user(None, "staff@example.com", is_staff=True, is_superuser=True))


def assert_busy(answer: Any) -> None:
    text = answer.content.decode()
    assert answer.status_code == 503, text[:500]
    assert int(answer["Retry-After"]) >= 1
    assert answer["X-Request-Id"] in text
    assert "Atlas is busy right now" in text


@pytest.mark.parametrize(("path", "part"), [(path, part) for path, parts in GETS.items() for part in parts])
def test_a_page_that_cannot_be_read_is_503(company: Company, staff: Client, path: str, part: str) -> None:
    client = staff if path.startswith("/admin") else signed_in(owner_of_(company))
    for state in STATES[:: 3 if "admin" in path else 1]:
        with connection.execute_wrapper(failing := Failing(part, state)):
            answer = client.get(path)
        assert failing.met, "the page has no such statement"
        assert_busy(answer)
    assert client.get(path).status_code == 200


def owner_of_(company: Company) -> User:
    with tenancy.everyone():
        return owner_of(company)


@pytest.mark.parametrize("part", SIGN_IN)
@pytest.mark.parametrize("path", ["/sign-in", "/admin/login/"])
def test_a_sign_in_that_cannot_be_stored_is_503_and_opens_no_session(company: Company, path: str, part: str) -> None:
    user = owner_of_(company)
    for state in STATES[::2]:
        client = Client(raise_request_exception=False)
        with connection.execute_wrapper(failing := Failing(part, state)):
            answer = client.post("/sign-in", {"email": user.email, "password": PASSWORD})
        assert failing.met, "the page has no such statement"
        assert_busy(answer)
        assert not SignIn.objects.filter(user=user, failure="").exists()
        assert client.get("/settings/security").status_code == 302
    assert Client().post("/sign-in", {"email": user.email, "password": PASSWORD}).status_code == 302


@pytest.mark.parametrize("part", ["UPDATE accounting_contact", 'INSERT INTO "django_admin_log"', "events_write"])
def test_a_change_of_staff_that_cannot_be_written_is_503_and_changes_nothing(
    company: Company, staff: Client, part: str
) -> None:
    with tenancy.everyone():
        contact = Contact.objects.get()
    page = f"/admin/accounting/contact/{contact.pk}/change/"
    form = staff.get(page).context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields} | {"name": "Bea"}
    for state in ("53100", "25006", "57014"):
        with connection.execute_wrapper(failing := Failing(part, state)):
            answer = staff.post(page, data)
        assert failing.met, "the page has no such statement"
        assert_busy(answer)
        with tenancy.everyone():
            assert Contact.objects.get().name == "Ann"
    assert staff.post(page, data).status_code == 302


def test_a_statement_beyond_its_time_is_503(company: Company, staff: Client) -> None:
    with connection.execute_wrapper(slow := Slowed('FROM "accounting_contact"')):
        answer = staff.get("/admin/accounting/contact/")
    assert slow.met
    assert_busy(answer)


@pytest.mark.parametrize("path", ["/sign-in", "/settings/security", "/admin/", "/admin/accounting/contact/", "/"])
def test_a_database_that_is_away_is_503(
    company: Company, staff: Client, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    with ExitStack() as away, monkeypatch.context() as patch:
        connection.close()
        patch.setitem(connection.settings_dict, "HOST", "/nowhere")
        away.callback(connection.close)
        if path == "/sign-in":
            answer = staff.post(path, {"email": "staff@example.com", "password": PASSWORD})
        else:
            answer = staff.get(path)
        assert_busy(answer)
    assert Session.objects.exists()
    assert staff.get("/admin/").status_code == 200


@pytest.mark.parametrize("path", ["/settings/security", "/admin/accounting/contact/"])
def test_in_development_a_busy_page_has_no_traceback(company: Company, staff: Client, settings: Any, path: str) -> None:
    settings.DEBUG = True
    part = 'FROM "identity_signin"' if "security" in path else 'FROM "accounting_contact"'
    with connection.execute_wrapper(Failing(part, "53100")):
        assert_busy(staff.get(path))
