"""The general ledger: the lines of each account with its opening balance, a running balance and its closing balance."""

import datetime
import functools
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from accounting.errors import Invalid
from accounting.ledger.dates import DAY
from accounting.ledger.models import AccountType, Company, Contact
from accounting.ledger.tracking import Tracking
from accounting.reports import journal_report, statement, sums
from accounting.reports import known as knowledge
from accounting.reports.columns import check_range
from accounting.reports.known import Known
from accounting.reports.listing import Listing, ListingRow
from accounting.reports.sheet import CellType, Heading, exactly
from accounting.reports.sums import ZERO
from accounting.reports.table import ChartAccount, Lines

PROFIT_AND_LOSS = (AccountType.REVENUE, AccountType.EXPENSE)
BATCH = 1000
"""How many lines one query reads for a file."""
MOST_ACCOUNTS = 32
"""Of how many accounts one query reads lines."""
MEASURES = (sums.DEBITS, sums.CREDITS, sums.CLOSING_DEBITS, sums.CLOSING_CREDITS)
HEADINGS = (
    Heading("type", "Type", on_paper=False),
    Heading("code", "Code"),
    Heading("name", "Account"),
    Heading("date", "Date", CellType.DATE),
    Heading("entry_number", "Entry", CellType.NUMBER),
    Heading("reference", "Reference"),
    Heading("description", "Description"),
    Heading("contact_name", "Contact"),
    Heading("source_type", "Source", on_paper=False),
    Heading("debit", "Debit", CellType.AMOUNT),
    Heading("credit", "Credit", CellType.AMOUNT),
    Heading("balance", "Balance", CellType.AMOUNT),
    Heading("currency", "Currency", CellType.CURRENCY),
    Heading("currency_amount", "Amount in currency", CellType.AMOUNT),
)

# The lines of each account by their index, which has them day by day, for each currency of the account: that column is
# before the date. Those of a contact by theirs, which has them day by day for each account. LATERAL and OFFSET 0 keep
# PostgreSQL from other ways: of new books without statistics it expects one line, and would read all of them for each
# row.
FOUND = """
{accounts}{held}
CROSS JOIN LATERAL (
    SELECT * FROM accounting_journalline
    WHERE account_id = a.id AND {of} AND {wanted}
    ORDER BY date, entry_number, position LIMIT %(limit)s
) AS l
"""
HELD = """
CROSS JOIN LATERAL (
    WITH RECURSIVE held (currency) AS (
        (SELECT currency FROM accounting_journalline WHERE account_id = a.id ORDER BY currency LIMIT 1)
        UNION ALL
        SELECT later.currency FROM held CROSS JOIN LATERAL (
            SELECT currency FROM accounting_journalline WHERE account_id = a.id AND currency > held.currency
            ORDER BY currency LIMIT 1
        ) AS later
    )
    SELECT currency FROM held
) AS held
"""
ACCOUNTS = """
unnest(%(ids)s::uuid[], %(dates)s::date[], %(numbers)s::bigint[], %(positions)s::int[], %(without)s::boolean[])
    WITH ORDINALITY AS a (id, since, number, place, without_closing, i)
"""
WANTED = f"""
(date, entry_number, position) > (a.since, a.number, a.place) AND date <= %(end)s AND entry_number <= %(known)s
    AND (NOT a.without_closing OR entry_number <> ALL ({sums.CLOSING_NUMBERS}))"""
LINES = """
SELECT l.i, l.id, e.id, l.entry_number, l.date, l.position, coalesce(nullif(l.description, ''), e.memo), e.reference,
    e.source_type, e.source_id, l.contact_id,
    coalesce((SELECT c.name FROM accounting_contact c WHERE c.company_id = l.company_id AND c.id = l.contact_id), ''),
    l.debit, l.credit, l.currency, l.currency_amount, coalesce(l.tracking, '{{}}')
FROM (SELECT a.i, l.* FROM {found} ORDER BY a.i, l.date, l.entry_number, l.position LIMIT %(limit)s) AS l
CROSS JOIN LATERAL (
    SELECT * FROM accounting_journalentry WHERE company_id = l.company_id AND id = l.entry_id OFFSET 0
) AS e
ORDER BY l.i, l.date, l.entry_number, l.position
"""
COUNT = "SELECT count(*) FROM (SELECT FROM {found} LIMIT %(limit)s) AS lines"


