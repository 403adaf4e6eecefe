"""The operations on bank transactions: money spent or received without a bill or an invoice."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from accounting import errors
from accounting.banking import events, postings
from accounting.banking.models import BankTransaction, BankTransactionLine, BankTransactionType
from accounting.documents import approval, at_once, entries
from accounting.documents.at_once import LineInput, possible_actions
from accounting.ledger import chart, contacts, money
from accounting.ledger.changes import only
from accounting.ledger.metadata import Metadata
from accounting.ledger.models import Company, Contact
from accounting.ledger.periods import OnClosedPeriod
from identity.models import User

__all__ = ["asks_for_two", "create", "possible_actions", "update", "void"]

WITHOUT_A_BILL = "Only an approver can spend it without a bill."


@transaction.atomic
def create(
    company: Company,
    *,
    by: User,
    type: str,
    account_id: UUID,
    date: datetime.date,
    lines: Sequence[LineInput],
    contact_id: UUID | None = None,
    tax_inclusive: bool = False,
    currency: str | None = None,
    exchange_rate: Decimal | None = None,
    reference: str = "",
    external_id: str | None = None,
    metadata: Metadata | None = None,
    on_closed_period: OnClosedPeriod = "refuse",
) -> BankTransaction:
    """Post money that was spent from or received on a bank, cash, card or clearing account, in its currency.

    It is booked at the rate of the day, or at `exchange_rate`.

    Lines may be negative, but not the total. With `tax_inclusive` their amounts include tax. Tax goes to the accounts
    for purchases (`spend`) or sales (`receive`). Records `bank_transaction.created`. Raises NeedsApprover,
    NotFoundHere, ContactNotUsable, AccountNotUsable, CurrencyNotSupported, ExchangeRateMissing, Invalid,
    InvalidAmount, InvalidDate, TooManyLines, PeriodClosed, Duplicate (external_id).
    """
    document = BankTransaction(
        company=company,
        type=BankTransactionType(type),
        date=date,
        tax_inclusive=tax_inclusive,
        reference=reference,
        external_id=external_id,
        metadata=metadata,
    )
    if asks_for_two(document):
        approval.require(company, by, WITHOUT_A_BILL)
    accounts = chart.accounts_by_id(company, [account_id])
    document.account = chart.money_account(accounts, account_id, field="account_id")
    chart.check_currency(document.account, company, currency, field="currency")
    at_once.begin(document, chart.currency_of(document.account, company), exchange_rate)
    document.contact = _contact(company, contact_id)
    rows = at_once.set_lines(
        document, lines, BankTransactionLine, inclusive=tax_inclusive, trade=document.trade, taxed_on=date
    )
    _check(document, rows)
    if document.contact is not None:
        contacts.hold(document.contact)
    _, tax = entries.accounts(company, document.trade, rows)
    what = "Spent" if document.type == BankTransactionType.SPEND else "Received"
    memo = f"{what} {at_once.number(document)}"
    if document.contact is not None:
        memo += f" {'to' if what == 'Spent' else 'from'} {document.contact.name}"
    with errors.translated():
        entry_lines = postings.bank_transaction(document, rows, tax=tax)
        approval.require_to_pay(company, entry_lines, by)
        at_once.post(document, memo=memo, lines=entry_lines, rows=rows, by=by, on_closed_period=on_closed_period)
    events.tell("bank_transaction.created", document)
    return document


@transaction.atomic
def update(document: BankTransaction, *, by: User, **changes: Any) -> BankTransaction:
    """Change the reference, the external_id or the metadata (merged), in any status.

    Records `bank_transaction.updated`. Raises Invalid, Duplicate (external_id).
    """
    only(changes, at_once.UPDATABLE)
    document = at_once.locked(document)
    if at_once.change(document, changes, by=by):
        events.tell("bank_transaction.updated", document)
    return document


@transaction.atomic
def void(
    document: BankTransaction, *, by: User, date: datetime.date | None = None, reason: str = ""
) -> BankTransaction:
    """Void a bank transaction on `date` (see `entries.void` for the default), and record `bank_transaction.voided`.

    Raises NeedsApprover, WrongStatus, Invalid, InvalidDate, PeriodClosed.
    """
    document = at_once.locked(document)
    if asks_for_two(document):
        approval.require(document.company, by, WITHOUT_A_BILL)
    return at_once.void(document, by=by, date=date, reason=reason)


def asks_for_two(document: BankTransaction) -> bool:
    """Return whether only an approver may spend this, or void it."""
    return document.type == BankTransactionType.SPEND and document.company.two_person_approval


def _contact(company: Company, contact_id: UUID | None) -> Contact | None:
    """Return an active customer or vendor. Raises NotFoundHere, ContactNotUsable."""
    if contact_id is None:
        return None
    found = Contact.objects.filter(company=company, id=contact_id).values_list("kind", flat=True).first()
    return contacts.usable(company, found or "contact", contact_id, field="contact_id")


def _check(document: BankTransaction, rows: Sequence[BankTransactionLine]) -> None:
    for position, row in enumerate(rows):
        if row.account_id == document.account_id:
            message = "A line cannot have the transaction's account. To move money between accounts, use a transfer."
            raise errors.AccountNotUsable(message, field=f"lines[{position}].account_id")
    if document.amount <= 0:
        total = money.text(document.amount, document.currency_id)
        other = "receive" if document.type == BankTransactionType.SPEND else "spend"
        raise errors.InvalidAmount(
            f"The total must be greater than zero, and is {total}. Use the type `{other}` for the opposite direction.",
            field="lines",
        )
