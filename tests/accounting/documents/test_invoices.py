"""Invoices: drafts, sending, voiding."""

import datetime
import json
from copy import copy
from decimal import Decimal
from typing import Any
from uuid import uuid4

import orjson
import pytest
from django.core import mail as outbox
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounting import errors
from accounting.documents import invoices, pdf
from accounting.documents.lines import MAX_LINES, MAX_TAX_RATES
from accounting.ledger import accounts, contacts, periods
from accounting.models import AccountBalance, Company, Event, Invoice, InvoiceStatus, JournalEntry, JournalLine
from accounting.reports import integrity
from accounting.settlement import payments
from foundation import mail, tenancy
from foundation.models import OutgoingEmail
from tests.accounting.races import race
from tests.accounting.snapshot import snapshot
from tests.factories import (
    DAY,
    account,
    line,
    make_company,
    make_customer,
    make_entry,
    make_invoice,
    make_payment,
    make_sent_invoice,
    make_tax_rate,
    make_vendor,
    owner_of,
    period_of,
)
from tests.foundation.smtp import smtp_server
from tests.nightly import examples

pytestmark = pytest.mark.django_db


def types_of_events(company: Company) -> list[str]:
    """Return the events in order, without the first ones about customers and tax rates."""
    found = Event.objects.filter(company=company).exclude(type__in=("contact.created", "tax_rate.created"))
    return list(found.order_by("sequence").values_list("type", flat=True))


def balance(company: Company, code: str) -> Decimal:
    rows = AccountBalance.objects.filter(company=company, account__code=code)
    return sum((row.debits - row.credits for row in rows), Decimal(0))


def close(company: Company, date: datetime.date) -> None:
    if not JournalEntry.objects.filter(company=company, date__month=date.month, date__year=date.year).exists():
        make_entry(company, date=date)
    periods.close(period_of(company, date), by=owner_of(company))


def test_a_draft_has_totals_posts_nothing_and_is_recorded():
    company = make_company()
    rate = make_tax_rate(company, "20")
    invoice = make_invoice(
        company,
        lines=[
            line(company, "100.00", quantity="2.5", tax_rate=rate, description=" Beans "),
            line(company, "50.00", discount_percent="10"),
        ],
        reference="PO 4711",
    )
    stored = Invoice.objects.get(id=invoice.id)
    assert (stored.subtotal, stored.tax_total, stored.amount, stored.amount_due) == (295, 50, 345, 345)
    assert (stored.status, stored.invoice_number, stored.journal_entry) == ("draft", None, None)
    assert stored.due_date == DAY + datetime.timedelta(days=30)
    assert [
        (row.description, row.amount, row.tax_amount, row.tax_percent) for row in stored.lines.order_by("position")
    ] == [
        ("Beans", 250, 50, 20),
        ("", 45, 0, 0),
    ]
    assert not JournalEntry.objects.filter(company=company).exists()
    event = Event.objects.filter(company=company).latest("sequence")
    body = orjson.loads(bytes(event.body))
    assert (body["event"], event.subject_id) == ("invoice.created", invoice.id)
    assert {"id", "invoice_number", "amount", "currency", "customer_id"} <= body["data"].keys()
    assert b'"amount":345.00' in bytes(event.body)


def test_the_rounding_level_is_the_companys():
    for rounding, tax in (("line", "11.44"), ("document", "11.45")):
        company = make_company(tax_rounding=rounding)
        rate = make_tax_rate(company, "15")
        lines = [line(company, price, tax_rate=rate) for price in ("25.06", "25.61", "25.63")]
        invoice = invoices.send(make_invoice(company, lines=lines), by=owner_of(company))
        assert (invoice.tax_rounding, invoice.tax_total) == (rounding, Decimal(tax))
        assert balance(company, "2200") == -Decimal(tax)


ONE_LINE: list[tuple[dict[str, Any], str, type[errors.Refusal]]] = [
    ({"account_id": uuid4()}, "account_id", errors.NotFoundHere),
    ({"tax_rate_id": uuid4()}, "tax_rate_id", errors.NotFoundHere),
    ({"unit_price": Decimal("NaN")}, "unit_price", errors.InvalidAmount),
    ({"unit_price": Decimal("1e16")}, "unit_price", errors.InvalidAmount),
    ({"unit_price": Decimal("0.00001")}, "unit_price", errors.InvalidAmount),
    ({"quantity": Decimal("1.00001")}, "quantity", errors.InvalidAmount),
    ({"quantity": Decimal("1e13")}, "quantity", errors.InvalidAmount),
    ({"discount_percent": Decimal("100.5")}, "discount_percent", errors.InvalidAmount),
    ({"discount_percent": Decimal("-1")}, "discount_percent", errors.Invalid),
    ({"unit_price": Decimal("900000000000000"), "quantity": Decimal(2)}, "", errors.InvalidAmount),
]


