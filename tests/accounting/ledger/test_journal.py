"""Posting, drafts and reversals through the operations."""

import datetime
import json
import threading
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from accounting import errors
from accounting.documents import invoices
from accounting.ledger import accounts, companies, contacts, journal, periods
from accounting.ledger.plain import PlainEntry, PlainLine
from accounting.models import (
    AccountBalance,
    AccountingPeriod,
    Company,
    EntryType,
    Event,
    JournalEntry,
    JournalLine,
    PeriodStatus,
)
from accounting.reports import integrity
from accounting.taxes import tax_rates
from foundation import tenancy
from tests.accounting.races import beside
from tests.factories import (
    DAY,
    credit,
    debit,
    head_of,
    make_account,
    make_company,
    make_customer,
    make_draft,
    make_entry,
    make_event,
    make_sent_invoice,
    make_tax_rate,
    owner_of,
    period_of,
    two_accounts,
)

pytestmark = pytest.mark.django_db


def state(company: Company) -> tuple[object, ...]:
    """Everything that a refused posting must leave as it was."""
    head = head_of(company)
    return (
        head.last_number,
        head.last_hash,
        head.last_event_sequence,
        JournalEntry.objects.count(),
        JournalLine.objects.count(),
        Event.objects.count(),
        list(AccountBalance.objects.order_by("id").values_list("account_id", "month", "debits", "credits")),
    )


def test_posting_gives_number_hash_period_balances_and_event():
    company = make_company()
    left, right = two_accounts(company)
    first = journal.post(
        JournalEntry(company=company, date=DAY, memo="Rent"),
        lines=[debit(left, "1250.00"), credit(right, "1250.00")],
        by=None,
    )
    second = make_entry(company)
    assert (first.number, second.number) == (1, 2)
    assert first.previous_hash == "0" * 64
    assert second.previous_hash == first.hash
    assert head_of(company).last_hash == second.hash
    assert first.period == period_of(company)
    stored = JournalEntry.objects.get(pk=first.pk)
    assert (stored.status, stored.hash, stored.posted_at) == ("posted", first.hash, first.posted_at)
    balance = AccountBalance.objects.get(account=left)
    assert (balance.month, balance.debits, balance.credits) == (DAY.replace(day=1), Decimal("1250"), 0)
    assert list(Event.objects.filter(company=company).values_list("sequence", "type", "subject_id")) == [
        (1, "journal_entry.posted", first.pk),
        (2, "journal_entry.posted", second.pk),
    ]


def test_a_batch_is_numbered_in_its_order_and_is_all_or_nothing():
    company = make_company()
    left, right = two_accounts(company)

    def draft(amount: str, other: str = "") -> journal.Draft:
        lines = [debit(left, amount), credit(right, other or amount)]
        return JournalEntry(company=company, date=DAY), lines

    posted = journal.post_many([draft(f"{n}.00") for n in range(1, 51)], by=None)
    assert [entry.number for entry in posted] == list(range(1, 51))
    before = state(company)
    with pytest.raises(errors.EntryNotBalanced) as refused:
        journal.post_many([draft("1.00"), draft("1.00", "2.00")], by=None)
    assert refused.value.field == "entries[1].lines"
    assert state(company) == before


def test_a_batch_writes_the_head_once_and_each_balance_once_a_month():
    """If a row is written once per entry, all later entries read each version again, so time grew with the square."""
    company = make_company()
    left, right = make_account(company), make_account(company, type="equity")
    days = [DAY.replace(month=1), DAY.replace(month=2)]

    def draft(day: datetime.date, entry_type: str) -> journal.Draft:
        return (
            JournalEntry(company=company, date=day, entry_type=entry_type, source_type="fiscal_year"),
            [debit(left, "1.00"), credit(right, "1.00")],
        )

    written = """SELECT coalesce(pg_partition_root(relid), relid::regclass)::text AS name, sum(n_tup_ins + n_tup_upd)
        FROM pg_stat_xact_user_tables WHERE schemaname = 'public' GROUP BY 1"""
    tables = ["accounting_ledgerhead", "accounting_accountbalance", "accounting_daybalance"]
    with transaction.atomic(), connection.cursor() as cursor:
        before = dict(cursor.execute(written).fetchall())
        kinds = [EntryType.STANDARD] * 9 + [EntryType.CLOSING]
        journal.post_many([draft(day, kind) for kind in kinds for day in days], by=None)
        after = dict(cursor.execute(written).fetchall())
        assert {name: after[name] - before[name] for name in tables} == dict(zip(tables, (1, 4, 4), strict=True))
        balances = AccountBalance.objects.filter(account=left).order_by("month")
        assert list(balances.values_list("month__month", "debits", "closing_debits")) == [(1, 10, 1), (2, 10, 1)]
        assert [entry.number for entry in JournalEntry.objects.order_by("number")] == list(range(1, 21))
        assert [check.name for check in integrity.checks(company) if check.failed] == ["fiscal years"]
        transaction.set_rollback(True)  # at commit PostgreSQL would refuse closing entries of no fiscal year


