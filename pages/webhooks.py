"""Settings > API > Webhooks: the functions of the API's /webhooks as pages.

They are plain pages and forms: every change is a POST that calls one operation and redirects. Scripts only make them
faster: while a delivery is in progress, a page fetches itself again and replaces its changed parts (htmx).
"""

import functools
import json
import shlex
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounting.errors import WrongStatus
from accounting.events import WEBHOOK_TEST
from accounting.models import Company
from foundation.refusals import Refusal
from pages import webhook_forms, webhook_history, webhook_wording
from pages.forms import form_page, status_of
from pages.sign_in import organization_admins_only, organization_of, user_of
from webhooks import encryption, operations, signing
from webhooks.models import Attempt, Delivery, DeliveryStatus, Endpoint, HeaderSecret

DELIVERIES_A_PAGE = 25
MAX_SHOWN_ATTEMPTS = 50
UNSHOWN = "webhooks.unshown"
"""In the session: the id of an endpoint and its new secret, encrypted as in the database, until it was shown."""
SAMPLES = Path(__file__).parent / "verifying"
LANGUAGES = (("Python", "python.py"), ("TypeScript", "typescript.ts"), ("curl and openssl", "openssl.sh"))

page = require_safe
View = Callable[..., HttpResponse]


def act(view: View) -> View:
    """Make a view for an admin's button on a webhook's page. It shows a refusal of the operation as a message."""

    @require_POST
    @organization_admins_only
    @functools.wraps(view)
    def inner(request: HttpRequest, webhook_id: UUID, **ids: UUID) -> HttpResponse:
        try:
            return view(request, webhook_id, **ids)
        except Refusal as error:
            messages.error(request, str(error))
            return redirect("webhook", webhook_id)

    return inner


# Pages


@page
@organization_admins_only
def webhooks(request: HttpRequest) -> HttpResponse:
    """List the organization's webhooks."""
    endpoints = list(_endpoints(request).select_related("company").order_by("-created_at", "-id"))
    days = webhook_history.last_day([endpoint.id for endpoint in endpoints], now=timezone.now())
    rows = [(one, webhook_wording.endpoint_status(one), days[one.id]) for one in endpoints]
    return render(request, "webhooks/list.html", {"rows": rows, "limit": operations.MAX_ENDPOINTS})


