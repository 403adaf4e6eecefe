"""The two clients: `Atlas` waits for each answer, `AsyncAtlas` is awaited."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Generator
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

import anyio
import httpx2

from atlas_accounting._calls import Call
from atlas_accounting._conversation import PREFIX, Answer, Exchange, NeedToken, Send, Settings, Step, Wait, timeouts
from atlas_accounting._files import Download, file_name
from atlas_accounting._model import read_answer
from atlas_accounting._pages import AsyncPages, Pages
from atlas_accounting._root import AsyncResources, Resources
from atlas_accounting._session import Session, Tokens

BASE_URL = "https://api.atlas-accounting.com"
TIMEOUT = 30.0
MAX_RETRIES = 3
LIMITS = httpx2.Limits(max_connections=100, max_keepalive_connections=20)


def settings_for(
    *,
    api_key: str | None = None,
    email: str | None = None,
    password: str | None = None,
    otp: str | None = None,
    tokens: Tokens | None = None,
    on_tokens: Callable[[Tokens], object] | None = None,
    company_id: str | None = None,
    base_url: str | None = None,
    timeout: float = TIMEOUT,
    max_retries: int = MAX_RETRIES,
    on_request: Callable[[Exchange], object] | None = None,
    on_response: Callable[[Exchange], object] | None = None,
) -> Settings:
    """Check the arguments of a client. Without credentials, `ATLAS_API_KEY` is read from the environment."""
    if api_key is None and email is None and password is None and tokens is None:
        api_key = os.environ.get("ATLAS_API_KEY") or None
    address = base_url or os.environ.get("ATLAS_BASE_URL") or BASE_URL
    address = address.rstrip("/").removesuffix(PREFIX)
    if not address.startswith(("https://", "http://")):
        raise ValueError(f"base_url {address!r} does not begin with https:// or http://")
    session = Session(api_key=api_key, email=email, password=password, otp=otp, tokens=tokens, on_tokens=on_tokens)
    return Settings(
        base_url=address,
        session=session,
        company_id=company_id if company_id is not None else os.environ.get("ATLAS_COMPANY_ID") or None,
        timeout=timeout,
        max_retries=max_retries,
        on_request=on_request,
        on_response=on_response,
    )


class Atlas(Resources):
    """A client of Atlas. One for the whole program is best: it keeps connections, and threads may share it.

    Give `api_key`, or `email` and `password` (with `otp` if you use an authenticator app), or `tokens`. `company_id` is
    the company of calls that name none. `timeout` is in seconds; `max_retries` counts the attempts after the first.
    `on_tokens` is called with new tokens, `on_request` and `on_response` with each attempt.
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        email: str | None = None,
        password: str | None = None,
        otp: str | None = None,
        tokens: Tokens | None = None,
        on_tokens: Callable[[Tokens], object] | None = None,
        company_id: str | None = None,
        base_url: str | None = None,
        timeout: float = TIMEOUT,
        max_retries: int = MAX_RETRIES,
        on_request: Callable[[Exchange], object] | None = None,
        on_response: Callable[[Exchange], object] | None = None,
        http_client: httpx2.Client | None = None,
    ) -> None:
        super().__init__(self)
        self._settings = settings_for(
            api_key=api_key,
            email=email,
            password=password,
            otp=otp,
            tokens=tokens,
            on_tokens=on_tokens,
            company_id=company_id,
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            on_request=on_request,
            on_response=on_response,
        )
        self._http = http_client or httpx2.Client(limits=LIMITS)
        self._lock = threading.Lock()

    def with_options(
        self, *, company_id: str | None = None, timeout: float | None = None, max_retries: int | None = None
    ) -> Self:
        """Return a client with other settings. It shares connections and tokens with this one."""
        other = object.__new__(type(self))
        Resources.__init__(other, other)
        other._settings = changed(self._settings, company_id, timeout, max_retries)
        other._http, other._lock = self._http, self._lock
        return other

    def __repr__(self) -> str:
        return shown(self, self._settings)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _send(self, call: Call, shape: str = "") -> Any:
        answer = self._run(self._settings.converse(call))
        return read_answer(shape, answer.json(), answer.info)

    def _pages(self, call: Call, shape: str) -> Pages[Any]:
        return Pages(self, call, shape)

    def _download(self, call: Call) -> Download:
        return download_of(self._run(self._settings.converse(call, accept="*/*")))

    def _run(self, steps: Generator[Step, Any, Any]) -> Any:
        result: Any = None
        try:
            while True:
                step = steps.send(result)
                if isinstance(step, Send):
                    result = self._exchange(step)
                elif isinstance(step, Wait):
                    time.sleep(step.seconds)
                else:
                    result = self._token(step)
        except StopIteration as end:
            return end.value

    def _exchange(self, step: Send) -> Answer | httpx2.RequestError:
        began = self._settings.began(step)
        outcome: Answer | httpx2.RequestError
        try:
            got = self._http.request(
                step.method,
                step.url,
                headers=dict(step.headers),
                content=step.content,
                timeout=timeouts(step.timeout),
                follow_redirects=False,
            )
            outcome = Answer(got.status_code, got.headers, got.content)
        except httpx2.RequestError as error:
            outcome = error
        self._settings.ended(step, outcome, began)
        return outcome

    def _token(self, step: NeedToken) -> str:
        """Return a valid token. If several threads need a new one, only one of them asks for it."""
        session = self._settings.session
        seen = session.renewals
        found = session.usable(step.refused)
        if found is not None:
            return found
        with self._lock:
            found = session.usable(step.refused)
            if found is None and session.renewals != seen and session.failure is not None:
                raise session.failure
            return found if found is not None else self._run(session.renewal(self._settings.converse))


