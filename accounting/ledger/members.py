"""Who may do what in a company."""

from django.db import transaction

from accounting.errors import Invalid, NotFoundHere
from accounting.ledger import events
from accounting.ledger.models import Company, CompanyMember, CompanyRole
from identity.models import User


@transaction.atomic
def assign(company: Company, *, user: User, role: str, by: User) -> CompanyMember:
    """Give a user a role in the company, in place of any they have. Raises Invalid, NotFoundHere."""
    if role not in CompanyRole.values:
        raise Invalid(f"A role is one of: {', '.join(CompanyRole.values)}.", field="role")
    if user.organization_id != company.organization_id or user.removed_at is not None:
        raise NotFoundHere(field="user_id")
    member, _ = CompanyMember.objects.update_or_create(
        company=company, user=user, defaults={"role": role, "organization_id": company.organization_id}
    )
    events.tell("member.assigned", member)
    return member


@transaction.atomic
def remove(member: CompanyMember, *, by: User) -> None:
    """Take a user's role in the company away."""
    CompanyMember.objects.filter(id=member.id).delete()
    events.tell("member.removed", member)
