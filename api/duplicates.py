"""Find the object that already exists, for the `existing_id` of a 409 `duplicate`."""

import datetime
import re
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Value

from accounting.errors import Conflict, Duplicate, Invalid
from accounting.models import LookAlike
from foundation.refusals import Refusal

if TYPE_CHECKING:
    from api.viewsets import ResourceViewSet


CREATES = {"create", "refund"}
"""The actions that make an object with an `external_id`."""


def explained(view: "ResourceViewSet", error: Refusal, path: str = "") -> Refusal:
    """Return a refusal of a create as its client needs it: a duplicate says the id of what exists, and what is sent
    again under its `external_id` is a duplicate, even if the state has another reason to refuse it by now.

    `path` is where the body of the create is in that of the request, such as `items[0].`.
    """
    creates = bool(path) or view.action in CREATES
    if creates and isinstance(error, Conflict | Invalid) and not isinstance(error, Duplicate):
        there = existing_id(view, f"{path}external_id")
        if there:
            error = Duplicate("This external_id is taken already.", field="external_id")
            error.existing_id = there
    elif isinstance(error, Duplicate):
        error.existing_id = error.existing_id or existing_id(view, f"{path}{error.field}")
    return error


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
    elif isinstance(wanted, datetime.date) or name == "external_id":
        rows = rows.filter(**{column.source: wanted})
    else:
        rows = rows.filter(**{f"{column.source}__iexact": wanted})
    if name == "date":  # exchange rates are unique by currency and date
        rows = rows.filter(currency=around.get("currency"))
    if name in ("bill_number", "vendor_credit_number") and around.get("vendor_id"):  # unique among that vendor's
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
