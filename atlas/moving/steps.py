"""What `manage.py move_organization` does: begin, copy, finish; cancel; remove.

An organization is in one of two databases at each moment. It is frozen here before anything is read, what arrives is
frozen in the other database until it is proved, and only then it is marked as moved here. If the command dies between,
the organization stays frozen, and the same command finds out how far it was.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import QuerySet
from django.utils import timezone
from psycopg import sql

from accounting.models import Company, Currency, JournalEntry, LedgerHead
from atlas.moving import NotMoved, copying
from atlas.moving.tables import LEFT_OUT, moved, related, tables
from foundation import audit, guards, tenancy
from foundation.models import AuditRecord, OutgoingEmail
from identity.models import Organization, OrganizationMove, User

SYSTEM = "move_organization"
HERE, THERE = "owner", "move_target"
"""The connections: the owner's of this database, and of the other one."""
ARRIVED = "organization.arrived"
IN_PROGRESS = """
SELECT l.virtualtransaction, l.pid FROM pg_locks l JOIN pg_stat_activity a USING (pid)
WHERE l.locktype = 'virtualxid' AND l.granted AND l.pid <> pg_backend_pid() AND a.datname = current_database()
  AND coalesce(a.backend_type, 'client backend') = 'client backend'
"""
"""All transactions that have begun, also those that have written nothing yet."""
LOOK_SECONDS = 0.1


@contextmanager
def at(alias: str) -> Iterator[BaseDatabaseWrapper]:
    """Let all code use another connection than the application's."""
    application = connections["default"]
    connections["default"] = connections[alias]
    try:
        yield connections[alias]
    finally:
        connections["default"] = application


@contextmanager
def alone(organization: Organization) -> Iterator[None]:
    """Keep other runs of the command away from the organization: one could open it here while another opens it there.

    Raises NotMoved if one is at work.
    """
    key = [f"move_organization {organization.pk}"]
    with ExitStack() as locks:
        for place in (HERE, THERE):
            cursor = locks.enter_context(connections[place].cursor())
            cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", key)
            if not cursor.fetchone()[0]:
                raise NotMoved("Another run of this command is at work for this organization. Wait until it has ended.")
            locks.callback(cursor.execute, "SELECT pg_advisory_unlock(hashtextextended(%s, 0))", key)
        yield


def check(organization: Organization) -> None:
    """Check that the other database can take the organization. Raises NotMoved."""
    here, there = connections[HERE], connections[THERE]
    if set(MigrationRecorder(here).applied_migrations()) != set(MigrationRecorder(there).applied_migrations()):
        raise NotMoved("The other database has other migrations. Both must be of the same release of Atlas.")
    for place, name in ((here, "This database"), (there, "The other database")):
        if wrong := guards.differences(place):
            raise NotMoved(
                f"{name} has other guards than this release: {wrong[0]}. `manage.py apply_guards` mends that."
            )
    with at(HERE):
        currencies = list(Currency.objects.order_by("code").values())
        members = User.objects.filter(organization=organization)
        staff = list(members.filter(is_staff=True) | members.filter(is_superuser=True))
        accounts = set(members.filter(invited_at=None).values_list("email", flat=True))
    if staff:
        raise NotMoved(
            f"{staff[0].email} is staff of Atlas. Staff stay: take these rights away first, or the organization."
        )
    with at(THERE), tenancy.everyone():
        if list(Currency.objects.order_by("code").values()) != currencies:
            raise NotMoved("The other database has other currencies, or other decimals for one.")
        if Organization.objects.filter(id=organization.pk).exists():
            raise NotMoved("The organization is in the other database already.")
        taken = User.objects.filter(invited_at=None, email__in=accounts).order_by("email").first()
        if taken is not None:
            raise NotMoved(f"{taken.email} has an account in the other database, and an address has only one.")


def begin(organization: Organization, to: str = "") -> None:
    """Freeze the organization here: from now on whatever is done for it is refused. Safe to repeat.

    `to` is the database that it moves to, for `check_target`.
    """
    with at(HERE), transaction.atomic():
        if not OrganizationMove.objects.filter(organization=organization).exists():
            audit.record("organization.move_begun", organization, by=SYSTEM, organization_id=organization.pk)
            OrganizationMove.objects.create(organization=organization, evidence={"to": to} if to else {})


