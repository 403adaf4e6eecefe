"""Django's `migrate`, which refuses a database that it would leave half migrated."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections

from foundation import takeover


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        if sentence := takeover.obstacle(connections[options["database"]]):
            raise CommandError(sentence)
        super().handle(*args, **options)
