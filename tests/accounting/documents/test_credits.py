"""Credit notes and vendor credits: how much they credit, to the cent, and what they post."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from accounting import errors
from accounting.documents import credit_notes, invoices, vendor_credits
from accounting.ledger import members, periods
from accounting.models import (
    Company,
    CreditNote,
    Invoice,
    JournalLine,
    OpenItem,
)
from accounting.reports import integrity
from accounting.settlement import credits
from accounting.taxes import tax_rates
from tests.accounting.snapshot import snapshot
from tests.accounting.test_guards import refused
from tests.factories import (
    DAY,
    account,
    line,
    make_approved_bill,
    make_company,
    make_credit_note,
    make_invoice,
    make_issued_credit_note,
    make_issued_vendor_credit,
    make_payment,
    make_sent_invoice,
    make_tax_rate,
    make_vendor,
    make_vendor_credit,
    owner_of,
    period_of,
)
from tests.nightly import examples
from tests.people import make_user

pytestmark = pytest.mark.django_db

Days = datetime.timedelta
D = Decimal


def broken(company: Company) -> list[tuple[str, list[str]]]:
    return [(check.name, check.failures) for check in integrity.checks(company) if check.failed]


def posted(document: Any) -> list[tuple[str, str]]:
    """Return the lines of a document's entry: the code of the account, and the amount, debit positive."""
    lines = JournalLine.objects.filter(entry=document.journal_entry).order_by("account__code", "debit")
    return [(row.account.code, f"{row.debit - row.credit:.2f}") for row in lines.select_related("account")]


def totals(document: Any) -> tuple[Decimal, Decimal, Decimal]:
    return document.subtotal, document.tax_total, document.amount


def apply(credit: Any, **fields: Any) -> Any:
    return credits.apply(credit, by=owner_of(credit.company), **{"date": DAY} | fields)


def two_rates(company: Company, **fields: Any) -> Invoice:
    """An invoice of 100.00 with 15 % and 3 × 33.35 with 5 %."""
    lines = [
        line(company, "100.00", tax_rate=make_tax_rate(company, "15"), description="Table"),
        line(company, "33.35", quantity="3", unit="pair", tax_rate=make_tax_rate(company, "5"), description="Chairs"),
    ]
    return make_sent_invoice(company, lines=lines, **fields)


def test_a_credit_note_of_an_invoice_without_lines_is_its_mirror_image(company: Company):
    invoice = two_rates(company)
    assert totals(invoice) == (D("200.05"), D("20.00"), D("220.05"))
    note = make_issued_credit_note(company, invoice=invoice)
    assert (note.credit_note_number, note.customer_id, note.invoice_id) == ("CN-0001", invoice.customer_id, invoice.id)
    assert totals(note) == totals(invoice)
    swapped = [(code, f"{-D(amount):.2f}") for code, amount in posted(invoice)]
    assert sorted(posted(note)) == sorted(swapped)
    assert [(one.quantity, one.unit, one.unit_price, one.description) for one in note.lines.order_by("position")] == [
        (one.quantity, one.unit, one.unit_price, one.description) for one in invoice.lines.order_by("position")
    ]
    item = OpenItem.objects.get(id=note.id)
    assert (item.kind, item.number, item.side, item.open_amount, item.account.code) == (
        "credit_note",
        "CN-0001",
        "credit",
        D("220.05"),
        "1100",
    )
    assert broken(company) == []


def test_a_part_of_a_line_then_the_rest_with_two_rates(company: Company):
    invoice = two_rates(company)
    table, chairs = invoice.lines.order_by("position")
    first = make_issued_credit_note(company, invoice=invoice, lines=[{"invoice_line_id": chairs.id, "quantity": D(1)}])
    assert totals(first) == (D("33.35"), D("1.67"), D("35.02"))  # 5 % of 33.35 is 1.6675
    assert posted(first) == [("1100", "-35.02"), ("2200", "1.67"), ("4000", "33.35")]
    lines: Any = [{"invoice_line_id": table.id, "unit_price": D("40.00")}, {"invoice_line_id": chairs.id}]
    second = make_issued_credit_note(company, invoice=invoice, lines=lines)
    assert [(one.amount, one.tax_amount) for one in second.lines.order_by("position")] == [
        (D("40.00"), D("6.00")),
        (D("66.70"), D("3.33")),  # 5.00 less 1.67, though 5 % of 66.70 is 3.335
    ]
    rest = make_issued_credit_note(company, invoice=invoice)
    assert totals(rest) == (D("60.00"), D("9.00"), D("69.00"))
    assert [each.lines.get(invoice_line=chairs).unit for each in (first, second)] == ["pair", ""], (
        "it counts pairs or not"
    )
    with pytest.raises(errors.CreditTooLarge, match=r"Nothing is left to credit of INV-0001, not 220\.05 USD\."):
        make_credit_note(company, invoice=invoice)
    assert broken(company) == []


