"""Many entries at once: the same promises as one by one, also for the SQL function called by itself."""

import datetime
import json
import re
from copy import deepcopy
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import Error, IntegrityError, ProgrammingError, connection, transaction
from uuid_utils.compat import uuid7

from accounting import errors, ledger
from accounting.ledger import accounts, journal, periods
from accounting.ledger.plain import PlainEntry, PlainLine
from accounting.models import Account, AccountBalance, Company, DayBalance, JournalEntry, JournalLine
from accounting.reports import integrity
from accounting.taxes import returns
from foundation import tenancy
from foundation.refusals import declared_name
from tests.accounting.snapshot import snapshot
from tests.factories import (
    DAY,
    account,
    credit,
    debit,
    head_of,
    make_account,
    make_company,
    make_customer,
    make_entry,
    make_euro_bank,
    make_tax_rate,
    make_tracking_category,
    options_of,
    owner_of,
    period_of,
    two_accounts,
)

pytestmark = pytest.mark.django_db


def as_json(company: Company, count: int = 2) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return entries and lines, by rows."""
    accounts = two_accounts(company)
    header = {"date": str(DAY), "memo": "", "reference": "", "entry_type": "standard", "source_type": ""}
    entries = [header | {"id": str(uuid7())} for _ in range(count)]
    lines = [
        {"id": str(uuid7()), "place": place, "position": position, "account_id": str(each.pk), "description": ""}
        | {"debit": "1" if position == 0 else "0", "credit": "0" if position == 0 else "1", "currency": "USD"}
        | {"currency_amount": "1" if position == 0 else "-1"}
        for place in range(1, count + 1)
        for position, each in enumerate(accounts)
    ]
    return entries, lines


def post_json(company: Company, entries: list[dict[str, Any]], lines: list[dict[str, Any]]) -> None:
    """Call `journal_post_many` with the columns of these rows."""
    columns = [
        {name: [row.get(name) for row in rows] for name in {name for row in rows for name in row}}
        for rows in (entries, lines)
    ]
    columns[0]["created_at"] = f"{DAY}T00:00:00Z"
    with transaction.atomic(), connection.cursor() as cursor:
        values = [company.pk, *map(json.dumps, columns)]
        cursor.execute("SELECT * FROM journal_post_many(%s, %s::json, %s::json)", values)


def draft(company: Company, *lines: JournalLine, date: datetime.date = DAY, **fields: Any) -> journal.Draft:
    return JournalEntry(company=company, date=date, **fields), lines


def test_entries_of_a_batch_are_those_posted_one_by_one():
    """All fields, other currencies, taxes and texts that JSON must escape: `integrity` computes hashes by itself."""
    company = make_company()
    left, right = two_accounts(company)
    bank, rate, customer = make_euro_bank(company), make_tax_rate(company), make_customer(company)

    def drafts() -> list[journal.Draft]:
        return [
            draft(company, debit(left, "1.00", description='"\\\n€ 😀'), credit(right, "1.00"), memo='a\u2028"b\\'),
            draft(
                company,
                debit(bank, "11.00", currency_id="EUR", currency_amount=Decimal(10)),
                credit(right, "11.00", contact=customer),
                reference="R",
                metadata={"order": "1"},
            ),
            draft(
                company,
                debit(left, "115.00"),
                credit(right, "100.00", tax_rate=rate, tax_kind="sales_net"),
                credit(left, "15.00", tax_rate=rate, tax_base=Decimal(-100), tax_kind="sales_tax"),
                date=DAY + datetime.timedelta(days=40),
                entry_type="adjusting",
            ),
        ]

    def balances() -> dict[Any, tuple[Decimal, Decimal]]:
        months = AccountBalance.objects.filter(company=company).values_list("account_id", "month", "debits", "credits")
        days = DayBalance.objects.filter(company=company).values_list("account_id", "day", "debits", "credits")
        return {(kind, *row[:2]): row[2:] for kind, rows in (("month", months), ("day", days)) for row in rows}

    first = head_of(company).last_number
    start = balances()
    alone = [journal.post(entry, lines=lines, by=owner_of(company)) for entry, lines in drafts()]
    half = balances()
    together = journal.post_many(drafts(), by=owner_of(company))
    left_out = {
        "id",
        "number",
        "previous_hash",
        "hash",
        "posted_at",
        "created_at",
        "updated_at",
        "entry_id",
        "entry_number",
    }

    def stored(rows: Any) -> list[dict[str, Any]]:
        return [{name: value for name, value in row.items() if name not in left_out} for row in rows.values()]

    for one, other in zip(alone, together, strict=True):
        pair = [JournalEntry.objects.filter(pk=entry.pk) for entry in (one, other)]
        assert stored(pair[0]) == stored(pair[1])
        both = [JournalLine.objects.filter(entry=entry).order_by("position") for entry in (one, other)]
        assert stored(both[0]) == stored(both[1])
        for name in ("number", "period_id", "posted_at", "previous_hash", "hash", "posted_by_id", "updated_at"):
            assert getattr(other, name) == getattr(pair[1].get(), name)
    zero = (Decimal(0), Decimal(0))
    assert balances() == {
        key: tuple(2 * now - was for now, was in zip(half[key], start.get(key, zero), strict=True)) for key in half
    }
    events = list(company.events.filter(type="journal_entry.posted").order_by("sequence"))
    assert [json.loads(bytes(event.body))["data"]["entry_number"] for event in events] == list(range(1, first + 7))
    assert [json.loads(bytes(event.body))["sequence"] for event in events] == [event.sequence for event in events]
    assert [check.name for check in integrity.checks(company) if check.failed] == []


def test_plain_entries_are_posted_as_those_of_models_are():
    company = make_company()
    by = owner_of(company)
    left, right = (each.pk for each in two_accounts(company))

    def plain(amount: str, other: str = "", **fields: Any) -> journal.PlainDraft:
        lines = [PlainLine(left, debit=Decimal(amount)), PlainLine(right, credit=Decimal(other or amount))]
        return PlainEntry(company, DAY, memo="Plain", **fields), lines

    posted = journal.post_many([plain("1.00", external_id="a"), plain("2.00", metadata={"b": "c"})], by=by)
    rows = JournalEntry.objects.filter(company=company).order_by("number")
    for entry, row in zip(posted, rows, strict=True):
        names = {field.name for field in fields(PlainEntry)} - {"company"}
        assert {name: getattr(entry, name) for name in names} == {name: getattr(row, name) for name in names}
    before = snapshot(company)
    for kind, field, wrong in [
        (errors.EntryNotBalanced, "entries[1].lines", plain("1.00", "2.00")),
        (errors.InvalidAmount, "entries[1].lines[0].debit", plain("1.001", "1.001")),
        (errors.InvalidAmount, "entries[1].lines[0].debit", plain("NaN", "NaN")),
        (errors.InvalidLine, "entries[1].lines[0].debit", plain("-1.00", "-1.00")),
        (errors.InvalidLine, "entries[1].lines[0].debit", plain("0", "0")),
        (errors.Duplicate, "entries[1].external_id", plain("1.00", external_id="a")),
    ]:
        with pytest.raises(kind) as error, transaction.atomic():
            journal.post_many([plain("1.00"), wrong], by=by)
        assert (error.value.field, snapshot(company)) == (field, before)
    assert [check.name for check in integrity.checks(company) if check.failed] == []


@pytest.mark.parametrize("count", [1, 2])
def test_foreign_keys_read_no_whole_table_however_small(count: int) -> None:
    """PostgreSQL keeps their plans while companies add their accounts and months to these tables."""
    company = make_company()
    accounts = two_accounts(company)

    def scans() -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT relname, seq_scan FROM pg_stat_xact_user_tables WHERE relname = ANY (%s) ORDER BY relname",
                [
                    [
                        "accounting_account",
                        "accounting_accountingperiod",
                        "accounting_currency",
                        "accounting_journalentry",
                    ]
                ],
            )
            return cursor.fetchall()

    with connection.cursor() as cursor:
        cursor.execute("DISCARD PLANS")
    before = scans()
    for _ in range(2):
        lines = [PlainLine(accounts[0].pk, debit=Decimal(1)), PlainLine(accounts[1].pk, credit=Decimal(1))]
        journal.post_many([(PlainEntry(company, DAY), deepcopy(lines)) for _ in range(count)], by=None)
    assert len(before) == 4
    assert scans() == before


def test_nothing_is_posted_if_there_is_nothing_to_post():
    company = make_company()
    before = snapshot(company)
    assert journal.post_many([], by=None) == []
    post_json(company, [], [])
    assert snapshot(company) == before


Change = Any


@pytest.mark.parametrize(
    ("promise", "change"),
    [
        ("entry_two_lines", lambda entries, lines: lines.clear()),
        ("journalline_of_numbers", lambda entries, lines: (
            lines[2].update(debit="NaN", currency_amount="NaN"), lines[3].update(credit="NaN", currency_amount="NaN"))),
        ("line_one_side", lambda entries, lines: (lines[2].update(debit="-1", currency_amount="-1"),
            lines[3].update(credit="-1", currency_amount="1"))),
        ("line_currency_known", lambda entries, lines: lines[2].update(currency="XXX")),
        ("line_account_of_company", lambda entries, lines: lines[2].update(account_id=str(uuid7()))),
        ("line_contact_of_company", lambda entries, lines: lines[2].update(contact_id=str(uuid7()))),
        ("line_position_unique", lambda entries, lines: lines[3].update(position=0)),
        ("journalentry_of_company", lambda entries, lines: entries[1].update(id=entries[0]["id"])),
        ("entry_type_known", lambda entries, lines: entries[1].update(entry_type="other")),
        ("entry_metadata_allowed", lambda entries, lines: entries[1].update(metadata={"a:b": "c"})),
        ("entry_not_far_ahead", lambda entries, lines: entries[1].update(date="2199-01-01")),
        ("entry_not_before_books", lambda entries, lines: entries[1].update(date="1969-12-31")),
    ],
)  # fmt: skip
def test_one_wrong_entry_refuses_the_whole(promise: str, change: Change):
    company = make_company()
    make_entry(company)
    entries, lines = as_json(company)
    change(entries, lines)
    before = snapshot(company)
    with pytest.raises(IntegrityError) as error:
        post_json(company, entries, lines)
    assert declared_name(error.value.__cause__.diag.constraint_name) == promise
    assert snapshot(company) == before


def test_a_batch_looks_for_all_that_an_entry_is_refused_for():
    """`journal_post_many` calls `check_facts` only for entries that it finds unusual."""
    company = make_company()
    category = make_tracking_category(company)
    archived, asking = make_account(company, is_active=False), account(company, "6100")
    accounts.update(asking, by=owner_of(company), required_tracking=[category.id])
    control, euro, option = account(company, "1100"), make_euro_bank(company), options_of(category)[0]
    owned, owed = account(company, "3100"), account(company, "3000")

    def on(place: int, other: Account) -> Change:
        return lambda entries, lines: lines[place].update(account_id=str(other.pk))

    def close(entries: Any, lines: Any, *, tracking: str | None = None) -> None:
        entries[1].update(entry_type="closing", source_type="fiscal_year" if tracking else "")
        for place, other in ((2, owned), (3, owed)):
            lines[place].update(account_id=str(other.pk), tracking=tracking)

    changes: dict[str, Change] = {
        "entry_two_lines": lambda entries, lines: lines.pop(),
        "entry_balanced": lambda entries, lines: lines[3].update(credit="2", currency_amount="-2"),
        "line_whole_units": lambda entries, lines: [
            line.update({side: "1.001", "currency_amount": sign + "1.001"})
            for line, side, sign in zip(lines[2:], ("debit", "credit"), ("", "-"), strict=True)
        ],
        "line_base_amount": lambda entries, lines: lines[2].update(currency_amount="5"),
        "line_currency_of_account": on(2, euro),
        "line_account_active": on(2, archived),
        "line_control_account": on(2, control),
        "entry_closing_true": lambda entries, lines: entries[1].update(entry_type="closing"),
        "entry_closing_by_year_end": close,
        "entry_closing_untracked": lambda entries, lines: close(entries, lines, tracking=f"{{{option}}}"),
        "entry_reverses_posted": lambda entries, lines: entries[1].update(reverses_id=str(uuid7())),
        "line_tracking_required": on(2, asking),
    }
    source = "".join(
        re.search(rf"FUNCTION {function}\(.*?\n\$\$;", Path(ledger.__path__[0], file).read_text(), re.DOTALL)[0]  # type: ignore[index]
        for function, file in (("check_facts", "posting.sql"), ("check_required_tracking", "tracking.sql"))
    )
    assert set(changes) == set(re.findall(r"refuse\('(\w+)'", source))
    right = as_json(company)
    before = snapshot(company)
    for promise, change in changes.items():
        entries, lines = deepcopy(right)
        change(entries, lines)
        with pytest.raises(IntegrityError) as error:
            post_json(company, entries, lines)
        assert declared_name(error.value.__cause__.diag.constraint_name) == promise  # type: ignore[union-attr]
        assert snapshot(company) == before
    entries, lines = right
    lines[2].update(account_id=str(asking.pk), tracking=f"{{{option}}}")
    post_json(company, entries, lines)
    assert [check.name for check in integrity.checks(company) if check.failed] == []


@pytest.mark.parametrize("place", [None, 0, 3, -1])
def test_a_line_belongs_to_an_entry_of_the_batch(place: int | None):
    """Not to one that is posted already, whatever the caller says."""
    company = make_company()
    posted = make_entry(company)
    entries, lines = as_json(company)
    stray = [
        line | {"id": str(uuid7()), "place": place, "entry_id": str(posted.pk), "position": 7} for line in lines[:2]
    ]
    before = snapshot(company)
    with pytest.raises(IntegrityError):
        post_json(company, entries, lines + stray)
    assert snapshot(company) == before


def test_what_the_guard_sets_is_not_taken_from_the_caller():
    company, other = make_company(), make_company()
    entries, lines = as_json(company)
    forged = {"company_id": str(other.pk), "number": 99, "hash": "f" * 64, "previous_hash": "e" * 64, "status": "draft"}
    forged |= {"posted_at": "2001-01-01T00:00:00Z", "period_id": str(uuid7())}
    post_json(company, [entry | forged for entry in entries], lines)
    rows = JournalEntry.objects.filter(company=company).order_by("number")
    assert [(row.number, row.status, row.period) for row in rows] == [
        (1, "posted", period_of(company)),
        (2, "posted", period_of(company)),
    ]
    assert rows[1].previous_hash == rows[0].hash
    assert not JournalEntry.objects.filter(company=other).exists()
    assert [check.name for check in integrity.checks(company) if check.failed] == []


def test_a_batch_is_of_the_tenants_own_company():
    company, other = make_company(), make_company()
    entries, lines = as_json(other)
    before = snapshot(other)
    with (
        tenancy.organization(company.organization_id),
        pytest.raises(ProgrammingError, match="not of this organization"),
    ):
        post_json(other, entries, lines)
    assert snapshot(other) == before


@pytest.mark.django_db(transaction=True)
def test_a_batch_is_posted_under_read_committed():
    with tenancy.everyone():
        company = make_company()
        entries, lines = as_json(company)
        before = snapshot(company)

    def post() -> None:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            with tenancy.everyone():
                post_json(company, entries, lines)

    with pytest.raises(Error, match="READ COMMITTED"):
        post()
    with tenancy.everyone():
        assert snapshot(company) == before


def test_refusals_name_the_entry_of_the_batch():
    company = make_company()
    by = owner_of(company)
    left, right = two_accounts(company)
    dated = [DAY, DAY - datetime.timedelta(days=60)]
    make_entry(company, date=dated[1])
    periods.close(period_of(company, dated[1]), by=by)
    rate = make_tax_rate(company, valid_to=DAY - datetime.timedelta(days=1))
    archived = make_account(company, is_active=False)

    def pair(one: JournalLine) -> tuple[JournalLine, ...]:
        return one, credit(right, "1.00")

    good = draft(company, *pair(debit(left, "1.00")))
    bad = [
        (errors.PeriodClosed, "entries[1].date", draft(company, *pair(debit(left, "1.00")), date=dated[1])),
        (
            errors.Invalid,
            "entries[1].",
            draft(company, *pair(debit(left, "1.00", tax_rate=rate, tax_kind="purchase_net"))),
        ),
        (errors.AccountNotUsable, "entries[1].lines[0].account_id", draft(company, *pair(debit(archived, "1.00")))),
    ]
    before = snapshot(company)
    for kind, field, wrong in bad:
        with pytest.raises(kind) as error, transaction.atomic():
            journal.post_many([good, wrong], by=by)
        assert (error.value.field, snapshot(company)) == (field, before)
    assert head_of(company).last_number == 1


def test_nothing_with_tax_of_a_batch_is_dated_into_a_filed_return():
    company = make_company()
    by = owner_of(company)
    left, right = two_accounts(company)
    rate = make_tax_rate(company)

    def taxed() -> journal.Draft:
        return draft(company, debit(left, "1.00", tax_rate=rate, tax_kind="purchase_net"), credit(right, "1.00"))

    journal.post_many([taxed(), taxed()], by=by)
    filed = returns.create(company, by=by, start_date=DAY.replace(day=1), end_date=DAY)
    returns.file(filed, by=by)
    plain = draft(company, debit(left, "1.00"), credit(right, "1.00"))
    before = snapshot(company)
    with pytest.raises(errors.Refusal) as error, transaction.atomic():
        journal.post_many([plain, taxed()], by=by)
    assert (error.value.code, snapshot(company)) == ("tax_period_filed", before)
    assert len(journal.post_many([plain, draft(company, debit(left, "1.00"), credit(right, "1.00"))], by=by)) == 2
