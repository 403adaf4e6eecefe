"""The refusals for the constraints of exchange rates that a request can break."""

from accounting.errors import CurrencyNotSupported, Duplicate, Invalid, InvalidDate
from foundation.refusals import declare

declare(
    {
        "exchange_rate_unique": (Duplicate, "There is a rate of this currency for this date already.", "date"),
        "exchange_rate_positive": (Invalid, "A rate must be greater than zero.", "rate"),
        "exchange_rate_date_in_range": (InvalidDate, "The date is not valid.", "date"),
        "exchange_rate_of_another_currency": (CurrencyNotSupported, "", "currency"),
    }
)
