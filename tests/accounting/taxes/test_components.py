"""Taxes of several components on documents, with figures computed by hand."""

import datetime
from collections import defaultdict
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from accounting import errors
from accounting.documents import bills, credit_notes, invoices, vendor_credits
from accounting.models import Company, JournalEntry, TaxComponent, TaxRate
from accounting.reports import integrity
from accounting.taxes import arithmetic, tax_rates
from tests.accounting.snapshot import snapshot
from tests.factories import (
    DAY,
    account,
    line,
    make_account,
    make_adjustment,
    make_approved_bill,
    make_bank_transaction,
    make_bill,
    make_company,
    make_invoice,
    make_issued_credit_note,
    make_issued_vendor_credit,
    make_sent_invoice,
    make_tax_rate,
    make_vendor_credit,
    owner_of,
)

pytestmark = pytest.mark.django_db

LATER = datetime.timedelta(days=1)


def component(name: str, percent: str, **fields: Any) -> dict[str, Any]:
    return {"name": name, "percent": Decimal(percent), **fields}


def gst_pst(company: Company, *, compound: bool = False, **fields: Any) -> TaxRate:
    parts = [component("GST", "5"), component("PST", "9.5" if compound else "9.975", compound=compound)]
    return make_tax_rate(company, components=parts, **fields)


def posted(entry: JournalEntry | None) -> dict[tuple[str, str | None], str]:
    """Return what an entry moves, debit positive, by the code of the account and the kind for the tax return."""
    assert entry is not None
    sums: defaultdict[tuple[str, str | None], Decimal] = defaultdict(Decimal)
    for one in entry.lines.select_related("account"):
        sums[one.account.code, one.tax_kind] += one.debit - one.credit
    return {key: f"{amount:.2f}" for key, amount in sums.items() if amount}


def whole(company: Company) -> None:
    assert [check.failures for check in integrity.checks(company) if check.failed] == []


def test_two_taxes_on_one_line_are_two_taxes():
    """Invoice Ninja 1453: each is rounded and posted on its own."""
    company = make_company()
    pst = make_account(company, "2360", type="liability", subtype="tax")
    rate = make_tax_rate(company, components=[component("GST", "5"), component("PST", "7", account_id=pst.id)])
    assert rate.percent == 12
    invoice = make_sent_invoice(company, lines=[line(company, "10.30", tax_rate=rate)])
    # 10.30 × 5 % = 0.515 → 0.52; × 7 % = 0.721 → 0.72; together 1.24, where 12 % of 10.30 is 1.236.
    assert (invoice.subtotal, invoice.tax_total, invoice.amount) == tuple(map(Decimal, ("10.30", "1.24", "11.54")))
    assert posted(invoice.journal_entry) == {
        ("1100", None): "11.54",
        ("4000", "sales_net"): "-10.30",
        ("2200", "sales_tax"): "-0.52",
        ("2360", "sales_tax"): "-0.72",
    }
    names = invoice.journal_entry.lines.filter(tax_kind="sales_tax").order_by("position")
    assert [(one.description, one.tax_base) for one in names] == [
        ("GST", Decimal("-10.30")),
        ("PST", Decimal("-10.30")),
    ]
    whole(company)


@pytest.mark.parametrize(
    ("compound", "percent", "taxes"),
    [
        # 100.00: GST 5.00; QST 9.975 % of 100.00 = 9.975 → 9.98
        (False, "14.9750", ["5.00", "9.98"]),
        # as before 2013: QST 9.5 % of 105.00 = 9.975 → 9.98
        (True, "14.9750", ["5.00", "9.98"]),
    ],
)
def test_the_taxes_of_quebec(compound: bool, percent: str, taxes: list[str]):
    company = make_company()
    rate = gst_pst(company, compound=compound)
    assert rate.percent == Decimal(percent)
    invoice = make_sent_invoice(company, lines=[line(company, "100.00", tax_rate=rate)])
    (stored,) = invoice.lines.all()
    assert [str(part.tax) for part in stored.tax_parts] == [f"{tax}00" for tax in taxes]
    assert invoice.amount == Decimal("114.98")
    # On 1,234.56 they differ: 9.975 % of 1,234.56 = 123.147… → 123.15; 9.5 % of (1,234.56 + 61.73) = 123.147… → 123.15;
    # on 19.99 with GST 1.00: 1.994 → 1.99 against 9.5 % of 20.99 = 1.99405 → 1.99.
    assert make_invoice(company, lines=[line(company, "19.99", tax_rate=rate)]).tax_total == Decimal("2.99")


