"""Money moved between own accounts. The figures are computed by hand."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from accounting import errors
from accounting.banking import postings, transfers
from accounting.ledger import accounts
from accounting.models import Company, Event
from foundation import tenancy
from tests import factories
from tests.accounting.banking.test_bank_transactions import close_march, copy_of, entry_of, posted, sound
from tests.accounting.races import race
from tests.accounting.snapshot import snapshot
from tests.accounting.test_guards import refused, run
from tests.factories import DAY, account, make_account, make_company, make_transfer, owner_of

pytestmark = pytest.mark.django_db


def fee(company: Company, amount: str = "4.50", code: str = "6700") -> dict[str, Any]:
    return {"account_id": account(company, code).id, "amount": Decimal(amount)}


def pounds(company: Company, amount: str, **fields: Any) -> dict[str, Any]:
    """Return what moves pounds from an account in them: to the account in dollars, or to another in pounds."""
    ids = {"from_account_id": make_account(company, "1081", "asset", subtype="bank", currency_id="GBP").id}
    if "to_amount" not in fields:
        ids["to_account_id"] = make_account(company, "1082", "asset", subtype="bank", currency_id="GBP").id
    return ids | {"amount": Decimal(amount)} | fields


def rupiahs(company: Company) -> dict[str, Any]:
    """Return what moves 100,000 rupiahs to an account in rupiahs, of which 83 are no cent."""
    one, other = (
        make_account(company, f"108{number}", "asset", subtype="bank", currency_id="IDR") for number in (1, 2)
    )
    rate = {"exchange_rate": Decimal("0.00006"), "to_amount": None}
    return {"from_account_id": one.id, "to_account_id": other.id, "amount": Decimal(100_000)} | rate


def test_a_fee_that_is_worth_nothing_in_the_base_currency_has_no_line(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As what a bank deducts from a payment: the account has paid it. At this rate 83 rupiahs are no cent."""
    given = rupiahs(company)
    given["amount"] = str(given["amount"])
    for amount, count in (("83", 2), ("84", 3)):
        moved = make_transfer(company, **given, fee=fee(company, amount))
        paid = {line.account_id: line.currency_amount for line in moved.journal_entry.lines.all()}
        assert (len(paid), paid[given["from_account_id"]]) == (count, -100_000 - Decimal(amount))
        transfers.void(moved, by=owner_of(company))
    sound(company)
    monkeypatch.setattr(postings, "in_base", lambda *_, **__: Decimal(0))
    before = snapshot(company)
    with pytest.raises(errors.Conflict, match="does not belong to this transfer"), transaction.atomic():
        make_transfer(company, **given, fee=fee(company, "84"))
    assert snapshot(company) == before


def test_a_transfer_moves_its_amount(company: Company) -> None:
    moved = make_transfer(company, "500.00")
    assert posted(moved.journal_entry) == [("1010", "500.00"), ("1000", "-500.00")]
    assert (moved.transfer_number, moved.to_amount, moved.fee) == ("TR-0001", 500, None)
    assert moved.journal_entry.memo == "Transfer TR-0001 from Bank account to Savings account"
    sound(company)


def test_the_first_account_pays_the_fee_on_top(company: Company) -> None:
    moved = make_transfer(company, "500.00", fee=fee(company))
    assert posted(moved.journal_entry) == [("1010", "500.00"), ("6700", "4.50"), ("1000", "-504.50")]
    voided = transfers.void(moved, by=owner_of(company), date=DAY, reason="Sent twice.")
    assert posted(voided.void_entry) == [("1010", "-500.00"), ("6700", "-4.50"), ("1000", "504.50")]
    sound(company)


@pytest.mark.parametrize(
    ("given", "error", "field"),
    [
        (lambda c: {"to_account_id": account(c, "1000").id}, errors.Invalid, "to_account_id"),
        (lambda c: {"to_account_id": account(c, "4000").id}, errors.AccountNotUsable, "to_account_id"),
        (lambda c: {"from_account_id": account(c, "1100").id}, errors.AccountNotUsable, "from_account_id"),
        (lambda c: {"from_account_id": account(make_company(), "1000").id}, errors.NotFoundHere, "from_account_id"),
        (lambda c: {"to_account_id": account(make_company(), "1010").id}, errors.NotFoundHere, "to_account_id"),
        (lambda c: {"amount": Decimal(0)}, errors.InvalidAmount, "amount"),
        (lambda c: {"amount": Decimal("-1")}, errors.InvalidAmount, "amount"),
        (lambda c: {"to_amount": Decimal("499.00")}, errors.InvalidAmount, "to_amount"),
        (lambda c: {"to_amount": Decimal("0")}, errors.InvalidAmount, "to_amount"),
        (lambda c: {"fee": fee(c, "0")}, errors.InvalidAmount, "fee.amount"),
        (lambda c: rupiahs(c) | {"amount": Decimal(50)}, errors.InvalidAmount, "amount"),
        (
            lambda c: pounds(c, "5E14", to_amount=Decimal("999999999999999.99"), fee=fee(c, "5.00")),
            errors.InvalidAmount,
            "amount",
        ),
        (
            lambda c: pounds(c, "5E14", exchange_rate=Decimal("1.9999999999"), fee=fee(c, "99999.00")),
            errors.InvalidAmount,
            "amount",
        ),
        (lambda c: {"fee": fee(c, "1.00", "1000")}, errors.AccountNotUsable, "fee.account_id"),
        (lambda c: {"fee": fee(c, "1.00", "2000")}, errors.AccountNotUsable, "fee.account_id"),
        (lambda c: {"fee": fee(make_company(), "1.00")}, errors.NotFoundHere, "fee.account_id"),
        (lambda c: {"currency": "EUR"}, errors.CurrencyNotSupported, "currency"),
        (lambda c: {"date": datetime.date(2199, 1, 1)}, errors.InvalidDate, "date"),
    ],
)
def test_a_refusal_names_the_field_and_changes_nothing(company: Company, given: Any, error: Any, field: str) -> None:
    fields, before = given(company), snapshot(company)
    with pytest.raises(error) as refusal:
        make_transfer(company, str(fields.pop("amount", "500.00")), **fields)
    assert refusal.value.field == field
    assert snapshot(company) == before


