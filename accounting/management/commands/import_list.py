"""Import a list of Xero, QuickBooks Online or Atlas (contacts, accounts, items, open documents): all of it or
nothing."""

import datetime
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounting.exchange import formats
from accounting.exchange.figures import DATE_ORDERS, DECIMAL_MARKS
from accounting.exchange.outcome import DryRun, Outcome
from accounting.exchange.source import Unreadable
from accounting.management.lookup import find_admin, find_company
from foundation import tenancy
from foundation.refusals import Refusal


def day(text: str) -> datetime.date:
    """Read `2025-12-31`."""
    return datetime.date.fromisoformat(text)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="A CSV file.")
        parser.add_argument("--format", required=True, choices=list(formats.LISTS), help="What the file is.")
        parser.add_argument("--company", required=True, help="The name or id of the company.")
        parser.add_argument(
            "--existing",
            default=formats.EXISTING[0],
            choices=formats.EXISTING,
            help="What becomes of rows that are in the books already. Default: skip.",
        )
        parser.add_argument("--date", type=day, help="The day of the opening balances, for open documents: 2025-12-31.")
        parser.add_argument("--date-order", default="", choices=DATE_ORDERS, help="How 01/02/2026 is read.")
        parser.add_argument("--decimal-mark", default="", choices=DECIMAL_MARKS, help="What is before the decimals.")
        parser.add_argument("--currency", default="", help="The currency of amounts that name none.")
        parser.add_argument("--dry-run", action="store_true", help="Only say what would happen.")
        parser.add_argument(
            "--by", default="", help="The e-mail address of the admin who imports. Default: the first admin."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"{path}: there is no such file.")
        chosen = formats.LISTS[options["format"]]
        with tenancy.everyone():
            company = find_company(options["company"])
            by = find_admin(company.organization, options["by"])
        names = ("existing", "date", "date_order", "decimal_mark", "currency")
        asked = formats.Options(**{name: options[name] for name in names})
        try:
            source = chosen.read(path, asked, company.base_currency_id)
            with tenancy.company(company.organization_id, company.pk, alone=True):
                outcome = chosen.book(company, source, options=asked, by=by, progress=lambda done, total: None)
                outcome.check()
                if options["dry_run"]:
                    raise DryRun
        except DryRun:
            pass
        except Unreadable as error:
            raise CommandError(f"Nothing was imported.\n{error}") from error
        except Refusal as error:
            raise CommandError(f"Nothing was imported. {error}") from error
        self.report(outcome, is_dry_run=options["dry_run"])

    def report(self, outcome: Outcome, *, is_dry_run: bool) -> None:
        for row in outcome.rows:
            self.stdout.write(f"Line {row.line}: {row.action} {row.what}")
        for line, message in outcome.warnings:
            self.stdout.write(f"Line {line}: {message}" if line else message)
        for action in ("created", "updated", "skipped"):
            for kind, number in outcome.counts(action).items():
                self.stdout.write(f"{action.capitalize()} {kind.replace('_', ' ')}: {number:,}.")
        if is_dry_run:
            self.stdout.write("This was a dry run: nothing was kept.")
