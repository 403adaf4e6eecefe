"""Check the dates of a document, and compute them from its contact's terms."""

import datetime
from collections.abc import Collection

from accounting import errors
from accounting.documents.models import Document
from accounting.ledger import periods
from accounting.ledger.dates import LAST_DATE
from accounting.ledger.models import Company


def due_date(document: Document) -> datetime.date:
    """Return the due date by the contact's terms. A credit has none: it is its issue date."""
    days = document.contact.payment_terms_days if document.HAS_TERMS else 0
    return document.issue_date + datetime.timedelta(days=days)


def check_dates(document: Document) -> None:
    """Raise InvalidDate if the books do not allow the issue date or the supply date, or if the due date is before the
    issue date or after the last possible date."""
    check(document.company, document.issue_date, document.due_date)
    if document.supply_date is not None:
        periods.check_date(document.company, document.supply_date, field="supply_date")


def check(
    company: Company,
    issued: datetime.date,
    due: datetime.date,
    *,
    prefix: str = "",
    last: datetime.date | None = None,
) -> None:
    """Raise InvalidDate as `check_dates`, with fields after `prefix`. Who checks many gives the `last` day."""
    periods.check_date(company, issued, field=f"{prefix}issue_date", last=last)
    if due < issued:
        raise errors.InvalidDate("The due date is before the issue date.", field=f"{prefix}due_date")
    if due > LAST_DATE:
        raise errors.InvalidDate(f"The due date, {due}, is after {LAST_DATE}.", field=f"{prefix}due_date")


def follow_terms(document: Document, changed: Collection[str]) -> None:
    """Update a draft's due date from its issue date and its contact's terms, unless the due date was given. None takes
    it back."""
    if "due_date" in changed:
        document.due_date_given = document.due_date is not None
    if not document.due_date_given and not {"due_date", "issue_date", document.TRADE.contact_id}.isdisjoint(changed):
        document.due_date = due_date(document)
