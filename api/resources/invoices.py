"""Invoices over HTTP."""

from collections.abc import Callable
from typing import Any, ClassVar

from accounting.documents import invoices, standing
from accounting.documents.lines import MAX_LINES
from accounting.models import CreditNote, Invoice, InvoiceLine, InvoiceStatus
from api import filters
from api.actions import post_action
from api.bulk import batch_action
from api.fields import BooleanField, StatusToday
from api.people import POSTED_BY, Author, looked_up
from api.resources.documents import (
    DOCUMENT_FIELDS,
    DOCUMENT_SORTS,
    DOCUMENT_STATE,
    LINE_FIELDS,
    SET_BY_ATLAS,
    BillingAddress,
    DocumentFilter,
    DocumentSerializer,
    DocumentViewSet,
    LineSerializer,
    PostBody,
    Printed,
    StatusFilter,
    VoidBody,
    credited_by,
)
from api.resources.recurring import MadeByFilter, RecurringId, recurring_of
from api.upsert import upsert_action

STATUSES = standing.choices(InvoiceStatus.choices)


class InvoiceLineSerializer(LineSerializer):
    """A line of an invoice. `amount` is without discount and tax; `tax_amount` is added to it."""

    class Meta:
        model = InvoiceLine
        rows = InvoiceLine.objects.order_by("position")
        fields: ClassVar[list[str]] = LINE_FIELDS
        read_only_fields: ClassVar[list[str]] = ["id", "amount", "tax_amount"]


class InvoiceSerializer(DocumentSerializer):
    """An invoice to a customer. Amounts are in its currency; `amount` is the total with tax."""

    status = StatusToday(choices=STATUSES)
    lines = InvoiceLineSerializer(many=True, max_length=MAX_LINES)
    posted_by = Author(help_text=POSTED_BY)
    send = BooleanField(
        write_only=True, required=False, help_text="Also send it, as `POST /invoices/{id}/send` does. Default: false."
    )

    recurring_id = RecurringId()
    billing_address = BillingAddress()

    class Meta:
        model = Invoice
        currency = "currency"
        fields: ClassVar[list[str]] = [
            "id",
            "invoice_number",
            "customer_id",
            "billing_address",
            "sent_at",
            "posted_by",
            "send",
            "recurring_id",
            "is_opening",
            *DOCUMENT_FIELDS,
        ]
        read_only_fields: ClassVar[list[str]] = SET_BY_ATLAS


class InvoiceFilter(DocumentFilter):
    status = StatusFilter(choices=STATUSES, posted=Invoice.POSTED)
    customer_id = filters.IdFilter()
    invoice_number = filters.TextFilter()
    recurring_id = MadeByFilter()
    search = filters.IndexedSearch(contact="customer")

    class Meta:
        model = Invoice
        fields: ClassVar[list[str]] = []


class InvoiceViewSet(Printed, DocumentViewSet):
    """Invoices to customers: drafted, sent, paid."""

    operations: ClassVar = invoices
    beside: ClassVar = {
        "recurring_id": recurring_of(),
        "is_credited": credited_by(CreditNote, "invoice"),
    }
    queryset = Invoice.objects.annotate(
        accounting_date=looked_up(Invoice, "journal_entry__date"), **beside
    ).select_related("company")
    authors: ClassVar[dict[str, str]] = {**DocumentViewSet.authors, "posted_by": "journal_entry.posted_by"}
    serializer_class = InvoiceSerializer
    filterset_class = InvoiceFilter
    state = DOCUMENT_STATE
    sort_fields: ClassVar[dict[str, str]] = {**DOCUMENT_SORTS, "invoice_number": "invoice_number"}

    batch = batch_action(InvoiceSerializer)
    replace = upsert_action(InvoiceSerializer)

    def writes_alone(self) -> bool:
        """Return True of a write that sends too, which is two operations."""
        if super().writes_alone():
            return True
        body = self.request_data() if self.action in ("create", "replace", "partial_update") else None
        return isinstance(body, dict) and body.get("send") is True

    def perform_create(self, data: dict[str, Any]) -> Invoice:
        return self.sent(super().perform_create, data)

    def perform_update(self, invoice: Invoice, data: dict[str, Any]) -> Invoice:
        return self.sent(super().perform_update, invoice, data)

    def perform_replace(self, invoice: Invoice, data: dict[str, Any]) -> Invoice:
        return self.sent(super().perform_replace, invoice, data)

    def sent(self, perform: Callable[..., Invoice], *given: Any) -> Invoice:
        """Write an invoice, and send it if the body (the last of `given`) says so."""
        send = given[-1].pop("send", False)
        invoice = perform(*given)
        return invoices.send(invoice, by=self.user) if send else invoice

    @post_action(body=PostBody)
    def send(self, invoice: Invoice, data: dict[str, Any]) -> Invoice:
        """Number and post a draft, and e-mail it if the customer has an e-mail address."""
        return invoices.send(invoice, by=self.user, **data)

    @post_action(body=VoidBody)
    def void(self, invoice: Invoice, data: dict[str, Any]) -> Invoice:
        """Void a sent invoice by reversing its journal entry."""
        return invoices.void(invoice, by=self.user, **data)
