"""The operations on transfers between a company's own accounts."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Required, TypedDict
from uuid import UUID

from django.db import transaction

from accounting import errors
from accounting.banking import events, postings
from accounting.banking.models import Transfer
from accounting.currencies import rates
from accounting.documents import approval, at_once
from accounting.documents.at_once import possible_actions
from accounting.ledger import chart, money, tracking
from accounting.ledger.changes import only
from accounting.ledger.metadata import Metadata
from accounting.ledger.models import Account, Company
from accounting.ledger.periods import OnClosedPeriod
from identity.models import User

__all__ = ["FeeInput", "asks_for_two", "create", "possible_actions", "update", "void"]

WITH_A_FEE = "Only an approver can pay a fee without a bill."


class FeeInput(TypedDict, total=False):
    """What the bank charged for the transfer, the account to which it is debited, and its options."""

    account_id: Required[UUID]
    amount: Required[Decimal]
    tracking: Sequence[UUID]


@transaction.atomic
def create(
    company: Company,
    *,
    by: User,
    from_account_id: UUID,
    to_account_id: UUID,
    date: datetime.date,
    amount: Decimal,
    to_amount: Decimal | None = None,
    fee: FeeInput | None = None,
    currency: str | None = None,
    exchange_rate: Decimal | None = None,
    reference: str = "",
    external_id: str | None = None,
    metadata: Metadata | None = None,
    on_closed_period: OnClosedPeriod = "refuse",
) -> Transfer:
    """Post money that moved between two bank, cash, card or clearing accounts, and record `transfer.created`.

    The first account pays `amount` and the fee, in its currency. The other one gets `to_amount` in its own, which is
    the same amount if it has the same currency. If one of the two is the company's currency, the rate follows from both
    amounts; otherwise it is `exchange_rate`, or that of the day. Raises NeedsApprover, NotFoundHere, AccountNotUsable,
    CurrencyNotSupported, ExchangeRateMissing, Invalid, InvalidAmount, InvalidDate, PeriodClosed, Duplicate
    (external_id).
    """
    document = Transfer(
        company=company, date=date, amount=amount, reference=reference, external_id=external_id, metadata=metadata
    )
    if from_account_id == to_account_id:
        raise errors.Invalid("A transfer needs two different accounts.", field="to_account_id")
    accounts = chart.accounts_by_id(company, [from_account_id, to_account_id, *([fee["account_id"]] if fee else [])])
    document.from_account = chart.money_account(accounts, from_account_id, field="from_account_id")
    document.to_account = chart.money_account(accounts, to_account_id, field="to_account_id")
    chart.check_currency(document.from_account, company, currency, field="currency")
    _set_amounts(document, to_amount, exchange_rate)
    if fee is not None:
        _set_fee(document, fee, accounts)
    if asks_for_two(document):
        approval.require(company, by, WITH_A_FEE)
    memo = f"Transfer {at_once.number(document)} from {document.from_account.name} to {document.to_account.name}"
    try:
        with errors.translated():
            lines = postings.transfer(document)
            at_once.post(document, memo=memo, lines=lines, by=by, on_closed_period=on_closed_period)
    except errors.TrackingRequired as refusal:
        refusal.field = "fee.tracking"
        raise
    events.tell("transfer.created", document)
    return document


@transaction.atomic
def update(document: Transfer, *, by: User, **changes: Any) -> Transfer:
    """Change the reference, the external_id or the metadata (merged), in any status. Records `transfer.updated`.

    Raises Invalid, Duplicate (external_id).
    """
    only(changes, at_once.UPDATABLE)
    document = at_once.locked(document, "to_account")
    if at_once.change(document, changes, by=by):
        events.tell("transfer.updated", document)
    return document


@transaction.atomic
def void(document: Transfer, *, by: User, date: datetime.date | None = None, reason: str = "") -> Transfer:
    """Void a transfer on `date` (see `entries.void` for the default), and record `transfer.voided`.

    Raises NeedsApprover, WrongStatus, Invalid, InvalidDate, PeriodClosed.
    """
    document = at_once.locked(document, "to_account")
    if asks_for_two(document):
        approval.require(document.company, by, WITH_A_FEE)
    return at_once.void(document, by=by, date=date, reason=reason)


def asks_for_two(document: Transfer) -> bool:
    """Return whether only an approver may make or void this transfer: its fee goes out without a bill."""
    return document.fee_amount > 0 and document.company.two_person_approval


def _set_amounts(document: Transfer, to_amount: Decimal | None, exchange_rate: Decimal | None) -> None:
    """Set both amounts, the currency and its rate."""
    company, base = document.company, document.company.base_currency_id
    sent_in, arrives_in = (chart.currency_of(one, company) for one in (document.from_account, document.to_account))
    money.check_amount(document.amount, sent_in, "amount")
    if to_amount is None:
        if sent_in != arrives_in:
            raise errors.Invalid(f"Give the amount in {arrives_in} that reaches the other account.", field="to_amount")
        to_amount = document.amount
    money.check_amount(to_amount, arrives_in, "to_amount")
    document.to_amount = to_amount
    if sent_in == arrives_in and to_amount != document.amount:
        sent = money.text(document.amount, sent_in)
        raise errors.InvalidAmount(
            f"Both accounts are in {sent_in}, so {sent} must arrive. Enter what the bank kept as the fee.",
            field="to_amount",
        )
    if arrives_in == base != sent_in:
        if exchange_rate is not None:
            raise errors.Invalid("The exchange rate follows from both amounts.", field="exchange_rate")
        exchange_rate = rates.between(to_amount, document.amount, field="to_amount")
    at_once.begin(document, sent_in, exchange_rate)


def _set_fee(document: Transfer, fee: FeeInput, accounts: dict[UUID, Account]) -> None:
    money.check_amount(fee["amount"], document.currency_id, "fee.amount")
    document.fee_account = chart.usable_account(accounts, fee["account_id"], field="fee.account_id")
    document.fee_amount = fee["amount"]
    (document.fee_tracking,) = tracking.usable(document.company, [fee.get("tracking")], fields=["fee.tracking"])
    if document.fee_account_id in (document.from_account_id, document.to_account_id):
        raise errors.AccountNotUsable("A fee needs another account than the two.", field="fee.account_id")
    if document.amount + document.fee_amount > money.MAX_AMOUNT:
        raise errors.InvalidAmount("The amount is too large.", field="amount")
