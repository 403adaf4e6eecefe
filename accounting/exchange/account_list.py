"""Import a chart of accounts from Xero, QuickBooks Online and Atlas.

The headings and types are those of Xero's chart of accounts, of the account list of QuickBooks Online, and of our API
(docs/guides/imports.md names the sources).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction

from accounting.exchange import subtypes
from accounting.exchange.booking import FIRST_DIGITS, alike
from accounting.exchange.lists import (
    Columns,
    Problems,
    Refused,
    Sheet,
    Writes,
    chunks,
    key_of,
    letters_of,
    one_line,
    the_one,
)
from accounting.exchange.outcome import Outcome, Progress
from accounting.exchange.source import Place
from accounting.exchange.tables import Row
from accounting.ledger import accounts, locking
from accounting.ledger.models import (
    MONEY_SUBTYPES,
    ROLE_TYPES,
    SUBTYPES,
    Account,
    AccountType,
    Company,
    SystemRole,
)
from foundation.refusals import Refusal
from foundation.words import counted
from identity.models import User

if TYPE_CHECKING:
    from accounting.exchange.formats import Options

COLUMNS = Columns(
    {
        "code": ("code", "accountcode", "accountnumber", "account#", "accountno", "number"),
        "name": ("accountname", "fullname", "name", "account"),
        "type": ("type", "accounttype"),
        "subtype": ("subtype",),
        "detail": ("detailtype",),
        "parent_code": ("parentcode",),
        "currency": ("currency",),
        "description": ("description",),
        "system_role": ("systemrole",),
    },
    ("name", "type"),
    silent=("balance", "balancetotal", "totalbalance", "ytd"),
)
ASSET, LIABILITY, EQUITY = AccountType.ASSET, AccountType.LIABILITY, AccountType.EQUITY
REVENUE, EXPENSE = AccountType.REVENUE, AccountType.EXPENSE
TYPES: dict[str, tuple[AccountType, str]] = {
    "accountspayable": (LIABILITY, "payable"),
    "accountspayableap": (LIABILITY, "payable"),
    "accountsreceivable": (ASSET, "receivable"),
    "accountsreceivablear": (ASSET, "receivable"),
    "bank": (ASSET, "bank"),
    "bankrevaluation": (EXPENSE, "other_expense"),
    "costofgoodssold": (EXPENSE, "cost_of_sales"),
    "costofsales": (EXPENSE, "cost_of_sales"),
    "creditcard": (LIABILITY, "credit_card"),
    "currentasset": (ASSET, "other_current_asset"),
    "currentliability": (LIABILITY, "other_current_liability"),
    "depreciation": (EXPENSE, "depreciation"),
    "directcost": (EXPENSE, "cost_of_sales"),
    "equity": (EQUITY, ""),
    "expense": (EXPENSE, "operating_expense"),
    "fixedasset": (ASSET, "fixed_asset"),
    "gst": (LIABILITY, "tax"),
    "historical": (EQUITY, "other_equity"),
    "historicaladjustment": (EQUITY, "other_equity"),
    "income": (REVENUE, "sales"),
    "inventory": (ASSET, "inventory"),
    "liability": (LIABILITY, "other_current_liability"),
    "longtermliability": (LIABILITY, "long_term_liability"),
    "noncurrentasset": (ASSET, "other_non_current_asset"),
    "noncurrentliability": (LIABILITY, "long_term_liability"),
    "otherasset": (ASSET, "other_non_current_asset"),
    "othercurrentasset": (ASSET, "other_current_asset"),
    "othercurrentliability": (LIABILITY, "other_current_liability"),
    "otherexpense": (EXPENSE, "other_expense"),
    "otherincome": (REVENUE, "other_income"),
    "overhead": (EXPENSE, "operating_expense"),
    "prepayment": (ASSET, "other_current_asset"),
    "realisedcurrencygain": (EXPENSE, "other_expense"),
    "realizedcurrencygain": (EXPENSE, "other_expense"),
    "retainedearnings": (EQUITY, "retained_earnings"),
    "revenue": (REVENUE, "sales"),
    "rounding": (LIABILITY, "other_current_liability"),
    "sales": (REVENUE, "sales"),
    "salestax": (LIABILITY, "tax"),
    "superannuation": (EXPENSE, "operating_expense"),
    "superannuationliability": (LIABILITY, "other_current_liability"),
    "termliability": (LIABILITY, "long_term_liability"),
    "tracking": (LIABILITY, "other_current_liability"),
    "unpaidexpenseclaims": (LIABILITY, "other_current_liability"),
    "unrealisedcurrencygain": (EXPENSE, "other_expense"),
    "unrealizedcurrencygain": (EXPENSE, "other_expense"),
    "vat": (LIABILITY, "tax"),
    "wagesexpense": (EXPENSE, "operating_expense"),
    "wagespayable": (LIABILITY, "other_current_liability"),
    "wagespayableliability": (LIABILITY, "other_current_liability"),
}
"""The types of Xero and QuickBooks Online by their letters, in the singular, and what they are here."""
DETAILS: dict[str, str] = {
    "cashonhand": "cash",
    "depreciation": "depreciation",
    "interestpaid": "finance_cost",
    "inventory": "inventory",
    "salestaxpayable": "tax",
    "undepositedfunds": "clearing",
}
"""Detail types of QuickBooks Online that say more than the type."""
ROLES: dict[str, SystemRole] = {
    "accountspayable": SystemRole.ACCOUNTS_PAYABLE,
    "accountspayableap": SystemRole.ACCOUNTS_PAYABLE,
    "accountsreceivable": SystemRole.ACCOUNTS_RECEIVABLE,
    "accountsreceivablear": SystemRole.ACCOUNTS_RECEIVABLE,
    "openingbalanceequity": SystemRole.OPENING_BALANCE_EQUITY,
    "retainedearnings": SystemRole.RETAINED_EARNINGS,
}
"""Types and detail types that Atlas has one account for."""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account of the file. Without a `code` it is found by its name, or gets the next code of its type.

    `path` is its name as in the file, which may have the names of its parents and codes before it.
    """

    place: Place
    code: str
    name: str
    path: str
    type: AccountType
    subtype: str
    role: str
    currency: str
    description: str
    parent_code: str

    @property
    def is_of_money(self) -> bool:
        return self.subtype in MONEY_SUBTYPES

    def __str__(self) -> str:
        return f"account {self.code} {self.name}" if self.code else f"account {self.name}"


