"""Finding contacts by an index, which row-level security would not let answer (ledger/contact_search.sql)."""

import unicodedata
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

MAX_FOUND = 1_000
"""Above so many the index is no help: a list is filled sooner by reading contacts in its order."""


def found_by(company_id: UUID | None, text: str) -> Q:
    """Return the condition for contacts whose name, e-mail address or tax number holds `text`, after one query.

    Of one company, or with None of all that the tenant sees.
    """
    wanted = unicodedata.normalize("NFC", text)
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact_search(%s::uuid, %s::text, %s)", [company_id, wanted, MAX_FOUND + 1])
        ids = [row[0] for row in cursor.fetchall()]
    if len(ids) <= MAX_FOUND:
        return Q(pk__in=ids)
    holds = "accounting_contact.search_text LIKE search_pattern(%s::text)"
    return Q(RawSQL(holds, [wanted], output_field=BooleanField()))  # noqa: S611 - the text is a parameter
