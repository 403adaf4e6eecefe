"""Check all tables, columns, keys and constraints in PostgreSQL's own catalogue, so that new ones are checked too."""

import os
import re
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg import sql
from uuid_utils.compat import uuid7

from accounting import errors
from foundation import tenancy
from tests.servers import TEMPLATE, owner_url, recreate

pytestmark = pytest.mark.django_db

APPLICATION_ROLE = "atlas_app"


def rows(query: Any, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()


def test_every_numeric_column_that_the_application_writes_refuses_nan():
    """In PostgreSQL, NaN equals itself and is greater than every number, so it would balance and stay forever."""
    writable = rows(
        """SELECT c.oid, c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
           WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0
             AND NOT a.attisdropped AND a.attgenerated = ''
             AND a.atttypid IN ('numeric'::regtype, 'float8'::regtype, 'float4'::regtype)
             AND (has_column_privilege(%s, c.oid, a.attnum, 'INSERT')
                  OR has_column_privilege(%s, c.oid, a.attnum, 'UPDATE'))
           ORDER BY 2, 3""",
        APPLICATION_ROLE,
        APPLICATION_ROLE,
    )
    assert len(writable) > 30
    assert [f"{table}.{column}" for oid, table, column in writable if not refuses_nan(oid, column)] == []
    (kept_by_guards,) = rows("SELECT 'accounting_accountbalance'::regclass::oid")[0]
    assert not refuses_nan(kept_by_guards, "debits"), "the net itself can fail"


def refuses_nan(table: int, column: str) -> bool:
    """Evaluate the table's checks on a row of nothing but NULL, with NaN in `column`."""
    columns = rows(
        """SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
           WHERE attrelid = %s AND attnum > 0 AND NOT attisdropped""",
        table,
    )
    values = sql.SQL(", ").join(
        sql.SQL("{}::{} AS {}").format(
            sql.Literal("NaN") if name == column else sql.SQL("NULL"), sql.SQL(kind), sql.Identifier(name)
        )
        for name, kind in columns
    )
    checks = rows(
        """SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint
           WHERE conrelid = %s AND contype = 'c' AND convalidated""",
        table,
    )
    answers = sql.SQL(", ").join(sql.SQL("({}) IS FALSE").format(sql.SQL(expression)) for (expression,) in checks)
    return bool(checks) and any(rows(sql.SQL("SELECT {} FROM (SELECT {}) one").format(answers, values))[0])


def test_every_key_between_tables_of_companies_is_of_one_company():
    """A plain key would let a row of one company point to a row of another."""
    keys = rows(
        """SELECT k.conrelid::regclass::text, k.confrelid::regclass::text, k.conname,
                  array(SELECT a.attname::text FROM unnest(k.conkey) n
                        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = n)
           FROM pg_constraint k
           WHERE k.contype = 'f'
             AND k.confrelid <> 'webhooks_endpoint'::regclass  -- of an organization: its company is a filter
             AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attname = 'company_id')
             AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = k.confrelid AND a.attname = 'company_id')"""
    )
    of_one_company = {(table, column) for table, _, _, columns in keys if "company_id" in columns for column in columns}
    assert of_one_company
    assert [
        f"{table}: {name} ({', '.join(columns)} -> {target})"
        for table, target, name, columns in keys
        if "company_id" not in columns and not {(table, column) for column in columns} <= of_one_company
    ] == []


TENANTS = ("company_id", "organization_id")
GLOBAL = {
    "identity_organization",  # people sign in before anybody knows their organization
    "identity_user",
}


def test_every_table_of_a_tenant_has_its_policy():
    found = rows(
        """SELECT c.relname, c.relrowsecurity, (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid)
           FROM pg_class c
           WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
             AND EXISTS (SELECT 1 FROM pg_attribute a
               WHERE a.attrelid = c.oid AND a.attname::text = ANY (%s) AND NOT a.attisdropped)""",
        list(TENANTS),
    )
    assert len(found) > 20
    assert {table for table, is_secured, policies in found if not (is_secured and policies)} <= GLOBAL


def test_policies_read_settings_and_no_table():
    """A policy that looks something up does so in each statement: docs/decisions/0015."""
    policies = rows("SELECT tablename, coalesce(qual, '') || coalesce(with_check, '') FROM pg_policies")
    assert len(policies) > 25
    assert [table for table, condition in policies if re.search(r"\bFROM\b", condition)] == []
    called = {name for _, condition in policies for name in re.findall(r"(\w+)\(", condition)}
    assert called <= {"current_setting", "NULLIF", "COALESCE"}


OURS = re.compile(r"_(known|of_numbers|position_unique|check)$|_[0-9a-f]{8}_|_key$")
"""Constraints that only an error of ours can break: serializers and operations never pass such a value."""
OURS_BY_NAME = {
    # kept by guards that the application cannot bypass
    "account_balance_unique",
    "day_balance_unique",
    "event_sequence_unique",
    "number_series_unique",
    "period_unique",
    "tax_balance_account_of_company",
    "tax_balance_rate_of_company",
    "tax_balance_unique",
    "unpaid_balance_account_of_company",
    "unpaid_balance_unique",
    "open_item_account_of_company",
    "open_item_contact_of_company",
    "open_item_same_in_base",
    "open_item_settled_on_a_day",
    "open_item_void_is_closed",
    "period_is_a_month",
    "period_closed_means_sealed",
    "fiscal_year_closed_means_dated",
    "fiscal_year_is_a_year",
    "fiscal_year_unique",
    # set by operations, never by a body
    "allocation_credit_item_of_company",
    "allocation_entry_of_company",
    "bill_rate_positive",
    "creditnote_rate_positive",
    "invoice_rate_positive",
    "vendorcredit_rate_positive",
    "allocation_debit_item_of_company",
    "allocation_reverses_of_company",
    "adjustment_entry_of_company",
    "adjustment_line_of_company",
    "adjustment_totals_add_up",
    "adjustment_void_dated",
    "bank_transaction_line_of_company",
    "banktransaction_entry_of_company",
    "banktransaction_totals_add_up",
    "banktransaction_void_dated",
    "bill_approved_means_posted",
    "bill_entry_of_company",
    "bill_line_of_company",
    "bill_totals_add_up",
    "company_fiscal_month_known",
    "currency_decimals_at_most_4",
    "deduction_payment_of_company",
    "entry_period_of_company",
    "fiscal_year_entry_of_company",
    "invoice_entry_of_company",
    "invoice_line_of_company",
    "invoice_sent_means_posted",
    "invoice_totals_add_up",
    "line_entry_of_company",
    "member_company_of_organization",
    "payment_entry_of_company",
    "period_change_of_company",
    "transfer_entry_of_company",
    "transfer_void_dated",
    "bill_void_dated",
    "credit_note_issued_is_numbered",
    "credit_note_line_of_company",
    "creditnote_due_after_issue",
    "creditnote_entry_of_company",
    "creditnote_issued_means_posted",
    "creditnote_totals_add_up",
    "creditnote_void_dated",
    "vendor_credit_line_of_company",
    "vendorcredit_due_after_issue",
    "vendorcredit_entry_of_company",
    "vendorcredit_issued_means_posted",
    "vendorcredit_totals_add_up",
    "vendorcredit_void_dated",
    "invoice_void_dated",
    "payment_void_dated",
    "opening_balances_entry_of_company",
    "opening_balances_unique",
    "budget_line_budget_of_company",
    "budget_line_not_zero",
    "budget_line_of_a_month",
    "budget_named",
    "recurring_document_once",
    "recurring_ended_without_next",
    "recurring_run_of_company",
    "recurring_waits_for_a_reason",
    "adjustment_line_taxes_of_rate",
    "bank_transaction_line_taxes_of_rate",
    "bill_line_taxes_of_rate",
    "credit_note_line_taxes_of_rate",
    "invoice_line_taxes_of_rate",
    "vendor_credit_line_taxes_of_rate",
    "tax_component_rate_of_company",
    "fx_revaluation_entry_of_company",
    "fx_revaluation_bank_entry_of_company",
    "fx_revaluation_line_of_company",
    "fx_revaluation_void_dated",
    "import_ended_at",
    "import_piece_of_company",
    "import_piece_once",
    "option_balance_account_of_company",
    "option_balance_option_of_company",
    "option_balance_unique",
    "tracking_balance_account_of_company",
    "tracking_balance_unique",
}


def test_every_constraint_of_the_books_has_its_words():
    """A constraint that a request can break and that has none would answer 500."""
    named = {
        name
        for name, definition in rows(
            """SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
               WHERE conrelid::regclass::text LIKE 'accounting\\_%%'
                 AND (contype IN ('c', 'u', 'x', 'f') OR (contype = 'p' AND conname NOT LIKE '%%\\_pkey'))
               UNION SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
               WHERE indisunique AND NOT indisprimary AND indrelid::regclass::text LIKE 'accounting\\_%%'"""
        )
        if not re.search(r"\((company_id|organization_id), id(, kind)?\)$", definition)  # what keys point to
        or definition.startswith("FOREIGN KEY")
    }
    assert sorted(name for name in named - set(errors.CONSTRAINTS) - OURS_BY_NAME if not OURS.search(name)) == []
    assert set(errors.CONSTRAINTS) & OURS_BY_NAME == set()
    assert named >= OURS_BY_NAME


def test_every_name_in_the_error_table_is_a_promise_of_the_database():
    """A misspelt name would turn a clear 422 into a 500."""
    known = {name for (name,) in rows("SELECT conname FROM pg_constraint UNION SELECT relname FROM pg_class")}
    for (body,) in rows("SELECT prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace"):
        known |= set(re.findall(r"(?:refuse\(\s*|CONSTRAINT = )'(\w+)'", body))
    for (trigger,) in rows("SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"):
        known |= set(re.findall(r"'(\w+)'", trigger.partition("EXECUTE FUNCTION")[2]))
    assert set(errors.CONSTRAINTS) - known == set()


COMPANY_TABLES = """SELECT c.oid FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'company_id'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname LIKE 'accounting\\_%%'"""


def test_the_company_leads_every_key_of_its_tables():
    keys = rows(
        f"""SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text, a.attname
            FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
            WHERE i.indisunique AND i.indrelid IN ({COMPANY_TABLES}) ORDER BY 1, 2"""
    )
    assert len(keys) > 30
    assert [(table, key) for table, key, first in keys if first != "company_id"] == []


def test_without_statistics_rows_are_taken_for_those_of_one_company(worker_id: str):
    """PostgreSQL would expect one of 200 (foundation/keys.py): not a single row of the ten pages that it takes an empty
    table for. In a database that nobody has used, because autovacuum takes statistics where rows are.
    """
    database = f"atlas_test_new_{worker_id}"
    recreate(database, like=TEMPLATE)
    try:
        with psycopg.connect(owner_url(database)) as owner:
            owner.execute("SELECT atlas_set_tenant(%s)", [tenancy.EVERYONE])
            explained = f"EXPLAIN (FORMAT JSON) SELECT FROM accounting_contact WHERE company_id = '{uuid7()}'"
            [[plan]] = owner.execute(explained).fetchall()
        assert plan[0]["Plan"]["Plan Rows"] > 20
    finally:
        with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as server:
            server.execute(f"DROP DATABASE {database} WITH (FORCE)")


def test_the_company_leads_every_foreign_key_between_its_tables():
    keys = rows(
        f"""SELECT f.conrelid::regclass::text, f.conname, pg_get_constraintdef(f.oid) FROM pg_constraint f
            WHERE f.contype = 'f' AND f.conrelid IN ({COMPANY_TABLES}) AND f.confrelid IN ({COMPANY_TABLES})"""
    )
    assert len(keys) > 20
    assert [key for key in keys if not key[2].startswith("FOREIGN KEY (company_id, ")] == []


def test_every_guard_names_the_company_and_none_uses_its_tables_name():
    """Each statement of a guard that reads a company's table names the company."""
    tables = {name for (name,) in rows(f"SELECT oid::regclass::text FROM pg_class WHERE oid IN ({COMPANY_TABLES})")}
    functions = rows("SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosrc <> ''")
    found = []
    for function, source in functions:
        code = re.sub(r"--[^\n]*", "", source)
        if "TG_TABLE_NAME" in code or "TG_RELID" in code:
            found.append((function, "asks for the name of its table"))
        for statement in code.split(";"):
            asked = re.findall(r"\b(?:FROM|JOIN|UPDATE)\s+(accounting_\w+|%1?\$?I)\b", statement)
            companies = len(re.findall(r"\bcompany_id\b", statement))
            if any(table in tables for table in asked) and companies < len(asked):
                found.append((function, " ".join(statement.split())[:100]))
    assert found == []
