"""Copy the rows of an organization into another database, in one transaction there, and prove them by their digests.

The rows come as they are, so the guards, which would number and stamp them anew, are off for this transaction, as for
restoring an archive (accounting/exchange/archive/restoring.py). Keys and checks stay on. What the guards would have
refused, the checks of `verify_ledger` find before the commit.
"""

import hashlib
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import DatabaseError, DataError, IntegrityError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from accounting.exchange.archive.writing import PLAIN
from accounting.models import Company, LedgerHead
from accounting.reports import integrity
from atlas.moving import NotMoved
from atlas.moving.tables import Table, tables
from foundation import guards
from identity.checks import REMOVED_DOMAIN
from identity.models import Organization, User

LOCK_TIMEOUT = "30s"
"""How long to wait until nobody writes to the tables."""
NOT_NOW = {
    "55P03": "Others are writing to the tables: try again when it is quiet.",
    "40P01": "Others are writing to the tables, and one of us had to give way: try again when it is quiet.",
    "42501": "Only the owner of the tables can do this: DATABASE_OWNER_URL here, and --to, must be the owner's.",
}
"""What to say instead of PostgreSQL's error, by its SQLSTATE."""
STAGING = "atlas_moved"
"""A temporary table, for rows that COPY cannot write where they belong."""
MAX_SHOWN = 5
COLUMNS = """
SELECT a.attname FROM pg_attribute a
WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attname <> %s
ORDER BY a.attname
"""


def copy(organization: Organization, source: BaseDatabaseWrapper) -> dict[str, Any]:
    """Copy all rows into the default connection, prove them, and return the evidence. Raises NotMoved.

    Both connections are in transactions, as the owners of the tables; that of `source` has one snapshot.
    """
    evidence: dict[str, Any] = {"tables": {}}
    try:
        with connection.cursor() as cursor, source.cursor() as reading:
            cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
            cursor.execute(PLAIN)
            switch(cursor, "DISABLE")
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in tables():
                said = _copy(table, organization, reading, cursor)
                evidence["tables"][table.name] = said
                if table.name == User._meta.db_table:
                    evidence["users_that_stand_in"] = _add_others(organization, reading)
            switch(cursor, "ENABLE")
            cursor.execute("ANALYZE " + ", ".join(table.name for table in tables()))
    except (IntegrityError, DataError) as error:
        raise NotMoved(f"The other database refuses a row: {error.__cause__}") from error
    except DatabaseError as error:
        sentence = NOT_NOW.get(getattr(error.__cause__, "sqlstate", ""))
        if sentence is None:
            raise
        raise NotMoved(sentence) from error
    return evidence | {"companies": _verify(organization)}


def digests(organization: Organization, source: BaseDatabaseWrapper) -> dict[str, Any]:
    """Return the number of rows and the digest of each table, as `copy` does."""
    with source.cursor() as cursor:
        return {table.name: _read(_out(table, organization, cursor), cursor) for table in tables()}


def begin_reading(cursor: Any) -> None:
    """Read with one snapshot, as PostgreSQL writes its values everywhere, and past row-level security.

    Some tables force it on their owner. The setting is made here, not by `tenancy`, which hides organizations that are
    away.
    """
    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
    cursor.execute(PLAIN)
    see_all(cursor)


def see_all(cursor: Any) -> None:
    """Let the transaction see organizations that are away too. The policies of some tables hide them from the owner."""
    cursor.execute("SELECT set_config('atlas.organization_id', 'everyone', true)")


def switch(cursor: Any, how: str) -> None:
    """Turn the guards of the tables off or on, for everybody who sees this transaction: that is nobody else."""
    for table in tables():
        cursor.execute(f"ALTER TABLE {table.name} {how} TRIGGER USER")


def _columns(table: Table, cursor: Any) -> tuple[str, ...]:
    cursor.execute(COLUMNS, [table.name, table.counted])
    return tuple(name for (name,) in cursor.fetchall())


def _out(table: Table, organization: Organization, cursor: Any) -> str:
    rows = table.select(_columns(table, cursor), organization)
    return sql.SQL("COPY ({}) TO STDOUT").format(rows).as_string()


def _read(query: str, cursor: Any) -> dict[str, Any]:
    """Return the number of rows of a COPY, and the SHA-256 of what it writes."""
    digest = hashlib.sha256()
    with cursor.copy(query) as copy:
        for block in copy:
            digest.update(block)
    return {"rows": cursor.rowcount, "sha256": digest.hexdigest()}


