"""Which tables are an organization's, and in which order: found in the models, so that no new one is forgotten."""

from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps
from django.db import models
from psycopg import sql

from accounting.models import Company
from identity.models import Organization, User

LEFT_OUT = {
    "accounting.Currency": "The same in each installation, which is checked.",
    "admin.LogEntry": "What staff of Atlas did is the installation's.",
    "auth.Group": "The rights of staff are the installation's.",
    "auth.Group_permissions": "The rights of staff are the installation's.",
    "auth.Permission": "The rights of staff are the installation's.",
    "contenttypes.ContentType": "Django numbers the models of each installation.",
    "identity.OrganizationMove": "It says that the organization is not here any more.",
    "identity.OutgoingEmail": "A mail that waits is sent by the installation that wrote it.",
    "identity.RefreshToken": "Sessions end: each installation signs its own.",
    "identity.SignIn": "A list of sessions, which end.",
    "identity.SignInAllowance": "The tries at the old addresses.",
    "identity.User_groups": "The rights of staff, whom no organization has that is moved.",
    "identity.User_user_permissions": "The rights of staff, whom no organization has that is moved.",
    "sessions.Session": "Sessions end: each installation signs its own.",
    "webhooks.Drain": "The workers of one installation.",
    "webhooks.Pulse": "The workers of one installation.",
}
"""The models that are not moved, and why."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the organization, and which of its rows are the organization's."""

    name: str
    where: str
    """The condition, with the organization's id as `{organization}`."""
    counted: str
    """The column with numbers that PostgreSQL counts itself, or empty. It is not moved: the other database counts."""
    order: tuple[str, ...]
    """The columns by which both databases sort the rows, so that the same rows have the same digest."""
    users: tuple[str, ...]
    """The columns that name users."""
    itself: str
    """The column that refers to other rows of the table, or empty. Rows that have one come after all others."""
    through: tuple[str, str, str, str] | None = None
    """A column that refers to a counted one: the column, the other table, its counted column, and what identifies its
    rows instead."""

    def chosen(self, organization: Organization) -> sql.Composed:
        """Return the condition for an organization."""
        return sql.SQL(self.where).format(organization=sql.Literal(organization.pk))

    def select(self, columns: tuple[str, ...], organization: Organization) -> sql.Composed:
        """Return the query of the organization's rows, in their order."""
        return sql.SQL("SELECT {values} FROM {table} WHERE {where} ORDER BY {order}").format(
            values=sql.SQL(", ").join(self.value(column) for column in columns),
            table=sql.Identifier(self.name),
            where=self.chosen(organization),
            order=sql.SQL(", ").join([*self._last(), *(sql.Identifier(self.name, column) for column in self.order)]),
        )

    def _last(self) -> list[sql.Composable]:
        return [sql.SQL("{} IS NOT NULL").format(sql.Identifier(self.name, self.itself))] if self.itself else []

    def value(self, column: str) -> sql.Composable:
        if self.through is None or column != self.through[0]:
            return sql.Identifier(column)
        _, table, counted, known_by = map(sql.Identifier, self.through)
        return sql.SQL("(SELECT {known_by} FROM {table} AS named WHERE named.{counted} = {column}) AS {column}").format(
            known_by=known_by, table=table, counted=counted, column=sql.Identifier(column)
        )


def moved() -> dict[str, Any]:
    """Return the models that are moved, by the names of their tables."""
    every = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: model for model in every if model._meta.label not in LEFT_OUT}


@cache
def tables() -> tuple[Table, ...]:
    """Return the tables of an organization, its own first, and each after those that its rows refer to."""
    found = moved()
    order = TopologicalSorter[str]()
    for name in sorted(found):
        needed = {related(field) for field in found[name]._meta.local_concrete_fields} | {Organization._meta.db_table}
        order.add(name, *sorted(needed & found.keys() - {name}))
    return tuple(_table(found[name]) for name in order.static_order())


def related(field: models.Field) -> str:
    """Return the table that a field refers to, or an empty string."""
    meta: Any = getattr(field.related_model, "_meta", None)
    return "" if meta is None else str(meta.db_table)


def where_of(model: type[models.Model]) -> str:
    """Return the condition of an organization's rows: by its id, its companies, or what the rows refer to."""
    columns = {str(field.column) for field in model._meta.local_concrete_fields}
    if model is Organization:
        return "id = {organization}"
    if "organization_id" in columns:
        return "organization_id = {organization}"
    if "company_id" in columns:
        mine = f"SELECT id FROM {Company._meta.db_table} WHERE organization_id = {{organization}}"  # noqa: S608 - our names
        return f"company_id = ANY (ARRAY({mine}))"
    found = moved()
    for field in model._meta.local_concrete_fields:
        if field.related_model is not model and (parent := found.get(related(field))):
            theirs = f"SELECT {parent._meta.pk.column} FROM {parent._meta.db_table} WHERE {where_of(parent)}"  # noqa: S608
            return f"{field.column} = ANY (ARRAY({theirs}))"
    raise LookupError(f"Nothing says whose the rows of {model._meta.label} are.")


def _table(model: type[models.Model]) -> Table:
    fields = model._meta.local_concrete_fields
    key = model._meta.pk
    leads = ("company_id",) if any(field.column == "company_id" for field in fields) else ()
    through = next(
        (
            (str(field.column), related(field), str(_key_of(field).column), _known_by(field))
            for field in fields
            if related(field) in moved() and _is_counted(_key_of(field))
        ),
        None,
    )
    return Table(
        name=model._meta.db_table,
        where=where_of(model),
        counted=str(key.column) if _is_counted(key) else "",
        order=(str(key.column),) if _is_counted(key) else tuple(dict.fromkeys((*leads, str(key.column)))),
        users=tuple(str(field.column) for field in fields if related(field) == User._meta.db_table),
        itself=next((str(field.column) for field in fields if related(field) == model._meta.db_table), ""),
        through=through,
    )


def _is_counted(key: models.Field) -> bool:
    return isinstance(key, models.AutoField | models.BigAutoField)


def _key_of(field: models.Field) -> models.Field:
    model: Any = field.related_model
    key: models.Field = model._meta.pk
    return key


def _known_by(field: models.Field) -> str:
    """Return the column that identifies the rows of a counted table in every database: its only one-to-one."""
    model: Any = field.related_model
    (known,) = (one for one in model._meta.local_concrete_fields if isinstance(one, models.OneToOneField))
    return str(known.column)
