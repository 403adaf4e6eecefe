"""The refusals for the constraints of open items and allocations that a request can break."""

from accounting.errors import AlreadyReversed, Conflict, HasAllocations, InvalidAmount, InvalidDate, OverAllocated
from foundation.refusals import declare

declare(
    {
        "document_entry_true": (Conflict, "", ""),
        "void_without_allocations": (HasAllocations, "", ""),
        "open_item_not_overdrawn": (OverAllocated, "This is more than the open amount.", "allocations"),
        "allocation_fits": (Conflict, "", "allocations"),
        "allocation_difference_posted": (Conflict, "", ""),
        "allocation_relieves_share": (Conflict, "", ""),
        "allocation_not_early": (InvalidDate, "", "allocations"),
        "allocation_not_far_ahead": (InvalidDate, "", "allocations"),
        "allocation_open_on_date": (InvalidDate, "", "allocations"),
        "allocation_sign": (InvalidAmount, "An allocation must be greater than zero.", "allocations"),
        "allocation_reversed_once": (AlreadyReversed, "This allocation has already been taken back.", ""),
        "allocation_reverses_whole": (Conflict, "", ""),
    }
)
