"""Lists of products and services, as Xero, QuickBooks Online and Atlas write them."""

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from accounting import tasks
from accounting.exchange import formats, imports, item_list, outcome
from accounting.exchange.source import Unreadable
from accounting.ledger import accounts
from accounting.models import Company, Import, Item
from accounting.taxes import tax_rates
from tests.accounting.snapshot import snapshot
from tests.factories import account, make_account, make_company, make_import, make_item, make_tax_rate, owner_of

D = Decimal
FILES = Path(__file__).parent / "lists"
FIELDS = (
    "code",
    "name",
    "description",
    "unit",
    "currency_id",
    "sales_price",
    "sales_account__code",
    "sales_tax_rate__name",
    "purchase_price",
    "purchase_account__code",
    "purchase_tax_rate__name",
    "external_id",
)


@pytest.fixture
def company() -> Company:
    return make_company()


def run(company: Company, content: str, **fields: Any) -> Import:
    row = make_import(company, content, format="items_csv", **fields)
    tasks.run_imports()
    row.refresh_from_db()
    return row


def file(name: str) -> str:
    return (FILES / name).read_text(encoding="utf-8")


def items_of(company: Company, *fields: str) -> list[tuple[Any, ...]]:
    return list(Item.objects.filter(company=company).order_by("created_at", "id").values_list(*(fields or FIELDS)))


def state(company: Company) -> dict[str, Any]:
    """Return the books, without what records the import itself."""
    found = snapshot(company)
    return {name: rows for name, rows in found.items() if name not in ("Import", "Event", "AuditRecord", "LedgerHead")}


def errors_of(row: Import) -> list[tuple[int, str]]:
    assert row.status == "failed"
    return [(one["line"], one["message"]) for one in row.errors]


@pytest.mark.django_db
def test_the_first_lines_are_told_also_those_that_are_left_out(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "MAX_ROWS", 2)
    monkeypatch.setattr(outcome, "MAX_KEPT", 2)
    row = run(company, "name,status\nA,active\nB,archived\nC,active\nD,active\n", dry_run=True)
    assert [(one["line"], one["action"]) for one in row.rows] == [(2, "created"), (3, "skipped")]


@pytest.mark.django_db
def test_items_of_xero(company: Company) -> None:
    make_tax_rate(company, "15", name="GST on Income")
    make_tax_rate(company, "15", name="GST on Expenses")
    before = state(company)
    dry = run(company, file("xero_items.csv"), dry_run=True)
    assert (dry.created, dry.skipped, dry.errors) == ({"items": 4}, {"items": 1}, [])
    assert state(company) == before
    row = run(company, file("xero_items.csv"))
    assert (row.status, row.errors, row.rows) == ("succeeded", [], dry.rows)
    assert (row.created, row.skipped, row.done) == ({"items": 4}, {"items": 1}, 4)
    book = "Fish out of Water: Finding Your Brand"
    training = "Half day training - Microsoft Office"
    assert items_of(company) == [
        (
            "BOOK",
            book,
            book,
            "",
            "USD",
            D("19.95"),
            "4000",
            "GST on Income",
            D("12.5"),
            "5000",
            "GST on Expenses",
            None,
        ),
        (
            "GB1-White",
            "Golf balls - white single",
            "Golf balls - white single",
            "",
            "USD",
            D("1005.60"),
            "4000",
            "GST on Income",
            *[None] * 4,
        ),
        (
            "PMBr",
            "PMBr",
            "Project management & implementation - branding",
            "",
            "USD",
            D(1500),
            "4020",
            "GST on Income",
            *[None] * 4,
        ),
        ("Train-MS", training, training, "", "USD", D(500), "4020", None, D("0.1234"), "6100", None, None),
    ]
    assert row.rows[0] == {"line": 2, "action": "created", "what": f"item BOOK {book}"}
    assert row.rows[3] == {"line": 5, "action": "skipped", "what": "item T-Shirt Small Black is not active"}
    unread = "InventoryAssetAccount, CostOfGoodsSoldAccount, InventoryType"
    assert [(one["line"], one["message"]) for one in row.warnings] == [
        (2, f"Left out: {unread}. Atlas does not read these columns."),
        (3, "Left out: Quantity, in 1 row. Items have no stock."),
        (5, "Left out: item T-Shirt Small Black is not active."),
        (6, "Left out: PurchasesDescription, in 1 row. An item has one description."),
    ]
    before = state(company)
    again = run(company, file("xero_items.csv"), existing="update")
    assert (again.created, again.updated, again.skipped) == ({}, {}, {"items": 5})
    assert state(company) == before


