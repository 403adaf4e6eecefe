"""Who may open the pages of a company's books: its members, and staff in every company."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounting.ledger.access import companies_of
from accounting.ledger.models import Company
from foundation import audit, tenancy
from identity.models import User
from pages.forms import MAX_COMPANIES
from pages.landing import is_staff_here
from pages.sign_in import ask_to_sign_in

USUAL = (
    ("profit-loss", "Profit and loss"),
    ("balance-sheet", "Balance sheet"),
    ("trial-balance", "Trial balance"),
    ("general-ledger", "General ledger"),
    ("aged-receivables", "Aged receivables"),
    ("aged-payables", "Aged payables"),
    ("customer-statement", "Statements"),
)
"""The reports beside each page; the others are listed on a page of all."""


def books(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page of a company's books to its members and to staff. The view gets the company.

    The role of a viewer is enough, as for the reports of the API. A company that is not theirs is not there (404). The
    view must return a rendered page, because the rows are visible only inside the transaction. That only reads, and
    sees one moment. The browser keeps no copy.
    """

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, company_id: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        user = request.user
        with _scope(request, user):
            return view(request, _company(user, company_id), *args, **kwargs)

    return guarded


def frame(request: HttpRequest, company: Company, here: str = "") -> dict[str, Any]:
    """Return what the frame of these pages shows: the companies to choose from, and where we are.

    Staff come from the admin's page of a company, and go back there.
    """
    user = cast(User, request.user)
    is_staff = is_staff_here(user)
    companies = [] if is_staff else companies_of(user, most=MAX_COMPANIES)
    return {
        "company": company,
        "companies": companies,
        "has_more_companies": len(companies) == MAX_COMPANIES,
        "here": here,
        "usual_reports": USUAL,
        "admin_of": reverse("admin:accounting_company_change", args=[company.pk]) if is_staff else "",
    }


def _scope(request: HttpRequest, user: User) -> Any:
    settings = audit.settings_of(request) | tenancy.AT_ONE_MOMENT
    if is_staff_here(user):
        return tenancy.everyone(**settings)
    if user.organization_id is None:
        raise Http404
    return tenancy.organization(user.organization_id, **settings)


def _company(user: User, company_id: UUID) -> Company:
    if is_staff_here(user):
        company = Company.objects.filter(pk=company_id).first()
    else:
        company = next(iter(companies_of(user, company_id=company_id)), None)
    if company is None:
        raise Http404("There is no such company.")
    return company
