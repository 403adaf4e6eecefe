"""Lists by page and by cursor: no row twice and none left out, in any order."""

import datetime
import random
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from accounting.ledger import journal, members, search
from accounting.models import Company, Invoice, JournalEntry
from api import pagination
from identity.models import User
from tests import factories
from tests.api.test_sorting import nodes
from tests.client import Answer, Client
from tests.nightly import examples, one_in
from tests.people import make_admin, make_organization, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]


def companies(admin: User, number: int, name: str = "Company {:03}") -> list[Company]:
    return [factories.make_company(by=admin, name=name.format(index)) for index in range(number)]


def by_cursor(client: Client, path: str, **query: Any) -> list[Answer]:
    answers = [client.get(path, **query)]
    while answers[-1].json["next_cursor"]:
        answers.append(client.get(path, cursor=answers[-1].json["next_cursor"], **query))
    return answers


def ids(answers: list[Answer]) -> list[str]:
    return [item["id"] for answer in answers for item in answer.json["items"]]


def test_a_list_has_the_shape_of_the_customers_page(admin: User) -> None:
    companies(admin, 3)
    answer = Client(admin).get("/companies", page=2, page_size=2, sort_by="created_at", sort_order="desc")
    assert answer.status == 200
    body = answer.json
    assert len(body.pop("items")) == 1
    assert body == {
        "total": 3,
        "total_is_estimate": False,
        "page": 2,
        "page_size": 2,
        "has_next": False,
        "next_cursor": None,
    }


def test_newest_comes_first_and_fifty_at_a_time_unless_asked_otherwise(admin: User) -> None:
    made = companies(admin, 52)
    body = Client(admin).get("/companies").json
    assert [item["id"] for item in body["items"]] == [str(company.id) for company in reversed(made)][:50]
    assert (body["total"], body["page_size"], body["has_next"]) == (52, 50, True)


@pytest.mark.parametrize("sort_order", ["asc", "desc"])
@pytest.mark.parametrize("sort_by", ["created_at", "name"])
@pytest.mark.parametrize("page_size", one_in(2, [1, 3, 7, 100], 1))
def test_pages_and_cursors_show_every_row_once_in_the_same_order(
    admin: User, sort_by: str, sort_order: str, page_size: int
) -> None:
    companies(admin, 10)
    client = Client(admin)
    order: dict[str, Any] = {"sort_by": sort_by, "sort_order": sort_order}
    expected = ids([client.get("/companies", page_size=100, **order)])
    assert len(set(expected)) == 10
    cursors = by_cursor(client, "/companies", page_size=page_size, **order)
    assert ids(cursors) == expected
    pages = [client.get("/companies", page=number + 1, page_size=page_size, **order) for number in range(len(cursors))]
    assert ids(pages) == expected
    for by_page, by_key in zip(pages, cursors, strict=True):
        assert by_page.json == by_key.json
        assert by_key.json["total"] == 10


def test_rows_that_are_equal_keep_one_order(admin: User) -> None:
    organization = admin.organization
    for index in range(9):
        make_user(organization, f"user{index}@example.com", full_name="Same Name")
    client = Client(admin)
    order: dict[str, Any] = {"sort_by": "full_name", "page_size": 2}
    by_key = ids(by_cursor(client, "/users", **order))
    assert by_key == ids([client.get("/users", page=page, **order) for page in range(1, 6)])
    assert len(set(by_key)) == 10


def test_rows_added_meanwhile_do_not_shift_a_cursor(admin: User) -> None:
    made = companies(admin, 4)
    client = Client(admin)
    first = client.get("/companies", page_size=2)
    factories.make_company(by=admin)
    second = client.get("/companies", page_size=2, cursor=first.json["next_cursor"])
    assert ids([first, second]) == [str(company.id) for company in reversed(made)]


