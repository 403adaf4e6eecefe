"""Finding rows by an index, which row-level security would not let answer (search.sql)."""

import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from accounting.ledger.counts import NUMBER_OF
from accounting.ledger.models import ContactKind
from foundation.statements import fetch

MAX_FOUND = 10_000
"""Above so many the index is no help: a list is filled sooner by reading rows in its order."""
MAX_TRACKED = 2_000
"""Above so many, entries with an option are found sooner in the order of the list."""
ROWS = """
(SELECT ({number})::bigint AS number) AS {kind}_list,
LATERAL search_rows('{kind}', %s::uuid, %s::text, {most}, {kind}_list.number) AS {kind}
"""
"""A list, whose `number` of rows is kept, and what is found in it: ids, or an estimate of how many."""
DOCUMENTS = """
LATERAL (SELECT CASE WHEN cardinality({contact}.ids) * {kind}_list.number <= {most} * {contact}_list.number
    THEN search_documents('{kind}', '{contact}', %s::uuid, {kind}.ids, {contact}.ids, {most}) END AS ids) AS documents
"""
"""The ids of both, if not many are expected to have these contacts."""


class Found(NamedTuple):
    """The condition for the rows of a list that hold a text, and how many these are, if that is known: above MAX_FOUND
    it is an estimate. `by_ids` says whether it names ids, so that few rows are read to count them."""

    condition: Q
    number: int | None
    by_ids: bool


def found_by(what: str, company_id: UUID | None, text: str, *, contact: str = "") -> Q:
    """Return the condition for rows that hold `text`, after a query: see `search`."""
    return search(what, company_id, text, contact=contact).condition


def search(what: str, company_id: UUID | None, text: str, *, contact: str = "") -> Found:
    """Find the rows that hold `text`. A text that many hold, by a sample, is not asked of the index.

    `what` is `customer`, `vendor`, or the name of a model. A row holds what is in its `search_text` (a column that
    PostgreSQL fills in), and with `contact`, a foreign key called `customer`, `vendor` or `contact`, what is in that of
    its contact. Of one company, or with None of all that the tenant sees.
    """
    wanted = unicodedata.normalize("NFC", text)
    kinds = [what, contact] if contact else [what]
    lists, columns, values = [], [], list[Any]()
    for kind in kinds:
        counted = [NUMBER_OF[name] for name in _lists(kind)] if company_id else ["NULL"]
        lists.append(ROWS.format(kind=kind, number=" + ".join(counted), most=MAX_FOUND))
        columns.append(f"{kind}.ids::text, {kind}.held, {kind}_list.number")
        values += [company_id] * (len(counted) if company_id else 0) + [company_id, wanted]
    if contact:
        lists.append(DOCUMENTS.format(kind=what, contact=contact, most=MAX_FOUND))
        columns.append("documents.ids::text")
        values.append(company_id)
    [row] = fetch(f"SELECT {', '.join(columns)} FROM {', '.join(lists)}", values)  # noqa: S608 -- our names
    if contact and row[-1] is not None:
        return Found(Q(pk__among=row[-1]), _length(row[-1]), by_ids=True)
    found = [row[place : place + 3] for place in range(0, 3 * len(kinds), 3)]
    own = found[0][0]
    condition = Q(pk__row_holds=wanted) if own is None else Q(pk__among=own)
    if contact:
        theirs = found[1][0]
        named = {f"{contact}__name__row_holds": wanted} if theirs is None else {f"{contact}__among": theirs}
        condition |= Q(**named)
    by_ids = all(ids is not None for ids, _, _ in found)
    return Found(condition, _number(found) if company_id else None, by_ids)


def ids_with_amount(what: str, company_id: UUID, least: Decimal | None, greatest: Decimal | None) -> str | None:
    """Return the ids of the rows of a model with an amount between two, inclusive, as an array of PostgreSQL.

    None if more than MAX_FOUND have one. Without a bound that side is open.
    """
    values = [what, company_id, least, greatest, MAX_FOUND]
    [(ids,)] = fetch("SELECT amount_ids(%s, %s::uuid, %s::numeric, %s::numeric, %s)::text", values)
    return ids


def entries_tracked(company_id: UUID, option_ids: Sequence[UUID]) -> str | None:
    """Return the ids of a company's entries that have a line with one of these options, as an array of PostgreSQL.

    None if more than MAX_TRACKED have one.
    """
    values = [company_id, list(option_ids), MAX_TRACKED]
    [(ids,)] = fetch("SELECT tracked_entries(%s::uuid, %s::uuid[], %s)::text", values)
    return ids


def page_by_amount(
    what: str,
    company_id: UUID,
    bounds: tuple[Decimal | None, Decimal | None],
    *,
    after: UUID | None,
    is_descending: bool,
    most: int,
    offset: int,
) -> tuple[str, int]:
    """Return the first ids of the rows of a model in the order of amounts, as an array of PostgreSQL without those
    before the offset, and how many they are with these.

    The amounts are within `bounds`, inclusive. With `after` they follow the row with this id, whose amount is the bound
    that they begin with.
    """
    values = [offset + 1, what, company_id, *bounds, after, is_descending, most]
    function = "amount_page(%s, %s::uuid, %s::numeric, %s::numeric, %s::uuid, %s, %s)"
    [(ids, number)] = fetch(f"SELECT ids[%s:]::text, cardinality(ids) FROM {function} AS ids", values)  # noqa: S608 -- ours
    return ids, number


def _number(found: list[tuple[str | None, float, int]]) -> int | None:
    """Return how many rows of the first list hold a text, by what was found in it and in that of its contacts: the ids
    or an estimate, and the number of rows. None if that is not known."""
    if any(ids is None for ids, _, _ in found):
        share = sum(held / number for ids, held, number in found if ids is None and number)
        return max(MAX_FOUND + 1, round(min(share, 1) * found[0][2]))
    [own, *theirs] = [_length(ids) for ids, _, _ in found if ids is not None]
    return None if any(theirs) else own


def _length(ids: str) -> int:
    """Return how many ids an array of PostgreSQL has."""
    return ids.count(",") + (ids != "{}")


def _lists(kind: str) -> list[str]:
    """Return the lists whose numbers of rows are kept, of what is called `kind` here: contacts have two."""
    return list(ContactKind) if kind == "contact" else [kind]
