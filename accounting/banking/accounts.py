"""The accounts that hold money, for bank transactions and transfers."""

from uuid import UUID

from django.db.models import Q

from accounting import errors
from accounting.banking.models import BankTransaction, Transfer
from accounting.ledger import chart
from accounting.ledger.models import MONEY_SUBTYPES, Account


def money_account(accounts: dict[UUID, Account], account_id: UUID, *, currency: str, field: str) -> Account:
    """Return a bank, cash, card or clearing account. Raises NotFoundHere, AccountNotUsable, CurrencyNotSupported."""
    account = chart.usable_account(accounts, account_id, field=field)
    if not account.holds_money:
        raise errors.AccountNotUsable(
            f"This must be a bank, cash, card or clearing account. {account} has the subtype "
            f"{account.subtype or '(none)'}, but must have one of: {', '.join(MONEY_SUBTYPES)}.",
            field=field,
        )
    if account.currency_id not in (None, currency):
        raise errors.CurrencyNotSupported(f"Account {account} is kept in {account.currency_id}.", field=field)
    return account


def check_account(account: Account) -> None:
    """Raise InUse if an account with bank transactions or transfers would no longer hold money. `accounts.update`
    calls this."""
    if account.holds_money:
        return
    moved = Transfer.objects.filter(Q(from_account=account) | Q(to_account=account))
    if moved.exists() or BankTransaction.objects.filter(account=account).exists():
        raise errors.InUse(
            "There are bank transactions or transfers on this account, so it must stay a bank, cash, card or clearing "
            "account.",
            field="subtype",
        )
