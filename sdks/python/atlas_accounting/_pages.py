"""Lists, page by page. The next page is found by cursor, so that no item is read twice or missed while others write."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from atlas_accounting._calls import Call
    from atlas_accounting._resource import AsyncCaller, Caller

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page. `total` counts the whole list, or estimates it."""

    items: list[T]
    total: int
    page: int
    page_size: int
    has_next: bool
    next_cursor: str | None
    total_is_estimate: bool = False

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def page_of(data: Any, shape: str) -> Page[Any]:
    from atlas_accounting._model import reader

    read = reader("[]" + shape)
    names = ("total", "page", "page_size", "has_next", "next_cursor")
    is_estimate = bool(data.get("total_is_estimate"))
    return Page(items=read(data["items"]), total_is_estimate=is_estimate, **{name: data.get(name) for name in names})


def first_call(call: Call) -> Call:
    """Ask for the largest pages, unless the caller has said how large."""
    size = call.query.get("page_size") or call.page_size
    return replace(call, query={**call.query, "page_size": size}) if size else call


def next_call(call: Call, cursor: str) -> Call:
    query = {name: value for name, value in call.query.items() if name != "page"}
    return replace(call, query={**query, "cursor": cursor})


class Pages(Generic[T]):
    """A list. Nothing is read before it is iterated: over the items, or with `pages()` page by page."""

    def __init__(self, client: Caller, call: Call, shape: str) -> None:
        self._client = client
        self._call = first_call(call)
        self._shape = shape

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.items

    def pages(self) -> Iterator[Page[T]]:
        call: Call | None = self._call
        while call is not None:
            page: Page[T] = page_of(self._client._send(call, ""), self._shape)
            yield page
            call = next_call(self._call, page.next_cursor) if page.next_cursor else None

    def first(self) -> Page[T]:
        """Read the first page only."""
        return next(self.pages())


class AsyncPages(Generic[T]):
    """A list. Nothing is read before it is iterated: over the items, or with `pages()` page by page."""

    def __init__(self, client: AsyncCaller, call: Call, shape: str) -> None:
        self._client = client
        self._call = first_call(call)
        self._shape = shape

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.items:
                yield item

    async def pages(self) -> AsyncIterator[Page[T]]:
        call: Call | None = self._call
        while call is not None:
            page: Page[T] = page_of(await self._client._send(call, ""), self._shape)
            yield page
            call = next_call(self._call, page.next_cursor) if page.next_cursor else None

    async def first(self) -> Page[T]:
        """Read the first page only."""
        call = self._call
        return page_of(await self._client._send(call, ""), self._shape)
