"""Tax rates over HTTP."""

from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.db.models import OuterRef

from accounting.models import Item, TaxCategory, TaxComponent, TaxRate, TaxTreatment
from accounting.taxes import tax_rates
from accounting.taxes.components import MAX_COMPONENTS
from accounting.taxes.models import MAX_BOX, MAX_CODE
from api import fields, filters
from api.actions import post_action
from api.company import CompanyViewSet
from api.mixins import CreateMixin, DestroyMixin, ListMixin, RetrieveMixin, UpdateMixin
from api.serializers import ModelSerializer, Serializer
from foundation.existence import are_there
from foundation.models import MAX_NAME_LENGTH

USED_BY = [
    are_there(model._default_manager.filter(company=OuterRef("company"), tax_rate=OuterRef("pk")))
    for model in tax_rates.users()
]
USED_BY += [
    are_there(Item.objects.filter(company=OuterRef("company"), **{name: OuterRef("pk")}))
    for name in ("sales_tax_rate", "purchase_tax_rate")
]


class TaxComponentSerializer(ModelSerializer):
    """A component of a tax rate, such as the GST of GST and PST."""

    name = fields.CharField(required=False, max_length=MAX_NAME_LENGTH, help_text="Default: the name of the rate.")
    percent = fields.PercentField(help_text="The percentage: 5 is 5 %.")
    compound = fields.BooleanField(
        required=False, help_text="Whether it is computed on net plus the components before it. Default: false."
    )
    recoverable_percent = fields.PercentField(
        required=False,
        help_text="How much of this tax on a purchase is deducted; the rest is added to the cost of its line. "
        "Default: 100.",
    )

    class Meta:
        model = TaxComponent
        rows = TaxComponent.objects.order_by("position")
        fields: ClassVar[list[str]] = ["name", "percent", "compound", "recoverable_percent", "account_id"]


def _box(help_text: str) -> fields.CharField:
    return fields.CharField(required=False, allow_blank=True, max_length=MAX_BOX, help_text=help_text)


class TaxBoxesSerializer(Serializer):
    """The boxes of the tax return. An empty one means the box with the name of the field."""

    sales_net = _box("The box for the net of sales.")
    sales_tax = _box("The box for tax on sales, and for tax that the buyer owes.")
    purchase_net = _box("The box for the net of purchases.")
    purchase_tax = _box("The box for deducted tax on purchases.")


class TaxRateSerializer(ModelSerializer):
    """One percentage, or several components, and whether prices include them. If neither the component nor the rate has
    an account, tax is posted to the tax account of the chart."""

    code = fields.CharField(
        required=False, allow_blank=True, max_length=MAX_CODE, help_text="A short code, unique per company; or empty."
    )
    percent = fields.PercentField(
        required=False,
        help_text="The percentage: 15 is 15 %. Of a rate with components: what they come to, so a change of several "
        "takes `components`. It cannot change once a document uses the rate.",
    )
    components = TaxComponentSerializer(
        many=True,
        required=False,
        max_length=MAX_COMPONENTS,
        help_text="In a request: instead of `percent`. They replace all components, and cannot change once a document "
        "uses the rate.",
    )
    category = fields.ChoiceField(
        choices=TaxCategory.choices,
        required=False,
        help_text="The code of EN 16931. By default it follows the treatment.",
    )
    treatment = fields.ChoiceField(
        choices=TaxTreatment.choices,
        required=False,
        help_text="`reverse_charge` and `import`: nothing is charged on sales; on purchases the tax is owed and "
        "deducted, and the total stays as it is. Default: `standard`.",
    )
    valid_from = fields.DateField(required=False, allow_null=True, help_text="The first day of documents with it.")
    valid_to = fields.DateField(required=False, allow_null=True, help_text="The last day of documents with it.")
    boxes = TaxBoxesSerializer(required=False, help_text="The boxes of the tax return. They replace all boxes.")
    allowed_actions = fields.AllowedActions()

    class Meta:
        model = TaxRate
        fields: ClassVar[list[str]] = [
            "id",
            "name",
            "code",
            "percent",
            "components",
            "is_inclusive",
            "category",
            "treatment",
            "valid_from",
            "valid_to",
            "boxes",
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
    code = filters.TextFilter()
    category = filters.ChoiceFilter(choices=TaxCategory)
    treatment = filters.ChoiceFilter(choices=TaxTreatment)
    search = filters.SearchFilter(["name", "code"])

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
