"""Tracking categories over HTTP."""

from typing import Any, ClassVar

from django.db.models import OuterRef

from accounting.ledger import tracking_categories
from accounting.ledger.tracking_categories import MAX_OPTIONS
from accounting.models import TrackingCategory, TrackingOption
from api import fields, filters
from api.actions import post_action
from api.company import CompanyViewSet
from api.mixins import CreateMixin, DestroyMixin, ListMixin, RetrieveMixin, UpdateMixin
from api.serializers import ModelSerializer, Serializer
from foundation.existence import are_there
from foundation.models import MAX_NAME_LENGTH


class TrackingOptionSerializer(ModelSerializer):
    """An option of a tracking category. Lines name it by its id."""

    id = fields.IdField(
        required=False,
        help_text="In a request: the option that is changed. Without one: the option of this name, or a new one.",
    )
    name = fields.CharField(
        required=False,
        max_length=MAX_NAME_LENGTH,
        help_text="The name, unique in its category. A new option needs one.",
    )
    is_active = fields.BooleanField(
        required=False, help_text="False once archived: new lines cannot have it. Default: true."
    )
    is_used = fields.BooleanField(
        read_only=True, help_text="Whether a line or a budget ever had it. Then it can be archived, but not removed."
    )

    class Meta:
        model = TrackingOption
        rows = TrackingOption.objects.order_by("id")
        fields: ClassVar[list[str]] = ["id", "name", "is_active", "is_used"]


class TrackingCategorySerializer(ModelSerializer):
    """What lines are tracked by, such as `Department`, with its options. A line has at most one option of each."""

    options = TrackingOptionSerializer(
        many=True,
        required=False,
        allow_empty=True,
        max_length=MAX_OPTIONS,
        help_text="In a request: the options to add or change. Those that are not given stay as they are.",
    )
    allowed_actions = fields.AllowedActions()

    class Meta:
        model = TrackingCategory
        fields: ClassVar[list[str]] = [
            "id",
            "name",
            "options",
            "is_active",
            "allowed_actions",
            "created_at",
            "updated_at",
        ]
        read_only_fields: ClassVar[list[str]] = ["id", "is_active", "created_at", "updated_at"]


class RemoveOptionsBody(Serializer):
    option_ids = fields.ListField(
        child=fields.IdField(), min_length=1, max_length=MAX_OPTIONS, help_text="The options to remove."
    )


class TrackingCategoryFilter(filters.FilterSet):
    is_active = filters.BooleanFilter()
    search = filters.SearchFilter(["name"])

    class Meta:
        model = TrackingCategory
        fields: ClassVar[list[str]] = []


IN_USE = are_there(TrackingOption.objects.filter(company=OuterRef("company"), category=OuterRef("pk"), is_used=True))


class TrackingCategoryViewSet(ListMixin, RetrieveMixin, CreateMixin, UpdateMixin, DestroyMixin, CompanyViewSet):
    """Tracking categories, such as department and project, for the lines of entries and documents."""

    queryset = TrackingCategory.objects.annotate(is_used=IN_USE)
    serializer_class = TrackingCategorySerializer
    filterset_class = TrackingCategoryFilter
    sort_fields: ClassVar[dict[str, str]] = {
        "created_at": "created_at",
        "updated_at": "updated_at",
        "name": "name",
    }

    def perform_create(self, data: dict[str, Any]) -> TrackingCategory:
        return tracking_categories.create(self.company, by=self.user, **data)

    def perform_update(self, category: TrackingCategory, data: dict[str, Any]) -> TrackingCategory:
        return tracking_categories.update(category, by=self.user, **data)

    def perform_delete(self, category: TrackingCategory) -> None:
        tracking_categories.delete(category, by=self.user)

    @post_action
    def archive(self, category: TrackingCategory, data: dict[str, Any]) -> TrackingCategory:
        """Archive a tracking category. New lines cannot have its options; existing ones keep theirs."""
        return tracking_categories.archive(category, by=self.user)

    @post_action
    def restore(self, category: TrackingCategory, data: dict[str, Any]) -> TrackingCategory:
        """Restore an archived tracking category."""
        return tracking_categories.restore(category, by=self.user)

    @post_action(body=RemoveOptionsBody)
    def remove_options(self, category: TrackingCategory, data: dict[str, Any]) -> TrackingCategory:
        """Remove options that no line or budget ever had."""
        return tracking_categories.remove_options(category, by=self.user, **data)

    def possible_actions(self, category: Any) -> tuple[str, ...]:
        actions = ("update", "remove-options", "archive" if category.is_active else "restore")
        return actions if category.is_used else (*actions, "delete")
