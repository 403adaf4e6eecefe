"""Where people land after sign-in: always on a page that they can use."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from foundation.doors import is_api
from identity import second_factor
from identity.models import User

LANDING = "identity.landing"
"""In the session from a sign-in on, until its first page is shown."""
NOT_THEIRS = "You are signed in. The page that you asked for is not open to you, so here is your own."
NOT_THERE = "You are signed in. The page that you asked for is not there, so here is your own."


def home(user: User) -> str:
    """Return the address of the page that a signed-in person starts on."""
    if user.is_staff and not lacks_code(user):
        return reverse("admin:index")
    return reverse("settings-api" if user.is_organization_admin else "settings-security")


def lacks_code(user: User) -> bool:
    """Tell whether the admin is closed to this member of staff, because no authenticator app opened their session."""
    return user.is_staff and settings.STAFF_NEED_SECOND_FACTOR and getattr(user, "otp_device", None) is None


def navigation(request: HttpRequest) -> dict[str, Callable[[], bool]]:
    """Tell templates whether to offer the admin. A context processor: it asks nothing before a template does."""
    return {"is_admin_open": lambda: request.user.is_staff and not lacks_code(request.user)}


def must_sign_in_again(user: User) -> bool:
    """Tell whether this session is older than the authenticator app that the admin asks for."""
    return lacks_code(user) and second_factor.is_on(user)


def land(request: HttpRequest, user: User, wanted: str) -> HttpResponseRedirect:
    """Lead someone who is signed in to the page of ours that they wanted, else to where they start.

    Whether `wanted` is theirs shows when it is asked for: pages.middleware.Landing then leads on.
    """
    request.session[LANDING] = True
    return HttpResponseRedirect(wanted if is_ours(request, wanted) else home(user))


def is_ours(request: HttpRequest, address: str) -> bool:
    """Tell whether an address is that of a page: the API knows no sessions."""
    is_here = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return is_here and not is_api(urlsplit(address).path)


def lead_home(request: HttpRequest, user: User, refusal: HttpResponse) -> HttpResponseRedirect:
    """Lead to where a person starts, and say why: the page that they wanted answered with `refusal`."""
    messages.warning(request, NOT_THEIRS if refusal.status_code == 403 else NOT_THERE)
    return HttpResponseRedirect(home(user))
