"""Signing in, and how guessing is slowed down."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Lock
from typing import Any

import argon2
import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.db.models import F

from foundation.refusals import Refusal
from identity import operations, slowdown, tokens
from identity.errors import TooManyAttempts, WrongCredentials
from identity.hashing import HASHING_AT_ONCE, Argon2
from identity.models import RefreshToken, SignInAllowance, User
from identity.slowdown import ACCOUNT_PACE, ADDRESS_PACE, EVERYWHERE_PACE
from tests.people import PASSWORD, make_admin, make_organization, make_user

HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def user(db: None) -> User:
    return make_admin(make_organization(), "ada@example.com")


def sign_in(email: str = "ada@example.com", password: str = PASSWORD, address: str = HERE) -> operations.SignedIn:
    return operations.sign_in(email=email, password=password, address=address)


def fail(times: int, email: str = "ada@example.com", address: str = HERE) -> None:
    for _ in range(times):
        with pytest.raises(WrongCredentials):
            sign_in(email, "not the password", address)


def pass_time(seconds: float) -> None:
    SignInAllowance.objects.update(spent_until=F("spent_until") - timedelta(seconds=seconds))


@pytest.mark.parametrize("email", ["ada@example.com", " ADA@Example.COM "])
def test_the_right_password_signs_in_whatever_the_case_of_the_address(user: User, email: str) -> None:
    signed_in = sign_in(email)
    assert signed_in.user == user
    assert signed_in.tokens.expires_in == 3600
    access, refresh = (
        tokens.read_access(signed_in.tokens.access_token),
        tokens.read_refresh(signed_in.tokens.refresh_token),
    )
    assert access.user_id == refresh.user_id == user.id
    assert RefreshToken.objects.get().id == refresh.id
    user.refresh_from_db()
    assert user.last_login


@pytest.fixture
def argon2_work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every run of Argon2, with its parameters."""
    runs: list[str] = []
    hash_secret, verify_secret = argon2.low_level.hash_secret, argon2.low_level.verify_secret

    def hashed(secret: bytes, salt: bytes, **parameters: Any) -> bytes:
        encoded = hash_secret(secret, salt, **parameters)
        runs.append(encoded.decode().rsplit("$", 2)[0])
        return encoded

    def verified(encoded: bytes, *args: Any) -> bool:
        runs.append(encoded.decode().rsplit("$", 2)[0])
        return verify_secret(encoded, *args)

    monkeypatch.setattr("argon2.low_level.hash_secret", hashed)
    monkeypatch.setattr("argon2._password_hasher.verify_secret", verified)
    return runs


def without_organization() -> User:
    return make_user(None, "staff@example.com", is_staff=True)


def without_password() -> User:
    user = make_user(make_organization(), "unusable@example.com")
    user.set_unusable_password()
    user.save()
    return user


REFUSED: dict[str, Callable[[], tuple[str, str]]] = {
    "a wrong password": lambda: ("ada@example.com", "not the password"),
    "an unknown address": lambda: ("nobody@example.com", PASSWORD),
    "an inactive user": lambda: (make_user(make_organization(), is_active=False).email, PASSWORD),
    "staff without an organization": lambda: (without_organization().email, PASSWORD),
    "a user without a password": lambda: (without_password().email, PASSWORD),
}


@pytest.mark.parametrize("case", REFUSED)
def test_every_refusal_is_the_same_and_costs_the_same(user: User, argon2_work: list[str], case: str) -> None:
    sign_in()
    (right,) = argon2_work
    argon2_work.clear()
    email, password = REFUSED[case]()
    before = list(User.objects.order_by("id").values()), list(RefreshToken.objects.values())
    with pytest.raises(WrongCredentials) as refusal:
        sign_in(email, password)
    assert str(refusal.value) == WrongCredentials.message
    assert argon2_work == [right]
    assert (list(User.objects.order_by("id").values()), list(RefreshToken.objects.values())) == before


def test_a_password_too_long_is_not_hashed(user: User, argon2_work: list[str]) -> None:
    with pytest.raises(WrongCredentials):
        sign_in(password="x" * 1_000_000)
    assert argon2_work == []


def test_failures_slow_down_the_account_at_that_address_and_nowhere_else(user: User, argon2_work: list[str]) -> None:
    fail(ACCOUNT_PACE.tries)
    argon2_work.clear()
    with pytest.raises(TooManyAttempts) as refusal:
        sign_in()
    assert 30 <= refusal.value.retry_after <= 60
    assert argon2_work == []
    assert sign_in(address=ELSEWHERE).user == user
    with pytest.raises(TooManyAttempts):
        sign_in()


