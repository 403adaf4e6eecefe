"""The demo books: a year made through the operations, once, for development only."""

import datetime
import io
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F, Q, Sum
from django.test import override_settings
from django.utils import timezone

from accounting.management.commands import demo
from accounting.models import (
    AccountBalance,
    AccountingPeriod,
    Adjustment,
    Allocation,
    Attachment,
    BankTransaction,
    Bill,
    Budget,
    BudgetLine,
    Company,
    CompanyMember,
    CreditNote,
    Document,
    EntryStatus,
    EntryType,
    FiscalYear,
    Invoice,
    InvoiceLine,
    Item,
    JournalEntry,
    OpenItem,
    Payment,
    PaymentDeduction,
    PeriodStatus,
    RecurringTemplate,
    TaxRate,
    TaxReturn,
    TrackingBalance,
    TrackingCategory,
    Transfer,
    VendorCredit,
)
from accounting.reports import integrity, known
from accounting.taxes import returns
from identity.models import Organization, Role, Tier, User
from tests.accounting.reports import test_ties as ties
from tests.nightly import EXHAUSTIVE, one_in

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2024, 6, 17)
"""So that 29 February is in the year before it."""


@pytest.fixture
def development() -> Iterator[None]:
    with override_settings(DEBUG=True):
        yield


def load(today: datetime.date = TODAY) -> str:
    said = io.StringIO()
    call_command("demo", today=today, stdout=said)
    return said.getvalue()


@override_settings(DEBUG=False)
def test_it_is_refused_in_production() -> None:
    with pytest.raises(CommandError, match="only with DEBUG on"):
        load()
    assert not Organization.objects.exists()
    assert not User.objects.exists()


@pytest.mark.usefixtures("development")
def test_a_load_that_fails_half_way_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(demo.Command, "_load_bluebird", fail)
    monkeypatch.setattr(demo.Command, "_load_harbor_lane", lambda self, today: Organization.objects.create(name="Half"))
    with pytest.raises(KeyboardInterrupt):
        load()
    assert not Organization.objects.exists()
    assert not User.objects.exists()


@pytest.mark.skipif(not EXHAUSTIVE, reason="The quick start of CI loads it too: `make nightly` runs it.")
@pytest.mark.usefixtures("development")
def test_a_believable_year() -> None:
    """One test, because a year takes seconds."""
    said = load()
    check_people()
    companies = list(Company.objects.order_by("id"))
    assert [company.name for company in companies] == [
        "Harbor Lane Trading LLC",
        "Harbor Lane Logistics Inc.",
        "Bluebird Studio Ltd",
    ]
    assert [company.base_currency_id for company in companies] == ["USD", "USD", "GBP"]
    for company in companies:
        assert company.name in said
        check_books(company)
        assert [check.name for check in integrity.checks(company) if check.failed] == []
        check_ties(company)
    check_variety(companies[0])
    before = (JournalEntry.objects.count(), User.objects.count())
    assert load() == "The demo books are there already.\n"
    assert (JournalEntry.objects.count(), User.objects.count()) == before


def check_people() -> None:
    people = {user.email.partition("@")[0]: user for user in User.objects.select_related("organization")}
    assert all(user.check_password(demo.PASSWORD) for user in people.values())
    organizations = {name: user.organization and user.organization.name for name, user in people.items()}
    assert organizations == {
        "staff": None,
        "admin": "Harbor Lane Trading",
        "accountant": "Harbor Lane Trading",
        "viewer": "Harbor Lane Trading",
        "other": "Bluebird Studio",
    }
    assert people["staff"].is_superuser
    assert {name for name, user in people.items() if user.role == Role.ADMIN} == {"admin", "other"}
    assert set(CompanyMember.objects.values_list("user__email", "role")) == {
        ("accountant@example.com", "accountant"),
        ("viewer@example.com", "viewer"),
    }
    assert CompanyMember.objects.count() == 4
    assert set(Organization.objects.values_list("tier", flat=True)) == {Tier.PROFESSIONAL, Tier.STANDARD}


