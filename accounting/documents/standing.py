"""How a document stands: the status that is stored and, once it is posted, what is paid of it and the date.

    posted (`sent`, `approved`) → `partially_paid` → `paid`; `overdue` after the due date until it is paid

This is written once, in `_RULES`, and read twice: from a document in Python (`status`), and as conditions for
PostgreSQL (`conditions`).
"""

import datetime
import operator
from collections.abc import Callable
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple, Protocol

from django.db.models import DateField, F, Func, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast


class Standing(Protocol):
    """What of a document decides how it stands."""

    POSTED: ClassVar[Any]
    status: Any
    due_date: Any
    amount: Any
    amount_paid: Any


class _Rule(NamedTuple):
    """`field` compared with another field, with today's date, or with a number."""

    field: str
    lookup: str
    other: str | Decimal


_TODAY = "today"
_RULES = {
    "paid": _Rule("amount_paid", "gte", "amount"),
    "overdue": _Rule("due_date", "lt", _TODAY),
    "partially_paid": _Rule("amount_paid", "gt", Decimal(0)),
}
"""Status of a posted document → when it has it. The first that holds decides; if none does, it is as it was posted."""
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {"gte": operator.ge, "lt": operator.lt, "gt": operator.gt}


def status(document: Standing, today: datetime.date | None) -> str:
    """Return how a document stands on `today`, which is a date where the company is. Without it: never `overdue`."""
    if document.status == document.POSTED:
        for name, rule in _RULES.items():
            if (rule.other != _TODAY or today is not None) and _holds(rule, document, today):
                return name
    return str(document.status)


def _holds(rule: _Rule, document: Standing, today: datetime.date | None) -> bool:
    other: Any = rule.other
    if isinstance(other, str):
        other = today if other == _TODAY else getattr(document, other)
    return _COMPARE[rule.lookup](getattr(document, rule.field), other)


def conditions(posted: str, today: datetime.date | Combinable) -> dict[str, Q]:
    """Return the condition of each status that a document stored as `posted` can be shown with."""
    left, found = Q(status=posted), {}
    for name, rule in _RULES.items():
        condition = _condition(rule, today)
        found[name] = left & condition
        left &= ~condition
    return {**found, posted: left}


def _condition(rule: _Rule, today: datetime.date | Combinable) -> Q:
    other: Any = rule.other
    if isinstance(other, str):
        other = today if other == _TODAY else F(other)
    return Q(**{f"{rule.field}__{rule.lookup}": other})


def paid(posted: str) -> Q:
    """Return the condition that a document is posted, and that nothing is open on it."""
    return Q(status=posted) & _condition(_RULES["paid"], datetime.date.max)


def unpaid(posted: str) -> Q:
    """Return the condition that a document is posted, and that something is open on it."""
    return Q(status=posted) & ~_condition(_RULES["paid"], datetime.date.max)


def paid_in_part(posted: str) -> Q:
    """Return the condition that something is paid of a posted document, and something is open, overdue or not."""
    return unpaid(posted) & _condition(_RULES["partially_paid"], datetime.date.max)


def today_where_the_company_is(now: datetime.datetime) -> Combinable:
    """Return the expression, for rows of several companies, for the date that it is at each one's place."""
    return Cast(Func(F("company__time_zone"), Value(now), function="timezone"), DateField())


def choices(stored: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the statuses that documents are shown with, from those that are stored: `void` stays the last."""
    derived = [("partially_paid", "Partially paid"), ("paid", "Paid"), ("overdue", "Overdue")]
    return [*(one for one in stored if one[0] != "void"), *derived, *(one for one in stored if one[0] == "void")]
