"""The balance sheet: assets, liabilities and equity at the end of a day."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from accounting.ledger.dates import DAY
from accounting.ledger.models import SUBTYPES, AccountType, Company, SystemRole
from accounting.ledger.tracking import Tracking
from accounting.reports import axis, open_credit, statement, sums
from accounting.reports.columns import Column, Compare, Interval, balances
from accounting.reports.known import Known
from accounting.reports.statement import Amounts, Section
from accounting.reports.sums import ZERO, Span
from accounting.reports.table import (
    Cells,
    ChartAccount,
    Lines,
    Row,
    RowType,
    Table,
    account_ids,
    tracked,
    whole,
    with_variance,
)

ASSET, LIABILITY, EQUITY = AccountType.ASSET, AccountType.LIABILITY, AccountType.EQUITY
NON_CURRENT = ("fixed_asset", "other_non_current_asset", "long_term_liability")

SIDES: tuple[tuple[str, str, tuple[Section, ...]], ...] = (
    (
        "assets",
        "Assets",
        (
            Section(
                "current_assets", "Current assets", ASSET, tuple(s for s in SUBTYPES[ASSET] if s not in NON_CURRENT)
            ),
            Section("non_current_assets", "Non-current assets", ASSET, NON_CURRENT),
            Section("other_assets", "Other assets", ASSET, ("",)),
        ),
    ),
    (
        "liabilities",
        "Liabilities",
        (
            Section(
                "current_liabilities",
                "Current liabilities",
                LIABILITY,
                tuple(s for s in SUBTYPES[LIABILITY] if s not in NON_CURRENT),
            ),
            Section("non_current_liabilities", "Non-current liabilities", LIABILITY, NON_CURRENT),
            Section("other_liabilities", "Other liabilities", LIABILITY, ("",)),
        ),
    ),
)
"""Key, name and sections of each side. Accounts without a subtype are in the section of other accounts."""

CREDITS = {
    "current_assets": (SystemRole.ACCOUNTS_PAYABLE, "vendor_credits", "Prepayments to vendors, and their credits"),
    "current_liabilities": (SystemRole.ACCOUNTS_RECEIVABLE, "customer_credits", "Prepayments and credits of customers"),
}
"""The open credit of a control account is shown on the other side of the balance sheet: section, role, key, name."""

HOLDERS = {
    "assets": SystemRole.ACCOUNTS_PAYABLE,
    "liabilities": SystemRole.ACCOUNTS_RECEIVABLE,
    "liabilities_and_equity": SystemRole.ACCOUNTS_RECEIVABLE,
} | {section: role for section, (role, _, _) in CREDITS.items()}
"""The totals that have the open credit of a control account, by key."""

NETS = (
    ("net_assets", "Net assets", "assets", "liabilities", SIDES[0][2] + SIDES[1][2]),
    ("working_capital", "Working capital", "current_assets", "current_liabilities", (SIDES[0][2][0], SIDES[1][2][0])),
)
"""Key and name of what is owned less what is owed, the keys of these two, and the sections in them."""

OWNERS = Section("equity_accounts", "Equity accounts", EQUITY)


def report(
    company: Company,
    *,
    as_of: datetime.date,
    start_date: datetime.date | None = None,
    interval: Interval | None = None,
    compare: Compare | None = None,
    variance: bool = False,
    tracking: Tracking | None = None,
    columns_by: UUID | None = None,
    known: Known | None = None,
) -> Table:
    """Return the balance sheet at the end of `as_of` and, with `start_date` and `interval`, of each interval.

    Equity has two computed rows: the earnings of earlier fiscal years, as far as no closing entry has moved them to an
    account, and those of this one up to the day. What customers and vendors have open to their credit is not taken off
    receivables and payables, but shown as what it is (open_credit.py). Then the control account is more than its lines
    come to: it has none, nor have the credit and the totals with either. Assets equal liabilities and equity. After
    them are two computed rows, which are in no total: net assets (assets less liabilities, which is the equity) and
    working capital (current assets less current liabilities).

    With `tracking`, only lines with these options count. With a tracking category `columns_by`, there is a column for
    each of its options. Control accounts have no options, so what has some need not balance.
    Raises InvalidDate, Invalid.
    """
    columns = balances(
        as_of,
        start_date=start_date,
        interval=interval,
        compare=compare,
        fiscal_start_month=company.fiscal_year_start_month,
    )
    # Open credit has no options, as control accounts.
    is_of_some = bool(tracking and tracking.options)
    credit = None if is_of_some else open_credit.asked(company, [column.end_date for column in columns], known)
    columns, accounts, moved, open_then = axis.of(
        company,
        columns,
        partial(_spans, company),
        known=known,
        tracking=tracking,
        columns_by=columns_by,
        beside=credit,
    )
    held = _held(company, columns, accounts, moved)
    currency, width = company.base_currency_id, len(columns)
    credits = _open_credit(accounts, columns, open_then)
    amounts = _gross(held.amounts, credits, currency, width)
    rows, totals = _sides(accounts, amounts, credits, as_of, currency, width)
    owed = next((row.lines.account_ids or () for row in rows if row.key == "liabilities" and row.lines), ())
    equity_rows, of_equity, equity = _equity(company, columns, accounts, amounts, held, as_of)
    totals |= equity
    totals["liabilities_and_equity"] = statement.add(totals["liabilities"], totals["equity"], width=width)
    of_both = of_equity._replace(account_ids=(*owed, *(of_equity.account_ids or ())))
    name, key = "Total liabilities and equity", "liabilities_and_equity"
    rows += [*equity_rows, Row(RowType.TOTAL, name, 0, totals[key], key=key, lines=of_both)]
    nets = list(_nets(held.moving, totals, credits, as_of, currency))
    rows = [*(_without_credit(row, credits) for row in rows), *nets]
    totals |= {row.key: row.amounts for row in nets}
    table = Table("balance_sheet", "Balance sheet", company, tuple(columns), accounts, tuple(rows), totals)
    table = tracked(table, tracking)
    return with_variance(table) if variance else table


class Held(NamedTuple):
    """What each account of assets, liabilities and equity holds in each column, if it is not always zero, the earnings
    of earlier fiscal years and of this one, and the accounts that ever moved."""

    amounts: dict[UUID, Amounts]
    earlier: Amounts
    current: Amounts
    moving: list[ChartAccount]


def _spans(company: Company, column: Column) -> list[Span]:
    """Return the spans of a column: before its fiscal year, since then, and without closing entries."""
    year, after = company.fiscal_year_start(column.end_date), column.end_date + DAY
    return [(sums.NET, None, year), (sums.NET, year, after), (sums.NET_WITHOUT_CLOSING, year, after)]


def _held(
    company: Company,
    columns: list[Column],
    accounts: Sequence[ChartAccount],
    moved: Mapping[UUID, Sequence[Sequence[Decimal]]],
) -> Held:
    """Return what accounts hold in the columns, of what moved in their spans."""
    currency, width = company.base_currency_id, len(columns)
    amounts: dict[UUID, Amounts] = {}
    moving: list[ChartAccount] = []
    earlier, current = [ZERO] * width, [ZERO] * width
    for account in accounts:
        if account.id not in moved:
            continue
        before, since, earned = moved[account.id]
        nets = [*map(Decimal.__add__, before, since)]
        if any(before) or any(nets):
            moving.append(account)
        if account.type not in (ASSET, LIABILITY, EQUITY):
            earlier = [all - net + own for all, net, own in zip(earlier, nets, earned, strict=True)]
            current = [*map(Decimal.__sub__, current, earned)]
        elif any(nets):
            amounts[account.id] = whole(nets if account.type == ASSET else [-net for net in nets], currency)
    return Held(amounts, whole(earlier, currency), whole(current, currency), moving)


def _year_starts(company: Company, columns: Sequence[Column]) -> list[datetime.date]:
    """Return the first day of the fiscal year of each column."""
    return [company.fiscal_year_start(column.end_date) for column in columns]


def _gross(
    amounts: dict[UUID, Amounts], credits: dict[str, open_credit.Credit], currency: str, width: int
) -> dict[UUID, Amounts]:
    """Return the amounts of accounts without zeros, and those of control accounts before open credit is taken off."""
    gross = dict(amounts)
    for credit in credits.values():
        own = gross.pop(credit.account_id, (ZERO,) * width)
        if any(before := whole(map(Decimal.__add__, own, credit.amounts), currency)):
            gross[credit.account_id] = before
    return gross


def _open_credit(
    accounts: Sequence[ChartAccount], columns: Sequence[Column], open_then: Sequence[tuple[Any, ...]]
) -> dict[str, open_credit.Credit]:
    """Return the open credit in each column but those of options, of the rows of its query."""
    roles = {account.id: account.system_role for account in accounts if account.system_role}
    credits = open_credit.found(open_then, [column.end_date for column in columns], roles)
    return {
        role: credit._replace(
            amounts=tuple(
                ZERO if column.option_id else amount for column, amount in zip(columns, credit.amounts, strict=True)
            )
        )
        for role, credit in credits.items()
    }


def _nets(
    accounts: list[ChartAccount],
    totals: dict[str, Cells],
    credits: dict[str, open_credit.Credit],
    as_of: datetime.date,
    currency: str,
) -> Iterator[Row]:
    """Yield the rows of net assets and of working capital. Open credit is on both of their sides, and so in neither."""
    for key, name, owned, owed, sections in NETS:
        net = whole(((a or ZERO) - (b or ZERO) for a, b in zip(totals[owned], totals[owed], strict=True)), currency)
        kinds = {(section.type, subtype) for section in sections for subtype in section.subtypes}
        ids = tuple([one.id for one in accounts if (one.type, one.subtype) in kinds])
        lines = Lines(ids, None, as_of) if all(credit.account_id in ids for credit in credits.values()) else None
        yield Row(RowType.COMPUTED, name, 0, net, key=key, lines=lines)


def _sides(
    accounts: list[ChartAccount],
    amounts: dict[UUID, Amounts],
    credits: dict[str, open_credit.Credit],
    as_of: datetime.date,
    currency: str,
    width: int,
) -> tuple[list[Row], dict[str, Cells]]:
    rows: list[Row] = []
    totals: dict[str, Cells] = {}
    for key, name, sections in SIDES:
        place = len(rows)
        rows.append(Row(RowType.SECTION, name, 0, key=key))
        parts = []
        for section in sections:
            section_rows, total = statement.section_rows(
                section, accounts, amounts, currency=currency, width=width, depth=1, dates=(None, as_of)
            )
            section_rows, total = _with_credit(section, section_rows, total, credits, currency)
            rows += section_rows
            parts.append(total)
            totals[section.key] = whole(total, currency)
        totals[key] = whole(statement.add(*parts, width=width), currency)
        lines = Lines(account_ids(rows[place:]), None, as_of)
        rows.append(Row(RowType.TOTAL, f"Total {name.lower()}", 0, totals[key], key=key, lines=lines))
    return rows, totals


def _equity(
    company: Company,
    columns: Sequence[Column],
    accounts: Sequence[ChartAccount],
    amounts: dict[UUID, Amounts],
    held: Held,
    as_of: datetime.date,
) -> tuple[list[Row], Lines, dict[str, Cells]]:
    """Return the rows of equity, the lines of its total, and the amounts of its computed rows and of the total."""
    currency, width = company.base_currency_id, len(columns)
    own, total = statement.section_rows(
        OWNERS, accounts, amounts, currency=currency, width=width, depth=0, dates=(None, as_of)
    )
    earning = tuple(one.id for one in held.moving if one.type not in (ASSET, LIABILITY, EQUITY))
    earned = _earnings(company, columns, earning, held, as_of)
    equity = whole(statement.add(total, *(row.amounts for row in earned), width=width), currency)
    # What was ever earned and not moved to an account is equity, and closing entries only move it.
    lines = Lines((*account_ids(own), *earning), None, as_of)
    rows = [
        Row(RowType.SECTION, "Equity", 0, key="equity"),
        *own[1:-1],  # without their heading and total, which are those of the computed rows too
        *earned,
        Row(RowType.TOTAL, "Total equity", 0, equity, key="equity", lines=lines),
    ]
    return rows, lines, {row.key: row.amounts for row in earned} | {"equity": equity}


def _earnings(
    company: Company, columns: Sequence[Column], accounts: tuple[UUID, ...], held: Held, as_of: datetime.date
) -> tuple[Row, Row]:
    """Return the computed rows of equity: what accounts earned in earlier fiscal years, and in this one."""
    years = _year_starts(company, columns)
    before = Lines(accounts, None, as_of, closing_since=company.fiscal_year_start(as_of))
    since = Lines(accounts, min(years), as_of, closing=False)
    return (
        Row(
            RowType.COMPUTED,
            "Earnings of earlier fiscal years",
            1,
            held.earlier,
            key="earlier_earnings",
            lines=before,
            of_columns=tuple(before._replace(closing_since=year) for year in years),
        ),
        Row(
            RowType.COMPUTED,
            "Earnings of this fiscal year",
            1,
            held.current,
            key="current_earnings",
            lines=since,
            of_columns=tuple(since._replace(since=year) for year in years),
        ),
    )


def _without_credit(row: Row, credits: dict[str, open_credit.Credit]) -> Row:
    """Return a row without lines in the columns where open credit makes it more than these come to."""
    if row.lines is None:
        return row
    ids, role = row.lines.account_ids or (), HOLDERS.get(row.key)
    own = [credit.amounts for name, credit in credits.items() if credit.account_id in ids or name == role]
    if not own:
        return row
    kept = tuple(None if any(amounts) else row.lines for amounts in zip(*own, strict=True))
    return row._replace(lines=None, of_columns=kept)


def _with_credit(
    section: Section, rows: list[Row], total: Amounts, credits: dict[str, open_credit.Credit], currency: str
) -> tuple[list[Row], Amounts]:
    """Return the rows and the total of a section with the open credit that belongs into it."""
    role, key, name = CREDITS.get(section.key, ("", "", ""))
    credit = credits.get(role)
    if credit is None:
        return rows, total
    shown = Row(RowType.COMPUTED, name, 2, whole(credit.amounts, currency), key=key)
    total = statement.add(total, shown.amounts, width=len(total))
    if not rows:
        rows = [Row(RowType.SECTION, section.name, 1, key=section.key)]
        rows.append(Row(RowType.TOTAL, f"Total {section.name.lower()}", 1, total, key=section.key))
    return [*rows[:-1], shown, rows[-1]._replace(amounts=total)], total
