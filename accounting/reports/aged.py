"""Aged receivables and payables: what contacts owe, or are owed, at the end of a day, by how long it has been due."""

import datetime
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import Any
from uuid import UUID

from accounting.errors import Invalid
from accounting.ledger.models import Company, Contact, SystemRole
from accounting.reports import open_at
from accounting.reports.columns import check_range
from accounting.reports.known import Known
from accounting.reports.listing import Listing, ListingRow
from accounting.reports.open_at import OpenItem
from accounting.reports.sheet import CellType, Heading
from accounting.reports.sums import ZERO
from accounting.reports.table import whole

MAX_BUCKETS, MAX_DAYS = 12, 3650
DEFAULT_BUCKETS = (30, 60, 90)
SUMS = ("Total owed", "Credits", "Balance")


class By(StrEnum):
    DUE_DATE = "due_date"
    ISSUE_DATE = "issue_date"


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents behind a row: those that this report lists with `items`, of one contact and currency or of all."""

    as_of: datetime.date
    by: By
    buckets: tuple[int, ...]
    known_at: datetime.datetime | None
    contact_id: UUID | None = None
    currency: str = ""


def check_buckets(buckets: Sequence[int]) -> None:
    """Raise Invalid unless there are 1 to MAX_BUCKETS buckets, whose last days ascend up to MAX_DAYS."""
    ascending = all(a < b for a, b in zip((0, *buckets), buckets, strict=False))
    if not 0 < len(buckets) <= MAX_BUCKETS or not ascending or buckets[-1] > MAX_DAYS:
        message = f"Give 1 to {MAX_BUCKETS} numbers of days that ascend, from 1 to {MAX_DAYS:,}, such as 30,60,90."
        raise Invalid(message, field="buckets")


def labels(buckets: Sequence[int], by: By) -> list[str]:
    """Return the names of the columns: what is not due yet, each bucket, what is older, and the sums of `age`."""
    starts = [1 if by is By.DUE_DATE else 0, *(last + 1 for last in buckets)]
    spans = [f"{first}-{last} days" for first, last in zip(starts, buckets, strict=False)]
    return [*(["Not due"] if by is By.DUE_DATE else []), *spans, f"Over {buckets[-1]} days", *SUMS]


def place(item: OpenItem, as_of: datetime.date, buckets: Sequence[int], by: By) -> int:
    """Return the column of an item."""
    if by is By.DUE_DATE:
        days = (as_of - item.due_date).days
        return 0 if days <= 0 else 1 + bisect_left(buckets, days)
    return bisect_left(buckets, max(0, (as_of - item.issue_date).days))


def age(items: Iterable[OpenItem], as_of: datetime.date, buckets: Sequence[int], by: By, side: str, count: int) -> Any:
    """Return what of items is open in each of the `count` columns (`labels`): by age, what is owed in all, what is
    credit (negative) and the balance; in the base currency, and in the currency of the items."""
    width = count - len(SUMS)
    base, amounts = [ZERO] * count, [ZERO] * count
    for item in items:
        if item.side == side:
            column = place(item, as_of, buckets, by)
            base[column] += item.base_amount
            amounts[column] += item.amount
        else:
            base[width + 1] -= item.base_amount
            amounts[width + 1] -= item.amount
    for row in (base, amounts):
        row[width] = sum(row[:width], ZERO)
        row[width + 2] = row[width] + row[width + 1]
    return base, amounts


def receivables(company: Company, **given: Any) -> Listing:
    """Return what customers owe: see `report`."""
    return report(company, SystemRole.ACCOUNTS_RECEIVABLE, **given)


def payables(company: Company, **given: Any) -> Listing:
    """Return what is owed to vendors: see `report`."""
    return report(company, SystemRole.ACCOUNTS_PAYABLE, **given)


def report(
    company: Company,
    role: SystemRole,
    *,
    as_of: datetime.date,
    by: By = By.DUE_DATE,
    buckets: Sequence[int] = DEFAULT_BUCKETS,
    contact_id: UUID | None = None,
    currency: str = "",
    items: bool = False,
    known: Known | None = None,
) -> Listing:
    """Return what was open at the end of `as_of`, of one contact or currency or of all: a row per contact and currency,
    with `items` one per document too.

    What is not allocated yet of payments and credits is not taken off what is owed, but shown as what it is: in the
    column of credits, as a negative amount. The total is the balance of the control account. Raises InvalidDate,
    Invalid.
    """
    check_range(as_of, as_of, end_field="as_of")
    check_buckets(buckets)
    if contact_id and not Contact.objects.filter(company=company, pk=contact_id).exists():
        raise Invalid("There is no such contact in this company.", field="contact_id")
    name, side = ("receivables", "debit") if role == SystemRole.ACCOUNTS_RECEIVABLE else ("payables", "credit")
    given: dict[str, Any] = {"contact_id": contact_id, "currency": currency, "known": known}
    if items:
        found = open_at.items(company, [role], as_of, **given)
        open_at.check_listed(len(found))
    else:
        edges = [as_of - datetime.timedelta(days=last) for last in (*reversed(buckets), 0)]
        found = open_at.sums(company, [role], as_of, edges, by_due_date=by is By.DUE_DATE, **given)
    columns = labels(buckets, by)
    base_currency = company.base_currency_id
    documents = Documents(as_of, by, tuple(buckets), known.moment if known else None, contact_id, currency)

    def row(type: str, of: Sequence[OpenItem], currency: str | None, **cells: Any) -> ListingRow:
        base, amounts = age(of, as_of, buckets, by, side, len(columns))
        return dict.fromkeys(CELLS) | {
            "type": type,
            "currency": currency,
            "amounts": list(whole(base, base_currency)),
            "currency_amounts": None if currency is None else list(whole(amounts, currency)),
        } | cells  # fmt: skip

    def rows() -> Iterator[ListingRow]:
        for (contact, contact_name, currency), group in groupby(
            found, lambda item: (item.contact_id, item.contact_name, item.currency)
        ):
            own = list(group)
            who = {"contact_id": contact, "contact_name": contact_name}
            if items:
                for item in own:
                    days = (as_of - (item.due_date if by is By.DUE_DATE else item.issue_date)).days
                    yield row("item", [item], currency, **who, **_item(item), days=days)
            yield row("contact", own, currency, **who, lines=replace(documents, contact_id=contact, currency=currency))
        yield row("total", found, None, lines=documents)

    more = {"columns": columns, "by": by.value, "known_at": known.moment if known else None}
    return Listing(f"aged_{name}", f"Aged {name}", company, None, as_of, _headings(columns), list(rows()), more)


def _headings(columns: Sequence[str]) -> tuple[Heading, ...]:
    return (
        Heading("type", "Type", on_paper=False),
        Heading("contact_name", "Contact"),
        Heading("kind", "Document"),
        Heading("number", "Number"),
        Heading("issue_date", "Date", CellType.DATE),
        Heading("due_date", "Due", CellType.DATE),
        Heading("days", "Days", CellType.NUMBER),
        *(Heading(f"amounts.{i}", label, CellType.AMOUNT) for i, label in enumerate(columns)),
        Heading("currency", "Currency", CellType.CURRENCY),
        *(
            Heading(f"currency_amounts.{i}", f"{label}, in currency", CellType.AMOUNT, False)
            for i, label in enumerate(columns)
        ),
    )


CELLS = (
    "type",
    "contact_id",
    "contact_name",
    "id",
    "kind",
    "number",
    "issue_date",
    "due_date",
    "days",
    "currency",
    "amounts",
    "currency_amounts",
    "lines",
)


def _item(item: OpenItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "kind": item.kind,
        "number": item.number,
        "issue_date": item.issue_date,
        "due_date": item.due_date,
    }
