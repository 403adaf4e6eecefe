"""The operations on customers and vendors."""

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any, Required, TypedDict, Unpack
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from accounting import errors
from accounting.ledger import archiving, events, locking, money
from accounting.ledger.changes import made, only, write
from accounting.ledger.metadata import Metadata, instead_of, merged
from accounting.ledger.models import MAX_PAYMENT_TERMS_DAYS, Company, Contact, ContactKind
from foundation import audit, saving
from foundation.plain import trimmed
from foundation.statements import fetch
from identity.models import User

DEFAULT_PAYMENT_TERMS_DAYS = 30
TEXTS = ("name", "email", "phone", "tax_number", "billing_address")
UPDATABLE = frozenset({*TEXTS, "currency", "payment_terms_days", "external_id", "metadata"})


class ContactInput(TypedDict, total=False):
    """A customer or vendor as input. `currency` is the company's own by default."""

    kind: Required[str]
    name: Required[str]
    email: str
    phone: str
    tax_number: str
    currency: str | None
    payment_terms_days: int
    billing_address: str
    external_id: str | None
    metadata: Metadata | None


def create(company: Company, *, by: User, **given: Unpack[ContactInput]) -> Contact:
    """Add a customer or vendor. Raises Invalid, CurrencyNotSupported, Duplicate (external_id)."""
    contact = new(company, **given)
    add_many([contact], by=by)
    return contact


def new(company: Company, **given: Unpack[ContactInput]) -> Contact:
    """Return a customer or vendor that is not in the books yet. Raises Invalid, CurrencyNotSupported."""
    only(given, {"kind", *UPDATABLE})
    contact = Contact(
        company=company,
        kind=ContactKind(given["kind"]),
        currency_id=given.get("currency") or company.base_currency_id,
        payment_terms_days=given.get("payment_terms_days", DEFAULT_PAYMENT_TERMS_DAYS),
        external_id=given.get("external_id") or None,
        metadata=merged({}, given.get("metadata")),
        **{name: trimmed(str(given.get(name, ""))) for name in TEXTS},
    )
    _check(contact)
    return contact


@transaction.atomic
def add_many(contacts: Sequence[Contact], *, by: User) -> None:
    """Add new contacts of one company (`new`) in their order, all or none. Raises Duplicate (external_id)."""
    with errors.translated():
        saving.insert_many(contacts)
    audit.record_new("contact.created", contacts, by=by, names=UPDATABLE)
    events.tell_many("contact.created", contacts)


def update(contact: Contact, *, by: User, **changes: Any) -> Contact:
    """Change a contact (`UPDATABLE`; `metadata` is merged). Existing documents stay as they are.

    Raises Invalid, CurrencyNotSupported, Duplicate.
    """
    return update_many([(contact, changes)], by=by)[0]


@transaction.atomic
def update_many(changes: Sequence[tuple[Contact, Mapping[str, Any]]], *, by: User) -> list[Contact]:
    """Change contacts of one company in the order given, all or none, as `update` does. One may be there twice."""
    present = {one.pk: one for one in locking.locked_many([contact for contact, _ in changes])}
    write("contact.updated", made(present, changes, changed), UPDATABLE, by)
    return [present[contact.pk] for contact, _ in changes]


def changed(contact: Contact, changes: Mapping[str, Any]) -> Contact:
    """Return a contact with changes that are not in the books yet. Raises Invalid, CurrencyNotSupported."""
    only(changes, UPDATABLE)
    contact = copy(contact)
    for name, value in changes.items():
        if name == "currency":
            contact.currency_id = value
        elif name == "metadata":
            contact.metadata = merged(contact.metadata, value)
        else:
            setattr(contact, name, trimmed(value) if name in TEXTS else value)
    contact.external_id = contact.external_id or None
    _check(contact)
    return contact


@transaction.atomic
def replace(contact: Contact, *, by: User, **entered: Any) -> Contact:
    """Replace a contact: what is not in `entered` (as for `create`) gets its default. Raises the errors of `update`."""
    contact = locking.locked(Contact.objects.select_related("company"), contact)
    defaults = dict.fromkeys(TEXTS, "") | {
        "currency": contact.company.base_currency_id,
        "payment_terms_days": DEFAULT_PAYMENT_TERMS_DAYS,
    }
    metadata = instead_of(contact.metadata, entered.get("metadata"))
    return update(contact, by=by, **defaults | entered | {"metadata": metadata})


def _check(contact: Contact) -> None:
    if not contact.name:
        raise errors.Invalid("A contact must have a name.", field="name")
    if not 0 <= contact.payment_terms_days <= MAX_PAYMENT_TERMS_DAYS:
        raise errors.Invalid(f"Must be from 0 to {MAX_PAYMENT_TERMS_DAYS} days.", field="payment_terms_days")
    money.decimals(contact.currency_id)


@transaction.atomic
def archive(contact: Contact, *, by: User) -> Contact:
    """Archive a contact. Existing documents stay.

    Raises WrongStatus if it is archived already, and HasOpenItems with its open items.
    """
    return _set_active(contact, by, False)


@transaction.atomic
def restore(contact: Contact, *, by: User) -> Contact:
    """Restore an archived contact. Raises WrongStatus if it is active."""
    return _set_active(contact, by, True)


def _set_active(contact: Contact, by: User, is_active: bool) -> Contact:
    contact = locking.locked(Contact.objects.all(), contact)
    return archiving.set_active(contact, by, is_active, noun="contact", name=contact.name)


@transaction.atomic
def delete(contact: Contact, *, by: User) -> None:
    """Delete a contact that nothing uses. Raises InUse."""
    contact = locking.locked(Contact.objects.all(), contact)
    try:
        Contact.objects.filter(company=contact.company_id, id=contact.id).delete()
    except (ProtectedError, IntegrityError) as error:
        raise errors.InUse(f"Documents or entries use {contact.name}. Archive it instead.") from error
    audit.record("contact.deleted", contact, by=by, old=audit.values(contact, UPDATABLE))
    events.tell("contact.deleted", contact)


def usable(company: Company, kind: str, contact_id: UUID, *, field: str) -> Contact:
    """Return an active contact of the kind. Raises NotFoundHere or ContactNotUsable, with `field`."""
    rows = Contact.objects.filter(company=company, kind=kind, id=contact_id)
    return check_usable(next(iter(rows), None), kind, field=field)  # `first` would order the one row


def check_usable(found: Contact | None, kind: str, *, field: str) -> Contact:
    """Return a contact that was looked for, or raise as `usable` does."""
    if found is None:
        raise errors.NotFoundHere(f"There is no such {kind} in this company.", field=field)
    if not found.is_active:
        raise errors.ContactNotUsable(f"{found.name} is archived.", field=field)
    return found


def hold(contact: Contact) -> None:
    """Lock a contact so that it cannot be archived until the transaction ends.

    Raises WrongStatus if it is archived, and Conflict if it was deleted.
    """
    found = fetch("SELECT is_active FROM accounting_contact WHERE id = %s FOR KEY SHARE", [contact.pk])
    if not found:
        raise errors.Conflict("This contact was deleted in the meantime.")
    [(is_active,)] = found
    if not is_active:
        raise errors.WrongStatus(f"{contact.name} is archived. Restore it first.")
