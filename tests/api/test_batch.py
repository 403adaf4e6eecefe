"""POST /batch: several writes as one, all or none. Later ones use the answers of earlier ones."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from uuid_utils.compat import uuid7

from accounting.models import Company, CompanyMember, Contact, Event, Invoice, JournalEntry, Payment
from api import throttles
from api.failures import DATABASE_FAILURES
from api.resources.batch import MAX_OPERATIONS, BatchView
from foundation import tenancy
from foundation.limiter import Limit
from foundation.transactions import TRIED_AGAIN
from identity.models import Tier, User
from tests import factories
from tests.accounting.races import beside
from tests.client import Answer, Client
from tests.house import World, doors, query_for
from tests.nightly import EXHAUSTIVE, one_in
from tests.people import make_admin, make_user
from webhooks import queue
from webhooks.models import Delivery

KEY = {"Idempotency-Key": "batch-1"}
CUSTOMER = {"name": "customer", "method": "POST", "path": "/contacts/customers", "body": {"name": "Harbor Cafe"}}


def counted(metric: Any) -> float:
    """Return what a metric has counted so far, whatever its labels."""
    return sum(s.value for family in metric.collect() for s in family.samples if s.name.endswith("_total"))


@pytest.fixture
def owner(company: Company) -> User:
    return factories.owner_of(company)


def operation(path: str, body: dict[str, Any] | None = None, method: str = "POST", **more: Any) -> dict[str, Any]:
    given = {} if body is None else {"body": body}
    return {"method": method, "path": path, **given, **more}


def sale(company: Company, unit_price: str = "1500.00") -> list[dict[str, Any]]:
    """Return a customer, an invoice, sending it, and its payment."""
    income, bank = (str(factories.account(company, code).id) for code in ("4000", "1000"))
    line = {"account_id": income, "unit_price": Decimal(unit_price)}
    invoice = {
        "customer_id": {"ref": "customer.id"},
        "issue_date": "2026-03-15",
        "due_date": "2199-01-01",
        "lines": [line],
    }
    payment = {
        "type": "received",
        "customer_id": {"ref": "invoice.customer_id"},
        "date": {"ref": "invoice.issue_date"},
        "amount": {"ref": "invoice.amount"},
        "account_id": bank,
        "allocations": [{"invoice_id": {"ref": "sent.id"}, "amount": {"ref": "sent.amount_due"}}],
    }
    return [
        CUSTOMER,
        operation("/invoices", invoice, name="invoice"),
        operation("/invoices/{invoice.id}/send", name="sent"),
        operation("/payments", payment, name="payment"),
    ]


def send(client: Client, *operations: dict[str, Any], headers: dict[str, str] | None = None, **query: Any) -> Answer:
    return client.post("/batch", {"operations": operations}, headers, **query)


def counts() -> list[int]:
    """Return the number of rows. A used number or a recorded event shows in the ledger's head."""
    kinds = (Contact, Invoice, Payment, JournalEntry, Event, Delivery)
    return [kind._default_manager.count() for kind in kinds]


