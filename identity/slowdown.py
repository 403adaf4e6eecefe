"""Slow down guessing of passwords: per account and address, per address, and per account from everywhere.

Nobody is locked out: what is spent from everywhere does not hinder an address from which the account has signed in
before, and setting a new password by a mailed link forgets it.

An allowance is one row and one moment (the generic cell rate algorithm, ITU-T I.371): some tries at once, then one
every so often. The daily limits are allowances too (identity/daily_limits.py). It lives in PostgreSQL, without which
nobody could sign in anyway, so it outlives Valkey and every process. A try is taken before the password is looked at,
so parallel guesses cannot slip through, and given back if the password was right. Keys are digests: people type
passwords into the wrong field.
"""

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from identity.errors import TooManyAttempts


@dataclass(frozen=True)
class Pace:
    """`tries` at once, then one each `every`."""

    tries: int
    every: timedelta


ACCOUNT_PACE = Pace(tries=5, every=timedelta(seconds=60))
ADDRESS_PACE = Pace(tries=30, every=timedelta(seconds=20))
EVERYWHERE_PACE = Pace(tries=50, every=timedelta(seconds=60))
"""Of one account, from all addresses together that it has not signed in from before."""
SWEPT_AT_ONCE = 20

TAKE = """
INSERT INTO identity_signinallowance AS allowance (key, spent_until) VALUES (%(key)s, clock_timestamp() + %(every)s)
ON CONFLICT (key) DO UPDATE SET spent_until = greatest(allowance.spent_until, clock_timestamp()) + %(every)s
WHERE allowance.spent_until <= clock_timestamp() + %(ahead)s
RETURNING 1
"""
RESERVE = """
INSERT INTO identity_signinallowance AS allowance (key, spent_until) VALUES (%(key)s, clock_timestamp() + %(every)s)
ON CONFLICT (key) DO UPDATE SET spent_until = greatest(allowance.spent_until, clock_timestamp()) + %(every)s
RETURNING spent_until - %(every)s - %(ahead)s - clock_timestamp()
"""
WAIT = """
SELECT extract(epoch FROM spent_until - %(ahead)s - clock_timestamp()) FROM identity_signinallowance WHERE key = %(key)s
"""
SWEEP = """
DELETE FROM identity_signinallowance WHERE key IN (
    SELECT key FROM identity_signinallowance WHERE spent_until < clock_timestamp() LIMIT %s FOR UPDATE SKIP LOCKED
)
"""
FORGET = "DELETE FROM identity_signinallowance WHERE key = %s"
GIVE_BACK = "UPDATE identity_signinallowance SET spent_until = spent_until - make_interval(secs => %s) WHERE key = %s"


def take(*, email: str, address: str, is_known: bool = True) -> None:
    """Take one try from each allowance, for good whatever comes of it: call outside any transaction.

    `is_known` tells that the account has signed in from this address before, or that it is signed in now. Raises
    TooManyAttempts, and then takes none.
    """
    allowances = [(_account_key(email, address), ACCOUNT_PACE), (_address_key(address), ADDRESS_PACE)]
    if not is_known:
        allowances.append((_everywhere_key(email), EVERYWHERE_PACE))
    with transaction.atomic(), connection.cursor() as cursor:
        for key, pace in allowances:
            if wait := spend(key, pace):
                raise TooManyAttempts(retry_after=wait)
        cursor.execute(SWEEP, [SWEPT_AT_ONCE])


def spend(key: str, pace: Pace) -> int:
    """Take one try in the caller's transaction and return 0; or take none, and return in how many seconds one comes."""
    values = _values(key, pace)
    with connection.cursor() as cursor:
        cursor.execute(TAKE, values)
        if cursor.fetchone():
            return 0
        cursor.execute(WAIT, values)
        row = cursor.fetchone()
    return max(1, math.ceil(row[0])) if row else 1


def reserve(key: str, pace: Pace) -> timedelta:
    """Take the next try in the caller's transaction, even if it is still to come; return how long it is until then."""
    with connection.cursor() as cursor:
        cursor.execute(RESERVE, _values(key, pace))
        wait: timedelta = cursor.fetchone()[0]
    return wait


def _values(key: str, pace: Pace) -> dict[str, Any]:
    return {"key": key, "every": pace.every, "ahead": pace.every * (pace.tries - 1)}


def give_back(*, email: str, address: str, is_known: bool = True) -> None:
    """Forget the failures of an account at an address, and return this one try to the others: it was right."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [_account_key(email, address)])
    give_back_halfway(email=email, address=address, is_known=is_known)


def forget_everywhere(email: str) -> None:
    """Forget what was tried from everywhere: the owner has shown that the mailbox is theirs."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [_everywhere_key(email)])


def give_back_halfway(*, email: str, address: str, is_known: bool = True) -> None:
    """Return one try to an address, and to an account from everywhere; none to the account at this address."""
    with connection.cursor() as cursor:
        cursor.execute(GIVE_BACK, [ADDRESS_PACE.every.total_seconds(), _address_key(address)])
        if not is_known:
            cursor.execute(GIVE_BACK, [EVERYWHERE_PACE.every.total_seconds(), _everywhere_key(email)])


def _account_key(email: str, address: str) -> str:
    return digest(f"account {email} {address}")


def _address_key(address: str) -> str:
    return digest(f"address {address}")


def _everywhere_key(email: str) -> str:
    return digest(f"everywhere {email}")


def digest(text: str) -> str:
    """Return the key of what is limited: nobody reads it back."""
    return salted_hmac("identity.slowdown", text, algorithm="sha256").hexdigest()
