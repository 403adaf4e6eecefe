"""Choose the page after sign-in: always one that the user may open."""

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
"""A key in the session from the sign-in until its first page is shown."""
NOT_THEIRS = "You are signed in. You have no access to the page that you asked for, so this is your start page."
NOT_THERE = "You are signed in. The page that you asked for does not exist, so this is your start page."

STAFF_MAY = ("accounting.view_company", "accounting.view_journalentry", "accounting.view_journalline")
"""The permissions with which staff read the books of every company here, as they do in the admin."""


def home(user: User) -> str:
    """Return the address of a signed-in user's start page."""
    if user.is_staff and not lacks_code(user):
        return reverse("admin:index")
    return settings_home(user) if user.is_staff or user.is_organization_admin else reverse("reports")


def settings_home(user: User) -> str:
    """Return the address of the first page of the settings that a signed-in user may open."""
    return reverse("settings-api" if user.is_organization_admin else "settings-security")


def lacks_code(user: User) -> bool:
    """Return whether the admin is closed to this member of staff, because their session began without an app's code."""
    return user.is_staff and settings.STAFF_NEED_SECOND_FACTOR and getattr(user, "otp_device", None) is None


def is_staff_here(user: User) -> bool:
    """Return whether staff may read the books of all companies: the admin is open to them, and so are its journals."""
    return user.is_staff and not lacks_code(user) and user.has_perms(STAFF_MAY)


def navigation(request: HttpRequest) -> dict[str, Callable[[], bool]]:
    """Return for templates whether to show the link to the admin. It makes no query until a template asks."""
    return {"is_admin_open": lambda: request.user.is_staff and not lacks_code(request.user)}


def must_sign_in_again(user: User) -> bool:
    """Return whether this session is older than the user's authenticator app, whose code the admin requires."""
    return lacks_code(user) and second_factor.is_on(user)


def land(request: HttpRequest, user: User, wanted: str) -> HttpResponseRedirect:
    """Redirect a signed-in user to the page of ours that they wanted, or else to their start page.

    If they may not open it, `pages.middleware.Landing` redirects them when they ask for it.
    """
    request.session[LANDING] = True
    return HttpResponseRedirect(wanted if is_ours(request, wanted) else home(user))


def is_ours(request: HttpRequest, address: str) -> bool:
    """Return whether an address belongs to a page of ours, not to the API, which has no sessions."""
    is_here = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return is_here and not is_api(urlsplit(address).path)


def lead_home(request: HttpRequest, user: User, refusal: HttpResponse) -> HttpResponseRedirect:
    """Redirect to the user's start page, with a message why: the page that they wanted answered with `refusal`."""
    messages.warning(request, NOT_THEIRS if refusal.status_code == 403 else NOT_THERE)
    return HttpResponseRedirect(home(user))
