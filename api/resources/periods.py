"""Accounting periods over HTTP."""

from typing import Any, ClassVar

from accounting.ledger import periods
from accounting.models import AccountingPeriod, PeriodAction, PeriodChange, PeriodStatus
from api import fields, filters
from api.actions import get_action, post_action
from api.company import CompanyViewSet
from api.mixins import ListMixin, RetrieveMixin
from api.people import CLOSED_BY, REOPENED_BY, Author, note_authors, with_authors
from api.serializers import ModelSerializer, Serializer

OBSTACLES = [
    "not_ended",
    "earlier_open",
    "open_periods",
    "no_retained_earnings",
    *(unfinished.code for unfinished in periods.UNFINISHED),
]


class PeriodSerializer(ModelSerializer):
    name = fields.CharField(read_only=True, help_text="The month, for example 2026-01.")
    closed_by = Author(help_text=CLOSED_BY)
    reopened_by = Author(help_text=REOPENED_BY)
    allowed_actions = fields.AllowedActions()

    class Meta:
        model = AccountingPeriod
        fields: ClassVar[list[str]] = [
            "id",
            "name",
            "start_date",
            "end_date",
            "status",
            "closed_at",
            "closed_by_id",
            "closed_by",
            "reopened_at",
            "reopened_by_id",
            "reopened_by",
            "reopen_reason",
            "seal",
            "allowed_actions",
            "created_at",
            "updated_at",
        ]
        read_only_fields: ClassVar[list[str]] = fields


class ReopenBody(Serializer):
    reason = fields.CharField(help_text="Why it is reopened. Kept with the period.")


class ObstacleSerializer(Serializer):
    code = fields.ChoiceField(choices=OBSTACLES, help_text="What prevents closing, or is worth a look before.")
    severity = fields.ChoiceField(
        choices=[severity.value for severity in periods.Severity],
        help_text="An `error` prevents closing, a `warning` does not.",
    )
    message = fields.CharField()
    ids = fields.ListField(child=fields.IdField(), help_text="The ids of the first objects concerned.")


class CloseCheckSerializer(Serializer):
    ready = fields.BooleanField(help_text="Whether it can be closed now: no obstacle is an error.")
    obstacles = ObstacleSerializer(many=True)


def close_check_of(obstacles: list[periods.Obstacle]) -> dict[str, Any]:
    """Return the content of a CloseCheckSerializer."""
    ready = all(obstacle.severity != periods.Severity.ERROR for obstacle in obstacles)
    return {"ready": ready, "obstacles": [vars(obstacle) for obstacle in obstacles]}


class PeriodChangeSerializer(ModelSerializer):
    """A period was closed or reopened."""

    action = fields.ChoiceField(choices=PeriodAction.choices, read_only=True)
    by = Author(help_text="The user who did it.")
    reason = fields.CharField(read_only=True, help_text="Why it was reopened. Empty for a closing.")
    seal = fields.CharField(read_only=True, help_text="The seal that the closing made, or that the reopening broke.")

    class Meta:
        model = PeriodChange
        fields: ClassVar[list[str]] = ["id", "action", "at", "by_id", "by", "reason", "sealed_head", "seal"]
        read_only_fields: ClassVar[list[str]] = fields


class PeriodHistory(Serializer):
    items = PeriodChangeSerializer(many=True, read_only=True, help_text="The changes, newest first, at most 100.")


class PeriodFilter(filters.FilterSet):
    status = filters.ChoiceFilter(choices=PeriodStatus)
    start_date_from, start_date_to = filters.date_range("start_date")

    class Meta:
        model = AccountingPeriod
        fields: ClassVar[list[str]] = []


class PeriodViewSet(ListMixin, RetrieveMixin, CompanyViewSet):
    """Accounting periods: every month from the first one of the books to the current one. They are closed in order."""

    queryset = with_authors(
        AccountingPeriod.objects.defer("sealed_balances").select_related("company"),
        closed_by="closed_by",
        reopened_by="reopened_by",
    )
    serializer_class = PeriodSerializer
    filterset_class = PeriodFilter
    default_sort = "start_date"
    sort_fields: ClassVar[dict[str, str]] = {"start_date": "start_date", "updated_at": "updated_at"}
    roles: ClassVar[dict[str, str]] = {"close": "admin", "reopen": "admin"}

    @post_action
    def close(self, period: AccountingPeriod, data: dict[str, Any]) -> AccountingPeriod:
        """Close a month that has ended. Nothing more can be posted in it, and its trial balance is sealed."""
        return periods.close(period, by=self.user)

    @post_action(body=ReopenBody)
    def reopen(self, period: AccountingPeriod, data: dict[str, Any]) -> AccountingPeriod:
        """Reopen the latest closed period."""
        return periods.reopen(period, by=self.user, **data)

    @get_action(response=CloseCheckSerializer)
    def close_check(self, period: AccountingPeriod, query: dict[str, Any]) -> dict[str, Any]:
        """List what prevents closing the period, and what to look at before."""
        return close_check_of(periods.close_check(period))

    @get_action(response=PeriodHistory)
    def history(self, period: AccountingPeriod, query: dict[str, Any]) -> dict[str, Any]:
        """List when a period was closed and reopened, by whom and why, with its seals."""
        found = periods.history(period)
        for change in found:
            note_authors(change, by="by")
        return {"items": found}

    def possible_actions(self, period: AccountingPeriod) -> tuple[str, ...]:
        if period.status == PeriodStatus.CLOSED:
            return ("reopen",)
        return ("close",) if periods.has_ended(period) else ()
