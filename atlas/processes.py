"""Child processes that do not outlive us: how they are started, recognized and ended.

A child gets a session of its own, so that Ctrl-C in a terminal reaches only the launcher, which then stops its
children in order. On Linux the kernel also signals a child when the thread that started it dies (`setpriv
--pdeathsig`), so a launcher ended by `kill -9` leaves nothing; elsewhere the next start finds and ends what is left.
"""

import functools
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO

import psutil

KILL_SECONDS = 5


class LaunchError(Exception):
    """Something outside Atlas keeps it from starting. The message is one sentence for the person at the terminal."""


def spawn(
    command: Sequence[str | Path],
    *,
    stop_signal: signal.Signals,
    privileges: Sequence[str] = (),
    output: IO[bytes] | int | None = None,
    env: Mapping[str, str] | None = None,
) -> "subprocess.Popen[bytes]":
    """Start `command` in a session of its own; it receives `stop_signal` when the calling thread dies.

    `privileges` are arguments of setpriv(1). The signal follows the *thread*, so it is only asked for on the main one.
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
    """Return the path of util-linux's setpriv, or None where there is none (macOS; busybox has another one)."""
    path = shutil.which("setpriv")
    if path is None:
        return None
    probe = subprocess.run([path, "--pdeathsig", "TERM", "--", "true"], check=False, capture_output=True)
    return path if probe.returncode == 0 else None


def end(processes: Iterable[psutil.Process], stop_signal: signal.Signals, *, grace: float) -> None:
    """Send `stop_signal` to each process, wait up to `grace` seconds for all of them, then kill what still lives."""
    remaining = list(processes)
    for number, seconds in ((stop_signal, grace), (signal.SIGKILL, KILL_SECONDS)):
        for process in remaining:
            try:
                process.send_signal(number)  # psutil makes sure that the id is still this process's
            except psutil.NoSuchProcess:
                continue
        deadline = time.monotonic() + seconds
        while (remaining := [process for process in remaining if is_alive(process)]) and time.monotonic() < deadline:
            time.sleep(0.02)


def is_alive(process: psutil.Process) -> bool:
    """Tell whether a process still runs; one that only waits for its parent to notice its end does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
