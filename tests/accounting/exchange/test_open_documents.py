"""Open invoices and bills of Xero and QuickBooks Online, which become opening documents."""

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from accounting import errors, tasks
from accounting.documents import credit_notes
from accounting.documents.models import Bill, CreditNote, Invoice, VendorCredit
from accounting.exchange import open_documents
from accounting.exchange.figures import Amounts, Dates
from accounting.exchange.formats import Options
from accounting.exchange.lists import Refused
from accounting.exchange.source import Unreadable
from accounting.models import Company, Contact, Import, JournalEntry, OpeningBalances, OpenItem
from accounting.opening import opening_balances
from accounting.reports import integrity
from accounting.settlement import credits
from tests.accounting.snapshot import snapshot
from tests.factories import (
    account,
    make_company,
    make_customer,
    make_exchange_rate,
    make_import,
    make_payment,
    owner_of,
)

FILES = Path(__file__).parent / "lists"
D = Decimal
DATE = datetime.date(2025, 12, 31)


@pytest.fixture
def company() -> Company:
    company = make_company()
    make_exchange_rate(company, currency="EUR", date=DATE)
    return company


def run(company: Company, content: str, format: str, **fields: Any) -> Import:
    row = make_import(company, content, format=format, **fields)
    tasks.run_imports()
    row.refresh_from_db()
    return row


def file(name: str) -> str:
    return (FILES / name).read_text(encoding="utf-8")


def kept(company: Company, model: opening_balances.Model) -> list[tuple[Any, ...]]:
    return [
        (str(getattr(one, model.TRADE.contact)), one.number, str(one.issue_date), str(one.due_date), one.amount_due)
        for one in opening_balances.documents_of(company, model)
    ]


def state(company: Company) -> dict[str, Any]:
    """Return the books, without what records the import itself."""
    found = snapshot(company)
    return {name: rows for name, rows in found.items() if name not in ("Import", "Event", "AuditRecord", "LedgerHead")}


def sound(company: Company) -> None:
    assert {check.name: check.failures for check in integrity.checks(company) if check.failed} == {}


@pytest.mark.django_db
def test_invoices_of_xero(company: Company) -> None:
    make_customer(company, name="Harbour Cafe")
    before = state(company)
    dry = run(company, file("xero_invoices.csv"), "invoices_csv", date=DATE, dry_run=True)
    assert (dry.status, dry.created, dry.skipped) == (
        "succeeded",
        {"credit_notes": 1, "customers": 1, "invoices": 2},
        {"invoices": 2},
    )
    assert dry.rows == [
        {"line": 2, "action": "created", "what": "invoice INV-1014 of Harbour Cafe"},
        {"line": 4, "action": "created", "what": "customer The Roastery Bar"},
        {"line": 4, "action": "created", "what": "invoice INV-1015 of The Roastery Bar"},
        {"line": 5, "action": "skipped", "what": "sales invoice INV-1001 of The Roastery Bar: nothing is open"},
        {"line": 6, "action": "skipped", "what": "sales invoice INV-1016 of Harbour Cafe is draft"},
        {"line": 7, "action": "created", "what": "credit note CN-7 of Harbour Cafe"},
    ]
    assert [one["line"] for one in dry.warnings] == [2, 2, 6]
    assert dry.totals == [
        {"kind": "credit_notes", "currency": "USD", "amount": "50.0000"},
        {"kind": "invoices", "currency": "EUR", "amount": "862.5000"},
        {"kind": "invoices", "currency": "USD", "amount": "1000.0000"},
    ]
    unread = "Description, AccountCode, Sent"
    assert dry.warnings[0]["message"] == f"Left out: {unread}. Atlas does not read these columns."
    assert dry.warnings[1]["message"] == "Left out: TaxType, in 2 rows. Open invoices have no taxes."
    assert state(company) == before
    row = run(company, file("xero_invoices.csv"), "invoices_csv", date=DATE)
    assert (row.created, row.rows) == (dry.created, dry.rows)
    assert kept(company, Invoice) == [
        ("Harbour Cafe", "INV-1014", "2025-11-24", "2025-12-24", D(1000)),
        ("The Roastery Bar", "INV-1015", "2025-12-01", "2026-01-05", D("862.50")),
    ]
    assert kept(company, CreditNote) == [("Harbour Cafe", "CN-7", "2025-12-04", "2025-12-04", D(50))]
    euro = Invoice.objects.get(company=company, invoice_number="INV-1015")
    assert (euro.currency_id, euro.exchange_rate, euro.customer.currency_id) == ("EUR", D("1.10"), "EUR")
    opening = OpeningBalances.objects.get(company=company)
    assert (opening.date, opening.equity_amount) == (DATE, D("1898.75"))
    before = state(company)
    again = run(company, file("xero_invoices.csv"), "invoices_csv", existing="update")
    assert state(company) == before
    assert (again.status, again.created, again.updated, again.skipped) == (
        "succeeded",
        {},
        {},
        {"credit_notes": 1, "invoices": 4},
    )
    sound(company)


