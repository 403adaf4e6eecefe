"""Enter, change and delete documents of any kind that are not posted. The operations of each kind call this."""

import datetime
from collections.abc import Callable, Collection, Iterable, Sequence
from decimal import Decimal
from typing import Any, Required, TypedDict, TypeVar
from uuid import UUID

from django.utils import timezone
from django.utils.text import get_text_list

from accounting import errors
from accounting.currencies import rates
from accounting.documents import events, postings, terms
from accounting.documents.lines import LineInput, check_rates, check_total, inputs_of, set_lines
from accounting.documents.models import Document, DocumentLine
from accounting.ledger import contacts, locking
from accounting.ledger.metadata import Metadata, instead_of, merged
from foundation import audit
from foundation.saving import insert_many
from identity.models import User

D = TypeVar("D", bound=Document)

UPDATABLE_ONCE_POSTED = frozenset({"reference", "notes", "due_date", "metadata"})
UPDATABLE = UPDATABLE_ONCE_POSTED | {"issue_date", "supply_date", "currency", "exchange_rate", "external_id", "lines"}
"""The fields of all kinds of documents that can change, beside the contact and the number."""
LINE_VALUES = (
    "description",
    "quantity",
    "unit",
    "unit_price",
    "discount_percent",
    "item_id",
    "account_id",
    "tax_rate_id",
    "tax_amount",
    "tracking",
)


MakeLines = Callable[..., list[DocumentLine]]
"""Return a document's new lines from their input, and set its totals: `set_lines`, or that of credits."""


class Entered(TypedDict, total=False):
    """The input for all kinds of documents. By default the currency is the contact's, the exchange rate that of the
    issue date, and the due date follows the contact's terms. `expected_total` is compared with the total."""

    issue_date: Required[datetime.date]
    lines: Required[Sequence[LineInput]]
    supply_date: datetime.date | None
    due_date: datetime.date | None
    currency: str | None
    exchange_rate: Decimal | None
    reference: str
    notes: str
    external_id: str | None
    metadata: Metadata | None
    expected_total: Decimal | None


def enter(
    document: D,
    *,
    by: User,
    contact_id: UUID,
    issue_date: datetime.date,
    lines: Sequence[LineInput],
    supply_date: datetime.date | None = None,
    due_date: datetime.date | None = None,
    currency: str | None = None,
    exchange_rate: Decimal | None = None,
    reference: str = "",
    notes: str = "",
    external_id: str | None = None,
    metadata: Metadata | None = None,
    expected_total: Decimal | None = None,
    tax_total: Decimal | None = None,
    make_lines: MakeLines = set_lines,
) -> D:
    """Save a new document, whose company and number are set, as a draft, and record that it was created.

    Raises NotFoundHere, ContactNotUsable, CurrencyNotSupported, ExchangeRateMissing, AccountNotUsable, Invalid,
    InvalidAmount, InvalidDate, TooManyLines, TotalDiffers, Duplicate.
    """
    company = document.company
    _set_contact(document, contact_id)
    document.issue_date, document.supply_date = issue_date, supply_date
    document.due_date = due_date or terms.due_date(document)
    document.due_date_given = due_date is not None
    document.currency_id = currency or document.contact.currency_id
    _set_rate(document, exchange_rate)
    document.tax_rounding = document.tax_rounding or company.tax_rounding
    document.reference, document.notes = reference.strip(), notes.strip()
    document.external_id, document.metadata = external_id or None, merged({}, metadata)
    document.created_by = by
    terms.check_dates(document)
    rows = make_lines(document, lines, tax_total=tax_total)
    document.tax_total_base = postings.taxes_in_base(document, rows)
    check_total(document, expected_total)
    with errors.translated():
        document.save(force_insert=True)
        _save_lines(document, rows)
    events.tell(f"{document.NOUN}.created", document)
    return document


def change(
    document: D,
    changes: dict[str, Any],
    *,
    by: User,
    expected_total: Decimal | None = None,
    tax_total: Decimal | None = None,
    make_lines: MakeLines = set_lines,
) -> D:
    """Change a locked document, and record that it was updated. If nothing would change, nothing is written.

    `lines` replace all lines, `metadata` is merged; `tax_total` is the tax of all lines. Raises the errors of `enter`.
    """
    changed = set(changes)
    old, had_due_date = _values(document), document.due_date_given
    lines = changes.pop("lines", None)
    if lines is None and (
        tax_total is not None or changes.get("currency", document.currency_id) != document.currency_id
    ):
        lines = inputs_of(document.lines.order_by("position"))
    if document.TRADE.contact_id in changes:
        _set_contact(document, changes.pop(document.TRADE.contact_id))
    _follow_rate(document, changes)
    _set_fields(document, changes)
    if _RATED & changed and not document.exchange_rate_given:
        _set_rate(document, None)
    if document.status == "draft":
        terms.follow_terms(document, changed)
    terms.check_dates(document)
    rows = None
    if lines is not None:
        old["lines"] = _values_of(document.lines.order_by("position"))
        rows = make_lines(document, lines, tax_total=tax_total)
    elif "issue_date" in changed:
        check_rates(document)
    if rows is not None or _RATED & changed:
        document.tax_total_base = postings.taxes_in_base(document, rows)
    check_total(document, expected_total)
    new = _values(document) | ({} if rows is None else {"lines": _values_of(rows)})
    if new == old and document.due_date_given == had_due_date:
        return locked(document)
    with errors.translated():
        document.save()  # before the lines, because those of a submitted bill cannot change
        if rows is not None:
            document.lines.all().delete()
            _save_lines(document, rows)
    audit.record(f"{document.NOUN}.updated", document, by=by, old=old, new=new)
    events.tell(f"{document.NOUN}.updated", document)
    return document


