"""Journal entries and periods over HTTP."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounting.models import Account, Company, CompanyMember, JournalEntry
from accounting.reports import integrity
from foundation import tenancy
from tests import factories
from tests.accounting.snapshot import snapshot
from tests.client import Client
from tests.people import make_admin, make_organization, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]


@pytest.fixture
def company() -> Company:
    return factories.make_company(by=make_admin(make_organization()))


@pytest.fixture
def admin(company: Company) -> Client:
    return Client(company.organization.users.get())


def body(company: Company, amount: str = "100.00", **more: Any) -> dict[str, Any]:
    left, right = factories.two_accounts(company)
    return {
        "date": "2026-03-15",
        "memo": "Rent",
        "lines": [
            {"account_id": str(left.id), "debit": Decimal(amount)},
            {"account_id": str(right.id), "credit": Decimal(amount)},
        ],
    } | more


def test_a_post_posts_the_entry_and_shows_its_place_in_the_chain(company, admin):
    answer = admin.post("/journal-entries", body(company))
    assert answer.status == 201
    entry = answer.json
    assert (entry["entry_number"], entry["status"], entry["previous_hash"]) == (1, "posted", "0" * 64)
    assert [(line["debit"], line["credit"]) for line in entry["lines"]] == [(100, 0), (0, 100)]
    assert entry["allowed_actions"] == ["update", "reverse"]
    assert answer.headers["Location"].endswith(f"/journal-entries/{entry['id']}")
    assert admin.get(f"/journal-entries/{entry['id']}").json == entry


def test_a_draft_is_changed_posted_and_then_fixed(company, admin):
    draft = admin.post("/journal-entries", body(company, status="draft")).json
    assert (draft["entry_number"], draft["allowed_actions"]) == (None, ["update", "delete", "post"])
    path = f"/journal-entries/{draft['id']}"
    changed = admin.patch(path, body(company, "7.00"))
    assert changed.status == 200
    assert changed.json["lines"][0]["debit"] == 7
    posted = admin.post(f"{path}/post")
    assert (posted.status, posted.json["entry_number"]) == (200, 1)
    for refused in (admin.patch(path, {"memo": "x"}), admin.delete(path), admin.post(f"{path}/post")):
        assert (refused.status, refused.json["code"]) == (409, "entry_is_posted")


def test_a_draft_is_deleted(company, admin):
    draft = admin.post("/journal-entries", body(company, status="draft")).json
    assert admin.delete(f"/journal-entries/{draft['id']}").status == 204
    assert admin.get(f"/journal-entries/{draft['id']}").status == 404


def test_a_reversal_answers_with_the_mirror(company, admin):
    entry = admin.post("/journal-entries", body(company)).json
    mirror = admin.post(f"/journal-entries/{entry['id']}/reverse", {"memo": "Entered twice"})
    assert mirror.status == 200
    assert (mirror.json["reverses_id"], mirror.json["entry_type"]) == (entry["id"], "reversal")
    assert admin.get(f"/journal-entries/{entry['id']}").json["reversed_by_id"] == mirror.json["id"]
    again = admin.post(f"/journal-entries/{entry['id']}/reverse")
    assert (again.status, again.json["code"]) == (409, "already_reversed")


def unbalanced(given: dict[str, Any]) -> None:
    given["lines"][0]["debit"] = Decimal("99.99")


def single(given: dict[str, Any]) -> None:
    del given["lines"][1]


def both_sides(given: dict[str, Any]) -> None:
    given["lines"][1]["debit"] = Decimal("1.00")


def too_fine(given: dict[str, Any]) -> None:
    given["lines"][0]["debit"] = Decimal("1.005")


def unknown_account(given: dict[str, Any]) -> None:
    given["lines"][1]["account_id"] = "0198a7c9-2e61-74ab-9f08-5c7d3b1e8a46"


def reversal(given: dict[str, Any]) -> None:
    given["entry_type"] = "reversal"


def impossible_date(given: dict[str, Any]) -> None:
    given["date"] = "2026-02-29"


@pytest.mark.parametrize(
    ("spoil", "code", "field"),
    [
        (unbalanced, "entry_not_balanced", "lines"),
        (single, "too_few_lines", "lines"),
        (both_sides, "invalid_line", "lines[1].debit"),
        (too_fine, None, "lines[0].debit"),
        (unknown_account, "not_found_here", "lines[1].account_id"),
        (reversal, "invalid", "entry_type"),
        (impossible_date, None, "date"),
    ],
)
def test_an_invalid_entry_is_422_with_the_field_and_changes_nothing(company, admin, spoil, code, field):
    given = body(company)
    spoil(given)
    answer = admin.post("/journal-entries", given)
    assert answer.status == 422
    assert answer.error_fields == [field]
    assert code in (None, answer.json["code"])
    assert not JournalEntry.objects.exists()


def test_a_month_is_closed_checked_and_reopened(company, admin):
    admin.post("/journal-entries", body(company))
    draft = admin.post("/journal-entries", body(company, status="draft")).json
    *later, period = admin.get("/periods").json["items"]
    assert (later[0]["name"], period["name"]) == (f"{timezone.now():%Y-%m}", "2026-03")
    running = admin.post(f"/periods/{later[0]['id']}/close")
    assert (running.status, running.json["code"], later[0]["allowed_actions"]) == (409, "period_not_ended", [])
    path = f"/periods/{period['id']}"
    check = admin.get(f"{path}/close-check").json
    assert (check["ready"], check["obstacles"][0]["code"], check["obstacles"][0]["ids"]) == (
        False,
        "draft_entries",
        [draft["id"]],
    )
    refused = admin.post(f"{path}/close")
    assert (refused.status, refused.json["code"]) == (409, "period_not_ready")
    admin.delete(f"/journal-entries/{draft['id']}")
    assert admin.get(f"{path}/close-check").json == {"ready": True, "obstacles": []}
    closed = admin.post(f"{path}/close").json
    assert (closed["status"], len(closed["seal"]), closed["allowed_actions"]) == ("closed", 64, ["reopen"])

    late = admin.post("/journal-entries", body(company))
    assert (late.status, late.json["code"], late.error_fields) == (409, "period_closed", ["date"])
    assert "2026-04-01" in late.json["detail"]
    moved = admin.post("/journal-entries", body(company, on_closed_period="next_open"))
    assert (moved.status, moved.json["date"]) == (201, "2026-04-01")

    assert admin.post(f"{path}/reopen", {}).error_fields == ["reason"]
    reopened = admin.post(f"{path}/reopen", {"reason": "A late bill"})
    assert (reopened.json["status"], reopened.json["reopen_reason"]) == ("open", "A late bill")
    history = admin.get(f"{path}/history").json["items"]
    assert [(change["action"], change["reason"]) for change in history] == [("reopened", "A late bill"), ("closed", "")]
    assert {change["seal"] for change in history} == {closed["seal"]}
    assert {change["by_id"] for change in history} == {str(company.organization.users.get().pk)}


def test_an_accountant_may_post_but_not_close_and_a_viewer_neither(company, admin):
    clients = {}
    for role in ("accountant", "viewer"):
        user = make_user(company.organization)
        CompanyMember.objects.create(organization=company.organization, company=company, user=user, role=role)
        clients[role] = Client(user)
    assert clients["accountant"].post("/journal-entries", body(company)).status == 201
    assert clients["viewer"].post("/journal-entries", body(company)).status == 403
    period = clients["viewer"].get("/periods").json["items"][-1]
    assert period["allowed_actions"] == []
    for client in clients.values():
        assert client.post(f"/periods/{period['id']}/close").status == 403
    assert JournalEntry.objects.count() == 1


def test_entries_are_found_by_account_date_and_words(company, admin):
    first = admin.post("/journal-entries", body(company, memo="Rent of March")).json
    admin.post("/journal-entries", body(company, memo="Paper", date="2026-04-01"))
    account = first["lines"][0]["account_id"]
    for query in ({"account_id": account}, {"date_to": "2026-03-31"}, {"search": "rent"}):
        found = admin.get("/journal-entries", **query).json
        assert [entry["id"] for entry in found["items"]] == [first["id"]], query


def test_a_batch_is_posted_in_order_or_not_at_all(company, admin):
    good = admin.post("/journal-entries/batch", {"entries": [body(company, f"{n}.00") for n in range(1, 4)]})
    assert good.status == 201
    assert [(entry["entry_number"], entry["lines"][0]["debit"]) for entry in good.json["items"]] == [
        (1, 1),
        (2, 2),
        (3, 3),
    ]
    spoilt = [body(company), body(company)]
    unbalanced(spoilt[1])
    refused = admin.post("/journal-entries/batch", {"entries": spoilt})
    assert (refused.status, refused.error_fields) == (422, ["entries[1].lines"])
    one = body(company)
    unknown_account(one)
    refused = admin.post("/journal-entries/batch", {"entries": [one]})
    assert refused.error_fields == ["entries[0].lines[1].account_id"]
    too_many = admin.post("/journal-entries/batch", {"entries": [body(company)] * 1001})
    assert too_many.status == 422
    assert JournalEntry.objects.count() == 3


def test_lines_can_have_tax_codes():
    company = factories.make_company()
    client, rate = Client(factories.owner_of(company)), factories.make_tax_rate(company, "20")
    codes = {code: str(factories.account(company, code).id) for code in ("4000", "2200", "6100", "1400", "1000")}
    coded = {"tax_rate_id": str(rate.id)}
    lines: list[dict[str, Any]] = [
        {"account_id": codes["4000"], "credit": "100.00", **coded},
        {"account_id": codes["2200"], "credit": "20.00", "tax_base": "-100.00", **coded},
        {"account_id": codes["6100"], "debit": "50.00", **coded},
        {"account_id": codes["1400"], "debit": "10.00", "tax_base": "50.00", **coded},
        {"account_id": codes["1000"], "debit": "60.00"},
    ]
    made = client.post("/journal-entries", {"date": "2026-03-15", "lines": lines})
    assert made.status == 201, made
    assert [(one["tax_rate_id"], one["tax_base"], one["tax_kind"]) for one in made.json["lines"]] == [
        (str(rate.id), None, "sales_net"),
        (str(rate.id), Decimal("-100.00"), "sales_tax"),
        (str(rate.id), None, "purchase_net"),
        (str(rate.id), Decimal("50.00"), "purchase_tax"),
        (None, None, None),
    ]
    assert all(not check.failed for check in integrity.checks(company))
    before = snapshot(company)
    for position, changed, field in (
        (4, {"tax_base": "1.00"}, "lines[4].tax_base"),
        (4, {"tax_kind": "sales_net"}, "lines[4].tax_kind"),
        (1, {"tax_kind": "sales_net"}, "lines[1].tax_base"),
        (0, {"tax_kind": "sales_tax"}, "lines[0].tax_base"),
        (1, {"tax_base": "-100.001"}, "lines[1].tax_base"),
        (0, {"tax_kind": "x"}, "lines[0].tax_kind"),
    ):
        wrong = [{**one, **changed} if place == position else one for place, one in enumerate(lines)]
        refused = client.post("/journal-entries", {"date": "2026-03-15", "lines": wrong})
        assert (refused.status, refused.error_fields) == (422, [field]), refused
    assert snapshot(company) == before


def test_an_option_that_is_not_there_finds_nothing(company, admin):
    sales, support = factories.options_of(category := factories.make_tracking_category(company))[:2]
    admin.post("/journal-entries", body(company))
    tracked = body(company)
    tracked["lines"][0]["tracking"] = [str(sales)]
    tracked["lines"][1]["tracking"] = [str(sales)]
    made = admin.post("/journal-entries", tracked).json["id"]
    assert admin.get("/journal-entries").json["total"] == 2
    # As of any filter by several ids, those beside it still find theirs.
    for query, found in (
        ({"tracking": f"{sales},{uuid4()}"}, [made]),
        ({"tracking": f"{uuid4()},{support}"}, []),
        ({"tracking": sales, "not_tracked": f"{uuid4()},{category.id}"}, []),
    ):
        assert [entry["id"] for entry in admin.get("/journal-entries", **query).json["items"]] == found, query
    for query in (
        {"tracking": uuid4()},
        {"not_tracked": uuid4()},
        {"tracking": uuid4(), "search": "rent", "status": "posted"},
    ):
        found = admin.get("/journal-entries", **query)
        assert (found.status, found.json["items"], found.json["total"]) == (200, [], 0)


def test_entries_are_filtered_by_the_kind_of_an_account(company, admin):
    """Of one line: an account that has the type and the subtype, and is one of those that are named."""
    numbers, other = {}, str(factories.account(company, "3000").id)
    for kind, subtype in (("asset", "inventory"), ("expense", "operating_expense"), ("expense", ""), ("asset", "")):
        made = Account.objects.create(company=company, code=f"9{len(numbers)}", name="N", type=kind, subtype=subtype)
        entry = body(company)
        entry["lines"][0]["account_id"], entry["lines"][1]["account_id"] = str(made.id), other
        numbers[made.id] = admin.post("/journal-entries", entry).json["entry_number"]
    ids = list(numbers)
    for query, found in (
        ({"account_type": "asset"}, [1, 4]),
        ({"account_type": "asset,expense"}, [1, 2, 3, 4]),
        ({"account_subtype": "none"}, [3, 4]),
        ({"account_subtype": "inventory,operating_expense"}, [1, 2]),
        ({"account_type": "expense", "account_subtype": "none"}, [3]),
        ({"account_type": "expense", "account_subtype": "inventory"}, []),
        ({"account_type": "asset", "account_id": f"{ids[0]},{ids[2]}"}, [1]),
        ({"account_type": "asset", "account_id": other}, []),
        ({"account_type": "equity", "account_id": other}, [1, 2, 3, 4]),
        ({"account_subtype": "none", "currency": "EUR"}, []),
        ({"account_subtype": "none", "currency": "USD"}, [3, 4]),
    ):
        answer = admin.get("/journal-entries", sort_by="entry_number", sort_order="asc", **query)
        assert [entry["entry_number"] for entry in answer.json["items"]] == found, (query, answer)
    refused = admin.get("/journal-entries", account_subtype="nothing")
    assert (refused.status, refused.error_fields) == (400, ["account_subtype"])


def test_entries_of_an_option_that_few_have_are_found_by_their_ids(company, admin, monkeypatch):
    department = factories.make_tracking_category(company)
    sales, support = factories.options_of(department)[:2]
    made = []
    for on_first, on_second in (([sales], [support]), ([support], None), (None, None)):
        entry = body(company)
        for line, options in zip(entry["lines"], (on_first, on_second), strict=True):
            line["tracking"] = [str(option) for option in options or ()]
        made.append(admin.post("/journal-entries", entry).json)

    def found(**query: Any) -> tuple[list[int], bool]:
        with CaptureQueriesContext(connection) as queries:
            answer = admin.get("/journal-entries", sort_by="entry_number", sort_order="asc", **query).json
        assert answer["total"] == len(answer["items"])
        by_ids = any("ANY (''{" in query["sql"] for query in queries)
        return [entry["entry_number"] for entry in answer["items"]], by_ids

    second = made[0]["lines"][1]["account_id"]
    for most, by_ids in ((1_000, True), (0, False)):
        monkeypatch.setattr("accounting.ledger.search.MAX_TRACKED", most)
        assert found(tracking=sales) == ([1], by_ids)
        assert found(tracking=support) == ([1, 2], by_ids)
        assert found(tracking=f"{sales},{support}") == ([1, 2], by_ids)
        # The option, the account and what is left out are of one line.
        assert found(tracking=sales, account_id=second) == ([], by_ids)
        assert found(tracking=support, account_id=second) == ([1], by_ids)
        assert found(tracking=support, not_tracked=department.id) == ([], by_ids)
    sister = factories.make_company()
    with tenancy.organization(sister.organization_id), connection.cursor() as cursor:
        cursor.execute("SELECT tracked_entries(%s::uuid, %s::uuid[], 9)", [company.id, [sales]])
        assert cursor.fetchone() == ([],)
