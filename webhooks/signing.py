"""Sign deliveries, and make and check the secrets. Pure functions: no database, no settings.

Each request has two signatures: Atlas's own header, and those of Standard Webhooks 1.0
(https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Sequence

MIN_SECRET_LENGTH = 16
MAX_SECRET_LENGTH = 128
GENERATED_BYTES = 32
STANDARD_PREFIX = "whsec_"
USER_AGENT = "Atlas-Webhooks/1"


def generate_secret() -> str:
    """Return a new secret of 256 random bits, as 43 letters, digits, `-` and `_`."""
    return secrets.token_urlsafe(GENERATED_BYTES)


def secret_fault(secret: str) -> str | None:
    """Return what is wrong with a secret that a user typed, or None."""
    if not MIN_SECRET_LENGTH <= len(secret) <= MAX_SECRET_LENGTH:
        return f"A secret has {MIN_SECRET_LENGTH} to {MAX_SECRET_LENGTH} characters."
    if not secret.isascii() or not secret.isprintable() or " " in secret:
        return "A secret can have only printable ASCII characters, without spaces."
    return None


def standard_form(secret: str) -> str:
    """Return the secret as libraries of Standard Webhooks expect it: `whsec_` and base64. It may have this form
    already."""
    if _standard_key(secret) is not None:
        return secret
    return STANDARD_PREFIX + base64.b64encode(secret.encode()).decode()


def atlas_signature(secret: str, body: bytes) -> str:
    """Return `X-Atlas-Signature`: lowercase hex HMAC-SHA256 of the raw body, keyed with the secret in UTF-8."""
    return hmac.digest(secret.encode(), body, "sha256").hex()


def standard_signature(live_secrets: Sequence[str], webhook_id: str, timestamp: int, body: bytes) -> str:
    """Return the value of `webhook-signature`: `v1,` and base64 for each live secret, separated by spaces."""
    signed = b"%s.%d.%s" % (webhook_id.encode(), timestamp, body)
    return " ".join(
        "v1," + base64.b64encode(hmac.digest(_key(secret), signed, hashlib.sha256)).decode() for secret in live_secrets
    )


def headers(
    *,
    body: bytes,
    event_type: str,
    webhook_id: str,
    delivery_id: str,
    attempt: int,
    sequence: int | None,
    timestamp: int,
    header_secret: str,
    live_secrets: Sequence[str],
) -> dict[str, str]:
    """Return all headers of one attempt. `timestamp` is its unix time; `header_secret` signs `X-Atlas-Signature`.

    `sequence` is the event's place in the company's history. A test has none.
    """
    place = {} if sequence is None else {"X-Atlas-Sequence": str(sequence)}
    return {
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
        "X-Atlas-Event": event_type,
        "X-Atlas-Delivery": delivery_id,
        "X-Atlas-Attempt": str(attempt),
        **place,
        "X-Atlas-Signature": atlas_signature(header_secret, body),
        "webhook-id": webhook_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": standard_signature(live_secrets, webhook_id, timestamp, body),
    }


def _key(secret: str) -> bytes:
    return _standard_key(secret) or secret.encode()


def _standard_key(secret: str) -> bytes | None:
    """Return the key in a secret of the form `whsec_` and base64. Return None for other secrets."""
    if not secret.startswith(STANDARD_PREFIX):
        return None
    try:
        return base64.b64decode(secret.removeprefix(STANDARD_PREFIX), validate=True) or None
    except binascii.Error:
        return None