def test_a_page_beyond_the_end_is_empty(admin: User) -> None:
    companies(admin, 3)
    body = Client(admin).get("/companies", page=1000).json
    assert body == {
        "items": [],
        "total": 3,
        "total_is_estimate": False,
        "page": 1000,
        "page_size": 50,
        "has_next": False,
        "next_cursor": None,
    }


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"page": "0"}, "page"),
        ({"page": "-1"}, "page"),
        ({"page": "1.0"}, "page"),
        ({"page": "x"}, "page"),
        ({"page": "١"}, "page"),
        ({"page": "99999999999999999999"}, "page"),
        ({"page": ""}, "page"),
        ({"page_size": "0"}, "page_size"),
        ({"page_size": "101"}, "page_size"),
        ({"sort_by": "organization__name"}, "sort_by"),
        ({"sort_by": "-name"}, "sort_by"),
        ({"sort_order": "up"}, "sort_order"),
        ({"sort_order": "DESC"}, "sort_order"),
        ({"cursor": "x"}, "cursor"),
        ({"cursor": "x" * 5000}, "cursor"),
        ({"updated_since": "yesterday"}, "updated_since"),
        ({"updated_since": "2026-01-15"}, "updated_since"),
        ({"search": "a\0b"}, "search"),
        ({"search": "a" * 201}, "search"),
        ({"pagesize": "10"}, "pagesize"),
        ({"dry_run": "true"}, "dry_run"),
    ],
    ids=str,
)
def test_a_parameter_that_cannot_be_read_is_refused(admin: User, query: dict[str, Any], field: str) -> None:
    answer = Client(admin).get("/companies", **query)
    assert (answer.status, answer.error_fields) == (400, [field])


def test_a_parameter_given_twice_is_refused(admin: User) -> None:
    answer = Client(admin).request("GET", "/companies?page=1&page=2")
    assert (answer.status, answer.error_fields) == (400, ["page"])


def test_page_and_cursor_together_are_refused(admin: User) -> None:
    companies(admin, 2)
    client = Client(admin)
    cursor = client.get("/companies", page_size=1).json["next_cursor"]
    answer = client.get("/companies", page_size=1, cursor=cursor, page=2)
    assert (answer.status, answer.error_fields) == (400, ["cursor"])


def test_a_cursor_is_bound_to_its_list_order_and_filters(admin: User) -> None:
    companies(admin, 3)
    client = Client(admin)
    cursor = client.get("/companies", page_size=1, sort_by="name").json["next_cursor"]
    assert client.get("/companies", cursor=cursor, page_size=2, sort_by="name").status == 200
    others: list[tuple[str, dict[str, Any]]] = [
        ("/companies", {"sort_by": "created_at"}),
        ("/companies", {"sort_by": "name", "sort_order": "asc"}),
        ("/companies", {"sort_by": "name", "search": "Company"}),
        ("/users", {}),
    ]
    for path, query in others:
        answer = client.get(path, cursor=cursor, **query)
        assert (answer.status, answer.code) == (400, "bad_cursor")
    tampered = cursor[:-1] + ("A" if cursor[-1] != "A" else "B")
    assert client.get("/companies", cursor=tampered, sort_by="name").code == "bad_cursor"


@pytest.mark.parametrize("is_colleague", [False, True])
def test_a_cursor_of_somebody_else_is_refused_where_the_address_names_no_company(
    admin: User, is_colleague: bool
) -> None:
    stranger = make_admin(admin.organization if is_colleague else make_organization())
    companies(admin, 2)
    if not is_colleague:
        companies(stranger, 2)
    cursor = Client(stranger).get("/companies", page_size=1).json["next_cursor"]
    answer = Client(admin).get("/companies", page_size=1, cursor=cursor)
    assert (answer.status, answer.code, answer.error_fields) == (400, "bad_cursor", ["cursor"])


