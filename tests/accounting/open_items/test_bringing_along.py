"""Books of the release before open items, brought along by migrating."""

import json
import os
import subprocess
import sys
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg import sql
from psycopg.types.json import Jsonb

from accounting.documents import invoices, postings
from accounting.ledger import periods
from foundation import tenancy
from tests.accounting.reports.test_verify import make_books
from tests.factories import (
    DAY,
    make_bill,
    make_entry,
    make_invoice,
    make_payment,
    make_sent_invoice,
    owner_of,
    period_of,
)
from tests.foundation.test_guards import differences_in, manage, other
from tests.nightly import EXHAUSTIVE
from tests.servers import ROOT, recreate

__all__ = ["other"]  # a fixture

FIRST = ("accounting", "0007_open_items")
MIGRATE = """
import django
django.setup()
from django.db import connections
from atlas.management.commands.migrate import Executor
executor = Executor(connections["owner"])
graph = executor.loader.graph
earlier = sorted(key for key in graph.nodes if {first} not in graph.forwards_plan(key))
executor.migrate(list({{app: (app, name) for app, name in earlier}}.values()))
"""
KEPT = ("django_migrations", "django_content_type", "auth_permission", "accounting_currency", "accounting_openitem")
COLUMNS = """SELECT attname FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''"""
ALLOCATIONS = """SELECT to_jsonb(a) || jsonb_build_object(
        'payment_id', CASE d.kind WHEN 'payment' THEN d.id ELSE c.id END,
        'invoice_id', CASE d.kind WHEN 'invoice' THEN d.id END, 'bill_id', CASE c.kind WHEN 'bill' THEN c.id END)
    FROM accounting_allocation a
    JOIN accounting_openitem d ON d.id = a.debit_item_id JOIN accounting_openitem c ON c.id = a.credit_item_id
    ORDER BY a.id"""
ITEMS = "SELECT to_jsonb(t) FROM accounting_openitem t ORDER BY id"
SETTLED = """SELECT to_jsonb(t) FROM accounting_allocation t ORDER BY id"""


@pytest.mark.skipif(not EXHAUSTIVE, reason="It applies 120 migrations, which nobody edits: `make nightly` runs it.")
@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_books_from_before_open_items_get_the_items_that_they_would_have_had(
    other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_earlier(other)
    # That release did not say what lines are for the tax return, and its hashes do not include it.
    entry_line = postings.entry_line
    monkeypatch.setattr(postings, "entry_line", lambda *args, **more: entry_line(*args, **more | {"tax_kind": None}))
    with tenancy.everyone():
        company = make_books()
        by = owner_of(company)
        make_sent_invoice(company, "0.00")
        invoices.void(make_sent_invoice(company, "0.00"), by=by)
        make_bill(company)
        make_payment(company, "7.00")
        invoices.update(make_sent_invoice(company, "21.00"), by=by, due_date=DAY.replace(month=12))
        february = DAY.replace(month=2)
        make_entry(company, date=february)
        periods.close(period_of(company, february), by=by)
        moved = make_invoice(company, "22.00", issue_date=february.replace(month=1))
        invoices.send(moved, by=by, on_closed_period="next_open")
        expected = {query: read(query) for query in (ITEMS, SETTLED)}
        kinds = {row["kind"] for row in expected[ITEMS]}
        assert (kinds, len(expected[ITEMS]), len(expected[SETTLED])) == ({"invoice", "bill", "payment"}, 13, 4)
        copy_books(other)
    with psycopg.connect(other) as database:
        assert database.execute("SELECT to_regclass('accounting_openitem')").fetchone() == (None,)
    run = manage("migrate", "--database", "owner", "--no-input", owner=other)
    assert run.returncode == 0, run.stderr
    with psycopg.connect(other) as database:
        assert {query: [row for (row,) in database.execute(query.encode())] for query in expected} == expected
    assert differences_in(other) == []
    verified = manage("verify_ledger", owner=other)
    assert (verified.returncode, "Everything holds." in verified.stdout) == (0, True), verified.stdout


def read(query: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [json.loads(row) for (row,) in cursor.fetchall()]  # Django reads jsonb as text


def make_earlier(url: str) -> None:
    """Make an empty database of the release before."""
    recreate(url.rpartition("/")[2], like="template1")
    environment = os.environ | {"DATABASE_OWNER_URL": url, "DJANGO_SETTINGS_MODULE": "atlas.settings"}
    subprocess.run([sys.executable, "-c", MIGRATE.format(first=FIRST)], cwd=ROOT, env=environment, check=True)


def copy_books(url: str) -> None:
    """Copy what the tests' database holds, allocations as they were in the release before."""
    with psycopg.connect(url) as database:
        found = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        left = [name for (name,) in found if name not in KEPT]
        database.execute("SELECT set_config('atlas.organization_id', 'everyone', false)")
        for name in left:
            database.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(sql.Identifier(name)))
        while left:
            before_round = list(left)
            for name in before_round:
                query = ALLOCATIONS if name == "accounting_allocation" else f"SELECT to_jsonb(t) FROM {name} t"
                try:
                    with database.transaction():
                        insert(database, name, read(query))
                except psycopg.errors.ForeignKeyViolation:
                    continue  # what it refers to comes in the next round
                left.remove(name)
            assert left != before_round, left
        database.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for (name,) in found:
            database.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(sql.Identifier(name)))


def insert(database: psycopg.Connection, table: str, rows: list[Any]) -> None:
    columns = sql.SQL(", ").join(sql.Identifier(name) for (name,) in database.execute(COLUMNS, [table]).fetchall())
    statement = sql.SQL("INSERT INTO {0} ({1}) SELECT {1} FROM jsonb_populate_recordset(NULL::{0}, %s)")
    database.execute(statement.format(sql.Identifier(table), columns), [Jsonb(rows)])