def test_a_compound_tax_is_computed_on_the_taxes_before_it():
    company = make_company()
    parts = [component("Excise", "10"), component("Levy", "2"), component("VAT", "20", compound=True)]
    rate = make_tax_rate(company, components=parts)
    # 20 % of (100 + 10 + 2) = 22.40; not compound it would be 20.
    assert rate.percent == Decimal("34.4")
    invoice = make_invoice(company, lines=[line(company, "100.00", tax_rate=rate)])
    assert [part.tax for part in invoice.lines.get().tax_parts] == [10, 2, Decimal("22.40")]


def test_inclusive_prices_with_two_components_add_up_to_the_price():
    company = make_company()
    rate = gst_pst(company, is_inclusive=True)
    for price in ("100.00", "0.01", "0.07", "19.99", "33.33", "114.98"):
        invoice = make_invoice(company, lines=[line(company, price, tax_rate=rate)])
        assert invoice.amount == Decimal(price)
        assert sum(part.tax for part in invoice.lines.get().tax_parts) == invoice.tax_total
    # 100.00 × 14.975 / 114.975 = 13.0246 → 13.02: GST 4.3488, QST 8.6758; cut 4.34 + 8.67, and a cent each to the
    # larger remainders (0.0088 then 0.0058, but only one is left): 4.35 + 8.67.
    hundred = make_invoice(company, lines=[line(company, "100.00", tax_rate=rate)]).lines.get()
    assert (hundred.amount, [f"{part.tax:.2f}" for part in hundred.tax_parts]) == (Decimal("86.98"), ["4.35", "8.67"])


def test_half_of_the_input_tax_on_a_leased_car_is_a_cost():
    """UK: 50 % of the VAT on a car lease is deducted. 250.00 + 50.00 VAT: 25.00 is deducted, the lease costs 275.00."""
    company = make_company()
    rate = make_tax_rate(company, components=[component("VAT", "20", recoverable_percent=Decimal(50))])
    bill = make_approved_bill(company, lines=[line(company, "250.00", code="6100", tax_rate=rate)])
    assert bill.amount == Decimal("300.00")
    assert posted(bill.journal_entry) == {
        ("6100", "purchase_net"): "250.00",
        ("6100", "not_recoverable"): "25.00",
        ("1400", "purchase_tax"): "25.00",
        ("2000", None): "-300.00",
    }
    credit = make_issued_vendor_credit(company, bill=bill)
    assert posted(credit.journal_entry) == {
        key: str(-Decimal(amount)) for key, amount in posted(bill.journal_entry).items()
    }
    spent = make_bank_transaction(
        company,
        lines=[{"account_id": account(company, "6100").id, "amount": Decimal("12.00"), "tax_rate_id": rate.id}],
        tax_inclusive=True,
    )
    assert posted(spent.journal_entry) == {
        ("6100", "purchase_net"): "10.00",
        ("6100", "not_recoverable"): "1.00",
        ("1400", "purchase_tax"): "1.00",
        ("1000", None): "-12.00",
    }
    # On a sale all of it is owed.
    invoice = make_sent_invoice(company, lines=[line(company, "100.00", tax_rate=rate)])
    assert posted(invoice.journal_entry)["2200", "sales_tax"] == "-20.00"
    whole(company)


