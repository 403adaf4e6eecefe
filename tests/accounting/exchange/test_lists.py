"""Lists of contacts and accounts, as Xero, QuickBooks and Atlas write them."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounting import tasks
from accounting.exchange import account_list, contact_list, lists
from accounting.exchange.imports import MAX_MESSAGE
from accounting.exchange.lists import letters_of
from accounting.exchange.source import Unreadable
from accounting.ledger.models import Account, AccountType, Company, Contact, ContactKind
from accounting.models import Event, Import
from accounting.reports import integrity
from tests.client import Client
from tests.factories import make_company, make_import, make_vendor, owner_of

FILES = Path(__file__).parent / "lists"


def run(company: Company, content: str | bytes, format: str, **fields: Any) -> Import:
    text = content if isinstance(content, str) else content.decode()
    row = make_import(company, text, format=format, **fields)
    tasks.run_imports()
    row.refresh_from_db()
    return row


def file(name: str) -> str:
    return (FILES / name).read_text(encoding="utf-8")


def contacts_of(company: Company, kind: str) -> list[tuple[Any, ...]]:
    fields = ("name", "external_id", "email", "phone", "tax_number", "payment_terms_days", "billing_address")
    return list(Contact.objects.filter(company=company, kind=kind).order_by("created_at", "id").values_list(*fields))


def accounts_of(company: Company) -> dict[str, tuple[Any, ...]]:
    rows = Account.objects.filter(company=company).select_related("parent")
    return {
        one.code: (one.name, one.type, one.subtype, one.parent.code if one.parent else "", one.system_role or "")
        for one in rows
    }


def state(company: Company) -> tuple[Any, ...]:
    contacts = [contacts_of(company, kind) for kind in ContactKind]
    return *contacts, accounts_of(company), Event.objects.filter(company=company, type__regex="^(c|a)").count()


@pytest.mark.django_db
def test_customers_of_xero(company: Company) -> None:
    row = run(company, file("xero_contacts.csv"), "customers_csv")
    assert (row.status, row.errors) == ("succeeded", [])
    assert (row.created, row.updated, row.skipped, row.done) == ({"customers": 3}, {}, {}, 3)
    assert row.rows[0] == {"line": 2, "action": "created", "what": "customer Hamilton Smith Ltd"}
    assert contacts_of(company, "customer") == [
        (
            "Hamilton Smith Ltd",
            "HS-001",
            "infodesk@hamiltonsmith.example",
            "64 9 555 0123",
            "101-2-303",
            14,
            "Accounts Payable\n14 Quay Street\nLevel 3\nAuckland AUK 1010\nNew Zealand",
        ),
        (
            "Café Zürich, Inc.",
            None,
            "buchhaltung@zuerich.example",
            "41 79 555 01 02",
            "",
            30,
            "Bahnhofstrasse 1\nZürich 8001\nSwitzerland",
        ),
        ("Ridgeway University", "RU-77", "", "", "", 30, ""),
    ]
    assert row.warnings == [
        {"line": 2, "message": "Left out: FirstName, LastName. Atlas does not read these columns."},
        {"line": 3, "message": "Left out: the terms 'of the following month' are not a number of days."},
    ]
    before = state(company)
    again = run(company, file("xero_contacts.csv"), "customers_csv", existing="update")
    assert (again.created, again.updated, again.skipped) == ({}, {}, {"customers": 3})
    assert state(company) == before


@pytest.mark.django_db
def test_contacts_of_quickbooks(company: Company) -> None:
    customers = run(company, file("quickbooks_customers.csv"), "customers_csv")
    assert (customers.status, customers.created) == ("succeeded", {"customers": 4})
    assert [found[0] for found in contacts_of(company, "customer")] == [
        "Amy's Bird Sanctuary",
        "Cool Cars",
        "Freeman Sporting Goods:0969 Ocean View Road",
        "Diego Rodriguez",
    ]
    assert contacts_of(company, "customer")[1][2:4] == ("cool_cars@intuit.example", "(415) 555-9933")
    assert contacts_of(company, "customer")[0][6] == "4581 Finch St.\nBayshore CA 94326"
    assert [one["line"] for one in customers.rows] == [5, 7, 9, 10]
    vendors = run(company, file("quickbooks_vendors.csv"), "vendors_csv")
    assert (vendors.status, vendors.created) == ("succeeded", {"vendors": 3})
    assert [(found[0], found[4], found[5]) for found in contacts_of(company, "vendor")] == [
        ("Brosnahan Insurance Agency", "12-3456789", 10),
        ("Cal Telephone", "", 0),
        ("Total", "", 30),
    ]
    assert customers.warnings == [
        {"line": 5, "message": "Left out: Full name. Atlas does not read this column."},
        {"line": 7, "message": "Left out: all phone numbers but the first, in 1 row."},
    ]
    assert [one["line"] for one in vendors.warnings] == [5, 9]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "way"), [("customer", "to"), ("vendor", "from")])
def test_contacts_of_quickbooks_desktop_have_their_address_in_five_columns(
    company: Company, kind: str, way: str
) -> None:
    columns = ",".join(f"Bill {way} {place}" for place in range(1, 6))
    text = (
        f",Active Status,{kind.title()},Balance,Company,Main Phone,Main Email,{columns},Ship to 1,Terms\n"
        ",Active,Kristy,0.00,Kristy & Co,415-555-6579,k@example.com,"
        'Kristy & Co,5647 Cypress Hill Rd,Unit 4,"Bayshore, CA 94326",USA,Dock 7,Net 30\n'
    )
    row = run(company, text, f"{kind}s_csv")
    left = "Left out: Active Status, Company, Ship to 1. Atlas does not read these columns."
    assert (row.created, row.warnings) == ({f"{kind}s": 1}, [{"line": 2, "message": left}])
    address = "Kristy & Co\n5647 Cypress Hill Rd\nUnit 4\nBayshore, CA 94326\nUSA"
    assert contacts_of(company, kind) == [("Kristy", None, "k@example.com", "415-555-6579", "", 30, address)]


@pytest.mark.django_db
def test_a_contact_is_found_by_its_number_or_its_name(company: Company) -> None:
    run(company, "name,external_id,email\nHarbor Cafe,H1,old@example.com\nNo Number,,\n", "customers_csv")
    text = "Name,ExternalID,Email,Phone\nHarbor Café & Co,H1,new@example.com,\nno  number,N1,,123\nHarbor Cafe,H2,,\n"
    before = state(company)
    dry = run(company, text, "customers_csv", existing="update", dry_run=True)
    assert (dry.created, dry.updated) == ({"customers": 1}, {"customers": 2})
    assert state(company) == before
    skipped = run(company, text, "customers_csv")
    assert (skipped.created, skipped.skipped) == ({"customers": 1}, {"customers": 2})
    updated = run(company, text, "customers_csv", existing="update")
    assert (updated.updated, updated.skipped) == ({"customers": 2}, {"customers": 1})
    assert [found[:4] for found in contacts_of(company, "customer")] == [
        ("Harbor Café & Co", "H1", "new@example.com", ""),
        ("no number", "N1", "", "123"),
        ("Harbor Cafe", "H2", "", ""),
    ]
    assert not contacts_of(company, "vendor")


@pytest.mark.django_db
@pytest.mark.parametrize("existing", ["skip", "update"])
def test_two_rows_with_their_own_numbers_are_two_contacts(company: Company, existing: str) -> None:
    run(company, "name,external_id\nTwin,\nOld,O1\n", "customers_csv")
    text = "name,external_id\nTwin,T1\nTwin,T2\nNew,O1\nOld,\n"
    row = run(company, text, "customers_csv", existing=existing)
    first, old = ("T1", ["New", "Old"]) if existing == "update" else (None, ["Old"])
    assert (row.errors, row.created) == ([], {"customers": len(old)})
    found = [(name, number) for name, number, *_ in contacts_of(company, "customer")]
    assert [number for name, number in found if name == "Twin"] == [first, "T2"]
    assert [name for name, _ in found if name != "Twin"] == old
    before = state(company)
    run(company, text, "customers_csv", existing=existing)
    assert state(company) == before


@pytest.mark.django_db
def test_a_code_that_a_later_row_has_is_given_to_no_row_before(company: Company) -> None:
    text = "Code,Name,Type\n,Till,asset\n10001,Safe,asset\n,Vault,asset\n"
    row = run(company, text, "accounts_csv", existing="update")
    assert (row.errors, row.created) == ([], {"accounts": 3})
    assert {
        code: one[0] for code, one in accounts_of(company).items() if code.startswith("1000") and len(code) > 4
    } == {
        "10001": "Safe",
        "10002": "Till",
        "10003": "Vault",
    }


@pytest.mark.django_db
def test_all_errors_of_a_list_are_told_at_once_and_nothing_is_kept(company: Company) -> None:
    make_vendor(company, name="Twice")
    make_vendor(company, name="Twice")
    before = state(company)
    unreadable = (
        "Supplier,Email,Currency,Payment terms days,Account number\n"
        ",a@example.com,,,\n"
        "Bad mail,at example,,,\n"
        "Bad money,,XYZ,,\n"
        "Bad terms,,,400,\n"
        f"{'x' * 300},,,,\n"
        "Same,,,,7\n"
        "Same too,,,,7\n"
        "Dir\u202eection,,,,\n"
        "good,,,,\n"
        "Good,,,,\n"
    )
    row = run(company, unreadable, "vendors_csv")
    assert row.status == "failed"
    assert [(one["line"], one["message"]) for one in row.errors] == [
        (2, "Supplier: Every row needs the name of the contact."),
        (3, "Email: 'at example' is not a valid email."),
        (4, "Currency: XYZ is not an ISO 4217 currency."),
        (5, "Payment terms days: '400' is not a number of days from 0 to 365."),
        (6, "Supplier: It has 300 characters, and can have at most 200."),
        (8, "Account number: Line 7 has 7 too."),
        (9, "Supplier: U+202E is a control character, or turns the direction of writing."),
        (11, "Supplier: Line 10 has Good too."),
    ]
    row = run(company, "Supplier\nNew\nTwice\n", "vendors_csv", existing="update")
    assert [(one["line"], one["message"]) for one in row.errors] == [
        (3, "2 vendors are called 'Twice'. Give them different names or numbers.")
    ]
    assert state(company) == before


@pytest.mark.django_db
def test_the_chart_of_xero(company: Company) -> None:
    row = run(company, file("xero_chart.csv"), "accounts_csv")
    assert (row.status, row.errors) == ("succeeded", [])
    assert (row.created, row.skipped) == ({"accounts": 16}, {"accounts": 3})
    found = accounts_of(company)
    assert {code: found[code][1:3] for code in ("090", "200", "270", "310", "400", "416", "429")} == {
        "090": ("asset", "bank"),
        "200": ("revenue", "sales"),
        "270": ("revenue", "other_income"),
        "310": ("expense", "cost_of_sales"),
        "400": ("expense", "operating_expense"),
        "416": ("expense", "depreciation"),
        "429": ("expense", "operating_expense"),
    }
    assert {code: found[code][1:3] for code in ("620", "630", "710", "801", "820", "840", "900", "970")} == {
        "620": ("asset", "other_current_asset"),
        "630": ("asset", "inventory"),
        "710": ("asset", "fixed_asset"),
        "801": ("liability", "other_current_liability"),
        "820": ("liability", "tax"),
        "840": ("equity", "other_equity"),
        "900": ("liability", "long_term_liability"),
        "970": ("equity", "capital"),
    }
    unread = "*Tax Code, Dashboard, Expense Claims, Enable Payments"
    assert row.warnings[0] == {"line": 2, "message": f"Left out: {unread}. Atlas does not read these columns."}
    assert row.warnings[1] == {
        "line": 9,
        "message": "In the file it is 610 Accounts Receivable, in the books 1100 Accounts receivable.",
    }
    updated = run(company, file("xero_chart.csv"), "accounts_csv", existing="update")
    assert (updated.updated, updated.skipped, updated.errors) == ({"accounts": 3}, {"accounts": 16}, [])
    found = accounts_of(company)
    assert {code: found[code][4] for code in ("610", "800", "960")} == {
        "610": "accounts_receivable",
        "800": "accounts_payable",
        "960": "retained_earnings",
    }
    assert "1100" not in found
    again = run(company, file("xero_chart.csv"), "accounts_csv", existing="update")
    assert (again.updated, again.skipped) == ({}, {"accounts": 19})
    assert all(check.failures == [] for check in integrity.checks(company))


@pytest.mark.django_db
def test_the_account_list_of_quickbooks_with_and_without_numbers(company: Company) -> None:
    row = run(company, file("quickbooks_accounts.csv"), "accounts_csv")
    assert (row.status, row.errors) == ("succeeded", [])
    assert (row.created, row.skipped) == ({"accounts": 12}, {"accounts": 6})
    found = {value[0]: (code, *value[1:4]) for code, value in accounts_of(company).items()}
    assert found["Checking"] == ("10001", "asset", "bank", "")
    assert found["Undeposited Funds"] == ("10002", "asset", "clearing", "")
    assert found["Mastercard"][2] == "credit_card"
    assert found["Board of Equalization Payable"][2] == "tax"
    assert found["Job Materials"] == ("40002", "revenue", "sales", "40001")
    assert found["Plants and Soil"] == ("40003", "revenue", "sales", "40002")
    assert found["Bank Charges"][2] == "operating_expense"
    again = run(company, file("quickbooks_accounts.csv"), "accounts_csv", existing="update")
    assert (again.status, again.created) == ("succeeded", {})
    numbered = (
        "Account,Type,Detail Type,Description,Balance,Currency,Account #\n"
        '1017 Savings,Bank,Savings,,"8,000.00",USD,1017\n'
        "1017 Savings:1018 Euro,Bank,Savings,,0,EUR,1018\n"
        "6200 Utilities,Expenses,Utilities,,1.00,USD,6999\n"
    )
    row = run(company, numbered, "accounts_csv")
    assert (row.status, row.created) == ("succeeded", {"accounts": 3})
    assert accounts_of(company)["1017"][:3] == ("Savings", "asset", "bank")
    assert accounts_of(company)["1018"][:4] == ("Euro", "asset", "bank", "1017")
    assert Account.objects.get(company=company, code="1018").currency_id == "EUR"


@pytest.mark.django_db
def test_accounts_of_one_name_below_several_are_found_again(company: Company) -> None:
    """Each import of the same list made the second one once more."""
    names = ("Fees", "House", "House:Fees", "Shop", "Shop:Fees")
    text = "Account,Type,Detail Type\n" + "".join(f"{name},Expenses,\n" for name in names)
    assert run(company, text, "accounts_csv").created == {"accounts": 5}
    before = accounts_of(company)
    for existing in ("skip", "update"):
        again = run(company, text, "accounts_csv", existing=existing)
        assert (again.status, again.created, again.updated, again.skipped) == ("succeeded", {}, {}, {"accounts": 5})
        assert accounts_of(company) == before


@pytest.mark.django_db
def test_accounts_that_do_not_fit_are_refused_and_nothing_is_kept(company: Company) -> None:
    before = state(company)
    unreadable = (
        "Code,Name,Type,Subtype,System role\n"
        "10,Cash,asset,cash,\n"
        "1-0,Other,asset,,\n"
        "11,,asset,,\n"
        "12,Odd,Wishes,,\n"
        "13,Odd,asset,sales,\n"
        "14,Odd,asset,,treasure\n"
        "15,Odd,asset,,accounts_payable\n"
        f"{'9' * 41},Odd,asset,,\n"
    )
    row = run(company, unreadable, "accounts_csv")
    assert [(one["line"], one["message"]) for one in row.errors] == [
        (3, "Code: Line 2 has 1-0 too."),
        (4, "Name: Every row needs the name of the account."),
        (5, "Type: 'Wishes' is not a type of account in Xero, QuickBooks Online or Atlas."),
        (
            6,
            "Subtype: 'sales' is not a subtype of asset: bank, cash, clearing, receivable, inventory, "
            "other_current_asset, fixed_asset, other_non_current_asset.",
        ),
        (7, row.errors[4]["message"]),
        (8, "Type: The account with the role accounts_payable cannot be of the type asset."),
        (9, "Code: It has 41 characters, and can have at most 40."),
    ]
    assert row.errors[4]["message"].startswith("System role: 'treasure' must be one of: accounts_receivable, ")
    refused = "Code,Name,Type,Parent code\n50,New,asset,\n2000,Creditors,asset,\n51,Below,asset,nowhere\n"
    row = run(company, refused, "accounts_csv")
    assert [(one["line"], one["message"]) for one in row.errors] == [
        (3, "Account 2000 Accounts payable is liability here, and asset in the file."),
        (4, "There is no account with the code nowhere. A parent is in a line before."),
    ]
    row = run(company, "Code,Name,Type\n2000,Creditors,liability\n", "accounts_csv", existing="update")
    assert row.errors[0]["message"] == (
        "Account 2000 Accounts payable has the system role accounts_payable here. Change one of the two codes."
    )
    assert state(company) == before


@pytest.mark.django_db
def test_of_accounts_that_look_alike_the_file_must_have_the_exact_code(company: Company) -> None:
    """Earlier editions allowed them; `kept_number` lets them stay."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounting_account SET code = '4-000', kept_number = '4-000' WHERE code = '4020'")
    before = state(company)
    unclear = "Code,Name,Type,Parent code\n40-00,New,revenue,\n41,Below,revenue,400-0\n"
    row = run(company, unclear, "accounts_csv", existing="update")
    assert [(one["line"], one["message"]) for one in row.errors] == [
        (2, "2 accounts look like '40-00': 4-000, 4000. Write the exact code of the one."),
        (3, "2 accounts look like '400-0': 4-000, 4000. Write the exact code of the one."),
    ]
    assert state(company) == before
    exact = "Code,Name,Type,Parent code\n4-000,New,revenue,\n41,Below,revenue,4-000\n42,Beside,revenue,4000\n"
    assert run(company, exact, "accounts_csv", existing="update").updated == {"accounts": 1}
    after = accounts_of(company)
    assert (after["4-000"][0], after["4000"]) == ("New", before[-2]["4000"])
    assert (after["41"][3], after["42"][3]) == ("4-000", "4000")