class Position(NamedTuple):
    """Where a page of a ledger ended: an account, what of it was last, and the running balance there."""

    account_id: UUID
    type: str
    date: datetime.date
    number: int = 0
    position: int = -1
    balance: Decimal = ZERO

    @classmethod
    def read(cls, account_id: str, type: str, date: str, number: str, position: str, balance: str) -> "Position":
        day = datetime.date.fromisoformat(date)
        return cls(UUID(account_id), type, day, int(number), int(position), Decimal(balance))


class _Account(NamedTuple):
    account: ChartAccount
    opening: Decimal
    debits: Decimal
    credits: Decimal
    closing: Decimal


class _Ledger(NamedTuple):
    company: Company
    start_date: datetime.date
    end_date: datetime.date
    contact_id: UUID | None
    tracking: Tracking | None
    closing: bool
    known: Known


def report(
    company: Company,
    *,
    start_date: datetime.date,
    end_date: datetime.date,
    account_id: Collection[UUID] = (),
    contact_id: UUID | None = None,
    tracking: Tracking | None = None,
    closing: bool = True,
    known: Known | None = None,
    after: Position | None = None,
    limit: int | None = None,
) -> Listing:
    """Return the ledger from `start_date` to `end_date`, both included: of some accounts, or of all; of one contact;
    of the lines with some options of tracking categories.

    Balances are debits less credits in the base currency. Those of revenue and expenses begin at zero in each fiscal
    year, and closing entries are left out there: so the closing balance of each account is that of the trial balance.
    Without `closing` they are left out everywhere. `listing.totals` is what all accounts come to together. With
    `limit`, return as many rows after a position; `listing.after` is where they end. Raises InvalidDate, Invalid.
    """
    check_range(start_date, end_date)
    known = known or knowledge.now(company)
    chart, wanted = statement.chart(company), set(account_id)
    if missing := wanted - {account.id for account in chart}:
        raise Invalid(f"There is no such account in this company: {min(missing, key=str)}.", field="account_id")
    contact = Contact.objects.filter(company=company, pk=contact_id).first() if contact_id else None
    if contact_id and contact is None:
        raise Invalid("There is no such contact in this company.", field="contact_id")
    if wanted:
        chart = [account for account in chart if account.id in wanted]
    ledger = _Ledger(company, start_date, end_date, contact_id, tracking, closing, known)
    accounts = every = _with_sums(ledger, chart)
    if after is not None:
        place = next((i for i, one in enumerate(accounts) if one.account.id == after.account_id), None)
        if place is None:
            raise Invalid("The account at which the page before ended is not in this ledger any more.", field="cursor")
        accounts = accounts[place + (after.type == "closing") :]
    rows = _rows(ledger, accounts, after, min(BATCH, (limit or BATCH) + 1))
    more: dict[str, Any] = {"known_at": known.moment}
    title = f"General ledger of {contact.name}" if contact else "General ledger"
    title = f"{title} ({tracking.title})" if tracking else title
    listing = Listing("general_ledger", title, company, start_date, end_date, HEADINGS, (), more)
    listing.totals = _together(ledger, every)
    is_whole = not account_id and contact_id is None and tracking is None
    listing.has_more_than = functools.partial(_all_have_more_than if is_whole else _has_more_than, ledger, every)
    return listing.fill(rows, limit)


