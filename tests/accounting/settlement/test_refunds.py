"""Refunds, open credits and dated un-allocations. The figures are computed by hand."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Sum

from accounting import errors
from accounting.models import Allocation, Company, Invoice, OpenItem, Payment
from accounting.settlement import adjustments, payments
from foundation import tenancy
from tests import factories
from tests.accounting.banking.test_bank_transactions import close_march, posted, sound
from tests.accounting.races import race
from tests.accounting.settlement.test_adjustments import line, of, told
from tests.accounting.snapshot import snapshot
from tests.accounting.test_guards import refused
from tests.factories import (
    DAY,
    account,
    make_adjustment,
    make_company,
    make_payment,
    make_sent_invoice,
    make_vendor,
    owner_of,
)

pytestmark = pytest.mark.django_db
NEXT_DAY = DAY + datetime.timedelta(days=1)
APRIL = datetime.date(2026, 4, 1)


def refund(payment: Payment, amount: str, **fields: Any) -> Payment:
    """Pay back what is left of a payment."""
    given = {
        "type": "made" if payment.type == "received" else "received",
        "is_refund": True,
        "date": NEXT_DAY,
        "allocations": [of(payment, amount)],
    }
    return make_payment(payment.company, amount, contact=payment.contact, **given | fields)


def test_an_overpayment_is_refunded_to_the_customer(company: Company) -> None:
    """100.00 owed, 130.00 paid: 30.00 goes back, and the customer's account is at zero."""
    invoice = make_sent_invoice(company)
    paid = make_payment(company, "130.00", contact=invoice.customer, allocations=[of(invoice, "100.00")])
    seen = len(told(company))
    back = refund(paid, "30.00")
    assert posted(back.journal_entry) == [("1000", "-30.00"), ("1100", "30.00")]
    assert (back.customer_id, back.vendor_id, back.is_refund) == (invoice.customer_id, None, True)
    assert back.journal_entry.memo == f"Refund PAY-0002 to {invoice.customer.name}"
    assert (Payment.objects.get(id=paid.id).unallocated_amount, back.unallocated_amount) == (0, 0)
    item = OpenItem.objects.get(id=back.id)
    assert (item.side, item.account.code, item.open_amount) == ("debit", "1100", 0)
    assert told(company)[seen:] == ["journal_entry.posted", "payment.made"]
    sound(company)


def test_a_payment_is_refunded_from_its_account_or_another(company: Company) -> None:
    customer, by = factories.make_customer(company), owner_of(company)
    paid = make_payment(company, "30.00", contact=customer)
    first = payments.refund(paid, by=by, date=NEXT_DAY, amount=Decimal("10.00"))
    assert posted(first.journal_entry) == [("1000", "-10.00"), ("1100", "10.00")]
    cash = factories.make_account(company, "1090", "asset", subtype="cash")
    rest = payments.refund(paid, by=by, date=NEXT_DAY, account_id=cash.id, reference="In cash")
    assert posted(rest.journal_entry) == [("1090", "-20.00"), ("1100", "20.00")]
    assert (rest.is_refund, rest.contact, rest.reference) == (True, customer, "In cash")
    assert Payment.objects.get(id=paid.id).unallocated_amount == 0
    sound(company)


def test_a_prepayment_in_a_foreign_currency_comes_back_at_the_rate_of_its_day(company: Company) -> None:
    """100 EUR paid at 1.10 and back at 1.20: 10.00 USD of exchange gain."""
    for date, rate in ((DAY, "1.10"), (NEXT_DAY, "1.20")):
        factories.make_exchange_rate(company, rate, currency="EUR", date=date)
    paid = make_payment(company, "100.00", contact=make_vendor(company, currency="EUR"))
    back = payments.refund(paid, by=owner_of(company), date=NEXT_DAY)
    assert (back.type, back.currency_id, back.exchange_rate) == ("received", "EUR", Decimal("1.2"))
    assert back.allocations.get().difference == 10
    sound(company)


