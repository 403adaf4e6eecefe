"""Money spent or received without a bill or an invoice. The figures are computed by hand."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from uuid_utils.compat import uuid7

from accounting import errors
from accounting.banking import bank_transactions
from accounting.documents import credit_notes, invoices
from accounting.ledger import accounts, contacts, journal, periods
from accounting.models import Company, JournalEntry
from accounting.reports import integrity
from accounting.settlement import adjustments
from foundation import tenancy
from identity.models import User
from tests import factories
from tests.accounting.races import beside, race
from tests.accounting.snapshot import snapshot
from tests.accounting.test_guards import not_permitted, refused, run
from tests.factories import DAY, account, make_bank_transaction, make_company, make_tax_rate, owner_of

pytestmark = pytest.mark.django_db


def posted(entry: JournalEntry) -> list[tuple[str, str]]:
    """Return the lines of an entry: the account's code, and the amount, debit positive."""
    rows = entry.lines.order_by("position").values_list("account__code", "debit", "credit")
    return [(code, f"{debit - credit:.2f}") for code, debit, credit in rows]


def line(company: Company, code: str, amount: str, **fields: Any) -> dict[str, Any]:
    rate = fields.pop("tax_rate", None)
    return {"account_id": account(company, code).id, "amount": Decimal(amount), **fields} | (
        {"tax_rate_id": rate.id} if rate else {}
    )


def sound(company: Company) -> None:
    assert {check.name: check.failures for check in integrity.checks(company) if check.failed} == {}


def test_money_spent_with_tax_on_top(company: Company) -> None:
    rate = make_tax_rate(company, "15")
    spent = make_bank_transaction(company, lines=[line(company, "6200", "100.00", tax_rate=rate)])
    assert posted(spent.journal_entry) == [("6200", "100.00"), ("1400", "15.00"), ("1000", "-115.00")]
    assert (spent.subtotal, spent.tax_total, spent.amount) == (100, 15, 115)
    assert (spent.transaction_number, spent.journal_entry.memo) == ("BT-0001", "Spent BT-0001")
    sound(company)


def test_a_receipt_with_tax_in_it(company: Company) -> None:
    """57.50 with 15 % in it is 50.00 and 7.50."""
    rate = make_tax_rate(company, "15")
    customer = factories.make_customer(company, name="Harbor Cafe")
    received = make_bank_transaction(
        company,
        type="receive",
        contact_id=customer.id,
        tax_inclusive=True,
        lines=[line(company, "4000", "57.50", tax_rate=rate, description="Beans, over the counter")],
    )
    assert posted(received.journal_entry) == [("1000", "57.50"), ("4000", "-50.00"), ("2200", "-7.50")]
    (row,) = received.lines.all()
    assert (row.amount, row.net_amount, row.tax_amount) == (Decimal("57.50"), 50, Decimal("7.50"))
    assert received.journal_entry.memo == "Received BT-0001 from Harbor Cafe"
    assert received.journal_entry.lines.get(account__code="4000").contact_id == customer.id
    sound(company)


def test_what_was_entered_with_tax_is_spent_to_the_cent(company: Company) -> None:
    """10.00 with 15 % in it: the tax is 1.30 (1.304…), the net the rest, 8.70. Three times 10.00 stay 30.00."""
    rate = make_tax_rate(company, "15")
    spent = make_bank_transaction(
        company, tax_inclusive=True, lines=[line(company, "6200", "10.00", tax_rate=rate) for _ in range(3)]
    )
    assert (spent.amount, spent.subtotal, spent.tax_total) == (30, Decimal("26.10"), Decimal("3.90"))


def test_a_line_may_be_negative_but_not_the_total(company: Company) -> None:
    spent = make_bank_transaction(company, lines=[line(company, "6200", "20.00"), line(company, "4000", "-5.00")])
    assert posted(spent.journal_entry) == [("6200", "20.00"), ("4000", "-5.00"), ("1000", "-15.00")]
    before = snapshot(company)
    with pytest.raises(errors.InvalidAmount, match=r"must be greater than zero, and is -5.00 USD.*`receive`"):
        make_bank_transaction(company, lines=[line(company, "6200", "5.00"), line(company, "4000", "-10.00")])
    assert snapshot(company) == before
    sound(company)


