"""Measure the imports of lists.

    .venv/bin/python -m benchmarks.import_lists [--rows 2000,10000]

Each list is read and booked into a company without any of it (all rows are created), then with changes (all are
updated), and then once more (all are skipped). Every open document has a contact of its own, which the company does not
have. Milliseconds are those of processor time for one row, of Python and of PostgreSQL, from /proc. On a machine that
others use they say more than the seconds."""

import argparse
import datetime
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from benchmarks.house import house, open_organization
from benchmarks.http import processor_seconds

DAY = datetime.date(2025, 12, 31)
MOST_ACCOUNTS = 9_900
"""A company has at most 10,000, of which some are there from the beginning."""


def contacts(path: Path, rows: int, change: str) -> None:
    with path.open("w") as file:
        file.write("name,external_id,email,phone,tax_number,billing_address\n")
        for number in range(rows):
            street = f"{number} Quay Street{change}"
            file.write(f"Customer {number} & Co,N{number},c{number}@example.com,555 {number},T{number},{street}\n")


def accounts(path: Path, rows: int, change: str) -> None:
    """Write accounts in groups of ten: a parent and nine below it."""
    with path.open("w") as file:
        file.write("code,name,type,parent_code,description\n")
        for number in range(rows):
            parent = f"X{number // 10 * 10}" if number % 10 else ""
            file.write(f"X{number},Account {number},expense,{parent},Description {number}{change}\n")


def documents(noun: str) -> Callable[[Path, int, str], None]:
    def write(path: Path, rows: int, change: str) -> None:
        contact, due = "customer" if noun == "invoice" else "vendor", 2 if change else 1
        with path.open("w") as file:
            file.write(f"{contact},number,issue date,due date,open balance\n")
            for number in range(rows):
                file.write(f"Contact {number},A{number},2025-12-01,2026-01-{due:02},{number % 900 + 1}.50\n")

    return write


def items(path: Path, rows: int, change: str) -> None:
    with path.open("w") as file:
        file.write("code,name,description,sales_price,sales_account,purchase_price,purchase_account\n")
        for number in range(rows):
            prices = f"{number % 900 + 1}.50,4000,{number % 90 + 1}.25,Cost of goods sold"
            file.write(f"I{number},Item {number},Description {number}{change},{prices}\n")


LISTS = {
    "customers_csv": contacts,
    "accounts_csv": accounts,
    "items_csv": items,
    "invoices_csv": documents("invoice"),
    "bills_csv": documents("bill"),
}


class Bench:
    def __init__(self, home: Path) -> None:
        from foundation import tenancy

        self.home = home
        with tenancy.everyone():
            self.by = open_organization("Lists")
        [pid_file] = Path(os.environ["ATLAS_HOME"], "postgres").rglob("postmaster.pid")
        self.postgres = psutil.Process(int(pid_file.read_text().split()[0]))

    def company(self) -> Any:
        from accounting.ledger import companies
        from foundation import tenancy

        with tenancy.organization(self.by.organization_id):
            name = f"Lists {time.time()}"
            return companies.create(
                organization=self.by.organization, name=name, base_currency="USD", by=self.by, chart="general"
            )

    def measure(self, company: Any, format: str, rows: int, change: str) -> None:
        from accounting.exchange import formats
        from foundation import tenancy

        path = self.home / "list.csv"
        LISTS[format](path, rows, change)
        options = formats.Options(existing="update", date=DAY)
        began, python, postgres = time.perf_counter(), time.process_time(), processor_seconds(self.postgres)
        source = formats.LISTS[format].read(path, options, "USD")
        with tenancy.organization(self.by.organization_id):
            outcome = formats.LISTS[format].book(
                company, source, options=options, by=self.by, progress=lambda done, total: None
            )
        took, python = time.perf_counter() - began, time.process_time() - python
        postgres = processor_seconds(self.postgres) - postgres
        action = ", ".join(action for action in ("created", "updated", "skipped") if outcome.counts(action))
        columns = [f"{each * 1000 / rows:12.2f}" for each in (python, postgres)]
        print(f"{format:16}{rows:>8,} {action:12}" + "".join(columns) + f"{took:12.1f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", default="2000,10000")
    parser.add_argument("--formats", default=",".join(LISTS))
    options = parser.parse_args()
    with house():
        bench = Bench(Path(os.environ["ATLAS_HOME"]))
        print(f"{'':37}" + "".join(f"{head:>12}" for head in ("Python, ms", "Postgres, ms", "seconds")))
        for format in options.formats.split(","):
            for rows in map(int, options.rows.split(",")):
                company = bench.company()
                most = MOST_ACCOUNTS if format == "accounts_csv" else rows
                for change in ("", " 2", " 2"):
                    bench.measure(company, format, min(rows, most), change)


if __name__ == "__main__":
    main()
