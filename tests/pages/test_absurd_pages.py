"""Pages of reports, asked for absurd days, moments, choices and names: each is refused (400) with a sentence at its
field, never an error of ours, and never another report than the one that was asked for."""

from typing import Any
from uuid import uuid4

import pytest
from django import forms
from django.http import QueryDict
from django.test import Client

from accounting.models import Company
from pages.report_forms import AccountsField, BudgetForm, ContactField, DayField, MomentField
from pages.reports import REPORTS
from tests.factories import (
    account,
    make_budget,
    make_company,
    make_customer,
    make_sent_invoice,
    make_tax_rate,
    make_tracking_category,
    make_vendor,
    options_of,
    owner_of,
)
from tests.nightly import one_in
from tests.pages.test_reports import address_of, browser, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]
TEXTS = ["\0", "\x1b[31m", "<script>alert(1)</script>", "x" * 10_000, "' OR 1=1 --", "\ud7ff\u202e\ufffe"]
DAYS = [
    *("2025-02-29", "2026-13-01", "20260101", "2026-1-1", "2026-W01-1", "\u0662\u0660\u0662\u0666-01-01", "today"),
    *("0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "-2026-01-01", "01/02/2026"),
]
MOMENTS = [
    *("2026-01-01", "2026-01-01T25:00", "10/25/2026 14:30", "2026-01-01T00:00Z", "2026-01-01T00:00+05:00"),
    *("0001-01-01T00:00", "9999-12-31T23:59", "now"),
]
OWN: dict[type[forms.Field], list[str]] = {DayField: DAYS, MomentField: MOMENTS}
NUMBERS = ["-1", "0", "1.5", "\u0663\u0660", "1_0", "30,30", "1 0", "9" * 90, ",", "1," * 40]


@pytest.fixture(scope="module")
def kept_company(keep: Any) -> Company:
    def made() -> Company:
        company = make_company()
        make_sent_invoice(company, "100.00", customer=make_customer(company, name="Harbor Cafe"))
        make_vendor(company, name="Harbor Paper")
        make_budget(company, name="Budget")
        make_tax_rate(company)
        make_tracking_category(company, name="Department")
        return company

    return keep(made)


class Visitor:
    """Somebody who writes addresses by hand."""

    def __init__(self, company: Company, name: str) -> None:
        self.client: Client = browser(owner_of(company))
        self.address, self.kind = address_of(company, name), "customer" if name == "customer-statement" else "vendor"
        self.given = {"contact": f"Harbor {'Cafe' if self.kind == 'customer' else 'Paper'}"}
        if not name.endswith("-statement"):
            self.given = {}

    def ask(self, **more: Any) -> Any:
        return self.client.get(self.address, self.given | more)

    def refused(self, blamed: str, **more: Any) -> str:
        page, why = self.ask(**more), {name: str(value)[:60] for name, value in more.items()}
        assert (page.status_code, page.context and list(page.context["form"].errors)) == (400, [blamed]), why
        assert page.context.get("table") is None
        said, shown = page.context["form"].errors[blamed], page.content.decode()
        assert all(text.endswith(".") for text in said), (why, said)
        assert all(" ".join(text.split()) in text_of(shown) for text in said), (why, said)
        assert "<script>alert" not in shown
        return " ".join(said)


@pytest.mark.parametrize("name", REPORTS)
def test_absurd_values_are_refused_at_their_field(kept_company: Company, name: str) -> None:
    company, stranger = kept_company, make_company()
    other = options_of(make_tracking_category(stranger, name="Other"))
    strange_ids = [str(uuid4()), str(account(stranger, "1000").pk), str(other[0])]
    visitor = Visitor(company, name)
    assert visitor.ask().status_code == 200
    form = REPORTS[name].form(QueryDict(), company=company, today=company.date_at(company.created_at))
    for turn, (field, kind) in enumerate(form.fields.items()):
        values = [*TEXTS, *OWN.get(type(kind), [])]
        if isinstance(kind, (forms.ChoiceField, AccountsField, ContactField)):
            values += strange_ids
        if field == "buckets":
            values += NUMBERS
        for value in one_in(7, values, turn):
            visitor.refused(field, **{field: value})
        visitor.refused(field, **{field: ["a", "b"]})
    visitor.refused("known_at", known_at="now", format="csv")
    for style in one_in(4, ("exe", "CSV", "../csv", "\0"), len(name)):
        assert visitor.ask(format=style).status_code == 400
    if REPORTS[name].position is not None:
        for cursor in one_in(3, ("x", "\0", "9" * 10_000), len(name)):
            assert visitor.ask(cursor=cursor).status_code == 400


@pytest.mark.parametrize("name", REPORTS)
def test_a_name_that_no_field_has_is_refused_and_not_ignored(kept_company: Company, name: str) -> None:
    visitor = Visitor(kept_company, name)
    stranger = make_tracking_category(make_company(), name="Other")
    turn = len(name)
    for wrong in one_in(3, ("account_id", "start", "tracking", f"tracked_by_{stranger.pk.hex}", "x" * 200), turn):
        assert f"no field {wrong[:60]}." in visitor.refused("__all__", **{wrong: "1"})
    for wrong in one_in(2, ("known_at[]", "<script>alert(1)</script>", "\0", f"tracked_by_{stranger.pk}"), turn):
        assert "no field with such a name." in visitor.refused("__all__", **{wrong: "1"})
    assert visitor.refused("__all__", format=["csv", "pdf"]) == "Format: give one."


@pytest.mark.parametrize("name", [name for name, one in REPORTS.items() if "end_date" in one.form.base_fields])
def test_absurd_spans_are_refused_at_a_day_or_at_the_columns(kept_company: Company, name: str) -> None:
    visitor = Visitor(kept_company, name)
    visitor.refused("end_date", start_date="2026-06-01", end_date="2026-05-31")
    if not issubclass(REPORTS[name].form, BudgetForm):  # whose days are its own instead of others'
        visitor.refused("start_date", start_date="1000-01-01", end_date="2026-01-01")
        visitor.refused("end_date", start_date="2026-01-01", end_date="2200-01-01")
    if "interval" in REPORTS[name].form.base_fields and name != "budget-vs-actual":
        for interval in ("month", "quarter", "year"):
            visitor.refused("interval", start_date="1900-01-01", end_date="2199-12-31", interval=interval)
