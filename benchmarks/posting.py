"""Compare the entries per second of `journal.post` with the floor: one SQL function call that inserts the same rows.

    .venv/bin/python -m benchmarks.posting [--seconds 2] [--rounds 5] [--peers]

Both run on the same PostgreSQL (fsync and synchronous_commit on), interleaved round by round, with one two-line entry
per transaction. The floor's tables are copies of ours with all their indexes, checks and foreign keys but without
guards and row-level security; its function locks the head, inserts entry, lines and event, and updates the balances.
Ours runs through Django with number, hash chain, balances, event and all promises of docs/design/books.md. Both begin
with some thousand entries and PostgreSQL's statistics about them, because with empty tables it plans foreign keys by
the wrong index. With `--peers` other ledgers for Django post the same (benchmarks/peers.py), installed from the package
index into a temporary environment."""

import argparse
import datetime
import multiprocessing
import os
import subprocess
import tempfile
import time
import venv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from benchmarks import peers
from benchmarks.house import house, open_organization, spread

FLOOR = """
CREATE SCHEMA floor;
GRANT USAGE ON SCHEMA floor TO atlas_app;
CREATE TABLE floor.entry (LIKE public.accounting_journalentry INCLUDING ALL);
CREATE TABLE floor.line (LIKE public.accounting_journalline INCLUDING ALL);
CREATE TABLE floor.event (LIKE public.accounting_event INCLUDING ALL);
CREATE TABLE floor.balance (LIKE public.accounting_accountbalance INCLUDING ALL);
CREATE TABLE floor.head (LIKE public.accounting_ledgerhead INCLUDING ALL);
ALTER TABLE floor.balance ALTER currency_amount SET DEFAULT 0;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA floor TO atlas_app;
DO $$
DECLARE
    key record;
BEGIN
    FOR key IN
        SELECT t.floor, c.conname, replace(
            pg_get_constraintdef(c.oid), 'REFERENCES accounting_journalentry(', 'REFERENCES floor.entry(') AS definition
        FROM pg_constraint c JOIN (VALUES
            ('journalentry', 'entry'), ('journalline', 'line'), ('event', 'event'), ('accountbalance', 'balance'),
            ('ledgerhead', 'head')
        ) AS t (ours, floor) ON c.conrelid = ('accounting_' || t.ours)::regclass
        WHERE c.contype = 'f'
    LOOP
        EXECUTE format('ALTER TABLE floor.%I ADD CONSTRAINT %I %s', key.floor, key.conname, key.definition);
    END LOOP;
END
$$;
CREATE FUNCTION floor.post(company uuid, period uuid, day date, left_account uuid, right_account uuid, amount numeric)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    entry uuid := uuidv7();
    entry_number bigint;
BEGIN
    UPDATE floor.head SET last_number = last_number + 1, last_event_sequence = last_event_sequence + 1
    WHERE company_id = company RETURNING last_number INTO entry_number;
    INSERT INTO floor.entry (id, company_id, period_id, number, date, memo, reference, entry_type, status, source_type,
        created_at, updated_at, posted_at, previous_hash, hash)
    VALUES (entry, company, period, entry_number, day, 'Benchmark', '', 'standard', 'posted', '', now(), now(), now(),
        repeat('0', 64), repeat('1', 64));
    INSERT INTO floor.line (id, company_id, entry_id, date, entry_number, position, account_id, description, debit,
        credit, currency, currency_amount)
    VALUES (uuidv7(), company, entry, day, entry_number, 0, left_account, '', amount, 0, 'USD', amount),
           (uuidv7(), company, entry, day, entry_number, 1, right_account, '', 0, amount, 'USD', -amount);
    INSERT INTO floor.balance AS b (company_id, account_id, month, debits, credits, closing_debits, closing_credits)
    VALUES (company, left_account, date_trunc('month', day), amount, 0, 0, 0),
           (company, right_account, date_trunc('month', day), 0, amount, 0, 0)
    ON CONFLICT (company_id, account_id, month) DO UPDATE
    SET debits = b.debits + excluded.debits, credits = b.credits + excluded.credits;
    INSERT INTO floor.event (id, company_id, sequence, type, subject_id, body, created_at)
    VALUES (uuidv7(), company, entry_number, 'journal_entry.posted', entry, convert_to(repeat('x', 400), 'UTF8'),
        now());
    RETURN entry_number;
END
$$;
GRANT EXECUTE ON FUNCTION floor.post TO atlas_app;
"""

WARM_UP = 1_000
"""The entries of each company before the first measurement."""

Books = tuple[UUID, UUID, UUID, UUID, UUID]  # organization, company, period, two accounts


def ours(books: Books) -> Callable[[], object]:
    from accounting.ledger import journal
    from accounting.models import Account, Company, JournalEntry, JournalLine
    from foundation import tenancy

    _, company_id, _, left_id, right_id = books
    with tenancy.everyone():
        company = Company.objects.get(pk=company_id)
        left, right = Account.objects.get(pk=left_id), Account.objects.get(pk=right_id)
    day, amount, zero = datetime.date(2026, 3, 15), Decimal("100.00"), Decimal(0)

    def post() -> object:
        lines = [
            JournalLine(account=left, debit=amount, credit=zero),
            JournalLine(account=right, debit=zero, credit=amount),
        ]
        return journal.post(JournalEntry(company=company, date=day, memo="Benchmark"), lines=lines, by=None)

    return post


