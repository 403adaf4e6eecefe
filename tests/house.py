"""What the walk of all routes (test_house.py, api/test_hostile_input.py) needs to know about each resource.

Who adds a resource adds one `Resource` here; a route that belongs to none of them, and is not named in `PUBLIC` or
`VIEWS`, fails the walk.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounting.models import Company, CompanyMember
from accounting.operations import members
from api.urls import urlpatterns
from identity.models import User
from tests import factories
from tests.people import make_admin, make_organization, make_user
from webhooks import operations as webhooks
from webhooks.models import Delivery, Endpoint

Body = Callable[[Company], dict[str, Any]]


@dataclass(frozen=True)
class Resource:
    """One resource: `path` below /api/v1, how to make a row of it, and bodies that its writes accept."""

    path: str
    make: Callable[[Company, User], Any]
    create: Body | None = None
    change: dict[str, Any] | None = None
    verbs: dict[str, dict[str, Any]] = field(default_factory=dict)
    parents: Callable[[Any], dict[str, UUID]] = lambda row: {}
    """The ids of the address that are not the row's own, from the row."""


@dataclass(frozen=True)
class Route:
    """One address with its methods. `path` is written as in the OpenAPI document, below /api/v1."""

    path: str
    methods: tuple[str, ...]
    view: type

    @property
    def is_public(self) -> bool:
        return not self.view.authentication_classes  # type: ignore[attr-defined]

    @property
    def is_company_scoped(self) -> bool:
        return hasattr(self.view, "find_company")

    @property
    def has_company_in_path(self) -> bool:
        return "{company_id}" in self.path

    @property
    def plain_path(self) -> str:
        """The address without the company."""
        return self.path.replace("/companies/{company_id}", "", 1)

    def url(self, **ids: UUID) -> str:
        return self.path.format_map({name: str(value) for name, value in ids.items()})


METHODS = ("get", "post", "put", "patch", "delete")


def routes() -> list[Route]:
    """Walk the URL conf."""
    return list(_walk(urlpatterns, ""))


def _walk(patterns: Any, prefix: str) -> Any:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _walk(pattern.url_patterns, path)
            continue
        view = pattern.callback.cls
        actions = getattr(pattern.callback, "actions", None)
        methods = actions or {name: name for name in METHODS if hasattr(view, name)}
        shown = "/" + path.replace("<id:", "{").replace(">", "}")
        yield Route(shown, tuple(name.upper() for name in METHODS if name in methods), view)


def resource_of(route: Route) -> Resource | None:
    """Return the resource that a route belongs to: the one with the longest path that it starts with."""
    found = [one for one in RESOURCES if route.plain_path == one.path or route.plain_path.startswith(one.path + "/")]
    return max(found, key=lambda one: len(one.path), default=None)


class World:
    """Two organizations that know nothing of each other; in the first a company, its admin, and two who may less."""

    def __init__(self) -> None:
        organization = make_organization()
        self.owner = make_admin(organization)
        self.teammate = make_user(organization)
        self.viewer = make_user(organization)
        self.company = factories.make_company(organization, by=self.owner)
        CompanyMember.objects.create(organization=organization, company=self.company, user=self.viewer, role="viewer")
        self.stranger = make_admin(make_organization("Bluebird Studio"))
        self.strange_company = factories.make_company(by=self.stranger)

    def make(self, resource: Resource) -> Any:
        return resource.make(self.company, self.owner)

    def ids(self, route: Route) -> dict[str, Any]:
        """Return real ids for every parameter of the route's address."""
        resource = resource_of(route)
        ids: dict[str, Any] = {"company_id": self.company.id, "user_id": self.viewer.id}
        if "{id}" in route.path or "{webhook_id}" in route.path:
            assert resource is not None
            row = self.make(resource)
            ids |= {"id": row.pk, **resource.parents(row)}
        return ids


def query_for(route: Route, company: Company) -> dict[str, Any]:
    scope = {"company_id": company.id} if route.is_company_scoped and not route.has_company_in_path else {}
    return scope | VIEWS.get(route.plain_path, {})


def _company(company: Company, by: User) -> Company:
    return factories.make_company(by.organization, by=by)


def _user(company: Company, by: User) -> User:
    return make_user(by.organization)


def _member(company: Company, by: User) -> CompanyMember:
    return members.assign(company, user=make_user(by.organization), role="viewer", by=by)


def _webhook(company: Company, by: User) -> Endpoint:
    return factories.make_webhook(company)


def _delivery(company: Company, by: User) -> Delivery:
    """All of one webhook, so that they are one list."""
    endpoint = Endpoint.objects.filter(organization=company.organization).first() or factories.make_webhook(company)
    return webhooks.send_test(endpoint, by=by)


