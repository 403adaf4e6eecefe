"""The pages that people see instead of a page that failed: a message, the request's id and links.

They use no database, because the database may have failed.
"""

import sys
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.response import (
    HttpResponseBadRequest,
    HttpResponseBase,
    HttpResponseForbidden,
    HttpResponseNotAllowed,
    HttpResponseNotFound,
    HttpResponseServerError,
)
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from api.failures import UNAVAILABLE, failure_for
from foundation.doors import is_api
from foundation.refusals import Refusal
from identity.errors import OrganizationMoved, OrganizationMoving
from pages import landing

WORDS = {
    400: ("This request is not valid", "This page does not understand what your browser sent. Nothing was changed."),
    403: ("You have no access to this page", "Your role does not allow it."),
    404: ("There is nothing here", "It was deleted, or the address is wrong."),
    405: ("This page cannot be opened like this", "It only accepts our own forms. Nothing was changed."),
    408: ("This took too long to arrive", "Your connection may be slow. Nothing was changed. Send it again."),
    413: ("This form is too large", "Nothing was changed. Make it shorter, and send it again."),
    429: ("Too many requests at once", "Nothing was changed. Wait a moment, then try again."),
    500: ("Something broke on our side", "We have a record of what happened. Try again in a moment."),
    503: ("Atlas is busy right now", "Nothing was changed. Try again in a moment."),
}
FORM_EXPIRED = (
    "This form has expired",
    "Nothing was changed. Go back, reload the page and send the form again. Your browser must allow cookies.",
)
AFTER_ANOTHER = "25P02"
"""PostgreSQL's state after an error that a template's `if` has hidden: most likely it was busy. Django logs the
error."""
AWAY = {
    OrganizationMoving.code: "Your organization is being moved",
    OrganizationMoved.code: "Your organization has moved",
}
PASSING = (408, 429, 500, 503)
DJANGOS_OWN = (
    HttpResponseBadRequest,
    HttpResponseForbidden,
    HttpResponseNotAllowed,
    HttpResponseNotFound,
    HttpResponseServerError,
)
"""The classes of Django's own error answers. Our pages have other classes, whatever their status is."""
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""Headers also for answers outside of the middleware that sets them for pages."""


def error_page(
    request: HttpRequest, status: int, *, title: str = "", sentence: str = "", headers: dict[str, str] | None = None
) -> HttpResponse:
    """Return the page for a failed request. `title` and `sentence` replace those of the status."""
    usual = WORDS.get(status, WORDS[400 if status < 500 else 500])
    request_id = getattr(request, "request_id", "")
    user: Any = request.__dict__.get("_cached_user")  # Django keeps the user here once it was loaded
    is_known = status == 403 and user is not None and user.is_authenticated
    context = {
        "title": title or usual[0],
        "sentence": sentence or usual[1],
        "request_id": request_id,
        "known_user": user if is_known else None,
        "csrf_token": get_token(request) if is_known else "",
        "again": request.get_full_path() if status in PASSING and request.method == "GET" else "",
        "back": _form_before(request),
        "support": _support(request_id),
        "is_ours": status >= 500,
    }
    return HttpResponse(render_to_string("error.html", context), status=status, headers=HEADERS | (headers or {}))


def _form_before(request: HttpRequest) -> str:
    """Return the address of our page whose form was sent, or an empty string."""
    before = request.headers.get("Referer", "")
    try:
        return before if request.method == "POST" and landing.is_ours(request, before) else ""
    except DisallowedHost:
        return ""


def _support(request_id: str) -> str:
    subject = quote(f"Atlas, request {request_id}")
    return f"mailto:{settings.SUPPORT_EMAIL}?subject={subject}" if settings.SUPPORT_EMAIL else ""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403, sentence=str(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer our own error with 500, or 503 if the database is busy or away. Django calls this in its exception
    handler."""
    error = sys.exception()
    if getattr(getattr(error, "__cause__", None), "sqlstate", "") == AFTER_ANOTHER:
        return error_page(request, 503, headers=UNAVAILABLE.headers)
    return _unavailable(request, error) or error_page(request, 500)


def _unavailable(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """Return a 503 if the database is busy, full or away, as the API does for the same error."""
    if error is None or failure_for(error) is not UNAVAILABLE:
        return None
    return error_page(request, 503, headers=UNAVAILABLE.headers)


def _away(request: HttpRequest, error: BaseException) -> HttpResponse | None:
    """Return the page that says where an organization is that moves to another installation, or has moved."""
    failure = failure_for(error)
    if failure is None or failure.code not in AWAY:
        return None
    return error_page(
        request, failure.status_code, title=AWAY[failure.code], sentence=failure.detail, headers=failure.headers
    )


def _refused(request: HttpRequest, error: BaseException) -> HttpResponse | None:
    failure = failure_for(error) if isinstance(error, Refusal) else None
    if failure is None:
        return None
    return error_page(
        request, failure.status_code, title="Nothing was changed", sentence=str(error), headers=failure.headers
    )


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    title, sentence = FORM_EXPIRED
    return error_page(request, 403, title=title, sentence=sentence)


class ErrorPages:
    """Replace Django's own error answers by our pages. Development keeps Django's tracebacks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_traceback = settings.DEBUG and response.status_code == 500
        if type(response) not in DJANGOS_OWN or is_traceback:
            return response
        allowed = {"Allow": response.headers["Allow"]} if "Allow" in response.headers else {}
        return error_page(request, response.status_code, headers=allowed)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer here for a busy database, a moved organization, and a refusal that a page does not expect, such as one
        of a user who was removed meanwhile. So it is logged as in the API, and without a traceback in development."""
        if is_api(request.path_info):
            return None
        return _unavailable(request, error) or _away(request, error) or _refused(request, error)
