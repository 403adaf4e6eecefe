"""The events of budgets."""

from accounting.budgets.models import Budget
from accounting.ledger.event_log import Data, data_of, tell
from accounting.ledger.event_types import ARCHIVED, COMPANY_ID, DATE, ID, TEXT, TRUTH, declare, members, said

__all__ = ["EVENTS", "tell"]

EVENTS = declare(
    "Budgets",
    "budget",
    members(
        id=ID,
        company_id=ID,
        name=TEXT,
        start_date=said(DATE, "The first day of the first month."),
        end_date=said(DATE, "The last day of the last month."),
        notes=TEXT,
        tracking=said({"type": "array", "items": ID}, "The options of the lines that it plans. None: all lines."),
        is_active=said(TRUTH, "False once archived."),
    ),
    {
        "id": "0198a7d0-1b6f-7c42-8e5d-3f9a60c7d218",
        "company_id": COMPANY_ID,
        "name": "Budget 2026",
        "start_date": "2026-01-01",
        "end_date": "2026-12-31",
        "notes": "",
        "tracking": [],
        "is_active": True,
    },
    {
        "created": ("A budget is added.", {}),
        "updated": ("A budget or its amounts are changed.", {}),
        "archived": ("A budget is archived.", ARCHIVED),
        "restored": ("An archived budget is restored.", {}),
        "deleted": ("A budget is deleted.", {}),
    },
)


@data_of.register
def budget_data(budget: Budget) -> Data:
    """Return the data of a budget. The amounts are left to the API."""
    return {
        "id": budget.id,
        "company_id": budget.company_id,
        "name": budget.name,
        "start_date": budget.start_date,
        "end_date": budget.end_date,
        "notes": budget.notes,
        "tracking": budget.tracking or [],
        "is_active": budget.is_active,
    }
