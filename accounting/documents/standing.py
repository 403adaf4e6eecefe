"""Compute the status of a document from its stored status and, once it is posted, the amount paid and the date.

    posted (`sent`, `approved`) → `partially_paid` → `paid`; `overdue` after the due date until it is paid
    posted (`issued`, of credits) → `partially_applied` → `applied`

The rules are written once, in `_RULES` and `_CREDIT_RULES`, and used twice: for a document in Python (`status`), and as
conditions for PostgreSQL (`conditions`).
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
    """The fields of a document that decide its status."""

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
"""The rules for each status of a posted document. The first that is true decides; if none is, the stored status
stays."""
_CREDIT_RULES = {"applied": _RULES["paid"], "partially_applied": _RULES["partially_paid"]}
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {"gte": operator.ge, "lt": operator.lt, "gt": operator.gt}


def _rules(posted: str) -> dict[str, _Rule]:
    """Return the rules of a kind of documents, by the stored status of its posted ones."""
    return _CREDIT_RULES if posted == "issued" else _RULES


def status(document: Standing, today: datetime.date | None) -> str:
    """Return the status of a document on `today`, in the company's time zone. Without `today` it is never `overdue`."""
    if document.status == document.POSTED:
        for name, rule in _rules(document.POSTED).items():
            if (rule.other != _TODAY or today is not None) and _holds(rule, document, today):
                return name
    return str(document.status)


def _holds(rule: _Rule, document: Standing, today: datetime.date | None) -> bool:
    other: Any = rule.other
    if isinstance(other, str):
        other = today if other == _TODAY else getattr(document, other)
    return _COMPARE[rule.lookup](getattr(document, rule.field), other)


def conditions(posted: str, today: datetime.date | Combinable) -> dict[str, Q]:
    """Return the condition for each status of a document whose stored status is `posted`."""
    left, found = Q(status=posted), {}
    for name, rule in _rules(posted).items():
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
    """Return the condition that a document is posted and fully paid."""
    return Q(status=posted) & _condition(_RULES["paid"], datetime.date.max)


def unpaid(posted: str) -> Q:
    """Return the condition that a document is posted and not fully paid."""
    return Q(status=posted) & ~_condition(_RULES["paid"], datetime.date.max)


def paid_in_part(posted: str) -> Q:
    """Return the condition that a posted document is partly paid, overdue or not."""
    return unpaid(posted) & _condition(_RULES["partially_paid"], datetime.date.max)


def today_where_the_company_is(now: datetime.datetime) -> Combinable:
    """Return the expression for today's date in each company's time zone, for rows of several companies."""
    return Cast(Func(F("company__time_zone"), Value(now), function="timezone"), DateField())


def choices(stored: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return all statuses of documents, from the stored ones. `void` stays the last."""
    derived = [("partially_paid", "Partially paid"), ("paid", "Paid"), ("overdue", "Overdue")]
    if ("issued", "Issued") in stored:
        derived = [("partially_applied", "Partially applied"), ("applied", "Applied")]
    return [*(one for one in stored if one[0] != "void"), *derived, *(one for one in stored if one[0] == "void")]
