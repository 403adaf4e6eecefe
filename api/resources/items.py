"""Items over HTTP: products and services."""

from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.db.models import OuterRef

from accounting.items import items
from accounting.items.models import MAX_CODE, MAX_UNIT
from accounting.models import BillLine, CreditNoteLine, InvoiceLine, Item, VendorCreditLine
from api import fields, filters
from api.actions import post_action
from api.bulk import batch_action
from api.company import CompanyViewSet
from api.mixins import CreateMixin, DestroyMixin, ListMixin, RetrieveMixin, UpdateMixin
from api.serializers import ModelSerializer
from api.upsert import upsert_action
from foundation.existence import are_there

LINES = {"invoice": InvoiceLine, "bill": BillLine, "credit_note": CreditNoteLine, "vendor_credit": VendorCreditLine}
"""The lines that can have an item, by their link to the document."""
USED_BY = [
    are_there(lines._default_manager.filter(company=OuterRef("company"), item=OuterRef("pk")), order=f"{link}_id")
    for link, lines in LINES.items()
]


def _price(help_text: str) -> fields.MoneyField:
    return fields.MoneyField(unit_price=True, required=False, allow_null=True, help_text=help_text)


def _id(help_text: str) -> fields.IdField:
    return fields.IdField(required=False, allow_null=True, help_text=help_text)


class ItemSerializer(ModelSerializer):
    """A product or a service. A line with its `item_id` takes from it what it leaves out; an item posts nothing."""

    code = fields.CharField(
        required=False,
        allow_blank=True,
        max_length=MAX_CODE,
        help_text="Your article number, unique per company; or empty.",
    )
    description = fields.CharField(
        required=False, allow_blank=True, help_text="What lines say. Default: they say its name."
    )
    unit = fields.CharField(
        required=False,
        allow_blank=True,
        max_length=MAX_UNIT,
        help_text="What the price is for, such as `hour`; or empty.",
    )
    currency = fields.CurrencyField(
        foreign_key=True,
        required=False,
        help_text="The currency of its prices. Default: the base currency of the company.",
    )
    sales_price = _price("The unit price on invoices and credit notes; null if it has none.")
    sales_account_id = _id("The account of revenue to which its sales are posted.")
    sales_tax_rate_id = _id("The tax rate of its sales.")
    purchase_price = _price("The unit price on bills and vendor credits; null if it has none.")
    purchase_account_id = _id("The account to which its purchases are posted.")
    purchase_tax_rate_id = _id("The tax rate of its purchases.")
    metadata = fields.MetadataField()
    allowed_actions = fields.AllowedActions()

    class Meta:
        model = Item
        currency = "currency"
        fields: ClassVar[list[str]] = [
            "id",
            "code",
            "name",
            "description",
            "unit",
            "currency",
            "sales_price",
            "sales_account_id",
            "sales_tax_rate_id",
            "purchase_price",
            "purchase_account_id",
            "purchase_tax_rate_id",
            "is_active",
            "external_id",
            "metadata",
            "allowed_actions",
            "created_at",
            "updated_at",
        ]
        read_only_fields: ClassVar[list[str]] = ["id", "is_active", "created_at", "updated_at"]


class ItemFilter(filters.FilterSet):
    is_active = filters.BooleanFilter()
    code = filters.TextFilter()
    external_id = filters.TextFilter()
    metadata = filters.MetadataFilter()
    search = filters.IndexedSearch()

    class Meta:
        model = Item
        fields: ClassVar[list[str]] = []


class ItemViewSet(ListMixin, RetrieveMixin, CreateMixin, UpdateMixin, DestroyMixin, CompanyViewSet):
    """Products and services: defaults for the lines of documents."""

    queryset = Item.objects.annotate(is_used=reduce(or_, USED_BY))
    serializer_class = ItemSerializer
    filterset_class = ItemFilter
    state = ("is_active", "is_used")
    sort_fields: ClassVar[dict[str, str]] = {
        "created_at": "created_at",
        "updated_at": "updated_at",
        "name": "name",
        "code": "code",
    }

    batch = batch_action(ItemSerializer)
    replace = upsert_action(ItemSerializer)

    def perform_create(self, data: dict[str, Any]) -> Item:
        return items.create(self.company, by=self.user, **data)

    def perform_update(self, item: Item, data: dict[str, Any]) -> Item:
        return items.update(item, by=self.user, **data)

    def perform_replace(self, item: Item, data: dict[str, Any]) -> Item:
        return items.replace(item, by=self.user, **data)

    def perform_delete(self, item: Item) -> None:
        items.delete(item, by=self.user)

    @post_action
    def archive(self, item: Item, data: dict[str, Any]) -> Item:
        """Archive an item. It cannot be used on new lines; existing ones keep it."""
        return items.archive(item, by=self.user)

    @post_action
    def restore(self, item: Item, data: dict[str, Any]) -> Item:
        """Restore an archived item."""
        return items.restore(item, by=self.user)

    def possible_actions(self, item: Any) -> tuple[str, ...]:
        actions = ("update", "archive" if item.is_active else "restore")
        return actions if item.is_used else (*actions, "delete")
