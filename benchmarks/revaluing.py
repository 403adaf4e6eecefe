"""How long revaluing many open items takes, as one request, and how long posting waits meanwhile.

    .venv/bin/python -m benchmarks.revaluing [--items 100000] [--rounds 3]

The items are put in by SQL: invoices in EUR, GBP and JPY, half of them paid in part, and three times as many of former
years that are paid. Meanwhile, another session of the same company posts entries of two lines, one after the other.
"""

import argparse
import datetime
import json
import threading
import time
from decimal import Decimal
from typing import Any

from benchmarks.house import house, open_organization, spread, unguard

ITEMS = """
INSERT INTO accounting_openitem (id, company_id, kind, number, contact_id, account_id, side, currency, amount,
    open_amount, base_amount, open_base_amount, date, due_date, settled_on)
SELECT uuidv7(), %(company)s, 'invoice', 'INV-' || n, %(contact)s, %(account)s, 'debit',
    (ARRAY['EUR', 'GBP', 'JPY'])[n %% 3 + 1], 1000, CASE WHEN %(paid)s THEN 0 WHEN n %% 2 = 0 THEN 1000 ELSE 600 END,
    1100, CASE WHEN %(paid)s THEN 0 WHEN n %% 2 = 0 THEN 1100 ELSE 660 END, %(day)s, %(day)s,
    CASE WHEN %(paid)s THEN %(day)s::date + 1 END
FROM generate_series(1, %(items)s) n
"""
PAYMENTS = """
INSERT INTO accounting_allocation (id, company_id, debit_item_id, credit_item_id, date, amount, debit_base, credit_base,
    created_at)
SELECT uuidv7(), company_id, id, id, date + 1, amount - open_amount, base_amount - open_base_amount,
    base_amount - open_base_amount, now()
FROM accounting_openitem WHERE company_id = %(company)s AND open_amount < amount
"""
RATES = {"EUR": "1.15", "GBP": "1.31", "JPY": "0.0066"}
FIRST = datetime.date(2026, 1, 31)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with house() as servers:
        import psycopg

        from foundation import tenancy

        with tenancy.everyone():
            by, company, values = books()
        with psycopg.connect(servers.owner_url, autocommit=True) as owner:
            fill(owner, values, given.items)
        measured = [measure(by, company, FIRST + datetime.timedelta(n)) for n in range(given.rounds)]
    taken, waits, usual = zip(*measured, strict=True)
    print(f"{given.items:,} open items revalued in one request   {spread(list(taken), ' s', places=2)}")
    print(f"the longest posting meanwhile                  {spread(list(waits), ' ms')}")
    print(f"the median posting meanwhile                   {spread(list(usual), ' ms')}")


def books() -> tuple[Any, Any, dict[str, Any]]:
    from accounting.ledger import companies, contacts
    from accounting.models import Account

    by = open_organization("Benchmark", tier="enterprise")
    company = companies.create(organization=by.organization, name="Books", base_currency="USD", by=by)
    customer = contacts.create(company, by=by, kind="customer", name="Customer")
    account = Account.objects.get(company=company, system_role="accounts_receivable")
    return by, company, {"company": company.pk, "contact": customer.pk, "account": account.pk}


def fill(owner: Any, values: dict[str, Any], items: int) -> None:
    owner.execute("SELECT set_config('atlas.organization_id', 'everyone', false)")
    for table in ("accounting_openitem", "accounting_allocation"):
        unguard(owner, table)
    owner.execute(ITEMS, values | {"items": items, "paid": False, "day": datetime.date(2026, 1, 10)})
    owner.execute(ITEMS, values | {"items": 3 * items, "paid": True, "day": datetime.date(2024, 1, 10)})
    owner.execute(PAYMENTS, values)
    owner.execute("VACUUM ANALYZE accounting_openitem, accounting_allocation")


def measure(by: Any, company: Any, day: datetime.date) -> tuple[float, float, float]:
    """Return the seconds of a request, and the longest and the median milliseconds of a posting beside it."""
    from django.test import Client

    from identity import tokens

    headers = {"Authorization": f"Bearer {tokens.issue(by).access_token}"}
    path, client = f"/api/v1/companies/{company.id}/fx-revaluations", Client()
    assert client.get("/api/v1/auth/me", headers=headers).status_code == 200  # the first request loads all views
    over, posted = threading.Event(), list[float]()
    beside = threading.Thread(target=post, args=(by, company, over, posted))
    beside.start()
    while len(posted) < 3:
        time.sleep(0.01)
    del posted[:]
    began = time.perf_counter()
    answer = client.post(
        path, json.dumps({"date": str(day), "rates": RATES}), content_type="application/json", headers=headers
    )
    seconds = time.perf_counter() - began
    over.set()
    beside.join()
    assert answer.status_code == 201, answer.content
    waits = sorted(posted)
    return seconds, waits[-1], waits[len(waits) // 2]


def post(by: Any, company: Any, over: threading.Event, taken: list[float]) -> None:
    """Post entries until `over`, and add the milliseconds of each."""
    from django.db import connection

    from accounting.ledger import journal
    from accounting.models import Account
    from foundation import tenancy

    with tenancy.organization(by.organization_id):
        ids = list(Account.objects.filter(company=company, code__in=["1000", "4000"]).values_list("id", flat=True))
    lines: Any = [{"account_id": ids[0], "debit": Decimal(5)}, {"account_id": ids[1], "credit": Decimal(5)}]
    while not over.is_set():
        began = time.perf_counter()
        with tenancy.organization(by.organization_id):
            journal.create(company, by=by, date=FIRST, lines=lines)
        taken.append((time.perf_counter() - began) * 1000)
    connection.close()


if __name__ == "__main__":
    main()
