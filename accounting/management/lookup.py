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
    return _find_one(Company.objects.select_related("organization"), wanted, "company")


def find_organization(wanted: str) -> Organization:
    """Return the organization with this name or id. Raises CommandError."""
    return _find_one(Organization.objects.order_by("id"), wanted, "organization")


def _find_one(rows: QuerySet[Row], wanted: str, noun: str) -> Row:
    found = list(find(rows, wanted)[:2])
    if len(found) != 1:
        how_many = "no" if not found else "more than one"
        raise CommandError(f"There is {how_many} {noun} {wanted!r}.")
    return found[0]


def find_admin(organization: Organization, email: str) -> User:
    """Return the organization's admin with this address, or its first admin."""
    admins = User.objects.filter(organization=organization, role=Role.ADMIN, is_active=True).order_by("created_at")
    found = admins.filter(email=email.strip().lower()) if email else admins
    admin = found.first()
    if admin is None:
        raise CommandError(f"{organization.name} has no active admin{f' {email}' if email else ''}.")
    return admin
