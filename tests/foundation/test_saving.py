"""Many rows by one statement are as Django would have saved them one by one."""

import datetime
from decimal import Decimal
from typing import Any

import orjson
import pytest
from django.db import connection
from django.utils import timezone

from accounting.ledger import accounts
from accounting.models import Account, Invoice
from foundation import audit, saving
from foundation.models import AuditRecord
from tests.factories import make_company, make_customer, make_invoice, make_tracking_category, owner_of

pytestmark = pytest.mark.django_db


def columns(model: Any, pk: Any, *, without: tuple[str, ...]) -> dict[str, Any]:
    """Return a row as PostgreSQL keeps it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(r) FROM {model._meta.db_table} r WHERE id = %s", [pk])
        (row,) = cursor.fetchone()
    return {name: value for name, value in orjson.loads(row).items() if name not in without}


def test_rows_are_inserted_as_django_inserts_them() -> None:
    company = make_company()
    customer = make_customer(company)

    def draft(number: str) -> Invoice:
        return Invoice(
            company=company,
            customer=customer,
            issue_date=datetime.date(2026, 3, 15),
            due_date=datetime.date(2026, 4, 14),
            invoice_number=number,
            notes="Thanks,\n\t\"Ana\" & 'Co' \\ “ü” 😀 [{null}]",
            subtotal=Decimal("10.10"),
            amount=Decimal("10.10"),
            currency_id="EUR",
            exchange_rate=Decimal("1.0834567890"),
            metadata={"a": "x", "ключ": '"'},
            created_by=owner_of(company),
        )

    one, *two = draft("A-1"), draft("B-1"), draft("B-2")
    one.save(force_insert=True)
    saving.insert_many(two)
    own = ("id", "invoice_number", "created_at", "updated_at", "search_text")
    assert all(columns(Invoice, row.pk, without=own) == columns(Invoice, one.pk, without=own) for row in two)
    for row in two:
        found = Invoice.objects.get(company=company, pk=row.pk)
        assert (found.created_at, found.updated_at) == (row.created_at, row.updated_at)
        assert not row._state.adding


def test_rows_are_changed_in_the_fields_that_are_named_only() -> None:
    company = make_company()
    first, second, other = (make_invoice(company) for _ in range(3))
    before = [columns(Invoice, row.pk, without=("updated_at", "notes")) for row in (first, second, other)]
    for row in (first, second):
        row.notes, row.due_date = f"Of {row.pk}", datetime.date(2030, 1, 1)
    saving.save_many([first, second], ["notes"])
    assert [columns(Invoice, row.pk, without=("updated_at", "notes")) for row in (first, second, other)] == before
    found = {row.pk: row for row in Invoice.objects.filter(company=company)}
    assert [found[row.pk].notes for row in (first, second)] == [first.notes, second.notes]
    assert [found[row.pk].updated_at for row in (first, second)] == [first.updated_at, second.updated_at]
    assert (found[other.pk].notes, found[other.pk].updated_at) == (other.notes, other.updated_at)


def test_arrays_are_kept_apart() -> None:
    company = make_company()
    by = owner_of(company)
    one, two = (make_tracking_category(company).pk for _ in range(2))
    made = accounts.create_many(
        company,
        by=by,
        given=[
            {"code": "6901", "name": "Two", "type": "expense", "required_tracking": [one, two]},
            {"code": "6902", "name": "None", "type": "expense"},
            {"code": "6903", "name": "One", "type": "expense", "required_tracking": [two]},
        ],
    )
    kept = lambda: [Account.objects.get(company=company, pk=row.pk).required_tracking for row in made]  # noqa: E731
    assert kept() == [sorted([one, two]), None, [two]]
    changes: Any = [[], [one], [one, two]]
    accounts.update_many(
        [(row, {"required_tracking": ids}) for row, ids in zip(made, changes, strict=True)],
        by=by,
    )
    assert kept() == [None, [one], sorted([one, two])]


def test_records_of_many_are_as_those_of_one() -> None:
    company = make_company()
    customer, by = make_customer(company), owner_of(company)
    values = {"at": timezone.now(), "on": datetime.date(2026, 3, 1), "amount": Decimal("1.50"), "of": customer.pk}
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('atlas.request_id', 'r-1', true), set_config('atlas.address', '::1', true)")
    audit.record("contact.tried", customer, by=by, old={"of": None}, new=values)
    audit.record_many("contact.tried", [(customer, {"of": None}, values)], by=by)
    single, many = AuditRecord.objects.filter(action="contact.tried").order_by("created_at", "id")
    own = ("id", "created_at")
    assert columns(AuditRecord, single.pk, without=own) == columns(AuditRecord, many.pk, without=own)
    assert (many.request_id, many.address, many.organization_id) == ("r-1", "::1", company.organization_id)