@pytest.mark.parametrize(
    ("given", "error", "field"),
    [
        (lambda c: {"account_id": account(c, "4000").id}, errors.AccountNotUsable, "account_id"),
        (lambda c: {"account_id": account(c, "1100").id}, errors.AccountNotUsable, "account_id"),
        (lambda c: {"account_id": account(make_company(), "1000").id}, errors.NotFoundHere, "account_id"),
        (lambda c: {"lines": []}, errors.Invalid, "lines"),
        (lambda c: {"lines": [line(c, "6200", "1.00")] * 201}, errors.TooManyLines, "lines"),
        (lambda c: {"lines": [line(c, "1000", "1.00")]}, errors.AccountNotUsable, "lines[0].account_id"),
        (lambda c: {"lines": [line(c, "2000", "1.00")]}, errors.AccountNotUsable, "lines[0].account_id"),
        (lambda c: {"lines": [line(make_company(), "6200", "1.00")]}, errors.NotFoundHere, "lines[0].account_id"),
        (lambda c: {"lines": [line(c, "6200", "0.00")]}, errors.InvalidAmount, "lines[0].amount"),
        (lambda c: {"lines": [line(c, "6200", "0.001")]}, errors.InvalidAmount, "lines[0].amount"),
        (
            lambda c: {"lines": [line(c, "6200", "1.00", tax_rate=make_tax_rate(make_company()))]},
            errors.NotFoundHere,
            "lines[0].tax_rate_id",
        ),
        (
            lambda c: {
                "account_id": factories.make_euro_bank(c).id,
                "exchange_rate": Decimal(3),
                "lines": [line(c, "6200", "500000000000000.00"), line(c, "6700", "-499999999999999.00")],
            },
            errors.InvalidAmount,
            "lines",
        ),
        (lambda c: {"contact_id": factories.make_customer(make_company()).id}, errors.NotFoundHere, "contact_id"),
        (lambda c: {"contact_id": uuid7()}, errors.NotFoundHere, "contact_id"),
        (lambda c: {"currency": "EUR"}, errors.CurrencyNotSupported, "currency"),
        (lambda c: {"date": datetime.date(1926, 3, 1)}, errors.InvalidDate, "date"),
        (lambda c: {"date": datetime.date(2199, 3, 1)}, errors.InvalidDate, "date"),
    ],
)
def test_a_refusal_names_the_field_and_changes_nothing(company: Company, given: Any, error: Any, field: str) -> None:
    fields, before = given(company), snapshot(company)
    with pytest.raises(error) as refused:
        make_bank_transaction(company, **fields)
    assert refused.value.field == field
    assert snapshot(company) == before


def test_an_archived_contact_or_account_is_refused(company: Company) -> None:
    vendor, cash = factories.make_vendor(company), account(company, "1050")
    contacts.archive(vendor, by=owner_of(company))
    accounts.archive(cash, by=owner_of(company))
    before = snapshot(company)
    with pytest.raises(errors.ContactNotUsable):
        make_bank_transaction(company, contact_id=vendor.id)
    with pytest.raises(errors.AccountNotUsable):
        make_bank_transaction(company, account_id=cash.id)
    assert snapshot(company) == before


def test_the_last_day_of_february_in_a_leap_year(company: Company) -> None:
    spent = make_bank_transaction(company, date=datetime.date(2024, 2, 29))
    assert (spent.date, spent.journal_entry.period.end_date) == (datetime.date(2024, 2, 29), datetime.date(2024, 2, 29))
    voided = bank_transactions.void(spent, by=owner_of(company))
    assert voided.void_date == datetime.date(2024, 2, 29)
    sound(company)


def close_march(company: Company) -> None:
    for month in (datetime.date(2026, 3, 1),):
        periods.close(factories.period_of(company, month), by=owner_of(company))


def test_in_a_closed_month_nothing_is_spent_or_voided(company: Company) -> None:
    spent = make_bank_transaction(company)
    close_march(company)
    before = snapshot(company)
    with pytest.raises(errors.PeriodClosed):
        make_bank_transaction(company)
    with pytest.raises(errors.PeriodClosed):
        bank_transactions.void(spent, by=owner_of(company), date=DAY)
    assert snapshot(company) == before
    moved = make_bank_transaction(company, on_closed_period="next_open")
    assert (moved.date, moved.journal_entry.date) == (DAY, datetime.date(2026, 4, 1))
    assert bank_transactions.void(spent, by=owner_of(company)).void_date == datetime.date(2026, 4, 1)
    sound(company)


