"""Transfers between own accounts over HTTP."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Q

from accounting.banking import transfers
from accounting.models import Transfer
from api import filters
from api.actions import post_action
from api.fields import AccountMoneyField, IdField, MoneyField, TrackingField
from api.json_sql import joined
from api.people import looked_up
from api.resources.at_once import (
    AT_ONCE_FIELDS,
    AT_ONCE_SORTS,
    AtOnceFilter,
    AtOnceSerializer,
    AtOnceViewSet,
)
from api.resources.documents import VoidBody, changes_of
from api.serializers import Serializer


class TransferFee(Serializer):
    """What the bank charged for a transfer, on top of its amount."""

    account_id = IdField(help_text="The account to which the fee is debited.")
    amount = MoneyField(positive=True, help_text="The fee.")
    tracking = TrackingField()

    def sql_columns(self) -> list[str]:
        return [f"fee_{name}" for name in self.fields]

    def sql_writer(self) -> str:
        """Return the SQL of the object, or null if there is no fee (api/serialization.py)."""
        fields: Any = self.fields
        members = joined(
            (name, field.sql_writer().replace("{column}", f"{{fee_{name}}}")) for name, field in fields.items()
        )
        return f"CASE WHEN {{fee_account_id}} IS NOT NULL THEN '{{{{' || {members} || '}}}}' END"


class TransferSerializer(AtOnceSerializer):
    """Money moved between two accounts of the company."""

    amount = MoneyField(positive=True, help_text="The amount that leaves the first account, besides the fee.")
    to_amount = AccountMoneyField(
        currency="arrives_in",
        required=False,
        help_text="The amount that reaches the other account, in its currency. Default, and for accounts in one "
        "currency the only possible value: `amount`.",
    )
    fee = TransferFee(required=False, allow_null=True, help_text="What the bank charged the first account on top.")

    class Meta:
        model = Transfer
        currency = "currency"
        fields: ClassVar[list[str]] = [
            "id",
            "transfer_number",
            "from_account_id",
            "to_account_id",
            "date",
            "amount",
            "to_amount",
            "fee",
            "currency",
            "exchange_rate",
            "reference",
            *AT_ONCE_FIELDS,
        ]
        read_only_fields: ClassVar[list[str]] = ["id", "transfer_number", "created_at", "updated_at"]


class TransferFilter(AtOnceFilter):
    account_id = filters.IdFilter(method="of_account")
    transfer_number = filters.TextFilter()
    search = filters.IndexedSearch()

    class Meta:
        model = Transfer
        fields: ClassVar[list[str]] = []

    def of_account(self, rows: Any, name: str, value: list[UUID]) -> Any:
        """Keep the transfers from or to one of these accounts."""
        return rows.filter(Q(from_account_id__in=value) | Q(to_account_id__in=value))


class TransferViewSet(AtOnceViewSet):
    """Money moved between a company's own bank, cash, card and clearing accounts."""

    operations: ClassVar = transfers
    queryset = Transfer.objects.annotate(
        accounting_date=looked_up(Transfer, "journal_entry__date"),
        arrives_in=looked_up(Transfer, "to_account__currency_id"),
    ).select_related("company")
    serializer_class = TransferSerializer
    change_serializer = changes_of(Transfer)
    filterset_class = TransferFilter
    state = ("status", "fee_amount")
    alike: ClassVar[dict[str, str]] = {"fee_amount": "sign({fee_amount})::int"}
    sort_fields: ClassVar[dict[str, str]] = {**AT_ONCE_SORTS, "transfer_number": "transfer_number"}

    def reload(self, row: Any) -> Any:
        row.arrives_in = row.to_account.currency_id
        return super().reload(row)

    @post_action(body=VoidBody)
    def void(self, document: Transfer, data: dict[str, Any]) -> Transfer:
        """Void a transfer by reversing its journal entry."""
        return transfers.void(document, by=self.user, **data)