def test_reverse_charge_in_the_united_kingdom():
    """Building work of 1,000.00 under the domestic reverse charge: the buyer owes 200.00, and deducts it."""
    company = make_company()
    rate = make_tax_rate(company, "20", treatment="reverse_charge")
    assert rate.category == "AE"
    bill = make_approved_bill(company, lines=[line(company, "1000.00", code="6100", tax_rate=rate)])
    assert (bill.tax_total, bill.amount) == (0, Decimal("1000.00"))
    assert posted(bill.journal_entry) == {
        ("6100", "purchase_net"): "1000.00",
        ("1400", "purchase_tax"): "200.00",
        ("2200", "sales_tax"): "-200.00",
        ("2000", None): "-1000.00",
    }
    part = make_vendor_credit(
        company, bill=bill, lines=[{"bill_line_id": bill.lines.get().id, "unit_price": Decimal("333.33")}]
    )
    part = vendor_credits.issue(part, by=owner_of(company))
    assert posted(part.journal_entry)["2200", "sales_tax"] == "66.67"
    rest = make_issued_vendor_credit(company, bill=bill)
    assert posted(rest.journal_entry)["2200", "sales_tax"] == "133.33"
    # The seller charges nothing.
    invoice = make_sent_invoice(company, lines=[line(company, "1000.00", tax_rate=rate)])
    assert posted(invoice.journal_entry) == {("1100", None): "1000.00", ("4000", "sales_net"): "-1000.00"}
    whole(company)
    for change in (
        {"lines": [line(company, code="6100", tax_rate=rate, tax_amount=Decimal("0.01"))]},
        {"tax_total": Decimal("0.01")},
    ):
        before = snapshot(company)
        with pytest.raises(errors.InvalidAmount, match=r"0\.00 USD\. 0\.01 USD"):
            make_bill(company, **{"lines": [line(company, code="6100", tax_rate=rate)], **change})
        assert {**snapshot(company), "Contact": 0, "Event": 0, "LedgerHead": 0, "RowCount": 0} == {
            **before,
            "Contact": 0,
            "Event": 0,
            "LedgerHead": 0,
            "RowCount": 0,
        }


def test_half_recoverable_under_reverse_charge():
    company = make_company()
    half = [component("VAT", "20", recoverable_percent=Decimal(50))]
    rate = make_tax_rate(company, components=half, treatment="import")
    bill = make_approved_bill(company, lines=[line(company, "1000.00", code="6100", tax_rate=rate)])
    assert posted(bill.journal_entry) == {
        ("6100", "purchase_net"): "1000.00",
        ("6100", "not_recoverable"): "100.00",
        ("1400", "purchase_tax"): "100.00",
        ("2200", "sales_tax"): "-200.00",
        ("2000", None): "-1000.00",
    }
    bills.void(bill, by=owner_of(company))
    whole(company)


@pytest.mark.parametrize("rounding", [arithmetic.LINE, arithmetic.DOCUMENT])
@pytest.mark.parametrize("inclusive", [False, True])
def test_what_is_left_is_credited_to_the_cent_per_component(rounding: str, inclusive: bool):
    company = make_company(tax_rounding=rounding)
    parts = [component("GST", "5", recoverable_percent=Decimal(50)), component("PST", "9.975", compound=True)]
    rate = make_tax_rate(company, components=parts, is_inclusive=inclusive)
    prices = ("33.33", "0.07", "19.99")
    bill = make_approved_bill(company, lines=[line(company, price, code="6100", tax_rate=rate) for price in prices])
    for price in ("7.77", "3.33", "0.01"):
        given = {"bill_line_id": bill.lines.order_by("position")[0].id, "unit_price": Decimal(price)}
        vendor_credits.issue(make_vendor_credit(company, bill=bill, lines=[given]), by=owner_of(company))
    make_issued_vendor_credit(company, bill=bill)
    moved: defaultdict[Any, Decimal] = defaultdict(Decimal)
    for entry in JournalEntry.objects.filter(company=company):
        for key, amount in posted(entry).items():
            moved[key] += Decimal(amount)
    assert {key: amount for key, amount in moved.items() if amount} == {}
    whole(company)
    with pytest.raises(errors.CreditTooLarge):
        make_vendor_credit(company, bill=bill)


