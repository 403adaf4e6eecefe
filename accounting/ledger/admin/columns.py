"""Columns of several pages: amounts with the decimals of their currency, numbers, dates and links."""

from decimal import Decimal
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html

from accounting.ledger import money

Column = Any
"""A function that returns the text for a row. Django accepts it instead of a field's name; its type stubs do not."""


def amount(
    field: str, label: str, *, currency: str = "currency_id", sortable: bool = True, shows_zero: bool = True
) -> Column:
    """Return a column that shows an amount right-aligned.

    `field` and `currency` are attributes of the row, or paths to them such as `company.base_currency_id`.
    """
    value_of, currency_of = attrgetter(field), attrgetter(currency)

    def column(row: Model) -> str:
        value: Decimal | None = value_of(row)
        if value is None or (value == 0 and not shows_zero):
            return ""
        return format_html('<span class="amount">{}</span>', money.text(value, currency_of(row)))

    column.__name__ = f"amount_{field}"  # the heading's CSS class, by which foundation/admin.css aligns it
    return admin.display(column, description=label, ordering=field if sortable else None)


def number(field: str, label: str) -> Column:
    """Return a column that shows a quantity, price or percentage right-aligned, without trailing zeros."""
    value_of = attrgetter(field)

    def column(row: Model) -> str:
        return format_html('<span class="amount">{}</span>', f"{value_of(row).normalize():,f}")

    column.__name__ = f"amount_{field}"
    return admin.display(column, description=label, ordering=field)


def day(field: str, label: str) -> Column:
    """Return a column that shows a date in the form 2026-03-31."""
    value_of = attrgetter(field)

    def column(row: Model) -> str:
        return format_html('<span class="day">{}</span>', value_of(row).isoformat())

    column.__name__ = f"day_{field.replace('.', '_')}"
    return admin.display(column, description=label, ordering=field.replace(".", "__"))


def link(noun: str, id: UUID, text: str) -> str:
    """Return a link to the admin's page of a row of accounting."""
    return format_html('<a href="{}">{}</a>', reverse(f"admin:accounting_{noun}_change", args=[id]), text)
