"""The company of a request, and what the caller's role in it allows."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from uuid_utils.compat import uuid7

from accounting.models import CompanyMember, CompanyRole
from identity.models import User
from tests import factories
from tests.client import Client
from tests.people import make_admin, make_organization, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]
PATH = "/chart-of-accounts"
ACCOUNT = {"code": "6999", "name": "Snacks", "type": "expense"}


def member(company: Any, role: str) -> User:
    user = make_user(company.organization)
    CompanyMember.objects.create(organization=company.organization, company=company, user=user, role=role)
    return user


def test_both_addresses_give_the_same_answer(admin: User) -> None:
    company = factories.make_company(by=admin)
    client = Client(admin)
    in_query = client.get(PATH, company_id=company.id)
    in_path = client.get(f"/companies/{company.id}{PATH}")
    assert in_query.status == in_path.status == 200
    assert in_query.json["items"] == in_path.json["items"] != []


def test_users_with_one_company_need_not_name_it(admin: User) -> None:
    company = factories.make_company(by=admin)
    other = factories.make_company(by=admin)
    viewer = member(company, "viewer")
    shown, named = Client(viewer).get(PATH), Client(admin).get(PATH, company_id=company.id)
    assert [item["id"] for item in shown.json["items"]] == [item["id"] for item in named.json["items"]] != []
    answer = Client(admin).get(PATH)
    assert (answer.status, answer.code, answer.error_fields) == (400, "company_required", ["company_id"])
    assert Client(viewer).get(PATH, company_id=other.id).status == 404


def test_a_request_about_a_company_sees_this_one_alone(admin: User) -> None:
    company, _ = factories.make_company(by=admin), factories.make_company(by=admin)
    with CaptureQueriesContext(connection) as asked:
        assert Client(admin).get(PATH, company_id=company.id).status == 200
        assert Client(admin).post(f"/companies/{company.id}{PATH}", ACCOUNT).status == 201
    tenants = [query["sql"] for query in asked if "atlas_set_tenant(" in query["sql"] and "/" in query["sql"]]
    assert len(tenants) == 2
    assert all(f"'{company.organization_id}/{company.id}'" in sql for sql in tenants)


def test_users_without_a_company_are_asked_to_name_one(admin: User) -> None:
    answer = Client(admin).get(PATH)
    assert (answer.status, answer.code, answer.error_fields) == (400, "company_required", ["company_id"])


@pytest.mark.parametrize("value", ["", "1", "x", "0" * 32])
def test_a_company_id_that_is_not_a_uuid_is_400(admin: User, value: str) -> None:
    answer = Client(admin).get(PATH, company_id=value)
    assert (answer.status, answer.error_fields) == (400, ["company_id"])


def test_an_unknown_company_and_one_of_somebody_else_are_404(admin: User) -> None:
    factories.make_company(by=admin)
    foreign = factories.make_company(by=make_admin(make_organization()))
    client = Client(admin)
    for company_id in (uuid7(), foreign.id):
        assert client.get(PATH, company_id=company_id).status == 404
        assert client.get(f"/companies/{company_id}{PATH}").status == 404
        assert client.post(f"/companies/{company_id}{PATH}", ACCOUNT).status == 404


def test_naming_the_company_in_the_path_and_the_query_is_refused(admin: User) -> None:
    company = factories.make_company(by=admin)
    answer = Client(admin).get(f"/companies/{company.id}{PATH}", company_id=company.id)
    assert (answer.status, answer.error_fields) == (400, ["company_id"])


def test_the_company_is_not_a_member_of_a_body(admin: User) -> None:
    company = factories.make_company(by=admin)
    answer = Client(admin).post(PATH, {**ACCOUNT, "company_id": str(company.id)})
    assert (answer.status, answer.error_fields) == (422, ["company_id"])


def test_an_id_may_be_written_in_upper_case(admin: User) -> None:
    company = factories.make_company(by=admin)
    assert Client(admin).get(f"/companies/{str(company.id).upper()}{PATH}").status == 200


def test_what_is_created_under_a_company_has_its_address_there(admin: User) -> None:
    company = factories.make_company(by=admin)
    made = Client(admin).post(f"/companies/{company.id}{PATH}", ACCOUNT)
    assert made.headers["Location"] == f"/api/v1/companies/{company.id}{PATH}/{made.json['id']}"
    assert Client(admin).get(made.headers["Location"].removeprefix("/api/v1")).json == made.json


@pytest.mark.parametrize("role", CompanyRole.values)
def test_a_role_counts_in_its_own_company_only(admin: User, role: str) -> None:
    company, other = factories.make_company(by=admin), factories.make_company(by=admin)
    user = member(company, role)
    CompanyMember.objects.create(organization=other.organization, company=other, user=user, role="viewer")
    client = Client(user)
    assert client.post(PATH, ACCOUNT, company_id=company.id).status == (403 if role == "viewer" else 201)
    assert client.post(PATH, ACCOUNT, company_id=other.id).status == 403


def test_a_refusal_names_the_role_that_it_takes(admin: User) -> None:
    company = factories.make_company(by=admin)
    caller = Client(member(company, "viewer"))
    refused = caller.post(PATH, ACCOUNT, company_id=company.id)
    expected = "This requires the role accountant of the company. Yours is viewer."
    assert (refused.status, refused.code, refused.json["detail"]) == (403, "forbidden", expected)
    changed = caller.patch(f"/companies/{company.id}", {"name": "Mine"})
    assert changed.json["detail"] == expected.replace("accountant", "admin")
    assert caller.get("/users").json["detail"] == "Only admins of the organization can do this."


def test_a_role_that_was_taken_away_is_gone_at_once(admin: User) -> None:
    company = factories.make_company(by=admin)
    user = member(company, "accountant")
    client = Client(user)
    assert client.get(PATH).status == 200
    CompanyMember.objects.filter(user=user).delete()
    assert client.get(PATH, company_id=company.id).status == 404


def test_allowed_actions_follow_the_role(admin: User) -> None:
    company = factories.make_company(by=admin)
    made = Client(admin).post(PATH, ACCOUNT)
    shown = Client(member(company, "viewer")).get(f"{PATH}/{made.json['id']}")
    assert "archive" in made.json["allowed_actions"]
    assert shown.json["allowed_actions"] == []


def test_the_admin_of_one_company_may_change_it_and_a_viewer_may_not(admin: User) -> None:
    company = factories.make_company(by=admin)
    path = f"/companies/{company.id}"
    assert Client(member(company, "admin")).patch(path, {"name": "Renamed"}).json["name"] == "Renamed"
    answer = Client(member(company, "accountant")).patch(path, {"name": "Mine"})
    assert (answer.status, answer.code) == (403, "forbidden")
    assert Client(member(company, "admin")).post("/companies", {"name": "New", "base_currency": "USD"}).status == 403
    company.refresh_from_db()
    assert company.name == "Renamed"
