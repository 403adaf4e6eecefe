"""Sign in to the pages, set a new password, and accept an invitation.

One form is for both the settings and the staff's admin, slowed down like the API's login. Users with an authenticator
app then enter a code. Users who forgot the password, and invited users, get a link by mail.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.views import PasswordResetConfirmView, redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.template.loader import render_to_string
from django.urls import reverse_lazy
from django.utils.crypto import constant_time_compare
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from foundation import audit, tenancy
from foundation.addresses import client_address
from identity import invitations, operations, sign_ins
from identity.errors import (
    CodeRequired,
    EmailTaken,
    Invalid,
    InvalidToken,
    TooManyAttempts,
    UnusablePassword,
    WrongCredentials,
)
from identity.models import Door, Organization, User
from pages import landing
from pages.forms import (
    CodeForm,
    ForgottenForm,
    InvitationForm,
    NewPasswordForm,
    SignInForm,
    form_page,
    refused,
    status_of,
)

CODE_AWAITED = "identity.code_awaited"
"""In the session after the right password: the user whose code we wait for, a digest of the password, and the
deadline."""
CODE_SECONDS = 300
WHO_SIGNS_IN = "identity.who_signs_in"
"""In the session after a user has chosen a password: the e-mail address for the sign-in form."""


@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Redirect to the user's start page, or to the sign-in page."""
    user = request.user
    return redirect(landing.home(user) if user.is_authenticated else "sign-in")


@never_cache
@require_safe
def settings_start(request: HttpRequest) -> HttpResponse:
    """Redirect to the first page of the user's settings, or to the sign-in page."""
    user = request.user
    return redirect(landing.settings_home(user)) if user.is_authenticated else ask_to_sign_in(request)


@never_cache
@sensitive_post_parameters("password")
@form_page
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form, or sign in and redirect to `next`. Answer 401 for wrong credentials, 429 with `Retry-After` for
    too many tries.

    A user who is signed in already is redirected at once.
    """
    user = request.user
    if request.method != "POST" and user.is_authenticated and not landing.must_sign_in_again(user):
        return landing.land(request, user, _next(request))
    known = request.session.get(WHO_SIGNS_IN, "")
    form = SignInForm(request.POST if request.method == "POST" else None, initial={"email": known})
    answer: dict[str, Any] = {"status": status_of(form)}
    if form.is_valid():
        try:
            user = operations.recognize(**form.cleaned_data, door=Door.PAGES, **_client(request))
        except CodeRequired as error:
            _await_code(request, error.user)
            return redirect(f"{resolve_url('sign-in-code')}?{urlencode({'next': _next(request)})}")
        except (WrongCredentials, TooManyAttempts) as error:
            answer = refused(form, error)
        else:
            _enter(request, user)
            return landing.land(request, user, _next(request))
    page = render_to_string("identity/sign_in.html", {"form": form, "next": _next(request)}, request)
    return HttpResponse(page, **answer)


@never_cache
@form_page
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Ask a user whose password was right for the code, and sign in. Answer 401 for a wrong code, 429 for too many."""
    user = _code_awaited(request)
    if user is None:
        return redirect(f"{resolve_url('sign-in')}?{urlencode({'next': _next(request)})}")
    form = CodeForm(request.POST if request.method == "POST" else None)
    answer: dict[str, Any] = {"status": status_of(form)}
    if form.is_valid():
        try:
            operations.recognize_code(user, otp=form.cleaned_data["code"], **_client(request))
        except (CodeRequired, TooManyAttempts) as error:
            answer = refused(form, error, field="code" if isinstance(error, CodeRequired) else "")
        else:
            del request.session[CODE_AWAITED]
            _enter(request, user)
            return landing.land(request, user, _next(request))
    page = render_to_string("identity/sign_in_code.html", {"form": form, "next": _next(request)}, request)
    return HttpResponse(page, **answer)


def _client(request: HttpRequest) -> dict[str, Any]:
    return {**audit.origin(request), "user_agent": request.headers.get("User-Agent", "")}


def _enter(request: HttpRequest, user: User) -> None:
    request.session.pop(WHO_SIGNS_IN, None)
    login(request, user)
    if request.session.session_key is None:
        request.session.create()
    key = request.session.session_key or ""
    agent = request.headers.get("User-Agent", "")
    sign_ins.record(user, Door.PAGES, session_key=key, address=client_address(request.META), user_agent=agent)


def _to_sign_in(request: HttpRequest, user: User, said: str) -> HttpResponse:
    """End the session and redirect a user with a new password to the sign-in page, with their address filled in."""
    logout(request)
    request.session[WHO_SIGNS_IN] = user.email
    messages.success(request, said)
    return redirect("sign-in")


def _await_code(request: HttpRequest, user: User) -> None:
    request.session.flush()
    request.session[CODE_AWAITED] = [str(user.id), user.get_session_auth_hash(), time.time() + CODE_SECONDS]


