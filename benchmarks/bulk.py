"""Compare posting in bulk with COPY of the same rows into the same tables.

    .venv/bin/python -m benchmarks.bulk [--batches 10] [--rounds 5] [--import-entries 20000]
    .venv/bin/python -m benchmarks.bulk --memory 10000,100000,1000000

All are interleaved in one run, on one company, with entries of two lines: medians, with the least and the greatest
value. The floors are COPY of entries, lines and events that `journal.post_many` has just posted, in transactions of
1,000 entries, into copies of our tables without guards and row-level security: once with all indexes, checks and
foreign keys, and once without the foreign keys. `POST /journal-entries/batch` goes to `manage.py serve`, as in
production. Imports read a Beancount file and CSV, which is read again as it is booked. The first reading is shown by
itself.

Milliseconds are those of processor time for 1,000 entries, of Python and of PostgreSQL, from /proc. On a machine that
others use they say more than the entries per second.

With `--memory` files with so many lines, CSV and Beancount, are imported by `manage.py import_journal`, each into a new
company. The peaks are those of the memory of the process, and of the private memory of its PostgreSQL backend (or of
another that PostgreSQL started meanwhile, such as autovacuum's), in MiB."""

import argparse
import datetime
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from decimal import Decimal
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import psutil

from benchmarks.house import house, open_organization, spread
from benchmarks.http import processor_seconds, web
from benchmarks.posting import FLOOR

BATCH = 1_000
DAY = datetime.date(2026, 3, 15)
TABLES = {"entry": "accounting_journalentry", "line": "accounting_journalline", "event": "accounting_event"}
LOOK_SECONDS = 0.05
MEBIBYTE = 1024 * 1024


class Bench:
    """A company, the tables of the floors, and what each variant takes for some entries."""

    def __init__(self, servers: Any, options: argparse.Namespace, stack: ExitStack) -> None:
        import psycopg

        from accounting.ledger import companies
        from accounting.models import Account
        from foundation import garbage, tenancy
        from identity import tokens
        from identity.models import Tier

        self.options = options
        self.owner = stack.enter_context(psycopg.connect(servers.owner_url, autocommit=True))
        self.owner.execute("SELECT set_config('atlas.organization_id', 'everyone', false)")
        for schema in ("floor", "bare"):
            self.owner.execute(FLOOR.replace("floor", schema))
        for table in TABLES:
            keys = "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'"
            for (name,) in self.owner.execute(keys, [f"bare.{table}"]).fetchall():
                self.owner.execute(f'ALTER TABLE bare.{table} DROP CONSTRAINT "{name}"')
        with tenancy.everyone():
            self.by = open_organization("Bulk", tier=Tier.ENTERPRISE)
            self.company = companies.create(
                organization=self.by.organization, name="Bulk", base_currency="USD", by=self.by
            )
            self.accounts = [Account.objects.get(company=self.company, code=code) for code in ("1000", "4000")]
        self.token = tokens.issue(self.by).access_token
        self.port, self.server = stack.enter_context(web("atlas", Path()))
        [pid_file] = Path(os.environ["ATLAS_HOME"], "postgres").rglob("postmaster.pid")
        self.postgres = psutil.Process(int(pid_file.read_text().split()[0]))
        garbage.spare_collector()  # as web processes and import_journal do

    def post_many(self) -> int:
        from accounting.ledger import journal
        from accounting.ledger.plain import PlainEntry, PlainLine
        from foundation import tenancy

        left, right = (account.pk for account in self.accounts)
        zero = Decimal(0)
        with tenancy.organization(self.by.organization_id):
            for _ in range(self.options.batches):
                drafts = []
                for place in range(BATCH):
                    amount = Decimal(place + 1)
                    lines = [PlainLine(left, amount, zero), PlainLine(right, zero, amount)]
                    drafts.append((PlainEntry(self.company, DAY, "Benchmark"), lines))
                journal.post_many(drafts, by=self.by)
        return self.options.batches * BATCH

    def http(self) -> int:
        left, right = (str(account.pk) for account in self.accounts)
        entry = {"date": DAY.isoformat(), "memo": "Benchmark"}
        entry |= {"lines": [{"account_id": left, "debit": 100}, {"account_id": right, "credit": 100}]}  # type: ignore[dict-item]
        body = json.dumps({"entries": [entry] * BATCH})
        connection = HTTPConnection("127.0.0.1", self.port)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        connection.request("POST", f"/api/v1/companies/{self.company.pk}/journal-entries/batch", body, headers)
        response = connection.getresponse()
        answer = response.read()
        assert response.status == 201, answer[:500]
        return BATCH

    def rows(self) -> list[dict[str, bytes]]:
        """Return the last batches as COPY writes them, and forget those before."""
        last = "SELECT max(number) FROM accounting_journalentry WHERE company_id = %s"
        [most] = self.owner.execute(last, [self.company.pk]).fetchone()  # type: ignore[misc]
        batches = []
        for first in range(most - self.options.batches * BATCH + 1, most + 1, BATCH):
            entries = f"company_id = '{self.company.pk}' AND number BETWEEN {first} AND {first + BATCH - 1}"
            ids = f"SELECT id FROM accounting_journalentry WHERE {entries}"
            wanted = {
                "entry": entries,
                "line": f"entry_id IN ({ids})",
                "event": f"company_id = '{self.company.pk}' AND subject_id IN ({ids})",
            }
            batch = {}
            for table, condition in wanted.items():
                query = f"SELECT {self.columns(table)} FROM {TABLES[table]} WHERE {condition}"
                with self.owner.cursor().copy(f"COPY ({query}) TO STDOUT") as copy:
                    batch[table] = b"".join(map(bytes, copy))
            batches.append(batch)
        return batches

    def columns(self, table: str) -> str:
        query = """SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute
            WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''"""
        [names] = self.owner.execute(query, [TABLES[table]]).fetchone()  # type: ignore[misc]
        return str(names)

    def copy(self, schema: str, batches: list[dict[str, bytes]]) -> int:
        for batch in batches:
            with self.owner.transaction():
                for table, rows in batch.items():
                    with self.owner.cursor().copy(f"COPY {schema}.{table} ({self.columns(table)}) FROM STDIN") as copy:
                        copy.write(rows)
        return len(batches) * BATCH

    def measure(self, call: Callable[[], int]) -> dict[str, float]:
        """Return entries per second, and the milliseconds of processor time for 1,000 entries."""
        before, web_before, began = (
            processor_seconds(self.postgres),
            processor_seconds(self.server),
            time.perf_counter(),
        )
        python = time.process_time()
        entries = call()
        took = time.perf_counter() - began
        python = time.process_time() - python + processor_seconds(self.server) - web_before
        used = processor_seconds(self.postgres) - before
        return {"rate": entries / took, "Python": python * 1e6 / entries, "PostgreSQL": used * 1e6 / entries}


