"""Opening balances: the ledger, the open documents, and setting them anew."""

import datetime
import json
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum

from accounting import errors
from accounting.documents import invoices
from accounting.ledger import companies, contacts, journal, periods
from accounting.models import (
    Bill,
    Company,
    Contact,
    CreditNote,
    Event,
    Invoice,
    JournalEntry,
    JournalLine,
    OpeningBalances,
    OpenItem,
    VendorCredit,
)
from accounting.opening import opening_balances
from accounting.reports import balance_sheet, integrity
from accounting.settlement import credits, payments
from foundation import tenancy
from foundation.models import OutgoingEmail
from tests.accounting.races import beside
from tests.accounting.snapshot import snapshot
from tests.factories import (
    account,
    make_company,
    make_customer,
    make_entry,
    make_exchange_rate,
    make_invoice,
    make_issued_credit_note,
    make_opening,
    make_payment,
    make_vendor,
    opening_body,
    owner_of,
)

pytestmark = pytest.mark.django_db


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


DATE = day("2025-12-31")


def balances(company: Company) -> dict[str, Decimal]:
    lines = JournalLine.objects.filter(company=company, entry__status="posted").values("account__code")
    sums = lines.annotate(net=Sum("debit") - Sum("credit"))
    return {row["account__code"]: row["net"] for row in sums if row["net"]}


def sound(company: Company) -> None:
    assert {check.name: check.failures for check in integrity.checks(company) if check.failed} == {}


def test_check_figures_of_a_trading_company(company: Company) -> None:
    """By hand: assets 18,400 + 9,250 + 3,100 (two invoices of 2,300 and 800) = 30,750; liabilities 12,000 + 1,475.50
    (two bills of 1,000 and 475.50); capital 15,000. The rest, 30,750 - 13,475.50 - 15,000 = 2,274.50, is equity."""
    customer, vendor = make_customer(company), make_vendor(company)
    opening = opening_balances.replace(
        company,
        by=owner_of(company),
        date=DATE,
        balances=[
            {"account_id": account(company, "1000").id, "debit": Decimal("18400.00")},
            {"account_id": account(company, "1300").id, "debit": Decimal("9250.00")},
            {"account_id": account(company, "2500").id, "credit": Decimal("12000.00")},
            {"account_id": account(company, "3000").id, "credit": Decimal("15000.00")},
        ],
        invoices=[
            {"customer_id": customer.id, "invoice_number": "R-1", "issue_date": day("2025-11-01"),
             "due_date": day("2025-12-01"), "amount": Decimal("2300.00")},
            {"customer_id": customer.id, "invoice_number": "R-2", "issue_date": DATE, "amount": Decimal("800.00")},
        ],
        bills=[
            {"vendor_id": vendor.id, "bill_number": "77", "issue_date": day("2025-12-10"), "amount": Decimal(1000)},
            {"vendor_id": vendor.id, "bill_number": "78", "issue_date": DATE, "amount": Decimal("475.50")},
        ],
    )  # fmt: skip
    assert opening.equity_amount == Decimal("2274.50")
    assert balances(company) == {
        "1000": Decimal(18400), "1300": Decimal(9250), "1100": Decimal(3100), "2000": Decimal("-1475.50"),
        "2500": Decimal(-12000), "3000": Decimal(-15000), "3900": Decimal("-2274.50"),
    }  # fmt: skip
    rows = {row.key: str(row.amounts[0]) for row in balance_sheet.report(company, as_of=DATE).rows if row.amounts}
    assert "30750.00" in rows.values()
    items = OpenItem.objects.filter(company=company).order_by("number")
    assert [(one.number, one.side, one.open_amount, one.date, str(one.due_date)) for one in items] == [
        ("77", "credit", 1000, DATE, "2025-12-10"),
        ("78", "credit", Decimal("475.50"), DATE, "2025-12-31"),
        ("R-1", "debit", 2300, DATE, "2025-12-01"),
        ("R-2", "debit", 800, DATE, "2025-12-31"),
    ]
    first = Invoice.objects.get(company=company, invoice_number="R-1")
    assert (first.status_on(DATE), first.tax_total, first.issue_date) == ("overdue", 0, day("2025-11-01"))
    sound(company)


