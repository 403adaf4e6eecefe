"""The promises of docs/design/books.md, attacked from below: raw SQL, bulk_create, two sessions, another tenant.

Everything here runs as the application's role. Each attack must fail, name its promise, and change nothing.
"""

import json
import re
import threading
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from django.db import Error, IntegrityError, ProgrammingError, connection, transaction
from uuid_utils.compat import uuid7

from accounting import errors
from accounting.documents import bills
from accounting.ledger import journal
from accounting.models import Account, AccountBalance, Company, Contact, Event, JournalEntry, JournalLine
from accounting.settlement import payments
from foundation import tenancy
from foundation.refusals import declared_name
from tests.factories import (
    DAY,
    account,
    credit,
    debit,
    head_of,
    make_account,
    make_approved_bill,
    make_bill,
    make_company,
    make_draft,
    make_entry,
    make_invoice,
    make_payment,
    make_sent_invoice,
    make_tax_rate,
    two_accounts,
)
from tests.people import make_organization, make_user

pytestmark = pytest.mark.django_db


def run(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(promise: str, statement: str, *values: Any) -> None:
    """Assert that PostgreSQL refuses the statement and names the promise."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        run(statement, *values)
    assert declared_name(error.value.__cause__.diag.constraint_name) == promise


def not_permitted(statement: str, *values: Any) -> None:
    with pytest.raises(ProgrammingError) as error, transaction.atomic():
        run(statement, *values)
    assert isinstance(error.value.__cause__, psycopg.errors.InsufficientPrivilege)


def insert_line(entry: JournalEntry, account: Account, **columns: Any) -> tuple[str, list[Any]]:
    row = {
        "id": uuid7(),
        "company_id": entry.company_id,
        "entry_id": entry.pk,
        "position": 9,
        "account_id": account.pk,
        "description": "",
        "debit": 1,
        "credit": 0,
        "currency": "USD",
        "currency_amount": 1,
    } | columns
    marks = ", ".join(["%s"] * len(row))
    return f"INSERT INTO accounting_journalline ({', '.join(row)}) VALUES ({marks})", list(row.values())


@pytest.mark.parametrize(("debit_", "credit_"), [(1, 1), (0, 0), (-1, 0), (0, -1), (1, -1)])
def test_a_line_is_a_debit_or_a_credit(debit_, credit_):
    company = make_company()
    statement, values = insert_line(make_draft(company), two_accounts(company)[0], debit=debit_, credit=credit_)
    refused("line_one_side", statement, *values)


def test_an_unbalanced_draft_cannot_be_posted_by_raw_sql():
    company = make_company()
    draft = make_draft(company)
    statement, values = insert_line(draft, two_accounts(company)[0])
    run(statement, *values)
    refused("entry_balanced", "UPDATE accounting_journalentry SET status = 'posted' WHERE id = %s", draft.pk)
    assert head_of(company).last_number == 0


def test_posting_by_raw_sql_gets_number_hash_and_balances_all_the_same():
    company = make_company()
    draft = make_draft(company, "12.00")
    run(
        "UPDATE accounting_journalentry SET status = 'posted', number = 777, hash = 'forged', previous_hash = 'no', "
        "posted_at = '2001-01-01' WHERE id = %s",
        draft.pk,
    )
    draft.refresh_from_db()
    assert draft.number == 1
    assert re.fullmatch("[0-9a-f]{64}", draft.hash)
    assert draft.posted_at.year > 2001
    assert AccountBalance.objects.filter(company=company).count() == 2


def test_an_entry_with_one_line_or_none_cannot_be_posted():
    company = make_company()
    for lines in ([], [debit(two_accounts(company)[0], "1.00")]):
        draft = journal.save_draft(JournalEntry(company=company, date=DAY), lines=lines, by=None)
        refused("entry_two_lines", "UPDATE accounting_journalentry SET status = 'posted' WHERE id = %s", draft.pk)


def test_a_posted_entry_cannot_be_inserted_directly_not_even_in_bulk():
    company = make_company()
    row = JournalEntry(
        company=company,
        date=DAY,
        status="posted",
        number=1,
        hash="f" * 64,
        posted_at=company.created_at,
        period_id=uuid7(),
    )
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        JournalEntry.objects.bulk_create([row])
    assert error.value.__cause__.diag.constraint_name == "entry_born_draft"


@pytest.mark.parametrize(
    "change",
    [
        "memo = 'other'",
        "date = '2020-01-01'",
        "number = number + 1",
        "status = 'draft', number = NULL, posted_at = NULL, period_id = NULL, hash = ''",
        "hash = 'f'",
        "company_id = company_id",
        "updated_at = now()",
    ],
)
def test_a_posted_entry_never_changes(change):
    entry = make_entry(make_company())
    refused("entry_immutable", f"UPDATE accounting_journalentry SET {change} WHERE id = %s", entry.pk)


def test_a_posted_entry_and_its_lines_never_go_away():
    company = make_company()
    entry = make_entry(company)
    refused("entry_immutable", "DELETE FROM accounting_journalline WHERE entry_id = %s", entry.pk)
    refused("entry_immutable", "DELETE FROM accounting_journalentry WHERE id = %s", entry.pk)
    refused(
        "entry_immutable",
        "UPDATE accounting_journalline SET debit = debit * 2 WHERE entry_id = %s AND debit > 0",
        entry.pk,
    )
    refused("entry_immutable", *_flat(insert_line(entry, two_accounts(company)[0])))
    row = dict(zip(("id", "position", "debit", "currency_amount"), (uuid7(), 7, 5, 5), strict=True))
    extra = JournalLine(company=company, entry=entry, account=two_accounts(company)[0], currency_id="USD", **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        JournalLine.objects.bulk_create([extra])
    assert JournalLine.objects.filter(entry=entry).count() == 2


@pytest.mark.parametrize("columns", [{"date": "2026-01-31"}, {"entry_number": 1}])
def test_only_posting_gives_a_line_its_date_and_number(columns):
    company = make_company()
    draft = make_draft(company)
    refused("line_dated_by_posting", *_flat(insert_line(draft, two_accounts(company)[0], **columns)))
    [(name, value)] = columns.items()
    refused(
        "line_dated_by_posting", f"UPDATE accounting_journalline SET {name} = %s WHERE entry_id = %s", value, draft.pk
    )
    assert set(JournalLine.objects.filter(entry=draft).values_list("date", "entry_number")) == {(None, None)}
    run("UPDATE accounting_journalentry SET status = 'posted' WHERE id = %s", draft.pk)
    draft.refresh_from_db()
    dated = (draft.date, draft.number)
    assert set(JournalLine.objects.filter(entry=draft).values_list("date", "entry_number")) == {dated}


def _flat(pair: tuple[str, list[Any]]) -> list[Any]:
    return [pair[0], *pair[1]]


def test_a_line_cannot_move_from_a_draft_into_a_posted_entry():
    company = make_company()
    posted, draft = make_entry(company), make_draft(company)
    refused(
        "line_position_unique",
        "UPDATE accounting_journalline SET entry_id = %s WHERE entry_id = %s",
        posted.pk,
        draft.pk,
    )
    refused(
        "entry_immutable",
        "UPDATE accounting_journalline SET entry_id = %s, position = position + 5 WHERE entry_id = %s",
        posted.pk,
        draft.pk,
    )


def test_a_closed_period_takes_no_entry_by_raw_sql():
    company = make_company()
    entry = make_entry(company)
    draft = make_draft(company, date=DAY.replace(month=4))
    run(
        "UPDATE accounting_accountingperiod SET status = 'closed', closed_at = now(), seal = 'x' WHERE id = %s",
        entry.period_id,
    )
    run("UPDATE accounting_journalentry SET date = %s WHERE id = %s", DAY, draft.pk)
    refused("period_open", "UPDATE accounting_journalentry SET status = 'posted' WHERE id = %s", draft.pk)
    run("UPDATE accounting_journalentry SET date = '2026-01-31' WHERE id = %s", draft.pk)
    refused("period_open", "UPDATE accounting_journalentry SET status = 'posted' WHERE id = %s", draft.pk)


def test_related_rows_belong_to_one_company():
    company, other = make_company(), make_company()
    draft, foreign = make_draft(company), two_accounts(other)[0]
    refused("line_account_of_company", *_flat(insert_line(draft, foreign)))
    refused("line_entry_of_company", *_flat(insert_line(draft, foreign, company_id=other.pk)))
    customer = Contact.objects.create(company=other, kind="customer", name="Elsewhere", currency_id="USD")
    refused("line_contact_of_company", *_flat(insert_line(draft, two_accounts(company)[0], contact_id=customer.pk)))
    refused(
        "entry_reverses_of_company",
        "UPDATE accounting_journalentry SET reverses_id = %s WHERE id = %s",
        make_entry(other).pk,
        draft.pk,
    )
    outsider = make_user(make_organization("Elsewhere"))
    refused(
        "member_user_of_organization",
        "INSERT INTO accounting_companymember (id, organization_id, company_id, user_id, role, created_at, updated_at) "
        "VALUES (%s, %s, %s, %s, 'viewer', now(), now())",
        uuid7(),
        company.organization_id,
        company.pk,
        outsider.pk,
    )


def test_amounts_are_whole_units_of_the_currency():
    company = make_company(base_currency="JPY")
    draft = make_draft(company, "10")
    run("UPDATE accounting_journalline SET debit = debit + 0.5 WHERE entry_id = %s AND debit > 0", draft.pk)
    run("UPDATE accounting_journalline SET credit = credit + 0.5 WHERE entry_id = %s AND credit > 0", draft.pk)
    refused("line_whole_units", "UPDATE accounting_journalentry SET status = 'posted' WHERE id = %s", draft.pk)


def test_an_entry_is_reversed_once():
    company = make_company()
    entry = make_entry(company)
    journal.reverse(entry, by=None)
    refused(
        "entry_reversed_once",
        "UPDATE accounting_journalentry SET reverses_id = %s WHERE id = %s",
        entry.pk,
        make_draft(company).pk,
    )


def test_the_application_cannot_write_heads_or_balances_or_rewrite_events():
    company = make_company()
    make_entry(company)
    not_permitted("UPDATE accounting_ledgerhead SET last_number = 9")
    not_permitted("INSERT INTO accounting_ledgerhead VALUES (%s, 0, '', 0)", uuid7())
    not_permitted("UPDATE accounting_accountbalance SET debits = 0")
    not_permitted("DELETE FROM accounting_accountbalance")
    not_permitted("INSERT INTO accounting_daybalance SELECT * FROM accounting_daybalance")
    not_permitted("UPDATE accounting_daybalance SET debits = 0")
    not_permitted("DELETE FROM accounting_daybalance")
    not_permitted("INSERT INTO accounting_unpaidbalance SELECT * FROM accounting_unpaidbalance")
    not_permitted("UPDATE accounting_unpaidbalance SET amount = 0")
    not_permitted("DELETE FROM accounting_unpaidbalance")
    not_permitted("INSERT INTO accounting_taxbalance SELECT * FROM accounting_taxbalance")
    not_permitted("UPDATE accounting_taxbalance SET amount = 0")
    not_permitted("DELETE FROM accounting_taxbalance")
    not_permitted("UPDATE accounting_event SET body = ''")
    not_permitted("DELETE FROM accounting_event")
    not_permitted("DELETE FROM accounting_allocation")
    not_permitted("UPDATE accounting_currency SET decimals = 4")


def test_the_application_cannot_truncate_or_disable_a_guard():
    make_entry(make_company())
    not_permitted("TRUNCATE accounting_journalentry CASCADE")
    for statement in (
        "ALTER TABLE accounting_journalentry DISABLE TRIGGER ALL",
        "DROP TRIGGER entry_immutable ON accounting_journalentry",
        "ALTER TABLE accounting_journalentry DISABLE ROW LEVEL SECURITY",
        "DROP POLICY tenant ON accounting_journalentry",
        "SET session_replication_role = replica",
    ):
        not_permitted(statement)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)


def test_nan_is_not_posted_and_not_stored():
    """In PostgreSQL, NaN equals itself and is greater than zero, so it would balance and stay forever."""
    company = make_company()
    left, right = two_accounts(company)
    for columns in ({"debit": "NaN"}, {"debit": 1, "currency_amount": "NaN"}, {"tax_base": "NaN"}):
        statement, values = insert_line(make_draft(company), left, **columns)
        refused("journalline_of_numbers", statement, *values)
    lines = [
        {"id": str(uuid7()), "position": position, "account_id": str(each.pk), "description": "", "currency": "USD"}
        | {"debit": "NaN" if each == left else "0", "credit": "0" if each == left else "NaN", "currency_amount": "NaN"}
        for position, each in enumerate((left, right))
    ]
    entry = {"id": str(uuid7()), "company_id": str(company.pk), "date": "2026-03-15", "memo": "", "reference": ""}
    entry |= {"entry_type": "standard", "source_type": "", "created_at": "2026-03-15T00:00:00Z"}
    refused("journalline_of_numbers", "SELECT * FROM journal_post(%s::jsonb)", json.dumps([entry | {"lines": lines}]))
    invoice = make_invoice(company)
    refused(
        "invoice_of_numbers", "UPDATE accounting_invoice SET notes = '', subtotal = 'NaN' WHERE id = %s", invoice.pk
    )


def test_the_functions_of_triggers_cannot_be_hung_on_a_table_of_ones_own():
    run("CREATE TEMP TABLE mine (company_id uuid, sequence bigint)")
    not_permitted("CREATE TRIGGER event_number BEFORE INSERT ON mine FOR EACH ROW EXECUTE FUNCTION event_number()")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE prorettype = 'trigger'::regtype "
            "AND pronamespace = 'public'::regnamespace AND has_function_privilege(oid, 'EXECUTE')"
        )
        assert cursor.fetchall() == []


def test_a_document_is_posted_by_its_own_entry_over_its_own_amount():
    company = make_company()
    invoice, other, bill = make_invoice(company), make_sent_invoice(company), make_bill(company)
    entry = make_entry(company)
    send = "UPDATE accounting_invoice SET status = 'sent', invoice_number = 'X', journal_entry_id = %s WHERE id = %s"
    refused("document_entry_true", send, entry.pk, invoice.pk)
    refused("document_entry_true", send, other.journal_entry_id, invoice.pk)
    approve = "UPDATE accounting_bill SET status = 'approved', journal_entry_id = %s WHERE id = %s"
    refused("document_entry_true", approve, entry.pk, bill.pk)

    receivable, revenue = account(company, "1100"), account(company, "4000")
    short = JournalEntry(company=company, date=DAY, source_type="invoice", source_id=invoice.pk)
    journal.post(short, lines=[debit(receivable, "1.00"), credit(revenue, "1.00")], by=None)
    refused("document_entry_true", send, short.pk, invoice.pk)
    payment = make_payment(company, "10.00")
    columns = "company_id, contact_id, type, date, amount, currency, exchange_rate, account_id, reference, status"
    refused(
        "document_entry_true",
        "INSERT INTO accounting_payment "
        f"(id, payment_number, journal_entry_id, allocated_amount, created_at, updated_at, {columns}) "
        f"SELECT uuidv7(), 'X', journal_entry_id, 0, now(), now(), {columns} FROM accounting_payment WHERE id = %s",
        payment.pk,
    )


def test_a_document_becomes_void_by_the_reversal_of_its_entry():
    company = make_company()
    for posted in (make_sent_invoice(company), make_approved_bill(company), make_payment(company)):
        refused("void_reverses_entry", f"UPDATE {posted._meta.db_table} SET status = 'void' WHERE id = %s", posted.pk)


def test_a_payment_gets_no_deductions_that_its_entry_has_not():
    company = make_company()
    payment = make_payment(company)
    refused(
        "payment_frozen",
        "INSERT INTO accounting_paymentdeduction (id, company_id, payment_id, account_id, amount) "
        "VALUES (%s, %s, %s, %s, 5)",
        uuid7(),
        company.pk,
        payment.pk,
        account(company, "6100").pk,
    )


def test_an_account_with_lines_stays_what_it_is():
    company = make_company()
    used = make_draft(company).lines.first().account
    change = "UPDATE accounting_account SET type = 'equity' WHERE id = %s"
    refused("account_keeps_type", change, used.pk)
    receivable = account(company, "1100")
    role = "UPDATE accounting_account SET system_role = %s WHERE id = %s"
    refused("account_keeps_role", role, None, receivable.pk)
    run("DELETE FROM accounting_account WHERE id = %s", receivable.pk)
    refused("account_control_unused", role, "accounts_receivable", used.pk)
    run(change, make_account(company, "9999").pk)


def test_an_event_inserted_by_hand_still_gets_the_next_sequence():
    company = make_company()
    make_entry(company)
    Event.objects.create(company=company, sequence=500, type="x", subject_id=uuid7(), body=b"{}")
    assert list(Event.objects.filter(company=company).order_by("sequence").values_list("sequence", flat=True)) == [1, 2]


def test_every_company_table_is_under_row_level_security():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
            "WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND NOT a.attisdropped "
            "AND a.attname IN ('company_id', 'organization_id') AND c.relname <> 'identity_user' "
            "AND NOT c.relrowsecurity"
        )
        assert cursor.fetchall() == []


def test_a_tenant_sees_and_writes_its_own_rows_only():
    mine, theirs = make_company(), make_company()
    make_entry(theirs)
    with tenancy.organization(mine.organization_id):
        assert list(Company.objects.values_list("id", flat=True)) == [mine.pk]
        assert not JournalEntry.objects.exists()
        assert not AccountBalance.objects.exists()
        assert not Event.objects.exists()
        with pytest.raises(Error) as error, transaction.atomic():
            Contact.objects.create(company=theirs, kind="customer", name="Smuggled", currency_id="USD")
        assert isinstance(error.value.__cause__, psycopg.errors.InsufficientPrivilege)
        assert JournalEntry.objects.filter(company=theirs).update(memo="x") == 0
    assert JournalEntry.objects.filter(company=theirs, memo="").exists()


@pytest.mark.django_db(transaction=True)
def test_outside_a_scope_the_books_look_empty_and_the_next_transaction_carries_no_tenant():
    with tenancy.everyone():
        company = make_company()
    with tenancy.organization(company.organization_id):
        assert Company.objects.exists()
    assert not Company.objects.exists()
    with transaction.atomic():
        assert not Company.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_line_cannot_slip_into_an_entry_that_another_session_is_posting():
    """The second session inserts while the first holds the posted header: it must wait, and then be refused."""
    with tenancy.everyone():
        company = make_company()
        draft = make_draft(company)
        account, _ = two_accounts(company)
    posted, tried = threading.Event(), threading.Event()
    outcome: list[str] = []

    def slip() -> None:
        posted.wait(10)
        try:
            with tenancy.everyone():
                tried.set()
                statement, values = insert_line(draft, account)
                run(statement, *values)
            outcome.append("slipped")
        except IntegrityError as error:
            outcome.append(error.__cause__.diag.constraint_name)
        connection.close()

    thread = threading.Thread(target=slip)
    thread.start()
    with tenancy.everyone():
        journal.post(draft, by=None)
        posted.set()
        tried.wait(10)
        thread.join(0.3)
        assert thread.is_alive(), "the second session must wait for the first"
    thread.join(10)
    assert outcome == ["entry_immutable"]


@pytest.mark.django_db(transaction=True)
def test_posting_waits_for_a_session_that_is_still_adding_a_line():
    with tenancy.everyone():
        company = make_company()
        draft = make_draft(company)
        account, _ = two_accounts(company)
    inserted, release = threading.Event(), threading.Event()

    def add() -> None:
        with tenancy.everyone():
            statement, values = insert_line(draft, account)
            run(statement, *values)
            inserted.set()
            release.wait(10)
        connection.close()

    thread = threading.Thread(target=add)
    thread.start()
    inserted.wait(10)
    threading.Timer(0.3, release.set).start()
    with pytest.raises(errors.EntryNotBalanced), tenancy.everyone():
        journal.post(draft, by=None)
    thread.join(10)
    with tenancy.everyone():
        assert head_of(company).last_number == 0


@pytest.mark.django_db(transaction=True)
def test_posting_under_repeatable_read_is_refused():
    with tenancy.everyone():
        draft = make_draft(make_company())
    with transaction.atomic():
        run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        run("SELECT set_config('atlas.organization_id', 'everyone', true)")
        refused("entry_isolation", "UPDATE accounting_journalentry SET status = 'posted' WHERE id = %s", draft.pk)


@pytest.mark.django_db(transaction=True)
def test_two_sessions_reversing_one_entry_have_one_winner():
    with tenancy.everyone():
        entry = make_entry(make_company())
    outcome: list[str] = []
    barrier = threading.Barrier(4)

    def reverse() -> None:
        barrier.wait()
        try:
            with tenancy.everyone():
                journal.reverse(entry, by=None)
            outcome.append("reversed")
        except errors.AlreadyReversed:
            outcome.append("refused")
        connection.close()

    threads = [threading.Thread(target=reverse) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome) == ["refused", "refused", "refused", "reversed"]


def test_users_who_prepared_a_bill_cannot_approve_it_even_by_raw_sql():
    company = make_company(two_person_approval=True)
    author, approver = company.organization.users.get(), make_user(company.organization)
    bill = make_bill(company)
    approve = "UPDATE accounting_bill SET status = 'approved', approved_by_id = %s WHERE id = %s"
    refused("bill_approved_by_another", approve, approver.pk, bill.pk)  # it was never submitted
    run("UPDATE accounting_bill SET status = 'submitted', submitted_by_id = %s WHERE id = %s", author.pk, bill.pk)
    for nobody in (author.pk, None):
        refused("bill_approved_by_another", approve, nobody, bill.pk)
    forget = "UPDATE accounting_bill SET prepared_by = '{}', created_by_id = NULL, submitted_by_id = NULL WHERE id = %s"
    refused("bill_submitted_stays", forget, bill.pk)
    run("UPDATE accounting_bill SET status = 'draft' WHERE id = %s", bill.pk)
    run(forget, bill.pk)
    bill.refresh_from_db()
    assert bill.prepared_by == [author.pk]


def test_a_submitted_bill_and_its_lines_stand_still():
    company = make_company()
    bill = bills.submit(make_bill(company), by=company.organization.users.get())
    refused("bill_submitted_stays", "UPDATE accounting_bill SET notes = 'x' WHERE id = %s", bill.pk)
    for change in ("UPDATE accounting_billline SET description = 'x'", "DELETE FROM accounting_billline"):
        refused("bill_submitted_stays", f"{change} WHERE bill_id = %s", bill.pk)


def test_a_void_is_dated_as_its_reversal_and_not_before_the_last_unallocation():
    company = make_company()
    by = company.organization.users.get()
    bill = make_approved_bill(company)
    payment = make_payment(company, contact=bill.vendor, allocations=[{"bill_id": bill.pk, "amount": Decimal(40)}])
    ids, april = [payment.allocations.get().pk], DAY.replace(month=4)
    payments.unallocate(payment, by=by, allocation_ids=ids, date=april)
    for row, promised in ((bill, "bill_frozen"), (payment, "payment_frozen")):
        table = row._meta.db_table
        void = (
            f"UPDATE {table} SET status = 'void', void_date = %s, voided_at = now(), void_entry_id = %s WHERE id = %s"
        )
        with transaction.atomic():
            mirror = journal.reverse(row.journal_entry, by=by, source=row.journal_entry.source_type, date=DAY)
            refused("void_reverses_entry", void, april, mirror.pk, row.pk)
            refused("void_reverses_entry", void, DAY, row.journal_entry_id, row.pk)
            refused("void_in_order", void, DAY, mirror.pk, row.pk)
            refused(promised, f"UPDATE {table} SET void_date = %s WHERE id = %s", DAY, row.pk)
    voided = bills.void(make_approved_bill(company), by=by)
    refused("bill_frozen", "UPDATE accounting_bill SET void_date = %s WHERE id = %s", april, voided.pk)
    refused("bill_frozen", "UPDATE accounting_bill SET void_reason = 'x' WHERE id = %s", voided.pk)


def test_money_and_tax_stand_on_accounts_that_are_for_them():
    company = make_company()
    inventory, bank = account(company, "1200").pk, account(company, "1000").pk
    payment = make_payment(company, "10.00")
    columns = "company_id, contact_id, type, date, amount, currency, exchange_rate, reference, status, void_reason"
    refused(
        "payment_account_holds_money",
        "INSERT INTO accounting_payment "
        f"(id, payment_number, journal_entry_id, allocated_amount, created_at, updated_at, account_id, {columns}) "
        f"SELECT uuidv7(), 'X', journal_entry_id, 0, now(), now(), %s, {columns} FROM accounting_payment WHERE id = %s",
        inventory,
        payment.pk,
    )
    rate = make_tax_rate(company)
    for column in ("sales_account_id", "purchase_account_id"):
        refused(
            "tax_rate_account_takes_tax", f"UPDATE accounting_taxrate SET {column} = %s WHERE id = %s", bank, rate.pk
        )
    tax = account(company, "2350")
    make_tax_rate(company, sales_account_id=tax.pk)
    for name, used, to in (
        ("payment_account_holds_money", payment.account_id, "subtype = 'inventory'"),
        ("payment_account_holds_money", payment.account_id, "system_role = 'input_tax'"),
        ("tax_rate_account_takes_tax", tax.pk, "subtype = 'long_term_liability'"),
        ("tax_rate_account_takes_tax", tax.pk, "type = 'equity', subtype = ''"),
    ):
        refused(name, f"UPDATE accounting_account SET {to} WHERE id = %s", used)


def test_an_account_of_another_currency_holds_money_and_its_lines_are_in_it():
    company = make_company()
    euros = make_account(company, "1090", "asset", subtype="bank", currency_id="EUR")
    currency = "UPDATE accounting_account SET currency = %s WHERE id = %s"
    refused("account_currency_of_money", currency, "EUR", account(company, "6100").pk)
    refused("account_currency_of_money", "UPDATE accounting_account SET subtype = '' WHERE id = %s", euros.pk)
    run(currency, "USD", account(company, "6100").pk)
    base = "UPDATE accounting_company SET base_currency = %s WHERE id = %s"
    refused("company_currency_of_accounts", base, "EUR", company.pk)
    entry = JournalEntry(company=company, date=DAY)
    lines = [debit(euros, "5.00"), credit(account(company, "3000"), "5.00")]
    with pytest.raises(errors.CurrencyDiffers), transaction.atomic():
        journal.post(entry, lines=lines, by=None)
    lines[0].currency_id, lines[0].currency_amount = "EUR", Decimal("4.00")
    journal.post(entry, lines=lines, by=None)
    refused("account_keeps_currency", currency, "GBP", euros.pk)
    refused("account_keeps_currency", currency, None, euros.pk)
    run(currency, "USD", account(company, "3000").pk)