def ledger(path: Path, lines: int) -> None:
    """Write a Beancount ledger with so many lines of entries, two for each entry, over three years.

    Names are short and the second amount is left out, so that a million lines are within the limit of 25 MiB.
    """
    names = [f"A:B{number}" for number in range(10)] + [f"E:E{number}" for number in range(40)]
    with path.open("w") as file:
        file.write('option "operating_currency" "USD"\noption "name_assets" "A"\noption "name_expenses" "E"\n')
        file.writelines(f"2020-01-01 open {name} USD\n" for name in names)
        for number in range(lines // 2):
            day = datetime.date(2023, 1, 1) + datetime.timedelta(days=number * 1000 // (lines // 2))
            amount = f"{number % 900 + 1}.{number % 100:02}"
            file.write(f'{day} * "P{number % 500}"\n {names[10 + number % 40]} {amount} USD\n {names[number % 10]}\n')


def table(path: Path, lines: int) -> None:
    """Write a journal as CSV with the entries of `ledger`."""
    with path.open("w") as file:
        file.write("number,date,account_code,account_name,account_type,memo,debit,credit\n")
        for number in range(lines // 2):
            day = datetime.date(2023, 1, 1) + datetime.timedelta(days=number * 1000 // (lines // 2))
            amount = f"{number % 900 + 1}.{number % 100:02}"
            file.write(f"{number},{day},E{number % 40},Expense,expense,P{number % 500},{amount},\n")
            file.write(f"{number},{day},B{number % 10},Bank,asset,P{number % 500},,{amount}\n")


def compare(bench: Bench, home: Path) -> dict[str, list[dict[str, float]]]:
    from accounting.exchange import beancount, booking, journal_csv
    from accounting.exchange.source import SourceJournal
    from foundation import tenancy

    lines = 2 * bench.options.import_entries
    ledger(home / "bulk.beancount", lines)
    table(home / "bulk.csv", lines)
    read: SourceJournal
    measured: dict[str, list[dict[str, float]]] = {}

    def note(name: str, call: Callable[[], int]) -> None:
        measured.setdefault(name, []).append(bench.measure(call))

    def read_beancount() -> int:
        nonlocal read
        read = beancount.read(home / "bulk.beancount")
        return len(read.entries)

    def read_csv() -> int:
        nonlocal read
        read = journal_csv.read(home / "bulk.csv", "USD")
        return len(read.entries)

    def book() -> int:
        with tenancy.organization(bench.by.organization_id):
            name = f"Imported {time.time()}"
            booking.book(read, organization=bench.by.organization, name=name, by=bench.by)
        return len(read.entries)

    for _ in range(bench.options.rounds + 1):
        note("journal.post_many, 1,000", bench.post_many)
        batches = bench.rows()
        note("COPY, with foreign keys", lambda: bench.copy("floor", batches))  # noqa: B023  # called at once
        note("COPY, without", lambda: bench.copy("bare", batches))  # noqa: B023
        note("POST …/batch, 1,000", bench.http)
        note("Beancount: read", read_beancount)
        note("Beancount: book", book)
        note("CSV: read", read_csv)
        note("CSV: book", book)
        bench.owner.execute("VACUUM ANALYZE")
    return {name: values[1:] for name, values in measured.items()}


def show(measured: dict[str, list[dict[str, float]]]) -> None:
    floor, bare = measured["COPY, with foreign keys"], measured["COPY, without"]
    heads = ["entries/s", "of COPY", "of COPY without keys", "Python, ms", "PostgreSQL, ms", "both, of COPY"]
    print(f"{'':26}" + "".join(f"{head:>24}" for head in heads))
    for name, values in measured.items():
        columns = [spread([each["rate"] for each in values])]
        columns += [
            spread([100 * a["rate"] / b["rate"] for a, b in zip(values, other, strict=True)], "%")
            for other in (floor, bare)
        ]
        columns += [spread([each[what] for each in values], places=0) for what in ("Python", "PostgreSQL")]
        columns.append(spread([100 * cost(b) / cost(a) for a, b in zip(values, floor, strict=True)], "%"))
        print(f"{name:26}" + "".join(f"{column:>24}" for column in columns), flush=True)


def cost(values: dict[str, float]) -> float:
    return values["Python"] + values["PostgreSQL"]


def memory(lines: int, suffix: str, home: Path, postgres: psutil.Process, organization: str) -> None:
    """Import a file with so many lines, and print the peaks."""
    path = home / f"{lines}.{suffix}"
    (table if suffix == "csv" else ledger)(path, lines)
    there = {each.pid for each in postgres.children()}
    command = [sys.executable, "manage.py", "import_journal", str(path), "--company", path.name, "--currency", "USD"]
    began = time.perf_counter()
    with subprocess.Popen([*command, "--organization", organization], stdout=subprocess.DEVNULL) as importing:
        peak, backend = 0, 0
        while importing.poll() is None:
            peak = max(peak, of_status(importing.pid, "VmHWM"))
            for each in postgres.children():
                if each.pid not in there:
                    backend = max(backend, of_status(each.pid, "RssAnon"))
            time.sleep(LOOK_SECONDS)
    assert importing.returncode == 0
    took = time.perf_counter() - began
    columns = [path.stat().st_size / MEBIBYTE, took, peak / 1024, backend / 1024]
    print(f"{suffix:12}{lines:>12,}" + "".join(f"{column:>12,.0f}" for column in columns), flush=True)
    path.unlink()


def of_status(pid: int, name: str) -> int:
    """Return a number of /proc/…/status, in KiB, or 0 if the process has ended."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--batches", type=int, default=10, help="batches of 1,000 of each measurement")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--import-entries", type=int, default=20_000)
    parser.add_argument("--memory", default="", help="measure the memory of imports of so many lines instead")
    options = parser.parse_args()
    with house() as servers, ExitStack() as stack:
        home = Path(os.environ["ATLAS_HOME"])
        if not options.memory:
            show(compare(Bench(servers, options, stack), home))
            return
        from foundation import tenancy

        with tenancy.everyone():
            by = open_organization("Memory")
        [pid_file] = (home / "postgres").rglob("postmaster.pid")
        postgres = psutil.Process(int(pid_file.read_text().split()[0]))
        print(f"{'':12}" + "".join(f"{head:>12}" for head in ("lines", "file, MiB", "seconds", "process", "backend")))
        for suffix in ("csv", "beancount"):
            for lines in options.memory.split(","):
                memory(int(lines), suffix, home, postgres, str(by.organization_id))


if __name__ == "__main__":
    main()
