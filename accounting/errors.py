"""The refusals of the books, in the branches of foundation/refusals.py.

Invalid      EntryNotBalanced, TooFewLines, InvalidLine, InvalidAmount, CurrencyNotSupported, …
Conflict     Duplicate, PeriodClosed, WrongStatus, AlreadyReversed, HasAllocations, …
Forbidden    NeedsApprover
Unavailable  ImportRunning

Each area declares the refusals of its constraints in its constraints.py.
"""

from foundation.refusals import (
    CONSTRAINTS,
    GUARD_SQLSTATE,
    Conflict,
    Forbidden,
    Invalid,
    Refusal,
    Unavailable,
    from_database,
    translated,
)

__all__ = [
    "CONSTRAINTS",
    "GUARD_SQLSTATE",
    "Conflict",
    "Forbidden",
    "Invalid",
    "Refusal",
    "Unavailable",
    "from_database",
    "translated",
]


DELETED = "This was deleted in the meantime."
NO_ACCOUNT = "There is no such account in this company."
NO_ITEM = "There is no such item in this company."
NO_TAX_RATE = "There is no such tax rate in this company."


class NeedsApprover(Forbidden):
    code = "needs_approver"
    message = "Only users who can approve bills in this company can do this."


class EntryNotBalanced(Invalid):
    code = "entry_not_balanced"
    message = "Debits and credits differ."


class TooFewLines(Invalid):
    code = "too_few_lines"
    message = "An entry needs at least two lines."


class TooManyLines(Invalid):
    code = "too_many_lines"
    message = "There are too many lines."


class InvalidLine(Invalid):
    code = "invalid_line"
    message = "A line must be either a debit or a credit, and greater than zero."


class InvalidAmount(Invalid):
    code = "invalid_amount"
    message = "The amount is not valid."


class InvalidDate(Invalid):
    code = "invalid_date"
    message = "The date is not valid."


class TrackingRequired(Invalid):
    code = "tracking_required"
    message = "This account requires an option of a tracking category."


class CurrencyNotSupported(Invalid):
    code = "currency_not_supported"
    message = "This currency is not supported here."


class CurrencyDiffers(Invalid):
    code = "currency_differs"
    message = "The currencies differ."


class ExchangeRateMissing(Invalid):
    """`what` says which rate is missing, and `instead` what a client can do if it does not add one."""

    code = "exchange_rate_missing"
    message = "There is no exchange rate for this date."

    def __init__(self, what: str, *, field: str, instead: str = "") -> None:
        super().__init__(f"{what} Add one{f', or {instead}' if instead else ''}.", field=field)
        self.what = what


class AccountNotUsable(Invalid):
    code = "account_not_usable"
    message = "This account cannot be used here."


class ContactNotUsable(Invalid):
    code = "contact_not_usable"
    message = "This contact cannot be used here."


class NotFoundHere(Invalid):
    """An id inside a body does not belong to an object of this company."""

    code = "not_found_here"
    message = "There is no such object in this company."


class TotalDiffers(Invalid):
    code = "total_differs"
    message = "The total differs from the expected total."


class OverAllocated(Invalid):
    code = "over_allocated"
    message = "The allocation is greater than the open amount."


class RefundTooLarge(Invalid):
    code = "refund_too_large"
    message = "The refund is greater than the open credit."


class Duplicate(Conflict):
    code = "duplicate"
    message = "This already exists."


class PeriodClosed(Conflict):
    code = "period_closed"
    message = "The accounting period is closed."


class PeriodNotReady(Conflict):
    code = "period_not_ready"
    message = "The period cannot be closed or reopened yet."


class PeriodNotEnded(Conflict):
    code = "period_not_ended"
    message = "This month has not ended yet."


class TaxPeriodFiled(Conflict):
    code = "tax_period_filed"
    message = "The tax return of this day is filed."


class FiscalYearNotReady(Conflict):
    code = "fiscal_year_not_ready"
    message = "The fiscal year cannot be closed or reopened yet."


class AlreadyRevalued(Conflict):
    code = "already_revalued"
    message = "This day is revalued already."


class LaterRevaluation(Conflict):
    code = "later_revaluation"
    message = "A later day is revalued already."


class NothingToRevalue(Conflict):
    code = "nothing_to_revalue"
    message = "Nothing is open in another currency."


class RetainedEarningsMissing(Conflict):
    code = "retained_earnings_missing"
    message = "There is no account of retained earnings to close to."


class WrongStatus(Conflict):
    code = "wrong_status"
    message = "The current status does not allow this."


class EntryIsPosted(Conflict):
    code = "entry_is_posted"
    message = "A posted entry cannot be changed. Reverse it instead."


class AlreadyReversed(Conflict):
    code = "already_reversed"
    message = "This entry has already been reversed."


class HasAllocations(Conflict):
    code = "has_allocations"
    message = "Other documents or payments are allocated to this."


class HasCredits(Conflict):
    code = "has_credits"
    message = "This document is credited."


class CreditTooLarge(Conflict):
    code = "credit_too_large"
    message = "The credit is greater than what is left to credit."


class HasOpenItems(Conflict):
    code = "has_open_items"
    message = "There are still open items here."


class InUse(Conflict):
    code = "in_use"
    message = "This is in use. Archive it instead."


class TooMany(Conflict):
    code = "too_many"
    message = "There are too many of these."


class SameAuthor(Conflict):
    code = "same_author"
    message = "The company requires another person to approve this."


class ImportRunning(Unavailable):
    code = "import_running"
    message = "A file is being imported into this company. Nothing was changed. Try again when the import has ended."
    retry_after = 30
