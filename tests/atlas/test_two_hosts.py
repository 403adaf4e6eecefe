"""Web and worker processes on another host: a network namespace, where the servers are reached over TCP only and their
directory is hidden."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.conf import settings
from django.db import connection

from accounting.models import JournalEntry
from foundation import tenancy
from identity.models import Tier
from tests.client import BASE, Client
from tests.factories import IMPORTED, make_company, owner_of
from tests.people import PASSWORD, make_organization
from tests.processes import process, web
from tests.servers import EMBEDDED

NO_HOST = "THERE IS NO SECOND HOST HERE: it needs root, Linux and `ip`. What runs on two hosts is not tested."
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not EMBEDDED or os.geteuid() != 0 or not shutil.which("ip"), reason=NO_HOST),
]
CELERY = ["-m", "celery", "--quiet", "--app", "atlas", "worker", "--concurrency", "1", "--without-gossip"]


@dataclass
class Host:
    """The other host: how a command is run there, its address, and where it finds the servers of this one."""

    prefix: list[str]
    address: str
    environment: dict[str, str]


@contextlib.contextmanager
def forward(address: str, target: str) -> Iterator[int]:
    """Listen on a TCP port of `address`, and connect each client with the unix socket `target`."""

    def carry(source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(65536):
                sink.sendall(piece)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def serve(near: socket.socket) -> None:
        with near, socket.socket(socket.AF_UNIX) as far, contextlib.suppress(OSError):
            far.connect(target)
            back = threading.Thread(target=carry, args=(far, near), daemon=True)
            back.start()
            carry(near, far)
            back.join()

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()

    with socket.create_server((address, 0)) as listener:
        threading.Thread(target=accept, daemon=True).start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)  # ends `accept`, as on a Wire


@pytest.fixture
def host(transactional_db: None, tmp_path: Path) -> Iterator[Host]:
    """Make the other host, linked with this one by a cable."""
    name = f"atlas-{os.getpid()}"
    net = f"10.213.{os.getpid() % 256}"
    near, far = f"{name}a"[-15:], f"{name}b"[-15:]

    def ip(*arguments: str) -> None:
        done = subprocess.run(["ip", *arguments], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"{NO_HOST} {done.stderr.strip()}")

    there = connection.settings_dict
    with contextlib.ExitStack() as stack:
        ip("netns", "add", name)
        stack.callback(subprocess.run, ["ip", "netns", "del", name], check=True)
        ip("link", "add", near, "type", "veth", "peer", "name", far, "netns", name)
        for arguments in (("addr", "add", f"{net}.1/30", "dev", near), ("link", "set", near, "up")):
            ip(*arguments)
        for arguments in (("addr", "add", f"{net}.2/30", "dev", far), ("link", "set", far, "up")):
            ip("-n", name, *arguments)
        ip("-n", name, "link", "set", "lo", "up")
        valkey = unquote(urlsplit(settings.REDIS_URL).path)
        ports = {
            path: stack.enter_context(forward(f"{net}.1", path))
            for path in (f"{there['HOST']}/.s.PGSQL.{there['PORT']}", valkey)
        }
        database, broker = ports.values()
        servers = str(Path(valkey).parent.parent)
        hide = 'mount -t tmpfs none "$1" && shift && exec "$@"'
        yield Host(
            ["ip", "netns", "exec", name, "sh", "-c", hide, "sh", servers],
            f"{net}.2",
            {
                "DATABASE_URL": f"postgresql://{there['USER']}@{net}.1:{database}/{there['NAME']}",
                "DATABASE_OWNER_URL": "",
                "REDIS_URL": f"redis://{net}.1:{broker}/2",  # its own database, so that other tests keep their tasks
                "ATLAS_HOME": str(tmp_path / "home"),
                "WEB_WORKERS": "1",
            },
        )


def test_processes_on_another_host_need_only_the_addresses_of_the_servers(host: Host, tmp_path: Path) -> None:
    with tenancy.everyone():
        company = make_company(make_organization(tier=Tier.ENTERPRISE))
        admin = owner_of(company)
        admin.set_password(PASSWORD)
        admin.save()
    here = Client(admin)
    worker = process(*CELERY, prefix=host.prefix, log=tmp_path / "worker.log", **host.environment)
    with worker, web(tmp_path / "web.log", host=host.address, prefix=host.prefix, **host.environment) as there:

        def ask(method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, str], dict]:
            with contextlib.closing(there.connect()) as link:
                given = {"Content-Type": "application/json", **here.headers, **headers}
                link.request(method, BASE + path, body or None, given)
                answer = link.getresponse()
                said = {name.lower(): value for name, value in answer.getheaders()}
                return answer.status, said, json.loads(answer.read())

        status, _, ready = ask("GET", "/health/ready")
        assert (status, ready["role"], ready["limits"], ready["valkey"]) == (200, True, True, True)

        # A token of there counts here, and a key of here is replayed there.
        body = json.dumps({"email": admin.email, "password": PASSWORD}).encode()
        status, _, signed_in = ask("POST", "/auth/login", body, Authorization="")
        assert status == 200
        token = {"Authorization": f"Bearer {signed_in['tokens']['access_token']}"}
        assert Client().get("/auth/me", headers=token).json["email"] == admin.email
        key = {"Idempotency-Key": "one"}
        made = here.post("/contacts/customers", {"name": "Once"}, headers=key)
        status, headers, again = ask("POST", "/contacts/customers", b'{"name":"Once"}', **key)
        assert (status, again["id"], headers.get("idempotent-replayed")) == (201, made.json["id"], "true")

        # A file that is sent there is read by the worker there, and its books are here.
        body = json.dumps({"format": "csv", "content": IMPORTED}).encode()
        status, _, sent = ask("POST", "/imports", body)
        assert status == 202, sent
        deadline = time.monotonic() + 30
        while (found := here.get(f"/imports/{sent['id']}").json)["status"] not in ("succeeded", "failed"):
            assert time.monotonic() < deadline, (found, (tmp_path / "worker.log").read_text())
            time.sleep(0.05)
        assert found["status"] == "succeeded", found
        with tenancy.everyone():
            assert JournalEntry.objects.filter(company=company).exists()
