"""Documents, payments and allocations in other currencies: base amounts, realised differences, and that what is closed
in its currency is closed in the base currency."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from accounting import errors
from accounting.documents import credit_notes, invoices
from accounting.ledger import chart, journal
from accounting.models import Account, Allocation, Company, Contact, JournalEntry, JournalLine, OpenItem, SystemRole
from accounting.reports import integrity
from accounting.settlement import adjustments, credits, payments
from foundation.refusals import declared_name
from tests.accounting.snapshot import snapshot
from tests.factories import (
    DAY,
    account,
    line,
    make_approved_bill,
    make_company,
    make_customer,
    make_exchange_rate,
    make_invoice,
    make_issued_credit_note,
    make_issued_vendor_credit,
    make_sent_invoice,
    make_tax_rate,
    make_vendor,
    owner_of,
)
from tests.nightly import examples

pytestmark = pytest.mark.django_db


D = Decimal


def later(days: int) -> datetime.date:
    return DAY + datetime.timedelta(days)


def euro_customer(company: Company) -> Contact:
    return make_customer(company, currency="EUR")


def bank(company: Company, currency: str | None = None) -> Account:
    return Account.objects.create(
        company=company, code=f"B{currency}", name="Bank", type="asset", subtype="bank", currency_id=currency
    )


def pay(company: Company, contact: Contact, amount: str, **fields: Any) -> Any:
    kind = {"customer": "received", "vendor": "made"}[contact.kind]
    given = {"type": kind, "date": DAY, "account_id": account(company, "1010").id, "contact_id": contact.id} | fields
    return payments.create(company, by=owner_of(company), amount=D(amount), **given)


def control(company: Company, role: str = SystemRole.ACCOUNTS_RECEIVABLE) -> tuple[Decimal, Decimal]:
    """Return the balance of a control account in the base currency, and the sum of its lines' own amounts."""
    (held,) = chart.system_accounts(company, role)
    sums = JournalLine.objects.filter(company=company, account=held, entry__status="posted").aggregate(
        base=Sum(F("debit") - F("credit")), own=Sum("currency_amount")
    )
    return sums["base"] or D("0"), sums["own"] or D("0")


def realised(company: Company) -> Decimal:
    """Return the realised gains less the losses."""
    (held,) = chart.system_accounts(company, SystemRole.EXCHANGE_GAIN_LOSS)
    return JournalLine.objects.filter(company=company, account=held).aggregate(
        sum=Sum(F("credit") - F("debit"), default=D("0"))
    )["sum"]


def is_whole(company: Company) -> None:
    found = [
        error
        for check in integrity.checks(company)
        for error in check.failures
        if check.name not in ("guards", "guards of the database")
    ]
    assert found == []


def test_the_check_of_the_design():
    """docs/design/books.md: 1,200.00 EUR at 1.08375, paid 500 at 1.0912 and 700 at 1.0790."""
    company = make_company()
    customer = euro_customer(company)
    invoice = make_sent_invoice(company, "1200.00", customer=customer, exchange_rate=D("1.08375"))
    assert (invoice.currency_id, invoice.total_base) == ("EUR", D("1300.50"))
    for amount, rate, gain in (("500.00", "1.0912", "3.72"), ("700.00", "1.0790", "-3.32")):
        before = realised(company)
        pay(
            company,
            customer,
            amount,
            exchange_rate=D(rate),
            allocations=[{"invoice_id": invoice.id, "amount": D(amount)}],
        )
        assert realised(company) - before == D(gain)
    assert control(company) == (0, 0)
    invoice.refresh_from_db()
    assert invoice.amount_due == 0
    assert list(OpenItem.objects.filter(company=company).values_list("open_amount", "open_base_amount")) == [(0, 0)] * 3
    is_whole(company)