def floor(books: Books) -> Callable[[], object]:
    import psycopg

    _, company_id, period_id, left_id, right_id = books
    connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    values = [company_id, period_id, "2026-03-15", left_id, right_id, "100.00"]
    statement = "SELECT floor.post(%s, %s, %s, %s, %s, %s)"
    return lambda: connection.execute(statement, values, prepare=True).fetchone()


VARIANTS: dict[str, Callable[[Books], Callable[[], object]]] = {"floor": floor, "journal.post": ours}


def client(variant: str, books: Books, seconds: float, start: object, results: object) -> None:
    import django

    django.setup()
    call = VARIANTS[variant](books)
    for _ in range(20):
        call()
    start.wait()  # type: ignore[attr-defined]
    done, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        call()
        done += 1
    results.put(done / seconds)  # type: ignore[attr-defined]


def rate(variant: str, books: list[Books], seconds: float) -> float:
    """Return entries per second of one client for each of `books`, all at once."""
    context = multiprocessing.get_context("spawn")
    start, results = context.Barrier(len(books)), context.Queue()
    clients = [context.Process(target=client, args=(variant, each, seconds, start, results)) for each in books]
    for process in clients:
        process.start()
    total = sum(results.get(timeout=seconds + 60) for _ in clients)
    for process in clients:
        process.join()
    return total


def install_peers(home: Path, owner_url: str) -> Callable[[str, str, float], float]:
    """Install the peers and make their databases. Return a function that runs one for some seconds and returns its
    rate."""
    import psycopg
    from django.db import connections

    venv.create(home / "venv", with_pip=True)
    python = home / "venv" / "bin" / "python"
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", *peers.REQUIREMENTS], check=True)
    info = connections["owner"].settings_dict
    environment = os.environ | {"PGHOST": info["HOST"], "PGUSER": info["USER"], "PYTHONWARNINGS": "ignore"}

    def call(peer: str, what: str, seconds: float) -> float:
        command = [str(python), peers.__file__, peer, what, str(seconds)]
        done = subprocess.run(command, env=environment, check=True, text=True, stdout=subprocess.PIPE)
        return float(done.stdout or 0)

    for peer in peers.APPS:
        with psycopg.connect(owner_url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE peer_{peer}")
        call(peer, "setup", 0)
    return call


def open_books(owner_url: str) -> list[Books]:
    """Create four companies with two accounts each, and the tables of the floor."""
    import psycopg

    from accounting.ledger import accounts, companies
    from accounting.models import AccountingPeriod, AccountType
    from foundation import tenancy

    with psycopg.connect(owner_url) as connection:
        connection.execute(FLOOR)
    books: list[Books] = []
    with tenancy.everyone():
        by = open_organization("Benchmark")
        organization = by.organization
        for number in range(4):
            company = companies.create(organization=organization, name=f"Books {number}", base_currency="USD", by=by)
            left, right = (
                accounts.create(company=company, code=code, name=code, type=kind, by=by)
                for code, kind in (("B1", AccountType.EXPENSE), ("B2", AccountType.ASSET))
            )
            period = AccountingPeriod.objects.create(
                company=company, start_date=datetime.date(2026, 3, 1), end_date=datetime.date(2026, 3, 31)
            )
            books.append((organization.pk, company.pk, period.pk, left.pk, right.pk))
    with psycopg.connect(owner_url) as connection:
        connection.execute("SELECT set_config('atlas.organization_id', 'everyone', true)")
        connection.execute("INSERT INTO floor.head SELECT * FROM accounting_ledgerhead")
    return books


def warm_up(books: list[Books], owner_url: str) -> None:
    """Fill the tables, then vacuum and analyze them, as autovacuum would within a minute."""
    import psycopg

    for variant in VARIANTS.values():
        for each in books:
            call = variant(each)
            for _ in range(WARM_UP):
                call()
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=2.0, help="seconds of each measurement")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", action="store_true", help="measure django-hordak and django-ledger, too")
    options = parser.parse_args()
    with house() as servers, tempfile.TemporaryDirectory(prefix="atlas-peers-") as home:
        books = open_books(servers.owner_url)
        warm_up(books, servers.owner_url)
        workloads = {"1 client": books[:1], "4 clients, one company": books[:1] * 4, "4 clients, four companies": books}
        print(f"{'workload':28}{'floor /s':>22}{'journal.post /s':>22}{'of the floor':>22}")
        for name, clients in workloads.items():
            measured: dict[str, list[float]] = {variant: [] for variant in VARIANTS}
            for _ in range(options.rounds):
                for variant in VARIANTS:
                    measured[variant].append(rate(variant, clients, options.seconds))
            columns = [
                spread(measured["floor"]),
                spread(measured["journal.post"]),
                ratio(measured, "journal.post", "floor", 100, "%"),
            ]
            print(f"{name:28}" + "".join(f"{column:>22}" for column in columns))
        if not options.peers:
            return
        call = install_peers(Path(home), servers.owner_url)
        measured = {name: [] for name in ("journal.post", *peers.APPS)}
        for _ in range(options.rounds):
            measured["journal.post"].append(rate("journal.post", books[:1], options.seconds))
            for peer in peers.APPS:
                measured[peer].append(call(peer, "run", options.seconds))
        print(f"\n{'1 client':28}{'entries /s':>22}{'journal.post is':>22}")
        for name, values in measured.items():
            print(f"{name:28}{spread(values):>22}{ratio(measured, 'journal.post', name, 1, ' times'):>22}")


def ratio(measured: dict[str, list[float]], one: str, other: str, scale: float, unit: str) -> str:
    """Return how the two compare, round by round."""
    return spread([scale * a / b for a, b in zip(measured[one], measured[other], strict=True)], unit)


if __name__ == "__main__":
    main()
