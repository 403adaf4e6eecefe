"""What credit notes and vendor credits share: how much of a document they credit, and issuing them.

A credit of a document may name its lines. Such a line has the tax rate of that line, as it was. What it credits of it
is at most what is left: the line less all issued credits of it. What credits the whole rest has its net and tax to the
cent, however they were rounded. The guard `credit_fits` holds both for the lines and for the total.
"""

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any, NamedTuple, NoReturn, TypedDict, TypeVar
from uuid import UUID

from uuid_utils.compat import uuid7

from accounting import errors
from accounting.documents import entering, entries
from accounting.documents.lines import LineInput, check_count, compute, new_lines, set_totals
from accounting.documents.models import Credit, CreditStatus, Document, DocumentLine
from accounting.ledger import locking, money
from accounting.ledger.periods import OnClosedPeriod
from accounting.taxes.arithmetic import Amounts, Part
from identity.models import User

C = TypeVar("C", bound=Credit)

UPDATABLE = (entering.UPDATABLE - {"due_date"}) | {"reason"}
ZERO = Decimal(0)


class CreditLineInput(TypedDict, total=False):
    """A line as input. With a line of the credited document, all else has a default: without quantity and price it
    credits what is left of that line. Without one, it is as `lines.LineInput` says."""

    invoice_line_id: UUID | None
    bill_line_id: UUID | None
    item_id: UUID | None
    account_id: UUID
    unit_price: Decimal
    description: str
    quantity: Decimal
    unit: str
    discount_percent: Decimal
    tax_rate_id: UUID | None
    tax_amount: Decimal
    """For a vendor credit: the tax that the vendor printed."""
    tracking: Sequence[UUID]
    """Options, at most one of each tracking category. By default those of the line that it credits."""


class Left(NamedTuple):
    """What a line still carries. All have the sign of the line. `parts` are the taxes of the rate's components."""

    line: DocumentLine
    net: Decimal
    tax: Decimal
    parts: tuple[Part, ...]

    @property
    def price(self) -> Decimal:
        """Return it as its unit price counts it: with the tax if that is in the price."""
        return _price(self.line, Amounts(self.net, self.tax))

    def less(self, line: DocumentLine) -> "Left":
        """Return what is left after a line that credits this one."""
        parts = tuple(
            Part(mine.tax - its.tax, mine.recoverable - its.recoverable)
            for mine, its in zip(self.parts, line.tax_parts, strict=True)
        )
        return Left(self.line, self.net - line.amount, self.tax - line.tax_amount, parts)


def original_of(credit: Credit, original_id: UUID | None, contact_id: UUID | None) -> tuple[Document | None, UUID]:
    """Return the document that a new credit is of, if any, and the contact. Raises NotFoundHere, Invalid, WrongStatus,
    ContactNotUsable."""
    trade, noun = credit.TRADE, credit.settles.NOUN
    if original_id is None:
        if contact_id is None:
            raise errors.Invalid(f"Give the {trade.contact}, or the {noun} to credit.", field=trade.contact_id)
        return None, contact_id
    rows = credit.settles._default_manager.filter(company=credit.company)
    original = rows.filter(id=original_id).first()
    if original is None:
        raise errors.NotFoundHere(f"There is no such {noun} in this company.", field=f"{noun}_id")
    if original.status != original.POSTED:
        raise errors.WrongStatus(
            f"There is nothing to credit on {original}: it is {original.status}.", field=f"{noun}_id"
        )
    check_contact(original, contact_id, field=trade.contact_id)
    return original, original.contact_id


def check_contact(original: Document | None, contact_id: UUID | None, *, field: str) -> None:
    """Raise ContactNotUsable if a document that is credited belongs to another contact."""
    if original is not None and contact_id is not None and contact_id != original.contact_id:
        raise errors.ContactNotUsable(f"{original} belongs to {original.contact.name}.", field=field)


def enter(
    credit: C,
    *,
    by: User,
    contact_id: UUID,
    issue_date: datetime.date,
    lines: Sequence[CreditLineInput],
    **entered: Any,
) -> C:
    """Save a new credit, whose company, number and original are set, as a draft, and record that it was created."""
    original = credit.original
    if original is not None:
        credit.tax_rounding = original.tax_rounding
        entered["currency"] = entered.get("currency") or original.currency_id
        check_currency(original, entered["currency"])
        if entered.get("exchange_rate") is None:
            entered["exchange_rate"] = original.exchange_rate
    entered["lines"] = lines
    return entering.enter(credit, by=by, contact_id=contact_id, issue_date=issue_date, make_lines=set_lines, **entered)


