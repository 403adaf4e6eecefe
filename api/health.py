"""Health checks, for load balancers and `make run`. They need no sign-in and do not count for rate limits."""

import logging
import threading
import time
from typing import Any, NamedTuple

import redis
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.migrations.exceptions import NodeNotFoundError
from django.db.migrations.executor import MigrationExecutor
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import BooleanField, CharField, ChoiceField, ListField
from api.serializers import Serializer
from api.throttles import Uncounted
from api.views import PublicView
from foundation import guards, replica
from foundation.replica import State

logger = logging.getLogger("atlas.api")

DATABASE_TIMEOUT_SECONDS = 2
VALKEY_TIMEOUT_SECONDS = 1
GUARDS_SECONDS = 60
"""How long a process assumes that the guards have not changed since it checked them."""
MAX_SHOWN = 20


class Alive(Serializer):
    status = CharField(help_text="`ok`")


class Ready(Serializer):
    status = CharField(help_text="`ok`, `not_ready`, or `stopping` (this process is about to end).")
    database = BooleanField(help_text="PostgreSQL answers.")
    migrations = BooleanField(help_text="The schema is the one that this code expects.")
    guards = BooleanField(help_text="The functions, triggers and policies in PostgreSQL are those of this release.")
    differences = ListField(child=CharField(), help_text="The guards that are missing, unknown, or differ: up to 20.")
    role = BooleanField(help_text="The database login owns no tables, and row-level security applies to it.")
    limits = BooleanField(help_text="Statements and waits for locks end after a time on the database's connections.")
    valkey = BooleanField(help_text="Valkey answers, so rate limits are shared and background work starts at once.")
    replica = ChoiceField(
        choices=list(State),
        help_text="Whether a replica answers reports: `none` is set, `ok`, or the primary answers because the replica "
        "is `behind`, `away` or `wrong` (promoted, or of another cluster). Readiness does not depend on it.",
    )


class HealthView(PublicView):
    """Whether this process answers."""

    throttle_classes: Any = (Uncounted,)

    @extend_schema(operation_id="health", tags=["health"], responses={200: Alive})
    def get(self, request: Request) -> Response:
        """Show that the process is alive. It checks nothing else."""
        return Response({"status": "ok"})


class ReadyView(PublicView):
    throttle_classes: Any = (Uncounted,)

    @extend_schema(operation_id="health_ready", tags=["health"], responses={200: Ready, 503: Ready})
    def get(self, request: Request) -> Response:
        """Show whether all that requests need is available: PostgreSQL, the schema, Valkey."""
        login = _login()
        database = login is not None
        is_stopping = getattr(request._request, "is_draining", False)
        is_migrated = database and _is_migrated()
        differences = _guards.differences() if is_migrated else []
        checks = {
            "database": database,
            "migrations": is_migrated,
            "guards": is_migrated and not differences,
            "role": bool(login and login.is_bound),
            "limits": bool(login and login.is_limited),
            "valkey": _valkey_answers(),
        }
        ready = all(checks.values()) and not is_stopping
        status = "stopping" if is_stopping else "ok" if ready else "not_ready"
        seen = replica.look().state if database else State.NONE
        body = {"status": status, **checks, "differences": differences[:MAX_SHOWN], "replica": seen}
        return Response(body, status=200 if ready else 503)


_migrated = threading.Event()
"""A schema that fits this code stays so. The check builds the graph of all migrations, so it is done until it is
true."""


def _is_migrated() -> bool:
    if not _migrated.is_set():
        try:
            executor = MigrationExecutor(connection)
        except NodeNotFoundError:
            logger.exception("The database has only some migrations of an earlier edition")
            return False
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            _migrated.set()
    return _migrated.is_set()


class Seen:
    """The differences of the guards that this process found last.

    When a newer release has migrated the database, its guards differ on purpose. We go on while it starts.
    """

    def __init__(self) -> None:
        self._fit_until = 0.0
        self._migrations: int | None = None

    def differences(self) -> list[str]:
        if time.monotonic() < self._fit_until:
            return []
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = '{DATABASE_TIMEOUT_SECONDS}s'")
            cursor.execute("SELECT count(*) FROM django_migrations")
            migrations = cursor.fetchone()[0]
            found = guards.differences(connection) if self._migrations in (None, migrations) else []
        if found:
            logger.error("The guards in the database are not those of this release: %s", "; ".join(found))
        else:
            self._migrations = self._migrations or migrations
            self._fit_until = time.monotonic() + GUARDS_SECONDS
        return found


_guards = Seen()


class Login(NamedTuple):
    """The database login: whether the guards and policies apply to it (docs/decisions/0001-row-level-security.md), and
    whether its statements have time limits. A pooler does not pass on those of atlas/settings.py (docs/scaling.md)."""

    is_bound: bool
    is_limited: bool


_LOGIN = """
SELECT NOT EXISTS (SELECT FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls))
    AND NOT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user),
    NOT EXISTS (SELECT FROM pg_settings WHERE reset_val = '0'
        AND name IN ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'))
"""


def _login() -> Login | None:
    """Return what the database login is, or None if PostgreSQL does not answer."""
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = '{DATABASE_TIMEOUT_SECONDS}s'")
            cursor.execute(_LOGIN)
            login = Login(*cursor.fetchone())
    except (DatabaseError, InterfaceError):
        logger.exception("PostgreSQL does not answer")
        return None
    if not login.is_bound:
        logger.error("The application logs in as a role that owns tables or bypasses row-level security.")
    if not login.is_limited:
        logger.error("The database login has no time limits. Set them on the role: docs/scaling.md.")
    return login


def _valkey_answers() -> bool:
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=VALKEY_TIMEOUT_SECONDS, socket_connect_timeout=VALKEY_TIMEOUT_SECONDS
        ) as client:
            return bool(client.ping())
    except redis.RedisError:
        logger.exception("Valkey does not answer")
        return False
