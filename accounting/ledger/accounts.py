"""The operations on the chart of accounts of a company."""

from collections.abc import Callable, Collection, Mapping, Sequence
from copy import copy
from functools import cached_property
from typing import Any, Required, TypedDict, Unpack
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from accounting.errors import (
    NO_ACCOUNT,
    Conflict,
    CurrencyNotSupported,
    InUse,
    Invalid,
    NotFoundHere,
    TooMany,
    translated,
)
from accounting.ledger import archiving, charts, events, locking, money
from accounting.ledger.changes import only, write
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
from foundation import audit, saving
from foundation.models import MAX_NAME_LENGTH
from foundation.plain import trimmed
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
    """Add accounts in the order given, all or none, as `create` does. A parent comes before what is below it."""
    locking.lock_company(company)
    tree, made = Tree(company), list[Account]()
    for one in given:
        if made:
            tree.put(made[-1])
        made.append(new(tree, **one))
    if made:
        _add(made, by)
    return made


class Tree:
    """The accounts of a company by their parents. Make it after `lock_company`, so that two changes make no cycle."""

    def __init__(self, company: Company) -> None:
        self.company = company

    @cached_property
    def count(self) -> int:
        return Account.objects.filter(company=self.company).count()

    @cached_property
    def _nodes(self) -> dict[UUID, tuple[UUID | None, str]]:
        rows = Account.objects.filter(company=self.company).values_list("id", "parent_id", "type")
        return {id: (parent_id, type) for id, parent_id, type in rows}

    @cached_property
    def _children(self) -> dict[UUID, set[UUID]]:
        found: dict[UUID, set[UUID]] = {}
        for id, (parent_id, _) in self._nodes.items():
            if parent_id is not None:
                found.setdefault(parent_id, set()).add(id)
        return found

    def put(self, account: Account) -> None:
        """Know an account that is about to be added or changed, for those after it."""
        parent_id, _ = self._nodes.get(account.id, (None, ""))
        if parent_id is not None:
            self._children[parent_id].discard(account.id)
        if account.parent_id is not None:
            self._children.setdefault(account.parent_id, set()).add(account.id)
        self._nodes[account.id] = account.parent_id, account.type

    def has_children(self, account: Account) -> bool:
        return bool(self._children.get(account.id))

    def check_parent(self, account: Account) -> None:
        """Check all parents: they must be of this company and type, must not be the account itself, nor be too many."""
        if account.parent_id is None:
            return
        if account.parent_id not in self._nodes:
            raise NotFoundHere(NO_ACCOUNT, field="parent_id")
        ancestor: UUID | None = account.parent_id
        depth = 1 + self._height(account.id)
        while ancestor is not None:
            if ancestor == account.id:
                raise Invalid("An account cannot be below itself.", field="parent_id")
            depth += 1
            ancestor, _ = self._nodes[ancestor]
        if depth > MAX_DEPTH:
            raise Invalid(f"Accounts can be nested at most {MAX_DEPTH} levels deep.", field="parent_id")
        _, type = self._nodes[account.parent_id]
        if type != account.type:
            raise Invalid("The parent account must have the same type.", field="parent_id")

    def _height(self, account_id: UUID) -> int:
        """Return the number of levels of sub-accounts below an account."""
        below = self._children.get(account_id, ())
        return 1 + max(map(self._height, below)) if below else 0


def new(tree: Tree, **given: Unpack[AccountInput]) -> Account:
    """Return an account that is not in the books yet. Raises the errors of `create`, without Duplicate."""
    only(given, UPDATABLE)
    if tree.count >= MAX_ACCOUNTS:
        raise TooMany(f"A company has at most {MAX_ACCOUNTS:,} accounts.")
    account = Account(
        company=tree.company,
        code=trimmed(given["code"]),
        name=trimmed(given["name"]),
        type=given["type"],
        subtype=given.get("subtype", ""),
        parent_id=given.get("parent_id"),
        currency_id=given.get("currency"),
        description=trimmed(given.get("description", "")),
        system_role=given.get("system_role") or None,
        required_tracking=_in_order(given.get("required_tracking", ())),
    )
    _check(account, tree)
    tree.count += 1
    return account


@transaction.atomic
def add_many(accounts: Sequence[Account], *, by: User) -> None:
    """Add new accounts of one company (`new`) in their order, all or none. Raises Duplicate."""
    _add(accounts, by)


def _add(accounts: Sequence[Account], by: User) -> None:
    with translated():
        saving.insert_many(accounts)
    audit.record_new("account.created", accounts, by=by, names=UPDATABLE)
    events.tell_many("account.created", accounts)


@transaction.atomic
def add_missing(company: Company, roles: Collection[SystemRole], *, by: User) -> list[Account]:
    """Add and return the accounts of system roles that a company lacks: as in the general chart, each with its code or
    the next one that is free. Raises TooMany."""
    if not _missing(company, roles):
        return []
    locking.lock_company(company)
    missing = _missing(company, roles)
    added = []
    for row in charts.load("general"):
        if row.system_role not in missing:
            continue
        codes = [str(int(row.code) + step) for step in range(MAX_ACCOUNTS)]
        taken = numbers_taken(Account.objects.filter(company=company), "code", codes)
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


