"""Reading Beancount ledgers, with Beancount's own parser, booking and checks.

The rule: a posting is booked at its weight, Beancount's own measure of what must balance: units × cost where it has a
cost, else units × price where it has one, else its units. A weight

- in the base currency is booked, rounded to the smallest unit;
- in another currency of ISO 4217 is money that these books cannot hold: the file is refused;
- in any other commodity (hours of leave, points) has no value in money: the posting is left out and counted, and an
  entry of which nothing remains is listed.

Beancount balances each currency of an entry by itself, so what remains balances too, but only within its tolerance:
weights such as 10.333 × 23.45 are finer than a cent. Each is rounded as Beancount rounds, half to even; where the cents
then miss zero, they are handed out over those finer weights by largest remainder, so that no amount that was whole in
the file ever changes and nothing is plugged. Such entries are listed; where even that cannot balance one, the file is
refused.

`bean-query` computes the same balances with QUERY, but for the cents that were moved.
"""

import datetime
import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any

import beanquery
from beancount import loader
from beancount.core import convert, data, position
from beancount.parser import options as parser_options

from accounting import money
from accounting.dates import FIRST_DATE, LAST_DATE
from accounting.errors import CurrencyNotSupported
from accounting.exchange.source import (
    LeftOut,
    Moved,
    Place,
    Problem,
    SourceAccount,
    SourceEntry,
    SourceJournal,
    SourceLine,
    Unreadable,
)
from accounting.models import AccountType
from accounting.operations.journal import MAX_LINES
from accounting.text import HIDDEN
from identity.models import MAX_NAME_LENGTH

QUERY = (
    "SELECT account, sum(round(number(weight), {decimals})) AS balance "
    "WHERE currency(weight) = '{currency}' GROUP BY account ORDER BY account"
)

MAX_TEXT_LENGTH = 500


def read(path: Path, currency: str = "") -> SourceJournal:
    """Read the ledger at `path` and what it includes, for books in `currency` (by default its one operating currency).

    Raises Unreadable with every problem by file and line, CurrencyNotSupported. Plugins that the file names are run, as
    `bean-check` does: read files from people you trust.
    """
    # Beancount keeps a pickle beside the file otherwise, and would load one that somebody else left there.
    loader.initialize(use_cache=False)
    try:
        directives, errors, options = loader.load_file(str(path))
    except Exception as error:
        raise Unreadable([Problem(Place(path.name, 1), f"Beancount itself fails on this file: {error!r}.")]) from error
    if errors:
        raise Unreadable([Problem(_place(error.source), error.message) for error in errors])
    currency = currency or _operating_currency(options["operating_currency"], path)
    money.decimals(currency)
    journal = SourceJournal(currency)
    types = _types(options)
    closed = {directive.account for directive in directives if isinstance(directive, data.Close)}
    problems = []
    for directive in directives:
        if isinstance(directive, data.Open):
            name, root = directive.account, directive.account.split(":", 1)[0]
            found = list(_text_problems("The account name", name, MAX_NAME_LENGTH))
            if root not in types:
                found.append(f"The account name begins with none of {', '.join(types)}.")
            problems += [Problem(_place(directive.meta), problem) for problem in found]
            journal.accounts.append(SourceAccount(name, types.get(root, ""), name in closed))
        elif isinstance(directive, data.Transaction):
            problems += _add(journal, directive)
    journal.accounts.sort(key=lambda account: account.name)
    problems += journal.too_much()
    if problems:
        raise Unreadable(problems)
    moved = journal.moved_by_account()
    books = beanquery.connect("beancount:", entries=directives, errors=errors, options=options)
    for account, balance in books.execute(query(currency)).fetchall():
        journal.balances[account] = balance + moved.get(account, Decimal(0))
    return journal


def query(currency: str) -> str:
    """Return the query with which `bean-query` computes the same balances from the file, but for what is `moved`."""
    return QUERY.format(currency=currency, decimals=money.decimals(currency))


def _operating_currency(names: Sequence[str], path: Path) -> str:
    if len(names) != 1:
        found = ", ".join(names) or "none"
        message = f"Name the currency: the file should have one operating currency, and has {found}."
        raise Unreadable([Problem(Place(path.name, 1), message)])
    return names[0]


def _types(options: dict[str, Any]) -> dict[str, str]:
    """Return the type of an account by the first part of its name."""
    roots = parser_options.get_account_types(options)
    return {
        roots.assets: AccountType.ASSET,
        roots.liabilities: AccountType.LIABILITY,
        roots.equity: AccountType.EQUITY,
        roots.income: AccountType.REVENUE,
        roots.expenses: AccountType.EXPENSE,
    }


