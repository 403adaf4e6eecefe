"""Search without case and accents: `cafe` finds `Café`, in any spelling of Unicode.

`name__matches="cafe"` finds the rows whose column contains the text, ignoring case and accents. All text is stored in
Unicode's NFC, so the text to search for is normalized first.
"""

import unicodedata
from typing import Any

from django.db.models import CharField, Field, ForeignObject, Lookup, TextField

FOLDED = "lower(public.unaccent('public.unaccent'::regdictionary, ({})::text) COLLATE \"pg_c_utf8\")"
"""The body of `atlas_folded` (atlas/search.sql), because PostgreSQL cannot inline this IMMUTABLE function."""
NO_PATTERN = r"regexp_replace({}, '([\\%%_])', '\\\1', 'g')"
"""Text for LIKE with its wildcards escaped. This comes last, because folding makes a `%` of some characters."""


@CharField.register_lookup
@TextField.register_lookup
class Matches(Lookup):
    lookup_name = "matches"

    def get_prep_lookup(self) -> str:
        return unicodedata.normalize("NFC", str(self.rhs))

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, column_params = self.process_lhs(compiler, connection)
        wanted, wanted_params = self.process_rhs(compiler, connection)
        pattern = NO_PATTERN.format(FOLDED.format(wanted))
        return f"{FOLDED.format(column)} LIKE '%%' || {pattern} || '%%'", [*column_params, *wanted_params]


class _OfARow(Lookup):
    """A lookup whose right side is a text, whatever the column is."""

    def get_prep_lookup(self) -> Any:
        return self.rhs if hasattr(self.rhs, "as_sql") else str(self.rhs)

    def get_db_prep_lookup(self, value: Any, connection: Any) -> Any:
        return "%s", [value]


@Field.register_lookup
class RowHolds(_OfARow):
    """`name__row_holds="cafe"` is true where `search_text` of the row that the column is of holds the text.

    PostgreSQL fills that column in, folded (accounting/ledger/search.sql). Models do not know it. It is for texts that
    many rows hold: PostgreSQL expects a third of them to, and so reads a list in its order. Of LIKE it expects few.
    """

    lookup_name = "row_holds"

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        wanted, params = self.process_rhs(compiler, connection)
        row = compiler.quote_name_unless_alias(self.lhs.alias)
        return f"strpos({row}.search_text, atlas_folded({wanted}::text)) > 0", params


@Field.register_lookup
@ForeignObject.register_lookup
class Among(_OfARow):
    """`pk__among="{…,…}"` is true where an id is in an array of PostgreSQL: Python need not read 10,000 of them."""

    lookup_name = "among"

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, column_params = self.process_lhs(compiler, connection)
        ids, params = self.process_rhs(compiler, connection)
        return f"{column} = ANY ({ids}::uuid[])", [*column_params, *params]