def _line_body(company: Company, code: str) -> dict[str, Any]:
    account_id = str(factories.account(company, code).id)
    return {
        "account_id": account_id,
        "description": "Beans",
        "quantity": Decimal("2.5"),
        "unit_price": Decimal("40.00"),
    }


RESOURCES = [
    Resource(
        "/companies",
        make=_company,
        create=lambda company: {"name": "Harbor Lane", "base_currency": "USD", "fiscal_year_start_month": 4},
        change={"name": "Harbor Lane West"},
    ),
    Resource(
        "/users",
        make=_user,
        create=lambda company: {"email": "new@example.com", "full_name": "New Person", "password": "a long enough one"},
        change={"full_name": "Changed Name"},
    ),
    Resource(
        "/webhooks",
        make=_webhook,
        create=lambda company: {
            "url": "https://example.com/hooks",
            "events": ["invoice.paid"],
            "secret": "0123456789abcdef",
        },
        change={"description": "Ours"},
        verbs={"replay": {"since": "2026-01-01T00:00:00Z"}},
    ),
    Resource(
        "/webhooks/{webhook_id}/deliveries",
        make=_delivery,
        parents=lambda delivery: {"webhook_id": delivery.endpoint_id},
    ),
    Resource(
        "/chart-of-accounts",
        make=lambda company, by: factories.make_account(company),
        create=lambda company: {"code": "6150", "name": "Cleaning", "type": "expense", "subtype": "operating_expense"},
        change={"name": "Cleaning and care"},
    ),
    Resource(
        "/contacts/customers",
        make=lambda company, by: factories.make_customer(company),
        create=lambda company: {"name": "Harbor Cafe", "email": "ann@example.com", "payment_terms_days": 14},
        change={"name": "Harbor Cafe West"},
    ),
    Resource(
        "/contacts/vendors",
        make=lambda company, by: factories.make_vendor(company),
        create=lambda company: {"name": "Bean Importers", "billing_address": "1 Quay\nPortland"},
        change={"phone": "+1 207 555 0100"},
    ),
    Resource(
        "/invoices",
        make=lambda company, by: factories.make_invoice(company),
        create=lambda company: {
            "customer_id": str(factories.make_customer(company).id),
            "issue_date": "2026-03-15",
            "lines": [_line_body(company, "4000")],
        },
        change={"notes": "Thank you."},
    ),
    Resource(
        "/bills",
        make=lambda company, by: factories.make_bill(company),
        create=lambda company: {
            "vendor_id": str(factories.make_vendor(company).id),
            "bill_number": "2026-118",
            "issue_date": "2026-03-15",
            "lines": [_line_body(company, "6100")],
        },
        change={"notes": "March"},
    ),
    Resource(
        "/payments",
        make=lambda company, by: factories.make_payment(company),
        create=lambda company: {
            "type": "received",
            "customer_id": str(factories.make_customer(company).id),
            "date": "2026-03-15",
            "amount": Decimal("100.00"),
            "account_id": str(factories.account(company, "1000").id),
        },
    ),
    Resource(
        "/tax-rates",
        make=lambda company, by: factories.make_tax_rate(company),
        create=lambda company: {"name": "Sales tax", "percent": Decimal("8.25")},
        change={"name": "State sales tax"},
    ),
    Resource(
        "/journal-entries",
        make=lambda company, by: factories.make_draft(company),
        create=lambda company: {
            "date": "2026-03-15",
            "memo": "Rent",
            "lines": [
                {"account_id": str(factories.make_account(company).id), "debit": Decimal("1250.00")},
                {"account_id": str(factories.make_account(company, type="asset").id), "credit": Decimal("1250.00")},
            ],
        },
        change={"memo": "Rent of March"},
    ),
    Resource(
        "/periods",
        make=lambda company, by: factories.make_entry(company).period,
        verbs={"reopen": {"reason": "A late bill."}},
    ),
    Resource("/members", make=_member),
    Resource("/events", make=lambda company, by: factories.make_event(company)),
]

# Views without rows: their address, and the query parameters that they need.
VIEWS: dict[str, dict[str, str]] = {
    "/auth/me": {},
    "/currencies": {},
    "/auth/change-password": {},
    "/batch": {},
    "/reports/profit-loss": {},
    "/reports/balance-sheet": {},
    "/reports/trial-balance": {},
}

PUBLIC = {"/health", "/health/ready", "/schema", "/docs", "/auth/login", "/auth/refresh", "/auth/logout"}
