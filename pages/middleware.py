"""Middleware of the pages: limits of sessions, the first page after sign-in, and the scope of staff."""

import logging
import time
from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.defaults import bad_request

from foundation import audit, tenancy
from foundation.staff_pages import NOT_UNDERSTOOD
from identity import sign_ins
from pages import landing
from pages.staff_links import without_closed_links

logger = logging.getLogger(__name__)


SESSION_IDLE_SECONDS = int(sign_ins.PAGES_IDLE.total_seconds())
SESSION_SECONDS = int(sign_ins.PAGES_LIFETIME.total_seconds())
SEEN_EVERY_SECONDS = int(sign_ins.PAGES_SEEN_EVERY.total_seconds())
BEGAN, SEEN = "identity.began", "identity.seen"


class SessionLimits:
    """End idle and old sessions of the pages, and record every few minutes that a session is in use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if SESSION_KEY in request.session:
            now = int(time.time())
            began, seen = request.session.get(BEGAN, now), request.session.get(SEEN, 0)
            if now - began > SESSION_SECONDS or (seen and now - seen > SESSION_IDLE_SECONDS):
                request.session.flush()
            elif now - seen > SEEN_EVERY_SECONDS:
                request.session[BEGAN], request.session[SEEN] = began, now
                sign_ins.seen(request.session.session_key or "")
        return self.get_response(request)


class Landing:
    """Redirect users to their start page if the first page after sign-in is closed to them or does not exist."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = request.method == "GET" and "HX-Request" not in request.headers
        is_on_the_way = response.status_code in (301, 302)
        if not is_page or is_on_the_way or not request.session.pop(landing.LANDING, False):
            return response
        if 400 <= response.status_code < 500 and request.user.is_authenticated:
            return landing.lead_home(request, request.user, response)
        return response


class StaffScope:
    """Run each request of signed-in staff to the admin in one transaction over all organizations.

    By default row-level security hides all rows of companies (foundation/tenancy.py). In production a password is not
    enough for the admin: staff without an authenticator app are redirected to set one up.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(reverse("admin:index")) or not request.user.is_staff:
            return self.get_response(request)
        if landing.lacks_code(request.user):
            if landing.must_sign_in_again(request.user):
                return redirect(f"{reverse('sign-in')}?{urlencode({'next': request.path})}")
            return redirect("settings-security")
        with tenancy.everyone(**audit.settings_of(request)):
            response = self.get_response(request)
            if response.status_code >= 400:
                transaction.set_rollback(True)
            is_page = response.headers.get("Content-Type", "").startswith("text/html")
            if is_page and not request.user.is_superuser and not response.streaming:
                response.content = without_closed_links(response.content.decode(), request, request.user).encode()
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer 400 if a URL or a form has a value that cannot be an id or text, and Django's pages did not notice."""
        if not isinstance(error, NOT_UNDERSTOOD) or not request.path.startswith(reverse("admin:index")):
            return None
        logger.warning("A page of the admin failed on its URL or form: %s", error, exc_info=error)
        return bad_request(request, error)
