"""People in responses: an id and a name, read together with the rows that refer to them."""

from typing import Any

from django.db.models import Model, OuterRef, QuerySet, Subquery

from api.fields import CharField, IdField
from api.serialization import Writer, follow
from api.serializers import Serializer

CREATED_BY = "The user who entered it; null for the system."
POSTED_BY = "The user who posted it; null until then, and for the system."
CLOSED_BY = "The user who closed it; null while it is open."
REOPENED_BY = "The user who reopened it last; null if none has."
VOIDED_BY = "The user who voided it; null until then."


class Person(Serializer):
    """A user."""

    id = IdField()
    full_name = CharField()


class Author(Person):
    """The user who did what the field's name says, such as `created_by`. `with_authors` reads them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"read_only": True, "allow_null": True, "source": "*"})

    def writer(self) -> Writer:
        id_name, full_name = f"{self.field_name}_id", f"{self.field_name}_name"

        def write(value: Any, obj: Any, currency: str | None, context: Any) -> Any:
            id = getattr(obj, id_name)
            return None if id is None else {"id": id, "full_name": getattr(obj, full_name)}

        return write

    def sql_columns(self) -> list[str]:
        return [f"{self.field_name}_id", f"{self.field_name}_name"]

    def sql_writer(self) -> str:
        id, full_name = "{columns[0]}", "{columns[1]}"
        return f"""'{{{{"id":"' || {id} || '","full_name":' || to_json({full_name})::text || '}}}}'"""


def with_authors(rows: QuerySet[Any], **paths: str) -> QuerySet[Any]:
    """Annotate rows with the values for `Author`. `paths` has the path to the user for each field, such as
    `journal_entry.posted_by`.

    It reads two columns and makes no user objects, which took as long as the rest of a list.
    """
    found = {}
    for name, path in paths.items():
        found[f"{name}_name"] = looked_up(rows.model, f"{path.replace('.', '__')}__full_name")
        if path != name:
            found[f"{name}_id"] = looked_up(rows.model, f"{path.replace('.', '__')}_id")
    return rows.annotate(**found)


def looked_up(model: type[Model], path: str) -> Subquery:
    """Return the column at the end of a path, read only for the rows that are shown.

    `F(path)` would make a join, which is done for all rows that `total` counts.
    """
    name, _, rest = path.partition("__")
    related: Any = model._meta.get_field(name).related_model
    return Subquery(related._base_manager.filter(pk=OuterRef(f"{name}_id")).values(rest))


def note_authors(row: Any, **paths: str) -> None:
    """Set on a row that an operation returned the values that `with_authors` reads."""
    for name, path in paths.items():
        person = follow(row, path) if "." in path else getattr(row, path)
        setattr(row, f"{name}_name", person and person.full_name)
        if path != name:
            setattr(row, f"{name}_id", person and person.pk)