@pytest.mark.parametrize(
    ("amounts", "error", "field"),
    [
        ([("10.00", "0"), ("0", "9.99")], errors.EntryNotBalanced, "lines"),
        ([("10.00", "0")], errors.TooFewLines, "lines"),
        ([], errors.TooFewLines, "lines"),
        ([("10.00", "10.00"), ("0", "0.01")], errors.InvalidLine, "lines[0].debit"),
        ([("0", "0"), ("0", "1")], errors.InvalidLine, "lines[0].debit"),
        ([("-1.00", "0"), ("1.00", "0")], errors.InvalidLine, "lines[0].debit"),
        ([("1.001", "0"), ("0", "1.001")], errors.InvalidAmount, "lines[0].debit"),
        ([("NaN", "0"), ("0", "NaN")], errors.InvalidAmount, "lines[0].debit"),
        ([("1e30", "0"), ("0", "1e30")], errors.InvalidAmount, "lines[0].debit"),
    ],
)
def test_an_invalid_entry_is_refused_and_changes_nothing(amounts, error, field):
    company = make_company()
    left, right = two_accounts(company)
    before = state(company)
    lines = [
        JournalLine(account=left if i % 2 else right, debit=Decimal(d), credit=Decimal(c))
        for i, (d, c) in enumerate(amounts)
    ]
    with pytest.raises(error) as refused:
        journal.post(JournalEntry(company=company, date=DAY), lines=lines, by=None)
    assert refused.value.field == field
    assert state(company) == before


def test_amounts_follow_the_currency_of_the_company():
    yen, dinar = make_company(base_currency="JPY"), make_company(base_currency="KWD")
    assert make_entry(yen, "1500").number == 1
    assert make_entry(dinar, "1500.001").number == 1
    with pytest.raises(errors.InvalidAmount):
        make_entry(yen, "1500.5")
    with pytest.raises(errors.InvalidAmount):
        make_entry(dinar, "1500.0001")


def test_the_line_of_a_foreign_or_archived_or_control_account_is_named():
    company, other = make_company(), make_company()
    good, _ = two_accounts(company)
    archived = make_account(company, is_active=False)
    control = company.accounts.get(system_role="accounts_receivable")
    before = state(company)
    for bad, error in (
        (two_accounts(other)[0], errors.NotFoundHere),
        (archived, errors.AccountNotUsable),
        (control, errors.AccountNotUsable),
    ):
        with pytest.raises(error) as refused, transaction.atomic():
            journal.post(
                JournalEntry(company=company, date=DAY), lines=[debit(good, "1.00"), credit(bad, "1.00")], by=None
            )
        assert refused.value.field == "lines[1].account_id"
    assert state(company) == before


def test_a_draft_posts_nothing_until_it_is_posted():
    company = make_company()
    draft = make_draft(company)
    assert draft.number is None
    assert not AccountBalance.objects.filter(company=company).exists()
    assert not Event.objects.filter(company=company, type="journal_entry.posted").exists()
    posted = journal.post(draft, by=None)
    assert (posted.number, posted.status) == (1, "posted")
    with pytest.raises(errors.EntryIsPosted):
        journal.post(posted, by=None)
    with pytest.raises(errors.EntryIsPosted):
        journal.delete_draft(posted, by=None)
    with pytest.raises(errors.EntryIsPosted):
        journal.save_draft(posted, lines=[], by=None)
    assert head_of(company).last_number == 1


def test_a_draft_is_posted_as_stored_not_as_the_caller_read_it():
    company = make_company()
    read_before = make_draft(company)
    journal.update(JournalEntry.objects.get(pk=read_before.pk), by=None, date=DAY.replace(month=5))
    assert journal.post(read_before, by=None).date == DAY.replace(month=5)


