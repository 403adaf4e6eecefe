"""The second factor of a sign-in: codes of an app (TOTP, RFC 6238), and recovery codes for users who have lost it.

Do not call these functions inside a transaction: a wrong code must count although it is refused.
"""

import math
import secrets
from base64 import b32encode
from urllib.parse import quote, urlencode

from django.db import transaction
from django.utils import timezone

from foundation import audit, encryption, mail, plain
from identity import sessions, slowdown
from identity.checks import prove
from identity.errors import CodeRequired, Forbidden, SecondFactorOn, TooManyAttempts, WrongCode
from identity.models import Authenticator, RecoveryCode, User

ISSUER = "Atlas"
MAX_CODE_LENGTH = 32
RECOVERY_CODES = 10
FEW_RECOVERY_CODES = 3
"""With this many codes or fewer left, the user should make new ones."""
RECOVERY_LETTERS = "abcdefghijkmnpqrstuvwxyz"
"""The characters of recovery codes, without l and o, which look like digits. Twelve characters have 55 bits."""
RECOVERY_GROUP, RECOVERY_GROUPS = 4, 3

TURNED_ON = "From now on, signing in to Atlas requires a code from your authenticator app."
TURNED_OFF = "Your authenticator app was removed. From now on, signing in to Atlas requires only your password."
RENEWED = "You have new recovery codes for Atlas. The old ones no longer work."
NOT_YOU = "If that was not you, set a new password at once and ask an admin of your organization for help."


def is_on(user: User) -> bool:
    return Authenticator.objects.filter(user=user, confirmed=True).exists()


def recovery_codes_left(user: User) -> int:
    """Return how many of the RECOVERY_CODES have not been used."""
    return RecoveryCode.objects.filter(authenticator__user=user, authenticator__confirmed=True).count()


def check(user: User, otp: str) -> Authenticator:
    """Use a code of the user's app, or a recovery code, and return the app. Raises CodeRequired, TooManyAttempts."""
    authenticator = _use(user, otp, confirmed=True)
    if authenticator is None:
        raise CodeRequired(user, WrongCode.message)
    return authenticator


def set_up(*, by: User, password: str, address: str, request_id: str = "") -> Authenticator:
    """Make a new secret for an app. It replaces one that was not confirmed.

    Raises WrongPassword, TooManyAttempts, SecondFactorOn.
    """
    prove(by, password=password, address=address, field="password")
    secret = encryption.encrypt(secrets.token_hex(Authenticator.SECRET_BYTES))
    with transaction.atomic():
        User.objects.lock(by.id)
        if is_on(by):
            raise SecondFactorOn
        Authenticator.objects.filter(user=by).delete()
        audit.record("user.second_factor_prepared", by, by=by, address=address, request_id=request_id)
        return Authenticator.objects.create(user=by, confirmed=False, encrypted_secret=secret)


def address_of(authenticator: Authenticator) -> str:
    """Return the content of the QR code: the Key URI that authenticator apps read (Google Authenticator wiki)."""
    label = quote(f"{ISSUER}:{authenticator.user.email}")
    return f"otpauth://totp/{label}?{urlencode({'secret': typed_secret(authenticator), 'issuer': ISSUER})}"


def typed_secret(authenticator: Authenticator) -> str:
    """Return the secret in base 32, as users type it into apps."""
    return b32encode(authenticator.secret).decode()


def confirm(*, by: User, code: str, address: str, request_id: str = "") -> tuple[Authenticator, list[str]]:
    """Turn the second factor on with the first code of the app. Return the app and the recovery codes, shown only now.

    All sessions opened without it end. The page that asks goes on with the new `token_version` of `by`. Raises
    WrongCode, TooManyAttempts.
    """
    slowdown.take(email=by.email, address=address)
    authenticator = _use(by, code, confirmed=False)
    if authenticator is None:
        raise WrongCode(field="code")
    slowdown.give_back(email=by.email, address=address)
    with transaction.atomic():
        _end_sessions(by)
        _must_be_there(authenticator)
        authenticator.confirmed = True
        authenticator.save(update_fields=["confirmed"])
        codes = _make_recovery_codes(authenticator)
        audit.record("user.second_factor_on", by, by=by, address=address, request_id=request_id)
        _tell(by, "Two-step sign-in is on", TURNED_ON)
    return authenticator, codes