def _with_sums(ledger: _Ledger, chart: Sequence[ChartAccount]) -> list[_Account]:
    """Return the accounts that have a balance or lines, with their sums."""
    company, start, end = ledger.company, ledger.start_date, ledger.end_date
    first_year, last_year = company.fiscal_year_start(start), company.fiscal_year_start(end)
    days = sorted({first_year, start, last_year, end + DAY})
    if ledger.contact_id is None:
        chosen: dict[str, Any] = {"known": ledger.known, "tracking": ledger.tracking}
        moved = sums.between(company, days, *MEASURES, from_the_beginning=True, **chosen)
    else:
        moved = sums.of_contact(company, ledger.contact_id, days, known=ledger.known, tracking=ledger.tracking)
    begins = [datetime.date.min, *days[:-1]]
    found = []
    for account in chart:
        if account.id not in moved:
            continue
        opening = debits = credits = closing = ZERO
        is_earned = account.type in PROFIT_AND_LOSS
        for begin, (debit, credit, closing_debit, closing_credit) in zip(begins, moved[account.id], strict=True):
            if is_earned or not ledger.closing:
                debit, credit = debit - closing_debit, credit - closing_credit
            if begin >= start:
                debits, credits = debits + debit, credits + credit
            elif not is_earned or begin >= first_year:
                opening += debit - credit
            if not is_earned or begin >= last_year:
                closing += debit - credit
        if opening or debits or credits:
            found.append(_Account(account, opening, debits, credits, closing))
    return found


def _together(ledger: _Ledger, accounts: Sequence[_Account]) -> dict[str, Decimal]:
    """Return the sums of the accounts: opening balance, debits, credits and closing balance."""
    sums_of = {
        "opening": (one.opening for one in accounts),
        "debit": (one.debits for one in accounts),
        "credit": (one.credits for one in accounts),
        "balance": (one.closing for one in accounts),
    }
    base = ledger.company.base_currency_id
    return {name: exactly(sum(amounts, ZERO), base) for name, amounts in sums_of.items()}


def _rows(
    ledger: _Ledger, accounts: Sequence[_Account], after: Position | None, batch: int
) -> Iterator[tuple[Position, ListingRow]]:
    """Yield the rows of accounts, each with the position after it."""
    company = ledger.company
    places = {
        one.account.id: Position(one.account.id, "opening", ledger.start_date, balance=one.opening) for one in accounts
    }
    if after is not None and after.account_id in places:
        places[after.account_id] = after
    lines = _lines(ledger, [(one, places[one.account.id]) for one in accounts if one.debits or one.credits], batch)
    line = next(lines, None)
    for one in accounts:
        place = places[one.account.id]
        is_earned = one.account.type in PROFIT_AND_LOSS
        moves = Lines(
            (one.account.id,),
            ledger.start_date,
            ledger.end_date,
            closing=ledger.closing and not is_earned,
            contact_id=ledger.contact_id,
            tracking=ledger.tracking,
        )
        if place is not after:
            since = company.fiscal_year_start(ledger.start_date) if is_earned else None
            before = moves._replace(start_date=since, end_date=ledger.start_date - DAY) if one.opening else None
            yield place, _row(ledger, one, "opening", date=ledger.start_date, balance=one.opening, lines=before)
        year = company.fiscal_year_start(place.date)
        while line is not None and line[0] is one:
            cells, balance = line[1], place.balance
            if is_earned and (this_year := company.fiscal_year_start(cells["date"])) != year:
                year, balance = this_year, ZERO
            balance += cells["debit"] - cells["credit"]
            number, position = cells["entry_number"], cells.pop("position")
            place = Position(one.account.id, "line", cells["date"], number, position, balance)
            yield place, _row(ledger, one, "line", balance=balance, **cells)
            line = next(lines, None)
        moved = {"debit": one.debits, "credit": one.credits, "balance": one.closing}
        row = _row(ledger, one, "closing", date=ledger.end_date, lines=moves, **moved)
        yield Position(one.account.id, "closing", ledger.end_date), row


