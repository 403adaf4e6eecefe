"""Webhooks over HTTP: endpoints, and what was delivered to them. For admins of the organization."""

from typing import Any, ClassVar

import orjson
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework.request import Request
from rest_framework.response import Response

from accounting.events import CATALOGUE
from api import concurrency, filters
from api.actions import post_action
from api.company import OrganizationViewSet
from api.errors import NotFound
from api.fields import (
    AllowedActions,
    BooleanField,
    BytesField,
    CharField,
    ChoiceField,
    IdField,
    IntegerField,
    ListField,
    MethodField,
    MomentField,
)
from api.mixins import CreateMixin, DestroyMixin, ListMixin, RetrieveMixin, UpdateMixin
from api.rendering import dumps
from api.serializers import ModelSerializer, Serializer
from webhooks import operations, signing
from webhooks.addresses import MAX_URL_LENGTH
from webhooks.models import (
    Attempt,
    Delivery,
    DeliveryStatus,
    DisabledReason,
    Endpoint,
    EndpointStatus,
    HeaderSecret,
    HoldReason,
)

SECRET_HELP = (
    f"{signing.MIN_SECRET_LENGTH} to {signing.MAX_SECRET_LENGTH} printable ASCII characters. If you give none, we "
    "generate one. Only the response to this request shows it."
)


def _secret_field() -> CharField:
    return CharField(
        required=False,
        min_length=signing.MIN_SECRET_LENGTH,
        max_length=signing.MAX_SECRET_LENGTH,
        trim_whitespace=False,
        validators=[RegexValidator(r"^[!-~]*\Z", "A secret can have only printable ASCII characters, without spaces.")],
        help_text=SECRET_HELP,
    )


def _admins_only(*operations: str) -> dict[str, str]:
    return dict.fromkeys(operations, "admin")


class WebhookSerializer(ModelSerializer):
    url = CharField(
        max_length=MAX_URL_LENGTH,
        help_text="An https address on the public internet. The port is 443 or above 1023.",
    )
    events = ListField(
        child=CharField(max_length=50), allow_empty=False, help_text="The types of events to send, or only `*` for all."
    )
    enabled = BooleanField(source="is_enabled", required=False)
    disabled_reason = ChoiceField(choices=[("", "Not disabled"), *DisabledReason.choices], read_only=True)
    held_until = MomentField(
        source="hold_ends_at", read_only=True, allow_null=True, help_text="When the hold ends; null if there is none."
    )
    hold_reason = ChoiceField(
        source="held_because",
        choices=[("", "Not on hold"), *HoldReason.choices],
        read_only=True,
        help_text="`retry_after`: the endpoint asked us to wait (429 or 503 with Retry-After). `breaker`: too many "
        "attempts in a row failed.",
    )
    status = ChoiceField(
        choices=EndpointStatus.choices,
        read_only=True,
        help_text="`active`, `failing` (the last attempts failed), `held` (only tests are sent for now) or `disabled`.",
    )
    allowed_actions = AllowedActions()

    class Meta:
        model = Endpoint
        fields: ClassVar[list[str]] = [
            "id",
            "url",
            "description",
            "events",
            "company_id",
            "enabled",
            "status",
            "disabled_reason",
            "disabled_at",
            "consecutive_failures",
            "held_until",
            "hold_reason",
            "last_delivery_at",
            "last_success_at",
            "header_secret",
            "previous_secret_expires_at",
            "allowed_actions",
            "created_at",
            "updated_at",
        ]
        read_only_fields: ClassVar[list[str]] = [
            "disabled_at",
            "consecutive_failures",
            "last_delivery_at",
            "last_success_at",
            "header_secret",
            "previous_secret_expires_at",
        ]


class NewWebhook(WebhookSerializer):
    secret = _secret_field()

    class Meta(WebhookSerializer.Meta):
        fields: ClassVar[list[str]] = [*WebhookSerializer.Meta.fields, "secret"]


class WebhookChanges(WebhookSerializer):
    header_secret = ChoiceField(
        choices=HeaderSecret.choices,
        required=False,
        help_text="Which secret signs `X-Atlas-Signature` during a rotation. Both sign `webhook-signature`.",
    )

    class Meta(WebhookSerializer.Meta):
        read_only_fields: ClassVar[list[str]] = [
            name for name in WebhookSerializer.Meta.read_only_fields if name != "header_secret"
        ]


class RotateSecret(Serializer):
    secret = _secret_field()
    switch_header = BooleanField(
        required=False,
        help_text="`false`: the old secret goes on signing `X-Atlas-Signature` for 24 hours, or until you set "
        "`header_secret` to `current`.",
    )


