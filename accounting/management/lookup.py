"""Find the rows that a person names on the command line."""

from typing import TypeVar
from uuid import UUID

from django.core.management.base import CommandError
from django.db.models import Model, QuerySet

from accounting.models import Company
from identity.models import Organization, Role, User

Row = TypeVar("Row", bound=Model)


def find(rows: QuerySet[Row], wanted: str) -> QuerySet[Row]:
    """Return the rows whose id or name is `wanted`."""
    try:
        return rows.filter(id=UUID(wanted))
    except ValueError:
        return rows.filter(name=wanted)


def find_company(wanted: str) -> Company:
    """Return the company with this name or id. Raises CommandError."""
    companies = list(find(Company.objects.select_related("organization"), wanted)[:2])
    if len(companies) != 1:
        how_many = "no company" if not companies else "more than one company"
        raise CommandError(f"There is {how_many} {wanted!r}.")
    return companies[0]


def find_admin(organization: Organization, email: str) -> User:
    """Return the organization's admin with this address, or its first admin."""
    admins = User.objects.filter(organization=organization, role=Role.ADMIN, is_active=True).order_by("created_at")
    found = admins.filter(email=email.strip().lower()) if email else admins
    admin = found.first()
    if admin is None:
        raise CommandError(f"{organization.name} has no active admin{f' {email}' if email else ''}.")
    return admin
