"""Start, recognize and end child processes that must not outlive us.

A child gets its own session, so that Ctrl-C in a terminal reaches only the launcher, which then stops its children in
order. On Linux the kernel also signals a child when the thread that started it dies (`setpriv --pdeathsig`), so a
launcher ended by `kill -9` leaves no children. On other systems the next start finds and ends them.
"""

import functools
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO

import psutil

KILL_SECONDS = 5


class LaunchError(Exception):
    """Atlas cannot start because of its environment. The message is one sentence for the person at the terminal."""


def spawn(
    command: Sequence[str | Path],
    *,
    stop_signal: signal.Signals,
    privileges: Sequence[str] = (),
    output: IO[bytes] | int | None = None,
    env: Mapping[str, str] | None = None,
) -> "subprocess.Popen[bytes]":
    """Start `command` in its own session. It receives `stop_signal` when the calling thread dies.

    `privileges` are arguments of setpriv(1). The signal depends on the *thread*, so it is only used on the main one.
    """
    prefix = list(privileges)
    setpriv = find_setpriv()
    if setpriv and threading.current_thread() is threading.main_thread():
        prefix += ["--pdeathsig", stop_signal.name.removeprefix("SIG")]
    if setpriv and prefix:
        command = [setpriv, *prefix, "--", *command]
    return subprocess.Popen(
        [os.fspath(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        env=env,
        start_new_session=True,
    )


@functools.cache
def find_setpriv() -> str | None:
    """Return the path of util-linux's setpriv, or None if there is none (as on macOS; busybox's is another program)."""
    path = shutil.which("setpriv")
    if path is None:
        return None
    probe = subprocess.run([path, "--pdeathsig", "TERM", "--", "true"], check=False, capture_output=True)
    return path if probe.returncode == 0 else None


def check_port(host: str, port: int) -> None:
    """Raise LaunchError unless we can listen at this address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise LaunchError(f"Port {port} of {host} cannot be used ({error.strerror}): set PORT to another.") from None


def end(processes: Iterable[psutil.Process], stop_signal: signal.Signals, *, grace: float) -> None:
    """Send `stop_signal` to each process, wait up to `grace` seconds for all of them, then kill the rest."""
    remaining = list(processes)
    for number, seconds in ((stop_signal, grace), (signal.SIGKILL, KILL_SECONDS)):
        for process in remaining:
            try:
                process.send_signal(number)  # psutil checks that the id still belongs to this process
            except psutil.NoSuchProcess:
                continue
        deadline = time.monotonic() + seconds
        while (remaining := [process for process in remaining if is_alive(process)]) and time.monotonic() < deadline:
            time.sleep(0.02)


def is_alive(process: psutil.Process) -> bool:
    """Return whether a process still runs. A zombie does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
