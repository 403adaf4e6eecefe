"""Bills: drafts, approval by one or two people, voiding."""

import datetime
from decimal import Decimal
from typing import Any

import orjson
import pytest
from django.db import IntegrityError, transaction

from accounting import errors
from accounting.documents import bills
from accounting.ledger import contacts, members, periods
from accounting.models import AccountBalance, Bill, BillStatus, Company, Event, JournalEntry
from accounting.reports import integrity
from foundation import tenancy
from identity.models import User
from tests.accounting.races import race
from tests.accounting.snapshot import snapshot
from tests.factories import (
    DAY,
    line,
    make_approved_bill,
    make_bill,
    make_company,
    make_customer,
    make_entry,
    make_payment,
    make_tax_rate,
    make_vendor,
    owner_of,
    period_of,
)
from tests.people import make_admin, make_organization, make_user

pytestmark = pytest.mark.django_db


def balance(company: Company, code: str) -> Decimal:
    rows = AccountBalance.objects.filter(company=company, account__code=code)
    return sum((row.debits - row.credits for row in rows), Decimal(0))


def colleague_of(company: Company) -> User:
    return make_admin(company.organization)


def test_a_draft_posts_nothing():
    company = make_company()
    rate = make_tax_rate(company, "20")
    bill = make_bill(company, lines=[line(company, "100.00", code="6100", tax_rate=rate)], bill_number=" 2026-118 ")
    stored = Bill.objects.get(id=bill.id)
    assert (stored.bill_number, stored.status, stored.amount, stored.tax_total) == ("2026-118", "draft", 120, 20)
    assert not JournalEntry.objects.filter(company=company).exists()


def test_approval_posts_and_records():
    company = make_company()
    rate = make_tax_rate(company, "20")
    draft = make_bill(company, lines=[line(company, "100.00", code="6100", tax_rate=rate)])
    by = owner_of(company)
    seen = Event.objects.filter(company=company).count()
    bills.approve(draft, by=by)
    bill = Bill.objects.select_related("journal_entry").get(id=draft.id)
    assert (bill.status, bill.approved_by, bill.submitted_by) == ("approved", by, by)
    assert bill.approved_at == bill.journal_entry.posted_at
    assert (bill.journal_entry.source_type, bill.journal_entry.source_id) == ("bill", bill.id)
    assert (balance(company, "6100"), balance(company, "1400"), balance(company, "2000")) == (100, 20, -120)
    types = Event.objects.filter(company=company).order_by("sequence").values_list("type", flat=True)
    assert list(types)[seen:] == ["journal_entry.posted", "bill.submitted", "bill.approved"]
    data = orjson.loads(bytes(Event.objects.get(company=company, type="bill.approved").body))["data"]
    assert (data["id"], data["amount"], data["status"]) == (str(bill.id), 120.0, "approved")


def test_the_same_bill_is_not_entered_twice():
    company = make_company()
    vendor = make_vendor(company)
    first = make_bill(company, vendor=vendor, bill_number="77", external_id="x")
    before = snapshot(company)
    for field, value in (("bill_number", "77"), ("external_id", "x")):
        with pytest.raises(errors.Duplicate) as refusal:
            make_bill(company, vendor=vendor, **{field: value})
        assert refusal.value.field == field
    assert snapshot(company) == before
    make_bill(company, bill_number="77")  # of another vendor
    bills.void(bills.approve(first, by=owner_of(company)), by=owner_of(company))
    again = make_bill(company, vendor=vendor, bill_number="77")
    assert again.status == "draft"


def test_a_bill_needs_a_number_a_vendor_and_a_positive_total():
    company = make_company()
    vendor = make_vendor(company)
    before = snapshot(company)
    refused: list[tuple[dict[str, Any], str, type[errors.Refusal]]] = [
        ({"bill_number": "  "}, "bill_number", errors.Invalid),
        ({"lines": [line(company, "-1.00", code="6100")]}, "lines", errors.InvalidAmount),
        ({"currency": "EUR"}, "exchange_rate", errors.ExchangeRateMissing),
        ({"due_date": DAY - datetime.timedelta(days=1)}, "due_date", errors.InvalidDate),
        ({"issue_date": datetime.date(2199, 12, 31)}, "issue_date", errors.InvalidDate),
        ({"expected_total": Decimal("1.00")}, "expected_total", errors.TotalDiffers),
    ]
    for fields, field, error in refused:
        with pytest.raises(error) as refusal:
            make_bill(company, vendor=vendor, **fields)
        assert refusal.value.field == field
    assert snapshot(company) == before
    for contact, error in (
        (make_customer(company), errors.NotFoundHere),
        (contacts.archive(make_vendor(company), by=owner_of(company)), errors.ContactNotUsable),
    ):
        with pytest.raises(error) as refusal:
            make_bill(company, vendor=contact)
        assert refusal.value.field == "vendor_id"


