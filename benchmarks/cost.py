"""What a million entries a month cost: processor time, bytes on disk, and write-ahead log.

    .venv/bin/python -m benchmarks.cost [--entries 2000] [--batches 20]

Entries of two lines, by `POST /journal-entries` one by one and by `POST /journal-entries/batch` with 1,000 each, in
this process. Its processor time is that of a web process without granian's; PostgreSQL's is that of all its processes,
the writing of the log included. Bytes on disk are of all tables with their indexes, after a CHECKPOINT. No webhook
listens.
"""

import argparse
import time
from typing import Any

import orjson
import psutil

from benchmarks.house import house, open_organization, unlimited

BATCH = 1000
MONTH_SECONDS = 30 * 24 * 3600
MILLION = 1_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=2000)
    parser.add_argument("--batches", type=int, default=20)
    given = parser.parse_args()
    with house():
        send, _ = sender()
        send(1, 0)
        send(1, BATCH)
        print(f"{'per entry':34}{'web, ms':>10}{'PostgreSQL, ms':>16}{'disk, bytes':>13}{'log, bytes':>12}")
        costs = {
            "POST /journal-entries": measure(lambda: send(given.entries, 0), given.entries),
            "POST /journal-entries/batch, 1,000": measure(lambda: send(given.batches, BATCH), given.batches * BATCH),
        }
    for name, (web, database, disk, log) in costs.items():
        print(f"{name:34}{web * 1000:10.2f}{database * 1000:16.2f}{disk:13,.0f}{log:12,.0f}")
    print(f"\n{'per million entries a month':34}{'web':>10}{'PostgreSQL':>16}{'disk':>13}{'log':>12}")
    for name, (web, database, disk, log) in costs.items():
        shares = [f"{seconds * MILLION / MONTH_SECONDS:.2%}" for seconds in (web, database)]
        sizes = [f"{size * MILLION / 1e9:.2f} GB" for size in (disk, log)]
        print(f"{name:34}{shares[0]:>10}{shares[1]:>16}{sizes[0]:>13}{sizes[1]:>12}")
    print("(web and PostgreSQL: of one processor core, all month)")


def sender() -> Any:
    """Return two functions: one that posts so many requests with so many entries each (0 is one entry by itself), and
    one that gets an address of the company."""
    from django.test import Client

    from accounting.ledger import companies
    from accounting.models import Account
    from foundation import tenancy
    from identity import tokens

    unlimited()
    with tenancy.everyone():
        by = open_organization("Benchmark", tier="enterprise")
        company = companies.create(organization=by.organization, name="Books", base_currency="USD", by=by)
        accounts = list(Account.objects.filter(company=company, system_role=None).exclude(type="equity")[:40])
    client = Client()
    headers = {"Authorization": f"Bearer {tokens.issue(by).access_token}"}
    address = f"/api/v1/companies/{company.id}/journal-entries"

    def entry(n: int) -> dict[str, Any]:
        left, right = accounts[n % 20], accounts[20 + n % 19]
        amount = f"{n % 10_000 + 1}.00"
        lines = [{"account_id": left.id, "debit": amount}, {"account_id": right.id, "credit": amount}]
        return {"date": f"2026-{n % 9 + 1:02}-{n % 28 + 1:02}", "memo": f"Entry {n}", "lines": lines}

    def send(requests: int, size: int) -> None:
        for n in range(requests):
            body: Any = {"entries": [entry(n + each) for each in range(size)]} if size else entry(n)
            path = f"{address}/batch" if size else address
            answer = client.post(path, orjson.dumps(body), content_type="application/json", headers=headers)
            assert answer.status_code == 201, answer.content[:500]

    def get(path: str) -> None:
        answer = client.get(f"/api/v1/companies/{company.id}/{path}", headers=headers)
        assert answer.status_code == 200, answer.content[:500]

    return send, get


def measure(work: Any, entries: int) -> tuple[float, float, float, float]:
    """Return the seconds of this process and of PostgreSQL, and the bytes on disk and in the log, for each entry."""
    before = state()
    work()
    web, database, disk, log = (after - was for was, after in zip(before, state(), strict=True))
    return web / entries, database / entries, disk / entries, log / entries


def state() -> tuple[float, float, float, float]:
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT (SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r'),"
            " pg_current_wal_insert_lsn() - '0/0'"
        )
        disk, log = cursor.fetchone()
    server = next(child for child in psutil.Process().children() if "postgres" in child.name())
    spent = sum(sum(process.cpu_times()[:2]) for process in (server, *server.children()))
    return time.process_time(), spent, float(disk), float(log)


if __name__ == "__main__":
    main()
