"""Users are added, changed and removed by admins of their organization. One admin always stays."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from foundation.refusals import Refusal
from identity import operations
from identity.errors import (
    Conflict,
    EmailTaken,
    Forbidden,
    Invalid,
    LastAdmin,
    UnusablePassword,
    UserRemoved,
    WrongCredentials,
)
from identity.models import Role, User
from tests.people import PASSWORD, encoded_password, make_admin, make_organization, make_user

GOOD: dict[str, Any] = {"email": "new@example.com", "full_name": "New Person", "password": "quite a secret"}


@pytest.fixture
def admin(db: None) -> User:
    return make_admin(make_organization(), "admin@example.com")


def everything() -> list[dict[str, Any]]:
    return list(User.objects.order_by("id").values())


def test_an_admin_adds_a_user_who_can_sign_in(admin: User) -> None:
    user = operations.create_user(by=admin, **GOOD | {"email": " New@Example.COM "})
    assert (user.email, user.role, user.organization) == ("new@example.com", Role.MEMBER, admin.organization)
    assert not user.is_staff
    assert operations.recognize(email="NEW@example.com", password=GOOD["password"], address="192.0.2.1") == user


REFUSED: dict[str, tuple[type[Refusal], str, dict[str, Any]]] = {
    "taken": (EmailTaken, "email", {"email": "Admin@example.com"}),
    "no address": (Invalid, "email", {"email": "somebody"}),
    "two addresses": (Invalid, "email", {"email": "a@example.com,b@example.com"}),
    "looks alike": (Invalid, "email", {"email": "\u0430dmin@example.com"}),
    "the Kelvin sign": (Invalid, "email", {"email": "nic\u212a@ex\u00e4mple.com"}),
    "too long": (Invalid, "email", {"email": f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 63}.com"}),
    "a removed one's": (Invalid, "email", {"email": "x@removed.invalid"}),
    "no name": (Invalid, "full_name", {"full_name": "  "}),
    "a long name": (Invalid, "full_name", {"full_name": "x" * 201}),
    "a name with a line break": (Invalid, "full_name", {"full_name": "Ada\nExample"}),
    "a name that turns": (Invalid, "full_name", {"full_name": "Ada \u202eelpmaxE"}),
    "NUL": (Invalid, "full_name", {"full_name": "Ada\0"}),
    "an unknown role": (Invalid, "role", {"role": "owner"}),
    "a short password": (UnusablePassword, "password", {"password": "short"}),
    "a common password": (UnusablePassword, "password", {"password": "password123"}),
    "the address as password": (UnusablePassword, "password", {"password": "new@example.com"}),
    "a password too long": (UnusablePassword, "password", {"password": "x" * 129}),
}


@pytest.mark.parametrize("case", REFUSED)
def test_invalid_input_is_refused_and_adds_no_user(admin: User, case: str) -> None:
    kind, field, changed = REFUSED[case]
    before = everything()
    with pytest.raises(kind) as refusal:
        operations.create_user(by=admin, **GOOD | changed)
    assert refusal.value.field == field
    assert everything() == before


def test_only_an_admin_of_the_same_organization_may_change_users(admin: User) -> None:
    target = make_user(admin.organization)
    before = everything()
    strangers = [
        make_user(admin.organization),
        make_admin(make_organization("Bluebird Studio")),
        make_user(None, is_staff=True, is_superuser=True),
        make_admin(admin.organization, is_active=False),
    ]
    before = everything()
    for stranger in strangers:
        for change in (
            lambda by: operations.update_user(target, by=by, role="admin"),
            lambda by: operations.remove_user(target, by=by),
        ):
            with pytest.raises(Forbidden):
                change(stranger)
    with pytest.raises(Forbidden):
        operations.create_user(by=strangers[0], **GOOD)
    assert everything() == before


def test_a_change_touches_only_what_is_named(admin: User) -> None:
    user = make_user(admin.organization)
    operations.update_user(user, by=admin, role=Role.ADMIN)
    changed = User.objects.get(id=user.id)
    assert (changed.role, changed.full_name, changed.is_active, changed.token_version) == (
        "admin",
        user.full_name,
        True,
        0,
    )
    operations.update_user(user, by=admin, is_active=True)
    assert User.objects.get(id=user.id).token_version == 0, "nothing ended, so nobody is signed out"


def test_a_removed_user_is_gone_but_the_name_stays_and_the_address_is_free(admin: User) -> None:
    user = make_user(admin.organization, "leaver@example.com", full_name="Lea Leaver")
    operations.remove_user(user, by=admin)
    user.refresh_from_db()
    assert (user.full_name, user.is_active, user.email) == ("Lea Leaver", False, f"{user.id}@removed.invalid")
    with pytest.raises(WrongCredentials):
        operations.sign_in(email="leaver@example.com", password=PASSWORD, address="192.0.2.1")
    assert operations.create_user(by=admin, **GOOD | {"email": "leaver@example.com"})
    for change in (
        lambda: operations.update_user(user, by=admin, is_active=True),
        lambda: operations.remove_user(user, by=admin),
    ):
        with pytest.raises(UserRemoved):
            change()


WAYS_OUT: dict[str, Callable[[User, User], object]] = {
    "demoted": lambda user, by: operations.update_user(user, by=by, role="member"),
    "deactivated": lambda user, by: operations.update_user(user, by=by, is_active=False),
    "removed": lambda user, by: operations.remove_user(user, by=by),
}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_the_last_active_admin_stays(admin: User, way: str) -> None:
    make_admin(admin.organization, is_active=False)
    make_admin(make_organization("Bluebird Studio"))
    before = everything()
    with pytest.raises(LastAdmin):
        WAYS_OUT[way](admin, admin)
    assert everything() == before
    make_admin(admin.organization)
    WAYS_OUT[way](admin, admin)


AROUND = [
    "UPDATE identity_user SET role = 'member' WHERE role = 'admin'",
    "UPDATE identity_user SET is_active = false",
    "UPDATE identity_user SET organization_id = NULL, is_staff = true",
    "DELETE FROM identity_user",
]


@pytest.mark.parametrize("statement", AROUND)
def test_the_database_keeps_an_admin_whatever_the_application_does(admin: User, statement: str) -> None:
    make_admin(admin.organization)
    before = everything()
    with pytest.raises(IntegrityError, match="without an active admin"), transaction.atomic():
        connection.cursor().execute(statement)
    assert everything() == before


@pytest.mark.parametrize(
    "fields",
    [{"email": "Upper@example.com"}, {"role": "owner"}, {"organization": None}, {"removed_at": "2026-01-15T00:00:00Z"}],
    ids=lambda fields: next(iter(fields)),
)
def test_the_database_refuses_users_that_cannot_be(admin: User, fields: dict[str, Any]) -> None:
    user = User(organization=admin.organization, email="x@example.com", password=encoded_password())
    for name, value in fields.items():
        setattr(user, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        user.save()
    with pytest.raises(ValidationError):
        user.full_clean()


@pytest.mark.django_db(transaction=True)
def test_of_two_admins_who_demote_each_other_one_stays() -> None:
    for _ in range(10):
        organization = make_organization()
        pair = [make_admin(organization), make_admin(organization)]

        def demote(number: int, pair: list[User] = pair) -> bool:
            try:
                operations.update_user(pair[number], by=pair[1 - number], role=Role.MEMBER)
            except Conflict:
                return False
            finally:
                connection.close()
            return True

        with ThreadPoolExecutor(2) as threads:
            assert sorted(threads.map(demote, (0, 1))) == [False, True]
        assert organization.users.filter(role=Role.ADMIN).count() == 1


def test_createsuperuser_refuses_an_address_that_is_taken_with_a_sentence(
    admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    before = everything()
    with pytest.raises(CommandError, match="A user with this e-mail address exists already"), transaction.atomic():
        call_command("createsuperuser", email=admin.email.upper(), full_name="Sam", interactive=False, verbosity=0)
    assert everything() == before
    call_command("createsuperuser", email="sam@example.com", full_name="Sam", interactive=False, verbosity=0)
    assert User.objects.get(email="sam@example.com").is_superuser