def test_an_unknown_account_is_slowed_down_the_same(user: User) -> None:
    fail(ACCOUNT_PACE.tries, "nobody@example.com")
    with pytest.raises(TooManyAttempts) as refusal:
        sign_in("nobody@example.com")
    assert 30 <= refusal.value.retry_after <= 60


def test_one_more_try_comes_with_each_minute_and_refused_ones_cost_nothing(user: User) -> None:
    fail(ACCOUNT_PACE.tries)
    for _ in range(3):
        with pytest.raises(TooManyAttempts):
            sign_in()
    pass_time(60)
    fail(1)
    with pytest.raises(TooManyAttempts):
        sign_in()
    pass_time(60)
    assert sign_in().user == user
    fail(ACCOUNT_PACE.tries)  # success has forgiven the failures before it


def test_a_clock_that_is_put_back_locks_nobody_out(user: User) -> None:
    fail(2)
    pass_time(-86_400)  # the tries were made by a clock that was a day ahead
    fail(1)
    with pytest.raises(TooManyAttempts) as refusal:
        sign_in()
    assert refusal.value.retry_after <= ACCOUNT_PACE.every.total_seconds()
    pass_time(ACCOUNT_PACE.every.total_seconds())
    assert sign_in().user == user


def test_failures_on_many_accounts_slow_down_the_address(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "make_password", lambda password: "")
    for number in range(ADDRESS_PACE.tries):
        fail(1, f"nobody-{number}@example.com")
    before = list(SignInAllowance.objects.order_by("key").values())
    with pytest.raises(TooManyAttempts) as refusal:
        sign_in()
    assert 5 <= refusal.value.retry_after <= 20
    assert list(SignInAllowance.objects.order_by("key").values()) == before, "and the account has not paid for it"
    assert sign_in(address=ELSEWHERE).user == user


def test_success_does_not_use_up_the_address_of_a_busy_office(user: User) -> None:
    for _ in range(ADDRESS_PACE.tries + 2):
        slowdown.take(email=user.email, address=HERE)
        slowdown.give_back(email=user.email, address=HERE)
    assert sign_in().user == user


def test_allowances_that_are_whole_again_are_swept(user: User) -> None:
    fail(1, "somebody@example.com", ELSEWHERE)
    pass_time(3600)
    fail(1)
    assert SignInAllowance.objects.count() == 3, "of the account here, of the address, of the account everywhere"


def test_guessing_one_account_from_many_addresses_is_slowed_down_but_not_its_owner(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(address=HERE)
    monkeypatch.setattr(User, "check_password", lambda self, password: password == PASSWORD)
    for number in range(EVERYWHERE_PACE.tries):
        fail(1, address=f"203.0.113.{number}")
    with pytest.raises(TooManyAttempts):
        sign_in(address="203.0.113.200")
    assert sign_in(address=HERE).user == user, "the owner comes in from where they were before"
    operations.reset_password(User.objects.get(id=user.id), new_password="another fine secret")
    monkeypatch.undo()
    assert sign_in(password="another fine secret", address="203.0.113.200").user == user


def test_passwords_are_hashed_as_owasp_says_and_old_hashes_are_replaced(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Argon2, "time_cost", 2)
    monkeypatch.setattr(Argon2, "memory_cost", 19 * 1024)
    old = User.objects.get(id=user.id).password
    assert not old.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    sign_in()
    assert User.objects.get(id=user.id).password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_no_more_passwords_are_hashed_at_once_than_memory_is_meant_for(monkeypatch: pytest.MonkeyPatch) -> None:
    running, most = 0, 0
    lock = Lock()

    def slow(self: Any, password: str, salt: str) -> str:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.02)
        with lock:
            running -= 1
        return "argon2$x"

    monkeypatch.setattr(Argon2PasswordHasher, "encode", slow)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: Argon2().encode("password", "salt"), range(16)))
    assert most == HASHING_AT_ONCE


def test_allowances_tell_nobody_who_tried(user: User) -> None:
    fail(1)
    keys = " ".join(SignInAllowance.objects.values_list("key", flat=True))
    assert "ada" not in keys
    assert HERE not in keys


@pytest.mark.django_db(transaction=True)
def test_parallel_guesses_get_no_more_tries_than_one_after_the_other() -> None:
    make_admin(make_organization(), "ada@example.com")

    def guess(number: int) -> type[Refusal]:
        try:
            sign_in(password=f"guess {number}")
        except Refusal as error:
            return type(error)
        finally:
            connection.close()
        raise AssertionError("a guess signed in")

    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(guess, range(16)))
    assert outcomes.count(WrongCredentials) == ACCOUNT_PACE.tries
    assert outcomes.count(TooManyAttempts) == 16 - ACCOUNT_PACE.tries
