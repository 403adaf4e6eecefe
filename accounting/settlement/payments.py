"""The operations on payments received from customers and made to vendors.

A payment is posted once, for its whole amount. Its allocations to invoices or bills are separate facts with their own
dates. The rest that is not allocated stays an open credit of the contact.
"""

import datetime
from collections.abc import Sequence
from decimal import Decimal, localcontext
from typing import Any, Required, TypedDict
from uuid import UUID

from django.db import transaction
from uuid_utils.compat import uuid7

from accounting import errors
from accounting.currencies import rates
from accounting.documents import approval, at_once
from accounting.documents.models import PostedStatus
from accounting.ledger import chart, contacts, journal, money, numbers, periods, tracking
from accounting.ledger.changes import only
from accounting.ledger.metadata import Metadata, merged
from accounting.ledger.models import Account, Company, JournalEntry
from accounting.ledger.periods import OnClosedPeriod
from accounting.settlement import events, postings, settling
from accounting.settlement.models import Payment, PaymentDeduction, PaymentType
from accounting.settlement.settling import AllocationInput
from foundation.saving import insert_many
from identity.models import User

PREFIX = "PAY"
MAX_DEDUCTIONS = 20
UPDATABLE = at_once.UPDATABLE | {"notes"}


class DeductionInput(TypedDict, total=False):
    """A cost that the bank deducted, as input, in the payment's currency."""

    account_id: Required[UUID]
    amount: Required[Decimal]
    tracking: Sequence[UUID]
    """Options, at most one of each tracking category."""


@transaction.atomic
def create(
    company: Company,
    *,
    by: User,
    type: str,
    contact_id: UUID,
    is_refund: bool = False,
    date: datetime.date,
    amount: Decimal,
    account_id: UUID,
    currency: str | None = None,
    exchange_rate: Decimal | None = None,
    account_amount: Decimal | None = None,
    payment_number: str | None = None,
    reference: str = "",
    notes: str = "",
    external_id: str | None = None,
    metadata: Metadata | None = None,
    allocations: Sequence[AllocationInput] = (),
    deductions: Sequence[DeductionInput] = (),
    on_closed_period: OnClosedPeriod = "refuse",
) -> Payment:
    """Record a payment `received` from a customer or `made` to a vendor, post it, and settle documents with it.

    With `is_refund` it goes the other way, `made` to a customer or `received` from a vendor, and must be allocated to
    their open credits: credit notes, vendor credits, payments or adjustments.

    `amount`, in the documents' currency, can settle documents; the currency is the contact's unless given. If the bank
    account has another currency, `account_amount` is what the bank booked in that, and the exchange rate follows from
    both. Otherwise it is `exchange_rate`, or that of the day. Deductions (the bank's fees) are debited to their
    accounts: of a payment received the bank account gets less by this amount, of a payment made it pays more. Records
    `payment.received` or `payment.made`, and `invoice.paid` or `bill.paid` for each document that is fully paid. Raises
    NotFoundHere, ContactNotUsable, AccountNotUsable, CurrencyDiffers, CurrencyNotSupported, ExchangeRateMissing,
    Invalid, InvalidAmount, InvalidDate, OverAllocated, RefundTooLarge, TooManyLines, TrackingRequired, WrongStatus,
    PeriodClosed, Duplicate.
    """
    payment = Payment(
        company=company,
        type=PaymentType(type),
        is_refund=is_refund,
        date=date,
        amount=amount,
        reference=reference.strip(),
        notes=notes.strip(),
        external_id=external_id or None,
        metadata=merged({}, metadata),
        created_by=by,
    )
    trade = payment.trade
    payment.contact = contact = contacts.usable(company, trade.contact, contact_id, field=trade.contact_id)
    payment.currency_id = currency or contact.currency_id
    money.check_amount(amount, payment.currency_id, "amount")
    rows = _deductions(payment, account_id, deductions)
    _set_rate(payment, rows, exchange_rate=exchange_rate, account_amount=account_amount)
    documents = settling.lock_documents(payment, allocations)
    if is_refund:
        _check_refund(payment, allocations)
    contacts.hold(contact)
    _check_approval(payment, allocations, rows, by=by)
    payment.payment_number = payment_number or numbers.next_number(payment, "payment_number", PREFIX)
    is_taxed = settling.makes_tax_due(company, documents, on_closed_period)
    date = periods.accounting_date(company, date, on_closed_period, is_taxed=is_taxed)
    _post(payment, rows, date, by=by)
    event = "payment.received" if payment.type == PaymentType.RECEIVED else "payment.made"
    return settling.settle(payment, allocations, documents, by=by, date=None, event=event)


