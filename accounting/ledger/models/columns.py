"""Columns and expressions for the tables of all areas."""

from django.db import models


def amount_field(**options: object) -> models.DecimalField:
    return models.DecimalField(max_digits=19, decimal_places=4, **options)  # type: ignore[arg-type]


class LookAlike(models.Func):
    """The form of a number for comparison: NFKC, case folded, without spaces, hyphens and invisible characters.

    Unique indexes of numbers, codes and names use it (numbers.sql, and the guards of each area).
    """

    function = "look_alike"
    output_field = models.TextField()