def test_a_bill_of_zero_is_approved_and_paid_at_once():
    company = make_company()
    free = bills.approve(make_bill(company, "0.00"), by=owner_of(company))
    rate = make_tax_rate(company, "15")
    lines = [line(company, "500.00", code="6100", tax_rate=rate), line(company, "-575.00", code="6200")]
    taken_off = make_approved_bill(company, lines=lines)
    assert (free.status_on(DAY), free.journal_entry) == ("paid", None)
    assert free.approved_at is not None
    assert (taken_off.status_on(DAY), taken_off.journal_entry.lines.count()) == ("paid", 3)
    assert [check.name for check in integrity.checks(company) if check.failed] == []
    for bill in (free, taken_off):
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            bill.lines.update(unit_price=1)
        assert refused.value.__cause__.diag.constraint_name == "bill_frozen"
        assert bills.void(bill, by=owner_of(company)).status == "void"
    assert [check.name for check in integrity.checks(company) if check.failed] == []
    before = snapshot(company)
    with pytest.raises(errors.InvalidAmount, match="Enter a vendor credit"):
        make_bill(company, "-1.00", vendor=free.vendor)
    assert snapshot(company) == before


STATES = ("draft", "submitted", "rejected", "approved", "void")
VERBS = ("update", "delete", "submit", "approve", "reject", "void")
ALLOWED = {
    "draft": {"update", "delete", "submit", "approve"},
    "rejected": {"update", "delete", "submit", "approve"},
    "submitted": {"update", "approve", "reject"},
    "approved": {"update", "void"},
    "void": set(),
}


def bill_in(company: Company, state: str) -> Bill:
    by = owner_of(company)
    bill = make_bill(company)
    match state:
        case "submitted":
            return bills.submit(bill, by=by)
        case "rejected":
            return bills.reject(bills.submit(bill, by=by), by=by, reason="Wrong vendor")
        case "approved":
            return bills.approve(bill, by=by)
        case "void":
            return bills.void(bills.approve(bill, by=by), by=by)
    return bill


def do(verb: str, bill: Bill, by: User) -> Bill | None:
    return bills.update(bill, by=by, notes="Hello") if verb == "update" else getattr(bills, verb)(bill, by=by)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", STATES)
def test_every_verb_in_every_state_works_or_changes_nothing(state: str, verb: str):
    company = make_company()
    bill = bill_in(company, state)
    assert bill.status == state
    metadata_only = (state, verb) == ("void", "update")
    assert (verb in bills.possible_actions(bill)) == (verb in ALLOWED[state] or metadata_only)
    if verb in ALLOWED[state]:
        do(verb, bill, owner_of(company))
        return
    before = snapshot(company)
    with pytest.raises(errors.WrongStatus):
        do(verb, bill, owner_of(company))
    assert snapshot(company) == before


def test_an_approved_bill_cannot_be_replaced():
    company = make_company()
    bill, by = bill_in(company, "approved"), owner_of(company)
    before = snapshot(company)
    with pytest.raises(errors.WrongStatus, match="Only draft, rejected and submitted bills can be replaced"):
        bills.replace(bill, by=by, notes="March")
    assert snapshot(company) == before


def test_a_rejected_bill_is_corrected_and_submitted_again():
    company = make_company()
    by = owner_of(company)
    bill = bill_in(company, "rejected")
    assert bill.rejection_reason == "Wrong vendor"
    bill = bills.update(bill, by=by, lines=[line(company, "80.00", code="6100")])
    assert (bill.status, bill.amount) == ("draft", 80)
    bill = bills.submit(bill, by=by)
    assert (bill.status, bill.rejection_reason) == (BillStatus.SUBMITTED, "")


def test_an_approved_bill_is_frozen():
    company = make_company()
    approved = bill_in(company, "approved")
    before = snapshot(company)
    for bill, change in (
        (approved, {"lines": [line(company, code="6100")]}),
        (approved, {"issue_date": DAY}),
        (approved, {"bill_number": "x"}),
    ):
        with pytest.raises(errors.WrongStatus) as refusal:
            bills.update(bill, by=owner_of(company), **change)
        assert refusal.value.field in change
    assert snapshot(company) == before


