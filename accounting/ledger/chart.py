"""Look up accounts of a company's chart."""

from collections.abc import Collection
from uuid import UUID

from accounting import errors
from accounting.ledger.models import MONEY_SUBTYPES, NO_SUBTYPE, Account, Company, SystemRole


def usable_account(accounts: dict[UUID, Account], account_id: UUID, *, field: str) -> Account:
    """Return the account if it is active and not a control account. Raises NotFoundHere or AccountNotUsable."""
    account = accounts.get(account_id)
    if account is None:
        raise errors.NotFoundHere(errors.NO_ACCOUNT, field=field)
    if not account.is_active:
        raise errors.AccountNotUsable(f"Account {account} is archived.", field=field)
    if account.is_control:
        raise errors.AccountNotUsable(f"Only documents can post to the control account {account}.", field=field)
    return account


def money_account(
    accounts: dict[UUID, Account], account_id: UUID, *, field: str, rule: str = "This must be"
) -> Account:
    """Return a bank, cash, card or clearing account. `rule` begins the sentence that refuses another one.

    Raises NotFoundHere, AccountNotUsable.
    """
    account = usable_account(accounts, account_id, field=field)
    if not account.holds_money:
        raise errors.AccountNotUsable(
            f"{rule} a bank, cash, card or clearing account. {account} has the subtype "
            f"{account.subtype or '(none)'}, but must have one of: {', '.join(MONEY_SUBTYPES)}.",
            field=field,
        )
    return account


def currency_of(account: Account, company: Company) -> str:
    """Return the currency in which an account is kept: the company's unless it has its own."""
    return account.currency_id or company.base_currency_id


def check_currency(account: Account, company: Company, currency: str | None, *, field: str) -> None:
    """Raise CurrencyNotSupported if an account is kept in another currency than the one that a client named."""
    if currency is not None and currency != currency_of(account, company):
        kept = currency_of(account, company)
        raise errors.CurrencyNotSupported(f"Account {account} is kept in {kept}, not in {currency}.", field=field)


def accounts_by_id(company: Company, ids: Collection[UUID]) -> dict[UUID, Account]:
    return {account.id: account for account in Account.objects.filter(company=company, id__in=set(ids))}


def ids_of_kinds(
    company: Company, ids: Collection[UUID], types: Collection[str], subtypes: Collection[str]
) -> list[UUID]:
    """Return the ids of the accounts of some types and subtypes (NO_SUBTYPE: of those without one); of these `ids`
    only, if there are some."""
    accounts = Account.objects.filter(company=company)
    if ids:
        accounts = accounts.filter(pk__in=ids)
    if types:
        accounts = accounts.filter(type__in=types)
    if subtypes:
        accounts = accounts.filter(subtype__in=["" if subtype == NO_SUBTYPE else subtype for subtype in subtypes])
    return list(accounts.values_list("pk", flat=True))


def system_accounts(company: Company, *roles: SystemRole) -> list[Account]:
    """Return the accounts of the roles, in the same order. Raises AccountNotUsable if one is missing."""
    found = {account.system_role: account for account in Account.objects.filter(company=company, system_role__in=roles)}
    for role in roles:
        if role not in found:
            raise errors.AccountNotUsable(
                f"The chart of accounts has no account for: {role.label}. Add one with the system role {role}."
            )
    return [found[role] for role in roles]
