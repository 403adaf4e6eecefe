"""The operations on exchange rates, and the rate of a day."""

import datetime
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounting import errors
from accounting.currencies.models import ExchangeRate, RateSource
from accounting.ledger import locking, money
from accounting.ledger.dates import FIRST_DATE, LAST_DATE, OUT_OF_RANGE
from accounting.ledger.models import Company
from foundation import audit
from identity.models import User

MAX_AGE_DAYS = 30
"""How old a rate may be on the day it is used: it bridges weekends and holidays, and a month of rates set monthly."""
PLACES = Decimal(1).scaleb(-10)
MAX_RATE = Decimal(10) ** 10
"""Rates are below this, as `numeric(20,10)` holds them."""
CHUNK = 1_000

Quote = tuple[datetime.date, str, Decimal]
"""A date, a currency, and how many of its units one unit of a third currency was worth."""


def rate_on(
    company: Company, currency: str, date: datetime.date, *, field: str = "exchange_rate", or_give: str = ""
) -> Decimal:
    """Return the units of the company's base currency for one unit of `currency`: its latest rate on or before `date`.

    The rate of the base currency is 1. Raises CurrencyNotSupported, and ExchangeRateMissing if there is no rate of the
    last MAX_AGE_DAYS days. `or_give` names what a client can send in its place.
    """
    money.decimals(currency)
    if currency == company.base_currency_id:
        return Decimal(1)
    oldest = date - datetime.timedelta(days=MAX_AGE_DAYS)
    rows = ExchangeRate.objects.filter(company=company, currency=currency, date__range=(oldest, date))
    rate = rows.order_by("-date").values_list("rate", flat=True).first()
    if rate is None:
        raise errors.ExchangeRateMissing(
            f"There is no exchange rate of {currency} for {date}, nor for the {MAX_AGE_DAYS} days before.",
            field=field,
            instead=or_give and f"give {or_give}",
        )
    return rate


def rates_on(company: Company, date: datetime.date, *, known_at: datetime.datetime | None = None) -> dict[str, Decimal]:
    """Return the rates that `rate_on` would return, by currency: of those entered until `known_at`, as they are now."""
    oldest = date - datetime.timedelta(days=MAX_AGE_DAYS)
    rows = ExchangeRate.objects.filter(company=company, date__range=(oldest, date))
    rows = rows.filter(created_at__lte=known_at) if known_at else rows
    latest = rows.order_by("currency", "-date").distinct("currency")
    return dict(latest.values_list("currency", "rate"))


def rate_for(company: Company, currency: str, date: datetime.date, stated: Decimal | None) -> Decimal:
    """Return the rate that a client stated, or else that of the day. Raises as `checked` and `rate_on` do."""
    money.decimals(currency)
    if stated is not None:
        return checked(company, currency, stated)
    return rate_on(company, currency, date, or_give="exchange_rate")


def between(base_amount: Decimal, amount: Decimal, *, field: str) -> Decimal:
    """Return the rate at which `amount` is worth `base_amount` in the base currency. Raises InvalidAmount."""
    with localcontext(money.EXACT):
        rate = (base_amount / amount).quantize(PLACES, rounding=ROUND_HALF_UP)
    if not 0 < rate < MAX_RATE:
        raise errors.InvalidAmount("The two amounts give an impossible exchange rate.", field=field)
    return rate


def checked(company: Company, currency: str, rate: Decimal, *, field: str = "exchange_rate") -> Decimal:
    """Return a rate that a client states. Raises Invalid unless it is possible, and for the base currency 1."""
    if not rate.is_finite() or not 0 < rate < MAX_RATE or rate != rate.quantize(PLACES, context=money.EXACT):
        raise errors.Invalid("A rate is greater than zero, and has at most ten decimals.", field=field)
    if currency == company.base_currency_id and rate != 1:
        raise errors.Invalid(f"{currency} is the base currency of the company, so its rate is 1.", field=field)
    return rate