@pytest.mark.parametrize(("fields", "field", "error"), ONE_LINE)
def test_a_line_that_cannot_be_is_named(fields: dict[str, Any], field: str, error: type[errors.Refusal]):
    company = make_company()
    draft = make_invoice(company)
    before = snapshot(company)
    lines = [line(company), line(company) | fields]
    with pytest.raises(error) as refusal:
        make_invoice(company, customer=draft.customer, lines=lines)
    assert refusal.value.field == f"lines[1].{field}".rstrip(".")
    with pytest.raises(error):
        invoices.update(draft, by=owner_of(company), lines=lines)
    assert snapshot(company) == before


def test_a_line_is_of_a_usable_account_of_this_company():
    company, other = make_company(), make_company()
    customer = make_customer(company)
    accounts.archive(account(company, "4600"), by=owner_of(company))
    before = snapshot(company)
    for lines, error in (
        ([line(company, code="1100")], errors.AccountNotUsable),
        ([line(company, code="4600")], errors.AccountNotUsable),
        ([line(other)], errors.NotFoundHere),
        ([line(company, tax_rate=make_tax_rate(other))], errors.NotFoundHere),
    ):
        with pytest.raises(error) as refusal:
            make_invoice(company, customer=customer, lines=lines)
        assert refusal.value.field in ("lines[0].account_id", "lines[0].tax_rate_id")
    assert snapshot(company) == before


def test_a_document_has_from_one_to_five_hundred_lines_and_no_negative_total():
    company = make_company()
    customer = make_customer(company)
    before = snapshot(company)
    for lines, error in (
        ([], errors.Invalid),
        ([line(company)] * (MAX_LINES + 1), errors.TooManyLines),
        ([line(company, "-0.01")], errors.InvalidAmount),
        ([line(company, "900000000000000.00")] * 2, errors.InvalidAmount),
    ):
        with pytest.raises(error) as refusal:
            make_invoice(company, customer=customer, lines=lines)
        assert refusal.value.field == "lines"
    assert snapshot(company) == before


def test_the_most_lines_and_rates_fit_into_one_entry():
    company = make_company()
    rates = [make_tax_rate(company, "10") for _ in range(MAX_TAX_RATES)]
    lines = [line(company, "1.00", tax_rate=rates[i % len(rates)]) for i in range(MAX_LINES)]
    invoice = make_sent_invoice(company, lines=lines)
    assert invoice.amount == 550
    assert invoice.journal_entry.lines.count() == 1 + MAX_LINES + MAX_TAX_RATES


def test_other_currencies_need_a_rate():
    company = make_company()
    euro = make_customer(company, currency="EUR")
    before = snapshot(company)
    for fields in ({"customer": euro}, {"currency": "JPY"}):
        with pytest.raises(errors.ExchangeRateMissing) as refusal:
            make_invoice(company, **{"customer": make_customer(company)} | fields)
        assert refusal.value.field == "exchange_rate"
    assert len(snapshot(company)["Invoice"]) == len(before["Invoice"])
    assert make_invoice(company, customer=euro, currency="USD").currency_id == "USD"


def test_a_customer_must_be_an_active_one_of_this_company():
    company = make_company()
    archived = contacts.archive(make_customer(company), by=owner_of(company))
    for customer, error in (
        (archived, errors.ContactNotUsable),
        (make_vendor(company), errors.NotFoundHere),
        (make_customer(make_company()), errors.NotFoundHere),
    ):
        with pytest.raises(error) as refusal:
            make_invoice(company, customer=customer)
        assert refusal.value.field == "customer_id"
    assert not Invoice.objects.filter(company=company).exists()


def test_a_due_date_is_not_before_the_issue_date():
    company = make_company()
    with pytest.raises(errors.InvalidDate) as refusal:
        make_invoice(company, due_date=DAY - datetime.timedelta(days=1))
    assert refusal.value.field == "due_date"


