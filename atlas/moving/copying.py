"""Copy the rows of an organization into another database, frozen there, and prove them before it is opened.

The rows come as they are, so the guards, which would number and stamp them anew, are off in the transactions that copy,
as for restoring an archive (accounting/exchange/archive/restoring.py). Keys and checks stay on. To switch guards off
locks their table, so each transaction copies only some rows, and writers have their turn between them. Nobody sees a
part of a copy: its organization is frozen from the first row on. What the guards would have refused, the digests and
the checks of `verify_ledger` find in a transaction of its own, which ends the freeze if they hold.
"""

import hashlib
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import chain, islice
from typing import Any
from uuid import UUID

from django.db import DatabaseError, DataError, IntegrityError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from accounting.exchange.archive import restoring
from accounting.exchange.archive.writing import PLAIN
from accounting.models import Company, LedgerHead
from accounting.reports import integrity
from atlas.moving import NotMoved
from atlas.moving.tables import Table, tables
from foundation import guards, tenancy
from identity.checks import REMOVED_DOMAIN
from identity.models import Organization, OrganizationMove, User

LOCK_TIMEOUT = "1s"
"""How long to wait at once until nobody writes to a table. Writers who come meanwhile wait too."""
LOCK_ATTEMPTS = 30
LOCK_PAUSE = 0.2
"""The seconds between two attempts, in which writers who waited go on."""
NOT_NOW = restoring.NOT_NOW | {
    "42501": "Only the owner of the tables can do this: DATABASE_OWNER_URL here, and --to, must be the owner's.",
}
"""What to say instead of PostgreSQL's error, by its SQLSTATE."""
ROWS_AT_ONCE = 10_000
"""How many rows are copied or deleted before writers have their turn."""
STAGING = "atlas_moved"
"""A temporary table, for rows that COPY cannot write where they belong."""
MAX_SHOWN = 5
COLUMNS = """
SELECT a.attname FROM pg_attribute a
WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attname <> %s
ORDER BY a.attname
"""


def arrive(organization: Organization, source: BaseDatabaseWrapper) -> None:
    """Copy the organization's own row into the default connection, and freeze it there before it has anything else."""
    (table, *_), digest = tables(), hashlib.sha256()
    with source.cursor() as reading, turn(table.name) as cursor:
        columns = _columns(table, reading)
        with reading.copy(_out(table, organization, reading)) as out:
            _put(table, columns, out, digest, cursor)
        OrganizationMove.objects.create(organization=organization, evidence={"tables": {}})


def send(organization: Organization, source: BaseDatabaseWrapper) -> dict[str, Any]:
    """Copy all other rows into the default connection. Returns the evidence of what was sent. Raises NotMoved.

    `source` is in a transaction with one snapshot. Both are the owners of the tables.
    """
    (own, *rest), others = tables(), []
    with source.cursor() as reading:
        sent = {own.name: _read(_out(own, organization, reading), reading)}
        for table in rest:
            sent[table.name] = _send(table, organization, reading)
            if table.name == User._meta.db_table:
                with turn(table.name):
                    others = _add_others(organization, reading)
    return {"tables": sent, "users_that_stand_in": list(map(str, others))}


def prove(organization: Organization) -> dict[str, Any]:
    """Open the organization in the default connection's transaction, and prove what was sent. Returns the evidence.

    Nobody else sees it open before the commit. Raises NotMoved.
    """
    move = OrganizationMove.objects.get(organization=organization)
    evidence: dict[str, Any] = move.evidence
    move.delete()
    with tenancy.everyone(statement_timeout="0"):
        with connection.cursor() as cursor:
            cursor.execute(PLAIN)
        there = digests(organization, connection)
        for name, sent in evidence["tables"].items():
            if there[name] != sent:
                raise NotMoved(f"{name} does not arrive as it was sent: {sent} here, {there[name]} there.")
        return evidence | {"companies": _verify(organization)}


def digests(organization: Organization, source: BaseDatabaseWrapper) -> dict[str, Any]:
    """Return the number of rows and the SHA-256 of each table."""
    with source.cursor() as cursor:
        return {table.name: _read(_out(table, organization, cursor), cursor) for table in tables()}


def delete(table: str, where: sql.Composable, itself: str) -> int:
    """Delete the rows of a table in the default connection, in turns. Returns how many. Nobody may change them.

    `itself` is the column by which rows refer to others of the same table, or empty: those go first, all at once.
    Raises NotMoved.
    """
    name, gone = sql.Identifier(table), 0
    with _told(), connection.cursor() as cursor:
        for also, at_once in _parts(itself):
            chosen = sql.SQL("{} AND {}").format(where, sql.SQL(also))
            with transaction.atomic():
                cursor.execute("SET LOCAL statement_timeout = 0")
                see_all(cursor)
                cursor.execute(
                    sql.SQL("DECLARE gone CURSOR WITH HOLD FOR SELECT ctid FROM {} WHERE {}")
                    .format(name, chosen)
                    .as_string()
                )
            while True:
                cursor.execute("FETCH ALL FROM gone" if at_once else f"FETCH {ROWS_AT_ONCE} FROM gone")
                if not (rows := [place for (place,) in cursor.fetchall()]):
                    break
                with turn(table):
                    cursor.execute(
                        sql.SQL("DELETE FROM {} WHERE ctid = ANY (%s::tid[]) AND {}").format(name, chosen).as_string(),
                        [rows],
                    )
                    gone += cursor.rowcount
            cursor.execute("CLOSE gone")
    return gone


