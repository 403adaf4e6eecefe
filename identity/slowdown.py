"""Slow down guesses of passwords: per account and address, per address, and per account from everywhere.

Nobody is locked out: tries from everywhere do not count for an address from which the account has signed in before, and
setting a new password by a mailed link resets them and those of the account at the address where the link was used.

An allowance is one row with one moment (the generic cell rate algorithm, ITU-T I.371): some tries at once, then one in
each interval. The daily limits are allowances too (identity/daily_limits.py). They are in PostgreSQL, without which
nobody could sign in anyway, so they do not depend on Valkey or a process. A try is taken before the password is
checked, so that parallel guesses all count, and given back if the password was right. Keys are digests, because people
type passwords into the wrong field.
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
    """Allow `tries` at once, then one per interval `every`."""

    tries: int
    every: timedelta


ACCOUNT_PACE = Pace(tries=5, every=timedelta(seconds=60))
ADDRESS_PACE = Pace(tries=30, every=timedelta(seconds=20))
EVERYWHERE_PACE = Pace(tries=50, every=timedelta(seconds=60))
"""Per account, from all addresses together from which it has not signed in before."""
SWEPT_AT_ONCE = 20

# A moment further ahead than tries lead was written before the clock was put back. Then one try is left.
TAKE = """
INSERT INTO identity_signinallowance AS allowance (key, spent_until) VALUES (%(key)s, clock_timestamp() + %(every)s)
ON CONFLICT (key) DO UPDATE SET spent_until =
    least(greatest(allowance.spent_until, clock_timestamp()), clock_timestamp() + %(ahead)s) + %(every)s
WHERE allowance.spent_until <= clock_timestamp() + %(ahead)s
    OR allowance.spent_until > clock_timestamp() + %(ahead)s + %(every)s
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
    """Take one try from each allowance. Call it outside any transaction, so that no rollback gives it back.

    `is_known`: the account has signed in from this address before, or is signed in now. Raises TooManyAttempts, and
    then takes no try.
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
    """Take one try in the caller's transaction and return 0. If there is none, return the seconds until the next."""
    values = _values(key, pace)
    with connection.cursor() as cursor:
        cursor.execute(TAKE, values)
        if cursor.fetchone():
            return 0
        cursor.execute(WAIT, values)
        row = cursor.fetchone()
    return max(1, math.ceil(row[0])) if row else 1


def reserve(key: str, pace: Pace) -> timedelta:
    """Take the next try in the caller's transaction, even if it is in the future. Return the time until then."""
    with connection.cursor() as cursor:
        cursor.execute(RESERVE, _values(key, pace))
        wait: timedelta = cursor.fetchone()[0]
    return wait


def _values(key: str, pace: Pace) -> dict[str, Any]:
    return {"key": key, "every": pace.every, "ahead": pace.every * (pace.tries - 1)}


def give_back(*, email: str, address: str, is_known: bool = True) -> None:
    """After a right password, reset the tries of the account at this address, and give one try back to the others."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [_account_key(email, address)])
    give_back_halfway(email=email, address=address, is_known=is_known)


def forget(*, email: str, address: str) -> None:
    """Reset the account's tries from everywhere and at this address, where its owner has used a link in the mailbox."""
    with connection.cursor() as cursor:
        for key in (_everywhere_key(email), _account_key(email, address)):
            cursor.execute(FORGET, [key])


def give_back_halfway(*, email: str, address: str, is_known: bool = True) -> None:
    """Give one try back to the address and to the account from everywhere, but not to the account at this address."""
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
    """Return the key of an allowance, from which the text cannot be read."""
    return salted_hmac("identity.slowdown", text, algorithm="sha256").hexdigest()
