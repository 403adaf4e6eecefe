"""The refusals for the constraints of attachments that a request can break."""

from accounting.attachments.models import OBJECTS
from accounting.errors import Conflict, Duplicate, NotFoundHere
from foundation.refusals import declare

declare(
    {
        "attachment_once": (Duplicate, "", ""),
        "attachment_frozen": (Conflict, "", ""),
        "attachment_has_content": (Conflict, "", ""),
    }
    | {
        f"attachment_{name}_of_company": (
            NotFoundHere,
            f"There is no such {name.replace('_', ' ')} in this company.",
            "object_id",
        )
        for name in OBJECTS
    }
)
