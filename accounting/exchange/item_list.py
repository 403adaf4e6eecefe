"""Import products and services from Xero, QuickBooks Online and Atlas.

The headings are those of Xero's template and export of inventory items, of the list of products and services and the
report Product/Service List of QuickBooks Online, and of our API. Sources: for Xero the help of Reece on importing its
price file and public programs that write Xero's template, for QuickBooks Online the help of Intuit on importing
products and services (docs/decisions/0040 has the links).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction

from accounting.exchange.booking import alike
from accounting.exchange.figures import Amounts, check_currency
from accounting.exchange.lists import (
    Columns,
    Problems,
    Refused,
    Sheet,
    key_of,
    letters_of,
    one_line,
    the_one,
)
from accounting.exchange.matching import Known, Operations, book_rows
from accounting.exchange.outcome import Outcome, Progress
from accounting.exchange.source import Place
from accounting.exchange.tables import Row
from accounting.items import items
from accounting.items.models import Item
from accounting.ledger import chart, money
from accounting.ledger.models import Account, Company
from accounting.taxes import tax_rates
from accounting.taxes.models import TaxRate
from foundation.plain import trimmed
from foundation.refusals import Refusal
from identity.models import User

if TYPE_CHECKING:
    from accounting.exchange.formats import Options

COLUMNS = Columns(
    {
        "code": ("code", "itemcode", "sku"),
        "name": ("itemname", "productservicename", "productservice", "name"),
        "description": ("salesdescription", "description"),
        "purchase_description": ("purchasesdescription", "purchasedescription"),
        "unit": ("unit",),
        "currency": ("currency",),
        "sales_price": ("salesprice", "salesunitprice", "salespricerate", "price"),
        "sales_account": ("salesaccount", "incomeaccount"),
        "sales_tax_rate": ("salestaxrate", "taxonsales"),
        "sales_is_inclusive": ("pricerateincludestax",),
        "purchase_price": ("purchaseprice", "purchasesunitprice", "purchasecost", "cost"),
        "purchase_account": ("purchaseaccount", "purchasesaccount", "expenseaccount"),
        "purchase_tax_rate": ("purchasetaxrate", "purchasestaxrate", "taxonpurchases"),
        "purchase_is_inclusive": ("purchasecostincludestax",),
        "external_id": ("externalid",),
        "type": ("type",),
        "status": ("status", "isactive"),
        "quantity": ("quantity", "quantityonhand", "qtyonhand"),
        "taxable": ("taxable",),
    },
    ("name",),
    silent=("quantityasofdate",),
)
PRICES = ("sales_price", "purchase_price")
ACCOUNTS = ("sales_account", "purchase_account")
TAX_RATES = {"sales_tax_rate": "sales_is_inclusive", "purchase_tax_rate": "purchase_is_inclusive"}
"""The columns of tax rates, each with the one that says whether the price includes the tax."""
NO_ITEMS = ("category", "bundle")
"""The types of QuickBooks Online that only hold other items."""
INACTIVE = ("archived", "inactive", "false", "no")
YES, NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item of the file: what is not empty, by the names of its fields.

    `links` are its accounts and tax rates as the file calls them, and `is_inclusive` says of tax rates whether the
    file's prices include the tax.
    """

    place: Place
    given: dict[str, Any]
    links: dict[str, str]
    is_inclusive: dict[str, bool]

    def __str__(self) -> str:
        return " ".join(["item", *(self.given[name] for name in ("code", "name") if name in self.given)])


@dataclass(slots=True)
class ItemList:
    """`skipped` are the rows that are left out, each with why."""

    sheet: Sheet
    rows: list[ItemRow]
    skipped: list[tuple[int, str]]


