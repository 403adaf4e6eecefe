"""What invoices and credit notes say on paper, and as which PDF they are drawn."""

import datetime
import re
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from django.db import IntegrityError, transaction

from accounting.documents import credit_notes, invoices, paper, pdf
from accounting.documents.paper import Paper
from accounting.ledger import companies, contacts
from accounting.models import CreditNote, Invoice
from accounting.settlement import credits
from tests.factories import (
    DAY,
    line,
    make_adjustment,
    make_company,
    make_customer,
    make_invoice,
    make_issued_credit_note,
    make_payment,
    make_sent_invoice,
    make_tax_rate,
    owner_of,
)

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 4, 1)
COMPONENTS = [
    {"name": "GST", "percent": Decimal(5)},
    {"name": "PST", "percent": Decimal(7), "compound": True},
]
SELLER = {
    "legal_name": "Harbor Lane Trading LLC",
    "address": "4 Harbor Lane\nPortland",
    "tax_number": "US 1",
    "payment_details": "IBAN DE02 1203",
}


def said(document: Invoice | CreditNote) -> Paper:
    return paper.of(type(document).objects.get(pk=document.pk), today=TODAY)


def number(text: str) -> Decimal:
    return Decimal(re.sub(r"[^0-9.-]", "", text))


def totals(of: Paper) -> dict[str, str]:
    return {one.label: one.amount for one in of.totals}


def test_an_invoice_says_who_sells_to_whom_and_what_is_due(drawn):
    company = make_company(**SELLER)
    customer = make_customer(company, name="Ann Café", billing_address="1 Quay\n\nBath", tax_number="GB 7")
    vat = make_tax_rate(company, "20", name="VAT")
    lines = [
        line(company, "1250", tax_rate=vat, description="Beans", quantity="2", unit="bag", discount_percent="10"),
        line(company, "-50.1250", description="Voucher"),
    ]
    draft = make_invoice(company, customer=customer, lines=lines, reference="PO 1", notes="Thanks.\n\nSee you.")
    draft = invoices.update(draft, by=owner_of(company), supply_date=datetime.date(2026, 2, 28))
    of = said(draft)
    assert (of.mark, of.headline, of.name) == ("Draft", "2,649.87 USD", "Invoice")
    assert list(totals(of)) == ["Subtotal", "VAT 20% on 2,250.00", "Total (USD)"]
    sent = invoices.send(draft, by=owner_of(company))
    settled = [{"invoice_id": sent.id, "amount": Decimal("649.87")}]
    make_payment(company, "649.87", contact=customer, allocations=settled)
    of = said(sent)
    assert of.seller == ["Harbor Lane Trading LLC", "4 Harbor Lane", "Portland", "Tax number US 1"]
    assert of.customer == ["Ann Café", "1 Quay", "Bath", "Tax number GB 7"]
    assert (of.mark, of.headline) == ("", "2,000.00 USD due 14 April 2026")
    assert dict(of.facts) == {
        "Invoice number": "INV-0001",
        "Date of issue": "15 March 2026",
        "Date of supply": "28 February 2026",
        "Date due": "14 April 2026",
        "Reference": "PO 1",
    }
    assert of.columns == ["Description", "Quantity", "Unit price", "Discount", "Tax", "Amount"]
    assert of.rows == [
        ["Beans", "2 bag", "1,250.00", "10%", "20%", "2,250.00"],
        ["Voucher", "1", "-50.125", "", "", "-50.13"],
    ]
    assert totals(of) == {
        "Subtotal": "2,199.87",
        "VAT 20% on 2,250.00": "450.00",
        "Total (USD)": "2,649.87",
        "Paid as of 1 April 2026": "-649.87",
        "Amount due (USD)": "2,000.00",
    }
    assert of.texts == [("How to pay", "IBAN DE02 1203"), ("Notes", "Thanks.\n\nSee you.")]
    made = pdf.draw(of)
    assert made == pdf.draw(said(sent)), "the same document gives the same bytes"
    for text in (*of.seller, *of.customer, *of.columns, *(cell for row in of.rows for cell in row if cell), "Thanks."):
        assert text in drawn
    assert {"Page 1 of 1", of.headline, *(one.label for one in of.totals)} <= set(drawn)


