"""Books with a row in each table of a company, and an Atlas that has nothing else: for the tests of archives."""

import datetime
import io
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import psycopg
from django.core.management import call_command
from django.db import connection

from accounting.documents import invoices
from accounting.exchange.archive.writing import Archive
from accounting.ledger import accounts, fiscal_years, periods
from accounting.models import Company
from accounting.recurring import generating
from accounting.settlement import payments
from accounting.taxes import returns
from foundation import tenancy
from identity.models import User
from tests import factories
from tests.conftest import empty_tables
from tests.people import make_admin, make_key, make_organization
from tests.servers import owner_url, superuser_url

D = Decimal
JANUARY = datetime.date(2026, 1, 31)
HOSTILE = '\\ "quoted" ünï 😀 \\n \\\\ \\x41 =1'


def make_everything() -> Company:
    """Return books with a row in each table, with a closed year and a filed tax return."""
    company = factories.make_company(name="Harbor Lane", fiscal_year_start_month=2, tax_number="NL1234567B01")
    by = factories.owner_of(company)
    factories.make_opening(company)
    factories.make_entry(
        company, "250.00", date=JANUARY, memo='\\ "quoted" ünï 😀 \\n \\\\ =1', external_id="e-1", by=by
    )
    _close(company, by)
    key = make_key(by).key.user
    factories.make_draft(company, "19.00", memo="Not posted", metadata={"a": 'b"\\'})
    factories.make_entry(company, "3.00", by=key, memo="\\N", reverse_on=datetime.date(2026, 4, 1))
    taxed = factories.line(company, "80.00", tax_rate=factories.make_tax_rate(company))
    customer = factories.make_customer(company, metadata={"shop": "17"})
    paid = factories.make_sent_invoice(company, customer=customer, lines=[taxed])
    fee = {"account_id": factories.account(company, "6700").id, "amount": D("1.50")}
    given = [{"invoice_id": paid.id, "amount": D("40.00")}]
    factories.make_payment(company, "60.00", contact=customer, allocations=given, deductions=[fee])
    payments.void(factories.make_payment(company, "5.00", contact=customer), by=by)
    invoices.void(factories.make_sent_invoice(company, "33.00"), by=by)
    half = [{"name": "VAT", "percent": D(20), "recoverable_percent": D(50)}]
    category = factories.make_tracking_category(company, "Sales", HOSTILE[:20])
    accounts.update(factories.account(company, "6300"), by=by, required_tracking=[category.id])
    leased = factories.line(
        company,
        "13.00",
        code="6100",
        tax_rate=factories.make_tax_rate(company, components=half),
        tracking=factories.options_of(category)[1:],
    )
    factories.make_approved_bill(company, lines=[leased])
    credited = factories.make_sent_invoice(company, "45.00", customer=customer)
    part = [{"invoice_line_id": credited.lines.get().id, "unit_price": D(17)}]
    factories.make_issued_credit_note(company, invoice=credited, lines=part)
    factories.make_issued_vendor_credit(company, "11.00")
    factories.make_attachment(company, factories.make_bill(company), content=factories.PDF + bytes(range(256)))
    factories.make_bank_transaction(company, "44.00")
    factories.make_adjustment(company)
    factories.make_fx_revaluation(company)
    factories.make_exchange_rate(company)
    factories.make_budget(company)
    item = factories.make_item(company, code=HOSTILE[:20], metadata={"shop": "18"})
    factories.make_sent_invoice(company, lines=[{"item_id": item.id}])
    factories.make_recurring(company, start_date=periods.today(company))
    generating.run()
    filed = returns.create(company, by=by, start_date=JANUARY.replace(day=1), end_date=datetime.date(2026, 3, 31))
    returns.file(filed, by=by)
    return company


def _close(company: Company, by: User) -> None:
    """Close the months up to January, and their fiscal years; reopen the last of them, and close it again."""
    for period in company.periods.filter(end_date__lte=JANUARY).order_by("start_date"):
        periods.close(period, by=by)
    for year in company.fiscal_years.filter(end_date__lte=JANUARY).order_by("start_date"):
        fiscal_years.close(year, by=by, closing_entry=True)
    fiscal_years.reopen(year, by=by, reason="A late bill.")
    fiscal_years.close(year, by=by, closing_entry=True)


def archive_of(company: Company) -> bytes:
    with tenancy.everyone(**tenancy.AT_ONE_MOMENT):
        return b"".join(Archive(company))


def company_here(id: UUID) -> Company:
    with tenancy.everyone():
        return Company.objects.select_related("organization").get(id=id)


def forget_everything() -> None:
    """Make this an Atlas without any rows."""
    name = connection.settings_dict["NAME"]
    superuser = superuser_url(name)
    with psycopg.connect(superuser or owner_url(name), autocommit=True) as root:
        empty_tables(root, by_superuser=superuser is not None)


def new_admin(name: str = "Somewhere Else") -> User:
    """Return the admin of a new organization."""
    with tenancy.everyone():
        return make_admin(make_organization(name))


def restore(path: Path, by: User) -> str:
    """Run the command, and return what it says."""
    said = io.StringIO()
    call_command("restore_archive", str(path), organization=str(by.organization_id), stdout=said)
    return said.getvalue()