@dataclass(slots=True)
class AccountList:
    rows: list[AccountRow]
    warnings: list[tuple[int, str]]


def read(path: Path) -> AccountList:
    """Read a chart of accounts. Raises Unreadable with all problems."""
    sheet = Sheet(path, COLUMNS)
    found, problems = AccountList([], sheet.warnings), Problems()
    for row in sheet.rows_without_total():
        try:
            one = _row(sheet, row)
            if one.code:
                sheet.once(row, "code", one.code, alike(one.code))
            else:
                sheet.once(row, "name", one.name, one.type, key_of(one.name))
        except Refused as refused:
            problems.add(row.place, str(refused))
        else:
            found.rows.append(one)
    problems.raise_any()
    return found


def _row(sheet: Sheet, row: Row) -> AccountRow:
    """Return the account of a row. Raises Refused."""
    fields = {one: Account._meta.get_field(one) for one in ("code", "name", "description")}
    code, name = one_line(row["code"]), one_line(row["name"])
    if not name:
        raise sheet.refuse("name", "Every row needs the name of the account.")
    kind, subtype, role = _kind(sheet, row, name)
    return AccountRow(
        place=row.place,
        code=sheet.check("code", code, fields["code"]) if code else "",
        name=sheet.check("name", _without(code, name), fields["name"]),
        path=name,
        type=kind,
        subtype=subtype,
        role=role,
        currency=sheet.currency(row),
        description=sheet.check("description", one_line(row["description"]), fields["description"])
        if row["description"]
        else "",
        parent_code=one_line(row["parent_code"]),
    )