def test_what_was_said_of_seller_and_customer_stays_and_drafts_follow():
    company = make_company(**SELLER)
    customer, by = make_customer(company, name="Ann", billing_address="1 Quay"), owner_of(company)
    draft, sent = make_invoice(company, customer=customer), make_sent_invoice(company, customer=customer)
    note = make_issued_credit_note(company, invoice=sent)
    before = [pdf.draw(said(each)) for each in (sent, note)]
    companies.update(company, by=by, legal_name="", name="Elsewhere", payment_details="By cheque")
    contacts.update(customer, by=by, name="Bea", billing_address="2 Quay")
    assert [pdf.draw(said(each)) for each in (sent, note)] == before
    assert said(sent).seller[0] == "Harbor Lane Trading LLC"
    assert (said(draft).seller[0], said(draft).customer) == ("Elsewhere", ["Bea", "2 Quay"])
    for row, promised in ((sent, "invoice_frozen"), (note, "credit_note_frozen")):
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(parties={"seller": {"name": "X"}, "customer": {"name": "Y"}})
        assert refused.value.__cause__.diag.constraint_name == promised


def test_prices_that_include_tax_are_shown_with_it_and_each_tax_has_its_base():
    company = make_company()
    rates = [
        make_tax_rate(company, "20", name="VAT 20%", is_inclusive=True),
        make_tax_rate(company, name="Both", components=COMPONENTS),
        make_tax_rate(company, "20", name="Abroad", treatment="reverse_charge", category="AE"),
        make_tax_rate(company, "0", name="Books", treatment="zero", category="Z"),
    ]
    lines = [line(company, price, tax_rate=rate) for price, rate in zip(("120", "100", "500", "7"), rates, strict=True)]
    of = said(make_sent_invoice(company, lines=lines))
    assert of.columns[-2:] == ["Tax", "Amount with tax"]
    assert [row[-2:] for row in of.rows] == [
        ["20% included", "120.00"],
        ["12.35%", "112.35"],
        ["Reverse charge", "500.00"],
        ["0%", "7.00"],
    ]
    assert totals(of) == {
        "Subtotal without tax": "707.00",
        "VAT 20% on 100.00": "20.00",
        "GST 5% on 100.00": "5.00",
        "PST 7% on 105.00": "7.35",
        "Abroad: reverse charge, on 500.00": "0.00",
        "Books 0% on 7.00": "0.00",
        "Total (USD)": "739.35",
        "Amount due (USD)": "739.35",
    }
    assert of.remarks == ["Reverse charge: the customer owes the tax."]
    assert pdf.wrapped("Intra-Community supply", pdf.MOST_TAX, pdf.SIZE) == ["Intra-Community", "supply"]


@pytest.mark.parametrize(
    ("treatment", "category", "reason"),
    [
        ("exempt", "K", "Intra-Community supply, exempt from tax."),
        ("reverse_charge", "K", "Intra-Community supply, exempt from tax."),
        ("exempt", "G", "Export, not taxed."),
        ("zero", "G", "Export, not taxed."),
        ("exempt", "E", "Exempt from tax."),
        ("import", "S", "Import: the customer owes the tax."),
    ],
)
def test_why_nothing_is_charged_is_said_as_exactly_as_it_is_known(treatment, category, reason):
    company = make_company()
    percent = "0" if category == "G" or treatment == "exempt" else "20"
    rate = make_tax_rate(company, percent, treatment=treatment, category=category)
    assert said(make_invoice(company, lines=[line(company, "7", tax_rate=rate)])).remarks == [reason]


