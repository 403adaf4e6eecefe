"""Users over HTTP: for admins, and only of their own organization."""

from datetime import timedelta
from hashlib import md5, sha1, sha256
from typing import Any

import pytest
from uuid_utils.compat import uuid7

from api.models import IdempotencyKey
from api.rendering import dumps
from foundation import mail
from foundation.models import OutgoingEmail
from identity import daily_limits
from identity.models import User
from tests.client import Answer, Client
from tests.identity.times import let_pass
from tests.people import PASSWORD, make_admin, make_organization, make_user

pytestmark = pytest.mark.django_db
BODY = {"email": "new@example.com", "full_name": "New Person", "password": "quite a secret", "role": "member"}


@pytest.fixture
def admin() -> User:
    return make_admin(make_organization(), "admin@example.com")


def everything() -> list[dict[str, Any]]:
    return list(User.objects.order_by("id").values())


def test_an_admin_adds_lists_changes_and_removes_users(admin: User) -> None:
    client = Client(admin)
    created = client.post("/users", BODY)
    assert created.status == 201
    path = f"/users/{created.json['id']}"
    assert created.headers["Location"] == f"/api/v1{path}"
    shown = client.get(path)
    assert shown.json == created.json
    assert shown.json == {
        "id": created.json["id"],
        "email": "new@example.com",
        "full_name": "New Person",
        "role": "member",
        "is_active": True,
        "status": "active",
        "allowed_actions": ["update", "delete"],
        "created_at": created.json["created_at"],
        "updated_at": created.json["updated_at"],
    }
    assert [item["email"] for item in client.get("/users", sort_by="email", sort_order="asc").json["items"]] == [
        "admin@example.com",
        "new@example.com",
    ]
    assert client.get("/users", search="person", role="member", is_active="true").json["total"] == 1
    login = {"email": BODY["email"], "password": BODY["password"]}
    assert Client().post("/auth/login", login).status == 200
    suspended = client.patch(path, {"is_active": False}).json
    assert (suspended["is_active"], suspended["status"]) == (False, "inactive")
    assert Client().post("/auth/login", login).status == 401
    assert client.patch(path, {"is_active": True, "role": "admin"}).json["role"] == "admin"
    assert client.delete(path).status == 204
    for answer in (client.get(path), client.patch(path, {"is_active": True}), client.delete(path)):
        assert answer.status == 404
    assert client.get("/users").json["total"] == 1
    assert client.post("/users", BODY).status == 201


@pytest.mark.parametrize(
    ("changed", "status", "code", "field"),
    [
        ({"email": "admin@example.com"}, 409, "email_taken", "email"),
        ({"email": "ADMIN@EXAMPLE.COM"}, 409, "email_taken", "email"),
        ({"email": "nobody"}, 422, None, "email"),
        ({"password": "short"}, 422, "unusable_password", "password"),
        ({"password": "x" * 129}, 422, None, "password"),
        ({"role": "owner"}, 422, None, "role"),
        ({"full_name": " "}, 422, None, "full_name"),
        ({"full_name": "a\u202eb"}, 422, None, "full_name"),
        ({"status": "active"}, 422, None, "status"),
        ({"is_staff": True}, 422, None, "is_staff"),
        ({"is_active": False}, 422, None, "is_active"),
        ({"organization_id": "0198a7c9-2e61-74ab-9f08-5c7d3b1e8a46"}, 422, None, "organization_id"),
    ],
    ids=str,
)
def test_invalid_input_is_refused_and_adds_no_user(
    admin: User, changed: dict[str, Any], status: int, code: str | None, field: str
) -> None:
    before = everything()
    answer = Client(admin).post("/users", BODY | changed)
    assert (answer.status, answer.error_fields) == (status, [field])
    assert code is None or answer.code == code
    assert everything() == before


INVITED = {"email": "new@example.com", "role": "member"}


def test_without_a_password_a_user_is_invited_by_mail_again_and_no_more(admin: User) -> None:
    client = Client(admin)
    created = client.post("/users", INVITED)
    assert (created.status, created.json["status"], created.json["is_active"]) == (201, "invited", False)
    assert created.json["full_name"] == ""
    assert created.json["allowed_actions"] == ["update", "delete", "invite"]
    assert "password" not in created.json
    assert OutgoingEmail.objects.get().to == "new@example.com"
    path = f"/users/{created.json['id']}"
    soon = client.post(f"{path}/invite")
    assert (soon.status, soon.code) == (429, "too_many_attempts")
    assert 58 <= int(soon.headers["Retry-After"]) <= 60
    let_pass(timedelta(minutes=1))
    assert client.post(f"{path}/invite").json["status"] == "invited"
    assert OutgoingEmail.objects.count() == 1, (
        "the first mail had not left: its link is worthless, and it is taken back"
    )
    early = client.patch(path, {"is_active": True})
    assert (early.status, early.code, early.error_fields) == (409, "invitation_open", ["is_active"])
    assert client.delete(path).status == 204
    assert client.post(f"{path}/invite").status == 404
    active = client.post(f"/users/{admin.id}/invite")
    assert (active.status, active.code) == (409, "not_invited")


