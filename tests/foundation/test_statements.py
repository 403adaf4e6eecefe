"""A transaction that begins with its first statement has its tenant from then on, and leaves nothing behind."""

from contextlib import suppress

import psycopg
import pytest
from django.db import DataError, IntegrityError, OperationalError, connection, transaction
from psycopg.pq import PipelineStatus, TransactionStatus

from accounting.models import Company
from foundation import statements, tenancy
from foundation.statements import fetch
from tests.factories import make_company

pytestmark = pytest.mark.django_db(transaction=True)

SETTINGS = """
SELECT current_setting('atlas.organization_id', true), current_setting('statement_timeout'), pg_backend_pid(),
    (SELECT array_agg(id) FROM accounting_company)
"""
KEPT = "SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'atlas_%%'"


def state() -> TransactionStatus:
    return TransactionStatus(connection.connection.pgconn.transaction_status)


def in_pipeline() -> bool:
    return connection.connection.pgconn.pipeline_status != PipelineStatus.OFF


@pytest.fixture
def companies() -> list[Company]:
    with tenancy.everyone():
        return [make_company(), make_company()]


def later(company: Company, **settings: str):  # type: ignore[no-untyped-def]
    return tenancy.organization_when_needed(company.organization_id, **settings)


def test_a_query_alone_is_the_whole_transaction_and_the_next_statement_begins_one(companies: list[Company]) -> None:
    pids = set()
    for company in companies * 2:
        with later(company, statement_timeout="7s"):
            assert state() == TransactionStatus.IDLE
            for _ in range(2):
                [(tenant, limit, pid, seen)] = fetch(SETTINGS, [], alone=True)
                assert (tenant, limit, seen) == (str(company.organization_id), "7s", [company.pk])
                assert (state(), in_pipeline()) == (TransactionStatus.IDLE, False)
            pids.add(pid)
            assert list(Company.objects.values_list("pk", flat=True)) == [company.pk]
            assert state() == TransactionStatus.INTRANS
            [(tenant, limit, _, seen)] = fetch(SETTINGS, [], alone=True)
            assert (tenant, limit, seen) == (str(company.organization_id), "7s", [company.pk])
        assert state() == TransactionStatus.IDLE
        [(tenant, limit, _, seen)] = fetch(SETTINGS, [])
        assert (tenant, limit != "7s", seen) == ("", True, None)
    assert len(pids) == 1, "the test is about one connection"


def test_a_first_query_that_is_not_alone_begins_a_transaction_that_can_be_undone(companies: list[Company]) -> None:
    ours = companies[0]
    change = "UPDATE accounting_company SET name = %s RETURNING id"
    with suppress(ZeroDivisionError), later(ours):
        assert fetch(change, ["Undone"]) == [(ours.pk,)]
        assert (state(), in_pipeline()) == (TransactionStatus.INTRANS, False)
        raise ZeroDivisionError
    with later(ours):
        assert fetch(change, ["Done"]) == [(ours.pk,)]
        with suppress(ZeroDivisionError), transaction.atomic():
            assert fetch(change, ["Undone too"]) == [(ours.pk,)]
            raise ZeroDivisionError
    with tenancy.everyone():
        assert [Company.objects.get(pk=one.pk).name for one in companies] == ["Done", companies[1].name]


def test_a_scope_without_a_statement_begins_nothing_and_leaves_no_tenant(companies: list[Company]) -> None:
    with later(companies[0]):
        pass
    with transaction.atomic():
        assert fetch(SETTINGS, [])[0][0] in (None, "")


def test_an_inner_scope_begins_the_outer_one(companies: list[Company]) -> None:
    ours, theirs = companies
    with later(ours):
        with tenancy.organization(theirs.organization_id):
            assert fetch(SETTINGS, [], alone=True)[0][3] == [theirs.pk]
        assert fetch(SETTINGS, [], alone=True)[0][3] == [ours.pk]


@pytest.mark.parametrize("alone", [True, False])
def test_prepared_statements_that_are_gone_are_prepared_again(companies: list[Company], alone: bool) -> None:
    for _ in range(3):
        with later(companies[0]):
            assert fetch(SETTINGS, [], alone=alone)[0][3] == [companies[0].pk]
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")


@pytest.mark.parametrize("alone", [True, False])
def test_a_refusal_of_postgresql_is_raised_and_the_connection_goes_on(companies: list[Company], alone: bool) -> None:
    with pytest.raises(DataError), later(companies[0]):
        fetch("SELECT 1 / %s::int", [0], alone=alone)
    with pytest.raises(IntegrityError), later(companies[0]):
        fetch("UPDATE accounting_company SET name = NULL RETURNING id", [], alone=alone)
    assert (state(), in_pipeline()) == (TransactionStatus.IDLE, False)
    with later(companies[1]):
        assert fetch(SETTINGS, [], alone=alone)[0][3] == [companies[1].pk]


def test_values_may_have_names(companies: list[Company]) -> None:
    asked, values = "SELECT %(b)s::int, '%%(a)s', %(a)s::text || %(a)s::text", {"a": "x", "b": 2, "c": [None]}
    for alone in (True, False):
        with later(companies[0]):
            assert fetch(asked, values, alone=alone) == [(2, "%(a)s", "xx")]  # which begins the transaction, or is it
            assert fetch(asked, values) == [(2, "%(a)s", "xx")]


