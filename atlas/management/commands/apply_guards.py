"""Apply the SQL files of the guards again, as the owner, to a database whose guards were changed by hand."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections, transaction

from foundation import guards


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--database", default="owner", help="A login in DATABASES of settings.py. Default: owner.")

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        with transaction.atomic(using=options["database"]):
            for file in guards.recorded():
                guards.apply(file, connection)
        if left := guards.differences(connection):
            raise CommandError(f"These guards still differ: {'; '.join(left)}.")
        self.stdout.write("The guards are those of this release.")
