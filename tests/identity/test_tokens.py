"""Access tokens, refresh tokens, and what ends them."""

import base64
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import jwt
import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.db.models import F
from django.utils import timezone

from api.tasks import forget_old
from identity import operations, tokens
from identity.errors import InvalidToken, TokenExpired, TokenReused, TokenRevoked, WrongCredentials, WrongPassword
from identity.models import RefreshToken, User
from identity.tokens import Tokens
from tests.people import PASSWORD, make_admin, make_organization, make_user

HERE = "192.0.2.1"
OURS = tokens.key_id(settings.JWT_SIGNING_KEY)
NEW_PASSWORD = "another fine secret"


@pytest.fixture
def user(db: None) -> User:
    return make_admin(make_organization())


def test_a_token_says_who_and_not_what_for(user: User) -> None:
    claims = jwt.decode(tokens.issue(user).access_token, options={"verify_signature": False})
    assert set(claims) == {"sub", "ver", "fam", "jti", "exp", "iat", "iss", "aud", "token_type"}
    assert claims["exp"] - claims["iat"] == 3600


def forged(
    user: User, key: str = settings.JWT_SIGNING_KEY, algorithm: str = "HS256", kid: Any = OURS, **changed: Any
) -> str:
    claims = jwt.decode(tokens.issue(user).access_token, options={"verify_signature": False}) | changed
    claims = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": kid} if kid else None)


def encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


FORGERIES: dict[str, Callable[[User], str]] = {
    "empty": lambda user: "",
    "not a token": lambda user: "a.b.c",
    "not ASCII": lambda user: "€.€.€",
    "endless": lambda user: "a" * 1_000_000,
    "nested": lambda user: base64.urlsafe_b64encode(b"[" * 400).decode() + ".e30.",
    "a refresh token": lambda user: tokens.issue(user).refresh_token,
    "another key": lambda user: forged(user, key="x" * 64),
    "another algorithm": lambda user: forged(user, algorithm="HS512"),
    "no algorithm": lambda user: ".".join(
        [encoded({"alg": "none", "typ": "JWT"}), tokens.issue(user).access_token.split(".")[1], ""]
    ),
    "another issuer": lambda user: forged(user, iss="somebody"),
    "no issuer": lambda user: forged(user, iss=None),
    "another audience": lambda user: forged(user, aud="somebody"),
    "no audience": lambda user: forged(user, aud=None),
    "no type": lambda user: forged(user, token_type=None),
    "expired": lambda user: forged(user, exp=1),
    "no expiry": lambda user: forged(user, exp=None),
    "no id": lambda user: forged(user, jti=None),
    "an odd id": lambda user: forged(user, jti="17"),
    "no user": lambda user: forged(user, sub=None),
    "an odd user": lambda user: forged(user, sub="ada"),
    "no version": lambda user: forged(user, ver=None),
    "an odd version": lambda user: forged(user, ver="many"),
    "a version that is a list": lambda user: forged(user, ver=[0]),
    "a version without end": lambda user: forged(user, ver=float("inf")),
    "an end in 10^22 years": lambda user: forged(user, exp=10**30),
    "no end": lambda user: forged(user, exp=float("inf")),
    "an end before all time": lambda user: forged(user, exp=-(10**30)),
    "a beginning in 10^22 years": lambda user: forged(user, nbf=10**30),
    "a beginning that is no number": lambda user: forged(user, nbf=float("inf")),
    "made in 10^22 years": lambda user: forged(user, iat=10**30),
    "made at no time": lambda user: forged(user, iat=float("inf")),
    "a number of an odd type": lambda user: forged(user, jti=5),
    "a user of an odd type": lambda user: forged(user, sub=[5]),
    "no key": lambda user: forged(user, kid=None),
    "a key of nobody": lambda user: forged(user, kid="00000000"),
    "no family": lambda user: forged(user, fam=None),
    "an odd family": lambda user: forged(user, fam=17),
}


@pytest.mark.parametrize("case", FORGERIES)
def test_only_our_own_access_tokens_are_read(user: User, case: str) -> None:
    tokens.read_access(forged(user))
    with pytest.raises(InvalidToken):
        tokens.read_access(FORGERIES[case](user))


def test_our_tokens_are_well_below_the_longest_we_read(user: User) -> None:
    user.token_version = 2**31 - 1
    pair = tokens.issue(user)
    assert max(len(pair.access_token), len(pair.refresh_token)) < tokens.MAX_TOKEN_LENGTH - 100


