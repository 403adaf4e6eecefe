"""Currency revaluations over HTTP."""

from typing import Any, ClassVar

from django.db.models import OuterRef, Subquery

from accounting.models import MAX_REASON, FxRevaluation, JournalEntry, PostedStatus
from accounting.revaluation import revaluations
from api import fields, filters
from api.actions import get_action, post_action
from api.company import CompanyViewSet
from api.mixins import CreateMixin, ListMixin, RetrieveMixin
from api.people import CREATED_BY, VOIDED_BY, Author, with_authors
from api.serializers import ModelSerializer, Serializer


class FxRevaluationSerializer(ModelSerializer):
    """What was open in other currencies on a day, at the closing rates. A gain is positive, a loss negative."""

    date = fields.DateField(help_text="The day whose closing rates count, at most today. It can be revalued once.")
    rates = fields.DictField(
        source="rates_by_currency",
        child=fields.RateField(),
        required=False,
        help_text="Units of the base currency per unit of a currency. In a request: those to use instead of the stored "
        "rates of the day. In a response: those that were used.",
    )
    line_count = fields.IntegerField(read_only=True, help_text="The number of its lines.")
    open_items_gain = fields.MoneyField(
        base=True, read_only=True, help_text="The unrealised gain of open items. The next day it is taken back."
    )
    bank_accounts_gain = fields.MoneyField(base=True, read_only=True, help_text="The gain of bank accounts, for good.")
    journal_entry_id = fields.IdField(
        read_only=True, allow_null=True, help_text="The entry of open items; null if nothing moved."
    )
    reversal_entry_id = fields.IdField(
        read_only=True, allow_null=True, help_text="The entry of the next day that reverses it."
    )
    bank_entry_id = fields.IdField(
        read_only=True, allow_null=True, help_text="The entry of bank accounts; null if nothing moved."
    )
    void_entry_id = fields.IdField(
        read_only=True, allow_null=True, help_text="The entry that took open items back when it was voided."
    )
    void_bank_entry_id = fields.IdField(
        read_only=True, allow_null=True, help_text="The entry that took bank accounts back when it was voided."
    )
    created_by = Author(help_text=CREATED_BY)
    voided_by = Author(help_text=VOIDED_BY)
    allowed_actions = fields.AllowedActions()

    class Meta:
        model = FxRevaluation
        fields: ClassVar[list[str]] = [
            "id",
            "date",
            "rates",
            "status",
            "line_count",
            "open_items_gain",
            "bank_accounts_gain",
            "journal_entry_id",
            "reversal_entry_id",
            "bank_entry_id",
            "void_reason",
            "void_entry_id",
            "void_bank_entry_id",
            "voided_at",
            "created_by",
            "voided_by",
            "allowed_actions",
            "created_at",
            "updated_at",
        ]
        read_only_fields: ClassVar[list[str]] = ["id", "created_at", "updated_at"]


class FxRevaluationLineSerializer(Serializer):
    """An open item or a bank account at the closing rate. Debits are positive, credits negative."""

    position = fields.IntegerField(help_text="Its place, from 0: first bank accounts, then open items.")
    account_id = fields.IdField(help_text="The bank account, or the control account of the open item.")
    document_id = fields.IdField(
        source="item_id", allow_null=True, help_text="The document that was open; null for a bank account."
    )
    document_kind = fields.CharField(
        source="item.kind", allow_null=True, help_text="What that is, such as `invoice`; null for a bank account."
    )
    document_number = fields.CharField(
        source="item.number", allow_null=True, help_text="The number of that; null for a bank account."
    )
    contact_id = fields.IdField(
        source="item.contact_id", allow_null=True, help_text="The customer or vendor; null for a bank account."
    )
    currency = fields.CurrencyField(foreign_key=True, help_text="The currency of `amount`.")
    amount = fields.MoneyField(help_text="What was open, or the balance.")
    base_amount = fields.MoneyField(base=True, help_text="The same in the base currency, as it was posted.")
    revalued_amount = fields.MoneyField(base=True, help_text="The same at the closing rate.")
    difference = fields.MoneyField(base=True, help_text="`revalued_amount` less `base_amount`.")

    class Meta:
        currency = "currency_id"


class FxRevaluationLinesQuery(Serializer):
    after = fields.IntegerField(required=False, min_value=0, help_text="Only lines after this `position`.")


class FxRevaluationLines(Serializer):
    """The lines of a revaluation."""

    items = FxRevaluationLineSerializer(many=True, help_text="Up to 1,000 lines, in the order of their positions.")


class VoidRevaluationBody(Serializer):
    reason = fields.CharField(required=False, allow_blank=True, max_length=MAX_REASON, help_text="Why it is voided.")


class FxRevaluationFilter(filters.FilterSet):
    status = filters.ChoiceFilter(choices=PostedStatus)
    date_from, date_to = filters.date_range("date")

    class Meta:
        model = FxRevaluation
        fields: ClassVar[list[str]] = []


class FxRevaluationViewSet(ListMixin, RetrieveMixin, CreateMixin, CompanyViewSet):
    """Revaluations of what is open in other currencies, at the closing rates of a day.

    Open items are moved on accounts of their own, and back the next day. Bank accounts are adjusted for good.
    """

    queryset = with_authors(
        FxRevaluation.objects.select_related("company"), created_by="created_by", voided_by="voided_by"
    ).annotate(
        reversal_entry_id=Subquery(
            JournalEntry.objects.filter(company=OuterRef("company"), reverses=OuterRef("journal_entry")).values("pk")[
                :1
            ]
        )
    )
    noun = "revaluation"
    serializer_class = FxRevaluationSerializer
    filterset_class = FxRevaluationFilter
    sort_fields: ClassVar[dict[str, str]] = {"created_at": "created_at", "updated_at": "updated_at", "date": "date"}
    roles: ClassVar[dict[str, str]] = {"create": "admin", "void": "admin"}

    def perform_create(self, data: dict[str, Any]) -> FxRevaluation:
        rates = data.pop("rates_by_currency", None)
        return revaluations.create(self.company, by=self.user, rates=rates, **data)

    @post_action(body=VoidRevaluationBody)
    def void(self, row: FxRevaluation, data: dict[str, Any]) -> FxRevaluation:
        """Take the latest revaluation back on its own dates, so that its day can be revalued again."""
        return revaluations.void(row, by=self.user, **data)

    @get_action(response=FxRevaluationLines, query=FxRevaluationLinesQuery)
    def lines(self, row: FxRevaluation, query: dict[str, Any]) -> dict[str, Any]:
        """List the open items and bank accounts of a revaluation, with the amounts before and after."""
        return {"items": revaluations.lines(row, **query)}

    def possible_actions(self, row: FxRevaluation) -> tuple[str, ...]:
        return revaluations.possible_actions(row)