def test_a_tried_or_refused_invitation_mails_nobody(admin: User) -> None:
    before = everything()
    assert Client(admin).post("/users", INVITED, dry_run="true").status == 201
    nameless = {"email": "new@example.com", "password": "quite a secret"}
    for body, status, field in (
        (INVITED | {"email": "admin@example.com"}, 409, "email"),
        (INVITED | {"password": None}, 422, "password"),
        (INVITED | {"full_name": " "}, 422, "full_name"),
        (nameless, 422, "full_name"),
    ):
        answer = Client(admin).post("/users", body)
        assert (answer.status, answer.error_fields) == (status, [field])
    assert everything() == before
    assert not OutgoingEmail.objects.exists()


def test_the_data_of_an_idempotency_key_reveals_no_password(admin: User) -> None:
    client = Client(admin)
    assert client.post("/users", BODY, headers={"Idempotency-Key": "k"}).status == 201
    stored = IdempotencyKey.objects.get()
    for digest in (sha256, sha1, md5):
        for sent in (dumps(BODY), b"POST /api/v1/users\n" + dumps(BODY)):
            assert bytes(stored.fingerprint) != digest(sent).digest()
    assert client.post("/users", BODY, headers={"Idempotency-Key": "k"}).headers["Idempotent-Replayed"] == "true"


def test_only_admins_have_access_to_users(admin: User) -> None:
    member, target = make_user(admin.organization), make_user(admin.organization)
    before = everything()
    client = Client(member)
    answers = [
        client.get("/users"),
        client.get(f"/users/{target.id}"),
        client.post("/users", BODY),
        client.patch(f"/users/{member.id}", {"role": "admin"}),
        client.delete(f"/users/{target.id}"),
        client.post("/users", INVITED),
        client.post(f"/users/{target.id}/invite"),
    ]
    assert [answer.status for answer in answers] == [403] * 7
    assert everything() == before


def test_another_organization_is_not_there(admin: User) -> None:
    stranger = make_admin(make_organization("Bluebird Studio", tier="professional"))
    make_admin(admin.organization)
    before = everything()
    client = Client(stranger)
    assert client.get("/users").json["total"] == 1
    for user_id in (admin.id, uuid7()):
        answers = [
            client.get(f"/users/{user_id}"),
            client.patch(f"/users/{user_id}", {"role": "member"}),
            client.delete(f"/users/{user_id}"),
            client.post(f"/users/{user_id}/invite"),
        ]
        assert [answer.status for answer in answers] == [404] * 4
    assert everything() == before


def test_staff_without_an_organization_have_no_api(admin: User) -> None:
    staff = make_user(None, is_staff=True, is_superuser=True)
    assert Client(staff).get("/users").status == 401
    assert Client().post("/auth/login", {"email": staff.email, "password": PASSWORD}).status == 401


def test_the_last_admin_stays(admin: User) -> None:
    make_user(admin.organization)
    before = everything()
    client, path = Client(admin), f"/users/{admin.id}"
    for answer in (
        client.patch(path, {"role": "member"}),
        client.patch(path, {"is_active": False}),
        client.delete(path),
    ):
        assert (answer.status, answer.code) == (409, "last_admin")
    assert everything() == before


def test_the_address_and_the_password_of_another_cannot_be_changed(admin: User) -> None:
    user = make_user(admin.organization)
    before = everything()
    for field in ("email", "password", "id", "created_at"):
        answer = Client(admin).patch(f"/users/{user.id}", {field: "x@example.com"})
        assert (answer.status, answer.error_fields) == (422, [field])
    assert everything() == before


# Who has an account elsewhere


@pytest.fixture
def elsewhere() -> User:
    return make_user(make_organization("Bluebird Studio"), "taken@example.com")


def shape(answer: Answer) -> Any:
    """Return an answer without the parts that differ between any two answers."""
    body = {name: value for name, value in answer.json.items() if name not in ("id", "created_at", "updated_at")}
    return answer.status, body | {"email": "", "request_id": ""}, sorted(answer.headers)


FREE, TAKEN = "free@example.com", "taken@example.com"