@pytest.mark.django_db
def test_items_and_options_of_tracking_are_left_out_and_named(company: Company) -> None:
    text = (
        "ContactName,InvoiceNumber,InvoiceDate,InvoiceAmountDue,TrackingName1,TrackingOption1,TrackingOption2,"
        "InventoryItemCode\nA,1,2025-12-01,1.00,Region,,,BOOK\nA,2,2025-12-01,1.00,Region,North,,\n"
        "A,3,2025-12-01,1.00,Region,South,Web,\n"
    )
    before = state(company)
    dry = run(company, text, "invoices_csv", date=DATE, dry_run=True)
    assert (dry.created, dry.warnings) == (
        {"customers": 1, "invoices": 3},
        [
            {"line": 2, "message": "Left out: InventoryItemCode, in 1 row. Open invoices have no items."},
            {"line": 3, "message": "Left out: TrackingOption1, in 2 rows. Open invoices have no options."},
            {"line": 4, "message": "Left out: TrackingOption2, in 1 row. Open invoices have no options."},
        ],
    )
    assert state(company) == before


@pytest.mark.django_db
def test_terms_are_named_only_where_no_due_date_says_them(company: Company) -> None:
    headings = "Customer,Num,Date,Terms,Due date,Open balance\n"
    rows = "Amy,1,2025-11-08,Net 30,2025-12-08,5\nAmy,2,2025-11-08,Net 30,,5\n"
    row = run(company, headings + rows, "invoices_csv", date=DATE)
    message = "Left out: Terms, in 1 row. Without a due date, a document is due on its date."
    assert (row.status, row.warnings) == ("succeeded", [{"line": 3, "message": message}])


