"""Make and read access and refresh tokens: JSON Web Tokens, by SimpleJWT.

The algorithm is fixed (HS256). Issuer, audience, type and lifetime are checked. A token contains the user (`sub`), the
version of the user's tokens (`ver`) and the family (`fam`), with which it ends. It does not contain what the user may
do: that is read from the database each time.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

import jwt
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import ExpiredTokenError, TokenBackendError, TokenError
from rest_framework_simplejwt.tokens import AccessToken, Token
from rest_framework_simplejwt.tokens import RefreshToken as SimpleRefreshToken

from foundation.statements import fetch
from identity.beside import Beside
from identity.errors import InvalidToken, TokenExpired, TokenRevoked
from identity.models import Organization, RefreshToken, User

ISSUER, AUDIENCE = "atlas", "atlas-api"
MAX_TOKEN_LENGTH = 640
"""Our tokens have about 500 characters. Longer ones than this are not parsed."""
MAX_KNOWN = 5_000
"""How many verified access tokens a process remembers."""
CLOCKS_DIFFER = timedelta(minutes=1)
"""How much later than our clock a token may have been made, by the clock of another server."""
FAMILY_LIFETIME = timedelta(days=90)
"""A family of tokens ends this long after its sign-in, even if it was refreshed."""


def key_id(key: str) -> str:
    """Return the id of a key in the tokens that it signed (`kid`, RFC 7515 §4.1.4). It does not reveal the key."""
    return hashlib.sha256(f"atlas key id {key}".encode()).hexdigest()[:8]


class KeyRing(TokenBackend):
    """Sign with one key, and verify with the key that a token names: this one, or an earlier one."""

    def __init__(self, signing_key: str, previous_keys: Sequence[str]) -> None:
        super().__init__("HS256", signing_key, audience=AUDIENCE, issuer=ISSUER, leeway=CLOCKS_DIFFER)
        self._id, self._key = key_id(signing_key), signing_key
        self._keys = {key_id(key): key for key in (*previous_keys, signing_key)}

    def encode(self, payload: dict[str, Any]) -> str:
        claims = {**payload, "aud": self.audience, "iss": self.issuer}
        return jwt.encode(claims, self._key, algorithm=self.algorithm, headers={"kid": self._id})

    def get_verifying_key(self, token: Any) -> str:
        key = self._keys.get(jwt.get_unverified_header(token).get("kid", ""))
        if key is None:
            raise TokenBackendError("The token was not signed with one of our keys.")
        return key


KEYS = KeyRing(settings.JWT_SIGNING_KEY, settings.JWT_PREVIOUS_KEYS)


class AccessJWT(AccessToken):
    _token_backend = KEYS


class RefreshJWT(SimpleRefreshToken):
    _token_backend = KEYS


@dataclass(frozen=True)
class Tokens:
    """A pair of tokens for a customer. `expires_in` is the access token's lifetime in seconds."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_in: int
    token_type: str = "bearer"  # noqa: S105 - the name of the kind, not a secret


@dataclass(frozen=True)
class Claims:
    id: UUID
    user_id: UUID
    version: int
    family_id: UUID
    expires_at: int
    """In unix seconds."""


def issue(user: User, *, family_id: UUID | None = None, family_ends_at: datetime | None = None) -> Tokens:
    """Make a pair of tokens for `user` and store the refresh token, in the family given or in a new one."""
    access, refresh = AccessJWT(), RefreshJWT()
    ends_at = family_ends_at or refresh.current_time + FAMILY_LIFETIME
    expires_at = min(refresh.current_time + refresh.lifetime, ends_at)
    row = RefreshToken(user=user, expires_at=expires_at, family_ends_at=ends_at)
    row.family_id = family_id or row.id
    row.save(force_insert=True)
    refresh["jti"] = str(row.id)
    refresh["exp"] = int(expires_at.timestamp())
    for token in (access, refresh):
        token["sub"] = str(user.id)
        token["ver"] = user.token_version
        token["fam"] = str(row.family_id)
    return Tokens(str(access), str(refresh), int(AccessJWT.lifetime.total_seconds()))


def holder(claims: Claims, beside: Beside | None = None) -> User:
    """Return the active user of a valid token, with the organization, in one query. Raises TokenRevoked."""
    sql, user_fields, organization_fields = _holder_query(*((beside.columns, beside.join) if beside else ()))
    given = beside.values if beside else ()
    rows = fetch(sql, [*given, claims.user_id, claims.version, claims.family_id, timezone.now()])
    if not rows:
        raise TokenRevoked
    organization_at, beside_at = len(user_fields), len(user_fields) + len(organization_fields)
    user = User.from_db(DEFAULT_DB_ALIAS, user_fields, rows[0][:organization_at])
    if user.organization_id is not None:
        user.organization = Organization.from_db(
            DEFAULT_DB_ALIAS, organization_fields, rows[0][organization_at:beside_at]
        )
    if beside:
        beside.rows = [row[beside_at:] for row in rows]
    return user


@cache
def _holder_query(more: str = "", join: str = "") -> tuple[str, list[str], list[str]]:
    """Return the query of `holder`, and the fields of users and of organizations that it reads.

    Every request makes it. Written out, it saves Django compiling it: a third of a small request's processor time.
    """
    users, organizations = User._meta.concrete_fields, Organization._meta.concrete_fields
    columns = [f"u.{field.column}" for field in users] + [f"o.{field.column}" for field in organizations]
    sql = f"""
        SELECT {", ".join([*columns, *filter(None, [more])])}
        FROM {User._meta.db_table} u LEFT JOIN {Organization._meta.db_table} o ON o.id = u.organization_id
        {join.format(person="u", among="NULL")}
        WHERE u.id = %s AND u.is_active AND u.token_version = %s AND EXISTS (
            SELECT FROM {RefreshToken._meta.db_table} t
            WHERE t.user_id = u.id AND t.family_id = %s AND t.revoked_at IS NULL AND t.expires_at > %s)
    """  # noqa: S608 -- names from our models
    return sql, [field.attname for field in users], [field.attname for field in organizations]


def read_access(text: str) -> Claims:
    """Return the claims of an access token. Raises InvalidToken, TokenExpired.

    A token is verified once per process and then remembered: that takes as long as the rest of signing in, and a client
    sends the same token for an hour. Whether it has expired is asked each time.
    """
    return _in_time(_known(text))


@lru_cache(MAX_KNOWN)
def _known(text: str) -> Claims:
    """Verify an access token. Refusals are not remembered."""
    return _read(AccessJWT, text)


def read_refresh(text: str) -> Claims:
    """Return the claims of a refresh token. Its row says whether it is still valid.

    Raises InvalidToken, TokenExpired.
    """
    return _in_time(_read(RefreshJWT, text))


def _in_time(claims: Claims) -> Claims:
    """Return the claims of a token that has not expired. SimpleJWT would let it live CLOCKS_DIFFER longer."""
    if claims.expires_at <= timezone.now().timestamp():
        raise TokenExpired
    return claims


def _read(kind: type[Token], text: str) -> Claims:
    if len(text) > MAX_TOKEN_LENGTH:
        raise InvalidToken
    try:
        token = kind(text)  # type: ignore[arg-type]  # SimpleJWT annotates the encoded token as a Token
        return Claims(
            id=UUID(token["jti"]),
            user_id=UUID(token["sub"]),
            version=int(token["ver"]),
            family_id=UUID(token["fam"]),
            expires_at=int(token["exp"]),
        )
    except ExpiredTokenError as error:
        raise TokenExpired from error
    except (TokenError, KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise InvalidToken from error