class TestEvent(Serializer):
    event = ChoiceField(
        choices=list(CATALOGUE),
        required=False,
        help_text="The type of the event. Default: `webhook.test`. Another type is sent as the catalogue shows it, "
        "with ids that do not exist, whatever the webhook subscribes to.",
    )


class Replay(Serializer):
    since = MomentField(help_text="The start: events recorded at this moment or later.")
    until = MomentField(required=False, help_text="The end: events recorded before this moment. Default: now.")
    again = BooleanField(required=False, help_text="Whether to send events again that were delivered.")


class ReplayedSerializer(Serializer):
    queued = IntegerField(read_only=True, help_text="How many deliveries are waiting to be sent now.")
    next_since = MomentField(
        read_only=True,
        allow_null=True,
        help_text="The `since` of the next request, if there are more events than one replay takes; else null.",
    )


class AttemptSerializer(ModelSerializer):
    response_body = BytesField(
        source="answer",
        read_only=True,
        help_text="The first 4 KiB of the response. Bytes that are not UTF-8 are replaced.",
    )

    class Meta:
        model = Attempt
        rows = Attempt.objects.order_by("number")
        fields: ClassVar[list[str]] = [
            "number",
            "started_at",
            "duration_ms",
            "succeeded",
            "status_code",
            "error",
            "detail",
            "request_headers",
            "response_body",
        ]


class DeliverySummary(ModelSerializer):
    webhook_id = IdField(source="endpoint_id", read_only=True)
    event = ChoiceField(
        source="event_type", choices=list(CATALOGUE), read_only=True, help_text="The type of the event."
    )
    event_id = IdField(read_only=True, allow_null=True, help_text="Null for `webhook.test`.")
    attempt_count = IntegerField(source="attempts", read_only=True)
    next_attempt_at = MomentField(source="due_at", read_only=True, allow_null=True)
    allowed_actions = AllowedActions()

    class Meta:
        model = Delivery
        fields: ClassVar[list[str]] = [
            "id",
            "webhook_id",
            "event",
            "event_id",
            "status",
            "attempt_count",
            "next_attempt_at",
            "finished_at",
            "allowed_actions",
            "created_at",
            "updated_at",
        ]
        read_only_fields: ClassVar[list[str]] = ["status", "finished_at"]


class SentTest(DeliverySummary):
    allowed_actions = None  # type: ignore[assignment]  # they are those of the delivery's own resource

    class Meta(DeliverySummary.Meta):
        fields: ClassVar[list[str]] = [name for name in DeliverySummary.Meta.fields if name != "allowed_actions"]


class DeliverySerializer(DeliverySummary):
    body = MethodField(help_text="The body that is sent, byte for byte.")
    attempts = AttemptSerializer(source="attempt_set", many=True, read_only=True)

    class Meta(DeliverySummary.Meta):
        fields: ClassVar[list[str]] = [*DeliverySummary.Meta.fields, "body", "attempts"]

    @extend_schema_field({"$ref": "#/components/schemas/DeliveryBody"})
    def get_body(self, delivery: Delivery) -> dict[str, Any]:
        return orjson.Fragment(delivery.body)  # type: ignore[return-value]  # exact numbers stay as they are


class WebhookFilter(filters.FilterSet):
    enabled = filters.BooleanFilter(field_name="is_enabled")
    company_id = filters.IdFilter()
    search = filters.SearchFilter(["url", "description"])

    class Meta:
        model = Endpoint
        fields: ClassVar[list[str]] = []


