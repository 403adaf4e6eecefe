"""Roles in a company over HTTP: given and taken by its admins."""

from typing import Any

import pytest
from uuid_utils.compat import uuid7

from accounting.models import Company, CompanyMember
from identity.models import User
from tests.client import Client
from tests.factories import make_company
from tests.people import make_admin, make_organization, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(admin: User) -> Company:
    return make_company(by=admin)


def everything() -> list[Any]:
    return list(CompanyMember.objects.order_by("id").values())


def test_an_admin_gives_changes_shows_and_takes_a_role(admin: User, company: Company) -> None:
    user = make_user(admin.organization, "vera@example.com", full_name="Vera Viewer")
    client, path = Client(admin), f"/companies/{company.id}/members/{user.id}"
    theirs = Client(user)
    assert client.get(path).status == 404
    assert theirs.get(f"/companies/{company.id}").status == 404
    given = client.put(path, {"role": "viewer"})
    assert given.status == 201
    assert given.json | {"id": "", "created_at": "", "updated_at": ""} == {
        "id": "",
        "user_id": str(user.id),
        "email": "vera@example.com",
        "full_name": "Vera Viewer",
        "role": "viewer",
        "allowed_actions": ["update", "delete"],
        "created_at": "",
        "updated_at": "",
    }
    assert theirs.get(f"/companies/{company.id}").json["role"] == "viewer"
    changed = client.put(path, {"role": "accountant"}, headers={"If-Match": given.headers["ETag"]})
    assert (changed.status, changed.json["role"], changed.json["id"]) == (200, "accountant", given.json["id"])
    assert client.get(path).json == changed.json
    assert client.get(f"/companies/{company.id}/members", search="vera").json["items"] == [changed.json]
    assert client.put(path, {"role": "viewer"}, headers={"If-Match": given.headers["ETag"]}).status == 412
    assert client.delete(path).status == 204
    assert client.delete(path).status == 404
    assert client.put(path, {"role": "viewer"}, headers={"If-Match": "*"}).status == 412
    assert theirs.get(f"/companies/{company.id}").status == 404
    assert everything() == []


@pytest.mark.parametrize(
    ("body", "field"),
    [({}, "role"), ({"role": "owner"}, "role"), ({"role": "viewer", "user_id": "x"}, "user_id")],
    ids=str,
)
def test_invalid_input_is_refused_and_changes_nothing(
    admin: User, company: Company, body: dict[str, str], field: str
) -> None:
    user = make_user(admin.organization)
    answer = Client(admin).put(f"/companies/{company.id}/members/{user.id}", body)
    assert (answer.status, answer.error_fields) == (422, [field])
    assert everything() == []


def test_users_of_other_organizations_cannot_become_members(admin: User, company: Company) -> None:
    removed = make_user(admin.organization, is_active=False, removed_at="2026-01-15T00:00:00Z")
    for user_id in (make_user(make_organization("Bluebird Studio")).id, removed.id, uuid7()):
        assert Client(admin).put(f"/companies/{company.id}/members/{user_id}", {"role": "viewer"}).status == 404
    assert everything() == []


@pytest.mark.parametrize("role", ["viewer", "accountant", "approver"])
def test_only_admins_of_the_company_come_near_its_members(admin: User, company: Company, role: str) -> None:
    user = make_user(admin.organization)
    CompanyMember.objects.create(organization=admin.organization, company=company, user=user, role=role)
    before = everything()
    stranger = make_admin(make_organization("Bluebird Studio"))
    for caller, status in ((user, 403), (make_user(admin.organization), 404), (stranger, 404)):
        client, path = Client(caller), f"/companies/{company.id}/members"
        answers = [
            client.get(path),
            client.get(f"{path}/{user.id}"),
            client.put(f"{path}/{user.id}", {"role": "admin"}),
            client.delete(f"{path}/{user.id}"),
        ]
        assert [answer.status for answer in answers] == [status] * 4
    assert everything() == before


def test_a_company_admin_need_not_be_an_organization_admin(admin: User, company: Company) -> None:
    user = make_user(admin.organization)
    CompanyMember.objects.create(organization=admin.organization, company=company, user=user, role="admin")
    other = make_user(admin.organization)
    assert Client(user).put(f"/companies/{company.id}/members/{other.id}", {"role": "approver"}).status == 201
