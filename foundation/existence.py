"""Whether rows have others that refer to them."""

from typing import Any

from django.db.models import BooleanField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce


def are_there(rows: QuerySet[Any]) -> Coalesce:
    """Return whether there are such rows, which have an OuterRef, to annotate a list with it.

    PostgreSQL asks it of each row of the page. It may answer Exists for all rows of the list at once instead: that is a
    whole table, of all organizations, and takes seconds where it has millions of rows.
    """
    one = rows.order_by().values(found=Value(True))[:1]
    return Coalesce(Subquery(one, output_field=BooleanField()), False)
