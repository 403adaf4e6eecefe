"""The operations on the chart of accounts of a company."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, Required, TypedDict
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from accounting.errors import Conflict, CurrencyNotSupported, InUse, Invalid, NotFoundHere, TooMany, translated
from accounting.ledger import archiving, charts, events, money
from accounting.ledger.changes import only
from accounting.ledger.chart import currency_of
from accounting.ledger.models import (
    CONTROL_ROLES,
    ROLE_TYPES,
    SUBTYPES,
    Account,
    AccountType,
    Company,
    JournalLine,
    SystemRole,
    TrackingCategory,
)
from accounting.ledger.numbers import numbers_taken
from foundation import audit
from foundation.models import MAX_NAME_LENGTH
from identity.models import User

MAX_ACCOUNTS = 10_000
MAX_DEPTH = 10
MAX_CODE_LENGTH = 40
MAX_DESCRIPTION_LENGTH = 1000

UPDATABLE = frozenset(
    {"code", "name", "type", "subtype", "parent_id", "currency", "description", "system_role", "required_tracking"}
)

KIND = frozenset({"type", "subtype", "system_role"})

CHECKS: list[Callable[[Account], None]] = []
"""Checks by the higher areas of an account whose `KIND` changes. Each may raise a refusal (accounting/apps.py)."""


class AccountInput(TypedDict, total=False):
    """An account as input. `create` says what the members are."""

    code: Required[str]
    name: Required[str]
    type: Required[str]
    subtype: str
    parent_id: UUID | None
    currency: str | None
    description: str
    system_role: str | None
    required_tracking: Sequence[UUID]


def create(
    company: Company,
    *,
    by: User,
    code: str,
    name: str,
    type: str,
    subtype: str = "",
    parent_id: UUID | None = None,
    currency: str | None = None,
    description: str = "",
    system_role: str | None = None,
    required_tracking: Sequence[UUID] = (),
) -> Account:
    """Add an account.

    The parent must have the same type; the subtype must be one of `SUBTYPES[type]` or empty. Only accounts that hold
    money can have another `currency` than the base currency. `required_tracking` are the tracking categories of which
    each line needs an option. Raises Invalid, CurrencyNotSupported, NotFoundHere,
    Duplicate, TooMany.
    """
    given: AccountInput = {
        "code": code,
        "name": name,
        "type": type,
        "subtype": subtype,
        "parent_id": parent_id,
        "currency": currency,
        "description": description,
        "system_role": system_role,
        "required_tracking": required_tracking,
    }
    return create_many(company, by=by, given=[given])[0]


@transaction.atomic
def create_many(company: Company, *, by: User, given: Sequence[AccountInput]) -> list[Account]:
    """Add accounts in the order given, all or none, as `create` does. A parent must exist already."""
    _lock(company)
    if Account.objects.filter(company=company).count() + len(given) > MAX_ACCOUNTS:
        raise TooMany(f"A company has at most {MAX_ACCOUNTS:,} accounts.")
    made = []
    for one in given:
        account = Account(
            company=company,
            code=one["code"].strip(),
            name=one["name"].strip(),
            type=one["type"],
            subtype=one.get("subtype", ""),
            parent_id=one.get("parent_id"),
            currency_id=one.get("currency"),
            description=one.get("description", "").strip(),
            system_role=one.get("system_role") or None,
            required_tracking=_in_order(one.get("required_tracking", ())),
        )
        _check(account)
        made.append(account)
    if made:
        with translated():
            Account.objects.bulk_create(made)
        audit.record_new("account.created", made, by=by, names=UPDATABLE)
        events.tell_many("account.created", made)
    return made


@transaction.atomic
def add_missing(company: Company, roles: Collection[SystemRole], *, by: User) -> list[Account]:
    """Add and return the accounts of system roles that a company lacks: as in the general chart, each with its code or
    the next one that is free. Raises TooMany."""
    if not _missing(company, roles):
        return []
    _lock(company)
    missing = _missing(company, roles)
    added = []
    for row in charts.load("general"):
        if row.system_role not in missing:
            continue
        codes = [str(int(row.code) + step) for step in range(MAX_ACCOUNTS)]
        taken = set(numbers_taken(Account.objects.filter(company=company), "code")(codes))
        code = next(code for code in codes if code not in taken)
        added.append(
            create(
                company,
                by=by,
                code=code,
                name=row.name,
                type=row.type,
                subtype=row.subtype,
                system_role=row.system_role,
            )
        )
    return added


def _missing(company: Company, roles: Collection[SystemRole]) -> set[str]:
    found = Account.objects.filter(company=company, system_role__in=roles)
    return set[str](roles) - {*found.values_list("system_role", flat=True)}


@transaction.atomic
def update(account: Account, *, by: User, **changes: Any) -> Account:
    """Change an account (`UPDATABLE`).

    An account with journal lines, also of drafts, keeps its type and its currency, and cannot become a control account.
    A system role is never removed. Raises Invalid, CurrencyNotSupported, NotFoundHere, Duplicate, Conflict, InUse.
    """
    only(changes, UPDATABLE)
    _lock(account.company)
    # This lock is stronger than the one for inserting a line, so nothing uses the account while it changes.
    locked = (
        Account.objects.select_for_update(of=("self",))
        .select_related("company")
        .get(company=account.company_id, id=account.id)
    )
    type_before, role_before, old = locked.type, locked.system_role, audit.values(locked, changes)
    currency_before = currency_of(locked, locked.company)
    if "currency" in changes:
        changes["currency_id"] = changes.pop("currency")
    if "required_tracking" in changes:
        changes["required_tracking"] = _in_order(changes["required_tracking"])
    for field, value in changes.items():
        setattr(locked, field, value.strip() if field in {"code", "name", "description"} else value)
    locked.system_role = locked.system_role or None
    if audit.values(locked, old) == old:
        return locked
    _check(locked)
    if locked.type != type_before:
        _must_be_unused(locked, "The type of an account cannot change once there are journal lines on it.", "type")
        if locked.children.exists():
            raise Conflict("The type of an account with sub-accounts cannot change.", field="type")
    if currency_of(locked, locked.company) != currency_before:
        message = "The currency of an account cannot change once there are journal lines on it."
        _must_be_unused(locked, message, "currency")
    if KIND & changes.keys():
        for check in CHECKS:
            check(locked)
    if locked.system_role != role_before:
        if role_before is not None:
            raise Conflict("The system role of this account cannot change.", field="system_role")
        if locked.system_role in CONTROL_ROLES:
            message = "A control account must equal the sum of open documents. Choose an account without journal lines."
            _must_be_unused(locked, message, "system_role")
    with translated():
        locked.save(update_fields=[*changes, "updated_at"])
    audit.record("account.updated", locked, by=by, old=old, new=audit.values(locked, old))
    events.tell("account.updated", locked)
    return locked


@transaction.atomic
def archive(account: Account, *, by: User) -> Account:
    """Archive an account: nothing more can be posted to it, and its history stays.

    Raises Conflict for an account with a system role. Raises HasOpenItems with the balance of an asset, a liability or
    equity, or with the tax rates and drafts that would post to it.
    """
    locked = Account.objects.select_for_update(of=("self",)).get(company=account.company_id, id=account.id)
    if locked.system_role is not None:
        raise Conflict("An account with a system role cannot be archived.")
    return _set_active(locked, by, False)


@transaction.atomic
def restore(account: Account, *, by: User) -> Account:
    """Restore an archived account."""
    locked = Account.objects.select_for_update(no_key=True, of=("self",)).get(company=account.company_id, id=account.id)
    return _set_active(locked, by, True)


def _set_active(account: Account, by: User, is_active: bool) -> Account:
    return archiving.set_active(account, by, is_active, noun="account", name="The account", refusal=Conflict)


@transaction.atomic
def delete(account: Account, *, by: User) -> None:
    """Delete an account that was never used. Raises InUse, and Conflict for an account with a system role."""
    if account.system_role is not None:
        raise Conflict("An account with a system role cannot be deleted.")
    try:
        # The foreign keys show all uses. The ORM would try to delete balances first, which the application may not do.
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM accounting_account WHERE company_id = %s AND id = %s AND system_role IS NULL",
                [account.company_id, account.id],
            )
    except IntegrityError as error:
        raise InUse("The account is in use. Archive it instead.") from error
    audit.record("account.deleted", account, by=by, old=audit.values(account, UPDATABLE))
    events.tell("account.deleted", account)


def _lock(company: Company) -> None:
    """Allow only one change of a company's chart at a time, so that two cannot make a cycle. Posting is not blocked."""
    Company.objects.select_for_update(no_key=True, of=("self",)).only("id").get(id=company.id)


