"""Close and reopen fiscal years (docs/decisions/0025-closing-entries-come-after-the-year.md)."""

from uuid import UUID

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from accounting import errors
from accounting.ledger import entry_lines, events, journal, locking, periods
from accounting.ledger.models import (
    MAX_REASON,
    Account,
    AccountBalance,
    AccountingPeriod,
    AccountType,
    Company,
    EntryType,
    FiscalYear,
    JournalEntry,
    JournalLine,
    PeriodStatus,
    SystemRole,
)
from accounting.ledger.periods import MAX_OBSTACLES, Obstacle, Severity
from foundation import audit
from identity.models import User

SOURCE = "fiscal_year"
"""The source of closing entries, which only this module may reverse."""
RETAINED_EARNINGS = "retained_earnings"


def has_ended(year: FiscalYear) -> bool:
    """Return whether the year is over in the company's time zone."""
    return year.end_date < periods.today(year.company)


def close_check(year: FiscalYear) -> list[Obstacle]:
    """Return the reasons why the year cannot be closed, and warnings, or an empty list."""
    obstacles = []
    if not has_ended(year):
        obstacles.append(Obstacle("not_ended", f"{year} ends on {year.end_date}.", [str(year.pk)]))
    years = FiscalYear.objects.filter(company_id=year.company_id, status=PeriodStatus.OPEN)
    if earlier := list(years.filter(start_date__lt=year.start_date).order_by("start_date")[:MAX_OBSTACLES]):
        listed = ", ".join(one.name for one in earlier)
        obstacles.append(
            Obstacle("earlier_open", f"Earlier fiscal years are open: {listed}.", [str(one.pk) for one in earlier])
        )
    months = AccountingPeriod.objects.filter(company_id=year.company_id, start_date__lte=year.end_date)
    still_open = list(months.filter(status=PeriodStatus.OPEN).order_by("start_date")[:MAX_OBSTACLES])
    if still_open or not months.filter(end_date=year.end_date).exists():
        listed = ", ".join(one.name for one in still_open) or f"{year.end_date:%Y-%m}"
        obstacles.append(Obstacle("open_periods", f"Periods are open: {listed}.", [str(one.pk) for one in still_open]))
    try:
        retained_earnings(year.company)
    except errors.Refusal as refusal:
        obstacles.append(Obstacle("no_retained_earnings", str(refusal), [], Severity.WARNING))
    return obstacles


@transaction.atomic
def close(
    year: FiscalYear, *, by: User | None, closing_entry: bool = False, retained_earnings_account_id: UUID | None = None
) -> FiscalYear:
    """Close a year whose months are all closed, and record `fiscal_year.closed`.

    With `closing_entry` it posts an entry that moves what the year earned to `retained_earnings_account_id` (or the
    company's account of retained earnings), dated the first open day after the year: no closed month changes.
    Raises WrongStatus, FiscalYearNotReady, RetainedEarningsMissing, AccountNotUsable, NotFoundHere, InvalidAmount if
    an account earned more than a line can have, and Conflict if another first month of the fiscal year has just made
    the years anew.
    """
    year = _locked(year)
    if year.status == PeriodStatus.CLOSED:
        raise errors.WrongStatus("This fiscal year is already closed.")
    if retained_earnings_account_id is not None and not closing_entry:
        message = "An account of retained earnings is for a closing entry only."
        raise errors.Invalid(message, field="retained_earnings_account_id")
    if found := [one.message for one in close_check(year) if one.severity == Severity.ERROR]:
        raise errors.FiscalYearNotReady(" ".join(found))
    if closing_entry:
        account = retained_earnings(year.company, account_id=retained_earnings_account_id)
        if lines := _closing_lines(year, account):
            entry = JournalEntry(
                company=year.company,
                date=year.end_date,
                memo=f"Closing of the fiscal year {year}",
                entry_type=EntryType.CLOSING,
                source_type=SOURCE,
                source_id=year.pk,
            )
            year.closing_entry = journal.post(entry, lines=lines, by=by, on_closed_period="next_open")
    year.status, year.closed_at, year.closed_by = PeriodStatus.CLOSED, timezone.now(), by
    with errors.translated():
        year.save(force_update=True)
    audit.record("fiscal_year.closed", year, by=by, new=audit.values(year, ["closing_entry"]))
    events.tell("fiscal_year.closed", year)
    return year


