"""Books of two fiscal years, for the files that tax offices ask for."""

import datetime
from decimal import Decimal
from random import Random
from typing import Any

from django.db.models import Sum

from accounting.ledger import fiscal_years, journal, periods
from accounting.models import Company, FiscalYear, JournalEntry, JournalLine
from tests.factories import (
    account,
    credit,
    debit,
    make_approved_bill,
    make_company,
    make_customer,
    make_exchange_rate,
    make_invoice,
    make_payment,
    make_sent_invoice,
    make_tracking_category,
    make_vendor,
    options_of,
    owner_of,
)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def two_years(**fields: Any) -> Company:
    """Return books of two years: 2025 with a closing entry, 2026 with documents, a payment and another currency."""
    company = make_company(base_currency="EUR", **fields)
    owner, customer = owner_of(company), make_customer(company, name="Œuvre & Fils\tSARL", external_id="C-1")
    make_sent_invoice(company, "1000.00", customer=customer, issue_date=day("2025-06-10"))
    make_approved_bill(company, "300.00", vendor=make_vendor(company, name="Bois"), issue_date=day("2025-07-01"))
    for period in company.periods.filter(end_date__lte="2025-12-31").order_by("start_date"):
        periods.close(period, by=owner)
    fiscal_years.close(FiscalYear.objects.get(company=company, end_date="2025-12-31"), by=owner, closing_entry=True)
    make_exchange_rate(company, currency="USD", date=day("2026-01-20"), rate="0.90")
    sent = make_sent_invoice(company, "50.00", customer=customer, issue_date=day("2026-02-01"), currency="USD")
    assert sent.currency_id == "USD"
    make_sent_invoice(company, "80.00", customer=customer, issue_date=day("2026-02-02"))
    make_payment(company, "1000.00", contact=customer, date=day("2026-02-10"))
    make_approved_bill(company, "20.00", bill_number="F 1", issue_date=day("2026-03-01"))
    make_invoice(company, "9.00", issue_date=day("2026-03-02"))  # a draft
    return company


def close_a_year(company: Company) -> None:
    """Post entries of 2025 with options of tracking, and close the year with its closing entry."""
    random, options = Random(5), options_of(make_tracking_category(company))
    for _ in range(30):
        amount = Decimal(random.randrange(1, 100_000)) / 100
        left, right = (account(company, code) for code in random.sample(("1000", "4000", "6100", "6300"), 2))
        lines = [debit(left, amount, tracking=[random.choice(options)]), credit(right, amount)]
        date = datetime.date(2025, 1, 1) + datetime.timedelta(random.randrange(365))
        journal.post(JournalEntry(company=company, date=date), lines=lines, by=None)
    for period in company.periods.filter(end_date__lte="2025-12-31").order_by("start_date"):
        periods.close(period, by=None)
    fiscal_years.close(company.fiscal_years.get(end_date="2025-12-31"), by=None, closing_entry=True)


def ledger(company: Company, **dates: str) -> dict[str, Decimal]:
    """Return what each account has, debit positive, unless it is nothing."""
    lines = JournalLine.objects.filter(company=company, entry__status="posted", **dates)
    nets = lines.values_list("account__code").annotate(net=Sum("debit") - Sum("credit"))
    return {code: net for code, net in nets if net}
