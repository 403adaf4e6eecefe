"""The admin sees the rows of all organizations, but only during a request of staff."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from accounting.models import Company
from foundation import tenancy
from identity.models import Organization, User
from pages.middleware import StaffScope
from tests.people import make_admin, make_organization, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def make_company() -> Company:
    organization = make_organization()
    with tenancy.everyone():
        return Company.objects.create(organization=organization, name="Harbor Lane Inc", base_currency_id="USD")


def companies_seen(path: str, user: User | AnonymousUser) -> int:
    seen: list[int] = []

    def respond(request: HttpRequest) -> HttpResponse:
        seen.append(Company.objects.count())
        return HttpResponse()

    request = RequestFactory().get(path)
    request.user = user
    StaffScope(respond)(request)
    assert Company.objects.count() == 0, "nothing stays open after the request"
    return seen[0]


def test_only_staff_and_only_in_the_admin_see_across_organizations() -> None:
    company = make_company()
    staff = make_user(None, is_staff=True)
    assert companies_seen("/admin/", staff) == 1
    assert companies_seen("/admin/accounting/company/", staff) == 1
    assert companies_seen("/settings/api", staff) == 0
    assert companies_seen("/api/v1/companies", staff) == 0
    assert companies_seen("/admin/", make_admin(company.organization)) == 0
    assert companies_seen("/admin/", AnonymousUser()) == 0


@pytest.mark.parametrize("status", [400, 500])
def test_a_failed_page_leaves_nothing_behind(status: int) -> None:
    organization = make_organization("Before")

    def fail(request: HttpRequest) -> HttpResponse:
        Organization.objects.update(name="After")
        return HttpResponse(status=status)

    request = RequestFactory().post("/admin/")
    request.user = make_user(None, is_staff=True)
    StaffScope(fail)(request)
    organization.refresh_from_db()
    assert organization.name == "Before"