def test_credits_of_the_former_system_tie_and_are_applied(company: Company) -> None:
    """By hand: receivables 1,150.00 - 150.00 = 1,000.00; payables 400.00 - 25.00 = 375.00."""
    body = opening_body(company) | {"balances": []}
    customer, vendor = body["invoices"][0]["customer_id"], body["bills"][0]["vendor_id"]
    body |= {
        "credit_notes": [{"customer_id": customer, "credit_note_number": "CN-0001", "issue_date": day("2025-12-10"),
                          "amount": Decimal("150.00")}],
        "vendor_credits": [{"vendor_id": vendor, "vendor_credit_number": "V-1", "issue_date": DATE,
                            "amount": Decimal(25)}],
    }  # fmt: skip
    companies.update(company, by=owner_of(company), two_person_approval=True)
    opening = opening_balances.replace(company, by=owner_of(company), **body)
    assert (balances(company), opening.equity_amount) == (
        {"1100": Decimal(1000), "2000": Decimal(-375), "3900": Decimal(-625)},
        Decimal(625),
    )
    data = json.loads(bytes(Event.objects.get(company=company, type="opening_balances.set").body))["data"]
    assert (data["credit_notes"], data["vendor_credits"]) == (1, 1)
    note, credit = CreditNote.objects.get(company=company), VendorCredit.objects.get(company=company)
    assert (note.status, note.amount_due, note.is_opening, credit.amount_due) == ("issued", 150, True, 25)
    sound(company)
    before = snapshot(company)
    opening_balances.replace(company, by=owner_of(company), **body)
    assert snapshot(company) == before
    body["credit_notes"][0]["amount"] = Decimal("160.00")  # the same number, set anew
    opening_balances.replace(company, by=owner_of(company), **body)
    note.refresh_from_db()
    assert (note.status, balances(company)["1100"]) == ("void", 990)
    note = CreditNote.objects.get(company=company, status="issued")
    allocations: Any = [{"invoice_id": Invoice.objects.get(company=company).id, "amount": Decimal(60)}]
    credits.apply(note, by=owner_of(company), date=DATE, allocations=allocations)
    assert Invoice.objects.get(company=company).amount_due == 1090
    with pytest.raises(errors.HasAllocations, match=r"Credit note .+ can neither change nor be left out") as refusal:
        opening_balances.replace(company, by=owner_of(company), **body | {"credit_notes": []})
    assert refusal.value.field == "credit_notes"
    sound(company)
    made = make_issued_credit_note(company)
    assert made.credit_note_number == "CN-0002"


def test_what_is_wrong_is_named_beyond_a_chunk(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening_balances, "CHUNK", 2)
    body = opening_body(company)
    one = body["invoices"][0]
    body["invoices"] = [one | {"invoice_number": f"R-{number}"} for number in (1, 2, 3, 4, 2)]
    with pytest.raises(errors.Duplicate) as refused, transaction.atomic():
        opening_balances.replace(company, by=owner_of(company), **body)
    assert refused.value.field == "invoices[4].invoice_number"
    body["invoices"].pop()
    made = opening_balances.replace(company, by=owner_of(company), **body)
    again = opening_balances.replace(company, by=owner_of(company), **body | {"date": day("2026-01-01")})
    assert (made.id, balances(company)["1100"]) == (again.id, 4 * 1150)
    monkeypatch.setattr(opening_balances, "MAX_DOCUMENTS", 4)
    with pytest.raises(errors.TooManyLines, match="At most 4 documents") as refused:
        opening_balances.replace(company, by=owner_of(company), **body)
    assert refused.value.field == "invoices"
    sound(company)


def test_there_is_one_event_and_no_mail(company: Company) -> None:
    customer = make_customer(company, email="ann@example.com")
    body = opening_body(company)
    body["invoices"][0]["customer_id"] = customer.id
    before = Event.objects.filter(company=company).count()
    opening_balances.replace(company, by=owner_of(company), **body)
    told = Event.objects.filter(company=company).order_by("sequence").values_list("type", flat=True)
    assert list(told)[before:] == ["journal_entry.posted"] * 3 + ["opening_balances.set"]
    assert not OutgoingEmail.objects.filter(to="ann@example.com").exists()
    assert set(JournalEntry.objects.filter(company=company).values_list("entry_type", flat=True)) == {"opening"}


