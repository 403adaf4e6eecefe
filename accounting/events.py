"""The catalogue of events that all areas declare, and the functions of the event log that other packages need."""

from collections.abc import Mapping
from datetime import datetime
from itertools import chain
from uuid import UUID

from accounting.attachments.events import EVENTS as ATTACHMENTS
from accounting.banking.events import EVENTS as BANKING
from accounting.budgets.events import EVENTS as BUDGETS
from accounting.documents.events import EVENTS as DOCUMENTS
from accounting.exchange.events import EVENTS as EXCHANGE
from accounting.items.events import EVENTS as ITEMS
from accounting.ledger.event_log import DRAIN_TASK, Data, body, record, ring, tell
from accounting.ledger.event_types import ID, TEXT, EventType, declare_one, members, said
from accounting.ledger.events import EVENTS as LEDGER
from accounting.opening.events import EVENTS as OPENING
from accounting.recurring.events import EVENTS as RECURRING
from accounting.revaluation.events import EVENTS as REVALUATION
from accounting.settlement.events import EVENTS as SETTLEMENT
from accounting.taxes.events import EVENTS as TAXES

__all__ = [
    "CATALOGUE",
    "DRAIN_TASK",
    "WEBHOOK_TEST",
    "EventType",
    "body",
    "record",
    "ring",
    "sample_body",
    "tell",
    "webhook_test_data",
]

WEBHOOK_TEST = "webhook.test"
TEST_MESSAGE = "This is a test. Your endpoint works if it responds with a 2xx status."

_TEST = declare_one(
    WEBHOOK_TEST,
    "",
    "You asked for a test of a webhook. Sent only to that webhook, whatever it subscribes to; never retried. It is "
    "not part of a company's history, so it has no sequence.",
    members(id=said(ID, "The webhook that is tested."), message=TEXT),
    {"id": "0198a7c9-2e61-74ab-9f08-5c7d3b1e8a46", "message": TEST_MESSAGE},
)

GROUPS = (
    "Invoices",
    "Credit notes",
    "Bills",
    "Vendor credits",
    "Payments",
    "Adjustments",
    "Bank transactions",
    "Transfers",
    "Recurring templates",
    "Opening balances",
    "Attachments",
    "Imports",
    "Contacts",
    "Items",
    "Accounts",
    "Tax rates",
    "Tax returns",
    "Tracking categories",
    "Currency revaluations",
    "Budgets",
    "Periods",
    "Journal",
    "Company",
)
"""The order in which the documentation lists them. Other types come after these."""


def _place(kind: EventType) -> int:
    return GROUPS.index(kind.group) if kind.group in GROUPS else len(GROUPS)


CATALOGUE: Mapping[str, EventType] = {
    kind.name: kind
    for kind in sorted(
        chain(
            *(DOCUMENTS, SETTLEMENT, BANKING, ATTACHMENTS, REVALUATION, RECURRING, OPENING, EXCHANGE, BUDGETS, ITEMS),
            *(LEDGER, TAXES, (_TEST,)),
        ),
        key=_place,
    )
}


def sample_body(name: str, at: datetime) -> bytes:
    """Return the bytes of a delivery that looks like a real event of this type, with the sample's data and sequence."""
    sample = CATALOGUE[name].sample
    return body(name, at, sample["data"])[:-1] + b',"sequence":%d}' % sample["sequence"]


def webhook_test_data(webhook_id: UUID) -> Data:
    """Return the data of `webhook.test`."""
    return {"id": webhook_id, "message": TEST_MESSAGE}
