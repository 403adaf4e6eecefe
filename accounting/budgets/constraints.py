"""The refusals for the constraints of budgets that a request can break."""

from accounting.errors import (
    NO_ACCOUNT,
    AccountNotUsable,
    Conflict,
    Duplicate,
    InUse,
    Invalid,
    InvalidAmount,
    InvalidDate,
    NotFoundHere,
)
from foundation.refusals import declare

declare(
    {
        "budget_name_unique": (Duplicate, "There is an active budget of this name already.", "name"),
        "budget_of_whole_months": (InvalidDate, "A budget is of whole months, at most 60.", "end_date"),
        "budget_dates_in_range": (InvalidDate, "The date is not valid.", "start_date"),
        "budget_keeps_amounts": (Conflict, "", "start_date"),
        "budget_line_account_of_company": (NotFoundHere, NO_ACCOUNT, "lines"),
        "budget_line_account_type": (AccountNotUsable, "", "lines"),
        "budget_line_in_months": (Invalid, "", "lines"),
        "budget_line_whole_units": (InvalidAmount, "", "lines"),
        "budget_line_unique": (Conflict, "The same account was set at the same moment.", "lines"),
        "budgeted_account": (InUse, "", "type"),
        "budgeted_currency": (InUse, "", "base_currency"),
    }
)
