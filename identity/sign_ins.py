"""Record sign-ins to the API and the pages, show them to users and admins, and delete them after some time."""

import logging
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Case, F, OuterRef, Q, QuerySet, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from foundation import audit
from foundation.existence import are_there
from foundation.sweeping import BATCH, sweep
from identity.models import MAX_USER_AGENT_LENGTH, Door, RefreshToken, SignIn, SignInFailure, User

logger = logging.getLogger(__name__)

KEPT = timedelta(days=90)
KEPT_OF_A_USER = 100
"""How many sign-ins are kept per user, and as many failed ones, because programs may sign in every minute. Failed ones
without a known user are counted together."""
LATELY = timedelta(days=1)
"""Only of those who signed in, or tried to, in this time are the sign-ins counted: the others have no new ones. To
count those of all would take longer than PostgreSQL lets a statement take, once there are millions."""
PAGES_IDLE = timedelta(hours=12)
PAGES_LIFETIME = timedelta(days=14)
"""A session of the pages ends after PAGES_IDLE without a request, and in any case PAGES_LIFETIME after its sign-in."""
PAGES_SEEN_EVERY = timedelta(minutes=5)
UNKNOWN_DEVICE = "Unknown device"
MAX_DEVICE_LENGTH = 40
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Version": "Safari"}
"""Tokens of User-Agent that identify browsers. The order matters: most browsers also contain the later tokens."""
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
    """Record a sign-in, or a failed one. `user_agent` is the client's text as it is."""
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
    """Log and record a failed sign-in with its reason. Without a known user it takes the same time.

    Only those of known users get an audit record: their tries are slowed down, and audit records are never deleted.
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
    """Log a failed sign-in. The e-mail address typed is not logged, because it may be a password."""
    who = user.id if user else "an unknown user"
    logger.warning("A sign-in of %s failed: %s, from %s (%s)", who, reason, address, door.value)


def is_known(email: str, address: str) -> bool:
    """Return whether the user with this e-mail address has signed in from this client address before."""
    signed_in = SignIn.objects.filter(user__email=email, user__invited_at=None, address=address, failure="")
    return signed_in.exists()


def last(organization_id: UUID) -> QuerySet[Any]:
    """Return the sign-ins of an organization, also the failed ones, newest first."""
    return (
        with_state(SignIn.objects.filter(user__organization_id=organization_id)).select_related("user").order_by("-id")
    )


def with_state(rows: QuerySet[SignIn]) -> QuerySet[Any]:
    """Annotate sign-ins with `is_open`: whether the session is open."""
    now = timezone.now()
    renewable = RefreshToken.objects.filter(family_id=OuterRef("id"), used_at=None, revoked_at=None, expires_at__gt=now)
    session = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    in_time = Q(last_seen_at__gt=now - PAGES_IDLE - PAGES_SEEN_EVERY, created_at__gt=now - PAGES_LIFETIME)
    stands = Q(failure="", user__is_active=True, token_version=F("user__token_version"))
    return rows.annotate(
        is_open=Case(When(stands & (are_there(renewable) | (in_time & are_there(session))), then=True), default=False)
    )


def seen(session_key: str) -> None:
    """Record that a session of the pages is in use."""
    SignIn.objects.filter(door=Door.PAGES, session_key=session_key).update(last_seen_at=timezone.now())


def carry_on(user: User, *, session_key: str, new_key: str) -> None:
    """Keep the sign-in of a session of the pages open under its new key, when all other sessions of the user end."""
    SignIn.objects.filter(user=user, door=Door.PAGES, session_key=session_key).update(
        session_key=new_key, token_version=user.token_version
    )


def forget_old() -> None:
    """Delete old sign-ins. Those of open sessions stay, so that users can see and end them."""
    old = with_state(SignIn.objects.filter(created_at__lt=timezone.now() - KEPT)).filter(is_open=False)
    sweep(old.order_by("created_at"))
    newest_first = Window(RowNumber(), partition_by=["user", Case(When(failure="", then=0), default=1)], order_by="-id")
    lately = SignIn.objects.filter(created_at__gt=timezone.now() - LATELY, user__isnull=False)
    counted = SignIn.objects.filter(Q(user__in=lately.values("user")) | Q(user=None)).annotate(place=newest_first)
    beyond = with_state(counted).filter(place__gt=KEPT_OF_A_USER, is_open=False)
    ids = list(beyond.values_list("id", flat=True))
    for start in range(0, len(ids), BATCH):
        sweep(SignIn.objects.filter(id__in=ids[start : start + BATCH]))


def device(user_agent: str) -> str:
    """Return a short name of a client: `Chrome 131 on Linux`, or a program's own name."""
    if not user_agent.startswith("Mozilla/"):
        return user_agent.partition(" ")[0][:MAX_DEVICE_LENGTH] or UNKNOWN_DEVICE
    system = next((name for token, name in SYSTEMS.items() if token in user_agent), "")
    for token, name in BROWSERS.items():
        if found := re.search(rf"\b{token}/(\d+)", user_agent):
            return f"{name} {found[1]} on {system}" if system else f"{name} {found[1]}"
    return f"A browser on {system}" if system else UNKNOWN_DEVICE
