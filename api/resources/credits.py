"""Credit notes and vendor credits over HTTP."""

from typing import Any, ClassVar

from django.db.models import Case, F, QuerySet, When

from accounting.documents import approval, credit_notes, standing, vendor_credits
from accounting.documents.lines import MAX_LINES
from accounting.items.models import MAX_UNIT
from accounting.models import (
    Allocation,
    Bill,
    Credit,
    CreditNote,
    CreditNoteLine,
    CreditStatus,
    Invoice,
    VendorCredit,
    VendorCreditLine,
)
from accounting.settlement import credits
from accounting.settlement.settling import MAX_ALLOCATIONS
from api import filters
from api.actions import post_action
from api.bulk import batch_action
from api.fields import CharField, DateField, DerivedMoneyField, IdField, MoneyField, StatusToday
from api.people import Author, looked_up
from api.resources.documents import (
    DOCUMENT_FIELDS,
    DOCUMENT_SORTS,
    LINE_FIELDS,
    SET_BY_ATLAS,
    BillingAddress,
    DocumentSerializer,
    DocumentViewSet,
    IssuedFilter,
    LineSerializer,
    PostBody,
    Printed,
    StatusFilter,
    VoidBody,
)
from api.resources.payments import LIVE_ALLOCATIONS, DifferenceField, UnallocateBody, settling
from api.serializers import ModelSerializer, Serializer

STATUSES = standing.choices(CreditStatus.choices)
NOT_OF_CREDITS = ("due_date", "amount_paid", "amount_due")
CREDIT_FIELDS = [
    "reason",
    "issued_at",
    "issued_by",
    "allocations",
    "applied_amount",
    "unapplied_amount",
    "is_opening",
    *(name for name in DOCUMENT_FIELDS if name not in NOT_OF_CREDITS),
]
CREDIT_SORTS = {name: path for name, path in DOCUMENT_SORTS.items() if name != "due_date"}
READ_ONLY = [*(name for name in SET_BY_ATLAS if name not in NOT_OF_CREDITS), "issued_at"]
ISSUED_BY = "The user who issued it; null until then."
LINES = "Default, with {0}: all that is left of the {1}. In a PATCH, they replace all existing lines."


class CreditLineSerializer(LineSerializer):
    """A line of a credit. Subclasses name the model and the line that it credits."""

    sources = ("item_id", "invoice_line_id", "bill_line_id")
    item_id = IdField(
        required=False,
        allow_null=True,
        help_text="The product or service. Default: that of the line that it credits. If it credits no line, what the "
        "line leaves out is taken from it: for sales or for purchases.",
    )
    account_id = IdField(
        required=False,
        help_text="The account to which the line is posted. Default: that of the line that it credits, or else of the "
        "item. Required without these.",
    )
    description = CharField(
        required=False,
        allow_blank=True,
        help_text="What is sold or bought. Default: that of the line that it credits, or else the description of the "
        "item or its name.",
    )
    unit = CharField(
        required=False,
        allow_blank=True,
        max_length=MAX_UNIT,
        help_text="What the quantity counts, such as `hour`. Default: the unit of the line that it credits, with its "
        "quantity or one of your own; or else that of the item; or else empty.",
    )
    unit_price = MoneyField(
        unit_price=True,
        required=False,
        help_text="Default: the price of the line that it credits, or what is left of it, or else that of the item. "
        "Required without these.",
    )
    tax_rate_id = IdField(
        required=False,
        allow_null=True,
        help_text="The tax rate; null for no tax. Default: that of the line that it credits, or else of the item.",
    )


class CreditNoteLineSerializer(CreditLineSerializer):
    """A line of a credit note. With `invoice_line_id` all else has a default; item and tax rate are that line's."""

    class Meta:
        model = CreditNoteLine
        rows = CreditNoteLine.objects.order_by("position")
        fields: ClassVar[list[str]] = ["invoice_line_id", *LINE_FIELDS]
        read_only_fields: ClassVar[list[str]] = ["id", "amount", "tax_amount"]


class VendorCreditLineSerializer(CreditLineSerializer):
    """A line of a vendor credit. With `bill_line_id` all else has a default; item and tax rate are that line's."""

    tax_amount = MoneyField(
        required=False,
        help_text="As printed by the vendor; at most 1 % or 0.05 from the default, the tax that the rate gives.",
    )

    class Meta:
        model = VendorCreditLine
        rows = VendorCreditLine.objects.order_by("position")
        fields: ClassVar[list[str]] = ["bill_line_id", *LINE_FIELDS]
        read_only_fields: ClassVar[list[str]] = ["id", "amount"]


ALLOCATION_FIELDS = ["payment_id", "adjustment_id", "amount", "date", "exchange_difference"]


