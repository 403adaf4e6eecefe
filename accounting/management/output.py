"""Write what a command exports."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.core.management.base import CommandError


@contextmanager
def output(path: Path) -> Iterator[IO[bytes]]:
    """Open a new file that only its owner can read, or stdout if the path is `-`. If the block fails, the file is
    deleted: rather no file than half of one. Raises CommandError."""
    try:
        if str(path) == "-":
            sys.stdout.flush()
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
            return
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            with open(handle, "wb") as file:
                yield file
        except BaseException:
            path.unlink()
            raise
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}.") from error