@pytest.mark.django_db
def test_what_our_lists_have_can_be_read_again(company: Company) -> None:
    other = make_company(name="Second", organization=company.organization)
    run(company, file("xero_contacts.csv"), "customers_csv")
    run(company, file("quickbooks_accounts.csv"), "accounts_csv")
    names = ["name", "external_id", "email", "phone", "tax_number", "currency_id", "payment_terms_days"]
    names.append("billing_address")
    contacts = Contact.objects.filter(company=company, kind="customer").order_by("created_at", "id")
    row = run(other, as_csv(names, contacts.values_list(*names)), "customers_csv")
    assert (row.status, row.errors) == ("succeeded", [])
    assert contacts_of(other, "customer") == contacts_of(company, "customer")
    fields = ["code", "name", "type", "subtype", "parent__code", "currency_id", "description", "system_role"]
    rows = Account.objects.filter(company=company).order_by("code").values_list(*fields)
    row = run(other, as_csv(fields, rows), "accounts_csv", existing="update")
    assert (row.status, row.errors) == ("succeeded", [])
    assert accounts_of(other) == accounts_of(company)


def as_csv(fields: list[str], rows: Any) -> str:
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(
        field.replace("__", "_").removesuffix("_id") if field == "currency_id" else field for field in fields
    )
    writer.writerows(rows)
    return output.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "file"
    text = f'sep={delimiter}\r\nName{delimiter}City\r\n"Müller, & Söhne; – KG"{delimiter}Köln\r\n'
    path.write_bytes(text.encode(encoding))
    found = contact_list.read(path, ContactKind.VENDOR)
    assert [(row.place.line, row.given) for row in found.rows] == [
        (3, {"name": "Müller, & Söhne; – KG", "billing_address": "Köln"})
    ]
    told = [(0, "The file is not in UTF-8, and was read as Windows-1252.")] if encoding == "cp1252" else []
    assert found.warnings == told


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_list_of_one_column_can_have_empty_ones_beside_it(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "file"
    path.write_text(f"Vendors{delimiter * 2}\nName{delimiter * 2}\nAcme GmbH{delimiter * 2}\n")
    found = contact_list.read(path, ContactKind.VENDOR)
    assert [(row.place.line, row.given["name"]) for row in found.rows] == [(3, "Acme GmbH")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The file is empty."),
        (b"PK\x03\x04\x81\xff", "This is not text but a ZIP file"),
        (b"%PDF-1.7 \x81\xff", "a PDF"),
        (b"name\nSchl\x81ssel\n", "not text in Windows-1252"),
        ("name\nGröße\nb\nGr".encode() + b"\xf6\xdfe\n", "file:4: This is not UTF-8"),
        (b"name\nGr\xf6\xdfe\n" + "Größe\n".encode(), "file:2: This is not UTF-8"),
        ("name\nGrö".encode() + b"\xdfe\n", "file:2: This is not UTF-8"),
        (b"name\rb\rc\r", "A line has a carriage return inside."),
        ("name\nÄ\n".encode("utf-16") + b"x", "not text in UTF-16"),
        (b"name\n\0\n", "U+0000"),
        (b"Mail,Place\na,b\n", "No line of headings has the columns that such a list needs (name: contactname"),
        (b'name\n"a\n', "A quote opens a cell of this row and is never closed."),
        (b'name\nb\n"a' + b"\n" * 140_000, "A cell of this row has more than 131,072 characters."),
        (b'name\n"a"b\n', "After the quote that closes a cell comes the next cell."),
        (b"name" + b",x" * 200 + b"\n", "at most 200 columns"),
        (b"name\n" + b"x" * 70_000, "A line has at most"),
        (b"Name,City,*NAME\nb,c,d\n", "file:1: The column Name comes more than once."),
        (b"name,phone\nHarbor, Inc,1\n", "file:2: The row has 3 cells, more than the 2 columns."),
        (("name\na" + "\u0301" * 31 + "\n").encode(), "file:2: A letter has more than 30 marks."),
    ],
)
def test_files_that_are_no_lists(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=r"^file") as refused:
        contact_list.read(path, ContactKind.VENDOR)
    assert message in str(refused.value)


