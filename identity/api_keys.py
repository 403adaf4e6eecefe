"""API keys: what programs sign in with, instead of a person's password.

A key is a user of its own, so that it stands wherever a user does: in `created_by` and in the audit trail. It acts for
the person who made it, may do at most what that person may, and ends with that person's account. Every request reads
the key anew, so revoking works at once in every process.
"""

import hashlib
import secrets
import string
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from ipaddress import ip_network
from itertools import accumulate
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from foundation import audit, tenancy
from foundation.models import MAX_ADDRESS_LENGTH
from foundation.statements import fetch
from identity.beside import Beside
from identity.checks import checked_name
from identity.errors import (
    Forbidden,
    Invalid,
    InvalidToken,
    KeyAddressRefused,
    KeyRevoked,
    TokenExpired,
    TokenRevoked,
    TooManyKeys,
)
from identity.models import ApiKey, CompanyRole, Organization, Role, User
from identity.operations import must_administer

PREFIX = "atlas_sk_"
RANDOM_LENGTH, CHECKSUM_LENGTH = 32, 6
ALPHABET = string.digits + string.ascii_letters
DOMAIN = "keys.invalid"
"""Of the e-mail addresses that the users of keys have. No mail can be sent there (RFC 2606)."""
MAX_KEYS = 100
MAX_ADDRESSES = 20
MAX_IPV6_PREFIX = 64
"""Addresses of IPv6 are known to their network only (foundation/addresses.py)."""
MAX_OVERLAP = timedelta(days=7)
DEFAULT_OVERLAP = timedelta(days=1)
USE_NOTED_EVERY = timedelta(minutes=1)
CHANGEABLE = ("name", "role", "company_ids", "scopes", "allowed_addresses", "expires_at")


@dataclass(frozen=True)
class WithSecret:
    """A key, and its secret, which is shown once."""

    key: ApiKey
    secret: str = field(repr=False)


@transaction.atomic
def create(
    *,
    by: User,
    name: str,
    role: str,
    scopes: Sequence[str],
    company_ids: Sequence[UUID] | None = None,
    expires_at: datetime | None = None,
    allowed_addresses: Sequence[str] = (),
) -> WithSecret:
    """Make a key that acts for `by`, an admin of the organization; `company_ids` None is all companies.

    Raises Forbidden, Invalid, TooManyKeys.
    """
    _must_be_person(by)
    assert by.organization_id is not None
    organization = Organization.objects.select_for_update(no_key=True).get(id=by.organization_id)
    if ApiKey.objects.filter(organization=organization, revoked_at=None).count() >= MAX_KEYS:
        raise TooManyKeys
    check_is_ahead(expires_at)
    name, user_id, secret = checked_name(name, field="name"), uuid7(), make_secret()
    user = User(id=user_id, organization=organization, email=f"{user_id}@{DOMAIN}", full_name=name, acts_for=by)
    user.set_unusable_password()
    user.save(force_insert=True)
    key = ApiKey(
        organization=organization,
        user=user,
        name=name,
        role=role,
        company_ids=None if company_ids is None else list(company_ids),
        scopes=sorted(set(scopes)),
        allowed_addresses=checked_addresses(allowed_addresses),
        digest=digest_of(secret),
        ending=secret[-4:],
        expires_at=expires_at,
    )
    key.save(force_insert=True)
    audit.record("api_key.created", key, by=by, new=audit.values(key, CHANGEABLE))
    return WithSecret(key, secret)