def update(account: Account, *, by: User, **changes: Any) -> Account:
    """Change an account (`UPDATABLE`).

    An account with journal lines, also of drafts, keeps its type and its currency, and cannot become a control account.
    A system role is never removed. Raises Invalid, CurrencyNotSupported, NotFoundHere, Duplicate, Conflict, InUse.
    """
    return update_many([(account, changes)], by=by)[0]


@transaction.atomic
def update_many(changes: Sequence[tuple[Account, Mapping[str, Any]]], *, by: User) -> list[Account]:
    """Change accounts of one company in the order given, all or none, as `update` does. One may be there twice."""
    tree = Tree(locking.lock_company(changes[0][0].company))
    # This lock is stronger than the one for inserting a line, so nothing uses an account while it changes.
    present = {one.pk: one for one in locking.locked_many([account for account, _ in changes])}
    made: list[tuple[Account, Any, Any]] = []
    for account, values in changes:
        if made:
            tree.put(made[-1][0])
        before = present[account.pk]
        before.company = tree.company
        after = changed(tree, before, values)
        old, new = audit.values(before, values), audit.values(after, values)
        if old != new:
            _check_change(before, after, values)
            present[account.pk] = after
            made.append((after, old, new))
    write("account.updated", made, {name for _, values in changes for name in values}, by)
    return [present[account.pk] for account, _ in changes]


def changed(tree: Tree, account: Account, changes: Mapping[str, Any]) -> Account:
    """Return an account with changes that are not in the books yet. Raises Invalid, CurrencyNotSupported, NotFoundHere,
    Conflict."""
    only(changes, UPDATABLE)
    before, account = account, copy(account)
    for name, value in changes.items():
        if name == "currency":
            account.currency_id = value
        elif name == "required_tracking":
            account.required_tracking = _in_order(value)
        else:
            setattr(account, name, trimmed(value) if name in {"code", "name", "description"} else value)
    account.system_role = account.system_role or None
    if audit.values(account, changes) == audit.values(before, changes):
        return account
    _check(account, tree)
    if account.type != before.type and tree.has_children(account):
        raise Conflict("The type of an account with sub-accounts cannot change.", field="type")
    return account


def _check_change(before: Account, after: Account, changes: Collection[str]) -> None:
    """Check a change by what uses the account."""
    if after.type != before.type:
        _must_be_unused(after, "The type of an account cannot change once there are journal lines on it.", "type")
    if currency_of(after, after.company) != currency_of(before, after.company):
        message = "The currency of an account cannot change once there are journal lines on it."
        _must_be_unused(after, message, "currency")
    if KIND & set(changes):
        for check in CHECKS:
            check(after)
    if after.system_role != before.system_role:
        if before.system_role is not None:
            raise Conflict("The system role of this account cannot change.", field="system_role")
        if after.system_role in CONTROL_ROLES:
            message = "A control account must equal the sum of open documents. Choose an account without journal lines."
            _must_be_unused(after, message, "system_role")


@transaction.atomic
def archive(account: Account, *, by: User) -> Account:
    """Archive an account: nothing more can be posted to it, and its history stays.

    Raises WrongStatus if it is archived already, Conflict if it has a system role, and HasOpenItems with the balance of
    an asset, a liability or equity, or with the tax rates and drafts that would post to it.
    """
    locked = locking.present(Account.objects.select_for_update(of=("self",)), account)
    if locked.system_role is not None:
        raise Conflict("An account with a system role cannot be archived.")
    return _set_active(locked, by, False)


@transaction.atomic
def restore(account: Account, *, by: User) -> Account:
    """Restore an archived account. Raises WrongStatus if it is active."""
    locked = locking.present(Account.objects.select_for_update(no_key=True, of=("self",)), account)
    return _set_active(locked, by, True)


def _set_active(account: Account, by: User, is_active: bool) -> Account:
    return archiving.set_active(account, by, is_active, noun="account", name="The account")


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
            deleted = cursor.rowcount
    except IntegrityError as error:
        raise InUse("The account is in use. Archive it instead.") from error
    if not deleted:
        raise Conflict("This was changed or deleted in the meantime.")
    audit.record("account.deleted", account, by=by, old=audit.values(account, UPDATABLE))
    events.tell("account.deleted", account)


def _must_be_unused(account: Account, message: str, field: str) -> None:
    if JournalLine.objects.filter(company_id=account.company_id, account=account).exists():
        raise InUse(message, field=field)


def _check(account: Account, tree: Tree) -> None:
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
    tree.check_parent(account)


def _in_order(category_ids: Sequence[UUID]) -> list[UUID] | None:
    return sorted(set(category_ids)) or None


def _check_tracking(account: Account, category_ids: Sequence[UUID]) -> None:
    """Check the categories that lines must have options of: Atlas itself posts to other accounts than these."""
    if account.type not in (AccountType.REVENUE, AccountType.EXPENSE) or account.system_role is not None:
        message = "Only accounts of revenue and expenses without a system role can require tracking."
        raise Conflict(message, field="required_tracking")
    rows = TrackingCategory.objects.filter(company=account.company, is_active=True, id__in=category_ids)
    known = set(rows.values_list("id", flat=True))
    if missing := [id for id in category_ids if id not in known]:
        message = f"There is no such active tracking category in this company: {missing[0]}."
        raise NotFoundHere(message, field="required_tracking")


def _check_text(text: str, field: str, limit: int) -> None:
    if not text or len(text) > limit or not text.isprintable():
        raise Invalid(f"The {field} must have 1 to {limit} printable characters.", field=field)
