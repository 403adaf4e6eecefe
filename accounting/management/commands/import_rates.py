"""Take exchange rates from a file of the European Central Bank (XML or CSV: daily, 90 days or the whole history)."""

import datetime
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounting.currencies import ecb, rates
from accounting.currencies.models import RateSource
from accounting.management.lookup import find_company
from accounting.models import Company
from foundation import tenancy
from foundation.refusals import Refusal
from foundation.words import counted


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="Such as eurofxref-daily.xml or eurofxref-hist.csv.")
        parser.add_argument("--company", default="", help="The name or id of one company. Default: all companies.")
        parser.add_argument(
            "--since",
            type=datetime.date.fromisoformat,
            help="Leave out the rates of the days before, such as 2026-01-01.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            quotes = ecb.read(path)
        except (ecb.Unreadable, OSError) as error:
            raise CommandError(f"{path.name}: nothing was imported. {error}") from error
        if since := options["since"]:
            quotes = [quote for quote in quotes if quote[0] >= since]
        with tenancy.everyone():
            wanted = options["company"]
            companies = [find_company(wanted)] if wanted else list(Company.objects.order_by("id"))
        if not companies:
            self.stdout.write("Nothing was imported: there are no companies.")
        days = {date for date, _, _ in quotes}
        for company in companies:
            with tenancy.company(company.organization_id, company.pk):
                try:
                    taken = rates.take(company, quotes, by="import_rates", quoted=ecb.EURO, source=RateSource.ECB)
                except Refusal as error:
                    raise CommandError(f"{company.name}: {error}") from error
            self.stdout.write(
                f"{company.name} ({company.base_currency_id}): {counted(taken, 'rate')} of {counted(len(days), 'day')}."
            )
