"""Post beside pgledger (https://github.com/pgr0ss/pgledger), a ledger in PostgreSQL without numbers, hashes, events,
tenants or periods.

    .venv/bin/python -m benchmarks.pgledger CHECKOUT [--seconds 5] [--rounds 3]

CHECKOUT is a checkout of pgledger. Its `go/performance_check.go` lets 20 workers make transfers between two accounts
chosen at random, each in its own transaction. pgbench does the same here, for pgledger and for the SQL function
`journal_post`. Its accounts are as many as there: 50, of which two transfers rarely need the same, and 10. Ours are
those of 20 companies, and of one, whose entries are a serial history. Batches of 1,000 are from one client: its
`pgledger_create_transfers`, and our `journal.post_many` with all that Python does. All are interleaved in one run on
one server: transfers or entries per second, medians, with the least and the greatest value."""

import argparse
import re
import subprocess
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.bulk import BATCH, DAY
from benchmarks.house import house, open_organization, spread

WORKERS, COMPANIES = 20, 20
SOURCES = ("vendor/scoville-pgsql-ulid/ulid-to-uuid.sql", "vendor/scoville-pgsql-ulid/uuid-to-ulid.sql", "pgledger.sql")
OURS = """
SELECT * FROM journal_post(jsonb_build_array(jsonb_build_object(
    'id', uuidv7(), 'company_id', ({companies})[:a], 'date', '{day}', 'memo', 'Benchmark', 'reference', '',
    'entry_type', 'standard', 'source_type', '', 'created_at', now(), 'lines', jsonb_build_array(
        jsonb_build_object('id', uuidv7(), 'position', 0, 'account_id', ({left})[:a], 'description', '',
            'debit', :amount::int, 'credit', 0, 'currency', 'USD', 'currency_amount', :amount::int),
        jsonb_build_object('id', uuidv7(), 'position', 1, 'account_id', ({right})[:a], 'description', '',
            'debit', 0, 'credit', :amount::int, 'currency', 'USD', 'currency_amount', 0 - :amount::int)))), '{tenant}');
"""


def array(values: list[Any]) -> str:
    return f"ARRAY[{', '.join(repr(str(value)) for value in values)}]"


def pgbench(url: str, script: str, seconds: float) -> float:
    """Return the transactions per second of WORKERS clients."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        command = ["pgbench", "-n", "-M", "prepared", "-c", str(WORKERS), "-j", "2", "-T", f"{seconds:.0f}"]
        done = subprocess.run([*command, "-f", file.name, url], text=True, capture_output=True)  # noqa: PLW1510
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    assert found, done.stdout + done.stderr
    return float(found[1])


def repeated(batch: Callable[[], object], seconds: float) -> float:
    """Return what a batch of BATCH does per second."""
    done, began = 0, time.perf_counter()
    while time.perf_counter() < began + seconds:
        batch()
        done += BATCH
    return done / (time.perf_counter() - began)


def theirs(checkout: Path, servers: Any, seconds: float) -> dict[str, Callable[[], float]]:
    import psycopg

    with psycopg.connect(servers.owner_url, autocommit=True) as owner:
        owner.execute("CREATE DATABASE pgledger")
    url = re.sub(r"/atlas(?=\?|$)", "/pgledger", servers.owner_url)
    connection = psycopg.connect(url, autocommit=True)
    for source in SOURCES:
        connection.execute(Path(checkout, source).read_text())
    create = "SELECT id FROM pgledger_create_account('acct', 'USD')"
    ids = [connection.execute(create).fetchone()[0] for _ in range(50)]  # type: ignore[index]

    def workers(accounts: int) -> Callable[[], float]:
        some = array(ids[:accounts])
        script = f"\\set a random(1, {accounts})\n\\set b (:a + random(0, {accounts - 2})) % {accounts} + 1\n"
        script += "\\set amount random(1, 4000000000)\n"
        script += f"SELECT id FROM pgledger_create_transfer(({some})[:a], ({some})[:b], :amount);\n"
        return lambda: pgbench(url, script, seconds)

    pairs = [
        f"('{ids[place % 50]}', '{ids[(place + 7) % 50]}', {place + 1})::transfer_request" for place in range(BATCH)
    ]
    batch = f"SELECT id FROM pgledger_create_transfers(ARRAY[{', '.join(pairs)}])"
    return {
        f"pgledger, {WORKERS} workers, 50 accounts": workers(50),
        f"pgledger, {WORKERS} workers, 10 accounts": workers(10),
        "pgledger, batches of 1,000": lambda: repeated(lambda: connection.execute(batch).fetchall(), seconds),
    }


def ours(servers: Any, seconds: float) -> dict[str, Callable[[], float]]:
    from accounting.ledger import accounts, companies, journal
    from accounting.ledger.plain import PlainEntry, PlainLine
    from accounting.models import AccountType
    from foundation import tenancy

    made: list[Any] = []
    with tenancy.everyone():
        by = open_organization("Benchmark")
        for number in range(COMPANIES):
            company = companies.create(organization=by.organization, name=f"Books {number}", base_currency="USD", by=by)
            pair = [
                accounts.create(company, code=code, name=code, type=kind, by=by).pk
                for code, kind in (("B1", AccountType.EXPENSE), ("B2", AccountType.ASSET))
            ]
            made.append((company, *pair))
    tenant = str(by.organization_id)

    def workers(count: int) -> Callable[[], float]:
        some = made[:count]
        columns = [array([each[0].pk for each in some]), *(array([each[place] for each in some]) for place in (1, 2))]
        names = dict(zip(("companies", "left", "right"), columns, strict=True))
        script = f"\\set a random(1, {count})\n\\set amount random(1, 1000000)\n"
        script += OURS.format(**names, day=DAY, tenant=tenant)
        return lambda: pgbench(servers.database_url, script, seconds)

    def batch() -> None:
        company, left, right = made[0]
        drafts = []
        for place in range(BATCH):
            amount = Decimal(place + 1)
            lines = [PlainLine(left, debit=amount), PlainLine(right, credit=amount)]
            drafts.append((PlainEntry(company, DAY, "Benchmark"), lines))
        with tenancy.organization(by.organization_id):
            journal.post_many(drafts, by=by)

    return {
        f"journal_post, {WORKERS} workers, {COMPANIES} companies": workers(COMPANIES),
        f"journal_post, {WORKERS} workers, one company": workers(1),
        "journal.post_many, batches of 1,000": lambda: repeated(batch, seconds),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkout", type=Path)
    parser.add_argument("--seconds", type=float, default=5.0, help="seconds of each measurement")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with house() as servers:
        variants = theirs(options.checkout, servers, options.seconds) | ours(servers, options.seconds)
        measured: dict[str, list[float]] = {name: [] for name in variants}
        for _ in range(options.rounds + 1):
            for name, run in variants.items():
                measured[name].append(run())
        for name, values in measured.items():
            print(f"{name:42}{spread(values[1:]):>26}")


if __name__ == "__main__":
    main()
