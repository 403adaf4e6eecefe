"""Organizations and users for tests. One password for all, hashed once: Argon2 is slow by design."""

from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password
from uuid_utils.compat import uuid7

from api.scopes import all_scopes
from identity import api_keys
from identity.api_keys import WithSecret
from identity.models import Organization, Role, Tier, User

PASSWORD = "correct horse battery"


@cache
def encoded_password() -> str:
    return make_password(PASSWORD)


def make_organization(name: str = "Harbor Lane Trading", tier: str = Tier.STANDARD) -> Organization:
    return Organization.objects.create(name=name, tier=tier)


def make_user(organization: Organization | None, email: str = "", role: str = Role.MEMBER, **fields: Any) -> User:
    return User.objects.create(
        organization=organization,
        email=email or f"{uuid7()}@example.com",
        full_name=fields.pop("full_name", "Ada Example"),
        role=role,
        password=encoded_password(),
        **fields,
    )


def make_key(by: User, **fields: Any) -> WithSecret:
    """Return an API key that acts for `by`, with every scope unless told otherwise."""
    return api_keys.create(by=by, **{"name": "Shop", "role": "admin", "scopes": all_scopes(), **fields})


def make_admin(organization: Organization | None, email: str = "", **fields: Any) -> User:
    return make_user(organization, email, Role.ADMIN, **fields)
