"""Numbers that look alike count as the same number."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from accounting import errors
from accounting.documents import bills, invoices
from accounting.ledger import accounts
from accounting.models import Account, Company
from accounting.taxes import tax_rates
from tests.accounting.snapshot import snapshot
from tests.factories import (
    account,
    make_account,
    make_approved_bill,
    make_bill,
    make_company,
    make_customer,
    make_invoice,
    make_payment,
    make_sent_invoice,
    make_tax_rate,
    make_vendor,
    owner_of,
)

pytestmark = pytest.mark.django_db

ALIKE = [
    "inv-77",
    "INV77",
    "Inv 77",
    "INV\u201177",  # a hyphen that breaks no line
    "INV\u221277",  # a minus
    "\uff29\uff2e\uff36-\uff17\uff17",  # full width
    "INV\u00a077",  # a space that breaks no line
    "INV-\u200b77",  # a space of no width
    "IN\u00adV-77",  # a hyphen that is not shown
    "INV-7\u20607",
]
OTHERS = ["INV-78", "INV/77", "INV.77", "INV_77", "1NV-77", "INV-077"]


def alike(text: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT look_alike(%s)", [text])
        return str(cursor.fetchone()[0])


def test_what_looks_alike():
    assert {alike(text) for text in ["INV-77", *ALIKE]} == {"inv77"}
    assert "inv77" not in {alike(text) for text in OTHERS}
    assert alike("Stra\u00dfe") == alike("STRASSE")
    assert alike("Cafe\u0301") == alike("CAF\u00c9")
    assert alike("e\u200b\u0301") == alike("\u00e9")


def account_of(company: Company, number: str) -> Any:
    by = owner_of(company)
    return accounts.create(company, by=by, code=number, name="Own", type="expense")


KINDS: dict[str, tuple[str, Callable[[Company, str], Any]]] = {
    "bill": ("bill_number", lambda company, number: make_bill(company, vendor=vendor_of(company), bill_number=number)),
    "invoice": (
        "invoice_number",
        lambda company, number: make_invoice(company, customer=customer_of(company), invoice_number=number),
    ),
    "payment": (
        "payment_number",
        lambda company, number: make_payment(company, contact=customer_of(company), payment_number=number),
    ),
    "account": ("code", account_of),
    "tax rate": ("name", lambda company, number: make_tax_rate(company, name=number)),
}


def vendor_of(company: Company) -> Any:
    return company.contacts.filter(kind="vendor").first() or make_vendor(company)


def customer_of(company: Company) -> Any:
    return company.contacts.filter(kind="customer").first() or make_customer(company)


@pytest.mark.parametrize("kind", KINDS)
def test_a_number_is_taken_by_one_that_looks_like_it(kind: str):
    field, make = KINDS[kind]
    company = make_company()
    make(company, "INV-77")
    before = snapshot(company)
    for number in ALIKE:
        refusals = (errors.Duplicate, errors.Invalid) if kind == "account" else errors.Duplicate  # codes are printable
        with pytest.raises(refusals) as refusal:
            make(company, number)
        assert refusal.value.field == field
    assert snapshot(company) == before
    for number in OTHERS:
        make(company, number)
    make(make_company(), "inv 77")


def test_a_number_does_not_become_one_that_looks_like_another():
    company = make_company()
    by = owner_of(company)
    vendor = make_vendor(company)
    make_bill(company, vendor=vendor, bill_number="77")
    changes: list[tuple[Any, Any, str, str]] = [
        (bills.update, make_bill(company, vendor=vendor, bill_number="78"), "bill_number", "7-7"),
        (accounts.update, make_account(company, "X1"), "code", "40 00"),
    ]
    make_invoice(company, invoice_number="A-1")
    changes.append((invoices.update, make_invoice(company, invoice_number="A-2"), "invoice_number", "a1"))
    make_tax_rate(company, name="VAT 20%")
    changes.append((tax_rates.update, make_tax_rate(company, name="Other"), "name", "vat20%"))
    before = snapshot(company)
    for update, row, field, value in changes:
        with pytest.raises(errors.Duplicate) as refusal:
            update(row, by=by, **{field: value})
        assert refusal.value.field == field
    assert snapshot(company) == before


def test_the_number_of_a_void_bill_can_be_used_again():
    company = make_company()
    bill = make_approved_bill(company, bill_number="INV-77")
    bills.void(bill, by=owner_of(company))
    assert make_bill(company, vendor=bill.vendor, bill_number="inv 77").status == "draft"


def test_the_series_skips_numbers_that_look_alike():
    company = make_company()
    make_invoice(company, invoice_number="inv 0001")
    make_payment(company, payment_number="PAY\u20110001")
    assert make_sent_invoice(company).invoice_number == "INV-0002"
    assert make_payment(company).payment_number == "PAY-0002"


def test_earlier_numbers_that_look_alike_stay_until_they_change():
    """A migration of an earlier edition set `kept_number` for them. This tests its meaning."""
    company = make_company()
    first, later = account(company, "4000"), make_account(company, "X1")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounting_account SET code = '4-000', kept_number = '4-000' WHERE id = %s", [later.pk])
    later.refresh_from_db()
    by = owner_of(company)
    assert accounts.update(later, by=by, name="Sales of before").code == "4-000"
    before = snapshot(company)
    for code in ("40-00", "4 000"):
        with pytest.raises(errors.Duplicate):
            account_of(company, code)
        with pytest.raises(errors.Duplicate):
            accounts.update(later, by=by, code=code)
    assert snapshot(company) == before
    assert {first.code, later.code} <= set(Account.objects.filter(company=company).values_list("code", flat=True))