def test_the_rate_of_the_issue_date_is_used_and_follows_it_until_it_is_stated():
    company = make_company()
    by, customer = owner_of(company), euro_customer(company)
    with pytest.raises(errors.ExchangeRateMissing, match=f"EUR for {DAY}"):
        make_invoice(company, customer=customer)
    make_exchange_rate(company, "1.10", currency="EUR", date=DAY)
    make_exchange_rate(company, "1.20", currency="EUR", date=later(1))
    invoice = make_invoice(company, "100.00", customer=customer)
    assert (invoice.exchange_rate, invoice.total_base) == (D("1.10"), D("110.00"))
    invoice = invoices.update(invoice, by=by, issue_date=later(1))
    assert invoice.exchange_rate == D("1.20")
    invoice = invoices.update(invoice, by=by, exchange_rate=D("1.15"))
    invoice = invoices.update(invoice, by=by, issue_date=DAY)
    assert invoice.exchange_rate == D("1.15")
    invoice = invoices.update(invoice, by=by, exchange_rate=None)
    assert invoice.exchange_rate == D("1.10")
    invoice = invoices.update(invoice, by=by, currency="USD")
    assert (invoice.exchange_rate, invoice.total_base) == (1, D("100.00"))
    before = snapshot(company)
    with pytest.raises(errors.Invalid) as refusal:
        invoices.update(invoice, by=by, exchange_rate=D("1.1"))
    assert refusal.value.field == "exchange_rate"
    assert snapshot(company) == before


def test_control_tax_and_net_lines_add_up_in_the_base_currency():
    company = make_company()
    rate = make_tax_rate(company, "19")
    lines = [line(company, price, tax_rate=rate) for price in ("33.33", "33.33", "33.34")]
    invoice = make_sent_invoice(company, customer=euro_customer(company), exchange_rate=D("1.08375"), lines=lines)
    posted = list(invoice.journal_entry.lines.order_by("position"))
    assert [row.debit - row.credit for row in posted] == [
        D("128.96"),
        D("-36.12"),
        D("-36.12"),
        D("-36.14"),
        D("-20.58"),
    ]
    assert (invoice.total_base, invoice.tax_total_base) == (D("128.96"), D("20.58"))
    assert posted[4].tax_base == D("-108.38")
    is_whole(company)


@pytest.mark.parametrize(
    ("currency", "amount", "rate", "base"),
    [("JPY", "150000", "0.0064", "960.00"), ("KWD", "99.999", "3.2501", "325.01"), ("EUR", "10.55", "1.1", "11.61")],
)
def test_currencies_with_other_decimals(currency: str, amount: str, rate: str, base: str):
    company = make_company()
    customer = make_customer(company, currency=currency)
    invoice = make_sent_invoice(company, amount, customer=customer, exchange_rate=D(rate))
    assert (invoice.amount, invoice.total_base) == (D(amount), D(base))
    pay(company, customer, amount, exchange_rate=D(rate), allocations=[{"invoice_id": invoice.id, "amount": D(amount)}])
    assert control(company) == (0, 0)
    assert realised(company) == 0
    is_whole(company)


def test_what_the_bank_booked_gives_the_rate():
    company = make_company()
    customer = euro_customer(company)
    invoice = make_sent_invoice(company, "500.00", customer=customer, exchange_rate=D("1.0800"))
    fee = {"account_id": account(company, "6100").id, "amount": D("10.00")}
    payment = pay(
        company,
        customer,
        "500.00",
        account_amount=D("534.69"),
        deductions=[fee],
        allocations=[{"invoice_id": invoice.id, "amount": D("500.00")}],
    )
    assert payment.exchange_rate == D("1.0912040816")
    own = {row.account.code: (row.debit - row.credit, row.currency_id) for row in payment.journal_entry.lines.all()}
    assert own["1010"] == (D("534.69"), "USD")
    assert own["6100"] == (D("10.91"), "EUR")
    assert realised(company) == D("534.69") + D("10.91") - D("540.00")
    assert control(company) == (0, 0)
    is_whole(company)