@pytest.mark.django_db
def test_reports_of_quickbooks_beside_balances_that_are_set(company: Company) -> None:
    opening_balances.replace(
        company,
        by=owner_of(company),
        date=DATE,
        balances=[{"account_id": account(company, "1000").id, "debit": D(500)}],
    )
    cash = OpeningBalances.objects.get(company=company).journal_entry_id
    row = run(company, file("quickbooks_open_invoices.csv"), "invoices_csv")
    assert (row.status, row.errors, row.created) == (
        "succeeded",
        [],
        {"credit_notes": 1, "customers": 3, "invoices": 3},
    )
    assert kept(company, CreditNote) == [("Freeman Sporting Goods", "1026", "2025-11-12", "2025-11-12", D(100))]
    assert kept(company, Invoice) == [
        ("Amy's Bird Sanctuary", "1021", "2025-11-08", "2025-12-08", D(239)),
        ("0969 Ocean View Road", "1036", "2025-10-30", "2025-11-29", D("1477.50")),
        ("Freeman Sporting Goods", "1037", "2025-12-01", "2025-12-01", D(81)),
    ]
    assert row.warnings == []  # the due dates say what the terms do
    ids = {one.id for one in opening_balances.documents_of(company, Invoice)}
    entries = JournalEntry.objects.filter(company=company).count()
    bills = run(company, file("quickbooks_unpaid_bills.csv"), "bills_csv")
    assert (bills.status, bills.created) == ("succeeded", {"bills": 2, "vendor_credits": 1, "vendors": 3})
    assert kept(company, Bill) == [
        ("Brosnahan Insurance Agency", "2025-10-20", "2025-10-20", "2025-11-19", D(2000)),
        ("PG&E", "9912", "2025-12-15", "2026-01-14", D("86.44")),
    ]
    assert kept(company, VendorCredit) == [("Norton Lumber", "VC-3", "2025-10-21", "2025-10-21", D(20))]
    assert [one["line"] for one in bills.warnings] == [7]
    # What was there stays as it was.
    assert {one.id for one in opening_balances.documents_of(company, Invoice)} == ids
    assert JournalEntry.objects.filter(company=company).count() == entries + 3
    opening = OpeningBalances.objects.get(company=company)
    assert (opening.journal_entry_id, opening.equity_amount) == (cash, D("131.06"))
    sound(company)


@pytest.mark.parametrize("indent", ["", ","])
def test_names_of_customers_stand_in_the_first_column_whatever_it_is(tmp_path: Path, indent: str) -> None:
    path = tmp_path / "file"
    rows = [f"{indent}Date,Num,Open balance", "Harbor", "Cafe", f"{indent}01/31/2025,1,5.00"]
    rows += [f"Total for {name}{indent},,5.00" for name in ("Cafe", "Harbor")]
    path.write_text("\n".join([*rows, ""]))
    found = open_documents.read(path, Invoice, currency="USD", options=Options())
    assert [(one.contact, one.number, one.amount) for one in found.rows] == [("Cafe", "1", D(5))]
    assert found.skipped == []


@pytest.mark.django_db
def test_open_credits_come_along_and_are_applied_later(company: Company) -> None:
    """By hand: invoices 300.00 and a journal 5.00, credits 40.00 and 60.00 and 10.00, so 195.00 USD; in EUR 100.00 less
    30.00 at 1.10 are 77.00. The receivables are 272.00."""
    text = (
        "Customer,Transaction type,Num,Date,Open balance,Currency\n"
        "A,Invoice,1,2025-12-01,300.00,\n"
        "A,Credit memo,C-1,2025-12-02,-40.00,\n"
        "A,Payment,,2025-12-03,-60.00,\n"
        "A,Payment,,2025-12-03,-10.00,\n"
        "B,Invoice,2,2025-12-01,100.00,EUR\n"
        "B,Overpayment,C-1,2025-12-04,30.00,EUR\n"
        "A,Journal entry,J-9,2025-12-05,5.00,\n"
        "A,Estimate,Q-1,2025-12-05,999.00,\n"
    )
    row = run(company, text, "invoices_csv", date=DATE)
    assert (row.errors, row.created) == ([], {"credit_notes": 4, "customers": 2, "invoices": 3})
    assert [one["message"] for one in row.warnings] == [
        "The credit note has no number, and gets its date as number: 2025-12-03.",
        "The credit note has no number, and gets its date as number: 2025-12-03-2.",
        "Another customer has a credit with the number C-1. This one gets the number C-1-2.",
        "Left out: estimate Q-1 of A, 999.00 open. Only invoices, credits, payments and journals are taken.",
    ]
    assert [(one["kind"], one["currency"], one["amount"]) for one in row.totals] == [
        ("credit_notes", "EUR", "30.00"),
        ("credit_notes", "USD", "110.00"),
        ("invoices", "EUR", "100.00"),
        ("invoices", "USD", "305.00"),
    ]
    assert OpeningBalances.objects.get(company=company).equity_amount == D("272.00")
    sound(company)
    again = run(company, text, "invoices_csv", existing="update")
    assert (again.created, again.updated, again.skipped) == ({}, {}, {"credit_notes": 4, "invoices": 4})
    invoice, credit = Invoice.objects.get(invoice_number="2"), CreditNote.objects.get(credit_note_number="C-1-2")
    credits.apply(credit, by=owner_of(company), date=DATE, allocations=[{"invoice_id": invoice.id, "amount": D(30)}])
    assert OpenItem.objects.get(id=invoice.id).open_amount == 70
    before = state(company)
    refused = run(company, text.replace("30.00,EUR", "31.00,EUR"), "invoices_csv", existing="update")
    (refusal,) = refused.errors
    assert (refused.status, text.splitlines()[refusal["line"] - 1].count("30.00,EUR")) == ("failed", 1)
    assert refusal["message"].startswith("Credit note C-1-2 can neither change nor be left out. Allocated to this")
    assert state(company) == before
    credit.refresh_from_db()
    with pytest.raises(errors.HasAllocations):
        credit_notes.void(credit, by=owner_of(company))
    sound(company)


