"""Close and reopen accounting periods (docs/design/books.md, "Periods")."""

import datetime
import hashlib
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef, QuerySet, Sum
from django.utils import timezone

from accounting import errors
from accounting.ledger import events, locking
from accounting.ledger.dates import DAY, FIRST_ENTRY_DATE, MAX_DAYS_AHEAD, month_end
from accounting.ledger.models import (
    AccountBalance,
    AccountingPeriod,
    Company,
    EntryStatus,
    JournalEntry,
    LedgerHead,
    PeriodChange,
    PeriodStatus,
)
from foundation import audit, tenancy
from identity.models import User

logger = logging.getLogger(__name__)

MAX_OBSTACLES = 20
FIRST_TO_BEGIN = datetime.timedelta(hours=14)
"""How long a day begins before UTC where it begins first."""
_HOLD = """
WITH held AS (
    SELECT status FROM accounting_accountingperiod WHERE company_id = %(company)s AND start_date = %(month)s FOR SHARE
)
SELECT (SELECT status FROM held), (
    SELECT max(end_date) FROM accounting_accountingperiod WHERE company_id = %(company)s AND status = 'closed'
)
"""
"""The status of a month, which is held if it is there, and the last closed day. Who closes the month waits for us and
holds nothing that we wait for then, so we may hold it before what comes first in the order of locks."""
MAX_CHANGES_SHOWN = 100

OnClosedPeriod = Literal["refuse", "next_open"]
"""What to do with a date in a closed period: raise PeriodClosed, or take the first open day after it, which is today at
the latest."""


class Severity(StrEnum):
    """An error prevents closing. A warning is something to look at before."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Obstacle:
    """Something in the way of closing: a `code`, a sentence, and the ids of the first objects to look at."""

    code: str
    message: str
    ids: list[str]
    severity: Severity = Severity.ERROR


@dataclass(frozen=True)
class Unfinished:
    """Rows that keep a month open while any of them is in it, or are worth a warning. `dated` returns those between two
    days."""

    code: str
    message: str
    dated: Callable[[datetime.date, datetime.date], QuerySet[Any]]
    severity: Severity = Severity.ERROR


UNFINISHED = [
    Unfinished(
        "draft_entries",
        "Draft entries dated in this period",
        lambda first, last: JournalEntry.objects.filter(status=EntryStatus.DRAFT, date__range=(first, last)),
    )
]
"""The unfinished rows of the ledger. The higher areas add theirs (accounting/apps.py)."""


def today(company: Company) -> datetime.date:
    """Return today's date in the company's time zone."""
    return company.date_at(timezone.now())


def last_day(company: Company) -> datetime.date:
    """Return the last day that can be entered."""
    return today(company) + datetime.timedelta(days=MAX_DAYS_AHEAD)


def check_date(
    company: Company, date: datetime.date, *, field: str = "date", last: datetime.date | None = None
) -> None:
    """Raise InvalidDate, with `field`, for a day before FIRST_ENTRY_DATE or more than MAX_DAYS_AHEAD after today.

    Who checks many gives the `last` day, so that it is not computed for each.
    """
    if date < FIRST_ENTRY_DATE:
        raise errors.InvalidDate(f"The earliest possible date is {FIRST_ENTRY_DATE}.", field=field)
    last = last or last_day(company)
    if date > last:
        message = f"This is more than {MAX_DAYS_AHEAD} days ahead. The last day that can be entered is {last}."
        raise errors.InvalidDate(message, field=field)


def make_months(company: Company, *, is_new: bool = False) -> None:
    """Add the missing months up to the current one, so that all can be seen and closed. A new company has none.

    Posting adds the months between its own and the others. The books of a company without entries begin in the month in
    which the company was created.
    """
    current = today(company).replace(day=1)
    months_there = AccountingPeriod.objects.filter(company=company)
    last = None if is_new else months_there.aggregate(last=Max("start_date"))["last"]
    first = month_end(last) + DAY if last else company.date_at(company.created_at).replace(day=1)
    months = []
    while first <= current:
        end = month_end(first)
        months.append(AccountingPeriod(company=company, start_date=first, end_date=end))
        first = end + DAY
    if months:
        AccountingPeriod.objects.bulk_create(months, ignore_conflicts=True)


def make_months_of_all() -> None:
    """Add the month that has begun to the books of each company that lacks it. The schedule calls it."""
    latest = (timezone.now() + FIRST_TO_BEGIN).date().replace(day=1)
    with tenancy.everyone():
        there = AccountingPeriod.objects.filter(company=OuterRef("pk"), start_date=latest)
        found = Company.objects.filter(~Exists(there)).only("organization", "time_zone")
        lacking = [company for company in found if today(company) >= latest]
    for company in lacking:
        try:
            with tenancy.company(company.organization_id, company.pk):
                make_months(Company.objects.get(pk=company.pk))
        except Exception:  # a file may be imported, and the other companies need their month too
            logger.exception("The month of the company %s was not added", company.pk)


def has_ended(period: AccountingPeriod) -> bool:
    """Return whether the month is over in the company's time zone."""
    return period.end_date < today(period.company)


