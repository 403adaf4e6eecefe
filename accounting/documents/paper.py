"""What an invoice or a credit note says on paper, as texts. pdf.py draws it.

The amounts add up: the lines to the subtotal, and this and the taxes to the total. If a line's price includes its tax,
all lines are shown with their tax, and add up to the total.
"""

import datetime
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import prefetch_related_objects

from accounting.documents import parties
from accounting.documents.models import CreditNote, Invoice
from accounting.documents.parties import Party
from accounting.ledger import money
from accounting.open_items.settled import settled_by_kind
from accounting.taxes.models import TaxCategory, TaxRate, TaxTreatment

ZERO = Decimal(0)
_BLANK_LINES = re.compile(r"\n\s*\n")
TREATMENTS: dict[str, tuple[str, str]] = {
    TaxTreatment.REVERSE_CHARGE: ("Reverse charge", "Reverse charge: the customer owes the tax."),
    TaxTreatment.IMPORT: ("Import", "Import: the customer owes the tax."),
    TaxCategory.REVERSE_CHARGE: ("Reverse charge", "Reverse charge: the customer owes the tax."),
    TaxCategory.INTRA_COMMUNITY: ("Intra-Community supply", "Intra-Community supply, exempt from tax."),
    TaxCategory.EXPORT: ("Export", "Export, not taxed."),
    TaxCategory.EXEMPT: ("Exempt", "Exempt from tax."),
    TaxCategory.OUTSIDE_SCOPE: ("Out of scope", "Outside the scope of tax."),
    TaxTreatment.EXEMPT: ("Exempt", "Exempt from tax."),
    TaxTreatment.OUT_OF_SCOPE: ("Out of scope", "Outside the scope of tax."),
}
"""Why nothing is charged, by the category or treatment of a tax rate: in the table, and as a sentence below it."""


SETTLING = {"payment": "Paid", "credit_note": "Credited", "adjustment": "Adjusted", "invoice": "Applied"}
"""What a document on the other side does to a document, by its kind."""


class Total(NamedTuple):
    """An amount below the lines. `weight` is -1 for one that is said in passing, and 1 for one that counts."""

    label: str
    amount: str
    weight: int = 0


@dataclass(frozen=True)
class Paper:
    """The texts of a document. `mark` says what it is if it is not a valid document; `columns` and `rows` are the
    lines, whose first column is text."""

    title: str
    name: str
    mark: str
    facts: Sequence[tuple[str, str]]
    seller: Sequence[str]
    customer: Sequence[str]
    headline: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    totals: Sequence[Total]
    remarks: Sequence[str] = field(default_factory=tuple)
    texts: Sequence[tuple[str, str]] = field(default_factory=tuple)
    """Headings and long texts at the end."""


def of(document: Invoice | CreditNote, *, today: datetime.date) -> Paper:
    """Return what the document says. What is paid of it is as of `today`."""
    lines = list(document.lines.select_related("tax_rate").order_by("position"))
    prefetch_related_objects([line.tax_rate for line in lines if line.tax_rate is not None], "components")
    said = parties.of(document)
    is_invoice = isinstance(document, Invoice)
    title = "Invoice" if is_invoice else "Credit note"
    settled = settled_by_kind(document.pk) if document.amount_paid else {}
    inclusive = any(_is_inclusive(line) for line in lines)
    columns, rows = _table(document, lines, inclusive=inclusive)
    texts = [("Notes", document.notes)]
    if is_invoice and document.amount_due and document.status != "void":
        texts.insert(0, ("How to pay", said["seller"].get("payment_details", "")))
    return Paper(
        title=title,
        name=f"{title} {document.number or ''}".strip(),
        mark={"draft": "Draft", "void": "Void"}.get(document.status, ""),
        facts=[(label, text) for label, text in _facts(document) if text],
        seller=list(_party(said["seller"])),
        customer=list(_party(said["customer"])),
        headline=_headline(document, settled),
        columns=columns,
        rows=rows,
        totals=[*_sums(document, lines, inclusive=inclusive), *_settled(document, settled, today), *_in_base(document)],
        remarks=list(dict.fromkeys(why[1] for line in lines if (why := _untaxed(line.tax_rate)))),
        texts=[(heading, _BLANK_LINES.sub("\n\n", text)) for heading, text in texts if text],
    )


