"""Common code of the profit and loss and the balance sheet: accounts in sections, sub-accounts under their parents."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from uuid import UUID

from accounting.ledger.models import NO_SUBTYPE, Company
from accounting.reports.sums import ZERO
from accounting.reports.table import Cells, ChartAccount, Lines, Row, RowType, Table, account_ids, whole
from foundation.statements import fetch

Amounts = tuple[Decimal, ...]

# As SQL, because Django takes longer to compile the query than PostgreSQL to answer it.
CHART = """
SELECT id, code, name, type, subtype, parent_id, system_role FROM accounting_account WHERE company_id = %s ORDER BY code
"""


@dataclass(frozen=True)
class Section:
    """The accounts of one type and some subtypes, or all subtypes if none is named."""

    key: str
    name: str
    type: str
    subtypes: tuple[str, ...] = ()

    def members(self, accounts: Iterable[ChartAccount]) -> list[ChartAccount]:
        """Return the accounts that it holds."""
        type, subtypes = self.type, self.subtypes
        return [one for one in accounts if one.type == type and (not subtypes or one.subtype in subtypes)]


def chart(company: Company) -> list[ChartAccount]:
    """Return the company's accounts by code, also archived ones."""
    return [ChartAccount(*row) for row in fetch(CHART, [company.pk])]


def kinds_of(ids: Iterable[UUID], table: Table) -> dict[str, str]:
    """Return the types and subtypes of accounts, as an address names them. Empty if another account with a row of its
    own in the table is of these too. One without a row has nothing that counts."""
    own = set(ids)
    of = [one for one in table.accounts if one.id in own]
    types, subtypes = {one.type for one in of}, {one.subtype for one in of}
    alike = (row.account_id for row in table.rows if row.account_type in types and row.subtype in subtypes)
    if not own.issuperset(alike):
        return {}
    names = sorted(subtype or NO_SUBTYPE for subtype in subtypes)
    return {"account_type": ",".join(sorted(types)), "account_subtype": ",".join(names)}


def run(row: Iterable[Sequence[Decimal]], measure: int = 0) -> list[Decimal]:
    """Return the sums of the first 0, 1, 2, … segments of an account."""
    return list(accumulate([amounts[measure] for amounts in row], initial=ZERO))


def add(*amounts: Cells, width: int) -> Amounts:
    """Add amounts column by column, but not percentages. Without amounts return zeros."""
    return tuple(map(sum, zip(*amounts, strict=True))) if amounts else (ZERO,) * width  # type: ignore[arg-type]


def section_rows(
    section: Section,
    accounts: Iterable[ChartAccount],
    amounts: Mapping[UUID, Amounts],
    *,
    currency: str,
    width: int,
    depth: int,
    dates: tuple[datetime.date | None, datetime.date],
    closing: bool = True,
) -> tuple[list[Row], Amounts]:
    """Return the rows of a section and its total.

    An account without an amount is left out unless one of its sub-accounts has one. A parent is followed by its
    sub-accounts and a subtotal. A section without rows has no heading. `dates` are the days of the lines of each
    amount. Without `closing`, lines of closing entries are not included.
    """
    members = section.members(accounts)
    parents = {account.id for account in members} if any(account.parent_id for account in members) else set()
    children: dict[UUID | None, list[ChartAccount]] = {None: []}
    for account in members:
        children.setdefault(account.parent_id if account.parent_id in parents else None, []).append(account)
    rows: list[Row] = []

    def walk(account: ChartAccount, level: int) -> Amounts | None:
        """Append the rows of an account and its sub-accounts. Return their sum, or None if there are no rows."""
        place = len(rows)
        own_children = children.get(account.id, ()) if parents else ()
        below = [total for child in own_children if (total := walk(child, level + 1)) is not None]
        own = amounts.get(account.id)
        if own is None and not below:
            return None
        shown = own if own is not None else whole((ZERO,) * width, currency)
        row = Row(
            RowType.ACCOUNT,
            account.name,
            level,
            shown,
            account_id=account.id,
            code=account.code,
            account_type=account.type,
            subtype=account.subtype,
            lines=Lines((account.id,), *dates, closing),
        )
        rows.insert(place, row)
        if not below:
            return shown
        total = add(shown, *below, width=width)
        name = f"Total {account.name}"
        lines = Lines(account_ids(rows[place:]), *dates, closing)
        rows.append(row._replace(type=RowType.SUBTOTAL, name=name, amounts=total, lines=lines))
        return total

    totals = [total for account in children[None] if (total := walk(account, depth + 1)) is not None]
    total = add(*totals, width=width)
    if rows:
        lines = Lines(account_ids(rows), *dates, closing)
        rows.insert(0, Row(RowType.SECTION, section.name, depth, key=section.key))
        rows.append(Row(RowType.TOTAL, f"Total {section.name.lower()}", depth, total, key=section.key, lines=lines))
    return rows, total
