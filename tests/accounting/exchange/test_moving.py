"""The steps of docs/guides/from-xero.md and from-quickbooks.md, one after the other."""

import datetime
from pathlib import Path
from typing import Any

import pytest

from accounting import tasks
from accounting.models import Company
from tests.accounting.snapshot import snapshot
from tests.client import Client
from tests.factories import make_company, make_exchange_rate, make_import, make_organization
from tests.people import make_admin

pytestmark = pytest.mark.django_db
FILES = Path(__file__).parent / "lists"
DAY = "2025-12-31"


def file(name: str) -> str:
    return (FILES / name).read_text(encoding="utf-8-sig")


BILLS_OF_XERO = file("xero_invoices.csv").replace("Sales invoice", "Bill").replace("INV-", "B-")
MOVES = {
    "xero": {
        "accounts_csv": file("xero_chart.csv"),
        "customers_csv": file("xero_contacts.csv"),
        "vendors_csv": file("xero_contacts.csv"),
        "invoices_csv": file("xero_invoices.csv"),
        "bills_csv": BILLS_OF_XERO,
    },
    "quickbooks": {
        "accounts_csv": file("quickbooks_accounts.csv"),
        "customers_csv": file("quickbooks_customers.csv"),
        "vendors_csv": file("quickbooks_vendors.csv"),
        "invoices_csv": file("quickbooks_open_invoices.csv"),
        "bills_csv": file("quickbooks_unpaid_bills.csv"),
    },
}
# The trial balance of the day of the move, without receivables and payables: account, debit, credit.
BALANCES = {
    "xero": [("Business Bank Account", "1000.00", ""), ("Owner A Share Capital", "", "1000.00")],
    "quickbooks": [("Checking", "2000.00", ""), ("Notes Payable", "", "1631.06")],
}
# Receivables and payables less open credits, as the files of QuickBooks total them, and the accounts of these roles.
AFTER = {"xero": ("610", "1898.75", "800", "1898.75"), "quickbooks": ("1100", "1697.50", "2000", "2066.44")}


@pytest.mark.parametrize("product", ["xero", "quickbooks"])
def test_the_guide_leads_to_books_that_tie(product: str) -> None:
    admin = make_admin(make_organization())
    client = Client(admin)
    made = client.post("/companies", {"name": "Moved", "base_currency": "USD", "chart": "minimal"})
    company = Company.objects.get(pk=made.json["id"])
    make_exchange_rate(company, currency="EUR", date=datetime.date(2025, 12, 31))

    def send(format: str, **more: Any) -> Any:
        body = {"format": format, "content": MOVES[product][format], **more}
        taken = client.post("/imports", body)
        assert taken.status == 202, taken
        tasks.run_imports()
        ended = client.get(f"/imports/{taken.json['id']}").json
        assert (ended["status"], ended["errors"]) == ("succeeded", [])
        return ended

    send("accounts_csv", existing="update")
    send("customers_csv")
    send("vendors_csv")
    by_name = {one["name"]: one["id"] for one in client.get("/chart-of-accounts", page_size=100).json["items"]}
    balances = [
        {
            "account_id": by_name[name],
            **{side: amount for side, amount in (("debit", debit), ("credit", credit)) if amount},
        }
        for name, debit, credit in BALANCES[product]
    ]
    assert client.put("/opening-balances", {"date": DAY, "balances": balances}).status == 200
    send("invoices_csv", dry_run=True)
    send("invoices_csv")
    send("bills_csv")
    opening = client.get("/opening-balances").json
    assert (opening["equity_amount"], len(opening["invoices"]) >= 2, len(opening["bills"]) >= 2) == (0, True, True)
    rows = client.get("/reports/trial-balance", start_date="2025-01-01", end_date=DAY).json["rows"]
    found = {row.get("code"): row for row in rows}
    receivable, owed, payable, owing = AFTER[product]
    assert owed in str(found[receivable])
    assert owing in str(found[payable])
    assert client.get("/integrity").json["holds"] is True


@pytest.mark.parametrize("product", ["xero", "quickbooks"])
def test_a_dry_run_says_exactly_what_the_import_then_does(product: str) -> None:
    company = make_company()
    make_exchange_rate(company, currency="EUR", date=datetime.date(2025, 12, 31))
    for existing in ("skip", "update"):
        for format, content in MOVES[product].items():
            day = datetime.date(2025, 12, 31) if format in ("invoices_csv", "bills_csv") else None
            given = {"format": format, "existing": existing, "date": day}
            before = snapshot(company)
            dry = make_import(company, content, dry_run=True, **given)
            tasks.run_imports()
            assert kept(snapshot(company)) == kept(before)
            real = make_import(company, content, **given)
            tasks.run_imports()
            dry.refresh_from_db()
            real.refresh_from_db()
            for name in ("status", "created", "updated", "skipped", "rows", "warnings", "errors", "totals", "done"):
                assert getattr(dry, name) == getattr(real, name), (format, existing, name)
            assert (real.status, real.errors) == ("succeeded", [])


def kept(found: dict[str, Any]) -> dict[str, Any]:
    """Return the books without what records the import itself."""
    return {name: rows for name, rows in found.items() if name not in ("Import", "Event", "AuditRecord", "LedgerHead")}