def test_a_due_date_is_one_that_the_books_know():
    company = make_company()
    customer = make_customer(company)
    before = snapshot(company)
    with pytest.raises(errors.InvalidDate) as refusal:
        make_invoice(company, customer=customer, due_date=datetime.date(2200, 1, 1))
    assert refusal.value.field == "due_date"
    assert snapshot(company) == before
    assert make_invoice(company, due_date=datetime.date(2199, 12, 31)).due_date.year == 2199


def test_an_expected_total_that_differs_is_refused_with_both_figures():
    company = make_company()
    customer = make_customer(company)
    before = snapshot(company)
    with pytest.raises(errors.TotalDiffers, match=r"100\.00 USD.*99\.99 USD") as refusal:
        make_invoice(company, customer=customer, expected_total=Decimal("99.99"))
    assert refusal.value.field == "expected_total"
    assert snapshot(company) == before
    draft = make_invoice(company, customer=customer, expected_total=Decimal("100"))
    with pytest.raises(errors.TotalDiffers):
        invoices.update(draft, by=owner_of(company), notes="x", expected_total=Decimal("99"))


def test_a_number_is_taken_once():
    company = make_company()
    make_invoice(company, invoice_number="2026-1", external_id="a")
    customer = make_customer(company)
    before = snapshot(company)
    for field, value in (("invoice_number", "2026-1"), ("external_id", "a")):
        with pytest.raises(errors.Duplicate) as refusal:
            make_invoice(company, customer=customer, **{field: value})
        assert refusal.value.field == field
    assert snapshot(company) == before
    make_invoice(make_company(), invoice_number="2026-1")


def test_a_draft_changes_in_everything():
    company = make_company()
    draft, other = make_invoice(company), make_customer(company)
    invoices.update(
        draft,
        by=owner_of(company),
        customer_id=other.id,
        invoice_number="A-1",
        issue_date=DAY - datetime.timedelta(days=2),
        due_date=DAY,
        notes="Thank you.",
        lines=[line(company, "7.00"), line(company, "8.00")],
    )
    draft.refresh_from_db()
    assert (draft.customer_id, draft.invoice_number, draft.due_date) == (other.id, "A-1", DAY)
    assert (draft.amount, draft.lines.count(), draft.notes) == (15, 2, "Thank you.")
    assert types_of_events(company) == ["invoice.created", "invoice.updated"]


def test_sending_numbers_posts_and_records():
    company = make_company()
    rate = make_tax_rate(company, "20")
    draft = make_invoice(company, lines=[line(company, "1250.00", tax_rate=rate)], reference="PO 1")
    invoice = invoices.send(draft, by=owner_of(company))
    stored = Invoice.objects.select_related("journal_entry").get(id=draft.id)
    assert (stored.status, stored.invoice_number) == ("sent", "INV-0001")
    assert stored.sent_at == stored.journal_entry.posted_at == invoice.sent_at
    entry = stored.journal_entry
    assert (entry.date, entry.source_type, entry.source_id, entry.reference) == (DAY, "invoice", draft.id, "PO 1")
    assert entry.posted_by == owner_of(company)
    assert (balance(company, "1100"), balance(company, "4000"), balance(company, "2200")) == (1500, -1250, -250)
    assert types_of_events(company) == ["invoice.created", "journal_entry.posted", "invoice.sent"]


def test_the_series_leaves_out_numbers_that_are_taken():
    company = make_company()
    for number in ("INV-0001", "INV-0002", "INV-0004"):
        make_invoice(company, invoice_number=number)
    assert [make_sent_invoice(company).invoice_number for _ in range(2)] == ["INV-0003", "INV-0005"]


def test_the_series_goes_on_past_a_long_run_of_taken_numbers():
    company = make_company()
    draft, other, drafts = make_invoice(company), make_invoice(company), []
    for number in range(1, 181):
        draft.pk, draft.invoice_number = uuid4(), f"INV-{number:04}"
        drafts.append(copy(draft))
    Invoice.objects.bulk_create(drafts)
    with CaptureQueriesContext(connection) as queries:
        assert invoices.send(other, by=owner_of(company)).invoice_number == "INV-0181"
    assert sum("look_alike" in query["sql"] for query in queries) == 3, "of 50, 100 and 200 numbers"
    assert make_sent_invoice(company).invoice_number == "INV-0182"


