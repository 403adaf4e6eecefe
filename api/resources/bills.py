"""Bills over HTTP."""

from typing import Any, ClassVar

from accounting.documents import approval, bills, standing
from accounting.documents.lines import MAX_LINES
from accounting.models import Bill, BillLine, BillStatus, VendorCredit
from api import filters
from api.actions import post_action
from api.bulk import batch_action
from api.fields import CharField, MoneyField, StatusToday
from api.people import Author, looked_up
from api.resources.documents import (
    DOCUMENT_FIELDS,
    DOCUMENT_SORTS,
    DOCUMENT_STATE,
    LINE_FIELDS,
    SET_BY_ATLAS,
    DocumentFilter,
    DocumentSerializer,
    DocumentViewSet,
    LineSerializer,
    PostBody,
    StatusFilter,
    VoidBody,
    credited_by,
)
from api.resources.recurring import MadeByFilter, RecurringId, recurring_of
from api.serializers import Serializer
from api.upsert import upsert_action

STATUSES = standing.choices(BillStatus.choices)


class BillLineSerializer(LineSerializer):
    """A line of a bill. `amount` is without discount and tax; `tax_amount` is added to it."""

    tax_amount = MoneyField(
        required=False,
        help_text="As printed on the bill; at most 1 % or 0.05 from the tax that the rate gives, which is the default.",
    )

    class Meta:
        model = BillLine
        rows = BillLine.objects.order_by("position")
        fields: ClassVar[list[str]] = LINE_FIELDS
        read_only_fields: ClassVar[list[str]] = ["id", "amount"]


class BillSerializer(DocumentSerializer):
    """A bill from a vendor; `bill_number` is the vendor's own. Amounts are in its currency; `amount` is the total
    with tax."""

    status = StatusToday(choices=STATUSES)
    lines = BillLineSerializer(many=True, max_length=MAX_LINES)
    approved_by = Author(help_text="The user who approved the bill; null until then.")
    tax_total = MoneyField(
        required=False,
        help_text="As printed on the bill. By default the sum of the lines' taxes, from which it may differ by 1 %, or "
        "by 0.05 for each line.",
    )

    recurring_id = RecurringId()

    class Meta:
        model = Bill
        currency = "currency"
        fields: ClassVar[list[str]] = [
            "id",
            "bill_number",
            "vendor_id",
            "submitted_at",
            "approved_at",
            "approved_by_id",
            "approved_by",
            "rejection_reason",
            "recurring_id",
            "is_opening",
            *DOCUMENT_FIELDS,
        ]
        read_only_fields: ClassVar[list[str]] = [
            *(name for name in SET_BY_ATLAS if name != "tax_total"),
            "rejection_reason",
        ]


class RejectBody(Serializer):
    """The body of a rejection."""

    reason = CharField(required=False, allow_blank=True, help_text="Shown to the person who entered the bill.")


class BillFilter(DocumentFilter):
    status = StatusFilter(choices=STATUSES, posted=Bill.POSTED)
    vendor_id = filters.IdFilter()
    bill_number = filters.TextFilter()
    recurring_id = MadeByFilter()
    search = filters.IndexedSearch(contact="vendor")

    class Meta:
        model = Bill
        fields: ClassVar[list[str]] = []


class BillViewSet(DocumentViewSet):
    """Bills from vendors: drafted, submitted, approved, paid."""

    operations: ClassVar = bills
    beside: ClassVar = {
        "recurring_id": recurring_of(),
        "is_credited": credited_by(VendorCredit, "bill"),
    }
    queryset = Bill.objects.annotate(accounting_date=looked_up(Bill, "journal_entry__date"), **beside).select_related(
        "company"
    )
    authors: ClassVar[dict[str, str]] = {**DocumentViewSet.authors, "approved_by": "approved_by"}
    serializer_class = BillSerializer
    filterset_class = BillFilter
    state = (*DOCUMENT_STATE, "prepared_by")
    sort_fields: ClassVar[dict[str, str]] = {**DOCUMENT_SORTS, "bill_number": "bill_number"}
    roles: ClassVar[dict[str, str]] = {"approve": "approver", "reject": "approver", "void": "approver"}

    batch = batch_action(BillSerializer)
    replace = upsert_action(BillSerializer)

    @post_action
    def submit(self, bill: Bill, data: dict[str, Any]) -> Bill:
        """Submit a bill for approval."""
        return bills.submit(bill, by=self.user)

    @post_action(body=PostBody)
    def approve(self, bill: Bill, data: dict[str, Any]) -> Bill:
        """Approve a bill and post it. A draft is submitted first, unless the company requires two people."""
        return bills.approve(bill, by=self.user, **data)

    @post_action(body=RejectBody)
    def reject(self, bill: Bill, data: dict[str, Any]) -> Bill:
        """Reject a submitted bill. It can be corrected and submitted again."""
        return bills.reject(bill, by=self.user, **data)

    @post_action(body=VoidBody)
    def void(self, bill: Bill, data: dict[str, Any]) -> Bill:
        """Void an approved bill by reversing its journal entry. Its number can then be used again."""
        return bills.void(bill, by=self.user, **data)

    def allowed_actions(self, bill: Bill) -> list[str]:
        actions = super().allowed_actions(bill)
        return [name for name in actions if name != "approve" or not approval.prepared_alone(bill, self.user)]
