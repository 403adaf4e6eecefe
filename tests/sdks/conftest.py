"""A running Atlas for the SDKs, in production's settings and with the real rate limits."""

import fcntl
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
import redis
from atlas_accounting import Atlas, Tokens
from django.conf import settings

from accounting.models import Company
from foundation import tenancy
from identity import tokens
from identity.models import Tier, User
from tests.factories import make_company
from tests.people import make_admin, make_organization
from tests.processes import Web, web
from tests.sdks.wire import Wire
from tests.servers import ROOT

ClientOf = Callable[..., Atlas]


@pytest.fixture(scope="session")
def counts(worker_id: str) -> str:
    """Return the address of a database in Valkey for this worker alone.

    The other tests count their requests without a token from 127.0.0.1 too, and would use up the limit.
    """
    number = 1 + int(worker_id.removeprefix("gw")) % 15 if worker_id != "master" else 1
    address, _, options = os.environ["REDIS_URL"].partition("?")
    return f"{address}?{urlencode(dict(parse_qsl(options)) | {'db': number})}"


@pytest.fixture(autouse=True)
def nothing_counted(counts: str, django_db_setup: None) -> None:
    with redis.Redis.from_url(counts) as valkey:
        valkey.flushdb()


@pytest.fixture(scope="session")
def running(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory, counts: str) -> Iterator[Web]:
    """Run one web server for all tests of the SDKs."""
    log = tmp_path_factory.mktemp("atlas") / "log"
    with web(log, WEB_WORKERS="1", WEB_THREADS="8", DRAIN_SECONDS="0", REDIS_URL=counts) as server:
        yield server


@pytest.fixture(scope="session")
def packages() -> Path:
    """Build the SDKs and return their folder. One worker at a time: the next finds them built."""
    folder = Path(settings.PACKAGES)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run(["make", "--silent", "packages"], cwd=ROOT, check=True)
    return folder


@pytest.fixture
def address(running: Web) -> str:
    return f"http://127.0.0.1:{running.port}"


@pytest.fixture
def wire(running: Web) -> Iterator[Wire]:
    """Stand a wire between client and server, on which answers are lost or late."""
    with Wire(running.port) as between:
        yield between


@pytest.fixture
def admin(transactional_db: None) -> User:
    with tenancy.everyone():
        return make_admin(make_organization(tier=Tier.ENTERPRISE))


@pytest.fixture
def company(admin: User) -> Company:
    with tenancy.everyone():
        return make_company(by=admin)


@pytest.fixture
def client_of(address: str) -> Iterator[ClientOf]:
    """Return clients of the running Atlas for users, and close them afterwards."""
    made: list[Atlas] = []

    def client(user: User, **given: Any) -> Atlas:
        given = {"tokens": tokens_of(user), "base_url": address, **given}
        made.append(Atlas(**given))
        return made[-1]

    yield client
    for each in made:
        each.close()


@pytest.fixture
def atlas(client_of: ClientOf, admin: User, company: Company) -> Atlas:
    return client_of(admin, company_id=str(company.id))


def tokens_of(user: User) -> Tokens:
    with tenancy.everyone():
        pair = tokens.issue(user)
    return Tokens(pair.access_token, pair.refresh_token)
