"""Post and void documents that are posted as soon as they are entered. The operations of each kind call this."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Required, TypedDict, TypeVar
from uuid import UUID

from uuid_utils.compat import uuid7

from accounting import errors
from accounting.currencies import rates
from accounting.documents import entries, events
from accounting.documents.lines import rates_by_id, taxations, usable_rate
from accounting.documents.models import PostedAtOnce, PostedStatus, TaxedLine, Voidable, WithTaxedLines
from accounting.documents.trade import PURCHASES, Trade
from accounting.ledger import chart, journal, locking, money, numbers, periods, tracking
from accounting.ledger.metadata import merged
from accounting.ledger.models import Account, JournalEntry, JournalLine
from accounting.ledger.periods import OnClosedPeriod
from accounting.taxes import arithmetic
from accounting.taxes.models import TaxRate
from foundation import audit
from foundation.saving import insert_many
from identity.models import User

MAX_LINES = 200
UPDATABLE = frozenset({"reference", "external_id", "metadata"})

D = TypeVar("D", bound=Voidable)


class LineInput(TypedDict, total=False):
    """A line as input, in the document's currency."""

    account_id: Required[UUID]
    amount: Required[Decimal]
    description: str
    tax_rate_id: UUID | None
    tracking: Sequence[UUID]
    """Options, at most one of each tracking category."""


@dataclass
class _Priced:
    """A line as the arithmetic of tax takes it (`arithmetic.PricedLine`)."""

    unit_price: Decimal
    tax_rate_id: UUID | None
    tax_percent: Decimal
    tax_inclusive: bool
    quantity: Decimal = Decimal(1)
    discount_percent: Decimal = Decimal(0)


def set_lines(
    document: WithTaxedLines,
    inputs: Sequence[LineInput],
    line_model: type[Any],
    *,
    inclusive: bool,
    trade: Trade,
    taxed_on: datetime.date | None,
) -> list[Any]:
    """Return new lines, unsaved, with net and tax, and set the document's totals to their sums.

    `inclusive` says whether the amounts of the lines include tax, and `taxed_on` on which day their tax rates must be
    valid. Raises Invalid, TooManyLines, InvalidAmount, NotFoundHere, AccountNotUsable, with the line.
    """
    company, currency = document.company, document.currency_id
    if not inputs:
        raise errors.Invalid("There must be at least one line.", field="lines")
    if len(inputs) > MAX_LINES:
        raise errors.TooManyLines(f"There can be at most {MAX_LINES} lines.", field="lines")
    accounts = chart.accounts_by_id(company, [line["account_id"] for line in inputs])
    rates = rates_by_id(company, {rate_id for line in inputs if (rate_id := line.get("tax_rate_id")) is not None})
    options = tracking.usable(company, [line.get("tracking") for line in inputs])
    lines: list[TaxedLine] = []
    for position, line in enumerate(inputs):
        path = f"lines[{position}]"
        rate = usable_rate(rates, line.get("tax_rate_id"), date=taxed_on, field=f"{path}.tax_rate_id")
        lines.append(_line(document, position, line, line_model, accounts, rate))
        lines[-1].tracking = options[position]
    priced = [
        _Priced(line.amount, line.tax_rate_id, line.tax_rate.percent if line.tax_rate else Decimal(0), inclusive)
        for line in lines
    ]
    amounts = arithmetic.compute(
        priced,
        currency=currency,
        rounding=company.tax_rounding,
        rates=taxations(lines, is_purchase=trade is PURCHASES),
    )
    for made, one in zip(lines, amounts, strict=True):
        made.net_amount = one.net
        made.set_taxes(one)
    document.subtotal = sum((line.net_amount for line in lines), Decimal(0))
    document.tax_total = sum((line.tax_amount for line in lines), Decimal(0))
    document.amount = document.subtotal + document.tax_total
    if max(abs(document.subtotal), abs(document.tax_total), abs(document.amount)) > money.MAX_AMOUNT:
        raise errors.InvalidAmount("The total is too large.", field="lines")
    return lines