def test_a_bank_account_in_a_third_currency_and_one_in_the_documents_currency():
    company = make_company()
    customer = euro_customer(company)
    for currency, rate in (("GBP", "1.30"), ("EUR", "1.10")):
        make_exchange_rate(company, rate, currency=currency, date=DAY)
    pounds = pay(company, customer, "100.00", account_id=bank(company, "GBP").id, account_amount=D("84.00"))
    assert (pounds.exchange_rate, pounds.account_amount) == (D("1.092"), D("84.00"))
    euros = pay(company, customer, "100.00", account_id=bank(company, "EUR").id)
    assert (euros.exchange_rate, euros.account_amount) == (D("1.10"), None)
    dollars = pay(company, make_customer(company), "110.00", account_id=account(company, "BEUR").id)
    assert (dollars.exchange_rate, dollars.account_amount) == (1, D("100.00"))
    before = snapshot(company)
    for fields, field in (
        ({"account_id": account(company, "BEUR").id, "account_amount": D("99.00")}, "account_amount"),
        ({"account_amount": D("110.00"), "exchange_rate": D("1.1")}, "exchange_rate"),
        ({"account_amount": D("0")}, "account_amount"),
        ({"account_amount": D("1.001")}, "account_amount"),
        ({"exchange_rate": D("0")}, "exchange_rate"),
        ({"exchange_rate": D("0.00001")}, "amount"),
        ({"exchange_rate": D("9999999999"), "amount": D(10) ** 12}, "amount"),
    ):
        with pytest.raises(errors.Refusal) as refusal:
            pay(company, customer, **{"amount": "100.00"} | fields)
        assert refusal.value.field == field
    assert snapshot(company) == before
    is_whole(company)


def test_a_payment_too_large_with_its_fees_is_refused():
    company = make_company()
    vendor = make_vendor(company, currency="EUR")
    fees = [{"account_id": account(company, "6700").id, "amount": D(10) ** 14}]
    in_euros, before = {"account_id": bank(company, "EUR").id}, snapshot(company)
    for amount, rate, fields in (("950E12", "1", {}), ("450E12", "2", in_euros), ("950E12", "0.1", in_euros)):
        with pytest.raises(errors.InvalidAmount) as refusal:
            pay(company, vendor, amount, exchange_rate=D(rate), deductions=fees, **fields)
        assert refusal.value.field == "amount"
    assert snapshot(company) == before


def test_a_rate_is_asked_for_only_if_it_decides_something():
    """How many euros the bank booked for 110.00 USD is known, and what they are worth: 110.00 USD."""
    company = make_company()
    payment = pay(
        company,
        make_customer(company),
        "110.00",
        account_id=bank(company, "EUR").id,
        account_amount=D("100.00"),
    )
    assert (payment.exchange_rate, payment.account_amount) == (1, D("100.00"))
    is_whole(company)


@pytest.mark.parametrize(
    ("amount", "fees"),
    [
        ("1.00", ["0.60"]),  # nothing reaches the bank
        ("10.10", ["0.50"] * 20),  # it would pay 10 JPY, and get 0.10 EUR
    ],
)
def test_what_a_bank_deducts_leaves_something_in_the_base_currency_too(amount: str, fees: list[str]):
    company = make_company(base_currency="JPY")
    customer, euros = euro_customer(company), bank(company, "EUR")
    deductions = [{"account_id": account(company, "6100").id, "amount": D(fee)} for fee in fees]
    before = snapshot(company)
    with pytest.raises(errors.InvalidAmount) as refusal, transaction.atomic():
        pay(company, customer, amount, account_id=euros.id, exchange_rate=D(1), deductions=deductions)
    assert refusal.value.field == "deductions"
    assert snapshot(company) == before
    received = pay(company, customer, amount, account_id=euros.id, exchange_rate=D(100), deductions=deductions)
    assert sum(row.currency_amount for row in received.journal_entry.lines.all()) == 0
    is_whole(company)


def test_the_deduction_that_is_wrong_is_named_by_its_index():
    company = make_company()
    vendor, euros = make_vendor(company, currency="EUR"), bank(company, "EUR")
    dollars, cost = bank(company, "USD"), account(company, "6100")
    largest = D("9000000000000")  # which fits in euros, but not in dollars
    for deductions, kept_in, field in (
        ([(cost, D(1)), (dollars, D(1))], dollars, "deductions[1].account_id"),
        ([(cost, D(1)), (cost, largest)], euros, "deductions[1].amount"),
    ):
        given = [{"account_id": one.id, "amount": amount} for one, amount in deductions]
        before = snapshot(company)
        with pytest.raises(errors.Refusal) as refusal, transaction.atomic():
            pay(company, vendor, "10.00", type="made", account_id=kept_in.id, exchange_rate=D(1000), deductions=given)
        assert (refusal.value.field, snapshot(company)) == (field, before)


