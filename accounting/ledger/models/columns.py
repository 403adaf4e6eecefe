"""Columns and expressions that tables of every area use."""

from django.db import models


def amount_field(**options: object) -> models.DecimalField:
    return models.DecimalField(max_digits=19, decimal_places=4, **options)  # type: ignore[arg-type]


class LookAlike(models.Func):
    """What a number comes to when it is compared: NFKC, case folded, without spaces, hyphens and invisible characters.

    The unique indexes of bill, invoice and payment numbers, account codes and names of tax rates are over this
    (numbers.sql, and the guards of each area).
    """

    function = "look_alike"
    output_field = models.TextField()
