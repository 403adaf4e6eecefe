"""Constraints for which Django has no class. They belong in a model's `Meta.constraints` like any other.

Only PostgreSQL checks them, not Django before it saves.
"""

from collections.abc import Sequence
from typing import Any, Self

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import BaseConstraint

Model = type[models.Model]


class HeldByPostgres(BaseConstraint):
    """A constraint with the SQL that `definition` returns."""

    fields: tuple[str, ...]

    def __init__(self, *fields: str, name: str) -> None:
        super().__init__(name=name)
        self.fields = fields

    def definition(self, model: Model, schema_editor: BaseDatabaseSchemaEditor) -> str:
        raise NotImplementedError

    def constraint_sql(self, model: Model | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        assert model is not None
        assert schema_editor is not None
        return f"CONSTRAINT {schema_editor.quote_name(self.name)} {self.definition(model, schema_editor)}"

    def create_sql(self, model: Model | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        assert model is not None
        assert schema_editor is not None
        return f"{_alter(model, schema_editor)} ADD {HeldByPostgres.constraint_sql(self, model, schema_editor)}"

    def remove_sql(self, model: Model | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        assert model is not None
        assert schema_editor is not None
        return f"{_alter(model, schema_editor)} DROP CONSTRAINT {schema_editor.quote_name(self.name)}"

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Leave it to PostgreSQL."""

    def deconstruct(self) -> tuple[str, tuple[str, ...], dict[str, Any]]:
        path, _, kwargs = super().deconstruct()
        return path, self.fields, kwargs

    def clone(self) -> Self:
        _, args, kwargs = self.deconstruct()
        return type(self)(*args, **kwargs)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, HeldByPostgres) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash((type(self), self.name))


class Key(HeldByPostgres):
    """A unique key for foreign keys to point to, such as (company, id)."""

    def definition(self, model: Model, schema_editor: BaseDatabaseSchemaEditor) -> str:
        return f"UNIQUE ({_list(model, schema_editor, self.fields)})"


class References(HeldByPostgres):
    """A foreign key over several columns, checked by each statement and not at commit, so that the error has a place.

    `References("company", "entry", ...)` ensures that a line and its entry belong to the same company. `key` names the
    columns of the other table: by default those of the same name, and its `id`. With `cascades`, PostgreSQL deletes the
    row with the other.
    """

    def __init__(self, *fields: str, name: str, key: Sequence[str] = (), cascades: bool = False) -> None:
        super().__init__(*fields, name=name)
        self.key = tuple(key)
        self.cascades = cascades

    def definition(self, model: Model, schema_editor: BaseDatabaseSchemaEditor) -> str:
        target = model._meta.get_field(self.fields[-1 if len(self.fields) == 1 else 1]).related_model
        assert isinstance(target, type)
        key = self.key or (*self.fields[:-1], "id")
        return (
            f"FOREIGN KEY ({_list(model, schema_editor, self.fields)}) "
            f"REFERENCES {schema_editor.quote_name(target._meta.db_table)} ({_list(target, schema_editor, key)})"
            f"{' ON DELETE CASCADE' if self.cascades else ''}"
        )

    def constraint_sql(self, model: Model | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """Add the constraint after all tables of the migration exist, as Django does with its own foreign keys."""
        assert schema_editor is not None
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))
        return ""

    def deconstruct(self) -> tuple[str, tuple[str, ...], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        kwargs |= {"key": self.key} if self.key else {}
        return path, args, kwargs | ({"cascades": True} if self.cascades else {})


class Numbers(HeldByPostgres):
    """The columns are not NaN, which in PostgreSQL is equal to itself and greater than every number."""

    def definition(self, model: Model, schema_editor: BaseDatabaseSchemaEditor) -> str:
        return f"CHECK ('NaN'::numeric <> ALL (ARRAY[{_list(model, schema_editor, self.fields)}]))"


class Holds(HeldByPostgres):
    """A condition in SQL for which Django has no expression."""

    def __init__(self, condition: str, *, name: str) -> None:
        super().__init__(condition, name=name)

    def definition(self, model: Model, schema_editor: BaseDatabaseSchemaEditor) -> str:
        return f"CHECK ({self.fields[0]})"


def _alter(model: Model, schema_editor: BaseDatabaseSchemaEditor) -> str:
    return f"ALTER TABLE {schema_editor.quote_name(model._meta.db_table)}"


def _list(model: Model, schema_editor: BaseDatabaseSchemaEditor, names: Sequence[str]) -> str:
    return ", ".join(schema_editor.quote_name(_column(model, name)) for name in names)


def _column(model: Model, name: str) -> str:
    """Return the column of a field. A name that is not a field, such as of a generated column, is returned as it is."""
    try:
        return str(model._meta.get_field(name).column)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return name


class CompanyLeads(Operation):
    """Make the columns a table's primary key, the company first. Django still finds rows by `id`.

    A unique key over the same columns becomes the primary key and keeps its name. Foreign keys that point to the table
    are made again as they were. `find_by` is the column by which Django finds single rows. It gets an index. PostgreSQL
    is told that all rows are of one company, as long as it has no statistics of its own.
    """

    reversible = False

    def __init__(self, model_name: str, key: Sequence[str] = ("company", "id"), find_by: str = "id") -> None:
        self.model_name = model_name
        self.key = tuple(key)
        self.find_by = find_by

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Leave Django's models as they are: docs/decisions/0015-the-company-leads-every-key.md."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        columns = [_column(model, name) for name in self.key]
        table, find_by = model._meta.db_table, _column(model, self.find_by) if self.find_by else ""
        schema_editor.execute(LEAD.format(table=table, columns=", ".join(columns), find_by=find_by), params=None)
        schema_editor.execute(FIRST_STATISTICS, params=[table])

    def describe(self) -> str:
        return f"The company leads the primary key of {self.model_name}"


LEAD = """
DO $$
DECLARE
    keys text[] := string_to_array('{columns}', ', ');
    name text := '{table}_pkey';
    old record;
    pointing text[] := '{{}}';
BEGIN
    SET CONSTRAINTS ALL IMMEDIATE;
    FOR old IN SELECT conrelid::regclass AS place, conname, pg_get_constraintdef(oid) AS definition FROM pg_constraint
        WHERE contype = 'f' AND confrelid = '{table}'::regclass AND conparentid = 0
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', old.place, old.conname);
        pointing := pointing || format('ALTER TABLE %s ADD CONSTRAINT %I %s', old.place, old.conname, old.definition);
    END LOOP;
    FOR old IN SELECT c.conname, c.contype FROM pg_constraint c
        WHERE c.conrelid = '{table}'::regclass AND (c.contype = 'p' OR (c.contype = 'u' AND keys = ARRAY(
            SELECT a.attname::text FROM unnest(c.conkey) WITH ORDINALITY AS k (number, place)
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number ORDER BY k.place)))
    LOOP
        EXECUTE format('ALTER TABLE {table} DROP CONSTRAINT %I', old.conname);
        IF old.contype = 'u' THEN
            name := old.conname;
        END IF;
    END LOOP;
    EXECUTE format('ALTER TABLE {table} ADD CONSTRAINT %I PRIMARY KEY ({columns})', name);
    IF '{find_by}' <> '' THEN
        EXECUTE 'CREATE INDEX {table}_found ON {table} ({find_by})';
    END IF;
    FOR i IN 1 .. cardinality(pointing) LOOP
        EXECUTE pointing[i];
    END LOOP;
END
$$;
"""

# What PostgreSQL does not know yet of a table, it guesses: rows of 200 companies. While rows are few it then takes any
# index that begins with the company for as good as the right one, and keeps that plan, also of foreign keys, while a
# transaction fills the table.
FIRST_STATISTICS = """
SELECT pg_restore_attribute_stats(
    'schemaname', 'public', 'relname', %s, 'attname', 'company_id', 'inherited', false, 'version', 180000,
    'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 1::real)
"""
