"""Check the dates of a document, and compute them from its contact's terms."""

import datetime
from collections.abc import Collection

from accounting import errors
from accounting.documents.models import Document
from accounting.ledger import periods
from accounting.ledger.dates import LAST_DATE


def due_date(document: Document) -> datetime.date:
    """Return the due date by the contact's terms. A credit has none: it is its issue date."""
    days = document.contact.payment_terms_days if document.HAS_TERMS else 0
    return document.issue_date + datetime.timedelta(days=days)


def check_dates(document: Document) -> None:
    """Raise InvalidDate if the books do not allow the issue date, or if the due date is before it or after the last
    possible date."""
    periods.check_date(document.company, document.issue_date, field="issue_date")
    if document.due_date < document.issue_date:
        raise errors.InvalidDate("The due date is before the issue date.", field="due_date")
    if document.due_date > LAST_DATE:
        raise errors.InvalidDate(f"The due date, {document.due_date}, is after {LAST_DATE}.", field="due_date")


def follow_terms(document: Document, changed: Collection[str]) -> None:
    """Update a draft's due date from its issue date and its contact's terms, unless the due date was given. None takes
    it back."""
    if "due_date" in changed:
        document.due_date_given = document.due_date is not None
    if not document.due_date_given and not {"due_date", "issue_date", document.TRADE.contact_id}.isdisjoint(changed):
        document.due_date = due_date(document)
