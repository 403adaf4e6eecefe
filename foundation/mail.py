"""E-mail through a table: a row in the transaction of what it tells of, sent after the commit, deleted once sent.

At least once: if a worker dies after the server took a mail, its lease runs out and the mail is sent again, with the
same Message-ID. What cannot be sent is tried again by `DELAYS`, then given up: the row stays for staff to see (Django
admin), who can have it sent after all. Each mail waits for its turn by the daily limits (identity/daily_limits.py).
"""

import logging
import math
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Count, Min, Q
from django.utils import timezone

from foundation import encryption, plain
from foundation.bell import Bell
from foundation.models import MAX_ERROR_LENGTH, MAX_SUBJECT_LENGTH, MailKind, OutgoingEmail

logger = logging.getLogger(__name__)

turn: Callable[[OutgoingEmail], timedelta] = lambda mail: timedelta()  # noqa: E731
"""How long a mail waits for its turn. identity/apps.py puts its daily limits here: they know organizations."""

SEND_TASK = "foundation.send_email"
DELAYS = [timedelta(minutes=minutes) for minutes in (0.5, 2, 10, 30, 2 * 60, 6 * 60, 12 * 60, 24 * 60)]
"""How long to wait after each failed attempt. After one more we give up."""
LEASE = timedelta(minutes=5)
"""Longer than sending one mail takes: each step of SMTP has `EMAIL_TIMEOUT`."""
LONGEST_WAIT = timedelta(days=3)
"""What would wait longer for its turn is given up, for staff to see."""
KEPT = timedelta(days=30)
"""How long mail that was given up is kept."""
PERMANENT = 500
"""From this code on, a server's reply means that trying again is useless (RFC 5321 §4.2.1)."""

_bell = Bell(SEND_TASK)


def send(
    *,
    to: str,
    subject: str,
    body: str,
    link: str = "",
    kind: MailKind = MailKind.OWN,
    sender_id: UUID | None = None,
    about_id: UUID | None = None,
) -> OutgoingEmail:
    """Have a mail of plain text sent to one address, if the caller's transaction is committed.

    `link`, which leads to PUBLIC_URL, is the only link in it: what else reads as one is broken up, whoever wrote it
    (foundation/plain.py). Callers put names and the like in by `plain.one_line`, so that they stay in their line.
    `kind`, and the organization that causes it, decide its daily limits. `about_id` names what it tells of, for
    `withdraw`.
    """
    subject = plain.one_line(subject)[:MAX_SUBJECT_LENGTH]
    encrypted = encryption.encrypt(_with_one_link(body, link))
    mail = OutgoingEmail.objects.create(
        to=to, subject=subject, encrypted_body=encrypted, kind=kind, sender_id=sender_id, about_id=about_id
    )
    _bell.ring_after_commit()
    return mail


def _with_one_link(body: str, link: str) -> str:
    if not link:
        return plain.without_links(body)
    if not link.startswith(f"{settings.PUBLIC_URL}/"):
        raise ValueError("A link in mail leads to PUBLIC_URL.")
    return link.join(plain.without_links(part) for part in body.split(link))


def withdraw(about_id: UUID) -> None:
    """Take back all mail about something that was not sent yet: it is no longer true. What is being sent goes out."""
    OutgoingEmail.objects.filter(about_id=about_id).delete()


def body_of(mail: OutgoingEmail) -> str:
    """Return the text of the mail."""
    return encryption.decrypt(mail.encrypted_body)


def drain(*, seconds: float) -> int:
    """Send what is due, for about so long, and return how many were sent. Stop early while the mail server is away."""
    OutgoingEmail.objects.filter(given_up_at__lt=timezone.now() - KEPT).delete()
    ends = time.monotonic() + seconds
    sent = 0
    with closing(get_connection()) as server:
        while (mail := _take(ends)) is not None:
            try:
                server.open()
            except (OSError, SMTPException) as error:
                _postpone(mail, error)
                break
            try:
                server.send_messages([_message(mail)])
            except Exception as error:  # whatever is wrong with this one, send the others
                server.close()
                _postpone(mail, error)
            else:
                OutgoingEmail.objects.filter(id=mail.id).delete()
                sent += 1
    return sent