def check_books(company: Company) -> None:
    """A year of dates, the last three months open, drafts and open documents, and money in the bank."""
    dates = JournalEntry.objects.filter(company=company, status=EntryStatus.POSTED).values_list("date", flat=True)
    assert (min(dates), max(dates)) >= (datetime.date(2023, 6, 1), datetime.date(2024, 6, 10))
    assert max(dates) <= TODAY
    open_periods = AccountingPeriod.objects.filter(company=company, status=PeriodStatus.OPEN)
    names = [period.name for period in open_periods.order_by("start_date")]
    assert names[:3] == ["2024-04", "2024-05", "2024-06"], "and those up to the month in which the test runs"
    assert AccountingPeriod.objects.filter(company=company, start_date__lte=TODAY).count() == 13
    year = FiscalYear.objects.get(company=company, end_date="2023-12-31")
    assert year.status == PeriodStatus.CLOSED
    assert year.closing_entry.date == datetime.date(2024, 4, 1)
    assert Invoice.objects.filter(company=company, status="draft").exists()
    assert JournalEntry.objects.filter(company=company, status=EntryStatus.DRAFT).count() == 1
    assert set(shown(Invoice, company)) >= {"draft", "paid", "void"}
    held = AccountBalance.objects.filter(company=company, account__code="1000")
    assert held.aggregate(total=Sum(F("debits") - F("credits")))["total"] > 0
    made = AccountBalance.objects.filter(company=company, account__type__in=("revenue", "expense"))
    assert made.aggregate(total=Sum(F("credits") - F("debits")))["total"] > 0


def check_ties(company: Company) -> None:
    """The reports tie to each other on many days, and are the same with what is known now.

    In the books with the most, also at the end of each month.
    """
    dates = JournalEntry.objects.filter(company=company, status=EntryStatus.POSTED).order_by("date")
    first, last = (dates.values_list("date", flat=True)[place] for place in (0, len(dates) - 1))
    ends = list(AccountingPeriod.objects.filter(company=company, end_date__lte=last).values_list("end_date", flat=True))
    assert {datetime.date(2023, 12, 31), datetime.date(2024, 2, 29)} < set(ends)
    today, leap_day = company.date_at(timezone.now()), datetime.date(2024, 2, 29)
    if company.name != "Harbor Lane Trading LLC":
        ends = [leap_day]
    for day in {first - ties.DAY, first, *ends, leap_day - ties.DAY, last, TODAY, today}:
        ties.check_statements(company, day, min(first, day))
        ties.check_aged(company, day)
    for day in (leap_day, today):
        ties.check_ledger(company, day, first)
        ties.check_taxes(company, day, day - 365 * ties.DAY)
    contacts = list(company.contacts.all())
    for contact in contacts:
        ties.check_ledger_of(contact, leap_day, first)
        ties.check_statement(contact, leap_day, first)
    now = known.at(company, timezone.now())
    assert ties.stored(company, contacts[:2], TODAY, first, known=now) == ties.stored(
        company, contacts[:2], TODAY, first
    )


def shown(model: type[Document], company: Company) -> Iterator[str]:
    return (document.status_on(TODAY) for document in model._default_manager.filter(company=company))