@pytest.mark.django_db
class TestReferences:
    def test_a_whole_sale_is_one_request(self, company: Company, owner: User) -> None:
        answer = send(Client(owner), *sale(company))
        assert answer.status == 200, answer
        customer, invoice, sent, payment = (one["body"] for one in answer.json["operations"])
        assert [one["status_code"] for one in answer.json["operations"]] == [201, 201, 200, 201]
        assert [one["name"] for one in answer.json["operations"]] == ["customer", "invoice", "sent", "payment"]
        assert (invoice["status"], sent["status"]) == ("draft", "sent")
        assert (payment["customer_id"], payment["amount"]) == (customer["id"], Decimal("1500.00"))
        assert Client(owner).get(f"/invoices/{invoice['id']}").json["status"] == "paid"

    def test_each_answer_is_that_of_the_operation_on_its_own(self, company: Company, owner: User) -> None:
        client = Client(owner)
        together = send(client, CUSTOMER, operation("/contacts/customers/{customer.id}", method="DELETE")).json
        alone = client.post("/contacts/customers", CUSTOMER["body"])
        made, deleted = together["operations"]
        own = {"id": "", "created_at": "", "updated_at": ""}
        assert made["body"] | own == alone.json | own
        assert made["location"] == f"/api/v1/contacts/customers/{made['body']['id']}"
        assert len(made["etag"]) == len(alone.headers["ETag"])
        assert deleted == {"name": None, "status_code": 204, "location": None, "etag": None, "body": None}

    @pytest.mark.parametrize(
        ("reference", "says"),
        [
            ("nobody.id", "No operation is named “nobody”."),
            ("later.id", "“later” is not an earlier operation of the batch."),
            ("self.id", "“self” is not an earlier operation of the batch."),
            ("customer.nothing", "The response to “customer” has no nothing."),
            ("customer.name[0]", "The response to “customer” has no name[0]."),
            ("customer.allowed_actions[99]", "The response to “customer” has no allowed_actions[99]."),
            ("customer.allowed_actions", "A reference must lead to a single value, not to an object or a list."),
            ("gone.id", "The response to “gone” has no id."),
            *[
                (text, "A reference is the name of an operation and a path into its response, such as invoice.id.")
                for text in ("customer", "", "customer.", ".id", "customer..id", "customer.id ", 7, None, ["customer"])
            ],
        ],
    )
    def test_a_reference_to_nothing_is_named_and_nothing_is_kept(
        self, company: Company, owner: User, reference: Any, says: str
    ) -> None:
        doomed = factories.make_customer(company)
        before = counts()
        answer = send(
            Client(owner),
            CUSTOMER,
            operation(f"/contacts/customers/{doomed.id}", method="DELETE", name="gone"),
            operation("/contacts/customers", {"name": "A", "notes": {"ref": reference}}, name="self"),
            operation("/contacts/customers", {"name": "B"}, name="later"),
        )
        assert (answer.status, answer.code) == (422, "invalid_reference"), answer
        assert answer.json["errors"] == [{"field": "operations[2].body.notes", "message": says}]
        assert counts() == before

    def test_a_path_takes_ids_only(self, owner: User) -> None:
        for reference in ("customer.name", "customer.is_active", "customer.phone"):
            answer = send(Client(owner), CUSTOMER, operation(f"/contacts/customers/{{{reference}}}/archive"))
            assert (answer.status, answer.error_fields) == (422, ["operations[1].path"])
            assert answer.code == "invalid_reference"

    def test_a_name_is_given_once(self, owner: User) -> None:
        answer = send(Client(owner), CUSTOMER, CUSTOMER)
        assert (answer.status, answer.error_fields) == (422, ["operations[1].name"])

    def test_a_company_made_by_the_batch_can_be_used_by_it(self, owner: User) -> None:
        answer = send(
            Client(owner),
            operation("/companies", {"name": "Second", "base_currency": "USD"}, name="company"),
            operation("/companies/{company.id}/contacts/customers", {"name": "Harbor Cafe"}),
        )
        assert answer.status == 200, answer
        assert Contact.objects.get().company_id == Company.objects.get(name="Second").id


