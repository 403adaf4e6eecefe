"""The operations on users, passwords and sessions.

A sign-in locks the user's row before it changes tokens. So an operation that ends the user's sessions (a new password,
deactivation, a reused token) also ends sessions that are opened at the same moment.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Unpack
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from foundation import audit, mail, plain
from foundation.audit import Origin
from identity import daily_limits, second_factor, sessions, sign_ins, slowdown, tokens
from identity.checks import (
    MAX_PASSWORD_LENGTH,
    REMOVED_DOMAIN,
    check_new_password,
    checked_email,
    checked_name,
    checked_role,
    prove,
)
from identity.errors import (
    CodeRequired,
    Conflict,
    Forbidden,
    InvalidToken,
    InvitationOpen,
    TokenReused,
    TokenRevoked,
    TooManyAttempts,
    UserRemoved,
    WrongCredentials,
    WrongPassword,
    translated,
)
from identity.models import ApiKey, Authenticator, Door, RefreshToken, Role, SignIn, SignInFailure, User
from identity.tokens import Tokens

PROFILE = ("email", "full_name", "role", "is_active")
REUSE_GRACE = timedelta(seconds=10)
"""If a refresh token is used again within this time, we take it for a race of two requests, not for a stolen token."""


@dataclass(frozen=True)
class SignedIn:
    user: User
    tokens: Tokens


def recognize(
    *,
    email: str,
    password: str,
    otp: str = "",
    address: str,
    user_agent: str = "",
    request_id: str = "",
    door: Door = Door.API,
) -> User:
    """Return the active user with these credentials. Raises WrongCredentials, CodeRequired, TooManyAttempts.

    `otp` is a code of the user's app, or a recovery code, if the user has an app, which is then the user's
    `otp_device`. CodeRequired, which names the user, comes only after the right password. Not atomic on purpose: a try
    counts even if it fails, and no transaction is open while Argon2 works. Failures are logged and recorded. An unknown
    address takes the same Argon2 and the same statements as a known one.
    """
    client = {"address": address, "user_agent": user_agent, "request_id": request_id}
    if len(password) > MAX_PASSWORD_LENGTH:
        sign_ins.log_failure(None, door, SignInFailure.WRONG_PASSWORD, address=address)
        raise WrongCredentials
    email = email.strip().lower()
    is_known = sign_ins.is_known(email, address)
    try:
        slowdown.take(email=email, address=address, is_known=is_known)
    except TooManyAttempts:
        sign_ins.log_failure(None, door, "too_many_attempts", address=address)
        raise
    user = User.objects.with_account(email).select_related("organization").first()
    if user is None:
        make_password(password)
    is_right = user is not None and user.check_password(password)
    if user is None or not is_right or not user.is_active:
        failure = SignInFailure.INACTIVE if is_right else SignInFailure.WRONG_PASSWORD
        sign_ins.record_failure(user, door, failure, **client)
        raise WrongCredentials
    if second_factor.is_on(user):
        if not otp:  # not a guess, but the account's failures stay, or codes could be guessed
            slowdown.give_back_halfway(email=email, address=address, is_known=is_known)
            raise CodeRequired(user)
        _check_code(user, otp, door, **client)
    slowdown.give_back(email=email, address=address, is_known=is_known)
    return user


def recognize_code(user: User, *, otp: str, address: str, user_agent: str = "", request_id: str = "") -> User:
    """Check the code of a user whose password was right before. Raises CodeRequired, TooManyAttempts."""
    is_known = sign_ins.is_known(user.email, address)
    slowdown.take(email=user.email, address=address, is_known=is_known)
    _check_code(user, otp, Door.PAGES, address=address, user_agent=user_agent, request_id=request_id)
    slowdown.give_back(email=user.email, address=address, is_known=is_known)
    return user


def _check_code(user: User, otp: str, door: Door, **client: str) -> None:
    try:
        user.otp_device = second_factor.check(user, otp)
    except CodeRequired:
        sign_ins.record_failure(user, door, SignInFailure.WRONG_CODE, **client)
        raise


def sign_in(
    *, email: str, password: str, otp: str = "", address: str, user_agent: str = "", request_id: str = ""
) -> SignedIn:
    """Return the user with these credentials and a new pair of tokens. Raises the errors of `recognize`.

    Only members of an organization can sign in to the API. Staff without one can sign in to the admin only.
    """
    recognized = recognize(
        email=email, password=password, otp=otp, address=address, user_agent=user_agent, request_id=request_id
    )
    if recognized.organization_id is None:
        sign_ins.log_failure(recognized, Door.API, "staff_only", address=address)
        raise WrongCredentials
    with transaction.atomic():
        user = User.objects.lock(recognized.id)
        if user is None or not user.is_active or user.token_version != recognized.token_version:
            raise WrongCredentials
        User.objects.filter(id=user.id).update(last_login=timezone.now())
        return SignedIn(recognized, _open(user, address=address, user_agent=user_agent))


def rotate(*, refresh_token: str, **origin: Unpack[Origin]) -> Tokens:
    """Exchange a refresh token for a new pair. Raises InvalidToken, TokenExpired, TokenRevoked, TokenReused.

    A token that is used again within REUSE_GRACE is refused, and nothing else happens (docs/decisions/0005). One that
    is used again later was copied: its whole family ends (RFC 9700 §4.14.2), and this is committed before the error is
    raised.
    """
    claims = tokens.read_refresh(refresh_token)
    with transaction.atomic():
        renewed = _rotate(claims, origin)
    if isinstance(renewed, InvalidToken):
        raise renewed
    return renewed


def _rotate(claims: tokens.Claims, origin: Origin) -> Tokens | InvalidToken:
    user = User.objects.lock(claims.user_id)
    row = RefreshToken.objects.filter(id=claims.id, user_id=claims.user_id).first()
    if user is None or row is None or not user.is_active or user.token_version != claims.version or row.revoked_at:
        return TokenRevoked()
    now = timezone.now()
    if row.used_at is not None and now - row.used_at < REUSE_GRACE:
        return TokenReused()
    if row.used_at is not None:
        sessions.end_family(row.family_id)
        audit.record("user.token_reused", user, by="identity.refresh", new={"session_id": row.family_id}, **origin)
        return TokenRevoked()
    RefreshToken.objects.filter(id=row.id).update(used_at=now)
    SignIn.objects.filter(id=row.family_id).update(last_seen_at=now)
    return tokens.issue(user, family_id=row.family_id, family_ends_at=row.family_ends_at)


@transaction.atomic
def sign_out(*, refresh_token: str, **origin: Unpack[Origin]) -> None:
    """End the session of a refresh token, with its access tokens. Raises InvalidToken."""
    claims = tokens.read_refresh(refresh_token)
    user = User.objects.lock(claims.user_id)
    row = RefreshToken.objects.filter(id=claims.id, user_id=claims.user_id).first()
    if user is None or row is None:
        raise TokenRevoked
    if sessions.end_family(row.family_id):  # or it had ended before
        audit.record("user.signed_out", user, by=user, new={"session_id": row.family_id}, **origin)


def change_password(
    *,
    by: User,
    current_password: str,
    new_password: str,
    address: str,
    user_agent: str = "",
    request_id: str = "",
) -> Tokens:
    """Set a new password, end all sessions of the user and return a new pair of tokens.

    Raises WrongPassword, UnusablePassword, TooManyAttempts. Not atomic on purpose: see `recognize`.
    """
    with _changed_password(by, current_password, new_password, address=address, request_id=request_id) as user:
        return _open(user, address=address, user_agent=user_agent)


def change_password_on_pages(
    *, by: User, current_password: str, new_password: str, address: str, request_id: str = ""
) -> User:
    """Set a new password and end all other sessions of the user. Raises the errors of `change_password`."""
    with _changed_password(by, current_password, new_password, address=address, request_id=request_id) as user:
        return user


@contextmanager
def _changed_password(
    by: User, current_password: str, new_password: str, *, address: str, request_id: str
) -> Iterator[User]:
    """Set the password, end all sessions, and yield the locked user inside the transaction."""
    check_new_password(new_password, by, field="new_password")
    prove(by, password=current_password, address=address, field="current_password")
    encoded = make_password(new_password)
    with transaction.atomic():
        user = User.objects.lock(by.id)
        if user is None or user.password != by.password or not user.is_active:
            raise WrongPassword(field="current_password")
        user.password = encoded
        sessions.end_all(user)
        user.save(update_fields=["password", "token_version", "updated_at"])
        audit.record("user.password_changed", user, by=by, address=address, request_id=request_id)
        yield user


def request_password_reset(*, email: str, address: str) -> None:
    """Mail a link that can set one new password to the user with this address, if there is one.

    The answer and the work are always the same: for an unknown address, and for one over its daily limit, a mail is
    written too, and rolled back. These tries have their own allowance, so that a user who has no more tries to sign in
    can still ask. Raises TooManyAttempts.
    """
    email = email.strip().lower()
    with transaction.atomic():
        slowdown.take(email=f"reset {email}", address=address)
        may_mail = daily_limits.password_reset(email)
        user = User.objects.with_account(email).filter(is_active=True).first()
        with transaction.atomic():
            _mail_password_reset(user or User(email=email))
            if user is None or not may_mail:
                transaction.set_rollback(True)


def _mail_password_reset(user: User) -> None:
    key = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("reset-password", args=[key, default_token_generator.make_token(user)])
    link, minutes = f"{settings.PUBLIC_URL}{path}", settings.PASSWORD_RESET_TIMEOUT // 60
    context = {"name": plain.one_line(user.full_name), "link": link, "minutes": minutes}
    body = render_to_string("identity/reset_password_mail.txt", context)
    mail.send(to=user.email, subject="Set a new password for Atlas", body=body, link=link)


def reset_password(user: User, *, new_password: str, **origin: Unpack[Origin]) -> User:
    """Set the password of a user whose link was checked, and end all their sessions.

    Raises UnusablePassword, and InvalidToken if the link was used or the user deactivated in the meantime.
    """
    check_new_password(new_password, user, field="new_password")
    encoded = make_password(new_password)
    with transaction.atomic():
        locked = User.objects.lock(user.id)
        if locked is None or not locked.is_active or locked.password != user.password:
            raise InvalidToken
        locked.password = encoded
        sessions.end_all(locked)
        locked.save(update_fields=["password", "token_version", "updated_at"])
        slowdown.forget(email=locked.email, address=origin.get("address", ""))
        audit.record("user.password_reset", locked, by=locked, **origin)
    return locked


@transaction.atomic
def update_profile(*, by: User, full_name: str) -> User:
    """Change the name of the user who asks. Raises Invalid."""
    old = {"full_name": by.full_name}
    by.full_name = checked_name(full_name)
    if by.full_name == old["full_name"]:
        return by
    by.save(update_fields=["full_name", "updated_at"])
    audit.record("user.updated", by, by=by, old=old, new={"full_name": by.full_name})
    return by


@transaction.atomic
def create_user(
    *, by: User, email: str, full_name: str, password: str, role: str = Role.MEMBER, is_trial: bool = False
) -> User:
    """Add a user to the organization of `by`, who must be an admin.

    `is_trial` is for a transaction that will be rolled back: then the answer does not show whether the address has an
    account in another organization (docs/decisions/0016). Raises Forbidden, Invalid, UnusablePassword, EmailTaken.
    """
    must_administer(by, by.organization_id)
    user = User(
        organization_id=by.organization_id,
        email=checked_email(email),
        full_name=checked_name(full_name),
        role=checked_role(role),
    )
    check_new_password(password, user, field="password")
    user.set_password(password)
    if is_trial:
        user.is_active, user.invited_at = False, timezone.now()  # an invited user does not reserve the address
    with translated():
        user.save(force_insert=True)
    user.is_active, user.invited_at = True, None
    audit.record("user.created", user, by=by, new=audit.values(user, PROFILE))
    return user


@transaction.atomic
def update_user(
    user: User, *, by: User, full_name: str | None = None, role: str | None = None, is_active: bool | None = None
) -> User:
    """Change a user of the organization of `by`. Deactivation ends all sessions at once.

    Raises Forbidden, Invalid, InvitationOpen, LastAdmin, UserRemoved.
    """
    must_administer(by, user.organization_id)
    user = lock_present(user)
    old = audit.values(user, PROFILE)
    if full_name is not None:
        user.full_name = checked_name(full_name)
    if role is not None:
        user.role = checked_role(role)
    if is_active is not None and is_active != user.is_active:
        if user.invited_at is not None:
            raise InvitationOpen(field="is_active")
        user.is_active = is_active
        sessions.end_all(user)
    if audit.values(user, old) == old:
        return user
    with translated():
        user.save(update_fields=["full_name", "role", "is_active", "token_version", "updated_at"])
    audit.record("user.updated", user, by=by, old=old, new=audit.values(user, PROFILE))
    return user


@transaction.atomic
def remove_user(user: User, *, by: User) -> None:
    """Remove a user from the organization forever, free the e-mail address, and revoke their API keys; or revoke an
    invitation.

    The row and the name stay, because the books name their authors. Raises Forbidden, LastAdmin, UserRemoved.
    """
    must_administer(by, user.organization_id)
    user = lock_present(user)
    mail.withdraw(user.id)
    old = audit.values(user, PROFILE)
    user.is_active = False
    user.invited_at = None
    user.removed_at = timezone.now()
    user.email = f"{user.id}@{REMOVED_DOMAIN}"
    user.set_unusable_password()
    Authenticator.objects.filter(user=user).delete()
    sessions.end_all(user)
    for key in ApiKey.objects.select_for_update(no_key=True, of=("self",)).filter(user__acts_for=user, revoked_at=None):
        key.revoked_at = user.removed_at
        key.save(update_fields=["revoked_at", "updated_at"])
        User.objects.filter(id=key.user_id).update(is_active=False)
        audit.record("api_key.revoked", key, by=by)
    with translated():
        user.save(
            update_fields=["is_active", "invited_at", "removed_at", "email", "password", "token_version", "updated_at"]
        )
    audit.record("user.removed", user, by=by, old=old)


@transaction.atomic
def end_sessions(user: User, *, by: User, **origin: Unpack[Origin]) -> User:
    """End all sessions of a user at once, of the API and the pages: the user asks, or an admin, or staff.

    Raises Forbidden, UserRemoved.
    """
    if not by.is_staff and user.id != by.id:
        must_administer(by, user.organization_id)
    user = lock_present(user)
    sessions.end_all(user)
    user.save(update_fields=["token_version", "updated_at"])
    audit.record("user.sessions_ended", user, by=by, **origin)
    return user


@transaction.atomic
def end_session(session: SignIn, *, by: User, **origin: Unpack[Origin]) -> None:
    """End one session of `by`, of the API or of the pages. Raises Forbidden, and Conflict if it has ended."""
    if session.user_id != by.id:
        raise Forbidden
    User.objects.lock(by.id)
    if not sessions.end(session):
        raise Conflict("This session has ended in the meantime.")
    audit.record("user.session_ended", by, by=by, new={"session_id": session.id}, **origin)


def lock_present(user: User) -> User:
    locked = User.objects.lock(user.id)
    if locked is None or locked.removed_at is not None:
        raise UserRemoved
    return locked


def _open(user: User, *, address: str, user_agent: str) -> Tokens:
    signed_in = sign_ins.record(user, Door.API, address=address, user_agent=user_agent)
    return tokens.issue(user, family_id=signed_in.id)


def must_administer(by: User, organization_id: UUID | None) -> None:
    if not by.is_active or not by.is_organization_admin or by.organization_id != organization_id:
        raise Forbidden
