"""Compare reports in process with the floor, for growing numbers of journal lines: 100 accounts, 24 months.

    .venv/bin/python -m benchmarks.reports [--lines 100000 1000000] [--rounds 5] [--only "balance sheet"]
    .venv/bin/python -m benchmarks.reports --home /tmp/books    (filled the first time, and kept)
    .venv/bin/python -m benchmarks.reports --lines 10000000    (10 GB of disk)

The floor of a trial balance, a balance sheet and a profit and loss is one SQL statement, written by hand for its days,
that gets the same accounts and amounts from balances by month and answers as JSON, read by psycopg. It is the same for
a day inside a month, for departments, and for books at a moment; reports "by hand" have one that gets their days too.
Floors of the other reports only read what these add up. Ours is the report's function under row-level security, and the
JSON of its table, with the links behind its figures; where a report is not a table, all of its rows. SQL inserts the
lines with their balances; each entry has another day than the one before it. Books at a moment of before take off what
was posted since: so many lines as the name says. A second company of the same size has its entries in the order of
their days, for old days as they were known when they were closed. Aged items and statements have a document for every
ten lines, one in a hundred of which is open; the others are paid, 10 to 41 days later. One account is kept in euros.
Half of the lines have one of ten departments and one of twenty projects, and one in ten has one of three tax rates.
A report and its floor are called in turn, so that what slows the machine slows both. Each measurement is the median of
15 calls, or of as many as fit into two seconds: how long they took, and the processor time of this process and of
PostgreSQL's, which what else runs on the machine moves less. The last column is that time beside the one for the fewest
lines, round by round. Python's garbage is collected as in a web process. Balances of days are on disk in the order of
days, as books that are posted day by day have them.
"""

import argparse
import datetime
import math
import statistics
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.house import house, open_organization, spread, unguard, unindexed

ACCOUNTS, MONTHS = 100, 24
FIRST, LAST = datetime.date(2025, 1, 1), datetime.date(2026, 12, 31)
ODD = datetime.date(2026, 12, 15)
SINCE = (1_000, 10_000, 100_000, 1_000_000)

