"""Measure lists with a million rows: the first page and the last by cursor, the cost of `total`, and pages per second
over HTTP.

    .venv/bin/python -m benchmarks.list_pages [--rows 1000000] [--rounds 5] [--seconds 3]

SQL inserts the rows (draft invoices with one line, posted journal entries with two), all of one company; another
company has a tenth as many invoices. In process it measures Django's whole request, with the kinds interleaved. Over
HTTP it uses eight connections to granian and a list of 50 invoices with two lines each. Ours has all parts of a
customer's request. The floor is a bare view that returns the result of PostgreSQL's json_agg, the third a plain
ModelSerializer of REST framework; both have no sign-in, limits, tenancy and `total`.
"""

import argparse
import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from urllib.request import Request, urlopen

from benchmarks.house import count_again, house, milliseconds, open_organization, spread, unguard, unlimited

PAGE = 50
CONNECTIONS = 8
START_SECONDS = 120
NESTED = 1000
"""This many of the last invoices have two lines."""

INVOICES = """
INSERT INTO accounting_invoice (id, company_id, customer_id, issue_date, due_date, currency, exchange_rate,
    exchange_rate_given, tax_rounding, subtotal, tax_total, tax_total_base, amount, amount_paid, reference,
    notes, status, created_at, updated_at)
SELECT uuidv7(at - now()), %(company)s, %(customer)s, day, day + 30, 'USD', 1, false, 'document', amount, 0, 0, amount,
    0, '', '', 'draft', at, at
FROM (
    SELECT now() - interval '400 days' + n * interval '30 seconds' AS at, date '2025-01-01' + n %% 365 AS day,
        (n::bigint * 7919 %% 100000 + 1)::numeric / 100 AS amount
    FROM generate_series(1, %(rows)s) n
) AS made
"""
LINES = """
INSERT INTO accounting_invoiceline (id, company_id, invoice_id, position, description, quantity, unit_price,
    discount_percent, account_id, tax_percent, tax_inclusive, amount, tax_amount)
SELECT uuidv7(), company_id, id, place, 'Consulting', 1, amount, 0, %(account)s, 0, false, amount, 0
FROM (
    SELECT *, row_number() OVER (ORDER BY created_at DESC) AS age FROM accounting_invoice WHERE company_id = %(company)s
) i
CROSS JOIN generate_series(0, 1) place WHERE place = 0 OR age <= %(nested)s
"""
ENTRIES = """
INSERT INTO accounting_journalentry (id, company_id, period_id, number, date, memo, reference, entry_type, status,
    source_type, created_at, updated_at, posted_at, previous_hash, hash)
SELECT uuidv7(at - now()), %(company)s, %(period)s, n, date '2025-01-01' + n %% 365, 'Benchmark', '', 'standard',
    'posted', '', at, at, at, repeat('0', 64), repeat('1', 64)
FROM (SELECT n, now() - interval '400 days' + n * interval '30 seconds' AS at FROM generate_series(1, %(rows)s) n) made
"""
ENTRY_LINES = """
INSERT INTO accounting_journalline (id, company_id, entry_id, date, entry_number, position, account_id, description,
    debit, credit, currency, currency_amount)
SELECT uuidv7(), company_id, id, date, number, place, %(account)s, '', 100 * (1 - place), 100 * place, 'USD',
    100 - 200 * place
FROM accounting_journalentry CROSS JOIN generate_series(0, 1) place
"""


