"""API keys: programs sign in with them, within their role, companies and scopes, and never beyond their maker."""

import copy
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from accounting.models import CompanyMember
from api.scopes import all_scopes, scope_of
from foundation.models import AuditRecord
from identity import api_keys, daily_limits, operations
from identity.models import ApiKey, Role, User
from tests import factories
from tests.client import Answer, Client
from tests.factories import make_company
from tests.house import Route, World, routes
from tests.nightly import one_in
from tests.people import make_admin, make_key

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]

WANTED = {"name": "Shop", "role": "accountant", "scopes": ["invoices:read", "invoices:write"]}
CALLS = [(route, method) for route in routes() if not route.is_public for method in route.methods]


@pytest.fixture(scope="module")
def kept_world(keep: Any) -> World:
    return keep(World)


@pytest.fixture
def world(kept_world: World, db: None) -> World:
    return copy.deepcopy(kept_world)


def caller(secret: str) -> Client:
    client = Client()
    client.headers = {"Authorization": f"Bearer {secret}"}
    return client


def refused(answer: Answer, status: int, code: str) -> bool:
    assert (answer.status, answer.code) == (status, code), answer
    return True


def test_a_key_writes_and_is_named_as_who_did_it(world: World) -> None:
    made = Client(world.owner).post("/api-keys", WANTED | {"companies": [str(world.company.id)]})
    assert made.status == 201, made
    key, customer = made.json, factories.make_customer(world.company)
    line = {"account_id": str(factories.account(world.company, "4000").id), "quantity": 1, "unit_price": 100}
    client = caller(key["secret"])
    invoice = client.post("/invoices", {"customer_id": str(customer.id), "lines": [line]})
    assert invoice.json["created_by"] == {"id": key["user_id"], "full_name": "Shop"}
    assert client.post(f"/invoices/{invoice.json['id']}/send").json["posted_by"]["full_name"] == "Shop"
    record = AuditRecord.objects.get(action="invoice.sent")
    assert str(record.by_id) == key["user_id"]
    shown = Client(world.owner).get(f"/api-keys/{key['id']}").json
    assert (shown["last_used_address"], shown["created_by_id"]) == ("127.0.0.1", str(world.owner.id))
    assert "secret" not in shown
    assert shown["last_used_at"] is not None
    assert client.get("/auth/me").json["companies"] == [
        {"id": str(world.company.id), "name": world.company.name, "role": "accountant"}
    ]


def test_the_secret_has_a_checksum_and_is_not_stored(world: World) -> None:
    secret = make_key(world.owner).secret
    assert secret.startswith("atlas_sk_")
    assert api_keys.is_well_formed(secret)
    changed = secret[:20] + ("a" if secret[20] != "a" else "b") + secret[21:]
    assert not api_keys.is_well_formed(changed)
    assert refused(caller(changed).get("/invoices"), 401, "invalid_token")
    assert refused(caller(api_keys.make_secret()).get("/invoices"), 401, "invalid_token")
    stored = (
        str(list(ApiKey.objects.values())) + str(list(User.objects.values())) + str(list(AuditRecord.objects.values()))
    )
    assert secret not in stored
    assert secret.removeprefix("atlas_sk_")[:10] not in stored


def call(client: Client, route: Route, method: str) -> Answer:
    ids = dict.fromkeys(["id", "company_id", "user_id", "webhook_id", "external_id"], uuid4())
    return client.request(method, route.url(**ids), {} if method not in ("GET", "DELETE") else None)


def test_every_route_asks_for_its_scope_and_no_other(world: World, subtests: pytest.Subtests) -> None:
    made = make_key(world.owner)
    client, row = caller(made.secret), ApiKey.objects.filter(id=made.key.id)
    once = [(route, method) for route, method in CALLS if not route.has_company_in_path]
    for route, method in [*once, *one_in(5, (call for call in CALLS if call not in once))]:
        with subtests.test(f"{method} {route.path}"):
            address = route.path[1:].replace("{company_id}", "<id:company_id>")
            scope = scope_of(address, method)
            row.update(scopes=[one for one in all_scopes() if one != scope])
            answer = call(client, route, method)
            if scope is None:
                assert refused(answer, 403, "key_not_allowed")
                continue
            if scope:
                assert refused(answer, 403, "scope_missing")
                assert scope in answer.json["detail"]
                assert f'scope="{scope}"' in answer.headers["WWW-Authenticate"]
            row.update(scopes=[scope])
            answer = call(client, route, method)
            assert answer.status not in (401, 403, 500) or answer.code == "forbidden", answer


def test_the_scopes_are_of_the_resources() -> None:
    scopes = set(all_scopes())
    assert {"invoices:read", "invoices:write", "customers:write", "reports:read", "webhooks:write"} <= scopes
    assert not {"users:write", "members:write", "auth:read", "auth:write", "api-keys:write", "batch:write"} & scopes