def test_a_refund_of_nothing_is_refused(company: Company) -> None:
    by = owner_of(company)
    invoice = make_sent_invoice(company)
    used = make_payment(company, contact=invoice.customer, allocations=[of(invoice, "100.00")])
    void = payments.void(make_payment(company), by=by)
    paid = make_payment(company, "30.00")
    back = payments.refund(make_payment(company), by=by, date=DAY)
    free = payments.unallocate(back, by=by, allocation_ids=[back.allocations.get().id], date=DAY)
    before = snapshot(company)
    for payment, message in ((used, "all of it is allocated"), (void, "is void"), (free, "is a refund itself")):
        with pytest.raises(errors.WrongStatus, match=message):
            payments.refund(payment, by=by, date=DAY)
    with pytest.raises(errors.RefundTooLarge, match=r"Only 30.00 USD of the payment is left, not 30.01 USD") as over:
        payments.refund(paid, by=by, date=DAY, amount=Decimal("30.01"))
    assert over.value.field == "amount"
    with pytest.raises(errors.InvalidAmount, match="at most 2 decimals"):
        payments.refund(paid, by=by, date=DAY, amount=Decimal("30.001"))
    with pytest.raises(errors.InvalidDate, match="before its payment of 2026-03-15") as early:
        payments.refund(paid, by=by, date=DAY - datetime.timedelta(days=1))
    assert early.value.field == "date"
    assert snapshot(company) == before


def test_a_vendor_pays_a_prepayment_back_less_a_fee(company: Company) -> None:
    prepaid = make_payment(company, "50.00", contact=make_vendor(company))
    fee = {"account_id": account(company, "6700").id, "amount": Decimal("1.50")}
    back = refund(prepaid, "50.00", deductions=[fee])
    assert posted(back.journal_entry) == [("1000", "48.50"), ("6700", "1.50"), ("2000", "-50.00")]
    assert (back.vendor_id, Payment.objects.get(id=prepaid.id).unallocated_amount) == (prepaid.contact_id, 0)
    sound(company)


def test_an_adjustment_with_an_open_rest_is_refunded(company: Company) -> None:
    customer = factories.make_customer(company)
    credit = make_adjustment(company, contact=customer, lines=[line(company, "6800", "20.00")])
    back = make_payment(
        company, "20.00", contact=customer, type="made", is_refund=True, allocations=[of(credit, "20.00")]
    )
    credit.refresh_from_db()
    assert (credit.unallocated_amount, back.unallocated_amount) == (0, 0)
    sound(company)


def test_a_refund_greater_than_the_credit_is_refused_with_both_figures(company: Company) -> None:
    paid = make_payment(company, "30.00")
    before = snapshot(company)
    with pytest.raises(errors.RefundTooLarge, match=r"Only 30.00 USD is open on PAY-0001, not 30.01 USD") as over:
        refund(paid, "30.01")
    assert (over.value.code, over.value.field) == ("refund_too_large", "allocations[0].amount")
    with pytest.raises(errors.RefundTooLarge, match=r"refund of 40.00 USD is greater than .* 30.00 USD") as rest:
        refund(paid, "40.00", allocations=[of(paid, "30.00")])
    assert rest.value.field == "amount"
    with pytest.raises(errors.RefundTooLarge):
        refund(paid, "10.00", allocations=[])
    assert snapshot(company) == before
    refund(paid, "20.00")
    with pytest.raises(errors.RefundTooLarge, match=r"Only 10.00 USD"):
        refund(paid, "10.01")


@pytest.mark.parametrize(
    ("credit", "error"),
    [
        (lambda paid: make_sent_invoice(paid.company, customer=paid.contact), errors.Invalid),
        (lambda paid: make_payment(paid.company), errors.ContactNotUsable),
        (lambda paid: make_payment(make_company()), errors.NotFoundHere),
        (
            lambda paid: payments.void(make_payment(paid.company, contact=paid.contact), by=owner_of(paid.company)),
            errors.WrongStatus,
        ),
    ],
)
def test_only_an_open_credit_of_this_contact_is_refunded(company: Company, credit: Any, error: Any) -> None:
    paid = make_payment(company)
    other = credit(paid)
    before = snapshot(company)
    with pytest.raises(error) as refusal:
        refund(paid, "10.00", allocations=[of(other, "10.00")])
    assert refusal.value.field == f"allocations[0].{other.NOUN}_id"
    assert snapshot(company) == before