def test_a_void_has_a_date_a_reason_and_its_own_entry_and_happens_once(company: Company) -> None:
    spent, by = make_bank_transaction(company), owner_of(company)
    with pytest.raises(errors.InvalidDate):
        bank_transactions.void(spent, by=by, date=DAY - datetime.timedelta(days=1))
    april = datetime.date(2026, 4, 2)
    voided = bank_transactions.void(spent, by=by, date=april, reason="Paid privately.")
    assert (voided.status, voided.void_date, voided.void_reason, voided.voided_by) == (
        "void",
        april,
        "Paid privately.",
        by,
    )
    assert posted(voided.void_entry) == [("6700", "-120.00"), ("1000", "120.00")]
    before = snapshot(company)
    with pytest.raises(errors.WrongStatus, match="already void"):
        bank_transactions.void(voided, by=by)
    assert snapshot(company) == before
    sound(company)


def test_where_two_people_are_required_only_an_approver_spends(company: Company) -> None:
    Company.objects.filter(id=company.id).update(two_person_approval=True)
    company.refresh_from_db()
    accountant = factories.make_member(company, "accountant")
    fields: Any = {
        "account_id": account(company, "1000").id,
        "date": DAY,
        "lines": [line(company, "6200", "5.00")],
    }
    before = snapshot(company)
    with pytest.raises(errors.NeedsApprover):
        bank_transactions.create(company, by=accountant, type="spend", **fields)
    assert snapshot(company) == before
    bank_transactions.create(company, by=accountant, type="receive", **fields)
    spent = make_bank_transaction(company)
    with pytest.raises(errors.NeedsApprover):
        bank_transactions.void(spent, by=accountant)


def test_where_two_people_are_required_only_an_approver_takes_money_out_without_a_payment(company: Company) -> None:
    """Lines can be negative and on any account, so each document can pay from a bank account."""
    Company.objects.filter(id=company.id).update(two_person_approval=True)
    company.refresh_from_db()
    accountant, approver = (factories.make_member(company, role) for role in ("accountant", "approver"))
    customer, vendor = factories.make_customer(company), factories.make_vendor(company)
    lines = [factories.line(company, "5.00", code="1010")]
    invoice = factories.make_invoice(company, customer=customer, lines=lines)
    lines = [factories.line(company, "-5.00", code="1010"), factories.line(company, "6.00")]
    credit = factories.make_credit_note(company, customer=customer, lines=lines)

    def adjust(by: User, contact: Any, lines: Any) -> Any:
        given: Any = {"contact_kind": contact.kind, "contact_id": contact.id, "kind": "other", "date": DAY}
        return adjustments.create(company, by=by, lines=lines, **given)

    def receive(by: User) -> Any:
        lines = [line(company, "1010", "5.00"), line(company, "6200", "-4.00")]
        given: Any = {"account_id": account(company, "1000").id, "date": DAY, "lines": lines}
        return bank_transactions.create(company, by=by, type="receive", **given)

    ways: list[Callable[[User], Any]] = [
        receive,
        lambda by: adjust(by, vendor, [line(company, "1010", "5.00")]),
        lambda by: adjust(by, customer, [line(company, "1010", "-5.00")]),
        lambda by: invoices.send(invoice, by=by),
        lambda by: credit_notes.issue(credit, by=by),
    ]
    before = snapshot(company)
    for pay in ways:
        with pytest.raises(errors.NeedsApprover, match="without a payment"):
            pay(accountant)
        assert snapshot(company) == before
    adjust(accountant, customer, [line(company, "1010", "5.00")])  # money that comes in
    for pay in ways:
        pay(approver)


def test_an_account_with_bank_transactions_keeps_holding_money(company: Company) -> None:
    make_bank_transaction(company, account_id=account(company, "1050").id)
    before = snapshot(company)
    with pytest.raises(errors.InUse, match="bank transactions or transfers"):
        accounts.update(account(company, "1050"), by=owner_of(company), subtype="inventory")
    assert snapshot(company) == before


# Below the operations: what PostgreSQL itself refuses.


def copy_of(document: Any, **columns: Any) -> tuple[str, list[Any]]:
    """Return the statement that inserts a copy of a row with other columns."""
    table = document._meta.db_table
    names = [field.column for field in document._meta.concrete_fields]
    values = {"id": uuid7(), "status": "posted", **columns}
    shown = ", ".join("%s" if name in values else name for name in names)
    given = [values[name] for name in names if name in values]
    return f"INSERT INTO {table} ({', '.join(names)}) SELECT {shown} FROM {table} WHERE id = %s", [*given, document.id]


def test_postgresql_keeps_numbers_without_gaps(company: Company) -> None:
    spent = make_bank_transaction(company)
    for number in ("BT-0003", "BT-9999", "BT-2", "X-0002", "BT-0000", "BT-00002"):
        statement, values = copy_of(spent, transaction_number=number)
        refused("number_without_gaps", statement, *values)
    assert make_bank_transaction(company).transaction_number == "BT-0002"


