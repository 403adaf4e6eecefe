"""Tax returns over HTTP."""

from typing import Any, ClassVar

from accounting.models import TaxBasis, TaxKind, TaxReturn, TaxReturnStatus
from accounting.taxes import returns
from api import fields, filters
from api.actions import get_action, post_action
from api.company import CompanyViewSet
from api.mixins import CreateMixin, DestroyMixin, ListMixin, RetrieveMixin
from api.people import CREATED_BY, Author, with_authors
from api.query import asked
from api.serializers import ModelSerializer, Serializer


class TaxBoxAmountSerializer(Serializer):
    """A box of a tax return with its amount."""

    box = fields.CharField(help_text="The box, as the tax rates name it, or the kind of the lines without a box.")
    amount = fields.MoneyField(base=True, help_text="The amount. A credit note reduces it.")


class TaxReturnSerializer(ModelSerializer):
    """The tax of some days, by box. A draft shows the books as they are now; a filed one stays as it was filed."""

    start_date = fields.DateField(help_text="The first day: the one after the last filed tax return, if there is one.")
    end_date = fields.DateField(help_text="The last day.")
    basis = fields.ChoiceField(
        choices=TaxBasis.choices,
        required=False,
        help_text="`accrual`: each tax is in the return of its entry's date. `cash`: in proportion to what is settled "
        "of its document. By default that of the filed returns, which the next ones keep, or `accrual`.",
    )
    boxes = TaxBoxAmountSerializer(many=True, read_only=True, help_text="The boxes that have lines.")
    tax_due = fields.MoneyField(
        base=True, read_only=True, help_text="Tax on sales less deducted tax on purchases; less than zero is refunded."
    )
    created_by = Author(help_text=CREATED_BY)
    filed_by = Author(help_text="The user who filed it; null until then.")
    allowed_actions = fields.AllowedActions()

    class Meta:
        model = TaxReturn
        fields: ClassVar[list[str]] = [
            "id",
            "start_date",
            "end_date",
            "basis",
            "status",
            "boxes",
            "tax_due",
            "filed_at",
            "filed_by_id",
            "filed_by",
            "created_by",
            "allowed_actions",
            "created_at",
            "updated_at",
        ]
        read_only_fields: ClassVar[list[str]] = ["id", "status", "filed_at", "filed_by_id", "created_at", "updated_at"]


class TaxLineSerializer(Serializer):
    """A line of a posted entry in a tax return."""

    line_id = fields.IdField(help_text="The id of the line.")
    entry_id = fields.IdField(help_text="The id of its journal entry.")
    entry_number = fields.IntegerField(help_text="The number of its journal entry.")
    date = fields.DateField(help_text="The date of its journal entry.")
    account_id = fields.IdField(help_text="Its account.")
    description = fields.CharField(help_text="Its description.")
    tax_rate_id = fields.IdField(help_text="Its tax rate.")
    kind = fields.ChoiceField(choices=TaxKind.choices, help_text="What it is for the tax return.")
    box = fields.CharField(help_text="The box that it is in.")
    amount = fields.MoneyField(base=True, help_text="Its amount in this box.")


class TaxLinesQuery(Serializer):
    box = fields.CharField(required=False, max_length=40, help_text="Only the lines of this box of a tax rate.")
    after_entry = fields.IntegerField(
        required=False, min_value=0, help_text="Only lines after this one: `entry_number` of the last line."
    )
    after_line = fields.IdField(required=False, help_text="With `after_entry`: `line_id` of the last line.")


class TaxLines(Serializer):
    """The journal lines behind a tax return, or behind one of its boxes."""

    items = TaxLineSerializer(many=True, help_text="Up to 100 lines, in the order of their entries.")


class TaxReturnFilter(filters.FilterSet):
    status = filters.ChoiceFilter(choices=TaxReturnStatus)
    start_date_from, start_date_to = filters.date_range("start_date")

    class Meta:
        model = TaxReturn
        fields: ClassVar[list[str]] = []


class TaxReturnViewSet(ListMixin, RetrieveMixin, CreateMixin, DestroyMixin, CompanyViewSet):
    """Tax returns. Filing one locks its days: corrections are in the next one."""

    queryset = with_authors(
        returns.with_figures(TaxReturn.objects.select_related("company")), created_by="created_by", filed_by="filed_by"
    )
    serializer_class = TaxReturnSerializer
    filterset_class = TaxReturnFilter
    default_sort = "start_date"
    sort_fields: ClassVar[dict[str, str]] = {"start_date": "start_date", "updated_at": "updated_at"}
    roles: ClassVar[dict[str, str]] = {"file": "admin"}

    def perform_create(self, data: dict[str, Any]) -> TaxReturn:
        return returns.create(self.company, by=self.user, **data)

    def perform_delete(self, row: TaxReturn) -> None:
        returns.delete(row, by=self.user)

    @post_action
    def file(self, row: TaxReturn, data: dict[str, Any]) -> TaxReturn:
        """File a tax return whose days are over. Nothing with tax can be dated on or before its last day any more."""
        return returns.file(row, by=self.user)

    @get_action(response=TaxLines, query=TaxLinesQuery)
    def lines(self, row: TaxReturn, query: dict[str, Any]) -> dict[str, Any]:
        """List the lines of posted entries that make up a tax return, or one box of it."""
        after = (query.get("after_entry", 0), str(query.get("after_line", "")))
        with asked():
            return {"items": returns.lines(row, box=query.get("box", ""), after=after)}

    def possible_actions(self, row: TaxReturn) -> tuple[str, ...]:
        return returns.possible_actions(row)