def test_what_is_rounded_on_the_document_is_credited_to_the_cent():
    """Five lines of 0.49 with 21 %: 0.5145 is 0.51 together, and 0.50 if each is rounded (Odoo issue 36675)."""
    company = make_company(tax_rounding="document")
    rate = make_tax_rate(company, "21")
    invoice = make_sent_invoice(company, lines=[line(company, "0.49", tax_rate=rate) for _ in range(5)])
    assert invoice.tax_total == D("0.51")
    first = invoice.lines.order_by("position")[0]
    one = make_issued_credit_note(company, invoice=invoice, lines=[{"invoice_line_id": first.id}])
    assert (one.subtotal, one.tax_total) == (first.amount, first.tax_amount)
    assert one.tax_rounding == "document"
    rest = make_issued_credit_note(company, invoice=invoice)
    assert (one.subtotal + rest.subtotal, one.tax_total + rest.tax_total) == (D("2.45"), D("0.51"))
    assert broken(company) == []


@pytest.mark.parametrize("rounding", ["line", "document"])
def test_inclusive_prices_and_discounts_are_credited_to_the_cent(rounding: str):
    company = make_company(tax_rounding=rounding)
    rate = make_tax_rate(company, "19", is_inclusive=True)
    lines = [
        line(company, "9.99", quantity="3", discount_percent="12.5", tax_rate=rate),
        line(company, "0.05", tax_rate=rate),
        line(company, "-1.00", tax_rate=rate),  # a discount as a line
    ]
    invoice = make_sent_invoice(company, lines=lines)
    first, _, discount = invoice.lines.order_by("position")
    part: Any = [{"invoice_line_id": first.id, "unit_price": D("8.88")}, {"invoice_line_id": discount.id}]
    made = [make_issued_credit_note(company, invoice=invoice, lines=lines) for lines in (part, [])]
    assert made[0].amount == D("7.88")
    assert tuple(map(sum, zip(*map(totals, made), strict=True))) == totals(invoice)
    assert broken(company) == []


def test_parts_never_credit_more_tax_than_the_line_has(company: Company):
    """0.10 with 15 % has 0.02 tax; each tenth of it would round to 0.00, and each third to more than its share."""
    invoice = make_sent_invoice(company, lines=[line(company, "0.10", tax_rate=make_tax_rate(company, "15"))])
    (only,) = invoice.lines.all()
    assert only.tax_amount == D("0.02")
    taxes = []
    for price in ("0.04", "0.04", "0.01", "0.01"):
        part: Any = [{"invoice_line_id": only.id, "unit_price": D(price)}]
        taxes.append(make_issued_credit_note(company, invoice=invoice, lines=part).tax_total)
    assert taxes == [D("0.01"), D("0.01"), D("0.00"), D("0.00")]
    assert broken(company) == []


def test_more_than_a_line_carries_is_refused_with_both_figures(company: Company):
    invoice = two_rates(company)
    table = invoice.lines.order_by("position")[0]
    make_issued_credit_note(company, invoice=invoice, lines=[{"invoice_line_id": table.id, "unit_price": D(60)}])
    before = snapshot(company)
    too_much: list[list[Any]] = [
        [{"invoice_line_id": table.id, "unit_price": D("40.01")}],
        [{"invoice_line_id": table.id, "unit_price": D(30)}, {"invoice_line_id": table.id, "unit_price": D("10.01")}],
        [{"invoice_line_id": table.id, "unit_price": D("-0.01")}],
    ]
    for lines, said in zip(too_much, (("40.00", "40.01"), ("10.00", "10.01"), ("40.00", "-0.01")), strict=True):
        message = rf"Only {said[0]} USD is left to credit of line 1 of INV-0001, not {said[1]} USD\."
        with pytest.raises(errors.CreditTooLarge, match=message) as refusal:
            make_credit_note(company, invoice=invoice, lines=lines)
        assert refusal.value.field == f"lines[{len(lines) - 1}].unit_price"
    free = [line(company, "150.00"), line(company, "1.06")]  # no line of the invoice, and 220.05 less 69.00 is left
    with pytest.raises(errors.CreditTooLarge, match=r"Only 151\.05 USD is left .* not 151\.06 USD"):
        make_credit_note(company, invoice=invoice, lines=free)
    assert snapshot(company) == before


