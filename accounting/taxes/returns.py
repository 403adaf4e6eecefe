"""The operations on tax returns: what the lines of posted entries come to, frozen once filed."""

import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Case, F, Func, JSONField, QuerySet, Value, When
from django.utils import timezone

from accounting import errors
from accounting.ledger import locking, periods
from accounting.ledger.dates import DAY
from accounting.ledger.models import Company, LedgerHead
from accounting.taxes import events, tax_rates
from accounting.taxes.models import TaxBasis, TaxReturn, TaxReturnStatus
from foundation import audit
from identity.models import User

MAX_DAYS = 366
FIELDS = ("start_date", "end_date", "basis")
MAX_LINES = 100
"""The most lines in one answer."""


class TaxLine(NamedTuple):
    """A line of a posted entry in a tax return. `amount` is that in its box."""

    line_id: UUID
    entry_id: UUID
    entry_number: int
    date: datetime.date
    account_id: UUID
    description: str
    tax_rate_id: UUID
    kind: str
    box: str
    amount: Decimal


def with_figures(rows: QuerySet[TaxReturn]) -> QuerySet[TaxReturn]:
    """Return tax returns with their figures: those that were filed, or as the books stand now."""
    boxes = Value({}, output_field=JSONField())  # as the rates have them now
    of = (F("company_id"), F("start_date"), F("end_date"), boxes, F("basis"))
    now = Func(*of, function="tax_figures", output_field=JSONField())
    return rows.annotate(figures=Case(When(status=TaxReturnStatus.FILED, then=F("filed_figures")), default=now))


@transaction.atomic
def create(
    company: Company, *, by: User, start_date: datetime.date, end_date: datetime.date, basis: str | None = None
) -> TaxReturn:
    """Add a draft for the days from `start_date` to `end_date`: the first of them, or the one after the last filed.

    Its basis is that of the filed ones, or else by default `accrual`. Raises Invalid, InvalidDate, WrongStatus,
    Duplicate (start_date).
    """
    if end_date < start_date:
        raise errors.InvalidDate("The last day must not be before the first.", field="end_date")
    if end_date - start_date >= datetime.timedelta(days=MAX_DAYS):
        raise errors.InvalidDate(f"A tax return covers at most {MAX_DAYS} days.", field="end_date")
    periods.check_date(company, start_date, field="start_date")
    locked = LedgerHead.objects.values_list("tax_locked_until", flat=True).get(company=company)
    if locked is not None and start_date != (first := locked + DAY):
        message = f"The last filed tax return ends on {locked}, so the next one begins on {first}."
        raise errors.InvalidDate(message, field="start_date")
    filed = TaxReturn.objects.filter(company=company, status=TaxReturnStatus.FILED)
    kept = filed.values_list("basis", flat=True).first() if locked is not None else None
    basis = basis or kept or TaxBasis.ACCRUAL
    if kept not in (None, basis):
        message = (
            f"Tax returns were filed with the basis {kept}. With the other one, a tax would count twice, or never."
        )
        raise errors.WrongStatus(message, field="basis")
    row = TaxReturn(company=company, start_date=start_date, end_date=end_date, basis=basis, created_by=by)
    with errors.translated():
        row.save(force_insert=True)
    audit.record("tax_return.created", row, by=by, new=audit.values(row, FIELDS))
    events.tell("tax_return.created", row)
    return row


@transaction.atomic
def delete(row: TaxReturn, *, by: User) -> None:
    """Delete a draft. Raises WrongStatus."""
    row = _locked(row)
    with errors.translated():
        TaxReturn.objects.filter(company=row.company, id=row.id).delete()
    audit.record("tax_return.deleted", row, by=by, old=audit.values(row, FIELDS))
    events.tell("tax_return.deleted", row)


@transaction.atomic
def file(row: TaxReturn, *, by: User) -> TaxReturn:
    """File a draft whose days are over: its figures are frozen, and nothing with tax is dated on or before its end.

    Raises WrongStatus, PeriodNotEnded, InvalidDate.
    """
    row = _locked(row)
    if row.status == TaxReturnStatus.FILED:
        raise errors.WrongStatus("This tax return is filed already.")
    if row.end_date >= periods.today(row.company):
        raise errors.PeriodNotEnded(f"The tax period ends on {row.end_date}. It can be filed after that.")
    row.status, row.filed_at, row.filed_by = TaxReturnStatus.FILED, timezone.now(), by
    with errors.translated():
        row.save(update_fields=["status", "filed_at", "filed_by", "updated_at"])
    row = _locked(row)
    audit.record("tax_return.filed", row, by=by, new={"figures": row.filed_figures})
    events.tell("tax_return.filed", row)
    return row


def lines(row: TaxReturn, *, box: str = "", after: tuple[int, str] = (0, "")) -> list[TaxLine]:
    """Return up to MAX_LINES lines of a tax return, in the order of their entries: those of a box, after another.

    Raises Invalid (box).
    """
    if box:
        tax_rates.check_box(row.company, box, row.rate_boxes)
    sql = """
        SELECT line_id, entry_id, entry_number, date, account_id, description, tax_rate_id, kind, box, amount
        FROM tax_lines(%s, %s, %s, %s::jsonb, %s)
        WHERE (%s = '' OR box = %s) AND (entry_number, line_id::text) > (%s, %s)
        ORDER BY entry_number, line_id::text LIMIT %s
    """
    mapping: Any = JSONField().get_db_prep_value(row.rate_boxes, connection)
    values = [row.company_id, row.start_date, row.end_date, mapping, row.basis, box, box, *after, MAX_LINES]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [TaxLine(*found) for found in cursor.fetchall()]


def possible_actions(row: TaxReturn) -> tuple[str, ...]:
    """Return the actions that its status and its last day allow."""
    if row.status == TaxReturnStatus.FILED:
        return ()
    return ("delete", "file") if row.end_date < periods.today(row.company) else ("delete",)


def _locked(row: TaxReturn) -> TaxReturn:
    return locking.locked(TaxReturn.objects.select_related("company"), row)
