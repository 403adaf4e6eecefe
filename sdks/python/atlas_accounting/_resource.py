"""The base of the generated classes: each holds the client, which sends its calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from atlas_accounting._calls import Call
    from atlas_accounting._files import Download
    from atlas_accounting._pages import AsyncPages, Pages


class Caller(Protocol):
    """A client that sends calls and waits for the responses."""

    def _send(self, call: Call, shape: str = "") -> Any: ...
    def _pages(self, call: Call, shape: str) -> Pages[Any]: ...
    def _download(self, call: Call) -> Download: ...


class AsyncCaller(Protocol):
    """A client that sends calls and lets other tasks run until the responses arrive."""

    async def _send(self, call: Call, shape: str = "") -> Any: ...
    def _pages(self, call: Call, shape: str) -> AsyncPages[Any]: ...
    async def _download(self, call: Call) -> Download: ...


class Resource:
    """A part of the API."""

    def __init__(self, client: Caller) -> None:
        self._client = client


class AsyncResource:
    """A part of the API, awaited."""

    def __init__(self, client: AsyncCaller) -> None:
        self._client = client
