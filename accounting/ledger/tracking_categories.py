"""The operations on tracking categories and their options."""

from collections.abc import Iterable, Sequence
from typing import Any, TypedDict
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import TextField, prefetch_related_objects
from django.db.models.functions import Cast
from django.utils import timezone

from accounting import errors
from accounting.ledger import archiving, events, locking
from accounting.ledger.changes import only
from accounting.ledger.models import Company, TrackingCategory, TrackingOption
from foundation import audit
from foundation.models import MAX_NAME_LENGTH
from foundation.plain import trimmed
from identity.models import User

MAX_ACTIVE = 5
MAX_CATEGORIES = 50
MAX_OPTIONS = 500

UPDATABLE = frozenset({"name", "options"})


class OptionInput(TypedDict, total=False):
    """An option as input: one that there is, by its `id` or its name, or a new one, which needs a name."""

    id: UUID
    name: str
    is_active: bool


@transaction.atomic
def create(company: Company, *, by: User, name: str, options: Sequence[OptionInput] = ()) -> TrackingCategory:
    """Add a category with its options. A company has at most five that are active.

    Raises Invalid, NotFoundHere, Duplicate, TooMany.
    """
    locking.lock_company(company)
    _check_count(company)
    category = TrackingCategory(company=company, name=_name(name, "name"))
    with errors.translated():
        category.save(force_insert=True)
    _set_options(category, options)
    audit.record("tracking_category.created", category, by=by, new=_values(category))
    events.tell("tracking_category.created", category)
    return category


@transaction.atomic
def update(
    category: TrackingCategory, *, by: User, options: Sequence[OptionInput] | None = None, **changes: Any
) -> TrackingCategory:
    """Change the name, or add and change options: those that are not named stay as they are.

    A new name of a category or an option is shown everywhere, also for what is posted. Raises Invalid, NotFoundHere,
    Duplicate, TooMany.
    """
    only(changes, UPDATABLE)
    category = _locked(category)
    old = _values(category)
    if "name" in changes:
        category.name = _name(changes["name"], "name")
    _set_options(category, options or ())
    new = _values(category)
    if new == old:
        return category
    with errors.translated():
        category.save(update_fields=["name", "updated_at"])
    audit.record("tracking_category.updated", category, by=by, old=old, new=new)
    events.tell("tracking_category.updated", category)
    return category


@transaction.atomic
def remove_options(category: TrackingCategory, *, by: User, option_ids: Sequence[UUID]) -> TrackingCategory:
    """Delete options that no line or budget ever had. Raises NotFoundHere, InUse."""
    category = _locked(category)
    old, there = _values(category), {option.id: option for option in category.ordered_options()}
    for place, option_id in enumerate(option_ids):
        field = f"option_ids[{place}]"
        if option_id not in there:
            raise errors.NotFoundHere("The category has no such option.", field=field)
        if there[option_id].is_used:
            raise errors.InUse(f"Lines or budgets have the option {there[option_id]}. Archive it instead.", field=field)
    with errors.translated():
        TrackingOption.objects.filter(company=category.company, id__in=option_ids).delete()
    _read_again(category)
    category.save(update_fields=["updated_at"])
    audit.record("tracking_category.updated", category, by=by, old=old, new=_values(category))
    events.tell("tracking_category.updated", category)
    return category


@transaction.atomic
def archive(category: TrackingCategory, *, by: User) -> TrackingCategory:
    """Archive a category: new lines cannot have its options. Raises WrongStatus; InUse if an account requires it."""
    return archiving.set_active(_locked(category), by, False, noun="tracking_category", name=category.name)


@transaction.atomic
def restore(category: TrackingCategory, *, by: User) -> TrackingCategory:
    """Restore an archived category. Raises WrongStatus, TooMany."""
    locking.lock_company(category.company)
    category = _locked(category)
    if not category.is_active:
        _check_count(category.company)
    return archiving.set_active(category, by, True, noun="tracking_category", name=category.name)


