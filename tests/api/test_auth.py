"""Signing in over HTTP, exactly as on the customer's page, and which tokens end when."""

from typing import Any

import pytest
from django.db.models import F
from django.test import Client as DjangoClient
from uuid_utils.compat import uuid7

from accounting.ledger.access import companies_of
from accounting.models import Company, CompanyMember
from foundation.models import AuditRecord
from identity import operations, tokens
from identity.models import RefreshToken, SignInAllowance, User
from identity.slowdown import ACCOUNT_PACE
from tests.client import Answer, Client
from tests.people import PASSWORD, make_admin, make_organization, make_user

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "another fine secret"


@pytest.fixture
def user() -> User:
    return make_admin(make_organization(), "ada@example.com", full_name="Ada Example")


def log_in(email: str = "ada@example.com", password: str = PASSWORD, **query: Any) -> Answer:
    return Client().post("/auth/login", {"email": email, "password": password}, **query)


def with_token(token: str) -> Client:
    client = Client()
    client.headers = {"Authorization": f"Bearer {token}"}
    return client


def test_login_answers_as_on_the_customers_page(user: User) -> None:
    answer = log_in()
    assert answer.status == 200
    pair = answer.json["tokens"]
    assert answer.json == {
        "tokens": {
            "access_token": pair["access_token"],
            "refresh_token": pair["refresh_token"],
            "token_type": "bearer",
            "expires_in": 3600,
        },
        "user": {"id": str(user.id), "email": "ada@example.com", "full_name": "Ada Example", "role": "admin"},
    }
    assert with_token(pair["access_token"]).get("/auth/me").status == 200
    assert answer.headers["Cache-Control"] == "no-store"


def test_every_wrong_credential_gets_the_same_answer(user: User) -> None:
    inactive = make_user(user.organization, is_active=False)
    wrong, unknown, deactivated = log_in(password="not it"), log_in("nobody@example.com"), log_in(inactive.email)
    empty = log_in("")
    assert [answer.status for answer in (wrong, unknown, deactivated)] == [401] * 3
    bodies = [answer.json | {"request_id": ""} for answer in (wrong, unknown, deactivated)]
    assert bodies[0] == bodies[1] == bodies[2]
    assert wrong.code == "wrong_credentials"
    assert wrong.headers["WWW-Authenticate"].startswith("Bearer")
    assert (empty.status, empty.error_fields) == (422, ["email"])


@pytest.mark.parametrize(
    ("body", "status", "fields"),
    [
        ({}, 422, ["email", "password"]),
        ({"email": "a@example.com"}, 422, ["password"]),
        ({"email": 1, "password": True}, 422, ["email", "password"]),
        ({"email": "a@example.com", "password": "x" * 129}, 422, ["password"]),
        ({"email": "a@example.com\0", "password": "x"}, None, None),
        ({"email": "a@example.com", "password": "x\0"}, None, None),
        ({"email": "x" * 255, "password": "x"}, 422, ["email"]),
        ({"email": "a@example.com", "password": "x", "remember": True}, 422, ["remember"]),
        ([], 422, []),
        (b'{"email": "a", "email": "b", "password": "x"}', 400, None),
        (b'{"email": "\\ud800", "password": "\\ud800"}', None, None),
    ],
    ids=str,
)
def test_an_invalid_login_body_is_refused_before_any_work(
    user: User, body: Any, status: int | None, fields: list[str] | None
) -> None:
    answer = Client().post("/auth/login", body)
    assert answer.status == status if status else answer.status in (400, 422)
    assert fields is None or answer.error_fields == fields
    assert not SignInAllowance.objects.exists()


def test_an_old_token_does_not_hinder_a_new_login(user: User) -> None:
    client = with_token("expired")
    assert client.post("/auth/login", {"email": user.email, "password": PASSWORD}).status == 200


def test_login_cannot_be_tried_out(user: User) -> None:
    answer = log_in(dry_run="true")
    assert answer.status == 400
    assert not RefreshToken.objects.exists()