def test_a_payment_does_not_settle_a_payment_of_its_own_direction(company: Company) -> None:
    first = make_payment(company)
    with pytest.raises(errors.Invalid, match="neither settles the other"):
        make_payment(company, contact=first.contact, allocations=[of(first, "10.00")])


def test_a_bounced_refund_is_taken_back_and_voided(company: Company) -> None:
    paid = make_payment(company, "30.00")
    back, by = refund(paid, "30.00"), owner_of(company)
    with pytest.raises(errors.HasAllocations, match="PAY-0001"):
        payments.void(back, by=by)
    with pytest.raises(errors.HasAllocations, match="PAY-0002"):
        payments.void(paid, by=by)
    back = payments.unallocate(back, by=by, allocation_ids=[back.allocations.get().id], date=APRIL)
    payments.void(back, by=by, date=APRIL, reason="Bounced.")
    assert Payment.objects.get(id=paid.id).unallocated_amount == 30
    sound(company)


def test_where_two_people_are_required_only_an_approver_pays_a_refund(company: Company) -> None:
    Company.objects.filter(id=company.id).update(two_person_approval=True)
    company.refresh_from_db()
    paid, accountant = make_payment(company, "30.00"), factories.make_member(company, "accountant")
    given: Any = {"type": "made", "is_refund": True, "contact_id": paid.contact_id, "date": DAY}
    before = snapshot(company)
    with pytest.raises(errors.NeedsApprover):
        payments.create(
            company,
            by=accountant,
            amount=Decimal(30),
            account_id=account(company, "1000").id,
            allocations=[of(paid, "30.00")],  # type: ignore[list-item]
            **given,
        )
    with pytest.raises(errors.NeedsApprover):
        payments.refund(paid, by=accountant, date=DAY)
    assert snapshot(company) == before


def test_where_two_people_are_required_no_allocation_of_a_vendor_is_taken_back_from_its_other_side(
    company: Company,
) -> None:
    """Else an accountant opens what was settled, and pays it: a refund of the vendor, or what an approver said that we
    owe."""
    Company.objects.filter(id=company.id).update(two_person_approval=True)
    company.refresh_from_db()
    accountant, vendor = factories.make_member(company, "accountant"), make_vendor(company)
    prepaid = make_payment(company, "80.00", contact=vendor)
    back = refund(prepaid, "50.00")
    owed = make_adjustment(company, contact=vendor, lines=[line(company, "6100", "-30.00")])
    payments.allocate(prepaid, by=owner_of(company), date=DAY, allocations=[of(owed, "30.00")])
    before = snapshot(company)
    for document, operations in ((back, payments), (owed, adjustments)):
        ids = [document.allocations.get().id]
        with pytest.raises(errors.NeedsApprover):
            operations.unallocate(document, by=accountant, allocation_ids=ids, date=NEXT_DAY)  # type: ignore[attr-defined]
    assert snapshot(company) == before
    payments.unallocate(back, by=owner_of(company), allocation_ids=[back.allocations.get().id], date=NEXT_DAY)
    sound(company)


def open_on(invoice: Invoice, day: datetime.date) -> Decimal:
    """Return what a statement as of a day shows as open on an invoice: its total less the allocations up to then."""
    up_to = Allocation.objects.filter(debit_item=invoice.id, date__lte=day)
    return invoice.amount - (up_to.aggregate(total=Sum("amount"))["total"] or Decimal(0))


