"""The operations on items."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any, Required, TypedDict, Unpack
from uuid import UUID

from django.db import IntegrityError, transaction

from accounting import errors
from accounting.items import events
from accounting.items.models import Item
from accounting.ledger import archiving, chart, locking, money
from accounting.ledger.changes import only
from accounting.ledger.metadata import Metadata, instead_of, merged
from accounting.ledger.models import Company
from accounting.taxes import tax_rates
from accounting.taxes.models import TaxRate
from foundation import audit
from foundation.plain import trimmed
from identity.models import User

TEXTS = ("code", "name", "description", "unit")
PRICES = ("sales_price", "purchase_price")
ACCOUNTS = ("sales_account_id", "purchase_account_id")
TAX_RATES = ("sales_tax_rate_id", "purchase_tax_rate_id")
UPDATABLE = frozenset({*TEXTS, *PRICES, *ACCOUNTS, *TAX_RATES, "currency", "external_id", "metadata"})


class ItemInput(TypedDict, total=False):
    """An item as input. `currency`, that of the prices, is the company's own by default."""

    name: Required[str]
    code: str
    description: str
    unit: str
    currency: str | None
    sales_price: Decimal | None
    sales_account_id: UUID | None
    sales_tax_rate_id: UUID | None
    purchase_price: Decimal | None
    purchase_account_id: UUID | None
    purchase_tax_rate_id: UUID | None
    external_id: str | None
    metadata: Metadata | None


@transaction.atomic
def create(company: Company, *, by: User, **given: Unpack[ItemInput]) -> Item:
    """Add an item.

    Raises Invalid, InvalidAmount, CurrencyNotSupported, NotFoundHere, AccountNotUsable, Duplicate (code, external_id).
    """
    item = Item(company=company)
    _set(item, {"currency": None, **given})
    with errors.translated():
        item.save(force_insert=True)
    audit.record("item.created", item, by=by, new=audit.values(item, UPDATABLE))
    events.tell("item.created", item)
    return item


@transaction.atomic
def update(item: Item, *, by: User, **changes: Any) -> Item:
    """Change an item (`UPDATABLE`; `metadata` is merged). Documents stay as they are. Raises the errors of `create`."""
    return _changed(_locked(item), changes, by=by)


def _changed(item: Item, changes: Mapping[str, Any], *, by: User) -> Item:
    """Change a locked item."""
    old = audit.values(item, UPDATABLE)
    _set(item, changes)
    new = audit.values(item, UPDATABLE)
    if new == old:
        return item
    with errors.translated():
        item.save(force_update=True)
    audit.record("item.updated", item, by=by, old=old, new=new)
    events.tell("item.updated", item)
    return item


@transaction.atomic
def replace(item: Item, *, by: User, **entered: Any) -> Item:
    """Replace an item: what is not in `entered` (as for `create`) gets its default. Raises the errors of `update`."""
    item = _locked(item)
    defaults = dict.fromkeys(UPDATABLE - {"external_id"}) | dict.fromkeys(TEXTS, "")
    metadata = instead_of(item.metadata, entered.get("metadata"))
    return _changed(item, defaults | entered | {"metadata": metadata}, by=by)


@transaction.atomic
def archive(item: Item, *, by: User) -> Item:
    """Archive an item. Existing documents keep it. Raises WrongStatus if it is archived already."""
    return _set_active(item, by, False)


@transaction.atomic
def restore(item: Item, *, by: User) -> Item:
    """Restore an archived item. Raises WrongStatus if it is active."""
    return _set_active(item, by, True)


def _set_active(item: Item, by: User, is_active: bool) -> Item:
    return archiving.set_active(_locked(item), by, is_active, noun="item", name=item.name)


@transaction.atomic
def delete(item: Item, *, by: User) -> None:
    """Delete an item that no document has. Raises InUse."""
    item = _locked(item)
    try:
        Item.objects.filter(company=item.company_id, id=item.id).delete()
    except IntegrityError as error:
        raise errors.InUse(f"Documents have the item {item.name}. Archive it instead.") from error
    audit.record("item.deleted", item, by=by, old=audit.values(item, UPDATABLE))
    events.tell("item.deleted", item)


def by_id(company: Company, ids: Collection[UUID]) -> dict[UUID, Item]:
    """Return the items of a company with these ids."""
    return Item.objects.filter(company=company).in_bulk(ids)


def check_usable(item: Item | None, *, field: str) -> Item:
    """Return an item that was looked for. Raises NotFoundHere, or Invalid if it is archived, with the field."""
    if item is None:
        raise errors.NotFoundHere(errors.NO_ITEM, field=field)
    if not item.is_active:
        raise errors.Invalid(f"The item {item.name} is archived.", field=field)
    return item


def _locked(item: Item) -> Item:
    return locking.locked(Item.objects.select_related("company"), item)


def _set(item: Item, changes: Mapping[str, Any]) -> None:
    """Set the given fields, and check those that changed. The currency None becomes the company's own."""
    only(changes, UPDATABLE)
    old = audit.values(item, UPDATABLE - {"currency"}) if not item._state.adding else {}
    for name, value in changes.items():
        if name == "currency":
            item.currency_id = value or item.company.base_currency_id
        elif name == "metadata":
            item.metadata = merged(item.metadata, value)
        elif name == "external_id":
            item.external_id = value or None
        else:
            setattr(item, name, trimmed(value) if name in TEXTS else value)
    if not item.name:
        raise errors.Invalid("An item must have a name.", field="name")
    money.decimals(item.currency_id)
    for name in PRICES:
        if (price := getattr(item, name)) is not None:
            money.check_number(price, money.MAX_AMOUNT, name)
    given = {name: changes[name] for name in (*ACCOUNTS, *TAX_RATES) if changes.get(name) not in (None, old.get(name))}
    _check_accounts(item.company, {name: id for name, id in given.items() if name in ACCOUNTS})
    _check_tax_rates(item.company, {name: id for name, id in given.items() if name in TAX_RATES})


def _check_accounts(company: Company, given: Mapping[str, UUID]) -> None:
    accounts = chart.accounts_by_id(company, given.values()) if given else {}
    for name, account_id in given.items():
        chart.usable_account(accounts, account_id, field=name)


def _check_tax_rates(company: Company, given: Mapping[str, UUID]) -> None:
    rates = TaxRate.objects.filter(company=company).in_bulk(set(given.values())) if given else {}
    for name, rate_id in given.items():
        tax_rates.check_usable(rates.get(rate_id), date=None, field=name)
