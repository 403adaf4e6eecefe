"""Companies, their members, the heads of their ledgers, and number series."""

import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from foundation.keys import Key, References
from foundation.models import MAX_NAME_LENGTH, Dated
from identity.models import CompanyRole, Organization


class Currency(models.Model):
    """A currency of ISO 4217 and how many decimals its smallest unit has."""

    code = models.CharField(max_length=3, primary_key=True)
    name = models.CharField(max_length=100)
    decimals = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "currencies"
        constraints = [models.CheckConstraint(condition=models.Q(decimals__lte=4), name="currency_decimals_at_most_4")]

    def __str__(self) -> str:
        return self.code


class TaxRounding(models.TextChoices):
    LINE = "line", "Each line"
    DOCUMENT = "document", "The document"


class Company(Dated):
    """One set of books, in one base currency. What documents say of the seller is `DETAILS`."""

    DETAILS: ClassVar = (
        "legal_name",
        "address",
        "tax_number",
        "registration_number",
        "email",
        "phone",
        "payment_details",
    )

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="companies")
    name = models.CharField(max_length=MAX_NAME_LENGTH)
    base_currency = models.ForeignKey(
        Currency, models.PROTECT, db_column="base_currency", related_name="+", db_index=False
    )
    fiscal_year_start_month = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    time_zone = models.CharField(max_length=64, default="UTC")
    tax_rounding = models.CharField(max_length=10, choices=TaxRounding, default=TaxRounding.LINE)
    two_person_approval = models.BooleanField(
        default=False,
        help_text="Users cannot approve a bill that they entered, changed or submitted, nor issue a vendor credit that "
        "they entered or changed, and accountants can pay only approved bills.",
    )
    legal_name = models.CharField(max_length=MAX_NAME_LENGTH, blank=True, default="", db_default="")
    address = models.TextField(max_length=1000, blank=True, default="", db_default="")
    tax_number = models.CharField(max_length=50, blank=True, default="", db_default="")
    registration_number = models.CharField(max_length=50, blank=True, default="", db_default="")
    email = models.EmailField(max_length=254, blank=True, default="", db_default="")
    phone = models.CharField(max_length=50, blank=True, default="", db_default="")
    payment_details = models.TextField(max_length=1000, blank=True, default="", db_default="")

    class Meta:
        verbose_name_plural = "companies"
        constraints = [
            # The condition always holds. It keeps PostgreSQL from treating the name as a key, which foreign keys lock:
            # a company can be renamed while others write to its books.
            models.UniqueConstraint(
                fields=["organization", "name"], condition=~models.Q(name=""), name="company_name_unique"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="company_name_not_empty"),
            models.CheckConstraint(
                condition=models.Q(fiscal_year_start_month__range=(1, 12)), name="company_fiscal_month_known"
            ),
            models.CheckConstraint(
                condition=models.Q(tax_rounding__in=TaxRounding.values), name="company_tax_rounding_known"
            ),
            Key("organization", "id", name="company_of_organization"),
        ]

    def __str__(self) -> str:
        return self.name

    def date_at(self, moment: datetime.datetime) -> datetime.date:
        """Return the date of an aware moment in the company's time zone."""
        return moment.astimezone(ZoneInfo(self.time_zone)).date()

    def fiscal_year_start(self, date: datetime.date) -> datetime.date:
        """Return the first day of the fiscal year of `date`."""
        year = date.year if date.month >= self.fiscal_year_start_month else date.year - 1
        return datetime.date(year, self.fiscal_year_start_month, 1)


class CompanyMember(Dated):
    """A user's role in one company. Admins of the organization need no row: they are admins of all its companies."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+", db_constraint=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="members", db_constraint=False, db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", db_constraint=False)
    role = models.CharField(max_length=20, choices=CompanyRole)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "user"], name="company_member_unique"),
            models.CheckConstraint(condition=models.Q(role__in=CompanyRole.values), name="company_member_role_known"),
            References("organization", "company", name="member_company_of_organization"),
            References("organization", "user", name="member_user_of_organization"),
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.company}"


class LedgerHead(models.Model):
    """The last number, hash and event sequence of a company. The application can read it; only the guards write it."""

    company = models.OneToOneField(Company, models.CASCADE, primary_key=True, related_name="ledger_head")
    last_number = models.BigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, default="0" * 64)
    last_event_sequence = models.BigIntegerField(default=0)
    tax_locked_until = models.DateField(null=True, help_text="The last day of the last filed tax return.")

    def __str__(self) -> str:
        return f"{self.company} at {self.last_number}"


class RowCount(models.Model):
    """A difference of how many rows one list of one company has, such as 1 of `invoice`: their sum is that number.

    Triggers write it with each statement that inserts or deletes; the application can only read it (counts.sql).
    """

    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    what = models.CharField(max_length=20)
    rows = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.what} {self.rows:+}"


class NumberSeries(models.Model):
    """The last number of one kind of document of one company, such as 41 for INV-0041."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    last_number = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name_plural = "number series"
        constraints = [models.UniqueConstraint(fields=["company", "kind"], name="number_series_unique")]

    def __str__(self) -> str:
        return f"{self.kind} {self.last_number}"
