"""The operations on budgets, and their amounts."""

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal, localcontext
from typing import Any, TypedDict
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet, Sum

from accounting import errors
from accounting.budgets import events
from accounting.budgets.models import MAX_MONTHS, Budget, BudgetLine, months_from
from accounting.ledger import archiving, locking, money
from accounting.ledger.changes import only
from accounting.ledger.dates import DAY, FIRST_DATE, LAST_DATE, OUT_OF_RANGE
from accounting.ledger.models import Account, AccountBalance, AccountType, Company, OptionBalance, TrackingBalance
from accounting.ledger.tracking import chosen, usable
from foundation import audit
from foundation.plain import trimmed
from foundation.words import counted
from identity.models import User

MAX_BUDGETS = 200
"""The most budgets of a company, also archived ones."""
MAX_ROWS = 1_000
"""The most accounts of a budget."""
MAX_CELLS = 12_000
"""The most amounts of a budget other than zero: 1,000 accounts in a year, or 200 in five."""
MAX_PERCENT = 900

UPDATABLE = frozenset({"name", "start_date", "end_date", "notes", "tracking"})
TYPES = (AccountType.REVENUE, AccountType.EXPENSE)


class RowInput(TypedDict):
    """What is planned for an account: an amount for each month of the budget, in order."""

    account_id: UUID
    amounts: Sequence[Decimal]


class Actuals(TypedDict, total=False):
    """The months whose actual amounts a budget begins with, from `start_date` on, and `percent` more (or less).

    With `tracking`, only lines with one of these options count; of several categories, with one of each. By default
    they are the options of the budget.
    """

    start_date: datetime.date
    percent: Decimal
    tracking: Sequence[UUID]


Rows = dict[UUID, tuple[Decimal, ...]]


@transaction.atomic
def create(
    company: Company,
    *,
    by: User,
    name: str,
    start_date: datetime.date,
    end_date: datetime.date | None = None,
    notes: str = "",
    tracking: Sequence[UUID] = (),
    from_actuals: Actuals | None = None,
) -> Budget:
    """Add a budget of whole months, by default of a year, without amounts or with those of `from_actuals`.

    With options in `tracking`, at most one of each category, it is a plan for lines that have all of them. Raises
    Invalid, InvalidDate, InvalidAmount, InvalidLine, NotFoundHere, Duplicate (name), TooMany.
    """
    locking.lock_company(company)
    if Budget.objects.filter(company=company).count() >= MAX_BUDGETS:
        raise errors.TooMany(f"A company has at most {MAX_BUDGETS} budgets. Delete some first.")
    budget = Budget(company=company, name=trimmed(name), start_date=start_date, notes=trimmed(notes))
    budget.end_date = end_date or _a_year(start_date)
    (budget.tracking,) = usable(company, [tracking], fields=["tracking"])
    _check(budget)
    rows = {} if from_actuals is None else _from_actuals(budget, from_actuals)
    with errors.translated():
        budget.save(force_insert=True)
        _write(budget, {}, rows)
    audit.record("budget.created", budget, by=by, new=audit.values(budget, UPDATABLE) | _told(rows))
    events.tell("budget.created", budget)
    return budget


@transaction.atomic
def update(budget: Budget, *, by: User, **changes: Any) -> Budget:
    """Change a budget (`UPDATABLE`). Its months can change if no amount is outside of them then.

    Raises Invalid, InvalidDate, InvalidLine, NotFoundHere, Duplicate (name), Conflict.
    """
    only(changes, UPDATABLE)
    budget = _locked(budget)
    if "tracking" in changes:
        (changes["tracking"],) = usable(budget.company, [changes["tracking"]], fields=["tracking"])
    old = audit.values(budget, UPDATABLE)
    for field, value in changes.items():
        setattr(budget, field, trimmed(value) if isinstance(value, str) else value)
    if audit.values(budget, UPDATABLE) == old:
        return budget
    _check(budget)
    with errors.translated():
        budget.save(force_update=True)
    audit.record("budget.updated", budget, by=by, old=old, new=audit.values(budget, UPDATABLE))
    events.tell("budget.updated", budget)
    return budget


