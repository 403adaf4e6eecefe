"""The components of a tax rate."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Required, TypedDict
from uuid import UUID

from uuid_utils.compat import uuid7

from accounting import errors
from accounting.ledger import money
from accounting.taxes.arithmetic import HUNDRED, ZERO, Share, Taxation
from accounting.taxes.models import TaxComponent, TaxRate
from foundation.plain import trimmed

MAX_COMPONENTS = 10


class ComponentInput(TypedDict, total=False):
    """A component as input. Percentages are 0–100; by default all of a tax on purchases is recoverable."""

    name: str
    percent: Required[Decimal]
    compound: bool
    recoverable_percent: Decimal
    account_id: UUID | None


def parts(rate: TaxRate, given: Sequence[ComponentInput]) -> list[TaxComponent]:
    """Return the components, unsaved. One without a name has that of the rate. Raises Invalid."""
    if not given:
        raise errors.Invalid("A tax rate has at least one component.", field="components")
    if len(given) > MAX_COMPONENTS:
        raise errors.Invalid(f"A tax rate can have at most {MAX_COMPONENTS} components.", field="components")
    return [_part(rate, position, one) for position, one in enumerate(given)]


def _part(rate: TaxRate, position: int, given: ComponentInput) -> TaxComponent:
    recoverable = given.get("recoverable_percent", HUNDRED)
    for field, percent in (("percent", given["percent"]), ("recoverable_percent", recoverable)):
        if not 0 <= percent <= 100 or percent != round(percent, money.MAX_DECIMALS):
            message = "Must be from 0 to 100 percent, with at most four decimals."
            raise errors.Invalid(message, field=f"components[{position}].{field}")
    return TaxComponent(
        id=uuid7(),
        company=rate.company,
        tax_rate=rate,
        position=position,
        name=trimmed(given.get("name", "")) or rate.name,
        percent=given["percent"],
        compound=given.get("compound", False),
        recoverable_percent=recoverable,
        account_id=given.get("account_id"),
    )


def total(given: Sequence[ComponentInput]) -> Decimal:
    """Return the percentage to which all components come, rounded to four decimals."""
    shares = tuple(Share(one["percent"], one.get("compound", False)) for one in given)
    return sum(Taxation(shares).factors(), ZERO).quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)


def replace(rate: TaxRate, had: Sequence[TaxComponent], new: Sequence[TaxComponent]) -> None:
    """Save the new components of a locked rate. Those at the same place keep their ids."""
    fields = ("name", "percent", "compound", "recoverable_percent", "account_id")
    for old, part in zip(had, new, strict=False):
        changed = [field for field in fields if getattr(old, field) != getattr(part, field)]
        for field in changed:
            setattr(old, field, getattr(part, field))
        if changed:
            old.save(update_fields=changed)
    rows = TaxComponent.objects.filter(company=rate.company, tax_rate=rate)
    rows.filter(position__gte=len(new)).delete()
    TaxComponent.objects.bulk_create(new[len(had) :])
    rate._prefetched_objects_cache = {}  # type: ignore[attr-defined]


def values(part: TaxComponent) -> dict[str, Any]:
    """Return the values of a component for the audit trail."""
    return {
        "name": part.name,
        "percent": part.percent,
        "compound": part.compound,
        "recoverable_percent": part.recoverable_percent,
        "account_id": part.account_id,
    }