def whole(document: Document, entered: dict[str, Any], *more: str) -> dict[str, Any]:
    """Return the changes that replace a draft: what is not in `entered` gets its default, except the issue date.

    `more` are fields of this kind of document that are null by default.
    """
    defaults: dict[str, Any] = {
        "supply_date": None,
        "due_date": None,
        "currency": None,
        "exchange_rate": None,
        "reference": "",
        "notes": "",
        **dict.fromkeys(more),
    }
    return defaults | entered | {"metadata": instead_of(document.metadata, entered.get("metadata"))}


def delete(document: Document, *, by: User) -> None:
    """Delete a locked document that is not posted, and record it. Raises WrongStatus."""
    must_be(document, *document.DELETABLE, verb="deleted")
    old = _values(document) | {"lines": _values_of(document.lines.order_by("position"))}
    type(document)._default_manager.filter(company=document.company, id=document.id).delete()
    audit.record(f"{document.NOUN}.deleted", document, by=by, old=old)
    events.tell(f"{document.NOUN}.deleted", document)


def _values(document: Document) -> dict[str, Any]:
    """Return the values of a document for the audit trail."""
    own = {document.TRADE.contact_id, document.NUMBER, "tax_total", "amount"}
    own |= {"due_date"} if document.HAS_TERMS else {"reason"}
    return audit.values(document, UPDATABLE - {"lines", "due_date"} | own)


def _values_of(lines: Iterable[DocumentLine]) -> list[dict[str, Any]]:
    return [audit.values(line, (*LINE_VALUES, *line.LINKS)) for line in lines]


def locked(document: D) -> D:
    """Return the document in its present state, locked, with the related rows that its operations need."""
    people = ("created_by", "voided_by", "journal_entry__posted_by")  # shown by the API
    rows = type(document)._default_manager.select_related("company", document.TRADE.contact, "journal_entry", *people)
    return locking.locked(rows, document)


def must_be(document: Document, *statuses: str, verb: str) -> None:
    """Raise WrongStatus, with what to do instead, unless the document has one of these stored statuses."""
    if document.status in statuses:
        return
    hint = ""
    if verb == "voided" and document.status in document.DELETABLE:
        hint = " Delete it instead."
    elif verb == "deleted" and document.status == document.POSTED:
        hint = " Void it instead."
    wanted, noun = get_text_list([*statuses], "and"), document.NOUN
    shown = document.status_on(document.company.date_at(timezone.now()))
    raise errors.WrongStatus(f"Only {wanted} {noun}s can be {verb}. This one is {shown}.{hint}".replace("_", " "))


def refuse_frozen(document: Document, changes: Collection[str]) -> None:
    """Raise WrongStatus, with the field, for a change that a posted or void document no longer allows."""
    allowed = UPDATABLE_ONCE_POSTED if document.status == document.POSTED else frozenset({"metadata"})
    if not document.HAS_TERMS:
        allowed -= {"due_date"}
    for field in sorted(set(changes) - allowed):
        free = f"Only {', '.join(sorted(allowed))} may change."
        raise errors.WrongStatus(f"This cannot change once the document is {document.status}. {free}", field=field)


def _set_contact(document: Document, contact_id: UUID) -> None:
    trade = document.TRADE
    contact = contacts.usable(document.company, trade.contact, contact_id, field=trade.contact_id)
    setattr(document, trade.contact, contact)


_RATED = frozenset({"issue_date", "currency", "exchange_rate"})
"""The fields that decide the exchange rate."""


def _set_rate(document: Document, stated: Decimal | None) -> None:
    """Set the rate that the client states, or else that of the issue date. Raises ExchangeRateMissing, Invalid."""
    document.exchange_rate = rates.rate_for(document.company, document.currency_id, document.issue_date, stated)
    document.exchange_rate_given = stated is not None


def _follow_rate(document: Document, changes: dict[str, Any]) -> None:
    """Take `exchange_rate` out of `changes` and set it. Another currency ends a rate that was stated before."""
    currency = changes.get("currency", document.currency_id) or document.contact.currency_id
    if currency != document.currency_id:
        document.exchange_rate_given = False
    if "exchange_rate" in changes:
        stated = changes.pop("exchange_rate")
        document.exchange_rate_given = stated is not None
        if stated is not None:
            document.exchange_rate = rates.rate_for(document.company, currency, document.issue_date, stated)


def _set_fields(document: Document, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        if name == "currency":
            document.currency_id = value or document.contact.currency_id
        elif name == "metadata":
            document.metadata = merged(document.metadata, value)
        elif document._meta.get_field(name).null:  # a number or an external id is null, not empty
            setattr(document, name, value or None)
        else:
            setattr(document, name, value.strip() if isinstance(value, str) else value)


def _save_lines(document: Document, lines: list[DocumentLine]) -> None:
    for line in lines:
        setattr(line, document.NOUN, document)
    insert_many(lines)