@transaction.atomic
def reopen(year: FiscalYear, *, reason: str, by: User | None) -> FiscalYear:
    """Reopen the newest closed year for a reason, reverse its closing entry, and record `fiscal_year.reopened`.

    Raises WrongStatus, FiscalYearNotReady, Invalid, PeriodClosed.
    """
    year = _locked(year)
    if year.status == PeriodStatus.OPEN:
        raise errors.WrongStatus("This fiscal year is open.")
    if not reason.strip():
        raise errors.Invalid("Give the reason for reopening.", field="reason")
    old = audit.values(year, ["closing_entry"])
    if year.closing_entry is not None:
        journal.reverse(year.closing_entry, by=by, source=SOURCE, reason=reason.strip()[:MAX_REASON])
    year.status, year.closing_entry, year.closed_at, year.closed_by = PeriodStatus.OPEN, None, None, None
    year.reopened_at, year.reopened_by, year.reopen_reason = timezone.now(), by, reason.strip()
    with errors.translated():
        year.save(force_update=True)
    audit.record("fiscal_year.reopened", year, by=by, old=old, new={"reason": year.reopen_reason})
    data = events.reopened_year_data(year)
    events.record(year.company_id, "fiscal_year.reopened", subject_id=year.pk, data=data)
    return year


def retained_earnings(company: Company, *, account_id: UUID | None = None) -> Account:
    """Return the account to which earnings are closed: `account_id`, or that with the system role `retained_earnings`,
    or the only active one with this subtype.

    Raises NotFoundHere, AccountNotUsable, RetainedEarningsMissing.
    """
    accounts = Account.objects.filter(company=company)
    if account_id is not None:
        field = "retained_earnings_account_id"
        account = accounts.filter(id=account_id).first()
        if account is None:
            raise errors.NotFoundHere(errors.NO_ACCOUNT, field=field)
        if account.type != AccountType.EQUITY or not account.is_active:
            raise errors.AccountNotUsable("Earnings are closed to an active account of equity.", field=field)
        return account
    usable = accounts.filter(type=AccountType.EQUITY, is_active=True)
    by_role = list(usable.filter(system_role=SystemRole.RETAINED_EARNINGS))
    found = by_role or list(usable.filter(subtype=RETAINED_EARNINGS).order_by("code")[:2])
    if len(found) != 1:
        many = "Several accounts have" if found else "No active account has"
        raise errors.RetainedEarningsMissing(
            f"{many} the subtype retained_earnings. Name the account in retained_earnings_account_id."
        )
    return found[0]


def _closing_lines(year: FiscalYear, account: Account) -> list[JournalLine]:
    """Return lines that take the year's movement of each revenue and expense account back, against `account`."""
    moved = (
        AccountBalance.objects.filter(company_id=year.company_id, month__range=(year.start_date, year.end_date))
        .filter(account__type__in=(AccountType.REVENUE, AccountType.EXPENSE))
        .values("account_id")
        .annotate(net=Sum(F("debits") - F("credits") - F("closing_debits") + F("closing_credits")))
        .exclude(net=0)
        .order_by("account__code")
    )
    nets = {row["account_id"]: row["net"] for row in moved}
    nets[account.pk] = -sum(nets.values())
    lines: list[JournalLine] = []
    for account_id, net in nets.items():
        currency = year.company.base_currency_id
        lines += entry_lines.entry_line(account_id, -net, -net, currency=currency, field="closing_entry")
    return lines


def _locked(year: FiscalYear) -> FiscalYear:
    return locking.present(FiscalYear.objects.select_related("company").select_for_update(of=("self",)), year)