def _code_awaited(request: HttpRequest) -> User | None:
    """Return the user who entered the right password in this session, if it was lately and is still their password."""
    user_id, password_hash, until = request.session.get(CODE_AWAITED) or ("", "", 0.0)
    if until < time.time():
        return None
    user = User.objects.filter(id=user_id, is_active=True).first()
    return user if user and constant_time_compare(user.get_session_auth_hash(), password_hash) else None


@never_cache
@form_page
def forgot_password(request: HttpRequest) -> HttpResponse:
    """Ask for a link to set a new password. The answer does not show whether the user exists."""
    form = ForgottenForm(request.POST if request.method == "POST" else None)
    answer: dict[str, Any] = {"status": status_of(form)}
    if form.is_valid():
        try:
            operations.request_password_reset(**form.cleaned_data, address=client_address(request.META))
        except TooManyAttempts as error:
            answer = refused(form, error)
        else:
            return redirect("reset-mailed")
    page = render_to_string("identity/forgot_password.html", {"form": form}, request)
    return HttpResponse(page, **answer)


@require_safe
def reset_mailed(request: HttpRequest) -> HttpResponse:
    """Say that a mail with a link was sent."""
    return render(request, "identity/reset_mailed.html", {"minutes": settings.PASSWORD_RESET_TIMEOUT // 60})


class ResetPassword(PasswordResetConfirmView):
    """Django's page for the mailed link. It checks the token and then redirects to an address without it."""

    form_class = NewPasswordForm
    template_name = "identity/reset_password.html"
    success_url = reverse_lazy("sign-in")

    def form_invalid(self, form: Any) -> HttpResponse:
        answer = super().form_invalid(form)
        answer.status_code = status_of(form)
        return answer

    def form_valid(self, form: Any) -> HttpResponse:
        form.origin = audit.origin(self.request)
        try:
            super().form_valid(form)
        except UnusablePassword as error:
            form.add_error("new_password1", str(error))
            return self.form_invalid(form)
        except InvalidToken:
            return redirect("forgot-password")
        return _to_sign_in(self.request, form.user, "Your password is changed. Sign in with it.")


@never_cache
@sensitive_post_parameters("new_password1", "new_password2")
@form_page
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited user choose a name and a password. Answer 410 for a link that is old, used, revoked or
    replaced."""
    try:
        user = invitations.invited(token)
        form = InvitationForm(user, request.POST or None, initial={"full_name": user.full_name})
        if form.is_valid():
            chosen = form.cleaned_data
            invitations.accept(
                token, full_name=chosen["full_name"], password=chosen["new_password1"], **audit.origin(request)
            )
            return _to_sign_in(request, user, f"Welcome to Atlas. Sign in as {user.email}.")
    except InvalidToken:
        return render(request, "identity/invitation_expired.html", status=410)
    except EmailTaken:
        form.add_error(None, "This address already has an Atlas account. Ask to be invited at another address.")
    except Invalid as error:
        form.add_error("full_name" if error.field == "full_name" else "new_password1", str(error))
    return render(request, "identity/accept_invitation.html", {"form": form, "user": user}, status=status_of(form))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    logout(request)
    return redirect("sign-in")


@require_safe
def staff_sign_in(request: HttpRequest) -> HttpResponse:
    """Replace the admin's own login form, which does not slow down guesses."""
    if request.user.is_authenticated and not request.user.is_staff:
        raise PermissionDenied
    return HttpResponseRedirect(f"{resolve_url('sign-in')}?{urlencode({'next': request.GET.get('next', '/admin/')})}")


def signed_in_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page to all signed-in users. The browser keeps no copy."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if request.user.is_authenticated else ask_to_sign_in(request)

    return guarded


def user_of(request: HttpRequest) -> User:
    """Return the user of a page that is open to signed-in users only."""
    return cast(User, request.user)


def organization_of(request: HttpRequest) -> Organization:
    """Return the user's organization, on a page with `organization_admins_only`."""
    organization = user_of(request).organization
    assert organization is not None
    return organization


def organization_admins_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page to signed-in admins of an organization, inside that organization's transaction.

    The view must return a rendered page, because the organization's rows are visible only inside the transaction. The
    browser keeps no copy.
    """

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if not user.is_authenticated:
            return ask_to_sign_in(request)
        if not user.is_organization_admin or user.organization_id is None:
            raise PermissionDenied("Only admins of your organization can see these settings. Ask one of them.")
        with tenancy.organization(user.organization_id, **audit.settings_of(request)):
            return view(request, *args, **kwargs)

    return guarded


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Redirect to the sign-in page, and from there back to the page. A form that was sent is not sent again."""
    if "HX-Request" in request.headers:  # the session ended while a page was refreshing itself
        return HttpResponseClientRedirect(resolve_url("sign-in"))
    return redirect_to_login(request.get_full_path() if request.method != "POST" else "")


def _next(request: HttpRequest) -> str:
    """Return the page for after the sign-in as requested, or an empty string if there is none or it is not ours."""
    wanted = str(request.POST.get("next") or request.GET.get("next") or "")
    return wanted if landing.is_ours(request, wanted) else ""