@transaction.atomic
def delete(category: TrackingCategory, *, by: User) -> None:
    """Delete a category whose options no line or budget ever had. Raises InUse."""
    category = _locked(category)
    old = _values(category)
    if any(option.is_used for option in category.ordered_options()):
        raise errors.InUse(f"Lines or budgets have options of {category}. Archive it instead.")
    try:
        with errors.translated():
            TrackingOption.objects.filter(company=category.company, category=category).delete()
            TrackingCategory.objects.filter(company=category.company, id=category.id).delete()
    except IntegrityError as error:
        raise errors.InUse(f"{category} is in use. Archive it instead.") from error
    audit.record("tracking_category.deleted", category, by=by, old=old)
    events.tell("tracking_category.deleted", category)


def _set_options(category: TrackingCategory, given: Sequence[OptionInput]) -> None:
    there = {option.id: option for option in category.options.all()}
    by_name = {option.name: option.id for option in there.values()}
    named: set[UUID] = set()
    new, changed, renamed = [], [], []
    for place, one in enumerate(given):
        path, option_id = f"options[{place}]", one.get("id") or by_name.get(one.get("name", "").strip())
        if option_id is None:
            if "name" not in one:
                raise errors.Invalid("A new option needs a name.", field=f"{path}.name")
            option = TrackingOption(company_id=category.company_id, category=category)
            new.append(option)
        elif option_id not in there:
            raise errors.NotFoundHere("The category has no such option.", field=f"{path}.id")
        elif option_id in named:
            raise errors.Invalid("This option is given twice.", field=f"{path}.{'id' if 'id' in one else 'name'}")
        else:
            named.add(option_id)
            option = there[option_id]
        before = option.name, option.is_active
        if "name" in one:
            option.name = _name(one["name"], f"{path}.name")
        option.is_active = one.get("is_active", option.is_active)
        if option_id is not None and (option.name, option.is_active) != before:
            option.updated_at = timezone.now()
            changed.append(option)
            if option.name != before[0]:
                renamed.append(option.id)
    if len(there) + len(new) > MAX_OPTIONS:
        raise errors.TooMany(
            f"A category has at most {MAX_OPTIONS} options, the archived ones included.", field="options"
        )
    if not (new or changed):
        return
    with errors.translated():
        if changed:
            rows = TrackingOption.objects.filter(company_id=category.company_id)
            if len(renamed) > 1:  # they give up their names first, so that one can take the name of another
                rows.filter(id__in=renamed).update(name=Cast("id", TextField()))
            rows.bulk_update(changed, ["name", "is_active", "updated_at"])
        TrackingOption.objects.bulk_create(new)
    _read_again(category)


def _read_again(category: TrackingCategory) -> None:
    category._prefetched_objects_cache = {}  # type: ignore[attr-defined]
    prefetch_related_objects([category], "options")


def _check_count(company: Company) -> None:
    rows = TrackingCategory.objects.filter(company=company)
    if rows.filter(is_active=True).count() >= MAX_ACTIVE:
        raise errors.TooMany(f"A company has at most {MAX_ACTIVE} active tracking categories. Archive one first.")
    if rows.count() >= MAX_CATEGORIES:
        raise errors.TooMany(f"A company has at most {MAX_CATEGORIES} tracking categories.")


def _name(name: str, field: str) -> str:
    name = trimmed(name)
    if not name or len(name) > MAX_NAME_LENGTH or not name.isprintable():
        raise errors.Invalid(f"A name must have 1 to {MAX_NAME_LENGTH} printable characters.", field=field)
    return name


def _values(category: TrackingCategory) -> dict[str, Any]:
    """Return the values of a category for the audit trail."""
    return {"name": category.name, "options": _options(category.ordered_options())}


def _options(options: Iterable[TrackingOption]) -> list[dict[str, Any]]:
    return [{"id": str(option.id), "name": option.name, "is_active": option.is_active} for option in options]


def _locked(category: TrackingCategory) -> TrackingCategory:
    rows = TrackingCategory.objects.select_related("company").prefetch_related("options")
    return locking.locked(rows, category)