def test_letters_with_marks_are_read_as_the_books_have_them(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("name\nCafe\u0301\n")
    assert [row.given["name"] for row in contact_list.read(path, ContactKind.VENDOR).rows] == ["Caf\u00e9"]
    path.write_text("name;phone\nΤι\u037e;1\n")
    assert [row.given["name"] for row in contact_list.read(path, ContactKind.VENDOR).rows] == ["Τι;"]
    path.write_text("name\nCafé\nCafe\u0301\n")
    with pytest.raises(Unreadable, match=r"file:3: name: Line 2 has Café too\."):
        contact_list.read(path, ContactKind.VENDOR)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["customer", "vendor", "item"])
def test_an_external_id_is_the_same_in_a_list_and_over_http(company: Company, kind: str) -> None:
    path = "/items" if kind == "item" else f"/contacts/{kind}s"
    client = Client(owner_of(company))
    made = client.post(path, {"name": "Harbor", "external_id": "H  1"})
    assert (made.status, made.json["external_id"]) == (201, "H  1")
    text = "name,external_id\nHarbor, H  1 \nQuay,H 1\nNone,\u200b\n"
    row = run(company, text, f"{kind}s_csv", existing="update")
    assert (row.created, row.updated, row.skipped) == ({f"{kind}s": 2}, {}, {f"{kind}s": 1})
    listed = client.get(path, sort_by="name", sort_order="asc").json["items"]
    assert [(one["name"], one["external_id"]) for one in listed] == [
        ("Harbor", "H  1"),
        ("None", None),
        ("Quay", "H 1"),
    ]
    assert listed[0]["id"] == made.json["id"]
    for inside, code in (("\t", "0009"), ("\n", "000A")):
        row = run(company, f'name,external_id\nA,"H{inside}1"\n', f"{kind}s_csv")
        message = f"external_id: U+{code} is a control character, or turns the direction of writing."
        assert [one["message"] for one in row.errors] == [message]
    assert client.get(path).json["total"] == 3


