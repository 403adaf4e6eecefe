"""What hash partitions of the big tables cost (docs/decisions/0049), beside the same tables without.

    .venv/bin/python -m benchmarks.partitions [--companies 20] [--entries 2000] [--rounds 5]

Two databases of one server, one with the tables of tests/partitioned.py in 8 partitions, each with so many companies of
so many entries of two lines. Each round does the same in both, in turn. The figures are medians in milliseconds, and of
posting the processor time of PostgreSQL's backend too.
"""

import argparse
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.archiving import books
from benchmarks.house import house, milliseconds, spread, unlimited

NAMES = {"plain": "atlas", "partitioned": "atlas_parts"}
SINGLE = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--companies", type=int, default=20)
    parser.add_argument("--entries", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    found: dict[tuple[str, str], list[float]] = {}
    with house() as servers:
        unlimited()
        make_partitioned(servers)
        made: dict[str, tuple[Any, Any]] = {}
        for kind in NAMES:
            with within(kind):
                all_books = [books(2 * given.entries) for _ in range(given.companies)]
                made[kind] = all_books[0]
                analyze()
        for _ in range(given.rounds):
            for kind in NAMES:
                with within(kind):
                    for name, value in measure(*made[kind]).items():
                        found.setdefault((name, kind), []).append(value)
    print(f"{given.companies} companies of {given.entries:,} entries; load average {os.getloadavg()[1]:.0f}")
    print(f"{'ms':44}" + "".join(f"{kind:>24}" for kind in NAMES))
    for name in dict.fromkeys(name for name, _ in found):
        print(f"{name:44}" + "".join(f"{spread(found[name, kind], places=2):>24}" for kind in NAMES))


def make_partitioned(servers: Any) -> None:
    """Make the second database, with partitions and all guards."""
    import psycopg
    from django.core.management import call_command
    from django.db import connections

    from tests import partitioned

    connections.close_all()
    with psycopg.connect(servers.owner_url, autocommit=True) as owner:
        owner.execute(f"CREATE DATABASE {NAMES['partitioned']} TEMPLATE {NAMES['plain']}")
    partitioned.partition(str(servers.owner_url).removesuffix(NAMES["plain"]) + NAMES["partitioned"])
    with within("partitioned"):
        call_command("apply_guards", verbosity=0)


@contextmanager
def within(kind: str) -> Iterator[None]:
    """Let all connections be to one of the databases."""
    from django.db import connections

    for alias in ("default", "owner"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = NAMES[kind]
    yield


def analyze() -> None:
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")


def measure(by: Any, company: Any) -> dict[str, float]:
    from django.db import connection
    from django.test import Client

    from accounting.models import Account
    from foundation import tenancy
    from identity import tokens

    client = Client(headers={"Authorization": f"Bearer {tokens.issue(by).access_token}"})
    base = f"/api/v1/companies/{company.id}"
    with tenancy.everyone():
        left, right = Account.objects.filter(company=company, code__in=("1000", "4000")).order_by("code")
    lines = [{"account_id": str(left.id), "debit": 5}, {"account_id": str(right.id), "credit": 5}]
    entry = {"date": "2025-06-15", "lines": lines}

    def post(path: str, body: Any) -> None:
        answer = client.post(f"{base}/{path}", body, "application/json")
        assert answer.status_code in (200, 201), answer.content

    def get(path: str) -> None:
        answer = client.get(f"{base}/{path}")
        assert answer.status_code == 200, answer.content

    post("journal-entries", entry)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    one = timed(lambda: post("journal-entries", entry), SINGLE, pid)
    batch = timed(lambda: post("journal-entries/batch", {"entries": [entry] * 1000}), 2, pid)
    dates = "start_date=2025-01-01&end_date=2025-12-31"
    return {
        "POST /journal-entries": one[0],
        "  of PostgreSQL, processor": one[1],
        "POST /journal-entries/batch, 1,000": batch[0],
        "  of PostgreSQL, processor, of a batch": batch[1],
        "GET /journal-entries": milliseconds(lambda: get("journal-entries"), 30),
        "GET /reports/trial-balance": milliseconds(lambda: get(f"reports/trial-balance?{dates}"), 20),
        "GET /journal-entries?account_id=": milliseconds(lambda: get(f"journal-entries?account_id={left.id}"), 20),
    }


def timed(call: Any, times: int, pid: int) -> tuple[float, float]:
    """Return the milliseconds of a call, and the processor time of the backend in them."""
    began, used = time.perf_counter(), processor(pid)
    for _ in range(times):
        call()
    return 1000 * (time.perf_counter() - began) / times, 1000 * (processor(pid) - used) / times


def processor(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
