"""Adjustments: write-offs, discounts and the like. The figures are computed by hand."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from accounting import errors
from accounting.ledger import contacts, journal, periods
from accounting.models import AccountingPeriod, Adjustment, Bill, Company, Event, Invoice, JournalEntry, OpenItem
from accounting.settlement import adjustments
from foundation import tenancy
from tests import factories
from tests.accounting.banking.test_bank_transactions import copy_of, posted, sound
from tests.accounting.races import race
from tests.accounting.snapshot import snapshot
from tests.accounting.test_guards import not_permitted, refused
from tests.factories import (
    DAY,
    account,
    make_adjustment,
    make_approved_bill,
    make_company,
    make_payment,
    make_sent_invoice,
    make_tax_rate,
    make_vendor,
    owner_of,
)

pytestmark = pytest.mark.django_db
NEXT_DAY = DAY + datetime.timedelta(days=1)


def line(company: Company, code: str, amount: str, **fields: Any) -> dict[str, Any]:
    rate = fields.pop("tax_rate", None)
    found = {"account_id": account(company, code).id, "amount": Decimal(amount), **fields}
    return found | ({"tax_rate_id": rate.id} if rate else {})


def of(document: Any, amount: str, **fields: Any) -> dict[str, Any]:
    return {f"{document.NOUN}_id": document.id, "amount": Decimal(amount), **fields}


def taxed_invoice(company: Company, price: str = "100.00") -> Invoice:
    lines = [factories.line(company, price, tax_rate=make_tax_rate(company, "15"))]
    return make_sent_invoice(company, lines=lines)


def told(company: Company) -> list[str]:
    return list(Event.objects.filter(company=company).order_by("sequence").values_list("type", flat=True))


def test_the_rest_of_a_part_paid_invoice_is_written_off_with_its_tax(company: Company) -> None:
    """115.00 with 15 % in it; 40.00 paid; the rest, 75.00, is 65.22 net and 9.78 tax (75 × 15 / 115 = 9.7826)."""
    invoice = taxed_invoice(company)
    make_payment(company, "40.00", contact=invoice.customer, allocations=[of(invoice, "40.00")])
    seen = len(told(company))
    rate = invoice.lines.get().tax_rate
    written = make_adjustment(
        company,
        contact=invoice.customer,
        lines=[line(company, "6800", "75.00", tax_rate=rate)],
        allocations=[of(invoice, "75.00")],
    )
    assert posted(written.journal_entry) == [("6800", "65.22"), ("2200", "9.78"), ("1100", "-75.00")]
    invoice.refresh_from_db()
    assert (invoice.status_on(DAY), invoice.amount_due) == ("paid", 0)
    assert (written.adjustment_number, written.unallocated_amount) == ("ADJ-0001", 0)
    assert written.journal_entry.memo == f"Write-off ADJ-0001 of {invoice.customer.name}"
    assert told(company)[seen:] == ["journal_entry.posted", "adjustment.created", "invoice.paid"]
    sound(company)


def test_a_discount_for_early_payment_with_tax(company: Company) -> None:
    """2 % of 115.00 is 2.30: 2.00 net and 0.30 tax. The customer pays 112.70."""
    invoice = taxed_invoice(company)
    make_payment(company, "112.70", contact=invoice.customer, allocations=[of(invoice, "112.70")])
    given = make_adjustment(
        company,
        contact=invoice.customer,
        kind="settlement_discount",
        lines=[line(company, "4000", "2.30", tax_rate=invoice.lines.get().tax_rate)],
        allocations=[of(invoice, "2.30")],
    )
    assert posted(given.journal_entry) == [("4000", "2.00"), ("2200", "0.30"), ("1100", "-2.30")]
    assert Invoice.objects.get(id=invoice.id).amount_due == 0
    sound(company)


def test_a_discount_from_a_vendor_reduces_the_tax_on_purchases(company: Company) -> None:
    rate = make_tax_rate(company, "15")
    bill = make_approved_bill(company, lines=[factories.line(company, code="6100", tax_rate=rate)])
    taken = make_adjustment(
        company,
        contact=bill.vendor,
        kind="settlement_discount",
        lines=[line(company, "6100", "2.30", tax_rate=rate)],
        allocations=[of(bill, "2.30")],
    )
    assert posted(taken.journal_entry) == [("2000", "2.30"), ("6100", "-2.00"), ("1400", "-0.30")]
    assert Bill.objects.get(id=bill.id).amount_due == Decimal("112.70")
    sound(company)


def test_a_contra_entry_settles_a_customer_with_a_vendor(company: Company) -> None:
    """The same business owes 100.00 and is owed 60.00: two adjustments over a clearing account, which ends at zero."""
    invoice, bill = make_sent_invoice(company), make_approved_bill(company, "60.00")
    clearing = factories.make_account(company, type="asset", subtype="clearing")
    for document, contact in ((invoice, invoice.customer), (bill, bill.vendor)):
        lines = [{"account_id": clearing.id, "amount": Decimal("60.00")}]
        make_adjustment(company, contact=contact, kind="contra", lines=lines, allocations=[of(document, "60.00")])
    held = clearing.balances.get()
    assert held.debits - held.credits == 0
    assert (Invoice.objects.get(id=invoice.id).amount_due, Bill.objects.get(id=bill.id).amount_due) == (40, 0)
    sound(company)


def test_a_negative_adjustment_raises_what_is_owed_and_is_paid(company: Company) -> None:
    customer = factories.make_customer(company)
    more = make_adjustment(company, contact=customer, kind="other", lines=[line(company, "4000", "-12.00")])
    assert posted(more.journal_entry) == [("1100", "12.00"), ("4000", "-12.00")]
    item = OpenItem.objects.get(id=more.id)
    assert (item.kind, item.side, item.amount, item.open_amount) == ("adjustment", "debit", 12, 12)
    paid = make_payment(company, "12.00", contact=customer, allocations=[of(more, "12.00")])
    assert (Adjustment.objects.get(id=more.id).unallocated_amount, paid.unallocated_amount) == (0, 0)
    sound(company)


def test_an_adjustment_is_allocated_later_taken_back_and_voided(company: Company) -> None:
    invoice, by = make_sent_invoice(company), owner_of(company)
    made = make_adjustment(company, contact=invoice.customer, lines=[line(company, "6800", "30.00")])
    assert adjustments.possible_actions(made) == ("update", "allocate", "void")
    made = adjustments.allocate(made, by=by, allocations=[of(invoice, "20.00")], date=NEXT_DAY)
    assert (made.unallocated_amount, adjustments.possible_actions(made)) == (10, ("update", "allocate", "unallocate"))
    before = snapshot(company)
    with pytest.raises(errors.HasAllocations, match=r"settles INV-0001"):
        adjustments.void(made, by=by)
    with pytest.raises(errors.InvalidDate, match="not be before that of the allocation"):
        adjustments.unallocate(made, by=by, allocation_ids=[made.allocations.get().id], date=DAY)
    assert snapshot(company) == before
    last = NEXT_DAY + datetime.timedelta(days=3)
    made = adjustments.unallocate(made, by=by, allocation_ids=[made.allocations.get().id], date=last)
    assert Invoice.objects.get(id=invoice.id).amount_due == 100
    with pytest.raises(errors.InvalidDate, match="when an allocation was taken back"):
        adjustments.void(made, by=by, date=NEXT_DAY)
    voided = adjustments.void(made, by=by, reason="They paid after all.")
    assert (voided.void_date, voided.status, OpenItem.objects.get(id=made.id).open_amount) == (last, "void", 0)
    assert told(company)[-4:] == [
        "adjustment.allocated",
        "adjustment.unallocated",
        "journal_entry.posted",
        "adjustment.voided",
    ]
    sound(company)


@pytest.mark.parametrize(
    ("given", "error", "field"),
    [
        (lambda c, i: {"lines": []}, errors.Invalid, "lines"),
        (lambda c, i: {"lines": [line(c, "1100", "1.00")]}, errors.AccountNotUsable, "lines[0].account_id"),
        (lambda c, i: {"lines": [line(c, "6800", "0.00")]}, errors.InvalidAmount, "lines[0].amount"),
        (
            lambda c, i: {"lines": [line(c, "6800", "1.00"), line(c, "6800", "-1.00")]},
            errors.InvalidAmount,
            "lines",
        ),
        (lambda c, i: {"lines": [line(make_company(), "6800", "1.00")]}, errors.NotFoundHere, "lines[0].account_id"),
        (lambda c, i: {"allocations": [of(i, "30.01")]}, errors.OverAllocated, "allocations[0].amount"),
        (
            lambda c, i: {"allocations": [of(make_sent_invoice(c), "1.00")]},
            errors.ContactNotUsable,
            "allocations[0].invoice_id",
        ),
        (
            lambda c, i: {"allocations": [of(make_sent_invoice(make_company()), "1.00")]},
            errors.NotFoundHere,
            "allocations[0].invoice_id",
        ),
        (
            lambda c, i: {"allocations": [{"amount": Decimal(1)}]},
            errors.Invalid,
            "allocations[0].invoice_id",
        ),
        (
            lambda c, i: {"allocations": [of(make_payment(c, "5.00", contact=i.customer), "5.00")]},
            errors.Invalid,
            "allocations[0].payment_id",
        ),
        (lambda c, i: {"contact": make_vendor(make_company())}, errors.NotFoundHere, "vendor_id"),
        (lambda c, i: {"currency": "EUR"}, errors.ExchangeRateMissing, "exchange_rate"),
        (lambda c, i: {"date": datetime.date(2199, 1, 1)}, errors.InvalidDate, "date"),
    ],
)
def test_a_refusal_names_the_field_and_changes_nothing(company: Company, given: Any, error: Any, field: str) -> None:
    invoice = make_sent_invoice(company)
    fields = {"contact": invoice.customer, "lines": [line(company, "6800", "30.00")]} | given(company, invoice)
    before = snapshot(company)
    with pytest.raises(error) as refusal:
        make_adjustment(company, **fields)
    assert refusal.value.field == field
    assert snapshot(company) == before


def test_closed_months_and_the_29th_of_february(company: Company) -> None:
    invoice = make_sent_invoice(company, issue_date=datetime.date(2024, 2, 29))
    made = make_adjustment(company, contact=invoice.customer, date=datetime.date(2024, 2, 29))
    assert made.journal_entry.date == datetime.date(2024, 2, 29)
    march = make_adjustment(company, contact=invoice.customer)
    for period in AccountingPeriod.objects.filter(company=company, start_date__lte=DAY).order_by("start_date"):
        periods.close(period, by=owner_of(company))
    before = snapshot(company)
    with pytest.raises(errors.PeriodClosed):
        make_adjustment(company, contact=invoice.customer)
    with pytest.raises(errors.PeriodClosed):
        adjustments.void(march, by=owner_of(company), date=DAY)
    assert snapshot(company) == before
    sound(company)


def test_a_contact_with_an_open_adjustment_is_not_archived(company: Company) -> None:
    made = make_adjustment(company)
    with pytest.raises(errors.HasOpenItems, match="adjustment ADJ-0001"), transaction.atomic():
        contacts.archive(made.contact, by=owner_of(company))


def test_where_two_people_are_required_only_an_approver_raises_what_a_vendor_is_owed(company: Company) -> None:
    Company.objects.filter(id=company.id).update(two_person_approval=True)
    company.refresh_from_db()
    accountant, vendor = factories.make_member(company, "accountant"), make_vendor(company)
    given: Any = {"contact_kind": "vendor", "contact_id": vendor.id, "kind": "other", "date": DAY}
    before = snapshot(company)
    with pytest.raises(errors.NeedsApprover):
        adjustments.create(company, by=accountant, lines=[line(company, "6100", "-5.00")], **given)
    assert snapshot(company) == before
    less = adjustments.create(company, by=accountant, lines=[line(company, "6100", "5.00")], **given)
    with pytest.raises(errors.NeedsApprover):
        adjustments.void(less, by=accountant)


def test_control_accounts_stay_closed_to_manual_entries(company: Company) -> None:
    left, right = account(company, "1100"), account(company, "6800")
    lines = [factories.debit(left, "5.00"), factories.credit(right, "5.00")]
    with pytest.raises(errors.AccountNotUsable), transaction.atomic():
        journal.post(JournalEntry(company=company, date=DAY), lines=lines, by=None)


# Below the operations: what PostgreSQL itself refuses.


def test_postgresql_holds_numbers_totals_and_lines(company: Company) -> None:
    made = make_adjustment(company)
    statement, values = copy_of(made, adjustment_number="ADJ-0003")
    refused("number_without_gaps", statement, *values)
    statement, values = copy_of(made, adjustment_number="ADJ-0002")
    refused("document_entry_true", statement, *values)
    refused("adjustment_frozen", "UPDATE accounting_adjustment SET amount = 1, subtotal = 1 WHERE id = %s", made.id)
    refused("adjustment_frozen", "UPDATE accounting_adjustment SET kind = 'other' WHERE id = %s", made.id)
    refused("adjustment_frozen", "DELETE FROM accounting_adjustment WHERE id = %s", made.id)
    refused("adjustment_allocated_true", "UPDATE accounting_adjustment SET allocated_amount = 1 WHERE id = %s", made.id)
    not_permitted("UPDATE accounting_adjustmentline SET amount = 1")
    not_permitted("DELETE FROM accounting_adjustmentline")


def test_postgresql_compares_the_lines_with_the_entry(company: Company) -> None:
    made = make_adjustment(company)
    insert = """INSERT INTO accounting_adjustmentline
        (id, company_id, adjustment_id, position, description, account_id, amount, net_amount, tax_amount)
        VALUES (uuidv7(), %s, %s, 7, '', %s, %s, %s, 0)"""
    for code, amount in (("6800", 1), ("6200", 30), ("6800", -30)):
        refused("lines_posted_true", insert, company.id, made.id, account(company, code).id, amount, amount)


@pytest.mark.django_db(transaction=True)
def test_two_sessions_that_write_off_one_invoice_settle_it_once() -> None:
    with tenancy.everyone():
        company = make_company()
        invoice = make_sent_invoice(company)

    def write_off() -> Adjustment:
        lines, allocations = [line(company, "6800", "60.00")], [of(invoice, "60.00")]
        return make_adjustment(company, contact=invoice.customer, lines=lines, allocations=allocations)

    results = race(write_off, write_off)
    assert sorted(type(result).__name__ for result in results) == ["Adjustment", "OverAllocated"]
    with tenancy.everyone():
        assert Invoice.objects.get(id=invoice.id).amount_due == 40
        assert list(Adjustment.objects.values_list("adjustment_number", flat=True)) == ["ADJ-0001"]
        sound(company)
