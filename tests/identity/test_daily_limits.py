"""Daily limits of added users and of mail: refused or delayed, and never half done."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.db import connection, connections, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounting.documents import invoices
from accounting.models import InvoiceStatus
from foundation import mail
from foundation.models import MailKind, OutgoingEmail
from identity import daily_limits, invitations, operations, slowdown
from identity.daily_limits import a_day
from identity.errors import DailyLimit, TooManyAttempts
from identity.models import Organization, SignInAllowance, Tier, User
from tests import factories
from tests.identity.times import let_pass
from tests.people import make_admin, make_organization, make_user

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def admin() -> User:
    return make_admin(make_organization("Harbor Lane"), "admin@example.com")


def invite(admin: User, email: str = "new@example.com") -> User:
    return invitations.invite(by=admin, email=email)


def mailed(to: str) -> int:
    mail.drain(seconds=10)
    return sum(to in message.to for message in outbox.outbox)


def write(organization: Organization, to: str = "customer@example.com", **fields: Any) -> OutgoingEmail:
    kind = fields.pop("kind", MailKind.ORGANIZATION)
    return mail.send(to=to, subject="Invoice", body="Hello", kind=kind, sender_id=organization.id, **fields)


def waits() -> list[timedelta]:
    waiting = OutgoingEmail.objects.filter(given_up_at=None).order_by("due_at")
    return [one.due_at - timezone.now() for one in waiting]


def everybody() -> list[Any]:
    return [
        list(User.objects.order_by("id").values()),
        list(OutgoingEmail.objects.order_by("id").values()),
        list(SignInAllowance.objects.order_by("key").values()),
    ]


@pytest.mark.parametrize("number", [2, 6, 10, 48])
def test_no_24_hours_see_more_than_the_number(number: int) -> None:
    pace, taken, clock = a_day(number), [], timedelta()
    while clock < 3 * DAY:
        while slowdown.spend("key", pace) == 0:
            taken.append(clock)
        let_pass(timedelta(minutes=10))
        clock += timedelta(minutes=10)
    windows = [sum(start <= moment < start + DAY for moment in taken) for start in taken]
    assert taken[: number // 2] == [timedelta()] * (number // 2), "half of them at once"
    assert max(windows) <= number
    assert len(taken) >= 2 * number - 1, "and then half of them each day, without an end"


# People


def test_inviting_and_taking_back_in_a_circle_mails_once(admin: User) -> None:
    refusals = []
    for _ in range(8):
        try:
            user = invite(admin)
        except TooManyAttempts as error:
            refusals.append(error)
        else:
            assert mailed("new@example.com") == 1
            operations.remove_user(user, by=admin)
    assert len(refusals) == 7
    assert "less than a minute ago" in str(refusals[0])
    assert 55 <= refusals[0].retry_after <= 60
    assert mailed("new@example.com") == 1


def test_one_address_is_invited_six_times_a_day_new_and_again_together(admin: User) -> None:
    user = invite(admin)
    for _ in range(2):
        let_pass(MINUTE)
        operations.remove_user(user, by=admin)
        user = invite(admin)
    let_pass(MINUTE)
    before = everybody()
    with pytest.raises(DailyLimit, match="invite one address at most 6 times per day") as refusal:
        invitations.invite_again(user, by=admin)
    assert timedelta(hours=7.9) < timedelta(seconds=refusal.value.retry_after) <= timedelta(hours=8)
    assert everybody() == before
    operations.remove_user(user, by=admin)
    before = everybody()
    with pytest.raises(DailyLimit):
        invite(admin)
    assert everybody() == before
    assert invite(admin, "other@example.com").status == "invited", "others are invited as before"
    elsewhere = make_admin(make_organization("Bluebird Studio"))
    assert invite(elsewhere).status == "invited", "and others invite as before"
    let_pass(timedelta(seconds=refusal.value.retry_after))
    assert invite(admin).status == "invited"


def test_what_is_undone_does_not_count(admin: User) -> None:
    for _ in range(10):
        with transaction.atomic():
            invite(admin)
            transaction.set_rollback(True)
    assert invite(admin).status == "invited"


def test_an_organization_adds_so_many_people_a_day(admin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily_limits, "NEW_USERS", a_day(4))
    for number in range(2):
        invite(admin, f"{number}@example.com")
    before = everybody()
    with pytest.raises(DailyLimit, match="add at most 4 people per day") as refusal:
        invite(admin, "2@example.com")
    assert everybody() == before
    assert timedelta(hours=11.9) < timedelta(seconds=refusal.value.retry_after) <= timedelta(hours=12)
    let_pass(timedelta(hours=12))
    invite(admin, "2@example.com")
    with pytest.raises(DailyLimit):
        invite(admin, "3@example.com")


def at_once(count: int, work: Callable[[int], Any]) -> list[Any]:
    """Run `work` in so many threads at once. Return the result or the refusal of each."""
    outcomes: list[Any] = []
    gate = threading.Barrier(count)

    def run(number: int) -> None:
        gate.wait()
        try:
            outcomes.append(work(number))
        except TooManyAttempts as error:
            outcomes.append(error)
        connections.close_all()

    threads = [threading.Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.django_db(transaction=True)
def test_sessions_at_once_do_not_get_past_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily_limits, "NEW_USERS", a_day(6))
    admin = make_admin(make_organization())
    outcomes = at_once(8, lambda number: invite(admin, f"{number}@example.com"))
    assert sum(isinstance(one, User) for one in outcomes) == 3
    assert sum(isinstance(one, DailyLimit) for one in outcomes) == 5
    assert User.objects.count() == 4
    assert OutgoingEmail.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_an_invitation_mailed_again_by_two_sessions_is_mailed_once() -> None:
    admin = make_admin(make_organization())
    user = invite(admin)
    mailed(user.email)
    let_pass(MINUTE)
    outcomes = at_once(4, lambda number: invitations.invite_again(user, by=admin))
    assert sum(isinstance(one, User) for one in outcomes) == 1
    assert OutgoingEmail.objects.count() == 1


def test_what_still_waits_is_withdrawn_with_the_invitation(admin: User) -> None:
    operations.remove_user(invite(admin), by=admin)
    assert not OutgoingEmail.objects.exists()


# Links for a new password


def test_links_for_a_new_password_stop_silently(admin: User) -> None:
    work = set()
    for number in range(8):
        with CaptureQueriesContext(connection) as queries:
            operations.request_password_reset(email=admin.email, address=f"192.0.2.{number}")
        work.add(tuple(" ".join(query["sql"].split()[:3]) for query in queries if "SAVEPOINT" not in query["sql"]))
    assert OutgoingEmail.objects.count() == 5
    assert len({one[-1] for one in work}) == 1, "a mail is written all the same, and taken back"
    operations.request_password_reset(email="nobody@example.com", address="192.0.2.99")
    assert OutgoingEmail.objects.count() == 5
    let_pass(DAY / 5)
    operations.request_password_reset(email=admin.email, address="192.0.2.100")
    assert OutgoingEmail.objects.count() == 6


# Mail that is delayed


def test_documents_are_sent_whatever_was_mailed_and_their_mail_waits_its_turn(
    admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(daily_limits.MAILS, Tier.STANDARD, a_day(4))
    company = factories.make_company(by=admin)
    for number in range(5):
        customer = factories.make_customer(company, email=f"{number}@example.com")
        sent = invoices.send(factories.make_invoice(company, customer=customer), by=admin)
        assert sent.status == InvoiceStatus.SENT
    assert mail.drain(seconds=10) == 2
    half_a_day = DAY / 2
    for number, wait in enumerate(waits(), start=1):
        assert half_a_day * number - MINUTE < wait <= half_a_day * number
    assert mail.drain(seconds=10) == 0
    OutgoingEmail.objects.update(due_at=F("due_at") - half_a_day)
    let_pass(half_a_day)
    assert mail.drain(seconds=10) == 1, "as time passes, one by one"
    assert [message.to[0] for message in outbox.outbox] == [f"{number}@example.com" for number in range(3)]
    OutgoingEmail.objects.update(due_at=F("due_at") - DAY)
    assert mail.drain(seconds=10) == 2, "a turn that was given is kept"


def test_the_tier_decides_how_much_an_organization_mails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(daily_limits.MAILS, Tier.STANDARD, a_day(2))
    monkeypatch.setitem(daily_limits.MAILS, Tier.ENTERPRISE, a_day(6))
    small, big = make_organization(), make_organization(tier=Tier.ENTERPRISE)
    for number in range(3):
        write(small, f"small{number}@example.com")
        write(big, f"big{number}@example.com")
    assert mail.drain(seconds=10) == 4
    assert sorted(message.to[0][:3] for message in outbox.outbox) == ["big", "big", "big", "sma"]


def test_one_organization_leaves_an_address_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily_limits, "MAILS_TO_ONE", a_day(2))
    loud, quiet = make_organization(), make_organization()
    for _ in range(3):
        write(loud)
    write(quiet, "Customer@Example.com")
    write(loud, "another@example.com")
    assert mail.drain(seconds=10) == 3


def test_an_address_gets_so_much_from_all_organizations_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily_limits, "MAILS_TO_ADDRESS", a_day(4))
    admins = [make_admin(make_organization()) for _ in range(4)]
    for one in admins:
        assert invite(one, "victim@example.com").status == "invited", "nobody learns of the others"
    assert mailed("victim@example.com") == 2
    assert [round(wait / DAY * 2) for wait in waits()] == [1, 2]


def test_mail_of_organizations_delays_no_mail_of_ours(admin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily_limits, "MAILS_TO_ADDRESS", a_day(2))
    organization = make_organization()
    for _ in range(3):
        write(organization, admin.email)
    mail.send(to=admin.email, subject="Two-step sign-in is off", body="It is off.")
    operations.request_password_reset(email=admin.email, address="192.0.2.1")
    assert mailed(admin.email) == 3
    assert {"Two-step sign-in is off", "Set a new password for Atlas"} <= {one.subject for one in outbox.outbox}


def test_our_own_mail_to_an_address_has_an_end_too(admin: User) -> None:
    for _ in range(26):
        mail.send(to=admin.email, subject="Two-step sign-in is off", body="It is off.")
    assert mailed(admin.email) == 24
    assert [round(wait / timedelta(hours=1)) for wait in waits()] == [1, 2]


def test_what_would_wait_too_long_is_given_up_and_counts_for_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(daily_limits, "MAILS_TO_ONE", a_day(2))
    organization = make_organization()
    for _ in range(6):
        write(organization)
    assert mail.drain(seconds=10) == 1
    given_up = OutgoingEmail.objects.filter(given_up_at__isnull=False)
    assert [round(wait / DAY) for wait in waits()] == [1, 2, 3]
    assert given_up.count() == 2
    assert {(one.attempts, one.last_error[:22]) for one in given_up} == {(0, "Over the daily limits:")}
    assert [record.levelname for record in caplog.records if "was given up" in record.getMessage()] == ["ERROR"] * 2
    mail.send_again(given_up[0], by=make_user(None, is_staff=True))
    assert mail.drain(seconds=10) == 0, "staff do not get past the limits"
    assert given_up.count() == 2
    let_pass(4 * DAY)
    mail.send_again(given_up[0], by=make_user(None, is_staff=True))
    assert mail.drain(seconds=10) == 1


def test_a_mail_counts_once_however_often_it_is_tried(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily_limits, "MAILS_TO_ONE", a_day(4))
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    settings.EMAIL_PORT = 1  # nobody listens
    organization = make_organization()
    first = write(organization)
    for _ in range(5):
        assert mail.drain(seconds=5) == 0
        OutgoingEmail.objects.update(due_at=timezone.now())
    first.refresh_from_db()
    assert first.attempts == 5
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    write(organization)
    assert mail.drain(seconds=5) == 2


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_keep_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily_limits, "MAILS_TO_ONE", a_day(10))
    organization = make_organization()
    for _ in range(12):
        write(organization)
    sent = at_once(4, lambda number: mail.drain(seconds=20))
    assert sum(sent) == 5
    assert OutgoingEmail.objects.filter(given_up_at=None).count() == 7
    turns = [round(wait / DAY * 5) for wait in waits()]
    assert turns == [1, 2, 3, 4, 5, 6, 7], "each its own"
