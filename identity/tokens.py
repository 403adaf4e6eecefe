"""Access and refresh tokens: JSON Web Tokens made and read by SimpleJWT.

The algorithm is pinned (HS256); issuer, audience, type and lifetime are checked. A token says who (`sub`) and which
version of that user's tokens it belongs to (`ver`); never what the user may do, which is read from the database each
time.
"""

from dataclasses import dataclass
from uuid import UUID

from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import AccessToken as AccessJWT
from rest_framework_simplejwt.tokens import RefreshToken as RefreshJWT
from rest_framework_simplejwt.tokens import Token

from identity.errors import InvalidToken
from identity.models import RefreshToken, User

MAX_TOKEN_LENGTH = 640
"""Ours have about 420 characters. A longer one is not parsed at all."""


@dataclass(frozen=True)
class Tokens:
    """A pair as the customer gets it. `expires_in` is the access token's lifetime in seconds."""

    access_token: str
    refresh_token: str
    expires_in: int
    token_type: str = "bearer"  # noqa: S105 - the name of the kind, not a secret


@dataclass(frozen=True)
class Claims:
    id: UUID
    user_id: UUID
    version: int


def issue(user: User, *, family_id: UUID | None = None) -> Tokens:
    """Make a pair for `user`, whose refresh token joins a family or starts one; store the refresh token."""
    access, refresh = AccessJWT(), RefreshJWT()
    row = RefreshToken(user=user, expires_at=refresh.current_time + refresh.lifetime)
    row.family_id = family_id or row.id
    row.save(force_insert=True)
    refresh["jti"] = str(row.id)
    for token in (access, refresh):
        token["sub"] = str(user.id)
        token["ver"] = user.token_version
    return Tokens(str(access), str(refresh), int(AccessJWT.lifetime.total_seconds()))


def read_access(text: str) -> Claims:
    """Return what an access token says. Raises InvalidToken."""
    return _read(AccessJWT, text)


def read_refresh(text: str) -> Claims:
    """Return what a refresh token says; whether it is still good is for its row to say. Raises InvalidToken."""
    return _read(RefreshJWT, text)


def _read(kind: type[Token], text: str) -> Claims:
    if len(text) > MAX_TOKEN_LENGTH:
        raise InvalidToken
    try:
        token = kind(text)  # type: ignore[arg-type]  # SimpleJWT annotates the encoded token as a Token
        return Claims(id=UUID(token["jti"]), user_id=UUID(token["sub"]), version=int(token["ver"]))
    except (TokenError, KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise InvalidToken from error
