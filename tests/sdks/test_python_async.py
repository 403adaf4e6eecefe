"""The async client of the Python SDK against a running Atlas, on asyncio and on trio's own words where it has them."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from atlas_accounting import (
    APIConnectionError,
    APITimeoutError,
    AsyncAtlas,
    AuthenticationError,
    Exchange,
    NotFoundError,
    Tokens,
)

from accounting.models import Company, Contact
from foundation import tenancy
from identity.models import User
from tests.sdks.conftest import tokens_of
from tests.sdks.wire import Wire

pytestmark = pytest.mark.django_db(transaction=True)


def run(do: Callable[[AsyncAtlas], Awaitable[Any]], **given: Any) -> Any:
    async def program() -> Any:
        async with AsyncAtlas(**given) as atlas:
            return await do(atlas)

    return asyncio.run(program())


def test_calls_lists_and_files(address: str, admin: User, company: Company) -> None:
    async def program(atlas: AsyncAtlas) -> None:
        made = [(await atlas.customers.create(name=f"Customer {number}")).id for number in range(3)]
        found = atlas.customers.list(page_size=2, sort_order="asc", sort_by="created_at")
        assert [customer.id async for customer in found] == made
        assert [len(page) async for page in found.pages()] == [2, 1]
        assert (await found.first()).total == 3
        file = await atlas.reports.trial_balance_file()
        assert file.filename.endswith(".csv")
        await atlas.customers.delete(made[0])
        with pytest.raises(NotFoundError):
            await atlas.with_options(timeout=20).customers.get(made[0])
        assert "eyJ" not in repr(atlas) + repr(vars(atlas))

    run(program, base_url=address, tokens=tokens_of(admin), company_id=str(company.id))


def test_one_of_many_tasks_refreshes(address: str, admin: User) -> None:
    seen: list[Exchange] = []

    async def program(atlas: AsyncAtlas) -> set[str]:
        return {profile.email for profile in await asyncio.gather(*(atlas.auth.me() for _ in range(8)))}

    tokens = Tokens("eyJexpired", tokens_of(admin).refresh_token)
    assert run(program, base_url=address, tokens=tokens, on_response=seen.append) == {admin.email}
    assert Counter(exchange.path for exchange in seen)["/api/v1/auth/refresh"] == 1


def test_many_tasks_with_a_dead_refresh_token_ask_once(address: str, admin: User) -> None:
    seen: list[Exchange] = []

    async def program(atlas: AsyncAtlas) -> list[Any]:
        return await asyncio.gather(*(atlas.auth.me() for _ in range(6)), return_exceptions=True)

    found = run(program, base_url=address, tokens=Tokens(None, "eyJdead"), on_response=seen.append)
    assert [type(each) for each in found] == [AuthenticationError] * 6
    assert Counter(exchange.path for exchange in seen)["/api/v1/auth/refresh"] == 1


def test_a_write_whose_answer_is_lost_or_late_happens_once(wire: Wire, admin: User, company: Company) -> None:
    left = ["lose", "delay"]

    def lose(line: str) -> bool:
        return line.startswith("POST") and left[:1] == ["lose"] and left.pop(0) == "lose"

    def delay(line: str) -> float:
        return 30.0 if line.startswith("POST") and left[:1] == ["delay"] and left.pop(0) == "delay" else 0.0

    wire.lose, wire.delay = lose, delay
    seen: list[Exchange] = []

    async def program(atlas: AsyncAtlas) -> None:
        await atlas.customers.create(name="Once")

    given = {"base_url": wire.address, "tokens": tokens_of(admin), "company_id": str(company.id)}
    run(program, **given, timeout=3, on_response=seen.append)
    assert [exchange.error for exchange in seen] == ["RemoteProtocolError", "ReadTimeout", None]
    with tenancy.everyone():
        assert Contact.objects.filter(company=company, name="Once").count() == 1

    wire.delay = lambda line: 30.0
    with pytest.raises(APITimeoutError):
        run(program, **given, timeout=0.5, max_retries=0)


def test_nobody_there(admin: User) -> None:
    async def program(atlas: AsyncAtlas) -> None:
        await atlas.health.get()

    with pytest.raises(APIConnectionError):
        run(program, base_url="http://127.0.0.1:1", api_key="k", max_retries=1)
