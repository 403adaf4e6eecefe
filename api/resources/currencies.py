"""Currencies over HTTP: ISO 4217, the same for everyone."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django_filters import FilterSet

from accounting.models import Currency
from api import filters
from api.company import OrganizationViewSet
from api.mixins import ListMixin
from api.serializers import ModelSerializer


class CurrencySerializer(ModelSerializer):
    """A currency of ISO 4217, with its number of decimals."""

    class Meta:
        model = Currency
        fields: ClassVar[list[str]] = ["code", "name", "decimals"]


class CurrencyFilter(FilterSet):
    code = filters.TextFilter()
    search = filters.SearchFilter(["code", "name"])

    class Meta:
        model = Currency
        fields: ClassVar[list[str]] = []


class CurrencyViewSet(ListMixin, OrganizationViewSet):
    """The currencies of ISO 4217, with the number of decimals of each."""

    queryset = Currency.objects.all()
    serializer_class = CurrencySerializer
    filterset_class = CurrencyFilter
    default_sort = "code"
    default_order = "asc"
    sort_fields: ClassVar[dict[str, str]] = {"code": "code", "name": "name"}

    def scoped(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows
