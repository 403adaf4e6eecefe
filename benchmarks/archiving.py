"""How long the complete archive of a company takes, and restoring it in an empty Atlas, with the most memory of each.

    .venv/bin/python -m benchmarks.archiving [--lines 100000] [--rounds 3]

The books are entries of two lines, posted in batches, on the accounts of a new company over a year. Each command is a
process of its own, from its start to its end. Each restoring is into a new, migrated database of the same server.
`verify_ledger` is there because restoring makes the same checks.
"""

import argparse
import datetime
import os
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.house import house, open_organization, spread

BATCH = 1000
FIRST = datetime.date(2025, 1, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with house() as servers, tempfile.TemporaryDirectory(prefix="atlas-bench-") as folder:
        by, company = books(given.lines)
        found: dict[str, list[tuple[float, float]]] = {}
        for number in range(given.rounds):
            plain, packed = Path(folder) / f"{number}.jsonl", Path(folder) / f"{number}.jsonl.gz"
            measured = {
                "GET /exports/archive, gzip": request(by, company),
                "export_archive": command("export_archive", str(plain), "--company", str(company.id)),
                "export_archive, gzip": command("export_archive", str(packed), "--company", str(company.id)),
                "verify_ledger": command("verify_ledger", "--company", str(company.id)),
                "restore_archive, gzip": restore(servers, packed, f"restored_{number}"),
            }
            for name, one in measured.items():
                found.setdefault(name, []).append(one)
        sizes = f"{plain.stat().st_size / 1e6:,.0f} MB, packed {packed.stat().st_size / 1e6:,.0f} MB"
    print(f"{given.lines:,} lines of {given.lines // 2:,} entries; the archive has {sizes}")
    for name, values in found.items():
        seconds, memory = (list(one) for one in zip(*values, strict=True))
        told = f"{spread(memory, ' MB')}" if memory[0] else ""
        print(f"{name:30}{spread(seconds, ' s', places=1):>24}{told:>24}")


def books(lines: int) -> tuple[Any, Any]:
    from accounting.ledger import companies, journal
    from accounting.models import Account, JournalEntry, JournalLine
    from foundation import tenancy

    with tenancy.everyone():
        by = open_organization("Benchmark", tier="enterprise")
        company = companies.create(organization=by.organization, name="Books", base_currency="USD", by=by)
        accounts = list(Account.objects.filter(company=company, system_role=None).exclude(type="equity")[:40])
    for start in range(0, lines // 2, BATCH):
        entries = []
        for n in range(start, min(start + BATCH, lines // 2)):
            left, right = accounts[n % 20], accounts[20 + n % 19]
            day, amount = FIRST + datetime.timedelta(days=n % 365), Decimal(n % 10_000 + 1) / 100
            debit = JournalLine(account=left, debit=amount, credit=Decimal(0), description=f"Line {n}")
            credit = JournalLine(account=right, debit=Decimal(0), credit=amount)
            entries.append((JournalEntry(company=company, date=day, memo=f"Entry {n}"), [debit, credit]))
        with tenancy.everyone():
            journal.post_many(entries, by=by)
    return by, company


def request(by: Any, company: Any) -> tuple[float, float]:
    """Return the seconds of a request, from its beginning to the last byte. Its memory is that of this process."""
    from django.test import Client

    from identity import tokens

    headers = {"Authorization": f"Bearer {tokens.issue(by).access_token}", "Accept-Encoding": "gzip"}
    began = time.perf_counter()
    answer = Client().get(f"/api/v1/companies/{company.id}/exports/archive", headers=headers)
    assert answer.status_code == 200, answer.content
    assert answer.getvalue()
    return time.perf_counter() - began, 0


def command(*arguments: str, **environment: str) -> tuple[float, float]:
    """Run a command of manage.py. Return its seconds, and the most memory it had, in MB."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *arguments], env=os.environ | environment, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, arguments
    return time.perf_counter() - began, usage.ru_maxrss / 1024


def restore(servers: Any, archive: Path, database: str) -> tuple[float, float]:
    """Restore into a new database."""
    import psycopg

    with psycopg.connect(servers.owner_url, autocommit=True) as owner:
        owner.execute(f"CREATE DATABASE {database}")
    place = {
        "DATABASE_URL": servers.database_url.removesuffix("atlas") + database,
        "DATABASE_OWNER_URL": servers.owner_url.removesuffix("atlas") + database,
    }
    command("migrate", "--database", "owner", "--verbosity", "0", "--skip-checks", **place)
    with psycopg.connect(place["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute(
            "INSERT INTO identity_organization (id, name, tier, created_at, updated_at) "
            "VALUES (uuidv7(), 'Elsewhere', 'standard', now(), now())"
        )
    return command("restore_archive", str(archive), "--organization", "Elsewhere", **place)


if __name__ == "__main__":
    main()
