"""`Idempotency-Key`: a repeated POST has its effect only once (draft-ietf-httpapi-idempotency-key-header).

The response is stored in the transaction of the effect, so there is never one without the other. A refusal rolls back
both, so the key can be used again. Keys belong to a user of an organization and are kept for a week.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from hashlib import blake2b
from typing import Any

import orjson
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.crypto import salted_hmac
from rest_framework.request import Request

from api.errors import BadRequest, IdempotencyKeyInUse, IdempotencyKeyReused
from api.models import MAX_KEY_LENGTH, IdempotencyKey
from foundation import encryption
from foundation.statements import fetch, together
from foundation.sweeping import sweep

HEADER = "Idempotency-Key"
META = "HTTP_IDEMPOTENCY_KEY"
"""Its name in the environment of a request."""
KEPT = timedelta(days=7)
MAX_PARTS = 2000
"""Of a form. Django refuses one with so many."""
KEPT_HEADERS = ("Content-Type", "ETag", "Location")
FIND = """
    SELECT fingerprint, status_code, headers::text, body FROM "api_idempotencykey"
    WHERE organization_id = %s AND user_id = %s AND key = %s AND created_at > %s
"""
KEEP = """
    INSERT INTO "api_idempotencykey"
        (organization_id, user_id, key, fingerprint, status_code, headers, body, created_at)
    VALUES (%s, %s, %s, %s, %s, %s::jsonb, %s, %s)
    ON CONFLICT (organization_id, user_id, key) DO UPDATE SET
        fingerprint = excluded.fingerprint, status_code = excluded.status_code, headers = excluded.headers,
        body = excluded.body, created_at = excluded.created_at
    RETURNING id
"""
_KEY = re.compile(rf"[\x20-\x7e]{{1,{MAX_KEY_LENGTH}}}")


def key_of(request: Request) -> str | None:
    """Return the request's `Idempotency-Key`. Raises BadRequest."""
    key = request.META.get(META)
    if key is not None and not _KEY.fullmatch(key):
        raise BadRequest(f"Give it once, with 1 to {MAX_KEY_LENGTH} printable ASCII characters.", field=HEADER)
    return key


def once(view: Any, key: str, run: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Return the response of `run`, or the stored response to the first request with `key`.

    Call it inside the request's transaction, which a refusal by `run` rolls back. Raises IdempotencyKeyInUse,
    IdempotencyKeyReused, and the errors of `run`.
    """
    request: Request = view.request
    whose = [view.user.organization_id, view.user.id, key]
    fingerprint = _fingerprint(request)
    [[is_ours]], stored = together(
        ("SELECT pg_try_advisory_xact_lock(%s)", [_number("/".join(map(str, whose)))]),
        (FIND, [*whose, timezone.now() - KEPT]),
    )
    if not is_ours:
        raise IdempotencyKeyInUse(field=HEADER)
    if stored:
        [(fingerprint_then, status_code, headers, body)] = stored
        if bytes(fingerprint_then) != fingerprint:
            raise IdempotencyKeyReused(field=HEADER)
        headers = {**orjson.loads(headers), "Idempotent-Replayed": "true"}
        return HttpResponse(encryption.decrypt_bytes(bytes(body)), status=status_code, headers=headers)
    response = run()
    if response.status_code < 400 and isinstance(response, HttpResponse):
        headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
        body = encryption.encrypt_bytes(response.content)
        fetch(KEEP, [*whose, fingerprint, response.status_code, orjson.dumps(headers).decode(), body, timezone.now()])
    return response


def forget_old() -> int:
    """Delete expired keys and return how many there were."""
    return sweep(IdempotencyKey.objects.filter(created_at__lt=timezone.now() - KEPT).order_by("created_at"))


def _number(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), signed=True)


def _fingerprint(request: Request) -> bytes:
    """Return a fingerprint of the request. It is keyed, because a plain digest could reveal a password in the body.

    Clients make another boundary of a form's parts each time, so it does not count. The lengths of what is between the
    boundaries do, because a file may have what looks like the beginning of another part.
    """
    whole = request._request
    head, body = f"{whole.method} {whole.get_full_path()}\n", whole.body
    if boundary := (whole.content_params or {}).get("boundary"):
        parts = body.split(f"--{boundary}".encode(), MAX_PARTS)
        body = b"".join(b"%d:%b" % (len(part), part) for part in parts)
    return salted_hmac("api.idempotency", head.encode() + body, algorithm="sha256").digest()
