"""Budgets over HTTP."""

from typing import Any, ClassVar

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request

from accounting.budgets import budgets
from accounting.budgets.models import MAX_MONTHS, MAX_NOTES
from accounting.models import Budget
from api import concurrency, fields, filters
from api.actions import post_action
from api.company import CompanyViewSet
from api.errors import PreconditionFailed
from api.mixins import CreateMixin, DestroyMixin, ListMixin, RetrieveMixin, UpdateMixin
from api.rendering import dumps
from api.serializers import ModelSerializer, Serializer


class FromActuals(Serializer):
    """The actual amounts that a budget begins with: those of as many months as it has."""

    start_date = fields.DateField(help_text="The first day of the first month whose amounts are taken.")
    percent = fields.PercentField(
        min_value=-100,
        max_value=budgets.MAX_PERCENT,
        required=False,
        help_text="How much more to plan: 5 is 5 % more, -10 is 10 % less. Default: 0.",
    )
    tracking = fields.TrackingField(
        max_length=filters.MAX_CHOICES,
        help_text="Only lines with one of these options of tracking categories; of several, with one of each. Default: "
        "the options of the budget.",
    )


class BudgetSerializer(ModelSerializer):
    """A plan of what accounts earn and cost in whole months. Its amounts are at `/budgets/{id}/lines`."""

    start_date = fields.DateField(help_text="The first day of the first month.")
    end_date = fields.DateField(
        required=False,
        help_text=f"The last day of the last month: at most {MAX_MONTHS} months. It can change if no amount is outside "
        "then. Default: a year.",
    )
    notes = fields.TextField(
        required=False, allow_blank=True, max_length=MAX_NOTES, help_text="A note for its readers."
    )
    tracking = fields.TrackingField(
        help_text="The options of tracking categories whose lines it plans, at most one of each category. Budget "
        "against actual then counts only lines that have all of them. None: all lines."
    )
    from_actuals = FromActuals(
        write_only=True,
        required=False,
        help_text="Only when it is made: take the actual amounts of the profit and loss of other months, in order.",
    )
    allowed_actions = fields.AllowedActions()

    class Meta:
        model = Budget
        fields: ClassVar[list[str]] = [
            "id",
            "name",
            "start_date",
            "end_date",
            "notes",
            "tracking",
            "is_active",
            "from_actuals",
            "allowed_actions",
            "created_at",
            "updated_at",
        ]
        read_only_fields: ClassVar[list[str]] = ["id", "is_active", "created_at", "updated_at"]


class BudgetChange(BudgetSerializer):
    """What can change of a budget."""

    class Meta(BudgetSerializer.Meta):
        fields: ClassVar[list[str]] = [name for name in BudgetSerializer.Meta.fields if name != "from_actuals"]


class BudgetLineSerializer(Serializer):
    """What is planned for an account."""

    account_id = fields.IdField(help_text="An account of type `revenue` or `expense`.")
    amounts = fields.ListField(
        child=fields.MoneyField(base=True),
        max_length=MAX_MONTHS,
        help_text="An amount for each month of the budget, in order, in the base currency. As in the profit and loss, "
        "revenue and expenses are both positive.",
    )


class BudgetLines(Serializer):
    """The amounts of a budget: a row for each account that has some, and a column for each month."""

    budget_id = fields.IdField(read_only=True, help_text="The budget.")
    months = fields.ListField(
        child=fields.DateField(), read_only=True, help_text="The first day of each month of the budget."
    )
    lines = BudgetLineSerializer(
        many=True,
        allow_empty=True,
        max_length=budgets.MAX_ROWS,
        help_text="The accounts, each once, by code. One with zeros only is left out.",
    )


class BudgetFilter(filters.FilterSet):
    is_active = filters.BooleanFilter()
    start_date_from, start_date_to = filters.date_range("start_date")
    search = filters.SearchFilter(["name"])

    class Meta:
        model = Budget
        fields: ClassVar[list[str]] = []


class BudgetViewSet(ListMixin, RetrieveMixin, CreateMixin, UpdateMixin, DestroyMixin, CompanyViewSet):
    """Budgets: what a company plans, by account and month. `GET /reports/budget-vs-actual` compares them."""

    queryset = Budget.objects.all()
    serializer_class = BudgetSerializer
    change_serializer = BudgetChange
    filterset_class = BudgetFilter
    state = ("is_active",)
    tagged_reads = frozenset({"retrieve", "lines"})
    sort_fields: ClassVar[dict[str, str]] = {
        "created_at": "created_at",
        "updated_at": "updated_at",
        "name": "name",
        "start_date": "start_date",
    }

    def perform_create(self, data: dict[str, Any]) -> Budget:
        return budgets.create(self.company, by=self.user, **data)

    def perform_update(self, budget: Budget, data: dict[str, Any]) -> Budget:
        return budgets.update(budget, by=self.user, **data)

    def perform_delete(self, budget: Budget) -> None:
        budgets.delete(budget, by=self.user)

    @post_action
    def archive(self, budget: Budget, data: dict[str, Any]) -> Budget:
        """Archive a budget. Another one can have its name; reports of it stay possible."""
        return budgets.archive(budget, by=self.user)

    @post_action
    def restore(self, budget: Budget, data: dict[str, Any]) -> Budget:
        """Restore an archived budget."""
        return budgets.restore(budget, by=self.user)

    @extend_schema(responses={200: BudgetLines})
    @action(detail=True, methods=["get"])
    def lines(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Get the amounts of a budget, by account and month."""
        self.validated_query()
        return self._lines_response(self.get_object())

    @extend_schema(request=BudgetLines, responses={200: BudgetLines})
    @lines.mapping.put
    def replace_lines(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Set all amounts of a budget. Accounts that are not given have none any more."""
        return self._set_lines(keep_others=False)

    @extend_schema(request=BudgetLines, responses={200: BudgetLines})
    @lines.mapping.patch
    def update_lines(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Set the amounts of some accounts in all months. Other accounts keep theirs; zeros take an account out."""
        return self._set_lines(keep_others=True)

    def _set_lines(self, *, keep_others: bool) -> HttpResponse:
        expected, creates_only = concurrency.if_match(self.request), "HTTP_IF_NONE_MATCH" in self.request.META
        if expected is not None or creates_only:
            self.lock(self.scoped(Budget.objects.filter(pk=self.kwargs["id"])))
        budget = self.get_object()
        if expected is not None and not concurrency.matches(expected, concurrency.etag(self._lines_json(budget))):
            raise PreconditionFailed
        if creates_only and not keep_others and budgets.rows_of(budget):
            concurrency.refuse_existing(self.request)
        data = self.validated_data(BudgetLines, partial=keep_others)
        changed = budgets.set_lines(budget, by=self.user, lines=data.get("lines", []), keep_others=keep_others)
        return self._lines_response(changed)

    def _lines_response(self, budget: Budget) -> HttpResponse:
        return concurrency.tagged(self.request, self._lines_json(budget))

    def _lines_json(self, budget: Budget) -> bytes:
        lines = [{"account_id": id, "amounts": amounts} for id, amounts in budgets.rows_of(budget).items()]
        shown = {"budget_id": budget.pk, "months": budget.months, "lines": lines}
        return dumps(self.serialize(BudgetLines, shown))

    def possible_actions(self, budget: Any) -> tuple[str, ...]:
        return "update", "archive" if budget.is_active else "restore", "delete"