@page
@organization_admins_only
def webhook(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """Show one webhook, its deliveries, and the buttons and forms to change it."""
    endpoint, now = _endpoint(request, webhook_id), timezone.now()
    filtering = webhook_forms.DeliveryFilter(request.GET)
    filtering.is_valid()
    deliveries, newer, older = _deliveries(endpoint, **filtering.cleaned_data)
    test = _last_test(endpoint) if "tested" in request.GET else None
    watched = [*deliveries, *([test] if test else [])]
    rotating = endpoint.previous_secret_expires_at
    context = {
        "endpoint": endpoint,
        "status": webhook_wording.endpoint_status(endpoint),
        "hold": webhook_wording.hold(endpoint) if endpoint.is_held else "",
        "day": webhook_history.last_day([endpoint.id], now=now)[endpoint.id],
        "filter": filtering,
        "query": {name: value for name in ("status", "event") if (value := filtering.cleaned_data.get(name))},
        "rows": [_row(delivery) for delivery in deliveries],
        "newer": newer,
        "older": older,
        "test": _row(test) if test else None,
        "test_waits": test is not None and webhook_wording.is_under_way(test, now=now),
        "refreshing": any(webhook_wording.is_under_way(delivery, now=now) for delivery in watched),
        "shown_secret": _take_secret(request, endpoint),
        "rotating_until": rotating if rotating and rotating > now else None,
        "header_is_old": endpoint.header_secret == HeaderSecret.PREVIOUS,
        "samples": _samples(endpoint.url),
    }
    return render(request, "webhooks/webhook.html", context)


@page
@organization_admins_only
def delivery(request: HttpRequest, webhook_id: UUID, delivery_id: UUID) -> HttpResponse:
    """Show one delivery with its request, attempts and answers."""
    found = _delivery(request, webhook_id, delivery_id)
    attempts = list(Attempt.objects.filter(delivery=found).order_by("-number")[:MAX_SHOWN_ATTEMPTS])
    body = found.body
    context = {
        "endpoint": found.endpoint,
        "delivery": found,
        "status": webhook_wording.delivery_status(found),
        "held_until": found.endpoint.held_until if found.is_held else None,
        "next_attempt_at": webhook_wording.next_attempt_at(found),
        "webhook_id": found.event_id or found.id,
        "body": _indented(body),
        "exact_body": body.decode(),
        "size": len(body),
        "attempts": [
            (attempt, webhook_wording.outcome(attempt), sorted(attempt.request_headers.items()), _answer(attempt))
            for attempt in attempts
        ],
        "can_resend": found.endpoint.is_enabled and found.lease is None,
        "refreshing": webhook_wording.is_under_way(found, now=timezone.now()),
    }
    return render(request, "webhooks/delivery.html", context)


# Forms


@sensitive_post_parameters("secret")
@form_page
@organization_admins_only
def new_webhook(request: HttpRequest) -> HttpResponse:
    """Add a webhook and send a test to it at once."""
    user = user_of(request)
    form = webhook_forms.NewWebhookForm(
        request.POST or None, initial={"which": webhook_forms.ALL}, companies=_companies(request), auto_id="%s"
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.create(organization_of(request), by=user, **form.changes)
            operations.send_test(made.endpoint, by=user)
        except Refusal as error:
            webhook_forms.blame(form, error)
        else:
            _keep_secret(request, made.endpoint)
            return redirect(_tested(made.endpoint.id))
    return render(request, "webhooks/new.html", {"form": form}, status=status_of(form))


@form_page
@organization_admins_only
def edit_webhook(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """Change a webhook's URL, events or description."""
    endpoint = _endpoint(request, webhook_id, locked=request.method == "POST")
    initial = webhook_forms.WebhookForm.initial_of(endpoint)
    form = webhook_forms.WebhookForm(request.POST or None, initial=initial, companies=_companies(request), auto_id="%s")
    if request.method == "POST" and form.is_valid():
        try:
            operations.update(endpoint, by=user_of(request), **form.changes)
        except Refusal as error:
            webhook_forms.blame(form, error)
        else:
            messages.success(request, "Saved.")
            return redirect("webhook", webhook_id)
    return render(request, "webhooks/edit.html", {"form": form, "endpoint": endpoint}, status=status_of(form))


@sensitive_post_parameters("secret")
@form_page
@organization_admins_only
def rotate_secret(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """Give the webhook a new secret, which its page shows once."""
    endpoint = _endpoint(request, webhook_id)
    form = webhook_forms.RotateForm(request.POST or None, auto_id="%s")
    if request.method == "POST" and form.is_valid():
        try:
            rotated = operations.rotate_secret(endpoint, by=user_of(request), **form.cleaned_data)
        except Refusal as error:
            webhook_forms.blame(form, error)
        else:
            _keep_secret(request, rotated.endpoint)
            return redirect("webhook", webhook_id)
    context = {"form": form, "endpoint": endpoint, "hours": operations.OVERLAP.total_seconds() // 3600}
    return render(request, "webhooks/rotate.html", context, status=status_of(form))


@form_page
@organization_admins_only
def replay(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """Send the events since a moment again."""
    endpoint = _endpoint(request, webhook_id)
    since = request.GET.get("since") or endpoint.disabled_at or endpoint.last_success_at or endpoint.created_at
    initial = {"since": since, "again": "again" in request.GET}
    form = webhook_forms.ReplayForm(request.POST or None, initial=initial, auto_id="%s")
    if request.method == "POST" and form.is_valid():
        try:
            replayed = operations.replay(endpoint, by=user_of(request), **form.cleaned_data)
        except Refusal as error:
            webhook_forms.blame(form, error)
        else:
            messages.success(request, _replayed(replayed, endpoint))
            if replayed.next_since is None:
                return redirect("webhook", webhook_id)
            again = "&again" if form.cleaned_data["again"] else ""
            return redirect(f"{request.path}?since={replayed.next_since:%Y-%m-%dT%H:%M:%S}{again}")
    context = {"form": form, "endpoint": endpoint, "limit": operations.MAX_REPLAY}
    return render(request, "webhooks/replay.html", context, status=status_of(form))


@form_page
@organization_admins_only
def delete_webhook(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """Ask for confirmation, then delete the webhook."""
    endpoint = _endpoint(request, webhook_id)
    if request.method != "POST":
        return render(request, "webhooks/delete.html", {"endpoint": endpoint})
    with suppress(WrongStatus):  # another session deleted it just now
        operations.delete(endpoint, by=user_of(request))
    messages.success(request, f"The webhook to {endpoint.url} was deleted.")
    return redirect("webhooks")


# Buttons


@act
def send_test(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    operations.send_test(_endpoint(request, webhook_id), by=user_of(request))
    return redirect(_tested(webhook_id))


@act
def try_now(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    operations.try_now(_endpoint(request, webhook_id), by=user_of(request))
    messages.success(request, "The hold has ended. The waiting deliveries are being sent.")
    return redirect("webhook", webhook_id)


@act
def enable(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    operations.enable(_endpoint(request, webhook_id), by=user_of(request))
    messages.success(
        request, "Enabled. What was waiting is sent, and events from now on. You can replay the events that it missed."
    )
    return redirect("webhook", webhook_id)


@act
def disable(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    operations.disable(_endpoint(request, webhook_id), by=user_of(request))
    messages.success(
        request, "Disabled. Nothing is sent. What is waiting is kept for 90 days. Events are still recorded."
    )
    return redirect("webhook", webhook_id)


@act
def switch_header(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    operations.update(_endpoint(request, webhook_id), by=user_of(request), header_secret=HeaderSecret.CURRENT)
    messages.success(request, "From now on, the new secret signs X-Atlas-Signature.")
    return redirect("webhook", webhook_id)


@act
def resend(request: HttpRequest, webhook_id: UUID, delivery_id: UUID) -> HttpResponse:
    operations.resend(_delivery(request, webhook_id, delivery_id), by=user_of(request))
    return redirect("delivery", webhook_id, delivery_id)


# Objects of the user's organization


def _endpoints(request: HttpRequest) -> QuerySet[Endpoint]:
    return Endpoint.objects.filter(organization=organization_of(request), deleted_at=None)


def _endpoint(request: HttpRequest, webhook_id: UUID, *, locked: bool = False) -> Endpoint:
    rows = _endpoints(request).select_related("company")
    return get_object_or_404(rows.select_for_update(no_key=True, of=("self",)) if locked else rows, id=webhook_id)


def _companies(request: HttpRequest) -> QuerySet[Company]:
    return Company.objects.filter(organization=organization_of(request)).order_by("name", "id")


def _delivery(request: HttpRequest, webhook_id: UUID, delivery_id: UUID) -> Delivery:
    endpoint = _endpoint(request, webhook_id)
    return get_object_or_404(Delivery.objects.select_related("endpoint", "event"), id=delivery_id, endpoint=endpoint)


def _deliveries(
    endpoint: Endpoint, *, status: str = "", event: str = "", before: UUID | None = None, after: UUID | None = None
) -> tuple[list[Delivery], UUID | None, UUID | None]:
    """Return one page of deliveries, newest first, and the ids for the pages with newer and older ones, or None.

    Pages begin at a key, so the last page costs as much as the first. Ids sort by creation.
    """
    rows = Delivery.objects.filter(endpoint=endpoint)
    rows = rows.filter(status=status) if status else rows
    rows = rows.filter(event_type=event) if event else rows
    if after is not None:
        found = list(_with_attempts(rows.filter(id__gt=after).order_by("id")))
        if len(found) > DELIVERIES_A_PAGE:
            found = found[:DELIVERIES_A_PAGE][::-1]
            return found, found[0].id, found[-1].id
        before = None  # show the newest page in full
    found = list(_with_attempts((rows.filter(id__lt=before) if before else rows).order_by("-id")))
    more, found = len(found) > DELIVERIES_A_PAGE, found[:DELIVERIES_A_PAGE]
    newer = (found[0].id if found else before) if before else None
    return found, newer, found[-1].id if more else None


def _with_attempts(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    attempts = Attempt.objects.defer("answer", "request_headers").order_by("number")
    rows = rows.select_related("endpoint").defer("test_body").prefetch_related(Prefetch("attempt_set", attempts))
    return rows[: DELIVERIES_A_PAGE + 1]


def _last_test(endpoint: Endpoint) -> Delivery | None:
    tests = Delivery.objects.filter(endpoint=endpoint, event_type=WEBHOOK_TEST).order_by("-id")
    return _with_attempts(tests).first()


# Values for the templates


def _row(delivery: Delivery) -> dict[str, Any]:
    last = max(delivery.attempt_set.all(), key=lambda attempt: attempt.number, default=None)
    return {
        "delivery": delivery,
        "status": webhook_wording.delivery_status(delivery),
        "held_until": delivery.endpoint.held_until if delivery.is_held else None,
        "next_attempt_at": webhook_wording.next_attempt_at(delivery),
        "attempt": last,
        "outcome": webhook_wording.outcome(last) if last else None,
        "attempts_in_a_row": webhook_wording.rounds(delivery),
        "is_pending": delivery.status == DeliveryStatus.PENDING,
    }


def _tested(webhook_id: UUID) -> str:
    return f"{reverse('webhook', args=[webhook_id])}?tested"


def _replayed(replayed: operations.Replayed, endpoint: Endpoint) -> str:
    queued = "One event is" if replayed.queued == 1 else f"{replayed.queued:,} events are"
    said = f"{queued} queued. New events are sent first."
    if not replayed.queued:
        said = "There were no events to send."
    elif endpoint.is_held:
        said = f"{queued} queued and will be sent when the hold ends."
    return said if replayed.next_since is None else f"{said} Replay again for the later events."


def _keep_secret(request: HttpRequest, endpoint: Endpoint) -> None:
    request.session[UNSHOWN] = [str(endpoint.id), endpoint.encrypted_secret]


def _take_secret(request: HttpRequest, endpoint: Endpoint) -> dict[str, str] | None:
    """Return the new secret in both its forms, only once."""
    kept = request.session.get(UNSHOWN)
    if kept is None or kept[0] != str(endpoint.id) or request.method == "HEAD":
        return None
    del request.session[UNSHOWN]
    secret = encryption.decrypt(kept[1])
    return {"plain": secret, "standard": signing.standard_form(secret)}


def _indented(body: bytes) -> str:
    """Return JSON with line breaks and indents. Numbers keep their digits."""
    read = json.loads(body, parse_float=Decimal)
    return orjson.dumps(read, lambda number: orjson.Fragment(str(number)), orjson.OPT_INDENT_2).decode()


def _answer(attempt: Attempt) -> str:
    return bytes(attempt.answer).decode(errors="replace")


@functools.cache
def _sample_files() -> tuple[tuple[str, str], ...]:
    return tuple((language, (SAMPLES / name).read_text(encoding="utf-8")) for language, name in LANGUAGES)


def _samples(url: str) -> list[tuple[str, str]]:
    return [(language, code.replace("$URL", shlex.quote(url))) for language, code in _sample_files()]
