"""Find contacts by an index that row-level security would otherwise disable (ledger/contact_search.sql)."""

import unicodedata
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

MAX_FOUND = 1_000
"""With more matches than this the index does not help: reading contacts in the order of the list is faster."""


def found_by(company_id: UUID | None, text: str) -> Q:
    """Return the condition for contacts whose name, e-mail address or tax number contains `text`, after one query.

    With None as company it finds contacts of all companies that the tenant sees.
    """
    wanted = unicodedata.normalize("NFC", text)
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact_search(%s::uuid, %s::text, %s)", [company_id, wanted, MAX_FOUND + 1])
        ids = [row[0] for row in cursor.fetchall()]
    if len(ids) <= MAX_FOUND:
        return Q(pk__in=ids)
    holds = "accounting_contact.search_text LIKE search_pattern(%s::text)"
    return Q(RawSQL(holds, [wanted], output_field=BooleanField()))  # noqa: S611 - the text is a parameter
