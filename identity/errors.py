"""The refusals of identity, in the branches of foundation/refusals.py.

Unauthenticated     WrongCredentials, CodeRequired
                    InvalidToken ── TokenExpired, TokenRevoked, TokenReused
Invalid             WrongPassword, UnusablePassword, WrongCode
Conflict            EmailTaken, LastAdmin, UserRemoved, InvitationOpen, NotInvited, SecondFactorOn, TooManyKeys,
                    KeyRevoked
TooManyAttempts     (guesses are slowed down) ── DailyLimit
Forbidden           KeyAddressRefused, OrganizationMoved
Unavailable         OrganizationMoving
"""

from typing import TYPE_CHECKING

from foundation.refusals import (
    Conflict,
    Forbidden,
    Invalid,
    Refusal,
    TooManyAttempts,
    Unauthenticated,
    Unavailable,
    declare,
    translated,
)

__all__ = ["Conflict", "Forbidden", "Invalid", "Refusal", "TooManyAttempts", "Unauthenticated", "translated"]

if TYPE_CHECKING:
    from identity.models import User


class DailyLimit(TooManyAttempts):
    code = "daily_limit"
    message = "A daily limit of your organization is reached. Retry-After says when to come back."


class OrganizationMoving(Unavailable):
    code = "organization_moving"
    message = "Your organization is being moved to another installation. Nothing was changed. Try again later."


class OrganizationMoved(Forbidden):
    code = "organization_moved"
    message = "Your organization has moved to another installation."


class WrongCredentials(Unauthenticated):
    """A wrong password, an unknown address or a deactivated user: the answer must not show which."""

    code = "wrong_credentials"
    message = "The e-mail address or the password is wrong."


class CodeRequired(Unauthenticated):
    """The password of `user` was right, but the code is missing or wrong."""

    code = "otp_required"
    message = "Enter the code from your authenticator app."

    def __init__(self, user: "User", message: str = "") -> None:
        super().__init__(message)
        self.user = user


class InvalidToken(Unauthenticated):
    code = "invalid_token"
    message = "This is not a valid token."


class KeyAddressRefused(Forbidden):
    code = "key_address_refused"
    message = "This API key may not be used from your address."


class TooManyKeys(Conflict):
    code = "too_many_keys"
    message = "The organization has as many API keys as it can have. Revoke one first."


class KeyRevoked(Conflict):
    code = "key_revoked"
    message = "This API key is revoked."


class TokenExpired(InvalidToken):
    code = "token_expired"
    message = "The token has expired."


class TokenRevoked(InvalidToken):
    code = "token_revoked"
    message = "The token was revoked because its session has ended. Sign in again."


class TokenReused(InvalidToken):
    """Another request with the same refresh token came first, and got the next one. The session goes on."""

    code = "token_reused"
    message = "This refresh token was used a moment ago. Use the tokens that were returned then."


class WrongPassword(Invalid):
    code = "wrong_password"
    message = "The current password is wrong."


class UnusablePassword(Invalid):
    code = "unusable_password"
    message = "Choose another password."


class WrongCode(Invalid):
    code = "wrong_code"
    message = "The code is wrong or was already used."


class EmailTaken(Conflict):
    code = "email_taken"
    message = "A user with this e-mail address already exists."


class LastAdmin(Conflict):
    code = "last_admin"
    message = "An organization needs at least one active admin. Make someone else an admin first."


class UserRemoved(Conflict):
    code = "user_removed"
    message = "This user was removed."


class InvitationOpen(Conflict):
    code = "invitation_open"
    message = "This user has not accepted the invitation yet."


class NotInvited(Conflict):
    code = "not_invited"
    message = "This user has no open invitation."


class SecondFactorOn(Conflict):
    code = "second_factor_on"
    message = "An authenticator app is already set up."


declare(
    {
        "user_email_unique": (EmailTaken, "", "email"),
        "user_email_once": (EmailTaken, "", "email"),
        "organization_keeps_an_admin": (LastAdmin, "", "role"),
        "user_invited_is_inactive": (InvitationOpen, "", "is_active"),
        "organization_moving": (OrganizationMoving, "", ""),
        "organization_moved": (OrganizationMoved, "", ""),
    }
)