@pytest.mark.django_db
class TestAllOrNothing:
    def test_a_failure_in_the_middle_leaves_nothing(self, company: Company, owner: User) -> None:
        factories.make_webhook(company)
        before, head = counts(), factories.head_of(company)
        operations = sale(company)
        operations.insert(3, operation("/invoices/{invoice.id}/send"))
        answer = send(Client(owner), *operations)
        assert (answer.status, answer.code) == (409, "wrong_status")
        assert answer.error_fields == ["operations[3]"]
        assert answer.json["detail"].startswith("operations[3]: ")
        assert counts() == before
        after = factories.head_of(company)
        assert (after.last_number, after.last_event_sequence, after.last_hash) == (
            head.last_number,
            head.last_event_sequence,
            head.last_hash,
        )
        assert send(Client(owner), *sale(company)).json["operations"][2]["body"]["invoice_number"] == "INV-0001"

    def test_a_field_is_named_with_its_operation(self, company: Company, owner: User) -> None:
        operations = sale(company)
        operations[1]["body"]["lines"][0]["unit_price"] = "1e3"
        operations[1]["body"]["no_such_field"] = 1
        answer = send(Client(owner), *operations)
        fields = ["operations[1].body.lines[0].unit_price", "operations[1].body.no_such_field"]
        assert (answer.status, answer.code, sorted(answer.error_fields)) == (422, "invalid", fields)

    def test_a_number_with_an_exponent_is_refused_as_it_is_alone(self, company: Company, owner: User) -> None:
        body = b'{"operations": [{"method": "POST", "path": "/tax-rates", "body": {"name": "VAT", "percent": 1e1}}]}'
        answer = Client(owner).post("/batch", body)
        assert (answer.status, answer.error_fields) == (422, ["operations[0].body.percent"])

    def test_what_only_the_database_knows_is_named_too(self, company: Company, owner: User) -> None:
        body = {"code": "1000", "name": "Again", "type": "asset"}
        answer = send(Client(owner), CUSTOMER, operation("/chart-of-accounts", body))
        assert (answer.status, answer.code, answer.error_fields) == (409, "duplicate", ["operations[1].body.code"])
        assert not Contact.objects.exists()

    def test_a_fault_of_ours_is_500_and_keeps_nothing(
        self, company: Company, owner: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*args: Any, **fields: Any) -> None:
            raise RuntimeError("broken on purpose")

        monkeypatch.setattr("accounting.documents.invoices.send", broken)
        client, before = Client(owner), counts()
        client.django.raise_request_exception = False
        answer = send(client, *sale(company))
        assert (answer.status, answer.code) == (500, "internal_error")
        assert "operations" not in answer.json["detail"]
        assert counts() == before

    def test_webhook_events_are_written_once_each(self, company: Company, owner: User) -> None:
        factories.make_webhook(company)
        start = factories.head_of(company).last_event_sequence
        assert send(Client(owner), *sale(company)).status == 200
        rows = Event.objects.filter(company=company, sequence__gt=start)
        assert Counter(rows.values_list("type", flat=True)) == {
            "contact.created": 1,
            "invoice.created": 1,
            "invoice.sent": 1,
            "invoice.paid": 1,
            "payment.received": 1,
            "journal_entry.posted": 2,
        }
        assert sorted(rows.values_list("sequence", flat=True)) == list(range(start + 1, start + 8))
        queue.look()
        assert Delivery.objects.count() == 7

    def test_an_entity_tag_holds_in_a_batch_too(self, company: Company, owner: User) -> None:
        client = Client(owner)
        made = client.post("/contacts/customers", CUSTOMER["body"])
        path = f"/contacts/customers/{made.json['id']}"
        first = operation(path, {"phone": "1"}, "PATCH", if_match=made.headers["ETag"])
        second = operation(path, {"phone": "2"}, "PATCH", if_match=made.headers["ETag"])
        answer = send(client, first, second)
        assert (answer.status, answer.code) == (412, "precondition_failed")
        assert answer.error_fields == ["operations[1]"]
        assert client.get(path).json["phone"] == ""
        assert send(client, first).status == 200


@pytest.mark.django_db
class TestWhoMay:
    def test_a_viewer_changes_nothing(self, company: Company) -> None:
        viewer = make_user(company.organization)
        CompanyMember.objects.create(organization=company.organization, company=company, user=viewer, role="viewer")
        answer = send(Client(viewer), CUSTOMER)
        assert (answer.status, answer.code, answer.error_fields) == (403, "forbidden", ["operations[0]"])

    def test_each_operation_asks_for_its_own_role(self, company: Company) -> None:
        period = factories.make_entry(company).period
        accountant = make_user(company.organization)
        CompanyMember.objects.create(
            organization=company.organization, company=company, user=accountant, role="accountant"
        )
        close = operation(f"/periods/{period.id}/close")
        answer = send(Client(accountant), CUSTOMER, close)
        assert (answer.status, answer.error_fields) == (403, ["operations[1]"])
        assert not Contact.objects.exists()
        assert send(Client(accountant), CUSTOMER).status == 200
        assert send(Client(accountant), operation("/users", {"email": "a@example.com"})).status == 403

    def test_ids_of_another_tenant_are_not_there(self, company: Company, owner: User) -> None:
        other = factories.make_company()
        theirs = factories.make_invoice(other)
        unknown = send(Client(owner), operation(f"/invoices/{uuid7()}/send"))
        answer = send(Client(owner), operation(f"/invoices/{theirs.id}/send"))
        assert (answer.status, answer.code, answer.error_fields) == (404, "not_found", ["operations[0]"])
        assert answer.json | {"request_id": ""} == unknown.json | {"request_id": ""}
        assert send(Client(owner), operation(f"/companies/{other.id}/invoices", {})).status == 404
        inside = send(
            Client(owner),
            operation(
                "/invoices",
                {
                    "customer_id": str(theirs.customer_id),
                    "issue_date": "2026-03-15",
                    "lines": [{"account_id": str(factories.account(company, "4000").id), "unit_price": 1}],
                },
            ),
        )
        assert (inside.status, inside.error_fields) == (422, ["operations[0].body.customer_id"])

    def test_an_admin_who_gives_up_the_role_loses_it_for_later_operations(self, company: Company, owner: User) -> None:
        make_admin(company.organization)
        answer = send(
            Client(owner),
            operation(f"/users/{owner.id}", {"role": "member"}, "PATCH"),
            operation("/companies", {"name": "Mine", "base_currency": "USD"}),
        )
        assert (answer.status, answer.error_fields) == (403, ["operations[1]"])
        owner.refresh_from_db()
        assert owner.role == "admin"

    def test_the_company_of_the_address_is_that_of_the_operations(self, company: Company, owner: User) -> None:
        second = factories.make_company(by=owner)
        client = Client(owner)
        assert send(client, CUSTOMER).code == "company_required"
        assert send(client, CUSTOMER).error_fields == ["operations[0].path.company_id"]
        assert send(client, CUSTOMER, company_id=second.id).status == 200
        assert client.post(f"/companies/{second.id}/batch", {"operations": [CUSTOMER]}).status == 200
        elsewhere = {**CUSTOMER, "path": f"/companies/{company.id}/contacts/customers"}
        assert send(client, elsewhere, company_id=second.id).status == 200
        assert Counter(Contact.objects.values_list("company", flat=True)) == {second.id: 2, company.id: 1}