def _kind(sheet: Sheet, row: Row, name: str) -> tuple[AccountType, str, str]:
    """Return an account's type, subtype and system role. Raises Refused."""
    given, detail = letters_of(row["type"]), letters_of(row["detail"])
    role: str = row["system_role"] or ROLES.get(given, "") or ROLES.get(detail, "")
    singular = given.replace("liabilities", "liability").removesuffix("s")
    known = TYPES.get(given) or TYPES.get(singular)
    if row["type"] in AccountType.values:
        kind, subtype = AccountType(row["type"]), row["subtype"]
        if subtype and subtype not in SUBTYPES[kind]:
            raise sheet.refuse("subtype", f"{subtype[:40]!r} is not a subtype of {kind}: {', '.join(SUBTYPES[kind])}.")
    elif known is not None:
        kind, subtype = known
        subtype = DETAILS[detail] if DETAILS.get(detail) in SUBTYPES[kind] else subtype
        subtype = subtype or subtypes.guess(f":{name}", kind)
    else:
        message = f"{row['type'][:40]!r} is not a type of account in Xero, QuickBooks Online or Atlas."
        raise sheet.refuse("type", message)
    if role and role not in SystemRole.values:
        raise sheet.refuse("system_role", f"{role[:40]!r} must be one of: {', '.join(SystemRole.values)}.")
    if role and kind not in ROLE_TYPES[SystemRole(role)]:
        raise sheet.refuse("type", f"The account with the role {role} cannot be of the type {kind}.")
    return kind, subtype, role


def _without(code: str, name: str) -> str:
    """Return a name without the code that QuickBooks puts before it."""
    return name.removeprefix(f"{code} ").strip() or name if code else name


@transaction.atomic
def book(company: Company, source: AccountList, *, options: "Options", by: User, progress: Progress) -> Outcome:
    """Create the accounts that the company does not have, and update or skip the others (`options.existing`).

    Raises Unreadable with each line that cannot be booked.
    """
    # Only one import at a time. Nobody else changes the chart meanwhile.
    chart = _Chart(locking.lock_company(company), source)
    outcome, problems = Outcome(done=len(source.rows)), Problems()
    for line, message in source.warnings:
        outcome.warn(line, message)
    if lines := [row.place.line for row in source.rows if chart.is_in_other_currency(row) and not row.is_of_money]:
        rows = counted(len(lines), "row")
        outcome.warn(
            lines[0], f"Left out: the currency, in {rows}. Only accounts of money have another than the company."
        )
    done = 0
    for some in chunks(source.rows):
        writes = Writes(
            lambda made: accounts.add_many(made, by=by), lambda changes: accounts.update_many(changes, by=by), problems
        )
        for row in some:
            try:
                found = chart.find(row)
                if found is None:
                    writes.create(row.place, chart.create(row))
                    outcome.add(row.place.line, "created", "accounts", str(row))
                elif options.existing == "update" and (changes := chart.update(found, row)):
                    writes.update(row.place, (found, changes))
                    outcome.add(row.place.line, "updated", "accounts", str(row))
                else:
                    outcome.add(row.place.line, "skipped", "accounts", str(row))
                    for warning in chart.differences(found, row):
                        outcome.warn(row.place.line, warning)
            except (Refused, Refusal) as refused:
                problems.add(row.place, str(refused))
        writes.write()
        done += len(some)
        progress(done, len(source.rows))
    problems.raise_any()
    return outcome