@pytest.mark.parametrize("body", [BODY, INVITED], ids=["with a password", "invited"])
def test_a_dry_run_does_not_show_who_has_an_account(admin: User, elsewhere: User, body: dict[str, Any]) -> None:
    client, before = Client(admin), everything()
    free, taken = (client.post("/users", body | {"email": email}, dry_run="true") for email in (FREE, TAKEN))
    assert free.status == 201
    assert shape(taken) == shape(free)
    assert (free.json["email"], taken.json["email"]) == (FREE, TAKEN)
    assert (free.json["status"], free.json["is_active"]) == (("active", True) if body is BODY else ("invited", False))
    ours = client.post("/users", body | {"email": "admin@example.com"}, dry_run="true")
    assert (ours.status, ours.code) == (409, "email_taken"), "of one's own organization one knows anyway"
    assert everything() == before
    assert not OutgoingEmail.objects.exists()


def test_a_try_is_answered_as_the_real_one(admin: User) -> None:
    tried = Client(admin).post("/users", BODY, dry_run="true")
    assert shape(Client(admin).post("/users", BODY)) == shape(tried)


def test_only_the_owner_of_the_address_learns_of_the_account(admin: User, elsewhere: User) -> None:
    client = Client(admin)
    free, taken = (client.post("/users", INVITED | {"email": email}) for email in (FREE, TAKEN))
    assert shape(taken) == shape(free)
    bodies = {one.to: mail.body_of(one) for one in OutgoingEmail.objects.all()}
    assert "/invitation/" in bodies[FREE]
    assert "already has an Atlas account" not in bodies[FREE]
    assert "already has an Atlas account" in bodies[TAKEN]
    assert "/invitation/" not in bodies[TAKEN]
    users = [f"/users/{answer.json['id']}" for answer in (free, taken)]
    assert shape(client.get(users[0])) == shape(client.get(users[1]))
    let_pass(timedelta(minutes=1))
    assert shape(client.post(f"{users[0]}/invite")) == shape(client.post(f"{users[1]}/invite"))
    for user in users:
        assert (client.patch(user, {"is_active": True}).code, client.delete(user).status) == ("invitation_open", 204)
    assert Client().post("/auth/login", {"email": TAKEN, "password": PASSWORD}).status == 200


def test_a_batch_that_is_undone_does_not_tell_either(admin: User, elsewhere: User) -> None:
    client, before = Client(admin), everything()
    for dry_run in ("true", "false"):
        answers = []
        for email in (FREE, TAKEN):
            add = {"method": "POST", "path": "/users", "body": BODY | {"email": email}}
            fail = {"method": "DELETE", "path": f"/users/{uuid7()}"}
            answers.append(client.post("/batch", {"operations": [add, fail]}, dry_run=dry_run))
        assert shape(answers[0]) == shape(answers[1])
        assert (answers[0].status, answers[0].error_fields) == (422, ["operations[0].body.password"])
    assert everything() == before


def test_asking_for_one_address_after_the_other_has_an_end(
    admin: User, elsewhere: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daily_limits, "NEW_USERS", daily_limits.a_day(8))
    client = Client(admin)
    answers = [client.post("/users", BODY | {"email": email}) for email in (TAKEN, FREE, TAKEN, "b@example.com")]
    assert [answer.status for answer in answers] == [409, 201, 409, 201]
    before = everything()
    for email in (TAKEN, "c@example.com"):
        answer = client.post("/users", BODY | {"email": email})
        assert (answer.status, answer.code) == (429, "daily_limit")
        assert "at most 8 people per day" in answer.json["detail"]
        assert 6 * 3600 - 60 < int(answer.headers["Retry-After"]) <= 6 * 3600
    assert client.post("/users", BODY | {"email": TAKEN}, dry_run="true").status == 201, "a try costs nothing"
    assert Client(make_user(admin.organization)).post("/users", BODY).status == 403
    assert everything()[: len(before)] == before
    let_pass(timedelta(hours=6))
    assert client.post("/users", BODY | {"email": "c@example.com"}).status == 201


def test_inviting_in_a_circle_is_refused_and_leaves_nothing_half_done(admin: User) -> None:
    client = Client(admin)
    first = client.post("/users", INVITED)
    assert client.delete(f"/users/{first.json['id']}").status == 204
    before = everything()
    for query in ({}, {"dry_run": "true"}):
        again = client.post("/users", INVITED, headers={"Idempotency-Key": "again"}, **query)
        assert (again.status, again.code) == (429, "too_many_attempts")
        assert "to this address" in again.json["detail"]
        assert 40 < int(again.headers["Retry-After"]) <= 60
    operations = [
        {"method": "POST", "path": "/users", "body": INVITED | {"email": email}} for email in ("x@y.zz", TAKEN)
    ]
    batch = client.post("/batch", {"operations": [*operations, operations[0] | {"body": INVITED}]})
    assert (batch.status, 40 < int(batch.headers["Retry-After"]) <= 60) == (429, True)
    assert everything() == before
    assert not IdempotencyKey.objects.exists()
    let_pass(timedelta(minutes=1))
    assert client.post("/users", INVITED, headers={"Idempotency-Key": "again"}).status == 201
