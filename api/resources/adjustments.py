"""Adjustments over HTTP."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import F, Q

from accounting.documents import approval
from accounting.documents.at_once import MAX_LINES
from accounting.models import Adjustment, AdjustmentKind, AdjustmentLine, PostedStatus
from accounting.settlement import adjustments
from accounting.settlement.settling import MAX_ALLOCATIONS
from api import filters
from api.actions import post_action
from api.fields import DerivedIdField, DerivedMoneyField, MoneyField, TrackingField
from api.people import looked_up
from api.resources.at_once import (
    AT_ONCE_FIELDS,
    AT_ONCE_SORTS,
    AtOnceFilter,
    AtOnceSerializer,
    AtOnceViewSet,
)
from api.resources.documents import VoidBody, changes_of, signs
from api.resources.payments import AllocateBody, AllocationSerializer, UnallocateBody, contact_of, settling
from api.serializers import ModelSerializer


class AdjustmentLineSerializer(ModelSerializer):
    """A line of an adjustment."""

    amount = MoneyField(help_text="What is owed less, tax included. Negative if more is owed. It must not be zero.")
    tracking = TrackingField()

    class Meta:
        model = AdjustmentLine
        rows = AdjustmentLine.objects.order_by("position")
        fields: ClassVar[list[str]] = [
            "id",
            "account_id",
            "description",
            "amount",
            "tax_rate_id",
            "tracking",
            "net_amount",
            "tax_amount",
        ]
        read_only_fields: ClassVar[list[str]] = ["id", "net_amount", "tax_amount"]


class AdjustmentSerializer(AtOnceSerializer):
    """What a customer owes less, or is owed less to a vendor, without money. Amounts are in its currency; `amount` is
    the total with tax."""

    customer_id = DerivedIdField(
        derived=Adjustment.CUSTOMER_ID, required=False, allow_null=True, help_text="The customer; or give a vendor."
    )
    vendor_id = DerivedIdField(
        derived=Adjustment.VENDOR_ID, required=False, allow_null=True, help_text="The vendor; or give a customer."
    )
    lines = AdjustmentLineSerializer(many=True, max_length=MAX_LINES)
    allocations = AllocationSerializer(
        many=True,
        required=False,
        allow_empty=True,
        max_length=MAX_ALLOCATIONS,
        help_text="The documents that the adjustment settles, with the amount for each.",
    )
    unallocated_amount = DerivedMoneyField(
        derived=Adjustment.UNALLOCATED_AMOUNT, help_text="What is not allocated yet."
    )

    class Meta:
        model = Adjustment
        currency = "currency"
        fields: ClassVar[list[str]] = [
            "id",
            "adjustment_number",
            "kind",
            "customer_id",
            "vendor_id",
            "date",
            "lines",
            "subtotal",
            "tax_total",
            "amount",
            "allocations",
            "unallocated_amount",
            "currency",
            "exchange_rate",
            "reference",
            *AT_ONCE_FIELDS,
        ]
        read_only_fields: ClassVar[list[str]] = [
            "id",
            "adjustment_number",
            "subtotal",
            "tax_total",
            "amount",
            "created_at",
            "updated_at",
        ]


class AdjustmentFilter(AtOnceFilter):
    kind = filters.ChoiceFilter(choices=AdjustmentKind)
    customer_id = filters.IdFilter(method="of_contact")
    vendor_id = filters.IdFilter(method="of_contact")
    invoice_id = filters.IdFilter(method=settling)
    bill_id = filters.IdFilter(method=settling)
    adjustment_number = filters.TextFilter()
    open_credit = filters.BooleanFilter(method="with_rest")
    search = filters.IndexedSearch(contact="contact")

    class Meta:
        model = Adjustment
        fields: ClassVar[list[str]] = []

    def of_contact(self, rows: Any, name: str, value: list[UUID]) -> Any:
        return filters.of_contacts(rows, name.removesuffix("_id"), value)

    def with_rest(self, rows: Any, name: str, value: bool) -> Any:
        """Keep the adjustments with an open rest, or those without."""
        rest = Q(status=PostedStatus.POSTED) & (
            Q(amount__gt=0, allocated_amount__lt=F("amount")) | Q(amount__lt=0, allocated_amount__lt=-F("amount"))
        )
        return rows.filter(rest if value else ~rest)


class AdjustmentViewSet(AtOnceViewSet):
    """Write-offs, settlement discounts, contra entries and other changes of what is owed, without money."""

    operations: ClassVar = adjustments
    queryset = Adjustment.objects.annotate(accounting_date=looked_up(Adjustment, "journal_entry__date")).select_related(
        "company"
    )
    serializer_class = AdjustmentSerializer
    change_serializer = changes_of(Adjustment)
    filterset_class = AdjustmentFilter
    state = ("status", "contact_kind", "amount", "allocated_amount")
    alike: ClassVar[dict[str, str]] = signs("amount", "allocated_amount")
    sort_fields: ClassVar[dict[str, str]] = {**AT_ONCE_SORTS, "adjustment_number": "adjustment_number"}

    def perform_create(self, data: dict[str, Any]) -> Adjustment:
        kind, contact_id = contact_of(data, usual="customer")
        return super().perform_create(data | {"contact_kind": kind, "contact_id": contact_id})

    @post_action(body=AllocateBody)
    def allocate(self, adjustment: Adjustment, data: dict[str, Any]) -> Adjustment:
        """Settle documents with the rest of an adjustment."""
        return adjustments.allocate(adjustment, by=self.user, **{"date": self.today} | data)

    @post_action(body=UnallocateBody)
    def unallocate(self, adjustment: Adjustment, data: dict[str, Any]) -> Adjustment:
        """Take allocations back. Their documents are open again, and the adjustment has that much more to allocate."""
        return adjustments.unallocate(adjustment, by=self.user, **{"date": self.today} | data)

    @post_action(body=VoidBody)
    def void(self, adjustment: Adjustment, data: dict[str, Any]) -> Adjustment:
        """Void an adjustment that has no allocations by reversing its journal entry."""
        return adjustments.void(adjustment, by=self.user, **data)

    def allowed_actions(self, adjustment: Adjustment) -> list[str]:
        actions = super().allowed_actions(adjustment)
        if self.role in approval.APPROVING_ROLES or not adjustments.asks_for_two_to_undo(adjustment):
            return actions
        return [name for name in actions if name not in ("unallocate", "void")]
