"""All refusals of Atlas, as one tree.

    Refusal
    ├── Unauthenticated     we do not know who asks: HTTP 401
    ├── Invalid             the content is wrong: HTTP 422, with the field if one is wrong
    ├── Conflict            the state, or an object that exists already, forbids it: HTTP 409
    ├── Forbidden           the user may not do this: HTTP 403
    ├── TooManyAttempts     too many requests in this time: HTTP 429, with `retry_after` seconds
    └── Unavailable         not for a while: HTTP 503, with `retry_after` seconds

identity/errors.py and accounting/errors.py add classes to the branches. A class has a stable `code`; the branch decides
the HTTP status (api/failures.py). A package declares the refusal of each database constraint that a request can break,
so that the message is as clear as that of a check in Python.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import ClassVar

from django.db import DatabaseError, connection


class Refusal(Exception):
    """An error that says why an operation changed nothing.

    `field` is the path of the input that is wrong, such as `lines[0].debit` or `email`, or empty.
    """

    code: ClassVar[str] = "refused"
    message: ClassVar[str] = "This is refused."
    blamed: str = ""
    """If PostgreSQL refused: the id (or other key) of the row that is wrong, by which the field is found."""
    existing_id: str = ""
    """For a duplicate: the id of the existing object."""

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
    """Too many attempts in a time. `retry_after` is in whole seconds, at least 1."""

    code = "too_many_attempts"
    message = "Too many attempts. Wait a moment, then try again."

    def __init__(self, message: str = "", *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Unavailable(Refusal):
    """What is asked for is not available for a while. `retry_after` is in whole seconds."""

    code = "unavailable"
    message = "The service is busy. Nothing was changed. Try again."
    retry_after: ClassVar[int] = 60


Meaning = tuple[type[Refusal], str, str]
"""The refusal, its message (if empty, that of the guard or of the refusal), and the field of the input."""

CONSTRAINTS: dict[str, Meaning] = {}
"""The meanings that all packages have declared, by the name of the constraint."""


def declare(constraints: Mapping[str, Meaning]) -> Mapping[str, Meaning]:
    """Declare the refusals for these constraints, and return them."""
    CONSTRAINTS.update(constraints)
    return constraints


GUARD_SQLSTATE = "23A01"
"""The SQLSTATE of our own guards. Their DETAIL is a sentence for people, their HINT the row that is wrong."""


def from_database(error: DatabaseError) -> Refusal | None:
    """Return the refusal for a broken constraint, or None if no package has declared it."""
    diagnostics = getattr(error.__cause__, "diag", None)
    name = declared_name(getattr(diagnostics, "constraint_name", None) or "")
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


_declared: dict[str, str] = {}
"""The names that partitions' constraints and unique indexes have, to those of the partitioned table."""

PARTITIONS = """
SELECT relname, (SELECT relname FROM pg_class root WHERE root.oid = pg_partition_root(part.oid))
FROM pg_class part WHERE relkind = 'i' AND relispartition AND relnamespace = 'public'::regnamespace
UNION ALL
SELECT part.conname, root.conname FROM pg_constraint part JOIN pg_constraint root ON root.oid = part.conparentid
WHERE part.contype = 'f' AND part.conname <> root.conname AND part.connamespace = 'public'::regnamespace
"""


def declared_name(name: str) -> str:
    """Return the name under which a constraint is declared, where PostgreSQL says the partition's.

    An unknown name is looked up once. That takes a connection of its own: the transaction at hand is broken.
    """
    if name and name not in CONSTRAINTS and name not in _declared:
        other = connection.copy()
        try:
            with other.cursor() as cursor:
                cursor.execute(PARTITIONS)
                _declared.update({name: name, **dict(cursor.fetchall())})
        finally:
            other.close()
    return _declared.get(name, name)


@contextmanager
def translated() -> Iterator[None]:
    """Turn a broken constraint into its refusal. Other errors pass unchanged."""
    try:
        yield
    except DatabaseError as error:
        refusal = from_database(error)
        if refusal is None:
            raise
        raise refusal from error
