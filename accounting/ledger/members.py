"""The operations on the members of a company and their roles."""

from django.db import transaction

from accounting.errors import DELETED, Conflict, Invalid, NotFoundHere
from accounting.ledger import events
from accounting.ledger.models import Company, CompanyMember, CompanyRole
from foundation import audit
from identity.models import User


@transaction.atomic
def assign(company: Company, *, user: User, role: str, by: User) -> CompanyMember:
    """Give a user a role in the company. It replaces the one they have. Raises Invalid, NotFoundHere."""
    locked = User.objects.lock(user.id)
    if locked is None or locked.organization_id != company.organization_id or locked.removed_at is not None:
        raise NotFoundHere("There is no such user in this organization.", field="user_id")
    member = CompanyMember.objects.filter(company=company, user=user).first()
    return put(member, company, user=locked, role=role, by=by)


def put(member: CompanyMember | None, company: Company, *, user: User, role: str, by: User) -> CompanyMember:
    """Give a locked user of the organization a role, in place of `member`, the one they have. Raises Invalid."""
    if role not in CompanyRole.values:
        raise Invalid(f"The role must be one of: {', '.join(CompanyRole.values)}.", field="role")
    if member is not None and member.role == role:
        return member
    old = {"role": member.role} if member else None
    member = member or CompanyMember(company=company, user=user, organization_id=company.organization_id)
    member.role = role
    member.save()
    audit.record("member.assigned", member, by=by, old=old, new={"user_id": user.id, "role": role})
    events.tell("member.assigned", member)
    return member


@transaction.atomic
def remove(member: CompanyMember, *, by: User) -> None:
    """Remove a user's role in the company. Raises Conflict if somebody else did."""
    User.objects.lock(member.user_id)
    if not CompanyMember.objects.filter(company=member.company_id, id=member.id).delete()[0]:
        raise Conflict(DELETED)
    old = {"user_id": member.user_id, "role": member.role}
    audit.record("member.removed", member, by=by, old=old)
    events.tell("member.removed", member)