def test_an_opening_document_is_paid_like_any_other(company: Company) -> None:
    make_opening(company)
    invoice, bill = Invoice.objects.get(company=company), Bill.objects.get(company=company)
    for document, name, amount in ((invoice, "invoice_id", "1150.00"), (bill, "bill_id", "100.00")):
        given: Any = [{name: document.id, "amount": Decimal(amount)}]
        make_payment(company, amount, contact=document.contact, allocations=given)
    invoice.refresh_from_db()
    bill.refresh_from_db()
    assert (invoice.amount_due, bill.amount_due) == (0, 300)
    sound(company)


def test_open_documents_keep_their_currency_and_close_in_both(company: Company) -> None:
    """By hand: 1,000.00 EUR at 1.10 and 200.00 EUR at the day's 1.20; paid at 1.15, so that 50.00 are gained."""
    customer, vendor = make_customer(company, currency="EUR"), make_vendor(company, currency="EUR")
    invoice: Any = {"customer_id": customer.id, "invoice_number": "E-1", "issue_date": DATE, "amount": Decimal(1000)}
    bill: Any = {"vendor_id": vendor.id, "bill_number": "E-2", "issue_date": DATE, "amount": Decimal(200)}
    with pytest.raises(errors.ExchangeRateMissing) as refusal:
        opening_balances.replace(company, by=owner_of(company), date=DATE, bills=[bill])
    assert refusal.value.field == "bills[0].exchange_rate"
    assert opening_balances.find(company) is None
    make_exchange_rate(company, "1.20", currency="EUR", date=DATE)
    given: Any = {"date": DATE, "invoices": [invoice | {"exchange_rate": Decimal("1.10")}], "bills": [bill]}
    opening = opening_balances.replace(company, by=owner_of(company), **given)
    assert opening.equity_amount == Decimal(1100) - Decimal(240)
    items = OpenItem.objects.filter(company=company).order_by("number")
    assert [(one.currency_id, one.open_amount, one.open_base_amount) for one in items] == [
        ("EUR", 1000, 1100),
        ("EUR", 200, 240),
    ]
    before = JournalEntry.objects.filter(company=company).count()
    opening_balances.replace(company, by=owner_of(company), **given)
    assert JournalEntry.objects.filter(company=company).count() == before
    made = Invoice.objects.get(company=company)
    allocations = [{"invoice_id": made.id, "amount": Decimal(1000)}]
    paid: Any = {"contact": customer, "exchange_rate": Decimal("1.15"), "allocations": allocations}
    make_payment(company, "1000.00", date=day("2026-01-10"), **paid)
    assert "1100" not in balances(company)
    assert not any(OpenItem.objects.filter(company=company, side="debit").values_list("open_base_amount", flat=True))
    sound(company)


def test_the_next_number_is_not_one_of_the_former_system(company: Company) -> None:
    body = opening_body(company)
    body["invoices"][0]["invoice_number"] = "INV-0001"
    opening_balances.replace(company, by=owner_of(company), **body)
    sent = invoices.send(make_invoice(company), by=owner_of(company))
    assert sent.invoice_number == "INV-0002"


def test_setting_them_anew_replaces_them_exactly(company: Company) -> None:
    first = make_opening(company)
    former = Invoice.objects.get(company=company)
    body = opening_body(company)
    body["date"] = day("2026-01-01")
    body["balances"] = body["balances"][:1]
    body["invoices"][0] |= {"customer_id": former.customer_id, "amount": Decimal("900.00")}  # the same number
    body["bills"] = []
    again = opening_balances.replace(company, by=owner_of(company), **body)
    assert again.id == first.id
    assert again.equity_amount == Decimal("5900.00")
    assert balances(company) == {"1000": Decimal(5000), "1100": Decimal(900), "3900": Decimal(-5900)}
    at_former_date = JournalLine.objects.filter(company=company, entry__date=DATE).aggregate(
        net=Sum("debit") - Sum("credit")
    )
    assert at_former_date["net"] == 0
    former.refresh_from_db()
    assert (former.status, former.void_date) == ("void", DATE)
    (kept,) = opening_balances.documents_of(company, Invoice)
    assert (kept.invoice_number, kept.amount, kept.is_opening) == ("OLD-17", 900, True)
    assert not opening_balances.documents_of(company, Bill)
    assert OpenItem.objects.get(company=company, open_amount__gt=0).id == kept.id
    sound(company)
    empty = opening_balances.replace(company, by=owner_of(company), date=DATE)
    assert (balances(company), empty.journal_entry, empty.equity_amount) == ({}, None, 0)
    sound(company)


