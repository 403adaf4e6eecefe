"""The postings of each kind of document, without a database."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounting import errors
from accounting.documents import postings
from accounting.ledger import entry_lines, money
from accounting.models import (
    Account,
    Bill,
    BillLine,
    Company,
    Invoice,
    InvoiceLine,
    JournalLine,
    Payment,
    PaymentDeduction,
    TaxRate,
)
from accounting.settlement import postings as payment_postings
from accounting.taxes import arithmetic

COMPANY = Company(id=uuid4(), base_currency_id="USD")
CONTACT, REVENUE, BANK, FEES = uuid4(), uuid4(), uuid4(), uuid4()
CONTROL, TAX = Account(id=uuid4()), Account(id=uuid4())
TAXES = postings.TaxAccounts(TAX.id, TAX.id)
DAY = datetime.date(2026, 3, 15)
NAMES = {REVENUE: "revenue", BANK: "bank", FEES: "fees", CONTROL.id: "control", TAX.id: "tax"}


def signed(lines: Sequence[JournalLine]) -> list[tuple[str, str]]:
    """Return account and base amount of each line, debit positive."""
    assert all((line.debit > 0) != (line.credit > 0) for line in lines)
    assert all(line.debit >= 0 and line.credit >= 0 for line in lines)
    return [(NAMES[line.account_id], str(line.debit - line.credit)) for line in lines]


def tax_rate(percent: str, **fields: Any) -> TaxRate:
    return TaxRate(id=uuid4(), company=COMPANY, name=f"{percent} %", percent=Decimal(percent), **fields)


def make(
    kind: type[Invoice] | type[Bill],
    items: Sequence[tuple[str, TaxRate | None]],
    *,
    currency: str = "USD",
    exchange_rate: str = "1",
) -> tuple[Any, list[Any]]:
    """Return a document with a line for each price and rate, with amounts as the operations compute them."""
    line_kind = InvoiceLine if kind is Invoice else BillLine
    lines = [
        line_kind(
            quantity=Decimal(1),
            unit_price=Decimal(price),
            discount_percent=Decimal(0),
            account_id=REVENUE,
            tax_rate=rate,
            tax_percent=rate.percent if rate else Decimal(0),
            tax_inclusive=rate.is_inclusive if rate else False,
        )
        for price, rate in items
    ]
    for line, (net, tax) in zip(lines, arithmetic.compute(lines, currency=currency, rounding="line"), strict=True):
        line.amount, line.tax_amount = net, tax
    document = kind(company=COMPANY, currency_id=currency, exchange_rate=Decimal(exchange_rate))
    document.subtotal = sum(line.amount for line in lines)
    document.tax_total = sum(line.tax_amount for line in lines)
    document.amount = document.subtotal + document.tax_total
    setattr(document, "customer_id" if kind is Invoice else "vendor_id", CONTACT)
    return document, lines


def post_invoice(*items: tuple[str, TaxRate | None], **fields: Any) -> list[JournalLine]:
    document, lines = make(Invoice, items, **fields)
    return postings.document(document, lines, control=CONTROL, tax=TAXES)


def post_bill(*items: tuple[str, TaxRate | None], **fields: Any) -> list[JournalLine]:
    document, lines = make(Bill, items, **fields)
    return postings.document(document, lines, control=CONTROL, tax=TAXES)


def post_payment(type: str, amount: str, deductions: Sequence[str] = (), **fields: Any) -> list[JournalLine]:
    currency = fields.pop("currency", "USD")
    payment = Payment(
        company=COMPANY,
        type=type,
        contact_id=CONTACT,
        amount=Decimal(amount),
        account=Account(id=BANK, currency_id=currency),
        currency_id=currency,
        exchange_rate=Decimal(fields.pop("exchange_rate", "1")),
    )
    rows = [PaymentDeduction(account_id=FEES, amount=Decimal(deduction)) for deduction in deductions]
    return payment_postings.payment(payment, rows, control=CONTROL)


def test_an_invoice_debits_receivables_and_credits_revenue_and_tax():
    rate = tax_rate("20")
    lines = post_invoice(("1000.00", rate), ("250.00", rate))
    assert signed(lines) == [
        ("control", "1500.00"),
        ("revenue", "-1000.00"),
        ("revenue", "-250.00"),
        ("tax", "-250.00"),
    ]
    control, *nets, tax = lines
    assert control.contact_id == CONTACT
    assert {line.contact_id for line in (*nets, tax)} == {None}
    assert [line.tax_rate_id for line in lines] == [None, rate.id, rate.id, rate.id]
    assert (tax.description, tax.tax_base) == ("20 %", Decimal("-1250.00"))
    assert [line.currency_amount for line in lines] == [line.debit - line.credit for line in lines]


def test_a_bill_debits_expense_and_tax_and_credits_payables():
    lines = post_bill(("1000.00", tax_rate("20")), ("50.00", None))
    assert signed(lines) == [("revenue", "1000.00"), ("revenue", "50.00"), ("tax", "200.00"), ("control", "-1250.00")]
    assert lines[-1].contact_id == CONTACT
    assert lines[-2].tax_base == Decimal("1000.00")


def test_a_discount_line_posts_to_the_other_side():
    assert signed(post_invoice(("100.00", None), ("-10.00", None))) == [
        ("control", "90.00"),
        ("revenue", "-100.00"),
        ("revenue", "10.00"),
    ]


def test_a_line_or_a_tax_of_zero_posts_nothing():
    assert signed(post_invoice(("100.00", tax_rate("0")), ("0.00", None))) == [
        ("control", "100.00"),
        ("revenue", "-100.00"),
    ]


def test_each_rate_has_its_line_and_may_have_its_account():
    account = Account(id=(own := uuid4()), type="asset")
    sales, purchases = tax_rate("10", sales_account_id=own), tax_rate("10", purchase_account=account)
    assert [line.account_id for line in post_invoice(("100.00", sales), ("100.00", purchases))[-2:]] == [own, TAX.id]
    assert [line.account_id for line in post_bill(("100.00", sales), ("100.00", purchases))[-3:-1]] == [TAX.id, own]


def test_a_payment_received_debits_the_bank_and_credits_receivables():
    assert signed(post_payment("received", "100.00")) == [("bank", "100.00"), ("control", "-100.00")]


def test_a_payment_made_debits_payables_and_credits_the_bank():
    assert signed(post_payment("made", "100.00")) == [("bank", "-100.00"), ("control", "100.00")]


def test_bank_fees_are_an_expense_of_payments_received_and_made():
    received = post_payment("received", "100.00", ["2.50", "0.50"])
    assert signed(received) == [("bank", "97.00"), ("fees", "2.50"), ("fees", "0.50"), ("control", "-100.00")]
    made = post_payment("made", "100.00", ["2.50"])
    assert signed(made) == [("bank", "-102.50"), ("fees", "2.50"), ("control", "100.00")]


def test_the_control_account_of_a_foreign_document_gets_its_rounded_total():
    lines = post_invoice(("1200.00", None), currency="EUR", exchange_rate="1.08375")
    assert signed(lines) == [("control", "1300.50"), ("revenue", "-1300.50")]
    assert [(line.currency_id, str(line.currency_amount)) for line in lines] == [
        ("EUR", "1200.00"),
        ("EUR", "-1200.00"),
    ]


def test_the_residue_of_a_foreign_document_goes_to_its_net_lines():
    rate = tax_rate("20")
    lines = post_invoice(("33.33", rate), ("33.33", rate), ("33.34", rate), currency="EUR", exchange_rate="1.0857")
    # 120.01 EUR → 130.29; the tax 20.01 → 21.72; net lines 36.186381 × 2 and 36.197238 share the remaining 108.57.
    assert signed(lines) == [
        ("control", "130.29"),
        ("revenue", "-36.19"),
        ("revenue", "-36.18"),
        ("revenue", "-36.20"),
        ("tax", "-21.72"),
    ]


def test_a_foreign_payment_balances_with_its_deductions():
    lines = post_payment("received", "100.00", ["0.33", "0.33"], currency="EUR", exchange_rate="1.0857")
    assert signed(lines) == [("bank", "107.85"), ("fees", "0.36"), ("fees", "0.36"), ("control", "-108.57")]
    assert sum(line.currency_amount for line in lines) == 0


def test_a_reversal_is_the_stored_lines_with_the_sides_swapped():
    lines = post_invoice(("1000.00", tax_rate("20")), ("-10.00", None))
    reversed_lines = entry_lines.reversal(lines)
    assert signed(reversed_lines) == [(name, str(-Decimal(amount))) for name, amount in signed(lines)]
    for line, mirror in zip(lines, reversed_lines, strict=True):
        for field in ("account_id", "description", "currency_id", "contact_id", "tax_rate_id"):
            assert getattr(mirror, field) == getattr(line, field)
        assert mirror.currency_amount == -line.currency_amount
        assert mirror.tax_base == (None if line.tax_base is None else -line.tax_base)
    assert rows(entry_lines.reversal(reversed_lines)) == rows(lines)


def rows(lines: Sequence[JournalLine]) -> list[tuple[UUID, Decimal, Decimal]]:
    return [(line.account_id, line.debit, line.credit) for line in lines]


RATES = [None, tax_rate("20"), tax_rate("7.7", is_inclusive=True), tax_rate("0")]
prices = st.decimals(Decimal("-99.99"), Decimal("9999.99"), places=2)
items = st.lists(st.tuples(prices.map(str), st.sampled_from(RATES)), min_size=1, max_size=12)
exchange_rates = st.sampled_from(["1.08375", "0.0091", "151.3749", "1.0000000001"])


@pytest.mark.parametrize("post", [post_invoice, post_bill])
@given(items=items, exchange_rate=exchange_rates)
def test_every_posting_balances_in_both_currencies(
    post: Any, items: list[tuple[str, TaxRate | None]], exchange_rate: str
):
    try:
        lines = post(*items, currency="EUR", exchange_rate=exchange_rate)
    except errors.InvalidAmount:  # a document that is worth nothing is refused; only at this rate can it be so
        if exchange_rate != "0.0091":
            raise
        return
    assert sum(line.debit for line in lines) == sum(line.credit for line in lines)
    assert all(money.is_whole(line.debit + line.credit, "USD") for line in lines)
    home = post(*items)
    assert all(line.currency_amount == line.debit - line.credit for line in home)
    assert sum(line.currency_amount for line in home) == 0
