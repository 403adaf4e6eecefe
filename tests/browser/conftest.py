"""A real browser (headless Chromium) in front of a real server (granian)."""

import os
import shutil
import socket
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import psycopg
import pytest

from identity.models import User
from tests.processes import process
from tests.webhooks.conftest import hook

__all__ = ["hook"]

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
ARGUMENTS = ["--headless=new", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
"""Root needs `--no-sandbox` besides: Chromium refuses to sandbox itself then."""
NO_CHROMIUM = "THERE IS NO CHROMIUM HERE: the pages are not tested in a browser. Install it, or name it in CHROMIUM."
TIMEOUT_MS = 20_000
BUSY = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle'
"""


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the reason in red at the end."""
    if CHROMIUM is None:
        terminalreporter.section("Browser tests", sep="!", red=True, bold=True)
        terminalreporter.line(NO_CHROMIUM, red=True, bold=True)


@pytest.fixture(scope="session")
def chromium() -> str:
    if CHROMIUM is None:
        pytest.skip(NO_CHROMIUM)
    return CHROMIUM


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    """Start Chromium for one module only, because Playwright runs an event loop in this thread that disturbs other
    tests."""
    from playwright.sync_api import expect, sync_playwright

    # Playwright's loop runs in this thread, so Django would think that queries are made inside a coroutine.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=TIMEOUT_MS)
    with sync_playwright() as playwright:
        arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def site(chromium: str, django_db_setup: None) -> Iterator[str]:
    """Run granian on the tests' database; yields the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    granian = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    granian += ["--blocking-threads", "4", "--no-log", "--workers-kill-timeout", "1", "atlas.wsgi:application"]
    # It has its own database of Valkey, so that other tests do not use up the limit of 127.0.0.1.
    redis_url = os.environ["REDIS_URL"].replace("db=0", "db=1")
    with process(*granian, PUBLIC_URL=address, PORT=str(port), REDIS_URL=redis_url) as server:
        _wait_for(f"{address}/sign-in")
        yield address
        server.terminate()
        server.wait()


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 20
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while True:
        try:
            opener.open(address, timeout=5).close()
            return
        except OSError:
            assert time.monotonic() < deadline, "granian did not start"
            time.sleep(0.05)


@pytest.fixture
def worker(transactional_db: None) -> Callable[[], AbstractContextManager[Any]]:
    """Start the engine as a process of its own; call it as a context manager."""
    return lambda: process("manage.py", "webhook_worker")


@pytest.fixture
def new_page(browser: Any, site: str, test_owner_url: str) -> Iterator[Callable[..., Any]]:
    """Open a page in a browser context of its own, signed in as `user` if one is given.

    Any error on a page's console fails the test, also each refusal by the Content-Security-Policy.
    """
    contexts: list[Any] = []
    complaints: list[str] = []

    def open_page(user: User | None = None, *, width: int = 1280, scheme: str = "light", **options: Any) -> Any:
        context = browser.new_context(
            base_url=site, viewport={"width": width, "height": 900}, color_scheme=scheme, **options
        )
        context.set_default_timeout(TIMEOUT_MS)
        contexts.append(context)
        if user is not None:
            context.add_cookies([{"name": "sessionid", "value": _session_of(user), "url": site}])
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if _is_complaint(said) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    _wait_for_quiet(test_owner_url)
    assert not complaints


def _wait_for_quiet(owner_url: str) -> None:
    """Wait until the server has finished the requests of a closed page, before its tables are emptied."""
    deadline = time.monotonic() + 10
    with psycopg.connect(owner_url, autocommit=True) as connection:
        while connection.execute(BUSY).fetchone() != (0,):
            assert time.monotonic() < deadline, "the server is still busy"
            time.sleep(0.02)


def _is_complaint(said: Any) -> bool:
    """Return whether it is an error of a page, and not Chromium's note about a 4xx, which tests cause on purpose."""
    return said.type == "error" and "Failed to load resource" not in said.text


def _session_of(user: User) -> str:
    from django.test import Client

    client = Client()
    client.force_login(user)
    return client.session.session_key or ""
