"""Idempotency keys, entity tags and dry runs: repeated, simultaneous and trial writes."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounting.errors import Forbidden, Invalid, PeriodClosed
from accounting.ledger import companies, periods
from accounting.models import Company
from api import idempotency
from api.errors import BadRequest, NotFound, PreconditionFailed
from api.models import IdempotencyKey
from foundation import tenancy
from identity.models import User
from tests import factories
from tests.client import Answer, Client
from tests.people import make_admin, make_organization

pytestmark = pytest.mark.usefixtures("without_limits")
BODY = {"name": "Harbor Lane", "base_currency": "USD"}
KEY = {"Idempotency-Key": "7b0c"}


def names() -> list[str]:
    return sorted(Company.objects.values_list("name", flat=True))


@pytest.mark.django_db
class TestIdempotencyKey:
    def test_a_repeated_post_gets_the_same_answer_and_has_one_effect(self, admin: User) -> None:
        client = Client(admin)
        first = client.post("/companies", BODY, KEY)
        again = client.post("/companies", BODY, KEY)
        assert (first.status, again.status) == (201, 201)
        assert again.content == first.content
        for name in ("Location", "ETag", "Content-Type"):
            assert again.headers[name] == first.headers[name]
        assert again.headers["Idempotent-Replayed"] == "true"
        assert "Idempotent-Replayed" not in first.headers
        assert names() == [BODY["name"]]

    def test_another_body_or_address_under_the_same_key_is_refused(self, admin: User) -> None:
        client = Client(admin)
        client.post("/companies", BODY, KEY)
        for answer in (client.post("/companies", {**BODY, "name": "Other"}, KEY), client.post("/users", BODY, KEY)):
            assert (answer.status, answer.code) == (422, "idempotency_key_reused")
        assert names() == [BODY["name"]]

    @pytest.mark.parametrize(
        "error",
        [
            BadRequest(),
            Forbidden(),
            NotFound(),
            PeriodClosed(),
            PreconditionFailed(),
            Invalid(),
            RuntimeError("broken"),
        ],
        ids=["400", "403", "404", "409", "412", "422", "500"],
    )
    def test_a_refusal_is_not_kept_and_the_key_is_good_for_another_try(
        self, admin: User, monkeypatch: pytest.MonkeyPatch, error: Exception, request: pytest.FixtureRequest
    ) -> None:
        def fail(**fields: Any) -> Company:
            create(**fields)
            raise error

        create = companies.create
        client = Client(admin)
        client.django.raise_request_exception = False
        with monkeypatch.context() as patch:
            patch.setattr(companies, "create", fail)
            assert str(client.post("/companies", BODY, KEY).status) in request.node.callspec.id
        assert not IdempotencyKey.objects.exists()
        assert names() == []
        mended = client.post("/companies", {**BODY, "name": "Mended"}, KEY)
        assert mended.status == 201
        assert "Idempotent-Replayed" not in mended.headers
        assert names() == ["Mended"]

    def test_a_period_that_was_reopened_takes_what_it_refused(self, admin: User) -> None:
        company = factories.make_company(by=admin)
        client = Client(admin)
        cash, sales = factories.two_accounts(company)
        lines = [{"account_id": cash.id, "debit": "5.00"}, {"account_id": sales.id, "credit": "5.00"}]
        entry = {"date": str(factories.DAY), "lines": lines}
        factories.make_entry(company)
        month = periods.close(factories.period_of(company), by=admin)
        for _ in range(2):
            assert client.post("/journal-entries", entry, KEY).code == "period_closed"
        periods.reopen(month, by=admin, reason="One was forgotten")
        assert client.post("/journal-entries", entry, KEY).status == 201

    def test_the_store_takes_nothing_but_effects(self, admin: User) -> None:
        Client(admin).post("/companies", BODY, KEY)
        with pytest.raises(IntegrityError, match="idempotency_key_of_an_effect"), transaction.atomic():
            IdempotencyKey.objects.update(status_code=409)

    def test_a_key_belongs_to_one_user(self, admin: User) -> None:
        colleague = make_admin(admin.organization)
        stranger = make_admin(make_organization("Bluebird Studio"))
        assert Client(admin).post("/companies", BODY, KEY).status == 201
        assert Client(colleague).post("/companies", {**BODY, "name": "Second"}, KEY).status == 201
        assert Client(stranger).post("/companies", BODY, KEY).status == 201

    def test_a_key_is_forgotten_after_a_week(self, admin: User) -> None:
        client = Client(admin)
        client.post("/companies", BODY, KEY)
        IdempotencyKey.objects.update(created_at=timezone.now() - idempotency.KEPT - timedelta(seconds=1))
        assert client.post("/companies", {**BODY, "name": "Next"}, KEY).status == 201
        assert names() == [BODY["name"], "Next"]
        IdempotencyKey.objects.update(created_at=timezone.now() - idempotency.KEPT - timedelta(seconds=1))
        assert idempotency.forget_old() == 1

    @pytest.mark.parametrize("key", ["", "a" * 256, "ключ", "tab\there"])
    def test_a_key_is_1_to_255_printable_ascii_characters(self, admin: User, key: str) -> None:
        answer = Client(admin).post("/companies", BODY, {"Idempotency-Key": key})
        assert (answer.status, answer.error_fields) == (400, ["Idempotency-Key"])
        assert names() == []

    def test_the_longest_key_is_taken(self, admin: User) -> None:
        assert Client(admin).post("/companies", BODY, {"Idempotency-Key": "~ " * 127 + "!"}).status == 201

    def test_answers_are_kept_encrypted(self, admin: User) -> None:
        Client(admin).post("/companies", BODY, KEY)
        assert BODY["name"].encode() not in bytes(IdempotencyKey.objects.get().body)

    def test_only_posts_are_kept(self, admin: User) -> None:
        company = factories.make_company(by=admin)
        client = Client(admin)
        for name in ("One", "Two"):
            assert client.patch(f"/companies/{company.id}", {"name": name}, KEY).status == 200
        assert not IdempotencyKey.objects.exists()

    def test_a_dry_run_uses_up_no_key(self, admin: User) -> None:
        client = Client(admin)
        assert client.post("/companies", BODY, KEY, dry_run="true").status == 201
        assert client.post("/companies", BODY, KEY).status == 201
        assert names() == [BODY["name"]]


def at_once(number: int, call: Callable[[int], Answer]) -> list[Answer]:
    """Make `number` calls on as many threads that start together."""
    barrier = threading.Barrier(number)

    def run(index: int) -> Answer:
        barrier.wait()
        try:
            return call(index)
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_a_hundred_equal_posts_have_one_effect(self) -> None:
        admin = make_admin(make_organization())
        clients = [Client(admin) for _ in range(20)]
        answers: list[Answer] = []
        for _ in range(5):
            answers += at_once(20, lambda index: clients[index].post("/companies", BODY, KEY))
        statuses = Counter(answer.status for answer in answers)
        assert set(statuses) <= {201, 409}
        assert statuses[201] >= 1
        assert len({answer.content for answer in answers if answer.status == 201}) == 1
        refused = [answer for answer in answers if answer.status == 409]
        assert {(answer.code, answer.headers["Retry-After"]) for answer in refused} <= {("idempotency_key_in_use", "1")}
        with tenancy.everyone():
            assert names() == [BODY["name"]]

    def test_while_the_first_is_running_the_second_is_told_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        admin = make_admin(make_organization())
        running, let_go = threading.Event(), threading.Event()
        create = companies.create

        def slow(**fields: Any) -> Company:
            running.set()
            assert let_go.wait(10)
            return create(**fields)

        monkeypatch.setattr(companies, "create", slow)

        def call(index: int) -> Answer:
            if index == 0:
                return Client(admin).post("/companies", BODY, KEY)
            assert running.wait(10)
            answer = Client(admin).post("/companies", BODY, KEY)
            let_go.set()
            return answer

        first, second = at_once(2, call)
        assert (first.status, second.status, second.code) == (201, 409, "idempotency_key_in_use")
        assert int(second.headers["Retry-After"]) >= 1

    def test_of_two_writers_with_the_same_tag_one_loses(self) -> None:
        admin = make_admin(make_organization())
        with tenancy.everyone():
            company = factories.make_company(by=admin)
        clients = [Client(admin) for _ in range(8)]
        for turn in range(5):
            tag = clients[0].get(f"/companies/{company.id}").headers["ETag"]
            answers = at_once(
                8,
                lambda index, turn=turn, tag=tag: clients[index].patch(  # type: ignore[misc]
                    f"/companies/{company.id}", {"name": f"Turn {turn} of {index}"}, {"If-Match": tag}
                ),
            )
            assert Counter(answer.status for answer in answers) == {200: 1, 412: 7}

    def test_a_locked_row_is_503_and_nothing_changes(self) -> None:
        admin = make_admin(make_organization())
        with tenancy.everyone():
            company = factories.make_company(by=admin)
        locked, done = threading.Event(), threading.Event()

        def hold(index: int) -> Answer:
            if index == 0:
                with tenancy.everyone():
                    Company.objects.select_for_update().get(id=company.id)
                    locked.set()
                    assert done.wait(20)
                return Client().get("/health")
            assert locked.wait(10)
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '200ms'")
            started = time.monotonic()
            answer = Client(admin).patch(f"/companies/{company.id}", {"name": "Changed"})
            assert time.monotonic() - started < 5
            done.set()
            return answer

        _, answer = at_once(2, hold)
        assert (answer.status, answer.code) == (503, "unavailable")
        assert int(answer.headers["Retry-After"]) >= 1
        with tenancy.everyone():
            assert names() == [company.name]


@pytest.mark.django_db
class TestEntityTags:
    def test_reading_and_every_write_give_the_same_tag_for_the_same_thing(self, admin: User) -> None:
        client = Client(admin)
        made = client.post("/companies", BODY)
        path = f"/companies/{made.json['id']}"
        assert made.headers["ETag"] == client.get(path).headers["ETag"]
        changed = client.patch(path, {"name": "Other"})
        assert changed.headers["ETag"] == client.get(path).headers["ETag"] != made.headers["ETag"]

    def test_an_unchanged_object_is_304_without_a_body(self, admin: User) -> None:
        client = Client(admin)
        made = client.post("/companies", BODY)
        path, tag = f"/companies/{made.json['id']}", made.headers["ETag"]
        for header in (tag, f"W/{tag}", f'"x", {tag}', f'W/"x",W/{tag}', "*"):
            answer = client.get(path, {"If-None-Match": header})
            assert (answer.status, answer.content) == (304, b"")
            assert answer.headers["ETag"] == tag
        assert client.get(path, {"If-None-Match": '"x"'}).status == 200

    def test_a_write_after_somebody_elses_is_412_and_changes_nothing(self, admin: User) -> None:
        client = Client(admin)
        made = client.post("/companies", BODY)
        path, tag = f"/companies/{made.json['id']}", made.headers["ETag"]
        assert client.patch(path, {"name": "First"}, {"If-Match": tag}).status == 200
        answer = client.patch(path, {"name": "Second"}, {"If-Match": tag})
        assert (answer.status, answer.code) == (412, "precondition_failed")
        assert names() == ["First"]

    def test_a_weak_tag_does_not_allow_a_write(self, admin: User) -> None:
        client = Client(admin)
        made = client.post("/companies", BODY)
        path, tag = f"/companies/{made.json['id']}", made.headers["ETag"]
        for header in (f"W/{tag}", f'"x", W/{tag}', f"W/{tag},W/{tag}", tag.strip('"'), f"w/{tag}", ""):
            answer = client.patch(path, {"name": "Weak"}, {"If-Match": header})
            assert (answer.status, answer.code) == (412, "precondition_failed"), header
        assert names() == [BODY["name"]]
        assert client.patch(path, {"name": "Strong"}, {"If-Match": f'"x", W/{tag}, {tag}'}).status == 200

    def test_any_tag_will_do_with_a_star(self, admin: User) -> None:
        company = factories.make_company(by=admin)
        assert Client(admin).patch(f"/companies/{company.id}", {"name": "New"}, {"If-Match": "*"}).status == 200

    def test_a_tag_does_not_tell_that_a_strangers_object_exists(self, admin: User) -> None:
        company = factories.make_company(by=admin)
        stranger = Client(make_admin(make_organization()))
        answer = stranger.patch(f"/companies/{company.id}", {"name": "New"}, {"If-Match": "*"})
        assert answer.status == 404


@pytest.mark.django_db
class TestDryRun:
    def test_a_dry_run_answers_the_same_and_keeps_nothing(self, admin: User) -> None:
        client = Client(admin)
        tried = client.post("/companies", BODY, dry_run="true")
        assert tried.status == 201
        assert names() == []
        made = client.post("/companies", BODY, dry_run="false")
        own = {"id": "", "created_at": "", "updated_at": ""}
        assert tried.json | own == made.json | own
        path = f"/companies/{made.json['id']}"
        assert client.patch(path, {"name": "Other"}, dry_run="true").json["name"] == "Other"
        assert names() == [BODY["name"]]

    def test_a_dry_run_refuses_the_same(self, admin: User) -> None:
        factories.make_company(by=admin, name=BODY["name"])
        answer = Client(admin).post("/companies", BODY, dry_run="true")
        assert (answer.status, answer.code) == (409, "duplicate")

    @pytest.mark.parametrize("value", ["1", "yes", "True", ""])
    def test_it_is_true_or_false(self, admin: User, value: str) -> None:
        answer = Client(admin).post("/companies", BODY, dry_run=value)
        assert (answer.status, answer.error_fields) == (400, ["dry_run"])
        assert names() == []


@pytest.mark.django_db(transaction=True)
def test_a_write_is_committed_before_its_answer_leaves() -> None:
    admin = make_admin(make_organization())
    Client(admin).post("/companies", BODY)
    assert not connection.in_atomic_block
    with tenancy.everyone():
        assert names() == [BODY["name"]]
    assert names() == []  # outside of a scope no books are visible: the connection keeps no tenant
