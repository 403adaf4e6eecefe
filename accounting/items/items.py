"""The operations on items."""

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from decimal import Decimal
from typing import Any, Required, TypedDict, Unpack
from uuid import UUID

from django.db import IntegrityError, transaction

from accounting import errors
from accounting.items import events
from accounting.items.models import Item
from accounting.ledger import archiving, chart, locking, money
from accounting.ledger.changes import made, only, write
from accounting.ledger.metadata import Metadata, instead_of, merged
from accounting.ledger.models import Company
from accounting.taxes import tax_rates
from accounting.taxes.models import TaxRate
from foundation import audit, saving
from foundation.plain import trimmed
from identity.models import User

TEXTS = ("code", "name", "description", "unit")
PRICES = ("sales_price", "purchase_price")
ACCOUNTS = ("sales_account_id", "purchase_account_id")
TAX_RATES = ("sales_tax_rate_id", "purchase_tax_rate_id")
LINKS = (*ACCOUNTS, *TAX_RATES)
UPDATABLE = frozenset({*TEXTS, *PRICES, *LINKS, "currency", "external_id", "metadata"})


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


def create(company: Company, *, by: User, **given: Unpack[ItemInput]) -> Item:
    """Add an item. Raises the errors of `new` and `add_many`."""
    item = new(company, **given)
    add_many([item], by=by)
    return item


def new(company: Company, **given: Unpack[ItemInput]) -> Item:
    """Return an item that is not in the books yet. Raises Invalid, InvalidAmount, CurrencyNotSupported."""
    item = Item(company=company)
    _set(item, {"currency": None, **given})
    return item


@transaction.atomic
def add_many(items: Sequence[Item], *, by: User) -> None:
    """Add new items of one company (`new`) in their order, all or none.

    Raises Invalid, NotFoundHere, AccountNotUsable, Duplicate (code, external_id).
    """
    _check_links(items[0].company, [audit.values(item, LINKS) for item in items])
    with errors.translated():
        saving.insert_many(items)
    audit.record_new("item.created", items, by=by, names=UPDATABLE)
    events.tell_many("item.created", items)


def update(item: Item, *, by: User, **changes: Any) -> Item:
    """Change an item (`UPDATABLE`; `metadata` is merged). Documents stay as they are. Raises the errors of `create`."""
    return update_many([(item, changes)], by=by)[0]


@transaction.atomic
def update_many(changes: Sequence[tuple[Item, Mapping[str, Any]]], *, by: User) -> list[Item]:
    """Change items of one company in the order given, all or none, as `update` does. One may be there twice."""
    items = [item for item, _ in changes]
    locked = locking.locked_many(items)
    for one in locked:
        one.company = items[0].company
    return _change_many({one.pk: one for one in locked}, changes, by=by)


def _change_many(
    present: dict[UUID, Item], changes: Sequence[tuple[Item, Mapping[str, Any]]], *, by: User
) -> list[Item]:
    """Change locked items, and let `present` have them as they are then."""
    if some := made(present, changes, changed):
        links = [{name: new[name] for name in LINKS if new.get(name) != old.get(name)} for _, old, new in some]
        _check_links(some[0][0].company, links)
    write("item.updated", some, UPDATABLE, by)
    return [present[item.pk] for item, _ in changes]


def changed(item: Item, changes: Mapping[str, Any]) -> Item:
    """Return an item with changes that are not in the books yet. Raises Invalid, InvalidAmount,
    CurrencyNotSupported."""
    item = copy(item)
    _set(item, changes)
    return item


@transaction.atomic
def replace(item: Item, *, by: User, **entered: Any) -> Item:
    """Replace an item: what is not in `entered` (as for `create`) gets its default. Raises the errors of `update`."""
    item = _locked(item)
    defaults = dict.fromkeys(UPDATABLE - {"external_id"}) | dict.fromkeys(TEXTS, "")
    metadata = instead_of(item.metadata, entered.get("metadata"))
    return _change_many({item.pk: item}, [(item, defaults | entered | {"metadata": metadata})], by=by)[0]


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
    """Set the given fields, and check all but the links. The currency None becomes the company's own."""
    only(changes, UPDATABLE)
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


def _check_links(company: Company, given: Sequence[Mapping[str, UUID | None]]) -> None:
    """Check the accounts and tax rates that are given to items of a company, each by its field."""
    account_ids = {id for of in given for name in ACCOUNTS if (id := of.get(name))}
    rate_ids = {id for of in given for name in TAX_RATES if (id := of.get(name))}
    accounts = chart.accounts_by_id(company, account_ids) if account_ids else {}
    rates = TaxRate.objects.filter(company=company).in_bulk(rate_ids) if rate_ids else {}
    for of in given:
        for name in ACCOUNTS:
            if account_id := of.get(name):
                chart.usable_account(accounts, account_id, field=name)
        for name in TAX_RATES:
            if rate_id := of.get(name):
                tax_rates.check_usable(rates.get(rate_id), date=None, field=name)