@transaction.atomic
def set_lines(budget: Budget, *, by: User, lines: Sequence[RowInput], keep_others: bool = False) -> Budget:
    """Set the amounts of accounts in all months, in place of all that are there or, with `keep_others`, of theirs.

    Amounts are in the base currency; revenue and expenses are both positive. An account with zeros only has no row any
    more. Raises Invalid, InvalidAmount, NotFoundHere, AccountNotUsable, TooMany.
    """
    budget = _locked(budget)
    had = rows_of(budget)
    given = _checked(budget, lines, had)
    wanted = had | given if keep_others else given
    wanted = {account_id: amounts for account_id, amounts in wanted.items() if any(amounts)}
    if wanted == had:
        return budget
    _check_size(wanted, field="lines")
    with errors.translated():
        changed = _write(budget, had, wanted)
        budget.save(update_fields=["updated_at"])
    old = {account_id: had[account_id] for account_id in changed & had.keys()}
    new = {account_id: wanted[account_id] for account_id in changed & wanted.keys()}
    audit.record("budget.updated", budget, by=by, old=_told(old), new=_told(new))
    events.tell("budget.updated", budget)
    return budget


@transaction.atomic
def archive(budget: Budget, *, by: User) -> Budget:
    """Archive a budget: its name is free, and reports of it stay possible. Raises WrongStatus if it is archived."""
    return _set_active(budget, by, False)


@transaction.atomic
def restore(budget: Budget, *, by: User) -> Budget:
    """Restore an archived budget. Raises WrongStatus if it is active, Duplicate if another one has its name now."""
    return _set_active(budget, by, True)


def _set_active(budget: Budget, by: User, is_active: bool) -> Budget:
    budget = _locked(budget)
    return archiving.set_active(budget, by, is_active, noun="budget", name=budget.name)


@transaction.atomic
def delete(budget: Budget, *, by: User) -> None:
    """Delete a budget with its amounts."""
    budget = _locked(budget)
    old = audit.values(budget, UPDATABLE) | _told(rows_of(budget))
    BudgetLine.objects.filter(company=budget.company_id, budget=budget).delete()
    Budget.objects.filter(company=budget.company_id, pk=budget.pk).delete()
    audit.record("budget.deleted", budget, by=by, old=old)
    events.tell("budget.deleted", budget)


def rows_of(budget: Budget) -> Rows:
    """Return for each account with amounts those of all months, in the order of the accounts' codes."""
    place = {month: i for i, month in enumerate(budget.months)}
    found: dict[UUID, list[Decimal]] = {}
    lines = BudgetLine.objects.filter(company=budget.company_id, budget=budget)
    for account_id, month, amount in lines.values_list("account_id", "month", "amount"):
        found.setdefault(account_id, [Decimal(0)] * len(place))[place[month]] = amount
    accounts = Account.objects.filter(company=budget.company_id, pk__in=found).order_by("code", "pk")
    return {account_id: tuple(found[account_id]) for account_id in accounts.values_list("pk", flat=True)}


def _locked(budget: Budget) -> Budget:
    return locking.locked(Budget.objects.select_related("company"), budget)


def _a_year(start_date: datetime.date) -> datetime.date:
    """Return the last day of the year that begins on the first day of a month."""
    if start_date.year > LAST_DATE.year:
        return LAST_DATE
    return start_date.replace(day=1, year=start_date.year + 1) - DAY


def _check(budget: Budget) -> None:
    if not budget.name:
        raise errors.Invalid("A budget must have a name.", field="name")
    for field in ("start_date", "end_date"):
        if not FIRST_DATE <= getattr(budget, field) <= LAST_DATE:
            raise errors.InvalidDate(OUT_OF_RANGE, field=field)
    if budget.start_date.day != 1:
        raise errors.InvalidDate("A budget begins on the first day of a month.", field="start_date")
    if (budget.end_date + DAY).day != 1:
        raise errors.InvalidDate("A budget ends on the last day of a month.", field="end_date")
    if budget.end_date < budget.start_date:
        raise errors.InvalidDate("The last day is before the first.", field="end_date")
    if len(budget.months) > MAX_MONTHS:
        raise errors.InvalidDate(f"A budget has at most {MAX_MONTHS} months.", field="end_date")


def _checked(budget: Budget, lines: Sequence[RowInput], had: Rows) -> Rows:
    """Return what the lines set. An account that was archived meanwhile may keep its amounts."""
    company, count = budget.company, len(budget.months)
    accounts = Account.objects.filter(company=company).in_bulk([line["account_id"] for line in lines])
    rows: Rows = {}
    for i, line in enumerate(lines):
        at, account = f"lines[{i}].account_id", accounts.get(line["account_id"])
        amounts = tuple(line["amounts"])
        if account is None:
            raise errors.NotFoundHere(errors.NO_ACCOUNT, field=at)
        if account.type not in TYPES:
            message = f"A budget has amounts on accounts of revenue and expenses. {account} is of type {account.type}."
            raise errors.AccountNotUsable(message, field=at)
        if account.pk in rows:
            raise errors.Invalid(f"Account {account} is there twice.", field=at)
        if len(amounts) != count:
            message = f"Give {counted(count, 'amount')}, one for each month of the budget, not {len(amounts)}."
            raise errors.Invalid(message, field=f"lines[{i}].amounts")
        for place, amount in enumerate(amounts):
            money.check_whole(amount, company.base_currency_id, f"lines[{i}].amounts[{place}]")
        if not account.is_active and any(amounts) and amounts != had.get(account.pk):
            raise errors.AccountNotUsable(f"Account {account} is archived.", field=at)
        rows[account.pk] = amounts
    return rows


