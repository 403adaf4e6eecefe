"""List and end a user's open sessions of the API and of the pages.

A session of the API is a family of tokens, one of the pages a session of Django. Each began with a sign-in, and users
see it as that sign-in (identity/sign_ins.py).
"""

from uuid import UUID

from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from foundation.sweeping import sweep
from identity import sign_ins
from identity.models import RefreshToken, SignIn, User


def of(user: User) -> QuerySet[SignIn]:
    """Return the sign-ins of a user's open sessions, newest first."""
    return sign_ins.with_state(SignIn.objects.filter(user=user)).filter(is_open=True).order_by("-id")


def end(session: SignIn) -> bool:
    """End one session, and return whether it was open. Lock its user before."""
    ended = end_family(session.id)
    if session.session_key:
        ended += Session.objects.filter(session_key=session.session_key).delete()[0]
    return ended > 0


def end_all(user: User) -> None:
    """End all sessions of a locked user. The caller must save `token_version`, which ends those of the pages."""
    user.token_version += 1
    user.refresh_tokens.filter(revoked_at=None).update(revoked_at=timezone.now())


def end_family(family_id: UUID) -> int:
    """End a family of tokens, and return how many were left. Its access tokens end with its refresh tokens."""
    return RefreshToken.objects.filter(family_id=family_id, revoked_at=None).update(revoked_at=timezone.now())


def forget_expired() -> None:
    """Delete the tokens and the sessions of the pages that have expired."""
    sweep(RefreshToken.objects.filter(expires_at__lt=timezone.now()).order_by("expires_at"))
    sweep(Session.objects.filter(expire_date__lt=timezone.now()).order_by("expire_date"))


def keep_session(request: HttpRequest, user: User) -> None:
    """Let the session of this request go on after all sessions of its user ended."""
    key = request.session.session_key or ""
    update_session_auth_hash(request, user)
    sign_ins.carry_on(user, session_key=key, new_key=request.session.session_key or "")
