"""Searching as people do: `cafe` finds `Café`, however either is written.

`name__matches="cafe"` is true where the column holds the text, ignoring case and accents. All text is stored in NFC
(Unicode), so what is searched for is brought to it first.
"""

import unicodedata
from typing import Any

from django.db.models import CharField, Lookup, TextField

FOLDED = "lower(public.unaccent('public.unaccent'::regdictionary, ({})::text) COLLATE \"pg_c_utf8\")"
"""As `atlas_folded` (atlas/search.sql), written out: PostgreSQL cannot inline an IMMUTABLE one."""
NO_PATTERN = r"regexp_replace({}, '([\\%%_])', '\\\1', 'g')"
"""A text for LIKE in which nothing stands for something else: escaped last, for folding makes a `%` of some signs."""


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