def test_a_draft_is_checked_again_when_it_is_issued(company: Company):
    invoice, by = two_rates(company), owner_of(company)
    first, second = make_credit_note(company, invoice=invoice), make_credit_note(company, invoice=invoice)
    credit_notes.issue(first, by=by)
    before = snapshot(company)
    with pytest.raises(errors.CreditTooLarge, match=r"Nothing is left .* line 1 of INV-0001") as refusal:
        credit_notes.issue(second, by=by)
    assert refusal.value.field == "lines[0].unit_price"
    assert snapshot(company) == before
    credit_notes.void(first, by=by)
    assert credit_notes.issue(second, by=by).credit_note_number == "CN-0002"
    assert broken(company) == []


def test_all_that_is_left_takes_off_what_was_credited_without_a_line(company: Company):
    invoice = two_rates(company)
    rate = make_tax_rate(company, "15")
    free = [line(company, "20.00", code="4090", tax_rate=rate)]
    goodwill = make_issued_credit_note(company, invoice=invoice, lines=free)
    rest = make_issued_credit_note(company, invoice=invoice)
    assert tuple(a + b for a, b in zip(totals(goodwill), totals(rest), strict=True)) == totals(invoice)
    assert ("4090", "-20.00") in posted(rest)
    assert broken(company) == []


def test_a_credit_without_an_invoice_is_free(company: Company):
    note = make_issued_credit_note(company, lines=[line(company, "50.00", tax_rate=make_tax_rate(company, "15"))])
    assert (note.invoice_id, note.amount, note.unallocated_amount) == (None, D("57.50"), D("57.50"))
    assert posted(note) == [("1100", "-57.50"), ("2200", "7.50"), ("4000", "50.00")]
    with pytest.raises(errors.Invalid, match="at least one line"):
        make_credit_note(company, lines=[])
    with pytest.raises(errors.Invalid, match="Give a price") as refusal:
        make_credit_note(company, lines=[{"account_id": account(company, "4000").id}])
    assert refusal.value.field == "lines[0].unit_price"
    with pytest.raises(errors.InvalidAmount, match="Send an invoice instead"):
        make_credit_note(company, "-1.00")


def test_what_it_credits_must_be_posted_of_the_same_customer_and_not_later(company: Company):
    invoice, by = two_rates(company), owner_of(company)
    other = make_sent_invoice(company)
    draft = make_invoice(company)
    rate = make_tax_rate(company, "7")
    table = invoice.lines.order_by("position")[0]
    before = snapshot(company)
    wrong: list[tuple[type[errors.Refusal], str, dict[str, Any]]] = [
        (errors.WrongStatus, "invoice_id", {"invoice": draft}),
        (errors.NotFoundHere, "invoice_id", {"invoice": make_sent_invoice(make_company())}),
        (errors.ContactNotUsable, "customer_id", {"invoice": invoice, "customer_id": other.customer_id}),
        (errors.InvalidDate, "issue_date", {"invoice": invoice, "issue_date": DAY - Days(days=1)}),
        (
            errors.NotFoundHere,
            "lines[0].invoice_line_id",
            {"invoice": invoice, "lines": [{"invoice_line_id": other.lines.get().id}]},
        ),
        (
            errors.Invalid,
            "lines[0].tax_rate_id",
            {"invoice": invoice, "lines": [{"invoice_line_id": table.id, "tax_rate_id": rate.id}]},
        ),
    ]
    for refusal, field, fields in wrong:
        with pytest.raises(refusal) as raised:
            make_credit_note(company, **fields)
        assert (type(raised.value), raised.value.field) == (refusal, field)
    with pytest.raises(errors.Invalid) as raised:
        credit_notes.create(company, by=by, issue_date=DAY)
    assert raised.value.field == "customer_id"
    assert snapshot(company) == before
    note = make_credit_note(company, invoice=invoice)
    with pytest.raises(errors.ContactNotUsable):
        credit_notes.update(note, by=by, customer_id=other.customer_id)
    with pytest.raises(errors.InvalidDate):
        credit_notes.update(note, by=by, issue_date=DAY - Days(days=1))


