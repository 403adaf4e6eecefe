"""Exchange rates over HTTP."""

from typing import Any, ClassVar

from accounting.currencies import rates
from accounting.models import ExchangeRate, RateSource
from api import filters
from api.company import CompanyViewSet
from api.fields import AllowedActions, CurrencyField, DateField, RateField
from api.mixins import CreateMixin, DestroyMixin, ListMixin, RetrieveMixin
from api.serializers import ModelSerializer


class ExchangeRateSerializer(ModelSerializer):
    """The rate of a currency from a date on. A document uses the latest one on or before its date, if that is not older
    than 30 days. To correct one, delete it and add another."""

    currency = CurrencyField(foreign_key=True, help_text="The currency that one unit is of.")
    date = DateField(help_text="The first date of the rate.")
    rate = RateField(help_text="Units of the company's base currency for one unit of `currency`.")
    allowed_actions = AllowedActions()

    class Meta:
        model = ExchangeRate
        fields: ClassVar[list[str]] = [
            "id",
            "currency",
            "date",
            "rate",
            "source",
            "allowed_actions",
            "created_at",
            "updated_at",
        ]
        read_only_fields: ClassVar[list[str]] = ["id", "source", "created_at", "updated_at"]


class ExchangeRateFilter(filters.FilterSet):
    currency = filters.CurrencyFilter()
    source = filters.ChoiceFilter(choices=RateSource)
    date_from, date_to = filters.date_range("date")

    class Meta:
        model = ExchangeRate
        fields: ClassVar[list[str]] = []


class ExchangeRateViewSet(ListMixin, RetrieveMixin, CreateMixin, DestroyMixin, CompanyViewSet):
    """The exchange rates of a company: units of its base currency for one unit of another."""

    queryset = ExchangeRate.objects.all()
    serializer_class = ExchangeRateSerializer
    filterset_class = ExchangeRateFilter
    default_sort = "date"
    sort_fields: ClassVar[dict[str, str]] = {
        "created_at": "created_at",
        "updated_at": "updated_at",
        "date": "date",
        "currency": "currency",
    }

    def perform_create(self, data: dict[str, Any]) -> ExchangeRate:
        return rates.create(self.company, by=self.user, **data)

    def perform_delete(self, row: ExchangeRate) -> None:
        rates.delete(row, by=self.user)