def test_a_cursor_of_the_only_company_is_refused_once_it_is_another(admin: User) -> None:
    first, second = companies(admin, 2)
    user = make_user(admin.organization)
    member = members.assign(first, user=user, role="viewer", by=admin)
    cursor = Client(user).get("/chart-of-accounts", page_size=1).json["next_cursor"]
    members.remove(member, by=admin)
    members.assign(second, user=user, role="viewer", by=admin)
    answer = Client(user).get("/chart-of-accounts", page_size=1, cursor=cursor)
    assert (answer.status, answer.code, answer.error_fields) == (400, "bad_cursor", ["cursor"])


@pytest.mark.parametrize(
    ("path", "sort_by", "fields"),
    [
        ("/users", "full_name", {"email": "{n}@example.com", "full_name": "\N{GRINNING FACE}" * 199 + "{n}"}),
        ("/webhooks", "url", {"url": "https://example.com/{n}" + '"' * 1979, "events": ["invoice.paid"]}),
    ],
    ids=["a name of emoji", "a URL of quotes"],
)
def test_the_cursor_after_the_longest_text_continues_the_list(
    admin: User, path: str, sort_by: str, fields: dict[str, Any]
) -> None:
    client = Client(admin)
    for n in "123":
        body = {name: text.replace("{n}", n) if isinstance(text, str) else text for name, text in fields.items()}
        assert client.post(path, body).status == 201
    first = client.get(path, page_size=1, sort_by=sort_by).json
    second = client.get(path, page_size=1, sort_by=sort_by, cursor=first["next_cursor"])
    assert (second.status, second.json["page"]) == (200, 2), second.content


def test_search_finds_text_literally_and_whatever_the_case(admin: User) -> None:
    factories.make_company(by=admin, name="100% Wool")
    factories.make_company(by=admin, name="1000 Wools")
    client = Client(admin)
    assert [item["name"] for item in client.get("/companies", search="100% w").json["items"]] == ["100% Wool"]
    assert client.get("/companies", search="WOOL").json["total"] == 2


def test_updated_since_gives_what_changed(admin: User) -> None:
    _, second = companies(admin, 2)
    client = Client(admin)
    moment = client.get(f"/companies/{second.id}").json["updated_at"]
    found = [item["id"] for item in client.get("/companies", updated_since=moment).json["items"]]
    assert str(second.id) in found
    assert client.get("/companies", updated_since="2199-01-01T00:00:00Z").json["total"] == 0


@pytest.mark.parametrize("order", ["desc", "asc"])
@pytest.mark.parametrize(
    ("path", "table", "date"),
    [
        ("/invoices", "invoice", "issue_date"),
        ("/bills", "bill", "issue_date"),
        ("/payments", "payment", "date"),
        ("/journal-entries", "journalentry", "date"),
    ],
)
def test_a_page_is_read_off_an_index_in_its_order(admin: User, path: str, table: str, date: str, order: str) -> None:
    """For the first page and by cursor nothing is sorted, however many rows there are."""
    factories.make_company(by=admin)
    for sort in ("created_at", "updated_at", date):
        with CaptureQueriesContext(connection) as queries:
            assert Client(admin).get(path, sort_by=sort, sort_order=order).status == 200
        [sql] = [
            query["sql"]
            for query in queries
            if f'FROM "accounting_{table}"' in query["sql"] and "LIMIT" in query["sql"]
        ]
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
            cursor.execute(f"EXPLAIN (FORMAT json) {sql}")
            [explained] = cursor.fetchone()[0]
        assert "Sort" not in [node["Node Type"] for node in nodes(explained["Plan"])], f"{sort}\n{explained}"


@pytest.mark.parametrize("kind", ["invoice", "bill", "payment", "journal-entry"])
def test_a_total_is_counted_without_what_only_the_page_shows(admin: User, kind: str) -> None:
    """Names of authors and dates of entries were joined to every row that was counted: 300,000 took a second."""
    company = factories.make_company(by=admin)
    make = getattr(factories, f"make_{kind.removeprefix('journal-')}")
    for _ in range(2):
        make(company)
    with CaptureQueriesContext(connection) as queries:
        path = f"/{kind.removesuffix('y')}{'ies' if kind.endswith('y') else 's'}"
        body = Client(admin).get(path, page_size=1, updated_since="2000-01-01T00:00:00Z").json
    assert body["total"] == 2
    [counted] = [query["sql"] for query in queries if "COUNT(" in query["sql"]]
    assert "JOIN" not in counted.partition("COUNT(")[2].partition(" AS c)")[0]


