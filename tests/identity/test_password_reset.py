"""A forgotten password: one link by mail that works once, for an hour, and nobody learns who has an account."""

import re
from typing import Any

import pytest
from django.core import mail as outbox
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation import mail
from foundation.models import OutgoingEmail
from identity import operations, tokens
from identity.errors import InvalidToken, TooManyAttempts, WrongCredentials
from identity.models import User
from identity.slowdown import ACCOUNT_PACE
from tests.people import PASSWORD, make_admin, make_organization, make_user

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = "127.0.0.1", "203.0.113.7"
FORM = {"new_password1": "quite a secret", "new_password2": "quite a secret"}


@pytest.fixture
def user() -> User:
    return make_admin(make_organization(), "ada@example.com")


def ask(email: str = "ada@example.com", client: Client | None = None) -> Any:
    return (client or Client()).post("/forgot-password", {"email": email})


def mailed_link() -> str:
    """Send what waits, and return the path of the last link."""
    mail.drain(seconds=5)
    found = re.search(r"(/reset-password/\S+)", str(outbox.outbox[-1].body))
    assert found is not None
    return found[1]


def test_the_mailed_link_sets_a_password_once_and_ends_all_sessions(user: User) -> None:
    pair = tokens.issue(user)
    assert ask(" Ada@Example.COM ")["Location"] == "/forgot-password/mailed"
    link = mailed_link()
    (message,) = outbox.outbox
    assert message.to == ["ada@example.com"]
    client = Client()
    form = client.get(link)["Location"]
    assert link.rpartition("/")[2] not in form, "the token leaves the address"
    assert client.post(form, FORM)["Location"] == "/sign-in"
    assert operations.sign_in(email=user.email, password="quite a secret", address="192.0.2.1").user == user
    with pytest.raises(InvalidToken):
        operations.rotate(refresh_token=pair.refresh_token)
    assert b"no longer works" in Client().get(link, follow=True).content


def test_nobody_learns_who_has_an_account(user: User) -> None:
    make_user(user.organization, "inactive@example.com", is_active=False)
    seen = set()
    for email in ("ada@example.com", "nobody@example.com", "inactive@example.com"):
        with CaptureQueriesContext(connection) as queries:
            answer = ask(email)
        words = [" ".join(query["sql"].split()[:3]) for query in queries if "SAVEPOINT" not in query["sql"]]
        seen.add((answer.status_code, answer["Location"], answer.content, tuple(words)))
    ((_, _, _, work),) = seen
    assert 'INSERT INTO "identity_outgoingemail"' in work, "a mail is written for everybody, and taken back"
    assert [waiting.to for waiting in OutgoingEmail.objects.all()] == ["ada@example.com"]


def test_asking_is_slowed_down_apart_from_signing_in(user: User) -> None:
    for _ in range(ACCOUNT_PACE.tries):
        assert ask().status_code == 302
    answer = ask()
    assert (answer.status_code, 30 <= int(answer["Retry-After"]) <= 60) == (429, True)
    assert OutgoingEmail.objects.count() == ACCOUNT_PACE.tries
    assert operations.recognize(email=user.email, password=PASSWORD, address=HERE) == user
    with pytest.raises(TooManyAttempts):
        operations.request_password_reset(email=user.email, address=HERE)


def test_who_forgot_the_password_signs_in_with_the_new_one_at_once(user: User) -> None:
    """They tried the old one as often as they could, at the address where they then use the link."""
    for address in (HERE, ELSEWHERE):
        for _ in range(ACCOUNT_PACE.tries):
            with pytest.raises(WrongCredentials):
                operations.recognize(email=user.email, password="is it this one?", address=address)
    ask()
    client = Client()
    client.post(client.get(mailed_link())["Location"], FORM)
    right = {"email": user.email, "password": "quite a secret"}
    assert operations.recognize(**right, address=HERE) == user
    with pytest.raises(TooManyAttempts):
        operations.recognize(**right, address=ELSEWHERE)


@pytest.mark.parametrize("spoil", [{"password": "!"}, {"is_active": False}], ids=str)
def test_a_link_falls_with_the_password_and_the_user(user: User, spoil: dict[str, Any]) -> None:
    make_admin(user.organization)
    ask()
    link = mailed_link()
    User.objects.filter(id=user.id).update(**spoil)
    before = User.objects.values().get(id=user.id)
    client = Client()
    page = client.get(link, follow=True)
    client.post(page.request["PATH_INFO"], FORM)
    assert User.objects.values().get(id=user.id) == before


def test_a_bad_password_is_shown_and_the_link_stays_good(user: User) -> None:
    ask()
    client = Client()
    form = client.get(mailed_link())["Location"]
    page = client.post(form, {"new_password1": "short", "new_password2": "short"})
    assert (page.status_code, b"too short" in page.content) == (422, True)
    assert client.post(form, FORM).status_code == 302