def test_a_draft_may_be_unbalanced_but_cannot_be_posted_so():
    company = make_company()
    left, right = two_accounts(company)
    draft = journal.save_draft(JournalEntry(company=company, date=DAY), lines=[debit(left, "5.00")], by=None)
    with pytest.raises(errors.TooFewLines):
        journal.post(draft, by=None)
    journal.save_draft(draft, lines=[debit(left, "5.00"), credit(right, "5.00")], by=None)
    assert journal.post(draft, by=None).lines.count() == 2


def test_deleting_a_draft_leaves_no_line_behind():
    company = make_company()
    journal.delete_draft(make_draft(company), by=None)
    assert not JournalEntry.objects.filter(company=company).exists()
    assert not JournalLine.objects.filter(company=company).exists()


def test_a_reversal_mirrors_the_stored_lines_and_happens_once():
    company = make_company()
    entry = make_entry(company, "80.10")
    mirror = journal.reverse(entry, by=None)
    assert mirror.entry_type == EntryType.REVERSAL
    assert mirror.reverses_id == entry.pk
    assert mirror.date == entry.date
    original = list(entry.lines.order_by("position").values_list("account_id", "debit", "credit"))
    swapped = list(mirror.lines.order_by("position").values_list("account_id", "credit", "debit"))
    assert swapped == original
    before = state(company)
    with pytest.raises(errors.AlreadyReversed):
        journal.reverse(entry, by=None)
    assert state(company) == before


def test_a_reversal_into_a_closed_period_moves_to_the_first_open_day():
    company = make_company()
    entry = make_entry(company)
    periods.close(period_of(company), by=None)
    assert journal.reverse(entry, by=None).date == datetime.date(2026, 4, 1)


def test_an_entry_in_an_archived_account_can_still_be_reversed():
    company = make_company()
    entry = make_entry(company)
    (cost,) = company.accounts.filter(lines__entry=entry, type="expense")
    accounts.archive(cost, by=owner_of(company))
    assert journal.reverse(entry, by=None).number == 2


def test_dates_at_the_edges_of_months_and_leap_days_find_their_period():
    company = make_company()
    for date, end in (
        (datetime.date(2024, 2, 29), datetime.date(2024, 2, 29)),
        (datetime.date(2023, 12, 31), datetime.date(2023, 12, 31)),
        (datetime.date(1970, 1, 1), datetime.date(1970, 1, 31)),
    ):
        assert make_entry(company, date=date).period.end_date == end


def test_an_external_id_is_taken_once_per_company():
    company, other = make_company(), make_company()
    make_entry(company, external_id="A-1")
    make_entry(other, external_id="A-1")
    before = state(company)
    with pytest.raises(errors.Duplicate) as refused, transaction.atomic():
        make_entry(company, external_id="A-1")
    assert refused.value.field == "external_id"
    assert state(company)[:3] == before[:3]


@pytest.mark.parametrize("text", ['quote " and \\ backslash', "control \x01\x1f tab\t", "emoji 🧾 “ü”", ']$ ["$"]'])
def test_any_text_survives_into_the_hash_and_the_event(text):
    company = make_company()
    entry = make_entry(company, memo=text)
    with connection.cursor() as cursor:
        cursor.execute("SELECT memo, length(hash) FROM accounting_journalentry WHERE id = %s", [entry.pk])
        assert cursor.fetchone() == (text, 64)
    moment = entry.posted_at.astimezone(datetime.UTC).replace(tzinfo=None)
    posted_at = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    assert json.loads(bytes(company.events.get().body)) == {
        "event": "journal_entry.posted",
        "timestamp": posted_at,
        "occurred_at": moment.isoformat(timespec="milliseconds") + "Z",
        "sequence": 1,
        "data": {
            "id": str(entry.pk),
            "company_id": str(company.pk),
            "entry_number": 1,
            "date": f"{DAY}",
            "memo": text,
            "reference": "",
            "entry_type": "standard",
            "source_type": "",
            "source_id": None,
            "reverses_id": None,
            "reverse_on": None,
            "external_id": None,
            "metadata": {},
            "posted_at": posted_at,
            "hash": entry.hash,
        },
    }