def test_applied_in_full_the_invoice_is_paid_and_unapplied_it_is_open_again(company: Company):
    invoice, by = two_rates(company), owner_of(company)
    note = apply(make_issued_credit_note(company, invoice=invoice))
    invoice.refresh_from_db()
    assert (invoice.status_on(DAY), invoice.amount_due) == ("paid", 0)
    assert (note.status_on(DAY), note.amount_paid, note.unallocated_amount) == ("applied", D("220.05"), 0)
    with pytest.raises(errors.HasAllocations, match=r"INV-0001 \(220\.05 USD\)"):
        credit_notes.void(note, by=by)
    (made,) = note.allocations
    later = DAY + Days(days=20)
    note = credits.unapply(note, by=by, allocation_ids=[made.id], date=later)
    invoice.refresh_from_db()
    assert (invoice.status_on(DAY), note.status_on(DAY)) == ("sent", "issued")
    with pytest.raises(errors.InvalidDate):
        credit_notes.void(note, by=by, date=DAY)
    note = credit_notes.void(note, by=by, reason="Not returned.")
    assert (note.status, note.void_date, note.amount_due) == ("void", later, 0)
    assert broken(company) == []


def test_after_a_part_payment_the_rest_of_the_credit_stays_open(company: Company):
    invoice = make_sent_invoice(company)
    paid = [{"invoice_id": invoice.id, "amount": D(60)}]
    make_payment(company, "60.00", contact=invoice.customer, allocations=paid)
    note = make_issued_credit_note(company, invoice=invoice)
    before = snapshot(company)
    with pytest.raises(errors.OverAllocated, match=r"Only 40\.00 USD is open on INV-0001"):
        apply(note, allocations=[{"invoice_id": invoice.id, "amount": D(100)}])
    assert snapshot(company) == before
    note = apply(note)
    assert (note.status_on(DAY), note.amount_paid, note.unallocated_amount) == ("partially_applied", 40, 60)
    other = make_sent_invoice(company, "70.00", customer=invoice.customer)
    note = apply(note, allocations=[{"invoice_id": other.id, "amount": D(60)}], date=DAY + Days(days=1))
    other.refresh_from_db()
    assert (other.amount_due, note.status_on(DAY)) == (10, "applied")
    with pytest.raises(errors.WrongStatus, match="Nothing is open on INV-0001"):
        apply(note)
    assert broken(company) == []


def test_without_amounts_each_invoice_takes_what_is_left_after_those_before_it(company: Company):
    """100.00 of credit to invoices of 70.00, 50.00 and 20.00: 70.00, 10.00 because that is given, and 20.00."""
    first = make_sent_invoice(company, "70.00")
    second, third = (make_sent_invoice(company, amount, customer=first.customer) for amount in ("50.00", "30.00"))
    note = make_issued_credit_note(company, customer=first.customer)
    before = snapshot(company)
    with pytest.raises(errors.WrongStatus, match="Nothing is open on INV-0001") as refusal:
        apply(note, allocations=[{"invoice_id": first.id}, {"invoice_id": first.id}])
    assert (refusal.value.field, snapshot(company)) == ("allocations[1].amount", before)
    with pytest.raises(errors.OverAllocated) as over:
        apply(note, allocations=[{"invoice_id": first.id, "amount": D(101)}, {"invoice_id": second.id}])
    assert (over.value.field, snapshot(company)) == ("allocations[0].amount", before)
    given = [{"invoice_id": first.id}, {"invoice_id": second.id, "amount": D(10)}, {"invoice_id": third.id}]
    note = apply(note, allocations=given)
    assert [row.amount for row in note.allocations.order_by("id")] == [70, 10, 20]
    assert (note.status_on(DAY), note.unallocated_amount) == ("applied", 0)
    assert broken(company) == []


def test_an_invoice_with_credits_is_not_voided(company: Company):
    invoice, by = make_sent_invoice(company), owner_of(company)
    note = make_issued_credit_note(company, invoice=invoice)
    before = snapshot(company)
    with pytest.raises(errors.HasCredits, match=r"It is credited by CN-0001"):
        invoices.void(invoice, by=by)
    assert snapshot(company) == before
    credit_notes.void(note, by=by)
    draft = make_credit_note(company, invoice=invoice)
    assert invoices.void(invoice, by=by).status == "void"
    with pytest.raises(errors.WrongStatus, match="nothing to credit on INV-0001: it is void"):
        credit_notes.issue(draft, by=by)


