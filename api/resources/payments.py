"""Payments over HTTP."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Case, F, When

from accounting import errors
from accounting.documents import approval
from accounting.models import Allocation, Bill, Invoice, Payment, PaymentDeduction, PaymentStatus, PaymentType
from accounting.settlement import payments
from accounting.settlement.payments import MAX_DEDUCTIONS
from accounting.settlement.settling import MAX_ALLOCATIONS
from api import filters
from api.actions import post_action
from api.bulk import batch_action
from api.fields import AllowedActions, CurrencyField, DateField, IdField, ListField, MoneyField, RateField
from api.mixins import CreateMixin, ListMixin, RetrieveMixin
from api.people import CREATED_BY, VOIDED_BY, Author, looked_up
from api.resources.documents import OnClosedPeriod, PostedViewSet, VoidBody
from api.serializers import ModelSerializer, Serializer

LIVE_ALLOCATIONS = Allocation.objects.filter(reverses=None, reversals=None)
SHOWN_ALLOCATIONS = LIVE_ALLOCATIONS.annotate(
    invoice_id=Case(When(debit_item__kind=Invoice.NOUN, then=F("debit_item_id"))),
    bill_id=Case(When(credit_item__kind=Bill.NOUN, then=F("credit_item_id"))),
).order_by("id")


class AllocationSerializer(ModelSerializer):
    """How much of a payment settles an invoice (of a payment received) or a bill (of a payment made)."""

    invoice_id = IdField(required=False, allow_null=True)
    bill_id = IdField(required=False, allow_null=True)
    amount = MoneyField(positive=True)
    date = DateField(
        required=False, help_text="Default: the first day on which both the payment and the document are posted."
    )

    class Meta:
        model = Allocation
        rows = SHOWN_ALLOCATIONS
        links = ("debit_item_id", "credit_item_id")
        fields: ClassVar[list[str]] = ["id", "invoice_id", "bill_id", "amount", "date"]
        read_only_fields: ClassVar[list[str]] = ["id"]


class DeductionSerializer(ModelSerializer):
    """An amount that the bank deducted, and the account to which it is debited."""

    amount = MoneyField(positive=True)

    class Meta:
        model = PaymentDeduction
        rows = PaymentDeduction.objects.order_by("id")
        fields: ClassVar[list[str]] = ["account_id", "amount"]


class PaymentSerializer(ModelSerializer):
    """A payment received from a customer or made to a vendor. Amounts are in its currency."""

    customer_id = IdField(required=False, allow_null=True, help_text="The customer, for a payment received.")
    vendor_id = IdField(required=False, allow_null=True, help_text="The vendor, for a payment made.")
    date = DateField(required=False, help_text="Default: today in the company's time zone.")
    amount = MoneyField(
        positive=True, help_text="The amount that settles documents. The bank account also moves by the deductions."
    )
    currency = CurrencyField(foreign_key=True, required=False, help_text="Default: the currency of the contact.")
    exchange_rate = RateField(
        read_only=True, help_text="Units of the base currency per unit of the payment's currency."
    )
    allocations = AllocationSerializer(many=True, required=False, allow_empty=True, max_length=MAX_ALLOCATIONS)
    unallocated_amount = MoneyField(read_only=True, help_text="What is not allocated yet: a credit of the contact.")
    deductions = DeductionSerializer(many=True, required=False, allow_empty=True, max_length=MAX_DEDUCTIONS)
    accounting_date = DateField(read_only=True, help_text="The date of the journal entry.")
    on_closed_period = OnClosedPeriod()
    created_by = Author(help_text=CREATED_BY)
    voided_by = Author(help_text=VOIDED_BY)
    allowed_actions = AllowedActions()

    class Meta:
        model = Payment
        currency = "currency"
        fields: ClassVar[list[str]] = [
            "id",
            "payment_number",
            "type",
            "customer_id",
            "vendor_id",
            "date",
            "amount",
            "currency",
            "exchange_rate",
            "account_id",
            "reference",
            "allocations",
            "unallocated_amount",
            "deductions",
            "journal_entry_id",
            "accounting_date",
            "status",
            "void_date",
            "void_reason",
            "void_entry_id",
            "voided_at",
            "created_by",
            "voided_by",
            "external_id",
            "on_closed_period",
            "allowed_actions",
            "created_at",
            "updated_at",
        ]
        read_only_fields: ClassVar[list[str]] = ["id", "created_at", "updated_at"]
        extra_kwargs: ClassVar[dict[str, Any]] = {"payment_number": {"required": False}}


class AllocateBody(Serializer):
    """The documents to settle with the rest of a payment."""

    allocations = AllocationSerializer(many=True, max_length=MAX_ALLOCATIONS)
    date = DateField(required=False, help_text="Default: today in the company's time zone.")


class UnallocateBody(Serializer):
    """The allocations to take back."""

    allocation_ids = ListField(child=IdField(), allow_empty=False, max_length=MAX_ALLOCATIONS)
    date = DateField(required=False, help_text="Default: today in the company's time zone.")


class PaymentFilter(filters.FilterSet):
    type = filters.ChoiceFilter(choices=PaymentType)
    status = filters.ChoiceFilter(choices=PaymentStatus)
    customer_id = filters.IdFilter(method="of_customer")
    vendor_id = filters.IdFilter(method="of_vendor")
    account_id = filters.IdFilter()
    invoice_id = filters.IdFilter(method="settling")
    bill_id = filters.IdFilter(method="settling")
    date_from, date_to = filters.date_range("date")
    amount_min, amount_max = filters.amount_range("amount")
    reference = filters.TextFilter()
    external_id = filters.TextFilter()
    payment_number = filters.TextFilter()
    search = filters.IndexedSearch(contact="contact")

    class Meta:
        model = Payment
        fields: ClassVar[list[str]] = []

    def of_customer(self, rows: Any, name: str, value: list[UUID]) -> Any:
        return rows.filter(type=PaymentType.RECEIVED, contact_id__in=value)

    def of_vendor(self, rows: Any, name: str, value: list[UUID]) -> Any:
        return rows.filter(type=PaymentType.MADE, contact_id__in=value)

    def settling(self, rows: Any, name: str, value: list[UUID]) -> Any:
        """Keep the payments with a live allocation to one of these documents."""
        document, payment = ("debit_item", "credit_item") if name == "invoice_id" else ("credit_item", "debit_item")
        return rows.filter(id__in=LIVE_ALLOCATIONS.filter(**{f"{document}__in": value}).values(payment))


class PaymentViewSet(ListMixin, RetrieveMixin, CreateMixin, PostedViewSet):
    """Payments received from customers and made to vendors, and the documents they settle."""

    queryset = Payment.objects.annotate(accounting_date=looked_up(Payment, "journal_entry__date")).select_related(
        "company"
    )
    serializer_class = PaymentSerializer
    filterset_class = PaymentFilter
    sort_fields: ClassVar[dict[str, str]] = {
        "created_at": "created_at",
        "updated_at": "updated_at",
        "date": "date",
        "amount": "amount",
        "payment_number": "payment_number",
    }

    batch = batch_action(PaymentSerializer)

    def perform_create(self, data: dict[str, Any]) -> Payment:
        customer_id, vendor_id = data.pop("customer_id", None), data.pop("vendor_id", None)
        is_received = data["type"] == PaymentType.RECEIVED
        contact_id, other_id = (customer_id, vendor_id) if is_received else (vendor_id, customer_id)
        field, other = ("customer_id", "vendor_id") if is_received else ("vendor_id", "customer_id")
        if contact_id is None:
            raise errors.Invalid(f"A payment {data['type']} needs a {field}.", field=field)
        if other_id is not None:
            raise errors.Invalid(f"A payment {data['type']} has no {other}.", field=other)
        return payments.create(self.company, by=self.user, contact_id=contact_id, **{"date": self.today} | data)

    @post_action(body=AllocateBody)
    def allocate(self, payment: Payment, data: dict[str, Any]) -> Payment:
        """Settle invoices or bills with the rest of a payment."""
        return payments.allocate(payment, by=self.user, **{"date": self.today} | data)

    @post_action(body=UnallocateBody)
    def unallocate(self, payment: Payment, data: dict[str, Any]) -> Payment:
        """Take allocations back. Their documents are open again, and the payment has that much more to allocate."""
        return payments.unallocate(payment, by=self.user, **{"date": self.today} | data)

    @post_action(body=VoidBody)
    def void(self, payment: Payment, data: dict[str, Any]) -> Payment:
        """Void a payment that has no allocations by reversing its journal entry."""
        return payments.void(payment, by=self.user, **data)

    def possible_actions(self, payment: Payment) -> tuple[str, ...]:
        return payments.possible_actions(payment)

    def allowed_actions(self, payment: Payment) -> list[str]:
        actions = super().allowed_actions(payment)
        if self.role in approval.APPROVING_ROLES or not payments.asks_for_two(payment):
            return actions
        return [name for name in actions if name not in ("unallocate", "void")]