@pytest.mark.django_db
def test_each_unnumbered_bill_is_its_own_unless_rows_are_lines(company: Company) -> None:
    text = "Vendor,Num,Date,Open balance,{}\nA,,2025-12-01,10.00,4\nA,,2025-12-01,10.00,6\n"
    row = run(company, text.format("LineAmount"), "bills_csv", date=DATE, dry_run=True)
    assert (row.errors, row.created) == ([], {"bills": 1, "vendors": 1})
    row = run(company, text.format("Memo"), "bills_csv", date=DATE, dry_run=True)
    assert row.created == {"bills": 2, "vendors": 1}


@pytest.mark.django_db
def test_rows_that_say_the_same_are_counted_once_and_named_unless_they_are_lines(company: Company) -> None:
    text = "Vendor,Num,Date,Open balance,{}\nA,7,2025-12-01,10.00,4\nA,7,2025-12-01,10.00,6\n"
    row = run(company, text.format("LineAmount"), "bills_csv", date=DATE, dry_run=True)
    assert (row.created, row.warnings) == ({"bills": 1, "vendors": 1}, [])
    row = run(company, text.format("Memo"), "bills_csv", date=DATE, dry_run=True)
    assert row.created == {"bills": 1, "vendors": 1}
    assert row.warnings == [
        {"line": 2, "message": "Left out: Memo. Atlas does not read this column."},
        {
            "line": 3,
            "message": "1 row says the same as a row above, such as that of bill 7 in line 2. Each is read as another "
            "line of the same document, so what is open is counted once.",
        },
    ]


@pytest.mark.django_db
def test_an_invoice_that_is_there_is_skipped_or_set_anew(company: Company) -> None:
    text = "Customer,Num,Date,Due date,Open balance\nA,1,2025-12-01,2025-12-31,10.00\nB,1,2025-12-01,,20.00\n"
    first = run(company, text.replace("\nB,1,", "\nB,2,"), "invoices_csv", date=DATE)
    assert first.created == {"customers": 2, "invoices": 2}
    changed = text.replace("\nB,1,", "\nB,2,").replace("10.00", "11.00")
    before = state(company)
    assert run(company, changed, "invoices_csv").skipped == {"invoices": 2}
    assert state(company) == before
    assert kept(company, Invoice)[0][4] == D(10)
    row = run(company, changed, "invoices_csv", existing="update")
    assert (row.updated, row.skipped) == ({"invoices": 1}, {"invoices": 1})
    assert {row[:2]: row[4] for row in kept(company, Invoice)} == {("A", "1"): D(11), ("B", "2"): D(20)}
    make_payment(
        company,
        "5.00",
        contact=Contact.objects.get(company=company, name="A"),
        allocations=[
            {
                "invoice_id": Invoice.objects.exclude(status="void").get(company=company, invoice_number="1").id,
                "amount": D(5),
            }
        ],
    )
    before = state(company)
    refused = run(company, changed.replace("11.00", "12.00"), "invoices_csv", existing="update")
    message = (
        "Invoice 1 can neither change nor be left out. "
        "Allocated to this document: PAY-0001 (5.00 USD). Take the allocations back first."
    )
    assert (refused.status, refused.errors) == ("failed", [{"line": 2, "message": message}])
    assert {row[:2]: row[4] for row in kept(company, Invoice)} == {("A", "1"): D(6), ("B", "2"): D(20)}
    assert state(company) == before
    more = run(company, "Customer,Num,Date,Open balance\nA,3,2025-12-01,1.00\n", "invoices_csv")
    assert (more.status, more.created) == ("succeeded", {"invoices": 1})
    sound(company)


