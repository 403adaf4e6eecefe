"""The staff's pages of webhooks: endpoints, deliveries with every attempt, and the engine. No secret is shown."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html

from accounting.events import CATALOGUE
from accounting.ledger.admin.facts import FactAdmin, FactInline
from accounting.ledger.admin.running import Operation
from foundation.staff_pages import LongListAdmin
from webhooks import operations, slots, upkeep
from webhooks.models import Attempt, Delivery, DeliveryStatus, Drain, Endpoint, EndpointHour, FanOut, Pulse

STALE_CANARY_SECONDS = 60


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("active", "Active"), ("failing", "Failing"), ("held", "On hold"), ("disabled", "Disabled")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Endpoint]) -> QuerySet[Endpoint]:
        held = Q(held_until__gt=timezone.now())
        match self.value():
            case "active":
                return queryset.filter(~held | Q(held_until=None), is_enabled=True, consecutive_failures=0)
            case "failing":
                return queryset.filter(~held | Q(held_until=None), is_enabled=True, consecutive_failures__gt=0)
            case "held":
                return queryset.filter(held, is_enabled=True)
            case "disabled":
                return queryset.filter(is_enabled=False)
        return queryset


@admin.register(Endpoint)
class EndpointAdmin(FactAdmin):
    list_display = ("url", "organization", "company", "state", "consecutive_failures", "held_until", "last_delivery_at")
    list_filter = (StateFilter, "disabled_reason")
    list_select_related = ("organization", "company")
    search_fields = ("url", "=id", "organization__name")
    search_help_text = "URL, id, or organization"
    ordering = ("-created_at", "-id")
    fieldsets = (
        (None, {"fields": ("organization", "company", "url", "description", "events", "created_by")}),
        (
            "State",
            {
                "fields": (
                    "state",
                    "disabled_reason",
                    "disabled_at",
                    "consecutive_failures",
                    "failing_since",
                    "held_until",
                    "hold_reason",
                )
            },
        ),
        ("Times", {"fields": ("last_success_at", "last_delivery_at", "next_due_at", "created_at", "updated_at")}),
        ("Secret", {"fields": ("header_secret", "previous_secret_expires_at")}),
    )
    actions = (
        Operation(
            operations.send_test,
            label="Send a test event",
            done="sent a test event",
            applies=lambda row: row.is_enabled,
        ),
        Operation(operations.try_now, label="Try now", done="sent what waited", applies=lambda row: row.is_held),
        Operation(operations.enable, label="Enable", done="enabled", applies=lambda row: not row.is_enabled),
        Operation(operations.disable, label="Disable", done="disabled", applies=lambda row: row.is_enabled),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Endpoint]:
        return (
            super().get_queryset(request).filter(deleted_at=None).defer("encrypted_secret", "encrypted_previous_secret")
        )

    @admin.display(description="state")
    def state(self, endpoint: Endpoint) -> str:
        return endpoint.status


class EventTypeFilter(admin.SimpleListFilter):
    """Filter by a type of the catalogue. Reading the types from the deliveries would be slow."""

    title = "event"
    parameter_name = "event"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, name) for name in CATALOGUE]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> QuerySet[Delivery]:
        return queryset.filter(event_type=self.value()) if self.value() in CATALOGUE else queryset


class AttemptInline(FactInline):
    model = Attempt
    fields = ("number", "started_at", "duration_ms", "outcome", "answered", "sent")
    readonly_fields = ("outcome", "answered", "sent")
    ordering = ("number",)

    @admin.display(description="outcome")
    def outcome(self, attempt: Attempt) -> str:
        return str(attempt.status_code or f"{attempt.error}: {attempt.detail}")

    @admin.display(description="answer")
    def answered(self, attempt: Attempt) -> str:
        return format_html('<pre class="body">{}</pre>', bytes(attempt.answer).decode(errors="replace"))

    @admin.display(description="request headers")
    def sent(self, attempt: Attempt) -> str:
        lines = [f"{name}: {value}" for name, value in attempt.request_headers.items()]
        return format_html('<pre class="body">{}</pre>', "\n".join(lines))


@admin.register(Delivery)
class DeliveryAdmin(LongListAdmin, FactAdmin):
    list_display = ("event_type", "endpoint", "organization", "status", "attempts", "next_attempt_at", "created_at")
    list_filter = ("status", EventTypeFilter)
    list_select_related = ("endpoint", "organization")
    search_fields = ("=id", "=event__id", "endpoint__url", "endpoint__organization__name")
    search_help_text = "Id of the delivery or the event, URL, or organization."
    inlines = (AttemptInline,)
    fieldsets = (
        (None, {"fields": ("endpoint", "organization", "event_type", "event", "status", "attempts", "step", "lane")}),
        ("Times", {"fields": ("created_at", "next_attempt_at", "finished_at", "id")}),
        ("Body", {"fields": ("sent",)}),
    )
    actions = (
        Operation(
            operations.resend,
            label="Send again",
            done="queued again",
            whole="endpoint_id",
            applies=lambda row: row.endpoint.is_enabled and row.status != DeliveryStatus.PENDING,
        ),
    )

    @admin.display(description="body")
    def sent(self, delivery: Delivery) -> str:
        return format_html('<pre class="body">{}</pre>', delivery.body.decode())


@admin.register(Drain)
class DrainAdmin(FactAdmin):
    """Show which workers run the engine, how much waits and since when, and whether workers are alive."""

    list_display = ("slot", "worker", "started_at", "expires_at", "looks_until")
    list_display_links = None
    ordering = ("slot",)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        canary_age = upkeep.canary_age()
        state = {
            "depth": slots.depth(),
            "canary_age": canary_age,
            "canary_is_stale": canary_age is None or canary_age.total_seconds() > STALE_CANARY_SECONDS,
            "failing": Endpoint.objects.filter(is_enabled=True, consecutive_failures__gt=0, deleted_at=None).count(),
            "disabled": Endpoint.objects.filter(is_enabled=False, deleted_at=None).count(),
        }
        return super().changelist_view(request, {**(extra_context or {}), "engine": state})


@admin.register(FanOut)
class FanOutAdmin(FactAdmin):
    """Show up to which event deliveries were made for each company."""

    list_display = ("company", "organization", "sequence", "behind")
    list_select_related = ("company__ledger_head", "organization")
    search_fields = ("company__name", "organization__name")
    search_help_text = "Company or organization"
    ordering = ("company",)
    fields = ("company", "organization", "sequence", "behind")

    @admin.display(description="events to go")
    def behind(self, fan_out: FanOut) -> int:
        return fan_out.company.ledger_head.last_event_sequence - fan_out.sequence


@admin.register(Pulse)
class PulseAdmin(FactAdmin):
    """Show when workers last did their tasks."""

    list_display = fields = ("name", "at")
    ordering = ("name",)


@admin.register(EndpointHour)
class EndpointHourAdmin(LongListAdmin, FactAdmin):
    """Show how many attempts of an endpoint succeeded and failed in each hour."""

    list_display = fields = ("endpoint", "organization", "start", "succeeded", "failed")
    list_select_related = ("endpoint", "organization")
    search_fields = ("endpoint__url", "endpoint__organization__name")
    search_help_text = "URL or organization."
    newest = "start"
    ordering = ("-start", "endpoint")