class _Chart:
    """The accounts of a company as the rows change them, by code, by role, and by the full names of the file."""

    def __init__(self, company: Company, source: AccountList) -> None:
        self.company, self.tree = company, accounts.Tree(company)
        self.codes = {alike(row.code) for row in source.rows if row.code}
        self.by_code = defaultdict[str, list[Account]](list)
        self.by_name = defaultdict[tuple[str, str], list[Account]](list)
        self.by_role: dict[str, Account] = {}
        self.paths: dict[str, Account] = {}
        self.taken_roles: dict[str, int] = {}
        self.numbers: dict[str, Iterator[int]] = {kind: count(1) for kind in FIRST_DIGITS}
        for account in Account.objects.filter(company=company).order_by("code"):
            account.company = company
            self._know(account)

    def _know(self, account: Account) -> None:
        self.by_code[alike(account.code)].append(account)
        self.by_name[account.type, key_of(account.name)].append(account)
        if account.system_role:
            self.by_role[account.system_role] = account

    def find(self, row: AccountRow) -> Account | None:
        """Return the account with the row's role, else the one with its code, else (without a code) with its name.
        Raises Refused if it could be several."""
        if row.role and row.role in self.by_role:
            return self._met(row, self.by_role[row.role])
        if row.code:
            return self._met(row, self._coded(row.code))
        parent, name = self._split(row)
        named = self.by_name[row.type, key_of(name)]
        below = [one for one in named if one.parent_id == (parent.pk if parent else None)]
        found = below or (named if parent is None else [])
        return self._met(row, found[0] if found else None)

    def _coded(self, code: str) -> Account | None:
        """Return the account with this code, else the only one whose code looks like it. Raises Refused."""
        return the_one(self.by_code[alike(code)], code, "code")

    def _met(self, row: AccountRow, account: Account | None) -> Account | None:
        if account is not None:
            self.paths[key_of(row.path)] = account
        return account

    def _split(self, row: AccountRow) -> tuple[Account | None, str]:
        """Return the parent and the own name of an account such as `Utilities:Electric`."""
        above, _, name = row.path.rpartition(":")
        parent = self.paths.get(key_of(above)) if above and name.strip() else None
        if parent is None or parent.type != row.type:
            return None, row.name
        return parent, _without(row.code, name.strip())

    def create(self, row: AccountRow) -> Account:
        """Return the new account of a row."""
        parent, name = self._split(row)
        if row.parent_code:
            parent = self._parent(row)
        digits = FIRST_DIGITS[row.type]
        free = (f"{digits}{number:04}" for number in self.numbers[row.type])
        code = row.code or next(code for code in free if not self.by_code.get(code) and code not in self.codes)
        account = accounts.new(
            self.tree,
            code=code,
            name=name,
            type=row.type,
            subtype=row.subtype,
            description=row.description,
            parent_id=parent.pk if parent else None,
            currency=self._currency(row),
            system_role=row.role or None,
        )
        self._know(account)
        self.tree.put(account)
        self.paths[key_of(row.path)] = account
        return account

    def _parent(self, row: AccountRow) -> Account:
        found = self._coded(row.parent_code)
        if found is None:
            raise Refused(f"There is no account with the code {row.parent_code}. A parent is in a line before.")
        return found

    def _currency(self, row: AccountRow) -> str | None:
        """Return another currency than the company's, which only accounts of money have."""
        return row.currency if self.is_in_other_currency(row) and row.is_of_money else None

    def is_in_other_currency(self, row: AccountRow) -> bool:
        return row.currency not in ("", self.company.base_currency_id)

    def update(self, account: Account, row: AccountRow) -> dict[str, Any]:
        """Return what the row says differently, and know the account with it."""
        if row.role and self.taken_roles.setdefault(row.role, row.place.line) != row.place.line:
            return {}
        if account.system_role and not row.role:
            message = f"Account {account} has the system role {account.system_role} here. Change one of the two codes."
            raise Refused(message)
        parent, name = self._split(row)
        parent = self._parent(row) if row.parent_code else parent
        given: dict[str, Any] = {
            "code": row.code,
            "name": name,
            "type": row.type,
            "subtype": row.subtype,
            "description": row.description,
            "parent_id": parent.pk if parent else None,
            "currency": self._currency(row),
        }
        had = {**{one: getattr(account, one) for one in given if one != "currency"}, "currency": account.currency_id}
        changes = {one: value for one, value in given.items() if value and value != had[one]}
        if not changes:
            return {}
        changed = accounts.changed(self.tree, account, changes)
        self.by_code[alike(account.code)].remove(account)
        self.by_name[account.type, key_of(account.name)].remove(account)
        self._know(changed)
        self.tree.put(changed)
        self.paths[key_of(row.path)] = changed
        return changes

    def differences(self, account: Account, row: AccountRow) -> Iterator[str]:
        """Yield what an account that is left as it is has otherwise in the file. Raises Refused for another type."""
        if account.type != row.type:
            raise Refused(f"Account {account} is {account.type} here, and {row.type} in the file.")
        _, name = self._split(row)
        if key_of(account.name) != key_of(name) or (row.code and alike(account.code) != alike(row.code)):
            yield f"In the file it is {str(row).removeprefix('account ')}, in the books {account}."
