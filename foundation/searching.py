"""Search without case and accents: `cafe` finds `Café`, in any spelling of Unicode.

`name__matches="cafe"` finds the rows whose column contains the text, ignoring case and accents. All text is stored in
Unicode's NFC, so the text to search for is normalized first.
"""

import unicodedata
from typing import Any

from django.db.models import CharField, Lookup, TextField

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