@pytest.mark.parametrize("spoilt", ["1.23E+05", "6,5E+11", "#N/A", "#NAME?", "#REF!"])
def test_what_a_spreadsheet_has_spoilt_is_no_text(tmp_path: Path, spoilt: str) -> None:
    path = tmp_path / "file"
    for text in (f'name\n"{spoilt}"\n', f'name,external_id\nA,"{spoilt}"\n', f'name,phone\nA,"{spoilt}"\n'):
        path.write_text(text)
        with pytest.raises(Unreadable) as refused:
            contact_list.read(path, ContactKind.VENDOR)
        assert f"A spreadsheet has put {spoilt} in the place of the text." in str(refused.value)
    path.write_text(f'code,name,type\n"{spoilt}",A,asset\n')
    with pytest.raises(Unreadable, match=r"file:2: code: A spreadsheet has put"):
        account_list.read(path)


@pytest.mark.parametrize("cell", ["phone:a{spaces}x", "Monday, {digits}\nx", "cash basis{spaces}x"])
def test_a_cell_of_any_length_is_read_at_once(tmp_path: Path, cell: str) -> None:
    """8,000 spaces took six seconds, and twice as many four times as long: nobody could cancel that."""
    path = tmp_path / "file"
    long = cell.format(spaces=" " * 60_000, digits="1" * 60_000)
    path.write_text(f'phone,name\n"{long}",A\n"{long}",\n')
    with pytest.raises(Unreadable) as refused:
        contact_list.read(path, ContactKind.VENDOR)
    assert "Every row needs the name of the contact." in str(refused.value)


