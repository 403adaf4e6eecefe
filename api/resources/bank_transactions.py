"""Bank transactions over HTTP."""

from typing import Any, ClassVar

from accounting.banking import bank_transactions
from accounting.documents.at_once import MAX_LINES
from accounting.models import BankTransaction, BankTransactionLine, BankTransactionType
from api import filters
from api.actions import post_action
from api.fields import MoneyField, TrackingField
from api.people import looked_up
from api.resources.at_once import AT_ONCE_FIELDS, AT_ONCE_SORTS, AtOnceFilter, AtOnceSerializer, AtOnceViewSet
from api.resources.documents import VoidBody, changes_of
from api.serializers import ModelSerializer


class BankTransactionLineSerializer(ModelSerializer):
    """A line of a bank transaction."""

    amount = MoneyField(help_text="With tax if `tax_inclusive`, otherwise without. May be negative, but not zero.")
    tracking = TrackingField()

    class Meta:
        model = BankTransactionLine
        rows = BankTransactionLine.objects.order_by("position")
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


class BankTransactionSerializer(AtOnceSerializer):
    """Money spent or received without a bill or an invoice. Amounts are in its currency; `amount` is the total with
    tax."""

    lines = BankTransactionLineSerializer(many=True, max_length=MAX_LINES)

    class Meta:
        model = BankTransaction
        currency = "currency"
        fields: ClassVar[list[str]] = [
            "id",
            "transaction_number",
            "type",
            "account_id",
            "contact_id",
            "date",
            "tax_inclusive",
            "lines",
            "subtotal",
            "tax_total",
            "amount",
            "currency",
            "exchange_rate",
            "reference",
            *AT_ONCE_FIELDS,
        ]
        read_only_fields: ClassVar[list[str]] = [
            "id",
            "transaction_number",
            "subtotal",
            "tax_total",
            "amount",
            "created_at",
            "updated_at",
        ]


class BankTransactionFilter(AtOnceFilter):
    type = filters.ChoiceFilter(choices=BankTransactionType)
    account_id = filters.IdFilter()
    contact_id = filters.IdFilter()
    transaction_number = filters.TextFilter()
    search = filters.IndexedSearch(contact="contact")

    class Meta:
        model = BankTransaction
        fields: ClassVar[list[str]] = []


class BankTransactionViewSet(AtOnceViewSet):
    """Money spent or received without a bill or an invoice, such as bank charges, interest or card purchases."""

    operations: ClassVar = bank_transactions
    queryset = BankTransaction.objects.annotate(
        accounting_date=looked_up(BankTransaction, "journal_entry__date")
    ).select_related("company")
    serializer_class = BankTransactionSerializer
    change_serializer = changes_of(BankTransaction)
    filterset_class = BankTransactionFilter
    state = ("type", "status")
    sort_fields: ClassVar[dict[str, str]] = {**AT_ONCE_SORTS, "transaction_number": "transaction_number"}

    @post_action(body=VoidBody)
    def void(self, document: BankTransaction, data: dict[str, Any]) -> BankTransaction:
        """Void a bank transaction by reversing its journal entry."""
        return bank_transactions.void(document, by=self.user, **data)