def renew_recovery_codes(*, by: User, password: str, code: str, address: str, request_id: str = "") -> list[str]:
    """Replace the recovery codes and return the new ones, shown only now. Another person may have used the old ones.

    Ends sessions and raises errors as `turn_off` does.
    """
    authenticator = _prove_both(by, password=password, code=code, address=address)
    with transaction.atomic():
        _end_sessions(by)
        _must_be_there(authenticator)
        codes = _make_recovery_codes(authenticator)
        audit.record("user.recovery_codes_renewed", by, by=by, address=address, request_id=request_id)
        _tell(by, "New recovery codes", RENEWED)
    return codes


def turn_off(*, by: User, password: str, code: str, address: str, request_id: str = "") -> None:
    """Delete the app and its recovery codes.

    All sessions end, as after every change of a user's credentials. The page that asks goes on with the new
    `token_version` of `by`. Raises WrongPassword, WrongCode, TooManyAttempts.
    """
    authenticator = _prove_both(by, password=password, code=code, address=address)
    with transaction.atomic():
        _end_sessions(by)
        _must_be_there(authenticator)
        authenticator.delete()
        audit.record("user.second_factor_off", by, by=by, address=address, request_id=request_id)
        _tell(by, "Two-step sign-in is off", TURNED_OFF)


@transaction.atomic
def remove(user: User, *, by: User) -> bool:
    """Turn it off for a user who has lost the app and the codes. Return whether it was on. Staff must know who asks.

    All sessions end, because a person who found the app may be signed in. Raises Forbidden.
    """
    if not by.may_support(user):
        raise Forbidden
    User.objects.lock(user.id)  # before the app, in the same order as `confirm`
    was_on = Authenticator.objects.filter(user=user, confirmed=True).delete()[0] > 0
    if was_on:
        audit.record("user.second_factor_off", user, by=by)
        _end_sessions(user)
        _tell(user, "Two-step sign-in is off", TURNED_OFF)
    return was_on


def _end_sessions(user: User) -> None:
    locked = User.objects.lock(user.id)
    if locked is not None:
        sessions.end_all(locked)
        locked.save(update_fields=["token_version", "updated_at"])
        user.token_version = locked.token_version


def _must_be_there(authenticator: Authenticator) -> None:
    """Raise WrongCode if an app was removed or replaced after its code was checked. Lock its user before."""
    if not Authenticator.objects.filter(id=authenticator.id).exists():
        raise WrongCode(field="code")


def _prove_both(by: User, *, password: str, code: str, address: str) -> Authenticator:
    prove(by, password=password, address=address, field="password")
    slowdown.take(email=by.email, address=address)
    authenticator = _use(by, code, confirmed=True)
    if authenticator is None:
        raise WrongCode(field="code")
    slowdown.give_back(email=by.email, address=address)
    return authenticator


@transaction.atomic
def _use(user: User, code: str, *, confirmed: bool) -> Authenticator | None:
    authenticator = Authenticator.objects.select_for_update().filter(user=user, confirmed=confirmed).first()
    if authenticator is None:
        return None
    is_allowed, why = authenticator.verify_is_allowed()
    if not is_allowed:
        wait = (why["locked_until"] - timezone.now()).total_seconds()
        raise TooManyAttempts(retry_after=max(1, math.ceil(wait)))
    return authenticator if authenticator.verify_token(code) else None


def _make_recovery_codes(authenticator: Authenticator) -> list[str]:
    authenticator.recovery_codes.all().delete()
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    digests = [RecoveryCode.digest_of(code.replace("-", "")) for code in codes]
    RecoveryCode.objects.bulk_create(RecoveryCode(authenticator=authenticator, digest=digest) for digest in digests)
    return codes


def _recovery_code() -> str:
    groups = ["".join(secrets.choice(RECOVERY_LETTERS) for _ in range(RECOVERY_GROUP)) for _ in range(RECOVERY_GROUPS)]
    return "-".join(groups)


def _tell(user: User, subject: str, text: str) -> None:
    body = f"Hello {plain.one_line(user.full_name)},\n\n{text}\n\n{NOT_YOU}\n"
    mail.send(to=user.email, subject=subject, body=body)
