"""The audit trail over HTTP: who changed what in the organization, for its admins."""

from typing import ClassVar

from api import fields, filters
from api.company import OrganizationViewSet
from api.mixins import ListMixin, RetrieveMixin
from api.people import Person
from api.serializers import ModelSerializer
from foundation.models import AuditRecord


class AuditRecordSerializer(ModelSerializer):
    company_id = fields.IdField(read_only=True, allow_null=True, help_text="The company, if it is about one.")
    by = Person(read_only=True, allow_null=True, help_text="The user who did it; null for the system.")
    by_system = fields.CharField(read_only=True, help_text="The part of Atlas that did it; empty for a user.")
    action = fields.CharField(read_only=True, help_text="What happened, such as `period.reopened` (docs/audit.md).")
    object_type = fields.CharField(read_only=True, help_text="The kind of object, such as `period`.")
    object_id = fields.IdField(read_only=True, help_text="The object.")
    old = fields.ObjectField(read_only=True, help_text="What has changed, as it was before.")
    new = fields.ObjectField(
        read_only=True, help_text="What has changed, as it was afterwards; also what was asked for."
    )
    request_id = fields.CharField(read_only=True, help_text="The `X-Request-Id` of the request; empty without one.")
    address = fields.CharField(read_only=True, help_text="The client's address, of IPv6 its network; empty without.")
    updated_at = fields.MomentField(source="created_at", read_only=True, help_text="Records never change.")
    allowed_actions = fields.AllowedActions()

    class Meta:
        model = AuditRecord
        fields: ClassVar[list[str]] = [
            "id",
            "company_id",
            "by",
            "by_system",
            "action",
            "object_type",
            "object_id",
            "old",
            "new",
            "request_id",
            "address",
            "allowed_actions",
            "created_at",
            "updated_at",
        ]
        read_only_fields: ClassVar[list[str]] = ["id", "created_at"]


class AuditFilter(filters.FilterSet):
    company_id = filters.IdFilter(field_name="company_id")
    object_type = filters.TextFilter(field_name="object_type")
    object_id = filters.IdFilter(field_name="object_id")
    by_id = filters.IdFilter(field_name="by_id")
    action = filters.TextFilter(field_name="action")
    since = filters.MomentFilter(field_name="created_at", lookup_expr="gte")
    until = filters.MomentFilter(field_name="created_at", lookup_expr="lt")
    updated_since = filters.MomentFilter(field_name="created_at", lookup_expr="gte")

    class Meta:
        model = AuditRecord
        fields: ClassVar[list[str]] = []


class AuditViewSet(ListMixin, RetrieveMixin, OrganizationViewSet):
    """The changes in the organization, newest first, with their authors and the old values.

    Posted objects name their authors themselves, so posting is not listed here.
    """

    queryset = AuditRecord.objects.select_related("by")
    noun = "audit record"
    serializer_class = AuditRecordSerializer
    filterset_class = AuditFilter
    roles: ClassVar[dict[str, str]] = {"list": "admin", "retrieve": "admin"}

    def possible_actions(self, record: AuditRecord) -> tuple[str, ...]:
        return ()