def _must_be_unused(account: Account, message: str, field: str) -> None:
    if JournalLine.objects.filter(company_id=account.company_id, account=account).exists():
        raise InUse(message, field=field)


def _check(account: Account) -> None:
    _check_text(account.code, "code", MAX_CODE_LENGTH)
    _check_text(account.name, "name", MAX_NAME_LENGTH)
    if len(account.description) > MAX_DESCRIPTION_LENGTH:
        raise Invalid(f"A description can have at most {MAX_DESCRIPTION_LENGTH} characters.", field="description")
    if account.type not in AccountType.values:
        raise Invalid(f"The type must be one of: {', '.join(AccountType.values)}.", field="type")
    if account.subtype and account.subtype not in SUBTYPES[account.type]:
        raise Invalid(
            f"The subtype of an account of type {account.type} must be one of: {', '.join(SUBTYPES[account.type])}.",
            field="subtype",
        )
    if account.currency_id is not None:
        money.decimals(account.currency_id)
        if account.currency_id != account.company.base_currency_id and not account.holds_money:
            raise CurrencyNotSupported(
                "Only bank, cash, card and clearing accounts can have another currency than the company's.",
                field="currency",
            )
    if account.system_role is not None:
        if account.system_role not in SystemRole.values:
            raise Invalid(f"The system role must be one of: {', '.join(SystemRole.values)}.", field="system_role")
        if account.type not in ROLE_TYPES[SystemRole(account.system_role)]:
            types = " or ".join(ROLE_TYPES[SystemRole(account.system_role)])
            raise Invalid(f"An account with this role must have the type {types}.", field="system_role")
    if account.required_tracking:
        _check_tracking(account, account.required_tracking)
    if account.parent_id is not None:
        _check_parent(account)