def test_two_people_where_the_company_asks_for_them():
    company = make_company(two_person_approval=True)
    author, submitter, approver = owner_of(company), colleague_of(company), colleague_of(company)
    draft = make_bill(company)
    assert "approve" not in bills.possible_actions(draft)
    with pytest.raises(errors.WrongStatus):
        bills.approve(draft, by=approver)
    bill = bills.submit(draft, by=submitter)
    before = snapshot(company)
    for person in (author, submitter):
        with pytest.raises(errors.SameAuthor):
            bills.approve(bill, by=person)
    assert snapshot(company) == before
    assert bills.approve(bill, by=approver).approved_by == approver


@pytest.mark.parametrize("state", ["draft", "submitted", "rejected"])
@pytest.mark.parametrize("change", ["lines", "notes"])
def test_users_who_changed_a_bill_cannot_approve_it(state: str, change: str):
    company = make_company(two_person_approval=True)
    author, approver, other = owner_of(company), colleague_of(company), colleague_of(company)
    bill = make_bill(company)
    if state != "draft":
        bill = bills.submit(bill, by=author)
    if state == "rejected":
        bill = bills.reject(bill, by=other)
    value = [line(company, "99999.00", code="6100")] if change == "lines" else "Paid to another account"
    bill = bills.update(bill, by=approver, **{change: value})
    assert (bill.status, bill.prepared_by) == ("draft", [author.id, approver.id])
    bill = bills.submit(bill, by=author)
    before = snapshot(company)
    with pytest.raises(errors.SameAuthor):
        bills.approve(bill, by=approver)
    assert snapshot(company) == before
    assert bills.approve(bill, by=other).approved_by == other


def test_changing_a_submitted_bill_takes_it_out_of_review_and_changing_nothing_does_not():
    company = make_company()
    bill = bill_in(company, "submitted")
    assert bills.update(bill, by=owner_of(company)).status == "submitted"
    changed = bills.update(bill, by=owner_of(company), lines=[line(company, "80.00", code="6100")])
    assert (changed.status, changed.amount) == ("draft", 80)
    with pytest.raises(errors.WrongStatus):
        bills.reject(changed, by=owner_of(company))


@pytest.mark.parametrize("verb", ["approve", "reject", "void"])
def test_only_approvers_approve_reject_and_void(verb: str):
    company = make_company()
    accountant, approver, stranger = (make_user(company.organization) for _ in range(3))
    members.assign(company, user=accountant, role="accountant", by=owner_of(company))
    members.assign(company, user=approver, role="approver", by=owner_of(company))
    staff_of_theirs = make_user(company.organization, is_staff=True)
    bill = bill_in(company, "approved" if verb == "void" else "submitted")
    before = snapshot(company)
    for person in (accountant, stranger, staff_of_theirs, make_admin(make_organization())):
        with pytest.raises(errors.NeedsApprover):
            do(verb, bill, person)
    assert snapshot(company) == before
    do(verb, bill, approver)


def test_voiding_reverses_the_entry_unless_payments_are_allocated():
    company = make_company()
    by = owner_of(company)
    bill = make_approved_bill(company)
    payment = make_payment(
        company, "60.00", contact=bill.vendor, allocations=[{"bill_id": bill.id, "amount": Decimal("60.00")}]
    )
    before = snapshot(company)
    bill.refresh_from_db()
    assert "void" not in bills.possible_actions(bill)
    with pytest.raises(errors.HasAllocations, match=payment.payment_number):
        bills.void(bill, by=by)
    assert snapshot(company) == before
    other = make_approved_bill(company)
    bills.void(other, by=by, reason="Not ours")
    assert JournalEntry.objects.get(reverses=other.journal_entry).memo == f"Void: {other.journal_entry.memo}. Not ours"
    assert balance(company, "6100") == 100


def test_approval_in_a_closed_period_is_refused_or_moved():
    company = make_company()
    make_entry(company)
    periods.close(period_of(company), by=owner_of(company))
    bill = make_bill(company)
    before = snapshot(company)
    with pytest.raises(errors.PeriodClosed, match="2026-04-01"):
        bills.approve(bill, by=owner_of(company))
    assert snapshot(company) == before
    approved = bills.approve(bill, by=owner_of(company), on_closed_period="next_open")
    assert approved.journal_entry.date == datetime.date(2026, 4, 1)


