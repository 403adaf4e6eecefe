"""Deliveries of webhooks: `verify` says whether one is from Atlas, and returns the event."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol, cast

from atlas_accounting._model import Model, reader
from atlas_accounting.errors import WebhookVerificationError

if TYPE_CHECKING:
    from atlas_accounting.events import Event

TOLERANCE = 300
STANDARD_PREFIX = "whsec_"


class Headers(Protocol):
    """The headers of a request, from any framework."""

    def items(self) -> Iterable[tuple[str, str]]: ...


class UnknownEvent(Model):
    """An event of a type that this version of the library does not know."""

    event: str
    data: dict[str, Any]
    sequence: int | None = None


def verify(
    body: bytes | str,
    headers: Headers,
    secret: str | Sequence[str],
    *,
    tolerance: int | None = TOLERANCE,
    now: float | None = None,
) -> Event:
    """Return the event in a delivery, or raise `WebhookVerificationError`.

    `body` is the raw body, as it came. `secret` is that of the endpoint, or several of which any may have signed.

    `webhook-signature` also signs the time: it must be within `tolerance` seconds of now (or of `now`, in unix time),
    so that nobody can send an old delivery again. With `tolerance=None` the time does not matter, and then a delivery
    whose only signature is `X-Atlas-Signature` is accepted too.

    Events have their own types: after `if event.event == "invoice.paid"`, `event.data` is known to be an invoice's.
    """
    raw = body.encode(errors="replace") if isinstance(body, str) else bytes(body)
    secrets = [secret] if isinstance(secret, str) else list(secret)
    if not secrets or not all(secrets):
        raise ValueError("an endpoint's secret cannot be empty")
    given = {name.lower(): value for name, value in headers.items()}
    if "webhook-signature" in given:
        _check_standard(raw, given, secrets, tolerance, time.time() if now is None else now)
    elif "x-atlas-signature" not in given:
        raise WebhookVerificationError("the request has no signature")
    elif tolerance is not None:
        raise WebhookVerificationError("the request has no webhook-signature, which alone signs the time")
    else:
        _check_atlas(raw, given, secrets)
    return read(raw)


def read(body: bytes) -> Event:
    """Return the event in a body that is verified already, such as one that you have stored."""
    from atlas_accounting.events import NAMES

    try:
        data = json.loads(body, parse_float=Decimal)
        name = NAMES.get(data["event"])
        return cast("Event", reader(name)(data) if name else UnknownEvent.read(data))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WebhookVerificationError("the body is not an event of Atlas") from error


def _check_standard(
    body: bytes, headers: Mapping[str, str], secrets: Sequence[str], tolerance: int | None, now: float
) -> None:
    id_, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not id_ or not (timestamp.isascii() and timestamp.isdigit()):
        raise WebhookVerificationError("webhook-id or webhook-timestamp is missing or unreadable")
    signed = f"{id_}.{timestamp}.".encode(errors="replace") + body
    given = [word.removeprefix("v1,") for word in headers["webhook-signature"].split() if word.startswith("v1,")]
    expected = [base64.b64encode(hmac.digest(_key(secret), signed, hashlib.sha256)) for secret in secrets]
    if not any(_matches(given, expected)):
        raise WebhookVerificationError("webhook-signature does not match the body and any of the secrets")
    if tolerance is not None and abs(now - int(timestamp)) > tolerance:
        raise WebhookVerificationError(f"the delivery was not signed within {tolerance} seconds of now")


def _check_atlas(body: bytes, headers: Mapping[str, str], secrets: Sequence[str]) -> None:
    expected = [hmac.digest(secret.encode(), body, hashlib.sha256).hex().encode() for secret in secrets]
    if not any(_matches([headers["x-atlas-signature"]], expected)):
        raise WebhookVerificationError("X-Atlas-Signature does not match the body and any of the secrets")


def _matches(given: Sequence[str], expected: Sequence[bytes]) -> Iterator[bool]:
    """Compare each pair in constant time, up to the first match. The time reveals nothing about the others."""
    for signature in given:
        for right in expected:
            yield hmac.compare_digest(signature.encode(errors="replace"), right)


def _key(secret: str) -> bytes:
    """Return the key of the standard signature: the base64 in a `whsec_…` secret, else the secret itself."""
    if secret.startswith(STANDARD_PREFIX):
        try:
            return base64.b64decode(secret.removeprefix(STANDARD_PREFIX), validate=True) or secret.encode()
        except binascii.Error:
            pass
    return secret.encode()
