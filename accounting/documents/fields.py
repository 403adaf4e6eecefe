"""Changing the plain fields of a document, and which of them are frozen."""

from collections.abc import Collection
from typing import Any

from accounting import errors
from accounting.documents.models import Document
from accounting.ledger import companies


def set_fields(document: Document, changes: dict[str, Any]) -> None:
    """Set plain fields. Raises CurrencyNotSupported."""
    for name, value in changes.items():
        if name == "currency":
            document.currency_id = companies.base_currency(document.company, value)
        elif name in ("invoice_number", "external_id"):
            setattr(document, name, value or None)
        else:
            setattr(document, name, value.strip() if isinstance(value, str) else value)


def refuse_frozen(status: str, changes: dict[str, Any], allowed: Collection[str]) -> None:
    """Raise WrongStatus, naming the field, where a change is not among those still `allowed` in this status."""
    for field in sorted(changes.keys() - set(allowed)):
        free = f" Only {', '.join(sorted(allowed))} may change." if allowed else ""
        raise errors.WrongStatus(f"This is frozen once the document is {status}.{free}", field=field)