@pytest.mark.django_db
class TestWhatABatchHolds:
    @pytest.mark.parametrize(
        ("path", "says"),
        [
            ("/batch", "A batch cannot contain a batch."),
            ("/companies/{company}/batch", "A batch cannot contain a batch."),
            ("/auth/login", "This address cannot be part of a batch."),
            ("/auth/logout", "This address cannot be part of a batch."),
            ("/auth/change-password", "This address cannot be part of a batch."),
            ("/docs", "This address cannot be part of a batch."),
            ("/nowhere", "There is nothing at this address."),
            ("//evil.example/invoices", "There is nothing at this address."),
            ("/../../admin/login/", "There is nothing at this address."),
            ("/api/v1/invoices", "There is nothing at this address."),
            ("/invoices/1/send", "There is nothing at this address."),
            ("/invoices?dry_run=true", "Must begin with / and must not have a query."),
            ("invoices", "Must begin with / and must not have a query."),
            ("https://example.com/invoices", "Must begin with / and must not have a query."),
        ],
    )
    def test_other_addresses_are_refused(self, company: Company, owner: User, path: str, says: str) -> None:
        path = path.replace("{company}", str(company.id))
        answer = send(Client(owner), CUSTOMER, operation(path, {"operations": []}))
        assert (answer.status, answer.code) == (422, "invalid")
        assert answer.json["errors"] == [{"field": "operations[1].path", "message": says}]
        assert not Contact.objects.exists()

    def test_a_slash_at_the_end_makes_no_difference(self, owner: User) -> None:
        assert send(Client(owner), {**CUSTOMER, "path": "/contacts/customers/"}).status == 200

    def test_it_writes_and_does_not_read(self, company: Company, owner: User) -> None:
        for method in ("GET", "HEAD", "OPTIONS", "post"):
            answer = send(Client(owner), operation("/invoices", method=method))
            assert answer.json["errors"] == [
                {"field": "operations[0].method", "message": "Must be one of: POST, PUT, PATCH, DELETE."}
            ]
        answer = send(Client(owner), operation("/reports/profit-loss"))
        assert (answer.status, answer.error_fields) == (422, ["operations[0].method"])
        assert "Allow" not in answer.headers

    def test_it_holds_1_to_100_operations(self, owner: User) -> None:
        assert send(Client(owner)).error_fields == ["operations"]
        many = [operation("/contacts/customers", {"name": f"Customer {n}"}) for n in range(MAX_OPERATIONS + 1)]
        assert send(Client(owner), *many).error_fields == ["operations"]
        assert not Contact.objects.exists()
        answer = send(Client(owner), *many[1:])
        assert (answer.status, len(answer.json["operations"])) == (200, MAX_OPERATIONS)

    def test_a_dry_run_keeps_nothing(self, company: Company, owner: User) -> None:
        before = counts()
        tried = send(Client(owner), *sale(company), dry_run="true")
        assert (tried.status, tried.json["operations"][2]["body"]["status"]) == (200, "sent")
        assert counts() == before

    def test_repeated_with_its_key_it_is_done_once(self, company: Company, owner: User) -> None:
        client = Client(owner)
        first = send(client, *sale(company), headers=KEY)
        once = counts()
        again = send(client, *sale(company), headers=KEY)
        assert (first.status, again.status, again.content) == (200, 200, first.content)
        assert again.headers["Idempotent-Replayed"] == "true"
        assert counts() == once
        assert send(client, CUSTOMER, headers=KEY).code == "idempotency_key_reused"

    def test_a_refusal_keeps_nothing_and_leaves_its_key_free(self, company: Company, owner: User) -> None:
        client, before = Client(owner), counts()
        bad = [*sale(company), operation("/invoices/{invoice.id}/send")]
        first, again = send(client, *bad, headers=KEY), send(client, *bad, headers=KEY)
        assert (first.status, again.status) == (409, 409)
        assert "Idempotent-Replayed" not in again.headers
        assert counts() == before
        assert send(client, *sale(company), headers=KEY).status == 200


