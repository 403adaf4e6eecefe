"""The operations on tax rates."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypedDict
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import ManyToOneRel, Model, ProtectedError
from uuid_utils.compat import uuid7

from accounting import errors
from accounting.ledger import archiving, chart, locking, money
from accounting.ledger.changes import only
from accounting.ledger.journal import UsedRate
from accounting.ledger.models import TAX_SUBTYPES, Account, AccountType, Company, SystemRole, TaxKind
from accounting.taxes import components, events
from accounting.taxes.components import ComponentInput
from accounting.taxes.models import (
    BY_THE_BUYER,
    UNTAXED,
    UNTAXED_CATEGORIES,
    Boxes,
    TaxCategory,
    TaxComponent,
    TaxRate,
    TaxTreatment,
)
from foundation import audit
from foundation.plain import trimmed
from identity.models import User

FIELDS = (
    "name",
    "code",
    "percent",
    "is_inclusive",
    "category",
    "treatment",
    "valid_from",
    "valid_to",
    "sales_account_id",
    "purchase_account_id",
)
UPDATABLE = frozenset({*FIELDS, "components", "boxes"})
MAX_NAMED = 20
"""How many boxes an error names."""
FIXED_ONCE_USED = ("category", "components", "is_inclusive", "percent", "treatment")
CATEGORIES = {
    TaxTreatment.EXEMPT: TaxCategory.EXEMPT,
    TaxTreatment.OUT_OF_SCOPE: TaxCategory.OUTSIDE_SCOPE,
    TaxTreatment.REVERSE_CHARGE: TaxCategory.REVERSE_CHARGE,
    TaxTreatment.ZERO: TaxCategory.ZERO,
}


class Details(TypedDict, total=False):
    """What a rate may have besides its name and percentages. By default the category follows the treatment."""

    code: str
    is_inclusive: bool
    category: str
    treatment: str
    valid_from: datetime.date | None
    valid_to: datetime.date | None
    boxes: Mapping[str, str]
    sales_account_id: UUID | None
    purchase_account_id: UUID | None


@transaction.atomic
def create(
    company: Company,
    *,
    by: User,
    name: str,
    percent: Decimal | None = None,
    components: Sequence[ComponentInput] | None = None,
    **details: Any,
) -> TaxRate:
    """Add a rate of one `percent` (0–100), or of `components`. Without own accounts it posts to those of the system
    roles.

    `details` as in `Details`. Raises Invalid, NotFoundHere, AccountNotUsable, Duplicate (name, code).
    """
    only(details, Details.__annotations__)
    if percent is None and components is None:
        raise errors.Invalid("Give a percentage, or components.", field="percent")
    rate = TaxRate(company=company)
    _set(rate, {"name": name, "percent": percent, "components": components, "category": None} | details)
    parts = _parts(rate, percent, components)
    _check(rate, parts)
    with errors.translated():
        rate.save(force_insert=True)
        TaxComponent.objects.bulk_create(parts)
    audit.record("tax_rate.created", rate, by=by, new=_values(rate))
    events.tell("tax_rate.created", rate)
    return rate


@transaction.atomic
def update(rate: TaxRate, *, by: User, **changes: Any) -> TaxRate:
    """Change a rate (`UPDATABLE`; `components` and `boxes` replace all of them). With a `percent` alone, the only
    component of a rate keeps the rest. Fields that decide amounts cannot change once a document uses the rate.

    Raises InUse, Invalid, NotFoundHere, AccountNotUsable, Duplicate.
    """
    only(changes, UPDATABLE)
    rate = _locked(rate)
    old, was_fixed, had, asked = _values(rate), _fixed(rate), rate.ordered_components(), set(changes)
    if "category" not in changes and rate.category == _default_category(rate):
        changes["category"] = None
    percent, given = changes.get("percent"), changes.get("components")
    changed = given is not None or (percent is not None and percent != rate.percent)
    _set(rate, changes)
    if not changed:
        parts = had
    elif given is not None:
        parts = _parts(rate, percent, given)
    else:
        parts = _at(rate, had, old["name"])
    _check(rate, parts)
    now_fixed = _fixed(rate, parts)
    fixed = [field for field in FIXED_ONCE_USED if was_fixed[field] != now_fixed[field]]
    if fixed and _is_used(rate):
        at = next(field for field in (*fixed, "percent") if field in asked or field == "percent")
        raise errors.InUse(f"{rate.name} is in use. Archive it and add another rate.", field=at)
    if _values(rate, parts) == old:
        return rate
    with errors.translated():
        if changed:
            components.replace(rate, had, parts)
        rate.save()
    audit.record("tax_rate.updated", rate, by=by, old=old, new=_values(rate))
    events.tell("tax_rate.updated", rate)
    return rate


def _set(rate: TaxRate, changes: Mapping[str, Any]) -> None:
    """Set the given fields of a rate. The category None becomes the default."""
    for name, value in changes.items():
        if name == "boxes":
            for box, label in zip(Boxes._fields, Boxes(**(value or {})), strict=True):
                setattr(rate, f"box_{box}", trimmed(label))
        elif name not in ("components", "percent", "category") or (name == "category" and value is not None):
            setattr(rate, name, trimmed(value) if isinstance(value, str) else value)
    if changes.get("percent") is not None:
        rate.percent = changes["percent"]
    elif changes.get("components") is not None:
        rate.percent = components.total(changes["components"])
    if changes.get("category", "") is None:
        rate.category = _default_category(rate)


def _default_category(rate: TaxRate) -> str:
    standard = TaxCategory.STANDARD if rate.percent else TaxCategory.ZERO
    return CATEGORIES.get(TaxTreatment(rate.treatment), standard)


def _parts(rate: TaxRate, percent: Decimal | None, given: Sequence[ComponentInput] | None) -> list[TaxComponent]:
    """Return the components of a rate, unsaved: those given, or one of its percentage. Raises Invalid."""
    if given is None:
        one = TaxComponent(id=uuid7(), company=rate.company, tax_rate=rate, position=0, name=rate.name)
        one.percent = rate.percent
        return [one]
    parts = components.parts(rate, given)
    whole = components.total(given)
    if percent is not None and percent != whole:
        raise errors.Invalid(f"The components come to {whole:f} percent.", field="percent")
    return parts


def _at(rate: TaxRate, had: Sequence[TaxComponent], former_name: str) -> list[TaxComponent]:
    """Return the only component of a rate at its new percentage, unsaved. Raises Invalid if there are several."""
    if len(had) > 1:
        raise errors.Invalid("This rate has several components. Give them with their percentages.", field="percent")
    parts = _parts(rate, None, None)
    for old, part in zip(had, parts, strict=False):
        part.compound, part.recoverable_percent, part.account_id = old.compound, old.recoverable_percent, old.account_id
        part.name = rate.name if old.name == former_name else old.name
    return parts


def _fixed(rate: TaxRate, parts: Iterable[TaxComponent] | None = None) -> dict[str, Any]:
    """Return the values of a rate that decide amounts."""
    parts = rate.ordered_components() if parts is None else parts
    shares = [(part.percent, part.compound, part.recoverable_percent) for part in parts]
    return {"components": shares, **{name: getattr(rate, name) for name in FIXED_ONCE_USED if name != "components"}}


def _values(rate: TaxRate, parts: Iterable[TaxComponent] | None = None) -> dict[str, Any]:
    """Return the values of a rate for the audit trail."""
    parts = rate.ordered_components() if parts is None else parts
    return audit.values(rate, FIELDS) | {
        "boxes": rate.boxes._asdict(),
        "components": [components.values(part) for part in parts],
    }


def users() -> list[type[Model]]:
    """Return all tables of lines, of any area, with a field `tax_rate`."""
    fields = TaxRate._meta.get_fields(include_hidden=True)
    lines = [one for one in fields if isinstance(one, ManyToOneRel) and one.field.name == "tax_rate"]
    return [one.related_model for one in lines if one.related_model is not TaxComponent]


def _is_used(rate: TaxRate) -> bool:
    return any(model._default_manager.filter(tax_rate=rate).exists() for model in users())


def check_account(account: Account) -> None:
    """Raise InUse if tax could no longer be posted to an account of a rate. `accounts.update` calls this."""
    used = any(
        not _takes_tax(account, f"{field}_id") and TaxRate.objects.filter(**{field: account}).exists()
        for field in ("sales_account", "purchase_account")
    )
    if not _takes_tax(account, "account_id"):
        used = used or TaxComponent.objects.filter(account=account).exists()
    if used:
        message = "A tax rate posts to this account. Tax cannot be posted to an account of this kind."
        raise errors.InUse(message, field="subtype")


def _check(rate: TaxRate, parts: Sequence[TaxComponent]) -> None:
    if not rate.name:
        raise errors.Invalid("A tax rate must have a name.", field="name")
    if not 0 <= rate.percent <= 100 or rate.percent != round(rate.percent, money.MAX_DECIMALS):
        raise errors.Invalid("Must be from 0 to 100 percent, with at most four decimals.", field="percent")
    _check_treatment(rate)
    if rate.valid_from and rate.valid_to and rate.valid_to < rate.valid_from:
        raise errors.InvalidDate("The last day must not be before the first.", field="valid_to")
    own = {"sales_account_id": rate.sales_account_id, "purchase_account_id": rate.purchase_account_id}
    own |= {f"components[{part.position}].account_id": part.account_id for part in parts}
    accounts = chart.accounts_by_id(rate.company, [id for id in own.values() if id is not None])
    for field, account_id in own.items():
        if account_id is not None:
            _check_account(chart.usable_account(accounts, account_id, field=field), field)


def _check_treatment(rate: TaxRate) -> None:
    if rate.percent and rate.treatment in UNTAXED:
        raise errors.Invalid(f"With this treatment the percentage is 0, not {rate.percent:f}.", field="treatment")
    if rate.percent and rate.category in UNTAXED_CATEGORIES:
        raise errors.Invalid(f"In this category the percentage is 0, not {rate.percent:f}.", field="category")
    if rate.is_inclusive and rate.treatment in BY_THE_BUYER:
        message = "Prices cannot include a tax that the seller does not charge."
        raise errors.Invalid(message, field="is_inclusive")


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


def check_usable(rate: TaxRate | None, *, date: datetime.date | None, field: str) -> None:
    """Raise NotFoundHere or Invalid, with the field, unless a new line of this date can have the rate."""
    if rate is None:
        raise errors.NotFoundHere(errors.NO_TAX_RATE, field=field)
    if not rate.is_active:
        raise errors.Invalid(f"The tax rate {rate.name} is archived.", field=field)
    if date is not None:
        check_date(rate, date, field=field)


def check_used(company: Company, used: Sequence[UsedRate]) -> None:
    """Check the rates of manual journal lines. Raises NotFoundHere, Invalid. `journal.create` calls this."""
    rates = TaxRate.objects.filter(company=company).in_bulk({rate_id for rate_id, _, _ in used})
    for rate_id, date, field in used:
        check_usable(rates.get(rate_id), date=date, field=field)


def check_date(rate: TaxRate, date: datetime.date, *, field: str) -> None:
    """Raise Invalid, with the field, if a rate is not valid on the date of a document."""
    if (rate.valid_from is None or rate.valid_from <= date) and (rate.valid_to is None or date <= rate.valid_to):
        return
    first, last = rate.valid_from, rate.valid_to
    span = f"from {first} to {last}" if first and last else f"from {first}" if first else f"until {last}"
    raise errors.Invalid(f"The tax rate {rate.name} is valid {span}, but not on {date}.", field=field)


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
    old = _values(rate)
    try:
        TaxRate.objects.filter(company=rate.company, id=rate.id).delete()
    except (ProtectedError, IntegrityError) as error:
        raise errors.InUse(f"Documents, entries or items use {rate.name}. Archive it instead.") from error
    audit.record("tax_rate.deleted", rate, by=by, old=old)
    events.tell("tax_rate.deleted", rate)


def _locked(rate: TaxRate) -> TaxRate:
    return locking.locked(TaxRate.objects.select_related("company").prefetch_related("components"), rate)


def check_box(company: Company, box: str, filed: Mapping[str, Mapping[str, str]] | None = None) -> None:
    """Raise Invalid (box) unless it is a box of a tax rate, or of the rates when a tax return was `filed`.

    A line whose rate names no box for it is in the box of its kind.
    """
    named = TaxRate.objects.filter(company=company).values_list(*(f"box_{name}" for name in Boxes._fields)).distinct()
    boxes = {one for row in (*named, *(row.values() for row in (filed or {}).values())) for one in row if one}
    if box in boxes or box in TaxKind.values:
        return
    names = [*sorted(boxes.difference(TaxKind.values)), *TaxKind.values]
    rest = f" and {len(names) - MAX_NAMED:,} others" if len(names) > MAX_NAMED else ""
    raise errors.Invalid(f"There is no box {box}. There are: {', '.join(names[:MAX_NAMED])}{rest}.", field="box")
