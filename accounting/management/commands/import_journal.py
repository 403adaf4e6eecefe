"""Book a Beancount ledger into a new company, all of it or nothing."""

import shlex
import sys
from argparse import ArgumentParser
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounting import money
from accounting.errors import LedgerError
from accounting.exchange import beancount, booking
from accounting.exchange.source import SourceJournal, Unreadable
from accounting.management.lookup import find
from accounting.models import Company
from accounting.reports import trial_balance
from accounting.reports.table import RowType
from identity import tenancy
from identity.models import Organization, Role, User

READERS = {".beancount": beancount, ".bean": beancount}
BAR_WIDTH = 40
MAX_NAMES_SHOWN = 20


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="A Beancount ledger (.beancount).")
        parser.add_argument("--company", required=True, help="The name of the company to make.")
        parser.add_argument(
            "--organization", default="", help="Its organization's name or id; the only one by default."
        )
        parser.add_argument(
            "--currency", default="", help="Its base currency; the file's operating currency by default."
        )
        parser.add_argument(
            "--by", default="", help="Who posts: the e-mail address of an admin; the first one by default."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        reader = READERS.get(path.suffix)
        if reader is None:
            raise CommandError(f"{path.name}: a journal's name ends in {', '.join(READERS)}.")
        if not str(path).isprintable():
            raise CommandError(f"{str(path)!a}: rename it without control characters, in UTF-8.")
        if not path.is_file():
            raise CommandError(f"{path}: there is no such file.")
        with tenancy.everyone():
            organization = find_organization(options["organization"])
            by = find_admin(organization, options["by"])
            refuse_existing(organization, options["company"])
        try:
            source = reader.read(path, options["currency"])
            with tenancy.organization(organization.id):
                company = booking.book(
                    source,
                    organization=organization,
                    name=options["company"],
                    by=by,
                    progress=lambda booked: self.progress(booked, len(source.entries)),
                )
                self.report(source, company, reader.query(source.currency), path)
        except Unreadable as error:
            raise CommandError(f"Nothing was imported.\n{error}") from error
        except LedgerError as error:
            raise CommandError(f"Nothing was imported. {error}") from error

    def progress(self, booked: int, total: int) -> None:
        if not sys.stderr.isatty():
            return
        filled = BAR_WIDTH * booked // total
        end = "\n" if booked == total else ""
        self.stderr.write(f"\r[{'#' * filled:<{BAR_WIDTH}}] {booked:,}/{total:,} entries", ending=end)
        self.stderr.flush()

    def report(self, source: SourceJournal, company: Company, query: str, path: Path) -> None:
        """Say what was booked, what was not, what was rounded, and how another program can check it."""
        lines = sum(len(entry.lines) for entry in source.entries)
        write = self.stdout.write
        write(
            f"Company {company.name!r} ({company.id}) in {source.currency}, organization {company.organization.name!r}."
        )
        write(f"Booked: {len(source.entries):,} entries, {lines:,} lines, {len(source.accounts):,} accounts.")
        if source.without_value:
            counts = ", ".join(f"{count:,} in {name}" for name, count in sorted(source.without_value.items()))
            write(f"Postings left out, without a value in {source.currency}: {counts}.")
        if source.zero_lines:
            write(f"Postings left out, with a value that is zero or rounds to it: {source.zero_lines:,}.")
        write(f"Entries left out, of which no posting remained: {len(source.left_out):,}.")
        for entry in source.left_out:
            write(f"  {entry.place} {entry.date} {entry.memo}: {'; '.join(entry.postings)}")
        if source.rounded_entries:
            decimals = money.decimals(source.currency)
            write(
                f"Entries with values finer than {decimals} decimals, rounded: {source.rounded_entries:,}. It changed:"
            )
            for name, amount in sorted(source.rounding.items()):
                write(f"  {name} {amount:+f}")
        if source.moved:
            write(f"Entries that did not balance once rounded, so that amounts were moved: {len(source.moved):,}.")
            for moved in source.moved:
                write(f"  {moved.place} {moved.date} {moved.memo}: {signed(moved.by_account)}")
            write(f"Moved in all: {signed(source.moved_by_account())}.")
        if source.entries:
            first, last = (choose(entry.date for entry in source.entries) for choose in (min, max))
            table = trial_balance.report(company, start_date=first, end_date=last)
            shown = sum(row.type is RowType.ACCOUNT for row in table.rows)
            debits, credits = (money.text(Decimal(amount), source.currency) for amount in table.totals["total"][4:6])
            write(f"Trial balance {first} to {last}: {shown} accounts, debits {debits}, credits {credits}.")
        but = " but for what was moved" if source.moved else ""
        write(f"Beancount's own program computes the same balances{but}:")
        program = str(Path(sys.prefix, "bin", "bean-query"))
        write(f'  {shlex.join([program, "-f", "csv", str(path)])} "{query}"')


def signed(by_account: dict[str, Decimal]) -> str:
    return ", ".join(f"{name} {amount:+f}" for name, amount in sorted(by_account.items()))


def find_organization(wanted: str) -> Organization:
    """Return the organization of a name or id, or the only one there is."""
    organizations = Organization.objects.order_by("name")
    found = list(find(organizations, wanted)[:2] if wanted else organizations[:2])
    if len(found) == 1:
        return found[0]
    names = ", ".join(repr(name) for name in organizations.values_list("name", flat=True)[:MAX_NAMES_SHOWN])
    problem = "There is no such organization" if wanted and not found else "Name one organization with --organization"
    raise CommandError(f"{problem}. There are: {names or 'none'}.")


def find_admin(organization: Organization, email: str) -> User:
    """Return the organization's admin of that address, or its first one."""
    admins = User.objects.filter(organization=organization, role=Role.ADMIN, is_active=True).order_by("created_at")
    found = admins.filter(email=email.strip().lower()) if email else admins
    admin = found.first()
    if admin is None:
        raise CommandError(f"{organization.name} has no active admin{f' {email}' if email else ''}.")
    return admin


def refuse_existing(organization: Organization, name: str) -> None:
    if Company.objects.filter(organization=organization, name=name.strip()).exists():
        raise CommandError(
            f"{organization.name} has a company named {name.strip()!r} already. An import makes a new one."
        )
