"""What the staff's pages need around each request."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DataError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.defaults import bad_request

from identity import second_factor, tenancy

logger = logging.getLogger(__name__)


class StaffScope:
    """Open each request of signed-in staff to the admin across organizations, in one transaction.

    Row-level security shows company tables to nobody by default (identity/tenancy.py). In production a password alone
    does not open the admin: whoever has no authenticator app is sent to set one up.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(reverse("admin:index")) or not request.user.is_staff:
            return self.get_response(request)
        if settings.STAFF_NEED_SECOND_FACTOR and request.user.otp_device is None:
            if second_factor.is_on(request.user):  # set up after this session began
                return redirect(f"{reverse('sign-in')}?{urlencode({'next': request.path})}")
            return redirect("settings-security")
        with tenancy.everyone():
            response = self.get_response(request)
            if response.status_code >= 400:
                transaction.set_rollback(True)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer 400 where an address or a form holds what no id or text can be, and Django's pages did not see it."""
        if not isinstance(error, DataError | ValidationError) or not request.path.startswith(reverse("admin:index")):
            return None
        logger.warning("A page of staff failed on what it was sent: %s", error)
        return bad_request(request, error)
