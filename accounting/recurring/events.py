"""The events of recurring templates."""

from accounting.ledger.event_log import Data, data_of, tell
from accounting.ledger.event_types import (
    COMPANY_ID,
    DATE,
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
from accounting.recurring.models import Frequency, RecurringKind, RecurringStatus, RecurringTemplate, WhenClosed

__all__ = ["EVENTS", "tell"]

_TEMPLATE = members(
    id=ID,
    company_id=ID,
    name=TEXT,
    kind={"enum": RecurringKind.values},
    frequency=said({"enum": Frequency.values}, "How often."),
    day_of_month=said(WHOLE, "1 to 31. If a month lacks the day, its last day is taken."),
    start_date=DATE,
    end_date=or_null(DATE),
    auto_post=said(TRUTH, "Whether its documents are posted."),
    on_closed_period=said({"enum": WhenClosed.values}, "What it does if its date is in a closed period."),
    status={"enum": RecurringStatus.values},
    next_date=or_null(DATE, "The date of its next document."),
    last_date=or_null(DATE, "The date of its latest document."),
    last_document_id=or_null(ID, "Its latest document."),
    last_error_code=said(TEXT, "Why it waits, for a program; empty if it does not."),
    last_error=said(TEXT, "Why it waits, for a person; empty if it does not."),
    owner_id=or_null(ID, "The user in whose name its documents are made."),
)

_SAMPLE = {
    "id": "0198a7c8-5d1e-7a63-9c27-4b8e6f0a2d95",
    "company_id": COMPANY_ID,
    "name": "Office rent",
    "kind": "bill",
    "frequency": "monthly",
    "day_of_month": 31,
    "start_date": "2025-12-31",
    "end_date": None,
    "auto_post": False,
    "on_closed_period": "wait",
    "status": "active",
    "next_date": "2026-01-31",
    "last_date": "2025-12-31",
    "last_document_id": "0198a7c8-61f0-7b25-8d34-0c9e7a5f3b18",
    "last_error_code": "",
    "last_error": "",
    "owner_id": USER_ID,
}
_WAITING = {
    "status": "waiting",
    "last_error_code": "period_closed",
    "last_error": "The accounting period 2026-01 is closed. The earliest open date is 2026-02-01.",
}

EVENTS = declare(
    "Recurring templates",
    "recurring",
    _TEMPLATE,
    _SAMPLE,
    {
        "created": ("A recurring template is added.", {"last_date": None, "last_document_id": None}),
        "updated": ("A recurring template is changed.", {}),
        "generated": ("A recurring template made the document of one of its dates.", {}),
        "waiting": ("A recurring template cannot make its next document, and waits.", _WAITING),
        "paused": ("A recurring template is paused.", {"status": "paused"}),
        "resumed": ("A recurring template goes on.", {}),
        "ended": ("A recurring template has ended.", {"status": "ended", "next_date": None}),
        "deleted": ("A recurring template that made no document is deleted.", {}),
    },
)


@data_of.register
def recurring_data(template: RecurringTemplate) -> Data:
    """Return the data of a recurring template. The content is left to the API."""
    return {
        "id": template.id,
        "company_id": template.company_id,
        "name": template.name,
        "kind": template.kind,
        "frequency": template.frequency,
        "day_of_month": template.day_of_month,
        "start_date": template.start_date,
        "end_date": template.end_date,
        "auto_post": template.auto_post,
        "on_closed_period": template.on_closed_period,
        "status": template.status,
        "next_date": template.next_date,
        "last_date": template.last_date,
        "last_document_id": template.last_document_id,
        "last_error_code": template.last_error_code,
        "last_error": template.last_error,
        "owner_id": template.owner_id,
    }
