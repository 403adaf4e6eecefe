"""The events of imports."""

from accounting.exchange.models import Import
from accounting.ledger.event_log import Data, data_of, tell
from accounting.ledger.event_types import (
    COMPANY_ID,
    HASH,
    ID,
    TEXT,
    TRUTH,
    USER_ID,
    WHOLE,
    declare,
    members,
    or_null,
    said,
)

__all__ = ["EVENTS", "tell"]

_COUNTS = {"type": "object", "additionalProperties": WHOLE}
_IMPORT = members(
    id=ID,
    company_id=ID,
    format=said(TEXT, "The format of the file, such as `beancount`."),
    file_name=TEXT,
    sha256=said(HASH, "The SHA-256 of the file."),
    dry_run=said(TRUTH, "Whether it only shows what would happen."),
    status={"enum": ["succeeded", "failed", "cancelled"]},
    created=said(_COUNTS, "How many rows of each kind it made."),
    updated=said(_COUNTS, "How many rows of each kind it changed."),
    skipped=said(_COUNTS, "How many rows of each kind it left as they were."),
    error=said(TEXT, "The first error; empty if there is none."),
    error_count=WHOLE,
    warning_count=WHOLE,
    created_by_id=or_null(ID, "The user who asked for it."),
)
_SAMPLE = {
    "id": "0198a7c8-7a31-7c04-a6d2-5e8b1f3c9d70",
    "company_id": COMPANY_ID,
    "format": "beancount",
    "file_name": "books.beancount",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "dry_run": False,
    "status": "succeeded",
    "created": {"accounts": 12, "journal_entries": 340},
    "updated": {},
    "skipped": {},
    "error": "",
    "error_count": 0,
    "warning_count": 0,
    "created_by_id": USER_ID,
}
_FAILED = {
    "status": "failed",
    "created": {},
    "error": "It does not balance: 1 USD is left.",
    "error_count": 1,
}

EVENTS = declare(
    "Imports",
    "import",
    _IMPORT,
    _SAMPLE,
    {
        "succeeded": ("An import has ended, and all of its file is in the books (nothing, if it is a dry run).", {}),
        "failed": ("An import has ended, and nothing of its file is in the books.", _FAILED),
        "cancelled": (
            "Somebody cancelled an import, and it has ended: nothing of its file is in the books.",
            {"status": "cancelled", "created": {}},
        ),
    },
)


@data_of.register
def import_data(row: Import) -> Data:
    """Return the data of an import that has ended."""
    return {
        "id": row.id,
        "company_id": row.company_id,
        "format": row.format,
        "file_name": row.file_name,
        "sha256": row.sha256,
        "dry_run": row.dry_run,
        "status": row.status,
        "created": row.created,
        "updated": row.updated,
        "skipped": row.skipped,
        "error": row.errors[0]["message"] if row.errors else "",
        "error_count": row.error_count,
        "warning_count": row.warning_count,
        "created_by_id": row.created_by_id,
    }