ROUNDS = 5 if EXHAUSTIVE else 1
"""How often 20 clients write at once."""
DOORS = [door for door in doors() if door.route.view.is_repeatable and door.route.path != "/batch"]  # type: ignore[attr-defined]


@pytest.mark.django_db
@pytest.mark.parametrize("top", sorted({door.route.path.split("/")[1] for door in DOORS}))
def test_every_write_works_in_a_batch_as_on_its_own(top: str, subtests: pytest.Subtests) -> None:
    world = World()
    for turn, door in enumerate(one for one in DOORS if one.route.path.split("/")[1] == top):
        with subtests.test(str(door)):
            row = world.row(door.route)
            path, body, query = (
                door.route.url(**world.ids(door.route, row)),
                door.body(world, row),
                query_for(door.route, world.company) | {"dry_run": "true"},
            )
            if str(door) == "POST /users":
                body.pop("password")  # not in a batch (docs/decisions/0016): tests/api/test_users.py
            batch = {"operations": [operation(path, body, door.method)]}
            company = {"company_id": world.company.id, "dry_run": "true"}
            alone = Client(world.owner).request(door.method, path, body, query=query)
            within = Client(world.owner).post("/batch", batch, **company)
            assert (alone.status, within.status) in {(200, 200), (201, 200), (202, 200), (204, 200)}, (alone, within)
            [done] = within.json["operations"]
            assert done["status_code"] == alone.status
            assert (done["body"] or {}).keys() == (alone.json.keys() if alone.content else set())
            assert (done["etag"] is None, done["location"] is None) == (
                "ETag" not in alone.headers,
                "Location" not in alone.headers,
            )
            for user in one_in(2, (world.viewer, world.stranger), turn):
                alone = Client(user).request(door.method, path, body, query=query)
                within = Client(user).post("/batch", batch, **company)
                if door.route.is_company_scoped:
                    assert alone.status == (403 if user == world.viewer else 404)
                    assert (within.status, within.code) == (alone.status, alone.code)
                else:
                    within = Client(user).post("/batch", batch, dry_run="true")
                    assert within.status == (alone.status if alone.status >= 400 else 200)