def test_each_operation_of_a_batch_needs_its_own_scope(world: World) -> None:
    made = make_key(world.owner, scopes=["customers:write"])
    customer = {"method": "POST", "path": "/contacts/customers", "body": {"name": "Harbor Cafe"}}
    vendor = {"method": "POST", "path": "/contacts/vendors", "body": {"name": "Bean Import"}}
    assert caller(made.secret).post("/batch", {"operations": [customer]}).status == 200
    before = world.company.contacts.count()
    assert refused(caller(made.secret).post("/batch", {"operations": [customer, vendor]}), 403, "scope_missing")
    assert world.company.contacts.count() == before


def test_a_key_has_its_role_at_most_and_never_more_than_its_maker(world: World) -> None:
    viewer = caller(make_key(world.owner, role="viewer").secret)
    assert viewer.get("/invoices").status == 200
    assert refused(viewer.post("/contacts/customers", {"name": "Harbor Cafe"}), 403, "forbidden")
    admin = caller(make_key(world.owner).secret)
    assert admin.get("/webhooks").status == 200
    second = operations.create_user(by=world.owner, email="b@example.com", full_name="B", password="a long enough one")
    User.objects.filter(id=second.id).update(role=Role.ADMIN)
    User.objects.filter(id=world.owner.id).update(role=Role.MEMBER)
    assert refused(admin.get("/invoices"), 400, "company_required")  # of no company now
    CompanyMember.objects.create(
        organization=world.company.organization, company=world.company, user=world.owner, role="viewer"
    )
    assert refused(admin.post("/contacts/customers", {"name": "Harbor Cafe"}), 403, "forbidden")
    assert refused(admin.get("/webhooks"), 403, "forbidden")
    assert admin.get("/companies").json["items"][0]["role"] == "viewer"


def test_a_key_of_some_companies_sees_no_other_and_is_no_admin_of_the_organization(world: World) -> None:
    other = make_company(world.company.organization, by=world.owner)
    client = caller(make_key(world.owner, company_ids=[world.company.id]).secret)
    assert [one["id"] for one in client.get("/companies").json["items"]] == [str(world.company.id)]
    assert client.get("/invoices", company_id=other.id).status == 404
    assert client.get(f"/companies/{other.id}/invoices").status == 404
    assert refused(client.get("/webhooks"), 403, "forbidden")
    wrong = WANTED | {"companies": [str(world.strange_company.id)]}
    assert Client(world.owner).post("/api-keys", wrong).error_fields == ["companies[0]"]


def test_a_key_ends_at_once(world: World) -> None:
    made, owner = make_key(world.owner), Client(world.owner)
    client = caller(made.secret)
    assert client.get("/invoices").status == 200
    assert owner.post(f"/api-keys/{made.key.id}/revoke").json["status"] == "revoked"
    assert refused(client.get("/invoices"), 401, "token_revoked")
    assert refused(owner.post(f"/api-keys/{made.key.id}/revoke"), 409, "key_revoked")
    assert refused(owner.post(f"/api-keys/{made.key.id}/rotate"), 409, "key_revoked")
    ending = make_key(world.owner, expires_at=timezone.now() + timedelta(hours=1))
    ApiKey.objects.filter(id=ending.key.id).update(expires_at=timezone.now())
    assert refused(caller(ending.secret).get("/invoices"), 401, "token_expired")


def test_a_key_dies_with_the_account_of_its_maker(world: World) -> None:
    second = operations.create_user(
        by=world.owner, email="b@example.com", full_name="B", password="a long enough one", role=Role.ADMIN
    )
    made, ended = make_key(second), make_key(second)
    api_keys.revoke(ended.key, by=second)
    before = ApiKey.objects.values().get(id=ended.key.id)
    client, owner = caller(made.secret), Client(world.owner)
    path = f"/api-keys/{made.key.id}"
    assert client.get("/invoices").status == 200
    operations.update_user(second, by=world.owner, is_active=False)
    assert refused(client.get("/invoices"), 401, "token_revoked")
    assert (owner.get(path).json["status"], owner.get(path).json["revoked_at"]) == ("suspended", None)
    operations.update_user(second, by=world.owner, is_active=True)
    assert (client.get("/invoices").status, owner.get(path).json["status"]) == (200, "active")
    operations.remove_user(second, by=world.owner)
    assert refused(client.get("/invoices"), 401, "token_revoked")
    shown = owner.get(path).json
    assert (shown["status"], shown["allowed_actions"]) == ("revoked", [])
    assert shown["revoked_at"] is not None
    record = AuditRecord.objects.get(action="api_key.revoked", object_id=made.key.id)
    assert record.by_id == world.owner.id
    assert ApiKey.objects.values().get(id=ended.key.id) == before
    assert not User.objects.filter(acts_for=second, is_active=True).exists()


