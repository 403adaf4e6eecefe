"""Budgets: their months, amounts and names, what is refused, and what PostgreSQL refuses below the operations."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from accounting import errors
from accounting.budgets import budgets
from accounting.ledger import accounts, companies, fiscal_years, journal, tracking_categories
from accounting.models import Account, Budget, BudgetLine, Event, JournalEntry
from foundation.models import AuditRecord
from foundation.refusals import declared_name
from tests.accounting.snapshot import snapshot
from tests.factories import (
    account,
    credit,
    debit,
    make_account,
    make_budget,
    make_company,
    make_ended_year,
    make_tracking_category,
    options_of,
    owner_of,
)

pytestmark = pytest.mark.django_db

JANUARY = datetime.date(2026, 1, 1)


def row(account: Account, *amounts: str, months: int = 12) -> Any:
    given = [Decimal(amount) for amount in amounts]
    return {"account_id": account.id, "amounts": given + [Decimal(0)] * (months - len(given))}


def by_code(budget: Budget) -> dict[str, list[str]]:
    codes = dict(Account.objects.filter(company=budget.company).values_list("id", "code"))
    return {
        codes[id]: [f"{amount.normalize():f}" for amount in amounts] for id, amounts in budgets.rows_of(budget).items()
    }


def test_a_budget_is_of_a_year_unless_told_otherwise():
    company = make_company()
    budget = budgets.create(company, by=owner_of(company), name=" Plan ", start_date=datetime.date(2026, 4, 1))
    assert (budget.name, budget.end_date, len(budget.months)) == ("Plan", datetime.date(2027, 3, 31), 12)
    long = budgets.create(
        company, by=owner_of(company), name="Five years", start_date=JANUARY, end_date=datetime.date(2030, 12, 31)
    )
    assert (long.months[0], long.months[-1], len(long.months)) == (JANUARY, datetime.date(2030, 12, 1), 60)


def test_a_wrong_budget_is_refused():
    company = make_company()
    make_budget(company, name="Budget 2026")
    before = snapshot(company)
    wrong: list[tuple[dict[str, Any], type[errors.Invalid | errors.Conflict], str]] = [
        ({"name": "  "}, errors.Invalid, "name"),
        ({"name": "BUDGET-2026"}, errors.Duplicate, "name"),
        ({"start_date": datetime.date(2026, 1, 2)}, errors.InvalidDate, "start_date"),
        ({"start_date": datetime.date(1899, 12, 1)}, errors.InvalidDate, "start_date"),
        ({"start_date": datetime.date(2199, 2, 1)}, errors.InvalidDate, "end_date"),
        ({"end_date": datetime.date(2026, 12, 30)}, errors.InvalidDate, "end_date"),
        ({"end_date": datetime.date(2025, 12, 31)}, errors.InvalidDate, "end_date"),
        ({"end_date": datetime.date(2031, 1, 31)}, errors.InvalidDate, "end_date"),
        ({"from_actuals": {"start_date": datetime.date(2025, 1, 2)}}, errors.InvalidDate, "from_actuals.start_date"),
        ({"from_actuals": {"start_date": JANUARY, "percent": Decimal(-101)}}, errors.Invalid, "from_actuals.percent"),
    ]
    for change, refusal, field in wrong:
        with pytest.raises(refusal) as error:
            budgets.create(company, by=owner_of(company), **{"name": "Another", "start_date": JANUARY} | change)
        assert error.value.field == field
    assert snapshot(company) == before


def test_actual_amounts_too_large_for_a_budget_are_refused():
    company = make_company()
    sales, bank = account(company, "4000"), account(company, "1000")
    large = "999999999999999.99"
    journal.post(JournalEntry(company=company, date=JANUARY), lines=[debit(bank, large), credit(sales, large)], by=None)
    before = snapshot(company)
    actuals: Any = {"start_date": JANUARY, "percent": Decimal(1)}
    with pytest.raises(errors.InvalidAmount) as refusal:
        budgets.create(company, by=owner_of(company), name="Plan", start_date=JANUARY, from_actuals=actuals)
    assert refusal.value.field == "from_actuals"
    assert snapshot(company) == before


def test_all_amounts_are_set_or_those_of_some_accounts():
    company = make_company()
    owner = owner_of(company)
    budget = make_budget(company, {})
    sales, rent, travel = (account(company, code) for code in ("4000", "6100", "6200"))
    budgets.set_lines(budget, by=owner, lines=[row(sales, "100.5", "200"), row(rent, "10", "10", "-10"), row(travel)])
    assert by_code(budget) == {"4000": ["100.5", "200"] + ["0"] * 10, "6100": ["10", "10", "-10"] + ["0"] * 9}
    budgets.set_lines(budget, by=owner, lines=[row(travel, "7"), row(rent)], keep_others=True)
    assert {code: amounts[:2] for code, amounts in by_code(budget).items()} == {
        "4000": ["100.5", "200"],
        "6200": ["7", "0"],
    }
    budgets.set_lines(budget, by=owner, lines=[row(rent, "5")])
    assert {code: amounts[0] for code, amounts in by_code(budget).items()} == {"6100": "5"}
    last = AuditRecord.objects.filter(object_id=budget.id).latest("id")
    assert last.action == "budget.updated"
    assert set(last.old["lines"]) == {str(sales.id), str(travel.id)}
    assert last.new["lines"][str(rent.id)][:2] == ["5", "0"]
    told = list(Event.objects.filter(company=company, type="budget.updated"))
    assert len(told) == 3
    budgets.set_lines(budget, by=owner, lines=[row(rent, "5.00")])
    assert Event.objects.filter(company=company, type="budget.updated").count() == 3, (
        "the same amounts again write nothing"
    )


def test_wrong_amounts_are_refused_at_their_place(monkeypatch: pytest.MonkeyPatch):
    company = make_company()
    owner = owner_of(company)
    budget = make_budget(company)
    sales, bank = account(company, "4000"), account(company, "1000")
    old = accounts.archive(make_account(company, "6999"), by=owner)
    strange = account(make_company(), "4000")
    before = snapshot(company)
    wrong: list[tuple[list[Any], type[errors.Invalid | errors.Conflict], str]] = [
        ([row(sales), row(strange, "1")], errors.NotFoundHere, "lines[1].account_id"),
        ([row(bank, "1")], errors.AccountNotUsable, "lines[0].account_id"),
        ([row(old, "1")], errors.AccountNotUsable, "lines[0].account_id"),
        ([row(sales, "1"), row(sales, "1")], errors.Invalid, "lines[1].account_id"),
        ([row(sales, "1", months=11)], errors.Invalid, "lines[0].amounts"),
        ([row(sales, "1", "1.001")], errors.InvalidAmount, "lines[0].amounts[1]"),
        ([row(sales, "1", "NaN")], errors.InvalidAmount, "lines[0].amounts[1]"),
        ([row(sales, "1e15")], errors.InvalidAmount, "lines[0].amounts[0]"),
    ]
    for lines, refusal, field in wrong:
        with pytest.raises(refusal) as error:
            budgets.set_lines(budget, by=owner, lines=lines)
        assert error.value.field == field
    monkeypatch.setattr(budgets, "MAX_CELLS", 3)
    with pytest.raises(errors.TooMany, match="at most 3 amounts"):
        budgets.set_lines(budget, by=owner, lines=[row(account(company, "6100"), "1", "2")], keep_others=True)
    monkeypatch.setattr(budgets, "MAX_ROWS", 2)
    with pytest.raises(errors.TooMany, match="at most 2 accounts"):
        budgets.set_lines(budget, by=owner, lines=[row(account(company, "6100"), "1")], keep_others=True)
    monkeypatch.setattr(budgets, "MAX_BUDGETS", 1)
    with pytest.raises(errors.TooMany, match="at most 1 budgets"):
        make_budget(company)
    assert snapshot(company) == before


def test_an_archived_account_keeps_its_amounts_but_gets_no_others():
    company = make_company()
    owner = owner_of(company)
    closed = make_account(company, "6999")
    budget = make_budget(company, {"6999": ["5"] * 12})
    accounts.archive(closed, by=owner)
    budgets.set_lines(budget, by=owner, lines=[row(closed, *["5"] * 12), row(account(company, "4000"), "1")])
    assert by_code(budget)["6999"] == ["5"] * 12
    budgets.set_lines(budget, by=owner, lines=[row(closed)], keep_others=True)
    assert set(by_code(budget)) == {"4000"}


def test_months_change_only_around_the_amounts():
    company = make_company()
    owner = owner_of(company)
    budget = make_budget(company)  # amounts in March
    changed = budgets.update(
        budget, by=owner, start_date=datetime.date(2026, 3, 1), end_date=datetime.date(2026, 3, 31)
    )
    assert by_code(changed) == {"4000": ["900"], "6200": ["250.5"]}
    before = snapshot(company)
    with pytest.raises(errors.Conflict, match="amounts in 2026-03") as error:
        budgets.update(changed, by=owner, start_date=datetime.date(2026, 4, 1), end_date=datetime.date(2026, 4, 30))
    assert error.value.field == "start_date"
    assert snapshot(company) == before


def test_a_budget_begins_with_the_actual_amounts_and_a_percentage_more():
    company = make_company()
    sales, rent, bank = (account(company, code) for code in ("4000", "6100", "1000"))
    for left, right, amount, date in (
        (bank, sales, "1000.10", datetime.date(2025, 2, 3)),
        (rent, bank, "33.33", datetime.date(2025, 12, 31)),
        (rent, bank, "99.00", JANUARY),
    ):
        entry = JournalEntry(company=company, date=date)
        journal.post(entry, lines=[debit(left, amount), credit(right, amount)], by=owner_of(company))
    budget = budgets.create(
        company,
        by=owner_of(company),
        name="More",
        start_date=JANUARY,
        from_actuals={"start_date": datetime.date(2025, 1, 1), "percent": Decimal("2.5")},
    )
    assert by_code(budget) == {
        "4000": ["0", "1025.1", *["0"] * 10],
        "6100": ["0"] * 11 + ["34.16"],
    }, "1025.1025 and 34.16325 are rounded"


def test_a_budget_begins_with_the_actual_amounts_of_an_option():
    company = make_company()
    departments, projects = make_tracking_category(company), make_tracking_category(company, "North", "South")
    (sales, support), (north, south) = options_of(departments), options_of(projects)
    rent, bank = account(company, "6100"), account(company, "1000")
    for amount, tracking in (("10.00", [sales, north]), ("5.00", [sales]), ("3.00", [support, south]), ("1.00", None)):
        lines = [debit(rent, amount, tracking=tracking), credit(bank, amount)]
        journal.post(JournalEntry(company=company, date=JANUARY), lines=lines, by=owner_of(company))

    def planned(name: str, tracking: list[Any]) -> list[str]:
        actuals: Any = {"start_date": JANUARY, "percent": Decimal(10), "tracking": tracking}
        budget = budgets.create(company, by=owner_of(company), name=name, start_date=JANUARY, from_actuals=actuals)
        return by_code(budget).get("6100", ["none"])

    assert planned("Sales", [sales])[0] == "16.5"
    assert planned("Either", [sales, support])[0] == "19.8"
    assert planned("Both", [sales, north])[0] == "11"
    assert planned("Nothing", [support, north]) == ["none"]
    before = Budget.objects.filter(company=company).count()
    with pytest.raises(errors.Invalid, match="no such tracking option") as refused:
        planned("Abroad", options_of(make_tracking_category(make_company())))
    assert refused.value.field == "from_actuals.tracking"
    assert Budget.objects.filter(company=company).count() == before


def test_a_budget_of_a_department_begins_with_its_lines():
    company = make_company()
    sales, support = options_of(make_tracking_category(company))
    rent, bank = account(company, "6100"), account(company, "1000")
    for amount, options in (("10.00", [sales]), ("3.00", [support]), ("1.00", None)):
        lines = [debit(rent, amount, tracking=options), credit(bank, amount)]
        journal.post(JournalEntry(company=company, date=JANUARY), lines=lines, by=owner_of(company))
    made: Any = {"by": owner_of(company), "start_date": JANUARY, "from_actuals": {"start_date": JANUARY}}
    budget = budgets.create(company, name="Sales", tracking=[sales], **made)
    assert (budget.tracking, by_code(budget)["6100"][0]) == ([sales], "10")
    for wrong, error, field in (
        ([sales, support], errors.InvalidLine, "tracking[1]"),
        (options_of(make_tracking_category(make_company()))[:1], errors.NotFoundHere, "tracking[0]"),
    ):
        with pytest.raises(error) as refused:
            budgets.update(budget, by=owner_of(company), tracking=wrong)
        assert refused.value.field == field
        with pytest.raises(error):
            budgets.create(company, name="Other", tracking=wrong, **made)
    assert list(Budget.objects.filter(company=company).values_list("tracking", flat=True)) == [[sales]]
    assert budgets.update(budget, by=owner_of(company), tracking=[]).tracking is None


def test_the_database_refuses_options_that_no_line_could_have():
    company = make_company()
    budget = make_budget(company, {})
    options = sorted(options_of(make_tracking_category(company)))
    for wrong, refusal in ((options, "at most one option"), (options[::-1], "in the order"), ([budget.pk], "no such")):
        with pytest.raises(IntegrityError, match=refusal), transaction.atomic():
            Budget.objects.filter(pk=budget.pk).update(tracking=wrong)


def test_an_option_of_a_budget_is_not_removed():
    company = make_company()
    category = make_tracking_category(company)
    sales, _ = options_of(category)
    budgets.update(make_budget(company, {}), by=owner_of(company), tracking=[sales])
    with pytest.raises(errors.InUse, match="Lines or budgets have the option Sales"):
        tracking_categories.remove_options(category, by=owner_of(company), option_ids=[sales])


def test_actual_amounts_leave_closing_entries_out():
    company = make_company()
    owner = owner_of(company)
    year = make_ended_year(company)
    before = budgets.create(
        company, by=owner, name="A", start_date=year.start_date, from_actuals={"start_date": year.start_date}
    )
    assert by_code(before)
    fiscal_years.close(year, by=owner, closing_entry=True)
    after = budgets.create(
        company, by=owner, name="B", start_date=year.start_date, from_actuals={"start_date": year.start_date}
    )
    assert by_code(after) == by_code(before)


def test_an_archived_budget_frees_its_name():
    company = make_company()
    owner = owner_of(company)
    first = make_budget(company, name="Budget 2026")
    budgets.archive(first, by=owner)
    make_budget(company, name="budget 2026")
    with pytest.raises(errors.Duplicate):
        budgets.restore(first, by=owner)
    with pytest.raises(errors.WrongStatus):
        budgets.archive(first, by=owner)
    budgets.delete(first, by=owner)
    assert BudgetLine.objects.filter(company=company).values("budget").distinct().count() == 1
    assert AuditRecord.objects.filter(object_id=first.id, action="budget.deleted").get().old["lines"]


def test_what_a_budget_has_amounts_on_keeps_its_meaning():
    company = make_company()
    owner = owner_of(company)
    planned = make_account(company, "6999")
    budget = make_budget(company, {"6999": ["5"] * 12})
    before = snapshot(company)
    with pytest.raises(errors.InUse) as error:
        accounts.update(planned, by=owner, type="revenue", subtype="")
    assert error.value.field == "type"
    with pytest.raises(errors.InUse):
        accounts.delete(planned, by=owner)
    with pytest.raises(errors.InUse) as error:
        companies.update(company, by=owner, base_currency="JPY")
    assert error.value.field == "base_currency"
    assert snapshot(company) == before
    budgets.set_lines(budget, by=owner, lines=[])
    accounts.delete(planned, by=owner)
    assert companies.update(company, by=owner, base_currency="JPY").base_currency_id == "JPY"


def test_postgresql_refuses_wrong_amounts_below_the_operations():
    company = make_company()
    budget = make_budget(company)
    other = make_budget(make_company())
    before = snapshot(company)

    def attack(promise: str, **columns: Any) -> None:
        given = {
            "company": company,
            "budget": budget,
            "account": account(company, "4000"),
            "month": JANUARY,
            "amount": 1,
        }
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            BudgetLine.objects.bulk_create([BudgetLine(**given | columns)])
        assert declared_name(error.value.__cause__.diag.constraint_name) == promise

    attack("budget_line_account_type", account=account(company, "1000"))
    attack("budget_line_in_months", month=datetime.date(2027, 1, 1))
    attack("budget_line_of_a_month", month=datetime.date(2026, 1, 2))
    attack("budget_line_whole_units", amount=Decimal("0.001"))
    attack("budget_line_not_zero", amount=0)
    attack("budget_line_unique", month=datetime.date(2026, 3, 1))
    attack("budget_line_budget_of_company", budget=other)
    attack("budget_line_account_of_company", account=account(other.company, "4000"))
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE accounting_budgetline SET amount = 2")
    for change, promise in (
        ("start_date = '2026-04-01'", "budget_keeps_amounts"),
        ("end_date = '2026-12-30'", "budget_of_whole_months"),
        ("end_date = '2031-01-31'", "budget_of_whole_months"),
    ):
        with pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE accounting_budget SET {change} WHERE id = %s", [budget.id])
        assert declared_name(error.value.__cause__.diag.constraint_name) == promise
    assert snapshot(company) == before