def test_in_a_closed_month_no_money_moves(company: Company) -> None:
    moved = make_transfer(company)
    close_march(company)
    before = snapshot(company)
    with pytest.raises(errors.PeriodClosed):
        make_transfer(company)
    assert snapshot(company) == before
    assert transfers.void(moved, by=owner_of(company)).void_date == datetime.date(2026, 4, 1)
    sound(company)


def test_where_two_people_are_required_only_an_approver_pays_a_fee(company: Company) -> None:
    Company.objects.filter(id=company.id).update(two_person_approval=True)
    company.refresh_from_db()
    accountant = factories.make_member(company, "accountant")
    ids = {"from_account_id": account(company, "1000").id, "to_account_id": account(company, "1010").id}
    fields: Any = ids | {"date": DAY, "amount": Decimal("5.00")}
    before = snapshot(company)
    with pytest.raises(errors.NeedsApprover):
        transfers.create(company, by=accountant, fee=fee(company), **fields)  # type: ignore[arg-type]
    assert snapshot(company) == before
    transfers.create(company, by=accountant, **fields)


def test_an_account_with_transfers_keeps_holding_money(company: Company) -> None:
    make_transfer(company)
    with pytest.raises(errors.InUse):
        accounts.update(account(company, "1010"), by=owner_of(company), subtype="inventory")


def test_postgresql_holds_numbers_amounts_and_accounts(company: Company) -> None:
    moved = make_transfer(company, fee=fee(company))
    statement, values = copy_of(moved, transfer_number="TR-0003")
    refused("number_without_gaps", statement, *values)
    id, entry = entry_of(moved, {"1010": "500.00", "6700": "4.50", "1000": "-504.50"})
    own = {"id": id, "journal_entry_id": entry.id, "transfer_number": "TR-0002"}
    for columns in (
        {"journal_entry_id": moved.journal_entry_id},
        {"amount": 1},
        {"to_amount": 1},
        {"fee_amount": 1},
        {"to_account_id": account(company, "1050").id},
    ):
        statement, values = copy_of(moved, **own | columns)
        refused("banking_entry_true", statement, *values)
    for columns, promise in (
        ({"to_account_id": account(company, "1200").id}, "banking_account_holds_money"),
        ({"to_account_id": moved.from_account_id}, "transfer_between_two_accounts"),
        ({"fee_amount": 0}, "transfer_fee_positive"),
        ({"amount": 0}, "transfer_amounts_positive"),
        ({"fee_account_id": account(make_company(), "6700").id}, "transfer_fee_account_of_company"),
    ):
        statement, values = copy_of(moved, **own | columns)
        refused(promise, statement, *values)
    statement, values = copy_of(moved, **own)
    run(statement, *values)
    for change in ("amount = 1", "to_amount = 1", "fee_amount = 1", "date = date + 1"):
        refused("transfer_frozen", f"UPDATE accounting_transfer SET {change} WHERE id = %s", moved.id)
    refused("transfer_frozen", "DELETE FROM accounting_transfer WHERE id = %s", moved.id)


def test_events_say_what_reached_the_other_account_in_its_currency() -> None:
    company = make_company(base_currency="JPY")
    dollars = make_account(company, "1090", "asset", subtype="bank", currency_id="USD")
    factories.make_exchange_rate(company, "150", currency="USD", date=DAY)
    moved = make_transfer(company, "832", to_account_id=dollars.id, to_amount=Decimal("5.5"))
    transfers.update(moved, by=owner_of(company), reference="Fair")
    transfers.void(moved, by=owner_of(company))
    events = Event.objects.filter(company=company, type__startswith="transfer.").order_by("sequence")
    assert [event.type for event in events] == ["transfer.created", "transfer.updated", "transfer.voided"]
    for event in events:
        assert b'"amount":832,"to_amount":5.50,' in bytes(event.body)


@pytest.mark.django_db(transaction=True)
def test_two_sessions_that_move_money_both_ways_do_not_stop_each_other() -> None:
    with tenancy.everyone():
        company = make_company()
        back = {"from_account_id": account(company, "1010").id, "to_account_id": account(company, "1000").id}
    made = race(*[lambda: make_transfer(company), lambda: make_transfer(company, **back)] * 2)
    assert sorted(one.transfer_number for one in made) == ["TR-0001", "TR-0002", "TR-0003", "TR-0004"]
    with tenancy.everyone():
        sound(company)