def change(credit: C, changes: dict[str, Any], *, by: User, expected_total: Decimal | None) -> C:
    """Change a locked credit, and record that it was updated. Raises WrongStatus and the errors of `enter`."""
    if credit.status != CreditStatus.DRAFT:
        entering.refuse_frozen(credit, changes)
    field, link = credit.TRADE.contact_id, f"{credit.settles.NOUN}_id"
    if changes.pop(link, credit.original_id) != credit.original_id:
        raise errors.Invalid("What it credits cannot change. Delete this draft, and enter another.", field=link)
    check_contact(credit.original, changes.get(field), field=field)
    check_date(credit.original, changes.get("issue_date"))
    check_currency(credit.original, changes.get("currency"))
    return entering.change(credit, changes, by=by, expected_total=expected_total, make_lines=set_lines)


def check_date(original: Document | None, issue_date: datetime.date | None) -> None:
    """Raise InvalidDate if a credit would be dated before the document that it is of."""
    if original is not None and issue_date is not None and issue_date < original.issue_date:
        raise errors.InvalidDate(
            f"{original} was issued on {original.issue_date}, after this date.", field="issue_date"
        )


def check_currency(original: Document | None, currency: str | None) -> None:
    """Raise CurrencyDiffers if a credit would have another currency than the document that it is of."""
    if original is not None and currency is not None and currency != original.currency_id:
        raise errors.CurrencyDiffers(f"{original} is in {original.currency_id}.", field="currency")


def set_lines(
    credit: Credit, inputs: Sequence[CreditLineInput] | None, *, tax_total: Decimal | None = None
) -> list[DocumentLine]:
    """Return new lines, unsaved, with net and tax, and set the credit's totals. Without `inputs` take all that is left.

    Raises CreditTooLarge, and the errors of `lines.set_lines`.
    """
    original, noun = credit.original, credit.settles.NOUN
    check_date(original, credit.issue_date)
    left, more = left_on(original) if original else ({}, [])
    if not inputs and original is not None:
        lines = [_of_all(credit, each) for each in left.values() if each.net or each.tax]
        lines += [_of_all(credit, each, is_line_of_it=False) for each in more]
        check_count(lines)
        for position, line in enumerate(lines):
            line.position = position
        if not lines:
            _refuse_total(original, ZERO, original.amount)
    else:
        lines = _lines(credit, inputs or (), left, f"{noun}_line_id")
    set_totals(credit, lines)
    if original is not None:
        _check_total(credit, original)
    return lines


def left_on(original: Document) -> tuple[dict[UUID, Left], list[Left]]:
    """Return what is left of each line of a document, and the issued lines that credit it without naming a line, which
    are negative."""
    rows = original.lines.select_related("tax_rate").prefetch_related("tax_rate__components").order_by("position")
    left = {line.id: Left(line, line.amount, line.tax_amount, line.tax_parts) for line in rows}
    more = []
    for line in _credited(original):
        of = getattr(line, f"{original.NOUN}_line_id")
        if of in left:
            left[of] = left[of].less(line)
        else:
            parts = tuple(Part(-part.tax, -part.recoverable) for part in line.tax_parts)
            more.append(Left(line, -line.amount, -line.tax_amount, parts))
    return left, more


def _credited(original: Document) -> Iterable[Any]:
    credits = entries.credits_of(original)
    noun, lines = credits.model.NOUN, credits.model.line_model()._default_manager
    return lines.filter(company_id=original.company_id, **{f"{noun}__in": credits}).order_by(noun, "position")


def _lines(credit: Credit, inputs: Sequence[CreditLineInput], left: dict[UUID, Left], link: str) -> list[DocumentLine]:
    """Return the lines of `inputs`, each within what is `left` of its line after the lines before it."""
    check_count(inputs)
    named = [_named(credit, position, given, left, link) for position, given in enumerate(inputs)]
    complete = [_complete(given, of) for given, of in zip(inputs, named, strict=True)]
    lines = new_lines(credit, complete)
    for line, of, asked in zip(lines, named, inputs, strict=True):
        if of is not None:
            _as_line_of(line, of.line, link)
            if "tracking" not in asked:
                line.tracking = of.line.tracking
    for position, (line, amounts, given) in enumerate(
        zip(lines, compute(credit, lines, complete), complete, strict=True)
    ):
        of = named[position]
        if of is None:
            _set_amounts(line, amounts)
            continue
        of = left[of.line.id]
        _set_amounts(line, _within(credit, position, line, amounts, of))
        if given.get("tax_amount", line.tax_amount) != line.tax_amount:
            _refuse_line(credit, position, of, of.tax, given["tax_amount"], "tax_amount")
        left[of.line.id] = of.less(line)
    return lines


