"""Restore an archive: all of it with its ids, numbers, hashes and moments, or nothing.

The rows are copied as they were, so the guards, which would number and stamp them anew, are off for this transaction,
and are on again before it ends. Only the owner of the tables can do that. Until the end, nobody else writes to these
tables. Keys and checks stay on. What the guards would have refused, the checks of `verify_ledger` find, before the
commit.
"""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
from django.db import DatabaseError, DataError, IntegrityError, connection
from django.utils import timezone
from psycopg import sql

from accounting.exchange.archive import Unreadable, reading
from accounting.exchange.archive.tables import Table, tables
from accounting.exchange.archive.writing import PEOPLE
from accounting.ledger.models import Company, LedgerHead
from foundation import audit, guards
from identity.checks import REMOVED_DOMAIN
from identity.models import Organization, User

LOCK_TIMEOUT = "30s"
"""How long to wait until nobody writes to the tables."""
NOT_NOW = {
    "55P03": "Others are writing to the tables: try again when it is quiet.",
    "40P01": "Others are writing to the tables, and one of us had to give way: try again when it is quiet.",
    "42501": "Only the owner of the tables can restore: the command needs DATABASE_OWNER_URL.",
}
"""What to say instead of PostgreSQL's error, by its SQLSTATE."""
MAX_SHOWN = 5
MAX_TOLD = 400
"""The characters of what PostgreSQL says, which may be a whole row."""


def restore(
    path: Path, *, organization: Organization, verify: Callable[[Company], Sequence[str]], system: str
) -> tuple[Company, int]:
    """Restore an archive as a company of `organization`. Return it, and how many users stand in for former ones.

    Call it as the owner of the tables, in a transaction. `verify` returns a sentence for each thing that is wrong in
    the books. `system` is the name of the command, for the audit trail. Raises Unreadable.
    """
    archive = reading.check(path)
    _refuse_existing(archive.header, organization)
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
            _switch(cursor, "DISABLE")
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            people = _copy(cursor, path, archive, organization)
            _switch(cursor, "ENABLE")
            cursor.execute("ANALYZE " + ", ".join(table.name for table in tables()))
    except DatabaseError as error:
        sentence = NOT_NOW.get(getattr(error.__cause__, "sqlstate", ""))
        if sentence is None:
            raise
        raise Unreadable(sentence) from error
    company = Company.objects.select_related("organization").filter(id=archive.header.company_id).first()
    if company is None:
        raise Unreadable("The archive has no company.")
    _check(company, archive, verify)
    new = {
        "sha256": archive.sha256,
        "taken_at": archive.header.taken_at,
        "last_number": archive.header.last_number,
        "last_hash": archive.header.last_hash,
        "users_that_stand_in": people,
    }
    audit.record("company.restored", company, by=system, new=new, company_id=company.id)
    return company, people


def _refuse_existing(header: reading.Header, organization: Organization) -> None:
    there = Company.objects.filter(id=header.company_id).select_related("organization").first()
    if there is not None:
        raise Unreadable(
            f"This company is here already: {there.name!r} of {there.organization.name!r} ({there.id}). A company is "
            "restored where it is not, because its ids and hashes stay."
        )
    if Company.objects.filter(organization=organization, name=header.company_name).exists():
        raise Unreadable(
            f"{organization.name} has another company named {header.company_name!r}. Rename that one first."
        )


def _switch(cursor: Any, how: str) -> None:
    """Turn the guards of the tables off or on, for everybody who sees this transaction: that is nobody else."""
    for table in tables():
        cursor.execute(f"ALTER TABLE {table.name} {how} TRIGGER USER")


def _copy(cursor: Any, path: Path, archive: reading.Checked, organization: Organization) -> int:
    """Copy all rows into their tables. Return how many users were added."""
    found = reading.lines(path)
    digest = hashlib.sha256(next(found, b""))
    digest.update(next(found, b""))  # the marker of the users
    number, rows = 2, list[list[str | None]]()
    for _ in range(archive.counts[PEOPLE]):
        number += 1
        rows.append(_row(next(found, b""), number, 2, digest))
    people = _add_people(rows, organization)
    for table in tables():
        digest.update(next(found, b""))
        number += 1
        columns = (*table.columns, "organization_id") if table.has_organization else table.columns
        also = [str(organization.id)] if table.has_organization else []
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), names).as_string()
        company_id = str(archive.header.company_id)
        try:
            with connection.wrap_database_errors, cursor.copy(into) as copy:
                for _ in range(archive.counts[table.name]):
                    number += 1
                    row = _row(next(found, b""), number, len(table.columns), digest)
                    if row[table.company] != company_id:
                        raise Unreadable(f"Line {number}: this row of {table.name} is of another company.")
                    copy.write_row([*row, *also])
        except (IntegrityError, DataError) as error:
            raise Unreadable(_refused(table, error)) from error
        if cursor.rowcount != archive.counts[table.name]:
            raise Unreadable(f"PostgreSQL took {cursor.rowcount:,} rows of {table.name}.")
    if digest.hexdigest() != archive.sha256:
        raise Unreadable("The file changed while it was read.")
    return people


def _row(line: bytes, number: int, length: int, digest: Any) -> list[str | None]:
    digest.update(line)
    try:
        row = orjson.loads(line)
    except ValueError:
        row = None
    if not isinstance(row, list) or len(row) != length or not all(one is None or type(one) is str for one in row):
        raise Unreadable(f"Line {number}: this is not a row of {length} texts.")
    return row


def _add_people(rows: list[list[str | None]], organization: Organization) -> int:
    """Add the users whom the books name and who are not here, as users that were removed: with their names, for ever
    without an account. The hashes have their ids, so nobody else can take their place."""
    try:
        named = {UUID(id or ""): name or "" for id, name in rows}
    except ValueError as error:
        raise Unreadable("A user in this archive has an id that is not valid.") from error
    there = set(User.objects.filter(id__in=named).values_list("id", flat=True))
    added = [
        User(
            id=id,
            organization=organization,
            email=f"{id}@{REMOVED_DOMAIN}",
            full_name=name,
            is_active=False,
            removed_at=timezone.now(),
        )
        for id, name in named.items()
        if id not in there
    ]
    for user in added:
        user.set_unusable_password()
    try:
        User.objects.bulk_create(added)
    except (IntegrityError, DataError) as error:
        raise Unreadable(f"PostgreSQL refuses a user of this archive: {_told(error)}") from error
    return len(added)


def _check(company: Company, archive: reading.Checked, verify: Callable[[Company], Sequence[str]]) -> None:
    """Check what came in, and that the guards are on. Raises Unreadable."""
    head = LedgerHead.objects.filter(company=company).first() or LedgerHead(company=company)
    if (head.last_number, head.last_hash) != (archive.header.last_number, archive.header.last_hash):
        raise Unreadable("The first line of the archive names another last entry than its rows.")
    for wrong in (guards.differences(connection), verify(company)):
        if wrong:
            more = f" And {len(wrong) - MAX_SHOWN:,} more." if len(wrong) > MAX_SHOWN else ""
            raise Unreadable(f"These books do not hold: {' '.join(wrong[:MAX_SHOWN])}{more}")


def _refused(table: Table, error: DatabaseError) -> str:
    return f"PostgreSQL refuses a row of {table.name}: {_told(error)}"


def _told(error: DatabaseError) -> str:
    diagnostics = getattr(error.__cause__, "diag", None)
    told = (getattr(diagnostics, "message_primary", None), getattr(diagnostics, "message_detail", None))
    return (". ".join(text.rstrip(".") for text in told if text) + ".")[:MAX_TOLD]
