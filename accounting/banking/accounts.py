"""What bank transactions and transfers ask of an account that is changed."""

from django.db.models import Q

from accounting import errors
from accounting.banking.models import BankTransaction, Transfer
from accounting.ledger.models import Account


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