def test_the_event_of_a_posting_cannot_be_forgotten():
    company = make_company()
    entry = make_entry(company)
    reversal = journal.reverse(entry, by=None)
    draft = journal.save_draft(
        JournalEntry(company=company, date=DAY),
        lines=[
            debit(account, "1.00") if side else credit(account, "1.00")
            for side, account in enumerate(two_accounts(company))
        ],
        by=None,
    )
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounting_journalentry SET status = 'posted' WHERE id = %s", [draft.pk])
    posted = company.events.filter(type="journal_entry.posted").order_by("sequence")
    assert [event.subject_id for event in posted] == [entry.pk, reversal.pk, draft.pk]
    assert json.loads(bytes(posted[1].body))["data"]["reverses_id"] == str(entry.pk)


def test_the_event_of_a_posting_names_the_document_that_posted_it():
    company = make_company()
    by = owner_of(company)
    invoice = invoices.void(make_sent_invoice(company), by=by)
    left, right = (account.pk for account in two_accounts(company))
    lines = [PlainLine(left, debit=Decimal(1)), PlainLine(right, credit=Decimal(1))]
    many = [PlainEntry(company, DAY, source_type='a"b', source_id=invoice.pk), PlainEntry(company, DAY)]
    journal.post_many([(entry, lines) for entry in many], by=by)
    told = company.events.filter(type="journal_entry.posted").order_by("sequence")
    data = [json.loads(bytes(event.body))["data"] for event in told]
    assert [(one["source_type"], one["source_id"], one["reverses_id"]) for one in data] == [
        ("invoice", str(invoice.pk), None),
        ("invoice", str(invoice.pk), str(invoice.journal_entry_id)),
        ('a"b', str(invoice.pk), None),
        ("", None, None),
    ]


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_a_posting_is_of_its_own_organization():
    with tenancy.everyone():
        company, stranger = make_company(), make_company()
        left, right = two_accounts(company)
        foreign, _ = two_accounts(stranger)
    journal.post(JournalEntry(company=company, date=DAY), lines=[debit(left, "1.00"), credit(right, "1.00")], by=None)
    with pytest.raises(errors.NotFoundHere):
        journal.post(
            JournalEntry(company=company, date=DAY), lines=[debit(left, "1.00"), credit(foreign, "1.00")], by=None
        )
    with pytest.raises(ProgrammingError, match="not of this organization"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT journal_post(%s::jsonb, %s)",
            [json.dumps([{"company_id": str(company.pk), "lines": []}]), str(stranger.organization_id)],
        )
    with tenancy.organization(company.organization_id):
        assert state(company)[0] == 1
        assert company.events.count() == 1


@pytest.mark.django_db(transaction=True)
def test_threads_posting_at_once_leave_no_gap_and_one_chain():
    with tenancy.everyone():
        company = make_company()
        left, right = two_accounts(company)

    def work() -> None:
        try:
            for _ in range(10):
                with tenancy.organization(company.organization_id):
                    entry = JournalEntry(company=company, date=DAY)
                    journal.post(entry, lines=[debit(left, "1.00"), credit(right, "1.00")], by=None)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with tenancy.everyone():
        entries = list(JournalEntry.objects.order_by("number"))
        assert [entry.number for entry in entries] == list(range(1, 41))
        for previous, entry in pairwise(entries):
            assert entry.previous_hash == previous.hash
        assert AccountBalance.objects.get(account=left).debits == 40
        assert list(Event.objects.order_by("sequence").values_list("sequence", flat=True)) == list(range(1, 41))