def test_the_last_use_is_noted_once_a_minute_whatever_the_addresses(world: World) -> None:
    made, now = make_key(world.owner), timezone.now()
    for seconds, address in ((0, "192.0.2.1"), (1, "192.0.2.2"), (59, "192.0.2.1"), (61, "192.0.2.2")):
        with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
            api_keys.holder(made.secret, address=address)
        noted = ApiKey.objects.get()
        at, where = (61, "192.0.2.2") if seconds == 61 else (0, "192.0.2.1")
        assert (noted.last_used_at, noted.last_used_address) == (now + timedelta(seconds=at), where)


def test_a_key_that_tries_to_add_users_takes_none_of_the_days(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily_limits, "NEW_USERS", daily_limits.a_day(2))
    client = caller(make_key(world.owner).secret)
    body = {"email": "new@example.com", "full_name": "New", "password": "correct horse battery staple"}
    for _ in range(2):
        assert refused(client.post("/users", body), 403, "key_not_allowed")
    assert Client(world.owner).post("/users", body).status == 201


def test_rotation_lets_both_secrets_work_for_a_while(world: World) -> None:
    made = make_key(world.owner)
    rotated = Client(world.owner).post(f"/api-keys/{made.key.id}/rotate", {"overlap_seconds": 60}).json
    old, new = caller(made.secret), caller(rotated["secret"])
    assert (old.get("/invoices").status, new.get("/invoices").status) == (200, 200)
    ApiKey.objects.update(previous_expires_at=timezone.now())
    assert refused(old.get("/invoices"), 401, "token_expired")
    assert new.get("/invoices").status == 200


def test_no_secret_works_longer_than_its_key(world: World) -> None:
    made = make_key(world.owner, expires_at=timezone.now() + timedelta(hours=1))
    rotate = f"/api-keys/{made.key.id}/rotate"
    rotated = Client(world.owner).post(rotate, {"overlap_seconds": 86400}).json
    assert rotated["previous_expires_at"] == rotated["expires_at"]
    secrets = [made.secret, rotated["secret"]]
    assert [caller(secret).get("/invoices").status for secret in secrets] == [200, 200]
    ApiKey.objects.update(expires_at=timezone.now())
    for secret in secrets:
        assert refused(caller(secret).get("/invoices"), 401, "token_expired")
    assert Client(world.owner).post(rotate).status == 200
    assert refused(caller(secrets[1]).get("/invoices"), 401, "token_expired")


def test_a_key_works_from_its_addresses_only(world: World) -> None:
    here = make_key(world.owner, allowed_addresses=["192.0.2.0/24", "127.0.0.1"])
    elsewhere = make_key(world.owner, allowed_addresses=["192.0.2.0/24", "2001:db8::/48"])
    assert caller(here.secret).get("/invoices").status == 200
    assert refused(caller(elsewhere.secret).get("/invoices"), 403, "key_address_refused")
    for wrong in ("somewhere", "192.0.2.1/24", "2001:db8::1/128"):
        answer = Client(world.owner).post("/api-keys", WANTED | {"allowed_addresses": [wrong]})
        assert (answer.status, answer.error_fields) == (422, ["allowed_addresses[0]"]), answer
    assert ApiKey.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("scopes", ["invoices:own"]),
        ("scopes", []),
        ("role", "owner"),
        ("expires_at", "2020-01-01T00:00:00Z"),
        ("name", ""),
    ],
)
def test_a_key_that_makes_no_sense_is_refused(world: World, field: str, value: Any) -> None:
    answer = Client(world.owner).post("/api-keys", WANTED | {field: value})
    assert (answer.status, answer.error_fields[0].partition("[")[0]) == (422, field), answer
    assert not ApiKey.objects.exists()


def test_there_is_a_limit_to_keys(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api_keys, "MAX_KEYS", 1)
    make_key(world.owner)
    assert refused(Client(world.owner).post("/api-keys", WANTED), 409, "too_many_keys")
    assert ApiKey.objects.count() == 1


def test_the_limit_counts_the_living_keys_of_the_whole_organization(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api_keys, "MAX_KEYS", 2)
    second = make_admin(world.company.organization, "second@example.com")
    first = make_key(world.owner)
    make_key(second)
    assert refused(Client(second).post("/api-keys", WANTED), 409, "too_many_keys")
    assert Client(world.stranger).post("/api-keys", WANTED).status == 201  # another organization has its own limit
    api_keys.revoke(first.key, by=second)
    assert Client(second).post("/api-keys", WANTED).status == 201