@pytest.mark.parametrize("rounding", ["line", "document"])
def test_the_sums_on_paper_add_up(rounding):
    random = Random(rounding)
    company = make_company(base_currency="EUR", tax_rounding=rounding)
    rates = [
        make_tax_rate(company, "19"),
        make_tax_rate(company, components=COMPONENTS),
        None,
        make_tax_rate(company, "7.7", is_inclusive=True),
    ]
    for currency, some in (("JPY", rates), ("KWD", rates[:2]), ("USD", rates[2:3])):
        lines = [
            line(company, str(random.randrange(-500_000, 5_000_000) / Decimal(10_000)), tax_rate=one, quantity="3")
            for one in (*some, *some, *some)
        ]
        lines.append(line(company, "2000"))
        of = said(make_sent_invoice(company, currency=currency, exchange_rate=Decimal("0.37"), lines=lines))
        *sums, total, due = [one for one in of.totals if one.weight >= 0]
        assert number(total.amount) == number(due.amount)
        assert number(total.amount) == sum(number(one.amount) for one in sums) or not sums
        is_total = of.columns[-1] == "Amount with tax" or not sums
        assert sum(number(row[-1]) for row in of.rows) == number(total.amount if is_total else sums[0].amount)
        for one in sums[1:]:
            percent, base = re.search(r"([0-9.]+)%.* on (\S+)$", one.label).groups()
            assert abs(number(base) * Decimal(percent) / 100 - number(one.amount)) < 3


def test_other_currencies_say_the_tax_in_that_of_the_books():
    company = make_company()
    vat = make_tax_rate(company, "10", name="VAT")
    made = {
        currency: said(
            make_sent_invoice(
                company, currency=currency, exchange_rate=Decimal(rate), lines=[line(company, price, tax_rate=vat)]
            )
        )
        for currency, rate, price in (("JPY", "0.0065", "1500"), ("KWD", "3.25", "1500.125"))
    }
    assert (made["JPY"].rows[0][-1], made["KWD"].rows[0][-1]) == ("1,500", "1,500.125")
    assert totals(made["JPY"])["Tax in USD (1 JPY = 0.0065 USD)"] == "0.98"
    assert totals(made["KWD"])["Total (KWD)"] == "1,650.138"


def test_a_credit_note_names_its_invoice_and_what_is_left(drawn):
    company = make_company(**SELLER)
    sent = make_sent_invoice(company)
    draft = credit_notes.create(
        company, by=owner_of(company), invoice_id=sent.id, issue_date=DAY, reason="Broken cups."
    )
    assert said(draft).mark == "Draft"
    note = credit_notes.issue(draft, by=owner_of(company))
    of = said(note)
    assert (of.title, dict(of.facts)["Credits invoice"], dict(of.facts)["Reason"]) == (
        "Credit note",
        "INV-0001 of 15 March 2026",
        "Broken cups.",
    )
    assert (of.texts, list(totals(of))[-1]) == ([], "Total (USD)"), "nobody pays a credit note"
    void = said(credit_notes.void(note, by=owner_of(company)))
    pdf.draw(void)
    assert (void.mark, "Void" in drawn, "Credit note CN-0001 · Void" in drawn) == ("Void", True, True)


def test_a_long_document_has_its_head_on_each_page_and_nothing_is_cut(drawn):
    company = make_company(**SELLER | {"address": "\n".join("Somewhere" for _ in range(100))})
    vat = make_tax_rate(company, "20")
    lines = [line(company, "1", tax_rate=vat, description=f"Line {place} " + "word " * 20) for place in range(200)]
    lines += [
        line(company, "999999999999.9999", description="W" * 500, discount_percent="0.0001"),
        line(company, "1", tax_rate=vat, description="中文字符" * 125, quantity="123456789.1234", unit="W" * 20),
    ]
    of = said(make_invoice(company, lines=lines, notes="x" * 1990 + "\n\nend"))
    made = pdf.draw(of)
    pages = len(re.findall(rb"/Type /Page\b", made))
    assert pages > 10
    assert drawn.count("Unit price") == sum(f"Page {place} of {pages}" in drawn for place in range(1, pages + 1)) - 1
    assert "".join(word for word in drawn if set(word) == {"W"}) == "W" * 500
    assert "".join(word for word in drawn if set(word) == {"x"}) == "x" * 1990
    assert "".join(word for word in drawn if set(word) <= set("中文字符")) == "中文字符" * 125
    assert {cell for row in of.rows for cell in row[1:] if cell} <= set(drawn)
    widest = max(pdf.text_width(word, pdf.SIZE) for word in drawn if word.startswith("Somewhere"))
    assert widest < pdf.WIDTH / 2


