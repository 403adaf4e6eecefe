"""Settings > API > Keys: the functions of the API's /api-keys as pages.

They are plain pages and forms that work without scripts. Each view gets `all_scopes`, the list of the API's scopes,
from the URL conf (atlas/urls.py), because these pages do not know the API.
"""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounting.models import Company
from foundation import encryption
from foundation.refusals import Refusal
from identity import api_keys
from identity.models import ApiKey
from pages import forms, key_forms
from pages.forms import MAX_COMPANIES, form_page
from pages.sign_in import organization_admins_only, organization_of, user_of

UNSHOWN = "keys.unshown"
"""In the session: the id of a key and its new secret, encrypted, until it was shown."""
MAX_REVOKED = 25
Scopes = Callable[[], Sequence[str]]


@require_safe
@organization_admins_only
def keys(request: HttpRequest, all_scopes: Scopes) -> HttpResponse:
    """List the organization's keys: those that live, then the last that were revoked."""
    rows = _keys(request).select_related("user__acts_for")
    names = dict(_companies(request).values_list("id", "name"))
    living = rows.filter(revoked_at=None).order_by("-created_at", "-id")[: api_keys.MAX_KEYS]
    revoked = rows.exclude(revoked_at=None).order_by("-revoked_at", "-id")[:MAX_REVOKED]
    context = {
        "rows": [_row(key, names, all_scopes()) for key in living],
        "revoked": [_row(key, names, all_scopes()) for key in revoked],
        "limit": api_keys.MAX_KEYS,
    }
    return render(request, "keys/list.html", context)


@require_safe
@organization_admins_only
def key(request: HttpRequest, key_id: UUID, all_scopes: Scopes) -> HttpResponse:
    """Show one key, and what can be done with it."""
    found = _key(request, key_id)
    names = dict(_companies(request).values_list("id", "name"))
    previous = found.previous_expires_at
    context = {
        **_row(found, names, all_scopes()),
        "accesses": [one for one in key_forms.accesses(all_scopes(), found.scopes) if one.reads or one.writes],
        "previous_until": previous if previous and previous > timezone.now() and not found.revoked_at else None,
        "shown_secret": _take_secret(request, found),
    }
    return render(request, "keys/key.html", context)


@form_page
@organization_admins_only
def new_key(request: HttpRequest, all_scopes: Scopes) -> HttpResponse:
    """Make a key, whose page shows its secret once."""
    form = key_forms.KeyForm(request.POST or None, all_scopes=all_scopes(), companies=_offered(request), auto_id="%s")
    if request.method == "POST" and form.is_valid():
        try:
            made = api_keys.create(by=user_of(request), **form.changes)
        except Refusal as error:
            forms.refused(form, error)
        else:
            return _show_secret(request, made)
    return render(request, "keys/new.html", {"form": form}, status=forms.status_of(form))


@form_page
@organization_admins_only
def edit_key(request: HttpRequest, key_id: UUID, all_scopes: Scopes) -> HttpResponse:
    """Change what a key may do."""
    found = _key(request, key_id, locked=request.method == "POST")
    initial = key_forms.KeyForm.initial_of(found, all_scopes())
    form = key_forms.KeyForm(
        request.POST or None,
        initial=initial,
        all_scopes=all_scopes(),
        companies=_offered(request, found.company_ids or ()),
        auto_id="%s",
    )
    if request.method == "POST" and form.is_valid():
        try:
            api_keys.update(found, by=user_of(request), **form.changes)
        except Refusal as error:
            forms.refused(form, error)
        else:
            messages.success(request, "Saved. It counts from the next request.")
            return redirect("key", key_id)
    return render(request, "keys/edit.html", {"form": form, "key": found}, status=forms.status_of(form))


@form_page
@organization_admins_only
def rotate_key(request: HttpRequest, key_id: UUID, all_scopes: Scopes) -> HttpResponse:
    """Give a key a new secret, which its page shows once."""
    found = _key(request, key_id)
    form = key_forms.RotateKeyForm(request.POST or None, auto_id="%s")
    if request.method == "POST" and form.is_valid():
        try:
            made = api_keys.rotate(found, by=user_of(request), **form.cleaned_data)
        except Refusal as error:
            forms.refused(form, error)
        else:
            return _show_secret(request, made)
    return render(request, "keys/rotate.html", {"form": form, "key": found}, status=forms.status_of(form))


@form_page
@organization_admins_only
def revoke_key(request: HttpRequest, key_id: UUID, all_scopes: Scopes) -> HttpResponse:
    """Ask for confirmation, then end the key."""
    found = _key(request, key_id)
    if request.method != "POST":
        return render(request, "keys/revoke.html", {"key": found})
    try:
        api_keys.revoke(found, by=user_of(request))
    except Refusal as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"The key “{found.name}” is revoked. Requests with it are refused from now on.")
    return redirect("keys")


def _keys(request: HttpRequest) -> QuerySet[ApiKey]:
    return ApiKey.objects.filter(organization=organization_of(request))


def _key(request: HttpRequest, key_id: UUID, *, locked: bool = False) -> ApiKey:
    rows = _keys(request).select_related("user__acts_for")
    return get_object_or_404(rows.select_for_update(no_key=True, of=("self",)) if locked else rows, id=key_id)


def _companies(request: HttpRequest) -> QuerySet[Company]:
    return Company.objects.filter(organization=organization_of(request)).order_by("name", "id")


def _offered(request: HttpRequest, chosen: Sequence[UUID] = ()) -> list[Company]:
    """Return the companies to choose from: those of the key, and the first by name."""
    rows = _companies(request)
    return [*rows.filter(id__in=chosen), *rows.exclude(id__in=chosen)[:MAX_COMPANIES]]


def _row(key: ApiKey, names: dict[UUID, str], all_scopes: Sequence[str]) -> dict[str, Any]:
    label, tone = key_forms.BADGES[key.status]
    return {
        "key": key,
        "status": {"label": label, "tone": tone},
        "breadth": key_forms.breadth(key, all_scopes),
        "companies": None if key.company_ids is None else [names[id] for id in key.company_ids if id in names],
        "maker": key.user.acts_for,
    }


def _show_secret(request: HttpRequest, made: api_keys.WithSecret) -> HttpResponse:
    """Redirect to the page of the key, which shows the secret once. Until then it lies encrypted in the session."""
    request.session[UNSHOWN] = [str(made.key.id), encryption.encrypt(made.secret)]
    return redirect("key", made.key.id)


def _take_secret(request: HttpRequest, key: ApiKey) -> str | None:
    kept = request.session.get(UNSHOWN)
    if kept is None or kept[0] != str(key.id) or request.method == "HEAD":
        return None
    del request.session[UNSHOWN]
    return encryption.decrypt(kept[1])
