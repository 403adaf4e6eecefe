"""Everything that identity refuses, as one tree.

    IdentityError
    ├── Unauthenticated     we do not know who this is: HTTP 401
    │   ├── WrongCredentials, CodeRequired
    │   ├── InvalidToken ── TokenExpired, TokenRevoked, TokenReused
    ├── Invalid             the content is wrong: HTTP 422, names the field
    │   ├── WrongPassword, UnusablePassword, WrongCode
    ├── Conflict            something that is there already forbids it: HTTP 409
    │   ├── EmailTaken, LastAdmin, UserRemoved, InvitationOpen, NotInvited, SecondFactorOn
    ├── Forbidden           this person may not do this: HTTP 403
    └── TooManyAttempts     guessing is slowed down, or a daily limit reached: HTTP 429, with `retry_after` seconds
        └── DailyLimit

A class has a stable `code`; the five branches decide the HTTP status (api/failures.py). `CONSTRAINTS` names the error
of each database constraint that a request can break.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

from django.db import DatabaseError

if TYPE_CHECKING:
    from identity.models import User


class IdentityError(Exception):
    """Something identity refuses. `field` is the name of the input to blame, such as `email`, or empty."""

    code: ClassVar[str] = "identity_error"
    message: ClassVar[str] = "This is refused."

    def __init__(self, message: str = "", *, field: str = "") -> None:
        super().__init__(message or self.message)
        self.field = field


class Unauthenticated(IdentityError):
    code = "not_authenticated"
    message = "Sign in first."


class Invalid(IdentityError):
    code = "invalid"
    message = "The value is not valid."


class Conflict(IdentityError):
    code = "conflict"
    message = "The current state does not allow this."


class Forbidden(IdentityError):
    code = "forbidden"
    message = "Your role does not allow this."


class TooManyAttempts(IdentityError):
    """`retry_after` is in whole seconds, at least 1."""

    code = "too_many_attempts"
    message = "Too many attempts. Wait a little, then try again."

    def __init__(self, message: str = "", *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class DailyLimit(TooManyAttempts):
    code = "daily_limit"
    message = "A daily limit of your organization is reached. Retry-After says when to come back."


class WrongCredentials(Unauthenticated):
    """One answer for a wrong password, an unknown address and a deactivated user: it must not tell which."""

    code = "wrong_credentials"
    message = "The e-mail address or the password is wrong."


class CodeRequired(Unauthenticated):
    """The password was right, so this says that a code is missing or wrong. `user` is whose."""

    code = "otp_required"
    message = "Enter a code of your authenticator app."

    def __init__(self, user: "User", message: str = "") -> None:
        super().__init__(message)
        self.user = user


class InvalidToken(Unauthenticated):
    code = "invalid_token"
    message = "This is not a valid token."


class TokenExpired(InvalidToken):
    code = "token_expired"
    message = "The token has expired."


class TokenRevoked(InvalidToken):
    code = "token_revoked"
    message = "The token was revoked: its session has ended. Sign in again."


class TokenReused(InvalidToken):
    """The session goes on: another use of the same refresh token came first, and its answer has the next one."""

    code = "token_reused"
    message = "This refresh token was used a moment ago. Go on with the tokens that its first use was answered with."


class WrongPassword(Invalid):
    code = "wrong_password"
    message = "The current password is wrong."


class UnusablePassword(Invalid):
    code = "unusable_password"
    message = "Choose another password."


class WrongCode(Invalid):
    code = "wrong_code"
    message = "The code is wrong, or was used already."


class EmailTaken(Conflict):
    code = "email_taken"
    message = "A user with this e-mail address exists already."


class LastAdmin(Conflict):
    code = "last_admin"
    message = "An organization keeps at least one active admin. Make somebody else an admin first."


class UserRemoved(Conflict):
    code = "user_removed"
    message = "This user was removed."


class InvitationOpen(Conflict):
    code = "invitation_open"
    message = "This user has not accepted the invitation yet."


class NotInvited(Conflict):
    code = "not_invited"
    message = "No invitation of this user is open."


class SecondFactorOn(Conflict):
    code = "second_factor_on"
    message = "An authenticator app is set up already."


CONSTRAINTS: dict[str, tuple[type[IdentityError], str]] = {
    "user_email_unique": (EmailTaken, "email"),
    "user_email_once": (EmailTaken, "email"),
    "organization_keeps_an_admin": (LastAdmin, "role"),
    "user_invited_is_inactive": (InvitationOpen, "is_active"),
}
"""Constraint name → error, field."""


@contextmanager
def translated() -> Iterator[None]:
    """Turn a broken constraint into its domain error; anything else passes through unchanged."""
    try:
        yield
    except DatabaseError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if name not in CONSTRAINTS:
            raise
        kind, field = CONSTRAINTS[name]
        raise kind(field=field) from error