def file_name(document: Invoice | CreditNote) -> str:
    """Return a name for the file, which has the number of the document, without what file systems do not take."""
    name = document.number or f"Draft {document.NOUN.replace('_', ' ')}"
    return "".join("-" if letter in '\\/:*?"<>|' or not letter.isprintable() else letter for letter in name) + ".pdf"


def _facts(document: Invoice | CreditNote) -> Iterable[tuple[str, str]]:
    yield "Invoice number" if isinstance(document, Invoice) else "Credit note number", document.number or ""
    yield "Date of issue", _day(document.issue_date)
    yield "Date of supply", _day(document.supply_date) if document.supply_date else ""
    if isinstance(document, CreditNote):
        if (invoice := document.invoice) is not None:
            yield "Credits invoice", f"{invoice} of {_day(invoice.issue_date)}"
        yield "Reason", document.reason
    else:
        yield "Date due", _day(document.due_date)
    yield "Reference", document.reference
    yield "Voided on", _day(document.void_date) if document.void_date else ""


def _party(party: Party) -> Iterable[str]:
    """Yield the lines that tell about a party, of which the first is its name."""
    yield party["name"]
    yield from few_lines(party.get("address", ""))
    for name, label in (("tax_number", "Tax number"), ("registration_number", "Registration number")):
        if name in party:
            yield f"{label} {party[name]}"
    for name in ("email", "phone"):
        if name in party:
            yield party[name]


MAX_ADDRESS_LINES = 8


