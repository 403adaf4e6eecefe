"""Turn a ledger's directives into entries in one currency."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from pathlib import Path

from accounting.errors import CurrencyNotSupported
from accounting.exchange import subtypes, texts
from accounting.exchange.beancount import files, options, plugins
from accounting.exchange.beancount.checks import Accounts, Held, Padding, difference
from accounting.exchange.beancount.parser import MAX_DIGITS
from accounting.exchange.beancount.syntax import (
    Balance,
    Close,
    Directive,
    Open,
    Pad,
    Posting,
    PriceOf,
    Refused,
    Transaction,
    in_order,
)
from accounting.exchange.beancount.transactions import Leg, Transactions
from accounting.exchange.rates import Rates
from accounting.exchange.source import (
    MAX_PROBLEMS,
    LeftOut,
    Mention,
    Place,
    Problem,
    Residue,
    SourceAccount,
    SourceEntry,
    SourceJournal,
    SourceLine,
    Unpriced,
    Unreadable,
    hidden_in,
)
from accounting.ledger import money
from accounting.ledger.dates import FIRST_DATE, LAST_DATE
from accounting.ledger.journal import MAX_LINES
from accounting.ledger.models import AccountType
from foundation.models import MAX_NAME_LENGTH

QUERY = (
    "SELECT account, sum(round(number(convert(weight, '{currency}', date)), {decimals})) AS balance "
    "WHERE currency(convert(weight, '{currency}', date)) = '{currency}' GROUP BY account ORDER BY account"
)
ROUNDING = "Rounding"
"""The account below the expenses for the differences of entries."""
ZERO = Decimal(0)


def read(
    path: Path, currency: str = "", rates: Mapping[str, Decimal] | None = None, *, allow_plugins: bool = False
) -> SourceJournal:
    """Read the ledger at `path` and its included files, for books in `currency` (default: its only operating currency).

    `rates` are units of that currency for one unit of another that has no price in the file. With `allow_plugins` an
    installed Beancount runs the file's plugins in a separate process. Raises Unreadable with the problems by file and
    line, CurrencyNotSupported.
    """
    with localcontext(Context(prec=MAX_DIGITS)):
        ledger = plugins.load(path) if allow_plugins else files.load(path)
        found = options.read(ledger.options)
        currency = currency or _operating_currency(ledger.operating_currencies, path)
        money.decimals(currency)
        reading = Reading(SourceJournal(currency), found, Rates(currency, rates))
        reading.problems += [*ledger.problems, *found.problems]
        reading.journal.not_run += [Mention(place, text) for place, text in ledger.not_run]
        reading.read(sorted(ledger.directives, key=in_order))
    return reading.journal


def query(currency: str) -> str:
    """Return the query with which `bean-query` computes the same balances, except for `residues` and our own rates."""
    return QUERY.format(currency=currency, decimals=money.decimals(currency))


def _operating_currency(names: Sequence[str], path: Path) -> str:
    if len(names) == 1:
        return names[0]
    found = f"{len(names)} operating currencies, {', '.join(names)}" if names else "no operating currency"
    message = f"Name the currency of the books with --currency: the file has {found}."
    raise Unreadable([Problem(Place(texts.shown(path), 1), message)])


class Reading:
    """Read the directives by day, then check the balances that they assert."""

    def __init__(self, journal: SourceJournal, found: options.Options, rates: Rates) -> None:
        self.journal, self.options, self.rates = journal, found, rates
        self.problems: list[Problem] = []
        self.accounts = Accounts()
        self.booked: list[tuple[Transaction, list[Leg]]] = []
        self.pads: dict[str, Padding] = {}
        self.entries: list[SourceEntry] = []
        journal.entries = self.entries

    def read(self, directives: list[Directive]) -> None:
        self._prepare(directives)
        self._stop()
        self._book(directives)
        self._stop()
        self._assert(directives)
        self.booked.reverse()
        while self.booked:  # a computed transaction leaves the memory when its entry comes into it
            self._add(*self.booked.pop())
        self._open_accounts()
        self.problems += self.journal.too_much()
        self._stop()

    def _stop(self) -> None:
        self.problems += self.accounts.problems
        self.accounts.problems = []
        if self.problems:
            # The errors may come from plugins that were not run.
            not_run = [Problem(mention.place, f"{mention.text} was not run.") for mention in self.journal.not_run]
            raise Unreadable([*self.problems, *not_run])

    def _prepare(self, directives: list[Directive]) -> None:
        for directive in directives:
            if isinstance(directive, Open):
                self.accounts.open(directive)
            elif isinstance(directive, Close):
                self.accounts.close(directive)
            elif isinstance(directive, PriceOf):
                self.rates.add(directive.date, directive.commodity, directive.number, directive.currency)
        for directive in directives:
            if isinstance(directive, Transaction):
                for posting in directive.postings:
                    self.accounts.check(directive, posting.account, posting.currency, posting.line)
            elif isinstance(directive, Balance | Pad):
                self.accounts.check(directive, directive.account)
            if isinstance(directive, Pad):
                self.accounts.check(directive, directive.source)

    def _book(self, directives: list[Directive]) -> None:
        """Compute transactions and pads, day by day."""
        transactions = Transactions(
            self.options, {name: found.booking for name, found in self.accounts.opened.items() if found.booking}
        )
        held = Held(self.accounts.opened)
        for directive in directives:
            try:
                if isinstance(directive, Transaction):
                    legs = transactions.book(directive)
                    held.add(legs)
                    self.booked.append((directive, legs))
                    directive.postings = []  # they are legs now, and a long file has no memory for both
                elif isinstance(directive, Pad):
                    self.pads[directive.account] = Padding(directive, set())
                elif isinstance(directive, Balance):
                    self._pad(directive, held, transactions)
            except Refused as refused:
                self._refuse(directive.place, str(refused), refused.line)
            except ArithmeticError:
                self._refuse(directive.place, "The numbers of this entry cannot be computed: they are too long.")
        self.booked.sort(key=lambda booked: booked[0].date)

    def _pad(self, balance: Balance, held: Held, transactions: Transactions) -> None:
        """Add the entry by which a pad brings its account to this balance."""
        padding = self.pads.get(balance.account)
        if padding is None or balance.currency in padding.done:
            return
        padding.done.add(balance.currency)
        missing = difference(balance, held.total(balance.account, balance.currency), self.options.multiplier)
        if not missing:
            return
        pad = padding.directive
        if any(transactions.lots.holds(name, balance.currency) for name in held.below(balance.account)):
            raise Refused(f"{balance.account} holds {balance.currency} at a cost, which cannot be padded.")
        words = f"Pad to the balance of {balance.number} {balance.currency} on {balance.date}"
        entry = Transaction(pad.place, pad.date, "P", "", words)
        entry.postings = [
            Posting(pad.place.line, pad.account, missing, balance.currency),
            Posting(pad.place.line, pad.source, -missing, balance.currency),
        ]
        legs = transactions.book(entry)
        held.add(legs)
        self.booked.append((entry, legs))
        self.journal.padded.append(Mention(pad.place, f"{pad.account} {missing:+f} {balance.currency}"))

    def _assert(self, directives: list[Directive]) -> None:
        """Compare the asserted balances with the sums of the entries at the beginning of the day."""
        held, index = Held(self.accounts.opened), 0
        for directive in directives:
            if not isinstance(directive, Balance):
                continue
            while index < len(self.booked) and self.booked[index][0].date < directive.date:
                held.add(self.booked[index][1])
                index += 1
            try:
                total = held.total(directive.account, directive.currency)
            except Refused as refused:
                self._refuse(directive.place, str(refused))
                return
            if missing := difference(directive, total, self.options.multiplier):
                what = f"{directive.account} holds {total} {directive.currency}, not {directive.number}"
                self._refuse(directive.place, f"Balance failed: {what} ({-missing:+f}).")
            else:
                self.journal.balances_checked += 1

    def _refuse(self, place: Place, message: str, line: int = 0) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(Place(place.file, line or place.line), message))

    def _add(self, transaction: Transaction, legs: list[Leg]) -> None:
        """Add a computed transaction to the entries, or to those left out."""
        memo = self._cut("Payee and narration", _memo(transaction), transaction.place)
        valued = [(leg, self._value(transaction, leg)) for leg in legs]
        kept = [(leg, value) for leg, value in valued if value is not None]
        without = [leg for leg, value in valued if value is None]
        found = self._problems(transaction, memo, [value for _, value in kept], without)
        descriptions = [self._description(leg, Place(transaction.place.file, leg.line)) for leg, _ in kept]
        if found:
            for problem in found:
                self._refuse(transaction.place, problem)
            return
        lines, residue = [], ZERO
        for (leg, value), description in zip(kept, descriptions, strict=True):
            amount = money.quantize(value, self.journal.currency, rounding=ROUND_HALF_EVEN)
            self.journal.round(leg.account, amount, value)
            residue -= amount
            if amount:
                tracked = transaction.options_of(leg.line)
                self.journal.track(tracked, Place(transaction.place.file, leg.line))
                lines.append(SourceLine(leg.account, amount, description, tracked))
            else:
                self.journal.zero_lines += 1
        if residue:
            lines.append(SourceLine(self._rounding_account(), residue, "Rounding"))
            self.journal.residues.append(Residue(transaction.place, transaction.date, memo, residue))
            self.journal.round(self._rounding_account(), residue, residue)
        self.journal.without_value.update(leg.group for leg in without)
        if lines:
            self.entries.append(SourceEntry(transaction.place, transaction.date, memo, tuple(lines)))
            self.journal.unpriced += [
                Unpriced(Place(transaction.place.file, leg.line), leg.account, str(leg)) for leg in without
            ]
        else:
            shown = tuple(f"{leg.account} {leg.units} {leg.currency}" for leg in legs)
            self.journal.left_out.append(LeftOut(transaction.place, transaction.date, memo, shown))

    def _value(self, transaction: Transaction, leg: Leg) -> Decimal | None:
        """Return a leg's weight in the base currency, or None if it has no price."""
        weight = leg.weight or ZERO
        if leg.group == self.journal.currency:
            return weight
        rate = self.rates.find(leg.group, transaction.date)
        if rate is not None:
            self.journal.converted[leg.group] += 1
            return weight * rate
        return None

    def _problems(
        self, transaction: Transaction, memo: str, values: Sequence[Decimal], without: Sequence[Leg]
    ) -> list[str]:
        found = [*hidden_in("Payee and narration", memo)]
        if foreign := [leg for leg in without if is_money(leg.group)]:
            held = ", ".join(f"{leg.weight} {leg.group}" for leg in foreign)
            name = foreign[0].group
            how = f"the file has no price of {name} by {transaction.date}; name one with --rate {name}=…"
            found.append(f"These books are in {self.journal.currency} and cannot hold {held}: {how}")
        if not FIRST_DATE <= transaction.date <= LAST_DATE:
            found.append(f"The date must be between {FIRST_DATE} and {LAST_DATE}.")
        most = money.greatest(self.journal.currency)
        if any(abs(value) > most for value in values):
            found.append(f"An amount is at most {money.text(most, self.journal.currency)}.")
        if len(values) > MAX_LINES:
            found.append(f"An entry can have at most {MAX_LINES:,} lines.")
        return found

    def _description(self, leg: Leg, place: Place) -> str:
        """Return the posting as in the file, or nothing for a plain amount in the base currency."""
        if leg.lot is None and not leg.price and leg.currency == self.journal.currency:
            return ""
        text = self._cut("The posting with its lot and price", str(leg), place)
        for problem in hidden_in("The posting with its lot and price", text):
            self._refuse(place, problem)
        return text

    def _cut(self, what: str, text: str, place: Place) -> str:
        return self.journal.cut_text(what, text, place)

    def _rounding_account(self) -> str:
        return f"{self.options.roots['name_expenses']}:{ROUNDING}"

    def _open_accounts(self) -> None:
        for name, opened in self.accounts.opened.items():
            if len(name) > MAX_NAME_LENGTH:
                self._refuse(opened.place, f"The account name: longer than {MAX_NAME_LENGTH} characters.")
                continue
            kind = self.options.kind_of(name)
            if not kind:
                self._refuse(opened.place, f"The account name begins with none of {', '.join(self.options.types)}.")
            for problem in hidden_in("The account name", name):
                self._refuse(opened.place, problem)
            closed = name in self.accounts.closed
            guessed = subtypes.guess(name, kind)
            self.journal.accounts.append(SourceAccount(name, kind, guessed, closed, place=opened.place))
        rounding = self._rounding_account()
        if self.journal.residues and rounding not in self.accounts.opened:
            kind, place = AccountType.EXPENSE, self.journal.residues[0].place
            self.journal.accounts.append(
                SourceAccount(rounding, kind, subtypes.guess(rounding, kind), False, place=place)
            )
        self.journal.accounts.sort(key=lambda account: account.name)


def _memo(transaction: Transaction) -> str:
    """Return payee and narration in one line."""
    text = " | ".join(part for part in (transaction.payee, transaction.narration) if part)
    return " ".join(text.split())


def is_money(currency: str) -> bool:
    try:
        money.decimals(currency)
    except CurrencyNotSupported:
        return False
    return True
