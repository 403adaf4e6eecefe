"""Check who may approve bills and credits of vendors, and what needs an approver (docs/decisions/0010-two-people.md).

Only approvers and admins can approve, reject and void bills. If the company requires two people, a user who prepared a
bill cannot approve it, and payments to vendors are only for approved bills, unless an approver makes them.
"""

from collections.abc import Iterable

from accounting import errors
from accounting.documents.models import Bill, VendorCredit
from accounting.ledger import access
from accounting.ledger.models import Account, Company, CompanyRole, JournalLine
from identity.models import User

APPROVING_ROLES = (CompanyRole.APPROVER, CompanyRole.ADMIN)


def may_approve(company: Company, user: User) -> bool:
    """Return whether the user can approve bills of this company. For staff without an organization Django decides."""
    if user.organization_id != company.organization_id:
        return user.is_staff
    return access.role_in(company, user) in APPROVING_ROLES


def require(company: Company, by: User, rule: str = "") -> None:
    """Raise NeedsApprover unless the user may approve. `rule` is for what needs an approver only where two people are
    asked for."""
    if not may_approve(company, by):
        raise errors.NeedsApprover(rule and f"The company asks for two people before money goes out. {rule}")


def require_to_pay(company: Company, lines: Iterable[JournalLine], by: User) -> None:
    """Raise NeedsApprover if two people are asked for, and the lines take money from an account without a payment."""
    if not company.two_person_approval:
        return
    paying = [line.account_id for line in lines if line.credit]
    if any(account.holds_money for account in Account.objects.filter(company=company, id__in=paying)):
        what = "a bank, cash, card or clearing account"
        require(company, by, f"Only an approver can take it from {what} without a payment.")


def require_other(document: Bill | VendorCredit, by: User) -> None:
    """Raise SameAuthor if the company requires two people and the user prepared the document."""
    if not prepared_alone(document, by):
        return
    if isinstance(document, Bill):
        said, what = "You entered, changed or submitted this bill.", "approve"
    else:
        said, what = "You entered or changed this credit.", "issue"
    raise errors.SameAuthor(f"{said} The company requires another person to {what} it.")


def prepared_alone(document: Bill | VendorCredit, user: User) -> bool:
    """Tell whether it is the user's own work that keeps them from approving it; of an API key it always is."""
    is_key = user.acts_for_id is not None
    return document.company.two_person_approval and (is_key or user.id in document.prepared_by)
