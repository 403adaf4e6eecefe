"""What the documents that are posted at once have in common over HTTP: bank transactions, transfers and adjustments."""

from typing import Any, ClassVar

from accounting.documents import approval
from accounting.models import PostedStatus
from api import filters
from api.fields import AllowedActions, CurrencyField, DateField, MetadataField, RateField
from api.mixins import CreateMixin, ListMixin, RetrieveMixin, UpdateMixin
from api.people import CREATED_BY, VOIDED_BY, Author
from api.resources.documents import OnClosedPeriod, PostedViewSet
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
    currency = CurrencyField(
        foreign_key=True,
        required=False,
        help_text="Default: the currency of the account, or of an adjustment's contact.",
    )
    exchange_rate = RateField(
        required=False,
        help_text="Units of the base currency per unit of the document's currency. Default: the rate of the date.",
    )
    accounting_date = DateField(read_only=True, help_text="The date of the journal entry.")
    on_closed_period = OnClosedPeriod()
    metadata = MetadataField()
    created_by = Author(help_text=CREATED_BY)
    voided_by = Author(help_text=VOIDED_BY)
    allowed_actions = AllowedActions()


class AtOnceFilter(filters.FilterSet):
    """The filters that payments and documents posted at once share."""

    status = filters.ChoiceFilter(choices=PostedStatus)
    date_from, date_to = filters.date_range("date")
    amount_min, amount_max = filters.amount_range()
    currency = filters.CurrencyFilter()
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
