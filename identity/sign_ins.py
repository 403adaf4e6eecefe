"""Who signed in, when, from where, with what: written down at both doors, shown to people, forgotten after a while."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from identity.models import MAX_USER_AGENT_LENGTH, Door, RefreshToken, SignIn, User

KEPT = timedelta(days=90)
KEPT_OF_A_USER = 100
"""Programs may sign in every minute; of each user the last so many are kept."""
UNKNOWN_DEVICE = "Unknown device"
MAX_DEVICE_LENGTH = 40
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Version": "Safari"}
"""The tokens of User-Agent that tell browsers apart, the telling ones first: most also claim to be the later ones."""
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def record(user: User, door: Door, *, address: str, user_agent: str, session_key: str = "") -> SignIn:
    """Write a sign-in down. `user_agent` is whatever the client said."""
    return SignIn.objects.create(
        user=user,
        door=door,
        address=address,
        user_agent="".join(letter for letter in user_agent if letter.isprintable())[:MAX_USER_AGENT_LENGTH],
        token_version=user.token_version,
        session_key=session_key,
    )


def last(organization_id: UUID) -> QuerySet[Any]:
    """Return the sign-ins of an organization, newest first; `is_open` tells whether the session goes on."""
    now = timezone.now()
    renewable = RefreshToken.objects.filter(family_id=OuterRef("id"), used_at=None, revoked_at=None, expires_at__gt=now)
    session = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    stands = Q(user__is_active=True, token_version=F("user__token_version"))
    is_open = Case(When(stands & (Exists(renewable) | Exists(session)), then=True), default=False)
    rows = SignIn.objects.filter(user__organization_id=organization_id).select_related("user")
    return rows.annotate(is_open=is_open).order_by("-id")


def forget_old() -> None:
    """Delete the sign-ins that are not kept any longer."""
    SignIn.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    newest_first = Window(RowNumber(), partition_by="user", order_by="-id")
    beyond = SignIn.objects.annotate(place=newest_first).filter(place__gt=KEPT_OF_A_USER)
    SignIn.objects.filter(id__in=list(beyond.values_list("id", flat=True))).delete()


def device(user_agent: str) -> str:
    """Return a client in a few words: `Chrome 131 on Linux`, or the name that a program gives itself."""
    if not user_agent.startswith("Mozilla/"):
        return user_agent.partition(" ")[0][:MAX_DEVICE_LENGTH] or UNKNOWN_DEVICE
    system = next((name for token, name in SYSTEMS.items() if token in user_agent), "")
    for token, name in BROWSERS.items():
        if found := re.search(rf"\b{token}/(\d+)", user_agent):
            return f"{name} {found[1]} on {system}" if system else f"{name} {found[1]}"
    return f"A browser on {system}" if system else UNKNOWN_DEVICE
