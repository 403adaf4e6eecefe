"""Who calls: an API key, a pair of tokens, or an e-mail address and a password."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from atlas_accounting._calls import Call
from atlas_accounting.errors import APIError, AtlasError

if TYPE_CHECKING:
    from atlas_accounting._conversation import Answer, Step

RENEW_BEFORE = 30
"""An access token is not used any more this many seconds before it expires."""


@dataclass(frozen=True)
class Tokens:
    """An access token, and the refresh token that gets the next one. Both are secrets; a refresh token works once."""

    access_token: str | None = field(default=None, repr=False)
    refresh_token: str | None = field(default=None, repr=False)


class Session:
    """The credentials, and the tokens received for them."""

    def __init__(
        self,
        *,
        api_key: str | None = None,
        email: str | None = None,
        password: str | None = None,
        otp: str | None = None,
        tokens: Tokens | None = None,
        on_tokens: Callable[[Tokens], object] | None = None,
    ) -> None:
        ways = [api_key is not None, email is not None or password is not None, tokens is not None]
        if (email is None) != (password is None):
            raise ValueError("give both email and password")
        if sum(ways) != 1:
            raise ValueError("give either api_key (or set ATLAS_API_KEY), or email and password, or tokens")
        self._api_key = None if api_key is None else sendable(api_key, "api_key")
        self._credentials = {"email": email, "password": password} | ({"otp": otp} if otp is not None else {})
        access = tokens.access_token if tokens else None
        refresh = tokens.refresh_token if tokens else None
        self._tokens = Tokens(sendable(access, "access_token") if access else None, refresh)
        self._on_tokens = on_tokens
        self._expires_at: float | None = None
        self.renewals = 0
        self.alone: Callable[[], AbstractContextManager[Tokens | None]] = nullcontext
        """Holds back other processes with the same tokens, and gives those that the last of them got."""
        self.failure: AtlasError | None = None

    def __repr__(self) -> str:
        return f"Session({self.kind})"

    @property
    def kind(self) -> str:
        return "api key" if self._api_key is not None else "password" if self._credentials["email"] else "tokens"

    @property
    def is_renewable(self) -> bool:
        return self._api_key is None and bool(self._tokens.refresh_token or self._credentials["email"])

    def usable(self, refused: str | None) -> str | None:
        """Return what to send as bearer; None if a new token is needed first. `refused` is one that got a 401."""
        if self._api_key is not None:
            return self._api_key
        access = self._tokens.access_token
        is_old = self._expires_at is not None and time.monotonic() > self._expires_at - RENEW_BEFORE
        return None if access is None or access == refused or is_old else access

    def renewal(self, converse: Callable[[Call], Generator[Step, Any, Answer]]) -> Generator[Step, Any, str]:
        """Get new tokens: with the refresh token, and if that fails with the password."""
        with self.alone() as kept:
            self._tokens = kept or self._tokens
            try:
                tokens = yield from self._renewed(converse)
            except AtlasError as error:
                self.failure = error
                raise
            finally:
                self.renewals += 1
            self.failure = None
            self._tokens = Tokens(tokens["access_token"], tokens["refresh_token"])
            self._expires_at = time.monotonic() + float(tokens["expires_in"])
            if self._on_tokens is not None:
                self._on_tokens(self._tokens)
        return str(tokens["access_token"])

    def _renewed(self, converse: Callable[[Call], Generator[Step, Any, Answer]]) -> Generator[Step, Any, Any]:
        refresh_token = self._tokens.refresh_token
        if refresh_token is not None:
            call = Call("POST", "/auth/refresh", body={"refresh_token": refresh_token}, is_public=True)
            try:
                answer = yield from converse(call)
                return answer.json()["tokens"]
            except APIError as error:
                if error.status_code == 401:
                    self._tokens = Tokens(self._tokens.access_token, None)
                if not self._credentials["email"]:
                    raise
            except AtlasError:
                if not self._credentials["email"]:
                    raise
        elif not self._credentials["email"]:
            raise self.failure or AtlasError("there is no refresh token to get a new access token with")
        answer = yield from converse(Call("POST", "/auth/login", body=self._credentials, is_public=True))
        return answer.json()["tokens"]


def sendable(secret: str, name: str) -> str:
    """Return a secret without a line end. An error does not contain the secret."""
    secret = secret.strip()
    if not secret or not secret.isascii() or not secret.isprintable():
        raise ValueError(f"{name} is empty, or has characters that no header can have")
    return secret
