"""Invitations: one link by mail that works once, for a week, until it is replaced or revoked."""

import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.db import connections
from django.test import Client
from django.utils import timezone

from foundation import mail
from foundation.models import OutgoingEmail
from identity import invitations, operations
from identity.errors import (
    EmailTaken,
    Forbidden,
    Invalid,
    InvalidToken,
    InvitationOpen,
    NotInvited,
    TooManyAttempts,
    UnusablePassword,
    WrongCredentials,
)
from identity.models import User
from tests.identity.times import let_pass
from tests.people import make_admin, make_organization, make_user

pytestmark = pytest.mark.django_db
CHOSEN = {"full_name": "Nora New", "password": "quite a secret"}
FORM = {"full_name": "Nora New", "new_password1": "quite a secret", "new_password2": "quite a secret"}


@pytest.fixture
def admin() -> User:
    return make_admin(make_organization("Harbor Lane"), "admin@example.com", full_name="Ada Admin")


def invite(admin: User, **fields: Any) -> User:
    return invitations.invite(by=admin, **{"email": "new@example.com"} | fields)


def mailed_token() -> str:
    """Send what waits, and return the token of the last link."""
    mail.drain(seconds=5)
    found = re.search(r"/invitation/(\S+)", str(outbox.outbox[-1].body))
    assert found is not None
    return found[1]


def refused(token: str) -> None:
    before = list(User.objects.order_by("id").values())
    with pytest.raises(InvalidToken):
        invitations.accept(token, **CHOSEN)
    assert Client().get(f"/invitation/{token}").status_code == 410
    assert Client().post(f"/invitation/{token}", FORM).status_code == 410
    assert list(User.objects.order_by("id").values()) == before


def test_who_is_invited_is_mailed_a_link_to_choose_name_and_password(admin: User) -> None:
    user = invite(admin, email=" New@Example.com ", role="admin")
    assert (user.email, user.status, user.is_active, user.role) == ("new@example.com", "invited", False, "admin")
    token = mailed_token()
    (message,) = outbox.outbox
    assert (message.to, message.subject) == (["new@example.com"], "Ada Admin invites you to Harbor Lane on Atlas")
    client = Client()
    page = client.get(f"/invitation/{token}")
    assert b"Harbor Lane" in page.content
    assert b"new@example.com" in page.content
    assert client.post(f"/invitation/{token}", FORM)["Location"] == "/sign-in"
    assert b"Sign in as new@example.com" in client.get("/sign-in").content
    user.refresh_from_db()
    assert (user.full_name, user.status) == ("Nora New", "active")
    assert operations.sign_in(email=user.email, password="quite a secret", address="192.0.2.1").user == user
    refused(token)


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"full_name": " "}, b"required"),
        ({"full_name": "a\u202eb"}, b"printable"),
        ({"new_password2": "another one"}, b"match"),
        ({"new_password1": "short", "new_password2": "short"}, b"too short"),
        ({"new_password1": "new@example.com", "new_password2": "new@example.com"}, b"too similar"),
        ({"new_password1": "x" * 129, "new_password2": "x" * 129}, b"at most 128"),
    ],
    ids=str,
)
def test_what_is_chosen_badly_is_shown_and_the_link_stays_good(
    admin: User, changed: dict[str, str], text: bytes
) -> None:
    user = invite(admin)
    token = mailed_token()
    page = Client().post(f"/invitation/{token}", FORM | changed)
    assert (page.status_code, text in page.content) == (422, True)
    user.refresh_from_db()
    assert user.status == "invited"
    assert Client().post(f"/invitation/{token}", FORM).status_code == 302


def test_a_password_like_the_chosen_name_is_refused(admin: User) -> None:
    invite(admin)
    with pytest.raises(UnusablePassword):
        invitations.accept(mailed_token(), full_name="Nora Newcomer", password="nora newcomer")


def test_who_is_invited_cannot_get_in_another_way(admin: User) -> None:
    user = invite(admin)
    for password in ("", "quite a secret", user.password):
        with pytest.raises(WrongCredentials):
            operations.sign_in(email=user.email, password=password, address="192.0.2.1")
    OutgoingEmail.objects.all().delete()
    operations.request_password_reset(email=user.email, address="192.0.2.1")
    assert not OutgoingEmail.objects.exists()
    with pytest.raises(InvitationOpen):
        operations.update_user(user, by=admin, is_active=True)
    assert operations.update_user(user, by=admin, is_active=False, role="admin").status == "invited"


def test_links_end_after_a_week(admin: User) -> None:
    user = invite(admin)
    User.objects.filter(id=user.id).update(invited_at=timezone.now() - invitations.GOOD_FOR + timedelta(minutes=1))
    OutgoingEmail.objects.all().delete()
    user.refresh_from_db()
    invitations._mail(user, admin)
    token = mailed_token()
    assert invitations.invited(token) == user
    User.objects.filter(id=user.id).update(invited_at=timezone.now() - invitations.GOOD_FOR - timedelta(seconds=1))
    user.refresh_from_db()
    invitations._mail(user, admin)
    refused(mailed_token())