@transaction.atomic
def refund(
    payment: Payment,
    *,
    by: User,
    date: datetime.date,
    amount: Decimal | None = None,
    account_id: UUID | None = None,
    **given: Any,
) -> Payment:
    """Pay back what is left of a payment, or `amount` of it, from its account or another. Return the refund.

    The refund is a payment in the other direction and in the same currency, allocated to this one. What else is `given`
    is as for `create`. Raises WrongStatus for a void payment, a refund, or a payment of which nothing is left,
    InvalidAmount, InvalidDate, RefundTooLarge, and as `create` does.
    """
    payment = settling.locked(payment)
    left = payment.unallocated_amount
    if payment.status == PostedStatus.VOID:
        raise errors.WrongStatus("The payment is void.")
    if payment.is_refund:
        raise errors.WrongStatus("The payment is a refund itself. Take its allocations back and void it instead.")
    if not left:
        raise errors.WrongStatus("Nothing is left of the payment: all of it is allocated.")
    if date < payment.date:
        raise errors.InvalidDate(f"A refund cannot be before its payment of {payment.date}.", field="date")
    amount = left if amount is None else amount
    money.check_amount(amount, payment.currency_id, "amount")
    if amount > left:
        rest, wanted = money.only(left, payment.currency_id), money.text(amount, payment.currency_id)
        raise errors.RefundTooLarge(f"{rest} of the payment is left, not {wanted}.", field="amount")
    return create(
        payment.company,
        by=by,
        type=PaymentType.MADE if payment.type == PaymentType.RECEIVED else PaymentType.RECEIVED,
        is_refund=True,
        contact_id=payment.contact_id,
        date=date,
        amount=amount,
        currency=payment.currency_id,
        account_id=account_id or payment.account_id,
        allocations=[{"payment_id": payment.id, "amount": amount}],
        **given,
    )


@transaction.atomic
def update(payment: Payment, *, by: User, **changes: Any) -> Payment:
    """Change the reference, the notes, the external_id or the metadata (merged), in any status. Records
    `payment.updated`.

    Raises Invalid, Duplicate (external_id).
    """
    only(changes, UPDATABLE)
    payment = settling.locked(payment)
    if at_once.change(payment, changes, by=by):
        events.tell("payment.updated", payment)
    return payment


@transaction.atomic
def allocate(payment: Payment, *, by: User, allocations: Sequence[AllocationInput], date: datetime.date) -> Payment:
    """Settle invoices or bills with the rest of a payment, on `date` unless an allocation has its own date.

    Records `invoice.paid` or `bill.paid` for each document that is fully paid. Raises NotFoundHere, ContactNotUsable,
    InvalidAmount, InvalidDate, OverAllocated, TooManyLines, WrongStatus, PeriodClosed.
    """
    return settling.settle_more(payment, allocations, by=by, date=date)


@transaction.atomic
def unallocate(payment: Payment, *, by: User, allocation_ids: Sequence[UUID], date: datetime.date) -> Payment:
    """Take allocations back on `date`, by a row with the negative amount for each.

    Raises NeedsApprover, NotFoundHere, AlreadyReversed, InvalidDate, PeriodClosed, TooManyLines.
    """
    taken = settling.lock_taken(payment, allocation_ids)
    payment = settling.locked(payment)
    if asks_for_two_to_undo(payment):
        approval.require(payment.company, by, "Only an approver can take an allocation back.")
    return settling.free(payment, allocation_ids, taken, by=by, date=date)


