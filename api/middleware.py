"""The boundary of /api/: set the headers of all its responses, and give all failures the same form.

REST framework handles failures inside a view. For a wrong path, a body that Django refuses, an unknown host and an
error of ours Django would answer with HTML; here they get the contract's form. Only the log is outside of this
middleware (atlas/middleware.py), so it covers all other errors.
"""

import logging
from collections.abc import Callable

from django.conf import settings
from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from api import throttles
from api.failures import INTERNAL_ERROR, PLAIN, UNKNOWN_CODE, Failure, count, failure_for
from api.rendering import add_headers
from api.routing import without_slash
from foundation.doors import is_api

logger = logging.getLogger("atlas.api")

CONTENT_SECURITY_POLICY = "default-src 'none'; frame-ancestors 'none'"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Vary": "Authorization",
}
"""Of each response that has not its own. Pages get theirs from Django's middleware, which takes five times as long."""


class ApiBoundary:
    """Give each failure the contract's form, and each response the contract's headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_api(request.path_info):
            return self.get_response(request)
        request.path_info = without_slash(request.path_info)
        request.path = without_slash(request.path)
        response = self.get_response(request)
        if response.status_code >= 400 and not _is_ours(response):
            allowed = response.headers.get("Allow")
            response = _failure(response.status_code).as_response(request)
            if allowed is not None:
                response.headers["Allow"] = allowed
        try:
            response = throttles.apply_headers(request, response)
        except Exception as error:  # Django would handle it outside of us, in HTML
            response = self._answer(request, error)
        set_headers(request, response)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Respond to an error of ours. It is logged with the request's id, and the response does not show it."""
        return self._answer(request, error) if is_api(request.path_info) else None

    def _answer(self, request: HttpRequest, error: Exception) -> HttpResponse:
        failure = failure_for(error)
        if failure is None:
            got_request_exception.send(sender=type(self), request=request)
            logger.error("%s %s failed", request.method, request.path_info, exc_info=error)
            failure = INTERNAL_ERROR
        count(error, failure)
        return failure.as_response(request)


def set_headers(request: HttpRequest, response: HttpResponseBase) -> None:
    """Set the headers that each response has, whatever it says."""
    headers = {**HEADERS}
    if not response.streaming and response.status_code not in (204, 304):  # RFC 9110 §8.6
        headers["Content-Length"] = str(len(response.content))  # type: ignore[attr-defined]
    if settings.SECURE_HSTS_SECONDS and request.is_secure():
        headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
    add_headers(response, headers)
    if response.headers["Vary"] != HEADERS["Vary"]:
        patch_vary_headers(response, ["Authorization"])


def _is_ours(response: HttpResponseBase) -> bool:
    return response.headers.get("Content-Type", "").startswith("application/json")


def _failure(status_code: int) -> Failure:
    known = PLAIN.get(status_code)
    return known or Failure(status_code, UNKNOWN_CODE, "The request failed.")