def test_taking_an_allocation_back_leaves_past_statements_as_they_are(company: Company) -> None:
    """Settled on 15 March, taken back on 1 April, settled by another payment on 2 April."""
    invoice, by = make_sent_invoice(company), owner_of(company)
    paid = make_payment(company, contact=invoice.customer, allocations=[of(invoice, "100.00")])
    march, ids = datetime.date(2026, 3, 31), [paid.allocations.get().id]
    with pytest.raises(errors.InvalidDate):
        payments.unallocate(paid, by=by, allocation_ids=ids, date=DAY - datetime.timedelta(days=1))
    close_march(company)
    before = snapshot(company)
    with pytest.raises(errors.PeriodClosed):
        payments.unallocate(paid, by=by, allocation_ids=ids, date=march)
    assert snapshot(company) == before
    payments.unallocate(paid, by=by, allocation_ids=[paid.allocations.get().id], date=APRIL)
    assert (open_on(invoice, march), open_on(invoice, APRIL)) == (0, 100)
    other = make_payment(company, contact=invoice.customer, date=datetime.date(2026, 4, 2))
    payments.allocate(other, by=by, allocations=[of(invoice, "100.00")], date=datetime.date(2026, 4, 2))
    assert [open_on(invoice, day) for day in (march, APRIL, datetime.date(2026, 4, 2))] == [0, 100, 0]
    sound(company)


def test_a_rest_stays_open_and_is_allocated_later(company: Company) -> None:
    paid = make_payment(company, "150.00")
    invoice = make_sent_invoice(company, customer=paid.contact, issue_date=APRIL)
    with pytest.raises(errors.InvalidDate, match="2026-04-01"):
        payments.allocate(paid, by=owner_of(company), allocations=[of(invoice, "100.00")], date=NEXT_DAY)
    paid = payments.allocate(paid, by=owner_of(company), allocations=[of(invoice, "100.00")], date=APRIL)
    assert (paid.unallocated_amount, OpenItem.objects.get(id=paid.id).open_amount) == (50, 50)
    sound(company)


def test_postgresql_wants_a_refund_on_its_own_side(company: Company) -> None:
    paid = make_payment(company)
    refused("payment_frozen", "UPDATE accounting_payment SET is_refund = true WHERE id = %s", paid.id)


@pytest.mark.parametrize(
    "pay_back",
    [
        lambda paid: refund(paid, "20.00"),
        lambda paid: payments.refund(paid, by=owner_of(paid.company), date=NEXT_DAY, amount=Decimal("20.00")),
    ],
    ids=["a payment made", "the action"],
)
@pytest.mark.django_db(transaction=True)
def test_of_two_refunds_at_once_one_is_paid(pay_back: Any) -> None:
    with tenancy.everyone():
        company = make_company()
        paid = make_payment(company, "30.00")
    results = race(lambda: pay_back(paid), lambda: pay_back(paid))
    assert sorted(type(result).__name__ for result in results) == ["Payment", "RefundTooLarge"]
    with tenancy.everyone():
        assert Payment.objects.get(id=paid.id).unallocated_amount == 10
        sound(company)


@pytest.mark.django_db(transaction=True)
def test_a_payment_and_its_refund_that_settle_each_other_do_not_stop_each_other() -> None:
    """Each names the other: both lock the two in one order, so neither waits for ever."""
    with tenancy.everyone():
        company = make_company()
        by, paid = owner_of(company), make_payment(company, "30.00")
        back = refund(paid, "30.00")
        payments.unallocate(back, by=by, allocation_ids=[back.allocations.get().id], date=NEXT_DAY)
    forth = lambda: payments.allocate(paid, by=by, allocations=[of(back, "20.00")], date=NEXT_DAY)  # noqa: E731
    hither = lambda: payments.allocate(back, by=by, allocations=[of(paid, "20.00")], date=NEXT_DAY)  # noqa: E731
    results = race(forth, hither)
    assert sorted(type(result).__name__ for result in results) in (
        ["OverAllocated", "Payment"],
        ["Payment", "RefundTooLarge"],
    )
    with tenancy.everyone():
        assert Payment.objects.get(id=paid.id).unallocated_amount == 10
        sound(company)
