"""Tax rates over HTTP."""

from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef

from accounting.models import TaxRate
from accounting.taxes import tax_rates
from api import filters
from api.actions import post_action
from api.company import CompanyViewSet
from api.fields import AllowedActions, PercentField
from api.mixins import CreateMixin, DestroyMixin, ListMixin, RetrieveMixin, UpdateMixin
from api.serializers import ModelSerializer

USED_BY = [
    Exists(model._default_manager.filter(company=OuterRef("company"), tax_rate=OuterRef("pk")))
    for model in tax_rates.users()
]


class TaxRateSerializer(ModelSerializer):
    """A percentage, and whether prices include it. If it has no accounts of its own, tax is posted to the tax accounts
    of the chart."""

    percent = PercentField(help_text="The percentage: 15 is 15 %. It cannot change once a document uses the rate.")
    allowed_actions = AllowedActions()

    class Meta:
        model = TaxRate
        fields: ClassVar[list[str]] = [
            "id",
            "name",
            "percent",
            "is_inclusive",
            "sales_account_id",
            "purchase_account_id",
            "is_active",
            "allowed_actions",
            "created_at",
            "updated_at",
        ]
        read_only_fields: ClassVar[list[str]] = ["id", "is_active", "created_at", "updated_at"]


class TaxRateFilter(filters.FilterSet):
    is_active = filters.BooleanFilter()
    is_inclusive = filters.BooleanFilter()
    search = filters.SearchFilter(["name"])

    class Meta:
        model = TaxRate
        fields: ClassVar[list[str]] = []


class TaxRateViewSet(ListMixin, RetrieveMixin, CreateMixin, UpdateMixin, DestroyMixin, CompanyViewSet):
    """Tax rates for sales and purchases."""

    queryset = TaxRate.objects.annotate(is_used=reduce(or_, USED_BY))
    serializer_class = TaxRateSerializer
    filterset_class = TaxRateFilter
    sort_fields: ClassVar[dict[str, str]] = {
        "created_at": "created_at",
        "updated_at": "updated_at",
        "name": "name",
        "percent": "percent",
    }

    def perform_create(self, data: dict[str, Any]) -> TaxRate:
        return tax_rates.create(self.company, by=self.user, **data)

    def perform_update(self, rate: TaxRate, data: dict[str, Any]) -> TaxRate:
        return tax_rates.update(rate, by=self.user, **data)

    def perform_delete(self, rate: TaxRate) -> None:
        tax_rates.delete(rate, by=self.user)

    @post_action
    def archive(self, rate: TaxRate, data: dict[str, Any]) -> TaxRate:
        """Archive a tax rate. It cannot be used on new lines; existing ones keep it."""
        return tax_rates.archive(rate, by=self.user)

    @post_action
    def restore(self, rate: TaxRate, data: dict[str, Any]) -> TaxRate:
        """Restore an archived tax rate."""
        return tax_rates.restore(rate, by=self.user)

    def possible_actions(self, rate: Any) -> tuple[str, ...]:
        actions = ("update", "archive" if rate.is_active else "restore")
        return actions if rate.is_used else (*actions, "delete")
