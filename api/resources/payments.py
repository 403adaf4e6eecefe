"""Payments over HTTP."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Case, F, Q, When

from accounting import errors
from accounting.documents import approval
from accounting.models import Allocation, Payment, PaymentDeduction, PaymentType, PostedStatus
from accounting.settlement import payments
from accounting.settlement.models import KINDS
from accounting.settlement.payments import MAX_DEDUCTIONS
from accounting.settlement.settling import MAX_ALLOCATIONS
from api import filters
from api.actions import post_action
from api.bulk import batch_action
from api.fields import (
    AccountMoneyField,
    AllowedActions,
    CurrencyField,
    DateField,
    DerivedIdField,
    DerivedMoneyField,
    IdField,
    ListField,
    MetadataField,
    MoneyField,
    RateField,
    TrackingField,
)
from api.mixins import CreateMixin, ListMixin, RetrieveMixin, UpdateMixin
from api.people import CREATED_BY, VOIDED_BY, Author, looked_up
from api.resources.at_once import AT_ONCE_FIELDS, AtOnceFilter
from api.resources.documents import OnClosedPeriod, PostedViewSet, VoidBody, changes_of, signs
from api.serializers import ModelSerializer, Serializer

LIVE_ALLOCATIONS = Allocation.objects.filter(reverses=None, reversals=None).annotate(
    exchange_difference=F("credit_base") - F("debit_base")
)


class DifferenceField(MoneyField):
    """The realised exchange difference of an allocation, in the base currency."""

    def __init__(self) -> None:
        super().__init__(
            base=True,
            read_only=True,
            help_text="The realised exchange gain in the base currency, negative for a loss.",
        )


SHOWN_ALLOCATIONS = LIVE_ALLOCATIONS.annotate(
    **{
        f"{side}_{noun}_id": Case(When(**{f"{side}_item__kind": noun, "then": F(f"{side}_item_id")}))
        for noun in KINDS
        for side in ("debit", "credit")
    }
).order_by("id")


class AllocationSerializer(ModelSerializer):
    """How much of a payment or an adjustment settles another document, which exactly one of the ids names."""

    invoice_id = IdField(required=False, allow_null=True)
    bill_id = IdField(required=False, allow_null=True)
    credit_note_id = IdField(required=False, allow_null=True, help_text="A credit note, which a refund pays back.")
    vendor_credit_id = IdField(required=False, allow_null=True, help_text="A vendor credit, which a refund pays back.")
    payment_id = IdField(
        required=False, allow_null=True, help_text="A payment with an open rest, which a refund pays back."
    )
    adjustment_id = IdField(required=False, allow_null=True, help_text="The adjustment.")
    amount = MoneyField(positive=True)
    date = DateField(
        required=False,
        help_text="Default: the `date` of `allocate`; in a new payment or adjustment, the first day on which both are "
        "posted and nothing of the other is taken back later.",
    )
    exchange_difference = DifferenceField()

    class Meta:
        model = Allocation
        rows = SHOWN_ALLOCATIONS
        links = ("debit_item_id", "credit_item_id")
        by_link: ClassVar[dict[str, tuple[str, str]]] = {
            f"{noun}_id": (f"credit_{noun}_id", f"debit_{noun}_id") for noun in KINDS
        }
        fields: ClassVar[list[str]] = ["id", *by_link, "amount", "date", "exchange_difference"]
        read_only_fields: ClassVar[list[str]] = ["id"]


class DeductionSerializer(ModelSerializer):
    """An amount that the bank deducted, and the account to which it is debited."""

    amount = MoneyField(positive=True)
    tracking = TrackingField()

    class Meta:
        model = PaymentDeduction
        rows = PaymentDeduction.objects.order_by("id")
        fields: ClassVar[list[str]] = ["account_id", "amount", "tracking"]


class PaymentSerializer(ModelSerializer):
    """A payment received from a customer or made to a vendor, or a refund the other way. Amounts are in its
    currency."""

    customer_id = DerivedIdField(
        derived=Payment.CUSTOMER_ID,
        required=False,
        allow_null=True,
        help_text="The customer, for a payment received or a refund made.",
    )
    vendor_id = DerivedIdField(
        derived=Payment.VENDOR_ID,
        required=False,
        allow_null=True,
        help_text="The vendor, for a payment made or a refund received.",
    )
    date = DateField(required=False, help_text="Default: today in the company's time zone.")
    amount = MoneyField(
        positive=True, help_text="The amount that settles documents. The bank account also moves by the deductions."
    )
    currency = CurrencyField(foreign_key=True, required=False, help_text="Default: the currency of the contact.")
    exchange_rate = RateField(
        required=False,
        help_text="Units of the base currency per unit of the payment's currency. Default: what follows from "
        "`account_amount`, or the rate of the date.",
    )
    account_amount = AccountMoneyField(
        currency="booked_in",
        required=False,
        allow_null=True,
        help_text="What the bank booked, if the account has another currency than the payment: in the account's. "
        "Otherwise null.",
    )
    allocations = AllocationSerializer(many=True, required=False, allow_empty=True, max_length=MAX_ALLOCATIONS)
    unallocated_amount = DerivedMoneyField(
        derived=Payment.UNALLOCATED_AMOUNT, help_text="What is not allocated yet: a credit of the contact."
    )
    deductions = DeductionSerializer(many=True, required=False, allow_empty=True, max_length=MAX_DEDUCTIONS)
    accounting_date = DateField(read_only=True, help_text="The date of the journal entry.")
    on_closed_period = OnClosedPeriod()
    metadata = MetadataField()
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
            "is_refund",
            "date",
            "amount",
            "currency",
            "exchange_rate",
            "account_id",
            "account_amount",
            "reference",
            "notes",
            "allocations",
            "unallocated_amount",
            "deductions",
            *AT_ONCE_FIELDS,
        ]
        read_only_fields: ClassVar[list[str]] = ["id", "created_at", "updated_at"]
        extra_kwargs: ClassVar[dict[str, Any]] = {"payment_number": {"required": False}}


class AllocateBody(Serializer):
    """The documents to settle with what is left."""

    allocations = AllocationSerializer(many=True, max_length=MAX_ALLOCATIONS)
    date = DateField(required=False, help_text="Default: today in the company's time zone.")


class UnallocateBody(Serializer):
    """The allocations to take back."""

    allocation_ids = ListField(child=IdField(), allow_empty=False, max_length=MAX_ALLOCATIONS)
    date = DateField(required=False, help_text="Default: today in the company's time zone.")


def settling(rows: Any, name: str, value: list[UUID]) -> Any:
    """Keep the rows with a live allocation to one of these invoices or bills."""
    document, other = ("debit_item", "credit_item") if name.endswith("invoice_id") else ("credit_item", "debit_item")
    return rows.filter(id__in=LIVE_ALLOCATIONS.filter(**{f"{document}__in": value}).values(other))


class RefundBody(PaymentSerializer):
    """How a payment is paid back. Without any field all that is left of it, today, from its account."""

    amount = MoneyField(positive=True, required=False, help_text="Default: what is left of the payment.")
    account_id = IdField(required=False, help_text="The account that pays. Default: the account of the payment.")

    class Meta(PaymentSerializer.Meta):
        fields: ClassVar[list[str]] = [
            "payment_number",
            "date",
            "amount",
            "exchange_rate",
            "account_id",
            "account_amount",
            "reference",
            "notes",
            "deductions",
            "on_closed_period",
            "external_id",
            "metadata",
        ]
        read_only_fields: ClassVar[list[str]] = []


class PaymentFilter(AtOnceFilter):
    type = filters.ChoiceFilter(choices=PaymentType)
    customer_id = filters.IdFilter(method="of_contact")
    vendor_id = filters.IdFilter(method="of_contact")
    account_id = filters.IdFilter()
    invoice_id = filters.IdFilter(method=settling)
    bill_id = filters.IdFilter(method=settling)
    payment_number = filters.TextFilter()
    is_refund = filters.BooleanFilter()
    open_credit = filters.BooleanFilter(method="with_rest")
    search = filters.IndexedSearch(contact="contact")

    class Meta:
        model = Payment
        fields: ClassVar[list[str]] = []

    def of_contact(self, rows: Any, name: str, value: list[UUID]) -> Any:
        return filters.of_contacts(rows, name.removesuffix("_id"), value)

    def with_rest(self, rows: Any, name: str, value: bool) -> Any:
        """Keep the payments with an open rest, or those without."""
        rest = Q(status=PostedStatus.POSTED, allocated_amount__lt=F("amount"))
        return filters.few_by_ids(self.request.parser_context["view"], rows, rest if value else ~rest)


def contact_of(data: dict[str, Any], *, usual: str) -> tuple[str, UUID]:
    """Take `customer_id` and `vendor_id` out of `data`, and return the kind and id of the one that is given. Raises
    Invalid unless it is exactly one."""
    given = {kind: data.pop(f"{kind}_id", None) for kind in ("customer", "vendor")}
    found = [(kind, contact_id) for kind, contact_id in given.items() if contact_id is not None]
    if len(found) != 1:
        field = f"{usual}_id" if not found else "vendor_id" if usual == "customer" else "customer_id"
        raise errors.Invalid("Give either a customer_id or a vendor_id.", field=field)
    return found[0]


class PaymentViewSet(ListMixin, RetrieveMixin, CreateMixin, UpdateMixin, PostedViewSet):
    """Payments received from customers and made to vendors, and the documents they settle."""

    queryset = Payment.objects.annotate(
        accounting_date=looked_up(Payment, "journal_entry__date"), booked_in=looked_up(Payment, "account__currency_id")
    ).select_related("company")
    serializer_class = PaymentSerializer
    change_serializer = changes_of(Payment, "notes")
    filterset_class = PaymentFilter
    state = ("type", "status", "amount", "allocated_amount", "is_refund")
    alike: ClassVar[dict[str, str]] = signs("amount", "allocated_amount")
    sort_fields: ClassVar[dict[str, str]] = {
        "created_at": "created_at",
        "updated_at": "updated_at",
        "date": "date",
        "amount": "amount",
        "payment_number": "payment_number",
    }

    batch = batch_action(PaymentSerializer)

    def reload(self, row: Any) -> Any:
        row.booked_in = None if row.account_amount is None else row.account.currency_id
        return super().reload(row)

    def perform_create(self, data: dict[str, Any]) -> Payment:
        is_received = data["type"] == PaymentType.RECEIVED
        kind, contact_id = contact_of(data, usual="customer" if is_received else "vendor")
        is_refund = (kind == "customer") != is_received
        return payments.create(
            self.company, by=self.user, contact_id=contact_id, is_refund=is_refund, **{"date": self.today} | data
        )

    def perform_update(self, payment: Payment, data: dict[str, Any]) -> Payment:
        return payments.update(payment, by=self.user, **data)

    @post_action(body=AllocateBody)
    def allocate(self, payment: Payment, data: dict[str, Any]) -> Payment:
        """Settle documents with the rest of a payment."""
        return payments.allocate(payment, by=self.user, **{"date": self.today} | data)

    @post_action(body=UnallocateBody)
    def unallocate(self, payment: Payment, data: dict[str, Any]) -> Payment:
        """Take allocations back. Their documents are open again, and the payment has that much more to allocate."""
        return payments.unallocate(payment, by=self.user, **{"date": self.today} | data)

    @post_action(body=RefundBody, made_at="../{id}")
    def refund(self, payment: Payment, data: dict[str, Any]) -> Payment:
        """Pay back what is left of a payment, or part of it. The response is the refund: a payment the other way."""
        return payments.refund(payment, by=self.user, **{"date": self.today} | data)

    @post_action(body=VoidBody)
    def void(self, payment: Payment, data: dict[str, Any]) -> Payment:
        """Void a payment that has no allocations by reversing its journal entry."""
        return payments.void(payment, by=self.user, **data)

    def possible_actions(self, payment: Payment) -> tuple[str, ...]:
        return payments.possible_actions(payment)

    def allowed_actions(self, payment: Payment) -> list[str]:
        actions = super().allowed_actions(payment)
        if self.role in approval.APPROVING_ROLES or not payment.company.two_person_approval:
            return actions
        hidden = ("unallocate", "void") if payments.asks_for_two_to_undo(payment) else ("refund",)
        return [name for name in actions if name not in hidden]
