"""The records of sign-ins, and how long they are kept."""

import functools
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from api.tasks import forget_old
from identity import invitations, operations, sign_ins
from identity.models import Door, SignIn, SignInFailure
from tests.people import PASSWORD, make_admin, make_organization, make_user

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Mobile/15E148 Safari/604.1"
)


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (CHROME, "Chrome 142 on Windows"),
        (f"{CHROME} Edg/142.0.0.0", "Edge 142 on Windows"),
        (IPHONE, "Safari 18 on iPhone"),
        ("Mozilla/5.0 (X11; CrOS x86_64) Something", "A browser on ChromeOS"),
        ("Mozilla/5.0", "Unknown device"),
        ("python-httpx/0.28.1", "python-httpx/0.28.1"),
        ("acme-sync/" + "9" * 100 + " (contact us)", "acme-sync/" + "9" * 30),
        ("", "Unknown device"),
    ],
)
def test_a_client_is_told_in_a_few_words(user_agent, words):
    assert sign_ins.device(user_agent) == words


@pytest.mark.django_db
def test_the_user_agent_is_stored_short_and_printable():
    user = make_user(make_organization())
    row = sign_ins.record(user, Door.API, address="192.0.2.1", user_agent="a\x00\x1b[31m" + "b" * 1000)
    row.refresh_from_db()
    assert row.user_agent == "a[31m" + "b" * 250


@pytest.mark.django_db
def test_what_failed_is_logged_and_written_down_with_address_and_reason(caplog):
    user, gone = make_user(make_organization()), make_user(make_organization(), is_active=False)
    tries = [(user.email, "wrong"), (gone.email, PASSWORD), ("my password, in the wrong field", "wrong")]
    for email, password in tries:
        with pytest.raises(operations.WrongCredentials):
            operations.sign_in(email=email, password=password, address="192.0.2.1", user_agent="acme")
    rows = SignIn.objects.order_by("id").values_list("user", "failure", "address", "user_agent", "door")
    assert list(rows) == [
        (user.id, "wrong_password", "192.0.2.1", "acme", "api"),
        (gone.id, "inactive", "192.0.2.1", "acme", "api"),
        (None, "wrong_password", "192.0.2.1", "acme", "api"),
    ]
    said = [record.getMessage() for record in caplog.records if record.name == "identity.sign_ins"]
    assert len(said) == 3
    assert all("192.0.2.1" in line for line in said)
    assert "wrong field" not in caplog.text
    (last,) = sign_ins.last(user.organization_id)
    assert not last.is_open


@pytest.mark.django_db
def test_a_new_password_ends_all_sessions_but_the_one_it_opens():
    admin = make_admin(make_organization())
    operations.sign_in(email=admin.email, password=PASSWORD, address="192.0.2.1")
    operations.change_password(
        by=admin, current_password=PASSWORD, new_password="quite a secret", address="192.0.2.2", user_agent="acme"
    )
    last = sign_ins.last(admin.organization_id)
    assert [(row.address, row.user_agent, row.is_open) for row in last] == [
        ("192.0.2.2", "acme", True),
        ("192.0.2.1", "", False),
    ]


@pytest.mark.django_db
def test_sign_ins_are_forgotten_after_a_while_and_beyond_a_number(monkeypatch):
    monkeypatch.setattr(sign_ins, "KEPT_OF_A_USER", 2)
    organization = make_organization()
    busy, quiet = make_user(organization), make_user(organization)
    rows = [sign_ins.record(busy, Door.API, address="192.0.2.1", user_agent=str(number)) for number in range(3)]
    kept = sign_ins.record(quiet, Door.PAGES, address="192.0.2.1", user_agent="")
    old = sign_ins.record(quiet, Door.PAGES, address="192.0.2.1", user_agent="")
    SignIn.objects.filter(id=old.id).update(created_at=timezone.now() - sign_ins.KEPT - timedelta(minutes=1))
    session = SessionStore()
    session.create()
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    forget_old()
    assert set(SignIn.objects.all()) == {*rows[1:], kept}
    assert not Session.objects.exists()


@pytest.mark.django_db
def test_only_of_those_who_signed_in_lately_are_the_sign_ins_counted(monkeypatch):
    monkeypatch.setattr(sign_ins, "KEPT_OF_A_USER", 2)
    user = make_user(make_organization())
    for number in range(3):
        sign_ins.record(user, Door.API, address="192.0.2.1", user_agent=str(number))
    SignIn.objects.update(created_at=timezone.now() - sign_ins.LATELY - timedelta(minutes=1))
    sign_ins.forget_old()
    assert SignIn.objects.count() == 3
    sign_ins.record(user, Door.API, address="192.0.2.1", user_agent="3")
    sign_ins.forget_old()
    assert list(SignIn.objects.order_by("id").values_list("user_agent", flat=True)) == ["2", "3"]


@pytest.mark.django_db
def test_a_wrong_sign_in_does_the_same_work_for_known_and_unknown_users():
    known, gone = make_user(make_organization()), make_user(make_organization(), is_active=False)
    invited = invitations.invite(by=make_admin(make_organization()), email="invited@example.com")
    work = set()
    for email in (known.email, gone.email, invited.email, "nobody@example.com"):
        with CaptureQueriesContext(connection) as queries, pytest.raises(operations.WrongCredentials):
            operations.sign_in(email=email, password="wrong", address="192.0.2.1")
        work.add(tuple(" ".join(query["sql"].split()[:3]) for query in queries if "SAVEPOINT" not in query["sql"]))
    ((*_, signed_in, last),) = work
    assert signed_in == 'INSERT INTO "identity_signin"'
    assert last == 'INSERT INTO "identity_auditrecord"'


@pytest.mark.django_db
def test_of_nobody_as_much_is_kept_as_of_a_user(monkeypatch):
    monkeypatch.setattr(sign_ins, "KEPT_OF_A_USER", 2)
    user = make_user(make_organization())
    failed = functools.partial(sign_ins.record_failure, door=Door.API, failure=SignInFailure.WRONG_PASSWORD)
    for number in range(4):
        failed(None, address="192.0.2.1", user_agent=f"{number}")
    failed(user, address="192.0.2.1", user_agent="user")
    sign_ins.forget_old()
    assert list(SignIn.objects.order_by("id").values_list("user_agent", flat=True)) == ["2", "3", "user"]


@pytest.mark.django_db
def test_the_session_that_goes_on_is_one_of_the_pages():
    user = make_user(make_organization())
    api = sign_ins.record(user, Door.API, address="192.0.2.1", user_agent="acme")
    operations.end_sessions(user, by=user)
    user.refresh_from_db()
    sign_ins.carry_on(user, session_key="", new_key="new")
    api.refresh_from_db()
    assert (api.session_key, api.token_version) == ("", 0)
