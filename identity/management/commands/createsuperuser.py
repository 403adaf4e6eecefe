"""Django's command, with a sentence in place of a traceback for an address that has an account."""

from typing import Any

from django.contrib.auth.management.commands import createsuperuser
from django.core.management.base import CommandError
from django.db import IntegrityError


class Command(createsuperuser.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        """Create the user. Raises CommandError if the address is taken."""
        # Django looks for the address only if its column alone is unique. Here invited users may share an address.
        try:
            super().handle(*args, **options)
        except IntegrityError as error:
            raise CommandError("A user with this e-mail address exists already. Choose another address.") from error
