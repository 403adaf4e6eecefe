"""Which tables are the books of a company, and in which order: found in the models, so that no new one is forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter

from django.apps import apps
from django.db import models

from accounting.ledger.models import Company
from identity.models import User

LEFT_OUT = {
    "accounting.CompanyMember": "Rights are given anew: a file gives nobody access.",
    "accounting.Import": "What an import made is in the books. One that waits would be done twice.",
    "accounting.ImportPiece": "A file that waits to be imported is not part of the books yet.",
    "identity.AuditRecord": "The audit trail is the organization's, and never leaves it.",
    "webhooks.Endpoint": "A webhook is the organization's, and has secrets.",
    "webhooks.Delivery": "What was sent to the webhooks of one Atlas is not part of the books.",
    "webhooks.FanOut": "How far the webhooks of one Atlas are. Restoring begins after the restored events.",
}
"""The models of a company that are not archived, and why."""

PAST_DJANGO = dict.fromkeys(
    ("accounting_account", "accounting_bill", "accounting_invoice", "accounting_payment", "accounting_taxrate"),
    ("kept_number",),
)
"""The columns that the models do not know: numbers of earlier editions that look alike (ledger/numbers.sql)."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as the archive has it: its name, and its columns without numbers that PostgreSQL counts itself."""

    name: str
    columns: tuple[str, ...]
    company: int
    """The place of the company's id among the columns."""
    authors: tuple[str, ...]
    """The columns that name users."""
    has_organization: bool
    """Whether the table names the organization too. The archive does not: it is the one that restores."""

    @property
    def order(self) -> str:
        """Return the columns by which the rows are sorted, so that the same books make the same archive."""
        return "id" if "id" in self.columns else ", ".join(self.columns)


@cache
def tables() -> tuple[Table, ...]:
    """Return the tables of the books, each after those that its rows refer to."""
    kept = {model._meta.db_table: model for model in of_companies() if model._meta.label not in LEFT_OUT}
    order = TopologicalSorter[str]()
    for name in sorted(kept):  # the same order in each process: sets would have another one
        needed = {_referred(field) for field in kept[name]._meta.local_concrete_fields}
        order.add(name, *sorted(needed & kept.keys() - {name}))
    return tuple(_table(kept[name]) for name in order.static_order())


def _referred(field: models.Field) -> str:
    model = field.related_model
    return model._meta.db_table if isinstance(model, type) else ""


def of_companies() -> Iterator[type[models.Model]]:
    """Yield the companies' model, and every model whose rows name a company."""
    for model in apps.get_models(include_auto_created=True):
        if model is Company or any(field.column == "company_id" for field in model._meta.local_concrete_fields):
            yield model


def _table(model: type[models.Model]) -> Table:
    fields = model._meta.local_concrete_fields
    columns = tuple(str(field.column) for field in fields if _is_archived(field))
    columns += PAST_DJANGO.get(model._meta.db_table, ())
    return Table(
        name=model._meta.db_table,
        columns=columns,
        company=columns.index("id" if model is Company else "company_id"),
        authors=tuple(str(field.column) for field in fields if _referred(field) == User._meta.db_table),
        has_organization=any(field.column == "organization_id" for field in fields),
    )


def _is_archived(field: models.Field) -> bool:
    counted = isinstance(field, models.AutoField | models.BigAutoField | models.GeneratedField)
    return not counted and field.column != "organization_id"