class CreditAllocationSerializer(ModelSerializer):
    """How much of a credit settles a document. Subclasses name the document."""

    amount = MoneyField(positive=True, required=False, help_text="Default: as much as is open and left.")
    date = DateField(
        required=False,
        help_text="Default: the `date` of the request.",
    )
    payment_id = IdField(read_only=True, allow_null=True, help_text="The refund that pays it back.")
    adjustment_id = IdField(read_only=True, allow_null=True, help_text="The adjustment that it settles.")
    exchange_difference = DifferenceField()


def _others(side: str, noun: str) -> QuerySet[Allocation]:
    """Return the allocations of credits, with the id of what each settles: a document, a refund or an adjustment."""
    ids = {
        f"{kind}_id": Case(When(**{f"{side}_item__kind": kind, "then": F(f"{side}_item_id")}))
        for kind in (noun, "payment", "adjustment")
    }
    return LIVE_ALLOCATIONS.annotate(**ids).order_by("id")


class CreditNoteAllocationSerializer(CreditAllocationSerializer):
    """How much of a credit note settles an invoice."""

    invoice_id = IdField(allow_null=True, help_text="The invoice. Null if it settles a refund or an adjustment.")

    class Meta:
        model = Allocation
        rows = _others("debit", Invoice.NOUN)
        links = ("credit_item_id",)
        fields: ClassVar[list[str]] = ["id", "invoice_id", *ALLOCATION_FIELDS]
        read_only_fields: ClassVar[list[str]] = ["id"]


class VendorCreditAllocationSerializer(CreditAllocationSerializer):
    """How much of a vendor credit settles a bill."""

    bill_id = IdField(allow_null=True, help_text="The bill. Null if it settles a refund or an adjustment.")

    class Meta:
        model = Allocation
        rows = _others("credit", Bill.NOUN)
        links = ("debit_item_id",)
        fields: ClassVar[list[str]] = ["id", "bill_id", *ALLOCATION_FIELDS]
        read_only_fields: ClassVar[list[str]] = ["id"]


class CreditSerializer(DocumentSerializer):
    """A credit note or a vendor credit; subclasses name the model, its lines and its contact."""

    status = StatusToday(choices=STATUSES)
    applied_amount = MoneyField(read_only=True, source="amount_paid", help_text="What is applied to documents.")
    unapplied_amount = DerivedMoneyField(
        derived=Credit.AMOUNT_DUE,
        source="amount_due",
        help_text="What is not applied yet: an open credit of the contact.",
    )
    issued_by = Author(help_text=ISSUED_BY)


class CreditNoteSerializer(CreditSerializer):
    """A credit note to a customer. Amounts are in its currency; `amount` is the total with tax."""

    customer_id = IdField(required=False, help_text="The customer. Default, with `invoice_id`: that of the invoice.")
    invoice_id = IdField(required=False, allow_null=True, help_text="The invoice that it credits, if it is of one.")
    lines = CreditNoteLineSerializer(
        many=True, required=False, max_length=MAX_LINES, help_text=LINES.format("`invoice_id`", "invoice")
    )
    allocations = CreditNoteAllocationSerializer(many=True, read_only=True, help_text="The invoices that it settles.")
    billing_address = BillingAddress()

    class Meta:
        model = CreditNote
        currency = "currency"
        fields: ClassVar[list[str]] = [
            "id",
            "credit_note_number",
            "customer_id",
            "billing_address",
            "invoice_id",
            *CREDIT_FIELDS,
        ]
        read_only_fields: ClassVar[list[str]] = READ_ONLY


class VendorCreditSerializer(CreditSerializer):
    """A credit from a vendor; `vendor_credit_number` is the vendor's own. Amounts are in its currency; `amount` is the
    total with tax."""

    vendor_id = IdField(required=False, help_text="The vendor. Default, with `bill_id`: that of the bill.")
    bill_id = IdField(required=False, allow_null=True, help_text="The bill that it credits, if it is of one.")
    lines = VendorCreditLineSerializer(
        many=True, required=False, max_length=MAX_LINES, help_text=LINES.format("`bill_id`", "bill")
    )
    allocations = VendorCreditAllocationSerializer(many=True, read_only=True, help_text="The bills that it settles.")

    class Meta:
        model = VendorCredit
        currency = "currency"
        fields: ClassVar[list[str]] = ["id", "vendor_credit_number", "vendor_id", "bill_id", *CREDIT_FIELDS]
        read_only_fields: ClassVar[list[str]] = READ_ONLY


class CreditNoteApplyBody(Serializer):
    """The invoices to settle with what is left of a credit note."""

    allocations = CreditNoteAllocationSerializer(
        many=True, required=False, max_length=MAX_ALLOCATIONS, help_text="Default: the invoice that it credits."
    )
    date = DateField(required=False, help_text="Default: today in the company's time zone.")