@pytest.mark.parametrize(
    ("path", "sorts"),
    [
        ("/journal-entries", ["created_at", "entry_number"]),
        ("/invoices", ["amount", "due_date"]),
        ("/transfers", ["date"]),
        ("/events", ["sequence"]),
    ],
)
def test_deep_pages_by_number_are_those_by_cursor(
    admin: User, monkeypatch: pytest.MonkeyPatch, path: str, sorts: list[str]
) -> None:
    """Such pages are read from the nearer end of the list, or in two parts."""
    company = factories.make_company(by=admin)
    for n in range(3):
        factories.make_draft(company)
        factories.make_entry(company)
        factories.make_invoice(company, unit_price=str(10 + n % 2))
        factories.make_invoice(company, due_date=None)
        factories.make_transfer(company)
    client = Client(admin)
    for turn, sort_by in enumerate(sorts):
        for order in one_in(2, ("asc", "desc"), turn):
            query: dict[str, Any] = {"sort_by": sort_by, "sort_order": order, "page_size": 2}
            expected = [answer.json for answer in by_cursor(client, path, **query)]
            with monkeypatch.context() as patched:
                patched.setattr("api.pagination.DEEP", 0)
                pages = [client.get(path, page=number, **query).json for number in range(1, len(expected) + 1)]
                beyond = client.get(path, page=len(expected) + 1, **query).json
            assert pages == expected
            assert (beyond["items"], beyond["total"]) == ([], expected[0]["total"])