@transaction.atomic
def void(payment: Payment, *, by: User, date: datetime.date | None = None, reason: str = "") -> Payment:
    """Void a payment on `date`, such as the day on which it bounced (see `entries.void` for the default).

    Raises NeedsApprover, WrongStatus, Invalid, InvalidDate, PeriodClosed, and HasAllocations with the documents that it
    still settles.
    """
    payment = settling.locked(payment)
    if asks_for_two_to_undo(payment):
        approval.require(payment.company, by, "Only an approver can void a payment.")
    return settling.void(payment, by=by, date=date, reason=reason)


def possible_actions(payment: Payment) -> tuple[str, ...]:
    """Return the actions that its status, kind and allocations allow."""
    actions = settling.possible_actions(payment)
    return (*actions, "refund") if "allocate" in actions and not payment.is_refund else actions


def asks_for_two(payment: Payment) -> bool:
    """Return whether only an approver may make this payment without bills."""
    return payment.type == PaymentType.MADE and payment.company.two_person_approval


def asks_for_two_to_undo(payment: Payment) -> bool:
    """Return whether only an approver may void it or take its allocations back: more can then be paid out, also after a
    refund of a vendor, which would be owed to them again."""
    return payment.company.two_person_approval and (payment.type == PaymentType.MADE or payment.is_refund)


def _check_approval(
    payment: Payment, allocations: Sequence[AllocationInput], rows: Sequence[PaymentDeduction], *, by: User
) -> None:
    """Raise NeedsApprover if part of the money is paid without a bill: a rest that is not allocated, or deductions."""
    if not asks_for_two(payment):
        return
    if payment.is_refund:
        approval.require(payment.company, by, "Only an approver can pay a refund.")
    if rows:
        approval.require(payment.company, by, "Only an approver can pay deductions.")
    if sum((allocation["amount"] for allocation in allocations), Decimal(0)) < payment.amount:
        approval.require(payment.company, by, "Allocate the whole payment to bills, or ask an approver.")


def _check_refund(payment: Payment, allocations: Sequence[AllocationInput]) -> None:
    """Raise RefundTooLarge, with both figures, unless the whole refund is allocated to credits."""
    credited = sum((allocation["amount"] for allocation in allocations), Decimal(0))
    if credited < payment.amount:
        refund, credit = (money.text(amount, payment.currency_id) for amount in (payment.amount, credited))
        raise errors.RefundTooLarge(
            f"The refund of {refund} is greater than the credits that it is allocated to, {credit}.", field="amount"
        )


def _post(payment: Payment, rows: Sequence[PaymentDeduction], date: datetime.date, *, by: User) -> None:
    """Post the entry of a payment on `date`, and save the payment and its deductions."""
    what = "Refund" if payment.is_refund else "Payment"
    direction = "from" if payment.type == PaymentType.RECEIVED else "to"
    entry = JournalEntry(
        company=payment.company,
        date=date,
        memo=f"{what} {payment.payment_number} {direction} {payment.contact.name}",
        reference=payment.reference,
        source_type="payment",
        source_id=payment.id,
    )
    (control,) = chart.system_accounts(payment.company, payment.trade.control)
    lines = postings.payment(payment, rows, control=control)
    with errors.translated():
        with tracking.naming_rows(lines, rows, "deductions[{}]"):
            payment.journal_entry = journal.post(entry, lines=lines, by=by)
        payment.save(force_insert=True)
        insert_many(rows)


