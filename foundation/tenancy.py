"""Decide which organization's rows a transaction may read and write: the second check behind the ORM's filters.

Row-level security compares each row with the settings `atlas.organization_id` and `atlas.company_ids`. They end with
the transaction, so a pooled or reused connection never keeps a tenant. Outside of the two scopes below, the tables of
companies look empty and refuse writes.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from hashlib import blake2b
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from foundation.statements import begin, fetch

EVERYONE = "everyone"
AT_ONE_MOMENT = {"transaction_isolation": "REPEATABLE READ"}
"""For a transaction that only reads: all its statements see what the first one sees, whatever others commit meanwhile.
Within another transaction this setting does nothing."""


@contextmanager
def _scope(tenant: str, settings: dict[str, str], *, at_once: bool = True) -> Iterator[None]:
    isolation = settings.pop("transaction_isolation", "")
    database: Any = connections[DEFAULT_DB_ALIAS]  # `django.db.connection` looks it up for each attribute
    if not database.in_atomic_block:
        with transaction.atomic():
            how = f"BEGIN ISOLATION LEVEL {isolation}, READ ONLY" if isolation else "BEGIN"
            database.begins_with, database.begins_holding = (tenant, settings, how), None
            try:
                if at_once:
                    begin(database)
                yield
            finally:
                database.begins_with = database.begins_holding = None
        return
    with transaction.atomic():
        previous = _set_tenant(tenant, settings)
        yield
        if previous != tenant:
            _set_tenant(previous, {})


def _set_tenant(tenant: str, settings: Mapping[str, str]) -> str:
    """Make the settings of a transaction that has begun. Returns the tenant that it had."""
    also = ", set_config(%s, %s, true)" * len(settings)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT atlas_set_tenant(%s){also}", [tenant, *chain.from_iterable(settings.items())])
        previous: str = cursor.fetchone()[0]
    return previous


def organization(organization_id: UUID, **settings: str) -> AbstractContextManager[None]:
    """Open a transaction that reads and writes the rows of one organization only.

    `settings` are settings of PostgreSQL for this transaction, sent in the same round trip.
    """
    return _scope(str(organization_id), settings)


def organization_when_needed(
    organization_id: UUID, company_id: UUID | None = None, **settings: str
) -> AbstractContextManager[None]:
    """Do as `organization` does, but begin the transaction with its first statement, which may save a round trip or two
    (foundation/statements.py). With a company it reads and writes the rows of this one only."""
    tenant = f"{organization_id}/{company_id}" if company_id else str(organization_id)
    return _scope(tenant, settings, at_once=False)


def everyone(**settings: str) -> AbstractContextManager[None]:
    """Open a transaction across organizations: for staff, workers and commands, never for a customer's request.

    `settings` are settings of PostgreSQL for this transaction, sent in the same round trip.
    """
    return _scope(EVERYONE, settings)


def show_those_away() -> None:
    """Let a transaction across organizations see those too that have moved to another database, as they were when they
    left, until they are removed here (docs/decisions/0048)."""
    fetch("SELECT set_config('atlas.away_organizations', '', true), set_config('atlas.away_companies', '', true)", [])


def everyone_when_needed(**settings: str) -> AbstractContextManager[None]:
    """Do as `everyone` does, but begin the transaction with its first statement, as `organization_when_needed` does."""
    return _scope(EVERYONE, settings, at_once=False)


@contextmanager
def company(organization_id: UUID, company_id: UUID, *, alone: bool = False, **settings: str) -> Iterator[None]:
    """Open a transaction that writes in one company of an organization: beside others, or `alone` (see `hold`)."""
    with organization_when_needed(organization_id, None, **settings):
        hold(organization_id, company_id, alone=alone)
        database: Any = connections[DEFAULT_DB_ALIAS]
        if database.begins_with is not None:
            begin(database)
        yield


def hold(organization_id: UUID, company_id: UUID, *, alone: bool = False) -> None:
    """Until the transaction ends, keep those out who write several things in a company; with `alone`, everybody who
    calls this.

    A single operation takes its locks in one order, and the ledger's head last. Whoever does several holds the head
    and then wants what others hold, who wait for the head. So it calls this with `alone`, before anything else, and so
    does whoever locks in another order. A transaction calls it once for a company: two that hold it and then want it
    alone wait for each other.
    """
    function = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    number = _number(organization_id, company_id)
    database: Any = connections[DEFAULT_DB_ALIAS]
    if database.begins_with is not None and database.begins_holding is None:
        database.begins_holding = function, number
    else:
        fetch(f"SELECT {function}(%s)", [number])


def hold_at_once(organization_id: UUID, company_id: UUID) -> bool:
    """Do as `hold` does beside others, but only if nobody is alone or waits to be. Return whether it is held.

    This is for a transaction that has locked a row already: to wait would be a deadlock if they want that row.
    """
    number = _number(organization_id, company_id)
    [[is_held]] = fetch("SELECT pg_try_advisory_xact_lock_shared(%s)", [number])
    return bool(is_held)


def _number(organization_id: UUID, company_id: UUID) -> int:
    whose = organization_id.bytes + company_id.bytes  # both, because a request can name a company of others
    return int.from_bytes(blake2b(whose, digest_size=8).digest(), signed=True)
