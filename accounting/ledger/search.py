"""Finding rows by an index, which row-level security would not let answer (search.sql)."""

import unicodedata
from uuid import UUID

from django.db import connection
from django.db.models import Q

MAX_FOUND = 10_000
"""Above so many the index is no help: a list is filled sooner by reading rows in its order."""
IDS = "search_ids(%s, %s::uuid, %s::text, %s)::text"


def found_by(what: str, company_id: UUID | None, text: str, *, contact: str = "") -> Q:
    """Return the condition for rows that hold `text`, after one query.

    `what` is `customer`, `vendor`, or the name of a model. A row holds what is in its `search_text` (a column that
    PostgreSQL fills in), and with `contact`, a foreign key called `customer`, `vendor` or `contact`, what is in that of
    its contact. Of one company, or with None of all that the tenant sees.
    """
    wanted = unicodedata.normalize("NFC", text)
    kinds = [what, contact] if contact else [what]
    values = [value for kind in kinds for value in (kind, company_id, wanted, MAX_FOUND)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join([IDS] * len(kinds))}", values)
        own, *contacts = cursor.fetchone()
    found = Q(pk__row_holds=wanted) if own is None else Q(pk__among=own)
    for ids in contacts:
        found |= Q(**{f"{contact}__name__row_holds": wanted} if ids is None else {f"{contact}__among": ids})
    return found
