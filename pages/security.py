"""Settings > Security: password, authenticator app and sessions of the signed-in user, who may be staff."""

from contextlib import suppress
from typing import Any
from urllib.parse import quote
from uuid import UUID

import django_otp
import segno
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from foundation import audit
from foundation.refusals import Conflict, Refusal
from identity import operations, second_factor, sessions, sign_ins
from identity.errors import SecondFactorOn
from identity.models import Authenticator
from identity.sessions import keep_session
from pages.forms import FirstCodeForm, OwnPasswordForm, PasswordForm, ProofForm, refused, status_of
from pages.sign_in import signed_in_only, user_of

MAX_SESSIONS = 50
QR_PIXELS = 5
"""The size of one module. The whole code is about 250 pixels wide."""


def _overview(
    request: HttpRequest, form: forms.Form | None = None, password_form: forms.Form | None = None, **answer: Any
) -> HttpResponse:
    is_on = second_factor.is_on(user_of(request))
    this = request.session.session_key
    found = list(sessions.of(user_of(request))[: MAX_SESSIONS + 1])
    codes_left = second_factor.recovery_codes_left(user_of(request)) if is_on else 0
    context = {
        "is_on": is_on,
        "codes_left": codes_left,
        "codes": second_factor.RECOVERY_CODES,
        "are_few": codes_left <= second_factor.FEW_RECOVERY_CODES,
        "password_form": password_form or OwnPasswordForm(user_of(request)),
        "form": form or (ProofForm() if is_on else PasswordForm()),
        "is_needed": user_of(request).is_staff and settings.STAFF_NEED_SECOND_FACTOR,
        "sessions": [
            {"row": row, "device": sign_ins.device(row.user_agent), "is_this": row.session_key == this}
            for row in found[:MAX_SESSIONS]
        ],
        "has_more_sessions": len(found) > MAX_SESSIONS,
    }
    return HttpResponse(render_to_string("identity/security.html", context, request), **answer)


def _recovery_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    text = render_to_string(
        "identity/recovery_codes.txt", {"codes": codes, "user": user_of(request), "now": timezone.now()}
    )
    context = {"codes": codes, "file": f"data:text/plain;charset=utf-8,{quote(text)}"}
    return HttpResponse(render_to_string("identity/recovery_codes.html", context, request))


@signed_in_only
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Show whether sign-in requires a code, with the forms to change that."""
    return _overview(request)


@signed_in_only
@sensitive_post_parameters("current_password", "new_password1", "new_password2")
@require_POST
def change_password(request: HttpRequest) -> HttpResponse:
    """Set a new password, and end all other sessions."""
    form = OwnPasswordForm(user_of(request), request.POST)
    if not form.is_valid():
        return _overview(request, password_form=form, status=status_of(form))
    try:
        user = operations.change_password_on_pages(
            by=user_of(request),
            current_password=form.cleaned_data["current_password"],
            new_password=form.cleaned_data["new_password1"],
            **audit.origin(request),
        )
    except Refusal as error:
        blamed = "new_password1" if error.field == "new_password" else ""
        return _overview(request, password_form=form, **refused(form, error, field=blamed))
    keep_session(request, user)
    messages.success(request, "Your password is changed. You are signed out everywhere else.")
    return redirect("settings-security")


@signed_in_only
@sensitive_post_parameters("password")
@require_POST
def set_up_app(request: HttpRequest) -> HttpResponse:
    """Show a new secret as QR code and text, only this time, and ask for the first code."""
    form = PasswordForm(request.POST)
    if not form.is_valid():
        return _overview(request, form, status=status_of(form))
    try:
        authenticator = second_factor.set_up(by=user_of(request), **form.cleaned_data, **audit.origin(request))
    except SecondFactorOn:
        return redirect("settings-security")
    except Refusal as error:
        return _overview(request, form, **refused(form, error))
    typed = second_factor.typed_secret(authenticator)
    context = {
        "form": FirstCodeForm(),
        "qr_code": _qr_code(authenticator),
        "secret": " ".join(typed[start : start + 4] for start in range(0, len(typed), 4)),
    }
    return HttpResponse(render_to_string("identity/set_up_app.html", context, request))


@signed_in_only
@require_POST
def confirm_app(request: HttpRequest) -> HttpResponse:
    """Turn the second factor on with the first code, and show the recovery codes, only this time."""
    form = FirstCodeForm(request.POST)
    answer: dict[str, Any] = {"status": status_of(form)}
    if form.is_valid():
        try:
            authenticator, codes = second_factor.confirm(
                by=user_of(request), **form.cleaned_data, **audit.origin(request)
            )
        except Refusal as error:
            answer = refused(form, error)
        else:
            keep_session(request, user_of(request))
            django_otp.login(request, authenticator)
            return _recovery_codes(request, codes)
    return HttpResponse(render_to_string("identity/set_up_app.html", {"form": form}, request), **answer)


@signed_in_only
@sensitive_post_parameters("password")
@require_POST
def renew_recovery_codes(request: HttpRequest) -> HttpResponse:
    """Replace the recovery codes, and show the new ones, only this time."""
    form = ProofForm(request.POST)
    if not form.is_valid():
        return _overview(request, form, status=status_of(form))
    try:
        codes = second_factor.renew_recovery_codes(by=user_of(request), **form.cleaned_data, **audit.origin(request))
    except Refusal as error:
        return _overview(request, form, **refused(form, error))
    keep_session(request, user_of(request))
    return _recovery_codes(request, codes)


@signed_in_only
@sensitive_post_parameters("password")
@require_POST
def turn_off_app(request: HttpRequest) -> HttpResponse:
    """Turn two-step sign-in off."""
    form = ProofForm(request.POST)
    if not form.is_valid():
        return _overview(request, form, status=status_of(form))
    try:
        second_factor.turn_off(by=user_of(request), **form.cleaned_data, **audit.origin(request))
    except Refusal as error:
        return _overview(request, form, **refused(form, error))
    keep_session(request, user_of(request))
    messages.success(request, "From now on, signing in requires only your password. You are signed out elsewhere.")
    return redirect("settings-security")


@signed_in_only
@require_POST
def end_session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """End a session of the signed-in user. Answer 404 for other users' sessions, and for one that has ended."""
    session = get_object_or_404(sessions.of(user_of(request)), id=session_id)
    with suppress(Conflict):  # it has ended in the meantime
        operations.end_session(session, by=user_of(request), **audit.origin(request))
    if session.session_key == request.session.session_key:
        logout(request)
        return redirect("sign-in")
    messages.success(request, "That session has ended.")
    return redirect("settings-security")


@signed_in_only
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End all sessions and access tokens of the signed-in user except this session."""
    user = operations.end_sessions(user_of(request), by=user_of(request), **audit.origin(request))
    keep_session(request, user)
    messages.success(request, "You are signed out everywhere else.")
    return redirect("settings-security")


def _qr_code(authenticator: Authenticator) -> str:
    code = segno.make(second_factor.address_of(authenticator), micro=False)
    drawing = code.svg_inline(scale=QR_PIXELS, dark="#000", light="#fff", title="QR code for your authenticator app")
    return mark_safe(drawing)  # noqa: S308 - segno draws the address as modules, not as text
