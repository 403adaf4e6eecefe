"""Keep a few named processes running, with one prefixed log, restarts after growing pauses, and an orderly stop.

It has one thread and no signal handlers: the caller calls `tick()` in a loop, and `stop()` at the end.
"""

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, BinaryIO, cast

import psutil

from atlas.processes import LaunchError, end, spawn

FIRST_PAUSE = 1  # seconds before the first restart; doubled for each further one within DEATHS_WINDOW
DEATHS_WINDOW = 120  # seconds
DEATHS_ALLOWED = 5  # within the window; after one more we give up
STOP_SECONDS = 15  # for one child to finish its work
LONGEST_LINE = 64 * 1024  # bytes; a longer line is printed in pieces
PRINT_SECONDS = 1  # for what children print without a pause, before we look after them again
COLOURS = (36, 33, 35, 32, 34, 31)
MARK = "ATLAS_CHILD"  # in every child's environment: "<home>:<name>"


class Printer:
    """Print lines, each after the name of its process. `lost` is set when nobody can read them any more."""

    def __init__(self, output: BinaryIO, *, names: Sequence[str], coloured: bool) -> None:
        self.lost = False
        self._output = output
        width = max(map(len, names))
        plain = {name: f"{name:<{width}} | ".encode() for name in names}
        colours = dict(zip(names, COLOURS, strict=False))
        self._prefixes = {
            name: b"\x1b[%dm%s\x1b[0m" % (colours[name], prefix) if coloured and name in colours else prefix
            for name, prefix in plain.items()
        }

    def say(self, name: str, line: str | bytes) -> None:
        """Print one line. If the terminal or pipe is gone, set `lost`."""
        if self.lost:
            return
        try:
            self._output.write(self._prefixes[name] + (line.encode() if isinstance(line, str) else line) + b"\n")
            self._output.flush()
        except OSError:
            self.lost = True


@dataclass
class Deaths:
    """The recent ends of a process that should not have ended."""

    name: str
    moments: list[float] = field(default_factory=list)

    def count(self) -> int:
        """Count one more and return the seconds to wait before a restart. Raises LaunchError if there are too many."""
        now = time.monotonic()
        self.moments = [moment for moment in self.moments if now - moment < DEATHS_WINDOW] + [now]
        if len(self.moments) > DEATHS_ALLOWED:
            raise LaunchError(f"{self.name} ended {len(self.moments)} times in {DEATHS_WINDOW} seconds: giving up.")
        return FIRST_PAUSE * 2 ** (len(self.moments) - 1)


@dataclass
class Child:
    """A process to keep running. `process` is None while it waits for `start_at` (monotonic seconds)."""

    name: str
    command: Sequence[str]
    deaths: Deaths
    process: "subprocess.Popen[bytes] | None" = None
    start_at: float = 0


class Supervisor:
    """The children of one launcher. They are marked with its home, so that the next launcher finds those left
    running."""

    def __init__(self, home: str, environment: Mapping[str, str], printer: Printer) -> None:
        self._home = home
        self._environment = environment
        self._printer = printer
        self._children: list[Child] = []
        self._output = selectors.DefaultSelector()

    def kill_leftovers(self, name: str = "") -> None:
        """Kill processes with our mark and their children: those of one child, or all of this home."""
        for _ in range(2):  # twice, because a process that is just starting has no environment yet
            left = [process for process in psutil.process_iter() if is_marked(process, self._home, name)]
            end(left, signal.SIGKILL, grace=0)

    def run(self, name: str, command: Sequence[str]) -> None:
        """Run `command` to its end and print its output. Raises LaunchError if it fails."""
        process = self._start(name, command)
        while process.poll() is None:
            self._print(0.05)
        self._print(0)
        if process.returncode != 0:
            raise LaunchError(f"{name} failed ({ending(process.returncode)}); its output is above.")

    def keep(self, name: str, command: Sequence[str]) -> None:
        """Start `command`, and restart it when it ends, until `stop()`."""
        self._children.append(Child(name, command, Deaths(name), self._start(name, command)))

    def tick(self, timeout: float) -> None:
        """Print the children's output for `timeout` seconds, and restart children whose pause is over."""
        self._print(timeout)
        for child in self._children:
            if child.process is None and time.monotonic() >= child.start_at:
                child.process = self._start(child.name, child.command)
            elif child.process is not None and child.process.poll() is not None:
                code, child.process = child.process.returncode, None
                how = f"ended unexpectedly ({ending(code)})" if code else "was stopped"
                self._printer.say("atlas", f"{child.name} {how}")
                self.kill_leftovers(child.name)
                child.start_at = time.monotonic() + child.deaths.count()

    def stop(self, hurried: Callable[[], bool]) -> None:
        """Stop the children in the order of their start, each within STOP_SECONDS, or at once if `hurried()`."""
        for child in self._children:
            if child.process is not None and child.process.poll() is None:
                self._printer.say("atlas", f"stopping {child.name}")
                child.process.send_signal(signal.SIGTERM)
                deadline = time.monotonic() + STOP_SECONDS
                while child.process.poll() is None and time.monotonic() < deadline and not hurried():
                    self._print(0.05)
        self.kill_leftovers()
        for child in self._children:
            if child.process is not None:
                child.process.wait()
        self._print(0)
        for key in list(self._output.get_map().values()):  # a process that is not ours keeps them open
            self._close(key)
        self._output.close()

    def _start(self, name: str, command: Sequence[str]) -> "subprocess.Popen[bytes]":
        environment = {**self._environment, MARK: f"{self._home}:{name}"}
        process = spawn(command, stop_signal=signal.SIGTERM, output=subprocess.PIPE, env=environment)
        assert process.stdout is not None
        self._output.register(process.stdout, selectors.EVENT_READ, Lines(name, self._printer))
        return process

    def _print(self, timeout: float) -> None:
        """Wait up to `timeout` seconds for output of the children, and print it until there is a pause, or for
        PRINT_SECONDS."""
        until = time.monotonic() + timeout + PRINT_SECONDS
        while time.monotonic() < until and (ready := self._output.select(timeout)):
            for key, _ in ready:
                if chunk := os.read(key.fd, LONGEST_LINE):
                    key.data.feed(chunk)
                else:
                    self._close(key)
            timeout = 0

    def _close(self, key: selectors.SelectorKey) -> None:
        key.data.close()
        self._output.unregister(key.fileobj)
        cast(IO[bytes], key.fileobj).close()


class Lines:
    """Divide one child's output into lines and print them."""

    def __init__(self, name: str, printer: Printer) -> None:
        self._name = name
        self._printer = printer
        self._rest = b""

    def feed(self, chunk: bytes) -> None:
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        for line in lines:
            self._printer.say(self._name, line)
        if len(self._rest) >= LONGEST_LINE:
            self.close()

    def close(self) -> None:
        if self._rest:
            self._printer.say(self._name, self._rest)
        self._rest = b""


def is_marked(process: psutil.Process, home: str, name: str = "") -> bool:
    """Return whether a process has our mark: of this child, or of any. A process that we may not inspect is not
    ours."""
    try:
        of, _, child = process.environ().get(MARK, "").rpartition(":")  # a home may have colons, a name has none
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False
    return of == home and name in ("", child)


def ending(code: int) -> str:
    """Return in words how a process ended, from its `returncode`."""
    if code >= 0:
        return f"exit code {code}"
    try:
        return f"killed by {signal.Signals(-code).name}"
    except ValueError:  # most of the real-time signals have no name
        return f"killed by signal {-code}"
