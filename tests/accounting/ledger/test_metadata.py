"""Metadata below the operations: PostgreSQL holds its limits, and lets nothing else of a posted row change with it."""

import json
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from accounting import errors
from accounting.ledger import contacts, journal
from accounting.models import Company
from accounting.reports import integrity
from foundation import tenancy
from foundation.refusals import declared_name
from tests import factories
from tests.people import make_organization

pytestmark = pytest.mark.django_db

POSTED: dict[str, tuple[Any, str, str]] = {
    "accounting_invoice": (
        factories.make_sent_invoice,
        "invoice",
        "notes = 'x', amount = amount + 1, subtotal = subtotal + 1",
    ),
    "accounting_bill": (factories.make_approved_bill, "bill", "issue_date = issue_date - 1"),
    "accounting_creditnote": (factories.make_issued_credit_note, "credit_note", "external_id = 'x'"),
    "accounting_vendorcredit": (factories.make_issued_vendor_credit, "vendor_credit", "external_id = 'x'"),
    "accounting_payment": (factories.make_payment, "payment", "amount = amount + 1"),
    "accounting_adjustment": (factories.make_adjustment, "adjustment", "date = date + 1"),
    "accounting_banktransaction": (factories.make_bank_transaction, "bank_transaction", "date = date + 1"),
    "accounting_transfer": (factories.make_transfer, "transfer", "date = date + 1"),
    "accounting_journalentry": (factories.make_entry, "entry", "memo = 'x'"),
}
"""For each table: how to make a posted row, its name in promises, and a change that it refuses."""
WRONG = [
    [],
    "x",
    None,
    {"a": 1},
    {"a": ""},
    {"a": "x" * 501},
    {"": "x"},
    {"a:b": "x"},
    {"k" * 41: "x"},
    {f"k{n}": "x" for n in range(51)},
]


def refused(statement: str, *values: Any) -> str:
    with pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return declared_name(error.value.__cause__.diag.constraint_name)


@pytest.mark.parametrize("table", [*POSTED, "accounting_contact"])
def test_a_posted_row_takes_metadata_within_the_limits_and_nothing_else(company: Company, table: str):
    make, name, change = POSTED.get(table, (factories.make_customer, "contact", ""))
    row = make(company)
    full = {f"k{n}".ljust(40, "é"): "é" * 500 for n in range(50)}
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET metadata = %s, updated_at = now() WHERE id = %s", [json.dumps(full), row.pk]
        )
    for wrong in WRONG:
        promise = refused(f"UPDATE {table} SET metadata = %s::jsonb WHERE id = %s", json.dumps(wrong), row.pk)
        assert promise == f"{'entry' if name == 'entry' else table.removeprefix('accounting_')}_metadata_allowed", wrong
    if change:
        promise = refused(f"UPDATE {table} SET metadata = '{{}}', {change} WHERE id = %s", row.pk)
        assert promise == ("entry_immutable" if name == "entry" else f"{name}_frozen")
    row.refresh_from_db()
    assert row.metadata == full


def test_it_is_outside_of_the_hash(company: Company):
    entry = factories.make_entry(company)
    changed = journal.update(entry, metadata={"order_id": "42"}, by=None)
    entry.refresh_from_db()
    assert (entry.metadata, entry.hash) == ({"order_id": "42"}, changed.hash)
    factories.make_entry(company)
    assert [check.name for check in integrity.checks(company) if check.failed] == []


def test_an_operation_refuses_what_postgresql_refuses(company: Company):
    with pytest.raises(errors.Invalid) as error, transaction.atomic():
        contacts.create(company, kind="customer", name="A", metadata={"a:b": "x"}, by=factories.owner_of(company))
    assert error.value.field == "metadata"


def test_ids_of_others_are_not_found(company: Company):
    row = factories.make_customer(company, metadata={"order_id": "42"})
    ask = "SELECT metadata_ids('customer', %s, '{\"order_id\": \"42\"}', 10)"
    stranger = make_organization("Bluebird Studio")
    with connection.cursor() as cursor:
        cursor.execute(ask, [company.id])
        assert cursor.fetchone() == ([row.id],)
        cursor.execute(ask.replace("customer", "vendor"), [company.id])
        assert cursor.fetchone() == ([],)
    with tenancy.organization(stranger.id), connection.cursor() as cursor:
        cursor.execute(ask, [company.id])
        assert cursor.fetchone() == ([],)