def test_of_several_emails_the_first_is_read(tmp_path: Path) -> None:
    """QuickBooks Online has several in one cell."""
    path = tmp_path / "file"
    path.write_text('name,email\nA,"a@x.example, b@x.example"\nB,b@x.example;\nC,";"\n')
    found = contact_list.read(path, ContactKind.CUSTOMER)
    assert [row.given.get("email") for row in found.rows] == ["a@x.example", "b@x.example", None]
    assert found.warnings == [(2, "Left out: all emails but the first, a@x.example.")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("customers_csv", "Fax,Customer,Notes,Empty,,Balance\n,Ann,,-,,1\n,Ben,Calls late,,,2\n7,Cem,Pays,,x,3\n"),
        ("vendors_csv", "Fax,Vendor,Notes,Empty,,Balance\n,Ann,,,,1\n,Ben,Calls late,,,2\n7,Cem,Pays,,x,3\n"),
        (
            "accounts_csv",
            "Fax,Name,Notes,Empty,,Total balance,Type\n,Ann,,,,1,asset\n,Ben,Bank,,,2,asset\n7,Cem,?,,x,3,asset\n",
        ),
        ("items_csv", "Fax,Name,Notes,Empty,,Quantity as-of Date\n,Ann,,,,1\n,Ben,A bench,,,2\n7,Cem,?,,x,3\n"),
        (
            "invoices_csv",
            "Fax,Customer,Notes,Empty,,Balance,Num,Date,Open balance\n,A,,,,1,1,2025-12-01,1.00\n"
            ",A,Late,,,2,2,2025-12-01,1.00\n7,A,?,,x,2,3,2025-12-01,1.00\n",
        ),
        (
            "bills_csv",
            "Fax,Vendor,Notes,Empty,,Amount,Num,Date,Open balance\n,A,,,,1,1,2025-12-01,1.00\n"
            ",A,Late,,,2,2,2025-12-01,1.00\n7,A,?,,x,2,3,2025-12-01,1.00\n",
        ),
    ],
)
def test_columns_that_are_not_read_are_named_once_if_they_have_something(
    company: Company, format: str, text: str
) -> None:
    date = {"date": "2025-12-31"} if format in ("invoices_csv", "bills_csv") else {}
    left = "Left out: Fax, Notes, column 5 without a heading. Atlas does not read these columns."
    before = state(company)
    dry = run(company, text, format, dry_run=True, **date)
    assert (dry.errors, dry.warnings, dry.warning_count) == ([], [{"line": 3, "message": left}], 1)
    assert state(company) == before
    assert run(company, text, format, **date).warnings == dry.warnings