def test_only_drafts_are_sent_or_deleted():
    company = make_company()
    invoice, by = make_sent_invoice(company), owner_of(company)
    before = snapshot(company)
    for operation in (invoices.send, invoices.delete):
        with pytest.raises(errors.WrongStatus):
            operation(invoice, by=by)
    assert snapshot(company) == before
    paid = make_sent_invoice(company)
    make_payment(company, contact=paid.customer, allocations=[{"invoice_id": paid.id, "amount": paid.amount}])
    with pytest.raises(errors.WrongStatus, match="This one is paid"):
        invoices.delete(paid, by=by)
    invoices.void(invoice, by=by)
    before = snapshot(company)
    for operation in (invoices.send, invoices.delete, invoices.void):
        with pytest.raises(errors.WrongStatus):
            operation(invoice, by=by)
    assert snapshot(company) == before


def test_a_total_of_zero_is_posted_and_paid_at_once():
    """BOOKS.md §2: +500 with 15 % tax, and a deposit of 575 taken off without tax."""
    company = make_company()
    rate = make_tax_rate(company, "15")
    lines = [line(company, "500.00", tax_rate=rate), line(company, "-575.00", code="4090")]
    sent = make_sent_invoice(company, lines=lines)
    assert (sent.amount, sent.status_on(DAY), sent.status_on(DAY + datetime.timedelta(days=99))) == (0, "paid", "paid")
    posted = [(one.account.code, one.debit, one.credit) for one in sent.journal_entry.lines.select_related("account")]
    assert sorted(posted) == [
        ("2200", 0, Decimal("75.00")),
        ("4000", 0, Decimal("500.00")),
        ("4090", Decimal("575.00"), 0),
    ]
    assert balance(company, "1100") == 0
    assert types_of_events(company)[-2:] == ["invoice.sent", "invoice.paid"]
    paid = json.loads(bytes(company.events.get(type="invoice.paid").body))["data"]
    assert (paid["status"], paid["amount"], paid["amount_due"]) == ("paid", 0, 0)
    assert [check.name for check in integrity.checks(company) if check.failed] == []
    assert invoices.void(sent, by=owner_of(company)).status == "void"
    assert balance(company, "4000") == balance(company, "4090") == balance(company, "2200") == 0
    assert [check.name for check in integrity.checks(company) if check.failed] == []


def test_a_discount_of_100_per_cent_posts_nothing_and_is_paid_at_once():
    company = make_company()
    rate = make_tax_rate(company, "15")
    draft = make_invoice(company, lines=[line(company, "80.00", discount_percent="100", tax_rate=rate)])
    sent = invoices.send(draft, by=owner_of(company))
    assert (sent.invoice_number, sent.journal_entry, sent.status_on(DAY)) == ("INV-0001", None, "paid")
    assert sent.sent_at is not None
    assert not JournalEntry.objects.filter(company=company).exists()
    assert types_of_events(company) == ["invoice.created", "invoice.sent", "invoice.paid"]
    with pytest.raises(errors.WrongStatus), transaction.atomic():
        invoices.update(sent, by=owner_of(company), lines=[line(company, "80.00")])
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        sent.lines.update(amount=80)
    assert refused.value.__cause__.diag.constraint_name == "invoice_frozen"
    with pytest.raises(errors.InvalidDate), transaction.atomic():
        invoices.void(sent, by=owner_of(company), date=DAY - datetime.timedelta(days=1))
    voided = invoices.void(sent, by=owner_of(company), reason="Not a present")
    assert (voided.status, voided.void_date, voided.void_entry, voided.void_reason) == (
        "void",
        DAY,
        None,
        "Not a present",
    )
    assert [check.name for check in integrity.checks(company) if check.failed] == []


def test_a_document_that_moves_anything_is_not_sent_without_its_entry():
    company = make_company()
    draft = make_invoice(company, lines=[line(company, "10.00"), line(company, "-10.00", code="4090")])
    before = snapshot(company)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Invoice.objects.filter(pk=draft.pk).update(status="sent", invoice_number="INV-9")
    assert refused.value.__cause__.diag.constraint_name == "document_entry_true"
    assert snapshot(company) == before


def test_a_negative_total_is_refused_with_the_hint_to_issue_a_credit_note():
    company = make_company()
    customer = make_customer(company)
    before = snapshot(company)
    with pytest.raises(errors.InvalidAmount, match=r"-1\.00 USD. Issue a credit note") as refused:
        make_invoice(company, customer=customer, lines=[line(company, "9.00"), line(company, "-10.00")])
    assert refused.value.field == "lines"
    assert snapshot(company) == before