def close_check(period: AccountingPeriod) -> list[Obstacle]:
    """Return the reasons why the period cannot be closed, and warnings, or an empty list."""
    obstacles = []
    if not has_ended(period):
        obstacles.append(Obstacle("not_ended", f"{period} ends on {period.end_date}.", [str(period.pk)]))
    earlier = AccountingPeriod.objects.filter(
        company_id=period.company_id, start_date__lt=period.start_date, status=PeriodStatus.OPEN
    ).order_by("start_date")
    if names := list(earlier[:MAX_OBSTACLES]):
        listed = ", ".join(str(name) for name in names)
        obstacles.append(
            Obstacle("earlier_open", f"Earlier periods are open: {listed}.", [str(name.pk) for name in names])
        )
    days = (period.start_date, period.end_date)
    for unfinished in UNFINISHED:
        rows = unfinished.dated(*days).filter(company_id=period.company_id)
        if count := rows.count():
            ids = rows.order_by("id").values_list("id", flat=True)[:MAX_OBSTACLES]
            message = f"{unfinished.message}: {count}."
            obstacles.append(Obstacle(unfinished.code, message, [str(pk) for pk in ids], unfinished.severity))
    return obstacles


@transaction.atomic
def close(period: AccountingPeriod, *, by: User | None) -> AccountingPeriod:
    """Close a month that has ended, if all earlier months are closed and nothing in it is unfinished.

    It seals the trial balance and records `period.closed`.

    Raises WrongStatus if it is closed already, PeriodNotEnded, and PeriodNotReady with the reasons.
    """
    period = _locked(period)
    if period.status == PeriodStatus.CLOSED:
        raise errors.WrongStatus("This period is already closed.")
    if not has_ended(period):
        raise errors.PeriodNotEnded(f"{period} ends on {period.end_date}. A month can be closed once it has ended.")
    if found := [obstacle.message for obstacle in close_check(period) if obstacle.severity == Severity.ERROR]:
        raise errors.PeriodNotReady(" ".join(found))
    # The period is locked, so nothing up to its end can change. The seal does not depend on later months.
    head = LedgerHead.objects.get(company_id=period.company_id)
    period.status = PeriodStatus.CLOSED
    period.closed_at = timezone.now()
    period.closed_by = by
    period.sealed_head = head.last_hash
    period.sealed_balances = trial_balance_until(period)
    period.seal = seal(period.sealed_head, period.sealed_balances)
    with errors.translated():
        period.save(force_update=True)
    audit.record("period.closed", period, by=by, new={"seal": period.seal})
    events.tell("period.closed", period)
    return period


