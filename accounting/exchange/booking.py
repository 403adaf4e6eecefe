"""Book an imported journal into a new company: all of it, or nothing."""

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import count

from django.db import transaction
from django.db.models import F, Sum

from accounting.exchange.source import Problem, SourceEntry, SourceJournal, Unreadable
from accounting.ledger import accounts, companies, journal
from accounting.ledger.models import Account, AccountBalance, AccountType, Company, JournalEntry, JournalLine
from foundation.refusals import Refusal
from identity.models import Organization, User

BATCH = 250
ZERO = Decimal(0)
HOLDING = (AccountType.ASSET, AccountType.LIABILITY, AccountType.EQUITY)
"""Accounts of these types can be archived only at zero. If the file closes one with a balance, it stays active."""
FIRST_DIGITS = {
    AccountType.ASSET: 1,
    AccountType.LIABILITY: 2,
    AccountType.EQUITY: 3,
    AccountType.REVENUE: 4,
    AccountType.EXPENSE: 5,
}


@transaction.atomic
def book(
    source: SourceJournal,
    *,
    organization: Organization,
    name: str,
    by: User,
    progress: Callable[[int], None] = lambda booked: None,
) -> Company:
    """Create a company, post all entries of `source` in their order, and return the company.

    Accounts keep their names and get codes of five digits by type (10001, 10002, …). The company also has the accounts
    of the chart `minimal`, so that it can send invoices from the first day. An entry's reference is its file and line.
    `progress` is called with the number of booked entries. Raises Duplicate if the organization has a company with this
    name, Unreadable with the line of an entry that the books refuse, and any other Refusal.
    """
    company = companies.create(
        organization=organization, name=name, base_currency=source.currency, by=by, chart="minimal"
    )
    opened = _open_accounts(company, source, by)
    booked = 0
    for start in range(0, len(source.entries), BATCH):
        _post(company, source.entries[start : start + BATCH], opened, by)
        booked = min(start + BATCH, len(source.entries))
        progress(booked)
    for account in source.accounts:
        if account.is_closed and not (account.type in HOLDING and source.balances.get(account.name)):
            accounts.archive(opened[account.name], by=by)
    _check(company, source, opened)
    return company


def _open_accounts(company: Company, source: SourceJournal, by: User) -> dict[str, Account]:
    numbers = {type_: count(1) for type_ in FIRST_DIGITS}
    return {
        account.name: accounts.create(
            company,
            by=by,
            code=f"{FIRST_DIGITS[AccountType(account.type)]}{next(numbers[AccountType(account.type)]):04}",
            name=account.name,
            type=account.type,
            subtype=account.subtype,
        )
        for account in source.accounts
    }


def _post(company: Company, entries: list[SourceEntry], opened: dict[str, Account], by: User) -> None:
    drafts = [_draft(company, entry, opened) for entry in entries]
    try:
        journal.post_many(drafts, by=by)
    except Refusal as error:
        index = _index(error.field) if len(entries) > 1 else 0
        if index is None:
            raise
        raise Unreadable([Problem(entries[index].place, str(error))]) from error


def _draft(company: Company, entry: SourceEntry, opened: dict[str, Account]) -> journal.Draft:
    posted = JournalEntry(company=company, date=entry.date, memo=entry.memo, reference=str(entry.place)[-100:])
    lines = [
        JournalLine(
            account=opened[line.account],
            debit=max(line.amount, ZERO),
            credit=max(-line.amount, ZERO),
            description=line.description,
        )
        for line in entry.lines
    ]
    return posted, lines


def _index(field: str) -> int | None:
    """Return i of a field `entries[i].…`, or None if the field is not of an entry."""
    match = re.match(r"entries\[(\d+)\]", field)
    return int(match[1]) if match else None


def _check(company: Company, source: SourceJournal, opened: dict[str, Account]) -> None:
    """Compare the ledger's balances with the source's. A difference is our own error, and rolls everything back."""
    rows = (
        AccountBalance.objects.filter(company=company)
        .values("account_id")
        .annotate(net=Sum(F("debits") - F("credits")))
    )
    held = {row["account_id"]: row["net"] for row in rows}
    wrong = [name for name in opened if held.get(opened[name].id, ZERO) != source.balances.get(name, ZERO)]
    if wrong:
        raise AssertionError(f"The balances differ from the file's: {', '.join(wrong)}.")
