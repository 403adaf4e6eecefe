"""Settings > API: where the API is, how much of it there is, and who has been using it."""

from typing import cast
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, Max, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from api import throttles
from identity.models import RefreshToken, Tier, User
from identity.pages import organization_admins_only

MAX_SIGN_INS = 10


@require_GET
@organization_admins_only
def settings_api(request: HttpRequest) -> HttpResponse:
    """Show the API's address, the limits and what is left of them, and the last sign-ins."""
    organization = cast(User, request.user).organization
    assert organization is not None
    tier = Tier(organization.tier)
    limit = throttles.LIMITS[tier]
    left = throttles.limiter().judge(f"organization:{organization.id}", limit, count=False)
    context = {
        "base_url": f"{settings.PUBLIC_URL}/api/v1",
        "tier": tier,
        "limit": limit,
        "left": left,
        "used": left.limit - left.remaining,
        "tiers": [(kind, throttles.LIMITS[kind]) for kind in Tier],
        "sign_ins": last_sign_ins(organization.id)[:MAX_SIGN_INS],
    }
    return render(request, "api/settings.html", context)


def last_sign_ins(organization_id: UUID) -> QuerySet[RefreshToken]:
    """Return the sign-ins to the API, newest first: the first refresh token of each family.

    `last_used_at` is when the session was last renewed, `is_open` whether it can be renewed still.
    """
    family = RefreshToken.objects.filter(family_id=OuterRef("family_id"))
    renewed = family.order_by().values("family_id").annotate(last=Max("created_at")).values("last")
    usable = family.filter(used_at=None, revoked_at=None, expires_at__gt=timezone.now(), user__is_active=True)
    return (
        RefreshToken.objects.filter(id=F("family_id"), user__organization_id=organization_id)
        .select_related("user")
        .annotate(last_used_at=Subquery(renewed), is_open=Exists(usable))
        .order_by("-created_at")
    )
