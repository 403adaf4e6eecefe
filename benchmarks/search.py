"""Searches of a company with 300,000 contacts, documents, payments and entries: by the index, and row by row.

    .venv/bin/python -m benchmarks.search [--rows 300000] [--rounds 5] [--writes 200]

The rows are put in by SQL: a customer for each of as many invoices, payments and entries, and a tenth as many vendors;
another company of a tenth beside it. In process, the whole request: a page of 50 with its `total`, both ways in turn.
Row by row is what it was before: texts are folded and compared as they are read. The writes are those of a third,
empty company, with the indexes and without; the customer who gets another name has 10,000 invoices.
"""

import argparse
import datetime
from collections.abc import Callable
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from benchmarks.house import count_again, house, milliseconds, open_organization, spread, unguard, unlimited

TABLES = ("contact", "invoice", "bill", "payment", "journalentry")
ROW_BY_ROW = {
    "contacts/customers": ["name", "email", "tax_number"],
    "invoices": ["invoice_number", "reference", "customer__name"],
    "bills": ["bill_number", "reference", "vendor__name"],
    "payments": ["payment_number", "reference", "contact__name"],
    "journal-entries": ["memo", "reference"],
}
TERMS = ("zzzyyy", "cafe nowhere", "123456", "po-00ab", "bakery", "trading", "customer", "20", "qx")
OTHER_INDEXES = """
SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = ANY (%s::regclass[]) AND NOT i.indisunique
"""
TEXT_INDEXES = OTHER_INDEXES + " AND c.relname LIKE '%%_by_text'"
CONTACTS = """
INSERT INTO accounting_contact (id, company_id, kind, name, email, phone, tax_number, currency, payment_terms_days,
    billing_address, is_active, created_at, updated_at)
SELECT uuidv7(at - now()), %(company)s, %(kind)s,
    CASE n WHEN 77 THEN 'Café Nowhere' ELSE initcap(%(kind)s) || ' ' || left(md5(n::text), 9)
        || CASE WHEN n %% 100 = 0 THEN ' Trading' WHEN n %% 20000 = 1 THEN ' Bakery' ELSE '' END END,
    'info@' || left(md5(n::text), 12) || '.example', '', '', 'USD', 30, '', true, at, at
FROM (SELECT n, now() - interval '400 days' + n * interval '30 seconds' AS at FROM generate_series(1, %(rows)s) n) made
"""
WHO = """
CREATE TEMPORARY TABLE who AS SELECT row_number() OVER (ORDER BY id) AS place, id, count(*) OVER () AS many
FROM accounting_contact WHERE company_id = %(company)s AND kind = %(kind)s;
ANALYZE who
"""
MADE = """(
    SELECT n, now() - interval '400 days' + n * interval '30 seconds' AS at, date '2025-01-01' + n %% 365 AS day,
        (n::bigint * 7919 %% 100000 + 1)::numeric / 100 AS amount, 1 + (n::bigint * 7919) %% %(contacts)s AS place
    FROM generate_series(1, %(rows)s) n
) AS made JOIN who USING (place)"""
REFERENCE = "CASE WHEN n %% 3 = 0 THEN '' ELSE 'PO-' || left(md5('r' || n), 8) END"
INVOICES = f"""
INSERT INTO accounting_invoice (id, company_id, customer_id, invoice_number, issue_date, due_date, currency,
    exchange_rate, exchange_rate_given, tax_rounding, subtotal, tax_total, tax_total_base, amount, amount_paid,
    reference, notes, status, created_at, updated_at)
SELECT uuidv7(at - now()), %(company)s, id, 'INV-' || lpad(n::text, 6, '0'), day, day + 30, 'USD', 1, false,
    'document', amount, 0, 0, amount, 0, {REFERENCE}, '', 'draft', at, at
FROM {MADE}
"""
BILLS = (
    INVOICES.replace("accounting_invoice", "accounting_bill")
    .replace("customer_id, invoice_number", "vendor_id, bill_number")
    .replace("updated_at)", "updated_at, rejection_reason, prepared_by)")
    .replace("'draft', at, at", "'draft', at, at, '', '{}'")
    .replace("'INV-'", "'R-'")
)
PAYMENTS = f"""
INSERT INTO accounting_payment (id, company_id, contact_id, payment_number, type, date, currency, exchange_rate, amount,
    allocated_amount, account_id, reference, status, journal_entry_id, void_reason, created_at, updated_at)
SELECT uuidv7(at - now()), %(company)s, id, 'PAY-' || lpad(n::text, 6, '0'), 'received', day, 'USD', 1, amount, 0,
    %(account)s, {REFERENCE}, 'posted', uuidv7(), '', at, at
FROM {MADE}
"""
ENTRIES = f"""
INSERT INTO accounting_journalentry (id, company_id, period_id, number, date, memo, reference, entry_type, status,
    source_type, created_at, updated_at, posted_at, previous_hash, hash)
SELECT uuidv7(at - now()), %(company)s, %(period)s, n, day, CASE n WHEN 77 THEN 'Café Nowhere' ELSE
        'Invoice INV-' || lpad(n::text, 6, '0') || CASE WHEN n %% 100 = 0 THEN ' Trading' ELSE '' END END,
    {REFERENCE}, 'standard', 'posted', '', at, at, at, repeat('0', 64), repeat('1', 64)
FROM {MADE}
"""