@transaction.atomic
def create(company: Company, *, by: User, currency: str, date: datetime.date, rate: Decimal) -> ExchangeRate:
    """Add the rate of a currency from a date on: units of the base currency for one unit of it.

    Raises Invalid, InvalidDate, CurrencyNotSupported, Duplicate.
    """
    money.decimals(currency)
    _check_date(date)
    if currency == company.base_currency_id:
        message = f"{currency} is the company's own currency, and has no rate."
        raise errors.CurrencyNotSupported(message, field="currency")
    made = ExchangeRate(company=company, currency_id=currency, date=date)
    made.rate = checked(company, currency, rate, field="rate")
    with errors.translated():
        made.save(force_insert=True)
    audit.record("exchange_rate.created", made, by=by, new=_values(made))
    return made


@transaction.atomic
def delete(row: ExchangeRate, *, by: User) -> None:
    """Delete the rate of a day. Documents keep theirs. Raises Conflict."""
    row = locking.locked(ExchangeRate.objects.select_related("company"), row)
    ExchangeRate.objects.filter(company=row.company, id=row.id).delete()
    audit.record("exchange_rate.deleted", row, by=by, old=_values(row))


def converted(quotes: Iterable[Quote], *, quoted: str, base: str) -> list[Quote]:
    """Return the rates of a company with the base currency `base` from quotes of one unit of the currency `quoted`.

    On a day without a quote of `base`, there are none.
    """
    days: dict[datetime.date, dict[str, Decimal]] = {}
    for date, currency, units in quotes:
        days.setdefault(date, {quoted: Decimal(1)})[currency] = units
    found = []
    with localcontext(money.EXACT):
        for date, units_of in days.items():
            if base in units_of:
                for currency, units in units_of.items():
                    rate = (units_of[base] / units).quantize(PLACES, rounding=ROUND_HALF_UP)
                    if currency != base and 0 < rate < MAX_RATE:
                        found.append((date, currency, rate))
    return found


@transaction.atomic
def take(company: Company, quotes: Iterable[Quote], *, by: User | str, quoted: str, source: str) -> int:
    """Write the rates of a source for a company, over older ones of a source, and return how many there are.

    Rates that were entered by hand stay, also those that are entered meanwhile. Raises InvalidDate.
    """
    company = locking.lock_company(company)  # so that its base currency stays
    quoted_rates = converted(quotes, quoted=quoted, base=company.base_currency_id)
    if not quoted_rates:
        return 0
    dates = [date for date, _, _ in quoted_rates]
    first, last = min(dates), max(dates)
    _check_date(first)
    _check_date(last)
    there = ExchangeRate.objects.filter(company=company, date__range=(first, last))
    by_day = {row[:2]: row for row in there.values_list("date", "currency", "id", "source", "rate")}
    new: list[ExchangeRate] = []
    changed: list[ExchangeRate] = []
    count = 0
    for date, currency, rate in quoted_rates:
        _, _, known, was, before = by_day.get((date, currency), (None,) * 5)
        if was == RateSource.MANUAL:
            continue
        count += 1
        if (was, before) != (source, rate):
            row = ExchangeRate(company=company, currency_id=currency, date=date, rate=rate, source=source)
            row.id, row.updated_at = known or row.id, timezone.now()
            (changed if known else new).append(row)
    with errors.translated():
        ExchangeRate.objects.bulk_create(new, batch_size=CHUNK, ignore_conflicts=True)
    ExchangeRate.objects.bulk_update(changed, ["rate", "source", "updated_at"], batch_size=CHUNK)
    if count:
        told = {"source": source, "rates": count, "from": str(first), "to": str(last)}
        audit.record("exchange_rate.imported", company, by=by, new=told, company_id=company.id)
    return count


def _check_date(date: datetime.date) -> None:
    if not FIRST_DATE <= date <= LAST_DATE:
        raise errors.InvalidDate(OUT_OF_RANGE, field="date")


def _values(row: ExchangeRate) -> dict[str, Any]:
    return audit.values(row, ("currency", "date", "rate"))
