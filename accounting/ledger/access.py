"""Which companies a user has access to, and with which role.

An API key has the companies of its maker that it names, with its own role or the maker's, whichever may do less.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Case, CharField, F, QuerySet, Value, When

from accounting.ledger.models import Company, CompanyMember, CompanyRole
from foundation.statements import fetch
from identity.beside import Beside
from identity.models import ApiKey, Role, User

RANK: dict[str, int] = {CompanyRole.VIEWER: 0, CompanyRole.ACCOUNTANT: 1, CompanyRole.APPROVER: 2, CompanyRole.ADMIN: 3}
"""The roles in order. Each one includes the rights of the roles before it."""


def visible_companies(user: User) -> QuerySet[Company]:
    """Return the companies that `user` has access to, each with the user's `role` in it."""
    key, person = _key_and_person(user)
    if key is not None:
        return _companies_of_key(key, person)
    companies = Company.objects.filter(organization_id=user.organization_id)  # type: ignore[misc]  # of an organization
    if user.is_organization_admin:
        return companies.annotate(role=Value(CompanyRole.ADMIN, CharField()))
    return companies.filter(members__user=user).annotate(role=F("members__role"))


def _key_and_person(user: User) -> tuple[ApiKey | None, User]:
    """Return the API key that a user signed in with, if any, and the person who acts: the maker of the key."""
    if user.api_key is None or user.acts_for is None:
        return None, user
    return user.api_key, user.acts_for


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
    key, person = _key_and_person(user)
    among = key and key.company_ids
    values = [person.id, person.organization_id, person.is_organization_admin, among, company_id, most]
    return _found(user, fetch(_query(), values))


def asked(*, company_id: UUID | None = None, most: int | None = None) -> Beside:
    """Return the question of `companies_of` for the statement that signs the user in. `answered` has the answer."""
    join = "LEFT JOIN LATERAL {call} c ON true"
    call = _call("{person}.id", "{person}.organization_id", f"{{person}}.role = '{Role.ADMIN}'", "{among}")
    return Beside(_columns(), join.replace("{call}", call), [company_id, most])


def answered(user: User, question: Beside) -> list[Company]:
    return _found(user, [row for row in question.rows if row[0] is not None])


def _found(user: User, rows: Iterable[tuple[Any, ...]]) -> list[Company]:
    key, person = _key_and_person(user)
    fields = [field.attname for field in Company._meta.concrete_fields]
    companies = []
    for *columns, own in rows:
        company = Company.from_db(DEFAULT_DB_ALIAS, fields, columns)
        role = CompanyRole.ADMIN if person.is_organization_admin else own
        company.role = min(role, key.role, key=RANK.__getitem__) if key else role  # type: ignore[attr-defined]
        companies.append(company)
    return companies


def _call(*values: str) -> str:
    """Return the call of the function that every request about a company makes (sign_in.sql). Written out, it saves
    Django compiling it."""
    return f"companies_seen_by({', '.join(values)}, %s, %s)"


@cache
def _columns() -> str:
    """Return the columns of companies, of which the id is the first, and the role as a member."""
    return ", ".join([*(f"(c.company).{field.column}" for field in Company._meta.concrete_fields), "c.own_role"])


@cache
def _query() -> str:
    return f"SELECT {_columns()} FROM {_call('%s', '%s', '%s', '%s')} c"  # noqa: S608 -- names from our models


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
