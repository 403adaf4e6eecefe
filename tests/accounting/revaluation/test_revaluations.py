"""Revaluations: open items move for one day, bank accounts for good, and nothing is counted twice."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Sum

from accounting import errors
from accounting.documents import invoices
from accounting.ledger import accounts, periods
from accounting.models import Account, Company, FxRevaluation, JournalEntry, JournalLine
from accounting.reports import integrity
from accounting.revaluation import revaluations
from accounting.settlement import payments
from foundation import tenancy
from tests.accounting.races import race
from tests.accounting.snapshot import snapshot
from tests.factories import (
    account,
    make_account,
    make_approved_bill,
    make_bank_transaction,
    make_company,
    make_customer,
    make_entry,
    make_exchange_rate,
    make_issued_credit_note,
    make_sent_invoice,
    make_transfer,
    make_vendor,
    owner_of,
    period_of,
)

pytestmark = pytest.mark.django_db

D = Decimal


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def revalue(company: Company, date: str, **rates: str) -> FxRevaluation:
    given = {currency: D(rate) for currency, rate in rates.items()} or None
    return revaluations.create(company, by=owner_of(company), date=day(date), rates=given)


def bank(company: Company, currency: str = "EUR") -> Account:
    code = f"B{currency}"
    found = Account.objects.filter(company=company, code=code).first()
    return found or Account.objects.create(
        company=company, code=code, name=currency, type="asset", subtype="bank", currency_id=currency
    )


def held(company: Company, on: str, code_or_role: str) -> Decimal:
    """Return the balance of an account at the end of a day, debit positive."""
    one = Account.objects.filter(company=company, system_role=code_or_role).first() or account(company, code_or_role)
    lines = JournalLine.objects.filter(company=company, account=one, entry__status="posted", entry__date__lte=day(on))
    return lines.aggregate(sum=Sum(F("debit") - F("credit"), default=D("0")))["sum"]


def shown(company: Company, on: str) -> tuple[Decimal, ...]:
    """Return what a balance sheet and a profit and loss have of it: receivables, payables, unrealised and realised."""
    roles = ("receivables_revaluation", "payables_revaluation", "unrealised_gain_loss", "exchange_gain_loss")
    return tuple(held(company, on, role) for role in roles)


def is_whole(company: Company) -> None:
    checks = [check for check in integrity.checks(company) if "guards" not in check.name]
    assert [error for check in checks for error in check.failures] == []


def euro_invoice(company: Company, amount: str = "1000.00", rate: str = "1.10", **fields: Any) -> Any:
    customer = fields.pop("customer", None) or make_customer(company, currency="EUR")
    given = {"issue_date": day("2026-01-10"), "due_date": day("2026-02-10")} | fields
    return make_sent_invoice(company, amount, customer=customer, exchange_rate=D(rate), **given)


def pay(company: Company, document: Any, amount: str, date: str, rate: str, **fields: Any) -> Any:
    kind = {"customer": "received", "vendor": "made"}[document.contact.kind]
    return payments.create(
        company,
        by=owner_of(company),
        type=kind,
        date=day(date),
        account_id=fields.pop("account_id", account(company, "1010").id),
        contact_id=document.contact_id,
        amount=D(amount),
        exchange_rate=D(rate),
        allocations=[{f"{document.NOUN}_id": document.id, "amount": D(amount)}],
        **fields,
    )


def test_two_months_in_a_row_and_then_the_payment_count_everything_once():
    """ERPNext 43327 and 56648: the second revaluation starts from the original amount, and so does the payment."""
    company = make_company()
    invoice = euro_invoice(company)
    january = revalue(company, "2026-01-31", EUR="1.15")
    assert (january.open_items_gain, january.bank_accounts_gain, january.bank_entry) == (D("50.00"), 0, None)
    assert shown(company, "2026-01-31") == (D("50.00"), 0, D("-50.00"), 0)
    assert shown(company, "2026-02-01") == (0, 0, 0, 0)
    february = revalue(company, "2026-02-28", EUR="1.20")
    assert february.open_items_gain == D("100.00")
    assert shown(company, "2026-02-28") == (D("100.00"), 0, D("-100.00"), 0)
    assert held(company, "2026-02-28", "accounts_receivable") == D("1100.00")
    pay(company, invoice, "1000.00", "2026-03-05", "1.18")
    assert shown(company, "2026-03-05") == (0, 0, 0, D("-80.00"))
    assert held(company, "2026-03-05", "accounts_receivable") == 0
    is_whole(company)


@pytest.mark.parametrize(
    ("date", "next_day"),
    [("2026-01-31", "2026-02-01"), ("2024-02-28", "2024-02-29"), ("2024-02-29", "2024-03-01"),
     ("2025-12-31", "2026-01-01"), ("2026-03-15", "2026-03-16")],
)  # fmt: skip
def test_the_reversal_is_dated_the_next_day(date: str, next_day: str):
    """ERPNext 47652."""
    company = make_company()
    euro_invoice(company, issue_date=day("2024-01-10"), due_date=day("2024-02-10"))
    row = revalue(company, date, EUR="1.2")
    back = JournalEntry.objects.get(reverses=row.journal_entry)
    assert (row.journal_entry.date, back.date, back.source_id) == (day(date), day(next_day), row.id)
    assert (row.journal_entry.entry_type, row.journal_entry.reverse_on) == ("fx_revaluation", day(next_day))
    assert shown(company, next_day) == (0, 0, 0, 0)
    is_whole(company)


def test_everything_open_is_revalued_as_it_was_on_the_day():
    company = make_company()
    by, customer = owner_of(company), make_customer(company, currency="EUR")
    vendor = make_vendor(company, currency="GBP")
    paid_later = euro_invoice(company, "100.00", customer=customer)
    paid_before = euro_invoice(company, "200.00", customer=customer)
    partly = euro_invoice(company, "300.00", customer=customer)
    freed_later = euro_invoice(company, "400.00", customer=customer)
    void_later = euro_invoice(company, "50.00", customer=customer)
    void_before = euro_invoice(company, "60.00", customer=customer)
    euro_invoice(company, "70.00", customer=customer, issue_date=day("2026-02-01"))  # not there yet
    make_sent_invoice(company, "80.00", issue_date=day("2026-01-10"), due_date=day("2026-02-10"))  # in dollars
    make_issued_credit_note(company, "30.00", customer=customer, issue_date=day("2026-01-12"), exchange_rate=D("1.10"))
    bill = make_approved_bill(
        company,
        "500.00",
        vendor=vendor,
        issue_date=day("2026-01-10"),
        due_date=day("2026-02-10"),
        exchange_rate=D("1.30"),
    )
    advance = payments.create(
        company, by=by, type="received", date=day("2026-01-20"), account_id=account(company, "1010").id,
        contact_id=customer.id, amount=D("90.00"), exchange_rate=D("1.05"),
    )  # fmt: skip
    pay(company, paid_later, "100.00", "2026-02-03", "1.2")
    pay(company, paid_before, "200.00", "2026-01-31", "1.2")
    pay(company, partly, "100.00", "2026-01-15", "1.2")
    payment = pay(company, freed_later, "400.00", "2026-01-15", "1.1")
    payments.unallocate(payment, by=by, allocation_ids=[payment.allocations.get().id], date=day("2026-02-02"))
    payments.void(payment, by=by, date=day("2026-02-02"))
    invoices.void(void_later, by=by, date=day("2026-02-01"))
    invoices.void(void_before, by=by, date=day("2026-01-31"))
    row = revalue(company, "2026-01-31", EUR="1.15", GBP="1.36", JPY="0.007")
    lines = {line.item_id: (line.amount, line.base_amount, line.revalued_amount) for line in row.lines.all()}
    note = next(iter(set(lines) - {paid_later.id, partly.id, void_later.id, advance.id, bill.id}))
    assert lines == {
        paid_later.id: (D("100.00"), D("110.00"), D("115.00")),
        partly.id: (D("200.00"), D("220.00"), D("230.00")),
        void_later.id: (D("50.00"), D("55.00"), D("57.50")),
        advance.id: (D("-90.00"), D("-94.50"), D("-103.50")),
        note: (D("-30.00"), D("-33.00"), D("-34.50")),
        bill.id: (D("-500.00"), D("-650.00"), D("-680.00")),
    }
    assert shown(company, "2026-01-31")[:3] == (D("7.00"), D("-30.00"), D("23.00"))
    assert (row.rates, row.line_count, row.open_items_gain) == ({"EUR": "1.15", "GBP": "1.36"}, 6, D("-23.00"))
    is_whole(company)


def test_bank_accounts_are_adjusted_for_good_and_an_empty_one_is_worth_nothing():
    company = make_company()
    euros, pounds = bank(company, "EUR"), bank(company, "GBP")
    make_transfer(company, "1100.00", to_account_id=euros.id, to_amount=D("1000.00"), date=day("2026-01-10"))
    make_transfer(company, "130.00", to_account_id=pounds.id, to_amount=D("100.00"), date=day("2026-01-10"))
    make_bank_transaction(company, "100.00", account_id=pounds.id, date=day("2026-01-12"), exchange_rate=D("1.35"))
    assert held(company, "2026-01-31", "BGBP") == D("-5.00")
    row = revalue(company, "2026-01-31", EUR="1.15")  # what is empty needs no rate
    assert (row.bank_accounts_gain, row.journal_entry, row.open_items_gain) == (D("55.00"), None, 0)
    assert held(company, "2026-02-01", "BEUR") == D("1150.00")
    assert held(company, "2026-02-01", "BGBP") == 0
    assert shown(company, "2026-02-01") == (0, 0, 0, D("-55.00"))
    again = revalue(company, "2026-02-28", EUR="1.15")
    assert (again.bank_accounts_gain, again.bank_entry, again.line_count) == (0, None, 1)
    last = revalue(company, "2026-03-31", EUR="1.05")
    assert (last.bank_accounts_gain, held(company, "2026-04-01", "BEUR")) == (D("-100.00"), D("1050.00"))
    kept = JournalLine.objects.get(entry=last.bank_entry, account=euros)
    assert kept.description == "Balance of 1,000.00 EUR"
    assert (kept.currency_id, kept.currency_amount, kept.credit) == ("EUR", 0, D("100.00"))
    is_whole(company)


def test_void_takes_it_back_on_its_days_and_frees_the_day_the_latest_first():
    company = make_company()
    by = owner_of(company)
    euro_invoice(company)
    make_transfer(company, "1100.00", to_account_id=bank(company).id, to_amount=D("1000.00"), date=day("2026-01-10"))
    first = revalue(company, "2026-01-31", EUR="1.15")
    second = revalue(company, "2026-02-28", EUR="1.20")
    before = snapshot(company)
    with pytest.raises(errors.LaterRevaluation, match="2026-02-28"):
        revaluations.void(first, by=by)
    with pytest.raises(errors.LaterRevaluation, match="2026-02-28"):
        revalue(company, "2026-02-15", EUR="1.2")
    with pytest.raises(errors.AlreadyRevalued) as refusal:
        revalue(company, "2026-02-28", EUR="1.2")
    assert (refusal.value.code, refusal.value.field) == ("already_revalued", "date")
    assert snapshot(company) == before
    second = revaluations.void(second, by=by, reason="The wrong rate.")
    assert (second.status, second.void_date, second.void_reason) == ("void", day("2026-02-28"), "The wrong rate.")
    assert shown(company, "2026-02-28") == (0, 0, 0, D("-50.00"))
    assert shown(company, "2026-03-01") == (0, 0, 0, D("-50.00"))
    before = snapshot(company)
    with pytest.raises(errors.WrongStatus):
        revaluations.void(second, by=by)
    assert snapshot(company) == before
    revalue(company, "2026-02-28", EUR="1.12")
    assert shown(company, "2026-02-28") == (D("20.00"), 0, D("-20.00"), D("-20.00"))
    assert held(company, "2026-03-01", "BEUR") == D("1120.00")
    is_whole(company)


def test_refusals_name_the_field_and_change_nothing():
    company = make_company()
    by = owner_of(company)
    before = snapshot(company)
    with pytest.raises(errors.NothingToRevalue):
        revalue(company, "2026-01-31", EUR="1.2")
    assert snapshot(company) == before
    euro_invoice(company)
    make_exchange_rate(company, "1.15", currency="EUR", date=day("2026-01-20"))
    tomorrow = periods.today(company) + datetime.timedelta(days=1)
    before = snapshot(company)
    for date, rates, error, field in (
        ("2026-02-20", {}, errors.ExchangeRateMissing, "rates.EUR"),
        ("2026-01-31", {"EUR": D("0")}, errors.Invalid, "rates.EUR"),
        ("2026-01-31", {"EUR": D("-1")}, errors.Invalid, "rates.EUR"),
        ("2026-01-31", {"USD": D("1.1")}, errors.Invalid, "rates.USD"),
        ("2026-01-31", {"XXX": D("1.1")}, errors.CurrencyNotSupported, "rates.XXX"),
        (str(tomorrow), {"EUR": D("1.1")}, errors.InvalidDate, "date"),
        ("1969-12-31", {"EUR": D("1.1")}, errors.InvalidDate, "date"),
    ):
        with pytest.raises(error) as refusal:
            revaluations.create(company, by=by, date=day(date), rates=rates)
        assert refusal.value.field == field
    euro_invoice(company, "999999999999.00", rate="0.01")
    before = snapshot(company)
    with pytest.raises(errors.InvalidAmount) as refusal:
        revalue(company, "2026-01-31", EUR="9999999999")
    assert (refusal.value.field, snapshot(company)) == ("rates", before)
    assert FxRevaluation.objects.count() == 0
    row = revalue(company, "2026-02-19")  # 30 days old
    assert row.rates == {"EUR": "1.1500000000"}


def test_what_an_archived_account_held_is_not_revalued():
    company = make_company()
    euros = {"from_account_id": account(company, "1000").id, "to_account_id": bank(company).id}
    make_transfer(company, "540.00", date=day("2026-01-10"), to_amount=D("500.00"), **euros)
    back = {"from_account_id": bank(company).id, "to_account_id": account(company, "1000").id}
    make_transfer(company, "500.00", date=day("2026-02-10"), to_amount=D("540.00"), **back)
    accounts.archive(bank(company), by=owner_of(company))
    before = snapshot(company)
    with pytest.raises(errors.AccountNotUsable, match=r"500\.00 EUR on 2026-01-31") as refusal:
        revalue(company, "2026-01-31", EUR="1.2")
    assert (refusal.value.field, snapshot(company)) == ("date", before)
    accounts.restore(bank(company), by=owner_of(company))
    assert revalue(company, "2026-01-31", EUR="1.2").bank_accounts_gain == D("60.00")


def test_a_closed_month_is_neither_revalued_nor_is_its_revaluation_taken_back():
    company = make_company()
    euro_invoice(company)
    row = revalue(company, "2026-01-31", EUR="1.2")
    periods.close(period_of(company, day("2026-01-31")), by=owner_of(company))
    before = snapshot(company)
    with pytest.raises(errors.PeriodClosed):
        revaluations.void(row, by=owner_of(company))
    with pytest.raises(errors.PeriodClosed) as refusal:
        revalue(company, "2026-01-30", EUR="1.2")
    assert refusal.value.field == "date"
    assert snapshot(company) == before
    assert shown(company, "2026-02-01") == (0, 0, 0, 0)


def without_its_accounts(**fields: Any) -> Company:
    """Return a company like those from before revaluations, with a code of their accounts in use."""
    company = make_company(**fields)
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM accounting_account WHERE company_id = %s AND code IN ('1190', '2090', '4910')", [company.pk]
        )
    make_account(company, "11-90", "asset")
    make_account(company, "1191", "asset")
    return company


def test_a_chart_without_its_accounts_gets_them_at_the_next_free_codes():
    company = without_its_accounts()
    euro_invoice(company)
    before = snapshot(company)
    with pytest.raises(errors.NothingToRevalue):
        revalue(company, "2026-01-01", EUR="1.2")
    assert snapshot(company) == before
    revalue(company, "2026-01-31", EUR="1.2")
    added = Account.objects.filter(company=company, system_role__in=revaluations.ROLES)
    assert list(added.order_by("code").values_list("code", "name", "type", "subtype", "system_role")) == [
        ("1192", "Currency revaluation of receivables", "asset", "receivable", "receivables_revaluation"),
        ("2090", "Currency revaluation of payables", "liability", "payable", "payables_revaluation"),
        ("4910", "Unrealised exchange gain or loss", "revenue", "other_income", "unrealised_gain_loss"),
    ]
    assert shown(company, "2026-01-31")[0] == -shown(company, "2026-01-31")[2] != 0
    is_whole(company)
    count = Account.objects.filter(company=company).count()
    revalue(company, "2026-02-28", EUR="1.3")
    assert Account.objects.filter(company=company).count() == count


@pytest.mark.django_db(transaction=True)
def test_of_two_revaluations_at_once_one_adds_the_accounts():
    with tenancy.everyone():
        company = without_its_accounts()
        euro_invoice(company)
    results = race(*[lambda date=date: revalue(company, date, EUR="1.2") for date in ("2026-01-31", "2026-01-31")])
    assert sorted(type(result).__name__ for result in results) == ["AlreadyRevalued", "FxRevaluation"]
    with tenancy.everyone():
        assert Account.objects.filter(company=company, system_role__in=revaluations.ROLES).count() == 3
        is_whole(company)


def test_the_base_currency_has_its_own_decimals():
    company = make_company(base_currency="JPY")
    customer = make_customer(company, currency="EUR")
    euro_invoice(company, "10.55", rate="161.3", customer=customer)
    row = revalue(company, "2026-01-31", EUR="162.37")
    (line,) = row.lines.all()
    assert (line.base_amount, line.revalued_amount) == (D("1702"), D("1713"))
    is_whole(company)


def test_the_profit_of_the_year_takes_the_loss_and_the_next_year_begins_with_its_reversal():
    company = make_company()
    euro_invoice(company, issue_date=day("2025-12-01"), due_date=day("2025-12-31"))
    make_entry(company, date=day("2025-12-01"))
    revalue(company, "2025-12-31", EUR="1.00")
    assert held(company, "2025-12-31", "unrealised_gain_loss") == D("100.00")
    assert held(company, "2026-01-01", "unrealised_gain_loss") == 0
    is_whole(company)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_refused():
    with tenancy.everyone():
        company = make_company()
        euro_invoice(company)
        account_id = bank(company).id
        make_transfer(company, "1100.00", to_account_id=account_id, to_amount=D("1000.00"), date=day("2026-01-10"))
    for dates in (("2026-01-31", "2026-01-31"), ("2026-02-28", "2026-02-27")):
        found = race(*[lambda date=date: revalue(company, date, EUR="1.2") for date in dates])
        with tenancy.everyone():
            made = FxRevaluation.objects.filter(company=company, date__in=dates).count()
            told = {type(one).__name__ for one in found if isinstance(one, Exception)}
            assert (made, told <= {"AlreadyRevalued", "LaterRevaluation"}) in ((1, True), (2, True)), found
            assert made == 1 or dates[0] != dates[1]
            is_whole(company)


def test_gains_that_are_too_large_together_name_the_rates():
    company = make_company()
    for currency in ("EUR", "GBP"):
        customer = make_customer(company, currency=currency)
        euro_invoice(company, "900000000000000.00", "1", customer=customer)
    before = snapshot(company)
    with pytest.raises(errors.InvalidAmount) as refusal:
        revalue(company, "2026-01-31", EUR="1.9", GBP="1.9")
    assert (refusal.value.field, snapshot(company)) == ("rates", before)