def _deductions(payment: Payment, account_id: UUID, deductions: Sequence[DeductionInput]) -> list[PaymentDeduction]:
    """Set the bank account and return the deductions, unsaved."""
    if len(deductions) > MAX_DEDUCTIONS:
        raise errors.TooManyLines(f"A payment has at most {MAX_DEDUCTIONS} deductions.", field="deductions")
    ids = [account_id, *(deduction["account_id"] for deduction in deductions)]
    accounts = chart.accounts_by_id(payment.company, ids)
    payment.account = chart.money_account(accounts, account_id, field="account_id", rule="Payments need")
    options = tracking.usable(
        payment.company,
        [deduction.get("tracking") for deduction in deductions],
        fields=[f"deductions[{position}].tracking" for position in range(len(deductions))],
    )
    rows = []
    for position, deduction in enumerate(deductions):
        path = f"deductions[{position}]"
        money.check_amount(deduction["amount"], payment.currency_id, f"{path}.amount")
        account = chart.usable_account(accounts, deduction["account_id"], field=f"{path}.account_id")
        rows.append(
            PaymentDeduction(
                id=uuid7(),
                company=payment.company,
                payment=payment,
                account=account,
                amount=deduction["amount"],
                tracking=options[position],
            )
        )
    total = sum((row.amount for row in rows), Decimal(0))
    if payment.type == PaymentType.RECEIVED and total >= payment.amount:
        raise errors.InvalidAmount("The deductions leave nothing for the bank account.", field="deductions")
    if payment.amount + total > money.MAX_AMOUNT:
        raise errors.InvalidAmount("The amount is too large.", field="amount")
    return rows


def _set_rate(
    payment: Payment,
    rows: Sequence[PaymentDeduction],
    *,
    exchange_rate: Decimal | None,
    account_amount: Decimal | None,
) -> None:
    """Set the exchange rate and, if the bank account has another currency, the amount that it moves by."""
    company, base = payment.company, payment.company.base_currency_id
    kept_in = chart.currency_of(payment.account, company)
    deducted = sum((row.amount for row in rows), Decimal(0))
    moved = payment.amount - deducted if payment.type == PaymentType.RECEIVED else payment.amount + deducted
    if account_amount is not None:
        money.check_amount(account_amount, kept_in, "account_amount")
    if kept_in == payment.currency_id:
        payment.exchange_rate = rates.rate_for(company, kept_in, payment.date, exchange_rate)
        if account_amount not in (None, moved):
            said = money.text(moved, kept_in)
            message = f"The account has the payment's currency, so this can only be {said}."
            raise errors.InvalidAmount(message, field="account_amount")
        return
    for position, row in enumerate(rows):
        if row.account_id == payment.account_id:
            message = "A deduction needs another account than the bank account."
            raise errors.AccountNotUsable(message, field=f"deductions[{position}].account_id")
    if account_amount is None or payment.currency_id == base:
        payment.exchange_rate = rates.rate_for(company, payment.currency_id, payment.date, exchange_rate)
    elif exchange_rate is not None:
        raise errors.Invalid(
            "The exchange rate follows from account_amount. Give only one of the two.", field="exchange_rate"
        )
    else:
        worth = account_amount * rates.rate_on(company, kept_in, payment.date, field="account_id")
        payment.exchange_rate = rates.between(worth, moved, field="account_amount")
    if account_amount is None:
        instead = "account_amount" if payment.currency_id == base else ""
        worth_of_one = rates.rate_on(company, kept_in, payment.date, field=instead or "account_id", or_give=instead)
        with localcontext(money.EXACT):
            account_amount = money.quantize(moved * payment.exchange_rate / worth_of_one, kept_in, field="amount")
        if not account_amount:
            raise errors.InvalidAmount(f"The amount is nothing in {kept_in} at this exchange rate.", field="amount")
    payment.account_amount = account_amount


def check_account(account: Account) -> None:
    """Raise InUse if an account with payments would no longer hold money. `accounts.update` calls this."""
    if not account.holds_money and Payment.objects.filter(account=account).exists():
        raise errors.InUse(
            "There are payments on this account, so it must stay a bank, cash, card or clearing account.",
            field="subtype",
        )