def test_a_connection_keeps_a_limited_number_of_statements_or_none(
    companies: list[Company], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements, "MAX_KEPT", 3)
    connection.close()
    for number in [1, 2, 3, 4, 5, 1]:
        with later(companies[0]):
            assert fetch(f"SELECT {number}, '%%', %s::text", ["x"], alone=True) == [(number, "%", "x")]
    assert fetch(KEPT, []) == [(3,)]
    connection.close()
    connection.ensure_connection()
    connection.connection.prepare_threshold = None
    with later(companies[0]):
        assert fetch(SETTINGS, [], alone=True)[0][3] == [companies[0].pk]
    assert fetch(KEPT, []) == [(0,)]
    connection.close()


@pytest.mark.parametrize("alone", [True, False])
def test_a_lost_connection_is_an_operational_error_and_the_next_scope_works(
    companies: list[Company], test_owner_url: str, alone: bool
) -> None:
    with later(companies[0]):
        pid = fetch(SETTINGS, [], alone=True)[0][2]
    with psycopg.connect(test_owner_url) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    with pytest.raises(OperationalError), later(companies[0]):
        fetch(SETTINGS, [], alone=alone)
    with later(companies[0]):
        assert fetch(SETTINGS, [], alone=alone)[0][3] == [companies[0].pk]


def test_a_connection_lost_before_the_commit_is_an_operational_error_and_nothing_is_written(
    companies: list[Company], test_owner_url: str
) -> None:
    def rename_and_lose_the_connection() -> None:
        with later(companies[0]), psycopg.connect(test_owner_url) as other:
            Company.objects.update(name="Renamed")
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [fetch(SETTINGS, [])[0][2]])

    with pytest.raises(OperationalError):
        rename_and_lose_the_connection()
    with later(companies[0]):
        assert not Company.objects.filter(name="Renamed").exists()


def test_a_query_outside_of_a_scope_is_prepared_again_refused_or_finds_the_connection_lost(test_owner_url: str) -> None:
    asked = "SELECT 6 / %s::int, pg_backend_pid()"
    for _ in range(3):
        [(two, pid)] = fetch(asked, [3])
        assert (two, fetch(asked, [2])) == (2, [(3, pid)])
        with pytest.raises(DataError):
            fetch(asked, [0])
        assert (state(), in_pipeline()) == (TransactionStatus.IDLE, False)
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")
    fetch(asked, [1])
    with psycopg.connect(test_owner_url) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    with pytest.raises(OperationalError):
        fetch(asked, [1])
    connection.close_if_unusable_or_obsolete()  # as at the end of a request
    assert fetch(asked, [1])[0][0] == 6


def test_more_than_a_socket_holds_arrives(companies: list[Company]) -> None:
    text = "x" * 20_000_000
    with later(companies[0]):
        assert fetch("SELECT length(%s::text)", [text], alone=True, kept=False) == [(len(text),)]


def test_statements_together_give_the_rows_of_each_and_see_one_another(companies: list[Company]) -> None:
    [company, _] = companies
    for _ in range(2):  # at first they are prepared
        with tenancy.everyone():
            assert connection.in_atomic_block
            answers = statements.together(
                ("UPDATE accounting_company SET name = %s WHERE id = %s", ["New", company.pk]),
                (
                    "SELECT name, current_setting('atlas.organization_id') FROM accounting_company WHERE id = %s",
                    [company.pk],
                ),
                ("SELECT 1 WHERE false", []),
            )
            assert answers == [[], [("New", tenancy.EVERYONE)], []]
            assert not in_pipeline()
    with pytest.raises(DataError), tenancy.everyone():
        statements.together(
            ("UPDATE accounting_company SET name = 'Newer' WHERE id = %s", [company.pk]), ("SELECT 1 / %s", [0])
        )
    assert (state(), in_pipeline()) == (TransactionStatus.IDLE, False)
    with tenancy.everyone():
        company.refresh_from_db()
    assert company.name == "New"


def test_the_last_statements_commit_in_the_same_round_trip(companies: list[Company]) -> None:
    [company, _] = companies
    change = "UPDATE accounting_company SET name = %s WHERE id = %s"
    with pytest.raises(DataError), later(company):
        statements.together((change, ["Newer", company.pk]), ("SELECT 1 / %s", [0]), last=True)
    assert (state(), in_pipeline()) == (TransactionStatus.IDLE, False)
    with tenancy.everyone():
        assert Company.objects.get(pk=company.pk).name != "Newer"
        told: list[str] = []
        transaction.on_commit(lambda: told.append("committed"))
        assert statements.together((change, ["New", company.pk]), ("SELECT 1", []), last=True) == [[], [(1,)]]
        assert (state(), in_pipeline(), told) == (TransactionStatus.IDLE, False, [])
    assert told == ["committed"]
    with tenancy.everyone():
        assert Company.objects.get(pk=company.pk).name == "New"
        with tenancy.everyone():
            statements.together((change, ["Newest", company.pk]), last=True)
        assert state() == TransactionStatus.INTRANS, "it is a part of another"
        transaction.set_rollback(True)


def test_statements_together_begin_a_transaction_that_has_yet_to_begin(companies: list[Company]) -> None:
    [company, other] = companies
    asked = (
        ("UPDATE accounting_company SET name = 'New' RETURNING id", []),
        ("SELECT current_setting(%s)", ["lock_timeout"]),
    )
    for _ in range(2):  # at first they are prepared
        with later(company, lock_timeout="7s"):
            assert statements.together(*asked) == [[(company.pk,)], [("7s",)]]
            assert (state(), in_pipeline()) == (TransactionStatus.INTRANS, False)
            transaction.set_rollback(True)
    connection.connection.execute("DEALLOCATE ALL")
    with later(company, lock_timeout="7s"):
        assert statements.together(*asked) == [[(company.pk,)], [("7s",)]]
    with tenancy.everyone():
        assert Company.objects.get(pk=company.pk).name == "New"
        assert Company.objects.get(pk=other.pk).name != "New"