def _lines(
    ledger: _Ledger, places: Sequence[tuple[_Account, Position]], batch: int
) -> Iterator[tuple[_Account, dict[str, Any]]]:
    """Yield the lines of accounts after a position in each, as the account and the LINE_CELLS.

    The first query reads of one account, because it may have a page of lines alone. While there are fewer, each query
    reads of twice as many accounts as the one before.
    """
    many = 1
    while places:
        found = _ask(ledger, LINES, places[:many], batch)
        for i, *line in found:
            yield places[i - 1][0], dict(zip(LINE_CELLS, line, strict=True))
        if len(found) < batch:
            places, many = places[many:], min(2 * many, MOST_ACCOUNTS)
        else:
            i, _, _, number, date, position, *_ = found[-1]
            one, _ = places[i - 1]
            places, many = [(one, Position(one.account.id, "line", date, number, position)), *places[i:]], 1


def _ask(
    ledger: _Ledger, query: str, places: Sequence[tuple[_Account, Position]], limit: int
) -> Sequence[Sequence[Any]]:
    """Return the answer of a query about the lines of accounts after a position in each."""
    where, chosen = ledger.tracking.sql() if ledger.tracking else ("", {})
    held, of = ("", "contact_id = %(contact)s") if ledger.contact_id else (HELD, "currency = held.currency")
    found = FOUND.format(accounts=ACCOUNTS, held=held, of=of, wanted=WANTED + where)
    values: dict[str, Any] = {
        "company": ledger.company.pk,
        "contact": ledger.contact_id,
        "known": ledger.known.number,
        "end": ledger.end_date,
        "limit": limit,
        "ids": [one.account.id for one, _ in places],
        "dates": [place.date for _, place in places],
        "numbers": [place.number for _, place in places],
        "positions": [place.position for _, place in places],
        "without": [one.account.type in PROFIT_AND_LOSS or not ledger.closing for one, _ in places],
        **chosen,
    }
    with connection.cursor() as cursor:
        cursor.execute(query.format(found=found), values)
        return cursor.fetchall()


def _all_have_more_than(ledger: _Ledger, accounts: Sequence[_Account], most: int) -> bool:
    """Return what `_has_more_than` does, of all accounts: then it is enough to read the entries of the days."""
    closing_of = [one.account.id for one in accounts if ledger.closing and one.account.type not in PROFIT_AND_LOSS]
    lines = max(0, most - 2 * len(accounts) + 1)
    days = ledger.start_date, ledger.end_date
    return journal_report.has_as_many_lines(ledger.company, *days, ledger.known, lines, closing_of=closing_of)


def _has_more_than(ledger: _Ledger, accounts: Sequence[_Account], most: int) -> bool:
    """Return whether the accounts have more rows than so many: an opening and a closing balance each, and lines."""
    rows = 2 * len(accounts)
    moved = [(one, Position(one.account.id, "", ledger.start_date)) for one in accounts if one.debits or one.credits]
    while moved and rows <= most:
        rows += _ask(ledger, COUNT, moved[:MOST_ACCOUNTS], most - rows + 1)[0][0]
        moved = moved[MOST_ACCOUNTS:]
    return rows > most


def _row(ledger: _Ledger, one: _Account, type: str, **cells: Any) -> ListingRow:
    for name in ("debit", "credit", "balance"):
        if name in cells:
            cells[name] = exactly(cells[name], ledger.company.base_currency_id)
    if "currency_amount" in cells:
        cells["currency_amount"] = exactly(cells["currency_amount"], cells["currency"])
    row = dict.fromkeys(CELLS)
    row |= {"type": type, "account_id": one.account.id, "code": one.account.code, "name": one.account.name}
    return row | cells


LINE_CELLS = (
    "line_id",
    "entry_id",
    "entry_number",
    "date",
    "position",
    "description",
    "reference",
    "source_type",
    "source_id",
    "contact_id",
    "contact_name",
    "debit",
    "credit",
    "currency",
    "currency_amount",
    "tracking",
)
"""The columns of LINES after the number of the account."""
CELLS = (
    "type",
    "account_id",
    "code",
    "name",
    "date",
    "entry_id",
    "entry_number",
    "line_id",
    "description",
    "reference",
    "source_type",
    "source_id",
    "contact_id",
    "contact_name",
    "debit",
    "credit",
    "balance",
    "currency",
    "currency_amount",
    "tracking",
    "lines",
)
"""The cells of each row in JSON; those that a row does not have are null."""
