"""Unrealised currency differences: what is open in other currencies at the end of a day, at its closing rates.

It posts nothing. The differences are those that a revaluation of the day would post; bank accounts that were revalued
on that day are at its rates already. Open items are read as by the aged reports, so they can be as of a moment.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from accounting.currencies import rates as exchange_rates
from accounting.ledger import money
from accounting.ledger.dates import DAY
from accounting.ledger.models import CONTROL_ROLES, Account, Company
from accounting.reports import known as knowledge
from accounting.reports import open_at, sums
from accounting.reports.columns import check_range
from accounting.reports.known import Known
from accounting.reports.listing import Listing, ListingRow
from accounting.reports.sheet import CellType, Heading, exactly
from accounting.reports.sums import ZERO
from accounting.reports.table import Lines

SIDES = {"debit": 1, "credit": -1}
HEADINGS = (
    Heading("type", "Type", on_paper=False),
    Heading("code", "Account"),
    Heading("name", "Account name"),
    Heading("contact_name", "Contact"),
    Heading("kind", "Document", on_paper=False),
    Heading("number", "Number"),
    Heading("date", "Date", CellType.DATE),
    Heading("currency", "Currency", CellType.CURRENCY),
    Heading("amount", "Open", CellType.AMOUNT),
    Heading("base_amount", "As posted", CellType.AMOUNT),
    Heading("rate", "Rate", CellType.NUMBER),
    Heading("revalued_amount", "At the rate", CellType.AMOUNT),
    Heading("difference", "Difference", CellType.AMOUNT),
)
CELLS = (*(heading.key for heading in HEADINGS), "account_id", "contact_id", "id", "lines")


class Open(NamedTuple):
    """What is open in a currency, debits positive: a document, or (without `item`) the balance of an account."""

    account: Account
    currency: str
    amount: Decimal
    base_amount: Decimal
    item: open_at.OpenItem | None = None


def report(company: Company, *, as_of: datetime.date, items: bool = False, known: Known | None = None) -> Listing:
    """Return the differences at the end of `as_of`: a row per account and currency, with `items` one per document too.

    Debits are positive, and so are gains. A currency without a rate of the last 30 days has no difference, and then
    there is no total. Raises InvalidDate, Invalid.
    """
    check_range(as_of, as_of, end_field="as_of")
    pinned = known or knowledge.now(company)
    rates = exchange_rates.rates_on(company, as_of, known_at=pinned.moment)
    found = sorted(_open(company, as_of, pinned), key=lambda one: (one.account.code, one.currency))
    if items:
        open_at.check_listed(sum(one.item is not None for one in found))
    rows = list(_rows(company, found, rates, as_of, items=items))
    more = {"known_at": pinned.moment}
    title = "Unrealised currency differences"
    return Listing("unrealised_differences", title, company, None, as_of, HEADINGS, rows, more)


def _open(company: Company, as_of: datetime.date, known: Known) -> Iterator[Open]:
    chart = Account.objects.filter(company=company).in_bulk()
    base = company.base_currency_id
    for item in open_at.items(company, CONTROL_ROLES, as_of, without_currency=base, known=known):
        sign = SIDES[item.side]
        yield Open(chart[item.account_id], item.currency, sign * item.amount, sign * item.base_amount, item)
    moved: sums.Sums = {}
    kept = {account.pk: account.currency_id for account in chart.values() if account.currency_id not in (None, base)}
    if kept:
        measures = (sums.CURRENCY_AMOUNTS, sums.NET)
        moved = sums.between(company, [as_of + DAY], *measures, from_the_beginning=True, known=known)
    for account_id in kept.keys() & moved.keys():
        [(amount, base_amount)] = moved[account_id]
        if amount or base_amount:
            yield Open(chart[account_id], kept[account_id], amount, base_amount)


def _rows(
    company: Company, found: Sequence[Open], rates: Mapping[str, Decimal], as_of: datetime.date, *, items: bool
) -> Iterator[ListingRow]:
    base = company.base_currency_id

    def revalued(one: Open) -> Decimal | None:
        if not one.amount:
            return ZERO
        rate = rates.get(one.currency)
        if rate is None:
            return None
        return money.EXACT.multiply(one.amount, rate).quantize(money.unit(base), ROUND_HALF_UP, context=money.EXACT)

    def row(type: str, of: Sequence[Open], **cells: Any) -> ListingRow:
        values = [revalued(one) for one in of]
        then = sum((one.base_amount for one in of), ZERO)
        now = None if None in values else sum(filter(None, values), ZERO)
        return dict.fromkeys(CELLS) | {
            "type": type,
            "base_amount": exactly(then, base),
            "revalued_amount": None if now is None else exactly(now, base),
            "difference": None if now is None else exactly(now - then, base),
        } | cells  # fmt: skip

    for (account_id, currency), group in groupby(found, lambda one: (one.account.pk, one.currency)):
        own = list(group)
        account, rate = own[0].account, rates.get(currency)
        shared = {"account_id": account_id, "code": account.code, "name": account.name, "currency": currency}
        shared["rate"] = None if rate is None else rate.normalize() + 0
        for one in own if items else ():
            if one.item is not None:
                yield row("item", [one], **shared, **_item(one.item), amount=exactly(one.amount, currency))
        open_amount = exactly(sum((one.amount for one in own), ZERO), currency)
        of_items = own[0].item is not None  # on the account there are lines in other currencies
        lines = Lines((account_id,), None, as_of, currency=currency if of_items else "")
        yield row("account", own, **shared, amount=open_amount, lines=lines)
    yield row("total", found)


def _item(item: open_at.OpenItem) -> dict[str, UUID | str | datetime.date]:
    return {
        "contact_id": item.contact_id,
        "contact_name": item.contact_name,
        "id": item.id,
        "kind": item.kind,
        "number": item.number,
        "date": item.date,
    }