def test_numbers_are_without_gaps_and_do_not_look_alike(company: Company):
    by = owner_of(company)
    made = [make_issued_credit_note(company).credit_note_number for _ in range(2)]
    own = make_credit_note(company, credit_note_number="cn 0003")
    made.append(make_issued_credit_note(company).credit_note_number)
    assert made == ["CN-0001", "CN-0002", "CN-0004"]
    assert credit_notes.issue(own, by=by).credit_note_number == "cn 0003"
    with pytest.raises(errors.Duplicate) as refusal:
        make_credit_note(company, credit_note_number="CN0001")
    assert refusal.value.field == "credit_note_number"
    vendor = make_vendor(company)
    first = make_issued_vendor_credit(company, vendor=vendor, vendor_credit_number="G-17")
    with pytest.raises(errors.Duplicate) as refusal:
        make_vendor_credit(company, vendor=vendor, vendor_credit_number="g17")
    assert refusal.value.field == "vendor_credit_number"
    make_vendor_credit(company, vendor_credit_number="g17")  # of another vendor
    vendor_credits.void(first, by=by)
    make_vendor_credit(company, vendor=vendor, vendor_credit_number="g17")


def test_a_closed_month_moves_it_only_if_asked(company: Company):
    invoice, by = make_sent_invoice(company), owner_of(company)
    note = make_credit_note(company, invoice=invoice, issue_date=datetime.date(2026, 3, 31))
    with pytest.raises(errors.PeriodNotReady, match="Draft credit notes"):
        periods.close(period_of(company), by=by)
    refused(
        "period_no_open_documents",
        "UPDATE accounting_accountingperiod SET status = 'closed', closed_at = now(), seal = 'x', sealed_head = 'x', "
        f"sealed_balances = '{{}}' WHERE id = '{period_of(company).pk}'",
    )
    credit_notes.update(note, by=by, issue_date=datetime.date(2026, 4, 1))
    periods.close(period_of(company), by=by)
    credit_notes.update(note, by=by, issue_date=DAY)
    before = snapshot(company)
    with pytest.raises(errors.PeriodClosed):
        credit_notes.issue(note, by=by)
    assert snapshot(company) == before
    note = credit_notes.issue(note, by=by, on_closed_period="next_open")
    assert (note.issue_date, note.journal_entry and note.journal_entry.date) == (DAY, datetime.date(2026, 4, 1))
    with pytest.raises(errors.InvalidDate):
        apply(note, date=DAY)
    assert apply(note, date=datetime.date(2026, 4, 1)).unallocated_amount == 0
    assert broken(company) == []


def test_on_29_february(company: Company):
    leap = datetime.date(2024, 2, 29)
    invoice = make_sent_invoice(company, issue_date=leap)
    note = apply(make_issued_credit_note(company, invoice=invoice, issue_date=leap), date=leap)
    assert note.due_date == leap
    assert OpenItem.objects.get(id=note.id).date == leap
    assert broken(company) == []


def test_a_draft_changes_and_an_issued_one_only_its_reference_and_notes(company: Company):
    by, note = owner_of(company), make_credit_note(company, reason=" Damaged. ")
    later = DAY + Days(days=2)
    note = credit_notes.update(note, by=by, issue_date=later, lines=[line(company, "70.00")], reason="Late.")
    assert (note.due_date, note.amount, note.reason) == (later, 70, "Late.")
    note = credit_notes.issue(note, by=by)
    assert credit_notes.update(note, by=by, notes="Sorry.").notes == "Sorry."
    for change in ({"reason": "Other."}, {"lines": [line(company)]}, {"issue_date": DAY}):
        with pytest.raises(errors.WrongStatus, match=r"Only metadata, notes, reference may change\."):
            credit_notes.update(note, by=by, **change)
    with pytest.raises(errors.WrongStatus, match=r"Only draft credit_?.?notes can be deleted"):
        credit_notes.delete(note, by=by)
    draft = make_credit_note(company)
    credit_notes.delete(draft, by=by)
    assert not CreditNote.objects.filter(id=draft.id).exists()


def test_an_archived_tax_rate_does_not_keep_a_credit_from_the_rate_of_its_invoice(company: Company):
    rate, by = make_tax_rate(company, "15"), owner_of(company)
    invoice = make_sent_invoice(company, lines=[line(company, tax_rate=rate)])
    tax_rates.archive(rate, by=by)
    note = make_issued_credit_note(company, invoice=invoice, lines=[{"invoice_line_id": invoice.lines.get().id}])
    assert note.tax_total == D("15.00")