@pytest.mark.django_db
def test_items_of_quickbooks_with_accounts_by_name(company: Company) -> None:
    row = run(company, file("quickbooks_items.csv"))
    assert (row.status, row.errors, row.created, row.skipped) == ("succeeded", [], {"items": 3}, {"items": 2})
    assert items_of(company) == [
        ("", "Design:Design", "Custom Design", "", "USD", D(75), "4020", *[None] * 5),
        (
            "P-461-17",
            "Pump",
            "Fountain Pump",
            "",
            "USD",
            D(1015),
            "4010",
            None,
            D(10),
            "5000",
            None,
            None,
        ),
        ("", "Hours", "", "", "USD", None, "4010", *[None] * 5),
    ]
    assert [(one["line"], one["message"]) for one in row.warnings] == [
        (2, "Left out: item Design is a category."),
        (4, "Left out: Inventory Asset Account. Atlas does not read this column."),
        (4, "Left out: Quantity On Hand, in 1 row. Items have no stock."),
        (4, "Left out: Taxable, in 1 row. It names no tax rate."),
        (6, "Left out: item Gardening set is a bundle."),
    ]
    before = state(company)
    again = run(company, file("quickbooks_items.csv"), existing="update")
    assert (again.created, again.updated, again.skipped) == ({}, {}, {"items": 5})
    assert state(company) == before


@pytest.mark.django_db
def test_a_price_with_tax_needs_a_tax_rate_with_prices_like_that(company: Company) -> None:
    """QuickBooks Online says so outside of the United States."""
    make_tax_rate(company, "20", name="20.0% S", is_inclusive=True)
    make_tax_rate(company, "20", name="20.0% net")
    text = (
        "Product/Service Name,Sales Price / Rate,Tax on Sales,Price/Rate Includes Tax,Purchase Cost,"
        "Tax on Purchases,Purchase Cost Includes Tax\n"
        "A,12,20.0% S,Yes,5,20.0% net,No\nB,12,20.0% net,{},5,20.0% S,{}\nC,12,,Yes,,,\nD,12,20.0% s,,,,\n"
    )
    before = state(company)
    assert errors_of(run(company, text.format("Yes", "Yes"))) == [
        (3, "Tax on Sales: With the tax rate 20.0% net prices do not include the tax, and in the file they do.")
    ]
    assert errors_of(run(company, text.format("No", "No"))) == [
        (3, "Tax on Purchases: With the tax rate 20.0% S prices include the tax, and in the file they do not.")
    ]
    assert errors_of(run(company, text.format("perhaps", "No"))) == [
        (3, "Price/Rate Includes Tax: 'perhaps' is neither Yes nor No.")
    ]
    assert state(company) == before
    row = run(company, text.format("No", "Yes"))
    assert (row.errors, row.created) == ([], {"items": 4})
    assert items_of(company, "name", "sales_tax_rate__name", "purchase_tax_rate__name") == [
        ("A", "20.0% S", "20.0% net"),
        ("B", "20.0% net", "20.0% S"),
        ("C", None, None),
        ("D", "20.0% S", None),
    ]


@pytest.mark.django_db
def test_an_item_is_found_by_its_code_or_its_name(company: Company) -> None:
    run(company, "code,name,unit,sales price\nA-1,Beans,bag,10\n,Tea,,\n,No code,,7\n")
    text = "Code,Name,Unit,Sales price\na 1,Coffee beans,,11.5\n,  TEA ,cup,\nB-1,No code,,\nB-2,Beans,,\nA1X,,hour,\n"
    before = state(company)
    skipped = run(company, text, dry_run=True)
    assert (skipped.created, skipped.skipped) == ({"items": 2}, {"items": 3})
    assert state(company) == before
    row = run(company, text, existing="update")
    assert (row.errors, row.created, row.updated) == ([], {"items": 2}, {"items": 3})
    assert items_of(company, "code", "name", "unit", "sales_price") == [
        ("a 1", "Coffee beans", "bag", D("11.5")),
        ("", "TEA", "cup", None),
        ("B-1", "No code", "", D(7)),
        ("B-2", "Beans", "", None),
        ("A1X", "A1X", "hour", None),
    ]
    named = run(company, "code,name,unit\nA1X,,day\n", existing="update")
    assert (named.updated, items_of(company, "name", "unit")[-1]) == ({"items": 1}, ("A1X", "day"))


