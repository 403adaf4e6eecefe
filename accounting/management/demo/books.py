"""The books of one company during its year: the users who work in them, and the agenda."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from heapq import heappop, heappush
from itertools import count
from random import Random
from uuid import UUID

from accounting.items import items
from accounting.ledger import companies, contacts, tracking_categories
from accounting.ledger.dates import DAY, month_end
from accounting.management.demo.plans import Plan
from accounting.models import Account, Company, Contact, TaxRate
from accounting.taxes import tax_rates
from identity.models import Organization, User

BANK = "1000"
FRIDAY = 4

Act = Callable[[datetime.date], None]


@dataclass
class Books:
    """A company and its agenda of acts, which are done in the order of their dates, up to `today`."""

    plan: Plan
    company: Company
    manager: User
    accountant: User
    today: datetime.date
    random: Random
    accounts: dict[str, Account]
    taxes: dict[str, TaxRate]
    customers: dict[str, Contact]
    vendors: dict[str, Contact]
    items: dict[str, UUID]
    """What it sells, by its description."""
    tracking: dict[str, list[UUID]]
    """The options of a contact's lines, by its name."""
    agenda: list[tuple[datetime.date, int, Act]] = field(default_factory=list)
    order: Iterator[int] = field(default_factory=count)

    @property
    def start(self) -> datetime.date:
        return self.today.replace(year=self.today.year - 1, day=1)

    def months(self, every: int = 1) -> list[datetime.date]:
        """Return the first day of each (or each `every`th) month of the year, including the current month."""
        firsts = [self.start]
        while (following := month_end(firsts[-1]) + DAY) <= self.today:
            firsts.append(following)
        return firsts[::every]

    def on(self, date: datetime.date, act: Act) -> None:
        """Put an act on the agenda. From a weekend it moves to Monday, or to Friday if Monday is in the next month."""
        if date.weekday() > FRIDAY:
            monday = date + datetime.timedelta(days=7 - date.weekday())
            date = monday if monday.month == date.month else date - datetime.timedelta(days=date.weekday() - FRIDAY)
        heappush(self.agenda, (date, next(self.order), act))

    def work(self) -> None:
        """Do all acts on the agenda up to today, also those that acts add."""
        while self.agenda and self.agenda[0][0] <= self.today:
            date, _, act = heappop(self.agenda)
            act(date)

    def price(self, low: int, high: int) -> Decimal:
        """Return a price between `low` and `high`, in steps of 0.25."""
        return Decimal(self.random.randrange(low * 4, high * 4 + 1)) / 4


def open_books(
    plan: Plan, organization: Organization, *, manager: User, accountant: User, today: datetime.date
) -> Books:
    """Create a company with its tax rates, customers, vendors and items.

    Contacts have no e-mail addresses until `give_addresses`, so that the demo's invoices are not mailed.
    """
    company = companies.create(
        organization=organization,
        name=plan.name,
        base_currency=plan.base_currency,
        chart=plan.chart,
        time_zone=plan.time_zone,
        two_person_approval=plan.two_person_approval,
        **plan.details,
        by=manager,
    )
    taxes = {}
    for tax in plan.taxes:
        taxes[tax.name] = tax_rates.create(
            company,
            by=manager,
            name=tax.name,
            percent=Decimal(tax.percent),
            components=[{"name": name, "percent": Decimal(percent)} for name, percent in tax.components] or None,
            is_inclusive=tax.is_inclusive,
            boxes=tax.boxes,
        )
    tracking: dict[str, list[UUID]] = {}
    if plan.departments:
        category = tracking_categories.create(
            company, by=manager, name="Department", options=[{"name": name} for name in plan.departments]
        )
        for option in category.ordered_options():
            tracking |= {name: [option.id] for name in plan.departments[option.name]}
    customers, vendors = {}, {}
    for customer in (*plan.customers, *([plan.abroad] if plan.abroad else [])):
        customers[customer.name] = contacts.create(
            company,
            by=accountant,
            kind="customer",
            name=customer.name,
            payment_terms_days=customer.terms,
            currency=customer.currency,
            billing_address=customer.address,
        )
    for vendor in plan.vendors:
        vendors[vendor.name] = contacts.create(
            company, by=accountant, kind="vendor", name=vendor.name, payment_terms_days=vendor.terms
        )
    chart = {account.code: account for account in Account.objects.filter(company=company)}
    sold = {}
    for number, item in enumerate(plan.items, start=1):
        price = Decimal(item.low + item.high) / 2
        made = items.create(
            company,
            by=accountant,
            code=f"P-{number:03}",
            name=item.description,
            unit=item.unit,
            sales_price=price,
            sales_account_id=chart[item.account].id,
        )
        sold[item.description] = made.id
    return Books(
        plan=plan,
        company=company,
        manager=manager,
        accountant=accountant,
        today=today,
        random=Random(plan.name),  # noqa: S311 -- makes the same books every time; nothing is secret
        accounts=chart,
        taxes=taxes,
        customers=customers,
        vendors=vendors,
        items=sold,
        tracking=tracking,
    )


def give_addresses(books: Books) -> None:
    """Give the contacts their e-mail addresses."""
    for customer in books.plan.customers:
        contacts.update(books.customers[customer.name], by=books.accountant, email=customer.email)
    for vendor in books.plan.vendors:
        contacts.update(books.vendors[vendor.name], by=books.accountant, email=vendor.email)
