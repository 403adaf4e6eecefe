"""verify_ledger finds every way of tampering with what other currencies add to the books."""

import datetime
import importlib
from decimal import Decimal

import pytest

from accounting.errors import InvalidAmount
from accounting.models import Account, Company
from accounting.reports import integrity
from accounting.revaluation import revaluations
from accounting.settlement import payments
from foundation import tenancy
from tests.accounting.reports.test_verify import some, tampered
from tests.factories import (
    account,
    line,
    make_account,
    make_adjustment,
    make_approved_bill,
    make_bank_transaction,
    make_company,
    make_customer,
    make_payment,
    make_sent_invoice,
    make_tax_rate,
    make_transfer,
    make_vendor,
    owner_of,
)

MARCH, APRIL = datetime.date(2026, 3, 31), datetime.date(2026, 4, 30)


def make_books() -> Company:
    """An invoice with tax in EUR, paid in part with a loss, a EUR bank account, a revaluation and a void one."""
    company = make_company()
    by, customer = owner_of(company), make_customer(company, currency="EUR")
    lines = [line(company, "200.00", tax_rate=make_tax_rate(company, "19"))]
    invoice = make_sent_invoice(company, customer=customer, lines=lines, exchange_rate=Decimal("1.10"))
    payments.create(
        company,
        by=by,
        type="received",
        date=datetime.date(2026, 3, 20),
        account_id=account(company, "1010").id,
        contact_id=customer.id,
        amount=Decimal("100.00"),
        exchange_rate=Decimal("1.05"),
        allocations=[{"invoice_id": invoice.id, "amount": Decimal("100.00")}],
    )
    bank = Account.objects.create(
        company=company, code="1090", name="Euro", type="asset", subtype="bank", currency_id="EUR"
    )
    make_transfer(company, "540.00", to_account_id=bank.id, to_amount=Decimal("500.00"))
    wrong = revaluations.create(company, by=by, date=MARCH, rates={"EUR": Decimal("1.5")})
    revaluations.void(wrong, by=by)
    revaluations.create(company, by=by, date=MARCH, rates={"EUR": Decimal("1.15")})
    return company


@pytest.mark.django_db
def test_parts_that_are_worth_nothing_in_the_base_currency_have_no_line():
    """At this rate an amount below 84 rupiahs is no cent: neither the second line nor its taxes are in the entries."""
    company = make_company()
    parts = [{"name": "One", "percent": 2}, {"name": "Two", "percent": 9, "recoverable_percent": 40}]
    rates = [make_tax_rate(company, "11"), make_tax_rate(company, components=parts)]
    for rate in rates:
        at = {"exchange_rate": Decimal("0.00006"), "currency": "IDR"}
        lines = [line(company, price, code="6100", tax_rate=rate) for price in ("1000000", "40", "-30", "700")]
        sales = [line(company, price, tax_rate=rate) for price in ("1000000", "40", "-30", "700")]
        make_sent_invoice(company, lines=sales, **at)
        make_approved_bill(company, lines=lines, **at)
        for contact in (make_customer(company, currency="IDR"), make_vendor(company, currency="IDR")):
            given = [{"account_id": account(company, "6800").id, "amount": Decimal(900), "tax_rate_id": rate.id}]
            make_adjustment(company, contact=contact, lines=given, **at)
    bank = make_account(company, "1080", "asset", subtype="bank", currency_id="IDR")
    fee = {"account_id": account(company, "6700").id, "amount": Decimal(50)}
    customer = make_customer(company, currency="IDR")
    make_payment(company, "1000000", contact=customer, account_id=bank.id, deductions=[fee], **at)
    tiny = [{"account_id": fee["account_id"], "amount": Decimal(9000)}, fee]
    for lines in (tiny, [tiny[0] | {"tax_rate_id": make_tax_rate(company, "0.5").id}]):
        with pytest.raises(InvalidAmount, match=r"^A line or its tax is nothing in USD at this exchange rate\."):
            make_bank_transaction(company, account_id=bank.id, lines=lines, exchange_rate=at["exchange_rate"])
    with pytest.raises(InvalidAmount, match=r"^A line or its tax is nothing in USD"):
        make_adjustment(company, contact=customer, lines=tiny, **at)
    assert not [check.failures for check in integrity.checks(company) if check.failed]