def test_too_many_failures_slow_down_with_retry_after(user: User) -> None:
    for _ in range(ACCOUNT_PACE.tries):
        assert log_in(password="not it").status == 401
    answer = log_in()
    assert (answer.status, answer.code) == (429, "too_many_attempts")
    assert 30 <= int(answer.headers["Retry-After"]) <= 60
    elsewhere = DjangoClient(REMOTE_ADDR="198.51.100.7").post(
        "/api/v1/auth/login", {"email": user.email, "password": PASSWORD}, content_type="application/json"
    )
    assert elsewhere.status_code == 200
    spoofed = Client().post(
        "/auth/login", {"email": user.email, "password": PASSWORD}, headers={"X-Forwarded-For": "198.51.100.8"}
    )
    assert spoofed.status == 429


def refresh(token: str) -> Answer:
    return Client().post("/auth/refresh", {"refresh_token": token})


def test_refresh_gives_new_tokens_once_and_reuse_ends_the_family(user: User) -> None:
    first = log_in().json["tokens"]
    answer = refresh(first["refresh_token"])
    assert answer.status == 200
    second = answer.json["tokens"]
    assert answer.json == {"tokens": second}
    assert set(second) == set(first)
    assert with_token(second["access_token"]).get("/auth/me").status == 200
    copied_later()
    for pair in (first, second):
        answer = refresh(pair["refresh_token"])
        assert (answer.status, answer.code) == (401, "token_revoked")
        answer = with_token(pair["access_token"]).get("/auth/me")
        assert (answer.status, answer.code) == (401, "token_revoked")


def copied_later() -> None:
    RefreshToken.objects.exclude(used_at=None).update(used_at=F("used_at") - operations.REUSE_GRACE)


@pytest.mark.django_db(transaction=True)
def test_reuse_and_failures_are_remembered_although_they_are_refused(user: User) -> None:
    first = log_in().json["tokens"]
    second = refresh(first["refresh_token"]).json["tokens"]
    copied_later()
    assert refresh(first["refresh_token"]).status == 401
    assert not RefreshToken.objects.filter(revoked_at=None).exists()
    assert refresh(second["refresh_token"]).status == 401
    client = Client(user)
    body = {"current_password": "not it", "new_password": NEW_PASSWORD}
    for number in range(ACCOUNT_PACE.tries):
        assert client.post("/auth/change-password", body, headers={"Idempotency-Key": str(number)}).status == 422
    assert client.post("/auth/change-password", body).status == 429
    assert log_in().status == 429


def test_a_user_who_is_gone_gets_401_not_500(user: User) -> None:
    leaver = make_user(user.organization)
    pair = tokens.issue(leaver)
    leaver.delete()
    assert refresh(pair.refresh_token).status == 401
    assert with_token(pair.access_token).get("/auth/me").status == 401
    assert Client().post("/auth/logout", {"refresh_token": pair.refresh_token}).status == 401


def test_logout_ends_the_session(user: User) -> None:
    pair = log_in().json["tokens"]
    for _ in range(2):
        answer = Client().post("/auth/logout", {"refresh_token": pair["refresh_token"]})
        assert (answer.status, answer.content) == (204, b"")
    assert AuditRecord.objects.filter(action="user.signed_out").count() == 1
    assert refresh(pair["refresh_token"]).status == 401
    assert Client().post("/auth/logout", {"refresh_token": "x"}).status == 401


def test_changing_the_password_ends_every_other_session_at_once(user: User) -> None:
    old = log_in().json["tokens"]
    answer = with_token(old["access_token"]).post(
        "/auth/change-password", {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    )
    assert answer.status == 200
    assert set(answer.json) == {"tokens"}
    assert with_token(old["access_token"]).get("/auth/me").status == 401
    assert refresh(old["refresh_token"]).status == 401
    assert with_token(answer.json["tokens"]["access_token"]).get("/auth/me").status == 200
    assert log_in(password=PASSWORD).status == 401
    assert log_in(password=NEW_PASSWORD).status == 200


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"current_password": "not it"}, "current_password", "wrong_password"),
        ({"new_password": "short"}, "new_password", "unusable_password"),
        ({"new_password": "ada@example.com"}, "new_password", "unusable_password"),
        ({"new_password": None}, "new_password", None),
    ],
    ids=str,
)
def test_a_refused_change_of_password_changes_nothing(
    user: User, changed: dict[str, Any], field: str, code: str | None
) -> None:
    client = Client(user)
    before = User.objects.values().get(id=user.id)
    body = {"current_password": PASSWORD, "new_password": NEW_PASSWORD} | changed
    answer = client.post("/auth/change-password", body)
    assert (answer.status, answer.error_fields) == (422, [field])
    assert code is None or answer.code == code
    assert User.objects.values().get(id=user.id) == before
    assert client.get("/auth/me").status == 200


