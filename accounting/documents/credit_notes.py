"""The operations on credit notes to customers: draft → issued, or void. settlement/credits.py applies them."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from accounting import errors
from accounting.documents import crediting, entering, entries, events, parties
from accounting.documents.crediting import CreditLineInput, possible_actions
from accounting.documents.models import CreditNote, CreditStatus
from accounting.ledger import contacts, numbers
from accounting.ledger.changes import only
from accounting.ledger.models import Company
from accounting.ledger.periods import OnClosedPeriod
from foundation import audit
from identity.models import User

__all__ = ["create", "delete", "issue", "possible_actions", "update", "void"]

PREFIX = "CN"
UPDATABLE = crediting.UPDATABLE | {"customer_id", "invoice_id", "credit_note_number"}


@transaction.atomic
def create(
    company: Company,
    *,
    by: User,
    issue_date: datetime.date,
    customer_id: UUID | None = None,
    invoice_id: UUID | None = None,
    lines: Sequence[CreditLineInput] = (),
    credit_note_number: str | None = None,
    reason: str = "",
    **entered: Any,
) -> CreditNote:
    """Enter a draft, which posts nothing, and record `credit_note.created`.

    With `invoice_id` the customer is the invoice's, and without `lines` it credits all that is left of the invoice, tax
    included. `entered` as in `entering.Entered`, without a due date. Raises the errors of `entering.enter`,
    CreditTooLarge, and Duplicate for the credit_note_number or the external_id.
    """
    note = CreditNote(company=company, credit_note_number=credit_note_number or None, reason=reason.strip())
    note.invoice, contact_id = crediting.original_of(note, invoice_id, customer_id)  # type: ignore[assignment]
    return crediting.enter(note, by=by, contact_id=contact_id, issue_date=issue_date, lines=lines, **entered)


@transaction.atomic
def update(note: CreditNote, *, by: User, expected_total: Decimal | None = None, **changes: Any) -> CreditNote:
    """Change a draft (`UPDATABLE`; `lines` replace all lines), or the reference and notes of an issued credit note.

    Raises WrongStatus and the errors of `create`.
    """
    only(changes, UPDATABLE)
    return crediting.change(entering.locked(note), changes, by=by, expected_total=expected_total)


@transaction.atomic
def delete(note: CreditNote, *, by: User) -> None:
    """Delete a draft. Raises WrongStatus."""
    entering.delete(entering.locked(note), by=by)


@transaction.atomic
def issue(note: CreditNote, *, by: User, on_closed_period: OnClosedPeriod = "refuse") -> CreditNote:
    """Number the credit note if it has no number, post it, and record `credit_note.issued`.

    Dr revenue, output tax / Cr accounts receivable, on the issue date or, with `on_closed_period="next_open"`, the
    first open day after it. Raises WrongStatus, CreditTooLarge, PeriodClosed, AccountNotUsable.
    """
    note = crediting.lock(note)
    entering.must_be(note, CreditStatus.DRAFT, verb="issued")
    contacts.hold(note.customer)
    if note.credit_note_number is None:
        note.credit_note_number = numbers.next_number(note, "credit_note_number", PREFIX)
    memo = f"Credit note {note.credit_note_number} to {note.customer.name}"
    with errors.translated():
        crediting.post(note, memo=memo, by=by, on_closed_period=on_closed_period)
        note.parties = parties.current(note.company, note.customer)
        note.save(update_fields=["credit_note_number", "parties", *crediting.ISSUED_FIELDS])
    audit.record("credit_note.issued", note, by=by, new={"credit_note_number": note.credit_note_number})
    events.tell("credit_note.issued", note)
    return note


@transaction.atomic
def void(note: CreditNote, *, by: User, date: datetime.date | None = None, reason: str = "") -> CreditNote:
    """Void an issued credit note on `date` (see `entries.void` for the default), and record `credit_note.voided`.

    Raises WrongStatus, Invalid, InvalidDate, PeriodClosed, and HasAllocations with the invoices to which it is applied.
    """
    note = entering.locked(note)
    entering.must_be(note, CreditStatus.ISSUED, verb="voided")
    return entries.void(note, by=by, date=date, reason=reason)
