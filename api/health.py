"""Is it alive, and is it ready: for load balancers and `make run`; no sign-in, not counted against anybody's limit."""

import logging
import threading
from typing import Any

import redis
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import BooleanField, CharField
from api.serializers import Serializer
from api.throttles import Uncounted
from api.views import PublicView

logger = logging.getLogger("atlas.api")

DATABASE_TIMEOUT_SECONDS = 2
VALKEY_TIMEOUT_SECONDS = 1


class Alive(Serializer):
    status = CharField(help_text="`ok`")


class Ready(Serializer):
    status = CharField(help_text="`ok`, `not_ready`, or `stopping` (this process is about to end).")
    database = BooleanField(help_text="PostgreSQL answers.")
    migrations = BooleanField(help_text="The schema is the one that this code expects.")
    role = BooleanField(help_text="The database login owns no tables, and row-level security applies to it.")
    valkey = BooleanField(help_text="Valkey answers, so rate limits are shared and background work starts at once.")


class HealthView(PublicView):
    """Whether this process answers."""

    throttle_classes: Any = (Uncounted,)

    @extend_schema(operation_id="health", tags=["health"], responses={200: Alive})
    def get(self, request: Request) -> Response:
        """Tell that the process is alive. It checks nothing else."""
        return Response({"status": "ok"})


class ReadyView(PublicView):
    throttle_classes: Any = (Uncounted,)

    @extend_schema(operation_id="health_ready", tags=["health"], responses={200: Ready, 503: Ready})
    def get(self, request: Request) -> Response:
        """Tell whether everything that requests need is there: PostgreSQL, the schema, Valkey."""
        is_bound = _is_bound()
        database = is_bound is not None
        is_stopping = getattr(request._request, "is_draining", False)
        checks = {
            "database": database,
            "migrations": database and _is_migrated(),
            "role": bool(is_bound),
            "valkey": _valkey_answers(),
        }
        ready = all(checks.values()) and not is_stopping
        status = "stopping" if is_stopping else "ok" if ready else "not_ready"
        return Response({"status": status, **checks}, status=200 if ready else 503)


_migrated = threading.Event()
"""Once the schema fits this code it goes on to: finding out builds the graph of all migrations, so it is done once."""


def _is_migrated() -> bool:
    if not _migrated.is_set():
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            _migrated.set()
    return _migrated.is_set()


def _is_bound() -> bool | None:
    """Whether the guards and policies bind this login (docs/decisions/0001-row-level-security.md); None: no answer."""
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = '{DATABASE_TIMEOUT_SECONDS}s'")
            cursor.execute(
                "SELECT NOT EXISTS (SELECT FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls))"
                " AND NOT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user)"
            )
            is_bound = bool(cursor.fetchone()[0])
    except (DatabaseError, InterfaceError):
        logger.exception("PostgreSQL does not answer")
        return None
    if not is_bound:
        logger.error("The application logs in as a role that owns tables or bypasses row-level security.")
    return is_bound


def _valkey_answers() -> bool:
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=VALKEY_TIMEOUT_SECONDS, socket_connect_timeout=VALKEY_TIMEOUT_SECONDS
        ) as client:
            return bool(client.ping())
    except redis.RedisError:
        logger.exception("Valkey does not answer")
        return False
