"""The outermost middleware: give each request an id, log and count each answer, refuse forms that are too large, and
answer the requests that atlas/front.py refuses."""

import re
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from uuid_utils.compat import uuid7

from api import share
from api.failures import Failure
from atlas import draining, metrics
from atlas.error_pages import error_page
from atlas.logs import current_request, log_request, route_of
from foundation.doors import is_api

MAX_FORM_BYTES = 128 * 1024
"""The largest form of a page or the admin. Their forms are far smaller, and 1 MiB of %41 takes 0.2 s to parse."""
REFUSAL = "atlas.refusal"
"""The key for the Failure in the environment of a request that the front refuses."""

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,128}")


class Observed:
    """Give a request an id, its own `X-Request-Id` if that is valid, and log and count its answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        given = request.META.get("HTTP_X_REQUEST_ID", "")  # `request.headers` would read all of them
        request.request_id = given if REQUEST_ID.fullmatch(given) else str(uuid7())  # type: ignore[attr-defined]
        request.is_draining = draining.begun.is_set()  # type: ignore[attr-defined]  # for api/health.py
        token = current_request.set(request)
        try:
            response = self.get_response(request)
            response.headers["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
            if draining.begun.is_set():
                response.headers["Connection"] = "close"
            if share.FULL in request.META:  # not answered yet: the front sends it again
                return response
            seconds = time.perf_counter() - began
            metrics.count_request(request.method or "", route_of(request), response.status_code, seconds)
            log_request(request, response.status_code, seconds)
        finally:
            current_request.reset(token)
        return response


class Refusals:
    """Answer requests that the front refuses, before any query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        failure: Failure | None = request.META.get(REFUSAL)
        if failure is None:
            return self.get_response(request)
        if is_api(request.path_info):
            return failure.as_response(request)
        return error_page(request, failure.status_code, headers=failure.headers)


class PastThePages:
    """Take requests to the API past the middleware that follows: they have no sessions, cookies, forms and scripts.

    Each middleware that only looks at the address and lets a request pass takes as long as a tenth of a short query.
    A request for a host that is not ours is refused here, and only Django's middleware redirects from http to https.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.pages = self.api = get_response
        # Django wraps each middleware, and last of all the function that calls the view, which has no `get_response`.
        while hasattr(self.api.__wrapped__, "get_response"):  # type: ignore[attr-defined]
            self.api = self.api.__wrapped__.get_response  # type: ignore[attr-defined]

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_api(request.path_info) or (settings.SECURE_SSL_REDIRECT and not request.is_secure()):
            return self.pages(request)
        request.get_host()  # raises DisallowedHost
        return self.api(request)


class BoundedForms:
    """Refuse a form that is too large before it is read. The API has its own limits (api/views.py)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        if not length.isdecimal() or int(length) > MAX_FORM_BYTES:
            return error_page(request, 413)
        return self.get_response(request)