def test_a_key_can_be_changed_and_the_change_counts_from_the_next_request(world: World) -> None:
    other = make_company(world.company.organization, by=world.owner)
    made, owner = make_key(world.owner, scopes=["invoices:read"]), Client(world.owner)
    client, address = caller(made.secret), f"/api-keys/{made.key.id}"
    assert refused(client.get("/bills", company_id=other.id), 403, "scope_missing")
    changes = {"name": "Till", "scopes": ["bills:read"], "companies": [str(other.id)], "role": "viewer"}
    changed = owner.patch(address, changes)
    assert changed.status == 200, changed
    assert {name: changed.json[name] for name in changes} == changes
    assert (client.get("/bills").status, client.get("/auth/me").json["full_name"]) == (200, "Till")
    assert refused(client.get("/invoices"), 403, "scope_missing")
    record = AuditRecord.objects.get(action="api_key.updated")
    assert (record.old["scopes"], record.new["scopes"]) == (["invoices:read"], ["bills:read"])
    assert owner.patch(address, {"allowed_addresses": ["192.0.2.1"]}).status == 200
    assert refused(client.get("/bills"), 403, "key_address_refused")


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("name", "", 422),
        ("role", "owner", 422),
        ("scopes", [], 422),
        ("scopes", ["invoices:own"], 422),
        ("companies", [str(uuid4())], 422),
        ("expires_at", "2020-01-01T00:00:00Z", 422),
        ("allowed_addresses", ["somewhere"], 422),
        ("secret", "atlas_sk_mine", 422),
    ],
)
def test_a_change_of_a_key_that_makes_no_sense_is_refused(world: World, field: str, value: Any, status: int) -> None:
    made = make_key(world.owner)
    before = ApiKey.objects.values().get()
    answer = Client(world.owner).patch(f"/api-keys/{made.key.id}", {field: value})
    assert (answer.status, answer.error_fields[0].partition("[")[0]) == (status, field), answer
    assert ApiKey.objects.values().get() == before


def test_only_an_admin_of_the_organization_changes_a_key_and_none_that_is_revoked(world: World) -> None:
    made = make_key(world.owner)
    address, before = f"/api-keys/{made.key.id}", ApiKey.objects.values().get()
    member = operations.create_user(by=world.owner, email="m@example.com", full_name="M", password="a long enough one")
    assert refused(Client(member).patch(address, {"name": "Mine"}), 403, "forbidden")
    assert refused(caller(made.secret).patch(address, {"name": "Mine"}), 403, "key_not_allowed")
    assert Client(world.stranger).patch(address, {"name": "Mine"}).status == 404
    after = ApiKey.objects.values().get()
    assert after | {"last_used_at": None, "last_used_address": ""} == before
    api_keys.revoke(made.key, by=world.owner)
    assert refused(Client(world.owner).patch(address, {"name": "Mine"}), 409, "key_revoked")


def test_the_user_of_a_key_is_nobody_who_could_sign_in(world: World) -> None:
    made = make_key(world.owner)
    user = User.objects.get(id=made.key.user_id)
    listed = Client(world.owner).get("/users").json["items"]
    assert str(user.id) not in {one["id"] for one in listed}
    assert Client(world.owner).get(f"/users/{user.id}").status == 404
    put = Client(world.owner).put(f"/companies/{world.company.id}/members/{user.id}", {"role": "admin"})
    assert put.status == 404
    assert not User.objects.with_account(user.email).exists()
    with pytest.raises(api_keys.Forbidden):
        make_key(user)


def test_keys_do_not_stand_in_for_a_second_person(world: World) -> None:
    company = make_company(world.company.organization, by=world.owner, two_person_approval=True)
    key = caller(make_key(world.owner, company_ids=[company.id]).secret)
    line = {"account_id": str(factories.account(company, "6100").id), "quantity": 1, "unit_price": 100}
    body = {"vendor_id": str(factories.make_vendor(company).id), "bill_number": "A-1", "lines": [line]}
    mine = key.post("/bills", body, company_id=company.id).json["id"]
    assert key.post(f"/bills/{mine}/submit", company_id=company.id).status == 200
    assert refused(Client(world.owner).post(f"/bills/{mine}/approve", company_id=company.id), 409, "same_author")
    theirs = Client(world.owner).post("/bills", body | {"bill_number": "A-2"}, company_id=company.id).json["id"]
    Client(world.owner).post(f"/bills/{theirs}/submit", company_id=company.id)
    assert refused(key.post(f"/bills/{theirs}/approve", company_id=company.id), 409, "same_author")
    assert {bill["status"] for bill in key.get("/bills", company_id=company.id).json["items"]} == {"submitted"}
