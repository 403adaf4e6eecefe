"""How long one payment over many invoices takes, as one request: `python -m benchmarks.allocating`."""

import argparse
import datetime
import json
import time
from decimal import Decimal
from typing import Any

from benchmarks.house import house, open_organization, spread

DAY = datetime.date(2026, 3, 15)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--invoices", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with house() as servers:
        import psycopg

        with psycopg.connect(servers.owner_url, autocommit=True) as owner:
            taken = [measure(given.invoices, owner) for _ in range(given.rounds)]
    print(f"one payment allocated to {given.invoices:,} invoices   {spread(taken, ' s', places=2)}")


def measure(count: int, owner: Any) -> float:
    """Open new books with `count` invoices, and return the seconds of the request that pays them all. Before it the
    tables are vacuumed and analyzed, as autovacuum would within a minute."""
    from django.test import Client

    from accounting.models import Invoice
    from foundation import tenancy
    from identity import tokens

    with tenancy.everyone():
        by, path, body = books(count)
        headers = {"Authorization": f"Bearer {tokens.issue(by).access_token}"}
    owner.execute("VACUUM ANALYZE")
    client = Client()
    assert client.get("/api/v1/auth/me", headers=headers).status_code == 200  # the first request loads all views
    began = time.perf_counter()
    answer = client.post(path, json.dumps(body), content_type="application/json", headers=headers)
    seconds = time.perf_counter() - began
    assert answer.status_code == 201, answer.content
    with tenancy.everyone():
        assert not Invoice.objects.filter(amount_paid=0).exists()
    return seconds


def books(count: int) -> tuple[Any, str, dict[str, Any]]:
    """Return the user, the path and the body of the request."""
    from accounting.documents import invoices
    from accounting.ledger import companies, contacts
    from accounting.models import Account

    by = open_organization("Benchmark", tier="enterprise")
    company = companies.create(organization=by.organization, name="Books", base_currency="USD", by=by)
    customer = contacts.create(company, by=by, kind="customer", name="Customer")
    accounts = {one.code: one for one in Account.objects.filter(company=company)}
    line: Any = {"account_id": accounts["4000"].id, "unit_price": Decimal("10.00")}
    ids = []
    for _ in range(count):
        drafted = invoices.create(company, by=by, customer_id=customer.id, issue_date=DAY, lines=[line])
        ids.append(invoices.send(drafted, by=by).id)
    body = {
        "type": "received",
        "customer_id": str(customer.id),
        "date": DAY.isoformat(),
        "amount": f"{count * 10}.00",
        "account_id": str(accounts["1000"].id),
        "allocations": [{"invoice_id": str(invoice_id), "amount": "10.00"} for invoice_id in ids],
    }
    return by, f"/api/v1/companies/{company.id}/payments", body


if __name__ == "__main__":
    main()
