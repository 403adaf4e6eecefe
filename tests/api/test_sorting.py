"""Each order of each list is that of an index, so that a page of a million rows costs as much as one of a hundred."""

import copy
import re
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.filters import MAX_FEW
from foundation import tenancy
from tests.client import Client
from tests.house import RESOURCES, World, query_for, resource_of, routes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]

LISTS = {
    route.plain_path: route
    for route in routes()
    if "GET" in route.methods
    and not route.is_public
    and not route.has_company_in_path
    and resource_of(route) in RESOURCES
    and route.plain_path == resource_of(route).path  # type: ignore[union-attr]
}
FEW: dict[str, str] = {
    "/companies": "of an organization",
    "/users": "of an organization, made or invited by hand",
    "/members": "of a company",
    "/api-keys": "of an organization: at most api_keys.MAX_KEYS that are not revoked",
    "/tracking-categories": "of a company: at most tracking_categories.MAX_CATEGORIES",
    "/webhooks": "at most webhooks.operations.MAX_ENDPOINTS",
    "/chart-of-accounts": "at most accounts.MAX_ACCOUNTS",
    "/tax-rates": "of a company, entered by hand",
    "/tax-returns": "a few for each year",
    "/periods": "twelve for each year",
    "/fiscal-years": "one for each year",
    "/budgets": "at most budgets.MAX_BUDGETS",
    "/recurring": "of a company: at most templates.MAX_TEMPLATES that have not ended",
}
"""The lists that are sorted row by row, for they have few."""
NEARLY: dict[str, tuple[str, ...]] = {
    "/auth/sessions": ("created_at",),  # of a person
    "/exchange-rates": ("currency",),  # of a currency there is one for each day
    "/adjustments": ("adjustment_number",),
    "/bank-transactions": ("transaction_number",),
    "/transfers": ("transfer_number",),
    "/journal-entries": ("entry_number", "date"),  # on few rows the index by day and number is as good as that by date
    "/events": ("sequence",),
}
"""The sorts whose index is without the ids: few rows have the same value, mostly one."""


@pytest.fixture(scope="module")
def kept_world(keep: Any) -> World:
    return keep(World)


@pytest.fixture
def world(kept_world: World, db: None) -> World:
    return copy.deepcopy(kept_world)


@pytest.mark.parametrize("path", LISTS)
def test_every_order_of_a_list_is_that_of_an_index(world: World, path: str) -> None:
    route: Any = LISTS[path]
    row = world.row(route)
    sorted_rows = []
    for sort_by in route.view.sort_fields:
        for order in ("asc", "desc"):
            query = query_for(route, world.company) | {"sort_by": sort_by, "sort_order": order}
            with CaptureQueriesContext(connection) as captured:
                answer = Client(world.owner).get(route.url(**world.ids(route, row)), **query)
            assert answer.status == 200, answer
            plans = explained(world, [one["sql"] for one in captured])
            assert plans
            sorting = {node["Node Type"] for node in plans} & {"Sort", "Incremental Sort"}
            if sorting - ({"Incremental Sort"} if sort_by in NEARLY.get(path, ()) else set()):
                sorted_rows.append(f"{sort_by} {order}")
    assert bool(sorted_rows) == (path in FEW), sorted_rows


