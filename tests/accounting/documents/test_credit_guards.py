"""What PostgreSQL holds of credits: at most what is left of a document, also with two sessions."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from uuid_utils.compat import uuid7

from accounting import errors
from accounting.documents import credit_notes, invoices
from accounting.models import (
    Company,
    CreditNote,
    Invoice,
    OpenItem,
)
from accounting.reports import integrity
from accounting.settlement import credits
from foundation import tenancy
from tests.accounting.races import beside, race
from tests.accounting.test_guards import refused
from tests.factories import (
    DAY,
    line,
    make_company,
    make_credit_note,
    make_customer,
    make_issued_credit_note,
    make_sent_invoice,
    make_tax_rate,
    owner_of,
)

pytestmark = pytest.mark.django_db

D = Decimal


def taxed(company: Company) -> Any:
    """Two lines: 100.00 with 15.00 tax, and 100.05 with 5.00: 220.05 in all."""
    return [
        line(company, "100.00", tax_rate=make_tax_rate(company, "15")),
        line(company, "100.05", tax_rate=make_tax_rate(company, "5")),
    ]


def broken(company: Company) -> list[tuple[str, list[str]]]:
    return [(check.name, check.failures) for check in integrity.checks(company) if check.failed]


def apply(credit: Any, **fields: Any) -> Any:
    return credits.apply(credit, by=owner_of(credit.company), **{"date": DAY} | fields)


def test_postgresql_itself_holds_what_a_credit_may_credit():
    """Below the operations: a credit whose checks in Python were passed by is refused all the same."""
    company = make_company()
    invoice, by = make_sent_invoice(company, lines=taxed(company)), owner_of(company)
    table = invoice.lines.order_by("position")[0]
    note = make_credit_note(company, invoice=invoice, lines=[{"invoice_line_id": table.id, "unit_price": D(60)}])
    issue = "UPDATE accounting_creditnote SET status = 'issued', credit_note_number = 'X', journal_entry_id = NULL"
    other = make_sent_invoice(company)
    line_of = "UPDATE accounting_creditnoteline SET {}"
    for promise, damage in (
        ("credit_within_rest", line_of.format("amount = 100.01")),
        ("credit_within_rest", line_of.format("tax_amount = 15.01")),
        ("credit_within_rest", line_of.format("amount = -1")),
        ("credit_within_rest", "UPDATE accounting_creditnote SET amount = 220.06, subtotal = 220.06, tax_total = 0"),
        ("credit_fits", line_of.format(f"invoice_line_id = '{other.lines.get().id}'")),
        ("credit_fits", f"UPDATE accounting_creditnote SET invoice_id = '{other.id}'"),
        ("credit_fits", "UPDATE accounting_creditnote SET invoice_id = NULL"),
        ("credit_fits", "UPDATE accounting_creditnote SET issue_date = issue_date - 1, due_date = due_date - 1"),
    ):
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(damage)
            refused(promise, issue)
            transaction.set_rollback(True)
    note = credit_notes.issue(note, by=by)
    free = make_sent_invoice(company, "0.00")
    make_issued_credit_note(company, invoice=free, lines=[line(company, "0.00")])
    refused("credit_note_frozen", "UPDATE accounting_creditnote SET reason = 'x'")
    refused("credit_note_frozen", "UPDATE accounting_creditnoteline SET description = 'x'")
    refused("credit_note_frozen", "DELETE FROM accounting_creditnote")
    refused("document_paid_true", "UPDATE accounting_creditnote SET amount_paid = 1")
    refused(
        "void_without_credits",
        "UPDATE accounting_invoice SET status = 'void', void_date = issue_date, voided_at = now() "
        f"WHERE id = '{free.id}'",
    )
    copy = CreditNote.objects.get(id=note.id)
    copy.id = uuid7()
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        copy.save(force_insert=True)
    assert refusal.value.__cause__.diag.constraint_name == "document_born_draft"


@pytest.fixture
def open_credit(transactional_db: None) -> tuple[Company, CreditNote, list[Invoice]]:
    """A credit note of 100.00 and two invoices of as much, committed."""
    with tenancy.everyone():
        company = make_company()
        customer = make_customer(company)
        invoices = [make_sent_invoice(company, customer=customer) for _ in range(2)]
        return company, make_issued_credit_note(company, customer=customer), invoices


@pytest.mark.django_db(transaction=True)
def test_of_two_sessions_that_apply_one_credit_one_wins(open_credit: Any):
    company, note, owed = open_credit
    results = race(
        *[lambda one=one: apply(note, allocations=[{"invoice_id": one.id, "amount": D(100)}]) for one in owed]
    )
    assert sorted(type(result).__name__ for result in results) == ["CreditNote", "OverAllocated"]
    with tenancy.everyone():
        assert OpenItem.objects.get(id=note.id).open_amount == 0
        assert broken(company) == []


@pytest.mark.django_db(transaction=True)
def test_two_credits_over_one_invoice_and_crosswise_do_not_block_each_other(open_credit: Any):
    """Each locks the invoices in the order of their ids, then its credit."""
    company, note, owed = open_credit
    with tenancy.everyone():
        second = make_issued_credit_note(company, customer=note.customer)
    there = [{"invoice_id": one.id, "amount": D(50)} for one in owed]
    results = race(lambda: apply(note, allocations=there), lambda: apply(second, allocations=there[::-1]))
    assert [type(result).__name__ for result in results] == ["CreditNote", "CreditNote"]
    with tenancy.everyone():
        assert {one.status_on(DAY) for one in Invoice.objects.all()} == {"paid"}
        assert broken(company) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_sessions_that_credit_one_invoice_one_wins(open_credit: Any):
    company, _, (invoice, _) = open_credit
    with tenancy.everyone():
        drafts = [make_credit_note(company, invoice=invoice) for _ in range(2)]
    by = owner_of(company)
    results = race(*[lambda draft=draft: credit_notes.issue(draft, by=by) for draft in drafts])
    assert sorted(type(result).__name__ for result in results) == ["CreditNote", "CreditTooLarge"]
    with tenancy.everyone():
        assert broken(company) == []


@pytest.mark.django_db(transaction=True)
def test_whoever_issues_a_credit_note_locks_it_before_its_invoice_as_whoever_applies_it(open_credit: Any):
    company, _, (invoice, _) = open_credit
    by = owner_of(company)
    with tenancy.everyone():
        draft = make_credit_note(company, invoice=invoice)
    with tenancy.everyone():
        CreditNote.objects.select_for_update().get(pk=draft.pk)
        issuing = beside(lambda: credit_notes.issue(draft, by=by))
        Invoice.objects.select_for_update(nowait=True).get(pk=invoice.pk)
    assert issuing.result(timeout=20).status == "issued"


@pytest.mark.django_db(transaction=True)
def test_an_invoice_that_is_just_being_credited_is_not_voided(open_credit: Any):
    company, _, (invoice, _) = open_credit
    by = owner_of(company)
    with tenancy.everyone():
        credit_notes.issue(make_credit_note(company, invoice=invoice), by=by)
        voiding = beside(lambda: invoices.void(invoice, by=by))
        assert not voiding.done()
    assert isinstance(voiding.result(timeout=20), errors.HasCredits)