def _in_order(category_ids: Sequence[UUID]) -> list[UUID] | None:
    return sorted(set(category_ids)) or None


def _check_tracking(account: Account, category_ids: Sequence[UUID]) -> None:
    """Check the categories that lines must have options of: Atlas itself posts to other accounts than these."""
    if account.type not in (AccountType.REVENUE, AccountType.EXPENSE) or account.system_role is not None:
        message = "Only accounts of revenue and expenses without a system role can require tracking."
        raise Conflict(message, field="required_tracking")
    rows = TrackingCategory.objects.filter(company=account.company, is_active=True, id__in=category_ids)
    if rows.count() < len(category_ids):
        message = "There is no such active tracking category in this company."
        raise NotFoundHere(message, field="required_tracking")


def _check_text(text: str, field: str, limit: int) -> None:
    if not text or len(text) > limit or not text.isprintable():
        raise Invalid(f"The {field} must have 1 to {limit} printable characters.", field=field)


def _check_parent(account: Account) -> None:
    """Check all parents: they must be of this company and type, must not be the account itself, nor be too many."""
    parents: dict[UUID, UUID | None] = dict(
        Account.objects.filter(company_id=account.company_id).values_list("id", "parent_id")
    )
    if account.parent_id not in parents:
        raise NotFoundHere("There is no such account in this company.", field="parent_id")
    ancestor: UUID | None = account.parent_id
    depth = 1 + _height(account.id, parents)
    while ancestor is not None:
        if ancestor == account.id:
            raise Invalid("An account cannot be below itself.", field="parent_id")
        depth += 1
        ancestor = parents[ancestor]
    if depth > MAX_DEPTH:
        raise Invalid(f"Accounts can be nested at most {MAX_DEPTH} levels deep.", field="parent_id")
    if not Account.objects.filter(company_id=account.company_id, id=account.parent_id, type=account.type).exists():
        raise Invalid("The parent account must have the same type.", field="parent_id")


def _height(account_id: UUID, parents: dict[UUID, UUID | None]) -> int:
    """Return the number of levels of sub-accounts below an account."""
    height, level = 0, {account_id}
    while level := {child for child, parent in parents.items() if parent in level}:
        height += 1
    return height