def few_lines(text: str) -> list[str]:
    """Return the lines of an address. Those after the first few are one line, so that it fits on a page."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    few = lines[: MAX_ADDRESS_LINES - 1]
    return lines if len(lines) <= MAX_ADDRESS_LINES else [*few, ", ".join(lines[MAX_ADDRESS_LINES - 1 :])]


def _headline(document: Invoice | CreditNote, settled: Collection[str]) -> str:
    amount = money.text(document.amount, document.currency_id)
    if isinstance(document, CreditNote):
        return f"{amount} credited"
    if document.status != "sent":
        return amount
    if not document.amount_due:
        return f"{amount} paid" if set(settled) == {"payment"} else f"{amount}, nothing due"
    return f"{money.text(document.amount_due, document.currency_id)} due {_day(document.due_date)}"


def _table(
    document: Invoice | CreditNote, lines: Sequence[Any], *, inclusive: bool
) -> tuple[list[str], list[list[str]]]:
    """Return the headings of the lines and their cells. Columns that nothing needs are left out."""
    currency = document.currency_id
    has_discount = any(line.discount_percent for line in lines)
    has_tax = any(line.tax_rate_id for line in lines)
    columns = [
        "Description",
        "Quantity",
        "Unit price",
        *(["Discount"] if has_discount else []),
        *(["Tax"] if has_tax else []),
        "Amount with tax" if inclusive else "Amount",
    ]
    rows = [
        [
            line.description,
            f"{line.quantity.normalize():,f} {line.unit}".rstrip(),
            f"{money.plain_price(line.unit_price, currency):,f}",
            *([_percent(line.discount_percent) if line.discount_percent else ""] if has_discount else []),
            *([_tax(line)] if has_tax else []),
            _amount(line.amount + line.tax_amount if inclusive else line.amount, currency),
        ]
        for line in lines
    ]
    return columns, rows


def _is_inclusive(line: Any) -> bool:
    return bool(line.tax_inclusive and line.tax_amount)


def _tax(line: Any) -> str:
    if line.tax_rate is None:
        return ""
    if why := _untaxed(line.tax_rate):
        return why[0]
    return _percent(line.tax_percent) + (" included" if _is_inclusive(line) else "")


def _untaxed(rate: TaxRate | None) -> tuple[str, str] | None:
    """Return why a rate charges nothing, if it does not. Its category says it more exactly than its treatment."""
    if rate is None or (rate.percent and rate.is_charged):
        return None
    return TREATMENTS.get(rate.category) or TREATMENTS.get(rate.treatment)


def _sums(document: Invoice | CreditNote, lines: Sequence[Any], *, inclusive: bool) -> Iterable[Total]:
    currency = document.currency_id
    if document.tax_total or any(line.tax_rate_id for line in lines):
        yield Total("Subtotal without tax" if inclusive else "Subtotal", _amount(document.subtotal, currency))
        for label, tax in _taxes(lines, currency):
            yield Total(label, _amount(tax, currency))
    yield Total(f"Total ({currency})", _amount(document.amount, currency), 1)


def _taxes(lines: Sequence[Any], currency: str) -> Iterable[tuple[str, Decimal]]:
    """Yield each tax: of each component of each rate, in the order of the lines."""
    taxed: dict[Any, list[Any]] = defaultdict(list)
    for line in lines:
        if line.tax_rate is not None:
            taxed[line.tax_rate_id].append(line)
    for group in taxed.values():
        rate, net = group[0].tax_rate, sum((line.amount for line in group), ZERO)
        components = rate.ordered_components()
        if why := _untaxed(rate):
            yield f"{rate.name}: {why[0].lower()}, on {_amount(net, currency)}", ZERO
            continue
        if not rate.is_charged or len(components) < 2 or any(len(line.tax_parts) != len(components) for line in group):
            tax = sum((line.tax_amount for line in group), ZERO)
            yield _on(rate.name, group[0].tax_percent, net, currency), tax
            continue
        before = ZERO
        for place, component in enumerate(components):
            tax = sum((line.tax_parts[place].tax for line in group), ZERO)
            base = net + before if component.compound else net
            yield _on(component.name, component.percent, base, currency), tax
            before += tax


def _on(name: str, percent: Decimal, base: Decimal, currency: str) -> str:
    shown = _percent(percent)
    named = name if shown in name.replace(" %", "%") else f"{name} {shown}"
    return f"{named} on {_amount(base, currency)}"


def _settled(document: Invoice | CreditNote, settled: Mapping[str, Decimal], today: datetime.date) -> Iterable[Total]:
    """Yield what settles a posted document, by kind, and what is due of it."""
    currency = document.currency_id
    if document.status != document.POSTED:
        return
    for kind, amount in settled.items():
        done = "Refunded" if kind == "payment" and isinstance(document, CreditNote) else SETTLING[kind]
        yield Total(f"{done} as of {_day(today)}", _amount(-amount, currency))
    if isinstance(document, Invoice):
        yield Total(f"Amount due ({currency})", _amount(document.amount_due, currency), 1)
    elif document.amount_paid:
        yield Total(f"Left to apply ({currency})", _amount(document.amount_due, currency), 1)


def _in_base(document: Invoice | CreditNote) -> Iterable[Total]:
    """Yield the tax in the currency of the seller's books, in which it is declared."""
    currency, base = document.currency_id, document.company.base_currency_id
    if currency != base and document.tax_total:
        rate = f"1 {currency} = {document.exchange_rate.normalize():,f} {base}"
        yield Total(f"Tax in {base} ({rate})", _amount(document.tax_total_base, base), -1)


def _amount(amount: Decimal, currency: str) -> str:
    return f"{amount:,.{money.decimals(currency)}f}"


def _percent(percent: Decimal) -> str:
    return f"{percent.normalize():f}%"


def _day(day: datetime.date) -> str:
    return f"{day.day} {day:%B} {day.year}"