@transaction.atomic
def update(key: ApiKey, *, by: User, **changes: Any) -> ApiKey:
    """Change what a key may do, its name or its end (`CHANGEABLE`). What is not named stays as it is.

    Whoever changes it, a key may do at most what the person who made it may. Raises Forbidden, Invalid, KeyRevoked.
    """
    key = _lock(key, by)
    old = audit.values(key, CHANGEABLE)
    if "name" in changes:
        key.name = checked_name(changes["name"], field="name")
    if "role" in changes:
        key.role = changes["role"]
    if "scopes" in changes:
        key.scopes = sorted(set(changes["scopes"]))
    if "company_ids" in changes:
        key.company_ids = None if changes["company_ids"] is None else list(changes["company_ids"])
    if "expires_at" in changes and changes["expires_at"] != key.expires_at:
        check_is_ahead(changes["expires_at"])
        key.expires_at = changes["expires_at"]
    if "allowed_addresses" in changes:
        key.allowed_addresses = checked_addresses(changes["allowed_addresses"])
    new = audit.values(key, CHANGEABLE)
    if new == old:
        return key
    if new["name"] != old["name"]:
        User.objects.filter(id=key.user_id).update(full_name=key.name, updated_at=timezone.now())
    key.save(update_fields=[*CHANGEABLE, "updated_at"])
    audit.record("api_key.updated", key, by=by, old=old, new=new)
    return key


@transaction.atomic
def rotate(key: ApiKey, *, by: User, overlap: timedelta = DEFAULT_OVERLAP) -> WithSecret:
    """Give a key a new secret; the old one works for `overlap` more. Raises Forbidden, KeyRevoked."""
    key = _lock(key, by)
    secret = make_secret()
    until = timezone.now() + min(overlap, MAX_OVERLAP)
    key.previous_digest, key.previous_expires_at = key.digest, min(until, key.expires_at or until)
    key.digest, key.ending = digest_of(secret), secret[-4:]
    key.save(update_fields=["digest", "ending", "previous_digest", "previous_expires_at", "updated_at"])
    audit.record("api_key.rotated", key, by=by, new={"previous_expires_at": key.previous_expires_at})
    return WithSecret(key, secret)


@transaction.atomic
def revoke(key: ApiKey, *, by: User) -> ApiKey:
    """End a key for good, at once. Raises Forbidden, KeyRevoked."""
    key = _lock(key, by)
    key.revoked_at = timezone.now()
    key.save(update_fields=["revoked_at", "updated_at"])
    User.objects.filter(id=key.user_id).update(is_active=False)
    audit.record("api_key.revoked", key, by=by)
    return key


def holder(secret: str, *, address: str, beside: Beside | None = None) -> User:
    """Return the user of a key, with the organization, the key, and the person it acts for.

    Raises InvalidToken, TokenExpired, TokenRevoked, KeyAddressRefused.
    """
    if not is_well_formed(secret):
        raise InvalidToken("This is not a valid API key.")
    digest, now = digest_of(secret), timezone.now()
    key, user = _found(digest, beside)
    if key.revoked_at is not None or not user.is_active or user.acts_for is None or not user.acts_for.is_active:
        raise TokenRevoked("The API key is revoked.")
    ends = (key.expires_at, None if key.digest == digest else key.previous_expires_at)
    if any(end is not None and end <= now for end in ends):
        raise TokenExpired("The API key has expired.")
    if not is_allowed(key, address):
        raise KeyAddressRefused
    user.api_key = key
    if key.role == CompanyRole.ADMIN and key.company_ids is None and user.acts_for.is_organization_admin:
        user.role = Role.ADMIN  # for this request; the row stays a member, so no key is the last admin
    _note_use(key, address, now)
    return user


def _found(digest: str, beside: Beside | None) -> tuple[ApiKey, User]:
    """Return a key, and its user with the organization and the maker, in one query. Raises InvalidToken."""
    sql, models, beside_at = _holder_query(*((beside.columns, beside.join) if beside else ()))
    rows = fetch(sql, [digest, *(beside.values if beside else ())])
    if not rows:
        raise InvalidToken("This is not a valid API key.")
    key, user, organization, maker = (
        model.from_db(DEFAULT_DB_ALIAS, names, rows[0][begin : begin + len(names)]) for model, names, begin in models
    )
    user.organization, user.acts_for = organization, maker if maker.pk else None
    if beside:
        beside.rows = [row[beside_at:] for row in rows]
    return key, user


