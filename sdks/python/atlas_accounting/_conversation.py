"""The steps of one call to Atlas, without input and output. The sync and the async client both run them."""

from __future__ import annotations

import json
import logging
import time
import uuid
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import httpx2

from atlas_accounting._calls import Call
from atlas_accounting._model import ResponseInfo
from atlas_accounting._retries import is_transient, wait_before
from atlas_accounting._session import Session
from atlas_accounting._values import body_of
from atlas_accounting._version import __version__
from atlas_accounting.errors import APIConnectionError, APIError, APITimeoutError, error_for

PREFIX = "/api/v1"
CONNECT_TIMEOUT = 5.0
POSITION = "atlas-position"
NOT_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
"""Failures before anything was sent, after which every request may be sent again."""
NOT_SENDABLE = (httpx2.LocalProtocolError, httpx2.UnsupportedProtocol)
"""Failures of the request itself, which another attempt would meet again."""
NOT_JSON = "The answer is not JSON, so something between you and Atlas has sent it."
log = logging.getLogger("atlas_accounting")


@dataclass(frozen=True)
class Exchange:
    """One attempt at a request, for hooks and logs. It has no secrets: no headers, no query, no bodies."""

    method: str
    path: str
    attempt: int
    status_code: int | None = None
    request_id: str | None = None
    seconds: float | None = None
    error: str | None = None


@dataclass(frozen=True)
class Answer:
    """The response to one attempt."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes = field(repr=False)

    def json(self) -> Any:
        """Return the JSON with exact numbers. Raises APIError if it is none."""
        try:
            return self._parsed()
        except ValueError:
            raise error_for(self.status_code, {"detail": NOT_JSON}, self.headers) from None

    def _parsed(self) -> Any:
        return json.loads(self.content, parse_float=Decimal) if self.content else None

    @property
    def info(self) -> ResponseInfo:
        return ResponseInfo(self.status_code, self.headers)

    def error(self) -> APIError:
        try:
            body = self._parsed()
        except ValueError:
            body = None
        return error_for(self.status_code, body if isinstance(body, dict) else {}, self.headers)


@dataclass(frozen=True)
class Send:
    """Send a request; the result is an `Answer`, or the error of the transport."""

    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    content: bytes | None = field(repr=False)
    timeout: float
    exchange: Exchange


@dataclass(frozen=True)
class Wait:
    """Wait, in seconds."""

    seconds: float


@dataclass(frozen=True)
class NeedToken:
    """Get the bearer token. `refused` is one that got a 401."""

    refused: str | None = field(repr=False)


Step = Send | Wait | NeedToken


class Written:
    """The latest position among the responses to writes, which later requests send so that reports show the writes."""

    def __init__(self) -> None:
        self.position = ""

    def note(self, headers: Mapping[str, str]) -> None:
        self.position = max(self.position, headers.get(POSITION, ""))


@dataclass(frozen=True)
class Settings:
    """The settings of a client."""

    base_url: str
    session: Session
    company_id: str | None
    timeout: float
    max_retries: int
    on_request: Callable[[Exchange], object] | None
    on_response: Callable[[Exchange], object] | None
    written: Written = field(default_factory=Written)

    def converse(self, call: Call, accept: str = "application/json") -> Generator[Step, Any, Answer]:
        """Make one call: add the token, send it, and send it again if that is safe and may help."""
        url, headers, content = self._request(call, accept)
        token: str | None = None if call.is_public else (yield NeedToken(None))
        was_renewed = may_be_done = False
        attempt = 1
        while True:
            signed = headers if call.is_public else {**headers, "Authorization": f"Bearer {token}"}
            exchange = Exchange(call.method, PREFIX + call.path, attempt)
            outcome = yield Send(call.method, url, signed, content, call.seconds(self.timeout), exchange)
            if isinstance(outcome, Answer):
                if 200 <= outcome.status_code < 300:
                    self.written.note(outcome.headers)
                    return outcome
                if outcome.status_code == 401 and not call.is_public and not was_renewed and self.session.is_renewable:
                    was_renewed = True
                    token = yield NeedToken(token)
                    continue
                if outcome.status_code == 404 and call.method == "DELETE" and may_be_done:
                    return outcome  # an earlier attempt, whose answer was lost, has deleted it
                may_be_done = may_be_done or outcome.status_code >= 500
                is_worth = is_transient(outcome.status_code, outcome.headers, is_repeatable=call.is_repeatable)
                seconds = wait_before(attempt + 1, outcome.headers)
                if attempt > self.max_retries or not is_worth or seconds is None:
                    raise outcome.error()
            else:
                is_unsent = isinstance(outcome, NOT_SENT)
                is_worth = (is_unsent or call.is_repeatable) and not isinstance(outcome, NOT_SENDABLE)
                may_be_done = may_be_done or not is_unsent
                seconds = wait_before(attempt + 1)
                if attempt > self.max_retries or not is_worth or seconds is None:
                    raise lost(outcome, call) from outcome
            log.info("%s %s: trying again in %.1f s", call.method, exchange.path, seconds)
            yield Wait(seconds)
            attempt += 1

    def _request(self, call: Call, accept: str) -> tuple[str, dict[str, str], bytes | None]:
        headers = {"Accept": accept, "User-Agent": f"atlas-accounting-python/{__version__}"}
        if call.takes_key:
            headers["Idempotency-Key"] = call.idempotency_key or str(uuid.uuid4())
        if call.if_match is not None:
            headers["If-Match"] = call.if_match
        if self.written.position:
            headers[POSITION] = self.written.position
        content = None
        if call.body is not None:
            headers["Content-Type"] = "application/json"
            content = body_of(call.body)
        query = call.parameters(self.company_id)
        url = self.base_url + PREFIX + call.path + ("?" + urlencode(query) if query else "")
        return url, headers, content

    def began(self, step: Send) -> float:
        if self.on_request is not None:
            self.on_request(step.exchange)
        return time.perf_counter()

    def ended(self, step: Send, outcome: Answer | httpx2.RequestError, began: float) -> None:
        seconds = time.perf_counter() - began
        if isinstance(outcome, Answer):
            request_id = outcome.headers.get("x-request-id")
            exchange = replace(step.exchange, seconds=seconds, status_code=outcome.status_code, request_id=request_id)
        else:
            exchange = replace(step.exchange, seconds=seconds, error=type(outcome).__name__)
        told = exchange.status_code or exchange.error
        log.debug("%s %s: %s in %.3f s [%s]", exchange.method, exchange.path, told, seconds, exchange.request_id)
        if self.on_response is not None:
            self.on_response(exchange)


def lost(error: httpx2.RequestError, call: Call) -> APIConnectionError:
    kind = APITimeoutError if isinstance(error, httpx2.TimeoutException) else APIConnectionError
    return kind(f"{call.method} {PREFIX}{call.path}: {type(error).__name__}: {error}")


def timeouts(seconds: float) -> httpx2.Timeout:
    return httpx2.Timeout(seconds, connect=min(seconds, CONNECT_TIMEOUT))
