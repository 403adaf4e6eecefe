"""Tracking categories, and the options of lines: from the input to the ledger, its balances and its refusals."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from uuid_utils.compat import uuid7

from accounting import errors
from accounting.documents import bills, credit_notes, invoices
from accounting.ledger import accounts, fiscal_years, journal, periods, tracking_categories
from accounting.models import (
    BillLine,
    Company,
    CreditNoteLine,
    JournalEntry,
    JournalLine,
    OptionBalance,
    TrackingBalance,
    TrackingCategory,
    TrackingOption,
)
from accounting.recurring import generating
from accounting.reports import integrity
from foundation import tenancy
from tests.accounting.races import beside
from tests.accounting.snapshot import snapshot
from tests.accounting.test_guards import not_permitted, refused, run
from tests.factories import (
    DAY,
    account,
    credit,
    debit,
    line,
    make_account,
    make_adjustment,
    make_approved_bill,
    make_bank_transaction,
    make_company,
    make_credit_note,
    make_entry,
    make_invoice,
    make_issued_credit_note,
    make_issued_vendor_credit,
    make_payment,
    make_recurring,
    make_sent_invoice,
    make_tax_rate,
    make_tracking_category,
    make_transfer,
    options_of,
    owner_of,
    period_of,
    two_accounts,
)

pytestmark = pytest.mark.django_db


def tracked_lines(company: Company) -> list[tuple[str, list[UUID] | None]]:
    """Return code and options of the lines of the last entry."""
    last = JournalEntry.objects.filter(company=company).order_by("number").last()
    assert last is not None
    return list(last.lines.order_by("position").values_list("account__code", "tracking"))


def by_option(company: Company) -> list[tuple[Any, ...]]:
    rows = OptionBalance.objects.filter(company=company).order_by("option_id", "is_daily", "since")
    return list(rows.values_list("option_id", "is_daily", "debits", "credits"))


def sound(company: Company) -> bool:
    return not any(check.failed for check in integrity.checks(company))


def expect_refusal(company: Company, error: type[errors.Refusal], field: str, change: Callable[[], object]) -> str:
    """Assert that a change is refused, with the field, and changes nothing. Return the message."""
    before = snapshot(company)
    with pytest.raises(error) as refusal, transaction.atomic():
        change()
    assert refusal.value.field == field
    assert snapshot(company) == before
    return str(refusal.value)


def entry_lines(company: Company, *options: UUID, amount: str = "10.00") -> list[Any]:
    return [
        {
            "account_id": account(company, "6100").id,
            "debit": Decimal(amount),
            "credit": Decimal(0),
            "tracking": options,
        },
        {"account_id": account(company, "1000").id, "debit": Decimal(0), "credit": Decimal(amount)},
    ]


def enter(company: Company, *options: UUID, **fields: Any) -> JournalEntry:
    lines = entry_lines(company, *options)
    return journal.create(company, by=owner_of(company), **{"date": DAY, "lines": lines} | fields)


# Categories


def test_a_category_gets_options_which_are_renamed_added_archived_and_removed() -> None:
    company = make_company()
    by = owner_of(company)
    category = make_tracking_category(company, "Sales", "Support", name="Department")
    sales, support = options_of(category)
    tracking_categories.update(
        category,
        by=by,
        name="Team",
        options=[{"id": sales, "name": "Selling"}, {"name": "Workshop"}, {"id": support, "is_active": False}],
    )
    rows = TrackingOption.objects.filter(category=category).order_by("id")
    assert list(rows.values_list("name", "is_active")) == [("Selling", True), ("Support", False), ("Workshop", True)]
    tracking_categories.remove_options(category, by=by, option_ids=[support])
    assert list(rows.values_list("name", flat=True)) == ["Selling", "Workshop"]
    category.refresh_from_db()
    assert category.name == "Team"
    tracking_categories.delete(category, by=by)
    assert not TrackingCategory.objects.filter(company=company).exists()


def test_options_exchange_their_names() -> None:
    company = make_company()
    by = owner_of(company)
    category = make_tracking_category(company, "North", "South", "East")
    north, south, east = options_of(category)
    enter(company, north)
    renamed = [(north, "South"), (south, "East"), (east, "North")]
    for names in (renamed, [(north, "East"), (south, "South")]):
        tracking_categories.update(category, by=by, options=[{"id": one, "name": name} for one, name in names])
        rows = dict(TrackingOption.objects.filter(category=category).values_list("id", "name"))
        assert [rows[one] for one, _ in names] == [name for _, name in names]
    taken = lambda: tracking_categories.update(  # noqa: E731
        category, by=by, options=[{"id": north, "name": "South"}, {"id": south, "name": "north"}]
    )
    expect_refusal(company, errors.Duplicate, "options", taken)


@pytest.mark.parametrize(
    ("changes", "error", "field"),
    [
        ({"name": ""}, errors.Invalid, "name"),
        ({"name": "d e p-art ment"}, errors.Duplicate, "name"),
        ({"options": [{"name": "S-ales"}]}, errors.Duplicate, "options"),
        ({"options": [{"name": "Sales"}, {"name": "Sales"}]}, errors.Invalid, "options[1].name"),
        ({"options": [{}]}, errors.Invalid, "options[0].name"),
        ({"options": [{"name": "New"}, {"name": " "}]}, errors.Invalid, "options[1].name"),
        ({"options": [{"id": uuid7(), "name": "New"}]}, errors.NotFoundHere, "options[0].id"),
        ({"options": [{"name": f"Option {n}"} for n in range(499)]}, errors.TooMany, "options"),
    ],
)
def test_what_a_category_refuses(changes: dict[str, Any], error: type[errors.Refusal], field: str) -> None:
    company = make_company()
    make_tracking_category(company, name="Department")
    category = make_tracking_category(company)
    expect_refusal(company, error, field, lambda: tracking_categories.update(category, by=owner_of(company), **changes))


def test_an_option_cannot_be_given_twice_nor_be_of_another_category() -> None:
    company = make_company()
    category, other = make_tracking_category(company), make_tracking_category(company)
    one = options_of(category)[0]

    def update(*ids: UUID) -> object:
        return tracking_categories.update(category, by=owner_of(company), options=[{"id": each} for each in ids])

    expect_refusal(company, errors.Invalid, "options[1].id", lambda: update(one, one))
    expect_refusal(company, errors.NotFoundHere, "options[0].id", lambda: update(options_of(other)[0]))
    gone = lambda: tracking_categories.remove_options(category, by=owner_of(company), option_ids=options_of(other))  # noqa: E731
    expect_refusal(company, errors.NotFoundHere, "option_ids[0]", gone)


def test_five_categories_can_be_active() -> None:
    company = make_company()
    made = [make_tracking_category(company) for _ in range(5)]
    expect_refusal(company, errors.TooMany, "", lambda: make_tracking_category(company))
    tracking_categories.archive(made[0], by=owner_of(company))
    make_tracking_category(company)
    expect_refusal(company, errors.TooMany, "", lambda: tracking_categories.restore(made[0], by=owner_of(company)))


def test_what_a_line_has_is_archived_and_not_removed() -> None:
    company = make_company()
    by = owner_of(company)
    category = make_tracking_category(company)
    used, unused = options_of(category)
    enter(company, used)
    removing = lambda: tracking_categories.remove_options(category, by=by, option_ids=[unused, used])  # noqa: E731
    message = expect_refusal(company, errors.InUse, "option_ids[1]", removing)
    assert message == "Lines or budgets have the option Sales. Archive it instead."
    expect_refusal(company, errors.InUse, "", lambda: tracking_categories.delete(category, by=by))
    tracking_categories.update(category, by=by, options=[{"id": used, "is_active": False}])
    message = expect_refusal(company, errors.InvalidLine, "lines[0].tracking[0]", lambda: enter(company, used))
    assert message.startswith("The option Sales of Category")
    tracking_categories.archive(category, by=by)
    expect_refusal(company, errors.InvalidLine, "lines[0].tracking[0]", lambda: enter(company, unused))


# Lines


def test_the_options_of_lines_are_in_the_ledger_its_hash_and_its_balances() -> None:
    company = make_company()
    first, second = make_tracking_category(company), make_tracking_category(company)
    one, other = options_of(first)[0], options_of(second)[1]
    entry = enter(company, other, one)
    assert tracked_lines(company) == [("6100", [one, other]), ("1000", None)]
    enter(company, one)
    enter(company, one, other)
    enter(company)
    rows = TrackingBalance.objects.filter(is_daily=False, company=company, account__code="6100").order_by("debits")
    assert list(rows.values_list("tracking", "debits", "credits")) == [([one], 10, 0), ([one, other], 20, 0)]
    assert by_option(company) == [(one, False, 30, 0), (one, True, 30, 0), (other, False, 20, 0), (other, True, 20, 0)]
    assert sound(company)
    journal.reverse(entry, by=owner_of(company))
    assert tracked_lines(company) == [("6100", [one, other]), ("1000", None)]
    rows = TrackingBalance.objects.filter(is_daily=False, company=company, tracking=[one, other])
    assert list(rows.values_list("debits", "credits")) == [(20, 10)]
    after = [(one, False, 30, 10), (one, True, 30, 10), (other, False, 20, 10), (other, True, 20, 10)]
    assert by_option(company) == after
    assert sound(company)


@pytest.mark.parametrize(
    ("options", "error", "field", "message"),
    [
        (lambda one, two, other: [uuid7()], errors.NotFoundHere, "lines[0].tracking[0]", "There is no such option"),
        (
            lambda one, two, other: [one, two],
            errors.InvalidLine,
            "lines[0].tracking[1]",
            "A line has at most one option",
        ),
        (
            lambda one, two, other: [one, one],
            errors.InvalidLine,
            "lines[0].tracking[1]",
            "A line has at most one option",
        ),
        (lambda one, two, other: [one, other], errors.NotFoundHere, "lines[0].tracking[1]", "There is no such option"),
        (lambda one, two, other: [one] * 11, errors.InvalidLine, "lines[0].tracking", "A line can have at most 10"),
    ],
)
def test_what_a_line_refuses(options: Any, error: type[errors.Refusal], field: str, message: str) -> None:
    company = make_company()
    category, elsewhere = make_tracking_category(company), make_tracking_category(make_company())
    given = options(*options_of(category), options_of(elsewhere)[0])
    said = expect_refusal(company, error, field, lambda: enter(company, *given))
    assert said.startswith(message)
    with_path = lambda: journal.create_many(  # noqa: E731
        company, by=None, entries=[{"date": DAY, "lines": entry_lines(company, *ids)} for ids in ((), given)]
    )
    expect_refusal(company, error, f"entries[1].{field}", with_path)


def test_a_draft_keeps_its_options_until_it_is_posted() -> None:
    company = make_company()
    one, other = options_of(make_tracking_category(company))
    draft = enter(company, one, status="draft")
    assert not TrackingBalance.objects.filter(company=company).exists()
    assert TrackingOption.objects.get(id=one).is_used
    draft = journal.update(draft, by=owner_of(company), lines=entry_lines(company, other))
    journal.post(draft, by=owner_of(company))
    assert tracked_lines(company) == [("6100", [other]), ("1000", None)]
    assert list(TrackingBalance.objects.filter(is_daily=False, company=company).values_list("tracking", "debits")) == [
        ([other], 10)
    ]
    assert sound(company)


def test_an_accrual_and_its_reversal_have_the_same_options() -> None:
    company = make_company()
    one = options_of(make_tracking_category(company))[0]
    enter(company, one, reverse_on=datetime.date(2026, 4, 1))
    rows = TrackingBalance.objects.filter(is_daily=False, company=company).order_by("since")
    assert list(rows.values_list("tracking", "debits", "credits")) == [([one], 10, 0), ([one], 0, 10)]
    assert sound(company)


DOCUMENTS: dict[str, tuple[Callable[[Company, dict[str, Any]], object], str]] = {
    "an invoice": (lambda company, line: make_sent_invoice(company, lines=[line]), "4000"),
    "a bill": (lambda company, line: make_approved_bill(company, lines=[line]), "6100"),
    "a credit note": (lambda company, line: make_issued_credit_note(company, lines=[line]), "4000"),
    "a vendor credit": (lambda company, line: make_issued_vendor_credit(company, lines=[line]), "6100"),
    "a bank transaction": (lambda company, line: make_bank_transaction(company, lines=[at_once(line)]), "6700"),
    "an adjustment": (lambda company, line: make_adjustment(company, lines=[at_once(line)]), "6800"),
}


def at_once(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name != "unit_price"} | {"amount": given["unit_price"]}


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_lines_of_documents_post_their_options_but_taxes_and_control_accounts_have_none(kind: str) -> None:
    company = make_company()
    make, code = DOCUMENTS[kind]
    options = [options_of(make_tracking_category(company))[0], options_of(make_tracking_category(company))[1]]
    make(company, line(company, code=code, tax_rate=make_tax_rate(company), tracking=options[::-1]))
    found = tracked_lines(company)
    assert len(found) == 3
    assert {found_code: tracking for found_code, tracking in found if tracking} == {code: options}
    assert sound(company)


def test_a_tax_that_is_a_cost_has_the_options_of_its_line() -> None:
    company = make_company()
    one = options_of(make_tracking_category(company))[0]
    half = [{"name": "VAT", "percent": Decimal(20), "recoverable_percent": Decimal(50)}]
    rate = make_tax_rate(company, components=half)
    make_approved_bill(company, lines=[line(company, code="6100", tax_rate=rate, tracking=[one])])
    assert tracked_lines(company).count(("6100", [one])) == 2
    assert sound(company)


def test_a_void_and_the_credit_of_a_line_have_its_options() -> None:
    company = make_company()
    by = owner_of(company)
    category = make_tracking_category(company)
    one, other = options_of(category)
    sold = [line(company, tracking=[one]), line(company, "50.00", tracking=[other]), line(company, "7.00")]
    invoice = make_sent_invoice(company, lines=sold)
    tracking_categories.archive(category, by=by)  # what is credited keeps its options
    part = [{"invoice_line_id": invoice.lines.get(position=1).id, "unit_price": Decimal(20)}]
    note = make_issued_credit_note(company, invoice=invoice, lines=part)
    assert list(note.lines.values_list("tracking", flat=True)) == [[other]]
    rest = make_issued_credit_note(company, invoice=invoice)
    assert list(rest.lines.order_by("position").values_list("tracking", flat=True)) == [[one], [other], None]
    credit_notes.void(note, by=by)
    bill = make_approved_bill(company, lines=[line(company, code="6100")])
    bills.void(bill, by=by)
    rows = TrackingBalance.objects.filter(is_daily=False, company=company).order_by("tracking")
    assert list(rows.values_list("tracking", "debits", "credits")) == [([one], 100, 100), ([other], 50, 70)]
    assert sound(company)


def test_the_line_of_a_credit_can_have_other_options() -> None:
    company = make_company()
    one, other = options_of(make_tracking_category(company))
    invoice = make_sent_invoice(company, lines=[line(company, tracking=[one])])
    part = [{"invoice_line_id": invoice.lines.get().id, "tracking": [other]}]
    note = make_issued_credit_note(company, invoice=invoice, lines=part)
    assert CreditNoteLine.objects.get(credit_note=note).tracking == [other]


def test_a_draft_invoice_changes_its_options_and_keeps_them_in_another_currency() -> None:
    company = make_company()
    one, other = options_of(make_tracking_category(company))
    draft = make_invoice(company, lines=[line(company, tracking=[one])])
    invoices.update(draft, by=owner_of(company), lines=[line(company, tracking=[other])])
    assert draft.lines.get().tracking == [other]
    invoices.update(draft, by=owner_of(company), currency="EUR", exchange_rate=Decimal("1.1"))
    assert draft.lines.get().tracking == [other]


def test_deductions_and_fees_have_options() -> None:
    company = make_company()
    one, other = options_of(make_tracking_category(company))
    fee = {"account_id": account(company, "6700").id, "amount": Decimal("2.00")}
    make_payment(company, deductions=[fee | {"tracking": [one]}])
    assert ("6700", [one]) in tracked_lines(company)
    moved = make_transfer(company, fee=fee | {"tracking": [other]})
    assert moved.fee is not None
    assert moved.fee["tracking"] == [other]
    assert ("6700", [other]) in tracked_lines(company)
    assert sound(company)
    wrong = fee | {"tracking": [uuid7()]}
    paying = lambda: make_payment(company, deductions=[fee, wrong])  # noqa: E731
    expect_refusal(company, errors.NotFoundHere, "deductions[1].tracking[0]", paying)
    expect_refusal(company, errors.NotFoundHere, "fee.tracking[0]", lambda: make_transfer(company, fee=wrong))


@pytest.mark.parametrize("kind", ["journal_entry", "invoice", "bill"])
def test_a_recurring_template_makes_lines_with_its_options(kind: str) -> None:
    company = make_company()
    one = options_of(make_tracking_category(company))[0]
    codes = {"journal_entry": "6100", "invoice": "4000", "bill": "6100"}
    lines = entry_lines(company, one) if kind == "journal_entry" else [line(company, code=codes[kind], tracking=[one])]
    start = periods.today(company)
    template = make_recurring(company, kind, content={"lines": lines}, auto_post=True, start_date=start)
    assert template.body()["lines"][0]["tracking"] == [one]
    assert generating.run() == 1
    assert (codes[kind], [one]) in tracked_lines(company)


# Required options


def test_an_account_can_require_options_of_every_new_line() -> None:
    company = make_company()
    by = owner_of(company)
    category, second = make_tracking_category(company, name="Department"), make_tracking_category(company)
    one = options_of(category)[0]
    accounts.update(account(company, "6100"), by=by, required_tracking=[category.id])
    message = expect_refusal(company, errors.TrackingRequired, "lines[0].tracking", lambda: enter(company))
    assert message == f"A line on account {account(company, '6100')} needs an option of Department."
    elsewhere = options_of(second)[0]
    expect_refusal(company, errors.TrackingRequired, "lines[0].tracking", lambda: enter(company, elsewhere))
    enter(company, one)
    draft = enter(company, status="draft")  # only what is posted must be complete
    expect_refusal(company, errors.TrackingRequired, "lines", lambda: journal.post(draft, by=by))
    batch: Any = [{"date": DAY, "lines": entry_lines(company, *ids)} for ids in ([one], [])]
    posting = lambda: journal.create_many(company, by=by, entries=batch)  # noqa: E731
    expect_refusal(company, errors.TrackingRequired, "entries[1].lines[0].tracking", posting)
    with pytest.raises(errors.InUse, match="requires Department"):
        tracking_categories.archive(category, by=by)
    accounts.update(account(company, "6100"), by=by, required_tracking=[])
    enter(company)
    tracking_categories.archive(category, by=by)


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_document_names_its_line_that_lacks_a_required_option(kind: str) -> None:
    company = make_company()
    make, code = DOCUMENTS[kind]
    one = options_of(category := make_tracking_category(company))[0]
    accounts.update(account(company, code), by=owner_of(company), required_tracking=[category.id])
    given = line(company, code=code, tax_rate=make_tax_rate(company))
    expect_refusal(company, errors.TrackingRequired, "lines[0].tracking", lambda: make(company, given))
    make(company, given | {"tracking": [one]})


def test_the_line_that_is_named_is_that_of_the_document_and_not_of_its_entry() -> None:
    company = make_company()
    one = options_of(category := make_tracking_category(company))[0]
    accounts.update(account(company, "4010"), by=owner_of(company), required_tracking=[category.id])
    lines = [line(company), line(company, code="4010", tracking=[one]), line(company, "0.00", code="4010")]
    invoices.send(make_invoice(company, lines=lines), by=owner_of(company))  # a line of nothing is not posted
    lines[2]["unit_price"] = Decimal("5.00")
    draft = make_invoice(company, lines=lines)
    sending = lambda: invoices.send(draft, by=owner_of(company))  # noqa: E731
    expect_refusal(company, errors.TrackingRequired, "lines[2].tracking", sending)
    fee = {"account_id": account(company, "4010").id, "amount": Decimal("2.00")}
    paying = lambda: make_payment(company, deductions=[fee])  # noqa: E731
    expect_refusal(company, errors.TrackingRequired, "deductions[0].tracking", paying)
    expect_refusal(company, errors.TrackingRequired, "fee.tracking", lambda: make_transfer(company, fee=fee))


def test_reversals_and_closing_entries_need_no_options() -> None:
    company = make_company()
    by = owner_of(company)
    entry = enter(company, date=datetime.date(2025, 12, 31))
    make_entry(company, date=datetime.date(2025, 12, 30))
    category = make_tracking_category(company)
    accounts.update(account(company, "6100"), by=by, required_tracking=[category.id])
    for period in company.periods.filter(end_date__lte="2025-12-31").order_by("start_date"):
        periods.close(period, by=by)
    fiscal_years.close(company.fiscal_years.get(end_date="2025-12-31"), by=by, closing_entry=True)
    journal.reverse(entry, by=by)
    assert sound(company)


@pytest.mark.parametrize(
    ("code", "required", "error"),
    [
        ("1000", lambda category: [category.id], errors.Conflict),
        ("1100", lambda category: [category.id], errors.Conflict),
        ("6100", lambda category: [uuid7()], errors.NotFoundHere),
    ],
)
def test_what_an_account_cannot_require(code: str, required: Any, error: type[errors.Refusal]) -> None:
    company = make_company()
    wanted = required(make_tracking_category(company))
    changing = lambda: accounts.update(account(company, code), by=owner_of(company), required_tracking=wanted)  # noqa: E731
    expect_refusal(company, error, "required_tracking", changing)


def test_an_account_that_requires_options_stays_one_of_revenue_or_expenses() -> None:
    company = make_company()
    made = make_account(company)
    accounts.update(made, by=owner_of(company), required_tracking=[make_tracking_category(company).id])
    changing = lambda: accounts.update(made, by=owner_of(company), type="asset")  # noqa: E731
    expect_refusal(company, errors.Conflict, "required_tracking", changing)


# Below the operations


def test_postgresql_refuses_options_that_are_wrong() -> None:
    company, elsewhere = make_company(), make_company()
    category = make_tracking_category(company)
    one, two = options_of(category)
    foreign = options_of(make_tracking_category(elsewhere))[0]
    draft = enter(company, status="draft")
    bill = make_approved_bill(company)
    statement = "UPDATE accounting_journalline SET tracking = %s::uuid[] WHERE entry_id = %s"
    for promise, options in {
        "line_tracking_in_order": [],
        "line_tracking_of_company": [foreign],
        "line_tracking_once": [one, two],
    }.items():
        refused(promise, statement, [str(id) for id in options], draft.pk)
    refused("line_tracking_in_order", statement, [str(two), str(one)], draft.pk)
    refused("line_tracking_in_order", statement, [str(one), str(one)], draft.pk)
    refused("bill_frozen", "UPDATE accounting_billline SET tracking = %s::uuid[]", [str(one)])
    assert not BillLine.objects.filter(bill=bill, tracking__isnull=False).exists()
    posted = enter(company, one)
    for options in ([str(two)], None):
        refused("entry_immutable", statement, options, posted.pk)
    left, right = two_accounts(company)
    for promise, options in {"line_tracking_once": [one, two], "line_tracking_of_company": [foreign]}.items():
        lines = [debit(left, "1.00", tracking=options), credit(right, "1.00")]
        with pytest.raises(errors.Refusal) as refusal, transaction.atomic():
            journal.post(JournalEntry(company=company, date=DAY), lines=lines, by=None)
        assert (refusal.value.field, refusal.value.__cause__.__cause__.diag.constraint_name) == (  # type: ignore[union-attr]
            "lines[0].tracking",
            promise,
        )
    assert JournalLine.objects.filter(company=company, tracking__isnull=False).count() == 1


def test_postgresql_requires_options_of_raw_sql_too() -> None:
    company = make_company()
    category = make_tracking_category(company)
    accounts.update(account(company, "6100"), by=owner_of(company), required_tracking=[category.id])
    draft = enter(company, status="draft")
    refused("line_tracking_required", "UPDATE accounting_journalentry SET status = 'posted' WHERE id = %s", draft.pk)
    change = "UPDATE accounting_account SET required_tracking = %s::uuid[] WHERE company_id = %s AND code = %s"
    refused("account_tracking_of_earnings", change, [str(category.pk)], company.pk, "1000")
    refused("account_tracking_of_company", change, [str(uuid7())], company.pk, "6100")
    refused("account_tracking_in_order", change, [], company.pk, "6100")
    refused("tracking_category_required", "DELETE FROM accounting_trackingcategory WHERE id = %s", category.pk)
    refused(
        "tracking_category_required",
        "UPDATE accounting_trackingcategory SET is_active = false WHERE id = %s",
        category.pk,
    )


def test_postgresql_keeps_options_and_balances() -> None:
    company = make_company()
    category, other = make_tracking_category(company), make_tracking_category(company)
    one, unused = options_of(category)
    enter(company, one)
    refused("tracking_option_used", "DELETE FROM accounting_trackingoption WHERE id = %s", one)
    refused("tracking_option_fixed", "UPDATE accounting_trackingoption SET is_used = false WHERE id = %s", one)
    refused(
        "tracking_option_fixed", "UPDATE accounting_trackingoption SET category_id = %s WHERE id = %s", other.pk, unused
    )
    not_permitted("UPDATE accounting_trackingbalance SET debits = 0")
    not_permitted("DELETE FROM accounting_trackingbalance")
    not_permitted("UPDATE accounting_optionbalance SET debits = 0")
    not_permitted("DELETE FROM accounting_optionbalance")
    run("DELETE FROM accounting_trackingoption WHERE id = %s", unused)
    with tenancy.organization(make_company().organization_id):
        assert not TrackingCategory.objects.filter(id=category.id).exists()
        assert not TrackingBalance.objects.exists()
        assert not OptionBalance.objects.exists()


def test_the_owners_functions_find_all_sets_and_keep_to_the_tenant() -> None:
    company = make_company()
    (one, two), (three, _) = (options_of(make_tracking_category(company)) for _ in range(2))
    for options in ([one], [two], [one, three], [three], [one, three]):
        enter(company, *options)

    def asked(sql: str, *values: Any) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return [value for (value,) in cursor.fetchall()]

    def balances() -> list[Any]:
        sql = "SELECT debits FROM set_balances(%s, %s, true, '2020-01-01', 'infinity') WHERE debits > 0"
        return asked(sql, company.id, sorted([one, three]))

    sets = sorted([[one], [two], sorted([one, three]), [three]])
    for most in (1, 3, 4, 5000):
        assert sorted(asked("SELECT tracking_sets(%s, %s)", company.id, most)) == sets
    assert len(balances()) == 1
    with tenancy.organization(make_company().organization_id):
        assert asked("SELECT tracking_sets(%s)", company.id) == balances() == []


def test_a_closing_entry_has_no_options() -> None:
    company = make_company()
    one = options_of(make_tracking_category(company))[0]
    left, right = make_account(company, type="expense"), make_account(company, type="equity")
    entry = JournalEntry(company=company, date=DAY, entry_type="closing", source_type="fiscal_year")
    lines = [debit(left, "1.00", tracking=[one]), credit(right, "1.00")]
    posting = lambda: journal.post(entry, lines=lines, by=None)  # noqa: E731
    expect_refusal(company, errors.Invalid, "lines", posting)


@pytest.mark.django_db(transaction=True)
def test_an_option_is_not_removed_while_a_line_is_just_getting_it() -> None:
    with tenancy.everyone():
        company = make_company()
        category = make_tracking_category(company)
        by, one = owner_of(company), options_of(category)[0]
    with tenancy.everyone():
        enter(company, one)
        removing = beside(lambda: tracking_categories.remove_options(category, by=by, option_ids=[one]))
        assert not removing.done()
    assert str(removing.result(10)) == "Lines or budgets have the option Sales. Archive it instead."
    with tenancy.everyone():
        assert TrackingOption.objects.filter(id=one, is_used=True).exists()
        assert sound(company)


def test_lines_without_options_write_no_balances_by_option() -> None:
    company = make_company()
    make_tracking_category(company)
    written = (
        "SELECT sum(n_tup_ins + n_tup_upd) FROM pg_stat_xact_user_tables WHERE relname LIKE 'accounting_tracking%'"
    )
    with connection.cursor() as cursor:
        before = cursor.execute(written).fetchone()
        enter(company)
        make_credit_note(company)
        assert cursor.execute(written).fetchone() == before
    assert period_of(company) is not None
