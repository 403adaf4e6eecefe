"""The ledger's big tables hash-partitioned by company, in the tests' template: `make partitioned` runs tests on it.

It shows that keys and guards work with partitions, which a large installation may use (docs/decisions/0015). The tables
are empty here, so they are created again, and the guards are applied again.
"""

from collections.abc import Sequence

import psycopg
from psycopg import sql

PARTITIONS = 8
TABLES = [
    f"accounting_{name}"
    for name in (
        "accountbalance",
        "daybalance",
        "journalentry",
        "journalline",
        "invoice",
        "invoiceline",
        "bill",
        "billline",
        "payment",
        "paymentdeduction",
        "adjustment",
        "adjustmentline",
        "banktransaction",
        "banktransactionline",
        "transfer",
        "openitem",
        "allocation",
        "unpaidbalance",
        "taxbalance",
    )
]
INDEXES = "SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE NOT indisprimary AND indrelid = %s::regclass"
KEYS = """SELECT
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE contype = %s AND (conrelid = %s::regclass OR confrelid = %s::regclass)"""


def partition(url: str) -> None:
    """Replace the empty tables of the database at `url` by partitioned ones without guards."""
    with psycopg.connect(url) as database:
        indexes = _found(database, INDEXES)
        primary = _found(database, KEYS, "p", twice=True)
        foreign = _found(database, KEYS, "f", twice=True)
        for name in TABLES:
            database.execute(sql.SQL("ALTER TABLE {} RENAME TO {}").format(_name(name), _name(f"{name}_plain")))
            database.execute(
                sql.SQL(
                    "CREATE TABLE {} (LIKE {} INCLUDING ALL EXCLUDING INDEXES) PARTITION BY HASH (company_id)"
                ).format(_name(name), _name(f"{name}_plain"))
            )
        for name in TABLES:
            database.execute(sql.SQL("DROP TABLE {} CASCADE").format(_name(f"{name}_plain")))
            for number in range(PARTITIONS):
                part = _name(f"{name}_{number}")
                values = sql.SQL("FOR VALUES WITH (MODULUS {}, REMAINDER {})").format(PARTITIONS, number)
                database.execute(sql.SQL("CREATE TABLE {} PARTITION OF {} {}").format(part, _name(name), values))
        for statement in [*primary, *indexes, *foreign]:
            database.execute(statement.encode())


def _found(database: psycopg.Connection, query: str, *given: object, twice: bool = False) -> Sequence[str]:
    rows = [database.execute(query.encode(), [*given, name, *[name] * twice]).fetchall() for name in TABLES]
    return list(dict.fromkeys(statement for found in rows for (statement,) in found))


def _name(name: str) -> sql.Identifier:
    return sql.Identifier(name)