@pytest.mark.django_db
class TestRate:
    """Ten operations count as a request."""

    @pytest.fixture(autouse=True)
    def real_limits(self, generous_limits: None, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(throttles.LIMITS, Tier.STANDARD, Limit(per_minute=10, burst=6))

    def remaining(self, answer: Answer) -> int:
        return int(answer.headers["X-RateLimit-Remaining"])

    def test_a_batch_counts_all_its_operations_or_none(self, owner: User) -> None:
        client = Client(owner)
        assert self.remaining(send(client, *[operation("/auth/me", {"full_name": "A"}, "PATCH")] * 51)) == 4
        refused = send(client, *[operation("/auth/me", {"full_name": "B"}, "PATCH")] * 41)
        assert (refused.status, refused.code, self.remaining(refused)) == (429, "rate_limited", 4)
        assert int(refused.headers["Retry-After"]) >= 1
        assert refused.headers["X-RateLimit-Limit"] == "10"
        owner.refresh_from_db()
        assert owner.full_name == "A"

    def test_more_than_the_burst_is_never_accepted_and_says_so(self, owner: User) -> None:
        answer = send(Client(owner), *[operation("/auth/me", {"full_name": "A"}, "PATCH")] * 61)
        assert (answer.status, answer.error_fields, self.remaining(answer)) == (422, ["operations"], 9)
        assert "at most 60 at once" in answer.json["detail"]

    def test_entries_cost_the_same_alone_and_inside_of_a_batch(
        self, company: Company, owner: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(throttles.LIMITS, Tier.STANDARD, Limit(per_minute=10, burst=10))
        left, right = factories.two_accounts(company)
        lines = [{"account_id": left.id, "debit": 1}, {"account_id": right.id, "credit": 1}]
        entry = {"date": str(factories.DAY), "lines": lines}
        client = Client(owner)
        posted = client.post("/journal-entries/batch", {"entries": [entry] * 21})
        assert (posted.status, self.remaining(posted)) == (201, 7)
        paths = ("/journal-entries/batch", "/journal-entries/%62atch")
        posted = send(client, *[operation(path, {"entries": [entry] * 11}) for path in paths])
        assert (posted.status, self.remaining(posted)) == (200, 4)
        assert JournalEntry.objects.filter(company=company).count() == 43
        too_many = client.post("/journal-entries/batch", {"entries": [entry] * 101})
        assert (too_many.status, too_many.error_fields, self.remaining(too_many)) == (422, ["entries"], 3)
        refused = send(client, *[operation("/journal-entries/batch", {"entries": [entry] * 51})] * 2)
        assert (refused.status, refused.error_fields) == (422, ["operations"])
        assert JournalEntry.objects.filter(company=company).count() == 43

    def test_entries_cost_the_same_at_an_address_with_a_reference(self, company: Company, owner: User) -> None:
        left, right = factories.two_accounts(company)
        lines = [{"account_id": left.id, "debit": 1}, {"account_id": right.id, "credit": 1}]
        entries = {"entries": [{"date": str(factories.DAY), "lines": lines}] * 59}
        named = operation(f"/companies/{company.id}", {}, "PATCH", name="c")
        posted = send(Client(owner), named, operation("/companies/{c.id}/journal-entries/batch", entries))
        assert (posted.status, self.remaining(posted)) == (200, 4)

    def test_an_import_counts_as_ten_requests_also_in_a_batch_and_to_look_at_it_as_one(
        self, company: Company, owner: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(throttles.LIMITS, Tier.STANDARD, Limit(per_minute=30, burst=30))
        client, file = Client(owner), {"format": "customers_csv", "content": "name\nA\n", "dry_run": True}
        made = client.post("/imports", file)
        assert (made.status, self.remaining(made)) == (202, 20)
        assert self.remaining(client.get(f"/imports/{made.json['id']}")) == 19
        assert self.remaining(client.post(f"/imports/{made.json['id']}/cancel")) == 18
        made = send(client, operation("/imports", file))
        assert (made.status, self.remaining(made)) == (200, 8)

    @pytest.mark.parametrize("body", [b"{", b"[]", b'{"operations": 5}', b'{"operations": []}', b"{}"])
    def test_a_body_that_is_not_a_batch_counts_as_one(self, owner: User, body: bytes) -> None:
        answer = Client(owner).post("/batch", body)
        assert answer.status in (400, 422)
        assert self.remaining(answer) == 9

    def test_over_the_limit_no_body_is_read(self, owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
        client = Client(owner)
        assert [client.get("/auth/me").status for _ in range(6)] == [200] * 6
        monkeypatch.setattr("api.parsing.parse_json", lambda body: pytest.fail("read"))
        assert send(client, CUSTOMER).status == 429


def at_once(number: int, call: Any) -> list[Answer]:
    barrier = threading.Barrier(number)

    def run(index: int) -> Answer:
        barrier.wait()
        try:
            return call(index)  # type: ignore[no-any-return]
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_many_batches_at_once_are_each_whole_or_not_there(self) -> None:
        with tenancy.everyone():
            company = factories.make_company()
            owner = factories.owner_of(company)
            expense, bank = (str(factories.account(company, code).id) for code in ("6100", "1000"))
        lines = [{"account_id": expense, "debit": 5, "contact_id": {"ref": "customer.id"}}]
        entry = {"date": "2026-03-15", "lines": [*lines, {"account_id": bank, "credit": 5}]}
        clients = [Client(owner) for _ in range(20)]
        answers: list[Answer] = []
        for _ in range(ROUNDS):
            answers += at_once(20, lambda index: send(clients[index], CUSTOMER, operation("/journal-entries", entry)))
        done = [answer for answer in answers if answer.status == 200]
        assert {answer.status for answer in answers} <= {200, 503}
        assert len(done) > 10 * ROUNDS
        with tenancy.everyone():
            numbers = JournalEntry.objects.order_by("number").values_list("number", flat=True)
            assert list(numbers) == list(range(1, len(done) + 1))
            assert Contact.objects.count() == len(done)

    def test_many_equal_batches_under_one_key_are_one(self) -> None:
        with tenancy.everyone():
            company = factories.make_company()
            owner, operations = factories.owner_of(company), sale(company)
        clients = [Client(owner) for _ in range(20)]
        answers: list[Answer] = []
        for _ in range(ROUNDS):
            answers += at_once(20, lambda index: send(clients[index], *operations, headers=KEY))
        assert {answer.status for answer in answers} <= {200, 409}
        assert len({answer.content for answer in answers if answer.status == 200}) == 1
        with tenancy.everyone():
            assert counts()[:4] == [1, 1, 1, 2]

    def test_of_two_that_deadlock_both_are_done(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with tenancy.everyone():
            company = factories.make_company()
            owner = factories.owner_of(company)
            factories.make_company(company.organization, by=owner)  # so that these batches are in no company
            people = [make_user(company.organization) for _ in range(2)]
            paths = [f"/users/{person.id}" for person in people]

        def changes(index: int) -> list[dict[str, Any]]:
            return [operation(path, {"full_name": str(index)}, "PATCH") for path in paths[:: 1 if index else -1]]

        failures, tried_again = counted(DATABASE_FAILURES), counted(TRIED_AGAIN)
        self.cross(owner, changes, monkeypatch)
        assert counted(DATABASE_FAILURES) == failures  # both requests were answered
        assert counted(TRIED_AGAIN) > tried_again
        with tenancy.everyone():
            names = User.objects.filter(id__in=[person.id for person in people]).values_list("full_name", flat=True)
            assert len(set(names)) == 1

    def test_two_that_take_two_ledger_heads_in_opposite_order_go_one_after_the_other(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with tenancy.everyone():
            first = factories.make_company()
            owner = factories.owner_of(first)
            companies = [first, factories.make_company(first.organization, by=owner)]
            bodies = {one.id: self.entry(one) for one in companies}
        clients, runs, one = [Client(owner) for _ in range(2)], list[int](), BatchView.one
        barrier = threading.Barrier(2)

        def one_with_the_other(self: BatchView, index: int, *rest: Any) -> Any:
            runs.append(index)
            if index == 1:
                with suppress(threading.BrokenBarrierError):
                    barrier.wait(1)
            return one(self, index, *rest)

        def call(index: int) -> Answer:
            order = companies[:: 1 if index else -1]
            changes = [operation(f"/companies/{one.id}/journal-entries", bodies[one.id]) for one in order]
            return send(clients[index], *changes)

        monkeypatch.setattr(BatchView, "one", one_with_the_other)
        assert [answer.status for answer in at_once(2, call)] == [200, 200]
        assert runs == [0, 1, 0, 1]
        with tenancy.everyone():
            posted = JournalEntry.objects.values_list("company_id", "number")
            assert sorted(posted) == sorted((company.id, number) for company in companies for number in (1, 2))

    def test_one_and_a_change_of_a_contact_that_it_changes_too_go_one_after_the_other(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with tenancy.everyone():
            company = factories.make_company()
            owner, customer = factories.owner_of(company), factories.make_customer(company)
        path, runs, one = f"/contacts/customers/{customer.id}", list[int](), BatchView.one
        others: list[Any] = []

        def one_beside_another(self: BatchView, index: int, *rest: Any) -> Any:
            runs.append(index)
            if index == 1 and not others:
                others.append(beside(lambda: Client(owner).patch(path, {"phone": "1"})))
            return one(self, index, *rest)

        monkeypatch.setattr(BatchView, "one", one_beside_another)
        answer = send(Client(owner), CUSTOMER, operation(path, {"phone": "2"}, "PATCH"))
        assert (answer.status, others[0].result(timeout=30).status) == (200, 200)
        assert runs == [0, 1]  # not run again after a deadlock
        with tenancy.everyone():
            customer.refresh_from_db()
            assert customer.phone == "1"

    @pytest.mark.parametrize("key", [{}, KEY])
    def test_what_is_several_operations_waits_until_nobody_else_writes(self, key: dict[str, str]) -> None:
        with tenancy.everyone():
            company = factories.make_company()
            owner, customer = factories.owner_of(company), factories.make_customer(company)
            line = {"account_id": str(factories.account(company, "4000").id), "unit_price": 1}
            draft = factories.make_invoice(company)
        invoice = {"customer_id": str(customer.id), "due_date": "2199-01-01", "lines": [line]}
        of_company = f"/companies/{company.id}"
        several: list[tuple[str, str, dict[str, Any]]] = [
            ("POST", "/batch", {"operations": [CUSTOMER]}),
            ("POST", f"{of_company}/batch", {"operations": [CUSTOMER]}),
            ("POST", "/contacts/customers/batch", {"items": [{"name": "Ann"}], "partial": True}),
            ("POST", "/invoices", {**invoice, "send": True}),
            ("PATCH", f"/invoices/{draft.id}", {"send": True}),
            ("POST", f"/contacts/customers/{customer.id}/archive", {}),
        ]
        alone = [
            ("POST", "/invoices", invoice),
            ("POST", "/contacts/customers", {"name": "Ann"}),
            ("PATCH", f"/invoices/{draft.id}", {"notes": "Thanks"}),
        ]

        def sent(calls: list[tuple[str, str, dict[str, Any]]]) -> list[int]:
            def call(index: int) -> Answer:
                with connection.cursor() as cursor:
                    cursor.execute("SET lock_timeout = '200ms'")
                method, path, body = calls[index]
                headers = {**key, "Idempotency-Key": f"{path} {len(calls)}"} if key and method == "POST" else {}
                headers |= {} if method == "POST" and "archive" not in path else {"If-Match": "*"}
                return Client(owner).request(method, path, body, headers=headers)

            return [answer.status for answer in at_once(len(calls), call)]

        with tenancy.organization(company.organization_id):
            before = counts()
            tenancy.hold(company.organization_id, company.id)
            assert sent(several) == [503] * 6
            assert counts() == before
            assert sent(alone) == [201, 201, 200]
        with tenancy.organization(company.organization_id):
            tenancy.hold(company.organization_id, company.id, alone=True)
            assert sent([*several, *alone]) == [503] * 9
            assert Client(owner).get("/invoices").status == 200

    def test_batches_hold_their_companies_in_one_order(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with tenancy.everyone():
            company = factories.make_company()
            owner = factories.owner_of(company)
            both = [company, factories.make_company(company.organization, by=owner)]
            entries = {one.id: self.entry(one) for one in both}
        held, hold = list[UUID](), tenancy.hold

        def noted(organization_id: UUID, company_id: UUID, *, alone: bool = False) -> None:
            held.append(company_id)
            hold(organization_id, company_id, alone=alone)

        monkeypatch.setattr(tenancy, "hold", noted)
        operations = [
            {"method": "POST", "path": f"/companies/{id}/journal-entries", "body": body} for id, body in entries.items()
        ]
        for address in ("/batch", *(f"/companies/{id}/batch" for id in entries)):
            assert Client(owner).post(address, {"operations": operations}).status == 200
        assert held == sorted(entries) * 3

    def test_a_change_of_a_company_waits_for_one_without_a_lock_that_it_may_want(self) -> None:
        with tenancy.everyone():
            company = factories.make_company()
            client = Client(factories.owner_of(company))
        path = f"/companies/{company.id}"
        tag = client.get(path).headers["ETag"]
        with tenancy.company(company.organization_id, company.id, alone=True):
            change = beside(lambda: client.patch(path, {"name": "Other"}, headers={"If-Match": tag}))
            assert Company.objects.select_for_update(nowait=True).get(pk=company.pk).name == company.name
        assert change.result(timeout=30).json["name"] == "Other"

    def entry(self, company: Company) -> dict[str, Any]:
        sides = {"debit": factories.account(company, "6100"), "credit": factories.account(company, "1000")}
        return {"date": "2026-03-15", "lines": [{"account_id": str(one.id), side: 5} for side, one in sides.items()]}

    def cross(
        self, owner: User, changes: Callable[[int], list[dict[str, Any]]], monkeypatch: pytest.MonkeyPatch
    ) -> Callable[[], list[Answer]]:
        """Send two batches whose locks cross: both must succeed. Returns how to send them again."""
        clients = [Client(owner) for _ in range(2)]

        def call(index: int) -> Answer:
            return send(clients[index], *changes(index), headers={"Idempotency-Key": str(index)})

        barrier, one, begun = threading.Barrier(2), BatchView.one, threading.local()

        def one_after_both_hold_their_first(self: BatchView, index: int, *rest: Any) -> Any:
            if index == 1 and not hasattr(begun, "once"):
                begun.once = True
                barrier.wait(60)
            return one(self, index, *rest)

        with monkeypatch.context() as patch:
            patch.setattr(BatchView, "one", one_after_both_hold_their_first)
            answers = at_once(2, call)
        assert [answer.status for answer in answers] == [200, 200], answers
        return lambda: [call(index) for index in range(2)]