@contextmanager
def without(owner: Any, indexes: str) -> Any:
    """Drop indexes and make them again afterwards."""
    found = owner.execute(indexes, [[f"accounting_{table}" for table in TABLES]]).fetchall()
    for name, _ in found:
        owner.execute(f"DROP INDEX {name}")
    yield
    for _, definition in found:
        owner.execute(definition)


def fill(owner: Any, rows: int) -> tuple[Any, Any]:
    """Make an organization with two companies that have rows and one without; return its admin and that one."""
    from accounting.ledger import companies
    from accounting.models import Account, AccountingPeriod
    from foundation import tenancy
    from identity.models import Tier

    made = []
    with tenancy.everyone():
        by = open_organization("Benchmark", tier=Tier.ENTERPRISE)
        for name in ("Beside", "Ours", "Writes"):
            company = companies.create(organization=by.organization, name=name, base_currency="USD", by=by)
            account = Account.objects.filter(company=company, code="4000").get()
            period = AccountingPeriod.objects.create(company=company, start_date="2025-01-01", end_date="2025-01-31")
            made.append({"company": company.pk, "account": account.pk, "period": period.pk})
    for table in TABLES:
        unguard(owner, f"accounting_{table}")
    with without(owner, OTHER_INDEXES):
        for ids, many in zip(made, (rows // 10, rows), strict=False):
            for kind, statements in {"vendor": (BILLS,), "customer": (INVOICES, PAYMENTS, ENTRIES)}.items():
                contacts = many if kind == "customer" else many // 10
                values = {**ids, "rows": many, "contacts": contacts, "kind": kind}
                owner.execute("DROP TABLE IF EXISTS who")
                owner.execute(CONTACTS, {**values, "rows": contacts})
                for statement in (WHO, *statements):
                    owner.execute(statement, values)
    count_again(owner)
    for table in TABLES:
        owner.execute(f"ALTER TABLE accounting_{table} ENABLE TRIGGER USER")
        owner.execute(f"VACUUM ANALYZE accounting_{table}")
    return by, company


def searches(by: Any, options: argparse.Namespace) -> None:
    from django.test import Client
    from django.urls import resolve

    from accounting.models import Company
    from api.filters import SearchFilter
    from foundation import tenancy
    from identity import tokens

    client = Client(headers={"Authorization": f"Bearer {tokens.issue(by).access_token}"})
    with tenancy.everyone():
        company = Company.objects.get(name="Ours")

    def measure(path: str, term: str, times: int) -> tuple[float, Any]:
        address, totals = f"/api/v1/companies/{company.pk}/{path}", []

        def call() -> None:
            response = client.get(address, {"search": term})
            totals.append(response.json()["total"] if response.status_code == 200 else "503")

        return milliseconds(call, times), totals[-1]

    for path, fields in ROW_BY_ROW.items():
        view: Any = resolve(f"/api/v1/companies/{company.pk}/{path}").func
        kinds = view.cls.filterset_class.base_filters
        ways = {"by the index": (kinds["search"], 5), "row by row": (SearchFilter(fields), 1)}
        print(f"\n{path:20}{'total':>9}{'by the index, ms':>26}{'row by row, ms':>30}")
        for term in TERMS:
            measured: dict[str, list[float]] = {way: [] for way in ways}
            totals = {}
            for _ in range(options.rounds):
                for way, (search, times) in ways.items():
                    kinds["search"] = search
                    taken, totals[way] = measure(path, term, times)
                    measured[way].append(taken)
            kinds["search"] = ways["by the index"][0]
            total = totals["by the index"]
            print(f"{term:20}{total:>9}" + "".join(f"{spread(values):>28}" for values in measured.values()), flush=True)
    floor = [milliseconds(lambda: client.get(f"/api/v1/companies/{company.pk}"), 20) for _ in range(options.rounds)]
    print(f"\nof each, to sign in and to find the company: {spread(floor)} ms (GET of the company)")


def writes(owner: Any, by: Any, company: Any, options: argparse.Namespace) -> None:
    from accounting.documents import invoices
    from accounting.ledger import contacts, journal
    from accounting.models import Account, ContactKind, JournalEntry, JournalLine
    from foundation import tenancy

    day = datetime.date(2026, 3, 15)
    with tenancy.everyone():
        customer = contacts.create(company, by=by, kind=ContactKind.CUSTOMER, name="Customer")
        [left, right] = Account.objects.filter(company=company, code__in=("1000", "4000")).order_by("code")
    owner.execute(
        """UPDATE accounting_invoice SET company_id = %s, customer_id = %s WHERE id IN (
            SELECT i.id FROM accounting_invoice i JOIN accounting_company c ON c.id = i.company_id
            WHERE c.name = 'Ours' LIMIT 10000)""",
        [company.pk, customer.pk],
    )

    def in_turn(call: Callable[[int], object]) -> Callable[[], None]:
        count = iter(range(10**9))

        def once() -> None:
            with tenancy.organization(by.organization_id):
                call(next(count))

        return once

    def create(n: int) -> None:
        line: Any = {"account_id": right.pk, "unit_price": Decimal(100), "tax_rate_id": None}
        invoices.create(company, by=by, customer_id=customer.pk, issue_date=day, reference=f"PO-{n:08}", lines=[line])

    def post(n: int) -> None:
        lines = [
            JournalLine(account=left, debit=Decimal(100), credit=Decimal(0)),
            JournalLine(account=right, debit=Decimal(0), credit=Decimal(100)),
        ]
        journal.post(JournalEntry(company=company, date=day, memo=f"Invoice INV-{n:08}"), lines=lines, by=by)

    def rename(n: int) -> None:
        contacts.update(customer, by=by, name=f"Customer number {n}")

    calls = {
        "invoice, created as a draft": in_turn(create),
        "entry of two lines, posted": in_turn(post),
        "customer of 10,000 invoices, renamed": in_turn(rename),
    }
    measured: dict[str, dict[str, list[float]]] = {name: {"with": [], "without": []} for name in calls}
    for _ in range(options.rounds):
        for name, call in calls.items():
            measured[name]["with"].append(milliseconds(call, options.writes))
        with without(owner, TEXT_INDEXES):
            for name, call in calls.items():
                measured[name]["without"].append(milliseconds(call, options.writes))
    print(f"\n{'a write, ms':40}{'with the indexes':>24}{'without':>24}{'ratio':>20}")
    for name, ways in measured.items():
        ratios = [a / b for a, b in zip(ways["with"], ways["without"], strict=True)]
        print(f"{name:40}{spread(ways['with']):>24}{spread(ways['without']):>24}{spread(ratios, places=2):>20}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=300_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--writes", type=int, default=200, help="of each kind in each round")
    options = parser.parse_args()
    with house() as servers:
        import psycopg

        unlimited()
        with psycopg.connect(servers.owner_url, autocommit=True, cursor_factory=psycopg.ClientCursor) as owner:
            by, company = fill(owner, options.rows)
            searches(by, options)
            writes(owner, by, company, options)


if __name__ == "__main__":
    main()
