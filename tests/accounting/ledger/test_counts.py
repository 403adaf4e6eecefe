"""The number of rows of each long list is kept, and is right for everybody who asks."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from accounting.ledger import contacts, journal
from accounting.ledger.counts import LISTS, NUMBER_OF
from accounting.models import Company, Contact, RowCount
from foundation import tenancy
from tests import factories
from tests.accounting.races import race

MAKE: dict[str, Callable[[Company], Any]] = {
    "customer": factories.make_customer,
    "vendor": factories.make_vendor,
    "invoice": factories.make_invoice,
    "bill": factories.make_bill,
    "creditnote": factories.make_credit_note,
    "vendorcredit": factories.make_vendor_credit,
    "payment": factories.make_payment,
    "adjustment": factories.make_adjustment,
    "banktransaction": factories.make_bank_transaction,
    "transfer": factories.make_transfer,
    "exchangerate": factories.make_exchange_rate,
    "item": factories.make_item,
    "attachment": factories.make_attachment,
    "journalentry": factories.make_draft,
    "event": factories.make_event,
}


def number_of(what: str, company: Company) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {NUMBER_OF[what]}", [company.pk])
        return int(cursor.fetchone()[0])


def rows_of(what: str, company: Company) -> int:
    table, kind = ("contact", what) if what in ("customer", "vendor") else (what, "")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM accounting_{table} WHERE company_id = %s" + (" AND kind = %s" if kind else ""),
            [company.pk, *([kind] if kind else [])],
        )
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
@pytest.mark.parametrize("what", NUMBER_OF)
def test_the_number_of_rows_of_a_list_follows_what_is_made_deleted_and_undone(what: str) -> None:
    company, other = factories.make_company(), factories.make_company()
    made = [MAKE[what](company) for _ in range(3 if what != "exchangerate" else 1)]
    MAKE[what](other)
    assert number_of(what, company) == rows_of(what, company) >= len(made)
    with transaction.atomic():
        factories.make_entry(company) if what in ("journalentry", "event") else MAKE["customer"](company)
        assert number_of(what, company) == rows_of(what, company)
        transaction.set_rollback(True)
    assert number_of(what, company) == rows_of(what, company)
    assert number_of(what, other) == rows_of(what, other)


@pytest.mark.django_db
def test_what_is_deleted_is_counted_no_longer() -> None:
    company = factories.make_company()
    kept, gone = factories.make_customer(company), factories.make_customer(company)
    contacts.delete(gone, by=None)
    factories.make_entry(company)
    journal.delete_draft(factories.make_draft(company), by=None)
    factories.make_draft(company)
    assert Contact.objects.get(company=company) == kept
    assert (number_of("customer", company), number_of("journalentry", company)) == (1, 2)


ADDS_UP_NEXT = """
SELECT setval('accounting_rowcount_id_seq', (nextval('accounting_rowcount_id_seq') / 500 + 1) * 500 - 1)
"""


@pytest.mark.django_db(transaction=True)
def test_who_adds_up_while_others_write_waits_for_nobody_and_loses_nothing(test_owner_url: str) -> None:
    with tenancy.everyone():
        company = factories.make_company()
    writers, done = 3, list[bool]()

    def write(undo: bool) -> Callable[[], None]:
        def run() -> None:
            try:
                with transaction.atomic():
                    for _ in range(20):
                        contacts.create(company, by=None, kind="customer", name="Ann")
                        contacts.create(company, by=None, kind="customer", name="Ben")
                    transaction.set_rollback(undo)
            finally:
                done.append(True)

        return run

    def let_the_next_add_up() -> None:
        with psycopg.connect(test_owner_url, autocommit=True) as owner:
            while len(done) < writers:
                owner.execute(ADDS_UP_NEXT)

    assert race(write(False), write(True), write(False), let_the_next_add_up) == [None] * 4
    with tenancy.everyone():
        assert number_of("customer", company) == rows_of("customer", company) == 80
        assert RowCount.objects.filter(company=company, what="customer").count() < 40


@pytest.mark.django_db
def test_the_application_cannot_write_the_numbers_or_see_those_of_others() -> None:
    company, other = factories.make_company(), factories.make_company()
    factories.make_customer(company)
    factories.make_customer(other)
    for statement in (
        "UPDATE accounting_rowcount SET rows = 9",
        "DELETE FROM accounting_rowcount",
        "INSERT INTO accounting_rowcount (company_id, what, rows) SELECT company_id, what, 9 FROM accounting_rowcount",
        "SELECT rows_count_again()",
        "SELECT row_counts_add_up(NULL, 'customer')",
    ):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    with tenancy.organization(company.organization_id):
        assert (number_of("customer", company), number_of("customer", other)) == (1, 0)


def test_each_list_is_made_here() -> None:
    assert MAKE.keys() == NUMBER_OF.keys() >= set(LISTS)