@pytest.mark.django_db
def test_all_errors_of_a_list_are_told_at_once_and_nothing_is_kept(company: Company) -> None:
    make_item(company, name="Twice")
    make_item(company, name="Twice")
    make_item(company, name="Euro", code="EUR", currency="EUR")
    make_account(company, "T1", name="Same name", type="revenue")
    make_account(company, "T2", name="same  name", type="revenue")
    accounts.archive(make_account(company, "T3", name="Old sales", type="revenue"), by=owner_of(company))
    tax_rates.archive(make_tax_rate(company, name="Old tax"), by=owner_of(company))
    before = state(company)
    unreadable = (
        "Item Code,Item Name,Unit,Currency,SalesUnitPrice,External id\n"
        ",,bag,,,\n"
        f"{'9' * 51},A,,,,\n"
        f"1,{'x' * 201},,,,\n"
        f"2,A,{'x' * 21},,,\n"
        "3,A,,XYZ,,\n"
        "4,A,,,1.12345,\n"
        "5,A,,,€5,\n"
        "6,A,,EUR,$5,\n"
        "7,A,,,much,\n"
        "8,A,,,9999999999999999,\n"
        "9-9,A,,,5,\n"
        "9 9,B,,,5,\n"
        ",Good,,,5,\n"
        ",GOOD,,,5,\n"
        "1.23E+05,A,,,5,\n"
        "10,Dir\u202eection,,,5,\n"
    )
    assert errors_of(run(company, unreadable)) == [
        (2, "Item Name: Every row needs the name of the item."),
        (3, "Item Code: It has 51 characters, and can have at most 50."),
        (4, "Item Name: It has 201 characters, and can have at most 200."),
        (5, "Unit: It has 21 characters, and can have at most 20."),
        (6, "Currency: XYZ is not an ISO 4217 currency."),
        (7, "SalesUnitPrice: The number can have at most 4 decimals."),
        (8, "SalesUnitPrice: '€5' is not in USD. Name its currency in a column, or with `currency`."),
        (9, "SalesUnitPrice: '$5' is not in EUR. Name its currency in a column, or with `currency`."),
        (10, "SalesUnitPrice: 'much' is not an amount such as 1500.00."),
        (11, "SalesUnitPrice: The number is too large."),
        (13, "Item Code: Line 12 has 9 9 too."),
        (15, "Item Name: Line 14 has GOOD too."),
        (
            16,
            "Item Code: A spreadsheet has put 1.23E+05 in the place of the text. Format the column as text there.",
        ),
        (17, "Item Name: U+202E is a control character, or turns the direction of writing."),
    ]
    unknown = (
        "Code,Name,Sales account,Sales tax rate,Purchase account\n"
        "1,A,4999,,\n2,A,Same Name,,\n3,A,1100,,\n4,A,Old sales,,\n5,A,T3,,\n6,A,,VAT,\n7,A,,Old tax,\n8,A,,---,\n"
        "9,A,4000,,Payables\n"
    )
    assert errors_of(run(company, unknown)) == [
        (2, "Sales account: No account has the code or the name '4999'."),
        (3, "Sales account: 2 accounts look like 'Same Name': T1, T2. Write the exact code of the one."),
        (4, "Sales account: Only documents can post to the control account 1100 Accounts receivable."),
        (5, "Sales account: Account T3 Old sales is archived."),
        (6, "Sales account: Account T3 Old sales is archived."),
        (7, "Sales tax rate: No tax rate has the name or the code 'VAT'."),
        (8, "Sales tax rate: The tax rate Old tax is archived."),
        (9, "Sales tax rate: No tax rate has the name or the code '---'."),
        (10, "Purchase account: No account has the code or the name 'Payables'."),
    ]
    refused = "code,name,external id,sales price\n1,A,X,1\n2,Twice,,1\n3,B,Y,1\nEUR,Euro,,1\n"
    assert errors_of(run(company, refused, existing="update")) == [
        (3, "2 items are called 'Twice'. Give them different names or numbers."),
        (
            5,
            "The prices of the item EUR Euro are in EUR here, and in USD in the file. Change its currency here first.",
        ),
    ]
    assert errors_of(run(company, "code,name,external id\n1,A,X\n2,B,Y\n3,C,X\n")) == [
        (4, "An item with this external_id already exists.")
    ]
    assert state(company) == before