ENTRIES = """
INSERT INTO accounting_journalentry (id, company_id, period_id, number, date, memo, reference, entry_type, status,
    source_type, source_id, created_at, updated_at, posted_at, previous_hash, hash)
SELECT id, %(company)s, %(period)s, n,
    date '2025-01-01' + CASE WHEN %(in_order)s THEN (n - 1)::int / ((%(lines)s / 2 + 729) / 730) ELSE n %% 730 END,
    'Benchmark', '', 'standard', 'posted',
    CASE WHEN n %% 5 = 0 THEN 'invoice' ELSE '' END, CASE WHEN n %% 5 = 0 THEN id END,
    now(), now(), now(), repeat('0', 64), repeat('1', 64)
FROM (SELECT n, uuidv7() AS id FROM generate_series(1, %(lines)s / 2) n) numbered
"""
LINES = """
INSERT INTO accounting_journalline (id, company_id, entry_id, date, entry_number, position, account_id, contact_id,
    description, debit, credit, currency, currency_amount, tracking, tax_rate_id, tax_kind, tax_base)
SELECT uuidv7(), e.company_id, e.id, e.date, e.number, place,
    CASE WHEN place = 0 AND e.number %% 5 = 0 THEN %(receivable)s
        WHEN taxed AND e.number %% 10 <> 0 THEN %(tax)s
        ELSE (%(accounts)s::uuid[])[1 + abs(hashint8(e.number * 2 + place)) %% cardinality(%(accounts)s::uuid[])] END,
    CASE WHEN place = 0 AND e.number %% 5 = 0 THEN (%(contacts)s::uuid[])[1 + e.number / 5 %% %(many)s] END, '',
    100 * (1 - place), 100 * place, 'USD', 100 - 200 * place,
    CASE WHEN e.number %% 2 = 0 THEN ARRAY[(%(departments)s::uuid[])[1 + abs(hashint8(e.number)) %% 10],
        (%(projects)s::uuid[])[1 + abs(hashint8(-e.number)) %% 20]] END,
    CASE WHEN taxed THEN (%(rates)s::uuid[])[1 + e.number / 10 %% 3] END,
    CASE WHEN taxed THEN CASE WHEN e.number %% 10 = 0 THEN 'sales_net' ELSE 'sales_tax' END END,
    CASE WHEN taxed AND e.number %% 10 <> 0 THEN 1000 END
FROM accounting_journalentry e CROSS JOIN generate_series(0, 1) place
CROSS JOIN LATERAL (SELECT place = 1 AND e.number %% 5 = 0 AS taxed) AS t
WHERE e.company_id = %(company)s
"""
IN_EUROS = "UPDATE accounting_journalline SET currency = 'EUR' WHERE account_id = %(euros)s"
DAYS = """
INSERT INTO accounting_daybalance
    (company_id, account_id, day, debits, credits, closing_debits, closing_credits, currency_amount)
SELECT l.company_id, l.account_id, e.date, sum(l.debit), sum(l.credit), 0, 0, sum(l.currency_amount)
FROM accounting_journalline l JOIN accounting_journalentry e ON e.company_id = l.company_id AND e.id = l.entry_id
WHERE l.company_id = %(company)s GROUP BY 1, 2, 3 ORDER BY 3
"""
MONTHS_OF_DAYS = """
INSERT INTO accounting_accountbalance
    (company_id, account_id, month, debits, credits, closing_debits, closing_credits, currency_amount)
SELECT company_id, account_id, date_trunc('month', day), sum(debits), sum(credits), 0, 0, sum(currency_amount)
FROM accounting_daybalance WHERE company_id = %(company)s GROUP BY 1, 2, 3
"""
TRACKED = """
INSERT INTO accounting_trackingbalance (company_id, account_id, is_daily, since, tracking, debits, credits)
SELECT l.company_id, l.account_id, span.is_daily, span.since, l.tracking, sum(l.debit), sum(l.credit)
FROM accounting_journalline l JOIN accounting_journalentry e ON e.company_id = l.company_id AND e.id = l.entry_id
CROSS JOIN LATERAL (VALUES (true, e.date), (false, date_trunc('month', e.date)::date)) AS span (is_daily, since)
WHERE l.company_id = %(company)s AND l.tracking IS NOT NULL GROUP BY 1, 2, 3, 4, 5
"""
BY_OPTION = """
INSERT INTO accounting_optionbalance (company_id, account_id, option_id, is_daily, since, debits, credits, unpaid)
SELECT company_id, account_id, option_id, is_daily, since, sum(debits), sum(credits), sum(unpaid)
FROM accounting_trackingbalance CROSS JOIN unnest(tracking) AS option_id WHERE company_id = %(company)s
GROUP BY 1, 2, 3, 4, 5
"""
HEAD = "UPDATE accounting_ledgerhead SET last_number = %(lines)s / 2 WHERE company_id = %(company)s"
ITEMS = """
INSERT INTO accounting_openitem (id, company_id, kind, number, contact_id, account_id, side, currency, amount,
    open_amount, base_amount, open_base_amount, date, due_date, settled_on)
SELECT e.id, e.company_id, 'invoice', e.number::text, (%(contacts)s::uuid[])[1 + e.number / 5 %% %(many)s],
    %(receivable)s, 'debit', 'USD', 100, open, 100, open, e.date, e.date + 30,
    CASE open WHEN 0 THEN e.date + 10 + abs(hashint8(-e.number)) %% 32 END
FROM accounting_journalentry e
CROSS JOIN LATERAL (SELECT CASE WHEN abs(hashint8(e.number)) %% 100 = 0 THEN 100 ELSE 0 END AS open) o
WHERE e.company_id = %(company)s AND e.number %% 5 = 0
"""
PAYMENTS = """
INSERT INTO accounting_openitem (id, company_id, kind, number, contact_id, account_id, side, currency, amount,
    open_amount, base_amount, open_base_amount, date, due_date, settled_on)
SELECT uuidv7(), company_id, 'payment', 'P' || number, contact_id, account_id, 'credit', currency, amount, 0,
    base_amount, 0, settled_on, settled_on, settled_on
FROM accounting_openitem WHERE company_id = %(company)s AND open_amount = 0
"""
ALLOCATIONS = """
INSERT INTO accounting_allocation (id, company_id, debit_item_id, credit_item_id, date, amount, debit_base, credit_base,
    created_at)
SELECT uuidv7(), i.company_id, i.id, p.id, p.date, i.amount, i.base_amount, p.base_amount,
    CASE WHEN %(in_order)s THEN p.date + time '12:00' ELSE now() END
FROM accounting_openitem i JOIN accounting_openitem p ON p.company_id = i.company_id AND p.number = 'P' || i.number
WHERE i.company_id = %(company)s
"""
TAXED = """
INSERT INTO accounting_taxbalance (company_id, day, tax_rate_id, kind, account_id, amount, lines)
SELECT l.company_id, e.date, l.tax_rate_id, l.tax_kind, CASE l.tax_kind WHEN 'sales_tax' THEN l.account_id END,
    sum(l.debit - l.credit), count(*)
FROM accounting_journalline l JOIN accounting_journalentry e ON e.company_id = l.company_id AND e.id = l.entry_id
WHERE l.company_id = %(company)s AND l.tax_rate_id IS NOT NULL GROUP BY 1, 2, 3, 4, 5 ORDER BY 2
"""
UNPAID = """
INSERT INTO accounting_unpaidbalance (company_id, account_id, day, amount, month_amount)
SELECT %(company)s, u.account_id, span.since, coalesce(sum(u.amount) FILTER (WHERE is_daily), 0),
    coalesce(sum(u.amount) FILTER (WHERE NOT is_daily), 0)
FROM unpaid_moves(%(company)s, ARRAY(SELECT id FROM accounting_openitem WHERE company_id = %(company)s)) AS u
CROSS JOIN LATERAL (VALUES (true, u.day), (false, date_trunc('month', u.day)::date)) AS span (is_daily, since)
GROUP BY 2, 3 ORDER BY 3
"""
UNPAID_OF_SETS = """
INSERT INTO accounting_trackingbalance (company_id, account_id, is_daily, since, tracking, debits, credits, unpaid)
SELECT %(company)s, u.account_id, span.is_daily, span.since, u.tracking, 0, 0, sum(u.amount)
FROM unpaid_moves(
    %(company)s, ARRAY(SELECT id FROM accounting_openitem WHERE company_id = %(company)s), by_options => true) AS u
CROSS JOIN LATERAL (VALUES (true, u.day), (false, date_trunc('month', u.day)::date)) AS span (is_daily, since)
WHERE u.tracking IS NOT NULL GROUP BY 2, 3, 4, 5
ON CONFLICT (company_id, is_daily, since, account_id, tracking) DO UPDATE SET unpaid = excluded.unpaid
"""
TRIAL_BALANCE = """
SELECT json_build_object('rows', json_agg(r ORDER BY code) FILTER (WHERE debits <> 0 OR credits <> 0),
    'earlier', sum(all_debits - all_credits - debits + credits), 'debits', sum(debits), 'credits', sum(credits),
    'closing', sum(greatest(debits - credits, 0)))::text
FROM (
    SELECT a.id, a.code, a.name, a.type, a.subtype, all_debits, all_credits,
        CASE WHEN a.type IN ('revenue', 'expense') THEN of_year_debits ELSE all_debits END AS debits,
        CASE WHEN a.type IN ('revenue', 'expense') THEN of_year_credits ELSE all_credits END AS credits
    FROM (
        SELECT account_id, sum(debits) AS all_debits, sum(credits) AS all_credits,
            sum(debits - closing_debits) FILTER (WHERE month >= '2026-01-01') AS of_year_debits,
            sum(credits - closing_credits) FILTER (WHERE month >= '2026-01-01') AS of_year_credits
        FROM accounting_accountbalance WHERE company_id = %(company)s AND month <= '2026-12-01' GROUP BY account_id
    ) b JOIN accounting_account a ON a.company_id = %(company)s AND a.id = b.account_id
) r
"""
BALANCE_SHEET = """
SELECT json_build_object('rows', json_agg(r ORDER BY code) FILTER (WHERE type NOT IN ('revenue', 'expense')),
    'earned', sum(net) FILTER (WHERE type IN ('revenue', 'expense')),
    'of_year', sum(earned) FILTER (WHERE type IN ('revenue', 'expense')),
    'total', sum(net) FILTER (WHERE type = 'asset'), 'credit', (SELECT json_agg(c) FROM (
        SELECT i.account_id, sum(open_base_amount + later) FROM (
            SELECT id, account_id, open_base_amount FROM accounting_openitem
            WHERE company_id = %(company)s AND open_amount > 0 AND kind NOT IN ('invoice', 'bill')
                AND date <= '2026-12-31'
            UNION ALL SELECT id, account_id, open_base_amount FROM accounting_openitem
            WHERE company_id = %(company)s AND settled_on > '2026-12-31' AND settled_on > date
                AND kind NOT IN ('invoice', 'bill') AND date <= '2026-12-31'
        ) i CROSS JOIN LATERAL (
            SELECT coalesce(sum(base), 0) AS later FROM (
                SELECT credit_base AS base FROM accounting_allocation
                WHERE credit_item_id = i.id AND date > '2026-12-31'
                UNION ALL SELECT debit_base FROM accounting_allocation
                WHERE debit_item_id = i.id AND date > '2026-12-31'
            ) allocated
        ) l GROUP BY i.account_id
    ) c))::text
FROM (
    SELECT a.id, a.code, a.name, a.type, a.subtype, net, earned
    FROM (
        SELECT account_id, sum(debits - credits) AS net,
            sum(debits - closing_debits - credits + closing_credits) FILTER (WHERE month >= '2026-01-01') AS earned
        FROM accounting_accountbalance WHERE company_id = %(company)s AND month <= '2026-12-01' GROUP BY account_id
    ) b JOIN accounting_account a ON a.company_id = %(company)s AND a.id = b.account_id
) r
"""
PROFIT_AND_LOSS = """
SELECT json_build_object('rows', json_agg(r ORDER BY code), 'profit', sum(earned))::text
FROM (
    SELECT a.id, a.code, a.name, a.type, a.subtype,
        sum(b.debits - b.closing_debits - b.credits + b.closing_credits) AS earned
    FROM accounting_accountbalance b JOIN accounting_account a ON a.company_id = b.company_id AND a.id = b.account_id
    WHERE b.company_id = %(company)s AND b.month BETWEEN '2025-01-01' AND '2026-12-01'
        AND a.type IN ('revenue', 'expense')
    GROUP BY a.id, a.code, a.name, a.type, a.subtype
) r
"""
BY_MONTH = """
SELECT json_build_object('rows', json_agg(r ORDER BY code), 'profit', sum(earned))::text
FROM (
    SELECT a.id, a.code, a.name, a.type, a.subtype, sum(net) AS earned, json_object_agg(month, net) AS by_month
    FROM (
        SELECT account_id, month, debits - closing_debits - credits + closing_credits AS net
        FROM accounting_accountbalance
        WHERE company_id = %(company)s AND month BETWEEN '2025-01-01' AND '2026-12-01'
    ) b JOIN accounting_account a ON a.company_id = %(company)s AND a.id = b.account_id
    WHERE a.type IN ('revenue', 'expense')
    GROUP BY a.id, a.code, a.name, a.type, a.subtype
) r
"""
WHOLE_MONTHS = "accounting_accountbalance WHERE company_id = %(company)s AND month <= '2026-12-01'"
OF_DAYS = """
(
    SELECT account_id, month, debits, credits, closing_debits, closing_credits FROM accounting_accountbalance
    WHERE company_id = %(company)s AND month >= '{first}' AND month < '2026-12-01'
    UNION ALL SELECT account_id, day, debits, credits, closing_debits, closing_credits FROM accounting_daybalance
    WHERE company_id = %(company)s AND day >= '2026-12-01' AND day <= '2026-12-15'{days}
) AS balances
"""
JANUARY = """
    UNION ALL SELECT account_id, day, debits, credits, closing_debits, closing_credits FROM accounting_daybalance
    WHERE company_id = %(company)s AND day >= '2025-01-{}' AND day < '2025-02-01'
"""
BALANCE_SHEET_15 = BALANCE_SHEET.replace(WHOLE_MONTHS, OF_DAYS.format(first="1900-01-01", days="")).replace(
    "2026-12-31", "2026-12-15"
)
TRIAL_BALANCE_ODD = f"""
SELECT json_build_object('rows', json_agg(r ORDER BY code), 'earlier', sum(all_moved - debits + credits),
    'opening', sum(greatest(opening, 0)), 'debits', sum(debits), 'credits', sum(credits),
    'closing', sum(greatest(opening + debits - credits, 0)))::text
FROM (
    SELECT a.id, a.code, a.name, a.type, a.subtype, all_debits - all_credits AS all_moved,
        CASE WHEN a.type IN ('revenue', 'expense') THEN 0 ELSE before END AS opening,
        CASE WHEN a.type IN ('revenue', 'expense') THEN of_year_debits ELSE all_debits END AS debits,
        CASE WHEN a.type IN ('revenue', 'expense') THEN of_year_credits ELSE all_credits END AS credits
    FROM (
        SELECT account_id, sum(debits - credits) FILTER (WHERE month < '2025-01-20') AS before,
            sum(debits) FILTER (WHERE month >= '2025-01-20') AS all_debits,
            sum(credits) FILTER (WHERE month >= '2025-01-20') AS all_credits,
            sum(debits - closing_debits) FILTER (WHERE month >= '2026-01-01') AS of_year_debits,
            sum(credits - closing_credits) FILTER (WHERE month >= '2026-01-01') AS of_year_credits
        FROM {OF_DAYS.format(first="2025-02-01", days=JANUARY.format("01"))} GROUP BY account_id
    ) b JOIN accounting_account a ON a.company_id = %(company)s AND a.id = b.account_id
) r
"""
PROFIT_AND_LOSS_ODD = f"""
SELECT json_build_object('rows', json_agg(r ORDER BY code), 'profit', sum(earned))::text
FROM (
    SELECT a.id, a.code, a.name, a.type, a.subtype, earned
    FROM (
        SELECT account_id, sum(debits - closing_debits - credits + closing_credits) AS earned
        FROM {OF_DAYS.format(first="2025-02-01", days=JANUARY.format("20"))} GROUP BY account_id
    ) b JOIN accounting_account a ON a.company_id = %(company)s AND a.id = b.account_id
    WHERE a.type IN ('revenue', 'expense')
) r
"""
MONTHS_OF_ALL = """
SELECT account_id, month, sum(debits - credits) FROM accounting_accountbalance
WHERE company_id = %(company)s AND month BETWEEN '2025-01-01' AND '2026-12-01' GROUP BY account_id, month
"""
TOTALS = """
SELECT account_id, sum(debits), sum(credits) FROM accounting_accountbalance
WHERE company_id = %(company)s AND month <= '2026-12-01' GROUP BY account_id
"""
A_PAGE = """
SELECT id, date, debit, credit FROM accounting_journalline
WHERE account_id = %(account)s AND currency = 'USD' AND date >= '2026-01-01' ORDER BY date, entry_number LIMIT 100
"""
ANY_PAGE = """
SELECT l.id, e.date, l.debit, l.credit FROM accounting_journalentry e JOIN accounting_journalline l ON l.entry_id = e.id
WHERE e.company_id = %(company)s AND e.date >= '2026-01-01' ORDER BY e.date, e.id LIMIT 100
"""
OPEN = """
SELECT contact_id, due_date, sum(open_base_amount) FROM accounting_openitem
WHERE company_id = %(company)s AND open_amount > 0 GROUP BY contact_id, due_date
"""
OF_CONTACT = """
SELECT e.date, l.debit, l.credit FROM accounting_journalline l JOIN accounting_journalentry e ON e.id = l.entry_id
WHERE l.contact_id = %(contact)s AND e.date >= '2026-12-01'
"""
CONTACTS = 200


