"""The audit trail: who changed what, and what it was before.

A posted fact has its author in a column of its own, such as `posted_by` or `voided_by`. For every other change the
operation calls `record`, in the transaction of the change. PostgreSQL ensures that rows are never changed or deleted
(identity/audit.sql). docs/audit.md lists the actions.

The API and the pages set the request's id and the client's address for each transaction (`settings_of`), as they set
the tenant, and PostgreSQL writes them into the rows. Operations that open their own transactions take both as
arguments.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypedDict
from uuid import UUID

from django.db.models import Func, Model, QuerySet, TextField, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from foundation import saving
from foundation.addresses import client_address
from foundation.models import AuditRecord

SYSTEM = "atlas"
"""The author of a change by the system, if no task or command is known."""
SECRETS = frozenset({"password", "secret", "token", "refresh_token", "otp", "recovery_codes"})


class Origin(TypedDict, total=False):
    """The client's address and the id of a request, for operations that open their own transactions."""

    address: str
    request_id: str


def record(
    action: str,
    changed: Model,
    *,
    by: Model | str | None,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
    organization_id: UUID | None = None,
    company_id: UUID | None = None,
    address: str = "",
    request_id: str = "",
) -> None:
    """Record one change. The operation that makes the change calls this.

    `action` is the kind of object, a dot, and what happened, in the past: `period.reopened`. `by` is a user, or the
    name of a task or command. `old` and `new` are JSON values under the API's names. Values that are the same in both
    are left out. `organization_id` and `company_id` are those of `changed` unless given. PostgreSQL fills in the
    organization of a company.
    """
    row = _row(action, changed, by, old=old or {}, new=new or {})
    row.organization_id = organization_id or row.organization_id
    row.company_id = company_id or row.company_id
    row.address = address or _setting("atlas.address")
    row.request_id = request_id or _setting("atlas.request_id")
    row.save(force_insert=True)


def record_new(action: str, made: Sequence[Model], *, by: Model | str | None, names: Collection[str]) -> None:
    """Record that objects of a company were made, with the values of these fields, as `record` does for each."""
    record_many(action, ((one, {}, values(one, names)) for one in made), by=by)


def record_many(
    action: str, changes: Iterable[tuple[Model, Mapping[str, Any], Mapping[str, Any]]], *, by: Model | str | None
) -> None:
    """Record changes of objects of a company, each with its `old` and `new`, as `record` does for each."""
    saving.insert_many(
        [_row(action, one, by, old=old, new=new) for one, old, new in changes],
        request_id="coalesce(current_setting('atlas.request_id', true), '')",
        address="coalesce(current_setting('atlas.address', true), '')",
    )


def _row(
    action: str, changed: Model, by: Model | str | None, *, old: Mapping[str, Any], new: Mapping[str, Any]
) -> AuditRecord:
    _refuse_secrets({*old, *new})
    same = {name for name in old.keys() & new.keys() if old[name] == new[name]}
    return AuditRecord(
        organization_id=getattr(changed, "organization_id", None),
        company_id=getattr(changed, "company_id", None),
        by_id=by.pk if isinstance(by, Model) else None,
        by_system="" if isinstance(by, Model) else by or SYSTEM,
        action=action,
        object_type=action.partition(".")[0],
        object_id=_id(changed),
        old={name: value for name, value in old.items() if name not in same},
        new={name: value for name, value in new.items() if name not in same},
    )


def values(row: Model, names: Iterable[str]) -> dict[str, Any]:
    """Return the values of these fields for `old` or `new`. The value of a foreign key is the id."""
    return {name: getattr(row, row._meta.get_field(name).attname) for name in names}  # type: ignore[union-attr]


def settings_of(request: HttpRequest) -> dict[str, str]:
    """Return PostgreSQL's settings for a transaction of this request (foundation/tenancy.py)."""
    return {f"atlas.{name}": str(value) for name, value in origin(request).items()}


def origin(request: HttpRequest) -> Origin:
    """Return the client's address and the id of a request, for operations that take them."""
    return Origin(address=client_address(request.META), request_id=getattr(request, "request_id", ""))


def history(row: Model) -> QuerySet[AuditRecord]:
    """Return the records of one object, newest first, or none if its id is neither a UUID nor a number."""
    if not isinstance(row.pk, UUID | int):
        return AuditRecord.objects.none()
    return AuditRecord.objects.filter(object_id=_id(row)).select_related("by").order_by("-created_at", "-id")


def _id(row: Model) -> UUID:
    """Return the id of an object as a UUID. Django's own tables, such as groups, have numbers."""
    return UUID(int=row.pk) if isinstance(row.pk, int) else row.pk


def _setting(name: str) -> Any:
    return Coalesce(Func(Value(name), Value(True), function="current_setting", output_field=TextField()), Value(""))


def _refuse_secrets(names: Iterable[str]) -> None:
    told = sorted(name for name in names if name in SECRETS or name.startswith("encrypted_"))
    if told:
        raise ValueError(f"Secrets have no place in the audit trail: {', '.join(told)}.")