def _set_amounts(line: DocumentLine, amounts: Amounts) -> None:
    line.amount = amounts.net
    line.set_taxes(amounts)


def _named(credit: Credit, position: int, given: CreditLineInput, left: dict[UUID, Left], link: str) -> Left | None:
    """Return what is left of the line that an input names. Raises NotFoundHere, Invalid."""
    line_id: Any = given.get(link)
    if line_id is None:
        return None
    of = left.get(line_id)
    if of is None:
        noun = credit.settles.NOUN
        raise errors.NotFoundHere(f"The {noun} that this credits has no such line.", field=f"lines[{position}].{link}")
    rate = given.get("tax_rate_id", of.line.tax_rate_id)
    if rate != of.line.tax_rate_id:
        message = "A line has the tax rate of the line that it credits."
        raise errors.Invalid(message, field=f"lines[{position}].tax_rate_id")
    if given.get("item_id", of.line.item_id) != of.line.item_id:
        raise errors.Invalid("A line has the item of the line that it credits.", field=f"lines[{position}].item_id")
    return of


def _complete(given: CreditLineInput, of: Left | None) -> LineInput:
    """Return an input with the defaults of the line that it credits, whose item and tax rate `_as_line_of` sets."""
    link = ("invoice_line_id", "bill_line_id")
    own: Any = {name: value for name, value in given.items() if name not in link}
    if of is None:
        return own
    line = of.line
    complete: Any = {"account_id": line.account_id, "description": line.description}
    if "quantity" in own:
        complete["unit"] = line.unit
    if "unit_price" not in own:
        is_whole = (of.net, of.tax) == (line.amount, line.tax_amount)
        if is_whole or "quantity" in own:
            complete |= {name: getattr(line, name) for name in ("quantity", "unit", "unit_price", "discount_percent")}
        else:
            complete["unit_price"] = of.price
    return complete | own | {"item_id": None, "tax_rate_id": None}


def _as_line_of(line: DocumentLine, of: DocumentLine, link: str) -> None:
    setattr(line, link, of.id)
    line.item_id = of.item_id
    line.tax_rate, line.tax_percent, line.tax_inclusive = of.tax_rate, of.tax_percent, of.tax_inclusive


def _of_all(credit: Credit, left: Left, *, is_line_of_it: bool = True) -> DocumentLine:
    """Return a line over all that is left of a line: a copy of it if nothing of it is credited yet."""
    of, is_whole = left.line, (left.net, left.tax) == (left.line.amount, left.line.tax_amount)
    line = credit.line_model()(
        id=uuid7(),
        company=credit.company,
        item_id=of.item_id,
        description=of.description,
        quantity=of.quantity if is_whole else Decimal(1),
        unit=of.unit if is_whole else "",
        unit_price=of.unit_price if is_whole else left.price,
        discount_percent=of.discount_percent if is_whole else ZERO,
        account_id=of.account_id,
        tax_rate_id=of.tax_rate_id,
        tax_percent=of.tax_percent,
        tax_inclusive=of.tax_inclusive,
        tracking=of.tracking,
    )
    _set_amounts(line, Amounts(left.net, left.tax, left.parts))
    if is_line_of_it:
        setattr(line, f"{credit.settles.NOUN}_line_id", of.id)
    return line


def _price(line: DocumentLine, amounts: Amounts) -> Decimal:
    return amounts.net + amounts.tax if line.tax_inclusive else amounts.net


def _within(credit: Credit, position: int, line: DocumentLine, amounts: Amounts, of: Left) -> Amounts:
    """Return the amounts of a line so that net and taxes are all within what is left, whose whole rest it takes to the
    cent. Raises CreditTooLarge."""
    price = _price(line, amounts)
    if price == of.price:
        return Amounts(of.net, of.tax, of.parts)
    if not _is_within(price, of.price):
        _refuse_line(credit, position, of, of.price, price, "unit_price")
    if of.line.tax_rate is not None and not of.line.tax_rate.is_charged:
        return Amounts(amounts.net, ZERO, _fit(amounts.parts, of.parts, None))
    tax = _nearest(amounts.tax, ZERO, of.tax)
    if line.tax_inclusive:
        tax = _nearest(tax, price - of.net, price)
    return Amounts(price - tax if line.tax_inclusive else amounts.net, tax, _fit(amounts.parts, of.parts, tax))


