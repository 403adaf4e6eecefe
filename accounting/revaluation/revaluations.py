"""Revalue what is open in other currencies at the rates of a day (docs/decisions/0031-revaluations-have-lines.md)."""

import datetime
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.models import Min
from django.utils import timezone

from accounting import errors
from accounting.currencies import rates as exchange_rates
from accounting.documents.models import PostedStatus
from accounting.ledger import accounts, chart, entry_lines, events, journal, locking, money, periods
from accounting.ledger.dates import DAY
from accounting.ledger.models import MAX_REASON, Account, Company, EntryType, JournalEntry, SystemRole
from accounting.open_items.models import OpenItem
from accounting.revaluation import postings
from accounting.revaluation.models import FxRevaluation, FxRevaluationLine
from accounting.revaluation.postings import Position
from foundation import audit
from identity.models import User

MAX_LINES = 1_000
"""The most lines in one answer."""
FINISHED = ["line_count", "rates", "open_items_gain", "bank_accounts_gain", "journal_entry", "bank_entry", "updated_at"]
VOIDED = ["status", "void_date", "void_reason", "void_entry", "void_bank_entry", "voided_at", "voided_by", "updated_at"]


@transaction.atomic
def create(
    company: Company, *, by: User, date: datetime.date, rates: Mapping[str, Decimal] | None = None
) -> FxRevaluation:
    """Revalue what was open on `date` in other currencies, and record `fx_revaluation.created`.

    `rates` are units of the base currency for one unit of a currency; the others are the stored rates of the day. Open
    items move on accounts of their own, which are reversed the next day, and added to a chart that lacks them. Bank
    accounts move for good. Raises AlreadyRevalued, LaterRevaluation, NothingToRevalue, ExchangeRateMissing, Invalid,
    InvalidAmount, InvalidDate, PeriodClosed, CurrencyNotSupported, AccountNotUsable, TooMany.
    """
    _check_date(company, date)
    stated = {code: _checked(company, code, rate) for code, rate in (rates or {}).items()}
    known = exchange_rates.rates_on(company, date) | stated
    accounts.add_missing(company, ROLES, by=by)
    row = FxRevaluation(company=company, date=date, created_by=by)
    with errors.translated():
        row.save(force_insert=True)
        found = _add_lines(row, known)
    if not found:
        raise errors.NothingToRevalue(
            f"On {date} nothing was open in another currency than {company.base_currency_id}."
        )
    _refuse_missing(found, date)
    _post(row, found, by)
    row.line_count = sum(one.lines for one in found)
    used = sorted({one.currency for one in found if one.currency in known})
    row.rates = {currency: f"{known[currency]:f}" for currency in used}
    with errors.translated():
        row.save(update_fields=FINISHED)
    new = audit.values(row, ["date", "rates", "open_items_gain", "bank_accounts_gain"])
    audit.record("fx_revaluation.created", row, by=by, new=new)
    events.tell("fx_revaluation.created", row)
    return row


@transaction.atomic
def void(row: FxRevaluation, *, by: User, reason: str = "") -> FxRevaluation:
    """Take a revaluation back on its own dates, so that its day can be revalued again. Records `fx_revaluation.voided`.

    Raises WrongStatus, LaterRevaluation, Invalid, PeriodClosed.
    """
    row = locking.locked(FxRevaluation.objects.select_related("company", "journal_entry", "bank_entry"), row)
    if row.status != PostedStatus.POSTED:
        raise errors.WrongStatus("This revaluation is already void.")
    reason = reason.strip()
    if len(reason) > MAX_REASON:
        raise errors.Invalid(f"A reason can have at most {MAX_REASON} characters.", field="reason")
    periods.accounting_date(row.company, row.date, "refuse")
    _refuse_later(row.company, row.date, field="")
    if row.journal_entry is not None:
        lines = entry_lines.reversal(row.journal_entry.lines.order_by("position"))
        row.void_entry = journal.post(_entry(row, f"Void: {row}", reverse_on=row.date + DAY), lines=lines, by=by)
    if row.bank_entry is not None:
        row.void_bank_entry = journal.reverse(
            row.bank_entry, by=by, date=row.date, reason=reason, source=FxRevaluation.NOUN
        )
    row.status, row.void_date, row.void_reason = PostedStatus.VOID, row.date, reason
    row.voided_at, row.voided_by = timezone.now(), by
    with errors.translated():
        row.save(update_fields=VOIDED)
    audit.record("fx_revaluation.voided", row, by=by, new={"reason": reason})
    events.tell("fx_revaluation.voided", row)
    return row


def lines(row: FxRevaluation, *, after: int = -1) -> list[FxRevaluationLine]:
    """Return up to MAX_LINES lines of a revaluation after a position: first bank accounts, then open items."""
    rows = FxRevaluationLine.objects.filter(company=row.company_id, fx_revaluation=row, position__gt=after)
    found = list(rows.order_by("position")[:MAX_LINES])
    ids = [line.item_id for line in found if line.item_id is not None]
    items = OpenItem.objects.filter(company=row.company_id).in_bulk(ids)
    for line in found:
        line.item = items.get(line.item_id)
    return found


def possible_actions(row: FxRevaluation) -> tuple[str, ...]:
    """Return the actions that its status allows."""
    return ("void",) if row.status == PostedStatus.POSTED else ()