RARE = {
    "/invoices?status=draft": "invoice_by_status",
    "/invoices?status=void": "invoice_by_status",
    "/invoices?status=paid": "invoice_paid",
    "/invoices?status=partially_paid": "invoice_in_part",
    "/bills?status=draft": "bill_by_status",
    "/bills?status=submitted": "bill_by_status",
    "/bills?status=rejected": "bill_by_status",
    "/bills?status=void": "bill_by_status",
    "/bills?status=paid": "bill_paid",
    "/bills?status=partially_paid": "bill_in_part",
    "/credit-notes?status=draft": "creditnote_by_status",
    "/credit-notes?status=void": "creditnote_by_status",
    "/credit-notes?status=issued": "creditnote_open",
    "/credit-notes?status=partially_applied": "creditnote_open",
    "/credit-notes?status=applied": "creditnote_paid",
    "/vendor-credits?status=draft": "vendorcredit_by_status",
    "/vendor-credits?status=void": "vendorcredit_by_status",
    "/vendor-credits?status=issued": "vendorcredit_open",
    "/vendor-credits?status=partially_applied": "vendorcredit_open",
    "/vendor-credits?status=applied": "vendorcredit_paid",
    "/payments?status=void": "payment_without_rest payment_by_status",  # one is as good as the other
    "/payments?open_credit=true": "payment_by_status",
    "/payments?open_credit=false": "payment_without_rest",
    "/adjustments?status=void": "adjustment_by_status",
    "/bank-transactions?status=void": "banktransaction_by_status",
    "/transfers?status=void": "transfer_by_status",
    "/journal-entries?status=draft": "entry_by_status",
    "/journal-entries?entry_type=opening": "entry_by_type",
    "/journal-entries?closing=true": "entry_by_type",
    "/contacts/customers?is_active=false": "contact_inactive",
    "/payments?is_refund=true": "payment_refunds",
    **{
        f"/{path}?currency=CHF": f"{path.rstrip('s').replace('-', '')}_by_currency"
        for path in (
            *("invoices", "bills", "credit-notes", "vendor-credits"),
            *("payments", "adjustments", "bank-transactions", "transfers"),
        )
    },
    "/journal-entries?currency=CHF": "line_by_account_date accounting_journalline_found",  # either is good
}
"""Filters that few rows of a long list may pass, and their indexes. `overdue` and all that is unpaid have the index of
due dates."""


def test_what_few_rows_are_is_found_by_an_index(world: World) -> None:
    for asked, index in RARE.items():
        path, _, query = asked.partition("?")
        [(name, value)] = parse_qsl(query)
        with CaptureQueriesContext(connection) as captured:
            answer = Client(world.owner).get(path, company_id=str(world.company.id), **{name: value})
        assert answer.status == 200, answer
        plans = explained(world, [one["sql"] for one in captured])
        assert set(index.split()) & {node.get("Index Name") for node in plans}, asked


def test_a_reference_of_any_length_is_found_by_an_index(world: World) -> None:
    asked = []
    for route in LISTS.values():
        if "reference" in getattr(getattr(route.view, "filterset_class", None), "base_filters", ()):
            asked.append(route.plain_path)
            rows = route.view.queryset.model.objects.filter(company=world.company, reference__in=["1", "PO-2"])
            with tenancy.organization(world.company.organization_id), connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_seqscan = off")
                assert f"{rows.model._meta.model_name}_by_reference" in rows.values("pk").explain(), route.plain_path
    assert len(asked) == 8


def test_what_few_rows_are_in_another_order_is_found_by_ids(world: World) -> None:
    """PostgreSQL does not know that they are few, so their ids are read first, by the same index."""
    for asked, index in RARE.items():
        if (
            index.endswith(("_paid", "_in_part", "_rest"))
            or "open_credit" in asked
            or "_applied" in asked
            or "_by_currency" in index
        ):
            path, _, query = asked.partition("?")
            given = dict(parse_qsl(query)) | {"sort_by": "amount", "company_id": str(world.company.id)}
            with CaptureQueriesContext(connection) as captured:
                answer = Client(world.owner).get(path, **given)
            assert answer.status == 200, answer
            [ids] = [one["sql"] for one in captured if f"LIMIT {MAX_FEW + 1}" in one["sql"]]
            assert index in [node.get("Index Name") for node in explained(world, [ids])], asked
            assert [one for one in captured if re.search(r"ANY \('+{", one["sql"])], asked


def explained(world: World, statements: list[str]) -> list[dict[str, Any]]:
    """Return the nodes of PostgreSQL's plans for those statements that read a page, if it can do without a sort. With
    filters the ids of a page are found first; then only that counts."""
    pages = [one for one in statements if re.search(r"ORDER BY .* LIMIT \d+(?:$|\) AS x)", one)]
    filtered = [re.search(r"ids_of\('((?:[^']|'')*)'\)", page) for page in pages]
    pages = [ids[1].replace("''", "'") if ids else page for ids, page in zip(filtered, pages, strict=True)]
    found = []
    with tenancy.organization(world.company.organization_id), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort = off; SET LOCAL enable_seqscan = off")
        for page in pages:
            cursor.execute(f"EXPLAIN (FORMAT json) {page}")
            [plan] = cursor.fetchone()[0]
            found += nodes(plan["Plan"])
    return found


def nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the nodes of a plan without those of its subqueries, which are for the rows that are shown."""
    below = [one for one in plan.get("Plans", []) if one.get("Parent Relationship") not in ("SubPlan", "InitPlan")]
    return [plan, *(node for one in below for node in nodes(one))]
