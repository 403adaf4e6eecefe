"""The refusals for the constraints of revaluations that a request can break."""

from accounting.errors import AlreadyRevalued, Conflict, LaterRevaluation, WrongStatus
from foundation.refusals import declare

declare(
    {
        "fx_revaluation_once": (AlreadyRevalued, "", "date"),
        "fx_revaluation_in_order": (LaterRevaluation, "", ""),
        "fx_revaluation_frozen": (WrongStatus, "", ""),
        "fx_revaluation_true": (Conflict, "", ""),
        "fx_revaluation_taken_back": (Conflict, "", ""),
    }
)
