"""Find the object that already exists, for the `existing_id` of a 409 `duplicate`."""

import datetime
import re
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Value

from accounting.models import LookAlike

if TYPE_CHECKING:
    from api.viewsets import ResourceViewSet


def existing_id(view: "ResourceViewSet", field: str) -> str:
    """Return the id of the row that has the value at `field` of the body, or "" unless there is exactly one."""
    around, name, value = _value_at(view.request_data(), field)
    serializer = view.get_serializer_class()(context=view.get_serializer_context())
    if not isinstance(value, str) or name not in serializer.fields or connection.needs_rollback:
        return ""
    column: Any = serializer.fields[name]
    rows, wanted = view.get_queryset(), column.run_validation(value)
    if name == "code" or name.endswith("_number"):
        rows = rows.annotate(alike=LookAlike(column.source)).filter(alike=LookAlike(Value(wanted)))
    elif isinstance(wanted, datetime.date):
        rows = rows.filter(**{column.source: wanted})
    else:
        rows = rows.filter(**{f"{column.source}__iexact": wanted})
    if name == "date":  # exchange rates are unique by currency and date
        rows = rows.filter(currency=around.get("currency"))
    if around.get("vendor_id"):  # a vendor's numbers are unique among that vendor's
        rows = rows.filter(vendor_id=around["vendor_id"])
    found = list(rows.order_by().values_list("pk", flat=True)[:2])
    return str(found[0]) if len(found) == 1 else ""


def _value_at(body: Any, path: str) -> tuple[Any, str, Any]:
    """Return the object around the value at a path such as `lines[0].code`, the value's name in it, and the value."""
    around, name, value = body, "", body
    for step in re.findall(r"[a-z_]+|[0-9]+", path):
        around, name = value, step
        value = value[int(step)] if isinstance(value, list) else value.get(step) if isinstance(value, dict) else None
    return around, name, value
