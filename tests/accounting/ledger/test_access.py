"""`access.role_in` and `access.visible_companies` are two forms of one rule, and `access.companies_of` the second one
as SQL, which a sign-in can ask too."""

from dataclasses import dataclass

import pytest
from django.db import connection, transaction

from accounting.ledger import access, members
from accounting.models import Company, CompanyRole
from foundation import tenancy
from identity import api_keys, tokens
from identity.beside import Beside
from identity.models import User
from tests.factories import make_company
from tests.people import make_admin, make_key, make_organization, make_user

pytestmark = pytest.mark.django_db


@dataclass
class Caller:
    name: str
    user: User
    secret: str = ""

    def signed_in(self, question: Beside) -> User:
        if self.secret:
            return api_keys.holder(self.secret, address="192.0.2.1", beside=question)
        return tokens.holder(tokens.read_access(tokens.issue(self.user).access_token), question)


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
            made = make_key(admin, role=role, company_ids=company_ids)
            made.key.user.api_key = made.key
            found.append(Caller(f"key {role} {company_ids}", made.key.user, made.secret))
    for caller in list(found):
        if caller.name.startswith("member"):  # a key outlives its maker's time as an admin
            for role in CompanyRole:
                made = make_key(admin, role=role)
                made.key.user.acts_for, made.key.user.api_key = caller.user, made.key
                made.key.user.save()
                found.append(Caller(f"key {role} of {caller.name}", made.key.user, made.secret))
    return found, companies  # type: ignore[return-value]


def test_a_role_in_one_company_is_that_of_the_list_of_companies() -> None:
    found, companies = callers()
    first = companies[0].pk  # type: ignore[attr-defined]
    for caller in found:
        listed = dict(access.visible_companies(caller.user).values_list("id", "role"))
        single = {company.id: access.role_in(company, caller.user) for company in companies}  # type: ignore[attr-defined, arg-type]
        assert {id: role for id, role in single.items() if role is not None} == listed, caller.name
        by_id = [one for id in single for one in access.companies_of(caller.user, company_id=id)]
        assert {one.id: one.role for one in by_id} == listed, caller.name  # type: ignore[attr-defined]
        assert {one.id: one.role for one in access.companies_of(caller.user)} == listed, caller.name  # type: ignore[attr-defined]
        assert len(access.companies_of(caller.user, most=1)) == min(len(listed), 1), caller.name
        for asked, expected in [({}, listed), ({"company_id": first}, {first: listed.get(first)})]:
            question = access.asked(**asked)
            signed_in = caller.signed_in(question)
            answer = {one.id: one.role for one in access.answered(signed_in, question)}  # type: ignore[attr-defined]
            assert answer == {id: role for id, role in expected.items() if role is not None}, caller.name
    assert len(found) > 25


@pytest.mark.django_db(transaction=True)
def test_a_sign_in_sees_the_companies_of_its_organization_only_and_leaves_no_tenant() -> None:
    with tenancy.everyone():
        ours, theirs = make_company(), make_company()
        caller = Caller("admin", make_admin(ours.organization))
    for outside in ("", str(theirs.organization_id)):
        scope = tenancy.organization(theirs.organization_id) if outside else transaction.atomic()
        with scope:
            for company_id, expected in [(None, [ours]), (ours.id, [ours]), (theirs.id, [])]:
                question = access.asked(company_id=company_id)
                assert access.answered(caller.signed_in(question), question) == expected
                with connection.cursor() as cursor:
                    cursor.execute("SELECT current_setting('atlas.organization_id', true)")
                    assert cursor.fetchone() == (outside,)
                assert list(Company.objects.values_list("pk", flat=True)) == ([theirs.pk] if outside else [])
    question = access.asked()
    assert access.answered(caller.signed_in(question), question) == [ours]
    assert list(Company.objects.all()) == []
