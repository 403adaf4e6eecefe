"""Find the rows that a person names on the command line."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def find(rows: QuerySet[Row], wanted: str) -> QuerySet[Row]:
    """Return the rows whose id or name is `wanted`."""
    try:
        return rows.filter(id=UUID(wanted))
    except ValueError:
        return rows.filter(name=wanted)