def fill(owner_url: str, rows: int) -> tuple[Any, Any]:
    """Create an organization with two companies, fill them, and return its admin and the first company."""
    import psycopg

    from accounting.ledger import companies, contacts
    from accounting.models import Account, AccountingPeriod, ContactKind
    from foundation import tenancy
    from identity.models import Tier

    with tenancy.everyone():
        by = open_organization("Benchmark", tier=Tier.ENTERPRISE)
        made = []
        for name in ("Ours", "Beside"):
            company = companies.create(organization=by.organization, name=name, base_currency="USD", by=by)
            customer = contacts.create(company, by=by, kind=ContactKind.CUSTOMER, name="Customer")
            account = Account.objects.filter(company=company, code="4000").get()
            period = AccountingPeriod.objects.create(company=company, start_date="2025-01-01", end_date="2025-01-31")
            made.append({"company": company.pk, "customer": customer.pk, "account": account.pk, "period": period.pk})
    with psycopg.connect(owner_url, autocommit=True) as owner:
        tables = ("invoice", "invoiceline", "journalentry", "journalline")
        for table in tables:
            unguard(owner, f"accounting_{table}")
        owner.execute(INVOICES, {**made[1], "rows": rows // 10})
        for sql in (INVOICES, LINES, ENTRIES, ENTRY_LINES):
            owner.execute(sql, {**made[0], "rows": rows, "nested": NESTED})
        count_again(owner)
        for table in tables:
            owner.execute(f"VACUUM ANALYZE accounting_{table}")
    return by, made[0]["company"]


def compare(calls: dict[str, Callable[[], Any]], *, rounds: int, each: int) -> dict[str, list[float]]:
    """Return the median milliseconds of each kind of call per round. The kinds are interleaved."""
    measured: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            measured[name].append(milliseconds(call, each))
    return measured


def deep(client: Any, path: str, depth: int) -> str:
    """Return the cursor of the page after `depth` pages, as `next_cursor` would give it."""
    from accounting.models import Invoice, JournalEntry
    from api.pagination import SIGNER
    from foundation import tenancy

    model = Invoice if "invoices" in path else JournalEntry
    first = client.get(path).json()
    list_id, text, _, _, total = SIGNER.unsign_object(first["next_cursor"])
    with tenancy.everyone():
        company_id = path.split("/")[4]
        rows = model._default_manager.filter(company_id=company_id).order_by("-created_at", "-id")
        last = rows[(depth - 1) * PAGE - 1]
    value = text if text.count("-") == 4 else last.created_at.isoformat()
    value = str(last.pk) if text.count("-") == 4 else value
    return str(SIGNER.sign_object([list_id, value, str(last.pk), depth - 1, total]))


def in_process(by: Any, company_id: Any, options: argparse.Namespace) -> None:
    from django.test import Client

    from identity import tokens

    client = Client(headers={"Authorization": f"Bearer {tokens.issue(by).access_token}"})
    base = f"/api/v1/companies/{company_id}"
    depth = options.rows // PAGE

    def get(path: str) -> Callable[[], Any]:
        def call() -> None:
            response = client.get(path)
            assert response.status_code == 200, response.content
            assert len(response.json()["items"]) == PAGE

        return call

    print(f"{'in process, ms a request':46}{'invoices':>22}{'journal entries':>22}")
    columns: list[dict[str, list[float]]] = []
    for path in (f"{base}/invoices", f"{base}/journal-entries"):
        second = client.get(path).json()["next_cursor"]
        columns.append(
            compare(
                {
                    "page 1, which counts `total`": get(path),
                    "page 2 by cursor": get(f"{path}?cursor={second}"),
                    f"page {depth:,} by cursor": get(f"{path}?cursor={deep(client, path, depth)}"),
                    "page 2 by number": get(f"{path}?page=2"),
                },
                rounds=options.rounds,
                each=20,
            )
        )
        columns[-1][f"page {depth:,} by number"] = compare({"": get(f"{path}?page={depth}")}, rounds=3, each=1)[""]
        for name in ("updated_at", "date" if "journal" in path else "issue_date", "due_date", "amount", "entry_number"):
            sorted_path = f"{path}?sort_by={name}"
            if client.get(sorted_path).status_code == 200:
                column = "date" if name == "issue_date" else name
                columns[-1][f"page 1 sorted by {column}"] = compare({"": get(sorted_path)}, rounds=3, each=2)[""]
    for name in dict.fromkeys([*columns[0], *columns[1]]):
        print(f"{name:46}" + "".join(f"{spread(column[name]) if name in column else '':>22}" for column in columns))
    ratios = [
        spread([b / a for a, b in zip(c["page 2 by cursor"], c[f"page {depth:,} by cursor"], strict=True)], places=2)
        for c in columns
    ]
    print(f"{'last page beside page 2, by cursor':46}" + "".join(f"{ratio:>22}" for ratio in ratios))


class Caller(asyncio.Protocol):
    """A minimal HTTP client, so that the server is what we measure."""

    def __init__(self, request: bytes) -> None:
        self.request, self.buffer, self.answers, self.failures = request, b"", 0, 0

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self.transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, gap, rest = self.buffer.partition(b"\r\n\r\n")
        if not gap:
            return
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        if len(rest) >= length:
            self.answers += 1
            self.failures += not head.startswith(b"HTTP/1.1 200")
            self.buffer = rest[length:]
            self.transport.write(self.request)


def rate(port: int, path: str, seconds: float, headers: str = "") -> float:
    """Return the answers per second over CONNECTIONS connections."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode()

    async def run() -> float:
        loop = asyncio.get_running_loop()
        callers = [
            (await loop.create_connection(lambda: Caller(request), "127.0.0.1", port))[1] for _ in range(CONNECTIONS)
        ]
        await asyncio.sleep(seconds / 4)
        before, began = sum(caller.answers for caller in callers), time.perf_counter()
        await asyncio.sleep(seconds)
        result = (sum(caller.answers for caller in callers) - before) / (time.perf_counter() - began)
        for caller in callers:
            caller.transport.abort()
        assert not any(caller.failures for caller in callers)
        return result

    return asyncio.run(run())


@contextmanager
def server(variant: str, **environment: str) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "2"]
    command += [
        "--workers-kill-timeout",
        "5",
        "--blocking-threads",
        "4",
        "--log-level",
        "error",
        "benchmarks.list_views:application",
    ]
    process = subprocess.Popen(command, env={**os.environ, **environment, "BENCHMARK_VARIANT": variant})
    try:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            time.sleep(0.1)
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
        yield port
    finally:
        process.terminate()
        process.wait()


def over_http(by: Any, company_id: Any, owner_url: str, options: argparse.Namespace) -> None:
    from identity import tokens

    ours = f"/api/v1/companies/{company_id}/invoices"
    bearer = f"Authorization: Bearer {tokens.issue(by).access_token}\r\n"
    with ExitStack() as stack:
        ports = {
            # All requests are of one organization; without atlas/front.py none waits for its share of the threads.
            variant: stack.enter_context(server(variant, DATABASE_URL=url, ORGANIZATION_THREADS="4"))
            for variant, url in (
                ("floor", owner_url),
                ("rest_framework", owner_url),
                ("atlas", os.environ["DATABASE_URL"]),
            )
        }
        with urlopen(f"http://127.0.0.1:{ports['floor']}/{company_id}") as answer:
            assert answer.read().count(b"Consulting") == 2 * PAGE
        second = get_json(ports["atlas"], ours, bearer)["next_cursor"]
        calls = {
            "floor: json_agg": lambda: rate(ports["floor"], f"/{company_id}", options.seconds),
            "plain ModelSerializer": lambda: rate(ports["rest_framework"], f"/{company_id}", options.seconds),
            "Atlas, by cursor": lambda: rate(ports["atlas"], f"{ours}?cursor={second}", options.seconds, bearer),
            "Atlas, page 1 with its `total`": lambda: rate(ports["atlas"], ours, options.seconds, bearer),
        }
        measured: dict[str, list[float]] = {name: [] for name in calls}
        for _ in range(options.rounds):
            for name, call in calls.items():
                measured[name].append(call())
    print(
        f"\n{'8 connections, lists of 50 with lines':46}{'lists/s':>22}{'of the floor, %':>22}{'of the plain one':>22}"
    )
    for name, values in measured.items():
        of_floor = [100 * a / b for a, b in zip(values, measured["floor: json_agg"], strict=True)]
        of_plain = [a / b for a, b in zip(values, measured["plain ModelSerializer"], strict=True)]
        print(f"{name:46}{spread(values, places=0):>22}{spread(of_floor, places=0):>22}{spread(of_plain):>22}")


def get_json(port: int, path: str, bearer: str) -> Any:
    name, _, value = bearer.strip().partition(": ")
    with urlopen(Request(f"http://127.0.0.1:{port}{path}", headers={name: value})) as answer:
        return json.load(answer)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0, help="seconds of each measurement over HTTP")
    options = parser.parse_args()
    with house() as servers:
        unlimited()
        by, company_id = fill(servers.owner_url, options.rows)
        in_process(by, company_id, options)
        over_http(by, company_id, servers.owner_url, options)


if __name__ == "__main__":
    main()