@pytest.mark.parametrize("fees", [15, 20])
def test_what_the_bank_pays_is_more_than_its_fees_in_the_base_currency(fees: int):
    """By hand, at 0.005: each fee of 1 JPY is 0.01 USD, so 15 of them are all of 0.15 USD, and 20 are more."""
    company = make_company()
    vendor = make_vendor(company, currency="JPY")
    deductions = [{"account_id": account(company, "6100").id, "amount": D(1)} for _ in range(fees)]
    before = snapshot(company)
    with pytest.raises(errors.InvalidAmount, match="leave nothing") as refusal, transaction.atomic():
        pay(company, vendor, str(30 - fees), account_amount=D("0.15"), deductions=deductions)
    assert (refusal.value.field, snapshot(company)) == ("deductions", before)
    pay(company, vendor, str(30 - fees), account_amount=D("30.00"), deductions=deductions)
    assert control(company, SystemRole.ACCOUNTS_PAYABLE) == (30 - fees, 30 - fees)
    is_whole(company)


def test_a_difference_is_posted_on_the_allocations_date_and_taken_back_on_its_own():
    company = make_company()
    by, customer = owner_of(company), euro_customer(company)
    invoice = make_sent_invoice(company, "100.00", customer=customer, exchange_rate=D("1.10"))
    payment = pay(company, customer, "100.00", exchange_rate=D("1.05"), date=later(1))
    payment = payments.allocate(
        payment, by=by, allocations=[{"invoice_id": invoice.id, "amount": D("60.00")}], date=later(2)
    )
    (made,) = payment.allocations
    assert (made.debit_base, made.credit_base, made.journal_entry.date) == (D("66.00"), D("63.00"), later(2))
    assert realised(company) == D("-3.00")
    payment = payments.unallocate(payment, by=by, allocation_ids=[made.id], date=later(3))
    back = payment.allocations.get(reverses=made)
    assert (back.difference, back.journal_entry.date) == (D("3.00"), later(3))
    assert realised(company) == 0
    payments.void(payment, by=by, date=later(4))
    assert control(company) == (D("110.00"), D("100.00"))
    is_whole(company)


def test_a_credit_has_the_rate_of_what_it_credits():
    company = make_company()
    by, customer = owner_of(company), euro_customer(company)
    lines = [line(company, price, tax_rate=make_tax_rate(company, "19")) for price in ("33.33", "33.34")]
    invoice = make_sent_invoice(company, customer=customer, exchange_rate=D("1.08375"), lines=lines)
    make_exchange_rate(company, "1.2", currency="EUR", date=DAY)
    note = credit_notes.create(company, by=by, invoice_id=invoice.id, issue_date=DAY)
    note = credit_notes.issue(note, by=by)
    assert (note.exchange_rate, note.total_base) == (invoice.exchange_rate, invoice.total_base)
    credits.apply(note, by=by, date=DAY)
    assert (control(company), realised(company)) == ((0, 0), 0)
    before = snapshot(company)
    with pytest.raises(errors.CurrencyDiffers) as refusal:
        credit_notes.create(company, by=by, invoice_id=invoice.id, issue_date=DAY, currency="USD")
    assert refusal.value.field == "currency"
    assert snapshot(company) == before
    is_whole(company)


def test_vendors_bills_refunds_and_adjustments():
    company = make_company()
    by, vendor = owner_of(company), make_vendor(company, currency="EUR")
    bill = make_approved_bill(company, "200.00", vendor=vendor, exchange_rate=D("1.10"))
    pay(company, vendor, "150.00", exchange_rate=D("1.20"), allocations=[{"bill_id": bill.id, "amount": D("150.00")}])
    assert realised(company) == D("-15.00")
    adjustments.create(
        company,
        by=by,
        contact_kind="vendor",
        contact_id=vendor.id,
        kind="settlement_discount",
        date=DAY,
        exchange_rate=D("1.10"),
        lines=[{"account_id": account(company, "6100").id, "amount": D("50.00")}],
        allocations=[{"bill_id": bill.id, "amount": D("50.00")}],
    )
    assert control(company, SystemRole.ACCOUNTS_PAYABLE) == (0, 0)
    customer = euro_customer(company)
    note = make_issued_credit_note(company, "80.00", customer=customer, exchange_rate=D("1.10"))
    refund = {"type": "made", "is_refund": True, "allocations": [{"credit_note_id": note.id, "amount": D("80.00")}]}
    pay(company, customer, "80.00", exchange_rate=D("1.05"), **refund)
    assert control(company) == (0, 0)
    assert realised(company) == D("-15.00") + D("4.00")
    is_whole(company)