@pytest.mark.django_db
def test_only_accounts_of_money_get_another_currency_and_the_others_are_named(company: Company) -> None:
    text = (
        "Code,Name,Type,Subtype,Currency\nE1,Euros,asset,bank,EUR\nE2,Debts,asset,receivable,EUR\nE3,Own,equity,,USD\n"
    )
    row = run(company, text, "accounts_csv")
    left = "Left out: the currency, in 1 row. Only accounts of money have another than the company."
    assert (row.errors, row.warnings) == ([], [{"line": 3, "message": left}])
    found = Account.objects.filter(company=company, code__startswith="E").values_list("code", "currency")
    assert set(found) == {("E1", "EUR"), ("E2", None), ("E3", None)}


@pytest.mark.django_db
def test_of_many_columns_that_are_not_read_some_are_named(company: Company) -> None:
    headings = ["name", '"Two\nlines\u202e"', *("x" * 60 + str(at) for at in range(198))]
    row = run(company, f"{','.join(headings)}\nAnn{',1' * 199}\n", "customers_csv")
    shown = ", ".join(["Two?lines?", *["x" * 40] * 9])
    assert row.warnings == [
        {"line": 3, "message": f"Left out: {shown} and 189 more. Atlas does not read these columns."}
    ]
    assert len(row.warnings[0]["message"]) <= MAX_MESSAGE


