"""Send e-mail through a table: a row is added in the transaction of the change, sent after the commit, then deleted.

Each mail is sent at least once: if a worker dies after the server took a mail, its lease runs out and the mail is sent
again, with the same Message-ID. A mail that cannot be sent is tried again after `DELAYS`, then given up: its row stays,
and staff can see it in the admin and send it again. The daily limits can delay a mail (identity/daily_limits.py).

A file is not kept with its mail, but made each time that the mail is about to be sent. No mail leaves without its file.
If it cannot be made, the attempt has failed. If what it is made of is not here any more, the mail is given up.
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
from django.db.models import Count, Min, Model, Q
from django.utils import timezone

from foundation import audit, encryption, plain
from foundation.bell import Bell
from foundation.models import MAX_ERROR_LENGTH, MAX_SUBJECT_LENGTH, MailKind, OutgoingEmail

logger = logging.getLogger(__name__)

turn: Callable[[OutgoingEmail], timedelta] = lambda mail: timedelta()  # noqa: E731
"""How long a mail has to wait for its turn. identity/apps.py sets this to its daily limits, which know
organizations."""

ATTACHMENTS: dict[str, Callable[[OutgoingEmail], tuple[str, bytes, str] | None]] = {}
"""What makes each kind of file for a mail: name, content and media type, or None if what it is about is not here.
accounting/apps.py adds invoices."""

SEND_TASK = "foundation.send_email"
DELAYS = [timedelta(minutes=minutes) for minutes in (0.5, 2, 10, 30, 2 * 60, 6 * 60, 12 * 60, 24 * 60)]
"""How long to wait after each failed attempt. After one more failure we give up."""
LEASE = timedelta(minutes=5)
"""More than sending one mail takes: each step of SMTP has `EMAIL_TIMEOUT`."""
LONGEST_WAIT = timedelta(days=3)
"""A mail that would have to wait longer for its turn is given up, for staff to see."""
KEPT = timedelta(days=30)
"""How long a mail that was given up is kept."""
PERMANENT = 500
"""A reply with this code or a higher one means that it is useless to try again (RFC 5321 §4.2.1)."""


class FileIsGone(Exception):
    """What the file of a mail is made of is not here any more, so it is useless to try again."""


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
    attachment: str = "",
) -> OutgoingEmail:
    """Send a mail of plain text to one address after the caller's transaction is committed.

    `link`, which leads to PUBLIC_URL, is the only link in the mail: other text that looks like a link is broken up
    (foundation/plain.py). Callers write names and the like with `plain.one_line`, so that they stay in their line.
    `kind` and the organization that causes the mail decide its daily limits. `about_id` is the object that the mail is
    about, for `withdraw` and for the file that `ATTACHMENTS` makes of it.
    """
    subject = plain.one_line(subject)[:MAX_SUBJECT_LENGTH]
    encrypted = encryption.encrypt(_with_one_link(body, link))
    mail = OutgoingEmail.objects.create(
        to=to,
        subject=subject,
        encrypted_body=encrypted,
        kind=kind,
        sender_id=sender_id,
        about_id=about_id,
        attachment=attachment,
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
    """Delete all unsent mail about an object, because it is no longer true. A mail that is being sent still goes
    out."""
    OutgoingEmail.objects.filter(about_id=about_id).delete()


def body_of(mail: OutgoingEmail) -> str:
    """Return the text of the mail."""
    return encryption.decrypt(mail.encrypted_body)


def drain(*, seconds: float) -> int:
    """Send due mail for about so many seconds, and return how many were sent. Stop early if the mail server is away."""
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
            except Exception as error:  # after any error with this mail, send the others
                server.close()
                _postpone(mail, error)
            else:
                OutgoingEmail.objects.filter(id=mail.id).delete()
                sent += 1
    return sent


@dataclass(frozen=True, slots=True)
class Depth:
    """How many mails wait to be sent, how many were given up and are kept, and since when the oldest is due."""

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
def send_again(mail: OutgoingEmail, *, by: Model) -> None:
    """Send a mail now, with all attempts again."""
    OutgoingEmail.objects.filter(id=mail.id).update(attempts=0, due_at=timezone.now(), given_up_at=None)
    audit.record("mail.sent_again", mail, by=by, new={"to": mail.to, "subject": mail.subject})
    _bell.ring_after_commit()


def _take(ends: float = math.inf) -> OutgoingEmail | None:
    """Return the mail that has been due longest, leased to the caller, so that no transaction is open while it is sent.

    Mail that has to wait for the daily limits is postponed. After `ends` (of the monotonic clock) return None.
    """
    while time.monotonic() < ends:
        with transaction.atomic():
            now = timezone.now()
            due = OutgoingEmail.objects.filter(given_up_at=None, due_at__lte=now).order_by("due_at")
            mail = due.select_for_update(skip_locked=True).first()
            if mail is None:
                return None
            if mail.attempts > len(DELAYS):
                _give_up(mail, now, "The worker of the last attempt ended before it could say what became of it.")
                continue
            if mail.admitted_at is None:
                _admit(mail, now)
            if mail.given_up_at is None and mail.due_at <= now:
                mail.attempts += 1
                mail.due_at = now + LEASE
                mail.save(update_fields=["attempts", "due_at", "updated_at"])
                return mail
    return None


def _admit(mail: OutgoingEmail, now: datetime) -> None:
    """Set when the daily limits allow a mail, maybe now. If that is too late, give it up without counting it."""
    with transaction.atomic():
        wait = turn(mail)
        if is_too_long := wait > LONGEST_WAIT:
            transaction.set_rollback(True)
    if is_too_long:
        _give_up(mail, now, f"Over the daily limits: it would have to wait {wait.days} days.")
        return
    mail.admitted_at = now
    if wait > timedelta():
        mail.due_at = now + wait
        logger.warning("Mail %s of %s waits %s for the daily limits", mail.id, mail.sender_id or "Atlas", wait)
    mail.save(update_fields=["admitted_at", "due_at", "updated_at"])


def _give_up(mail: OutgoingEmail, now: datetime, why: str) -> None:
    mail.given_up_at, mail.last_error = now, why
    mail.save(update_fields=["given_up_at", "last_error", "updated_at"])
    logger.error("Mail %s of %s was given up: %s", mail.id, mail.sender_id or "Atlas", why)


def _message(mail: OutgoingEmail) -> EmailMessage:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    headers = {"Message-ID": f"<{mail.id}@{domain}>", "Auto-Submitted": "auto-generated"}
    message = EmailMessage(mail.subject, body_of(mail), to=[mail.to], headers=headers)
    if mail.attachment:
        file = ATTACHMENTS[mail.attachment](mail)
        if file is None:
            raise FileIsGone(f"The {mail.attachment} is not here any more.")
        message.attach(*file)
    return message


def _postpone(mail: OutgoingEmail, error: Exception) -> None:
    """Record a failure and when to try again, if at all, unless another worker has taken the mail."""
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
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _ in error.recipients.values())
    return isinstance(error, FileIsGone)