def test_documents_of_two_currencies_do_not_settle_each_other():
    company = make_company()
    customer = euro_customer(company)
    invoice = make_sent_invoice(company, "100.00", customer=customer, exchange_rate=D("1.10"))
    before = snapshot(company)
    with pytest.raises(errors.CurrencyDiffers) as refusal:
        pay(company, customer, "100.00", currency="USD", allocations=[{"invoice_id": invoice.id, "amount": D("100")}])
    assert (refusal.value.code, refusal.value.field) == ("currency_differs", "allocations[0].invoice_id")
    assert snapshot(company) == before


def test_postgresql_wants_the_entry_of_a_difference():
    company = make_company()
    customer = euro_customer(company)
    invoice = make_sent_invoice(company, "100.00", customer=customer, exchange_rate=D("1.10"))
    payment = pay(company, customer, "100.00", exchange_rate=D("1.05"))
    given = {"amount": D("60"), "debit_base": D("66"), "credit_base": D("63"), "date": DAY}
    of = {"company": company, "debit_item_id": invoice.id, "credit_item_id": payment.id, "created_at": DAY_START}
    own = JournalEntry(company=company, date=DAY, source_type="allocation", source_id=payment.id)
    (receivable,) = chart.system_accounts(company, SystemRole.ACCOUNTS_RECEIVABLE)
    (gains,) = chart.system_accounts(company, SystemRole.EXCHANGE_GAIN_LOSS)
    wrong = journal.post(
        own,
        by=owner_of(company),
        lines=[
            JournalLine(account=gains, debit=D("2"), credit=D("0"), currency_id="USD", currency_amount=D("2")),
            JournalLine(
                account=receivable,
                debit=D("0"),
                credit=D("2"),
                currency_id="EUR",
                currency_amount=D("0"),
                contact=customer,
            ),
        ],
    )
    before = snapshot(company)
    for entry in (None, payment.journal_entry, wrong):
        with pytest.raises(IntegrityError) as refusal, transaction.atomic():
            Allocation.objects.create(id=uuid7(), journal_entry=entry, **of, **given)
        assert declared_name(refusal.value.__cause__.diag.constraint_name) == "allocation_difference_posted"
    assert snapshot(company) == before


def test_postgresql_wants_each_side_to_relieve_its_share():
    company = make_company()
    customer = euro_customer(company)
    invoice = make_sent_invoice(company, "3.00", customer=customer, exchange_rate=D("1.115"))  # 3.35 (3.345)
    payment = pay(company, customer, "3.00", exchange_rate=D("1.115"))

    def allocate(*parts: tuple[str, str]) -> None:
        ids = iter([uuid7() for _ in parts])
        of = {"company": company, "debit_item_id": invoice.id, "credit_item_id": payment.id, "created_at": DAY_START}
        with transaction.atomic():
            Allocation.objects.bulk_create(
                Allocation(id=next(ids), amount=D(amount), debit_base=D(base), credit_base=D(base), date=DAY, **of)
                for amount, base in parts
            )

    before = snapshot(company)
    for parts in (
        [("1.00", "1.11")],
        [("1.00", "1.13")],
        [("3.00", "3.34")],
        [("1.00", "1.12"), ("1.00", "1.11")],
        [("1.00", "1.12"), ("2.00", "2.24")],
    ):
        with pytest.raises(IntegrityError) as refusal:
            allocate(*parts)
        assert declared_name(refusal.value.__cause__.diag.constraint_name) == "allocation_relieves_share"
    assert snapshot(company) == before
    allocate(("1.00", "1.12"), ("0.50", "0.56"))  # 1.1166…, 0.5575
    allocate(("0.75", "0.84"))  # 0.835: a half is rounded up
    allocate(("0.75", "0.83"))
    assert list(OpenItem.objects.filter(company=company).values_list("open_amount", "open_base_amount")) == [(0, 0)] * 2
    is_whole(company)