@pytest.mark.django_db
def test_of_accounts_and_rates_that_look_alike_the_file_must_have_the_exact_one(company: Company) -> None:
    """Earlier editions allowed them; `kept_number` lets them stay."""
    rates = [make_tax_rate(company, name=name) for name in ("VAT", "V1")]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounting_taxrate SET name = 'vat', kept_number = 'vat' WHERE id = %s", [rates[1].pk])
        kept = "UPDATE accounting_account SET code = '4-000', kept_number = '4-000' WHERE id = %s"
        cursor.execute(kept, [account(company, "4020").pk])
    before = state(company)
    unclear = "Code,Name,Sales account,Sales tax rate\n1,A,,Vat\n2,B,40-00,\n"
    assert errors_of(run(company, unclear)) == [
        (2, "Sales tax rate: 2 tax rates look like 'Vat': VAT, vat. Write the exact name of the one."),
        (3, "Sales account: 2 accounts look like '40-00': 4-000, 4000. Write the exact code of the one."),
    ]
    assert state(company) == before
    assert run(company, "Code,Name,Sales account,Sales tax rate\n1,A,4-000,VAT\n2,B,4000,vat\n").status == "succeeded"
    found = items_of(company, "code", "sales_account__code", "sales_tax_rate_id")
    assert found == [("1", "4-000", rates[0].pk), ("2", "4000", rates[1].pk)]
    tax_rates.archive(rates[1], by=owner_of(company))
    assert run(company, "Code,Name,Sales tax rate\n3,C,vAT\n").status == "succeeded"
    assert items_of(company, "code", "sales_tax_rate_id")[-1] == ("3", rates[0].pk), "the other one is archived"


@pytest.mark.django_db
def test_what_the_api_shows_of_items_can_be_read_again(company: Company) -> None:
    other = make_company(name="Second", organization=company.organization)
    for one in (company, other):
        make_tax_rate(one, name="GST on Income")
        make_tax_rate(one, name="GST on Expenses")
    run(company, file("xero_items.csv"))
    run(company, file("quickbooks_items.csv"))
    make_item(company, "0.0001", name="=1+2", code="-1", unit="hour", currency="EUR", external_id="shop-1")
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(
        field.removesuffix("_id").removesuffix("__code").removesuffix("__name") if field != "external_id" else field
        for field in FIELDS
    )
    writer.writerows(items_of(company))
    row = run(other, output.getvalue())
    assert (row.status, row.errors, row.warnings) == ("succeeded", [], [])
    assert items_of(other) == items_of(company)


@pytest.mark.django_db
def test_an_account_is_found_by_its_code_before_another_by_its_name(company: Company) -> None:
    make_account(company, "T1", name="4000", type="revenue")
    accounts.archive(make_account(company, "T2", name="Sales of services", type="revenue"), by=owner_of(company))
    row = run(company, "name,sales account\nA,4000\nB,sales of services\nC,4000 Sales\nD,Sales:Sales of products\n")
    assert row.errors == []
    assert items_of(company, "sales_account__code") == [("4000",), ("4020",), ("4000",), ("4010",)]


def test_prices_are_read_as_the_whole_file_writes_them(tmp_path: Path) -> None:
    path = tmp_path / "file"

    def prices(*cells: str, **options: str) -> list[Any]:
        path.write_text("name;price;cost\n" + "".join(f"A{n};{cell};\n" for n, cell in enumerate(cells)))
        read = item_list.read(path, currency="EUR", options=formats.Options(**options))
        assert all(("currency" in row.given) is ("sales_price" in row.given) for row in read.rows)
        return [row.given.get("sales_price") for row in read.rows]

    assert prices("1.234,50 €", "1.234", "", "-2") == [D("1234.50"), D(1234), None, D(-2)]
    assert prices("1.234", decimal_mark=".") == [D("1.234")]
    assert prices("EUR 0,0125") == [D("0.0125")]
    with pytest.raises(Unreadable, match=r"file:2: price: '1.234' may have thousands or decimals. Say which"):
        prices("1.234")


@pytest.mark.django_db
def test_prices_without_a_currency_are_in_that_of_the_import(company: Company) -> None:
    row = run(company, "name,price,currency\nA,£5,\nB,5,EUR\nC,,\n", currency="GBP")
    assert row.errors == []
    assert items_of(company, "name", "currency_id") == [("A", "GBP"), ("B", "EUR"), ("C", "USD")]
    row = run(company, "name,unit,price\nA,hour,\nC,hour,6\n", currency="JPY", existing="update")
    assert (row.errors, row.updated) == ([], {"items": 2})
    assert items_of(company, "name", "unit", "currency_id", "sales_price") == [
        ("A", "hour", "GBP", D(5)),
        ("B", "", "EUR", D(5)),
        ("C", "hour", "JPY", D(6)),
    ]