def test_a_document_that_was_voided_by_itself_is_no_longer_in_what_equity_took(company: Company) -> None:
    opening, by = make_opening(company), owner_of(company)
    invoice, bill = Invoice.objects.get(company=company), Bill.objects.get(company=company)
    body = opening_body(company)
    body["invoices"][0]["customer_id"], body["bills"][0]["vendor_id"] = invoice.customer_id, bill.vendor_id
    invoices.void(invoice, by=by)
    again = opening_balances.replace(company, by=by, **body)
    assert again.equity_amount == opening.equity_amount == -balances(company)["3900"]
    body["balances"] = []
    invoices.void(Invoice.objects.get(company=company, status="sent"), by=by)
    less = opening_balances.replace(company, by=by, **body)
    assert less.equity_amount == -balances(company)["3900"] == 750
    sound(company)


def test_the_same_again_changes_nothing(company: Company) -> None:
    opening = make_opening(company)
    invoice, bill = Invoice.objects.get(company=company), Bill.objects.get(company=company)
    body = opening_body(company)
    body["invoices"][0]["customer_id"], body["bills"][0]["vendor_id"] = invoice.customer_id, bill.vendor_id
    body["balances"] = body["balances"][::-1]
    before = snapshot(company)
    again = opening_balances.replace(company, by=owner_of(company), **body)
    assert (again.updated_at, snapshot(company)) == (opening.updated_at, before)


@pytest.mark.parametrize("of_documents", [0, 1, 2])
def test_what_is_too_large_together_is_refused(company: Company, of_documents: int) -> None:
    most = Decimal("999999999999999.99")
    balances: Any = [{"account_id": account(company, code).id, "debit": most} for code in ("1000", "1010")]
    customer = make_customer(company)
    invoices: Any = [
        {"customer_id": customer.id, "invoice_number": number, "issue_date": DATE, "amount": most}
        for number in ("A", "B")
    ]
    before = snapshot(company)
    with pytest.raises(errors.InvalidAmount, match="too large") as refusal:
        opening_balances.replace(
            company,
            by=owner_of(company),
            date=DATE,
            balances=balances[of_documents:],
            invoices=invoices[:of_documents],
        )
    assert (refusal.value.field, snapshot(company)) == ("balances", before)


def test_once_a_period_is_closed_they_stay(company: Company) -> None:
    opening = make_opening(company)
    make_entry(company, date=day("2026-01-05"))
    for period in company.periods.filter(start_date__lte="2025-12-01").order_by("start_date"):
        periods.close(period, by=None)
    before = snapshot(company)
    with pytest.raises(errors.PeriodClosed, match="until the first period is closed"):
        make_opening(company, date=day("2026-01-01"))
    with pytest.raises(errors.PeriodClosed), transaction.atomic(), errors.translated():
        OpeningBalances.objects.filter(company=company).update(equity_amount=1)
    opening.refresh_from_db()
    assert opening.equity_amount == 3750
    assert len(snapshot(company)) == len(before)


def test_once_something_was_allocated_to_a_document_they_stay(company: Company) -> None:
    make_opening(company)
    invoice = Invoice.objects.get(company=company)
    given: Any = [{"invoice_id": invoice.id, "amount": Decimal("50.00")}]
    payment = make_payment(company, "50.00", contact=invoice.customer, allocations=given)
    before = balances(company)
    with pytest.raises(errors.HasAllocations):
        make_opening(company, bills=[])
    allocated = list(payment.allocations.values_list("id", flat=True))
    payments.unallocate(payment, allocation_ids=allocated, date=day("2026-03-20"), by=owner_of(company))
    with pytest.raises(errors.HasAllocations, match="history"):
        make_opening(company, bills=[])
    assert balances(company) == before
    sound(company)