def test_totals_and_how_to_pay_are_kept_together(drawn):
    company = make_company(**SELLER | {"payment_details": "Bank of Bath\nIBAN 1\nBIC 2"})
    of = said(make_invoice(company, lines=[line(company, tax_rate=make_tax_rate(company))]))
    for count in range(14, 32):
        drawn.clear()
        pdf.draw(replace(of, rows=list(of.rows) * count))
        for texts in ([one.label for one in of.totals], ["How to pay", "Bank of Bath", "IBAN 1", "BIC 2"]):
            found = [set(texts) & set(page) for page in pages_of(drawn)]
            assert set(texts) in found, (count, found)


def pages_of(drawn: list[str]) -> list[list[str]]:
    """Return what is drawn on each page, whose foot is drawn last."""
    ends = [place for place, text in enumerate(drawn, start=1) if re.fullmatch(r"Page \d+ of \d+", text)]
    return [drawn[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def test_what_is_not_due_does_not_say_how_to_pay():
    company = make_company(**SELLER)
    paid = make_sent_invoice(company)
    settled = [{"invoice_id": paid.id, "amount": Decimal("100")}]
    make_payment(company, "100", contact=paid.customer, allocations=settled)
    void = invoices.void(make_sent_invoice(company), by=owner_of(company))
    nothing = make_sent_invoice(company, "0", notes="A gift.")
    assert [said(one).texts for one in (paid, void, nothing)] == [[], [], [("Notes", "A gift.")]]
    assert said(make_sent_invoice(company)).texts == [("How to pay", SELLER["payment_details"])]


def test_what_settles_an_invoice_is_said_by_its_kind():
    company = make_company(**SELLER)
    by = owner_of(company)
    sent, credited = make_sent_invoice(company), make_sent_invoice(company)
    settled = [{"invoice_id": sent.id, "amount": Decimal("30")}]
    make_payment(company, "30", contact=sent.customer, allocations=settled)
    make_adjustment(company, contact=sent.customer, allocations=settled)
    lines = [{"invoice_line_id": sent.lines.get().id, "unit_price": Decimal("20")}]
    note = make_issued_credit_note(company, invoice=sent, lines=lines)
    credits.apply(note, date=DAY, by=by)
    assert list(totals(said(sent)).items())[1:] == [
        ("Adjusted as of 1 April 2026", "-30.00"),
        ("Credited as of 1 April 2026", "-20.00"),
        ("Paid as of 1 April 2026", "-30.00"),
        ("Amount due (USD)", "20.00"),
    ]
    assert totals(said(note))["Applied as of 1 April 2026"] == "-20.00"
    credits.apply(make_issued_credit_note(company, invoice=credited), date=DAY, by=by)
    assert said(credited).headline == "100.00 USD, nothing due", "nobody paid it"
    paid = make_sent_invoice(company)
    settled = [{"invoice_id": paid.id, "amount": Decimal("100")}]
    make_payment(company, "100", contact=paid.customer, allocations=settled)
    assert said(paid).headline == "100.00 USD paid"


def test_blank_lines_of_notes_do_not_fill_pages(drawn):
    of = said(make_invoice(make_company(), notes="First\r\n" + "\n" * 1900 + " \n \nlast\nline"))
    assert [text.splitlines() for _, text in of.texts] == [["First", "", "last", "line"]]
    pdf.draw(of)
    assert "Page 1 of 1" in drawn


def test_wrapped_text_keeps_all_its_letters():
    for text in ("", "one two  three", "x" * 300, "中文 " * 40 + "y" * 90, "a b " * 99):
        lines = pdf.wrapped(text, 100, 9)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert max(pdf.text_width(each, 9) for each in lines) <= 100.01


def test_the_file_is_named_after_the_number():
    company = make_company()
    for called, expected in (("R/2026:7", "R-2026-7.pdf"), ("№ 7", "№ 7.pdf"), (None, "Draft invoice.pdf")):
        assert paper.file_name(make_invoice(company, invoice_number=called)) == expected
