"""Compute the amounts of a document's lines from the input, and the document's totals."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import Any, TypedDict
from uuid import UUID

from uuid_utils.compat import uuid7

from accounting import errors
from accounting.documents.models import Document, DocumentLine, TaxedLine
from accounting.documents.trade import PURCHASES, Trade
from accounting.items import items
from accounting.items.models import Item
from accounting.ledger import chart, money, tracking
from accounting.ledger.models import Account, Company
from accounting.taxes import arithmetic, tax_rates
from accounting.taxes.arithmetic import Amounts, Taxation
from accounting.taxes.models import TaxRate

MAX_LINES = 500
MAX_TAX_RATES = 50
MAX_QUANTITY = Decimal(10) ** 12
NEEDED = {"account_id": "an account", "unit_price": "a price"}
"""What each line needs, of its own or from its item."""


class LineInput(TypedDict, total=False):
    """A line as input. `unit_price` is in the document's currency, net or gross depending on its tax rate.

    From its item a line takes account, price, unit, tax rate and description unless it has its own. Without one,
    `account_id` and `unit_price` are required.
    """

    item_id: UUID | None
    account_id: UUID
    unit_price: Decimal
    description: str
    quantity: Decimal
    unit: str
    discount_percent: Decimal
    tax_rate_id: UUID | None
    tax_amount: Decimal
    """For a bill: the tax that the vendor printed."""
    tracking: Sequence[UUID]
    """Options, at most one of each tracking category."""


def inputs_of(lines: Iterable[DocumentLine]) -> list[LineInput]:
    """Return the input of stored lines, without their taxes."""
    return [
        {
            "item_id": line.item_id,
            "account_id": line.account_id,
            "unit_price": line.unit_price,
            "description": line.description,
            "quantity": line.quantity,
            "unit": line.unit,
            "discount_percent": line.discount_percent,
            "tax_rate_id": line.tax_rate_id,
            "tracking": line.tracking or (),
        }
        for line in lines
    ]


def set_lines(
    document: Document, inputs: Sequence[LineInput], *, tax_total: Decimal | None = None
) -> list[DocumentLine]:
    """Return new lines, unsaved, with net and tax amounts, and set the document's totals to their sums.

    If the lines or `tax_total` have printed taxes, these are used (`arithmetic.as_printed`). Raises Invalid,
    TooManyLines, InvalidAmount, NotFoundHere, AccountNotUsable, with the line.
    """
    lines = new_lines(document, inputs)
    amounts = compute(document, lines, inputs, tax_total=tax_total)
    for line, one in zip(lines, amounts, strict=True):
        line.amount = one.net
        line.set_taxes(one)
    set_totals(document, lines)
    return lines


def new_lines(document: Document, inputs: Sequence[LineInput]) -> list[DocumentLine]:
    """Return new lines, unsaved, without amounts. Raises the errors of `set_lines`."""
    if not inputs:
        raise errors.Invalid("A document must have at least one line.", field="lines")
    check_count(inputs)
    inputs = with_items(document.company, inputs, trade=document.TRADE, currency=document.currency_id)
    accounts = chart.accounts_by_id(document.company, [line["account_id"] for line in inputs])
    rate_ids = {rate_id for line in inputs if (rate_id := line.get("tax_rate_id")) is not None}
    if len(rate_ids) > MAX_TAX_RATES:
        raise errors.TooManyLines(f"A document can have at most {MAX_TAX_RATES} tax rates.", field="lines")
    rates = rates_by_id(document.company, rate_ids)
    options = tracking.usable(document.company, [line.get("tracking") for line in inputs])
    lines = [_line(document, position, line, accounts, rates) for position, line in enumerate(inputs)]
    for made, chosen in zip(lines, options, strict=True):
        made.tracking = chosen
    return lines


def with_items(company: Company, inputs: Sequence[LineInput], *, trade: Trade, currency: str) -> list[LineInput]:
    """Return lines with what they take from their items.

    Raises NotFoundHere, Invalid, CurrencyDiffers, with the line: also for what neither it nor its item has.
    """
    ids = {item_id for line in inputs if (item_id := line.get("item_id")) is not None}
    found = items.by_id(company, ids) if ids else {}
    side, sides = ("purchase", "purchases") if trade is PURCHASES else ("sales", "sales")
    complete = []
    for position, line in enumerate(inputs):
        path, item = f"lines[{position}]", None
        if (item_id := line.get("item_id")) is not None:
            item = items.check_usable(found.get(item_id), field=f"{path}.item_id")
            line = _of_item(item, line, side, currency, path)
        for name, noun in NEEDED.items():
            if line.get(name) is None:
                other = f": the item {item.name} has none for {sides}." if item else ", or an item that has one."
                raise errors.Invalid(f"Give {noun}{other}", field=f"{path}.{name}")
        complete.append(line)
    return complete


def _of_item(item: Item, line: LineInput, side: str, currency: str, path: str) -> LineInput:
    """Return a line with what it takes from its item for a side, `sales` or `purchase`. Raises CurrencyDiffers."""
    price = getattr(item, f"{side}_price")
    if price is not None and item.currency_id != currency and "unit_price" not in line:
        raise errors.CurrencyDiffers(
            f"The price of the item {item.name} is in {item.currency_id}. Give a price in {currency}.",
            field=f"{path}.unit_price",
        )
    if price is not None:
        price = money.plain_price(price, item.currency_id)
    return {
        "description": item.description or item.name,
        "unit": item.unit,
        "unit_price": price,
        "account_id": getattr(item, f"{side}_account_id"),
        "tax_rate_id": getattr(item, f"{side}_tax_rate_id"),
        **line,
    }


def check_count(lines: Sequence[Any]) -> None:
    """Raise TooManyLines if a document cannot have so many lines."""
    if len(lines) > MAX_LINES:
        raise errors.TooManyLines(f"A document can have at most {MAX_LINES} lines.", field="lines")


def compute(
    document: Document, lines: Sequence[DocumentLine], inputs: Sequence[LineInput], *, tax_total: Decimal | None = None
) -> list[Amounts]:
    """Return net and tax of each line, with the printed taxes of `inputs` and `tax_total` if there are any."""
    rates = taxations(lines, is_purchase=document.TRADE is PURCHASES)
    amounts = arithmetic.compute(lines, currency=document.currency_id, rounding=document.tax_rounding, rates=rates)
    printed = [line.get("tax_amount") for line in inputs]
    if tax_total is None and printed.count(None) == len(printed):
        return amounts
    return arithmetic.as_printed(
        lines, amounts, taxes=printed, total=tax_total, currency=document.currency_id, rates=rates
    )


def rates_by_id(company: Company, ids: Collection[UUID]) -> dict[UUID, TaxRate]:
    """Return tax rates with their components."""
    if not ids:
        return {}
    rows = (
        TaxRate.objects.filter(company=company, id__in=ids)
        .select_related("purchase_account")
        .prefetch_related("components")
    )
    return {rate.id: rate for rate in rows}


def taxations(lines: Iterable[DocumentLine | TaxedLine], *, is_purchase: bool) -> dict[UUID, Taxation]:
    """Return how the rates of lines tax them. The lines must have their tax rates loaded."""
    rates = {line.tax_rate_id: line.tax_rate for line in lines if line.tax_rate is not None}
    return {rate_id: rate.taxation(is_purchase=is_purchase) for rate_id, rate in rates.items() if rate_id is not None}


def usable_rate(
    rates: dict[UUID, TaxRate], rate_id: UUID | None, *, date: datetime.date | None, field: str
) -> TaxRate | None:
    """Return the tax rate of a new line, if it is active and valid on `date`. Raises NotFoundHere, Invalid."""
    if rate_id is None:
        return None
    rate = rates.get(rate_id)
    tax_rates.check_usable(rate, date=date, field=field)
    return rate


def check_rates(document: Document) -> None:
    """Raise Invalid if a tax rate of the saved lines is not valid on the document's date."""
    day = taxed_on(document)
    for line in document.lines.filter(tax_rate__isnull=False).select_related("tax_rate").order_by("position"):
        if not any(getattr(line, link) for link in line.LINKS):
            tax_rates.check_date(line.tax_rate, day, field="issue_date")


