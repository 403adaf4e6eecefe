"""Bank transactions over HTTP."""

from typing import Any, ClassVar

from accounting.banking import bank_transactions
from accounting.documents import approval
from accounting.documents.at_once import MAX_LINES
from accounting.models import BankTransaction, BankTransactionLine, BankTransactionType, PostedStatus
from api import filters
from api.actions import post_action
from api.fields import AllowedActions, CurrencyField, DateField, MetadataField, MoneyField, RateField
from api.mixins import CreateMixin, ListMixin, RetrieveMixin, UpdateMixin
from api.people import CREATED_BY, VOIDED_BY, Author, looked_up
from api.resources.documents import OnClosedPeriod, PostedViewSet, VoidBody, changes_of
from api.serializers import ModelSerializer

AT_ONCE_FIELDS = [
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
    "metadata",
    "on_closed_period",
    "allowed_actions",
    "created_at",
    "updated_at",
]
"""The last fields of all documents that are posted at once."""
AT_ONCE_SORTS = {"created_at": "created_at", "updated_at": "updated_at", "date": "date", "amount": "amount"}


class AtOnceSerializer(ModelSerializer):
    """A document that is posted as soon as it is entered; subclasses name the model."""

    date = DateField(required=False, help_text="Default: today in the company's time zone.")
    currency = CurrencyField(foreign_key=True, required=False, help_text="Default: the company's currency.")
    exchange_rate = RateField(
        read_only=True, help_text="Units of the base currency per unit of the document's currency."
    )
    accounting_date = DateField(read_only=True, help_text="The date of the journal entry.")
    on_closed_period = OnClosedPeriod()
    metadata = MetadataField()
    created_by = Author(help_text=CREATED_BY)
    voided_by = Author(help_text=VOIDED_BY)
    allowed_actions = AllowedActions()


class AtOnceFilter(filters.FilterSet):
    """The filters that documents posted at once share."""

    status = filters.ChoiceFilter(choices=PostedStatus)
    date_from, date_to = filters.date_range("date")
    amount_min, amount_max = filters.amount_range("amount")
    reference = filters.TextFilter()
    external_id = filters.TextFilter()
    metadata = filters.MetadataFilter()


class AtOnceViewSet(ListMixin, RetrieveMixin, CreateMixin, UpdateMixin, PostedViewSet):
    """Documents of one kind that are posted at once. The module `operations` creates, changes and voids
    them."""

    operations: ClassVar[Any]

    def perform_create(self, data: dict[str, Any]) -> Any:
        return self.operations.create(self.company, by=self.user, **{"date": self.today} | data)

    def perform_update(self, row: Any, data: dict[str, Any]) -> Any:
        return self.operations.update(row, by=self.user, **data)

    def possible_actions(self, row: Any) -> tuple[str, ...]:
        actions: tuple[str, ...] = self.operations.possible_actions(row)
        return actions

    def allowed_actions(self, row: Any) -> list[str]:
        actions = super().allowed_actions(row)
        if self.role in approval.APPROVING_ROLES or not self.operations.asks_for_two(row):
            return actions
        return [name for name in actions if name != "void"]


class BankTransactionLineSerializer(ModelSerializer):
    """A line of a bank transaction."""

    amount = MoneyField(help_text="With tax if `tax_inclusive`, otherwise without. May be negative, but not zero.")

    class Meta:
        model = BankTransactionLine
        rows = BankTransactionLine.objects.order_by("position")
        fields: ClassVar[list[str]] = [
            "id",
            "account_id",
            "description",
            "amount",
            "tax_rate_id",
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
    sort_fields: ClassVar[dict[str, str]] = {**AT_ONCE_SORTS, "transaction_number": "transaction_number"}

    @post_action(body=VoidBody)
    def void(self, document: BankTransaction, data: dict[str, Any]) -> BankTransaction:
        """Void a bank transaction by reversing its journal entry."""
        return bank_transactions.void(document, by=self.user, **data)
