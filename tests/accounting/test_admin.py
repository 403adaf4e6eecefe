"""The staff's admin: only operations write the books. test_admin_pages.py opens all pages."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounting.documents import bills
from accounting.ledger import members, periods
from accounting.ledger.admin.editing import OperationAdmin
from accounting.ledger.admin.facts import FactAdmin
from accounting.ledger.admin.running import MAX_AT_ONCE
from accounting.ledger.models import DayBalance, RowCount
from accounting.models import (
    Account,
    AccountingPeriod,
    AttachmentContent,
    Bill,
    BillStatus,
    Budget,
    BudgetLine,
    Company,
    CompanyMember,
    CompanyRole,
    Contact,
    CreditNote,
    CreditStatus,
    EntryStatus,
    FiscalYear,
    Invoice,
    InvoiceStatus,
    Item,
    JournalEntry,
    Payment,
    PeriodStatus,
    PostedStatus,
    TaxBalance,
    TaxRate,
    UnpaidBalance,
    VendorCredit,
)
from accounting.taxes import returns
from identity.models import User
from tests.accounting.snapshot import snapshot
from tests.factories import (
    account,
    line,
    make_adjustment,
    make_approved_bill,
    make_attachment,
    make_bank_transaction,
    make_bill,
    make_budget,
    make_company,
    make_credit_note,
    make_customer,
    make_draft,
    make_ended_year,
    make_entry,
    make_exchange_rate,
    make_fx_revaluation,
    make_import,
    make_invoice,
    make_issued_credit_note,
    make_issued_vendor_credit,
    make_item,
    make_opening,
    make_payment,
    make_recurring,
    make_sent_invoice,
    make_tax_rate,
    make_tracking_category,
    make_transfer,
    make_vendor_credit,
    options_of,
    owner_of,
    period_of,
)
from tests.people import make_user

pytestmark = pytest.mark.django_db

APRIL = datetime.date(2026, 4, 15)
OURS = {
    model: model_admin for model, model_admin in admin.site._registry.items() if model._meta.app_label == "accounting"
}
FACTS = [model for model, model_admin in OURS.items() if isinstance(model_admin, FactAdmin)]
EDITED = [model for model, model_admin in OURS.items() if isinstance(model_admin, OperationAdmin)]


def named(value: Any) -> str:
    return value.__name__ if isinstance(value, type) else str(value)


@pytest.fixture
def staff(db: None) -> User:
    return make_user(None, "staff@example.com", is_staff=True, is_superuser=True)


@pytest.fixture
def client(staff: User) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(staff)
    return client


@pytest.fixture
def company(db: None) -> Company:
    return make_full_company()


def make_full_company() -> Company:
    """Books with a row in each table."""
    company = make_company()
    tax_rate = make_tax_rate(company)
    make_draft(company)
    make_entry(company)
    tracking = options_of(make_tracking_category(company))[:1]
    lines = [line(company, tax_rate=tax_rate, discount_percent="5", tracking=tracking)]
    invoice = make_sent_invoice(company, lines=lines)
    make_invoice(company)
    make_payment(
        company,
        "60.00",
        contact=invoice.customer,
        allocations=[{"invoice_id": invoice.id, "amount": Decimal("50.00")}],
        deductions=[{"account_id": account(company, "6700").id, "amount": Decimal("2.50")}],
    )
    bill = make_approved_bill(company)
    make_payment(company, contact=bill.vendor, allocations=[{"bill_id": bill.id, "amount": Decimal(40)}])
    make_bill(company)
    make_adjustment(company)
    make_bank_transaction(company)
    make_transfer(company)
    make_exchange_rate(company)
    make_fx_revaluation(company)
    make_recurring(company)
    make_budget(company)
    make_item(company)
    make_attachment(company)
    make_import(company)
    make_opening(company, date=datetime.date(2026, 3, 1))
    make_credit_note(company)
    make_issued_credit_note(company, invoice=invoice)
    make_vendor_credit(company)
    make_issued_vendor_credit(company, bill=bill)
    returns.create(
        company, by=owner_of(company), start_date=datetime.date(2025, 1, 1), end_date=datetime.date(2025, 3, 31)
    )
    make_entry(company, date=datetime.date(2026, 2, 1))
    periods.close(period_of(company, datetime.date(2026, 2, 1)), by=None)
    viewer = make_user(company.organization)
    members.assign(company, user=viewer, role=CompanyRole.VIEWER, by=owner_of(company))
    return company


def url(model: type[Model], page: str = "changelist", *args: object) -> str:
    return reverse(f"admin:accounting_{model._meta.model_name}_{page}", args=args)


def run(client: Client, name: str, *rows: Model, model: type[Model] | None = None, **fields: str) -> Any:
    """Choose an action in a list, confirm it with its fields, and return the page that follows."""
    data = {"action": name, "_selected_action": [str(row.pk) for row in rows], "_confirmed": "1", **fields}
    return client.post(url(model or type(rows[0])), data, follow=True)


def messages_of(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def submit(client: Client, address: str, **fields: Any) -> Any:
    """Submit the form at the address with some fields changed, and return what follows."""
    context = client.get(address).context
    form = context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    for inline in context["inline_admin_formsets"]:  # what a browser sends of rows that cannot change
        values |= {f"{inline.formset.prefix}-{part}_FORMS": "0" for part in ("TOTAL", "INITIAL")}
    values |= fields
    return client.post(
        address, {name: value for name, value in values.items() if value not in (None, False)}, follow=True
    )


SUMMED = {AttachmentContent, BudgetLine, DayBalance, RowCount, TaxBalance, UnpaidBalance}
"""The models of which pages show sums only: of a budget by account, of an account by month, the totals of lists, the
tax summary, and the profit and loss on a cash basis. Of the bytes of a file they show a link."""


def test_every_model_is_shown() -> None:
    inline = {inline.model for model_admin in OURS.values() for inline in model_admin.inlines}
    assert {*OURS, *inline, *SUMMED} == set(apps.get_app_config("accounting").get_models())
    assert {*FACTS, *EDITED} == set(OURS)


def test_a_list_takes_as_many_queries_for_many_rows_as_for_few(client: Client, subtests: pytest.Subtests) -> None:
    company = make_company()
    counts: dict[type[Model], list[int]] = {model: [] for model in OURS}
    for rows in (1, 1):
        for _ in range(rows):
            fill(company)
        for model, taken in counts.items():
            client.get(url(model))
            with CaptureQueriesContext(connection) as queries:
                client.get(url(model))
            taken.append(len(queries))
    for model, taken in counts.items():
        with subtests.test(named(model)):
            assert taken[0] == taken[1] <= 16


def fill(company: Company) -> None:
    """Add a row of each kind for the lists, in another company and in this one."""
    fresh = make_company(company.organization)
    members.assign(fresh, user=make_user(company.organization), role=CompanyRole.VIEWER, by=owner_of(company))
    make_entry(fresh)
    periods.close(period_of(fresh), by=owner_of(company))
    for books in (company, fresh):
        make_tax_rate(books)
        make_entry(books, date=APRIL)
        make_invoice(books)
        make_sent_invoice(books, issue_date=APRIL)
        make_approved_bill(books, issue_date=APRIL)
        make_payment(books, date=APRIL)
        make_credit_note(books)
        make_issued_credit_note(books, issue_date=APRIL)
        make_issued_vendor_credit(books, issue_date=APRIL)


@pytest.mark.parametrize("model", [JournalEntry, Invoice, Bill, CreditNote, VendorCredit, Payment], ids=named)
def test_a_page_takes_as_many_queries_for_many_lines_as_for_few(client: Client, model: type[Model]) -> None:
    company = make_company()
    counts = []
    for number in (1, 4):
        row = with_lines(company, model, number)
        client.get(url(model, "change", row.pk))
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url(model, "change", row.pk))
        assert response.content.count(b'class="form-row has_original') >= number
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 24


def with_lines(company: Company, model: type[Model], number: int) -> Model:
    """Return an entry, document or payment with so many lines, deductions or allocations."""
    lines = [line(company, tax_rate=make_tax_rate(company)) for _ in range(number)]
    if model is Bill:
        return make_approved_bill(company, lines=[line(company, code="6100") for _ in range(number)])
    if model is VendorCredit:
        return make_issued_vendor_credit(company, lines=[line(company, code="6100") for _ in range(number)])
    if model is CreditNote:
        return make_issued_credit_note(company, lines=lines)
    if model is Payment:
        customer = make_customer(company)
        owed = [make_sent_invoice(company, customer=customer) for _ in range(number)]
        allocations = [{"invoice_id": invoice.id, "amount": Decimal(100)} for invoice in owed]
        return make_payment(company, f"{number}00.00", contact=customer, allocations=allocations)
    invoice = make_sent_invoice(company, lines=lines)
    assert invoice.journal_entry is not None
    return invoice.journal_entry if model is JournalEntry else invoice


def test_posted_entries_show_their_lines_and_totals(client: Client) -> None:
    entry = make_entry(make_company(), "1234.50", memo="Rent of March")
    page = client.get(url(JournalEntry, "change", entry.pk)).content.decode()
    assert page.count("1,234.50 USD") >= 4, "two lines and two totals"
    assert entry.hash in page
    assert "Rent of March" in page
    assert "1,234.50 USD" in client.get(url(JournalEntry)).content.decode()
    yen = make_entry(make_company(base_currency="JPY"), "1234")
    assert "1,234 JPY" in client.get(url(JournalEntry, "change", yen.pk)).content.decode()


def test_a_draft_is_posted_by_the_signed_in_user(client: Client, staff: User) -> None:
    draft = make_draft(make_company())
    assert messages_of(run(client, "post", draft)) == ["1 journal entry posted."]
    draft.refresh_from_db()
    assert (draft.status, draft.posted_by, draft.number) == (EntryStatus.POSTED, staff, 1)
    assert LogEntry.objects.get(object_id=draft.pk).get_change_message() == "Post"


def test_an_entry_is_reversed_after_a_page_that_asks(client: Client, staff: User) -> None:
    entry = make_entry(make_company())
    asked = client.post(url(JournalEntry), {"action": "reverse", "_selected_action": [str(entry.pk)], "index": "0"})
    assert asked.templates[0].name == "accounting/admin/confirm.html"
    for name, value in {"action": "reverse", "_selected_action": entry.pk, "_confirmed": 1}.items():
        assert f'name="{name}" value="{value}"' in asked.content.decode()
    assert not entry.reversals.exists()
    run(client, "reverse", entry, memo="Booked twice", date="2026-03-20")
    reversal = entry.reversals.get()
    assert (reversal.memo, reversal.date, reversal.posted_by) == ("Booked twice", datetime.date(2026, 3, 20), staff)


def test_periods_are_closed_in_order_and_reopened_with_a_reason(client: Client, staff: User) -> None:
    company = make_company()
    for month in (3, 1, 2):
        make_entry(company, date=datetime.date(2026, month, 10))
    january, february, march = AccountingPeriod.objects.filter(company=company).order_by("start_date")[:3]
    assert "Earlier periods are open: 2026-01" in client.get(url(AccountingPeriod, "change", march.pk)).content.decode()
    assert messages_of(run(client, "close", march)) == ["2026-03: Earlier periods are open: 2026-01, 2026-02."]
    run(client, "close", february, january)
    closed = AccountingPeriod.objects.filter(company=company, status=PeriodStatus.CLOSED, closed_by=staff)
    assert list(closed.order_by("start_date")) == [january, february]
    assert b"This field is required" in run(client, "reopen", january, february).content
    assert closed.count() == 2
    run(client, "reopen", january, february, reason="Late receipts")
    assert closed.count() == 0


def test_fiscal_years_are_closed_with_an_entry_and_reopened_with_a_reason(client: Client, staff: User) -> None:
    company = make_company()
    year = make_ended_year(company)
    later = FiscalYear.objects.get(company=company, start_date="2026-01-01")
    assert "Earlier fiscal years are open: 2025" in client.get(url(FiscalYear, "change", later.pk)).content.decode()
    run(client, "close", year, closing_entry="on")
    year.refresh_from_db()
    assert (year.status, year.closed_by, year.closing_entry.posted_by) == (PeriodStatus.CLOSED, staff, staff)
    assert b"This field is required" in run(client, "reopen", year).content
    run(client, "reopen", year, reason="Late receipts")
    year.refresh_from_db()
    assert (year.status, year.reopened_by, year.reopen_reason) == (PeriodStatus.OPEN, staff, "Late receipts")


def test_invoices_are_sent_and_voided(client: Client) -> None:
    company = make_company()
    invoice = make_invoice(company)
    assert messages_of(run(client, "send", invoice)) == ["1 invoice sent."]
    run(client, "void", invoice, reason="Wrong customer", date="2026-03-31")
    invoice.refresh_from_db()
    assert invoice.status == InvoiceStatus.VOID
    assert (
        JournalEntry.objects.get(reverses=invoice.journal_entry).memo
        == f"Void: {invoice.journal_entry.memo}. Wrong customer"
    )


def test_credits_are_issued_and_voided(client: Client, staff: User) -> None:
    company = make_company()
    note, credit = make_credit_note(company), make_vendor_credit(company)
    assert messages_of(run(client, "issue", note)) == ["1 credit note issued."]
    assert messages_of(run(client, "issue", credit)) == ["1 vendor credit issued."]
    for row in (note, credit):
        row.refresh_from_db()
        assert (row.status, row.issued_by) == (CreditStatus.ISSUED, staff)
        assert row.journal_entry is not None
        page = client.get(url(JournalEntry, "change", row.journal_entry.pk)).content.decode()
        assert url(type(row), "change", row.pk) in page
        run(client, "void", row, reason="Wrong contact")
        row.refresh_from_db()
        assert (row.status, row.void_reason) == (CreditStatus.VOID, "Wrong contact")


def test_bills_are_approved_rejected_and_voided(client: Client, staff: User) -> None:
    company = make_company()
    bill, doubtful = make_bill(company), make_bill(company)
    bills.submit(doubtful, by=owner_of(company))
    run(client, "approve", bill)
    run(client, "reject", doubtful, reason="Not ours")
    bill.refresh_from_db()
    doubtful.refresh_from_db()
    assert (bill.status, bill.approved_by) == (BillStatus.APPROVED, staff)
    assert (doubtful.status, doubtful.rejection_reason) == (BillStatus.REJECTED, "Not ours")
    run(client, "void", bill)
    bill.refresh_from_db()
    assert bill.status == BillStatus.VOID


def test_payments_are_voided(client: Client) -> None:
    payment = make_payment(make_company())
    run(client, "void", payment)
    payment.refresh_from_db()
    assert payment.status == PostedStatus.VOID


def test_a_refusal_is_a_message_and_the_other_rows_are_done(client: Client, company: Company) -> None:
    sent = Invoice.objects.get(company=company, status=InvoiceStatus.SENT, is_opening=False, currency="USD")
    draft = Invoice.objects.get(company=company, status=InvoiceStatus.DRAFT)
    said = messages_of(run(client, "send", sent, draft))
    assert said == [f"{sent}: Only draft invoices can be sent. This one is overdue.", "1 invoice sent."]
    before = snapshot(company)
    payment = Payment.objects.filter(company=company, type="received").get()
    assert f"The payment settles {sent}" in messages_of(run(client, "void", payment))[0]
    entry = sent.journal_entry
    assert entry is not None
    assert "Void the invoice instead" in messages_of(run(client, "reverse", entry))[0]
    assert snapshot(company) == before


def test_the_page_of_a_row_shows_the_actions_that_apply(client: Client) -> None:
    company = make_company()
    invoice = make_invoice(company)
    page = url(Invoice, "change", invoice.pk)
    assert [operation.name for operation in client.get(page).context["operations"]] == ["send"]
    data = {"action": "send", "_selected_action": [str(invoice.pk)], "_from_its_page": "1"}
    for name, value in {**data, "_selected_action": invoice.pk}.items():
        assert f'name="{name}" value="{value}"' in client.get(page).content.decode()
    assert client.post(url(Invoice), data, follow=True).redirect_chain[-1][0] == page
    assert [operation.name for operation in client.get(page).context["operations"]] == ["void"]


REASONS = {"void": "void_reason", "reject": "rejection_reason", "reopen": "reopen_reason"}


def test_forms_ask_for_reasons_as_long_as_they_are_kept() -> None:
    limits = {}
    for model, page in OURS.items():
        for action in page.actions or ():
            form, column = getattr(action, "form", None), REASONS.get(getattr(action, "name", ""))
            if form is not None and column in {field.name for field in model._meta.fields}:
                asked, kept = form.base_fields["reason"].max_length, model._meta.get_field(column).max_length
                limits[model.__name__, action.name] = asked, kept
    assert {one: pair for one, pair in limits.items() if pair[0] != pair[1]} == {}
    assert {("Bill", "reject"), ("FxRevaluation", "void"), ("FiscalYear", "reopen")} <= limits.keys()


def test_only_so_many_rows_are_done_at_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_AT_ONCE == 100
    monkeypatch.setattr("accounting.ledger.admin.running.MAX_AT_ONCE", 1)
    company = make_company()
    assert messages_of(run(client, "post", make_draft(company), make_draft(company))) == ["Choose at most 1 at once."]
    assert not JournalEntry.objects.filter(status=EntryStatus.POSTED).exists()


def test_staff_with_read_permission_run_no_operation(company: Company) -> None:
    looker = make_user(None, "looker@example.com", is_staff=True)
    looker.user_permissions.set(
        Permission.objects.filter(content_type__app_label="accounting", codename__startswith="view")
    )
    client = Client()
    client.force_login(looker)
    before = snapshot(company)
    draft = JournalEntry.objects.get(company=company, status=EntryStatus.DRAFT)
    page = client.get(url(JournalEntry, "change", draft.pk))
    assert (page.status_code, page.context["operations"]) == (200, [])
    run(client, "post", draft)
    assert client.post(url(Contact, "change", Contact.objects.first().pk), {"name": "x"}).status_code == 403  # type: ignore[union-attr]
    assert snapshot(company) == before


def test_customers_do_not_enter(company: Company) -> None:
    client = Client()
    client.force_login(owner_of(company))
    for model in OURS:
        assert client.get(url(model)).status_code == 302


def test_a_contact_is_added_changed_and_archived(client: Client) -> None:
    company = make_company()
    new = {"company": company.pk, "kind": "customer", "name": "Pinecrest", "currency": "USD", "payment_terms_days": 14}
    assert submit(client, url(Contact, "add"), **new).status_code == 200
    contact = Contact.objects.get(company=company)
    assert (contact.name, contact.payment_terms_days) == ("Pinecrest", 14)
    submit(client, url(Contact, "change", contact.pk), name="Pinecrest Ltd", is_active=False)
    contact.refresh_from_db()
    assert (contact.name, contact.is_active) == ("Pinecrest Ltd", False)
    submit(client, url(Contact, "change", contact.pk), is_active=True)
    contact.refresh_from_db()
    assert contact.is_active


def test_an_item_is_added_changed_and_archived(client: Client) -> None:
    company = make_company()
    sales = account(company, "4000")
    new = {"company": company.pk, "name": "Beans", "currency": "USD", "sales_price": "24.50", "sales_account": sales.pk}
    wrong = submit(client, url(Item, "add"), **new | {"sales_account": account(company, "1100").pk})
    assert list(wrong.context["adminform"].form.errors) == ["sales_account"]
    submit(client, url(Item, "add"), **new)
    item = Item.objects.get(company=company)
    assert (item.sales_price, item.sales_account, item.sales_tax_rate) == (Decimal("24.50"), sales, None)
    submit(client, url(Item, "change", item.pk), currency="EUR", sales_account="", code="B-1", is_active=False)
    item.refresh_from_db()
    assert (item.currency_id, item.sales_account, item.code, item.is_active) == ("EUR", None, "B-1", False)


def test_a_refusal_of_an_operation_is_shown_at_its_field(client: Client, company: Company) -> None:
    rate = TaxRate.objects.get(company=company)
    before = snapshot(company)
    answer = submit(client, url(TaxRate, "change", rate.pk), percent="16")
    assert answer.context["adminform"].form.errors["percent"] == [
        f"{rate.name} is in use. Archive it and add another rate."
    ]
    receivable = account(company, "1100")
    answer = submit(client, url(Account, "change", receivable.pk), is_active=False, name="Debtors")
    assert answer.context["adminform"].form.errors == {"__all__": ["An account with a system role cannot be archived."]}
    foreign = account(make_company(), "4000")
    new = {"company": company.pk, "name": "Other", "percent": "3", "sales_account": foreign.pk}
    answer = submit(client, url(TaxRate, "add"), **new)
    assert answer.context["adminform"].form.errors["sales_account"] == ["There is no such account in this company."]
    assert snapshot(company) == before


def test_accounts_and_tax_rates_are_added_and_changed(client: Client) -> None:
    company = make_company()
    parent = account(company, "4000")
    new = {"company": company.pk, "code": "4030", "name": "Repairs", "type": "revenue", "parent": parent.pk}
    submit(client, url(Account, "add"), **new)
    added = account(company, "4030")
    assert added.parent == parent
    submit(client, url(Account, "change", added.pk), name="Repair work", is_active=False)
    added.refresh_from_db()
    assert (added.name, added.is_active) == ("Repair work", False)
    submit(
        client,
        url(TaxRate, "add"),
        company=company.pk,
        name="Reduced",
        percent="5.5",
        sales_account=account(company, "2200").pk,
    )
    rate = TaxRate.objects.get(company=company)
    submit(client, url(TaxRate, "change", rate.pk), name="Lower", is_active=False)
    rate.refresh_from_db()
    assert (rate.name, rate.percent, rate.is_active) == ("Lower", Decimal("5.5"), False)


def test_budgets_are_added_and_changed_and_show_what_they_plan(client: Client) -> None:
    company = make_company()
    new = {"company": company.pk, "name": "Plan", "start_date": "2026-01-01", "end_date": "2026-12-30"}
    answer = submit(client, url(Budget, "add"), **new)
    assert answer.context["adminform"].form.errors["end_date"] == ["A budget ends on the last day of a month."]
    submit(client, url(Budget, "add"), **new | {"end_date": "2026-12-31"})
    added = Budget.objects.get(company=company)
    submit(client, url(Budget, "change", added.pk), name="Second plan", is_active=False)
    added.refresh_from_db()
    assert (added.name, added.is_active) == ("Second plan", False)
    page = client.get(url(Budget, "change", make_budget(company).pk)).content.decode()
    assert "<td>4000 Sales</td><td>900.00 USD</td>" in page


def test_a_tax_rate_of_several_components_is_added_and_changed(client: Client) -> None:
    company = make_company()
    tax_account, revenue = account(company, "2200"), account(company, "4000")

    def rows(initial: int, *parts: dict[str, Any]) -> dict[str, Any]:
        form = {"components-TOTAL_FORMS": str(len(parts)), "components-INITIAL_FORMS": str(initial)}
        return form | {f"components-{i}-{name}": value for i, part in enumerate(parts) for name, value in part.items()}

    state = {"name": "State", "percent": "6.25", "recoverable_percent": "100"}
    town = {"name": "", "percent": "2", "recoverable_percent": "50", "compound": "on", "account": tax_account.pk}
    new = {"company": company.pk, "name": "Sales tax"}
    before = snapshot(company)
    wrong = town | {"account": revenue.pk}
    answer = submit(client, url(TaxRate, "add"), **new, **rows(0, state, wrong))
    assert "Tax cannot be posted to account" in str(answer.context["adminform"].form.errors["__all__"])
    answer = submit(client, url(TaxRate, "add"), **new, percent="9", **rows(0, state, town))
    assert answer.context["adminform"].form.errors["percent"] == ["The components come to 8.3750 percent."]
    answer = submit(client, url(TaxRate, "add"), **new)
    assert answer.context["adminform"].form.errors["percent"] == ["Give a percentage, or components."]
    assert snapshot(company) == before
    submit(client, url(TaxRate, "add"), **new, **rows(0, state, town))
    rate = TaxRate.objects.get(company=company)
    parts = rate.ordered_components()
    shown = [(part.name, part.percent, part.compound, part.recoverable_percent, part.account) for part in parts]
    assert shown == [("State", 6.25, False, 100, None), ("Sales tax", 2, True, 50, tax_account)]
    assert rate.percent == Decimal("8.375")
    page = client.get(url(TaxRate, "change", rate.pk)).content.decode()
    assert 'value="State"' in page
    kept = [{"id": part.pk, "tax_rate": rate.pk} for part in parts]
    gone = town | kept[1] | {"DELETE": "on"}
    submit(client, url(TaxRate, "change", rate.pk), **rows(2, state | kept[0], gone))
    rate.refresh_from_db()
    assert [(part.pk, part.name) for part in TaxRate.objects.get(pk=rate.pk).ordered_components()] == [
        (parts[0].pk, "State")
    ]
    assert rate.percent == Decimal("6.25")
    make_sent_invoice(company, lines=[line(company, tax_rate=rate)])
    before = snapshot(company)
    changed = state | kept[0] | {"percent": "7"}
    answer = submit(client, url(TaxRate, "change", rate.pk), **rows(1, changed))
    assert "is in use" in str(answer.context["adminform"].form.errors)
    assert snapshot(company) == before


def test_companies_and_members_are_added_and_changed(client: Client) -> None:
    organization = make_company().organization
    new = {"organization": organization.pk, "name": "Second Inc.", "base_currency": "EUR", "chart": "vat"}
    submit(client, url(Company, "add"), **new)
    company = Company.objects.get(name="Second Inc.")
    assert (company.base_currency_id, account(company, "1400").name) == ("EUR", "Input VAT")
    submit(client, url(Company, "change", company.pk), time_zone="Nowhere/Else")
    submit(client, url(Company, "change", company.pk), two_person_approval=True, base_currency="USD")
    company.refresh_from_db()
    assert (company.time_zone, company.two_person_approval, company.base_currency_id) == ("UTC", True, "USD")
    user = make_user(organization)
    submit(client, url(CompanyMember, "add"), company=company.pk, user=user.pk, role="viewer")
    member = CompanyMember.objects.get(company=company)
    submit(client, url(CompanyMember, "change", member.pk), role="accountant")
    member.refresh_from_db()
    assert (member.user, member.role) == (user, CompanyRole.ACCOUNTANT)
    stranger = make_user(make_company().organization)
    answer = submit(client, url(CompanyMember, "add"), company=company.pk, user=stranger.pk, role="viewer")
    assert "user" in answer.context["adminform"].form.errors
    client.post(url(CompanyMember, "delete", member.pk), {"post": "yes"})
    assert not CompanyMember.objects.filter(company=company).exists()


def test_autocomplete_finds_what_forms_refer_to(client: Client, company: Company) -> None:
    for field, model_name in (
        ("company", "taxrate"),
        ("sales_account", "taxrate"),
        ("currency", "contact"),
        ("user", "companymember"),
    ):
        query = {"app_label": "accounting", "model_name": model_name, "field_name": field, "term": ""}
        answer = client.get(reverse("admin:autocomplete"), query)
        assert (answer.status_code, bool(answer.json()["results"])) == (200, True), field
