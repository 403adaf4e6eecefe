"""The events of attachments."""

from accounting.attachments.models import OBJECTS, Attachment
from accounting.ledger.event_log import Data, data_of, tell
from accounting.ledger.event_types import (
    COMPANY_ID,
    HASH,
    ID,
    TEXT,
    USER_ID,
    WHOLE,
    declare,
    members,
    or_null,
    said,
)

__all__ = ["EVENTS", "tell"]

EVENTS = declare(
    "Attachments",
    "attachment",
    members(
        id=ID,
        company_id=ID,
        object_type=said({"enum": list(OBJECTS)}, "The kind of what it belongs to."),
        object_id=said(ID, "What it belongs to."),
        file_name=TEXT,
        media_type=said(TEXT, "The media type of the file."),
        size=said(WHOLE, "In bytes."),
        sha256=said(HASH, "The SHA-256 of the file."),
        created_by_id=or_null(ID, "The user who attached it."),
    ),
    {
        "id": "0198a7d3-0b52-7e18-8c6f-2a94d7e1b350",
        "company_id": COMPANY_ID,
        "object_type": "bill",
        "object_id": "0198a7c5-3f18-7a26-b1d4-7c9e0a5f2b68",
        "file_name": "Receipt 4711.pdf",
        "media_type": "application/pdf",
        "size": 48213,
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "created_by_id": USER_ID,
    },
    {
        "created": ("A file is attached.", {}),
        "deleted": ("An attachment is deleted. None for those that go with a draft or a contact.", {}),
    },
)


@data_of.register
def attachment_data(attachment: Attachment) -> Data:
    """Return the data of an attachment."""
    return {
        "id": attachment.id,
        "company_id": attachment.company_id,
        "object_type": attachment.object_type,
        "object_id": attachment.object_id,
        "file_name": attachment.file_name,
        "media_type": attachment.media_type,
        "size": attachment.size,
        "sha256": attachment.sha256,
        "created_by_id": attachment.created_by_id,
    }
