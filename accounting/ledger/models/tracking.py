"""Dimensions of lines, such as department or project: categories with options, and balances of the same options."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounting.ledger.models.account import Account
from accounting.ledger.models.company import Company
from foundation.keys import Key, References
from foundation.models import MAX_NAME_LENGTH, Dated


class TrackingCategory(Dated):
    """What lines are tracked by, such as `Department`. A line has at most one of its options."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=MAX_NAME_LENGTH)
    is_active = models.BooleanField(default=True, help_text="False once archived: new lines cannot have its options.")

    class Meta:
        verbose_name_plural = "tracking categories"
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="tracking_category_named"),
            Key("company", "id", name="trackingcategory_of_company"),
        ]

    def __str__(self) -> str:
        return self.name

    def ordered_options(self) -> "list[TrackingOption]":
        return sorted(self.options.all(), key=lambda option: option.id)


class TrackingOption(Dated):
    """One value of a category, such as `Sales`. Once a line has it (`is_used`), it is not deleted any more."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    category = models.ForeignKey(
        TrackingCategory, models.CASCADE, related_name="options", db_constraint=False, db_index=False
    )
    name = models.CharField(max_length=MAX_NAME_LENGTH)
    is_active = models.BooleanField(default=True)
    is_used = models.BooleanField(default=False, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="tracking_option_named"),
            Key("company", "id", name="trackingoption_of_company"),
            References("company", "category", name="tracking_option_category_of_company"),
        ]

    def __str__(self) -> str:
        return self.name


class TrackedBalance(models.Model):
    """Debits and credits of an account in one month or on one day, in the base currency, as far as they are tracked.

    The guards update it in the transaction of each posting; the application can only read it. Lines without options
    are not in it: they are the rest of the account's balance. Closing entries have no options. `unpaid` is how much
    more of revenue or expenses is posted and not paid after the span than before it, as in `UnpaidBalance`.
    """

    is_daily = models.BooleanField()
    since = models.DateField(help_text="The day, or the first day of the month.")
    debits = models.DecimalField(max_digits=28, decimal_places=4, default=0)
    credits = models.DecimalField(max_digits=28, decimal_places=4, default=0)
    unpaid = models.DecimalField(max_digits=28, decimal_places=4, db_default=0)
    account: models.ForeignKey[Any, Any]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.account} {self.since if self.is_daily else f'{self.since:%Y-%m}'}"


class TrackingBalance(TrackedBalance):
    """The debits and credits of the lines with the same options."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_index=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    tracking = ArrayField(models.UUIDField(), help_text="The options, in the order of their ids.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "is_daily", "tracking", "since", "account"], name="tracking_balance_unique"
            ),
            References("company", "account", name="tracking_balance_account_of_company"),
        ]


class OptionBalance(TrackedBalance):
    """The debits and credits of the lines with one option.

    A line with two options is in two of these rows, so only those of one category add up. `TrackingBalance` answers for
    several categories.
    """

    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    option = models.ForeignKey(TrackingOption, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "option", "is_daily", "since", "account"], name="option_balance_unique"
            ),
            References("company", "account", name="option_balance_account_of_company"),
            References("company", "option", name="option_balance_option_of_company"),
        ]


def tracking_field() -> "ArrayField[Any, Any]":
    """Return the column for the options of a line, in the order of their ids; null without any."""
    return ArrayField(models.UUIDField(), null=True, editable=False)
