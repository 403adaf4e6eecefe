"""Bound the files that slow clients leave on the disk.

A file that is sent from the disk has no name there any more. It goes when granian closes it, and granian reads it as
fast as its client takes it (atlas/front.py), so clients that take little could fill the disk. Nobody says when granian
has sent a file, but a process sees which files it has open.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from threading import Lock
from typing import IO
from uuid import UUID

from api.failures import TOO_MANY_AT_ONCE, Refused

MAX_UNSENT = 4
"""The most files of an organization that are on the disk of a process when it begins with another one."""
OPEN_FILES = "/dev/fd"

_lock = Lock()
_files: list[tuple[UUID, tuple[int, int]]] = []


def check(organization_id: UUID) -> None:
    """Raise Refused (429) if too many files of an organization are not sent yet."""
    with _lock:
        if _files:
            open_now = set(_open_files())
            _files[:] = [(owner, file) for owner, file in _files if file in open_now]
        count = sum(owner == organization_id for owner, _ in _files)
    if count >= MAX_UNSENT:
        raise Refused(TOO_MANY_AT_ONCE)


def add(organization_id: UUID, file: IO[bytes]) -> None:
    """Count a file until it is closed."""
    with _lock:
        _files.append((organization_id, _identity(file.fileno())))


def _open_files() -> Iterator[tuple[int, int]]:
    for number in os.listdir(OPEN_FILES):
        with suppress(OSError):  # closed meanwhile
            yield _identity(int(number))


def _identity(number: int) -> tuple[int, int]:
    found = os.fstat(number)
    return found.st_dev, found.st_ino