def read(path: Path, *, currency: str, options: "Options") -> ItemList:
    """Read a list of items, whose prices are in `currency` if nothing else is said. Raises Unreadable with all
    problems."""
    sheet = Sheet(path, COLUMNS)
    # The file is read once for each question, so that memory does not grow with its rows.
    _warn(sheet)
    amounts = Amounts.of((row[name] for row in sheet.rows() for name in PRICES), options.decimal_mark)
    found, problems = ItemList(sheet, [], []), Problems()
    for row in sheet.rows_without_total():
        try:
            if why := _left_out(row):
                found.skipped.append((row.place.line, why))
                sheet.warnings.append((row.place.line, f"Left out: {why}."))
                continue
            one = _row(sheet, row, amounts, currency)
            field, compared = ("code", alike) if "code" in one.given else ("name", key_of)
            sheet.once(row, field, one.given[field], compared(one.given[field]))
        except Refused as refused:
            problems.add(row.place, str(refused))
        else:
            found.rows.append(one)
    problems.raise_any()
    return found


def _warn(sheet: Sheet) -> None:
    """Warn of columns that an item has no field for."""
    for name, why, is_said in (
        ("purchase_description", "An item has one description.", _has_another_description),
        ("quantity", "Items have no stock.", lambda row: row["quantity"].strip("0.,") != ""),
        ("taxable", "It names no tax rate.", lambda row: row["taxable"].casefold() in YES),
    ):
        if name in sheet.headings:
            sheet.left_out(name, [row.place.line for row in sheet.rows() if is_said(row)], why)


def _has_another_description(row: Row) -> bool:
    sold, bought = one_line(row["description"]), one_line(row["purchase_description"])
    return sold != bought and "" not in (sold, bought)


def _left_out(row: Row) -> str:
    """Return why a row is not an item to import, or nothing."""
    what = f"item {one_line(row['name'] or row['code'])[:60]}"
    if letters_of(row["type"]) in NO_ITEMS:
        return f"{what} is a {row['type'].lower()}"
    return f"{what} is not active" if letters_of(row["status"]) in INACTIVE else ""


def _row(sheet: Sheet, row: Row, amounts: Amounts, currency: str) -> ItemRow:
    """Return the item of a row. Raises Refused."""
    texts = {name: one_line(row[name]) for name in ("code", "name", "unit")}
    texts["external_id"] = trimmed(row["external_id"])  # as the API keeps it: two spaces inside are not one
    if not texts["name"] and not texts["code"]:
        raise sheet.refuse("name", "Every row needs the name of the item.")
    given: dict[str, Any] = {
        name: sheet.check(name, text, Item._meta.get_field(name)) for name, text in texts.items() if text
    }
    description = "description" if row["description"] else "purchase_description"
    if text := one_line(row[description]):
        given["description"] = sheet.check(description, text, Item._meta.get_field("description"))
    stated = sheet.currency(row)
    for name in PRICES:
        if row[name]:
            given[name] = _price(sheet, row, name, amounts, stated or currency)
            given["currency"] = stated or currency
    if stated:
        given["currency"] = stated
    return ItemRow(
        place=row.place,
        given=given,
        links={name: row[name] for name in (*ACCOUNTS, *TAX_RATES) if row[name]},
        is_inclusive={name: _truth(sheet, row, said) for name, said in TAX_RATES.items() if row[said]},
    )


def _price(sheet: Sheet, row: Row, name: str, amounts: Amounts, currency: str) -> Any:
    price = sheet.cell(row, name, amounts.read)
    sheet.cell(row, name, lambda text: check_currency(text, currency))
    try:
        money.check_number(price, money.MAX_AMOUNT, "")
    except Refusal as refusal:
        raise sheet.refuse(name, str(refusal)) from refusal
    return price


def _truth(sheet: Sheet, row: Row, name: str) -> bool:
    said = row[name].casefold()
    if said not in (*YES, *NO):
        raise sheet.refuse(name, f"{row[name][:30]!r} is neither Yes nor No.")
    return said in YES