class VendorCreditApplyBody(Serializer):
    """The bills to settle with what is left of a vendor credit."""

    allocations = VendorCreditAllocationSerializer(
        many=True, required=False, max_length=MAX_ALLOCATIONS, help_text="Default: the bill that it credits."
    )
    date = DateField(required=False, help_text="Default: today in the company's time zone.")


class UnapplyBody(UnallocateBody):
    """The allocations of a credit to take back."""


class CreditNoteFilter(IssuedFilter):
    status = StatusFilter(choices=STATUSES, posted=CreditNote.POSTED)
    customer_id = filters.IdFilter()
    invoice_id = filters.IdFilter()
    applied_invoice_id = filters.IdFilter(method=settling)
    credit_note_number = filters.TextFilter()
    search = filters.IndexedSearch(contact="customer")

    class Meta:
        model = CreditNote
        fields: ClassVar[list[str]] = []


class VendorCreditFilter(IssuedFilter):
    status = StatusFilter(choices=STATUSES, posted=VendorCredit.POSTED)
    vendor_id = filters.IdFilter()
    bill_id = filters.IdFilter()
    applied_bill_id = filters.IdFilter(method=settling)
    vendor_credit_number = filters.TextFilter()
    search = filters.IndexedSearch(contact="vendor")

    class Meta:
        model = VendorCredit
        fields: ClassVar[list[str]] = []


class CreditViewSet(DocumentViewSet):
    """Credits of one kind."""

    authors: ClassVar[dict[str, str]] = {**DocumentViewSet.authors, "issued_by": "issued_by"}

    @post_action(body=PostBody)
    def issue(self, credit: Credit, data: dict[str, Any]) -> Any:
        """Post a draft."""
        return self.operations.issue(credit, by=self.user, **data)

    @post_action(body=UnapplyBody)
    def unapply(self, credit: Credit, data: dict[str, Any]) -> Credit:
        """Take allocations back. Their documents are open again, and the credit has that much more to apply."""
        return credits.unapply(credit, by=self.user, **{"date": self.today} | data)

    @post_action(body=VoidBody)
    def void(self, credit: Credit, data: dict[str, Any]) -> Any:
        """Void an issued credit that has no allocations by reversing its journal entry."""
        return self.operations.void(credit, by=self.user, **data)


CREDIT_STATE = ("status", "amount", "amount_paid", "void_date")
"""The `state` of credits (api/viewsets.py)."""


class CreditNoteViewSet(Printed, CreditViewSet):
    """Credit notes to customers: drafted, issued, applied to invoices."""

    operations: ClassVar = credit_notes
    queryset = CreditNote.objects.annotate(accounting_date=looked_up(CreditNote, "journal_entry__date")).select_related(
        "company"
    )
    serializer_class = CreditNoteSerializer
    filterset_class = CreditNoteFilter
    state = CREDIT_STATE
    sort_fields: ClassVar[dict[str, str]] = {**CREDIT_SORTS, "credit_note_number": "credit_note_number"}

    batch = batch_action(CreditNoteSerializer)

    @post_action(body=CreditNoteApplyBody)
    def apply(self, note: CreditNote, data: dict[str, Any]) -> CreditNote:
        """Settle invoices with what is left of a credit note. Without a body, the invoice that it credits."""
        return credits.apply(note, by=self.user, **{"date": self.today} | data)


class VendorCreditViewSet(CreditViewSet):
    """Credits from vendors: drafted, issued, applied to bills."""

    operations: ClassVar = vendor_credits
    queryset = VendorCredit.objects.annotate(
        accounting_date=looked_up(VendorCredit, "journal_entry__date")
    ).select_related("company")
    serializer_class = VendorCreditSerializer
    filterset_class = VendorCreditFilter
    state = (*CREDIT_STATE, "prepared_by")
    sort_fields: ClassVar[dict[str, str]] = {**CREDIT_SORTS, "vendor_credit_number": "vendor_credit_number"}
    roles: ClassVar[dict[str, str]] = {"issue": "approver", "void": "approver"}

    batch = batch_action(VendorCreditSerializer)

    @post_action(body=VendorCreditApplyBody)
    def apply(self, credit: VendorCredit, data: dict[str, Any]) -> VendorCredit:
        """Settle bills with what is left of a vendor credit. Without a body, the bill that it credits."""
        return credits.apply(credit, by=self.user, **{"date": self.today} | data)

    def allowed_actions(self, credit: VendorCredit) -> list[str]:
        actions = super().allowed_actions(credit)
        if approval.prepared_alone(credit, self.user):
            actions = [name for name in actions if name != "issue"]
        if self.role not in approval.APPROVING_ROLES and credits.asks_for_two(credit):
            actions = [name for name in actions if name != "unapply"]
        return actions