def test_an_access_token_lives_for_an_hour(user: User) -> None:
    with time_machine.travel("2026-01-15T10:00:00Z", tick=False) as clock:
        text = tokens.issue(user).access_token
        clock.shift(3599)
        tokens.read_access(text)
        clock.shift(1)
        with pytest.raises(InvalidToken):
            tokens.read_access(text)


@pytest.mark.parametrize("read", [tokens.read_access, tokens.read_refresh])
def test_a_token_counts_at_once_where_the_clock_is_behind_and_nowhere_longer(
    user: User, read: Callable[[str], tokens.Claims]
) -> None:
    with time_machine.travel("2026-01-15T10:00:00Z", tick=False) as clock:
        pair = tokens.issue(user)
        text = pair.access_token if read is tokens.read_access else pair.refresh_token
        clock.shift(-61)
        with pytest.raises(InvalidToken):
            read(text)
        clock.shift(1)
        ends_at = read(text).expires_at
        clock.move_to(ends_at - 1)
        read(text)
        clock.move_to(ends_at)
        with pytest.raises(TokenExpired):
            read(text)


def is_good(pair: Tokens) -> bool:
    """Whether the refresh token could still be used, without using it."""
    claims = tokens.read_refresh(pair.refresh_token)
    row = RefreshToken.objects.select_related("user").get(id=claims.id)
    return (
        row.used_at is None
        and row.revoked_at is None
        and row.user.is_active
        and row.user.token_version == claims.version
    )


def test_a_refresh_token_gives_one_new_pair(user: User) -> None:
    first = tokens.issue(user)
    second = operations.rotate(refresh_token=first.refresh_token)
    third = operations.rotate(refresh_token=second.refresh_token)
    assert tokens.read_access(third.access_token).user_id == user.id
    assert RefreshToken.objects.values("family_id").distinct().count() == 1
    assert [is_good(pair) for pair in (first, second, third)] == [False, False, True]


def test_a_used_token_that_comes_back_later_ends_its_family_and_no_other(user: User) -> None:
    other = tokens.issue(user)
    first = tokens.issue(user)
    second = operations.rotate(refresh_token=first.refresh_token)
    third = operations.rotate(refresh_token=second.refresh_token)
    pass_time(operations.REUSE_GRACE)
    for pair in (first, third, second):
        with pytest.raises(TokenRevoked):
            operations.rotate(refresh_token=pair.refresh_token)
    for pair in (first, second, third):
        with pytest.raises(TokenRevoked):
            tokens.holder(tokens.read_access(pair.access_token))
    assert RefreshToken.objects.filter(revoked_at=None).count() == 1
    operations.rotate(refresh_token=other.refresh_token)
    assert tokens.holder(tokens.read_access(other.access_token)) == user


def pass_time(span: timedelta) -> None:
    RefreshToken.objects.exclude(used_at=None).update(used_at=F("used_at") - span)


def test_a_used_token_that_comes_back_at_once_is_refused_and_nothing_else_happens(user: User) -> None:
    first = tokens.issue(user)
    second = operations.rotate(refresh_token=first.refresh_token)
    pass_time(operations.REUSE_GRACE - timedelta(seconds=5))
    before = list(RefreshToken.objects.order_by("id").values())
    with pytest.raises(TokenReused):
        operations.rotate(refresh_token=first.refresh_token)
    assert list(RefreshToken.objects.order_by("id").values()) == before
    assert tokens.holder(tokens.read_access(first.access_token)) == user
    operations.rotate(refresh_token=second.refresh_token)


def test_a_family_ends_however_often_it_is_refreshed(user: User) -> None:
    with time_machine.travel("2026-01-15T10:00:00Z", tick=False) as clock:
        pair = tokens.issue(user)
        for _ in range(4):
            clock.shift(timedelta(days=22))
            pair = operations.rotate(refresh_token=pair.refresh_token)
        clock.shift(timedelta(days=2) - timedelta(seconds=1))
        access = operations.rotate(refresh_token=pair.refresh_token).access_token
        tokens.holder(tokens.read_access(access))
        clock.shift(1)
        with pytest.raises(TokenRevoked):
            tokens.holder(tokens.read_access(access))


def test_signing_out_ends_the_family_and_no_other(user: User) -> None:
    other, first = tokens.issue(user), tokens.issue(user)
    second = operations.rotate(refresh_token=first.refresh_token)
    operations.sign_out(refresh_token=second.refresh_token)
    assert not is_good(second)
    assert is_good(other)
    for pair in (first, second):
        with pytest.raises(TokenRevoked):
            tokens.holder(tokens.read_access(pair.access_token))
    assert tokens.holder(tokens.read_access(other.access_token)) == user
    operations.sign_out(refresh_token=second.refresh_token)
    with pytest.raises(InvalidToken):
        operations.rotate(refresh_token=second.refresh_token)