def check_variety(company: Company) -> None:
    """The first company has data for all pages and reports."""
    assert set(shown(Invoice, company)) >= {"draft", "sent", "overdue", "paid", "void"}
    assert set(shown(Bill, company)) >= {"draft", "submitted", "rejected", "approved", "paid", "void"}
    assert set(shown(CreditNote, company)) & {"applied", "partially_applied"}
    assert "applied" in set(shown(VendorCredit, company))
    payments = Payment.objects.filter(company=company)
    assert payments.filter(allocated_amount__lt=F("amount")).exists(), "open credit"
    assert any(payment.allocations.count() > 1 for payment in payments), "one payment over several documents"
    partial = OpenItem.objects.filter(company=company, kind="invoice", debit_allocations__amount__lt=F("amount"))
    assert partial.exists(), "paid in parts"
    assert PaymentDeduction.objects.filter(payment__in=payments).exists(), "bank fees"
    assert set(TaxRate.objects.filter(company=company).values_list("is_inclusive", flat=True)) == {True, False}
    assert Adjustment.objects.filter(company=company, kind="write_off").exists(), "a write-off"
    assert payments.filter(is_refund=True).exists(), "a refund"
    assert set(BankTransaction.objects.filter(company=company).values_list("status", flat=True)) == {"posted"}
    assert set(Transfer.objects.filter(company=company).values_list("status", flat=True)) == {"posted", "void"}
    abroad = Invoice.objects.filter(company=company, currency="EUR")
    assert {"paid", "sent"} <= {"paid" if one.amount_due == 0 else "sent" for one in abroad}, "a customer in euros"
    differences = Allocation.objects.filter(company=company, debit_item__currency="EUR", journal_entry__isnull=False)
    assert differences.exists(), "realised differences of exchange rates"
    pounds = BankTransaction.objects.get(company=company, account__currency="GBP")
    assert pounds.currency_id == "GBP"
    assert Transfer.objects.filter(company=company, to_account__currency="GBP").exists()
    rate = TaxRate.objects.get(company=company, name="Sales tax 8.25%")
    assert [(part.name, part.percent) for part in rate.ordered_components()] == [("State", 6.25), ("Local", 2)]
    assert RecurringTemplate.objects.filter(company=company, name__startswith="Warehouse rent").exists()
    sold = Item.objects.filter(company=company, is_active=True, sales_price__gt=0)
    assert sold.count() == InvoiceLine.objects.filter(company=company).values("item").distinct().count() == 7
    assert Attachment.objects.get(company=company).object_type == "bill"
    check_departments(company)
    check_tax_returns(company)
    types = set(JournalEntry.objects.filter(company=company).values_list("entry_type", flat=True))
    manual = {EntryType.STANDARD, EntryType.OPENING, EntryType.ADJUSTING}
    assert types == manual | {EntryType.REVERSAL, EntryType.CLOSING}
    memos = JournalEntry.objects.filter(company=company)
    for words in ("Payroll", "Depreciation", "Loan instalment", "Sales tax return"):
        assert memos.filter(Q(memo__startswith=words)).exists(), words


def check_departments(company: Company) -> None:
    """Sales are tracked by department, most costs too, and this year has a budget."""
    category = TrackingCategory.objects.get(company=company)
    assert category.name == "Department"
    assert all(option.is_used for option in category.options.all())
    earned = TrackingBalance.objects.filter(company=company, account__type="revenue", is_daily=False)
    assert len({tuple(options) for options in earned.values_list("tracking", flat=True)}) == 2
    budget = Budget.objects.get(company=company)
    assert (budget.name, budget.start_date, budget.end_date) == (
        f"Budget {TODAY.year}",
        datetime.date(TODAY.year, 1, 1),
        datetime.date(TODAY.year, 12, 31),
    )
    planned = BudgetLine.objects.filter(budget=budget).values_list("account__type", flat=True)
    assert set(planned) == {"revenue", "expense"}


def check_tax_returns(company: Company) -> None:
    """Three quarters are filed, and the one after them is a draft."""
    rows = list(returns.with_figures(TaxReturn.objects.filter(company=company)).order_by("start_date"))
    assert [row.status for row in rows] == ["filed", "filed", "filed", "draft"]
    assert all(row.tax_due > 0 for row in rows)


@pytest.mark.usefixtures("development")
@pytest.mark.parametrize("today", one_in(2, ["2024-02-29", "2026-01-01"]))
def test_it_loads_on_any_day(today: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo.Command, "_load_harbor_lane", lambda self, today: None)
    load(datetime.date.fromisoformat(today))
    company = Company.objects.get()
    assert [check.name for check in integrity.checks(company) if check.failed] == []
    assert AccountingPeriod.objects.filter(company=company, status=PeriodStatus.CLOSED).count() >= 9
