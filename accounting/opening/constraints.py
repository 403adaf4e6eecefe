"""The refusals for the constraints of opening balances that a request can break."""

from accounting.errors import PeriodClosed
from foundation.refusals import declare

declare({"opening_before_close": (PeriodClosed, "", "")})
