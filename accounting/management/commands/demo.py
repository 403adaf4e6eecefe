"""Load the demo books: a year of invoices, bills, payments and journal entries, made by the operations."""

import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from accounting.ledger import members
from accounting.management.demo.abroad import Abroad
from accounting.management.demo.books import give_addresses, open_books
from accounting.management.demo.plans import LOGISTICS, STUDIO, TRADING, Plan
from accounting.management.demo.purchases import Purchases
from accounting.management.demo.routine import Routine
from accounting.management.demo.sales import Sales
from accounting.models import Bill, Company, CompanyRole, Invoice, JournalEntry, Payment
from foundation import tenancy
from foundation.transactions import without_savepoints
from identity.models import Organization, Role, Tier, User

ORGANIZATION = "Harbor Lane Trading"
OTHER_ORGANIZATION = "Bluebird Studio"
PASSWORD = "atlas-demo"  # noqa: S105 -- well-known on purpose


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--today",
            type=datetime.date.fromisoformat,
            help="The last day of the year that is loaded, such as 2026-06-30; today by default.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("The demo books have well-known passwords: they are loaded only with DEBUG on.")
        today = options["today"] or timezone.now().date()
        with tenancy.everyone():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext('atlas demo'))")  # one load at a time
            if Organization.objects.filter(name=ORGANIZATION).exists():
                self.stdout.write("The demo books are there already.")
                return
            User.objects.create_superuser("staff@example.com", PASSWORD, full_name="Sam Staff")
            self._load_harbor_lane(today)
            self._load_bluebird(today)
        self.stdout.write(f"Everybody's password is {PASSWORD}.")

    def _load_harbor_lane(self, today: datetime.date) -> None:
        organization = Organization.objects.create(name=ORGANIZATION, tier=Tier.PROFESSIONAL)
        admin = _user("admin@example.com", "Alex Admin", organization, Role.ADMIN)
        accountant = _user("accountant@example.com", "Ana Accountant", organization)
        viewer = _user("viewer@example.com", "Vic Viewer", organization)
        for plan in (TRADING, LOGISTICS):
            company = self._load(plan, organization, manager=admin, accountant=accountant, today=today)
            members.assign(company, user=accountant, role=CompanyRole.ACCOUNTANT, by=admin)
            members.assign(company, user=viewer, role=CompanyRole.VIEWER, by=admin)

    def _load_bluebird(self, today: datetime.date) -> None:
        organization = Organization.objects.create(name=OTHER_ORGANIZATION, tier=Tier.STANDARD)
        other = _user("other@example.com", "Olive Other", organization, Role.ADMIN)
        self._load(STUDIO, organization, manager=other, accountant=other, today=today)

    def _load(
        self, plan: Plan, organization: Organization, *, manager: User, accountant: User, today: datetime.date
    ) -> Company:
        """Run a company's year, and print what it made."""
        with without_savepoints():
            books = open_books(plan, organization, manager=manager, accountant=accountant, today=today)
            routine, sales, purchases = Routine(books), Sales(books), Purchases(books)
            routine.plan()
            sales.plan()
            purchases.plan()
            if plan.abroad is not None:
                Abroad(books, sales, plan.abroad).plan()
            books.work()
            routine.close_months()
            routine.file_tax_returns()
            routine.plan_the_year()
            routine.leave_a_draft()
            sales.leave_drafts()
            give_addresses(books)
        purchases.leave_a_template()  # tries out its bill, and takes it back to a savepoint
        made = ", ".join(
            f"{model._default_manager.filter(company=books.company).count():,} {model._meta.verbose_name_plural}"
            for model in (Invoice, Bill, Payment, JournalEntry)
        )
        self.stdout.write(f"{organization.name}: {plan.name}, {made}.")
        return books.company


def _user(email: str, full_name: str, organization: Organization, role: str = Role.MEMBER) -> User:
    return User.objects.create_user(email, PASSWORD, full_name=full_name, organization=organization, role=role)
