"""Mail through a table: sent only if its transaction commits, once, and kept while the mail server is away."""

import logging
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from celery import current_app
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation import mail
from foundation.bell import Bell
from foundation.models import OutgoingEmail
from foundation.tasks import send_email
from tests.foundation.smtp import Server, smtp_server
from tests.people import make_user


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    with smtp_server() as found:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
        settings.DEFAULT_FROM_EMAIL = "Atlas <no-reply@atlas.example>"
        yield found


@pytest.fixture
def nudges(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    rung: list[str] = []
    monkeypatch.setattr(mail._bell, "ring", lambda: rung.append(mail.SEND_TASK))
    return rung


def write(to: str = "ann@example.com", subject: str = "Hello", body: str = "Grüße\n. dot\n") -> OutgoingEmail:
    return mail.send(to=to, subject=subject, body=body)


def make_due() -> None:
    OutgoingEmail.objects.update(due_at=timezone.now())


@pytest.mark.django_db
def test_a_mail_arrives_as_it_was_written_and_its_row_is_gone(server: Server) -> None:
    written = write(subject="Invoice\r\nBcc: x@example.com")
    assert mail.drain(seconds=5) == 1
    (message,) = server.taken
    assert (message["To"], message["From"]) == ("ann@example.com", "Atlas <no-reply@atlas.example>")
    assert (message["Subject"], message["Bcc"]) == ("Invoice Bcc: x @ example. com", None)
    assert message["Message-ID"] == f"<{written.id}@atlas.example>"
    assert message.get_content().replace("\r\n", "\n") == "Grüße\n.. dot\n", "dots are doubled on the wire"
    assert not OutgoingEmail.objects.exists()
    send_email()
    assert len(server.taken) == 1


@pytest.mark.django_db
def test_one_connection_takes_all_that_is_due_and_nothing_else(server: Server) -> None:
    for number in range(5):
        write(subject=f"Mail {number}")
    OutgoingEmail.objects.filter(subject="Mail 3").update(due_at=timezone.now() + timedelta(minutes=1))
    assert mail.drain(seconds=5) == 4
    assert [message["Subject"] for message in server.taken] == ["Mail 0", "Mail 1", "Mail 2", "Mail 4"]
    assert server.connections == 1


@pytest.mark.django_db(transaction=True)
def test_a_mail_goes_with_its_transaction_or_not_at_all(nudges: list[str]) -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert not OutgoingEmail.objects.exists()
    with transaction.atomic():
        write()
        assert nudges == []
    assert nudges == ["foundation.send_email"]


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_costs_nothing(monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    asked = threading.Event()

    def dead(*args: Any, **options: Any) -> None:
        asked.set()
        raise ConnectionError("no broker")

    monkeypatch.setattr(current_app._get_current_object(), "send_task", dead)
    monkeypatch.setattr(mail, "_bell", Bell(mail.SEND_TASK))
    write()
    assert asked.wait(5)
    assert mail.drain(seconds=5) == 1, "as the schedule would"


@pytest.mark.django_db
def test_a_server_that_is_away_costs_one_attempt_of_one_mail_and_delays_grow_until_it_is_given_up(
    settings: Any, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_PORT = 1  # nobody listens
    write()
    write("bob@example.com")
    waits = []
    for attempt in range(1, len(mail.DELAYS) + 2):
        before = timezone.now()
        assert mail.drain(seconds=5) == 0
        ann = OutgoingEmail.objects.get(to="ann@example.com")
        assert (ann.attempts, ann.last_error[:22]) == (attempt, "ConnectionRefusedError")
        assert OutgoingEmail.objects.get(to="bob@example.com").attempts == 0
        waits.append(ann.due_at - before)
        OutgoingEmail.objects.filter(id=ann.id).update(due_at=before - timedelta(days=1))
    for wait, delay in zip(waits, mail.DELAYS, strict=False):
        assert delay <= wait < delay + timedelta(seconds=5)
    assert ann.given_up_at is not None
    assert [record.levelno for record in caplog.records if record.name == "foundation.mail"][-1] == logging.ERROR
    settings.EMAIL_PORT = server.port
    assert mail.drain(seconds=5) == 1
    assert [message["To"] for message in server.taken] == ["bob@example.com"]
    mail.send_again(ann, by=make_user(None, is_staff=True))
    assert mail.drain(seconds=5) == 1
    assert [message["To"] for message in server.taken] == ["bob@example.com", "ann@example.com"]


@pytest.mark.django_db
def test_a_permanent_refusal_is_given_up_at_once_and_a_temporary_one_tried_again(server: Server) -> None:
    server.answers = {"gone@example.com": "550 no such user", "full@example.com": "452 mailbox full"}
    write("gone@example.com")
    write("full@example.com")
    write("ann@example.com")
    assert mail.drain(seconds=5) == 1
    gone, full = (OutgoingEmail.objects.get(to=f"{name}@example.com") for name in ("gone", "full"))
    assert gone.given_up_at is not None
    assert "no such user" in gone.last_error
    assert (full.given_up_at, full.attempts) == (None, 1)
    server.answers = {}
    make_due()
    assert mail.drain(seconds=5) == 1
    assert [message["To"] for message in server.taken] == ["ann@example.com", "full@example.com"]


@pytest.mark.django_db
def test_a_mail_that_cannot_be_written_does_not_hold_up_the_others(server: Server) -> None:
    bad = write()
    OutgoingEmail.objects.filter(id=bad.id).update(encrypted_body="not ours")
    write("bob@example.com")
    assert mail.drain(seconds=5) == 1
    assert OutgoingEmail.objects.get().last_error.startswith("InvalidToken")


@pytest.mark.django_db
def test_a_worker_that_dies_after_sending_sends_it_again_with_the_same_message_id(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    write()
    server.hang_up_after_data = True
    assert mail.drain(seconds=5) == 0
    server.hang_up_after_data = False
    assert mail.drain(seconds=5) == 0, "not before it is due"
    make_due()
    assert mail.drain(seconds=5) == 1
    first, second = server.taken
    assert first["Message-ID"] == second["Message-ID"]


@pytest.mark.django_db
def test_a_mail_that_ends_each_worker_is_given_up_too(server: Server) -> None:
    ann, _ = write(), write("bob@example.com")
    for attempt in range(1, len(mail.DELAYS) + 2):
        OutgoingEmail.objects.filter(id=ann.id).update(due_at=timezone.now() - timedelta(days=1))
        taken = mail._take()  # and its worker is killed
        assert taken is not None
        assert (taken.id, taken.attempts) == (ann.id, attempt)
    OutgoingEmail.objects.filter(id=ann.id).update(due_at=timezone.now() - timedelta(days=1))
    assert mail.drain(seconds=5) == 1
    assert [message["To"] for message in server.taken] == ["bob@example.com"]
    given_up = OutgoingEmail.objects.get()
    assert given_up.given_up_at is not None
    assert given_up.last_error.startswith("The worker of the last attempt ended")
    mail.send_again(given_up, by=make_user(None, is_staff=True))
    assert mail.drain(seconds=5) == 1


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_send_each_mail_once(server: Server) -> None:
    for number in range(30):
        write(f"{number}@example.com", subject=f"Mail {number}")

    def work() -> None:
        mail.drain(seconds=20)
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(message["Subject"] for message in server.taken) == sorted(f"Mail {number}" for number in range(30))
    assert not OutgoingEmail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_another_worker_took_over_is_left_to_it() -> None:
    write()
    late = mail._take()
    assert late is not None
    assert mail._take() is None
    make_due()
    mail._take()
    mail._postpone(late, OSError("too late"))
    assert (OutgoingEmail.objects.get().last_error, OutgoingEmail.objects.get().attempts) == ("", 2)


@pytest.mark.django_db
def test_old_mail_that_was_given_up_is_deleted(settings: Any) -> None:
    for days in (29, 31):
        OutgoingEmail.objects.filter(id=write().id).update(given_up_at=timezone.now() - timedelta(days=days))
    mail.drain(seconds=5)
    assert OutgoingEmail.objects.count() == 1


@pytest.mark.django_db
def test_the_body_is_not_readable_at_rest() -> None:
    write(body="the secret link")
    assert "secret" not in str(OutgoingEmail.objects.values_list().get())


@pytest.mark.django_db
def test_staff_see_what_was_given_up_and_send_it_again() -> None:
    client = Client()
    client.force_login(make_user(None, is_staff=True, is_superuser=True))
    given_up = write(body="the secret link")
    OutgoingEmail.objects.update(given_up_at=timezone.now(), last_error="Refused: 550", attempts=9)
    page = client.get(reverse("admin:identity_outgoingemail_changelist"), {"given_up_at__isempty": "0"})
    assert b"Refused: 550" in page.content
    page = client.get(reverse("admin:identity_outgoingemail_change", args=[given_up.id]))
    assert page.status_code == 200
    assert b"secret" not in page.content
    data = {"action": "send_again", "_selected_action": [str(given_up.id)]}
    client.post(reverse("admin:identity_outgoingemail_changelist"), data)
    again = OutgoingEmail.objects.get()
    assert (again.given_up_at, again.attempts) == (None, 0)
    delete = client.post(reverse("admin:identity_outgoingemail_delete", args=[given_up.id]), {"post": "yes"})
    assert delete.status_code == 403
