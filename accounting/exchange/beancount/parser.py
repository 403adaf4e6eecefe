"""Read the directives of one Beancount file.

Directives without meaning for the books (notes, events, metadata) are ignored.
"""

import datetime
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, DivisionByZero, InvalidOperation

from accounting.exchange import tags
from accounting.exchange.beancount.lexer import Line, lines, unquoted
from accounting.exchange.beancount.syntax import (
    Balance,
    Close,
    Cost,
    Directive,
    Open,
    Pad,
    Posting,
    Price,
    PriceOf,
    Refused,
    Transaction,
)
from accounting.exchange.source import MAX_PROBLEMS, Place, Problem

MAX_DIGITS = 28
"""The most digits of a number in the file, and the digits of a division's result."""
MAX_DEPTH = 20
"""The most nested parentheses and signs."""
READ_OVER = frozenset({"commodity", "note", "document", "event", "query", "custom"})
NOT_RUN = frozenset({"insert_pythonpath", "plugin", "plugin_processing_mode"})
"""Options and directives with which Beancount would run code of the file."""
SIGN_FLAGS = frozenset("*!&#?%")
ALL_TAGS = frozenset({"pushtag", "poptag", "pushmeta", "popmeta"})


@dataclass(slots=True)
class Parsed:
    """The content of one file."""

    directives: list[Directive] = field(default_factory=list)
    options: list[tuple[int, str, str]] = field(default_factory=list)
    includes: list[tuple[int, str]] = field(default_factory=list)
    not_run: list[tuple[int, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def parse(text: str, file: str) -> Parsed:
    """Read a file's text. `file` is its name in places. Errors are in `problems`, at most MAX_PROBLEMS."""
    parser = _Parser(file)
    try:
        for line in lines(text):
            parser.read(line)
            if len(parser.parsed.problems) >= MAX_PROBLEMS:
                break
    except Refused as refused:
        parser.refuse(refused.line, str(refused))
    return parser.parsed


class Cursor:
    """The tokens of a line, taken one after the other."""

    def __init__(self, line: Line) -> None:
        self.tokens, self.index = line.tokens, 0

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.index] if self.index < len(self.tokens) else ("", "")

    def take(self, kind: str, what: str) -> str:
        found, text = self.peek()
        if found != kind:
            raise self.unexpected(what)
        self.index += 1
        return text

    def take_if(self, kind: str, *texts: str) -> str:
        """Take the next token and return its text, if it has this kind and one of the texts; otherwise return ""."""
        found, text = self.peek()
        if found != kind or (texts and text not in texts):
            return ""
        self.index += 1
        return text

    def unexpected(self, what: str) -> Refused:
        _, text = self.peek()
        return Refused(f"{what} is missing" + (f" before {shortened(text)}." if text else "."))

    def end(self) -> None:
        kind, text = self.peek()
        if kind:
            raise Refused(f"{shortened(text)} does not belong here.")


def shortened(text: str) -> str:
    text = text if len(text) <= 30 else f"{text[:30]}…"
    return repr(text)


class _Parser:
    def __init__(self, file: str) -> None:
        self.file = file
        self.parsed = Parsed()
        self.transaction: Transaction | None = None
        self.takes_lines = False
        """Whether indented lines may follow. Those of a refused directive are ignored with it."""

    def refuse(self, line: int, message: str) -> None:
        self.parsed.problems.append(Problem(Place(self.file, line), message))

    def read(self, line: Line) -> None:
        cursor = Cursor(line)
        try:
            if line.is_indented:
                self._below(cursor, line.number)
                return
            self.transaction, self.takes_lines = None, True
            kind, text = cursor.peek()
            if kind == "date":
                self._dated(cursor, line.number)
            elif kind == "word":
                self._undated(cursor, line.number)
            else:
                raise Refused(f"A directive begins with a date, not with {shortened(text)}.")
        except Refused as refused:
            self.transaction = None
            self.refuse(refused.line or line.number, str(refused))

    def _below(self, cursor: Cursor, number: int) -> None:
        kind, key = cursor.peek()
        if not self.takes_lines:
            raise Refused("An indented line belongs to a directive above it, and there is none.")
        if kind == "key" and self.transaction is not None and key.startswith(tags.PREFIX):
            cursor.index += 1
            if option := string(cursor, "The name of an option").strip():
                self.transaction.track(((sys.intern(tags.category_of(key[:-1])), sys.intern(option)),))
        if kind == "key" or self.transaction is None:
            return
        if kind in {"tag", "link"}:
            _skip_tags_and_links(cursor)
        else:
            self.transaction.postings.append(posting(cursor, number))
        cursor.end()

    def _undated(self, cursor: Cursor, number: int) -> None:
        word = cursor.take("word", "A directive")
        if word == "option":
            name, value = string(cursor, "The option's name"), string(cursor, "The option's value")
            if name in NOT_RUN:
                self.parsed.not_run.append((number, f'option "{name}" "{value}"'))
            self.parsed.options.append((number, name, value))
        elif word == "include":
            self.parsed.includes.append((number, string(cursor, "The file's name")))
        elif word == "plugin":
            self.parsed.not_run.append((number, f'plugin "{string(cursor, "The name of the plugin")}"'))
            cursor.take_if("string")
        elif word in ALL_TAGS:
            return
        else:
            raise Refused(f"{shortened(word)} is not a directive.")
        cursor.end()

    def _dated(self, cursor: Cursor, number: int) -> None:
        place, day = Place(self.file, number), date(cursor)
        kind, text = cursor.peek()
        if kind == "word" and text in READ_OVER:
            return
        if kind == "word" and text in READERS:
            cursor.index += 1
            directive = READERS[text](cursor, place, day)
        elif (kind == "word" and text == "txn") or (kind == "sign" and text in SIGN_FLAGS) or _is_letter(kind, text):
            cursor.index += 1
            directive = self.transaction = transaction(cursor, place, day, "*" if text == "txn" else text)
        else:
            raise cursor.unexpected("A directive such as open, balance or *")
        cursor.end()
        self.parsed.directives.append(directive)


def _is_letter(kind: str, text: str) -> bool:
    return kind == "currency" and len(text) == 1


def date(cursor: Cursor) -> datetime.date:
    text = cursor.take("date", "A date")
    try:
        year, month, day = (int(part) for part in text.replace("/", "-").split("-"))
        return datetime.date(year, month, day)
    except ValueError:
        raise Refused(f"{text} is not a day of the calendar.") from None


def string(cursor: Cursor, what: str) -> str:
    return unquoted(cursor.take("string", f"{what} in quotes"))


def account(cursor: Cursor) -> str:
    """Take the name of an account. All of its occurrences share one string, because there are millions of them."""
    return sys.intern(cursor.take("account", "An account such as Assets:Bank"))


def currency(cursor: Cursor) -> str:
    return cursor.take("currency", "A currency such as USD")


def currency_if_any(cursor: Cursor) -> str:
    return sys.intern(cursor.take_if("currency"))


def transaction(cursor: Cursor, place: Place, day: datetime.date, flag: str) -> Transaction:
    texts = []
    while text := cursor.take_if("string"):
        texts.append(unquoted(text))
        cursor.take_if("sign", "|")
    if len(texts) > 2:
        raise Refused("A transaction has at most a payee and a narration, but here are more texts.")
    found = Transaction(place, day, flag, texts[0] if len(texts) == 2 else "", texts[-1] if texts else "")
    _skip_tags_and_links(cursor)
    return found


def _skip_tags_and_links(cursor: Cursor) -> None:
    while cursor.take_if("tag") or cursor.take_if("link"):
        pass


def posting(cursor: Cursor, line: int) -> Posting:
    kind, text = cursor.peek()
    if (kind == "sign" and text in SIGN_FLAGS) or _is_letter(kind, text):
        cursor.index += 1
    found = Posting(line, account(cursor))
    found.number = number_if_any(cursor)
    found.currency = currency_if_any(cursor)
    if opening := cursor.take_if("sign", "{", "{{"):
        found.cost = cost(cursor, is_total=opening == "{{")
    if at := cursor.take_if("sign", "@", "@@"):
        price = number_if_any(cursor)
        if price is not None and price < 0:
            raise Refused("A price is not negative: give the amount its sign instead.")
        found.price = Price(price, currency_if_any(cursor), at == "@@")
    return found


def cost(cursor: Cursor, *, is_total: bool) -> Cost:
    found, closing = Cost(), "}}" if is_total else "}"
    while not cursor.take_if("sign", closing):
        kind, text = cursor.peek()
        if kind == "date":
            found.date = date(cursor)
        elif kind == "string":
            found.label = string(cursor, "A label")
        elif (kind, text) == ("sign", "*"):
            raise Refused("Lots that are merged at their average cost, {*}, are not read.")
        else:
            _cost_amount(cursor, found, is_total)
        if not cursor.take_if("sign", ",") and cursor.peek() != ("sign", closing):
            raise cursor.unexpected(closing)
    for number in (found.per_unit, found.total):
        if number is not None and number < 0:
            raise Refused("A cost is not negative.")
    return found


def _cost_amount(cursor: Cursor, found: Cost, is_total: bool) -> None:
    before = cursor.index
    number = number_if_any(cursor)
    if is_total:
        found.total = number
    else:
        found.per_unit = number
        if cursor.take_if("sign", "#"):
            found.total = number_if_any(cursor)
            if found.total is None:
                raise cursor.unexpected("The number after #")
    found.currency = currency_if_any(cursor)
    if cursor.index == before:
        raise cursor.unexpected("An amount, a date or a label")


def number_if_any(cursor: Cursor) -> Decimal | None:
    kind, text = cursor.peek()
    return number(cursor) if kind == "number" or (kind == "sign" and text in "(+-") else None


def number(cursor: Cursor, depth: int = 0) -> Decimal:
    """Compute a number with + - * / and parentheses. Raises Refused, also for a division by zero."""
    try:
        found = _product(cursor, depth)
        while sign := cursor.take_if("sign", "+", "-"):
            other = _product(cursor, depth)
            found = found + other if sign == "+" else found - other
    except (DivisionByZero, InvalidOperation):
        raise Refused("This cannot be divided by zero.") from None
    return found


def _product(cursor: Cursor, depth: int) -> Decimal:
    found = _factor(cursor, depth)
    while sign := cursor.take_if("sign", "*", "/"):
        other = _factor(cursor, depth)
        found = found * other if sign == "*" else found / other
    return found


def _factor(cursor: Cursor, depth: int) -> Decimal:
    if depth > MAX_DEPTH:
        raise Refused(f"A number has at most {MAX_DEPTH} signs and parentheses inside each other.")
    if sign := cursor.take_if("sign", "+", "-"):
        found = _factor(cursor, depth + 1)
        return found if sign == "+" else -found
    if cursor.take_if("sign", "("):
        found = number(cursor, depth + 1)
        cursor.take("sign", ")")
        return found
    text = cursor.take("number", "A number").replace(",", "")
    if len(text) > MAX_DIGITS + 1:
        raise Refused(f"A number has at most {MAX_DIGITS} digits.")
    return Decimal(text)


def _open(cursor: Cursor, place: Place, day: datetime.date) -> Open:
    name, currencies = account(cursor), []
    while found := cursor.take_if("currency"):
        currencies.append(found)
        if not cursor.take_if("sign", ","):
            break
    booking = cursor.take_if("string")
    return Open(place, day, name, tuple(currencies), unquoted(booking) if booking else "")


def _close(cursor: Cursor, place: Place, day: datetime.date) -> Close:
    return Close(place, day, account(cursor))


def _balance(cursor: Cursor, place: Place, day: datetime.date) -> Balance:
    name, amount = account(cursor), number(cursor)
    tolerance = number(cursor) if cursor.take_if("sign", "~") else None
    return Balance(place, day, name, amount, currency(cursor), tolerance)


def _pad(cursor: Cursor, place: Place, day: datetime.date) -> Pad:
    return Pad(place, day, account(cursor), account(cursor))


def _price(cursor: Cursor, place: Place, day: datetime.date) -> PriceOf:
    return PriceOf(place, day, currency(cursor), number(cursor), currency(cursor))


READERS: dict[str, Callable[[Cursor, Place, datetime.date], Directive]] = {
    "open": _open,
    "close": _close,
    "balance": _balance,
    "pad": _pad,
    "price": _price,
}
