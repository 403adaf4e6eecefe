"""Entries and lines for posting without a model instance, which takes Django ten times as long to make."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from accounting.ledger.models import Company, EntryStatus, EntryType
from identity.models import User


@dataclass(slots=True, eq=False)
class PlainLine:
    """A line with the fields of a JournalLine that posting reads and sets."""

    account_id: UUID
    debit: Decimal = Decimal(0)
    credit: Decimal = Decimal(0)
    description: str = ""
    currency_id: str | None = None
    currency_amount: Decimal | None = None
    contact_id: UUID | None = None
    tax_rate_id: UUID | None = None
    tax_base: Decimal | None = None
    tax_kind: str | None = None
    tracking: list[UUID] | None = None
    id: UUID | None = None
    company_id: UUID | None = None
    position: int = 0


@dataclass(eq=False)
class PlainEntry:
    """An entry with the fields of a JournalEntry that posting reads and sets, and what is shown of it."""

    company: Company
    date: datetime.date
    memo: str = ""
    reference: str = ""
    entry_type: str = EntryType.STANDARD
    external_id: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    pk: UUID = field(default_factory=uuid7)
    source_type: str = ""
    source_id: UUID | None = None
    reverses_id: UUID | None = None
    reverse_on: datetime.date | None = None
    status: str = EntryStatus.DRAFT
    number: int | None = None
    period_id: UUID | None = None
    previous_hash: str = ""
    hash: str = ""
    created_by: User | None = None
    created_at: datetime.datetime | None = None
    posted_by: User | None = None
    posted_at: datetime.datetime | None = None
    updated_at: datetime.datetime | None = None

    @property
    def id(self) -> UUID:
        return self.pk

    @property
    def company_id(self) -> UUID:
        return self.company.pk

    @property
    def created_by_id(self) -> UUID | None:
        return self.created_by.pk if self.created_by else None

    @property
    def posted_by_id(self) -> UUID | None:
        return self.posted_by.pk if self.posted_by else None
