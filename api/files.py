"""Answer with a file that is complete before it is sent.

So an error is an error, a reader that is slow holds no transaction and no thread (atlas/front.py), and memory is flat.
"""

import logging
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import IO
from uuid import UUID

from django.http import FileResponse

from api import unsent
from api.failures import UNAVAILABLE, Refused

logger = logging.getLogger("atlas.exports")

IN_MEMORY = 1024 * 1024
"""The bytes of a file that stay in memory. A larger one is written to the disk until it is sent."""


def answer(
    organization_id: UUID,
    pieces: Iterable[bytes],
    *,
    name: str,
    media_type: str,
    write: Callable[[Iterable[bytes], IO[bytes]], None] | None = None,
) -> FileResponse:
    """Return the response with these pieces as its file, as `write` writes them. Raises Refused."""
    unsent.check(organization_id)
    file: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # Django closes it
    try:
        if write is None:
            file.writelines(pieces)
        else:
            write(pieces, file)
        if file.tell() > IN_MEMORY:
            unsent.add(organization_id, file)
    except OSError as error:
        with suppress(OSError):  # it writes what it has not written yet
            file.close()
        logger.exception("A file for a client cannot be written into %s.", tempfile.gettempdir())
        raise Refused(UNAVAILABLE) from error
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=media_type)