def test_with_document_rounding_groups_are_of_category_and_percent():
    """The same percentage under two names is rounded once (25.06, 25.61, 25.63: 11.45), and in two categories twice."""
    company = make_company(tax_rounding="document")
    one, other = make_tax_rate(company, "15"), make_tax_rate(company, "15")
    abroad = make_tax_rate(company, "15", category="K")
    prices = ("25.06", "25.61", "25.63")

    def tax_of(*rates: TaxRate) -> Decimal:
        rows = [line(company, price, tax_rate=rate) for price, rate in zip(prices, rates, strict=True)]
        return make_invoice(company, lines=rows).tax_total

    assert tax_of(one, other, one) == Decimal("11.45")
    assert tax_of(one, abroad, one) == Decimal("11.44")  # 3.84 alone, and 7.60 (7.6035) of both others


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"components": []}, "components"),
        ({"components": [component("A", "5")] * 11}, "components"),
        ({"components": [component("A", "101")]}, "components[0].percent"),
        ({"components": [component("A", "5", recoverable_percent=Decimal(-1))]}, "components[0].recoverable_percent"),
        ({"components": [component("A", "60"), component("B", "60")]}, "percent"),
        ({"components": [component("A", "5")], "percent": Decimal(6)}, "percent"),
        ({"percent": Decimal(5), "treatment": "exempt"}, "treatment"),
        ({"percent": Decimal(5), "category": "Z"}, "category"),
        ({"percent": Decimal(5), "treatment": "reverse_charge", "is_inclusive": True}, "is_inclusive"),
        ({"percent": Decimal(5), "valid_from": DAY, "valid_to": DAY - LATER}, "valid_to"),
        ({}, "percent"),
    ],
)
def test_what_a_rate_cannot_be(fields: dict[str, Any], field: str):
    company = make_company()
    before = snapshot(company)
    with pytest.raises(errors.Invalid) as refusal:
        tax_rates.create(company, by=owner_of(company), name="New", **fields)
    assert refusal.value.field == field
    assert snapshot(company) == before


def test_codes_are_unique_and_accounts_of_components_take_tax():
    company = make_company()
    make_tax_rate(company, code="T1")
    with pytest.raises(errors.Duplicate) as refusal:
        make_tax_rate(company, code="t 1")
    assert refusal.value.field == "code"
    make_tax_rate(company), make_tax_rate(company)  # without a code, as many as there are
    for code in ("1000", "6100", "2000"):
        with pytest.raises(errors.AccountNotUsable) as unusable:
            make_tax_rate(company, components=[component("A", "5", account_id=account(company, code).id)])
        assert unusable.value.field == "components[0].account_id"


def test_the_default_category_follows_percentage_and_treatment():
    company = make_company()
    by = owner_of(company)
    rate = make_tax_rate(company, "0")
    assert rate.category == "Z"
    rate = tax_rates.update(rate, by=by, percent=Decimal(5))
    assert (rate.category, [part.percent for part in rate.ordered_components()]) == ("S", [5])
    assert tax_rates.update(rate, by=by, percent=Decimal(0), treatment="out_of_scope").category == "O"


def test_a_new_percentage_changes_nothing_else_of_the_component():
    company = make_company()
    by, own = owner_of(company), make_account(company, type="liability", subtype="tax")
    part = component("Input VAT", "20", recoverable_percent=Decimal(50), account_id=own.id)
    rate = make_tax_rate(company, components=[part])
    (changed,) = tax_rates.update(rate, by=by, percent=Decimal(21)).ordered_components()
    assert (changed.name, changed.percent) == ("Input VAT", 21)
    assert (changed.recoverable_percent, changed.account_id) == (50, own.id)
    plain = make_tax_rate(company, "20", name="VAT 20")
    (renamed,) = tax_rates.update(plain, by=by, name="VAT 21", percent=Decimal(21)).ordered_components()
    assert (renamed.name, renamed.percent) == ("VAT 21", 21)


def test_a_percentage_alone_does_not_replace_several_components():
    company = make_company()
    by, rate = owner_of(company), gst_pst(company)
    before = snapshot(company)
    with pytest.raises(errors.Invalid, match="several components") as refusal:
        tax_rates.update(rate, by=by, percent=Decimal(13))
    assert (refusal.value.field, snapshot(company)) == ("percent", before)
    assert tax_rates.update(rate, by=by, percent=rate.percent, name="Both").components.count() == 2


