"""Ask every list by all its filters and sorts, where it has very many rows, and print those that are dear.

    .venv/bin/python -m benchmarks.lists [--scale 1] [--bound 50] [--only invoices,payments] [--filters tracking,search]
    .venv/bin/python -m benchmarks.lists --home /tmp/lists    (filled the first time, and kept)

SQL fills one company (benchmarks/filling.py): a million entries, 330,000 contacts, 100,000 to 300,000 of the others;
beside it a twentieth. The lists are those of the routes, so a new one is asked too. Each filter gets what most rows
have, what few have and what none has; each of its values is asked with all sorts, in both orders:

- page 1;
- of what has over 10,000 rows page 201, and the page after it by its cursor;
- without filters also the middle page, the one after it by cursor, and the last.

A request is in process and whole. Printed are those whose PostgreSQL takes `--bound` ms of processor time or more, the
least of three, and at the end of each list how many there were. `--scale 0.01` takes a minute.
"""

import argparse
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from benchmarks.house import house, unlimited

PAGE = 50
FAR = 201
"""The number of the page behind 10,000 rows."""
TRIES = 3
PATIENCE = 20.0
"""After so many seconds a request is not asked again."""
WORDS = ("zzzyyy", "bakery", "trading", "customer", "qx", "4", "PO-")
TEXTS = {"reference": ("PO-1",), "search": WORDS}
DATES = ("1999-01-01", "2026-06-15", "2026-11-03", "2027-06-01")
MOMENTS = ("2020-01-01T00:00:00Z", "2026-11-01T00:00:00Z", "2099-01-01T00:00:00Z")
OF_LINES = ("account_id", "contact_id", "currency", "tracking")
"""Filters of entries by what their lines have."""
ALIASES = {
    ("payments", "customer_id"): "contact_id",
    ("payments", "vendor_id"): "contact_id",
    ("adjustments", "customer_id"): "contact_id",
    ("adjustments", "vendor_id"): "contact_id",
    ("transfers", "account_id"): "from_account_id",
}
"""The columns that filters with other names ask."""


class Asked(NamedTuple):
    status: int
    answer: Any
    postgresql: float
    python: float


class Client:
    """Asks in process, as an admin of the company."""

    def __init__(self, by: Any) -> None:
        from django.test import Client as TestClient

        from identity import tokens

        self.client = TestClient(headers={"Authorization": f"Bearer {tokens.issue(by).access_token}"})

    def ask(self, url: str, query: dict[str, Any], *, bound: float) -> Asked:
        """Return the answer and the processor time of PostgreSQL and of Python in ms: once if it is below the bound."""
        best = None
        for _ in range(TRIES):
            backend, began, python = _backend(), time.monotonic(), time.process_time()
            before = _processor(backend)
            response = self.client.get(url, query)
            python = (time.process_time() - python) * 1000
            now = _backend()  # another one after a timeout
            postgresql = _processor(now) - (before if now == backend else 0)
            if best is None or postgresql < best.postgresql:
                best = Asked(response.status_code, response.json(), postgresql, python)
            if best.postgresql < bound or time.monotonic() - began > PATIENCE:
                break
        assert best is not None
        return best


def _backend() -> int:
    from django.db import connection

    connection.ensure_connection()
    number: int = connection.connection.info.backend_pid
    return number


def _processor(process: int) -> float:
    with open(f"/proc/{process}/schedstat") as file:
        return int(file.read().split()[0]) / 1e6


class List(NamedTuple):
    name: str
    url: str
    view: Any

    @property
    def filters(self) -> dict[str, Any]:
        kind = getattr(self.view, "filterset_class", None)
        return dict(kind.base_filters) if kind else {}


def lists(company: Any) -> Iterator[List]:
    """Return the lists of all routes, each once; not those of the parts of one row, such as its lines."""
    from tests.house import routes
    from webhooks.models import Endpoint

    webhook = Endpoint.objects.filter(deliveries__isnull=False).first()
    seen = set()
    for route in routes():
        actions = getattr(route.view, "list", None)
        name = route.plain_path
        if "GET" not in route.methods or actions is None or name.endswith("}") or "{id}" in name or name in seen:
            continue
        seen.add(name)
        path = (
            route.path
            if "{company_id}" in route.path or not route.is_company_scoped
            else f"/companies/{{company_id}}{route.path}"
        )
        ids = {"company_id": company.pk, "webhook_id": webhook and webhook.pk}
        yield List(name.removeprefix("/"), f"/api/v1{path.format_map(ids)}", route.view)


