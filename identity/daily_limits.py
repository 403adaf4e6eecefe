"""How many people an organization adds, and how much is mailed, in a day (docs/decisions/0016).

Half of a day's number may come at once and the others one by one over the day, so no 24 hours see more than that
number. The counts are allowances in PostgreSQL (identity/slowdown.py), beside the mails: they are right across
processes, undone with their transaction, and do not need Valkey.

Who adds people is refused over the limit. Other mail is not refused, because what it tells of has happened: it waits
for its turn, which the worker that first sees it reserves (foundation/mail.py).
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
    """Return the pace that allows this even number in any 24 hours, half of it at once."""
    return Pace(tries=number // 2, every=timedelta(days=1) / (number // 2))


NEW_USERS = a_day(200)
INVITATIONS = a_day(6)
"""From one organization to one address."""
INVITED_AGAIN = Pace(tries=1, every=timedelta(minutes=1))
MAILS = {Tier.STANDARD: a_day(1_000), Tier.PROFESSIONAL: a_day(5_000), Tier.ENTERPRISE: a_day(20_000)}
"""Of an organization: invoices, and notices about its webhooks."""
MAILS_TO_ONE = a_day(100)
"""From one organization to one address."""
MAILS_TO_ADDRESS = a_day(400)
"""To one address from all organizations, invitations included."""
OWN_MAILS = a_day(48)
"""To one address from Atlas itself: security notices and links for a new password."""
PASSWORD_RESETS = a_day(10)
"""To one address."""


def new_user(organization_id: UUID) -> None:
    """Count someone whom an organization adds. Raises DailyLimit, and then counts nobody."""
    rule = f"An organization can add at most {_number(NEW_USERS)} people per day, half of them at once."
    _spend(f"new users {organization_id}", NEW_USERS, rule)


def invitation(organization_id: UUID, email: str) -> None:
    """Count an invitation to an address. Call in a transaction that a refusal undoes.

    Raises TooManyAttempts, DailyLimit.
    """
    both = f"{organization_id} {email}"
    if wait := slowdown.spend(digest(f"invited again {both}"), INVITED_AGAIN):
        raise TooManyAttempts("An invitation was sent to this address less than a minute ago.", retry_after=wait)
    rule = f"An organization can invite one address at most {_number(INVITATIONS)} times per day, half of them at once."
    _spend(f"invitations {both}", INVITATIONS, rule)


def password_reset(email: str) -> bool:
    """Count a link for a new password to an address, and tell whether it may be mailed."""
    return slowdown.spend(digest(f"password resets {email}"), PASSWORD_RESETS) == 0


def turn(mail: OutgoingEmail) -> timedelta:
    """Reserve the next turn of a mail in all its limits, and return how long it is until then."""
    return max(slowdown.reserve(digest(name), pace) for name, pace in _limits(mail))


def _limits(mail: OutgoingEmail) -> Iterator[tuple[str, Pace]]:
    """Yield what a mail counts for, in the order in which every worker locks it."""
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
