"""The operations on companies. Each company has one set of books, and begins with a chart of accounts."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

import orjson
from django.db import connection, transaction

from accounting.errors import CurrencyNotSupported, Invalid, NotFoundHere, translated
from accounting.ledger import charts, events, locking, money, periods
from accounting.ledger.changes import only
from accounting.ledger.models import Company, TaxRounding
from foundation import audit
from foundation.models import MAX_NAME_LENGTH
from foundation.plain import trimmed
from identity.models import Organization, User

TEXTS = ("name", *Company.DETAILS)
UPDATABLE = frozenset(
    {*TEXTS, "base_currency", "fiscal_year_start_month", "time_zone", "tax_rounding", "two_person_approval"}
)

_OPEN_ACCOUNTS = """
    WITH rows AS MATERIALIZED (
        SELECT uuidv7() AS id, s.* FROM json_to_recordset(%(chart)s)
            AS s (code text, name text, type text, subtype text, parent text, system_role text)
    )
    INSERT INTO accounting_account (id, created_at, updated_at, company_id, code, name, type, subtype, parent_id,
        description, is_active, system_role)
    SELECT rows.id, %(now)s, %(now)s, %(company)s, rows.code, rows.name, rows.type, rows.subtype, above.id,
        '', true, nullif(rows.system_role, '')
    FROM rows LEFT JOIN rows above ON above.code = rows.parent
"""
"""Adds the accounts of a chart, in its order. PostgreSQL makes them, because 60 objects of the model take longer."""

NO_ZONES = frozenset({"localtime", "posixrules", "Factory"})
"""Names in the database of zones that are not zones: the machine's own zone, and placeholders for an unset one."""


@transaction.atomic
def create(
    *,
    organization: Organization,
    name: str,
    base_currency: str,
    by: User,
    chart: str = "general",
    fiscal_year_start_month: int = 1,
    time_zone: str = "UTC",
    tax_rounding: str = TaxRounding.LINE,
    two_person_approval: bool = False,
    **details: str,
) -> Company:
    """Create a company with the accounts of a chart (`charts.names()`).

    `base_currency` is a code of ISO 4217, `details` are what documents say of it (`Company.DETAILS`). Raises Invalid,
    CurrencyNotSupported, NotFoundHere, Duplicate.
    """
    if by.organization_id != organization.id and not by.is_superuser:
        raise NotFoundHere("There is no such organization.", field="organization_id")
    only(details, Company.DETAILS)
    if chart not in charts.names():
        raise Invalid(f"The chart must be one of: {', '.join(charts.names())}.", field="chart")
    company = Company(
        organization=organization,
        name=trimmed(name),
        base_currency_id=base_currency,
        fiscal_year_start_month=fiscal_year_start_month,
        time_zone=time_zone,
        tax_rounding=tax_rounding,
        two_person_approval=two_person_approval,
        **{field: trimmed(text) for field, text in details.items()},
    )
    _check(company)
    with translated():
        company.save(force_insert=True)
        _open_accounts(company, chart)
    periods.make_months(company, is_new=True)
    new = audit.values(company, UPDATABLE) | {"chart": chart}
    audit.record("company.created", company, by=by, new=new, company_id=company.id)
    return company


@transaction.atomic
def update(company: Company, *, by: User, **changes: Any) -> Company:
    """Change a company's name, base currency or settings (`UPDATABLE`).

    The base currency cannot change after the first entry or document, also a draft, nor while a budget or the entries
    of a recurring template are in it. The first month of the fiscal year cannot change while a period is closed.
    Raises Invalid, CurrencyNotSupported, Duplicate, Conflict, InUse.
    """
    only(changes, UPDATABLE)
    names = list(changes)
    if "base_currency" in changes:
        changes["base_currency_id"] = changes.pop("base_currency")
    locked = locking.lock_company(company)
    old = audit.values(locked, names)
    for field, value in changes.items():
        setattr(locked, field, trimmed(value) if field in TEXTS else value)
    new = audit.values(locked, names)
    if new == old:
        return locked
    _check(locked)
    with translated():
        locked.save(update_fields=[*changes, "updated_at"])
    audit.record("company.updated", locked, by=by, old=old, new=new, company_id=locked.id)
    events.record(locked.id, "company.updated", subject_id=locked.id, data=events.company_data(locked))
    return locked


def _check(company: Company) -> None:
    if not company.name or len(company.name) > MAX_NAME_LENGTH or not company.name.isprintable():
        raise Invalid(f"The name must have 1 to {MAX_NAME_LENGTH} printable characters.", field="name")
    try:
        money.decimals(company.base_currency_id)
    except CurrencyNotSupported as error:
        raise CurrencyNotSupported(str(error), field="base_currency") from error
    if not 1 <= company.fiscal_year_start_month <= 12:
        raise Invalid("The month must be a number from 1 to 12.", field="fiscal_year_start_month")
    if company.time_zone not in _time_zones():
        raise Invalid("The time zone must be a name from the IANA database, such as Europe/Paris.", field="time_zone")
    if company.tax_rounding not in TaxRounding.values:
        raise Invalid(f"Tax rounding must be one of: {', '.join(TaxRounding.values)}.", field="tax_rounding")


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones()) - NO_ZONES


def _open_accounts(company: Company, chart: str) -> None:
    rows = orjson.dumps(charts.load(chart)).decode()
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_ACCOUNTS, {"chart": rows, "company": company.pk, "now": company.created_at})
