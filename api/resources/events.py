"""The event log over HTTP: what happened in a company's books, in order."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema_field

from accounting.events import CATALOGUE, WEBHOOK_TEST
from accounting.models import Event
from api import filters
from api.company import CompanyViewSet
from api.fields import AllowedActions, ChoiceField, IdField, IntegerField, MomentField, WrittenJson
from api.mixins import ListMixin, RetrieveMixin
from api.serializers import ModelSerializer


@extend_schema_field({"$ref": "#/components/schemas/EventBody"})
class EventBody(WrittenJson):
    """The body of an event."""


class EventSerializer(ModelSerializer):
    company_id = IdField(read_only=True)
    sequence = IntegerField(read_only=True, help_text="The event's number in the company: from 1, without gaps.")
    type = ChoiceField(choices=[name for name in CATALOGUE if name != WEBHOOK_TEST], read_only=True)
    subject_id = IdField(read_only=True, help_text="The object that the event is about.")
    body = EventBody(help_text="The body that webhooks send, byte for byte.")
    created_at = MomentField(read_only=True)
    updated_at = MomentField(source="created_at", read_only=True, help_text="Events never change.")
    allowed_actions = AllowedActions()

    class Meta:
        model = Event
        fields: ClassVar[list[str]] = [
            "id",
            "company_id",
            "sequence",
            "type",
            "subject_id",
            "body",
            "allowed_actions",
            "created_at",
            "updated_at",
        ]


class EventFilter(filters.FilterSet):
    after = filters.WholeFilter(field_name="sequence", lookup_expr="gt")
    type = filters.ChoiceFilter(choices=[(name, name) for name in CATALOGUE if name != WEBHOOK_TEST])
    updated_since = filters.MomentFilter(field_name="created_at", lookup_expr="gte")

    class Meta:
        model = Event
        fields: ClassVar[list[str]] = []


class EventViewSet(ListMixin, RetrieveMixin, CompanyViewSet):
    """The event log, oldest first. To follow it, pass the sequence of the last event you have as `after`."""

    queryset = Event.objects.all()
    serializer_class = EventSerializer
    filterset_class = EventFilter
    state = ()
    sort_fields: ClassVar[dict[str, str]] = {"sequence": "sequence"}
    default_sort = "sequence"
    default_order = "asc"

    def possible_actions(self, event: Event) -> tuple[str, ...]:
        return ()