def _line(
    document: WithTaxedLines,
    position: int,
    line: LineInput,
    line_model: type[Any],
    accounts: dict[UUID, Account],
    rate: TaxRate | None,
) -> TaxedLine:
    path, amount = f"lines[{position}]", line["amount"]
    if not amount:
        raise errors.InvalidAmount("The amount must not be zero.", field=f"{path}.amount")
    money.check_amount(abs(amount), document.currency_id, f"{path}.amount")
    made: TaxedLine = line_model(
        id=uuid7(),
        company=document.company,
        position=position,
        description=line.get("description", "").strip(),
        account=chart.usable_account(accounts, line["account_id"], field=f"{path}.account_id"),
        tax_rate=rate,
        amount=amount,
        **{document.NOUN: document},
    )
    return made


def begin(document: PostedAtOnce, currency: str, exchange_rate: Decimal | None) -> None:
    """Check the date, and set the currency and its rate: that of the date unless given.

    Raises InvalidDate, CurrencyNotSupported, ExchangeRateMissing, Invalid.
    """
    company = document.company
    periods.check_date(company, document.date)
    document.currency_id = currency
    document.exchange_rate = rates.rate_for(company, currency, document.date, exchange_rate)
    document.reference, document.external_id = document.reference.strip(), document.external_id or None
    document.metadata = merged({}, document.metadata)


def number(document: PostedAtOnce) -> str:
    """Give the document the next number of its series, which stays locked until the transaction ends."""
    given = numbers.next_number(document, document.NUMBER, document.PREFIX)
    setattr(document, document.NUMBER, given)
    return given


def post(
    document: PostedAtOnce,
    *,
    memo: str,
    lines: Sequence[JournalLine],
    rows: Sequence[TaxedLine] = (),
    by: User,
    on_closed_period: OnClosedPeriod,
    makes_tax_due: bool = False,
) -> None:
    """Post the entry of a new, numbered document, and save the document with its `rows`.

    With `on_closed_period="next_open"` what `makes_tax_due` moves to after the last filed tax return, as what has tax
    does. Raises PeriodClosed, AccountNotUsable, TrackingRequired, Duplicate (external_id).
    """
    document.created_by = by
    is_taxed = makes_tax_due or any(row.tax_rate_id for row in rows)
    entry = JournalEntry(
        company=document.company,
        date=periods.accounting_date(document.company, document.date, on_closed_period, is_taxed=is_taxed),
        memo=memo[: journal.MAX_MEMO],
        reference=document.reference,
        source_type=document.NOUN,
        source_id=document.id,
    )
    with tracking.naming_rows(lines, rows):
        document.journal_entry = journal.post(entry, lines=lines, by=by)
    document.save(force_insert=True)
    insert_many(rows)


def locked(document: D, *related: str) -> D:
    """Return the document in its present state, locked, with the related rows that its operations need."""
    people = ("created_by", "voided_by", "journal_entry")
    rows = type(document)._default_manager.select_related("company", *people, *related)
    return locking.locked(rows, document)


def void(
    document: D, *, by: User, date: datetime.date | None, reason: str, not_before: datetime.date | None = None
) -> D:
    """Reverse the entry of a locked document, save the date, user and reason of voiding, and record the event.

    See `entries.void` for the default of `date`. Raises WrongStatus, Invalid, InvalidDate, PeriodClosed.
    """
    if document.status != PostedStatus.POSTED:
        raise errors.WrongStatus(f"{document} is already void.")
    with errors.translated():
        entries.reverse(document, document.journal_entry, by=by, date=date, reason=reason, not_before=not_before)
        document.status = PostedStatus.VOID
        document.save(update_fields=entries.VOID_FIELDS)
    events.tell(f"{document.NOUN}.voided", document)
    return document


def change(document: PostedAtOnce | Any, changes: dict[str, Any], *, by: User) -> bool:
    """Change what may change of a locked document or payment, and return whether anything did. Then the caller records
    the event. `metadata` is merged.

    Raises Invalid, Duplicate (external_id).
    """
    old = audit.values(document, changes)
    for name, value in changes.items():
        if name == "metadata":
            document.metadata = merged(document.metadata, value)
        else:
            setattr(document, name, (value or "").strip() or (None if name == "external_id" else ""))
    new = audit.values(document, changes)
    if new == old:
        return False
    with errors.translated():
        document.save(update_fields=[*changes, "updated_at"])
    audit.record(f"{document.NOUN}.updated", document, by=by, old=old, new=new)
    return True


def possible_actions(document: PostedAtOnce) -> tuple[str, ...]:
    """Return the actions that the document's status allows."""
    return ("update", "void") if document.status == PostedStatus.POSTED else ("update",)
