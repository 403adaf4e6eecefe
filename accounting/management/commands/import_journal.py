"""Import a journal (Beancount, hledger, CSV) into a new company, all of it or nothing."""

import shlex
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Max, Min

from accounting.exchange import beancount, booking, formats
from accounting.exchange.formats import JournalFormat
from accounting.exchange.source import SourceJournal, Unreadable
from accounting.ledger import money
from accounting.management.lookup import find_admin, find_organization
from accounting.models import Company, JournalEntry, JournalLine
from accounting.reports import trial_balance
from accounting.reports.table import RowType
from foundation import garbage, tenancy
from foundation.refusals import Refusal
from foundation.words import counted
from identity.models import Organization

BAR_WIDTH = 40
MAX_NAMES_SHOWN = 20
MAX_RATE = 1_000_000_000


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="A journal (.beancount, .journal, .csv).")
        parser.add_argument(
            "--format", default="", choices=["", *formats.JOURNALS], help="Its format, if its name does not end in it."
        )
        parser.add_argument("--company", required=True, help="The name of the company to make.")
        parser.add_argument(
            "--organization", default="", help="The name or id of its organization. Default: the only one."
        )
        parser.add_argument("--currency", default="", help="Its base currency. Default: the file's operating currency.")
        parser.add_argument(
            "--rate",
            action="append",
            default=[],
            type=rate,
            metavar="EUR=1.10",
            help="The value of one unit of another currency in the base currency, if the file has no price for it.",
        )
        parser.add_argument(
            "--allow-plugins",
            action="store_true",
            help="Let an installed beancount run the file's plugins first. They have all your rights.",
        )
        parser.add_argument(
            "--by", default="", help="The e-mail address of the admin who posts. Default: the first admin."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        garbage.spare_collector()
        path: Path = options["file"]
        chosen = formats.JOURNALS.get(options["format"]) or formats.by_suffix(path.suffix)
        if chosen is None:
            known = ", ".join(suffix for one in formats.JOURNALS.values() for suffix in one.suffixes)
            raise CommandError(f"{path.name}: a journal's name ends in {known}. Or name its format with --format.")
        if options["allow_plugins"] and chosen.name != "beancount":
            raise CommandError("Only Beancount has plugins: leave out --allow-plugins.")
        if not str(path).isprintable():
            raise CommandError(f"{str(path)!a}: rename it without control characters, in UTF-8.")
        if not path.is_file():
            raise CommandError(f"{path}: there is no such file.")
        with tenancy.everyone():
            wanted = options["organization"]
            organization = find_organization(wanted) if wanted else only_organization()
            by = find_admin(organization, options["by"])
            refuse_existing(organization, options["company"])
        try:
            source = self.read(chosen, path, options)
            with tenancy.organization(organization.id):
                company, opened = booking.book(
                    source,
                    organization=organization,
                    name=options["company"],
                    by=by,
                    progress=lambda booked: self.progress(booked, len(source.entries)),
                )
                self.report(source, company, opened, chosen, path)
        except Unreadable as error:
            raise CommandError(f"Nothing was imported.\n{error}") from error
        except Refusal as error:
            raise CommandError(f"Nothing was imported. {error}") from error

    def read(self, chosen: JournalFormat, path: Path, options: dict[str, Any]) -> SourceJournal:
        currency, rates = options["currency"], dict(options["rate"])
        if options["allow_plugins"]:
            return beancount.read(path, currency, rates, allow_plugins=True)
        return chosen.read(path, currency, rates)

    def progress(self, booked: int, total: int) -> None:
        if not sys.stderr.isatty():
            return
        filled = BAR_WIDTH * booked // total
        end = "\n" if booked == total else ""
        self.stderr.write(f"\r[{'#' * filled:<{BAR_WIDTH}}] {booked:,}/{total:,} entries", ending=end)
        self.stderr.flush()

    def report(
        self, source: SourceJournal, company: Company, opened: booking.Opened, chosen: JournalFormat, path: Path
    ) -> None:
        """Print what was booked, left out and changed, and how another program can check it.

        It asks the books: to read a long file again takes longer than PostgreSQL lets a transaction wait.
        """
        lines = JournalLine.objects.filter(company=company).count()
        write = self.stdout.write
        write(
            f"Company {company.name!r} ({company.id}) in {source.currency}, organization {company.organization.name!r}."
        )
        write(
            f"Booked: {counted(len(source.entries), 'entry', 'entries')}, {counted(lines, 'line')}, "
            f"{counted(len(source.accounts), 'account')}."
        )
        for text in (*left_out(source), *changed(source), *checked(source)):
            write(text)
        for place, code, account in opened.moved:
            write(f"Account {code} ({place}) is {account.code} in the books: lines cannot be posted to their {code}.")
        if len(source.entries):
            dates = JournalEntry.objects.filter(company=company).aggregate(first=Min("date"), last=Max("date"))
            first, last = dates["first"], dates["last"]
            table = trial_balance.report(company, start_date=first, end_date=last)
            shown = sum(row.type is RowType.ACCOUNT for row in table.rows)
            totals = (amount or Decimal(0) for amount in table.totals["total"][4:6])
            debits, credits = (money.text(amount, source.currency) for amount in totals)
            write(f"Trial balance {first} to {last}: {counted(shown, 'account')}, debits {debits}, credits {credits}.")
        if chosen.name != "beancount":
            return
        but = ", except for the account for roundings" if source.residues else ""
        write(f"If you have Beancount's own program, it computes the same balances{but}:")
        write(f'  {shlex.join(["bean-query", "-f", "csv", str(path)])} "{beancount.query(source.currency)}"')


def left_out(source: SourceJournal) -> Iterator[str]:
    for mention in source.unread:
        yield f"{mention.text} ({mention.place})"
    if source.without_value:
        counts = ", ".join(f"{count:,} in {name}" for name, count in sorted(source.without_value.items()))
        yield f"Postings left out, without a value in {source.currency}: {counts}."
    for unpriced in source.unpriced:
        yield f"  {unpriced.posting} on {unpriced.account} ({unpriced.place})"
    if source.zero_lines:
        yield f"Postings left out, with a value that is zero or rounds to it: {source.zero_lines:,}."
    yield f"Entries left out, because no posting remained: {len(source.left_out):,}."
    for entry in source.left_out:
        yield f"  {entry.place} {entry.date} {entry.memo}: {'; '.join(entry.postings)}"
    if source.not_run:
        yield f"Not run: {len(source.not_run):,}."
    for mention in source.not_run:
        yield f"  {mention.place} {mention.text}"


def changed(source: SourceJournal) -> Iterator[str]:
    if source.converted:
        counts = ", ".join(f"{count:,} in {name}" for name, count in sorted(source.converted.items()))
        yield f"Postings valued at a price of their day: {counts}."
    if source.rounded_lines:
        decimals = money.decimals(source.currency)
        yield f"Postings with values finer than {decimals} decimals, rounded: {source.rounded_lines:,}. It changed:"
        for name, amount in sorted(source.rounding.items()):
            yield f"  {name} {amount:+f}"
    if source.residues:
        total = sum((residue.amount for residue in source.residues), Decimal(0))
        what = "Entries with a difference, booked to the account for roundings"
        yield f"{what}: {len(source.residues):,}, {total:+f} in all."
        for residue in source.residues:
            yield f"  {residue.place} {residue.date} {residue.memo}: {residue.amount:+f}"
    if source.cut:
        yield f"Texts that were cut: {len(source.cut):,}."
        for cut in source.cut:
            yield f"  {cut.place} {cut.what}: {counted(cut.length, 'character')}"


def checked(source: SourceJournal) -> Iterator[str]:
    if source.padded:
        yield f"Amounts that pads of the file add: {len(source.padded):,}."
        for mention in source.padded:
            yield f"  {mention.place} {mention.text}"
    if source.balances_checked:
        yield f"Balances that the file asserts, all correct: {source.balances_checked:,}."


def rate(text: str) -> tuple[str, Decimal]:
    """Read `EUR=1.10`."""
    currency, _, number = text.partition("=")
    try:
        value = Decimal(number)
        if currency and 0 < value <= MAX_RATE:
            return currency, value
    except InvalidOperation:  # of a comparison too: NaN is a Decimal
        pass
    raise ArgumentTypeError(f"{text!r} is not a rate such as EUR=1.10.")


def only_organization() -> Organization:
    found = list(Organization.objects.order_by("name")[:MAX_NAMES_SHOWN])
    if len(found) == 1:
        return found[0]
    names = ", ".join(repr(organization.name) for organization in found)
    raise CommandError(f"Name one organization with --organization. There are: {names or 'none'}.")


def refuse_existing(organization: Organization, name: str) -> None:
    if Company.objects.filter(organization=organization, name=name.strip()).exists():
        raise CommandError(
            f"{organization.name} has a company named {name.strip()!r} already. An import makes a new one."
        )