FILLED = (
    ("journalentry", ENTRIES),
    ("journalline", LINES),
    ("journalline", IN_EUROS),
    ("openitem", ITEMS),
    ("openitem", PAYMENTS),
    ("allocation", ALLOCATIONS),
    ("daybalance", DAYS),
    ("accountbalance", MONTHS_OF_DAYS),
    ("trackingbalance", TRACKED),
    ("taxbalance", TAXED),
)
"""The tables that are filled, in order, and by what."""


def books(owner: Any, lines: int, in_order: bool = False) -> Any:
    """Return the company that has so many lines. If there is none yet, make it: with entries dated in turn, or in the
    order of their numbers."""
    from accounting.models import Company
    from foundation import tenancy

    began = time.perf_counter()
    with tenancy.everyone():
        name = f"Benchmark {lines}{' in order' if in_order else ''}"
        named = Company.objects.filter(organization__name=name, ledger_head__last_number__gt=0)
        if company := named.first():
            return company
        values = make(name, lines) | {"in_order": in_order}
        company = Company.objects.get(pk=values["company"])
    fill(owner, values)
    print(f"{lines:,} lines filled in {time.perf_counter() - began:.0f} s", flush=True)
    return company


def make(name: str, lines: int) -> dict[str, Any]:
    """Make a company without entries, and return the values of the statements that fill it."""
    from accounting.ledger import accounts, companies, contacts, tracking_categories
    from accounting.models import Account, AccountingPeriod, AccountType
    from accounting.taxes import tax_rates

    by = open_organization(name)
    company = companies.create(organization=by.organization, name="Books", base_currency="USD", by=by)
    kinds = list(AccountType)
    euros = accounts.create(
        company=company, code="1090", name="Euros", type=AccountType.ASSET, subtype="bank", currency="EUR", by=by
    )
    for number in range(ACCOUNTS - Account.objects.filter(company=company).count()):
        accounts.create(
            company=company, code=f"9{number:03}", name=f"Account {number}", type=kinds[number % len(kinds)], by=by
        )
    period = AccountingPeriod.objects.create(company=company, start_date="2025-01-01", end_date="2025-01-31")
    people = [
        contacts.create(company, kind="customer", name=f"Customer {number}", by=by).pk for number in range(CONTACTS)
    ]
    departments, projects = (
        tracking_categories.create(
            company, by=by, name=name, options=[{"name": f"{name} {number}"} for number in range(many)]
        )
        for name, many in (("Department", 10), ("Project", 20))
    )
    return {
        "company": company.pk,
        "period": period.pk,
        "accounts": list(Account.objects.filter(company=company).values_list("pk", flat=True)),
        "receivable": company.accounts.get(system_role="accounts_receivable").pk,
        "tax": company.accounts.get(system_role="output_tax").pk,
        "euros": euros.pk,
        "lines": lines,
        "contacts": people,
        "many": CONTACTS,
        "rates": [
            tax_rates.create(company=company, name=f"Tax {percent} %", percent=Decimal(percent), by=by).pk
            for percent in (5, 10, 20)
        ],
        "departments": [option.pk for option in departments.ordered_options()],
        "projects": [option.pk for option in projects.ordered_options()],
    }


