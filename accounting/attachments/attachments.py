"""The operations on attachments. Nothing about one changes: a better scan is another one."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Sum

from accounting import errors
from accounting.attachments import events, media
from accounting.attachments.models import MAX_BYTES, MAX_FILE_NAME, OBJECTS, Attachment, AttachmentContent
from accounting.ledger import locking
from accounting.ledger.models import Company, RowCount
from accounting.ledger.text import HIDDEN
from foundation import audit
from foundation.plain import trimmed
from identity.models import User

MAX_OF_OBJECT = 100
"""The most attachments of one object. Guards hold this limit and the next two (guards.sql)."""
MAX_OF_COMPANY = 100_000
MAX_TOTAL = 10 * 1024**3
"""The most attachments of a company, and the most bytes of them all."""
PIECE = 1024 * 1024
"""How many bytes of a content are read at once."""
HEADERS = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}
"""Headers with which a browser runs nothing of a file that it gets, whatever its type."""
RECORDED = ("object_type", "object_id", "file_name", "media_type", "size", "sha256")
_FORBIDDEN = re.compile(rf"[{HIDDEN}/\\]")
_PIECE = "SELECT substring(content FROM %s FOR %s) FROM accounting_attachmentcontent WHERE company_id = %s AND id = %s"


@transaction.atomic
def create(
    company: Company,
    *,
    by: User,
    object_type: str,
    object_id: UUID,
    file_name: str,
    content: bytes,
    media_type: str = "",
) -> Attachment:
    """Attach a file to an object, whatever its status, and also in a closed period: files are not the books.

    Its name, its bytes and `media_type`, if that is given, must say the same kind. Raises Invalid, NotFoundHere,
    TooMany, Duplicate (the object has a file with these bytes).
    """
    if object_type not in OBJECTS:
        raise errors.Invalid(f"Must be one of: {', '.join(OBJECTS)}.", field="object_type")
    name = _checked_name(file_name)
    kind = _checked_kind(name, media_type, content)
    sha256 = hashlib.sha256(content).hexdigest()
    _check_new(company, object_id, sha256)
    row = Attachment(
        company=company,
        file_name=name,
        media_type=kind.media_type,
        size=len(content),
        sha256=sha256,
        created_by=by,
        **{f"{object_type}_id": object_id},
    )
    with errors.translated():
        row.save(force_insert=True)
    # By ids: objects would refer to each other, and so stay, with the bytes, until Python's collector runs.
    AttachmentContent(company_id=company.pk, attachment_id=row.pk, content=content).save(force_insert=True)
    audit.record("attachment.created", row, by=by, new=audit.values(row, RECORDED))
    events.tell("attachment.created", row)
    return row


def _checked_name(file_name: str) -> str:
    name = trimmed(file_name)
    if not name:
        raise errors.Invalid("A file must have a name.", field="file_name")
    if len(name) > MAX_FILE_NAME:
        raise errors.Invalid(f"A name has at most {MAX_FILE_NAME} characters.", field="file_name")
    if _FORBIDDEN.search(name):
        message = "Must have no folders, no control characters and no characters that change the direction of text."
        raise errors.Invalid(message, field="file_name")
    return name


def _checked_kind(name: str, media_type: str, content: bytes) -> media.Kind:
    kind = media.kind_of(name)
    if kind is None:
        raise errors.Invalid(f"The name must end with one of: {', '.join(media.BY_SUFFIX)}.", field="file_name")
    claimed = media_type.partition(";")[0].strip().lower()
    if claimed not in (*media.ANY, kind.media_type, *kind.others):
        raise errors.Invalid(f"A file with this name is {kind.media_type}.", field="media_type")
    if not content:
        raise errors.Invalid("The file is empty.", field="content")
    if len(content) > MAX_BYTES:
        raise errors.Invalid(f"A file has at most {MAX_BYTES >> 20} MiB.", field="content")
    if not kind.fits(content):
        raise errors.Invalid(f"The name says {kind.media_type}, and the bytes are something else.", field="content")
    return kind


def _check_new(company: Company, object_id: UUID, sha256: str) -> None:
    """Check that an object has no file with these bytes. Raises Duplicate."""
    there = Attachment.objects.filter(company=company, object_id=object_id, sha256=sha256).values_list("pk", flat=True)
    for existing in there:
        error = errors.Duplicate("This object has a file with the same bytes already.", field="content")
        error.existing_id = str(existing)
        raise error


def total_bytes(company: Company) -> int:
    """Return the bytes of all attachments of a company."""
    kept = RowCount.objects.filter(company=company, what="attachment_bytes")
    return int(kept.aggregate(bytes=Sum("rows", default=0))["bytes"])


@transaction.atomic
def delete(attachment: Attachment, *, by: User) -> None:
    """Delete an attachment and its bytes. The audit trail keeps its name and its SHA-256. Raises Conflict if it was
    deleted in the meantime."""
    attachment = locking.locked(Attachment.objects.all(), attachment)
    old: dict[str, Any] = audit.values(attachment, RECORDED)
    Attachment.objects.filter(company=attachment.company_id, id=attachment.id).delete()
    audit.record("attachment.deleted", attachment, by=by, old=old)
    events.tell("attachment.deleted", attachment)


def pieces(attachment: Attachment) -> Iterator[bytes]:
    """Yield the bytes of an attachment, in flat memory: PostgreSQL keeps them so that it reads only a piece."""
    for start in range(1, attachment.size + 1, PIECE):
        with connection.cursor() as cursor:
            cursor.execute(_PIECE, [start, PIECE, attachment.company_id, attachment.pk])
            (piece,) = cursor.fetchone()
        yield bytes(piece)