@transaction.atomic
def reopen(period: AccountingPeriod, *, reason: str, by: User | None) -> AccountingPeriod:
    """Reopen the newest closed period for a reason, and record `period.reopened` with the broken seal.

    Raises WrongStatus, PeriodNotReady, Invalid.
    """
    period = _locked(period)
    if period.status == PeriodStatus.OPEN:
        raise errors.WrongStatus("This period is open.")
    if not reason.strip():
        raise errors.Invalid("Give the reason for reopening.", field="reason")
    broken_seal = period.seal
    period.status = PeriodStatus.OPEN
    period.reopened_at, period.reopened_by = timezone.now(), by
    period.closed_at = period.closed_by = period.sealed_balances = None
    period.seal = period.sealed_head = ""
    period.reopen_reason = reason.strip()
    with errors.translated():
        period.save(force_update=True)
    old, new = {"seal": broken_seal}, {"reason": period.reopen_reason}
    audit.record("period.reopened", period, by=by, old=old, new=new)
    data = events.reopened_period_data(period, broken_seal=broken_seal)
    events.record(period.company_id, "period.reopened", subject_id=period.pk, data=data)
    return period


def history(period: AccountingPeriod) -> list[PeriodChange]:
    """Return the last MAX_CHANGES_SHOWN closings and reopenings of a period, newest first."""
    return list(period.changes.order_by("-at", "-id").defer("sealed_balances").select_related("by")[:MAX_CHANGES_SHOWN])


def open_date(company: Company, date: datetime.date) -> datetime.date:
    """Return `date` if its period is open (or could be), else the first day after the last closed period."""
    closed = AccountingPeriod.objects.filter(company=company, status=PeriodStatus.CLOSED)
    last = closed.order_by("-end_date").values_list("end_date", flat=True).first()
    if last is None or date > last:
        return date
    if AccountingPeriod.objects.filter(
        company=company, status=PeriodStatus.OPEN, start_date__lte=date, end_date__gte=date
    ).exists():
        return date
    return last + DAY


def accounting_date(
    company: Company,
    date: datetime.date,
    on_closed_period: OnClosedPeriod,
    *,
    is_taxed: bool = False,
    field: str = "date",
) -> datetime.date:
    """Return the date of posting: `date` or, if `on_closed_period` allows it, the first open day after it up to today.

    What has tax then also moves to after the last filed tax return. Raises PeriodClosed, with `field`.
    """
    if is_taxed and on_closed_period == "next_open":
        date = _after_tax_lock(company, date)
    first_open = _next_open(company, date) if on_closed_period == "next_open" else open_date(company, date)
    if first_open != date and (on_closed_period != "next_open" or first_open > today(company)):
        message = f"The accounting period {date:%Y-%m} is closed. The earliest open date is {first_open}."
        raise errors.PeriodClosed(message, field=field)
    return first_open


def _next_open(company: Company, date: datetime.date) -> datetime.date:
    """Return the first open day from `date` on. Nobody closes its month before the transaction ends."""
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_HOLD, {"company": company.pk, "month": date.replace(day=1)})
            status, last = cursor.fetchone()
        if status == PeriodStatus.OPEN or (status is None and (last is None or date > last)):
            return date
        date = open_date(company, date)


def _after_tax_lock(company: Company, date: datetime.date) -> datetime.date:
    """Return `date`, or the first day after the last filed tax return if that is later."""
    locked = LedgerHead.objects.values_list("tax_locked_until", flat=True).get(company=company)
    return date if locked is None or date > locked else locked + DAY


def trial_balance_until(period: AccountingPeriod) -> dict[str, list[str]]:
    """Return [debits, credits] by account id of all lines up to the period's end, with four decimals."""
    sums = (
        AccountBalance.objects.filter(company_id=period.company_id, month__lte=period.start_date)
        .values("account_id")
        .annotate(total_debits=Sum("debits"), total_credits=Sum("credits"))
        .order_by("account_id")
    )
    return {str(row["account_id"]): [f"{row['total_debits']:.4f}", f"{row['total_credits']:.4f}"] for row in sums}


def seal(head_hash: str, balances: dict[str, Any]) -> str:
    """Return the SHA-256, in hex, of the head's hash and the balances as JSON with sorted keys."""
    return hashlib.sha256((head_hash + json.dumps(balances, sort_keys=True)).encode()).hexdigest()


def _locked(period: AccountingPeriod) -> AccountingPeriod:
    rows = AccountingPeriod.objects.select_related("company").select_for_update(of=("self",))
    return locking.present(rows, period)
