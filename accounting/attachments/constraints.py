"""The refusals for the constraints of attachments that a request can break."""

from accounting.attachments.models import OBJECTS
from accounting.errors import Conflict, Duplicate, Invalid, NotFoundHere, TooMany
from foundation.refusals import declare

declare(
    {
        "attachment_once": (Duplicate, "This object has a file with the same bytes already.", ""),
        "attachment_with_digest": (Duplicate, "", ""),
        "attachment_of_one_object": (Invalid, "An attachment belongs to one object.", "object_id"),
        "attachment_size_allowed": (Invalid, "A file has 1 byte to 10 MiB.", "content"),
        "attachment_name_without_folders": (Invalid, "A file must have a name, without folders.", "file_name"),
        "attachment_content_true": (Conflict, "The bytes are not those of the attachment.", ""),
        "attachments_of_object": (TooMany, "", "object_id"),
        "attachments_of_company": (TooMany, "", ""),
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