class WebhookViewSet(ListMixin, RetrieveMixin, CreateMixin, UpdateMixin, DestroyMixin, OrganizationViewSet):
    """The addresses to which events are sent. Only the responses to create and rotate-secret show the secret."""

    queryset = Endpoint.objects.filter(deleted_at=None)
    noun = "webhook"
    serializer_class = WebhookSerializer
    filterset_class = WebhookFilter
    sort_fields: ClassVar[dict[str, str]] = {"created_at": "created_at", "updated_at": "updated_at", "url": "url"}
    roles: ClassVar[dict[str, str]] = _admins_only(
        "list",
        "retrieve",
        "create",
        "update",
        "delete",
        "test",
        "try_now",
        "rotate_secret",
        "enable",
        "disable",
        "replay",
    )

    def get_serializer_class(self) -> type[ModelSerializer]:
        return {"create": NewWebhook, "partial_update": WebhookChanges}.get(self.action, WebhookSerializer)

    def create(self, request: Request, **kwargs: Any) -> Response:
        """Create a webhook. It receives events from now on."""
        data = self.validated_data(NewWebhook)
        created = operations.create(self.organization, by=self.user, **data)
        return self._with_secret(created, 201, {"Location": f"{request.path}/{created.endpoint.pk}"})

    def perform_update(self, endpoint: Endpoint, data: dict[str, Any]) -> Endpoint:
        return operations.update(endpoint, by=self.user, **data)

    def perform_delete(self, endpoint: Endpoint) -> None:
        operations.delete(endpoint, by=self.user)

    @post_action(body=TestEvent, response=SentTest, status=201, made_at="deliveries/{id}", tagged=False)
    def test(self, endpoint: Endpoint, data: dict[str, Any]) -> Delivery:
        """Send a test event at once, ahead of everything that is waiting, even during a hold."""
        return operations.send_test(endpoint, by=self.user, **data)

    @post_action
    def try_now(self, endpoint: Endpoint, data: dict[str, Any]) -> Endpoint:
        """End a webhook's hold and send what is waiting."""
        return operations.try_now(endpoint, by=self.user)

    @post_action(body=RotateSecret, response=NewWebhook)
    def rotate_secret(self, endpoint: Endpoint, data: dict[str, Any]) -> Response:
        """Replace a webhook's secret. The old one keeps signing too, for 24 hours."""
        return self._with_secret(operations.rotate_secret(endpoint, by=self.user, **data))

    @post_action
    def enable(self, endpoint: Endpoint, data: dict[str, Any]) -> Endpoint:
        """Enable a webhook. Use `replay` to send what it missed."""
        return operations.enable(endpoint, by=self.user)

    @post_action
    def disable(self, endpoint: Endpoint, data: dict[str, Any]) -> Endpoint:
        """Disable a webhook. Pending deliveries wait."""
        return operations.disable(endpoint, by=self.user)

    @post_action(body=Replay, response=ReplayedSerializer, tagged=False)
    def replay(self, endpoint: Endpoint, data: dict[str, Any]) -> operations.Replayed:
        """Send a webhook the events of a time that it has not received, also those that were never sent."""
        return operations.replay(endpoint, by=self.user, **data)

    def possible_actions(self, endpoint: Endpoint) -> tuple[str, ...]:
        if endpoint.is_enabled:
            held = ("try_now",) if endpoint.is_held else ()
            return ("update", "delete", "test", *held, "rotate_secret", "disable", "replay")
        return ("update", "delete", "rotate_secret", "enable")

    def _with_secret(
        self, made: operations.WithSecret, status: int = 200, headers: dict[str, str] | None = None
    ) -> Response:
        endpoint = self.reload(made.endpoint)
        shown = self.serialize(WebhookSerializer, endpoint)
        tag = concurrency.etag(dumps(shown))  # the tag of a GET, which never shows the secret
        shown["secret"] = made.secret
        return Response(shown, status, headers={"ETag": tag, **(headers or {})})


class DeliveryFilter(filters.FilterSet):
    status = filters.ChoiceFilter(choices=DeliveryStatus)
    event = filters.ChoiceFilter(choices=[(name, name) for name in CATALOGUE], field_name="event_type")

    class Meta:
        model = Delivery
        fields: ClassVar[list[str]] = []


class DeliveryViewSet(ListMixin, RetrieveMixin, OrganizationViewSet):
    """The deliveries to one webhook. A list leaves out their bodies and attempts."""

    queryset = Delivery.objects.select_related("endpoint")
    serializer_class = DeliverySerializer
    filterset_class = DeliveryFilter
    sort_fields: ClassVar[dict[str, str]] = {"created_at": "id"}  # ids sort by creation, and have the index
    roles: ClassVar[dict[str, str]] = _admins_only("list", "retrieve", "resend")

    def get_serializer_class(self) -> type[ModelSerializer]:
        return DeliverySummary if self.action == "list" else DeliverySerializer

    def scoped(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        rows = super().scoped(rows).filter(endpoint_id=self.kwargs["webhook_id"], endpoint__deleted_at=None)
        return rows if self.action == "list" else rows.select_related("event")

    def prepare(self) -> None:
        """Refuse the deliveries of a webhook that does not exist with 404."""
        super().prepare()
        endpoints = Endpoint.objects.filter(organization=self.organization, deleted_at=None)
        if not endpoints.filter(id=self.kwargs["webhook_id"]).exists():
            raise NotFound("There is no such webhook.")

    @post_action
    def resend(self, delivery: Delivery, data: dict[str, Any]) -> Delivery:
        """Send a delivery again, with all its retries."""
        return operations.resend(delivery, by=self.user)

    def possible_actions(self, delivery: Delivery) -> tuple[str, ...]:
        return ("resend",) if delivery.endpoint.is_enabled and delivery.lease is None else ()
