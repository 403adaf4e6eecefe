"""Bound the files that slow clients leave on the disk.

A file that is sent from the disk has no name there any more. It goes when granian closes it, and granian reads it as
fast as its client takes it (atlas/front.py), so clients that take little could fill the disk. Nobody says when granian
has sent a file, but a process sees which files it has open, and how often: the front keeps each open once, for longer.
"""

import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import IO
from uuid import UUID

from api.failures import TOO_MANY_AT_ONCE, Refused

MAX_UNSENT = 4
MAX_UNSENT_BYTES = 256 * 1024 * 1024
"""An organization that has so many files on the disk of a process, with so many bytes, cannot begin with another one.
Fewer files can be of any size, and smaller ones can be more."""
TAKEN_SECONDS = 1
"""How long after it got a file granian has surely opened it, or has sent it already."""
OPEN_FILES = "/dev/fd"

_Identity = tuple[int, int]


@dataclass(slots=True)
class _File:
    owner: UUID
    identity: _Identity
    size: int
    given: float | None = None
    """When granian got it, and the front kept it open once."""


_lock = Lock()
_files: list[_File] = []


def check(organization_id: UUID) -> None:
    """Raise Refused (429) if too many files of an organization are not sent yet."""
    with _lock:
        if _files:
            count, now = Counter(_open_files()), time.monotonic()
            _files[:] = [file for file in _files if _is_unsent(file, count, now)]
        sizes = [file.size for file in _files if file.owner == organization_id]
    if len(sizes) >= MAX_UNSENT and sum(sizes) >= MAX_UNSENT_BYTES:
        raise Refused(TOO_MANY_AT_ONCE)


def _is_unsent(file: _File, count: Counter[_Identity], now: float) -> bool:
    is_sending = file.given is None or now < file.given + TAKEN_SECONDS
    return count[file.identity] > (0 if is_sending else 1)


def add(organization_id: UUID, file: IO[bytes]) -> None:
    """Count a file, written to its end, until it is closed, or only the front has it open."""
    identity = _identity(file.fileno())
    with _lock:
        # The name of a file that is gone can be that of a new one.
        _files[:] = [one for one in _files if one.identity != identity]
        _files.append(_File(organization_id, identity, file.tell()))


def keep(file: IO[bytes]) -> None:
    """Say that granian has got this file and opens it itself, and that the front keeps it open meanwhile."""
    identity = _identity(file.fileno())
    with _lock:
        for one in _files:
            if one.identity == identity:
                one.given = time.monotonic()


def _open_files() -> Iterator[_Identity]:
    for number in os.listdir(OPEN_FILES):
        with suppress(OSError):  # closed meanwhile
            yield _identity(int(number))


def _identity(number: int) -> _Identity:
    found = os.fstat(number)
    return found.st_dev, found.st_ino
