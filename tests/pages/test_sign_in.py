"""Signing in to the pages and the staff's admin."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounting.models import Company
from identity import operations, tokens
from identity.errors import InvalidToken
from identity.models import Organization, RefreshToken, SignInAllowance, User
from identity.slowdown import ACCOUNT_PACE
from tests.people import PASSWORD, make_admin, make_organization, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return make_admin(make_organization(), "ada@example.com")


@pytest.fixture
def staff() -> User:
    return make_user(None, "staff@example.com", is_staff=True, is_superuser=True)


@pytest.fixture
def staff_client(staff: User) -> Client:
    client = Client()
    client.force_login(staff)
    return client


def sign_in(email: str = "ada@example.com", password: str = PASSWORD, client: Client | None = None, **more: Any) -> Any:
    return (client or Client()).post("/sign-in", {"email": email, "password": password, **more})


def test_the_form_signs_in_and_goes_on(user: User) -> None:
    client = Client()
    page = client.get("/sign-in?next=/somewhere")
    assert page.status_code == client.head("/sign-in").status_code == 200
    assert b'name="next" value="/somewhere"' in page.content
    answer = sign_in(" Ada@Example.com", client=client, next="/somewhere")
    assert (answer.status_code, answer["Location"]) == (302, "/somewhere")
    assert client.session["_auth_user_id"] == str(user.id)
    assert client.get("/settings/api").status_code == 200
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out")["Location"] == "/sign-in"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "wanted", ["", "https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "/\\elsewhere.example"]
)
def test_signing_in_never_leads_elsewhere(user: User, wanted: str) -> None:
    assert sign_in(next=wanted)["Location"] == "/settings/api"


@pytest.mark.parametrize("email", ["ada@example.com", "nobody@example.com", "inactive@example.com"])
def test_wrong_credentials_are_all_answered_the_same(user: User, email: str) -> None:
    make_user(user.organization, "inactive@example.com", is_active=False)
    client = Client()
    answer = sign_in(email, "not it" if email == user.email else PASSWORD, client)
    assert answer.status_code == 401
    assert b"The e-mail address or the password is wrong." in answer.content
    assert PASSWORD.encode() not in answer.content
    assert not client.session.keys()


@pytest.mark.parametrize(
    "changed", [{"email": ""}, {"password": ""}, {"email": "a\0b"}, {"password": "x" * 129}], ids=str
)
def test_an_invalid_sign_in_body_costs_no_try(user: User, changed: dict[str, str]) -> None:
    assert Client().post("/sign-in", {"email": user.email, "password": PASSWORD} | changed).status_code == 422
    assert not SignInAllowance.objects.exists()


def test_pages_and_api_slow_down_together(user: User) -> None:
    for _ in range(ACCOUNT_PACE.tries):
        sign_in(password="not it")
    answer = sign_in()
    assert answer.status_code == 429
    assert 30 <= int(answer["Retry-After"]) <= 60
    api = Client().post("/api/v1/auth/login", {"email": user.email, "password": PASSWORD}, "application/json")
    assert api.status_code == 429


def test_the_form_needs_its_token(user: User) -> None:
    client = Client(enforce_csrf_checks=True)
    assert sign_in(client=client).status_code == 403


def test_staff_sign_in_to_the_admin_by_the_same_form(staff: User) -> None:
    client = Client()
    answer = client.get("/admin/")
    assert answer["Location"] == "/admin/login/?next=/admin/"
    answer = client.get(answer["Location"])
    assert answer["Location"] == "/sign-in?next=%2Fadmin%2F"
    assert sign_in(staff.email, client=client, next="/admin/")["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert client.post("/admin/login/", {"username": staff.email, "password": PASSWORD}).status_code == 405


def test_customers_do_not_get_into_the_admin(user: User) -> None:
    client = Client()
    client.force_login(user)
    assert client.get("/admin/", follow=True).status_code == 403


def test_staff_see_every_organization_in_the_admin_and_nobody_does_elsewhere(staff_client: Client) -> None:
    for name in ("Harbor Lane Trading", "Bluebird Studio"):
        organization = make_organization(name)
        Company.objects.create(organization=organization, name=f"{name} Inc", base_currency_id="USD")
    page = staff_client.get(reverse("admin:identity_organization_changelist"))
    assert b"Harbor Lane Trading" in page.content
    assert b"Bluebird Studio" in page.content


PAGES = ["organization", "user", "refreshtoken"]


@pytest.mark.parametrize("model", PAGES)
def test_the_admins_pages_open_and_show_no_password(staff_client: Client, user: User, model: str) -> None:
    pair = tokens.issue(user)
    objects = {"organization": user.organization_id, "user": user.id, "refreshtoken": RefreshToken.objects.get().id}
    for page in (
        staff_client.get(reverse(f"admin:identity_{model}_changelist"), {"q": "a"}),
        staff_client.get(reverse(f"admin:identity_{model}_change", args=[objects[model]])),
    ):
        assert page.status_code == 200
        assert user.password.encode() not in page.content
        assert user.password.rpartition("$")[2].encode() not in page.content
        assert pair.refresh_token.encode() not in page.content


def change(client: Client, user: User, **changed: Any) -> Any:
    page = client.get(reverse("admin:identity_user_change", args=[user.id]))
    form = page.context["adminform"].form
    data = {name: value for name, value in form.initial.items() if value not in (None, False)}
    data = {name: value for name, value in (data | changed).items() if value is not None and name in form.fields}
    return client.post(reverse("admin:identity_user_change", args=[user.id]), data, follow=True)


def test_staff_can_add_a_user(staff_client: Client) -> None:
    organization = make_organization()
    answer = staff_client.post(
        reverse("admin:identity_user_add"),
        {
            "email": "New@Example.com",
            "full_name": "New Person",
            "organization": organization.id,
            "role": "admin",
            "usable_password": "true",
            "password1": "quite a secret",
            "password2": "quite a secret",
        },
    )
    assert answer.status_code == 302
    user = operations.recognize(email="new@example.com", password="quite a secret", address="192.0.2.1")
    assert user.organization == organization


def test_staff_deactivating_a_user_ends_the_sessions(staff_client: Client, user: User) -> None:
    member = make_user(user.organization)
    pair = tokens.issue(member)
    assert change(staff_client, member, is_active=None).status_code == 200
    assert change(staff_client, member, is_active="on").status_code == 200
    member.refresh_from_db()
    assert (member.is_active, member.token_version) == (True, 2)
    with pytest.raises(InvalidToken):
        operations.rotate(refresh_token=pair.refresh_token)


def test_staff_setting_a_password_ends_the_sessions(staff_client: Client, user: User) -> None:
    pair = tokens.issue(user)
    answer = staff_client.post(
        reverse("admin:auth_user_password_change", args=[user.id]),
        {"usable_password": "true", "password1": "quite a secret", "password2": "quite a secret"},
    )
    assert answer.status_code == 302
    with pytest.raises(InvalidToken):
        operations.rotate(refresh_token=pair.refresh_token)
    assert operations.sign_in(email=user.email, password="quite a secret", address="192.0.2.1")


def test_staff_cannot_take_the_last_admin_either(staff_client: Client, user: User) -> None:
    before = User.objects.values().get(id=user.id)
    page = change(staff_client, user, role="member", full_name="Somebody Else")
    assert page.status_code == 200
    assert b"needs at least one active admin" in page.content
    assert User.objects.values().get(id=user.id) == before


def test_nothing_of_identity_is_deleted_in_the_admin(staff_client: Client, user: User) -> None:
    tokens.issue(user)
    for model, row_id in (
        ("organization", user.organization_id),
        ("user", user.id),
        ("refreshtoken", RefreshToken.objects.get().id),
    ):
        url = reverse(f"admin:identity_{model}_delete", args=[row_id])
        assert staff_client.post(url, {"post": "yes"}).status_code == 403
    assert Organization.objects.exists()
    assert RefreshToken.objects.exists()


def test_a_session_ends_with_the_password(user: User) -> None:
    client = Client()
    sign_in(client=client)
    operations.change_password(
        by=user, current_password=PASSWORD, new_password="another fine secret", address="192.0.2.1"
    )
    page = client.get("/admin/login/?next=/admin/")
    assert page.status_code == 302, "a stranger, not a customer without access"


NEW = {"current_password": PASSWORD, "new_password1": "another fine secret", "new_password2": "another fine secret"}


def change_own(client: Client, **changed: str) -> Any:
    return client.post("/settings/security/password", NEW | changed, follow=True)


def test_people_change_their_password_and_stay_signed_in_here_only(user: User) -> None:
    here, elsewhere = Client(), Client()
    sign_in(client=here)
    sign_in(client=elsewhere)
    pair = operations.sign_in(email=user.email, password=PASSWORD, address="192.0.2.1").tokens
    page = change_own(here)
    assert b"You are signed out everywhere else." in page.content
    assert here.get("/settings/security").status_code == 200
    assert elsewhere.get("/settings/security").status_code == 302
    with pytest.raises(InvalidToken):
        operations.rotate(refresh_token=pair.refresh_token)
    assert operations.recognize(email=user.email, password=NEW["new_password1"], address="192.0.2.1") == user


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"current_password": "not it"}, "current_password"),
        ({"current_password": ""}, "current_password"),
        ({"new_password1": "short", "new_password2": "short"}, "new_password1"),
        ({"new_password1": "ada@example.com", "new_password2": "ada@example.com"}, "new_password1"),
        ({"new_password2": "not the same"}, "new_password2"),
    ],
    ids=str,
)
def test_a_refused_change_of_password_blames_its_field_and_changes_nothing(
    user: User, changed: dict[str, str], field: str
) -> None:
    client = Client()
    sign_in(client=client)
    before = User.objects.values().get(id=user.id)
    form = change_own(client, **changed).context["password_form"]
    assert (list(form.errors), form.focused) == ([field], field)
    assert User.objects.values().get(id=user.id) == before
    assert client.get("/settings/security").status_code == 200


def test_guessing_the_current_password_is_slowed_down(user: User) -> None:
    client = Client()
    sign_in(client=client)
    answers = [change_own(client, current_password="not it") for _ in range(ACCOUNT_PACE.tries + 1)]
    assert [answer.status_code for answer in answers] == [422] * ACCOUNT_PACE.tries + [429]


def test_staff_change_their_own_password_where_everybody_does(staff_client: Client) -> None:
    assert staff_client.get(reverse("admin:password_change"))["Location"] == "/settings/security"
    assert staff_client.post(reverse("admin:password_change"), NEW)["Location"] == "/settings/security"
