"""Which companies a user has access to, and with which role.

An API key has the companies of its maker that it names, with its own role or the maker's, whichever may do less.
"""

from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Case, CharField, F, QuerySet, Value, When

from accounting.ledger.models import Company, CompanyMember, CompanyRole
from foundation.statements import fetch
from identity.models import ApiKey, User

RANK: dict[str, int] = {CompanyRole.VIEWER: 0, CompanyRole.ACCOUNTANT: 1, CompanyRole.APPROVER: 2, CompanyRole.ADMIN: 3}
"""The roles in order. Each one includes the rights of the roles before it."""


def visible_companies(user: User) -> QuerySet[Company]:
    """Return the companies that `user` has access to, each with the user's `role` in it."""
    if user.api_key is not None and user.acts_for is not None:
        return _companies_of_key(user.api_key, user.acts_for)
    companies = Company.objects.filter(organization_id=user.organization_id)  # type: ignore[misc]  # of an organization
    if user.is_organization_admin:
        return companies.annotate(role=Value(CompanyRole.ADMIN, CharField()))
    return companies.filter(members__user=user).annotate(role=F("members__role"))


def _companies_of_key(key: ApiKey, maker: User) -> QuerySet[Company]:
    companies = visible_companies(maker)
    if key.company_ids is not None:
        companies = companies.filter(id__in=key.company_ids)
    if maker.is_organization_admin:
        return companies.annotate(role=Value(key.role, CharField()))
    lower = [role for role in RANK if RANK[role] < RANK[key.role]]
    own = Case(When(members__role__in=lower, then=F("members__role")), default=Value(key.role))
    return companies.annotate(role=own)


def companies_of(user: User, *, company_id: UUID | None = None, most: int | None = None) -> list[Company]:
    """Return what `visible_companies` has, each with the user's `role`, by name: all, at most so many, or the one with
    this id."""
    key, person = user.api_key, user.acts_for
    if key is None or person is None:
        key, person = None, user
    sql, fields = _query(with_id=company_id is not None)
    only = key and key.company_ids
    values: list[Any] = [person.id, person.organization_id, person.is_organization_admin, only, only]
    companies = []
    for *columns, own in fetch(sql, [*values, company_id or most]):
        company = Company.from_db(connection.alias, fields, columns)
        role = CompanyRole.ADMIN if person.is_organization_admin else own
        company.role = min(role, key.role, key=RANK.__getitem__) if key else role  # type: ignore[attr-defined]
        companies.append(company)
    return companies


@cache
def _query(*, with_id: bool) -> tuple[str, list[str]]:
    """Return the query of `companies_of`, and the fields of companies that it reads.

    Every request that is about a company makes it. Written out, it saves Django compiling it.
    """
    fields = Company._meta.concrete_fields
    sql = f"""
        SELECT {", ".join(f"c.{field.column}" for field in fields)}, m.role FROM {Company._meta.db_table} c
        LEFT JOIN {CompanyMember._meta.db_table} m ON m.company_id = c.id AND m.user_id = %s
        WHERE c.organization_id = %s AND (%s OR m.role IS NOT NULL) AND (%s::uuid[] IS NULL OR c.id = ANY(%s::uuid[]))
        {"AND c.id = %s" if with_id else "ORDER BY c.name, c.id LIMIT %s"}
    """  # noqa: S608 -- names from our models
    return sql, [field.attname for field in fields]


def role_in(company: Company, user: User) -> str | None:
    """Return the role that `visible_companies` gives the user in this company, or None without access.

    Admins, and the keys that they made, need no query.
    """
    if user.organization_id != company.organization_id:
        return None
    if user.acts_for is not None:
        key, own = user.api_key, role_in(company, user.acts_for)
        if key is None or own is None or not (key.company_ids is None or company.id in key.company_ids):
            return None
        return min(key.role, own, key=RANK.__getitem__)
    if user.is_organization_admin:
        return CompanyRole.ADMIN
    return CompanyMember.objects.filter(company=company, user=user).values_list("role", flat=True).first()