def deactivate(user: User) -> None:
    operations.update_user(user, by=make_admin(user.organization), is_active=False)


def deactivate_and_back(user: User) -> None:
    admin = make_admin(user.organization)
    operations.update_user(user, by=admin, is_active=False)
    operations.update_user(user, by=admin, is_active=True)


def remove(user: User) -> None:
    operations.remove_user(user, by=make_admin(user.organization))


def delete(user: User) -> None:
    make_admin(user.organization)
    User.objects.filter(id=user.id).delete()


def change_password(user: User) -> None:
    operations.change_password(by=user, current_password=PASSWORD, new_password=NEW_PASSWORD, address=HERE)


@pytest.mark.parametrize("end", [deactivate, deactivate_and_back, remove, delete, change_password])
def test_what_ends_a_users_sessions_ends_all_refresh_tokens(user: User, end: Callable[[User], None]) -> None:
    pair = tokens.issue(user)
    end(user)
    made = RefreshToken.objects.count()
    with pytest.raises(InvalidToken):
        operations.rotate(refresh_token=pair.refresh_token)
    assert RefreshToken.objects.count() == made


def test_changing_the_password_gives_the_one_good_pair(user: User) -> None:
    pair = operations.change_password(by=user, current_password=PASSWORD, new_password=NEW_PASSWORD, address=HERE)
    assert is_good(pair)
    assert operations.sign_in(email=user.email, password=NEW_PASSWORD, address=HERE).user == user


def test_a_wrong_current_password_changes_nothing(user: User) -> None:
    pair, before = tokens.issue(user), User.objects.values().get(id=user.id)
    with pytest.raises(WrongPassword) as refusal:
        operations.change_password(by=user, current_password="wrong", new_password=NEW_PASSWORD, address=HERE)
    assert refusal.value.field == "current_password"
    assert User.objects.values().get(id=user.id) == before
    assert is_good(pair)


def test_expired_refresh_tokens_are_refused_and_swept_also_if_their_user_never_comes_back(user: User) -> None:
    with time_machine.travel(timezone.now() - timedelta(days=30, minutes=1)):
        old = tokens.issue(user)
    with pytest.raises(InvalidToken):
        operations.rotate(refresh_token=old.refresh_token)
    pair = tokens.issue(make_user(user.organization))
    forget_old()
    assert RefreshToken.objects.count() == 1
    assert is_good(pair)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run calls in threads that start together; return each result, or the refusal it raised."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            barrier.wait(10)
            return call()
        except (InvalidToken, WrongCredentials, WrongPassword) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


@pytest.mark.django_db(transaction=True)
def test_of_parallel_uses_of_a_refresh_token_exactly_one_succeeds() -> None:
    user = make_admin(make_organization())
    for _ in range(10):
        pair = tokens.issue(user)
        results = at_once(*[lambda pair=pair: operations.rotate(refresh_token=pair.refresh_token)] * 6)
        assert sorted(type(result).__name__ for result in results) == ["TokenReused"] * 5 + ["Tokens"]
        (winner,) = [result for result in results if isinstance(result, Tokens)]
        assert is_good(winner), "the losers of the race do not sign the winner out"


@pytest.mark.django_db(transaction=True)
def test_no_descendant_escapes_the_end_of_its_family() -> None:
    user = make_admin(make_organization())
    for _ in range(10):
        first = tokens.issue(user)
        second = operations.rotate(refresh_token=first.refresh_token)
        pass_time(operations.REUSE_GRACE)
        at_once(
            lambda first=first: operations.rotate(refresh_token=first.refresh_token),
            lambda second=second: operations.rotate(refresh_token=second.refresh_token),
        )
    assert not RefreshToken.objects.filter(revoked_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_no_session_survives_a_change_of_password_made_at_the_same_moment() -> None:
    organization = make_organization()
    for _ in range(12):
        user = make_user(organization)
        pair = tokens.issue(user)
        changed, *others = at_once(
            lambda user=user: operations.change_password(
                by=user, current_password=PASSWORD, new_password=NEW_PASSWORD, address=HERE
            ),
            lambda user=user: operations.sign_in(email=user.email, password=PASSWORD, address="192.0.2.2").tokens,
            lambda pair=pair: operations.rotate(refresh_token=pair.refresh_token),
        )
        assert is_good(changed)
        assert not [other for other in others if isinstance(other, Tokens) and is_good(other)]
