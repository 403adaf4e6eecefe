"""Currency revaluations over HTTP."""

from decimal import Decimal

import pytest

from accounting.models import Company, FxRevaluation
from tests import factories
from tests.accounting.snapshot import snapshot
from tests.client import Client
from tests.factories import make_company, make_euro_bank, open_in_euros, owner_of
from tests.people import make_key

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]

D = Decimal
PATH = "/fx-revaluations"
BODY = {"date": "2026-03-31", "rates": {"EUR": D("1.10"), "GBP": D("1.30")}}


@pytest.fixture
def company(db: None) -> Company:
    return open_in_euros(make_company())


def test_a_revaluation_is_answered_with_its_entries_and_lists_its_lines(client: Client, company: Company) -> None:
    made = client.post(PATH, BODY)
    assert (made.status, made.headers["Location"]) == (201, f"/api/v1{PATH}/{made.json['id']}")
    row = made.json
    assert row["rates"] == {"EUR": D("1.1")}
    assert (row["date"], row["status"], row["line_count"]) == ("2026-03-31", "posted", 2)
    assert (row["open_items_gain"], row["bank_accounts_gain"]) == (D("2.00"), D("10.00"))
    assert (row["created_by"]["full_name"], row["allowed_actions"]) == (owner_of(company).full_name, ["void"])
    assert client.get(f"{PATH}/{row['id']}").json == row
    entry = client.get(f"/journal-entries/{row['journal_entry_id']}").json
    assert (entry["entry_type"], entry["source_type"], entry["source_id"]) == (
        "fx_revaluation",
        PATH[1:-1].replace("-", "_"),
        row["id"],
    )
    assert (entry["reverse_on"], entry["reversed_by_id"]) == ("2026-04-01", row["reversal_entry_id"])
    bank = client.get(f"/journal-entries/{row['bank_entry_id']}").json
    first = bank["lines"][0]
    assert (first["debit"], first["currency"], first["currency_amount"]) == (D("10.00"), "EUR", 0)
    lines = client.get(f"{PATH}/{row['id']}/lines").json["items"]
    assert [(one["document_kind"], one["amount"], one["base_amount"], one["revalued_amount"]) for one in lines] == [
        (None, D("500.00"), D("540.00"), D("550.00")),
        ("invoice", D("100.00"), D("108.00"), D("110.00")),
    ]
    assert lines[0]["account_id"] == str(make_euro_bank(company).id)
    assert [one["position"] for one in client.get(f"{PATH}/{row['id']}/lines", after=0).json["items"]] == [1]
    told = client.get("/events", type="fx_revaluation.created").json["items"][0]["body"]["data"]
    assert (told["rates"], told["open_items_gain"]) == ({"EUR": D("1.1")}, D("2.00"))


def test_it_is_voided_by_admins_and_its_day_is_free_again(client: Client, company: Company) -> None:
    row = client.post(PATH, BODY).json
    people = [Client(factories.make_member(company, role)) for role in ("viewer", "accountant", "approver")]
    before = snapshot(company)
    again = client.post(PATH, BODY)
    assert (again.status, again.code, again.error_fields) == (409, "already_revalued", ["date"])
    earlier = client.post(PATH, BODY | {"date": "2026-03-30"})
    assert (earlier.status, earlier.code, earlier.error_fields) == (409, "later_revaluation", ["date"])
    for person in people:
        assert person.post(PATH, BODY).status == person.post(f"{PATH}/{row['id']}/void").status == 403
        assert person.get(f"{PATH}/{row['id']}").status == 200
    stale = client.post(f"{PATH}/{row['id']}/void", {}, headers={"If-Match": '"0"'})
    assert (stale.status, snapshot(company)) == (412, before)
    tried = client.post(f"{PATH}/{row['id']}/void", {}, dry_run="true")
    assert (tried.json["status"], snapshot(company)) == ("void", before)
    void = client.post(f"{PATH}/{row['id']}/void", {"reason": "The wrong rate."}).json
    assert (void["status"], void["void_reason"], void["allowed_actions"]) == ("void", "The wrong rate.", [])
    assert None not in (void["void_entry_id"], void["void_bank_entry_id"], void["voided_by"])
    assert client.post(f"{PATH}/{row['id']}/void").code == "wrong_status"
    assert client.post(PATH, BODY).status == 201
    assert [one["status"] for one in client.get(PATH, status="void").json["items"]] == ["void"]


@pytest.mark.parametrize(
    ("changes", "status", "code", "field"),
    [
        ({"rates": {"EUR": 0}}, 422, "invalid", "rates.EUR"),
        ({"rates": {"EUR": "x"}}, 422, "invalid", "rates.EUR"),
        ({"rates": {"EUR": None}}, 422, "invalid", "rates.EUR"),
        ({"rates": {"EUR": D("1.12345678901")}}, 422, "invalid", "rates.EUR"),
        ({"rates": {"USD": D("1.1")}}, 422, "invalid", "rates.USD"),
        ({"rates": {"EURO": D("1.1")}}, 422, "currency_not_supported", "rates.EURO"),
        ({"rates": [1]}, 422, "invalid", "rates"),
        ({"rates": {}}, 422, "exchange_rate_missing", "rates.EUR"),
        ({"date": "2199-01-01"}, 422, "invalid_date", "date"),
        ({"date": None}, 422, "invalid", "date"),
        ({"status": "void"}, 422, "invalid", "status"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(client, company, changes, status, code, field):
    before = snapshot(company)
    answer = client.post(PATH, BODY | changes)
    assert (answer.status, answer.code, answer.error_fields) == (status, code, [field])
    assert snapshot(company) == before


def test_a_repeated_request_revalues_once_and_a_dry_run_not_at_all(client: Client, company: Company) -> None:
    before = snapshot(company)
    assert client.post(PATH, BODY, dry_run="true").status == 201
    assert snapshot(company) == before
    key = {"Idempotency-Key": "month-end-2026-03"}
    first, second = client.post(PATH, BODY, headers=key), client.post(PATH, BODY, headers=key)
    assert (first.status, second.json) == (201, first.json)
    assert FxRevaluation.objects.filter(company=company).count() == 1


def test_a_key_needs_the_scope(company: Company) -> None:
    admin = owner_of(company)
    for scopes, status in ((["fx-revaluations:read"], 403), (["fx-revaluations:read", "fx-revaluations:write"], 201)):
        key = make_key(admin, role="admin", scopes=scopes)
        answer = Client()
        answer.headers = {"Authorization": f"Bearer {key.secret}"}
        assert answer.post(PATH, BODY).status == status


def test_a_company_without_other_currencies_has_nothing_to_revalue() -> None:
    company = make_company()
    before = snapshot(company)
    answer = Client(owner_of(company)).post(PATH, BODY)
    assert (answer.status, answer.code) == (409, "nothing_to_revalue")
    assert snapshot(company) == before