def test_an_account_of_a_draft_is_not_archived_so_the_draft_can_be_sent():
    company = make_company()
    draft = make_invoice(company, lines=[line(company, code="4600")])
    before = snapshot(company)
    with pytest.raises(errors.HasOpenItems, match="draft invoice of 2026-03-15"), transaction.atomic():
        accounts.archive(account(company, "4600"), by=owner_of(company))
    assert snapshot(company) == before
    assert invoices.send(draft, by=owner_of(company)).status == "sent"


def test_once_sent_only_reference_notes_and_due_date_change():
    company = make_company()
    invoice, by = make_sent_invoice(company), owner_of(company)
    later = DAY + datetime.timedelta(days=60)
    changed = invoices.update(invoice, by=by, reference="PO 2", notes="Hello", due_date=later)
    changed.refresh_from_db()
    assert (changed.reference, changed.notes, changed.due_date) == ("PO 2", "Hello", later)
    before = snapshot(company)
    for change in (
        {"issue_date": DAY},
        {"lines": [line(company)]},
        {"customer_id": invoice.customer_id},
        {"invoice_number": "X"},
        {"external_id": "x", "notes": "also refused"},
    ):
        with pytest.raises(errors.WrongStatus) as refusal:
            invoices.update(invoice, by=by, **change)
        assert refusal.value.field in change
    with pytest.raises(errors.InvalidDate):
        invoices.update(invoice, by=by, due_date=DAY - datetime.timedelta(days=1))
    assert snapshot(company) == before
    invoices.void(invoice, by=by)
    with pytest.raises(errors.WrongStatus):
        invoices.update(invoice, by=by, notes="x")


def test_voiding_reverses_the_stored_lines():
    company = make_company()
    rate = make_tax_rate(company, "20")
    invoice = make_sent_invoice(company, lines=[line(company, "99.99", tax_rate=rate)])
    voided = invoices.void(invoice, by=owner_of(company), reason="Sent twice")
    assert voided.status == InvoiceStatus.VOID
    reversal = JournalEntry.objects.get(reverses=invoice.journal_entry)
    assert (reversal.date, reversal.memo, reversal.entry_type) == (
        DAY,
        f"Void: {invoice.journal_entry.memo}. Sent twice",
        "reversal",
    )
    for code in ("1100", "4000", "2200"):
        assert balance(company, code) == 0
    assert types_of_events(company)[-2:] == ["journal_entry.posted", "invoice.voided"]


def test_a_void_in_a_closed_period_is_dated_the_first_open_day():
    company = make_company()
    invoice = make_sent_invoice(company)
    close(company, DAY)
    invoices.void(invoice, by=owner_of(company))
    assert JournalEntry.objects.get(reverses=invoice.journal_entry).date == datetime.date(2026, 4, 1)


def test_an_invoice_with_payments_is_not_voided_and_they_are_named():
    company = make_company()
    invoice = make_sent_invoice(company)
    payment = make_payment(
        company, "40.00", contact=invoice.customer, allocations=[{"invoice_id": invoice.id, "amount": Decimal("40.00")}]
    )
    before = snapshot(company)
    with pytest.raises(errors.HasAllocations, match=rf"{payment.payment_number} \(40\.00 USD\)"):
        invoices.void(invoice, by=owner_of(company))
    assert snapshot(company) == before


def test_sending_into_a_closed_period_is_refused_or_moved():
    company = make_company()
    close(company, DAY)
    draft = make_invoice(company)
    before = snapshot(company)
    with pytest.raises(errors.PeriodClosed) as refusal:
        invoices.send(draft, by=owner_of(company))
    assert str(refusal.value) == "The accounting period 2026-03 is closed. The earliest open date is 2026-04-01."
    with pytest.raises(errors.PeriodClosed) as of_entry, transaction.atomic():
        make_entry(company, date=DAY)
    assert str(of_entry.value) == str(refusal.value)
    assert snapshot(company) == before
    sent = invoices.send(draft, by=owner_of(company), on_closed_period="next_open")
    assert (sent.issue_date, sent.journal_entry.date) == (DAY, datetime.date(2026, 4, 1))


