"""The operations on the members of a company and their roles."""

from django.db import transaction

from accounting.errors import Invalid, NotFoundHere
from accounting.ledger import events
from accounting.ledger.models import Company, CompanyMember, CompanyRole
from foundation import audit
from identity.models import User


@transaction.atomic
def assign(company: Company, *, user: User, role: str, by: User) -> CompanyMember:
    """Give a user a role in the company. It replaces the one they have. Raises Invalid, NotFoundHere."""
    if role not in CompanyRole.values:
        raise Invalid(f"The role must be one of: {', '.join(CompanyRole.values)}.", field="role")
    if user.organization_id != company.organization_id or user.removed_at is not None:
        raise NotFoundHere("There is no such user in this organization.", field="user_id")
    before = CompanyMember.objects.filter(company=company, user=user).first()
    if before is not None and before.role == role:
        return before
    member, _ = CompanyMember.objects.update_or_create(
        company=company, user=user, defaults={"role": role, "organization_id": company.organization_id}
    )
    new = {"user_id": user.id, "role": role}
    audit.record("member.assigned", member, by=by, old={"role": before.role} if before else None, new=new)
    events.tell("member.assigned", member)
    return member


@transaction.atomic
def remove(member: CompanyMember, *, by: User) -> None:
    """Remove a user's role in the company."""
    CompanyMember.objects.filter(company=member.company_id, id=member.id).delete()
    old = {"user_id": member.user_id, "role": member.role}
    audit.record("member.removed", member, by=by, old=old)
    events.tell("member.removed", member)
