"""`manage.py up` starts everything, shows the addresses, and leaves no processes."""

import gc
import itertools
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import psutil
import psycopg
import pytest
from django.test import override_settings

from atlas import embedded
from atlas.management.commands.up import Launcher, check_redis
from atlas.processes import LaunchError, is_alive
from atlas.supervisor import DEATHS_ALLOWED, DEATHS_WINDOW, MARK, Deaths, Lines, Printer, Supervisor, is_marked
from tests import servers
from tests.atlas.test_embedded import ordinary_user

ROOT = Path(__file__).resolve().parents[2]
SERVED_ELSEWHERE = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "PUBLIC_URL", "DEBUG")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def up_environment(home: Path, port: object) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if name not in SERVED_ELSEWHERE}
    return ours | {"ATLAS_HOME": str(home), "PORT": str(port)}


def up(*arguments: str, by: Sequence[str] = (), **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run `manage.py up` if it should end by itself. `by` is the prefix to run it as another user."""
    command = [*by, sys.executable, "manage.py", "up", "--no-demo", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)


@contextmanager
def running(home: Path, port: int, log: Path, *, demo: bool = False) -> Iterator["subprocess.Popen[bytes]"]:
    """A launcher that has said that it is ready."""
    command = [sys.executable, "manage.py", "up", *([] if demo else ["--no-demo"])]
    with open(log, "wb") as output:
        environment = up_environment(home, port)
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    with process:
        try:
            wait_for(lambda: "Atlas is ready" in log.read_text() or process.poll() is not None, 300)
            assert process.poll() is None, log.read_text()
            yield process
        finally:
            process.kill()


def wait_for(condition: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert condition()


def children(home: Path) -> list[psutil.Process]:
    """All living processes of a home: the marked children with their children, and the servers."""
    return [
        one
        for one in psutil.process_iter(["cmdline"])
        if is_alive(one) and (is_marked(one, str(home)) or any(str(home) in part for part in one.info["cmdline"] or []))
    ]


def test_up_serves_survives_kill_9_and_goes_on_with_the_same_data(tmp_path: Path) -> None:
    """Root leaves a home to its owner: only root makes what another user may not remove.

    The database is migrated already: test_readme.py and .ci/run begin with nothing.
    """
    home, port, log = tmp_path / "home", free_port(), tmp_path / "log"
    owner = os.geteuid()
    if owner == 0:
        owner = ordinary_user()[0].pw_uid
        home.mkdir()
        os.chown(home, owner, -1)
    servers.fill(home)
    with running(home, port, log) as first:
        said = log.read_text()
        assert re.search(rf"atlas +\| +Atlas is ready +http://localhost:{port}\n", said)
        assert "admin@example.com" in said
        assert "warning" not in said.lower(), said
        with urlopen(f"http://127.0.0.1:{port}/api/v1/health/ready", timeout=10) as answer:
            assert answer.status == 200
        assert list((home / "metrics").glob("*.db")), "somebody counted"
        assert {path.stat().st_uid for path in home.iterdir()} == {owner}
        with psycopg.connect(embedded.urls(home).owner_url) as connection:
            connection.execute("CREATE TABLE kept ()")

        first.kill()
        first.wait()
        wait_for(lambda: children(home) == [], 20)

    with running(home, port, log) as second:
        with psycopg.connect(embedded.urls(home).database_url) as connection:
            assert connection.execute("SELECT to_regclass('kept') IS NOT NULL").fetchone() == (True,)
        second.send_signal(signal.SIGTERM)
        assert second.wait(timeout=30) == 0
        assert children(home) == []


def test_nothing_answers_until_the_demo_books_are_there(tmp_path: Path) -> None:
    """We hold the lock that the demo waits for. Until its books are there, nobody could sign in."""
    home, other, log = tmp_path / "home", tmp_path / "other", tmp_path / "log"
    home.mkdir()
    servers.fill(home)
    command = [sys.executable, "manage.py", "up"]
    with embedded.servers(home, valkey=False) as postgres, psycopg.connect(postgres.owner_url, autocommit=True) as ours:
        ours.execute("SELECT pg_advisory_lock(hashtext('atlas demo'))")
        databases = {"DATABASE_URL": postgres.database_url, "DATABASE_OWNER_URL": postgres.owner_url}
        environment = up_environment(other, free_port()) | databases
        with open(log, "wb") as output:
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
        with process:
            try:
                waits = "SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
                wait_for(lambda: ours.execute(waits).fetchone() is not None or process.poll() is not None, 300)
                assert process.poll() is None, log.read_text()
                assert [one.environ()[MARK] for one in psutil.process_iter() if is_marked(one, str(other))] == [
                    f"{other}:demo"
                ]
            finally:
                process.send_signal(signal.SIGTERM)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2"])
def test_taken_port_is_one_sentence(tmp_path: Path, host: str) -> None:
    elsewhere = {"DATABASE_URL": "postgresql://localhost:1/atlas", "REDIS_URL": "redis://localhost:1"}
    with socket.create_server((host, 0)) as taken:
        port = taken.getsockname()[1]
        answer = up(**up_environment(tmp_path / "home", port) | elsewhere | {"WEB_HOST": host})
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr == f"Port {port} of {host} cannot be used (Address already in use): set PORT to another.\n"


@pytest.mark.parametrize("host", ["127.0.0.2", "0.0.0.0"])
def test_it_is_asked_whether_it_is_ready_where_it_listens(host: str) -> None:
    class Ready(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()

    with ThreadingHTTPServer((host, 0), Ready) as server:
        threading.Thread(target=server.serve_forever).start()
        with override_settings(WEB_HOST=host, PORT=server.server_port):
            is_ready = Launcher(demo=False, parent=None)._is_ready()
        server.shutdown()
    assert is_ready


def test_counts_that_cannot_be_removed_are_one_sentence(tmp_path: Path) -> None:
    home, (user, privileges) = tmp_path / "home", ordinary_user()
    counts = home / "metrics"
    counts.mkdir(parents=True)
    (counts / "counter_1.db").touch()
    for path in (home, counts):
        os.chown(path, user.pw_uid, user.pw_gid)
    counts.chmod(0o500)
    elsewhere = {"DATABASE_URL": "postgresql://localhost:1/atlas", "REDIS_URL": "redis://localhost:1"}
    answer = up(by=privileges, **up_environment(home, free_port()) | elsewhere)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert (
        answer.stderr == f"{counts} cannot be emptied (Permission denied): remove it as its owner, or set ATLAS_HOME.\n"
    )


def test_only_counts_are_deleted_from_their_directory(tmp_path: Path) -> None:
    counts = tmp_path / "home" / "metrics"
    counts.mkdir(parents=True)
    for name in ("counter_1.db", "notes.txt"):
        (counts / name).touch()
    elsewhere = {"DATABASE_URL": "postgresql://localhost:1/atlas", "REDIS_URL": "redis://localhost:1"}
    assert up(**up_environment(tmp_path / "home", free_port()) | elsewhere).returncode == 1
    assert [one.name for one in counts.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"PORT": "http"}, r'Atlas is not configured: Environment variable "PORT" invalid'),
        ({"WEB_HOST": "localhost"}, r"Atlas is not configured: WEB_HOST must be an IP address"),
        ({"PORT": "70000"}, r'Atlas is not configured: Environment variable "PORT" invalid'),
        ({"DEBUG": "0", "SECRET_KEY": ""}, r"Atlas is not configured: SECRET_KEY must be set unless DEBUG is on"),
        ({"ATLAS_HOME": "x" * 200}, r"The data path \S+/x{200} is \d+ bytes too long"),
    ],
)
def test_unusable_setting_is_one_sentence(tmp_path: Path, changes: dict[str, str], sentence: str) -> None:
    answer = up(**up_environment(tmp_path / "home", 8000) | changes)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert re.match(sentence, answer.stderr)
    assert answer.stderr.count("\n") == 1


@pytest.mark.usefixtures("django_db_setup")  # the other servers are there
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"DATABASE_URL": "postgresql://me:secret@127.0.0.1:1/atlas"},
            'DATABASE_URL cannot be used: .*"127.0.0.1", port 1 failed: Connection refused',
        ),
        (
            {"DATABASE_OWNER_URL": "postgresql://me:secret@127.0.0.1:1/atlas"},
            'DATABASE_OWNER_URL cannot be used: .*"127.0.0.1", port 1 failed: Connection refused',
        ),
        ({"REDIS_URL": "redis://:secret@127.0.0.1:1"}, "REDIS_URL cannot be used: .*127.0.0.1:1. Connection refused"),
    ],
)
def test_a_server_elsewhere_that_is_not_there_is_one_sentence(
    tmp_path: Path, changes: dict[str, str], sentence: str
) -> None:
    there = {name: os.environ[name] for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")}
    if "DATABASE_URL" in changes:
        del there["DATABASE_OWNER_URL"]
    answer = up(**up_environment(tmp_path / "home", free_port()) | there | changes)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert re.fullmatch(rf"{sentence}\.\n", answer.stderr)
    assert "secret" not in answer.stderr


@pytest.mark.parametrize(
    "address", ["redis://:secret/@127.0.0.1", "redis://:secret@127.0.0.1:1?secret=1", "http://:secret@127.0.0.1:1"]
)
def test_an_address_that_is_none_is_one_sentence_without_its_password(address: str) -> None:
    with override_settings(REDIS_URL=address), pytest.raises(LaunchError) as caught:
        check_redis()
    assert str(caught.value) == (
        "REDIS_URL cannot be used: it must begin with redis://, rediss:// or unix://, without unknown options."
    )


@pytest.mark.parametrize("module", ["django.core.exceptions", "psycopg"])
def test_ctrl_c_before_anything_runs_is_quiet(tmp_path: Path, module: str) -> None:
    command = [sys.executable, "-X", "importtime", "manage.py", "up", "--no-demo"]
    environment = up_environment(tmp_path / "home", 8000)
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert any(line.rstrip().endswith(f" {module}") for line in process.stderr)
        process.send_signal(signal.SIGINT)
        rest = [line for line in process.stderr if not line.startswith("import time:")]
    assert (process.returncode, rest) == (130, [])
    assert not (tmp_path / "home").exists()


class Recorder(Printer):
    """A printer that keeps the lines."""

    def __init__(self) -> None:
        self.lost = False
        self.said: list[tuple[str, str]] = []

    def say(self, name: str, line: str | bytes) -> None:
        self.said.append((name, line if isinstance(line, str) else line.decode()))


def test_failing_command_is_reported_with_its_output(tmp_path: Path) -> None:
    printer = Recorder()
    supervisor = Supervisor(str(tmp_path), os.environ, printer)
    with pytest.raises(LaunchError, match=r"^migrate failed \(exit code 3\); its output is above\.$"):
        supervisor.run("migrate", ["sh", "-c", "echo one; echo two >&2; printf three; exit 3"])
    assert printer.said == [("migrate", "one"), ("migrate", "two"), ("migrate", "three")]


@pytest.mark.parametrize(
    ("end", "how"),
    [
        ("kill -9 $$", "ended unexpectedly (killed by SIGKILL)"),
        ("kill -40 $$", "ended unexpectedly (killed by signal 40)"),
        ("exit 0", "was stopped"),
    ],
)
def test_child_that_ends_is_started_again_after_its_remains_are_gone(tmp_path: Path, end: str, how: str) -> None:
    printer = Recorder()
    supervisor = Supervisor(str(tmp_path), os.environ, printer)
    supervisor.keep("web", ["sh", "-c", f"sleep 61 & echo on; {end}"])
    while not any(name == "atlas" for name, _ in printer.said):
        supervisor.tick(0.05)
    assert printer.said == [("web", "on"), ("atlas", f"web {how}")]
    assert not [one for one in psutil.process_iter() if is_marked(one, str(tmp_path))]
    while printer.said.count(("web", "on")) < 2:
        supervisor.tick(0.05)
    supervisor.stop(hurried=lambda: True)


def test_only_processes_of_the_own_home_are_killed(tmp_path: Path) -> None:
    homes = [str(tmp_path), f"{tmp_path}:b"]
    supervisors = [Supervisor(home, os.environ, Recorder()) for home in homes]
    for supervisor in supervisors:
        supervisor.keep("web", ["sleep", "61"])
    supervisors[0].stop(hurried=lambda: True)
    left = [[one for one in psutil.process_iter() if is_marked(one, home)] for home in homes]
    assert list(map(len, left)) == [0, 1]
    supervisors[1].stop(hurried=lambda: True)


def test_stop_leaves_no_pipe_open_though_somebody_else_holds_its_other_end(tmp_path: Path) -> None:
    gc.collect()  # what earlier tests have left open is closed now, not while we count
    printer, before = Recorder(), psutil.Process().num_fds()
    supervisor = Supervisor(str(tmp_path), os.environ, printer)
    supervisor.keep("web", ["sh", "-c", f"env -u {MARK} setsid sleep 3 & printf on; exec sleep 61"])
    supervisor.tick(0.5)
    supervisor.stop(hurried=lambda: True)
    assert ("web", "on") in printer.said
    assert psutil.Process().num_fds() == before


def test_child_that_keeps_ending_is_given_up() -> None:
    deaths = Deaths("web")
    assert [deaths.count() for _ in range(DEATHS_ALLOWED)] == [1, 2, 4, 8, 16]
    with pytest.raises(LaunchError, match=r"^web ended 6 times in 120 seconds: giving up\.$"):
        deaths.count()


@contextmanager
def kills_at_start(home: Path, kills: float, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Any, list[str]]]:
    """A PostgreSQL that is killed, and again each time that it is about to answer, so many times. Yields what starts it
    again, and what that says."""
    printer, pauses = Recorder(), Deaths("postgres")
    monkeypatch.setattr("atlas.supervisor.FIRST_PAUSE", 0.01)
    with embedded.servers(home, durable=False, valkey=False) as servers, override_settings(ATLAS_HOME=home):
        prepare, killed = servers._prepare_database, itertools.count()

        def kill_or_prepare() -> None:
            prepare()
            if next(killed) < kills:
                kill()
                raise psycopg.OperationalError

        def kill() -> None:
            servers._children["postgres"].kill()
            servers._children["postgres"].wait()

        monkeypatch.setattr(servers, "_prepare_database", kill_or_prepare)
        kill()
        launcher = Launcher(demo=False, parent=None)
        launcher._printer = printer
        supervisor = Supervisor(str(home), os.environ, printer)
        yield lambda: launcher._revive_dead(supervisor, servers, {"postgres": pauses}), printer.said
        supervisor.stop(hurried=lambda: True)


def test_postgresql_that_is_killed_while_it_recovers_is_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    with kills_at_start(home, 2, monkeypatch) as (revive_dead, said):
        revive_dead()
        psycopg.connect(embedded.urls(home).database_url).close()
        assert [line for _, line in said] == [
            "postgres ended unexpectedly (killed by SIGKILL)",
            "postgres ended while it started (killed by SIGKILL); next try in 0.02 s",
            "postgres ended while it started (killed by SIGKILL); next try in 0.04 s",
            "postgres was started again",
        ]
        revive_dead()
        assert len(said) == 4, "it lives"


def test_postgresql_that_always_ends_while_it_starts_is_given_up_with_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = (
        rf"^postgres ended {DEATHS_ALLOWED + 1} times in 120 seconds: giving up\. The embedded postgres did not start; "
        r".*/log/postgres\.log ends with:\n    .*"
    )
    with kills_at_start(tmp_path / "home", float("inf"), monkeypatch) as (revive_dead, said):
        with pytest.raises(LaunchError, match=message):
            revive_dead()
        assert len(said) == DEATHS_ALLOWED


def test_deaths_long_ago_are_forgiven() -> None:
    deaths = Deaths("web", [time.monotonic() - DEATHS_WINDOW - 1] * DEATHS_ALLOWED)
    assert deaths.count() == 1


def test_stop_gives_up_on_a_deaf_child_when_hurried_and_takes_its_children_along(tmp_path: Path) -> None:
    printer = Recorder()
    supervisor = Supervisor(str(tmp_path), os.environ, printer)
    supervisor.keep("deaf", ["sh", "-c", "trap '' TERM; sleep 61 & echo on; wait; sleep 62"])
    while ("deaf", "on") not in printer.said:
        supervisor.tick(0.05)
    family = [one for one in psutil.process_iter() if is_marked(one, str(tmp_path), "deaf")]
    assert len(family) == 2
    began = time.monotonic()
    supervisor.stop(hurried=lambda: time.monotonic() > began + 0.3)
    assert time.monotonic() < began + 5
    assert not any(is_alive(one) for one in family)
    assert MARK not in os.environ


def test_a_deaf_child_that_never_stops_printing_is_still_stopped(tmp_path: Path) -> None:
    with open(os.devnull, "wb") as nowhere:
        supervisor = Supervisor(str(tmp_path), os.environ, Printer(nowhere, names=["atlas", "loud"], coloured=False))
        supervisor.keep("loud", ["sh", "-c", "trap '' TERM; exec yes"])
        otherwise = threading.Timer(30, supervisor.kill_leftovers)
        otherwise.start()
        supervisor.tick(0.2)
        supervisor.stop(hurried=lambda: True)
        assert otherwise.is_alive(), "it was stopped before its time"
        otherwise.cancel()


def test_a_line_without_end_is_printed_in_pieces() -> None:
    printer = Recorder()
    lines = Lines("web", printer)
    lines.feed(b"a" * 70_000)
    lines.feed(b"bc\nd")
    lines.close()
    assert [(name, len(line)) for name, line in printer.said] == [("web", 70_000), ("web", 2), ("web", 1)]
