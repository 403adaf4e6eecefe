"""Settings > API: the address of the API, the rate limits, and the last sign-ins."""

from collections.abc import Iterator
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from identity import operations, sign_ins
from identity.models import Tier, User
from identity.rate_limits import LIMITS, limiter
from pages.packages import TARBALL
from pages.sign_in import organization_admins_only

MAX_SIGN_INS = 20


@require_safe
@organization_admins_only
def settings_api(request: HttpRequest) -> HttpResponse:
    """Show the API's address, the limits and what is left of them, and the last sign-ins."""
    organization = cast(User, request.user).organization
    assert organization is not None
    tier = Tier(organization.tier)
    limit = LIMITS[tier]
    left = limiter().judge(f"organization:{organization.id}", limit, count=0)
    context = {
        "index_url": f"{settings.PUBLIC_URL}{reverse('packages')}",
        "tarball_url": f"{settings.PUBLIC_URL}{reverse('package-file', args=[TARBALL])}",
        "has_wheel": any(settings.PACKAGES.glob("*.whl")),
        "has_tarball": (settings.PACKAGES / TARBALL).is_file(),
        "base_url": f"{settings.PUBLIC_URL}/api/v1",
        "tier": tier,
        "limit": limit,
        "left": left,
        "tiers": [(kind, LIMITS[kind]) for kind in Tier],
        "sign_ins": list(_sign_ins(organization.id)),
        "kept_days": sign_ins.KEPT.days,
    }
    return render(request, "api/settings.html", context)


@require_POST
@organization_admins_only
def sign_out_everywhere(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """End all sessions of a user of the organization. For your own user, this one ends too."""
    by = cast(User, request.user)
    user = get_object_or_404(User, id=user_id, organization_id=by.organization_id, removed_at=None)
    operations.end_sessions(user, by=by)
    if user.id == by.id:
        logout(request)
        messages.success(request, "You are signed out everywhere.")
        return redirect("sign-in")
    messages.success(request, f"{user.full_name} is signed out everywhere.")
    return redirect("settings-api")


def _sign_ins(organization_id: UUID) -> Iterator[dict[str, Any]]:
    """Yield the last sign-ins. For each user with open sessions, one row has the button that ends them all."""
    offered = set()
    for row in sign_ins.last(organization_id)[:MAX_SIGN_INS]:
        can_end = row.is_open and row.user_id not in offered
        if can_end:
            offered.add(row.user_id)
        yield {"row": row, "device": sign_ins.device(row.user_agent), "is_open": row.is_open, "can_end": can_end}
