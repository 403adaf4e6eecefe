"""Fiscal years over HTTP."""

from typing import Any, ClassVar

from accounting.ledger import fiscal_years
from accounting.models import FiscalYear, PeriodStatus
from api import fields, filters
from api.actions import get_action, post_action
from api.company import CompanyViewSet
from api.mixins import ListMixin, RetrieveMixin
from api.people import CLOSED_BY, REOPENED_BY, Author, with_authors
from api.resources.periods import CloseCheckSerializer, close_check_of
from api.serializers import ModelSerializer, Serializer


class FiscalYearSerializer(ModelSerializer):
    name = fields.CharField(
        read_only=True, help_text="The year in which it ends: 2026, or FY2026 if it begins after January."
    )
    closed_by = Author(help_text=CLOSED_BY)
    reopened_by = Author(help_text=REOPENED_BY)
    allowed_actions = fields.AllowedActions()

    class Meta:
        model = FiscalYear
        fields: ClassVar[list[str]] = [
            "id",
            "name",
            "start_date",
            "end_date",
            "status",
            "closing_entry_id",
            "closed_at",
            "closed_by_id",
            "closed_by",
            "reopened_at",
            "reopened_by_id",
            "reopened_by",
            "reopen_reason",
            "allowed_actions",
            "created_at",
            "updated_at",
        ]
        read_only_fields: ClassVar[list[str]] = fields


class CloseYearBody(Serializer):
    closing_entry = fields.BooleanField(
        required=False,
        help_text="Whether to post an entry that moves the year's earnings to equity. By default not: reports split "
        "equity by years without it.",
    )
    retained_earnings_account_id = fields.IdField(
        required=False,
        help_text="An account of equity, for `closing_entry`. By default the company's account of retained earnings.",
    )


class ReopenYearBody(Serializer):
    reason = fields.CharField(help_text="Why it is reopened. Kept with the fiscal year.")


class FiscalYearFilter(filters.FilterSet):
    status = filters.ChoiceFilter(choices=PeriodStatus)
    start_date_from, start_date_to = filters.date_range("start_date")

    class Meta:
        model = FiscalYear
        fields: ClassVar[list[str]] = []


class FiscalYearViewSet(ListMixin, RetrieveMixin, CompanyViewSet):
    """Fiscal years: every year from the first one of the books to the current one. They are closed in order."""

    queryset = with_authors(
        FiscalYear.objects.select_related("company"), closed_by="closed_by", reopened_by="reopened_by"
    )
    serializer_class = FiscalYearSerializer
    filterset_class = FiscalYearFilter
    default_sort = "start_date"
    sort_fields: ClassVar[dict[str, str]] = {"start_date": "start_date", "updated_at": "updated_at"}
    roles: ClassVar[dict[str, str]] = {"close": "admin", "reopen": "admin"}

    @post_action(body=CloseYearBody)
    def close(self, year: FiscalYear, data: dict[str, Any]) -> FiscalYear:
        """Close a fiscal year whose months are all closed. Its months cannot be reopened until it is.

        With `closing_entry`, an entry dated the first open day moves its earnings to retained earnings. The profit and
        loss leaves closing entries out.
        """
        return fiscal_years.close(year, by=self.user, **data)

    @post_action(body=ReopenYearBody)
    def reopen(self, year: FiscalYear, data: dict[str, Any]) -> FiscalYear:
        """Reopen the latest closed fiscal year. Its closing entry is taken back by a reversal."""
        return fiscal_years.reopen(year, by=self.user, **data)

    @get_action(response=CloseCheckSerializer)
    def close_check(self, year: FiscalYear, query: dict[str, Any]) -> dict[str, Any]:
        """List what prevents closing the fiscal year, and what to look at before."""
        return close_check_of(fiscal_years.close_check(year))

    def possible_actions(self, year: FiscalYear) -> tuple[str, ...]:
        if year.status == PeriodStatus.CLOSED:
            return ("reopen",)
        return ("close",) if fiscal_years.has_ended(year) else ()