def _fit(parts: Sequence[Part], left: Sequence[Part], total: Decimal | None) -> tuple[Part, ...]:
    """Return the taxes of the components, each within what is left of it. They come to `total`, if it is given."""
    taxes = [_nearest(part.tax, ZERO, most.tax) for part, most in zip(parts, left, strict=True)]
    rest = ZERO if total is None else total - sum(taxes, ZERO)
    for place, most in enumerate(left):
        fitting = _nearest(taxes[place] + rest, ZERO, most.tax)
        rest -= fitting - taxes[place]
        taxes[place] = fitting
    return tuple(
        Part(tax, _nearest(_nearest(part.recoverable, ZERO, tax), tax - most.tax + most.recoverable, most.recoverable))
        for tax, part, most in zip(taxes, parts, left, strict=True)
    )


def _is_within(amount: Decimal, whole: Decimal) -> bool:
    return min(whole, ZERO) <= amount <= max(whole, ZERO)


def _nearest(amount: Decimal, one: Decimal, other: Decimal) -> Decimal:
    """Return the amount between `one` and `other` that is nearest to `amount`."""
    return min(max(amount, min(one, other)), max(one, other))


def _refuse_line(credit: Credit, position: int, of: Left, left: Decimal, wanted: Decimal, field: str) -> NoReturn:
    rest, asked = money.only(left, credit.currency_id), money.text(wanted, credit.currency_id)
    raise errors.CreditTooLarge(
        f"{rest} is left to credit of line {of.line.position + 1} of {credit.original}, not {asked}.",
        field=f"lines[{position}].{field}",
    )


def _refuse_total(original: Document, left: Decimal, wanted: Decimal) -> NoReturn:
    rest, asked = money.only(left, original.currency_id), money.text(wanted, original.currency_id)
    raise errors.CreditTooLarge(f"{rest} is left to credit of {original}, not {asked}.", field="lines")


def _check_total(credit: Credit, original: Document) -> None:
    """Raise CreditTooLarge if all credits of a document are more than the document."""
    left = original.amount - sum(entries.credits_of(original).values_list("amount", flat=True), ZERO)
    if credit.amount > left:
        _refuse_total(original, left, credit.amount)


def lock(credit: C) -> C:
    """Lock a credit and the document that it is of, in the order of their names as in settlement/settling.py, and
    return the credit in its present state."""
    is_first = credit.settles.NOUN > credit.NOUN
    if not is_first:
        _lock_original(credit)
    credit = entering.locked(credit)
    if is_first:
        _lock_original(credit)
    return credit


def _lock_original(credit: Credit) -> None:
    if credit.original_id is not None:
        locking.lock(credit.settles._default_manager.filter(company_id=credit.company_id, id=credit.original_id))


def post(credit: Credit, *, memo: str, by: User, on_closed_period: OnClosedPeriod) -> None:
    """Post a locked draft and set who issued it (unsaved).

    Raises WrongStatus, CreditTooLarge, PeriodClosed, AccountNotUsable.
    """
    original = credit.original
    if original is not None:
        if original.status != original.POSTED:
            raise errors.WrongStatus(f"There is nothing to credit on {original}: it is {original.status}.")
        _check_left(credit, original)
    credit.issued_at = entries.post(credit, memo=memo, by=by, on_closed_period=on_closed_period)
    credit.issued_by = by


def _check_left(credit: Credit, original: Document) -> None:
    """Raise CreditTooLarge if what the draft credits was credited in the meantime."""
    left, _ = left_on(original)
    for line in credit.lines.order_by("position"):
        of = left.get(getattr(line, f"{original.NOUN}_line_id"))
        if of is None:
            continue
        mine = [line.amount, line.tax_amount, *chain.from_iterable(line.tax_parts)]
        most = [of.net, of.tax, *chain.from_iterable(of.parts)]
        if not all(map(_is_within, mine, most)):
            price = _price(line, Amounts(line.amount, line.tax_amount))
            _refuse_line(credit, line.position, of, of.price, price, "unit_price")
        left[of.line.id] = of.less(line)
    _check_total(credit, original)


ISSUED_FIELDS = ("journal_entry", "status", "issued_at", "issued_by", "updated_at")


def possible_actions(credit: Credit) -> tuple[str, ...]:
    """Return the actions that the credit's status and allocations allow."""
    if credit.status == CreditStatus.DRAFT:
        return ("update", "delete", "issue")
    if credit.status == CreditStatus.ISSUED:
        return ("update", *(("apply",) if credit.amount_due else ()), "unapply" if credit.amount_paid else "void")
    return ("update",)
