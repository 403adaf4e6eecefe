"""Who signed in, when, from where, with what: written down at both doors, shown to people, forgotten after a while."""

import logging
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from foundation import audit
from identity.models import MAX_USER_AGENT_LENGTH, Door, RefreshToken, SignIn, SignInFailure, User

logger = logging.getLogger(__name__)

KEPT = timedelta(days=90)
KEPT_OF_A_USER = 100
"""Programs may sign in every minute; of each user, and of nobody, so many are kept, and as many that failed."""
PAGES_IDLE = timedelta(hours=12)
PAGES_LIFETIME = timedelta(days=14)
"""A session of the pages ends when nothing was asked for so long, and so long after its sign-in in any case."""
PAGES_SEEN_EVERY = timedelta(minutes=5)
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


def record(
    user: User | None, door: Door, *, address: str, user_agent: str, session_key: str = "", failure: str = ""
) -> SignIn:
    """Write a sign-in down, or that it failed. `user_agent` is whatever the client said."""
    return SignIn.objects.create(
        user=user,
        door=door,
        address=address,
        user_agent="".join(letter for letter in user_agent if letter.isprintable())[:MAX_USER_AGENT_LENGTH],
        token_version=user.token_version if user else 0,
        session_key=session_key,
        failure=failure,
    )


def record_failure(
    user: User | None, door: Door, failure: SignInFailure, *, address: str, user_agent: str, request_id: str = ""
) -> None:
    """Log a sign-in that failed, with its reason, and write it down; also of nobody we know, for the same time.

    The audit trail keeps it of users only, whose tries are slowed down: nothing is ever deleted there.
    """
    log_failure(user, door, failure.value, address=address)
    new, origin = {"door": door, "reason": failure}, audit.Origin(address=address, request_id=request_id)
    with transaction.atomic():
        record(user, door, address=address, user_agent=user_agent, failure=failure)
        with transaction.atomic():
            audit.record("user.sign_in_failed", user or User(), by="identity.sign_in", new=new, **origin)
            if user is None:
                transaction.set_rollback(True)


def log_failure(user: User | None, door: Door, reason: str, *, address: str) -> None:
    """Log a sign-in that failed. What was typed as e-mail address is not logged: it may be a password."""
    who = user.id if user else "nobody we know"
    logger.warning("A sign-in of %s failed: %s, from %s (%s)", who, reason, address, door.value)


def is_known(email: str, address: str) -> bool:
    """Tell whether the user of this e-mail address has signed in from this client address."""
    signed_in = SignIn.objects.filter(user__email=email, user__invited_at=None, address=address, failure="")
    return signed_in.exists()


def last(organization_id: UUID) -> QuerySet[Any]:
    """Return the sign-ins of an organization, newest first, those that failed included."""
    return (
        with_state(SignIn.objects.filter(user__organization_id=organization_id)).select_related("user").order_by("-id")
    )


def with_state(rows: QuerySet[SignIn]) -> QuerySet[Any]:
    """Annotate sign-ins with `is_open`: whether the session goes on."""
    now = timezone.now()
    renewable = RefreshToken.objects.filter(family_id=OuterRef("id"), used_at=None, revoked_at=None, expires_at__gt=now)
    session = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    in_time = Q(last_seen_at__gt=now - PAGES_IDLE - PAGES_SEEN_EVERY, created_at__gt=now - PAGES_LIFETIME)
    stands = Q(failure="", user__is_active=True, token_version=F("user__token_version"))
    return rows.annotate(
        is_open=Case(When(stands & (Exists(renewable) | (in_time & Exists(session))), then=True), default=False)
    )


def seen(session_key: str) -> None:
    """Note that a session of the pages is in use."""
    SignIn.objects.filter(door=Door.PAGES, session_key=session_key).update(last_seen_at=timezone.now())


def carry_on(user: User, *, session_key: str, new_key: str) -> None:
    """Let the session of the pages that its user goes on in stand when all others end, under its new key."""
    SignIn.objects.filter(user=user, door=Door.PAGES, session_key=session_key).update(
        session_key=new_key, token_version=user.token_version
    )


def forget_old() -> None:
    """Delete the sign-ins that are not kept any longer. What is open stays, so that it can be seen and ended."""
    old = with_state(SignIn.objects.filter(created_at__lt=timezone.now() - KEPT)).filter(is_open=False)
    SignIn.objects.filter(id__in=list(old.values_list("id", flat=True))).delete()
    newest_first = Window(RowNumber(), partition_by=["user", Case(When(failure="", then=0), default=1)], order_by="-id")
    beyond = with_state(SignIn.objects.annotate(place=newest_first)).filter(place__gt=KEPT_OF_A_USER, is_open=False)
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