def target() -> str:
    """Return which database the other one is, as its address says."""
    named = connections[THERE].settings_dict
    return f"{named['HOST']}:{named['PORT'] or 5432}/{named['NAME']}"


def check_target(organization: Organization) -> None:
    """Check that a move in progress goes to the other database: it may be open there already. Raises NotMoved."""
    with at(HERE):
        move = OrganizationMove.objects.filter(organization=organization, moved_at=None).first()
    if move is not None and move.evidence.get("to", target()) != target():
        raise NotMoved(f"This move goes to {move.evidence['to']}, not to {target()}. Name that database.")


def wait(seconds: float, place: str = HERE) -> None:
    """Wait until every transaction has ended that may not know of the freeze yet. Raises NotMoved."""
    deadline, where = time.monotonic() + seconds, "here" if place == HERE else "there"
    with connections[place].cursor() as cursor:
        cursor.execute(IN_PROGRESS)
        before = set(cursor.fetchall())
        while before:
            cursor.execute(IN_PROGRESS)
            before &= set(cursor.fetchall())
            if before and time.monotonic() > deadline:
                pids = ", ".join(sorted(str(pid) for _, pid in before))
                raise NotMoved(
                    f"Transactions that began before the freeze still run {where} after {seconds:g} s. Wait longer "
                    f"(--wait), or end these processes of PostgreSQL: {pids}."
                )
            time.sleep(LOOK_SECONDS if before else 0)


def copy(organization: Organization, seconds: float) -> None:
    """Copy the organization into the other database, frozen there from its first row on. Raises NotMoved."""
    source = connections[HERE]
    with transaction.atomic(using=HERE), source.cursor() as cursor:
        copying.begin_reading(cursor)
        with at(THERE):
            copying.arrive(organization, source)
        wait(seconds, THERE)
        with at(THERE):
            evidence = copying.send(organization, source)
            _arriving().filter(organization=organization).update(evidence=evidence)


def prove(organization: Organization) -> dict[str, Any]:
    """Open the organization in the other database if what has arrived holds. Returns the evidence. Raises NotMoved."""
    with at(THERE), connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("ANALYZE " + ", ".join(table.name for table in tables()))
        with transaction.atomic():
            evidence = copying.prove(organization)
            audit.record(ARRIVED, organization, by=SYSTEM, new=evidence, organization_id=organization.pk)
    return evidence


def copied(organization: Organization) -> dict[str, Any] | None:
    """Return what an earlier run copied and did not prove, if it copied everything. If not, delete what it copied."""
    with at(THERE):
        move = _arriving().filter(organization=organization).first()
        if move is None or move.evidence["tables"]:
            return None if move is None else dict(move.evidence)
        _delete(organization)
        return None


def _arriving() -> QuerySet[OrganizationMove]:
    """Return the freezes of copies in this database. (Those of moves that begin here have no tables.)"""
    return OrganizationMove.objects.filter(moved_at=None, evidence__has_key="tables")


def arrived(organization: Organization) -> dict[str, Any] | None:
    """Return the evidence of an earlier run that ended there, if what is here is still the same. Raises NotMoved."""
    with at(THERE), tenancy.everyone():
        record = AuditRecord.objects.filter(action=ARRIVED, organization_id=organization.pk).order_by("-id").first()
    if record is None:
        return None
    evidence: dict[str, Any] = record.new
    compare(organization, evidence)
    return evidence


def compare(organization: Organization, evidence: dict[str, Any]) -> None:
    """Compare what an earlier run copied with what is here. Raises NotMoved."""
    source = connections[HERE]
    with transaction.atomic(using=HERE), source.cursor() as cursor:
        copying.begin_reading(cursor)
        if copying.digests(organization, source) != evidence["tables"]:
            raise NotMoved("The organization is in the other database already, and is not what is here.")


def finish(organization: Organization, evidence: dict[str, Any], address: str) -> None:
    """Mark the organization as moved here."""
    with at(HERE), transaction.atomic():
        OrganizationMove.objects.filter(organization=organization, moved_at=None).update(
            moved_at=timezone.now(), address=address, evidence=evidence
        )