@pytest.mark.django_db(transaction=True)
def test_closing_and_posting_at_once_never_leave_an_entry_in_a_closed_period_unsealed():
    for _ in range(5):
        with tenancy.everyone():
            company = make_company()
            make_entry(company)
            period = period_of(company)
            left, right = two_accounts(company)
        results: list[str] = []
        barrier = threading.Barrier(2)

        def close(period=period, barrier=barrier, results=results) -> None:
            barrier.wait()
            with tenancy.everyone():
                periods.close(period, by=None)
            results.append("closed")
            connection.close()

        def post(company=company, left=left, right=right, barrier=barrier, results=results) -> None:
            barrier.wait()
            try:
                with tenancy.everyone():
                    entry = JournalEntry(company=company, date=DAY)
                    journal.post(entry, lines=[debit(left, "1.00"), credit(right, "1.00")], by=None)
                results.append("posted")
            except errors.PeriodClosed:
                results.append("refused")
            connection.close()

        threads = [threading.Thread(target=close), threading.Thread(target=post)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(results) in (["closed", "posted"], ["closed", "refused"])
        with tenancy.everyone():
            closed = period_of(company)
            assert closed.status == PeriodStatus.CLOSED
            assert closed.sealed_balances == periods.trial_balance_until(closed)


@pytest.mark.django_db(transaction=True)
def test_a_batch_holds_the_months_that_there_are_before_it_makes_others():
    """Closing locks a month and then the head. Making a new month needs the head too."""
    with tenancy.everyone():
        company = make_company()
        left, right = two_accounts(company)
        make_entry(company)

    def batch() -> list[JournalEntry]:
        days = [DAY.replace(year=DAY.year + 1), DAY]
        return journal.post_many(
            [(JournalEntry(company=company, date=day), [debit(left, "1.00"), credit(right, "1.00")]) for day in days],
            by=None,
        )

    with tenancy.everyone():
        period = AccountingPeriod.objects.select_for_update().get(pk=period_of(company).pk)
        posted = beside(batch)
        periods.close(period, by=owner_of(company))
    assert isinstance(posted.result(timeout=30), errors.PeriodClosed)
    with tenancy.everyone():
        assert head_of(company).last_number == 1


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_an_account_does_not_become_a_control_account_while_an_entry_is_posted_on_it(count: int):
    with tenancy.everyone():
        company = make_company()
        by = owner_of(company)
        left, right = make_account(company, type="asset"), make_account(company, type="asset")
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM accounting_account WHERE system_role = 'accounts_receivable'")

    def post() -> list[JournalEntry]:
        lines = [[debit(left, "1.00"), credit(right, "1.00")] for _ in range(count)]
        return journal.post_many([(JournalEntry(company=company, date=DAY), each) for each in lines], by=None)

    with tenancy.everyone():
        make_event(company)  # locks the head, for which the posting waits after its checks
        posted = beside(post)
        changed = beside(lambda: accounts.update(left, by=by, system_role="accounts_receivable"), waiting=2)
    entries = posted.result(timeout=30)
    assert isinstance(entries, list), entries
    assert isinstance(changed.result(timeout=30), errors.InUse)


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_a_posting_and_a_change_of_what_its_lines_name_do_not_deadlock(count: int):
    """Both need the ledger's head, the change for its event. So a posting takes it last, as the change does."""
    with tenancy.everyone():
        company = make_company()
        by, contact, rate = owner_of(company), make_customer(company), make_tax_rate(company)
        left, right = two_accounts(company)
        make_event(company)

    def post() -> list[JournalEntry]:
        lines = [
            [debit(left, "1.00", contact=contact, tax_rate=rate, tax_kind="purchase_net"), credit(right, "1.00")]
            for _ in range(count)
        ]
        if count == 1:
            return [journal.post(JournalEntry(company=company, date=DAY), lines=lines[0], by=None)]
        return journal.post_many([(JournalEntry(company=company, date=DAY), each) for each in lines], by=None)

    changes: list[Callable[[], object]] = [
        lambda: companies.update(company, by=by, name="Another name"),
        lambda: accounts.update(left, by=by, name="Another name"),
        lambda: tax_rates.update(rate, by=by, name="Another name"),
        lambda: contacts.update(contact, by=by, name="Another name"),
        lambda: contacts.archive(contact, by=by),
    ]
    for change in changes:
        posted: list[Any] = []

        def post_before_the_event(execute: Any, sql: str, *args: Any, posted: list[Any] = posted) -> Any:
            if ("accounting_event" in sql or "events_write" in sql) and not posted:
                posted.append(beside(post))
            return execute(sql, *args)

        with tenancy.everyone(), connection.execute_wrapper(post_before_the_event):
            change()
        entries = posted[0].result(timeout=30)
        assert isinstance(entries, list), entries


@pytest.mark.django_db(transaction=True)
def test_what_is_deleted_while_a_change_waits_for_it_is_a_conflict():
    with tenancy.everyone():
        company = make_company()
        by, draft = owner_of(company), make_draft(company)
        account, another = make_account(company), make_account(company)
    changes: list[tuple[Callable[[], object], Callable[[], object]]] = [
        (lambda: journal.delete_draft(draft, by=by), lambda: journal.update(draft, by=by, memo="Another memo")),
        (lambda: accounts.delete(account, by=by), lambda: accounts.update(account, by=by, name="Another name")),
        (lambda: accounts.delete(another, by=by), lambda: accounts.archive(another, by=by)),
    ]
    for delete, change in changes:
        with tenancy.everyone():
            delete()
            waits = beside(change)
        assert isinstance(waits.result(timeout=30), errors.Conflict)
