"""Who entered, posted, approved and voided a document, a payment or an entry."""

from typing import Any

import pytest

from accounting.documents import bills, invoices
from accounting.ledger import journal
from accounting.models import Company
from accounting.settlement import payments
from identity.models import User
from tests import factories
from tests.client import Client
from tests.people import make_admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(company: Company) -> User:
    """The one who entered everything in the factories' books."""
    return factories.owner_of(company)


@pytest.fixture
def manager(company: Company) -> User:
    return make_admin(company.organization, full_name="Grace Example")


def told(user: User) -> dict[str, str]:
    return {"id": str(user.id), "full_name": user.full_name}


def read(company: Company, user: User, path: str, row: Any) -> dict[str, Any]:
    """Return one row as its own address shows it; a list shows the same."""
    client = Client(user)
    shown: dict[str, Any] = client.get(f"{path}/{row.pk}", company_id=company.id).json
    [listed] = [one for one in client.get(path, company_id=company.id).json["items"] if one["id"] == str(row.pk)]
    assert listed == shown
    return shown


def test_an_invoice_names_who_entered_posted_and_voided_it(company: Company, clerk: User, manager: User) -> None:
    draft = factories.make_invoice(company)
    shown = read(company, clerk, "/invoices", draft)
    assert (shown["created_by"], shown["posted_by"], shown["voided_by"]) == (told(clerk), None, None)
    invoices.send(draft, by=manager)
    assert read(company, clerk, "/invoices", draft)["posted_by"] == told(manager)
    invoices.void(draft, by=clerk)
    shown = read(company, clerk, "/invoices", draft)
    assert (shown["created_by"], shown["posted_by"], shown["voided_by"]) == (told(clerk), told(manager), told(clerk))


def test_a_bill_names_who_entered_approved_and_voided_it(company: Company, clerk: User, manager: User) -> None:
    bill = factories.make_bill(company)
    assert read(company, clerk, "/bills", bill)["approved_by"] is None
    bills.void(bills.approve(bill, by=manager), by=clerk)
    shown = read(company, clerk, "/bills", bill)
    assert (shown["created_by"], shown["approved_by"], shown["voided_by"]) == (told(clerk), told(manager), told(clerk))


def test_a_payment_names_who_entered_and_voided_it(company: Company, clerk: User, manager: User) -> None:
    payment = factories.make_payment(company)
    payments.void(payment, by=manager)
    shown = read(company, clerk, "/payments", payment)
    assert (shown["created_by"], shown["voided_by"]) == (told(clerk), told(manager))


def test_an_entry_names_who_entered_and_posted_it_and_nobody_for_the_system(
    company: Company, clerk: User, manager: User
) -> None:
    entry = factories.make_draft(company)
    shown = read(company, clerk, "/journal-entries", entry)
    assert (shown["created_by"], shown["posted_by"]) == (None, None)
    journal.post(entry, by=manager)
    shown = read(company, clerk, "/journal-entries", entry)
    assert (shown["created_by"], shown["posted_by"]) == (None, told(manager))


def test_months_years_and_tax_returns_name_who_closed_reopened_and_filed_them(
    company: Company, clerk: User, manager: User
) -> None:
    factories.make_entry(company)
    admin, other = Client(manager), Client(clerk)
    month = other.get("/periods", sort_order="asc", company_id=company.id).json["items"][0]
    assert (month["closed_by"], month["reopened_by"]) == (None, None)
    path = f"/periods/{month['id']}"
    assert admin.post(f"{path}/close", company_id=company.id).json["closed_by"] == told(manager)
    reopened = other.post(f"{path}/reopen", {"reason": "A late bill."}, company_id=company.id).json
    assert (reopened["closed_by"], reopened["reopened_by"]) == (None, told(clerk))
    history = other.get(f"{path}/history", company_id=company.id).json["items"]
    assert [(change["action"], change["by"]) for change in history] == [
        ("reopened", told(clerk)),
        ("closed", told(manager)),
    ]
    year = other.get("/fiscal-years", company_id=company.id).json["items"][0]
    assert (year["closed_by"], year["reopened_by"]) == (None, None)
    days = {"start_date": "2026-01-01", "end_date": "2026-01-31"}
    made = other.post("/tax-returns", days, company_id=company.id).json
    assert (made["created_by"], made["filed_by"]) == (told(clerk), None)
    assert admin.post(f"/tax-returns/{made['id']}/file", company_id=company.id).json["filed_by"] == told(manager)


def test_the_response_to_a_write_names_them_too(company: Company, clerk: User, manager: User) -> None:
    draft = factories.make_invoice(company)
    sent = Client(manager).post(f"/invoices/{draft.id}/send", company_id=company.id).json
    assert (sent["created_by"], sent["posted_by"]) == (told(clerk), told(manager))
    answer = Client(manager).patch(f"/invoices/{draft.id}", {"created_by": told(manager)}, company_id=company.id)
    assert (answer.status, answer.error_fields) == (422, ["created_by"])
