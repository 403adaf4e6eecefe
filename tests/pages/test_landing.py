"""After sign-in, users of every role get a page that they may open, whichever page they asked for."""

import re
import time
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django_otp.oath import TOTP

from accounting.ledger import members
from accounting.models import CompanyRole
from foundation import mail, tenancy
from foundation.models import OutgoingEmail
from identity import invitations, operations, second_factor
from identity.models import Authenticator, User
from pages import landing
from tests.factories import make_company, owner_of
from tests.nightly import one_in
from tests.people import PASSWORD, make_organization, make_user

pytestmark = pytest.mark.django_db
API, SECURITY, ADMIN, REPORTS = "/settings/api", "/settings/security", "/admin/", "/reports"
HOMES = {
    "admin of the organization": API,
    **{f"{role} of a company": REPORTS for role in CompanyRole.values},
    "member without a company": REPORTS,
    "staff without rights": ADMIN,
    "staff with a right": ADMIN,
    "staff in an organization": ADMIN,
    "superuser": ADMIN,
}
FORM = {"new_password1": "quite a secret", "new_password2": "quite a secret"}
ANY_SECTION = r'href="(/settings/[a-z/]*|/admin/)"'


def make(who: str) -> User:
    with tenancy.everyone():
        company = make_company()
        owner = owner_of(company)
        if who == "admin of the organization":
            return owner
        if who == "superuser":
            return make_user(None, is_staff=True, is_superuser=True)
        if who.startswith("staff"):
            staff = make_user(company.organization if who.endswith("organization") else None, is_staff=True)
            if who == "staff with a right":
                staff.user_permissions.add(Permission.objects.get(codename="view_organization"))
            return staff
        user = make_user(company.organization)
        if who.endswith("of a company"):
            members.assign(company, user=user, role=who.split()[0], by=owner)
        return user


@pytest.fixture(params=HOMES)
def who(request: Any) -> str:
    return request.param


