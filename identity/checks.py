"""Check names, roles, e-mail addresses and passwords, and whether the person who asks is the user."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from foundation.models import MAX_EMAIL_LENGTH, MAX_NAME_LENGTH
from foundation.plain import trimmed
from identity import slowdown
from identity.errors import Invalid, UnusablePassword, WrongPassword
from identity.models import Role, User

MAX_PASSWORD_LENGTH = 128
REMOVED_DOMAIN = "removed.invalid"


def checked_name(text: str, *, field: str = "full_name") -> str:
    name = trimmed(text)
    if not name or len(name) > MAX_NAME_LENGTH or not name.isprintable():
        raise Invalid(f"The name must have 1 to {MAX_NAME_LENGTH} printable characters.", field=field)
    return name


def checked_role(role: str) -> str:
    if role not in Role.values:
        raise Invalid(f"The role must be one of: {', '.join(Role.values)}.", field="role")
    return role


def checked_email(email: str) -> str:
    """Return the address in lower case. Only ASCII is allowed, so that no two addresses look alike (international
    domains have an `xn--` form). Raises Invalid."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid("This is not a valid e-mail address.", field="email") from error
    if len(email) > MAX_EMAIL_LENGTH or not email.isascii() or email.endswith(f"@{REMOVED_DOMAIN}"):
        raise Invalid("This is not a valid e-mail address.", field="email")
    return email


def check_new_password(password: str, user: User, *, field: str) -> None:
    """Raise UnusablePassword for a password that is too long or easily guessed."""
    if len(password) > MAX_PASSWORD_LENGTH:
        raise UnusablePassword(f"A password can have at most {MAX_PASSWORD_LENGTH} characters.", field=field)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise UnusablePassword(" ".join(error.messages), field=field) from error


def prove(by: User, *, password: str, address: str, field: str) -> None:
    """Check that the person who asks knows the password of `by`. Call it outside any transaction.

    Raises WrongPassword, TooManyAttempts.
    """
    slowdown.take(email=by.email, address=address)
    if len(password) > MAX_PASSWORD_LENGTH or not by.check_password(password):
        raise WrongPassword(field=field)
    slowdown.give_back(email=by.email, address=address)


class WeaknessAtFirst:
    """Show what is wrong with a password at its first field. Django shows it at the field for the repetition."""

    def validate_password_for_user(self, user: User, *names: str) -> None:
        first = names[0].replace("2", "1") if names else "password1"
        super().validate_password_for_user(user, password_field_name=first)  # type: ignore[misc]