def _add(journal: SourceJournal, transaction: Any) -> list[Problem]:
    """Work out one transaction and put it where it belongs; return what is wrong with it."""
    weights = [(posting, convert.get_weight(posting)) for posting in transaction.postings]
    kept = [(posting, weight.number) for posting, weight in weights if weight.currency == journal.currency]
    others = [weight for _, weight in weights if weight.currency != journal.currency]
    foreign = [weight for weight in others if _is_money(weight.currency)]
    place, memo = _place(transaction.meta), _memo(transaction)
    found = _problems(journal.currency, transaction.date, memo, foreign, [weight for _, weight in kept])
    problems = [Problem(place, problem) for problem in found]
    for posting, _ in kept:
        where = _place({**transaction.meta, **(posting.meta or {})})
        found = _text_problems(
            "The posting with its lot and price", _description(posting, journal.currency), MAX_TEXT_LENGTH
        )
        problems += [Problem(where, problem) for problem in found]
    if problems:
        return problems
    amounts = _whole([weight for _, weight in kept], journal.currency)
    if amounts is None:
        residue = sum(_round(weight, journal.currency) for _, weight in kept)
        return [Problem(place, f"It does not balance in whole units of {journal.currency}: {residue} is left.")]
    journal.without_value.update(weight.currency for weight in others)
    lines = []
    moved: dict[str, Decimal] = {}
    for (posting, weight), amount in zip(kept, amounts, strict=True):
        if amount != weight:
            journal.rounding[posting.account] = journal.rounding.get(posting.account, Decimal(0)) + amount - weight
        if amount != (rounded := _round(weight, journal.currency)):
            moved[posting.account] = moved.get(posting.account, Decimal(0)) + amount - rounded
        if amount:
            lines.append(SourceLine(posting.account, amount, _description(posting, journal.currency)))
    journal.zero_lines += len(kept) - len(lines)
    journal.rounded_entries += amounts != [weight for _, weight in kept]
    if moved:
        journal.moved.append(Moved(place, transaction.date, memo, moved))
    if lines:
        journal.entries.append(SourceEntry(place, transaction.date, memo, tuple(lines)))
    else:
        shown = tuple(f"{posting.account} {posting.units}" for posting in transaction.postings)
        journal.left_out.append(LeftOut(place, transaction.date, memo, shown))
    return []


def _problems(
    currency: str, date: datetime.date, memo: str, foreign: Sequence[Any], weights: Sequence[Decimal]
) -> Iterable[str]:
    if not FIRST_DATE <= date <= LAST_DATE:
        yield f"The date must lie between {FIRST_DATE} and {LAST_DATE}."
    yield from _text_problems("Payee and narration together", memo, MAX_TEXT_LENGTH)
    if foreign:
        amounts = ", ".join(str(weight) for weight in foreign)
        yield f"These books are in {currency} and cannot hold {amounts}: give a price in {currency}."
    most = money.greatest(currency)
    if any(abs(weight) > most for weight in weights):
        yield f"An amount is at most {money.text(most, currency)}."
    if len(weights) > MAX_LINES:
        yield f"An entry has at most {MAX_LINES:,} lines."


def _text_problems(what: str, text: str, longest: int) -> Iterable[str]:
    if len(text) > longest:
        yield f"{what}: longer than {longest} characters."
    if hidden := re.search(f"[{HIDDEN}]", text):
        yield f"{what}: U+{ord(hidden[0]):04X} is a control character, or turns the direction of writing."


def _memo(transaction: Any) -> str:
    """Return payee and narration in one line, as Beancount shows them."""
    text = " | ".join(part for part in (transaction.payee, transaction.narration) if part)
    return " ".join(text.split())


def _whole(weights: Sequence[Decimal], currency: str) -> list[Decimal] | None:
    """Round weights to whole units that add up to zero; None where that would change a whole one, or any by a unit.

    Where the rounded weights miss zero by n units, n of them move by one: those that rounding took furthest the other
    way, the earlier of equals first.
    """
    amounts = [_round(weight, currency) for weight in weights]
    smallest = money.unit(currency)
    missing = int(-sum(amounts) / smallest)
    step = smallest if missing > 0 else -smallest
    by_remainder = sorted(range(len(weights)), key=lambda i: (amounts[i] - weights[i]) * step)
    for i in by_remainder[: abs(missing)]:
        amounts[i] += step
        if abs(amounts[i] - weights[i]) >= smallest:
            return None
    return amounts if sum(amounts) == 0 else None


def _round(weight: Decimal, currency: str) -> Decimal:
    """Round as `round` of `bean-query` does: 2.125 to 2.12, 2.135 to 2.14."""
    return money.quantize(weight, currency, rounding=ROUND_HALF_EVEN)


def _is_money(currency: str) -> bool:
    try:
        money.decimals(currency)
    except CurrencyNotSupported:
        return False
    return True


def _description(posting: Any, currency: str) -> str:
    """Return the posting as in the file, `10.5 ITOT {95.63 USD, 2013-01-07}`, unless it is a plain amount of money."""
    if posting.cost is None and posting.price is None and posting.units.currency == currency:
        return ""
    price = "" if posting.price is None else f" @ {posting.price}"
    return f"{position.to_string(posting)}{price}"


def _place(meta: dict[str, Any] | None) -> Place:
    meta = meta or {}
    name = Path(str(meta.get("filename", ""))).name
    return Place(re.sub(f"[{HIDDEN}]", "?", name), int(meta.get("lineno", 0)))
