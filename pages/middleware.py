"""Middleware of the pages: limits of sessions, and the scope of staff."""

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
from foundation.doors import is_api
from foundation.staff_pages import NOT_UNDERSTOOD
from identity import sign_ins
from pages import landing

logger = logging.getLogger(__name__)


SESSION_IDLE_SECONDS = int(sign_ins.PAGES_IDLE.total_seconds())
SESSION_SECONDS = int(sign_ins.PAGES_LIFETIME.total_seconds())
SEEN_EVERY_SECONDS = int(sign_ins.PAGES_SEEN_EVERY.total_seconds())
BEGAN, SEEN = "identity.began", "identity.seen"


class SessionLimits:
    """End sessions of the pages that are idle or old, and note every few minutes that one is in use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_api(request.path) and SESSION_KEY in request.session:
            now = int(time.time())
            began, seen = request.session.get(BEGAN, now), request.session.get(SEEN, 0)
            if now - began > SESSION_SECONDS or (seen and now - seen > SESSION_IDLE_SECONDS):
                request.session.flush()
            elif now - seen > SEEN_EVERY_SECONDS:
                request.session[BEGAN], request.session[SEEN] = began, now
                sign_ins.seen(request.session.session_key or "")
        return self.get_response(request)


class Landing:
    """Lead people whose first page after a sign-in is not theirs, or not there, to one that is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = request.method == "GET" and "HX-Request" not in request.headers and not is_api(request.path)
        is_on_the_way = response.status_code in (301, 302)
        if not is_page or is_on_the_way or not request.session.pop(landing.LANDING, False):
            return response
        if 400 <= response.status_code < 500 and request.user.is_authenticated:
            return landing.lead_home(request, request.user, response)
        return response


class StaffScope:
    """Open each request of signed-in staff to the admin across organizations, in one transaction.

    Row-level security shows company tables to nobody by default (foundation/tenancy.py). In production a password alone
    does not open the admin: whoever has no authenticator app is sent to set one up.
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
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer 400 where an address or a form holds what no id or text can be, and Django's pages did not see it."""
        if not isinstance(error, NOT_UNDERSTOOD) or not request.path.startswith(reverse("admin:index")):
            return None
        logger.warning("A page of the admin failed on its URL or form: %s", error, exc_info=error)
        return bad_request(request, error)
