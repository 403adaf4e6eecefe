"""Recompute the books independently and show the evidence. Exits with 1 if anything is wrong."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounting.management.lookup import find
from accounting.models import Company
from accounting.reports import integrity
from foundation import tenancy


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--company", default="", help="The name or id of a company. Default: all.")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = 0
        with tenancy.everyone(**tenancy.AT_ONE_MOMENT):
            rows = Company.objects.select_related("organization").order_by("id")
            companies = list(find(rows, options["company"]) if options["company"] else rows)
            if not companies and options["company"]:
                raise CommandError(f"There is no company {options['company']!r}.")
            for company in companies:
                failed += self.show(company, integrity.checks(company))
        if failed:
            raise CommandError(f"{failed:,} {'thing is' if failed == 1 else 'things are'} wrong in the books.")
        self.stdout.write(f"Companies verified: {len(companies):,}. Everything holds.")

    def show(self, company: Company, checks: list[integrity.Check]) -> int:
        """Print one company's table and return the number of errors."""
        self.stdout.write(f"{company.name} ({company.id}), {company.organization.name}")
        wide = max(len(check.name) for check in checks) + 2
        for check in checks:
            state = f"{check.failed:,} WRONG" if check.failed else "holds"
            line = f"  {check.name:<{wide}}{check.examined:>11,} {check.unit:<15}{state:<12} {check.evidence}"
            self.stdout.write(line.rstrip())
            for failure in check.failures:
                self.stdout.write(f"      {company.name}: {failure}")
            if check.failed > len(check.failures):
                self.stdout.write(f"      … and {check.failed - len(check.failures):,} more.")
        return sum(check.failed for check in checks)