def sign_in(user: User, client: Client, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/sign-in", {"email": user.email, "password": password, **more}, follow=True)


def assert_on(page: Any, address: str) -> None:
    path = page.request["PATH_INFO"]
    assert (page.status_code, is_at(path, address)) == (200, True), page.redirect_chain


def is_at(path: str, address: str) -> bool:
    """Return whether a page is the wanted one. The reports are those of a company, if the user has one."""
    return path == address or (address == REPORTS and re.fullmatch(rf"{REPORTS}/[0-9a-f-]{{36}}", path) is not None)


def turn_on(user: User) -> TOTP:
    authenticator = second_factor.set_up(by=user, password=PASSWORD, address="192.0.2.1")
    totp = TOTP(authenticator.secret)
    totp.time = time.time()
    second_factor.confirm(by=user, code=f"{totp.token():06}", address="192.0.2.1")
    totp.time = time.time() + Authenticator.STEP_SECONDS
    return totp


def test_everybody_lands_at_home(who: str) -> None:
    client = Client()
    assert_on(sign_in(make(who), client), HOMES[who])
    for address in ("/", "/sign-in", "/sign-in/code", "/sign-in?next=https://elsewhere.example/"):
        assert_on(client.get(address, follow=True), HOMES[who])


def test_the_settings_begin_where_the_user_may_open_them(who: str) -> None:
    client = Client()
    client.force_login(make(who))
    assert_on(client.get("/settings", follow=True), API if HOMES[who] == API else SECURITY)


def test_everybody_lands_at_home_after_a_code_too(who: str, settings: Any) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = True
    user = make(who)
    totp = turn_on(user)
    client = Client()
    page = sign_in(user, client)
    assert_on(page, "/sign-in/code")
    assert_on(client.post("/sign-in/code", {"code": f"{totp.token():06}"}, follow=True), HOMES[who])


WANTED = (
    API,
    f"{API}/webhooks",
    f"{API}/webhooks/new?a=b",
    SECURITY,
    ADMIN,
    "/admin/identity/user/",
    "/admin/identity/organization/",
    "/admin/accounting/invoice/add/",
    "/admin/nothing/",
    "/nothing",
    "/sign-out",
    "/settings/security/app",
    "/api/v1/invoices",
)
OPEN = {"admin of the organization": "/settings/", "superuser": "/admin/i"}


def assert_theirs(page: Any, who: str, wanted: str) -> None:
    asked, path = wanted.partition("?")[0], page.request["PATH_INFO"]
    assert (page.status_code, path == asked or is_at(path, HOMES[who])) == (200, True), (wanted, path)
    if path != asked and not asked.startswith("/api/"):
        (note,) = page.context["messages"]
        assert str(note) in (landing.NOT_THEIRS, landing.NOT_THERE)
    if asked.startswith(OPEN.get(who, "-")) and asked != "/settings/security/app":
        assert path == asked, "what is theirs is shown"


def test_nobody_lands_on_what_is_not_theirs(who: str) -> None:
    client = Client()
    client.force_login(make(who))
    for wanted in one_in(4, WANTED, len(who)):
        assert_theirs(client.get("/sign-in", {"next": wanted}, follow=True), who, wanted)


def test_nor_by_signing_in_with_or_without_a_code(who: str) -> None:
    user = make(who)
    wanted = "/admin/identity/user/" if HOMES[who] == ADMIN else API
    assert_theirs(sign_in(user, Client(), next=wanted), who, wanted)
    totp = turn_on(user)
    client = Client()
    sign_in(user, client, next=wanted)
    page = client.post("/sign-in/code", {"code": f"{totp.token():06}", "next": wanted}, follow=True)
    assert_theirs(page, who, wanted)


def test_a_page_that_is_not_theirs_is_refused_once_they_have_landed() -> None:
    client = Client()
    sign_in(make("viewer of a company"), client)
    assert client.get(API).status_code == 403
    assert client.get("/nothing").status_code == 404


def test_the_settings_name_only_the_sections_that_open(who: str) -> None:
    client = Client()
    sign_in(make(who), client)
    page = client.get(SECURITY)
    sections = set(re.findall(ANY_SECTION, page.content.decode()))
    assert SECURITY in sections
    assert (ADMIN in sections) == (HOMES[who] == ADMIN)
    assert (API in sections) == (HOMES[who] == API)
    for address in sections:
        assert client.get(address).status_code == 200, address


def test_staff_without_an_app_land_where_they_set_one_up(settings: Any) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = True
    client = Client()
    for wanted in ("", ADMIN, "/admin/identity/user/"):
        assert_on(sign_in(make("superuser"), client, next=wanted), SECURITY)
    assert_on(client.get("/", follow=True), SECURITY)
    assert ADMIN not in re.findall(ANY_SECTION, client.get(SECURITY).content.decode())


@pytest.mark.parametrize("role", ["admin", "member"])
@pytest.mark.parametrize("is_somebody_signed_in", [False, True])
def test_who_joins_signs_in_with_the_address_filled_in_and_lands_at_home(
    role: str, is_somebody_signed_in: bool
) -> None:
    admin = make("admin of the organization")
    invitations.invite(by=admin, email="nora@example.com", role=role)
    found = re.search(r"/invitation/\S+", mail.body_of(OutgoingEmail.objects.get()))
    assert found is not None
    client = Client()
    if is_somebody_signed_in:
        client.force_login(admin)
    page = client.post(found[0], {"full_name": "Nora New", **FORM}, follow=True)
    assert_on(page, "/sign-in")
    assert page.context["form"]["email"].value() == "nora@example.com"
    assert page.context["form"].focused == "password"
    user = User.objects.get(email="nora@example.com")
    assert_on(sign_in(user, client, FORM["new_password1"]), API if role == "admin" else REPORTS)
    client.post("/sign-out")
    assert not client.get("/sign-in").context["form"]["email"].value(), "told once, not for ever"


def test_after_a_reset_the_address_is_filled_in() -> None:
    user = make_user(make_organization())
    operations.request_password_reset(email=user.email, address="192.0.2.1")
    found = re.search(r"/reset-password/\S+", mail.body_of(OutgoingEmail.objects.get()))
    assert found is not None
    client = Client()
    form = client.get(found[0])["Location"]
    page = client.post(form, FORM, follow=True)
    assert_on(page, "/sign-in")
    assert page.context["form"]["email"].value() == user.email
    assert_on(sign_in(user, client, FORM["new_password1"]), REPORTS)
