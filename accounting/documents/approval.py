"""Check who may approve bills, and what needs an approver (docs/decisions/0010-two-people.md).

Only approvers and admins can approve, reject and void bills. If the company requires two people, a user who prepared a
bill cannot approve it, and payments to vendors are only for approved bills, unless an approver makes them.
"""

from accounting import errors
from accounting.documents.models import Bill
from accounting.ledger import access
from accounting.ledger.models import Company, CompanyRole
from identity.models import User

APPROVING_ROLES = (CompanyRole.APPROVER, CompanyRole.ADMIN)


def may_approve(company: Company, user: User) -> bool:
    """Return whether the user can approve bills of this company. For staff without an organization Django decides."""
    if user.organization_id != company.organization_id:
        return user.is_staff
    return access.role_in(company, user) in APPROVING_ROLES


def require(company: Company, by: User, message: str = "") -> None:
    """Raise NeedsApprover unless the user may approve."""
    if not may_approve(company, by):
        raise errors.NeedsApprover(message)


def require_other(bill: Bill, by: User) -> None:
    """Raise SameAuthor if the company requires two people and the user prepared the bill."""
    if prepared_alone(bill, by):
        raise errors.SameAuthor(
            "You entered, changed or submitted this bill. The company requires another person to approve it."
        )


def prepared_alone(bill: Bill, user: User) -> bool:
    """Tell whether it is the user's own work that keeps them from approving the bill; of an API key it always is."""
    is_key = user.acts_for_id is not None
    return bill.company.two_person_approval and (is_key or user.id in bill.prepared_by)
