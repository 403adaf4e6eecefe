"""Limit the threads of a process that work for one organization at once, so that some are left for others.

Further requests are refused. In a server they first wait in the front (atlas/front.py), where waiting needs no thread
and no transaction, and are tried again when another request of the organization ends.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from api import throttles
from api.failures import TOO_MANY_AT_ONCE, Refused
from foundation.limiter import looked_at

MAY_WAIT = "atlas.may_wait"
"""In the environment: whether the front tries the request again instead of sending the refusal."""
TAKEN, FULL = "atlas.share_taken", "atlas.share_full"
"""In the environment: the organization whose share the request used, or whose share was full."""

_lock = Lock()
_running: dict[UUID, int] = {}
"""How many requests of each organization have a thread, of those that have one."""


def is_full(organization_id: UUID) -> bool:
    """Return whether the next request of an organization would be refused."""
    return _running.get(organization_id, 0) >= settings.ORGANIZATION_THREADS


@contextmanager
def of(request: HttpRequest) -> Iterator[None]:
    """Use part of the share of the request's organization, if it has one. Raises Refused (429)."""
    organization = getattr(request, "organization", None)
    if organization is None:
        yield
        return
    with _lock:
        is_refused = is_full(organization.id)
        if not is_refused:
            _running[organization.id] = _running.get(organization.id, 0) + 1
    if is_refused:
        # Refused requests do not count for the rate limits.
        request.rate_verdict = looked_at(throttles.look(request))  # type: ignore[attr-defined]
        if request.META.get(MAY_WAIT):
            request.META[FULL] = organization.id
        raise Refused(TOO_MANY_AT_ONCE)
    request.META[TAKEN] = organization.id
    try:
        yield
    finally:
        with _lock:
            left = _running[organization.id] - 1
            if left:
                _running[organization.id] = left
            else:
                del _running[organization.id]