@cache
def _holder_query(more: str = "", join: str = "") -> tuple[str, list[tuple[Any, list[str], int]], int]:
    """Return the query of `holder`, the models and fields that it reads, with the number of their first column, and
    the number of the first column after them.

    Every request with a key makes it. Written out, it saves Django compiling it: see `tokens.holder`.
    """
    tables: dict[str, Any] = {"k": ApiKey, "u": User, "o": Organization, "m": User}
    columns = [f"{alias}.{field.column}" for alias, model in tables.items() for field in model._meta.concrete_fields]
    sql = f"""
        SELECT {", ".join([*columns, *filter(None, [more])])} FROM api_key_of_digest(%s) k
        JOIN {User._meta.db_table} u ON u.id = k.user_id
        JOIN {Organization._meta.db_table} o ON o.id = k.organization_id
        LEFT JOIN {User._meta.db_table} m ON m.id = u.acts_for_id
        {join.format(person="m", among="k.company_ids")}
    """  # noqa: S608 -- names from our models
    fields = [[field.attname for field in model._meta.concrete_fields] for model in tables.values()]
    begins = accumulate(map(len, fields), initial=0)
    return sql, list(zip(tables.values(), fields, begins, strict=False)), len(columns)


def make_secret() -> str:
    """Return a new secret. Its end is a checksum, so that scanners for leaked secrets know one without asking us."""
    random = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LENGTH))
    return f"{PREFIX}{random}{_checksum(random)}"


def is_well_formed(secret: str) -> bool:
    random = secret.removeprefix(PREFIX)[:-CHECKSUM_LENGTH]
    return secret == f"{PREFIX}{random}{_checksum(random)}" and len(random) == RANDOM_LENGTH


def _checksum(random: str) -> str:
    number, digits = zlib.crc32(random.encode()), ""
    for _ in range(CHECKSUM_LENGTH):
        number, digit = divmod(number, len(ALPHABET))
        digits = ALPHABET[digit] + digits
    return digits


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def checked_addresses(addresses: Sequence[str]) -> list[str]:
    """Return addresses and networks in their usual form. Raises Invalid."""
    if len(addresses) > MAX_ADDRESSES:
        raise Invalid(f"Give at most {MAX_ADDRESSES} addresses.", field="allowed_addresses")
    found = []
    for position, text in enumerate(addresses):
        field = f"allowed_addresses[{position}]"
        try:
            network = ip_network(text)
        except ValueError:
            message = f"“{text[:MAX_ADDRESS_LENGTH]}” is not an address or a network such as 192.0.2.1 or 192.0.2.0/24."
            raise Invalid(message, field=field) from None
        if network.version == 6 and network.prefixlen > MAX_IPV6_PREFIX:
            raise Invalid(f"Networks of IPv6 have a prefix of {MAX_IPV6_PREFIX} at most.", field=field)
        found.append(str(network.network_address) if network.num_addresses == 1 else str(network))
    return found


def is_allowed(key: ApiKey, address: str) -> bool:
    """Tell whether a key may be used from this address (of IPv6, this network)."""
    if not key.allowed_addresses:
        return True
    try:
        client = ip_network(address)
    except ValueError:
        return False
    networks = [ip_network(text) for text in key.allowed_addresses]
    return any(client.version == one.version and client.subnet_of(one) for one in networks)  # type: ignore[arg-type]  # of one version


def _note_use(key: ApiKey, address: str, now: datetime) -> None:
    if key.last_used_at is None or now - key.last_used_at >= USE_NOTED_EVERY:
        with tenancy.organization(key.organization_id):
            ApiKey.objects.filter(id=key.id).update(last_used_at=now, last_used_address=address)


def check_is_ahead(expires_at: datetime | None) -> None:
    """Raise Invalid if a key would have expired already."""
    if expires_at is not None and expires_at <= timezone.now():
        raise Invalid("Must be in the future.", field="expires_at")


def _must_be_person(by: User) -> None:
    if by.acts_for_id is not None:
        raise Forbidden("An API key cannot manage API keys.")
    must_administer(by, by.organization_id)


def _lock(key: ApiKey, by: User) -> ApiKey:
    _must_be_person(by)
    assert by.organization_id is not None
    rows = ApiKey.objects.select_for_update(no_key=True, of=("self",))
    locked = rows.get(id=key.id, organization_id=by.organization_id)
    if locked.revoked_at is not None:
        raise KeyRevoked
    return locked
