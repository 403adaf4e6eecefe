"""The refusals for the constraints of recurring templates that a request can break."""

from accounting.errors import Conflict, InUse, Invalid, InvalidDate
from foundation.refusals import declare

declare(
    {
        "recurring_day_in_month": (Invalid, "Must be from 1 to 31.", "day_of_month"),
        "recurring_ends_after_start": (InvalidDate, "The end is before the start.", "end_date"),
        "recurring_once_per_date": (Conflict, "The document of this date is made already.", ""),
        "recurring_currency": (InUse, "", "base_currency"),
    }
)
