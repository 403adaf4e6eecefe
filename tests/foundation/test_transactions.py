"""Savepoints that let go of what they held, and transactions that are tried again after a deadlock."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import wait
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from django.db import OperationalError, connection

from accounting.ledger import contacts, periods
from accounting.models import Company, Contact, Event, Invoice, RecurringTemplate
from accounting.recurring import templates
from foundation import tenancy
from foundation.transactions import MAX_TRIES, savepoint, tried_again
from tests.accounting.races import beside
from tests.client import Client
from tests.factories import (
    DAY,
    line,
    make_company,
    make_customer,
    make_entry,
    next_month,
    owner_of,
    period_of,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company() -> Company:
    with tenancy.everyone():
        return make_company()


@contextmanager
def others_at_each_rollback(company: Company) -> Iterator[list[bool]]:
    """Before each rollback to a savepoint let another session wait for the ledger's head, and note whether it goes on
    after it, while this transaction is still open."""
    went_on: list[bool] = []

    def execute_with_others(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if not sql.startswith("ROLLBACK TO SAVEPOINT"):
            return execute(sql, *rest)
        other = beside(lambda: make_customer(company))
        execute(sql, *rest)
        went_on.append(other in wait([other], timeout=5).done)
        return None

    with connection.execute_wrapper(execute_with_others):
        yield went_on


class TestSavepoint:
    def test_whoever_waited_for_what_is_taken_back_goes_on(self, company: Company) -> None:
        with tenancy.everyone(), others_at_each_rollback(company) as went_on:
            with suppress(ValueError), savepoint():
                make_customer(company)  # in a savepoint of the operation's own, if it made one
                raise ValueError
            assert went_on == [True]
            make_customer(company)
            assert Contact.objects.filter(company=company).count() == 2

    def test_so_does_whoever_waited_for_an_item_of_a_partial_batch(self, company: Company) -> None:
        with tenancy.everyone():
            owner, customer = owner_of(company), make_customer(company)
            make_entry(company)
            periods.close(period_of(company), by=owner)
            lines = [{"account_id": str(line(company)["account_id"]), "unit_price": 100}]
        invoice = {"customer_id": str(customer.id), "issue_date": str(DAY), "due_date": "2199-01-01", "lines": lines}
        items = [{**invoice, "send": True}, invoice]
        with others_at_each_rollback(company) as went_on:
            answer = Client(owner).post("/invoices/batch", {"partial": True, "items": items})
        assert answer.status == 201, answer
        assert [one["code"] for one in answer.json["failed"]] == ["period_closed"]
        assert went_on == [True]
        with tenancy.everyone():
            assert Invoice.objects.get(company=company).status == "draft"
            sequences = Event.objects.filter(company=company).order_by("sequence").values_list("sequence", flat=True)
            assert list(sequences) == list(range(1, len(sequences) + 1))

    def test_so_does_whoever_waited_for_the_document_that_tries_out_a_template(self, company: Company) -> None:
        with tenancy.everyone():
            content = {"customer_id": make_customer(company).id, "lines": [line(company)]}
            given: Any = {"name": "Rent", "frequency": "monthly", "start_date": next_month()}
        with tenancy.everyone(), others_at_each_rollback(company) as went_on:
            template = templates.create(company, by=owner_of(company), kind="invoice", content=content, **given)
        assert went_on == [True]
        with tenancy.everyone():
            assert RecurringTemplate.objects.get() == template
            assert not Invoice.objects.exists()

    def test_after_it_operations_make_savepoints_again(self, company: Company) -> None:
        with tenancy.everyone():
            with savepoint():
                assert not connection.features.uses_savepoints
            assert connection.features.uses_savepoints


class TestTriedAgain:
    def test_of_two_that_deadlock_both_are_done(self, company: Company) -> None:
        with tenancy.everyone():
            owner = owner_of(company)
            customers = [make_customer(one) for one in (company, make_company(company.organization, by=owner))]
        barrier, tries = threading.Barrier(2), [0, 0]

        def rename(index: int) -> None:
            def run() -> None:
                tries[index] += 1
                with tenancy.everyone():
                    first, second = customers[:: 1 if index else -1]
                    contacts.update(first, by=owner, phone=str(index))
                    if tries[index] == 1:
                        barrier.wait(30)
                    contacts.update(second, by=owner, phone=str(index))

            tried_again(run)

        assert _at_once(lambda: rename(0), lambda: rename(1)) == [None, None]
        assert 2 <= max(tries) <= MAX_TRIES  # both, if both notice at the same moment
        with tenancy.everyone():
            assert len(set(Contact.objects.values_list("phone", flat=True))) == 1

    def test_another_error_is_raised_at_once(self) -> None:
        tries = []

        def run() -> None:
            tries.append(1)
            error = OperationalError("The connection is lost.")
            raise error from error

        with pytest.raises(OperationalError):
            tried_again(run)
        assert len(tries) == 1

    def test_the_last_deadlock_is_raised(self) -> None:
        tries = []

        def run() -> None:
            tries.append(1)
            with tenancy.everyone(), connection.cursor() as cursor:
                cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = 'deadlock_detected'; END $$")

        with pytest.raises(OperationalError):
            tried_again(run)
        assert len(tries) == MAX_TRIES


def _at_once(*runners: Callable[[], None]) -> list[Any]:
    """Run each in a thread of its own, without a transaction around it."""
    results: list[Any] = []

    def run(runner: Callable[[], None]) -> None:
        try:
            results.append(runner())
        except BaseException as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(runner,)) for runner in runners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
