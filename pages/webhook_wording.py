"""Say in words what happened to a delivery, for the owner of the endpoint. Pure functions: no queries, and the time is
an argument."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Literal

from webhooks import policy
from webhooks.models import Attempt, Delivery, DeliveryStatus, Endpoint, HoldReason, Lane

Tone = Literal["good", "bad", "wait", "off"]

FAILURES = {
    "address_refused": ("Address refused", "The host's address is not on the public internet."),
    "dns": ("DNS failure", "The host name could not be resolved."),
    "certificate": ("Certificate refused", "The server's certificate is not valid for this host."),
    "tls": ("TLS failure", "A secure connection could not be made."),
    "connect_timeout": ("Timed out", "The server could not be reached in time."),
    "timeout": ("Timed out", "The server did not respond in time."),
    "refused": ("Connection refused", "Nothing listens at this address and port."),
    "disconnected": ("Disconnected", "The server closed the connection without a response."),
    "unreachable": ("Unreachable", "There is no route to this address."),
    "reset": ("Connection reset", "The connection was reset."),
    "url": ("URL not callable", "This URL cannot be called."),
    "protocol": ("Not HTTP", "The server's answer is not an HTTP response."),
    "secret": ("Secret unreadable", "Atlas cannot decrypt this webhook's secret. Rotate it."),
}
"""A label and a sentence for each code of an attempt without a response (webhooks/sending.py)."""

CLEAR = ("refused", "disconnected", "url")
"""The codes for which the attempt's detail says nothing more."""
REDIRECT = "Atlas does not follow redirects. Use the final URL."
STATUS_HINTS = {
    301: REDIRECT,
    302: REDIRECT,
    303: REDIRECT,
    307: REDIRECT,
    308: REDIRECT,
    410: "This status asks Atlas not to call again, so the webhook was disabled.",
}


@dataclass(frozen=True)
class Words:
    label: str
    tone: Tone
    sentence: str = ""


def endpoint_status(endpoint: Endpoint) -> Words:
    match endpoint.status:
        case "active":
            return Words("Active", "good")
        case "held":
            return Words("On hold", "wait")  # `hold` says why and until when
        case "failing":
            times = endpoint.consecutive_failures
            return Words(
                "Failing", "bad", f"The last {times} attempts failed." if times > 1 else "The last attempt failed."
            )
    return Words("Disabled", "off", f"{endpoint.get_disabled_reason_display()}.")


def hold(endpoint: Endpoint) -> str:
    """Return why an endpoint is on hold."""
    if endpoint.hold_reason == HoldReason.RETRY_AFTER:
        return "Your endpoint asked Atlas to wait, with Retry-After in its response."
    if endpoint.hold_reason == HoldReason.BREAKER:
        return f"The last {endpoint.consecutive_failures} attempts failed, so Atlas waits before it tries again."
    return "Your endpoint did not accept the last delivery, so Atlas waits before it tries again."


def outcome(attempt: Attempt) -> Words:
    """Return the result of one attempt, such as `503 Service Unavailable` or `Timed out`."""
    tone: Tone = "good" if attempt.succeeded else "bad"
    if attempt.status_code is None:
        label, sentence = FAILURES.get(attempt.error, ("No response", "There was no response."))
        return Words(label, tone, sentence if attempt.error in CLEAR else attempt.detail or sentence)
    try:
        label = f"{attempt.status_code} {HTTPStatus(attempt.status_code).phrase}"
    except ValueError:
        label = str(attempt.status_code)
    return Words(label, tone, STATUS_HINTS.get(attempt.status_code, ""))


def delivery_status(delivery: Delivery) -> Words:
    """Return the state of a delivery. If there is a next attempt, the sentence continues with its time."""
    match delivery.status:
        case DeliveryStatus.SUCCEEDED:
            return Words("Delivered", "good", f"Delivered on attempt {delivery.attempts}.")
        case DeliveryStatus.EXHAUSTED:
            return Words("Failed", "bad", _exhausted(delivery))
    if delivery.lease is not None:
        return Words("Sending", "wait", f"Attempt {delivery.step} of {rounds(delivery)} is in progress.")
    if not delivery.endpoint.is_enabled:
        return Words("Waiting", "off", "It is waiting for the webhook to be enabled.")
    if delivery.is_held:
        return Words("On hold", "wait", "It is waiting for the webhook's hold to end,")
    if delivery.step:
        return Words("Retrying", "wait", f"Attempt {delivery.step} of {rounds(delivery)} failed. The next one is")
    if delivery.lane == Lane.REPLAY:
        return Words("Queued", "wait", "It is waiting behind new events.")
    return Words("Queued", "wait", f"Attempt 1 of {rounds(delivery)} is about to start.")


def rounds(delivery: Delivery) -> int:
    """Return how many attempts are made at most: one for a test."""
    return policy.MAX_ATTEMPTS if delivery.event_id else 1


def next_attempt_at(delivery: Delivery) -> datetime | None:
    """Return when a failed delivery is tried again, after a hold of its endpoint, or None if no time is known."""
    if (
        delivery.status != DeliveryStatus.PENDING
        or delivery.lease
        or not delivery.step
        or not delivery.endpoint.is_enabled
    ):
        return None
    return delivery.due_at


def is_under_way(delivery: Delivery, *, now: datetime, soon: float = 10, patience: float = 90) -> bool:
    """Return whether a page should wait: an attempt is due within `soon` seconds or overdue by less than `patience`."""
    if delivery.status != DeliveryStatus.PENDING or not delivery.endpoint.is_enabled:
        return False
    if delivery.is_held:
        return False
    due = next_attempt_at(delivery) or delivery.next_attempt_at
    return due is not None and -patience < (due - now).total_seconds() < (
        policy.LEASE_SECONDS if delivery.lease else soon
    )


def _exhausted(delivery: Delivery) -> str:
    if delivery.event_id is None:
        return "A test is sent only once."
    if not delivery.attempts:
        return "Never sent, because the webhook was disabled for failing."
    if delivery.step < policy.MAX_ATTEMPTS:
        return f"Gave up after attempt {delivery.step} because the webhook was disabled for failing."
    return f"Gave up after attempt {delivery.step} of {policy.MAX_ATTEMPTS}."