class Values:
    """What filters are asked for: what most rows have, what few have, and what none has."""

    def __init__(self, company: Any) -> None:
        self.company = company

    def of(self, one: List, name: str, kind: Any) -> list[str]:
        from api import filters

        if isinstance(kind, filters.ChoiceFilter):
            return [value for value, _ in kind.choices]
        fixed: dict[Any, tuple[str, ...]] = {
            filters.DateFilter: DATES,
            filters.MomentFilter: MOMENTS,
            filters.BooleanFilter: ("true", "false"),
            filters.WholeFilter: ("0", "200000", "99999999999"),
            filters.AmountFilter: ("0.02", "500", "999.5", "100000000"),
            filters.MetadataFilter: ("nothing:here", "shop:north"),
        }
        if type(kind) in fixed:
            return list(fixed[type(kind)])
        if "search" in name:
            return list(WORDS)
        nothing = (
            "CHF" if "currency" in name else str(uuid.uuid4()) if isinstance(kind, filters.IdFilter) else "nothing"
        )
        return [nothing, *TEXTS.get(name, ()), *self._there(one, name, kind)]

    def _there(self, one: List, name: str, kind: Any) -> list[str]:
        """Return the value that most rows have, and one that few have."""
        from django.db import connection

        from accounting.models import Bill, Invoice, JournalLine, TrackingCategory

        if name == "not_tracked":
            return [str(TrackingCategory.objects.filter(company=self.company)[0].pk)]
        if one.name == "payments" and name in ("invoice_id", "bill_id"):
            return [str((Invoice if name == "invoice_id" else Bill).objects.filter(company=self.company)[100].pk)]
        model, path = one.view.queryset.model, ALIASES.get((one.name, name), kind.field_name or name)
        if one.name == "journal-entries" and name in OF_LINES:
            model, path = JournalLine, name
        columns = {
            known: field.column for field in model._meta.concrete_fields for known in (field.name, field.attname)
        }
        if path not in columns:
            return []
        value = f"unnest({columns[path]})" if path == "tracking" else columns[path]
        of_company = f"AND company_id = '{self.company.pk}'" if "company_id" in columns else ""
        counted = f"""
            SELECT value::text FROM (SELECT {value} AS value FROM {model._meta.db_table} WHERE true {of_company}) AS v
            WHERE value IS NOT NULL AND value::text <> '' GROUP BY 1 ORDER BY count(*)"""
        with connection.cursor() as cursor:
            cursor.execute(f"({counted} DESC, 1 LIMIT 1) UNION ALL ({counted}, 1 LIMIT 1)")
            return list(dict.fromkeys(value for (value,) in cursor.fetchall()))


def matrix(client: Client, company: Any, options: argparse.Namespace) -> None:
    from foundation import tenancy

    chosen, names = (
        options.only.split(",") if options.only else None,
        options.filters.split(",") if options.filters else None,
    )
    values = Values(company)
    print(f"{'PostgreSQL, ms':>14}{'Python, ms':>12}  {'':40}")
    with tenancy.everyone():
        found = list(lists(company))
    for one in found:
        if chosen and one.name not in chosen:
            continue
        began, asked, dear = time.monotonic(), 0, 0
        filters: dict[str, Any] = {"": None, **one.filters}
        for name, kind in filters.items():
            if names and name not in names:
                continue
            with tenancy.everyone():
                wanted = values.of(one, name, kind) if kind else [""]
            for value in wanted:
                narrowed = {name: value} if name else {}
                for sort_by in one.view.sort_fields:
                    for order in ("asc", "desc"):
                        for query, answer in pages(
                            client, one, {"sort_by": sort_by, "sort_order": order, **narrowed}, options
                        ):
                            asked += 1
                            if answer.postgresql >= options.bound or answer.status != 200:
                                dear += 1
                                show(one, query, answer)
        print(f"{one.name}: {asked:,} requests, {dear:,} dear, {time.monotonic() - began:.0f} s", flush=True)


def pages(
    client: Client, one: List, query: dict[str, Any], options: argparse.Namespace
) -> Iterator[tuple[dict[str, Any], Asked]]:
    """Ask for the pages of a list in one order, and yield each with what was asked."""
    first = client.ask(one.url, query, bound=options.bound)
    yield query, first
    if first.status != 200:
        return
    total = first.answer["total"]
    last = -(-total // PAGE)
    numbers = [FAR] if len(query) > 2 else [last // 2, last]
    for number in numbers:
        if number < 3 or number > last:
            continue
        asked = query | {"page": number}
        answer = client.ask(one.url, asked, bound=options.bound)
        yield asked, answer
        if answer.status == 200 and answer.answer["next_cursor"]:
            after = query | {"cursor": answer.answer["next_cursor"]}
            yield query | {"after page": number}, client.ask(one.url, after, bound=options.bound)


def show(one: List, query: dict[str, Any], answer: Asked) -> None:
    body = answer.answer
    total = f"{'about ' * body['total_is_estimate']}{body['total']:,}" if answer.status == 200 else str(answer.status)
    print(f"{answer.postgresql:14.0f}{answer.python:12.0f}  {one.name}?{urlencode(query)}: {total}", flush=True)


def filled(home: Path | None, scale: float) -> tuple[Any, Any]:
    """Return the admin of the organization and its large company, which are made unless `home` has them."""
    from accounting.models import Company
    from benchmarks.filling import fill
    from foundation import tenancy
    from identity.models import User

    is_whole = home and home / "filled"
    if not (is_whole and is_whole.exists()):
        made = fill(scale)
        if is_whole:
            is_whole.touch()
        return made
    with tenancy.everyone():
        return User.objects.get(email="admin@example.com"), Company.objects.get(name="Ours")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=1, help="how many of the rows")
    parser.add_argument("--bound", type=float, default=50, help="ms of PostgreSQL from which a request is printed")
    parser.add_argument("--only", default="", help="the names of lists")
    parser.add_argument("--filters", default="", help="the names of filters")
    parser.add_argument("--home", type=Path, help="a directory that keeps the rows")
    options = parser.parse_args()
    with house(options.home):
        by, company = filled(options.home, options.scale)
        unlimited()
        matrix(Client(by), company, options)


if __name__ == "__main__":
    main()
