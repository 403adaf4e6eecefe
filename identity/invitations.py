"""Invite people to an organization by e-mail.

If the address has an account in another organization, the inviting organization sees no difference. Only the mail,
which the owner of the address reads, says so (docs/decisions/0016).

The link contains a signed token with the user and the moment of the invitation. So a new invitation makes the earlier
links invalid, and accepting or revoking it makes all of them invalid.
"""

from datetime import datetime, timedelta
from typing import Unpack, cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core import signing
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from foundation import audit, mail, plain
from foundation.audit import Origin
from foundation.models import MailKind
from identity import daily_limits
from identity.checks import check_new_password, checked_email, checked_name, checked_role
from identity.errors import EmailTaken, InvalidToken, NotInvited, translated
from identity.models import Organization, Role, User
from identity.operations import lock_present, must_administer

GOOD_FOR = timedelta(days=7)
_signer = signing.Signer(salt="identity.invitation")


@transaction.atomic
def invite(*, by: User, email: str, full_name: str = "", role: str = Role.MEMBER) -> User:
    """Add a user without a password to the organization of `by`, an admin, and mail them a link to set a password.

    Raises Forbidden, Invalid, EmailTaken, TooManyAttempts.
    """
    must_administer(by, by.organization_id)
    organization = cast(Organization, by.organization)
    user = User(
        organization=organization,
        email=checked_email(email),
        full_name=checked_name(full_name) if full_name else "",
        role=checked_role(role),
        is_active=False,
        invited_at=timezone.now(),
    )
    user.set_unusable_password()
    if User.objects.filter(organization=organization, email=user.email).exists():
        raise EmailTaken(field="email")
    daily_limits.new_user(organization.id)
    daily_limits.invitation(organization.id, user.email)
    with translated():
        user.save(force_insert=True)
    audit.record("user.invited", user, by=by, new=audit.values(user, ("email", "full_name", "role")))
    _mail(user, by)
    return user


@transaction.atomic
def invite_again(user: User, *, by: User) -> User:
    """Mail a new link. Earlier links become invalid. Raises Forbidden, UserRemoved, NotInvited, TooManyAttempts."""
    must_administer(by, user.organization_id)
    user = lock_present(user)
    if user.invited_at is None:
        raise NotInvited
    daily_limits.invitation(cast(UUID, user.organization_id), user.email)
    mail.withdraw(user.id)
    user.invited_at = timezone.now()
    user.save(update_fields=["invited_at", "updated_at"])
    audit.record("user.invited_again", user, by=by, new={"email": user.email})
    _mail(user, by)
    return user


def invited(token: str) -> User:
    """Return the invited user of a link. Raises InvalidToken if it is forged, too old, or not the last one."""
    try:
        user_id, invited_at = _signer.unsign_object(token)
    except signing.BadSignature as error:
        raise InvalidToken from error
    user = User.objects.select_related("organization").filter(id=UUID(user_id), removed_at=None).first()
    if user is None or user.invited_at is None or user.invited_at != datetime.fromisoformat(invited_at):
        raise InvalidToken
    if user.invited_at + GOOD_FOR < timezone.now():
        raise InvalidToken
    return user


def accept(token: str, *, full_name: str, password: str, **origin: Unpack[Origin]) -> User:
    """Activate an invited user, with the name and the password that they chose.

    Raises InvalidToken, Invalid, UnusablePassword, and EmailTaken if the address has an account in another organization
    now. No transaction is open while Argon2 works.
    """
    user = invited(token)
    name = checked_name(full_name)
    user.full_name = name
    check_new_password(password, user, field="password")
    encoded = make_password(password)
    with transaction.atomic():
        locked = User.objects.lock(user.id)
        if locked is None or locked.invited_at != user.invited_at:
            raise InvalidToken
        locked.full_name, locked.password, locked.is_active, locked.invited_at = name, encoded, True, None
        with translated():
            locked.save(update_fields=["full_name", "password", "is_active", "invited_at", "updated_at"])
        audit.record("user.invitation_accepted", locked, by=locked, new={"full_name": name}, **origin)
    return locked


def _mail(user: User, by: User) -> None:
    assert user.invited_at is not None
    token = _signer.sign_object([str(user.id), user.invited_at.isoformat()])
    has_account = User.objects.with_account(user.email).exists()
    link = f"{settings.PUBLIC_URL}{reverse('accept-invitation', args=[token])}"
    sender, organization = plain.one_line(by.full_name), plain.one_line(str(user.organization))
    context = {
        "name": plain.one_line(user.full_name),
        "sender": sender,
        "sender_address": by.email,
        "organization": organization,
        "has_account": has_account,
        "link": link,
        "days": GOOD_FOR.days,
    }
    body = render_to_string("identity/invitation_mail.txt", context)
    mail.send(
        to=user.email,
        subject=f"{sender} invites you to {organization} on Atlas",
        body=body,
        link=link,
        kind=MailKind.INVITATION,
        sender_id=user.organization_id,
        about_id=user.id,
    )