def _check_date(company: Company, date: datetime.date) -> None:
    periods.check_date(company, date)
    if date > (today := periods.today(company)):
        raise errors.InvalidDate(
            f"The closing rates of a day are known when it is over. Today is {today}.", field="date"
        )
    periods.accounting_date(company, date, "refuse")
    if FxRevaluation.objects.filter(company=company, status=PostedStatus.POSTED, date=date).exists():
        raise errors.AlreadyRevalued(f"There is a revaluation of {date} already. Void that first.", field="date")
    _refuse_later(company, date)


def _refuse_later(company: Company, date: datetime.date, *, field: str = "date") -> None:
    """Raise LaterRevaluation if a later day is revalued: bank accounts began from here."""
    rows = FxRevaluation.objects.filter(company=company, status=PostedStatus.POSTED, date__gt=date)
    later = rows.aggregate(first=Min("date"))["first"]
    if later is not None:
        message = f"There is a revaluation of {later}, which begins where this one ends. Void that first."
        raise errors.LaterRevaluation(message, field=field)


def _checked(company: Company, currency: str, rate: Decimal) -> Decimal:
    field = f"rates.{currency}"
    if currency not in money.CURRENCIES:
        raise errors.CurrencyNotSupported(f"{currency} is not an ISO 4217 currency.", field=field)
    return exchange_rates.checked(company, currency, rate, field=field)


def _add_lines(row: FxRevaluation, known: Mapping[str, Decimal]) -> list[Position]:
    """Let PostgreSQL add the lines, and return their sums by account and currency."""
    given = json.dumps({currency: f"{rate:f}" for currency, rate in known.items()})
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM fx_revalue(%s, %s, %s::jsonb)", [row.company_id, row.id, given])
        return [Position(*found) for found in cursor.fetchall()]


def _refuse_missing(found: Sequence[Position], date: datetime.date) -> None:
    missing = sorted({one.currency for one in found if one.revalued_amount is None})
    if missing:
        named = ", ".join(missing)
        raise errors.ExchangeRateMissing(
            f"There is no exchange rate of {named} for {date}, nor for the {exchange_rates.MAX_AGE_DAYS} days before.",
            field=f"rates.{missing[0]}",
            instead="give it in rates",
        )
    gains = [sum((one.difference for one in found if one.of_items == kind), Decimal(0)) for kind in (True, False)]
    if any(abs(amount) > money.MAX_AMOUNT for amount in (*gains, *(one.difference for one in found))):
        raise errors.InvalidAmount("At these rates, the amounts are too large.", field="rates")


def _post(row: FxRevaluation, found: Sequence[Position], by: User) -> None:
    """Post the entries of open items and of bank accounts, each if anything moves, and set the gains."""
    items = [one for one in found if one.of_items and one.difference]
    banks = [one for one in found if not one.of_items and one.difference]
    base = row.company.base_currency_id
    row.open_items_gain = sum((one.difference for one in items), Decimal(0))
    row.bank_accounts_gain = sum((one.difference for one in banks), Decimal(0))
    if items:
        contra, gains = _contra(row.company, items)
        posted = postings.open_items(items, contra=contra, gains=gains, base=base)
        entry = _entry(row, f"{row}: open items", reverse_on=row.date + DAY)
        row.journal_entry = journal.post(entry, lines=posted, by=by)
    if banks:
        (gains,) = chart.system_accounts(row.company, SystemRole.EXCHANGE_GAIN_LOSS)
        posted = postings.bank_accounts(banks, gains=gains, base=base)
        try:
            row.bank_entry = journal.post(_entry(row, f"{row}: bank accounts"), lines=posted, by=by)
        except errors.AccountNotUsable as refusal:
            [held] = [one for one in banks if str(one.account_id) == refusal.blamed]
            said = f"An account that is archived held {money.text(held.amount, held.currency)} on {row.date}."
            raise errors.AccountNotUsable(f"{said} Restore it first.", field="date") from refusal


def _contra(company: Company, items: Sequence[Position]) -> tuple[dict[Any, Account], Account]:
    """Return the account that revalues each control account, and that of unrealised gains and losses."""
    control = chart.accounts_by_id(company, [one.account_id for one in items])
    roles = [CONTRA[SystemRole(account.system_role or "")] for account in control.values()]
    *contra, gains = chart.system_accounts(company, *roles, SystemRole.UNREALISED_GAIN_LOSS)
    return dict(zip(control, contra, strict=True)), gains


CONTRA = {
    SystemRole.ACCOUNTS_RECEIVABLE: SystemRole.RECEIVABLES_REVALUATION,
    SystemRole.ACCOUNTS_PAYABLE: SystemRole.PAYABLES_REVALUATION,
}
"""The role of the account that revalues each control account, which itself is not touched."""
ROLES = (*CONTRA.values(), SystemRole.UNREALISED_GAIN_LOSS)
"""The accounts that charts from before revaluations lack."""


def _entry(row: FxRevaluation, memo: str, *, reverse_on: datetime.date | None = None) -> JournalEntry:
    return JournalEntry(
        company=row.company,
        date=row.date,
        memo=memo,
        entry_type=EntryType.FX_REVALUATION,
        source_type=FxRevaluation.NOUN,
        source_id=row.id,
        reverse_on=reverse_on,
    )