def fill(owner: Any, values: dict[str, Any]) -> None:
    """Insert the entries of a company, and all that follows from them."""
    tables = [f"accounting_{name}" for name in [*dict(FILLED), "unpaidbalance", "optionbalance"]]
    # In one transaction, so that books that are kept are whole, and their indexes with them.
    with owner.transaction():
        for table in tables:
            unguard(owner, table)
        with unindexed(owner, tables):
            for name, sql in FILLED:
                owner.execute(sql, values)
                owner.execute(f"ANALYZE accounting_{name}")  # or the next one is planned for the books before these
        for sql in (UNPAID, UNPAID_OF_SETS, BY_OPTION):  # which find lines and allocations by their indexes
            owner.execute(sql, values)
        owner.execute(HEAD, values)
    for table in tables:
        owner.execute(f"VACUUM ANALYZE {table}")


def questions(company: Any, owner: Any, in_order: bool) -> dict[str, tuple[Callable[[], Any], Callable[[], Any]]]:
    """Return the report and its floor, by name. Of books in order these are of days as they were known when they were
    closed, but for 25 entries."""
    from django.utils import timezone

    from accounting.ledger import tracking
    from accounting.models import Contact, TrackingCategory
    from accounting.reports import (
        aged,
        balance_sheet,
        cash_flow,
        changes_in_equity,
        contact_statement,
        general_ledger,
        journal_report,
        profit_and_loss,
        tax_summary,
        trial_balance,
        unrealised,
    )
    from accounting.reports.columns import Compare, Interval
    from accounting.reports.known import Known
    from accounting.reports.table import Table
    from api.rendering import dumps
    from api.resources.reports import table_json
    from api.views import READ_LIMITS
    from foundation import tenancy

    settings = READ_LIMITS | tenancy.AT_ONE_MOMENT

    def ours(report: Callable[..., Any], **given: Any) -> Callable[[], Any]:
        def call() -> None:
            with tenancy.organization_when_needed(company.organization_id, company.pk, **settings):
                made = report(company, **given)
                if isinstance(made, Table):
                    dumps(table_json(made, None))
                else:
                    list(made.rows)

        return call

    def floor(sql: str) -> Callable[[], Any]:
        values = {"company": company.pk, "account": account, "contact": contact}
        return lambda: owner.execute(sql, values, prepare=True).fetchall()

    with tenancy.organization(company.organization_id):
        account = company.accounts.get(code="9001").pk
        contact = Contact.objects.filter(company=company).order_by("id").values_list("pk", flat=True)[0]
        last = company.entries.count()
        departments, projects = (
            TrackingCategory.objects.get(company=company, name=name) for name in ("Department", "Project")
        )
        sales, website = departments.ordered_options()[0].pk, projects.ordered_options()[0].pk
        one = {"tracking": tracking.chosen(company, [sales])}
        both = {"tracking": tracking.chosen(company, [sales, website])}
        without = {"tracking": tracking.chosen(company, [], [departments.pk])}
        neither = {"tracking": tracking.chosen(company, [], [departments.pk, projects.pk])}
    by_department = {"columns_by": departments.pk}
    one_by_project = one | {"columns_by": projects.pk}
    since = {f"{n:,}": Known(last - n // 2, timezone.now(), last) for n in SINCE if n < 2 * last}
    since["all but 1,000"] = Known(500, timezone.now(), last)
    before = since["1,000"]
    year_ago = {"start_date": datetime.date(2025, 12, 1), "end_date": datetime.date(2025, 12, 31)}
    if in_order:
        end, closed, march, march_closed = (
            datetime.date(2025, 12, 31),
            known_on(company, datetime.date(2026, 1, 1)),
            {"start_date": datetime.date(2025, 3, 1), "end_date": datetime.date(2025, 3, 31)},
            known_on(company, datetime.date(2025, 4, 1)),
        )
        of_year = {"start_date": FIRST, "end_date": end, "known": closed}
        return {
            "closed year: trial balance": (ours(trial_balance.report, **of_year), floor(TRIAL_BALANCE)),
            "closed year: balance sheet": (ours(balance_sheet.report, as_of=end, known=closed), floor(BALANCE_SHEET)),
            "closed year: aged receivables": (ours(aged.receivables, as_of=end, known=closed), floor(OPEN)),
            "closed year: statement": (
                ours(contact_statement.customer, customer_id=contact, **year_ago, known=closed),
                floor(OF_CONTACT),
            ),
            "closed month: profit and loss": (
                ours(profit_and_loss.report, **march, known=march_closed),
                floor(PROFIT_AND_LOSS),
            ),
            "closed month: trial balance": (
                ours(trial_balance.report, **march, known=march_closed),
                floor(TRIAL_BALANCE),
            ),
        }
    year, month = ({"start_date": datetime.date(2026, first, 1), "end_date": LAST} for first in (1, 12))
    days = {"start_date": FIRST, "end_date": LAST}
    odd = {"start_date": datetime.date(2025, 1, 20), "end_date": ODD}
    return {
        "profit and loss by month": (ours(profit_and_loss.report, **days, interval=Interval.MONTH), floor(BY_MONTH)),
        "balance sheet": (ours(balance_sheet.report, as_of=LAST), floor(BALANCE_SHEET)),
        "trial balance": (ours(trial_balance.report, **days), floor(TRIAL_BALANCE)),
        "general ledger, a page of one": (
            ours(general_ledger.report, **year, account_id=[account], limit=100),
            floor(A_PAGE),
        ),
        "general ledger, a page of all": (ours(general_ledger.report, **year, limit=100), floor(A_PAGE)),
        "ledger of a contact, a page": (
            ours(general_ledger.report, **year, contact_id=contact, limit=100),
            floor(OF_CONTACT),
        ),
        "journal, a page": (ours(journal_report.report, **year, limit=100), floor(ANY_PAGE)),
        "aged receivables": (ours(aged.receivables, as_of=LAST), floor(OPEN)),
        "aged receivables by document": (ours(aged.receivables, as_of=LAST, items=True), floor(OPEN)),
        "statement of a customer": (
            ours(contact_statement.customer, customer_id=contact, **month),
            floor(OF_CONTACT),
        ),
        "statement, a year ago": (
            ours(contact_statement.customer, customer_id=contact, **year_ago),
            floor(OF_CONTACT),
        ),
        "cash flow by month": (ours(cash_flow.report, **days, interval=Interval.MONTH), floor(MONTHS_OF_ALL)),
        "changes in equity": (ours(changes_in_equity.report, **days), floor(TOTALS)),
        "unrealised differences": (ours(unrealised.report, as_of=ODD), floor(TOTALS)),
        "unrealised, 1,000 since": (ours(unrealised.report, as_of=ODD, known=before), floor(TOTALS)),
        "tax summary of a month": (ours(tax_summary.report, **month), floor(TOTALS)),
        "tax summary of a year": (ours(tax_summary.report, **year), floor(TOTALS)),
        "balance sheet, prior year": (
            ours(balance_sheet.report, as_of=LAST, compare=Compare.PRIOR_YEAR),
            floor(BALANCE_SHEET),
        ),
        "balance sheet on a 15th": (ours(balance_sheet.report, as_of=ODD), floor(BALANCE_SHEET)),
        "balance sheet on a 20th": (
            ours(balance_sheet.report, as_of=ODD + 5 * datetime.timedelta(days=1)),
            floor(BALANCE_SHEET),
        ),
        "trial balance, odd days": (ours(trial_balance.report, **odd), floor(TRIAL_BALANCE)),
        "profit and loss, odd days": (ours(profit_and_loss.report, **odd), floor(PROFIT_AND_LOSS)),
        "balance sheet on a 15th, by hand": (ours(balance_sheet.report, as_of=ODD), floor(BALANCE_SHEET_15)),
        "trial balance, odd days, by hand": (ours(trial_balance.report, **odd), floor(TRIAL_BALANCE_ODD)),
        "profit and loss, odd days, by hand": (ours(profit_and_loss.report, **odd), floor(PROFIT_AND_LOSS_ODD)),
        "profit and loss of a department": (ours(profit_and_loss.report, **days, **one), floor(PROFIT_AND_LOSS)),
        "profit and loss without one": (ours(profit_and_loss.report, **days, **without), floor(PROFIT_AND_LOSS)),
        "profit and loss by department": (
            ours(profit_and_loss.report, **days, **by_department),
            floor(PROFIT_AND_LOSS),
        ),
        "by department, odd days": (ours(profit_and_loss.report, **odd, **by_department), floor(PROFIT_AND_LOSS)),
        "two categories, profit and loss": (ours(profit_and_loss.report, **days, **both), floor(PROFIT_AND_LOSS)),
        "two categories, odd days": (ours(profit_and_loss.report, **odd, **both), floor(PROFIT_AND_LOSS)),
        "two categories, none": (ours(profit_and_loss.report, **days, **neither), floor(PROFIT_AND_LOSS)),
        "two categories, by project": (
            ours(profit_and_loss.report, **days, **one_by_project),
            floor(PROFIT_AND_LOSS),
        ),
        "two categories, balance sheet": (
            ours(balance_sheet.report, as_of=ODD, **one_by_project),
            floor(BALANCE_SHEET),
        ),
        "two categories, trial balance": (
            ours(trial_balance.report, **days, **one_by_project),
            floor(TRIAL_BALANCE),
        ),
        "cash basis": (
            ours(profit_and_loss.report, **year, basis=profit_and_loss.Basis.CASH),
            floor(PROFIT_AND_LOSS),
        ),
        "cash basis by month, 1,000 since": (
            ours(
                profit_and_loss.report,
                **year,
                interval=Interval.MONTH,
                basis=profit_and_loss.Basis.CASH,
                known=before,
            ),
            floor(PROFIT_AND_LOSS),
        ),
        "cash basis by month": (
            ours(profit_and_loss.report, **year, interval=Interval.MONTH, basis=profit_and_loss.Basis.CASH),
            floor(PROFIT_AND_LOSS),
        ),
        "cash basis of a department": (
            ours(profit_and_loss.report, **year, **one, basis=profit_and_loss.Basis.CASH),
            floor(PROFIT_AND_LOSS),
        ),
        "cash basis of two categories": (
            ours(profit_and_loss.report, **year, **both, basis=profit_and_loss.Basis.CASH),
            floor(PROFIT_AND_LOSS),
        ),
        "cash basis of one, 1,000 since": (
            ours(profit_and_loss.report, **year, **one, basis=profit_and_loss.Basis.CASH, known=before),
            floor(PROFIT_AND_LOSS),
        ),
        "cash basis by department": (
            ours(profit_and_loss.report, **year, **by_department, basis=profit_and_loss.Basis.CASH),
            floor(PROFIT_AND_LOSS),
        ),
        "balance sheet by department": (ours(balance_sheet.report, as_of=ODD, **by_department), floor(BALANCE_SHEET)),
        "trial balance by department": (ours(trial_balance.report, **days, **by_department), floor(TRIAL_BALANCE)),
        "by department, 1,000 since": (
            ours(trial_balance.report, **days, **by_department, known=before),
            floor(TRIAL_BALANCE),
        ),
        "ledger of a department, a page": (
            ours(general_ledger.report, **year, **one, limit=100),
            floor(A_PAGE),
        ),
        "aged receivables, 1,000 since": (ours(aged.receivables, as_of=LAST, known=before), floor(OPEN)),
    } | {
        f"trial balance, {lines} since": (ours(trial_balance.report, **days, known=known), floor(TRIAL_BALANCE))
        for lines, known in since.items()
    }


def known_on(company: Any, day: datetime.date) -> Any:
    """Return what was known at the beginning of a day in books in order, without the last 25 entries."""
    from accounting.reports.known import Known
    from foundation import tenancy

    with tenancy.organization(company.organization_id):
        number, last = company.entries.filter(date__lt=day).count() - 25, company.entries.count()
    return Known(number, datetime.datetime.combine(day, datetime.time(), datetime.UTC), last)


class Cost(NamedTuple):
    """What a call costs, in milliseconds: how long it takes, and the processor time of both processes."""

    elapsed: float
    processor: float


def used(process: int) -> float:
    """Return the seconds of processor that a process has used. Linux counts them exactly."""
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9


def costs(*calls: tuple[Callable[[], object], int]) -> list[Cost]:
    """Return for each call the medians of 15, or of as many as begin within two seconds; infinity if a statement
    reached its time limit. Each has the process of PostgreSQL that answers it. They are made in turn: what slows the
    machine for a moment slows them all."""
    taken: list[list[Cost]] = [[] for _ in calls]
    began = time.perf_counter()
    while len(taken[-1]) < 15 and time.perf_counter() - began < 2:
        for (call, server), of_call in zip(calls, taken, strict=True):
            of_call.append(cost(call, server))
    return [Cost(*(statistics.median(part) for part in zip(*of_call, strict=True))) for of_call in taken]


def cost(call: Callable[[], object], server: int) -> Cost:
    from django.db import OperationalError

    elapsed, spent = time.perf_counter(), time.process_time() + used(server)
    try:
        call()
    except OperationalError:
        return Cost(math.inf, math.inf)
    elapsed, spent = time.perf_counter() - elapsed, time.process_time() + used(server) - spent
    return Cost(1000 * elapsed, 1000 * spent)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", default=[""], help="parts of the names of the reports to measure")
    parser.add_argument("--home", type=Path, help="where to keep what is filled, to measure it again")
    options = parser.parse_args()
    import psycopg

    with house(options.home) as servers, psycopg.connect(servers.owner_url, autocommit=True) as owner:
        from django.db import connection

        from foundation.garbage import spare_collector

        connection.ensure_connection()
        server, floor_server = connection.connection.info.backend_pid, owner.info.backend_pid
        asked = [
            (lines, questions(books(owner, lines, in_order), owner, in_order))
            for lines in options.lines
            for in_order in (False, True)
        ]
        spare_collector()
        measured: dict[tuple[str, int], list[list[Cost]]] = {}
        for _ in range(options.rounds):
            for lines, reports in asked:
                for name, (report, floor) in reports.items():
                    if any(part in name for part in options.only):
                        pair = costs((report, server), (floor, floor_server))
                        measured.setdefault((name, lines), []).append(pair)
    titles = ("ms", "floor, ms", "× the floor", "processor", "floor's", "× the floor's", "× the fewest lines")
    print(f"{'report':36}{'lines':>12}" + "".join(f"{title:>27}" for title in titles))
    names = list(dict.fromkeys(name for name, _ in measured))
    for (name, size), pairs in sorted(measured.items(), key=lambda item: (names.index(item[0][0]), item[0][1])):
        columns = []
        for part in range(2):
            ours, floors = [a[part] for a, _ in pairs], [b[part] for _, b in pairs]
            columns += [ours, floors, [a / b for a, b in zip(ours, floors, strict=True)]]
        fewest = measured.get((name, min(options.lines)), [])
        columns.append([a.processor / b.processor for (a, _), (b, _) in zip(pairs, fewest, strict=False)] or [math.nan])
        places = (1, 1, 1, 1, 1, 1, 2)
        shown = (spread(column, places=some) for column, some in zip(columns, places, strict=True))
        print(f"{name:36}{size:>12,}" + "".join(f"{text:>27}" for text in shown))


if __name__ == "__main__":
    main()
