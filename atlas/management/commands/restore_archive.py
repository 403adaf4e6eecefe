"""Restore an archive of `export_archive` or `GET /exports/archive`, with its ids, numbers and hashes: all or nothing.

It runs as the owner of the database, as `migrate` does. While it runs, nobody else writes to the books in this
database.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounting.exchange.archive import Unreadable, restoring
from accounting.management.lookup import find_organization
from accounting.models import Company, LedgerHead
from accounting.reports import integrity
from atlas.moving.steps import at
from foundation import tenancy
from webhooks.models import FanOut

SYSTEM = "restore_archive"


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="The archive, packed by gzip or not.")
        parser.add_argument("--organization", required=True, help="The name or id of the organization that gets it.")
        parser.add_argument("--database", default="owner", help="A login in DATABASES of settings.py. Default: owner.")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"{path}: there is no such file.")
        try:
            with at(options["database"]), tenancy.everyone():
                organization = find_organization(options["organization"])
                company, people = restoring.restore(path, organization=organization, verify=self.verify, system=SYSTEM)
                head = LedgerHead.objects.get(company=company)
                # Webhooks begin after the events that are restored: these were delivered where they happened.
                FanOut(company=company, organization=organization, sequence=head.last_event_sequence).save()
        except Unreadable as error:
            raise CommandError(f"Nothing was restored. {error}") from error
        self.stdout.write(f"Restored {company.name!r} ({company.id}) into {organization.name!r}. Everything holds.")
        self.stdout.write(f"Its last entry is {head.last_number:,}, with the hash {head.last_hash}.")
        if people:
            self.stdout.write(f"Users who are not here and stay as names: {people:,}.")

    def verify(self, company: Company) -> list[str]:
        """Return a sentence for each thing that is wrong in the books."""
        return [failure for check in integrity.checks(company) for failure in check.failures]
