"""Who may approve, and what needs it (docs/decisions/0010-two-people.md).

Approving, rejecting and voiding bills is for approvers and admins. Where the company asks for two people, whoever
prepared a bill does not approve it, and money goes out to a vendor only against approved bills unless an approver
decides otherwise.
"""

from accounting import errors
from accounting.documents.models import Bill
from accounting.ledger.models import Company, CompanyMember, CompanyRole
from identity.models import User

APPROVING_ROLES = (CompanyRole.APPROVER, CompanyRole.ADMIN)


def may_approve(company: Company, user: User) -> bool:
    """Tell whether the user approves bills of this company. Of staff that belong to no organization Django decides."""
    if user.organization_id != company.organization_id:
        return user.is_staff
    if user.is_organization_admin:
        return True
    return CompanyMember.objects.filter(company=company, user=user, role__in=APPROVING_ROLES).exists()


def require(company: Company, by: User, message: str = "") -> None:
    """Raise NeedsApprover unless this person may approve."""
    if not may_approve(company, by):
        raise errors.NeedsApprover(message)


def require_other(bill: Bill, by: User) -> None:
    """Raise SameAuthor where the company asks for two people and this person prepared the bill."""
    if prepared_alone(bill, by):
        raise errors.SameAuthor(
            "You entered, changed or submitted this bill. The company requires another person to approve it."
        )


def prepared_alone(bill: Bill, user: User) -> bool:
    """Tell whether it is the user's own work that keeps them from approving the bill."""
    return bill.company.two_person_approval and user.id in bill.prepared_by
