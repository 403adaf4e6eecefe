"""`access.role_in` and `access.visible_companies` are two forms of one rule, and `access.companies_of` the second one
as SQL."""

from dataclasses import dataclass

import pytest

from accounting.ledger import access, members
from accounting.models import CompanyRole
from identity.models import User
from tests.factories import make_company
from tests.people import make_admin, make_key, make_organization, make_user

pytestmark = pytest.mark.django_db


@dataclass
class Caller:
    name: str
    user: User


def callers() -> tuple[list[Caller], list[object]]:
    """Return people and keys with every role, and the companies that they may or may not see."""
    organization = make_organization()
    admin, stranger = make_admin(organization), make_admin(make_organization("Bluebird Studio"))
    companies = [make_company(organization, by=admin), make_company(organization, by=admin), make_company(by=stranger)]
    found = [Caller("admin", admin), Caller("stranger", stranger), Caller("nobody", make_user(organization))]
    for role in CompanyRole:
        person = make_user(organization)
        members.assign(companies[0], user=person, role=role, by=admin)
        found.append(Caller(f"member {role}", person))
        for company_ids in (None, [companies[0].id], [companies[1].id]):
            key = make_key(admin, role=role, company_ids=company_ids).key
            key.user.api_key = key
            found.append(Caller(f"key {role} {company_ids}", key.user))
    for caller in list(found):
        if caller.name.startswith("member"):  # a key outlives its maker's time as an admin
            for role in CompanyRole:
                key = make_key(admin, role=role).key
                key.user.acts_for, key.user.api_key = caller.user, key
                found.append(Caller(f"key {role} of {caller.name}", key.user))
    return found, companies  # type: ignore[return-value]


def test_a_role_in_one_company_is_that_of_the_list_of_companies() -> None:
    found, companies = callers()
    for caller in found:
        listed = dict(access.visible_companies(caller.user).values_list("id", "role"))
        single = {company.id: access.role_in(company, caller.user) for company in companies}  # type: ignore[attr-defined, arg-type]
        assert {id: role for id, role in single.items() if role is not None} == listed, caller.name
        by_id = [one for id in single for one in access.companies_of(caller.user, company_id=id)]
        assert {one.id: one.role for one in by_id} == listed, caller.name  # type: ignore[attr-defined]
        assert {one.id: one.role for one in access.companies_of(caller.user)} == listed, caller.name  # type: ignore[attr-defined]
        assert len(access.companies_of(caller.user, most=1)) == min(len(listed), 1), caller.name
    assert len(found) > 25
