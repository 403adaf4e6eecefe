"""Count for /metrics (atlas/metrics.py). An error of counting never stops the work that is counted."""

import contextlib
import logging
import mmap
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from prometheus_client import values
from prometheus_client.mmap_dict import MmapedDict

logger = logging.getLogger(__name__)


@contextmanager
def uncounted_at_worst() -> Iterator[None]:
    """Log an error that keeps a count from its file in PROMETHEUS_MULTIPROC_DIR, and go on without the count."""
    try:
        yield
    except Exception as error:  # the file may belong to another user, be deleted or damaged, or the disk be full
        logger.error("Not counted for /metrics: %s", error)


class WholeFile(MmapedDict):
    """A process's file of counts without holes: each page is written before it is used through the memory map.

    prometheus_client's own files are mostly holes. On a full disk, touching a hole through the map raises SIGBUS, which
    kills the process. Writing to the file raises an OSError instead.
    """

    def __init__(self, filename: str, read_mode: bool = False) -> None:
        if not read_mode and not os.path.exists(filename):
            try:
                with open(f"{filename}.new", "wb") as file:
                    file.write(bytes(mmap.PAGESIZE))
                os.rename(file.name, filename)
            except OSError:
                with contextlib.suppress(OSError):
                    os.unlink(f"{filename}.new")
                raise
        super().__init__(filename, read_mode)
        self._written = _whole_pages(self._used)

    def _init_value(self, key: str) -> Any:
        needed = _whole_pages(self._used + len(key.encode()) + 32)  # its length, padding, value and time are 32 at most
        if needed > self._written:
            with open(self._fname, "r+b", buffering=0) as file:
                file.seek(self._written)
                if file.write(bytes(needed - self._written)) != needed - self._written:
                    raise OSError(f"No space left for {self._fname}")
            self._written = needed
        if needed > self._capacity:
            self._m = mmap.mmap(self._f.fileno(), needed)
            self._capacity = needed
        return super()._init_value(key)


def _whole_pages(size: int) -> int:
    return -(-size // mmap.PAGESIZE) * mmap.PAGESIZE


values.MmapedDict = WholeFile  # type: ignore[attr-defined]  # the class that the library uses for its files
