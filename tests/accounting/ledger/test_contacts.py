"""Customers, vendors and tax rates."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounting import errors
from accounting.documents import bills, invoices
from accounting.ledger import accounts, contacts, journal
from accounting.models import Account, Contact, JournalEntry
from accounting.settlement import payments
from accounting.taxes import tax_rates
from tests.accounting.snapshot import snapshot
from tests.factories import (
    DAY,
    account,
    credit,
    debit,
    line,
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


def test_a_contact_takes_the_companys_currency_and_thirty_days_unless_told():
    company = make_company()
    customer = make_customer(company, name="  Harbor Cafe ")
    assert (customer.name, customer.currency_id, customer.payment_terms_days) == ("Harbor Cafe", "USD", 30)
    assert make_vendor(company, currency="EUR", payment_terms_days=0).currency_id == "EUR"


@pytest.mark.parametrize(
    ("fields", "field", "error"),
    [
        ({"name": "  "}, "name", errors.Invalid),
        ({"payment_terms_days": 366}, "payment_terms_days", errors.Invalid),
        ({"payment_terms_days": -1}, "payment_terms_days", errors.Invalid),
        ({"currency": "XXX"}, "currency", errors.CurrencyNotSupported),
        ({"external_id": "taken"}, "external_id", errors.Duplicate),
    ],
)
def test_an_invalid_contact_is_refused(fields: dict[str, Any], field: str, error: type[errors.Refusal]):
    company = make_company()
    make_customer(company, external_id="taken")
    contact = make_customer(company)
    before = snapshot(company)
    with pytest.raises(error) as refusal:
        make_customer(company, **fields)
    assert refusal.value.field == field
    with pytest.raises(error) as refusal:
        contacts.update(contact, by=owner_of(company), **fields)
    assert refusal.value.field == field
    assert snapshot(company) == before


def test_a_customer_and_a_vendor_may_share_an_external_id():
    company = make_company()
    make_customer(company, external_id="42")
    make_vendor(company, external_id="42")
    assert Contact.objects.filter(company=company, external_id="42").count() == 2


def test_a_contact_changes():
    company = make_company()
    customer = make_customer(company, external_id="42")
    changed = contacts.update(customer, by=owner_of(company), name="New", currency="EUR", external_id="")
    changed.refresh_from_db()
    assert (changed.name, changed.currency_id, changed.external_id) == ("New", "EUR", None)
    assert changed.updated_at > customer.updated_at


def test_a_contact_is_archived_and_restored_once():
    company = make_company()
    customer, by = make_customer(company), owner_of(company)
    with pytest.raises(errors.WrongStatus):
        contacts.restore(customer, by=by)
    assert contacts.archive(customer, by=by).is_active is False
    with pytest.raises(errors.WrongStatus):
        contacts.archive(customer, by=by)
    assert contacts.restore(customer, by=by).is_active is True


def test_a_contact_goes_only_while_nothing_uses_it():
    company = make_company()
    by = owner_of(company)
    users = [
        (make_customer(company), lambda contact: make_invoice(company, customer=contact)),
        (make_vendor(company), lambda contact: make_bill(company, vendor=contact)),
        (make_customer(company), lambda contact: make_payment(company, contact=contact)),
    ]
    for contact, use in users:
        use(contact)
        before = snapshot(company)
        with pytest.raises(errors.InUse):
            contacts.delete(contact, by=by)
        assert snapshot(company) == before
    unused = make_customer(company)
    contacts.delete(unused, by=by)
    assert not Contact.objects.filter(id=unused.id).exists()
    with pytest.raises(errors.Conflict):
        contacts.delete(unused, by=by)


def test_a_contact_with_something_open_is_not_archived_and_that_is_named():
    company = make_company()
    by = owner_of(company)
    bill, invoice = make_approved_bill(company, bill_number="77"), make_sent_invoice(company)
    payment = make_payment(company)
    waiting = bills.submit(make_bill(company, bill_number="78"), by=by)
    open_items = [(bill.vendor, "bill 77"), (invoice.customer, "invoice INV-0001"), (payment.contact, "PAY-0001")]
    before = snapshot(company)
    for contact, named in [*open_items, (waiting.vendor, "bill 78")]:
        with pytest.raises(errors.HasOpenItems, match=named):
            contacts.archive(contact, by=by)
    assert snapshot(company) == before
    bills.void(bill, by=by)
    payments.void(payment, by=by)
    allocations = [{"invoice_id": invoice.id, "amount": invoice.amount}]
    make_payment(company, contact=invoice.customer, allocations=allocations)
    for contact, _ in open_items:
        assert not contacts.archive(contact, by=by).is_active


def test_nothing_becomes_open_on_an_archived_contact():
    company = make_company()
    by = owner_of(company)
    invoice, bill = make_invoice(company), make_bill(company)
    for contact in (invoice.customer, bill.vendor):
        contacts.archive(contact, by=by)
    before = snapshot(company)
    for operation, row in ((invoices.send, invoice), (bills.submit, bill), (bills.approve, bill)):
        with pytest.raises(errors.WrongStatus, match="archived"):
            operation(row, by=by)
    assert snapshot(company) == before


def test_a_contact_that_another_has_just_deleted_is_a_conflict():
    customer = make_customer(make_company())
    Contact.objects.filter(id=customer.id).delete()
    with pytest.raises(errors.Conflict, match="deleted"):
        contacts.hold(customer)


def test_an_account_with_something_open_is_not_archived_and_that_is_named():
    company = make_company()
    by = owner_of(company)
    own = make_account(company, "1999", type="asset")
    cost = make_account(company, "6999", type="expense")
    taxed = make_account(company, "2999", type="liability")
    rate = make_tax_rate(company, sales_account_id=taxed.id)
    entry = JournalEntry(company=company, date=DAY)
    journal.post(entry, lines=[debit(own, "10.00"), credit(cost, "10.00")], by=by)
    draft = make_invoice(company, lines=[line(company, code="4010")], invoice_number="A-1")
    before = snapshot(company)
    for row, named in ((own, r"10\.00 USD"), (taxed, rate.name), (account(company, "4010"), "draft invoice A-1")):
        with pytest.raises(errors.HasOpenItems, match=named):
            accounts.archive(row, by=by)
    assert snapshot(company) == before
    assert not accounts.archive(cost, by=by).is_active  # a cost of the past is not open
    journal.reverse(entry, by=by)
    tax_rates.archive(rate, by=by)
    invoices.delete(draft, by=by)
    for row in (own, taxed, account(company, "4010")):
        assert not accounts.archive(row, by=by).is_active


def test_an_account_that_holds_only_another_currency_is_not_archived():
    """50.00 of its 100.00 EUR were booked out at what all of them were worth."""
    company = make_company()
    by, bank = owner_of(company), account(company, "1000")
    euros = make_account(company, "1080", "asset", subtype="bank", currency_id="EUR")
    for side, other, amount in (("debit", "credit", "100.00"), ("credit", "debit", "-50.00")):
        own: Any = {"account_id": euros.id, side: Decimal("108.00"), "currency_amount": Decimal(amount)}
        journal.create(company, by=by, date=DAY, lines=[own, {"account_id": bank.id, other: Decimal("108.00")}])
    before = snapshot(company)
    with pytest.raises(errors.HasOpenItems, match=r"holds 50\.00 EUR\."):
        accounts.archive(euros, by=by)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Account.objects.filter(pk=euros.pk).update(is_active=False)
    assert refusal.value.__cause__.diag.constraint_name == "account_settled"
    assert snapshot(company) == before


def test_open_items_prevent_archiving_by_any_writer():
    company = make_company()
    vendor = make_approved_bill(company).vendor
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Contact.objects.filter(id=vendor.id).update(is_active=False)
    assert refusal.value.__cause__.diag.constraint_name == "contact_settled"
    make_payment(company)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Account.objects.filter(company=company, code="1000").update(is_active=False)
    assert refusal.value.__cause__.diag.constraint_name == "account_settled"