def test_statuses_follow_payments_and_the_calendar():
    company = make_company()
    bill = make_approved_bill(company, due_date=DAY)
    after = DAY + datetime.timedelta(days=1)
    assert (bill.status_on(DAY), bill.status_on(after)) == ("approved", "overdue")
    part = [{"bill_id": bill.id, "amount": Decimal("1.00")}]
    make_payment(company, contact=bill.vendor, allocations=part)
    bill.refresh_from_db()
    assert bill.status_on(DAY) == "partially_paid"
    rest = [{"bill_id": bill.id, "amount": Decimal("99.00")}]
    make_payment(company, contact=bill.vendor, allocations=rest)
    bill.refresh_from_db()
    assert bill.status_on(after) == "paid"


@pytest.mark.django_db(transaction=True)
def test_approving_and_voiding_at_once_leave_the_books_true():
    with tenancy.everyone():
        company = make_company()
        bill, by = make_bill(company), owner_of(company)
    approved, voided = race(lambda: bills.approve(bill, by=by), lambda: bills.void(bill, by=by))
    assert isinstance(approved, Bill)
    with tenancy.everyone():
        bill.refresh_from_db()
        if isinstance(voided, errors.WrongStatus):  # it came first, when there was nothing to void
            assert (bill.status, balance(company, "2000")) == ("approved", -100)
        else:
            assert (bill.status, balance(company, "2000")) == ("void", 0)


@pytest.mark.django_db(transaction=True)
def test_approving_and_rejecting_at_once_have_one_winner():
    with tenancy.everyone():
        company = make_company()
        by = owner_of(company)
        bill = bills.submit(make_bill(company), by=by)
    approved, rejected = race(lambda: bills.approve(bill, by=by), lambda: bills.reject(bill, by=by))
    with tenancy.everyone():
        bill.refresh_from_db()
        posted = JournalEntry.objects.filter(company=company).count()
    if isinstance(rejected, errors.WrongStatus):
        assert (bill.status, posted) == ("approved", 1)
    else:  # what is rejected may be approved after all: it is submitted again by that
        assert isinstance(approved, Bill)
        assert posted == 1


@pytest.mark.django_db(transaction=True)
def test_two_approvals_at_once_post_once():
    with tenancy.everyone():
        company = make_company()
        bill, by = make_bill(company), owner_of(company)
    results = race(*[lambda: bills.approve(bill, by=by)] * 3)
    assert [type(result) for result in results].count(errors.WrongStatus) == 2
    with tenancy.everyone():
        assert JournalEntry.objects.filter(company=company).count() == 1


def test_the_tax_that_the_vendor_printed_is_posted():
    company = make_company()
    rate = make_tax_rate(company, "20")
    given = line(company, "10.00", code="6100", tax_rate=rate)
    bill = make_bill(company, lines=[given | {"tax_amount": Decimal("2.01")}])
    assert (bill.subtotal, bill.tax_total, bill.amount) == (10, Decimal("2.01"), Decimal("12.01"))
    by = owner_of(company)
    bill = bills.update(bill, by=by, tax_total=Decimal("2.02"))
    assert [row.tax_amount for row in bill.lines.all()] == [Decimal("2.02")]
    before = snapshot(company)
    for wrong in ({"tax_total": Decimal("2.06")}, {"lines": [given | {"tax_amount": Decimal("1.94")}]}):
        with pytest.raises(errors.InvalidAmount, match=r"2\.00"):
            bills.update(bill, by=by, **wrong)
    assert snapshot(company) == before
    bills.approve(bill, by=by)
    assert (balance(company, "6100"), balance(company, "1400"), balance(company, "2000")) == (
        10,
        Decimal("2.02"),
        Decimal("-12.02"),
    )
    assert all(not check.failed for check in integrity.checks(company))


def test_the_due_date_of_a_draft_follows_its_date_and_terms_until_it_is_given():
    company = make_company()
    by = owner_of(company)
    ten, sixty = make_vendor(company, payment_terms_days=10), make_vendor(company, payment_terms_days=60)
    bill = make_bill(company, vendor=ten)
    moved = DAY + datetime.timedelta(days=20)
    bill = bills.update(bill, by=by, issue_date=moved)
    assert bill.due_date == moved + datetime.timedelta(days=10)
    bill = bills.update(bill, by=by, vendor_id=sixty.id)
    assert bill.due_date == moved + datetime.timedelta(days=60)
    bill = bills.update(bill, by=by, due_date=moved, issue_date=DAY)
    bill = bills.update(bill, by=by, issue_date=moved - datetime.timedelta(days=1), vendor_id=ten.id)
    assert bill.due_date == moved
    given = make_bill(company, vendor=ten, due_date=moved)
    assert bills.update(given, by=by, issue_date=DAY - datetime.timedelta(days=1)).due_date == moved
    approved = bills.approve(given, by=by)
    assert bills.update(approved, by=by, due_date=DAY).due_date == DAY
