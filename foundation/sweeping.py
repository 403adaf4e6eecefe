"""Delete many rows in batches. PostgreSQL could cancel one statement for all of them, and then none would ever go."""

from typing import Any

from django.db.models import QuerySet

from foundation import tenancy

BATCH = 1000


def sweep(rows: QuerySet[Any]) -> int:
    """Delete rows, each batch in a transaction of its own, and return how many there were.

    Those that somebody has locked stay for the next time.
    """
    swept = 0
    while True:
        with tenancy.everyone():
            found = rows.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True)
            ids = list(found[:BATCH])
            rows.model._default_manager.filter(pk__in=ids).delete()
        swept += len(ids)
        if len(ids) < BATCH:
            return swept
