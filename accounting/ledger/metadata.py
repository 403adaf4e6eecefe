"""The metadata of a row: texts under keys of the user's own. Nothing in Atlas reads them, except to find rows."""

from collections.abc import Mapping
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import Q

from accounting import errors
from accounting.ledger.search import MAX_FOUND

MAX_KEYS = 50
MAX_KEY_LENGTH = 40
MAX_VALUE_LENGTH = 500
METADATA_LIMITS = (
    f"Metadata has at most {MAX_KEYS} keys of 1 to {MAX_KEY_LENGTH} characters without a colon, and texts of 1 to "
    f"{MAX_VALUE_LENGTH} characters."
)

Metadata = Mapping[str, str | None]


def merged(metadata: Mapping[str, str], given: Metadata | None, *, field: str = "metadata") -> dict[str, str]:
    """Return the metadata with the keys of `given` set. A key with None or an empty text is removed.

    The keys are in the order in which PostgreSQL keeps them, so that a row is shown the same before and after it is
    read again. Raises Invalid if there are then more than `MAX_KEYS`. PostgreSQL holds the other limits.
    """
    if not (metadata or given):
        return {}
    together = {**metadata, **(given or {})}
    keys = sorted((key.encode() for key, text in together.items() if text), key=lambda key: (len(key), key))
    found = {key.decode(): str(together[key.decode()]) for key in keys}
    if len(found) > MAX_KEYS:
        raise errors.Invalid(f"There can be at most {MAX_KEYS} keys, and these would be {len(found)}.", field=field)
    return found


def instead_of(metadata: Mapping[str, str], given: Metadata | None) -> Metadata:
    """Return the change that replaces metadata: keys that are not given are removed."""
    return dict.fromkeys(metadata) | dict(given or {})


def having(what: str, company_id: UUID, pairs: Mapping[str, str]) -> Q:
    """Return the condition for rows with all these keys and values, after one query of the index (metadata.sql).

    `what` is `customer`, `vendor`, or the name of a model.
    """
    wanted = dict(pairs)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT metadata_ids(%s, %s::uuid, %s::jsonb, %s)::text",
            [what, company_id, orjson.dumps(wanted).decode(), MAX_FOUND],
        )
        (ids,) = cursor.fetchone()
    return Q(metadata__contains=wanted) if ids is None else Q(pk__among=ids)