DAY_START = datetime.datetime(2026, 3, 15, tzinfo=datetime.UTC)
CURRENCIES = {"JPY": 0, "EUR": 2, "KWD": 3}
RATES = st.decimals("0.0001", "400", places=6)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["invoice", "payment", "credit", "allocate", "allocate", "refund", "free", "rest"]),
        st.integers(1, 100_000),
        RATES,
        st.integers(0, 1_000),
    ),
    min_size=4,
    max_size=14,
)


@pytest.mark.parametrize("currency", sorted(CURRENCIES))
@settings(
    max_examples=examples(24),
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_what_is_closed_in_its_currency_is_closed_in_the_base_currency(currency: str, steps: list[Any]):
    with transaction.atomic():
        company = make_company()
        play(company, make_customer(company, currency=currency), currency, steps)
        for item in OpenItem.objects.filter(company=company):
            assert item.open_amount or not item.open_base_amount
        held = sum(
            (1 if item.side == "debit" else -1) * item.open_base_amount
            for item in OpenItem.objects.filter(company=company)
        )
        assert control(company)[0] == held
        is_whole(company)
        transaction.set_rollback(True)


def play(company: Company, customer: Contact, currency: str, steps: list[Any]) -> None:
    """Run the steps that are possible."""
    by, debits, sources = owner_of(company), [], []
    for verb, units, rate, pick in steps:
        amount = Decimal(units).scaleb(-CURRENCIES[currency])
        if round(amount * rate, 2) == 0:
            continue
        if verb == "invoice":
            debits.append(make_sent_invoice(company, str(amount), customer=customer, exchange_rate=rate))
        elif verb == "payment":
            sources.append(pay(company, customer, str(amount), exchange_rate=rate))
        elif verb == "credit":
            sources.append(make_issued_credit_note(company, str(amount), customer=customer, exchange_rate=rate))
        elif sources:
            source = sources[pick % len(sources)]
            settle(company, by, customer, verb, source, debits, amount, rate, pick)


def settle(company: Company, by: Any, customer: Contact, verb: str, source: Any, debits: list[Any], *more: Any) -> None:
    amount, rate, pick = more
    source.refresh_from_db()
    is_note = source.NOUN == "credit_note"
    left = source.unallocated_amount
    if verb == "free":
        live = source.allocations.filter(reverses=None, reversals=None).order_by("id")
        live = [one for one in live if one.debit_item.kind == "invoice"]
        if live:
            operation = credits.unapply if is_note else payments.unallocate
            operation(source, by=by, allocation_ids=[live[pick % len(live)].id], date=DAY)
    elif verb == "refund" and left:
        part = min(amount, left)
        if round(part * rate, 2):
            back = {
                "type": "made",
                "is_refund": True,
                "allocations": [{f"{source.NOUN}_id": source.id, "amount": part}],
            }
            pay(company, customer, str(part), exchange_rate=rate, **back)
    elif debits:
        invoice = debits[pick % len(debits)]
        invoice.refresh_from_db()
        part = min(left, invoice.amount_due)
        if verb == "allocate":
            part = min(part, amount)
        if part:
            operation = credits.apply if is_note else payments.allocate
            operation(source, by=by, date=DAY, allocations=[{"invoice_id": invoice.id, "amount": part}])


@pytest.mark.parametrize(
    "make", [make_sent_invoice, make_approved_bill, make_issued_credit_note, make_issued_vendor_credit]
)
def test_a_document_that_is_worth_nothing_in_the_base_currency_names_its_lines(make: Any):
    company = make_company(base_currency="JPY")
    who = "vendor" if make in (make_approved_bill, make_issued_vendor_credit) else "customer"
    contact = (make_vendor if who == "vendor" else make_customer)(company, currency="EUR")
    with pytest.raises(errors.InvalidAmount, match=r"^0\.10 EUR is nothing in JPY") as refusal:
        make(company, "0.10", exchange_rate=D(1), **{who: contact})
    assert refusal.value.field == "lines"