def cancel(organization: Organization) -> None:
    """Open the organization here again, and delete a copy there that is not proved. Raises NotMoved if it is there."""
    with at(THERE):
        is_copied = _arriving().filter(organization=organization).exists()
        if is_copied:
            _delete(organization)
        elif Organization.objects.filter(id=organization.pk).exists():
            raise NotMoved("The organization is in the other database. Run the move again: it will end.")
    with at(HERE), transaction.atomic():
        if OrganizationMove.objects.filter(organization=organization, moved_at=None).delete()[0]:
            audit.record("organization.move_cancelled", organization, by=SYSTEM, organization_id=organization.pk)
        elif not is_copied:
            raise NotMoved("There is no move of this organization to cancel.")


def remove(organization: Organization) -> dict[str, int]:
    """Delete the organization here, once the other database has its books. Returns the rows of each table.

    Raises NotMoved. If it is interrupted, the organization is still away, and the same step deletes the rest.
    """
    with at(HERE):
        with transaction.atomic(), connection.cursor() as cursor:
            copying.see_all(cursor)
            move = OrganizationMove.objects.filter(organization=organization).exclude(moved_at=None).first()
            if move is None:
                raise NotMoved("This organization has not moved.")
            _check_that_no_mail_waits(organization)
            companies = Company.objects.filter(organization=organization).order_by("id")
            _check_that_it_is_there(organization, list(LedgerHead.objects.filter(company__in=companies)))
        new = {"name": organization.name, "moved_at": move.moved_at, "companies": move.evidence["companies"]}
        return _delete(organization, lambda: audit.record("organization.removed", organization, by=SYSTEM, new=new))


def _delete(organization: Organization, also: Callable[[], object] = lambda: None) -> dict[str, int]:
    """Delete all rows in the default connection, in turns, and do `also` with the last. Returns the rows of each table.

    The guards, which delete nothing that is posted, are off for these transactions. The organization's own row goes
    last, with that of its freeze, so nobody sees a part of it.
    """
    gone, itself = {}, {table.name: table.itself for table in tables()}
    (own, chosen), *rest = _all_rows(organization)
    for name, where in reversed(rest):
        if name != OrganizationMove._meta.db_table:
            gone[name] = copying.delete(name, where, itself.get(name, ""))
    with copying.turn(own) as cursor:
        OrganizationMove.objects.filter(organization=organization).delete()
        cursor.execute(sql.SQL("DELETE FROM {} WHERE {}").format(sql.Identifier(own), chosen).as_string())
        gone[own] = cursor.rowcount
        also()
    if wrong := guards.differences(connection):
        raise NotMoved(wrong[0])
    return gone


def _check_that_no_mail_waits(organization: Organization) -> None:
    """Check that no mail waits whose file is made of what is here. Raises NotMoved."""
    waiting = OutgoingEmail.objects.filter(sender_id=organization.pk, given_up_at=None).exclude(attachment="").count()
    if waiting:
        raise NotMoved(
            f"Mail with an invoice still waits to be sent from here: {waiting:,}. Nothing is removed. Try again when "
            "it is sent or given up (Outgoing emails in the admin)."
        )


def _check_that_it_is_there(organization: Organization, heads: list[LedgerHead]) -> None:
    with at(THERE), tenancy.everyone():
        if not Organization.objects.filter(id=organization.pk).exists():
            raise NotMoved("The organization is not in the other database. Nothing is removed.")
        for head in heads:
            kept = JournalEntry.objects.filter(company_id=head.company_id, number=head.last_number)
            if head.last_number and not kept.filter(hash=head.last_hash).exists():
                raise NotMoved(f"The books of {head.company_id} in the other database are others. Nothing is removed.")


def _all_rows(organization: Organization) -> Iterator[tuple[str, sql.Composed]]:
    """Yield the tables with rows of an organization and their conditions, those first that others refer to."""
    mine = {table.name: table.chosen(organization) for table in tables()}
    yield from mine.items()
    for model in LEFT_OUT:
        left = apps.get_model(model)
        for field in left._meta.local_concrete_fields:
            name = related(field)
            if name in mine:
                key = moved()[name]._meta.pk.column
                where = sql.SQL("{column} IN (SELECT {key} FROM {table} WHERE {where})").format(
                    column=sql.Identifier(str(field.column)),
                    key=sql.Identifier(str(key)),
                    table=sql.Identifier(name),
                    where=mine[name],
                )
                yield left._meta.db_table, where