def _copy(table: Table, organization: Organization, reading: Any, cursor: Any) -> dict[str, Any]:
    """Copy one table, and read it again. Returns its number of rows and digest. Raises NotMoved."""
    query, columns = _out(table, organization, reading), _columns(table, reading)
    names = sql.SQL(", ").join(map(_name, columns))
    place, is_staged = table.name, table.through is not None or _binds_its_owner(table, cursor)
    if is_staged:
        rows, place = table.select(columns, organization), STAGING
        cursor.execute(sql.SQL("CREATE TEMPORARY TABLE {} AS {} WITH NO DATA").format(_name(place), rows).as_string())
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(_name(place), names).as_string()
    digest = hashlib.sha256()
    with connection.wrap_database_errors, reading.copy(query) as out, cursor.copy(into) as copy:
        for block in out:
            digest.update(block)
            copy.write(block)
    sent = {"rows": reading.rowcount, "sha256": digest.hexdigest()}
    if is_staged:
        cursor.execute(_from_staging(table, columns))
    arrived = _read(_out(table, organization, cursor), cursor)
    if arrived != sent:
        raise NotMoved(f"{table.name} does not arrive as it was sent: {sent} here, {arrived} there.")
    return sent


def _binds_its_owner(table: Table, cursor: Any) -> bool:
    """Return whether row-level security binds the owner too: then COPY does not write there, but INSERT does."""
    cursor.execute("SELECT relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", [table.name])
    return bool(cursor.fetchone()[0])


def _from_staging(table: Table, columns: tuple[str, ...]) -> str:
    """Return the statements that put staged rows into their table, with the numbers that others have in this one."""
    values: list[sql.Composable] = list(map(_name, columns))
    if table.through is not None:
        column, other, counted, known_by = table.through
        values[columns.index(column)] = sql.SQL(
            "(SELECT {counted} FROM {other} AS named WHERE named.{known_by} = {staging}.{column})"
        ).format(
            counted=_name(counted),
            other=_name(other),
            known_by=_name(known_by),
            staging=_name(STAGING),
            column=_name(column),
        )
    statements = sql.SQL("INSERT INTO {table} ({names}) SELECT {values} FROM {staging}; DROP TABLE {staging}")
    comma = sql.SQL(", ")
    return statements.format(
        table=_name(table.name),
        names=comma.join(map(_name, columns)),
        values=comma.join(values),
        staging=_name(STAGING),
    ).as_string()


def _name(name: str) -> sql.Identifier:
    return sql.Identifier(name)


def _add_others(organization: Organization, reading: Any) -> int:
    """Add the users of elsewhere whom the rows name: staff of Atlas. They stand there as removed users, with their
    names. Returns how many are added."""
    named = sql.SQL(" UNION ").join(
        sql.SQL("SELECT {user} FROM {table} WHERE {where}").format(
            user=sql.Identifier(user), table=sql.Identifier(table.name), where=table.chosen(organization)
        )
        for table in tables()
        for user in table.users
    )
    outside = sql.SQL("SELECT id, full_name FROM {} WHERE organization_id IS DISTINCT FROM {} AND id IN ({})").format(
        sql.Identifier(User._meta.db_table), sql.Literal(organization.pk), named
    )
    reading.execute(outside.as_string())
    found: dict[UUID, str] = dict(reading.fetchall())
    there = set(User.objects.filter(id__in=found).values_list("id", flat=True))
    added = list(_removed(organization, {id: name for id, name in found.items() if id not in there}))
    User.objects.bulk_create(added)
    return len(added)


def _removed(organization: Organization, names: dict[UUID, str]) -> Iterator[User]:
    for id, name in names.items():
        user = User(id=id, organization=organization, email=f"{id}@{REMOVED_DOMAIN}", full_name=name, is_active=False)
        user.removed_at = organization.created_at
        user.set_unusable_password()
        yield user


def _verify(organization: Organization) -> dict[str, Any]:
    """Check the guards and the books of each company here. Returns the last entry of each. Raises NotMoved."""
    _refuse(guards.differences(connection))
    heads = {}
    for company in Company.objects.filter(organization=organization).order_by("id"):
        _refuse([failure for check in integrity.checks(company) for failure in check.failures])
        head = LedgerHead.objects.get(company=company)
        heads[str(company.pk)] = {"last_number": head.last_number, "last_hash": head.last_hash}
    return heads


def _refuse(wrong: list[str]) -> None:
    if wrong:
        more = f" And {len(wrong) - MAX_SHOWN:,} more." if len(wrong) > MAX_SHOWN else ""
        raise NotMoved(f"What arrives does not hold: {' '.join(wrong[:MAX_SHOWN])}{more}")
