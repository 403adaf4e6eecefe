"""Limit how many people an organization adds per day, and how many mails are sent (docs/decisions/0016).

Half of a day's number is allowed at once and the other half one by one over the day, so that no 24 hours have more than
that number. The counts are allowances in PostgreSQL (identity/slowdown.py), like the mails. So all processes share
them, a rollback undoes them, and they do not need Valkey.

Adding people over the limit is refused. Other mail is not refused, because it is about things that have happened: it
waits for its turn, which the first worker that sees the mail reserves (foundation/mail.py).
"""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from foundation.models import MailKind, OutgoingEmail
from identity import slowdown
from identity.errors import DailyLimit, TooManyAttempts
from identity.models import Organization, Tier
from identity.slowdown import Pace, digest


def a_day(number: int) -> Pace:
    """Return the pace that allows this number in any 24 hours, half of it at once. The number must be even."""
    return Pace(tries=number // 2, every=timedelta(days=1) / (number // 2))


NEW_USERS = a_day(200)
INVITATIONS = a_day(6)
"""Per organization and address."""
INVITED_AGAIN = Pace(tries=1, every=timedelta(minutes=1))
MAILS = {Tier.STANDARD: a_day(1_000), Tier.PROFESSIONAL: a_day(5_000), Tier.ENTERPRISE: a_day(20_000)}
"""Per organization: invoices, and notices about its webhooks."""
MAILS_TO_ONE = a_day(100)
"""Per organization and address."""
MAILS_TO_ADDRESS = a_day(400)
"""Per address, from all organizations together, invitations included."""
OWN_MAILS = a_day(48)
"""Per address, from Atlas itself: security notices and links for a new password."""
PASSWORD_RESETS = a_day(10)
"""Per address."""


def new_user(organization_id: UUID) -> None:
    """Count a user whom an organization adds. Raises DailyLimit, and then counts nothing."""
    rule = f"An organization can add at most {_number(NEW_USERS)} people per day, half of them at once."
    _spend(f"new users {organization_id}", NEW_USERS, rule)


def invitation(organization_id: UUID, email: str) -> None:
    """Count an invitation to an address. Call it in a transaction that a refusal rolls back.

    Raises TooManyAttempts, DailyLimit.
    """
    both = f"{organization_id} {email}"
    if wait := slowdown.spend(digest(f"invited again {both}"), INVITED_AGAIN):
        raise TooManyAttempts("An invitation was sent to this address less than a minute ago.", retry_after=wait)
    rule = f"An organization can invite one address at most {_number(INVITATIONS)} times per day, half of them at once."
    _spend(f"invitations {both}", INVITATIONS, rule)


def password_reset(email: str) -> bool:
    """Count a mail with a link for a new password to an address. Return whether it may be sent."""
    return slowdown.spend(digest(f"password resets {email}"), PASSWORD_RESETS) == 0


def turn(mail: OutgoingEmail) -> timedelta:
    """Reserve the next turn of a mail in all its limits, and return the time until then."""
    return max(slowdown.reserve(digest(name), pace) for name, pace in _limits(mail))


def _limits(mail: OutgoingEmail) -> Iterator[tuple[str, Pace]]:
    """Yield the allowances of a mail, in the order in which every worker locks them."""
    to, sender = mail.to.lower(), mail.sender_id
    if mail.kind == MailKind.OWN:
        yield f"own mails {to}", OWN_MAILS
        return
    if mail.kind == MailKind.ORGANIZATION:
        organization = Organization.objects.get(id=sender)  # type: ignore[misc]  # check mail_has_a_sender
        yield f"mails {sender}", MAILS[Tier(organization.tier)]
        yield f"mails {sender} {to}", MAILS_TO_ONE
    yield f"mails to {to}", MAILS_TO_ADDRESS


def _spend(name: str, pace: Pace, rule: str) -> None:
    if wait := slowdown.spend(digest(name), pace):
        raise DailyLimit(rule, retry_after=wait)


def _number(pace: Pace) -> int:
    return 2 * pace.tries
