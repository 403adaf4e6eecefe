"""What PostgreSQL itself holds of revaluations, below the operations."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from uuid_utils.compat import uuid7

from accounting.ledger import journal
from accounting.models import Company, FxRevaluation, JournalEntry
from accounting.revaluation import revaluations
from foundation import tenancy
from tests.accounting.snapshot import snapshot
from tests.accounting.test_guards import not_permitted, refused, run
from tests.factories import account, credit, debit, make_company, make_fx_revaluation, open_in_euros, owner_of

pytestmark = pytest.mark.django_db

TABLE = "accounting_fxrevaluation"
START = (
    f"INSERT INTO {TABLE} (id, company_id, date, status, rates, open_items_gain, bank_accounts_gain, void_reason, "
    "created_at, updated_at) VALUES (%s, %s, '2026-04-30', 'posted', '{}', 0, 0, '', now(), now())"
)
FAR = datetime.date(2026, 6, 30)
LINES = 'SELECT fx_revalue(%s, %s, \'{"EUR": "1.2"}\')'


@pytest.fixture
def unfinished(db: None) -> Iterator[None]:
    """Roll back before the end of the test, when PostgreSQL would refuse what is not finished."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def company(db: None) -> Company:
    return open_in_euros(make_company())


def entry_of(company: Company, id: Any, amount: str, **fields: Any) -> JournalEntry:
    """Post an entry on the accounts of open items."""
    given: Any = {"date": "2026-04-30", "source_type": "fx_revaluation", "source_id": id} | fields
    given |= {name: datetime.date.fromisoformat(given[name]) for name in ("date", "reverse_on") if name in given}
    lines = [debit(account(company, "1190"), amount), credit(account(company, "4910"), amount)]
    return journal.post(JournalEntry(company=company, **given), lines=lines, by=None)


def test_nobody_writes_the_lines_or_deletes_a_revaluation(company: Company) -> None:
    row = make_fx_revaluation(company)
    not_permitted("UPDATE accounting_fxrevaluationline SET amount = 1")
    not_permitted("DELETE FROM accounting_fxrevaluationline")
    not_permitted(
        "INSERT INTO accounting_fxrevaluationline SELECT (jsonb_populate_record(l, '{\"position\": 9}')).* "
        "FROM accounting_fxrevaluationline l"
    )
    not_permitted(f"DELETE FROM {TABLE}")
    refused("fx_revaluation_frozen", LINES, company.pk, row.pk)
    for change in (
        "open_items_gain = 9",
        "rates = '{}'",
        "date = date + 1",
        "journal_entry_id = NULL",
        "line_count = 1",
    ):
        refused("fx_revaluation_frozen", f"UPDATE {TABLE} SET {change}")


@pytest.mark.usefixtures("unfinished")
def test_a_revaluation_is_finished_by_the_entries_of_its_lines_only(company: Company) -> None:
    id = uuid7()
    run(START, id, company.pk)
    run(LINES, company.pk, id)
    refused("fx_revaluation_frozen", LINES, company.pk, id)
    finish = (
        f"UPDATE {TABLE} SET line_count = %s, open_items_gain = %s, bank_accounts_gain = %s, journal_entry_id = %s, "
        "bank_entry_id = %s WHERE id = %s"
    )
    on = {"reverse_on": "2026-05-01"}
    right = entry_of(company, id, "12.00", **on)
    for wrong in (
        None,
        entry_of(company, id, "11.00", **on).pk,
        entry_of(company, id, "12.00", date="2026-04-29", **on).pk,
    ):
        refused("fx_revaluation_true", finish, 2, 12, 60, wrong, None, id)
    for wrong in (entry_of(company, id, "12.00").pk, entry_of(company, uuid7(), "12.00", **on).pk):
        refused("fx_revaluation_true", finish, 2, 12, 60, wrong, None, id)
    refused("fx_revaluation_true", finish, 2, 12, 60, right.pk, None, id)  # the bank account is not posted
    refused("fx_revaluation_true", finish, 1, 12, 60, right.pk, None, id)


def test_what_is_not_finished_is_not_committed(company: Company) -> None:
    before = snapshot(company)

    def at_commit() -> None:
        with transaction.atomic():
            run(START, uuid7(), company.pk)
            run("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(DatabaseError, match="fx_revaluation_true"):
        at_commit()
    refused("fx_revaluation_frozen", START.replace("'posted'", "'void'"), uuid7(), company.pk)
    assert snapshot(company) == before


@pytest.mark.usefixtures("unfinished")
def test_a_day_is_revalued_once_and_in_order(company: Company) -> None:
    make_fx_revaluation(company, date=FAR)
    refused("fx_revaluation_once", START.replace("2026-04-30", str(FAR)), uuid7(), company.pk)
    id = uuid7()
    run(START, id, company.pk)
    run(LINES, company.pk, id)
    refused("fx_revaluation_in_order", f"UPDATE {TABLE} SET line_count = 2 WHERE id = %s", id)


def test_void_needs_what_takes_it_back(company: Company) -> None:
    row = make_fx_revaluation(company)
    void = f"UPDATE {TABLE} SET status = 'void', void_date = date, voided_at = now()"
    refused("fx_revaluation_taken_back", void)
    refused("fx_revaluation_taken_back", f"{void}, void_entry_id = journal_entry_id")
    row = revaluations.void(row, by=owner_of(company))
    refused("fx_revaluation_frozen", f"UPDATE {TABLE} SET void_reason = 'x' WHERE id = %s", row.pk)
    assert FxRevaluation.objects.get(pk=row.pk).status == "void"


def test_nobody_revalues_the_books_of_another_organization(company: Company) -> None:
    other = make_company()
    with tenancy.organization(other.organization_id), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {TABLE}")
        assert cursor.fetchone() == (0,)
        not_permitted(LINES, company.pk, uuid7())