@pytest.mark.django_db(transaction=True)
def test_a_contact_that_is_just_archived_gets_no_open_documents() -> None:
    with tenancy.everyone():
        company = make_company()
        body, by = opening_body(company), owner_of(company)
        customer = Contact.objects.get(id=body["invoices"][0]["customer_id"])
    with tenancy.everyone():
        contacts.archive(customer, by=by)
        later = beside(lambda: opening_balances.replace(company, by=by, **body))
        assert not later.done(), "the second session must wait for the first"
    refusal = later.result(30)
    assert isinstance(refusal, errors.ContactNotUsable), refusal
    assert refusal.field == "invoices[0].customer_id"
    with tenancy.everyone():
        assert not OpenItem.objects.filter(company=company).exists()


def test_a_credited_document_stays(company: Company) -> None:
    make_opening(company)
    make_issued_credit_note(company, invoice=Invoice.objects.get(company=company))
    with pytest.raises(errors.HasCredits):
        make_opening(company, bills=[])


def test_two_people_are_not_asked_for_bills_of_the_former_system(company: Company) -> None:
    companies.update(company, by=owner_of(company), two_person_approval=True)
    make_opening(company)
    assert Bill.objects.get(company=company).status == "approved"


def test_the_entry_is_not_reversed_by_hand(company: Company) -> None:

    opening = make_opening(company)
    assert opening.journal_entry is not None
    with pytest.raises(errors.WrongStatus):
        journal.reverse(opening.journal_entry, by=owner_of(company))


@pytest.mark.parametrize(
    ("change", "error", "field"),
    [
        (lambda b, c: b["balances"].append(b["balances"][0]), errors.Invalid, "balances[2].account_id"),
        (lambda b, c: b["balances"][1].update(account_id=account(c, "1100").id), errors.AccountNotUsable,
         "balances[1].account_id"),
        (lambda b, c: b["balances"][1].update(account_id=account(c, "3900").id), errors.AccountNotUsable,
         "balances[1].account_id"),
        (lambda b, c: b["balances"][1].update(debit=Decimal(1)), errors.InvalidLine, "balances[1].debit"),
        (lambda b, c: b["invoices"][0].update(amount=Decimal(0)), errors.InvalidAmount, "invoices[0].amount"),
        (lambda b, c: b["invoices"][0].update(issue_date=day("2026-01-01")), errors.InvalidDate,
         "invoices[0].issue_date"),
        (lambda b, c: b["invoices"][0].update(due_date=day("2025-11-01")), errors.InvalidDate, "invoices[0].due_date"),
        (lambda b, c: b["invoices"][0].update(issue_date=day("0001-01-01")), errors.InvalidDate,
         "invoices[0].issue_date"),
        (lambda b, c: b["bills"][0].update(due_date=day("9999-12-31")), errors.InvalidDate, "bills[0].due_date"),
        (lambda b, c: b["invoices"].append(b["invoices"][0]), errors.Duplicate, "invoices[1].invoice_number"),
        (lambda b, c: b["invoices"][0].update(customer_id=b["bills"][0]["vendor_id"]), errors.NotFoundHere,
         "invoices[0].customer_id"),
        (lambda b, c: b["bills"][0].update(bill_number=" "), errors.Invalid, "bills[0].bill_number"),
        (lambda b, c: b["invoices"][0].update(currency="EUR", amount=Decimal("0.01"), exchange_rate=Decimal("0.1")),
         errors.InvalidAmount, "invoices[0].amount"),
        (lambda b, c: b["bills"][0].update(currency="EUR", amount=Decimal(10) ** 12, exchange_rate=Decimal(10_000)),
         errors.InvalidAmount, "bills[0].amount"),
        (lambda b, c: b.update(date=day("1969-12-31")), errors.InvalidDate, "date"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_and_changes_nothing(company: Company, change: Any, error: Any, field: str) -> None:
    body = opening_body(company)
    change(body, company)
    before = snapshot(company)
    with pytest.raises(error) as refused, transaction.atomic():
        opening_balances.replace(company, by=owner_of(company), **body)
    assert (refused.value.field, snapshot(company)) == (field, before)
    assert not OpeningBalances.objects.filter(company=company).exists()