def test_postgresql_freezes_what_is_posted(company: Company) -> None:
    spent = make_bank_transaction(company)
    table = "accounting_banktransaction"
    for change in (
        "amount = 121, subtotal = 121",
        "date = date + 1",
        "account_id = NULL",
        "transaction_number = 'BT-0002'",
        "type = 'receive'",
        "tax_inclusive = true",
        "void_reason = 'x'",
    ):
        refused("bank_transaction_frozen", f"UPDATE {table} SET {change} WHERE id = %s", spent.id)
    refused("bank_transaction_frozen", f"DELETE FROM {table} WHERE id = %s", spent.id)
    refused(
        "void_reverses_entry",
        f"UPDATE {table} SET status = 'void', void_date = date, voided_at = now() WHERE id = %s",
        spent.id,
    )
    not_permitted("UPDATE accounting_banktransactionline SET amount = 1")
    not_permitted("DELETE FROM accounting_banktransactionline")


def entry_of(document: Any, amounts: dict[str, str]) -> tuple[UUID, JournalEntry]:
    """Post an entry that says it is of another document of this kind, whose id is returned. Credits are negative."""
    company, id = document.company, uuid7()
    lines = [
        (factories.debit if Decimal(amount) > 0 else factories.credit)(account(company, code), amount.lstrip("-"))
        for code, amount in amounts.items()
    ]
    entry = JournalEntry(company=company, date=DAY, source_type=document.NOUN, source_id=id)
    return id, journal.post(entry, lines=lines, by=None)


def test_postgresql_compares_it_with_its_entry(company: Company) -> None:
    spent = make_bank_transaction(company)
    id, entry = entry_of(spent, {"6700": "120.00", "1000": "-120.00"})
    own = {"id": id, "journal_entry_id": entry.id, "transaction_number": "BT-0002"}
    for columns in (
        {"id": uuid7()},
        {"journal_entry_id": spent.journal_entry_id},
        {"amount": 1, "subtotal": 1},
        {"subtotal": 100, "tax_total": 20},
        {"type": "receive"},
        {"account_id": account(company, "1010").id},
    ):
        statement, values = copy_of(spent, **own | columns)
        refused("banking_entry_true", statement, *values)
    statement, values = copy_of(spent, **own)
    run(statement, *values)


def test_postgresql_compares_the_lines_with_the_entry(company: Company) -> None:
    spent = make_bank_transaction(company)
    (row,) = spent.lines.all()
    insert = """INSERT INTO accounting_banktransactionline
        (id, company_id, bank_transaction_id, position, description, account_id, amount, net_amount, tax_amount)
        VALUES (%s, %s, %s, 7, '', %s, %s, %s, 0)"""
    for code, amount in (("6700", 1), ("6200", 120), ("6700", -120)):
        values = (uuid7(), company.id, spent.id, account(company, code).id, amount, amount)
        refused("lines_posted_true", insert, *values)
    assert spent.lines.get() == row


def test_postgresql_wants_an_account_that_holds_money(company: Company) -> None:
    spent = make_bank_transaction(company)
    statement, values = copy_of(spent, transaction_number="BT-0002", account_id=account(company, "1200").id)
    refused("banking_account_holds_money", statement, *values)
    refused(
        "banking_account_holds_money",
        "UPDATE accounting_account SET subtype = 'inventory' WHERE id = %s",
        account(company, "1000").id,
    )


@pytest.mark.django_db(transaction=True)
def test_two_sessions_get_different_numbers_and_void_once() -> None:
    with tenancy.everyone():
        company = make_company()
    made = race(*[lambda: make_bank_transaction(company) for _ in range(4)])
    assert sorted(one.transaction_number for one in made) == ["BT-0001", "BT-0002", "BT-0003", "BT-0004"]
    voided = race(*[lambda: bank_transactions.void(made[0], by=owner_of(company), date=DAY) for _ in range(2)])
    assert sorted(type(one).__name__ for one in voided) == ["BankTransaction", "WrongStatus"]
    with tenancy.everyone():
        sound(company)


@pytest.mark.django_db(transaction=True)
def test_a_number_that_is_rolled_back_is_given_again() -> None:
    with tenancy.everyone():
        company = make_company()
    with tenancy.everyone(), transaction.atomic():
        assert make_bank_transaction(company).transaction_number == "BT-0001"
        other = beside(lambda: make_bank_transaction(company))
        transaction.set_rollback(True)
    assert other.result(timeout=60).transaction_number == "BT-0001"
