"""Everything that Atlas refuses, as one tree.

    Refusal
    ├── Unauthenticated     we do not know who this is: HTTP 401
    ├── Invalid             the content is wrong: HTTP 422, names the field where one is to blame
    ├── Conflict            the state, or something that is there already, forbids it: HTTP 409
    ├── Forbidden           this person may not do this: HTTP 403
    └── TooManyAttempts     too many, too fast: HTTP 429, with `retry_after` seconds

identity/errors.py and accounting/errors.py grow the branches. A class has a stable `code`; the branch decides the HTTP
status (api/failures.py). A package declares the refusal of each database constraint that a request can break, so that
a promise kept by PostgreSQL reads as clearly as one checked in Python.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import ClassVar

from django.db import DatabaseError


class Refusal(Exception):
    """`field` is the path of the input to blame, such as `lines[0].debit` or `email`, or empty."""

    code: ClassVar[str] = "refused"
    message: ClassVar[str] = "This is refused."
    blamed: str = ""
    """Where PostgreSQL refused: the id (or other key) of the row that it found at fault, to find the field by."""
    existing_id: str = ""
    """Of a duplicate: the id of the one that is there."""

    def __init__(self, message: str = "", *, field: str = "") -> None:
        super().__init__(message or self.message)
        self.field = field


class Unauthenticated(Refusal):
    code = "not_authenticated"
    message = "Sign in first."


class Invalid(Refusal):
    code = "invalid"
    message = "The value is not valid."


class Conflict(Refusal):
    code = "conflict"
    message = "The current state does not allow this."


class Forbidden(Refusal):
    code = "forbidden"
    message = "Your role does not allow this."


class TooManyAttempts(Refusal):
    """`retry_after` is in whole seconds, at least 1."""

    code = "too_many_attempts"
    message = "Too many attempts. Wait a moment, then try again."

    def __init__(self, message: str = "", *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


Meaning = tuple[type[Refusal], str, str]
"""Refusal, message (empty: the guard's own sentence, or the refusal's), field of the input to blame."""

CONSTRAINTS: dict[str, Meaning] = {}
"""What every package has declared, by the name of the constraint."""


def declare(constraints: Mapping[str, Meaning]) -> Mapping[str, Meaning]:
    """Declare what it means when these constraints are broken, and return them."""
    CONSTRAINTS.update(constraints)
    return constraints


GUARD_SQLSTATE = "23A01"
"""What our own guards raise: their DETAIL is a sentence for people, their HINT the row to blame."""


def from_database(error: DatabaseError) -> Refusal | None:
    """Return the refusal for a broken constraint, or None where the constraint is not ours to explain."""
    diagnostics = getattr(error.__cause__, "diag", None)
    name = getattr(diagnostics, "constraint_name", None)
    if diagnostics is None or name not in CONSTRAINTS:
        return None
    kind, message, field = CONSTRAINTS[name]
    refusal = kind(message, field=field)
    if diagnostics.sqlstate == GUARD_SQLSTATE:
        refusal = kind(diagnostics.message_detail or message, field=field)
        refusal.blamed = diagnostics.message_hint or ""
    elif diagnostics.message_detail:
        # Key (company_id, account_id)=(0190…, 0191…) is not present in table …
        refusal.blamed = diagnostics.message_detail.partition(")=(")[2].partition(")")[0].rpartition(", ")[2]
    return refusal


@contextmanager
def translated() -> Iterator[None]:
    """Turn a broken constraint into its refusal; anything else passes through unchanged."""
    try:
        yield
    except DatabaseError as error:
        refusal = from_database(error)
        if refusal is None:
            raise
        raise refusal from error