def test_a_vendor_credit_reduces_what_we_owe(company: Company):
    rate = make_tax_rate(company, "20")
    bill = make_approved_bill(company, lines=[line(company, "200.00", code="6100", tax_rate=rate)])
    (only,) = bill.lines.all()
    lines: Any = [{"bill_line_id": only.id, "unit_price": D(50), "tax_amount": D("10.01")}]
    with pytest.raises(errors.CreditTooLarge):
        make_vendor_credit(company, bill=bill, lines=[{"bill_line_id": only.id, "tax_amount": D("40.01")}])
    credit = make_issued_vendor_credit(company, bill=bill, lines=lines)
    assert totals(credit) == (D("50.00"), D("10.01"), D("60.01"))
    assert posted(credit) == [("1400", "-10.01"), ("2000", "60.01"), ("6100", "-50.00")]
    item = OpenItem.objects.get(id=credit.id)
    assert (item.kind, item.side, item.open_amount) == ("vendor_credit", "debit", D("60.01"))
    credit = apply(credit)
    bill.refresh_from_db()
    assert (bill.amount_due, bill.status_on(DAY), credit.status_on(DAY)) == (D("179.99"), "partially_paid", "applied")
    apply(make_issued_vendor_credit(company, bill=bill))
    bill.refresh_from_db()
    assert bill.status_on(DAY) == "paid"
    assert broken(company) == []


def test_a_vendor_credit_needs_an_approver_and_two_people_where_bills_do():
    company = make_company(two_person_approval=True)
    by = owner_of(company)
    clerk, approver = (make_user(company.organization) for _ in range(2))
    members.assign(company, user=clerk, role="accountant", by=by)
    members.assign(company, user=approver, role="approver", by=by)
    credit = make_vendor_credit(company)
    before = snapshot(company)
    with pytest.raises(errors.NeedsApprover):
        vendor_credits.issue(credit, by=clerk)
    with pytest.raises(errors.SameAuthor, match="issue it"):
        vendor_credits.issue(credit, by=by)
    assert snapshot(company) == before
    free = make_vendor_credit(company, "0.00")
    vendor_credits.update(credit, by=approver, notes="x")
    with pytest.raises(errors.SameAuthor):
        vendor_credits.issue(credit, by=approver)
    refused(
        "vendor_credit_issued_by_another",
        f"UPDATE accounting_vendorcredit SET status = 'issued', issued_by_id = '{by.id}' WHERE id = '{free.id}'",
    )
    other = make_vendor_credit(company)
    vendor_credits.issue(other, by=approver)
    with pytest.raises(errors.NeedsApprover):
        vendor_credits.void(other, by=clerk)


parts = st.lists(st.tuples(st.integers(0, 2), st.decimals(D("0.01"), D("9.99"), places=2)), max_size=5)
percents = st.sampled_from(["0", "5", "7.7", "15", "21", "33.3333"])


@given(
    parts=parts,
    rates=st.lists(st.tuples(percents, st.booleans()), min_size=3, max_size=3),
    rounding=st.sampled_from(["line", "document"]),
)
@settings(max_examples=examples(15))
def test_whatever_is_credited_in_parts_the_whole_is_the_invoice(parts: Any, rates: Any, rounding: str):
    company = make_company(tax_rounding=rounding)
    lines = [
        line(company, price, quantity="1.5", tax_rate=make_tax_rate(company, percent, is_inclusive=inclusive))
        for price, (percent, inclusive) in zip(("9.99", "0.07", "3.33"), rates, strict=True)
    ]
    invoice = make_sent_invoice(company, lines=lines)
    ids = list(invoice.lines.order_by("position").values_list("id", flat=True))
    made = []
    for position, price in parts:
        part: Any = [{"invoice_line_id": ids[position], "unit_price": price}]
        try:
            with transaction.atomic():
                made.append(make_issued_credit_note(company, invoice=invoice, lines=part))
        except errors.CreditTooLarge:
            continue
    if sum((one.amount for one in made), D(0)) != invoice.amount:
        made.append(make_issued_credit_note(company, invoice=invoice))
    assert tuple(sum((totals(one)[i] for one in made), D(0)) for i in range(3)) == totals(invoice)
    assert broken(company) == []
