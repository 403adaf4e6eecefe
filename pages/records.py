"""Read-only pages of what is behind the lines of a report: journal entries, and the documents that posted them."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from django.db.models import Model, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from accounting.attachments import attachments
from accounting.documents import pdf
from accounting.documents.models import Printed
from accounting.ledger import money
from accounting.ledger.models import Company, JournalEntry, JournalLine
from accounting.models import (
    Adjustment,
    Allocation,
    Attachment,
    BankTransaction,
    Bill,
    Contact,
    CreditNote,
    Invoice,
    OpenItem,
    Payment,
    Transfer,
    VendorCredit,
)
from accounting.reports.sheet import CellType, exactly, for_people
from foundation.words import counted
from identity.models import User
from pages.books import books, frame
from pages.landing import is_staff_here
from pages.report_tables import Cell, Links, PageHeading, PageRow, PageTable, words

MAX_LINES = 1000
"""The most lines of an entry or a document that its page shows."""
MAX_ENTRIES = 50
MODELS: dict[str, type[Model]] = {
    "invoice": Invoice,
    "bill": Bill,
    "credit_note": CreditNote,
    "vendor_credit": VendorCredit,
    "payment": Payment,
    "adjustment": Adjustment,
    "bank_transaction": BankTransaction,
    "transfer": Transfer,
}
RELATED = ("customer", "vendor", "contact", "account", "from_account", "to_account", "fee_account", "created_by")
"""What a document refers to, as far as its kind has it."""
NO_KIND = "There is no such kind of document."
Fact = tuple[str, str, str]
"""A fact: its name, its text, and a link or an empty string."""


@require_safe
@books
def entry(request: HttpRequest, company: Company, entry_id: UUID) -> HttpResponse:
    """Show a journal entry with its lines."""
    rows = JournalEntry.objects.filter(company=company).select_related("posted_by", "created_by", "reverses")
    found = get_object_or_404(rows, pk=entry_id)
    links = Links(company)
    lines = found.lines.select_related("account", "contact").order_by("position")[: MAX_LINES + 1]
    reversal = JournalEntry.objects.filter(company=company, reverses=found, status="posted").first()
    title = f"Entry {found.number}" if found.number else "Draft entry"
    context = {
        "title": title,
        "subtitle": found.memo,
        "badge": "" if found.number else "Draft",
        "facts": [fact for fact in _entry_facts(found, reversal, links) if fact[1]],
        "tables": [
            table
            for table in (_entry_table(company, list(lines), links), _attachments_table(company, found))
            if table.rows
        ],
        "in_admin": _in_admin(request, found),
    }
    return render(request, "reports/record.html", frame(request, company, "record") | context)


@require_safe
@books
def document(request: HttpRequest, company: Company, kind: str, document_id: UUID) -> HttpResponse:
    """Show a document with its lines, what settles it, and the entries that it posted."""
    name, model = kind.replace("-", "_"), _model_of(kind)
    related = [field.name for field in model._meta.fields if field.name in RELATED]
    found: Any = get_object_or_404(
        model._default_manager.filter(company=company).select_related(*related), pk=document_id
    )
    links = Links(company)
    number = getattr(found, getattr(found, "NUMBER", "payment_number"))
    status = found.status_on(company.date_at(timezone.now())) if hasattr(found, "status_on") else found.status
    tables = [
        _lines_table(found),
        _settled_table(company, found, links),
        _attachments_table(company, found),
        _entries_table(company, found, links),
    ]
    context = {
        "title": f"{words(name)} {number or ''}".strip(),
        "subtitle": getattr(found, "reason", ""),
        "badge": words(status),
        "facts": [fact for fact in _facts(company, found, links) if fact[1]],
        "tables": [table for table in tables if table is not None and table.rows],
        "buttons": [("PDF", links.document(name, found.pk) + ".pdf")] if isinstance(found, Printed) else [],
        "in_admin": _in_admin(request, found),
    }
    return render(request, "reports/record.html", frame(request, company, "record") | context)


@require_safe
@books
def document_pdf(request: HttpRequest, company: Company, kind: str, document_id: UUID) -> HttpResponse:
    """Show an invoice or a credit note as the customer gets it."""
    model = _model_of(kind)
    if not issubclass(model, Printed):
        raise Http404(NO_KIND)
    rows: Any = model._default_manager
    found = get_object_or_404(rows.filter(company=company).select_related("company", "customer"), pk=document_id)
    name, content = pdf.file_of(found, today=company.date_at(timezone.now()))
    headers = {"Content-Disposition": content_disposition_header(False, name) or ""}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_safe
@books
def contact(request: HttpRequest, company: Company, contact_id: UUID) -> HttpResponse:
    """Show a customer or a vendor with its files."""
    found = get_object_or_404(Contact.objects.filter(company=company), pk=contact_id)
    table = _attachments_table(company, found)
    context = {
        "title": found.name,
        "subtitle": found.get_kind_display(),
        "badge": "" if found.is_active else "Archived",
        "facts": [fact for fact in _contact_facts(found) if fact[1]],
        "tables": [table] if table.rows else [],
        "buttons": [("Statement", Links(company).report(f"{found.kind}-statement", contact=found.pk))],
        "in_admin": _in_admin(request, found),
    }
    return render(request, "reports/record.html", frame(request, company, "record") | context)


@require_safe
@books
def attachment_content(request: HttpRequest, company: Company, attachment_id: UUID) -> HttpResponse:
    """Download the file of an attachment."""
    found = get_object_or_404(Attachment.objects.filter(company=company), pk=attachment_id)
    name = content_disposition_header(True, found.file_name) or ""
    headers = {**attachments.HEADERS, "Content-Disposition": name}
    return HttpResponse(b"".join(attachments.pieces(found)), content_type=found.media_type, headers=headers)


def _model_of(kind: str) -> type[Model]:
    """Return the model of a kind of document as an address names it. Raises Http404."""
    model = MODELS.get(kind.replace("-", "_"))
    if model is None or "_" in kind:
        raise Http404(NO_KIND)
    return model


def _entry_facts(entry: JournalEntry, reversal: JournalEntry | None, links: Links) -> Iterator[Fact]:
    yield "Date", for_people(entry.date), ""
    yield "Kind", entry.get_entry_type_display(), ""
    yield "Reference", entry.reference, ""
    source = words(entry.source_type) if entry.source_type else ""
    kind: str | None = entry.source_type
    if kind == "allocation":  # the difference belongs to what was allocated, such as a payment
        items = OpenItem.objects.filter(company=entry.company_id, pk__in=[entry.source_id])
        kind = items.values_list("kind", flat=True).first()
    yield "Posted for", source, links.document(kind, entry.source_id)
    if entry.reverses is not None:
        yield "Reverses", str(entry.reverses), links.entry(entry.reverses.pk)
    if reversal is not None:
        yield "Reversed by", str(reversal), links.entry(reversal.pk)
    yield "Entered by", entry.created_by.full_name if entry.created_by else "", ""
    yield "Posted by", entry.posted_by.full_name if entry.posted_by else "", ""
    yield "Posted at", f"{entry.posted_at:%Y-%m-%d %H:%M:%S} UTC" if entry.posted_at else "", ""
    yield "Hash", entry.hash, ""


def _entry_table(company: Company, lines: list[JournalLine], links: Links) -> PageTable:
    base = company.base_currency_id
    foreign = any(line.currency_id != base for line in lines)
    rows = []
    for line in lines[:MAX_LINES]:
        contact = line.contact
        link = links.report(f"{contact.kind}-statement", contact=contact.pk) if contact else ""
        cells = [Cell(line.account.name, code=line.account.code), Cell(line.description)]
        cells.append(Cell(contact.name if contact else "", link))
        cells += [Cell(_amount(amount, base) if amount else "") for amount in (line.debit, line.credit)]
        if foreign:
            amount = f"{_amount(line.currency_amount, line.currency_id)}\xa0{line.currency_id}"
            cells.append(Cell(amount if line.currency_id != base else ""))
        rows.append(PageRow("line", cells))
    if not (rest := _rest(lines, MAX_LINES, "lines")):
        sums = [sum((getattr(line, side) for line in lines), Decimal(0)) for side in ("debit", "credit")]
        cells = [Cell("Total"), Cell(), Cell(), *(Cell(_amount(one, base)) for one in sums)]
        rest = [PageRow("total", [*cells, *([Cell()] if foreign else [])])]
    rows += rest
    amounts = [f"Debit, {base}", f"Credit, {base}", *(["In currency"] if foreign else [])]
    return _table("Lines", ["Account", "Description", "Contact"], amounts, rows)


def _facts(company: Company, found: Any, links: Links) -> Iterator[Fact]:
    contact = next((one for one in (getattr(found, name, None) for name in RELATED[:3]) if one), None)
    if contact is not None:
        yield contact.get_kind_display(), contact.name, links.report(f"{contact.kind}-statement", contact=contact.pk)
    for name, label in (
        ("issue_date", "Date"),
        ("supply_date", "Date of supply"),
        ("date", "Date"),
        ("due_date", "Due"),
    ):
        if day := getattr(found, name, None):
            yield label, for_people(day), ""
    if kind := getattr(found, "get_kind_display", None) or getattr(found, "get_type_display", None):
        yield "Kind", kind(), ""
    for name, label in (("account", "Account"), ("from_account", "From"), ("to_account", "To")):
        if account := getattr(found, name, None):
            yield label, str(account), ""
    currency = found.currency_id
    for name, label in (("subtotal", "Net"), ("tax_total", "Tax"), ("amount", "Total"), ("amount_due", "Amount due")):
        amount = getattr(found, name, None)
        if amount is not None:
            yield label, f"{_amount(amount, currency)} {currency}", ""
    if currency != company.base_currency_id:
        yield "Exchange rate", f"{found.exchange_rate.normalize():f}", ""
    yield "Reference", found.reference, ""
    if found.void_date:
        yield "Voided on", for_people(found.void_date), ""
        yield "Why it was voided", found.void_reason, ""
    yield "Entered by", found.created_by.full_name if found.created_by else "", ""


def _contact_facts(found: Contact) -> Iterator[Fact]:
    # It breaks after its @ or before a dot, and only if that is not enough, within a word.
    yield "E-mail", format_html_join(SafeString("<wbr>"), "{}", zip(re.split(r"(?<=@)|(?=\.)", found.email))), ""
    yield "Phone", found.phone, ""
    yield "Tax number", found.tax_number, ""
    yield "Currency", found.currency_id, ""
    yield "Payment terms", counted(found.payment_terms_days, "day"), ""
    yield "External id", found.external_id or "", ""
    yield "Billing address", ", ".join(found.billing_address.splitlines()), ""


def _lines_table(found: Any) -> PageTable | None:
    if not hasattr(found, "lines"):
        return None
    currency, rows = found.currency_id, []
    lines = list(found.lines.select_related("account", "tax_rate").order_by("position")[: MAX_LINES + 1])
    counted = any(hasattr(line, "quantity") for line in lines)
    for line in lines[:MAX_LINES]:
        cells = [Cell(line.description), Cell(line.account.name, code=line.account.code)]
        cells.append(Cell(line.tax_rate.name if line.tax_rate else ""))
        if counted:
            cells += [
                Cell(f"{line.quantity.normalize():,f} {line.unit}".rstrip()),
                Cell(_price(line.unit_price, currency)),
            ]
        cells += [Cell(_amount(amount, currency)) for amount in (line.net_amount, line.tax_amount)]
        rows.append(PageRow("line", cells))
    rows += _rest(lines, MAX_LINES, "lines")
    amounts = [*(["Quantity", "Unit price"] if counted else []), f"Net, {currency}", f"Tax, {currency}"]
    return _table("Lines", ["Description", "Account", "Tax"], amounts, rows)


def _settled_table(company: Company, found: Any, links: Links) -> PageTable:
    """Return what settles a document, or what it settles. What was taken back is there with its reversal."""
    of_item = Q(debit_item_id=found.pk) | Q(credit_item_id=found.pk)
    allocations = Allocation.objects.filter(of_item, company=company).select_related("debit_item", "credit_item")
    rows, settled = [], list(allocations.order_by("date", "id")[: MAX_LINES + 1])
    for one in settled[:MAX_LINES]:
        other: OpenItem = one.other_item(found.pk)
        name = f"{words(other.kind)} {other.number}" + (", taken back" if one.reverses_id else "")
        cells = [Cell(for_people(one.date)), Cell(name, links.document(other.kind, other.pk))]
        rows.append(PageRow("line", [*cells, Cell(_amount(one.amount, found.currency_id))]))
    rows += _rest(settled, MAX_LINES, "allocations")
    return _table("Settled with", ["Date", "Document"], [f"Amount, {found.currency_id}"], rows)


def _attachments_table(company: Company, found: Model) -> PageTable:
    rows = [
        PageRow(
            "line",
            [
                Cell(one.file_name, reverse("attachment-content", args=[company.pk, one.pk])),
                Cell(filesizeformat(one.size)),
                Cell(for_people(company.date_at(one.created_at))),
                Cell(one.created_by.full_name if one.created_by else ""),
            ],
        )
        for one in Attachment.objects.filter(company=company, object_id=found.pk)
        .select_related("created_by")
        .order_by("-created_at", "-id")[: attachments.MAX_OF_OBJECT]
    ]
    return _table("Attachments", ["File", "Size", "Date", "Attached by"], [], rows)


def _entries_table(company: Company, found: Any, links: Links) -> PageTable:
    posted = JournalEntry.objects.filter(company=company, source_id=found.pk, status="posted").order_by("number")
    entries = list(posted[: MAX_ENTRIES + 1])
    rows = [
        PageRow("line", [Cell(str(one), links.entry(one.pk)), Cell(for_people(one.date)), Cell(one.memo)])
        for one in entries[:MAX_ENTRIES]
    ]
    rows += _rest(entries, MAX_ENTRIES, "entries")
    return _table("Journal entries", ["Entry", "Date", "Memo"], [], rows)


def _rest(found: Sequence[Any], most: int, what: str) -> list[PageRow]:
    """Return a row that says so, if more was found than a table has."""
    return [PageRow("group", [Cell(f"The first {most:,} {what} are shown.")])] if len(found) > most else []


def _table(title: str, labels: list[str], amounts: list[str], rows: list[PageRow]) -> PageTable:
    headings = [PageHeading(label, CellType.DATE if label == "Date" else CellType.TEXT) for label in labels]
    return PageTable(
        [*headings, *(PageHeading(label, CellType.AMOUNT) for label in amounts)], rows, title
    ).without_empty()


def _amount(amount: Decimal, currency: str) -> str:
    return for_people(exactly(amount, currency))


def _price(price: Decimal, currency: str) -> str:
    """Return a price, which can have more decimals than its currency, but not fewer."""
    shortest = price.normalize()
    return for_people(shortest if shortest % money.unit(currency) else exactly(price, currency))


def _in_admin(request: HttpRequest, row: Model) -> str:
    """Return the staff's page of a row, or an empty string for others and for staff who may not open it."""
    user = cast(User, request.user)
    if not is_staff_here(user) or not user.has_perm(f"{row._meta.app_label}.view_{row._meta.model_name}"):
        return ""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
