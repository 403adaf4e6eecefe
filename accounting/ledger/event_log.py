"""Write events in the transaction of the change, and nudge the delivery engine after the commit.

The body of an event is made once, and every delivery sends those bytes:

    {"event": "invoice.paid", "timestamp": "2026-01-15T10:30:00Z", "occurred_at": "2026-01-15T10:30:00.417Z",
     "data": {…}, "sequence": 1042}

Times are in UTC. Money is an exact JSON number with the decimals of its currency. Each area declares its events and
their data in its events.py.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import singledispatch
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from django.utils import timezone
from uuid_utils.compat import uuid7

from accounting.ledger import money
from accounting.ledger.event_types import DECLARED
from accounting.ledger.models import Event
from foundation.bell import Bell

DRAIN_TASK = "webhooks.drain"

Data = Mapping[str, Any]


@singledispatch
def data_of(subject: Any) -> Data:
    """Return the data of an event about `subject` in its present state. Each area registers its own types."""
    raise TypeError(f"There are no events about {type(subject).__name__}.")


def exactly(amount: Decimal | int, currency: str) -> Decimal:
    """Return an amount with the decimals of its currency."""
    return money.quantize(Decimal(amount), currency)  # before it is saved, it may be a plain 0


def tell(type: str, subject: Any) -> None:
    """Record an event about `subject`, with its present data. Call it last in an operation."""
    record(subject.company_id, type, subject_id=subject.id, data=data_of(subject))


def tell_many(type: str, subjects: Sequence[Any]) -> None:
    """Record an event about each of `subjects`, which are of one company, in their order. Call it last in an
    operation."""
    now = timezone.now()
    rows = [(uuid7(), subject.id, body(type, now, data_of(subject))) for subject in subjects]
    ids, about, bodies = zip(*rows, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT events_write(%s, %s, %s, %s::uuid[], %s::uuid[], %s::bytea[])",
            [subjects[0].company_id, DECLARED[type].name, now, list(ids), list(about), list(bodies)],
        )
    ring(subjects[0].company_id, type)


def record(company_id: UUID, type: str, *, subject_id: UUID, data: Data) -> Event:
    """Write one event in the transaction of the change, and nudge the delivery engine after the commit.

    It locks the company's ledger head, so call it last in an operation. PostgreSQL itself writes
    `journal_entry.posted`, with the entry (posting.sql).
    """
    now = timezone.now()
    event = Event(company_id=company_id, type=DECLARED[type].name, subject_id=subject_id, created_at=now)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounting_event (id, company_id, type, subject_id, body, created_at)"
            " VALUES (%s, %s, %s, %s, %s, %s) RETURNING sequence, body",
            [event.id, company_id, event.type, subject_id, body(type, now, data), now],
        )
        event.sequence, written = cursor.fetchone()
    event.body = bytes(written)
    ring(company_id, type)
    return event


def body(type: str, at: datetime.datetime, data: Data) -> bytes:
    """Return the bytes that deliveries of an event send, in UTF-8, except the `sequence`.

    PostgreSQL adds the sequence as the last member, because it is known only when the ledger's head is locked.
    """
    told = {"event": type, "timestamp": at, "occurred_at": _to_the_millisecond(at), "data": data}
    return orjson.dumps(told, _exact, _OPTIONS)


def _to_the_millisecond(at: datetime.datetime) -> str:
    return at.astimezone(datetime.UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS


def _exact(value: Any) -> orjson.Fragment:
    if isinstance(value, Decimal):
        return orjson.Fragment(f"{value:f}")
    raise TypeError(f"{type(value).__name__} cannot be part of an event.")


Told = tuple[UUID, str]
"""A company and the type of an event of it."""


_bell = Bell(DRAIN_TASK)


def ask_before_ringing(is_needed: Callable[[set[Told]], bool]) -> None:
    """Set what says whether one of these events needs a nudge. Webhooks does, which the ledger does not know."""
    _bell.is_wanted = is_needed


def ring(company_id: UUID | None = None, type: str = "") -> None:
    """Nudge the delivery engine after the commit, if anyone gets events of this type of the company and no
    engine looks for work anyway.

    Without a company, nudge it in any case. A nudge may be lost, because the schedule sends others.
    """
    _bell.ring_after_commit(company_id and (company_id, type))
