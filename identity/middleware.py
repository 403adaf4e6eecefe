"""What the staff's pages need around each request."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from identity import second_factor, tenancy


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
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response
