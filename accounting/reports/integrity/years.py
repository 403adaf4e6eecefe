"""The check of fiscal years and their closing entries."""

from decimal import Decimal
from uuid import UUID

from accounting.ledger.models import (
    Account,
    AccountingPeriod,
    AccountType,
    Company,
    EntryStatus,
    EntryType,
    FiscalYear,
    JournalEntry,
    JournalLine,
    PeriodStatus,
)
from accounting.reports.integrity.check import Check
from accounting.reports.integrity.ledger import ZERO, Walk


def fiscal_years(company: Company, walk: Walk) -> Check:
    """Compare each closed year with its months, and its closing entry with what the year earned."""
    claim = (
        "Months are in fiscal years; closed ones keep their months closed, and their closing entry is their earnings."
    )
    check = Check("fiscal years", claim, "fiscal years")
    years = FiscalYear.objects.filter(company=company).order_by("start_date")
    months = dict(AccountingPeriod.objects.filter(company=company).values_list("start_date", "status"))
    entries = _closing_entries(company)
    starts = set()
    for year in years:
        check.examined += 1
        starts.add(year.start_date)
        check.expect(
            entries.pop(year.pk, []) == ([year.closing_entry_id] if year.closing_entry_id else []),
            f"The fiscal year {year} ({year.pk}) has another closing entry than it says.",
        )
        if year.status == PeriodStatus.CLOSED:
            inside = {month: status for month, status in months.items() if year.start_date <= month <= year.end_date}
            still_open = sorted(month for month, status in inside.items() if status != PeriodStatus.CLOSED)
            whole = year.end_date.replace(day=1) in inside and not still_open
            check.expect(whole, f"The fiscal year {year} is closed, but not all of its months are.")
        if year.closing_entry_id is not None:
            _check_entry(check, year, walk)
    for entry_ids in entries.values():
        check.fail(f"The closing entry {entry_ids[0]} is of no fiscal year.")
    for month in sorted(months):
        check.expect(company.fiscal_year_start(month) in starts, f"{month:%Y-%m} is in no fiscal year.")
    return check


def _closing_entries(company: Company) -> dict[UUID | None, list[UUID]]:
    """Return the closing entries that are not reversed, by their fiscal year."""
    posted = JournalEntry.objects.filter(company=company, status=EntryStatus.POSTED, source_type="fiscal_year")
    taken_back = posted.filter(reverses__isnull=False).values("reverses")
    found: dict[UUID | None, list[UUID]] = {}
    for entry in posted.filter(entry_type=EntryType.CLOSING, reverses__isnull=True).exclude(pk__in=taken_back):
        found.setdefault(entry.source_id, []).append(entry.pk)
    return found


def _check_entry(check: Check, year: FiscalYear, walk: Walk) -> None:
    """Compare the lines of a year's closing entry with the lines of the year, account by account."""
    types = dict(Account.objects.filter(company=year.company_id).values_list("id", "type"))
    kept = (AccountType.REVENUE, AccountType.EXPENSE)
    earned: dict[UUID, Decimal] = {}
    for (account_id, month), (debits, credits, closing_debits, closing_credits, _) in walk.months.items():
        if year.start_date <= month <= year.end_date and types[account_id] in kept:
            net = debits - credits - closing_debits + closing_credits
            earned[account_id] = earned.get(account_id, ZERO) + net
    equity = set()
    for line in JournalLine.objects.filter(company=year.company_id, entry=year.closing_entry_id):
        if types[line.account_id] == AccountType.EQUITY:
            equity.add(line.account_id)
        else:
            earned[line.account_id] = earned.get(line.account_id, ZERO) + line.debit - line.credit
    wrong = sorted(str(account_id) for account_id, rest in earned.items() if rest)
    check.expect(not wrong, f"The closing entry of {year} is not what the year earned on {', '.join(wrong[:3])}.")
    check.expect(len(equity) < 2, f"The closing entry of {year} goes to {len(equity)} accounts of equity.")
    check.evidence = f"{year} {year.closing_entry_id}"