@pytest.mark.django_db
def test_all_that_is_wrong_with_a_file_is_told_at_once(company: Company) -> None:
    wrong = (
        "Customer,Num,Date,Due date,Open balance,Currency\n"
        "A,1,01/02/2025,,10.00,\n"
        "A,2,2025-13-01,,10.00,\n"
        ",3,2025-12-01,,10.00,\n"
        "A,4,2025-12-01,2025-11-01,10.00,\n"
        "A,5,2025-12-01,,ten,\n"
        "A,6,2025-12-01,,10.123,\n"
        "A,7,2025-12-01,,10.00,XYZ\n"
        "A,,2025-12-01,,10.00,\n"
        "A,8,2025-12-01,,10.00,\n"
        "a,8,2025-12-02,,10.00,\n"
        "A,8,2025-12-01,,10.00,GBP\n"
    )
    before = state(company)
    row = run(company, wrong, "invoices_csv", date=DATE)
    assert [(one["line"], one["message"]) for one in row.errors] == [
        (2, "Date: '01/02/2025' may be day/month or month/day. Say which with `date_order`: dmy or mdy."),
        (3, "Date: '2025-13-01' is not a date such as 2026-01-31."),
        (4, "Customer: Every invoice needs its customer."),
        (5, "Due date: The due date is before the issue date."),
        (6, "Open balance: 'ten' is not an amount such as 1500.00."),
        (7, "Open balance: An amount in USD has at most 2 decimals."),
        (8, "Currency: XYZ is not an ISO 4217 currency."),
        (9, "Num: A number has 1 to 40 characters."),
        (11, "Line 10 has invoice 8 with other dates, amounts or currencies."),
        (12, "Line 10 has invoice 8 with other dates, amounts or currencies."),
    ]
    text = (
        "Customer,Num,Date,Open balance,Currency\nA,1,2025-12-01,1.00,\nA,2,2026-01-01,1.00,\nA,3,2025-12-01,1.00,GBP\n"
        "A,4,0001-01-01,1.00,\n"
    )
    row = run(company, text, "invoices_csv")
    assert [one["message"] for one in row.errors] == ["Name the day of the opening balances: `date`."]
    row = run(company, text, "invoices_csv", date=DATE)
    assert [(one["line"], one["message"]) for one in row.errors] == [
        (3, "The invoice is after the day of the opening balances, 2025-12-31."),
        (5, "The earliest possible date is 1970-01-01."),
    ]
    text = text.replace("2026-01-01", "2025-12-01").replace("0001", "2025")
    row = run(company, text, "invoices_csv", date=DATE)
    assert (row.errors[0]["line"], "exchange rate" in row.errors[0]["message"]) == (4, True)
    assert state(company) == before