def test_statuses_follow_payments_and_the_calendar():
    company = make_company()
    draft = make_invoice(company, due_date=DAY)
    after = DAY + datetime.timedelta(days=1)
    assert draft.status_on(after) == "draft"
    invoice = invoices.send(draft, by=owner_of(company))
    assert (invoice.status_on(DAY), invoice.status_on(after)) == ("sent", "overdue")
    payment = make_payment(company, "100.00", contact=invoice.customer)
    half = [{"invoice_id": invoice.id, "amount": Decimal("50.00")}]
    payments.allocate(payment, by=owner_of(company), allocations=half, date=DAY)
    invoice.refresh_from_db()
    assert (invoice.status_on(DAY), invoice.status_on(after)) == ("partially_paid", "overdue")
    payments.allocate(payment, by=owner_of(company), allocations=half, date=DAY)
    invoice.refresh_from_db()
    assert (invoice.status_on(DAY), invoice.status_on(after)) == ("paid", "paid")


def test_possible_actions_are_what_works():
    company = make_company()
    by = owner_of(company)
    draft = make_invoice(company)
    assert invoices.possible_actions(draft) == ("update", "delete", "send")
    sent = invoices.send(draft, by=by)
    assert invoices.possible_actions(sent) == ("update", "void")
    assert invoices.possible_actions(invoices.void(sent, by=by)) == ("update",)


def test_the_customer_gets_an_e_mail():
    company = make_company(name="Harbor Lane")
    rate = make_tax_rate(company, "20")
    customer = make_customer(company, name="Ann", email="ann@example.com")
    make_sent_invoice(company)
    make_sent_invoice(
        company,
        customer=customer,
        lines=[line(company, "1250.00", tax_rate=rate, description="Beans", quantity="1", unit="sack")],
    )
    assert mail.drain(seconds=5) == 1
    (message,) = outbox.outbox
    assert (message.to, message.subject) == (["ann@example.com"], "Invoice INV-0002 from Harbor Lane")
    assert "invoice INV-0002, dated 2026-03-15.\nIt is attached as a PDF.\n" in message.body
    assert "Beans: 1 sack × 1250 = 1,250.00 USD" in message.body
    assert "Total: 1,500.00 USD, due on 2026-04-14" in message.body
    ((name, content, kind),) = message.attachments
    assert (name, content[:5], kind) == ("INV-0002.pdf", b"%PDF-", "application/pdf")


def test_the_pdf_arrives_at_a_mail_server(settings: Any):
    company = make_company()
    customer = make_customer(company, email="ann@example.com")
    make_sent_invoice(company, customer=customer, invoice_number="№ 7")
    with smtp_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        assert mail.drain(seconds=5) == 1
    (file,) = server.taken[0].iter_attachments()
    assert (file.get_filename(), file.get_content_type(), file.get_content()[:5]) == (
        "№ 7.pdf",
        "application/pdf",
        b"%PDF-",
    )
    assert server.taken[0].get_body().get_content_type() == "text/plain"


def test_an_invoice_is_not_mailed_without_its_pdf(monkeypatch: pytest.MonkeyPatch):
    company = make_company()
    make_sent_invoice(company, customer=make_customer(company, email="ann@example.com"))
    with monkeypatch.context() as broken:
        broken.setattr(pdf, "draw", None)
        assert mail.drain(seconds=5) == 0
    waiting = OutgoingEmail.objects.get()
    assert (waiting.attempts, waiting.last_error[:9], waiting.given_up_at) == (1, "TypeError", None)
    OutgoingEmail.objects.update(due_at=timezone.now(), about_id=uuid4())
    assert mail.drain(seconds=5) == 0
    waiting.refresh_from_db()
    assert (waiting.attempts, waiting.last_error) == (2, "FileIsGone: The invoice is not here any more.")
    assert waiting.given_up_at is not None
    assert outbox.outbox == []


def test_an_invoice_that_is_not_sent_is_not_mailed():
    company = make_company()
    close(company, DAY)
    invoice = make_invoice(company, customer=make_customer(company, email="ann@example.com"))
    with pytest.raises(errors.PeriodClosed):
        invoices.send(invoice, by=owner_of(company))
    assert not OutgoingEmail.objects.exists()


def test_an_invoice_that_is_voided_before_its_mail_left_is_not_mailed():
    company = make_company()
    customer = make_customer(company, email="ann@example.com")
    sent, voided = make_sent_invoice(company, customer=customer), make_sent_invoice(company, customer=customer)
    invoices.void(voided, by=owner_of(company))
    mail.drain(seconds=5)
    assert [message.subject.split()[1] for message in outbox.outbox] == [sent.invoice_number]