class AsyncAtlas(AsyncResources):
    """A client of Atlas for asyncio and trio. One for each event loop; its tasks may share it.

    It takes what `Atlas` takes.
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        email: str | None = None,
        password: str | None = None,
        otp: str | None = None,
        tokens: Tokens | None = None,
        on_tokens: Callable[[Tokens], object] | None = None,
        company_id: str | None = None,
        base_url: str | None = None,
        timeout: float = TIMEOUT,
        max_retries: int = MAX_RETRIES,
        on_request: Callable[[Exchange], object] | None = None,
        on_response: Callable[[Exchange], object] | None = None,
        http_client: httpx2.AsyncClient | None = None,
    ) -> None:
        super().__init__(self)
        self._settings = settings_for(
            api_key=api_key,
            email=email,
            password=password,
            otp=otp,
            tokens=tokens,
            on_tokens=on_tokens,
            company_id=company_id,
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            on_request=on_request,
            on_response=on_response,
        )
        self._http = http_client or httpx2.AsyncClient(limits=LIMITS)
        self._lock = anyio.Lock()

    def with_options(
        self, *, company_id: str | None = None, timeout: float | None = None, max_retries: int | None = None
    ) -> Self:
        """Return a client with other settings. It shares connections and tokens with this one."""
        other = object.__new__(type(self))
        AsyncResources.__init__(other, other)
        other._settings = changed(self._settings, company_id, timeout, max_retries)
        other._http, other._lock = self._http, self._lock
        return other

    def __repr__(self) -> str:
        return shown(self, self._settings)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _send(self, call: Call, shape: str = "") -> Any:
        answer = await self._run(self._settings.converse(call))
        return read_answer(shape, answer.json(), answer.info)

    def _pages(self, call: Call, shape: str) -> AsyncPages[Any]:
        return AsyncPages(self, call, shape)

    async def _download(self, call: Call) -> Download:
        return download_of(await self._run(self._settings.converse(call, accept="*/*")))

    async def _run(self, steps: Generator[Step, Any, Any]) -> Any:
        result: Any = None
        try:
            while True:
                step = steps.send(result)
                if isinstance(step, Send):
                    result = await self._exchange(step)
                elif isinstance(step, Wait):
                    await anyio.sleep(step.seconds)
                else:
                    result = await self._token(step)
        except StopIteration as end:
            return end.value

    async def _exchange(self, step: Send) -> Answer | httpx2.RequestError:
        began = self._settings.began(step)
        outcome: Answer | httpx2.RequestError
        try:
            got = await self._http.request(
                step.method,
                step.url,
                headers=dict(step.headers),
                content=step.content,
                timeout=timeouts(step.timeout),
                follow_redirects=False,
            )
            outcome = Answer(got.status_code, got.headers, got.content)
        except httpx2.RequestError as error:
            outcome = error
        self._settings.ended(step, outcome, began)
        return outcome

    async def _token(self, step: NeedToken) -> str:
        """Return a valid token. If several tasks need a new one, only one of them asks for it."""
        session = self._settings.session
        seen = session.renewals
        found = session.usable(step.refused)
        if found is not None:
            return found
        async with self._lock:
            found = session.usable(step.refused)
            if found is None and session.renewals != seen and session.failure is not None:
                raise session.failure
            return found if found is not None else await self._run(session.renewal(self._settings.converse))


def changed(settings: Settings, company_id: str | None, timeout: float | None, max_retries: int | None) -> Settings:
    return replace(
        settings,
        company_id=settings.company_id if company_id is None else company_id,
        timeout=settings.timeout if timeout is None else timeout,
        max_retries=settings.max_retries if max_retries is None else max_retries,
    )


def shown(client: object, settings: Settings) -> str:
    where = f", company_id={settings.company_id!r}" if settings.company_id else ""
    return f"<{type(client).__name__} {settings.base_url} with {settings.session.kind}{where}>"


def download_of(answer: Answer) -> Download:
    headers = answer.headers
    return Download(answer.content, headers.get("content-type", ""), file_name(headers.get("content-disposition", "")))
