"""The web server in production: how it stops, and what it says, with real processes and sockets."""

import contextlib
import platform
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import orjson
import pytest
from django.db import transaction

from accounting.models import Company
from foundation import tenancy
from identity.models import Tier
from tests.client import Client
from tests.factories import make_company, owner_of
from tests.people import make_organization
from tests.processes import PRODUCTION, Web, process, web

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company() -> Company:
    with tenancy.everyone():
        return make_company(make_organization(tier=Tier.ENTERPRISE))


class Caller(threading.Thread):
    """A client that calls over one connection until it is told to close it, as a proxy does, and keeps the answers."""

    def __init__(self, running: Web, path: str) -> None:
        super().__init__()
        self.running, self.path = running, path
        self.statuses: list[int] = []
        self.failure: Exception | None = None
        self.was_told = False

    def run(self) -> None:
        with contextlib.closing(self.running.connect()) as connection:
            try:
                while not self.was_told:
                    connection.request("GET", self.path)
                    answer = connection.getresponse()
                    answer.read()
                    self.statuses.append(answer.status)
                    self.was_told = answer.getheader("Connection") == "close"
            except Exception as error:
                self.failure = error


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with process("manage.py", "serve", log=log, **PRODUCTION, WEB_HOST="127.0.0.1", PORT=str(port)) as child:
            assert child.wait(60) == 1
    sentence = f"Port {port} of 127.0.0.1 cannot be used (Address already in use): set PORT to another."
    assert log.read_text().splitlines()[-1] == f"CommandError: {sentence}"


def test_stopping_under_load_fails_no_request(company: Company, tmp_path: Path) -> None:
    with tenancy.everyone():
        client = Client(owner_of(company))
    log = tmp_path / "log"
    with web(log, DRAIN_SECONDS="2", WEB_WORKERS="2", WEB_THREADS="2") as running:
        callers = [Caller(running, path) for path in ("/api/v1/health", "/sign-in") * 4]
        for caller in callers:
            caller.start()
        while any(len(caller.statuses) < 5 for caller in callers):
            assert not any(caller.failure for caller in callers)
            time.sleep(0.01)

        slow = running.connect()  # a write that waits for a lock until long after the port was closed
        with tenancy.everyone(), transaction.atomic():
            Company.objects.select_for_update().get(pk=company.pk)
            body = b'{"name": "Renamed"}'
            headers = {**client.headers, "Content-Type": "application/json"}
            slow.request("PATCH", f"/api/v1/companies/{company.id}", body, headers)
            time.sleep(0.3)
            running.process.send_signal(signal.SIGTERM)
            for caller in callers:
                caller.join(timeout=20)
            # New requests are still answered, and the readiness check tells a proxy to use another server.
            status, answer = running.get("/api/v1/health/ready")
            assert (status, orjson.loads(answer)["status"]) == (503, "stopping")
            assert running.get("/api/v1/health")[0] == 200
            until_refused(running)
            assert running.process.poll() is None
        answered = slow.getresponse()
        assert (answered.status, orjson.loads(answered.read())["name"]) == (200, "Renamed")
        slow.close()
        assert running.process.wait(timeout=20) == 0
    for caller in callers:
        assert caller.failure is None
        assert caller.was_told
        assert set(caller.statuses) == {200}
    lines = [orjson.loads(line) for line in log.read_text().splitlines()]
    assert sum(line["logger"] == "atlas.request" for line in lines) >= sum(len(c.statuses) for c in callers)


def until_refused(running: Web) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            with contextlib.closing(running.connect()) as connection:
                connection.connect()
        except ConnectionRefusedError:
            return
        time.sleep(0.05)
    raise AssertionError("the port is still open")


LARGE_BLOCKS = """
from pathlib import Path
from atlas.management.commands import serve
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
serve.return_large_blocks()
before = resident()
for mebibytes in (20, 10):  # after the first one glibc would keep the second
    block = b"x" * (mebibytes << 20)
    assert resident() - before > mebibytes << 20
    del block
print(resident() - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries have no such setting")
def test_memory_of_a_large_body_is_given_back_once_it_is_freed() -> None:
    said = subprocess.run(
        [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", LARGE_BLOCKS],
        capture_output=True,
        check=True,
    )
    assert int(said.stdout) < 2 << 20
