"""The refusals for the constraints of imports."""

from accounting.errors import Conflict
from foundation.refusals import declare

declare({"import_ended": (Conflict, "", ""), "import_cancelled": (Conflict, "", "")})