POSTED = "(SELECT id FROM accounting_fxrevaluation WHERE status = 'posted')"
MOVED = f"(SELECT journal_entry_id FROM accounting_fxrevaluation WHERE id = {POSTED})"
DIFFERENCE = "(SELECT id FROM accounting_journalentry WHERE source_type = 'allocation')"
FORGOTTEN = [
    f"UPDATE {table} SET currency_amount = 0 WHERE currency_amount <> debits - credits"
    for table in ("accounting_accountbalance", "accounting_daybalance")
]
TAMPERINGS: dict[str, tuple[list[str], set[str]]] = {
    "an allocation says another gain": (
        ["UPDATE accounting_allocation SET credit_base = credit_base + 0.01"],
        {"exchange differences", "open items"},
    ),
    "an allocation forgets the entry of its difference": (
        ["UPDATE accounting_allocation SET journal_entry_id = NULL"],
        {"exchange differences"},
    ),
    "a difference is posted on another day": (
        [f"UPDATE accounting_journalentry SET date = date + 1 WHERE id = {DIFFERENCE}"],
        {"exchange differences", "hash chain"},
    ),
    "more than the difference is posted": (
        [
            f"UPDATE accounting_journalline SET {side} = 9 WHERE {side} > 0 AND entry_id = {DIFFERENCE}"
            for side in ("debit", "credit")
        ],
        {"exchange differences", "hash chain", "balances", "control accounts"},
    ),
    "the taxes of an invoice change in the base currency": (
        ["UPDATE accounting_invoice SET tax_total_base = tax_total_base + 0.01"],
        {"settlements"},
    ),
    "the rate of an invoice changes": (
        ["UPDATE accounting_invoice SET exchange_rate = 1.2"],
        {"settlements"},
    ),
    "a revaluation says another rate": (
        [f'UPDATE accounting_fxrevaluation SET rates = \'{{"EUR": "1.16"}}\' WHERE id = {POSTED}'],
        {"currency revaluations"},
    ),
    "a revaluation says another gain": (
        [f"UPDATE accounting_fxrevaluation SET open_items_gain = open_items_gain + 1 WHERE id = {POSTED}"],
        {"currency revaluations"},
    ),
    "a line of a revaluation is worth more": (
        [
            "UPDATE accounting_fxrevaluationline SET revalued_amount = revalued_amount + 1 "
            f"WHERE item_id IS NOT NULL AND fx_revaluation_id = {POSTED}"
        ],
        {"currency revaluations"},
    ),
    "a line of a revaluation has more than was open": (
        [
            "UPDATE accounting_fxrevaluationline SET amount = 300, "
            "base_amount = base_amount + 184.30, revalued_amount = 345 "
            f"WHERE item_id IS NOT NULL AND fx_revaluation_id = {POSTED}"
        ],
        {"currency revaluations"},
    ),
    "a line of a revaluation disappears": (
        [f"DELETE FROM accounting_fxrevaluationline WHERE item_id IS NULL AND fx_revaluation_id = {POSTED}"],
        {"currency revaluations"},
    ),
    "a revaluation forgets an entry": (
        [f"UPDATE accounting_fxrevaluation SET bank_entry_id = NULL WHERE id = {POSTED}"],
        {"currency revaluations"},
    ),
    "a revaluation moves to another day": (
        [f"UPDATE accounting_fxrevaluation SET date = date - 1 WHERE id = {POSTED}"],
        {"currency revaluations"},
    ),
    "open items are moved back on another day": (
        [f"UPDATE accounting_journalentry SET date = date + 1 WHERE reverses_id = {MOVED}"],
        {"currency revaluations", "hash chain", "reversals"},
    ),
    "a revaluation moves more than it says": (
        [
            f"UPDATE accounting_journalline SET {side} = 99, currency_amount = sign(currency_amount) * 99 "
            f"WHERE {side} > 0 AND entry_id = {MOVED}"
            for side in ("debit", "credit")
        ],
        {"currency revaluations", "hash chain", "balances", "reversals"},
    ),
    "a void revaluation comes back": (
        [
            f"DELETE FROM accounting_fxrevaluationline WHERE fx_revaluation_id = {POSTED}",
            f"DELETE FROM accounting_fxrevaluation WHERE id = {POSTED}",
            "UPDATE accounting_fxrevaluation SET status = 'posted', void_date = NULL, voided_at = NULL, "
            "void_entry_id = NULL, void_bank_entry_id = NULL",
        ],
        {"currency revaluations"},
    ),
    "a balance forgets its currency": (
        [FORGOTTEN[0]],
        {"balances"},
    ),
    "a day's balance forgets its currency": (
        [FORGOTTEN[1]],
        {"balances"},
    ),
}


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_every_tampering_is_found_by_the_checks_it_breaks(monkeypatch):
    with tenancy.everyone():
        company = make_books()
        sound = {check.name: check.failures for check in integrity.checks(company) if "guards" not in check.name}
        assert {name: failures for name, failures in sound.items() if failures} == {}
    for name, (statements, broken) in some(TAMPERINGS):
        with tampered(statements, monkeypatch):
            found = {check.name: check.failures for check in integrity.checks(company) if check.failed}
        assert broken <= set(found), f"{name}: {found}"
    filling = importlib.import_module("accounting.migrations.0068_fill_currency_amounts")
    forgotten = [sql.replace(" WHERE currency_amount <> debits - credits", "") for sql in FORGOTTEN]
    with tampered([*forgotten, filling.FILL_DAYS, filling.FILL_MONTHS], monkeypatch):
        assert [check.name for check in integrity.checks(company) if check.failed] == ["guards"]  # switched off here
    fills = {
        "unpaid": ("0092_fill_unpaid_balances", "0116_fill_unpaid_by_month"),
        "taxes by day": ("0095_fill_tax_balances",),
    }
    for broken, names in fills.items():
        filling, *more = (importlib.import_module(f"accounting.migrations.{name}") for name in names)
        with tampered([filling.EMPTY], monkeypatch):
            assert [check.name for check in integrity.checks(company) if check.failed] == [broken, "guards"]
        with tampered([filling.EMPTY, filling.FILL, *(one.FILL for one in more)], monkeypatch):
            assert [check.name for check in integrity.checks(company) if check.failed] == ["guards"]