@pytest.mark.parametrize("path", ["/auth/me", "/auth/change-password", "/users"])
def test_without_a_good_token_nothing_is_shown(user: User, path: str) -> None:
    method = "POST" if path.endswith("password") else "GET"
    assert Client().request(method, path).status == 401
    for authorization in ("Bearer", "Bearer x", "Bearer €", "Basic YTpi", f"Bearer {tokens.issue(user).refresh_token}"):
        answer = Client().request(method, path, headers={"Authorization": authorization})
        assert answer.status == 401
        challenge = answer.headers["WWW-Authenticate"]
        assert challenge.startswith("Bearer")
        assert ("invalid_token" in challenge) == authorization.startswith("Bearer")


def test_deactivation_kills_access_tokens_at_once(user: User) -> None:
    member = make_user(user.organization)
    client = Client(member)
    assert client.get("/auth/me").status == 200
    operations.update_user(member, by=user, is_active=False)
    assert client.get("/auth/me").status == 401
    operations.update_user(member, by=user, is_active=True)
    assert client.get("/auth/me").status == 401
    assert log_in(member.email).status == 200


def make_company(user: User, name: str) -> Company:
    return Company.objects.create(organization=user.organization, name=name, base_currency_id="USD")


def test_me_answers_as_on_the_customers_page(user: User) -> None:
    company = make_company(user, "Your Company")
    make_company(make_admin(make_organization("Bluebird Studio")), "Not yours")
    answer = Client(user).get("/auth/me")
    assert answer.status == 200
    assert answer.json == {
        "id": str(user.id),
        "email": "ada@example.com",
        "full_name": "Ada Example",
        "role": "admin",
        "organization": {"id": str(user.organization_id), "name": "Harbor Lane Trading"},
        "companies": [{"id": str(company.id), "name": "Your Company", "role": "admin"}],
    }


def test_a_member_sees_only_the_companies_with_a_role(user: User) -> None:
    member = make_user(user.organization)
    seen, _ = make_company(user, "Seen"), make_company(user, "Unseen")
    CompanyMember.objects.create(organization=user.organization, company=seen, user=member, role="approver")
    assert Client(member).get("/auth/me").json["companies"] == [
        {"id": str(seen.id), "name": "Seen", "role": "approver"}
    ]


def test_the_own_name_can_be_changed_and_nothing_else(user: User) -> None:
    client = Client(user)
    answer = client.patch("/auth/me", {"full_name": "Ada Lovelace"})
    assert (answer.status, answer.json["full_name"]) == (200, "Ada Lovelace")
    before = User.objects.values().get(id=user.id)
    for body in (
        {"role": "member"},
        {"email": "x@example.com"},
        {"full_name": ""},
        {"full_name": "a\u202eb"},
        {"id": str(uuid7())},
    ):
        answer = client.patch("/auth/me", body)
        assert (answer.status, answer.error_fields) == (422, list(body))
    assert client.patch("/auth/me", {"full_name": "Tried"}, dry_run="true").json["full_name"] == "Tried"
    assert User.objects.values().get(id=user.id) == before


def test_a_profile_that_somebody_else_has_changed_is_not_overwritten(user: User) -> None:
    client = Client(user)
    tag = client.get("/auth/me").headers["ETag"]
    assert client.get("/auth/me", {"If-None-Match": tag}).status == 304
    changed = client.patch("/auth/me", {"full_name": "Ada Lovelace"}, {"If-Match": tag})
    assert (changed.status, changed.headers["ETag"]) == (200, client.get("/auth/me").headers["ETag"])
    late = client.patch("/auth/me", {"full_name": "Ada King"}, {"If-Match": tag})
    assert (late.status, late.code) == (412, "precondition_failed")
    assert User.objects.get(id=user.id).full_name == "Ada Lovelace"


def test_authentication_costs_one_query_with_the_companies_that_the_view_asks_for(
    user: User, django_assert_num_queries: Any
) -> None:
    from rest_framework.test import APIRequestFactory

    from api.resources.auth import MeView

    token = tokens.issue(user).access_token
    view = MeView()
    request = view.initialize_request(APIRequestFactory().get("/", headers={"Authorization": f"bearer  {token}"}))
    with django_assert_num_queries(1):
        assert request.user.organization == user.organization
    assert view.companies == companies_of(user)