@pytest.mark.parametrize(
    ("texts", "order", "read"),
    [
        (["2025-12-31"], "", "2025-12-31"),
        (["2025/1/5 00:00:00"], "", "2025-01-05"),
        (["31 Dec 2025"], "", "2025-12-31"),
        (["Dec 31, 2025"], "", "2025-12-31"),
        (["5-Sept-2025"], "", "2025-09-05"),
        (["31-Dec-25"], "", "2025-12-31"),
        (["05.06.2025"], "", "2025-06-05"),
        (["05/06/2025", "31/01/2025"], "", "2025-06-05"),
        (["05/06/2025", "01/31/2025"], "", "2025-05-06"),
        (["05/06/2025"], "mdy", "2025-05-06"),
        (["05/05/2025"], "", "2025-05-05"),
        (["05/06/2025"], "", "may be day/month"),
        (["05/06/2025", "31/01/2025", "01/31/2025"], "", "may be day/month"),
        (["31/02/2025"], "", "is not a date"),
        (["31/01/25"], "", "is not a date"),
        (["31 Foo 2025"], "", "is not a date"),
        (["٠٥/06/2025"], "dmy", "is not a date"),
    ],
)
def test_dates(texts: list[str], order: str, read: str) -> None:
    dates = Dates.of(texts, order)
    if read[:1].isdigit():
        assert str(dates.read(texts[0])) == read
    else:
        with pytest.raises(Refused, match=read):
            dates.read(texts[0])


@pytest.mark.parametrize("amount", ["€9.50", "EUR 9.50", "9.50 EUR", "£9.50", "NZD 9.50"])
def test_an_amount_in_another_currency_than_its_document_is_refused(tmp_path: Path, amount: str) -> None:
    path = tmp_path / "file"
    path.write_text(f"customer,number,date,open balance,currency\nA,1,2025-12-01,$1.00,\nA,2,2025-12-01,{amount},\n")
    with pytest.raises(Unreadable, match=f"file:3: open balance: '{amount}' is not in USD. Name its currency"):
        open_documents.read(path, Invoice, currency="USD", options=Options())
    path.write_text(f"customer,number,date,open balance\nA,1,2025-12-01,{amount}\n")
    own = "GBP" if "£" in amount else "NZD" if "NZD" in amount else "EUR"
    assert open_documents.read(path, Invoice, currency=own, options=Options()).rows[0].amount == D("9.50")


def test_the_rows_of_totals_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("customer,number,date,open balance\nA,1,2025-12-01,1.00\nTotal,,,1.00\nGrand total,,,$1.00\n")
    found = open_documents.read(path, Invoice, currency="USD", options=Options())
    assert [(row.contact, row.number) for row in found.rows] == [("A", "1")]


@pytest.mark.parametrize(
    ("texts", "mark", "read"),
    [
        (["1,234.50"], "", "1234.50"),
        (["1.234,50"], "", "1234.50"),
        (["1,28,500.00"], "", "128500.00"),
        (["1 234,5"], "", "1234.5"),
        (["1'234.50"], "", "1234.50"),
        (["$(250.00)"], "", "-250.00"),
        (["(250.00)"], "", "-250.00"),
        (["-€1.000,00"], "", "-1000.00"),
        (["USD 12.5"], "", "12.5"),
        (["1234"], "", "1234"),
        (["1,234", "5.10"], "", "1234"),
        (["1.234", "5,10"], "", "1234"),
        (["1,234"], ".", "1234"),
        (["1,234"], ",", "1.234"),
        (["1,000,000"], "", "1000000"),
        (["1495.0000"], "", "1495.0000"),
        (["1,234"], "", "may have thousands"),
        (["1,234", "1.5", "1,5"], "", "may have thousands"),
        (["1,23,4.5"], "", "is not an amount"),
        (["12.34.56"], "", "is not an amount"),
        (["abc"], "", "is not an amount"),
        (["1e5"], "", "is not an amount"),
        (["--5"], "", "is not an amount"),
        (["-5-"], "", "is not an amount"),
        (["9" * 30], "", "is not an amount"),
        (["."], "", "is not an amount"),
    ],
)
def test_amounts(texts: list[str], mark: str, read: str) -> None:
    amounts = Amounts.of(texts, mark)
    if read[:1] == "-" or read[:1].isdigit():
        assert amounts.read(texts[0]) == D(read)
    else:
        with pytest.raises(Refused, match=read):
            amounts.read(texts[0])