@pytest.mark.parametrize(("path", "sort_by"), [("/journal-entries", "entry_number"), ("/events", "sequence")])
@pytest.mark.parametrize("order", ["asc", "desc"])
def test_a_page_by_numbers_without_gaps_passes_over_no_rows(admin: User, path: str, sort_by: str, order: str) -> None:
    """The numbers say where it begins. Drafts, which have none, come after the last."""
    company = factories.make_company(by=admin)
    factories.make_entry(factories.make_company(by=admin, name="Beside"))
    for _ in range(7):
        factories.make_draft(company)
        entry = factories.make_entry(company)
    journal.reverse(entry, by=admin)
    client = Client(admin)
    query: dict[str, Any] = {"company_id": str(company.id), "sort_by": sort_by, "sort_order": order}
    rows = client.get(path, **query).json["items"]
    numbers = [row[sort_by] for row in rows if row[sort_by] is not None]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    for size in one_in(2, (1, 3, 4, 8, 16), 1):
        for page in range(2, len(rows) // size + 3):
            with CaptureQueriesContext(connection) as queries:
                found = client.get(path, page=page, page_size=size, **query).json
            offset = (page - 1) * size
            assert found["items"] == rows[offset : offset + size]
            assert (found["total"], found["has_next"]) == (len(rows), offset + size < len(rows))
            if offset + size < len(numbers):
                assert not any("OFFSET" in one["sql"] for one in queries)


def test_the_total_of_a_long_list_is_not_counted(admin: User) -> None:
    company = factories.make_company(by=admin)
    for _ in range(3):
        factories.make_customer(company)
    for page in (1, 2, 9):
        with CaptureQueriesContext(connection) as queries:
            assert Client(admin).get("/contacts/customers", page_size=1, page=page).json["total"] == 3
        assert not any("COUNT(" in query["sql"] for query in queries)


def test_a_long_list_is_counted_up_to_a_bound_and_then_estimated(admin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    companies(admin, 7)
    client = Client(admin)
    monkeypatch.setattr("api.pagination.MAX_COUNTED", 6)
    body = client.get("/companies", page_size=2, page=4).json
    assert (body["total"], body["total_is_estimate"]) == (7, False), "the last page knows"
    body = client.get("/companies", page_size=2).json
    assert body["total"] >= 7
    assert body["total_is_estimate"]
    second = client.get("/companies", page_size=2, cursor=body["next_cursor"]).json
    assert (second["total"], second["total_is_estimate"]) == (body["total"], True)
    third = client.get("/companies", page_size=2, cursor=second["next_cursor"]).json
    assert (third["total"], third["total_is_estimate"]) == (body["total"], True)
    monkeypatch.setattr("api.pagination.MAX_COUNTED", 7)
    body = client.get("/companies", page_size=2).json
    assert (body["total"], body["total_is_estimate"]) == (7, False)


def test_what_filters_leave_of_a_long_list_is_counted_if_that_is_cheap(
    admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    company, _ = companies(admin, 2)
    for _ in range(3):
        factories.make_customer(company)
    client = Client(admin)

    def total(page: int = 1) -> tuple[int, bool, int]:
        with CaptureQueriesContext(connection) as queries:
            since = {"updated_since": "2000-01-01T00:00:00Z"}
            body = client.get("/contacts/customers", page_size=1, page=page, company_id=str(company.id), **since).json
        explained = sum(query["sql"].startswith("EXPLAIN") for query in queries)
        return body["total"], body["total_is_estimate"], explained

    assert total() == (3, False, 0), "a short list is counted with its page"
    assert total(page=9) == (3, False, 1)
    monkeypatch.setattr("api.pagination.MAX_COUNTED", 2)
    assert total() == (3, True, 1), "it is counted up to the bound, and no estimate is above that of the whole list"
    monkeypatch.setattr("api.pagination.MAX_COST", 0)
    assert total(page=2) == (3, True, 1), "it is not counted"
    assert total(page=3) == (3, False, 0), "the last page knows"


def test_no_estimate_is_above_the_number_of_the_list_without_filters(
    admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    [company] = companies(admin, 1)
    for _ in range(3):
        factories.make_invoice(company)
    monkeypatch.setattr("api.pagination.MAX_COUNTED", 2)
    body = Client(admin).get("/invoices", page_size=1, company_id=str(company.id), issue_date_from="2000-01-01").json
    assert (body["total"], body["total_is_estimate"]) == (3, True)


def test_a_list_in_the_order_of_amounts_begins_at_one_and_goes_on(admin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids that come next are found first. A few is the bound here, so that each page meets it."""
    monkeypatch.setattr(search, "MAX_FOUND", 3)
    monkeypatch.setattr(pagination, "MAX_AHEAD", 3)
    company = factories.make_company(by=admin)
    for number, amount in enumerate(("5", "20", "20", "20", "20", "7", "90", "30.5")):
        (factories.make_invoice if number % 3 else factories.make_sent_invoice)(company, amount)
    client = Client(admin)
    every = sorted(Invoice.objects.filter(company=company), key=lambda one: (one.amount, one.pk))
    for bounds, kept in (
        ({}, every),
        ({"amount_min": "7"}, every[1:]),
        ({"amount_max": "30.50"}, every[:-1]),
        ({"amount_min": "20", "amount_max": "89.99"}, every[2:-1]),
        ({"amount_min": "20", "status": "draft"}, [one for one in every[2:] if one.status == "draft"]),
        ({"amount_min": "91"}, []),
    ):
        for order in one_in(2, ("asc", "desc"), len(bounds)):
            query: dict[str, Any] = {"sort_by": "amount", "sort_order": order, "page_size": 2, **bounds}
            expected = [str(one.pk) for one in (kept if order == "asc" else reversed(kept))]
            with CaptureQueriesContext(connection) as captured:
                answers = by_cursor(client, "/invoices", **query)
            assert ids(answers) == expected, (bounds, order)
            assert ("amount_page" in str(captured.captured_queries)) == bool(kept)
            by_number = [client.get("/invoices", page=page + 1, **query) for page in range(len(answers))]
            assert ids(by_number) == expected, (bounds, order)
            assert {answer.json["total"] for answer in (*answers, *by_number)} == {len(kept)}


def test_days_at_the_far_end_of_an_order_are_read_and_sorted(admin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.filters.MIN_SHARE", 0)
    company = factories.make_company(by=admin)
    rows = [factories.make_invoice(company, issue_date=datetime.date(2026, 3, day)) for day in range(1, 7)]
    client = Client(admin)
    for bounds, order, kept, is_far in (
        ({"issue_date_from": "2026-03-05"}, "asc", rows[4:], True),
        ({"issue_date_from": "2026-03-05"}, "desc", rows[:3:-1], False),
        ({"issue_date_to": "2026-03-02"}, "desc", rows[1::-1], True),
        ({"issue_date_from": "2026-03-02", "issue_date_to": "2026-03-03"}, "asc", rows[1:3], True),
        ({"issue_date_from": "2026-03-04", "updated_since": "2099-01-01T00:00:00Z"}, "asc", [], True),
    ):
        with CaptureQueriesContext(connection) as captured:
            answer = client.get("/invoices", sort_order=order, **bounds)
        assert ids([answer]) == [str(one.pk) for one in kept], bounds
        assert answer.json["total"] == len(kept)
        assert ("GREATEST(" in "".join(one["sql"] for one in captured)) == is_far, bounds
    in_order = client.get("/invoices", sort_by="issue_date", sort_order="asc", issue_date_from="2026-03-05")
    assert in_order.json["total"] == 2
    moment = "2020-01-01T00:00:00Z"
    both = client.get("/audit", since=moment, updated_since="2099-01-01T00:00:00Z")
    assert (both.json["total"], client.get("/audit", since=moment).json["total"] > 0) == (0, True)


def test_any_bounds_in_any_order_leave_what_the_orm_says(admin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    company, dice = factories.make_company(by=admin), random.Random(seed)
    began = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
    for _ in range(24):
        date = began.date() + datetime.timedelta(days=dice.randrange(12))
        with time_machine.travel(began + datetime.timedelta(hours=dice.randrange(12 * 24))):
            dice.choice([factories.make_draft, factories.make_entry])(company, date=date)
    client, rows = Client(admin), JournalEntry.objects.filter(company=company)
    for _ in range(examples(20)):
        monkeypatch.setattr("api.filters.MIN_SHARE", dice.choice([0, 100]))
        given, kept = {}, rows
        for name, lookup in (
            ("date_from", "date__gte"),
            ("date_to", "date__lte"),
            ("updated_since", "updated_at__gte"),
        ):
            if dice.random() < 0.5:
                day = began + datetime.timedelta(days=dice.randrange(12))
                bound = day if name == "updated_since" else day.date()
                given[name] = bound.isoformat().replace("+00:00", "Z")
                kept = kept.filter(**{lookup: bound})
        if dice.random() < 0.3:
            given["status"] = "posted"
            kept = kept.filter(status="posted")
        sort_by, order = dice.choice(["created_at", "updated_at", "date", "entry_number"]), dice.choice(["asc", "desc"])
        key = F({"entry_number": "number"}.get(sort_by, sort_by))
        by = key.asc(nulls_last=True) if order == "asc" else key.desc(nulls_last=True)
        expected = [str(pk) for pk in kept.order_by(by, "pk" if order == "asc" else "-pk").values_list("pk", flat=True)]
        query: dict[str, Any] = {"sort_by": sort_by, "sort_order": order, "page_size": dice.randrange(1, 9), **given}
        read = by_cursor(client, "/journal-entries", company_id=str(company.id), **query)
        pages = [
            client.get("/journal-entries", page=n + 1, company_id=str(company.id), **query) for n in range(len(read))
        ]
        assert ids(read) == ids(pages) == expected, query
        assert {answer.json["total"] for answer in read} == {len(expected)}, query
