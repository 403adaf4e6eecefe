"""Whether rows have others that refer to them."""

from typing import Any

from django.db.models import BooleanField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce


def are_there(rows: QuerySet[Any], *, order: str = "") -> Coalesce:
    """Return whether there are such rows, which have an OuterRef, to annotate a list with it.

    PostgreSQL asks it of each row of the page. It may answer Exists for all rows of the list at once instead: that is a
    whole table, of all organizations, and takes seconds where it has millions of rows. `order` is the next
    column of the index that finds the rows: then PostgreSQL reads by that index. Else it may read the table from its
    start, because it expects to meet one of many rows soon, and reads it to its end where there is none.
    """
    one = rows.order_by(*filter(None, [order])).values(found=Value(True))[:1]
    return Coalesce(Subquery(one, output_field=BooleanField()), False)