def taxed_on(document: Document) -> datetime.date:
    """Return the day on which tax rates must be valid: that of the document, or of the one that it credits."""
    original: Document | None = getattr(document, "original", None)
    return document.issue_date if original is None else original.issue_date


def set_totals(document: Document, lines: Sequence[DocumentLine]) -> None:
    """Set the document's totals to the sums of its lines. Raises InvalidAmount if they are negative or too large."""
    document.subtotal = sum((line.amount for line in lines), Decimal(0))
    document.tax_total = sum((line.tax_amount for line in lines), Decimal(0))
    document.amount = document.subtotal + document.tax_total
    if document.amount < 0:
        total = money.text(document.amount, document.currency_id)
        raise errors.InvalidAmount(f"The total is negative: {total}. {document.OTHERWISE} instead.", field="lines")
    if max(abs(document.subtotal), abs(document.tax_total), document.amount) > money.MAX_AMOUNT:
        raise errors.InvalidAmount("The total is too large.", field="lines")


def _line(
    document: Document,
    position: int,
    line: LineInput,
    accounts: dict[UUID, Account],
    rates: dict[UUID, TaxRate],
) -> DocumentLine:
    path = f"lines[{position}]"
    quantity, discount = line.get("quantity", Decimal(1)), line.get("discount_percent", Decimal(0))
    money.check_number(quantity, MAX_QUANTITY, f"{path}.quantity")
    money.check_number(line["unit_price"], money.MAX_AMOUNT, f"{path}.unit_price")
    money.check_number(discount, Decimal(100), f"{path}.discount_percent")
    if discount < 0:
        raise errors.Invalid("A discount must be from 0 to 100 percent.", field=f"{path}.discount_percent")
    rate = usable_rate(rates, line.get("tax_rate_id"), date=taxed_on(document), field=f"{path}.tax_rate_id")
    return document.line_model()(
        id=uuid7(),
        company=document.company,
        position=position,
        item_id=line.get("item_id"),
        description=line.get("description", "").strip(),
        quantity=quantity,
        unit=line.get("unit", "").strip(),
        unit_price=line["unit_price"],
        discount_percent=discount,
        account=chart.usable_account(accounts, line["account_id"], field=f"{path}.account_id"),
        tax_rate=rate,
        tax_percent=rate.percent if rate else Decimal(0),
        tax_inclusive=rate.is_inclusive if rate else False,
    )


def check_total(document: Document, expected: Decimal | None) -> None:
    """Raise TotalDiffers, with both figures, if the client expected another total."""
    if expected is not None and expected != document.amount:
        currency = document.currency_id
        raise errors.TotalDiffers(
            f"The total is {money.text(document.amount, currency)}, not {money.text(expected, currency)} as expected.",
            field="expected_total",
        )
