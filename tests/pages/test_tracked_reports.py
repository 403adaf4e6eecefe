"""Reports by tracking category as pages: their forms and columns, and where their figures lead."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from accounting.budgets import budgets
from accounting.ledger import journal
from accounting.models import Company
from tests.factories import (
    account,
    line,
    make_budget,
    make_company,
    make_customer,
    make_payment,
    make_sent_invoice,
    make_tracking_category,
    options_of,
    owner_of,
)
from tests.pages.test_reports import YEAR, address_of, amount, browser, follow_figures, rows_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]
D = Decimal


@pytest.fixture
def books() -> tuple[Company, Any, Any]:
    """Return books with departments and projects, an invoice paid in advance, and revenue of an earlier year."""
    company = make_company()
    departments = make_tracking_category(company, name="Department")
    projects = make_tracking_category(company, "North", "South", name="Project")
    (sales, support), (north, _) = options_of(departments), options_of(projects)
    customer = make_customer(company, name="Harbor Cafe")
    lines = [line(company, "70.00", tracking=[sales, north]), line(company, "30.00", tracking=[support])]
    make_sent_invoice(company, lines=lines, customer=customer, issue_date=datetime.date(2026, 3, 2))
    make_payment(company, "20.00", contact=customer, date=datetime.date(2026, 3, 3))
    for year, value, tracked in ((2025, 8, [support]), (2026, 5, [sales]), (2026, 3, [])):
        entry = [
            {"account_id": account(company, "6100").id, "debit": D(value), "credit": D(0), "tracking": tracked},
            {"account_id": account(company, "1000").id, "debit": D(0), "credit": D(value), "tracking": tracked[:1]},
        ]
        journal.create(company, by=owner_of(company), date=datetime.date(year, 5, 4), lines=entry)
    return company, departments, projects


def test_figures_of_some_options_lead_to_their_lines(books: Any) -> None:
    company, departments, projects = books
    client, (sales, support) = browser(owner_of(company)), options_of(departments)
    some, none = f"tracked_by_{departments.pk}={sales}", f"tracked_by_{projects.pk}=none"
    for name, query, least in (
        ("profit-loss", f"{YEAR}&{some}", 5),
        ("profit-loss", f"{YEAR}&columns_by={departments.pk}&{none}", 10),
        ("balance-sheet", f"as_of=2026-12-31&columns_by={departments.pk}", 10),
        ("balance-sheet", f"as_of=2026-12-31&tracked_by_{departments.pk}={support}", 2),
        ("trial-balance", f"{YEAR}&columns_by={projects.pk}&{some}", 4),
        ("trial-balance", f"{YEAR}&{some}&{none}", 4),
    ):
        assert follow_figures(client, name, f"{address_of(company, name)}?{query}") >= least, (name, query)
    page = client.get(f"{address_of(company, 'profit-loss')}?{YEAR}&columns_by={departments.pk}")
    labels = [heading.label for heading in page.context["table"].headings]
    assert labels == ["Account", "Sales", "Support", "Not tracked", "Total"]
    assert [cells[1:] for _, cells, _ in rows_of(page) if cells[0] == "Net profit"] == [
        ["65.00", "30.00", "-3.00", "92.00"]
    ]
    assert "need not balance" not in page.content.decode()
    balances = client.get(f"{address_of(company, 'balance-sheet')}?as_of=2026-12-31&{none}").content.decode()
    assert "Balance sheet (no Project)" in balances
    assert "need not balance" in balances
    file = client.get(f"{address_of(company, 'profit-loss')}?{YEAR}&{some}&format=csv")
    assert file.content.decode().splitlines()[0].endswith("2026-01-01 to 2026-12-31")
    assert "70.00" in file.content.decode()
    assert "30.00" not in file.content.decode()


def test_the_opening_balance_of_a_ledger_leads_to_its_lines(books: Any) -> None:
    """It is that of the same contact and options."""
    company, departments, _ = books
    client, (_, support) = browser(owner_of(company)), options_of(departments)
    contact = company.contacts.get(name="Harbor Cafe")
    make_sent_invoice(company, "500.00", issue_date=datetime.date(2026, 3, 1))
    for start, more, opening in (
        ("2026-01-01", f"account=1000&tracked_by_{departments.pk}={support}", "-8.00"),
        ("2026-03-03", f"account=1100&contact={contact.pk}", "100.00"),
    ):
        address = f"{address_of(company, 'general-ledger')}?start_date={start}&end_date=2026-12-31&{more}"
        (row,) = [row for row in rows_of(client.get(address)) if "opening" in row[0]]
        assert row[1][-1] == opening
        shown = rows_of(client.get(row[2][-1]))
        lines = [cells for kind, cells, _ in shown if kind == "line"]
        assert sum(amount(cells[-3] or "0") - amount(cells[-2] or "0") for cells in lines) == amount(opening)


def test_the_form_has_categories_if_the_company_has_some(books: Any) -> None:
    company, departments, _ = books
    client, (sales, _) = browser(owner_of(company)), options_of(departments)
    for name in ("profit-loss", "balance-sheet", "trial-balance", "general-ledger"):
        address = address_of(company, name)
        form = client.get(f"{address}?tracked_by_{departments.pk}={sales}").context["form"]
        assert form[f"tracked_by_{departments.pk}"].value() == f"{sales}"
        assert ("columns_by" in form.fields) == (name != "general-ledger")
        bare = make_company(organization=company.organization, by=owner_of(company))
        assert "racked" not in client.get(address_of(bare, name)).content.decode()
        for query, field in (
            (f"tracked_by_{departments.pk}=nobody", f"tracked_by_{departments.pk}"),
            ("columns_by=nobody", "columns_by"),
            (f"columns_by={departments.pk}&interval=month", "columns_by"),
        ):
            if field in form.fields and (name == "profit-loss" or "interval" not in query):
                page = client.get(f"{address}?{query}")
                assert (page.status_code, list(page.context["form"].errors)) == (400, [field]), (name, query)


def test_a_budget_says_whose_lines_count(books: Any) -> None:
    """The budget has the options, so there is nothing to choose."""
    company, departments, _ = books
    sales, _ = options_of(departments)
    budget = budgets.update(make_budget(company), by=owner_of(company), tracking=[sales])
    page = browser(owner_of(company)).get(address_of(company, "budget-vs-actual"), {"budget": str(budget.pk)})
    assert f"{budget.name} ({departments.name}: Sales)" in page.content.decode()
    assert not [name for name in page.context["form"].fields if name.startswith("tracked_by")]