@given(
    prices=st.lists(st.decimals(Decimal("-50"), Decimal("500"), places=4), min_size=1, max_size=6),
    quantity=st.decimals(Decimal("0.0001"), Decimal("99"), places=4),
)
@settings(max_examples=examples(40))
def test_lines_always_add_up_to_totals_and_the_entry_balances(prices: list[Decimal], quantity: Decimal):
    company = make_company(tax_rounding="document")
    rates = [None, make_tax_rate(company, "19"), make_tax_rate(company, "7.7", is_inclusive=True)]
    lines = [
        line(company, str(price), quantity=str(quantity), tax_rate=rates[i % len(rates)])
        for i, price in enumerate(prices)
    ]
    try:
        invoice = make_sent_invoice(company, lines=lines)
    except errors.InvalidAmount:
        return  # below zero
    rows = list(invoice.lines.all())
    assert invoice.subtotal == sum(row.amount for row in rows)
    assert invoice.tax_total == sum(row.tax_amount for row in rows)
    assert invoice.amount == invoice.subtotal + invoice.tax_total
    control = JournalLine.objects.filter(entry=invoice.journal_entry_id, account__code="1100")
    assert sum(posted.debit for posted in control) == invoice.amount


@pytest.mark.django_db(transaction=True)
def test_two_sends_at_once_post_once():
    with tenancy.everyone():
        company = make_company()
        draft, by = make_invoice(company), owner_of(company)
    results = race(*[lambda: invoices.send(draft, by=by)] * 2)
    assert sorted(type(result) for result in results if isinstance(result, Exception)) == [errors.WrongStatus]
    with tenancy.everyone():
        assert JournalEntry.objects.filter(company=company).count() == 1
        assert types_of_events(company).count("invoice.sent") == 1


@pytest.mark.django_db(transaction=True)
def test_invoices_sent_at_once_get_numbers_without_gaps():
    with tenancy.everyone():
        company = make_company()
        drafts, by = [make_invoice(company) for _ in range(6)], owner_of(company)
    results = race(*[lambda draft=draft: invoices.send(draft, by=by) for draft in drafts])
    assert sorted(result.invoice_number for result in results) == [f"INV-{number:04}" for number in range(1, 7)]


@pytest.mark.django_db(transaction=True)
def test_sending_and_deleting_at_once_have_one_winner():
    with tenancy.everyone():
        company = make_company()
        draft, by = make_invoice(company), owner_of(company)
    sent, deleted = race(lambda: invoices.send(draft, by=by), lambda: invoices.delete(draft, by=by))
    with tenancy.everyone():
        exists = Invoice.objects.filter(id=draft.id).exists()
        posted = JournalEntry.objects.filter(company=company).count()
    assert isinstance(sent, errors.Conflict) != isinstance(deleted, errors.WrongStatus)
    assert (exists, posted) == ((True, 1) if isinstance(deleted, errors.WrongStatus) else (False, 0))


@pytest.mark.django_db(transaction=True)
def test_paying_and_voiding_at_once_have_one_winner():
    with tenancy.everyone():
        company = make_company()
        invoice, by = make_sent_invoice(company), owner_of(company)
        payment = make_payment(company, contact=invoice.customer)
    whole = [{"invoice_id": invoice.id, "amount": Decimal("100.00")}]
    paid, voided = race(
        lambda: payments.allocate(payment, by=by, allocations=whole, date=DAY), lambda: invoices.void(invoice, by=by)
    )
    assert isinstance(paid, errors.WrongStatus) != isinstance(voided, errors.HasAllocations)
    with tenancy.everyone():
        invoice.refresh_from_db()
        assert (invoice.status, invoice.amount_paid) in (("sent", 100), ("void", 0))


def test_the_due_date_of_a_draft_follows_its_date_and_terms_until_it_is_given():
    company = make_company()
    by, customer = owner_of(company), make_customer(company, payment_terms_days=14)
    earlier = DAY - datetime.timedelta(days=10)
    invoice = invoices.update(make_invoice(company, customer=customer), by=by, issue_date=earlier)
    assert invoice.due_date == earlier + datetime.timedelta(days=14)
    invoice = invoices.update(invoice, by=by, due_date=DAY)
    assert invoices.update(invoice, by=by, issue_date=DAY - datetime.timedelta(days=1)).due_date == DAY
