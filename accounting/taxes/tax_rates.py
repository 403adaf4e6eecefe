"""The operations on tax rates."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import ManyToOneRel, Model, ProtectedError

from accounting import errors
from accounting.ledger import archiving, chart, locking, money
from accounting.ledger.changes import only
from accounting.ledger.models import TAX_SUBTYPES, Account, AccountType, Company, SystemRole
from accounting.taxes import events
from accounting.taxes.models import TaxRate
from foundation import audit
from identity.models import User

UPDATABLE = frozenset({"name", "percent", "is_inclusive", "sales_account_id", "purchase_account_id"})
FIXED_ONCE_USED = frozenset({"percent", "is_inclusive"})


@transaction.atomic
def create(
    company: Company,
    *,
    by: User,
    name: str,
    percent: Decimal,
    is_inclusive: bool = False,
    sales_account_id: UUID | None = None,
    purchase_account_id: UUID | None = None,
) -> TaxRate:
    """Add a rate of `percent` (0–100). Without its own accounts it posts to the accounts of the system roles.

    Raises Invalid, NotFoundHere, AccountNotUsable, Duplicate (name).
    """
    rate = TaxRate(
        company=company,
        name=name.strip(),
        percent=percent,
        is_inclusive=is_inclusive,
        sales_account_id=sales_account_id,
        purchase_account_id=purchase_account_id,
    )
    _check(rate)
    with errors.translated():
        rate.save(force_insert=True)
    audit.record("tax_rate.created", rate, by=by, new=audit.values(rate, UPDATABLE))
    events.tell("tax_rate.created", rate)
    return rate


@transaction.atomic
def update(rate: TaxRate, *, by: User, **changes: Any) -> TaxRate:
    """Change a rate (`UPDATABLE`). Fields that decide amounts cannot change once a document uses the rate.

    Raises InUse, Invalid, NotFoundHere, AccountNotUsable, Duplicate.
    """
    only(changes, UPDATABLE)
    rate = _locked(rate)
    for field in sorted(FIXED_ONCE_USED & changes.keys()):
        if changes[field] != getattr(rate, field) and _is_used(rate):
            raise errors.InUse(f"{rate.name} is in use. Archive it and add another rate.", field=field)
    old = audit.values(rate, changes)
    for field, value in changes.items():
        setattr(rate, field, value.strip() if field == "name" else value)
    if audit.values(rate, old) == old:
        return rate
    _check(rate)
    with errors.translated():
        rate.save(update_fields=[*changes, "updated_at"])
    audit.record("tax_rate.updated", rate, by=by, old=old, new=audit.values(rate, changes))
    events.tell("tax_rate.updated", rate)
    return rate


def users() -> list[type[Model]]:
    """Return all tables of lines, of any area, with a field `tax_rate`."""
    fields = TaxRate._meta.get_fields(include_hidden=True)
    return [field.related_model for field in fields if isinstance(field, ManyToOneRel)]


def _is_used(rate: TaxRate) -> bool:
    return any(model._default_manager.filter(tax_rate=rate).exists() for model in users())


def check_account(account: Account) -> None:
    """Raise InUse if tax could no longer be posted to an account of a rate. `accounts.update` calls this."""
    for field in ("sales_account", "purchase_account"):
        if not _takes_tax(account, f"{field}_id") and TaxRate.objects.filter(**{field: account}).exists():
            message = "A tax rate posts to this account. Tax cannot be posted to an account of this kind."
            raise errors.InUse(message, field="subtype")


def _check(rate: TaxRate) -> None:
    if not rate.name:
        raise errors.Invalid("A tax rate must have a name.", field="name")
    if not 0 <= rate.percent <= 100 or rate.percent != round(rate.percent, money.MAX_DECIMALS):
        raise errors.Invalid("Must be from 0 to 100 percent, with at most four decimals.", field="percent")
    own = {"sales_account_id": rate.sales_account_id, "purchase_account_id": rate.purchase_account_id}
    accounts = chart.accounts_by_id(rate.company, [id for id in own.values() if id is not None])
    for field, account_id in own.items():
        if account_id is not None:
            _check_account(chart.usable_account(accounts, account_id, field=field), field)


def _check_account(account: Account, field: str) -> None:
    """Check that tax can be posted to an account. Raises AccountNotUsable."""
    if not _takes_tax(account, field):
        kind = account.subtype or account.system_role or account.type
        raise errors.AccountNotUsable(
            f"Tax cannot be posted to account {account}: it is for {kind.replace('_', ' ')}.", field=field
        )


def _takes_tax(account: Account, field: str) -> bool:
    if account.type == AccountType.EXPENSE:
        return field == "purchase_account_id"
    is_tax = account.type in (AccountType.ASSET, AccountType.LIABILITY) and account.subtype in TAX_SUBTYPES
    return is_tax and account.system_role in (None, SystemRole.OUTPUT_TAX, SystemRole.INPUT_TAX)


@transaction.atomic
def archive(rate: TaxRate, *, by: User) -> TaxRate:
    """Archive a rate. Existing documents keep it. Raises WrongStatus if it is archived already."""
    return _set_active(rate, by, False)


@transaction.atomic
def restore(rate: TaxRate, *, by: User) -> TaxRate:
    """Restore an archived rate. Raises WrongStatus if it is active, AccountNotUsable if its account is archived."""
    return _set_active(rate, by, True)


def _set_active(rate: TaxRate, by: User, is_active: bool) -> TaxRate:
    rate = _locked(rate)
    return archiving.set_active(rate, by, is_active, noun="tax_rate", name=rate.name)


@transaction.atomic
def delete(rate: TaxRate, *, by: User) -> None:
    """Delete a rate that nothing uses. Raises InUse."""
    rate = _locked(rate)
    try:
        TaxRate.objects.filter(company=rate.company, id=rate.id).delete()
    except (ProtectedError, IntegrityError) as error:
        raise errors.InUse(f"Documents or entries use {rate.name}. Archive it instead.") from error
    audit.record("tax_rate.deleted", rate, by=by, old=audit.values(rate, UPDATABLE))
    events.tell("tax_rate.deleted", rate)


def _locked(rate: TaxRate) -> TaxRate:
    return locking.locked(TaxRate.objects.select_related("company"), rate)
