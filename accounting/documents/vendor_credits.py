"""The operations on credits from vendors: draft → issued, or void. settlement/credits.py applies them."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from accounting import errors
from accounting.documents import approval, crediting, entering, entries, events
from accounting.documents.crediting import CreditLineInput, possible_actions
from accounting.documents.models import CreditStatus, VendorCredit
from accounting.ledger import contacts
from accounting.ledger.changes import only
from accounting.ledger.models import Company
from accounting.ledger.periods import OnClosedPeriod
from foundation import audit
from identity.models import User

__all__ = ["create", "delete", "issue", "possible_actions", "update", "void"]

UPDATABLE = crediting.UPDATABLE | {"vendor_id", "bill_id", "vendor_credit_number"}


@transaction.atomic
def create(
    company: Company,
    *,
    by: User,
    vendor_credit_number: str,
    issue_date: datetime.date,
    vendor_id: UUID | None = None,
    bill_id: UUID | None = None,
    lines: Sequence[CreditLineInput] = (),
    reason: str = "",
    **entered: Any,
) -> VendorCredit:
    """Enter a draft, which posts nothing. `vendor_credit_number` is the vendor's own reference.

    With `bill_id` the vendor is the bill's, and without `lines` it credits all that is left of the bill, tax included.
    `entered` as in `entering.Entered`, without a due date. Raises the errors of `entering.enter`, CreditTooLarge, and
    Duplicate for this vendor's vendor_credit_number or for the external_id.
    """
    credit = VendorCredit(
        company=company,
        vendor_credit_number=_number(vendor_credit_number),
        reason=reason.strip(),
        prepared_by=[by.id],
    )
    credit.bill, contact_id = crediting.original_of(credit, bill_id, vendor_id)  # type: ignore[assignment]
    return crediting.enter(credit, by=by, contact_id=contact_id, issue_date=issue_date, lines=lines, **entered)


@transaction.atomic
def update(credit: VendorCredit, *, by: User, expected_total: Decimal | None = None, **changes: Any) -> VendorCredit:
    """Change a draft (`UPDATABLE`; `lines` replace all lines), or the reference and notes of an issued credit.

    A user who changes a draft counts as one who prepared it. Raises WrongStatus and the errors of `create`.
    """
    only(changes, UPDATABLE)
    credit = entering.locked(credit)
    if credit.status == CreditStatus.DRAFT and changes.keys() - {"metadata"} and by.id not in credit.prepared_by:
        credit.prepared_by = [*credit.prepared_by, by.id]
    if "vendor_credit_number" in changes:
        changes["vendor_credit_number"] = _number(changes["vendor_credit_number"])
    return crediting.change(credit, changes, by=by, expected_total=expected_total)


@transaction.atomic
def delete(credit: VendorCredit, *, by: User) -> None:
    """Delete a draft. Raises WrongStatus."""
    entering.delete(entering.locked(credit), by=by)


@transaction.atomic
def issue(credit: VendorCredit, *, by: User, on_closed_period: OnClosedPeriod = "refuse") -> VendorCredit:
    """Post a draft, and record `vendor_credit.issued`. This needs an approver, as a bill does.

    If the company requires two people, users who entered or changed it cannot issue it. Dr accounts payable / Cr
    expense, input tax, on the issue date or, with `on_closed_period="next_open"`, the first open day after it. Raises
    NeedsApprover, SameAuthor, WrongStatus, CreditTooLarge, PeriodClosed, AccountNotUsable.
    """
    credit = crediting.lock(credit)
    approval.require(credit.company, by)
    entering.must_be(credit, CreditStatus.DRAFT, verb="issued")
    approval.require_other(credit, by)
    contacts.hold(credit.vendor)
    memo = f"Credit {credit.vendor_credit_number} from {credit.vendor.name}"
    with errors.translated():
        crediting.post(credit, memo=memo, by=by, on_closed_period=on_closed_period)
        credit.save(update_fields=crediting.ISSUED_FIELDS)
    audit.record("vendor_credit.issued", credit, by=by, new={"vendor_credit_number": credit.vendor_credit_number})
    events.tell("vendor_credit.issued", credit)
    return credit


@transaction.atomic
def void(credit: VendorCredit, *, by: User, date: datetime.date | None = None, reason: str = "") -> VendorCredit:
    """Void an issued credit on `date` (see `entries.void` for the default). Its number can be used again.

    Raises NeedsApprover, WrongStatus, Invalid, InvalidDate, PeriodClosed, and HasAllocations with the bills to which it
    is applied.
    """
    credit = entering.locked(credit)
    approval.require(credit.company, by)
    entering.must_be(credit, CreditStatus.ISSUED, verb="voided")
    return entries.void(credit, by=by, date=date, reason=reason)


def _number(vendor_credit_number: str) -> str:
    """Return the number without spaces around it. Raises Invalid if it is empty."""
    if not vendor_credit_number.strip():
        raise errors.Invalid("A credit must have the vendor's number.", field="vendor_credit_number")
    return vendor_credit_number.strip()