def test_a_contact_has_one_phone_number(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("name,phone,mobile\nA,1,\nB,,2\nC,3,4\nD,Phone:5,\nE,Phone:6 Fax:7,\n")
    found = contact_list.read(path, ContactKind.CUSTOMER)
    assert [row.given["phone"] for row in found.rows] == ["1", "2", "3", "5", "6"]
    assert found.warnings == [(4, "Left out: all phone numbers but the first, in 2 rows.")]


def test_a_last_row_of_sums_is_no_contact_and_no_account(tmp_path: Path) -> None:
    """QuickBooks Online has one below its reports."""
    path = tmp_path / "file"
    warning = "Left out: the last row, TOTAL, is a row of sums."
    path.write_text('Customer,Email,Balance\nTotal,,\nAnn,ann@x.example,5\nTOTAL,,5\n\n"Monday, Mar 2, 2026"\n')
    found = contact_list.read(path, ContactKind.CUSTOMER)
    assert ([row.given["name"] for row in found.rows], found.warnings) == (["Total", "Ann"], [(4, warning)])
    path.write_text("Account,Type,Balance\nBank,Bank,5\nTOTAL,,5\n")
    chart = account_list.read(path)
    assert ([row.name for row in chart.rows], chart.warnings) == (["Bank"], [(3, warning)])
    path.write_text("Customer,Email\nAnn,ann@x.example\nTotal,info@total.example\n")
    assert [row.given["name"] for row in contact_list.read(path, ContactKind.CUSTOMER).rows] == ["Ann", "Total"]


def test_a_name_is_not_taken_for_the_time_when_a_report_was_made(tmp_path: Path) -> None:
    path = tmp_path / "file"
    names = ["Monday Club 2019", "Cash Basis Ltd"]
    for made_at in (
        "Cash Basis  Saturday, November 28, 2026 10:16 AM GMT-08:00",
        "Saturday, 28 November 2026",
        "Accrual basis",
    ):
        path.write_text("\n".join(["name", *names, f'"{made_at}"']))
        assert [row.given["name"] for row in contact_list.read(path, ContactKind.CUSTOMER).rows] == names


def test_a_list_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MAX_ROWS", 2)
    path = tmp_path / "file"
    path.write_text("code,name,type\n1,a,asset\n\n2,b,asset\n3,c,asset\n")
    with pytest.raises(Unreadable, match="file:5: A list has at most 2 rows"):
        account_list.read(path)


def test_every_type_of_other_programs_is_one_of_ours() -> None:
    for kind, subtype in account_list.TYPES.values():
        assert kind in AccountType.values
        assert subtype in ("", *account_list.SUBTYPES[kind])
    for name in ("Bank Revaluations", "Realized Currency Gains", "Unrealised Currency Gains", "Historical Adjustment"):
        assert letters_of(name).removesuffix("s") in account_list.TYPES
    assert set(account_list.ROLES.values()) <= set(account_list.ROLE_TYPES)


@pytest.mark.django_db
def test_the_command_line_does_the_same(company: Company, tmp_path: Path) -> None:
    before = state(company)

    def said(*options: str) -> list[str]:
        output = io.StringIO()
        arguments = [str(FILES / "quickbooks_vendors.csv"), "--format", "vendors_csv", "--company", str(company.id)]
        call_command("import_list", *arguments, *options, stdout=output)
        return output.getvalue().splitlines()

    dry = said("--dry-run")
    assert dry[0] == "Line 5: created vendor Brosnahan Insurance Agency"
    assert dry[-2:] == ["Created vendors: 3.", "This was a dry run: nothing was kept."]
    assert state(company) == before
    assert said()[-1] == "Created vendors: 3."
    assert said("--existing", "update")[-1] == "Skipped vendors: 3."
    bad = tmp_path / "bad.csv"
    bad.write_text("supplier,email\nA,x\n")
    before = state(company)
    with pytest.raises(CommandError, match=r"(?s)Nothing was imported.*bad.csv:2: email: 'x' is not a valid email"):
        call_command("import_list", str(bad), "--format", "vendors_csv", "--company", str(company.id))
    with pytest.raises(CommandError, match="there is no such file"):
        call_command("import_list", str(tmp_path / "no"), "--format", "vendors_csv", "--company", str(company.id))
    assert state(company) == before
