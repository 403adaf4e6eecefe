"""The data about each resource for the tests of all routes (test_house.py, api/test_hostile_input.py).

For a new resource, add one `Resource` here. A route that belongs to none of them, and is not in `PUBLIC` or `VIEWS`,
fails the tests.
"""

import datetime
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from accounting.budgets import budgets
from accounting.documents import bills
from accounting.items import items
from accounting.ledger import accounts, contacts, fiscal_years, members, periods, tracking_categories
from accounting.models import (
    AccountingPeriod,
    Adjustment,
    Company,
    CompanyMember,
    Credit,
    FiscalYear,
    Invoice,
    Payment,
    TaxReturn,
    TrackingCategory,
)
from accounting.recurring import templates
from accounting.settlement import adjustments, credits, payments
from accounting.taxes import returns, tax_rates
from api.rendering import dumps
from api.urls import urlpatterns
from foundation.models import AuditRecord
from identity import invitations, operations, tokens
from identity.models import SignIn, SignInAllowance, User
from tests import factories
from tests.people import PASSWORD, make_admin, make_key, make_organization, make_user
from webhooks import operations as webhooks
from webhooks.models import Delivery, Endpoint

Body = Callable[[Company], dict[str, Any]]
Make = Callable[[Company, User], Any]


@dataclass(frozen=True)
class Resource:
    """One resource: `path` below /api/v1, how to make a row of it, and bodies that its writes accept."""

    path: str
    make: Make
    create: Body | None = None
    change: dict[str, Any] | None = None
    verbs: dict[str, dict[str, Any] | Callable[[Any], dict[str, Any]]] = field(default_factory=dict)
    """The bodies of actions, or how to make one from the row (of a collection: the company); unnamed ones take none."""
    states: dict[str, Make] = field(default_factory=dict)
    """How to make a row that takes an action, where the row of `make` does not."""
    parents: Callable[[Any], dict[str, UUID]] = lambda row: {}
    """The ids of the address that are not the row's own, from the row."""
    is_of_caller: bool = False
    """Whether each user sees their own rows only, whatever their role."""


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
    def last(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def is_upsert(self) -> bool:
        return self.last == "{external_id}"

    @property
    def plain_path(self) -> str:
        """The address without the company."""
        return self.path.replace("/companies/{company_id}", "", 1)

    def url(self, **ids: UUID) -> str:
        return self.path.format_map({name: str(value) for name, value in ids.items()})


def _tracking_category(company: Company, by: User) -> TrackingCategory:
    """Make a category, and archive the others: at most five can be active."""
    for other in TrackingCategory.objects.filter(company=company, is_active=True):
        tracking_categories.archive(other, by=by)
    return factories.make_tracking_category(company)


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
        shown = "/" + re.sub(r"<\w+:(\w+)>", r"{\1}", path)
        yield Route(shown, tuple(name.upper() for name in METHODS if name in methods), view)


def resource_of(route: Route) -> Resource | None:
    """Return the resource that a route belongs to: the one with the longest path that it starts with."""
    found = [one for one in RESOURCES if route.plain_path == one.path or route.plain_path.startswith(one.path + "/")]
    return max(found, key=lambda one: len(one.path), default=None)


TAX_NUMBER = "NL123456789B01"
"""That of the companies, because the export for the Dutch tax office needs one."""


class World:
    """Two separate organizations. The first has a company with an admin and two users with lower roles."""

    def __init__(self, base_currency: str = "USD") -> None:
        organization = make_organization()
        self.owner = make_admin(organization)
        self.teammate = make_user(organization)
        self.company = factories.make_company(
            organization, by=self.owner, base_currency=base_currency, tax_number=TAX_NUMBER
        )
        self.viewer = self.make_member("viewer")
        self.stranger = make_admin(make_organization("Bluebird Studio"))
        self.strange_company = factories.make_company(by=self.stranger, tax_number=TAX_NUMBER)
        self._kept: dict[Any, Any] = {}

    def make_member(self, role: str) -> User:
        user = make_user(self.company.organization)
        CompanyMember.objects.create(organization=self.company.organization, company=self.company, user=user, role=role)
        return user

    def make(self, resource: Resource) -> Any:
        return resource.make(self.company, self.owner)

    def row(self, route: Route) -> Any:
        """Make the row that the route's address names, in a state that takes its action."""
        resource = resource_of(route)
        if resource is None or not ("{id}" in route.path or "{webhook_id}" in route.path or route.is_upsert):
            return None
        if route.is_upsert:
            return _with_external_id(resource, self.company, self.owner)
        return resource.states.get(route.last, resource.make)(self.company, self.owner)

    def kept_row(self, route: Route) -> Any:
        """Return the same row for all routes that take it: for calls that change nothing, because most of a refusal's
        time went into its row."""
        resource = resource_of(route)
        state = route.last if resource is None or route.is_upsert or route.last in resource.states else ""
        key = resource and resource.path, "{id}" in route.path, state
        if key not in self._kept:
            self._kept[key] = self.row(route)
        return self._kept[key]

    def kept_ids(self, route: Route) -> dict[str, Any]:
        return self.ids(route, self.kept_row(route))

    def ids(self, route: Route, row: Any = None) -> dict[str, Any]:
        """Return real ids for every parameter of the route's address: those of `row`, if it is made already."""
        resource, row = resource_of(route), row or self.row(route)
        ids: dict[str, Any] = {"company_id": self.company.id, "user_id": self.viewer.id}
        if route.is_upsert:
            return ids | {"external_id": row.external_id}
        return ids | {"id": row.pk, **resource.parents(row)} if row and resource else ids


@dataclass(frozen=True)
class Door:
    """A write with a body, at the address without the company."""

    route: Route
    method: str

    def __str__(self) -> str:
        return f"{self.method} {self.route.path}"

    def body(self, world: World, row: Any) -> dict[str, Any]:
        """Return a valid body, for `row` if the address has one. Numbers are floats, as after parsing."""
        resource = resource_of(self.route)
        if str(self) in BODIES:
            given: Any = BODIES[str(self)](world)
        elif resource is not None and (self.route.path == resource.path or self.route.is_upsert):
            given = resource.create and resource.create(world.company)
        elif resource is not None and self.route.last == "batch" and "batch" not in resource.verbs:
            given = resource.create and {"items": [resource.create(world.company)]}
        elif resource is not None and self.method in ("PATCH", "PUT"):
            given = resource.change
        else:
            verbs: dict[str, Any] = resource.verbs if resource else {}
            given = verbs.get(self.route.last, {})
            given = given(row or world.company) if callable(given) else given
        assert given is not None, f"tests/house.py knows no body for {self}"
        found: dict[str, Any] = json.loads(dumps(given))
        return found


def doors() -> list[Door]:
    return [
        Door(route, method)
        for route in routes()
        for method in route.methods
        if method in ("POST", "PUT", "PATCH") and not route.has_company_in_path
    ]


def query_for(route: Route, company: Company) -> dict[str, Any]:
    scope = {"company_id": company.id} if route.is_company_scoped and not route.has_company_in_path else {}
    needed = VIEWS.get(route.plain_path, {})
    return scope | {name: _needed(company, kind) for name, kind in needed.items()}


def _needed(company: Company, kind: str) -> UUID | str:
    if kind.isdigit():
        return kind
    if kind == "budget":
        return (company.budgets.first() or factories.make_budget(company)).id
    found = company.contacts.filter(kind=kind).first()
    return (found or (factories.make_customer if kind == "customer" else factories.make_vendor)(company)).id


def _with_external_id(resource: Resource, company: Company, by: User) -> Any:
    """Make a row with an `external_id`, which a PUT by it replaces."""
    row = resource.make(company, by)
    type(row).objects.filter(pk=row.pk).update(external_id=f"shop-{uuid7()}")
    row.refresh_from_db()
    return row


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


def _invited(company: Company, by: User) -> User:
    """Invited so long ago that they may be mailed again."""
    user = invitations.invite(by=by, email=f"{uuid7()}@example.com")
    SignInAllowance.objects.all().delete()
    return user


def _open_invoice(payment: Payment | Adjustment) -> Invoice:
    return factories.make_sent_invoice(payment.company, customer=payment.contact)


def _allocated(company: Company, by: User) -> Payment:
    payment = factories.make_payment(company)
    given = [{"invoice_id": _open_invoice(payment).id, "amount": Decimal("60.00")}]
    return payments.allocate(payment, allocations=given, date=factories.DAY, by=by)


def _of_a_bill(company: Company, by: User) -> Credit:
    return factories.make_issued_vendor_credit(company, bill=factories.make_approved_bill(company))


def _of_an_invoice(company: Company, by: User) -> Credit:
    return factories.make_issued_credit_note(company, invoice=factories.make_sent_invoice(company))


def _applied(make: Make) -> Make:
    return lambda company, by: credits.apply(make(company, by), date=factories.DAY, by=by)


def _applying(credit: Credit) -> dict[str, Any]:
    there = {f"{credit.settles.NOUN}_id": str(credit.original_id), "amount": Decimal("60.00")}
    return {"allocations": [there], "date": "2026-03-16"}


def _unapplying(credit: Credit) -> dict[str, Any]:
    return {"allocation_ids": [str(one.id) for one in credit.allocations.all()], "date": "2026-03-16"}


def _allocated_adjustment(company: Company, by: User) -> Adjustment:
    adjustment = factories.make_adjustment(company)
    given: Any = [{"invoice_id": _open_invoice(adjustment).id, "amount": Decimal("20.00")}]
    return adjustments.allocate(adjustment, allocations=given, date=factories.DAY, by=by)


def _closed_period(company: Company, by: User) -> AccountingPeriod:
    """Not the session of `make`, which must stay open for the other tests."""
    closed = AccountingPeriod.objects.filter(company=company, status="closed").first()
    return closed or periods.close(factories.make_entry(company, date=datetime.date(2026, 1, 15)).period, by=by)


def _ended_year(company: Company, by: User) -> FiscalYear:
    """The same year each time, open again if a test has closed it."""
    year = factories.make_ended_year(company)
    return fiscal_years.reopen(year, reason="For the next test.", by=by) if year.status == "closed" else year


def make_tax_return(company: Company, by: User) -> TaxReturn:
    """Each begins on a day of its own."""
    day = datetime.date(2025, 1, 1) + datetime.timedelta(days=TaxReturn.objects.filter(company=company).count())
    return returns.create(company, by=by, start_date=day, end_date=day + datetime.timedelta(days=30))


def _revaluation_body(company: Company) -> dict[str, Any]:
    factories.make_euro_bank(company)
    return {"date": "2026-10-31", "rates": {"EUR": Decimal("1.0912"), "GBP": Decimal("1.3025")}}


def _budget_lines(company: Company) -> dict[str, Any]:
    amounts = [Decimal("1200.50")] * 12
    return {
        "lines": [
            {"account_id": str(factories.account(company, code).id), "amounts": amounts} for code in ("4000", "6200")
        ]
    }


def _session(company: Company, by: User) -> SignIn:
    operations.sign_in(email=by.email, password=PASSWORD, address="192.0.2.1")
    return SignIn.objects.filter(user=by).latest("id")


def _audit_record(company: Company, by: User) -> AuditRecord:
    archived = accounts.archive(factories.make_account(company), by=by)
    return AuditRecord.objects.get(object_id=archived.id)


def _entry_body(company: Company) -> dict[str, Any]:
    return {
        "date": "2026-03-15",
        "memo": "Rent",
        "lines": [
            {"account_id": str(factories.make_account(company).id), "debit": Decimal("1250.00")},
            {"account_id": str(factories.make_account(company, type="asset").id), "credit": Decimal("1250.00")},
        ],
    }


RESOURCES = [
    Resource(
        "/companies",
        make=_company,
        create=lambda company: {
            "name": "Harbor Lane",
            "base_currency": "USD",
            "fiscal_year_start_month": 4,
            "legal_name": "Harbor Lane Trading LLC",
            "address": "4 Harbor Lane\nPortland, ME 04101",
            "tax_number": "01-2345678",
            "payment_details": "First Bank of Maine\nAccount 1234567, routing 011200365",
        },
        change={"name": "Harbor Lane West", "email": "billing@harborlane.example"},
    ),
    Resource(
        "/users",
        make=_user,
        states={"invite": _invited},
        create=lambda company: {"email": "new@example.com", "full_name": "New Person", "password": "a long enough one"},
        change={"full_name": "Changed Name"},
    ),
    Resource(
        "/api-keys",
        make=lambda company, by: make_key(by).key,
        create=lambda company: {
            "name": "Shop",
            "role": "accountant",
            "companies": [str(company.id)],
            "scopes": ["invoices:read", "invoices:write"],
        },
        change={"name": "Till", "scopes": ["invoices:read"]},
        verbs={"rotate": {"overlap_seconds": 3600}},
    ),
    Resource("/audit", make=_audit_record),
    Resource("/auth/sessions", make=_session, is_of_caller=True),
    Resource(
        "/webhooks",
        make=_webhook,
        create=lambda company: {
            "url": "https://example.com/hooks",
            "events": ["invoice.paid"],
            "secret": "0123456789abcdef",
        },
        change={"description": "Ours"},
        verbs={"replay": {"since": "2026-01-01T00:00:00Z"}, "rotate-secret": {"secret": "fedcba9876543210"}},
        states={
            "enable": lambda company, by: webhooks.disable(factories.make_webhook(company), by=by),
            "try-now": lambda company, by: factories.hold(factories.make_webhook(company)),
        },
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
        states={"restore": lambda company, by: accounts.archive(factories.make_account(company), by=by)},
    ),
    Resource(
        "/contacts/customers",
        make=lambda company, by: factories.make_customer(company),
        create=lambda company: {"name": "Harbor Cafe", "email": "ann@example.com", "payment_terms_days": 14},
        change={"name": "Harbor Cafe West"},
        states={"restore": lambda company, by: contacts.archive(factories.make_customer(company), by=by)},
    ),
    Resource(
        "/contacts/vendors",
        make=lambda company, by: factories.make_vendor(company),
        create=lambda company: {"name": "Bean Importers", "billing_address": "1 Quay\nPortland"},
        change={"phone": "+1 207 555 0100"},
        states={"restore": lambda company, by: contacts.archive(factories.make_vendor(company), by=by)},
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
        verbs={"send": {"on_closed_period": "next_open"}, "void": {"reason": "Sent twice."}},
        states={"void": lambda company, by: factories.make_sent_invoice(company)},
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
        verbs={
            "approve": {"on_closed_period": "refuse"},
            "reject": {"reason": "Not ours."},
            "void": {"reason": "Entered twice."},
        },
        states={
            "reject": lambda company, by: bills.submit(factories.make_bill(company), by=by),
            "void": lambda company, by: factories.make_approved_bill(company),
        },
    ),
    Resource(
        "/credit-notes",
        make=lambda company, by: factories.make_credit_note(company),
        create=lambda company: {
            "invoice_id": str((invoice := factories.make_sent_invoice(company)).id),
            "issue_date": "2026-03-15",
            "reason": "Two boxes came back.",
            "lines": [{"invoice_line_id": str(invoice.lines.get().id), "unit_price": Decimal("40.00")}],
        },
        change={"notes": "Sorry."},
        verbs={
            "issue": {"on_closed_period": "next_open"},
            "apply": _applying,
            "unapply": _unapplying,
            "void": {"reason": "Issued twice."},
        },
        states={
            "apply": _of_an_invoice,
            "unapply": _applied(_of_an_invoice),
            "void": lambda company, by: factories.make_issued_credit_note(company),
        },
    ),
    Resource(
        "/vendor-credits",
        make=lambda company, by: factories.make_vendor_credit(company),
        create=lambda company: {
            "vendor_id": str(factories.make_vendor(company).id),
            "vendor_credit_number": "C-2026-9",
            "issue_date": "2026-03-15",
            "reason": "A rebate.",
            "lines": [_line_body(company, "6100")],
        },
        change={"notes": "March"},
        verbs={
            "issue": {"on_closed_period": "refuse"},
            "apply": _applying,
            "unapply": _unapplying,
            "void": {"reason": "Entered twice."},
        },
        states={
            "apply": _of_a_bill,
            "unapply": _applied(_of_a_bill),
            "void": lambda company, by: factories.make_issued_vendor_credit(company),
        },
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
        change={
            "reference": "Wire 88",
            "notes": "Second half",
            "external_id": "bank-1",
            "metadata": {"order_id": "42"},
        },
        verbs={
            "allocate": lambda payment: {
                "allocations": [{"invoice_id": str(_open_invoice(payment).id), "amount": Decimal("60.00")}],
                "date": "2026-03-16",
            },
            "unallocate": lambda payment: {
                "allocation_ids": [str(one.id) for one in payment.allocations.all()],
                "date": "2026-03-16",
            },
            "refund": {"date": "2026-03-16", "amount": Decimal("40.00"), "reference": "Paid twice"},
            "void": {"date": "2026-03-16", "reason": "Bounced."},
        },
        states={"unallocate": _allocated},
    ),
    Resource(
        "/adjustments",
        make=lambda company, by: factories.make_adjustment(company),
        create=lambda company: {
            "customer_id": str((invoice := factories.make_sent_invoice(company)).customer_id),
            "kind": "write_off",
            "date": "2026-03-15",
            "lines": [
                {
                    "account_id": str(factories.account(company, "6800").id),
                    "amount": Decimal("30.00"),
                    "tax_rate_id": str(factories.make_tax_rate(company).id),
                }
            ],
            "allocations": [{"invoice_id": str(invoice.id), "amount": Decimal("30.00")}],
        },
        change={"reference": "Insolvent", "external_id": "erp-1", "metadata": {"order_id": "42"}},
        verbs={
            "allocate": lambda adjustment: {
                "allocations": [{"invoice_id": str(_open_invoice(adjustment).id), "amount": Decimal("20.00")}],
                "date": "2026-03-16",
            },
            "unallocate": lambda adjustment: {
                "allocation_ids": [str(one.id) for one in adjustment.allocations.all()],
                "date": "2026-03-16",
            },
            "void": {"date": "2026-03-16", "reason": "Paid after all."},
        },
        states={"unallocate": _allocated_adjustment},
    ),
    Resource(
        "/bank-transactions",
        make=lambda company, by: factories.make_bank_transaction(company),
        create=lambda company: {
            "type": "spend",
            "account_id": str(factories.account(company, "1000").id),
            "contact_id": str(factories.make_vendor(company).id),
            "date": "2026-03-15",
            "tax_inclusive": True,
            "lines": [
                {
                    "account_id": str(factories.account(company, "6200").id),
                    "description": "Printer paper",
                    "amount": Decimal("57.50"),
                    "tax_rate_id": str(factories.make_tax_rate(company).id),
                }
            ],
            "reference": "Card 104",
        },
        change={"reference": "Card 105", "external_id": "card-1", "metadata": {"order_id": "42"}},
        verbs={"void": {"date": "2026-03-16", "reason": "Paid privately."}},
    ),
    Resource(
        "/transfers",
        make=lambda company, by: factories.make_transfer(company),
        create=lambda company: {
            "from_account_id": str(factories.account(company, "1000").id),
            "to_account_id": str(factories.account(company, "1010").id),
            "date": "2026-03-15",
            "amount": Decimal("500.00"),
            "fee": {"account_id": str(factories.account(company, "6700").id), "amount": Decimal("4.50")},
        },
        change={"reference": "Reserve", "external_id": "erp-1", "metadata": {"order_id": "42"}},
        verbs={"void": {"date": "2026-03-16", "reason": "Sent twice."}},
    ),
    Resource(
        "/attachments",
        make=lambda company, by: factories.make_attachment(company),
        create=lambda company: {
            "object_type": "bill",
            "object_id": str(factories.make_bill(company).id),
            "file_name": "Receipt 4711.pdf",
            "content": "JVBERi0xLjQgYSByZWNlaXB0",
        },
    ),
    Resource(
        "/items",
        make=lambda company, by: factories.make_item(company),
        create=lambda company: {
            "code": "BEANS-1KG",
            "name": "Coffee beans, 1 kg",
            "description": "Coffee beans from Huehuetenango, 1 kg",
            "unit": "bag",
            "sales_price": Decimal("24.50"),
            "sales_account_id": str(factories.account(company, "4000").id),
            "sales_tax_rate_id": str(factories.make_tax_rate(company).id),
        },
        change={"sales_price": Decimal("25.50"), "unit": "kg"},
        states={"restore": lambda company, by: items.archive(factories.make_item(company), by=by)},
    ),
    Resource(
        "/tax-rates",
        make=lambda company, by: factories.make_tax_rate(company),
        create=lambda company: {
            "name": "GST and PST",
            "code": "BC",
            "components": [
                {"name": "GST", "percent": Decimal("5")},
                {
                    "name": "PST",
                    "percent": Decimal("7"),
                    "compound": False,
                    "recoverable_percent": Decimal("0"),
                    "account_id": str(factories.account(company, "2200").id),
                },
            ],
            "category": "S",
            "treatment": "standard",
            "valid_from": "2013-04-01",
            "valid_to": None,
            "boxes": {"sales_net": "90", "sales_tax": "103", "purchase_tax": "106"},
        },
        change={"name": "GST and PST (BC)", "boxes": {"sales_tax": "105"}},
        states={"restore": lambda company, by: tax_rates.archive(factories.make_tax_rate(company), by=by)},
    ),
    Resource(
        "/tracking-categories",
        make=_tracking_category,
        create=lambda company: {"name": "Department", "options": [{"name": "Sales"}, {"name": "Support"}]},
        change={"name": "Team", "options": [{"name": "Workshop", "is_active": False}]},
        verbs={
            "remove-options": lambda category: {"option_ids": [str(factories.options_of(category)[0])]},
        },
        states={"restore": lambda company, by: tracking_categories.archive(_tracking_category(company, by), by=by)},
    ),
    Resource(
        "/exchange-rates",
        make=lambda company, by: factories.make_exchange_rate(company),
        create=lambda company: {"currency": "EUR", "date": "2026-03-13", "rate": Decimal("1.08375")},
    ),
    Resource(
        "/fx-revaluations",
        make=lambda company, by: factories.make_fx_revaluation(company),
        create=_revaluation_body,
        verbs={"void": {"reason": "The wrong rate."}},
    ),
    Resource(
        "/tax-returns",
        make=make_tax_return,
        create=lambda company: {"start_date": "2026-01-01", "end_date": "2026-03-31"},
    ),
    Resource(
        "/budgets",
        make=lambda company, by: factories.make_budget(company),
        create=lambda company: {
            "name": "Budget 2027",
            "start_date": "2027-01-01",
            "end_date": "2027-12-31",
            "notes": "As the board agreed.",
            "from_actuals": {"start_date": "2026-01-01", "percent": Decimal("2.5")},
        },
        change={"name": "Budget 2026, second", "notes": "As the board agreed in May."},
        states={"restore": lambda company, by: budgets.archive(factories.make_budget(company), by=by)},
    ),
    Resource(
        "/journal-entries",
        make=lambda company, by: factories.make_draft(company),
        create=_entry_body,
        change={"memo": "Rent of March", "reverse_on": "2026-04-01"},
        verbs={
            "post": {"on_closed_period": "refuse"},
            "reverse": {"date": "2026-03-16", "memo": "Not ours", "reason": "Booked twice"},
            "batch": lambda company: {"entries": [_entry_body(company)]},
        },
        states={"reverse": lambda company, by: factories.make_entry(company)},
    ),
    Resource(
        "/recurring",
        make=lambda company, by: factories.make_recurring(company),
        create=lambda company: {
            "name": "Office rent",
            "bill": {
                "vendor_id": str(factories.make_vendor(company).id),
                "bill_number": "RENT",
                "lines": [_line_body(company, "6100")],
            },
            "frequency": "quarterly",
            "start_date": str(factories.next_month()),
            "day_of_month": 31,
        },
        change={"name": "Rent of the office", "auto_post": True},
        states={
            "resume": lambda company, by: templates.pause(factories.make_recurring(company), by=by),
        },
    ),
    Resource(
        "/periods",
        make=lambda company, by: factories.make_entry(company).period,
        verbs={"reopen": {"reason": "A late bill."}},
        states={"reopen": _closed_period},
    ),
    Resource(
        "/fiscal-years",
        make=_ended_year,
        verbs={"close": {"closing_entry": True}, "reopen": {"reason": "The auditor's adjustment."}},
        states={"reopen": lambda company, by: fiscal_years.close(_ended_year(company, by), by=by, closing_entry=True)},
    ),
    Resource("/members", make=_member, change={"role": "approver"}),
    Resource(
        "/imports",
        make=lambda company, by: factories.make_ended_import(company),
        create=lambda company: {"file_name": "books.csv", "content": factories.IMPORTED, "dry_run": True},
        states={"cancel": lambda company, by: factories.make_import(company)},
    ),
    Resource("/events", make=lambda company, by: factories.make_event(company)),
]

# Views without rows: their address, and the parameters that they need: a kind of contact or a budget, or digits.
VIEWS: dict[str, dict[str, str]] = {
    "/auth/me": {},
    "/currencies": {},
    "/auth/change-password": {},
    "/batch": {},
    "/reports/profit-loss": {},
    "/reports/balance-sheet": {},
    "/reports/trial-balance": {},
    "/reports/budget-vs-actual": {"budget_id": "budget"},
    "/exports/beancount": {},
    "/exports/hledger": {},
    "/exports/csv": {},
    "/exports/fec": {"siren": "732829320"},
    "/exports/xaf": {},
    "/exports/archive": {},
    "/reports/general-ledger": {},
    "/reports/journal": {},
    "/reports/tax-summary": {},
    "/reports/unrealised-differences": {},
    "/reports/cash-flow": {},
    "/reports/changes-in-equity": {},
    "/reports/aged-receivables": {},
    "/reports/aged-payables": {},
    "/reports/customer-statement": {"customer_id": "customer"},
    "/reports/vendor-statement": {"vendor_id": "vendor"},
    "/integrity": {},
    "/opening-balances": {},
}

# The bodies of writes without a row.
BODIES: dict[str, Callable[[World], dict[str, Any]]] = {
    "PATCH /auth/me": lambda world: {"full_name": "Ada Changed"},
    "POST /auth/change-password": lambda world: {"current_password": PASSWORD, "new_password": "a long enough one"},
    "PUT /opening-balances": lambda world: factories.opening_body(world.company),
    "PUT /budgets/{id}/lines": lambda world: _budget_lines(world.company),
    "PATCH /budgets/{id}/lines": lambda world: _budget_lines(world.company),
    "POST /auth/login": lambda world: {"email": world.owner.email, "password": PASSWORD},
    "POST /auth/refresh": lambda world: {"refresh_token": tokens.issue(world.owner).refresh_token},
    "POST /auth/logout": lambda world: {"refresh_token": tokens.issue(world.owner).refresh_token},
    "POST /batch": lambda world: {
        "operations": [
            {
                "name": "entry",
                "method": "POST",
                "path": f"/companies/{world.company.id}/journal-entries",
                "body": _entry_body(world.company),
            }
        ]
    },
}

PAGES = {"/docs", "/try"}
"""Routes for people, which the document does not have."""

PUBLIC = {"/health", "/health/ready", "/schema", "/docs", "/try", "/auth/login", "/auth/refresh", "/auth/logout"}
