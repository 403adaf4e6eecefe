"""Common code of the benchmarks: temporary servers with Django, and how figures are measured and shown."""

import os
import signal
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from atlas import embedded
from atlas.embedded import Servers

SECRET = "0123456789abcdef0123456789abcdef"


@contextmanager
def house(kept: Path | None = None) -> Iterator[Servers]:
    """Start durable servers, migrate, and set Django up for them in production mode. Their data is temporary, unless
    it is `kept` in a directory."""
    with ExitStack() as stack:
        home = str(kept) if kept else stack.enter_context(tempfile.TemporaryDirectory(prefix="atlas-bench-"))
        servers = stack.enter_context(embedded.servers(Path(home)))
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "atlas.settings",
            "DEBUG": "0",  # Django's debug mode keeps the text of every query, which takes longer than the query
            **dict.fromkeys(("SECRET_KEY", "JWT_SIGNING_KEY", "ENCRYPTION_KEYS"), SECRET),
            "ALLOWED_HOSTS": "*",
            "PUBLIC_URL": "http://localhost",
            "WEBHOOKS_ALLOW_HTTP_LOOPBACK": "1",
            "LOG_LEVEL": "ERROR",
            "DATABASE_URL": servers.database_url,
            "DATABASE_OWNER_URL": servers.owner_url,
            "REDIS_URL": servers.redis_url,
            "ATLAS_HOME": home,
        }
        import django
        import psycopg
        from django.core.management import call_command

        django.setup()
        call_command("migrate", database="owner", verbosity=0, skip_checks=True)
        with psycopg.connect(host=str(Path(home) / "run"), user="postgres", dbname="atlas", autocommit=True) as root:
            root.execute("GRANT pg_checkpoint, pg_maintain TO atlas_owner")
        yield servers


def unlimited() -> None:
    """Let every organization ask as often as it likes. Requests are counted as usual, but none is refused."""
    from foundation.limiter import Limit
    from identity.rate_limits import LIMITS

    LIMITS.update(dict.fromkeys(LIMITS, Limit(per_minute=10_000_000, burst=1_000_000)))


def restart(servers: Servers, name: str, number: signal.Signals) -> None:
    """End a server with a signal, and start it again a second later."""
    child = servers._children[name]
    child.send_signal(number)
    child.wait()
    time.sleep(1)
    servers.revive()


def open_organization(name: str, **fields: Any) -> Any:
    """Create an organization and return its admin. Call it within `tenancy.everyone()`."""
    from identity.models import Organization, Role, User

    organization = Organization.objects.create(name=name, **fields)
    email = f"{organization.pk}@example.com"
    return User.objects.create_user(email, None, organization=organization, role=Role.ADMIN, full_name="B")


def unguard(owner: Any, table: str) -> None:
    """Switch off the checks of a table, because they take longer than inserting the rows. Reading does not change."""
    owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    keys = owner.execute("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'", [table])
    for (name,) in keys.fetchall():
        owner.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')


def count_again(owner: Any) -> None:
    """Make the numbers of rows that lists show right, after rows were inserted past the triggers that keep them."""
    owner.execute("SELECT rows_count_again()")
    owner.execute(
        """UPDATE accounting_ledgerhead h SET last_number = coalesce(
            (SELECT max(number) FROM accounting_journalentry e WHERE e.company_id = h.company_id), 0)"""
    )


@contextmanager
def unindexed(owner: Any, tables: list[str]) -> Iterator[None]:
    """Leave out the indexes that are not keys while so many rows are inserted, and make them again at the end."""
    found = owner.execute(
        """SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
        WHERE i.indrelid = ANY (%s::regclass[])
            AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)""",
        [tables],
    ).fetchall()
    for name, _ in found:
        owner.execute(f"DROP INDEX {name}")
    yield
    for _, definition in found:
        owner.execute(definition)


def milliseconds(call: Callable[[], object], times: int) -> float:
    """Return the median time of so many calls."""
    taken: list[float] = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def spread(values: list[float], unit: str = "", *, places: int | None = None) -> str:
    """Return the median, the least and the greatest value: `1,480 (1,390–1,520)`. By default values below ten have one
    decimal."""
    median = statistics.median(values)
    if places is None:
        places = 0 if median >= 10 else 1
    return f"{median:,.{places}f}{unit} ({min(values):,.{places}f}–{max(values):,.{places}f})"
