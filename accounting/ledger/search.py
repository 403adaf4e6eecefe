"""Finding rows by an index, which row-level security would not let answer (search.sql)."""

import unicodedata
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q

from accounting.ledger.counts import NUMBER_OF
from accounting.ledger.models import ContactKind

MAX_FOUND = 10_000
"""Above so many the index is no help: a list is filled sooner by reading rows in its order."""
IDS = "search_ids(%s, %s::uuid, %s::text, %s)::text"
SHARE = """
WITH span AS MATERIALIZED (
    SELECT min(created_at) AS since, max(created_at) AS until FROM {table} WHERE company_id = %(company)s{kind}
)
SELECT avg((strpos(search_text, atlas_folded(%(text)s::text)) > 0)::int)::float
FROM span, generate_series(0, 19) AS n, LATERAL (
    SELECT search_text FROM {table}
    WHERE company_id = %(company)s{kind} AND created_at >= since + (until - since) * n / 20
    ORDER BY created_at, id LIMIT 25
) AS s
"""
"""The share of some 500 rows, from all over the list, that hold the text."""


class Found(NamedTuple):
    """The condition for the rows of a list that hold a text, and how many these are, if that is known: above MAX_FOUND
    it is an estimate. `by_ids` says whether it names ids, so that few rows are read to count them."""

    condition: Q
    number: int | None
    by_ids: bool


def found_by(what: str, company_id: UUID | None, text: str, *, contact: str = "") -> Q:
    """Return the condition for rows that hold `text`, after a query or two: see `search`."""
    return search(what, company_id, text, contact=contact).condition


def search(what: str, company_id: UUID | None, text: str, *, contact: str = "") -> Found:
    """Find the rows that hold `text`. A text that many hold, by a sample, is not asked of the index.

    `what` is `customer`, `vendor`, or the name of a model. A row holds what is in its `search_text` (a column that
    PostgreSQL fills in), and with `contact`, a foreign key called `customer`, `vendor` or `contact`, what is in that of
    its contact. Of one company, or with None of all that the tenant sees.
    """
    wanted = unicodedata.normalize("NFC", text)
    kinds = [what, contact] if contact else [what]
    numbers = _numbers(kinds, company_id) if company_id else {}
    held = {kind: _held(kind, company_id, wanted, number) for kind, number in numbers.items() if number > MAX_FOUND}
    asked = [kind for kind in kinds if held.get(kind, 0) <= MAX_FOUND]
    ids: dict[str, str | None] = dict.fromkeys(kinds)
    if asked:
        values = [value for kind in asked for value in (kind, company_id, wanted, MAX_FOUND)]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join([IDS] * len(asked))}", values)
            ids |= zip(asked, cursor.fetchone(), strict=True)
    own = ids[what]
    found = Q(pk__row_holds=wanted) if own is None else Q(pk__among=own)
    if contact:
        theirs = ids[contact]
        named = {f"{contact}__name__row_holds": wanted} if theirs is None else {f"{contact}__among": theirs}
        found |= Q(**named)
    number: int | None = None
    if None in ids.values():
        if company_id:
            share = sum(held.get(kind, 0) / numbers[kind] for kind in kinds if ids[kind] is None and numbers[kind])
            number = max(MAX_FOUND + 1, round(min(share, 1) * numbers[what]))
    elif own is not None and ids.get(contact, "{}") == "{}":
        number = 0 if own == "{}" else own.count(",") + 1
    return Found(found, number, None not in ids.values())


def _lists(kind: str) -> list[str]:
    """Return the lists whose numbers of rows are kept, of what is called `kind` here: contacts have two."""
    return list(ContactKind) if kind == "contact" else [kind]


def _numbers(kinds: list[str], company_id: UUID) -> dict[str, int]:
    """Return how many rows of each kind the company has."""
    sums = [" + ".join(NUMBER_OF[name] for name in _lists(kind)) for kind in kinds]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(sums)}", [company_id for kind in kinds for _ in _lists(kind)])
        return dict(zip(kinds, cursor.fetchone(), strict=True))


def _held(kind: str, company_id: UUID | None, wanted: str, number: int) -> float:
    """Return an estimate of how many of `number` rows hold the text."""
    shares = [0.0]
    with connection.cursor() as cursor:
        for name in _lists(kind):
            is_contact = name in ContactKind
            table = f"accounting_{'contact' if is_contact else name}"
            cursor.execute(
                SHARE.format(table=table, kind=f" AND kind = '{name}'" if is_contact else ""),
                {"company": company_id, "text": wanted},
            )
            shares.append(cursor.fetchone()[0] or 0.0)
    return max(shares) * number