def test_components_can_be_replaced_until_a_line_has_the_rate():
    company = make_company()
    by = owner_of(company)
    rate = gst_pst(company)
    rate = tax_rates.update(rate, by=by, components=[component("GST", "5"), component("HST", "8"), component("X", "1")])
    assert (rate.percent, rate.components.count()) == (14, 3)
    rate = tax_rates.update(rate, by=by, components=[component("HST", "13")])
    assert (rate.percent, rate.components.get().name) == (13, "HST")
    make_invoice(company, lines=[line(company, tax_rate=rate)])
    before = snapshot(company)
    for change in (
        {"components": [component("HST", "12")]},
        {"components": [component("HST", "13", recoverable_percent=Decimal(50))]},
        {"components": [component("HST", "13"), component("X", "0")]},
        {"treatment": "reverse_charge"},
        {"category": "K"},
    ):
        with pytest.raises(errors.InUse) as refusal:
            tax_rates.update(rate, by=by, **change)
        assert refusal.value.field == next(iter(change))
    assert snapshot(company) == before
    own = make_account(company, type="liability", subtype="tax")
    changed = tax_rates.update(
        rate, by=by, components=[component("Sales tax", "13", account_id=own.id)], boxes={"sales_tax": "1"}
    )
    (part,) = changed.ordered_components()
    assert (part.name, part.account_id, changed.boxes.sales_tax) == ("Sales tax", own.id, "1")
    # PostgreSQL holds it against everyone.
    for attempt in (
        lambda: TaxComponent.objects.filter(tax_rate=rate).update(percent=1),
        lambda: TaxComponent.objects.filter(tax_rate=rate).delete(),
        lambda: TaxRate.objects.filter(id=rate.id).update(percent=1),
    ):
        with pytest.raises(errors.InUse), errors.translated(), transaction.atomic():
            attempt()


def test_a_document_dated_outside_of_a_rate_is_refused():
    company = make_company()
    by = owner_of(company)
    rate = make_tax_rate(company, "16", name="Reduced", valid_from=DAY, valid_to=DAY)
    given = [line(company, tax_rate=rate)]
    draft = make_invoice(company, lines=given)
    before = snapshot(company)
    for day in (DAY - LATER, DAY + LATER):
        with pytest.raises(errors.Invalid, match=f"Reduced is valid from {DAY} to {DAY}, but not on {day}") as refusal:
            invoices.create(company, by=by, customer_id=draft.customer_id, issue_date=day, lines=given)
        assert refusal.value.field == "lines[0].tax_rate_id"
        with pytest.raises(errors.Invalid) as refusal:
            invoices.update(draft, by=by, issue_date=day)
        assert refusal.value.field == "issue_date"
        with pytest.raises(errors.Invalid) as refusal:
            make_bank_transaction(
                company,
                date=day,
                lines=[{"account_id": account(company, "6100").id, "amount": Decimal(5), "tax_rate_id": rate.id}],
            )
        assert refusal.value.field == "lines[0].tax_rate_id"
    assert snapshot(company) == before
    # What was right when it was entered is judged again when it is posted.
    other = make_invoice(company, lines=given)
    tax_rates.update(rate, by=by, valid_from=None, valid_to=DAY - LATER)
    with pytest.raises(errors.Invalid, match="not valid on"), transaction.atomic():
        invoices.send(other, by=by)
    # A credit has the rate of what it credits, and an adjustment that of what was taxed.
    tax_rates.update(rate, by=by, valid_to=DAY)
    invoice = invoices.send(draft, by=by)
    tax_rates.update(rate, by=by, valid_to=DAY)
    credit = make_issued_credit_note(company, invoice=invoice, issue_date=DAY + LATER)
    assert credit.tax_total == invoice.tax_total
    make_adjustment(
        company,
        date=DAY + LATER,
        lines=[{"account_id": account(company, "6800").id, "amount": Decimal(10), "tax_rate_id": rate.id}],
    )
    with pytest.raises(errors.Invalid) as refusal:
        credit_notes.create(company, by=by, customer_id=invoice.customer_id, issue_date=DAY + LATER, lines=given)
    assert refusal.value.field == "lines[0].tax_rate_id"


def test_a_line_of_an_earlier_edition_has_one_component():
    """Such lines have no taxes of components, and are posted and credited as before."""
    company = make_company()
    rate = make_tax_rate(company, "15")
    draft = make_invoice(company, lines=[line(company, "33.33", tax_rate=rate)])
    draft.lines.update(component_taxes=None, recoverable_taxes=None)
    invoice = invoices.send(draft, by=owner_of(company))
    assert posted(invoice.journal_entry)["2200", "sales_tax"] == "-5.00"
    credit = make_issued_credit_note(company, invoice=invoice)
    assert credit.amount == invoice.amount
    whole(company)