def test_inviting_again_replaces_the_link(admin: User) -> None:
    user = invite(admin)
    first = mailed_token()
    with pytest.raises(TooManyAttempts) as refusal:
        invitations.invite_again(user, by=admin)
    assert 58 <= refusal.value.retry_after <= 60
    assert invitations.invited(first) == user
    let_pass(timedelta(minutes=1))
    invitations.invite_again(user, by=admin)
    second = mailed_token()
    refused(first)
    assert invitations.accept(second, **CHOSEN).status == "active"
    with pytest.raises(NotInvited):
        invitations.invite_again(user, by=admin)


def test_taking_it_back_ends_the_link_and_frees_the_address(admin: User) -> None:
    user = invite(admin)
    first = mailed_token()
    operations.remove_user(user, by=admin)
    refused(first)
    let_pass(timedelta(minutes=1))
    invite(admin)
    assert invitations.accept(mailed_token(), **CHOSEN) != user


@pytest.mark.parametrize("forged", ["x", "a:b", "W10:x", "../admin"])
def test_forged_links_are_refused(admin: User, forged: str) -> None:
    invite(admin)
    with pytest.raises(InvalidToken):
        invitations.invited(forged)
    with pytest.raises(InvalidToken):
        invitations.invited(mailed_token()[:-1])


REFUSED: dict[str, tuple[type[Exception], dict[str, str]]] = {
    "taken": (EmailTaken, {"email": "Admin@example.com"}),
    "no address": (Invalid, {"email": "somebody"}),
    "a name of spaces": (Invalid, {"full_name": " "}),
    "no role": (Invalid, {"role": "owner"}),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_invites_and_mails_nobody(admin: User, case: str) -> None:
    error, fields = REFUSED[case]
    with pytest.raises(error):
        invite(admin, **fields)
    assert list(User.objects.all()) == [admin]
    assert not OutgoingEmail.objects.exists()


def test_only_admins_of_the_same_organization_invite(admin: User) -> None:
    user = invite(admin)
    stranger = make_admin(make_organization("Bluebird Studio"))
    with pytest.raises(Forbidden):
        invite(make_user(admin.organization), email="other@example.com")
    with pytest.raises(Forbidden):
        invitations.invite_again(user, by=stranger)
    assert OutgoingEmail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_link_used_twice_at_the_same_moment_works_once() -> None:
    invite(make_admin(make_organization("Harbor Lane"), full_name="Ada Admin"))
    token = mailed_token()
    outcomes: list[str] = []

    def use(name: str) -> None:
        try:
            outcomes.append(invitations.accept(token, full_name=name, password="quite a secret").full_name)
        except InvalidToken:
            outcomes.append("refused")
        connections.close_all()

    threads = [threading.Thread(target=use, args=[f"Nora {number}"]) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("refused") == 2
    assert User.objects.get(email="new@example.com").full_name in outcomes


def test_several_organizations_invite_one_address_and_the_first_that_is_accepted_has_it(admin: User) -> None:
    other = make_admin(make_organization("Bluebird Studio"))
    first, second = invite(admin), invite(other)
    tokens = {}
    mail.drain(seconds=5)
    for message in outbox.outbox:
        found = re.search(r"/invitation/(\S+)", str(message.body))
        assert found is not None
        tokens["Harbor Lane" in message.subject] = found[1]
    assert invitations.accept(tokens[False], **CHOSEN) == second
    with pytest.raises(EmailTaken):
        invitations.accept(tokens[True], **CHOSEN)
    page = Client().post(f"/invitation/{tokens[True]}", FORM)
    assert (page.status_code, b"already has an Atlas account" in page.content) == (422, True)
    first.refresh_from_db()
    assert (first.status, first.is_active, first.has_usable_password()) == ("invited", False, False)
    signed_in = operations.sign_in(email="new@example.com", password="quite a secret", address="192.0.2.1")
    assert signed_in.user == second
    operations.request_password_reset(email="new@example.com", address="192.0.2.1")
    assert OutgoingEmail.objects.filter(to="new@example.com").count() == 1


def test_an_invitation_keeps_nobody_from_an_account(admin: User) -> None:
    invite(admin)
    other = make_admin(make_organization("Bluebird Studio"))
    added = operations.create_user(by=other, email="new@example.com", full_name="Nora", password="quite a secret")
    assert (added.status, added.organization) == ("active", other.organization)
    with pytest.raises(EmailTaken):
        operations.create_user(by=admin, email="new@example.com", full_name="Nora", password="quite a secret")


@pytest.mark.django_db(transaction=True)
def test_two_invitations_of_one_address_accepted_at_the_same_moment_make_one_account() -> None:
    for name in ("Harbor Lane", "Bluebird Studio"):
        invite(make_admin(make_organization(name), full_name=name))
    mail.drain(seconds=5)
    links = [re.search(r"/invitation/(\S+)", str(message.body)) for message in outbox.outbox]
    outcomes: list[str] = []
    gate = threading.Barrier(2)

    def use(token: str) -> None:
        gate.wait()
        try:
            outcomes.append(invitations.accept(token, **CHOSEN).status)
        except EmailTaken as error:
            outcomes.append(error.code)
        connections.close_all()

    threads = [threading.Thread(target=use, args=[link[1]]) for link in links if link]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["active", "email_taken"]
    assert User.objects.with_account("new@example.com").count() == 1