@contextmanager
def turn(table: str) -> Iterator[Any]:
    """Open a transaction of the default connection in which the guards of a table are off, and yield its cursor.

    They are off only for those who see this transaction: nobody else. Writers of the table wait for it. Raises
    NotMoved.
    """
    with _told(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'; SET LOCAL statement_timeout = 0; {PLAIN}")
        # Keys to small tables, or those without statistics, would otherwise be checked by reading the whole table.
        cursor.execute("SET LOCAL enable_seqscan = off")
        see_all(cursor)
        _lock(table, cursor)
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield cursor
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _lock(table: str, cursor: Any) -> None:
    """Keep writers from a table. If a transaction of theirs lasts, let the others go on, and try again."""
    for attempt in range(1, LOCK_ATTEMPTS + 1):
        try:
            with transaction.atomic():
                cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
            return
        except DatabaseError as error:
            if getattr(error.__cause__, "sqlstate", "") != "55P03" or attempt == LOCK_ATTEMPTS:
                raise
            time.sleep(LOCK_PAUSE)


@contextmanager
def _told() -> Iterator[None]:
    """Raise NotMoved for errors of the database that the operator can do something about."""
    try:
        yield
    except (IntegrityError, DataError) as error:
        raise NotMoved(f"The database refuses a row: {error.__cause__}") from error
    except DatabaseError as error:
        sentence = NOT_NOW.get(getattr(error.__cause__, "sqlstate", ""))
        if sentence is None:
            raise
        raise NotMoved(sentence) from error


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


def _columns(table: Table, cursor: Any) -> tuple[str, ...]:
    cursor.execute(COLUMNS, [table.name, table.counted])
    return tuple(name for (name,) in cursor.fetchall())


def _out(table: Table, organization: Organization, cursor: Any, also: str = "true") -> str:
    rows = replace(table, where=f"{table.where} AND {also}").select(_columns(table, cursor), organization)
    return sql.SQL("COPY ({}) TO STDOUT").format(rows).as_string()


def _read(query: str, cursor: Any) -> dict[str, Any]:
    """Return the number of rows of a COPY, and the SHA-256 of what it writes."""
    digest = hashlib.sha256()
    with cursor.copy(query) as copy:
        for block in copy:
            digest.update(block)
    return {"rows": cursor.rowcount, "sha256": digest.hexdigest()}


def _send(table: Table, organization: Organization, reading: Any) -> dict[str, Any]:
    """Copy one table, in turns. Returns the number of rows that were sent, and their digest."""
    digest, rows = hashlib.sha256(), 0
    columns = _columns(table, reading)
    for also, at_once in reversed(_parts(table.itself)):
        with connection.wrap_database_errors, reading.copy(_out(table, organization, reading, also)) as out:
            blocks = iter(out)
            for first in blocks:
                some = chain([first], blocks if at_once else islice(blocks, ROWS_AT_ONCE - 1))
                with turn(table.name) as cursor:
                    _put(table, columns, some, digest, cursor)
        rows += reading.rowcount
    return {"rows": rows, "sha256": digest.hexdigest()}


def _put(table: Table, columns: tuple[str, ...], blocks: Iterable[Any], digest: Any, cursor: Any) -> None:
    """Write rows into their table, as COPY has read them."""
    names = sql.SQL(", ").join(map(_name, columns))
    place, is_staged = table.name, table.through is not None or _binds_its_owner(table, cursor)
    if is_staged:
        place = STAGING
        like = sql.SQL("SELECT {} FROM {}").format(sql.SQL(", ").join(map(table.value, columns)), _name(table.name))
        cursor.execute(sql.SQL("CREATE TEMPORARY TABLE {} AS {} WITH NO DATA").format(_name(place), like).as_string())
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(_name(place), names).as_string()
    with connection.wrap_database_errors, cursor.copy(into) as copy:
        for block in blocks:
            digest.update(block)
            copy.write(block)
    if is_staged:
        cursor.execute(_from_staging(table, columns))


def _parts(itself: str) -> list[tuple[str, bool]]:
    """Return conditions for the rows of a table, and whether the rows go at once: those that refer to others of the
    table, of which some may refer to each other, and then the others."""
    return [(f"{itself} IS NOT NULL", True), (f"{itself} IS NULL", False)] if itself else [("true", False)]


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


def _add_others(organization: Organization, reading: Any) -> list[UUID]:
    """Add the users of elsewhere whom the rows name: staff of Atlas. They stand there as removed staff, with their
    names. Returns the ids of those that are added."""
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
    added = [_removed(id, name, organization.created_at) for id, name in found.items() if id not in there]
    User.objects.bulk_create(added)
    return [user.pk for user in added]


def _removed(id: UUID, name: str, since: datetime) -> User:
    """Return removed staff. They are of no organization: the next that moves here may name them too."""
    user = User(id=id, email=f"{id}@{REMOVED_DOMAIN}", full_name=name, is_staff=True, is_active=False, removed_at=since)
    user.set_unusable_password()
    return user


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