@transaction.atomic
def book(company: Company, source: ItemList, *, options: "Options", by: User, progress: Progress) -> Outcome:
    """Create the items that the company does not have, and update or skip the others (`options.existing`).

    Accounts and tax rates are those of the company. Raises Unreadable with each line that cannot be booked.
    """
    Company.objects.select_for_update(no_key=True, of=("self",)).get(pk=company.pk)  # one import at a time
    links, problems = _Links(company), Problems()
    for row in source.rows:
        try:
            row.given.update(links.found(source.sheet, row))
        except Refused as refused:
            problems.add(row.place, str(refused))
    problems.raise_any()
    given = [row.given for row in source.rows]
    outcome = book_rows(
        source.rows,
        Known(Item.objects.filter(company=company), "items", given, number="code", alike=alike),
        Operations(
            lambda given: items.new(company, **{"name": given.get("code"), **given}),
            lambda made: items.add_many(made, by=by),
            _changed,
            lambda changes: items.update_many(changes, by=by),
        ),
        existing=options.existing,
        progress=progress,
    )
    for line, why in source.skipped:
        outcome.add(line, "skipped", "items", why)
    outcome.rows.sort(key=lambda one: one.line)
    for line, message in sorted(source.sheet.warnings):
        outcome.warn(line, message)
    return outcome


def _changed(item: Item, given: Mapping[str, Any]) -> Item:
    """Return an item as a row changes it. Raises Refused if it has a price in another currency than the row."""
    currency = given.get("currency", item.currency_id)
    if currency != item.currency_id and any(getattr(item, name) is not None for name in PRICES):
        raise Refused(
            f"The prices of the item {item} are in {item.currency_id} here, and in {currency} in the file. Change its "
            "currency here first."
        )
    return items.changed(item, given)


class _Links:
    """The accounts and tax rates of a company by their codes and names."""

    def __init__(self, company: Company) -> None:
        self.accounts = {one.pk: one for one in Account.objects.filter(company=company)}
        self.by_code, self.by_name = defaultdict[str, list[Account]](list), defaultdict[str, list[Account]](list)
        for one in self.accounts.values():
            self.by_code[alike(one.code)].append(one)
            for name in {key_of(text) for text in (one.name, f"{one.code} {one.name}", self._path(one))}:
                self.by_name[name].append(one)
        self.rates, self.rates_by_code = defaultdict[str, list[TaxRate]](list), dict[str, TaxRate]()
        for rate in TaxRate.objects.filter(company=company).order_by("name"):
            self.rates[alike(rate.name)].append(rate)
            if rate.code:
                self.rates_by_code[alike(rate.code)] = rate

    def _path(self, account: Account) -> str:
        """Return the name of an account with those above it, as QuickBooks writes it: `Utilities:Electric`."""
        above = self.accounts.get(account.parent_id) if account.parent_id else None
        return f"{self._path(above)}:{account.name}" if above else account.name

    def found(self, sheet: Sheet, row: ItemRow) -> dict[str, Any]:
        """Return the ids of a row's accounts and tax rates. Raises Refused."""
        ids = {}
        for name, text in row.links.items():
            try:
                one = self._account(text) if name in ACCOUNTS else self._tax_rate(text, row.is_inclusive.get(name))
            except (Refused, Refusal) as refused:
                raise sheet.refuse(name, str(refused)) from refused
            ids[f"{name}_id"] = one.pk
        return ids

    def _account(self, text: str) -> Account:
        """Return the account with this code, else the one with this name. Raises Refused, AccountNotUsable."""
        similar = self.by_code[alike(text)] or self.by_name[key_of(text)]
        one = the_one(similar, text, "code", _takes_lines)
        if one is None:
            raise Refused(f"No account has the code or the name {text[:60]!r}.")
        return chart.usable_account(self.accounts, one.pk, field="")

    def _tax_rate(self, text: str, is_inclusive: bool | None) -> TaxRate:
        """Return the tax rate with this name, else the one with this code. Raises Refused, Invalid."""
        rate = the_one(self.rates[alike(text)], text, "name", lambda rate: rate.is_active)
        rate = rate or self.rates_by_code.get(alike(text))
        if rate is None:
            raise Refused(f"No tax rate has the name or the code {text[:60]!r}.")
        tax_rates.check_usable(rate, date=None, field="")
        if is_inclusive is not None and is_inclusive != rate.is_inclusive:
            here, there = ("include", "do not") if rate.is_inclusive else ("do not include", "do")
            raise Refused(f"With the tax rate {rate.name} prices {here} the tax, and in the file they {there}.")
        return rate


def _takes_lines(account: Account) -> bool:
    return account.is_active and not account.is_control