@dataclass(frozen=True, slots=True)
class Depth:
    """How much mail waits to be sent, how much was given up and is kept, and since when the oldest is due."""

    waiting: int
    given_up: int
    oldest_due_at: datetime | None


def depth() -> Depth:
    now = timezone.now()
    return Depth(
        **OutgoingEmail.objects.aggregate(
            waiting=Count("pk", filter=Q(given_up_at=None)),
            given_up=Count("pk", filter=Q(given_up_at__isnull=False)),
            oldest_due_at=Min("due_at", filter=Q(given_up_at=None, due_at__lte=now)),
        )
    )


@transaction.atomic
def send_again(mail: OutgoingEmail) -> None:
    """Send a mail now, with all its attempts again."""
    OutgoingEmail.objects.filter(id=mail.id).update(attempts=0, due_at=timezone.now(), given_up_at=None)
    _bell.ring_after_commit()


def _take(ends: float = math.inf) -> OutgoingEmail | None:
    """Return the mail that has been due longest, leased to the caller: no transaction is open while it is sent.

    Mail that has to wait by the daily limits is put off on the way. After `ends` (of the monotonic clock) return None.
    """
    while time.monotonic() < ends:
        with transaction.atomic():
            now = timezone.now()
            due = OutgoingEmail.objects.filter(given_up_at=None, due_at__lte=now).order_by("due_at")
            mail = due.select_for_update(skip_locked=True).first()
            if mail is None:
                return None
            if mail.admitted_at is None:
                _admit(mail, now)
            if mail.given_up_at is None and mail.due_at <= now:
                mail.attempts += 1
                mail.due_at = now + LEASE
                mail.save(update_fields=["attempts", "due_at", "updated_at"])
                return mail
    return None


def _admit(mail: OutgoingEmail, now: datetime) -> None:
    """Give a mail its turn by the daily limits, which may be now; or give it up, and then it counts for none."""
    with transaction.atomic():
        wait = turn(mail)
        if is_too_long := wait > LONGEST_WAIT:
            transaction.set_rollback(True)
    if is_too_long:
        mail.given_up_at, mail.last_error = now, f"Over the daily limits: it would have to wait {wait.days} days."
        logger.error("Mail %s of %s was given up: %s", mail.id, mail.sender_id or "Atlas", mail.last_error)
    else:
        mail.admitted_at = now
        if wait > timedelta():
            mail.due_at = now + wait
            logger.warning("Mail %s of %s waits %s by the daily limits", mail.id, mail.sender_id or "Atlas", wait)
    mail.save(update_fields=["admitted_at", "due_at", "given_up_at", "last_error", "updated_at"])


def _message(mail: OutgoingEmail) -> EmailMessage:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    headers = {"Message-ID": f"<{mail.id}@{domain}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(mail.subject, body_of(mail), to=[mail.to], headers=headers)


def _postpone(mail: OutgoingEmail, error: Exception) -> None:
    """Write down a failure, unless another worker has the mail by now, and when to try again, if ever."""
    now = timezone.now()
    result: dict[str, Any] = {"last_error": f"{type(error).__name__}: {error}"[:MAX_ERROR_LENGTH], "updated_at": now}
    if mail.attempts > len(DELAYS) or _is_permanent(error):
        result["given_up_at"] = now
        logger.error("Mail %s was given up after attempt %s: %s", mail.id, mail.attempts, result["last_error"])
    else:
        result["due_at"] = now + DELAYS[mail.attempts - 1]
        logger.warning("Mail %s was not sent in attempt %s: %s", mail.id, mail.attempts, result["last_error"])
    OutgoingEmail.objects.filter(id=mail.id, attempts=mail.attempts).update(**result)


def _is_permanent(error: Exception) -> bool:
    return isinstance(error, SMTPRecipientsRefused) and all(code >= PERMANENT for code, _ in error.recipients.values())