def _check_size(rows: Rows, *, field: str) -> None:
    if len(rows) > MAX_ROWS:
        raise errors.TooMany(f"A budget has at most {MAX_ROWS:,} accounts.", field=field)
    if sum(1 for amounts in rows.values() for amount in amounts if amount) > MAX_CELLS:
        raise errors.TooMany(f"A budget has at most {MAX_CELLS:,} amounts other than zero.", field=field)


def _write(budget: Budget, had: Rows, wanted: Rows) -> set[UUID]:
    """Write the accounts whose amounts differ, and return them."""
    changed = {account_id for account_id in had.keys() | wanted.keys() if had.get(account_id) != wanted.get(account_id)}
    if replaced := changed & had.keys():
        BudgetLine.objects.filter(company=budget.company_id, budget=budget, account__in=replaced).delete()
    months = budget.months
    BudgetLine.objects.bulk_create(
        BudgetLine(company_id=budget.company_id, budget=budget, account_id=account_id, month=month, amount=amount)
        for account_id in sorted(changed & wanted.keys())
        for month, amount in zip(months, wanted[account_id], strict=True)
        if amount
    )
    return changed


def _from_actuals(budget: Budget, actuals: Actuals) -> Rows:
    """Return what was earned and spent in as many months from a day on, and a percentage more, in whole units.

    Closing entries are left out, as in the profit and loss.
    """
    first, percent = actuals["start_date"], actuals.get("percent", Decimal(0))
    if not -100 <= percent <= MAX_PERCENT:
        message = f"Must be from -100 to {MAX_PERCENT:,} percent."
        raise errors.Invalid(message, field="from_actuals.percent")
    count = len(budget.months)
    if first.day != 1 or not FIRST_DATE <= first <= LAST_DATE:
        message = "Give the first day of the first month whose amounts are taken."
        raise errors.InvalidDate(message, field="from_actuals.start_date")
    months = months_from(first, LAST_DATE)[:count]
    types = dict(Account.objects.filter(company=budget.company, type__in=TYPES).values_list("pk", "type"))
    rows: dict[UUID, list[Decimal]] = {}
    for account_id, month, spent in _spent(
        budget.company, months, types, actuals.get("tracking", budget.tracking or ())
    ):
        with localcontext(money.EXACT):
            planned = (spent if types[account_id] == AccountType.EXPENSE else -spent) * (100 + percent) / 100
        row = rows.setdefault(account_id, [Decimal(0)] * count)
        row[months.index(month)] = money.quantize(planned, budget.company.base_currency_id, field="from_actuals")
    found = {account_id: tuple(amounts) for account_id, amounts in rows.items() if any(amounts)}
    _check_size(found, field="from_actuals")
    return found


def _spent(
    company: Company, months: Sequence[datetime.date], accounts: Collection[UUID], option_ids: Sequence[UUID]
) -> Iterable[tuple[UUID, datetime.date, Decimal]]:
    """Return the debits less credits of accounts in months without closing entries, of all lines or some options."""
    try:
        tracking = chosen(company, option_ids)
    except errors.Invalid as error:
        raise errors.Invalid(str(error), field="from_actuals.tracking") from error
    if tracking is None:
        net = F("debits") - F("credits") - F("closing_debits") + F("closing_credits")
        balances = AccountBalance.objects.filter(company=company, month__in=months, account__in=accounts)
        return balances.values_list("account_id", "month", net)
    if len(tracking.options) == 1:
        tracked: QuerySet[Any] = OptionBalance.objects.filter(option__in=option_ids)
    else:
        tracked = TrackingBalance.objects.filter(tracking.q())
    return (
        tracked.filter(company=company, is_daily=False, since__in=months, account__in=accounts)
        .values("account_id", "since")
        .annotate(net=Sum(F("debits") - F("credits")))
        .values_list("account_id", "since", "net")
    )


def _told(rows: Mapping[UUID, Iterable[Decimal]]) -> dict[str, Any]:
    """Return the amounts of accounts for the audit trail."""
    return {"lines": {str(account_id): [f"{amount:f}" for amount in amounts] for account_id, amounts in rows.items()}}
