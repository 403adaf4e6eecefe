"""Reports read each row a few times at most, also in books that PostgreSQL has no statistics of yet.

It expects one row of them. Then reading all lines of the company for each entry looks as cheap as reading those of the
entry, and took more than 30 seconds for 10,000 entries.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.db import connection, connections

from accounting.exchange import export, fec, xaf
from accounting.exchange.fiscal_year import Year
from accounting.ledger import journal
from accounting.models import Company, Contact, JournalEntry
from accounting.reports import (
    aged,
    balance_sheet,
    contact_statement,
    general_ledger,
    integrity,
    journal_report,
    profit_and_loss,
    sums,
    trial_balance,
    unrealised,
)
from accounting.reports import known as knowledge
from accounting.reports.columns import Interval
from accounting.reports.known import Known
from accounting.reports.profit_and_loss import Basis
from accounting.taxes import returns
from accounting.taxes.models import TaxBasis
from foundation import tenancy
from tests.factories import (
    DAY,
    credit,
    debit,
    line,
    make_company,
    make_customer,
    make_payment,
    make_sent_invoice,
    make_tax_rate,
    owner_of,
    two_accounts,
)

ENTRIES = 20
END = DAY + datetime.timedelta(days=60)
SPAN: dict[str, Any] = {"start_date": DAY - datetime.timedelta(days=60), "end_date": END}
NEXT_YEAR = datetime.date(DAY.year + 1, 1, 1)


def before(company: Company) -> Known:
    now = knowledge.now(company)
    return Known(now.number - 5, datetime.datetime.now(datetime.UTC), now.number)


REPORTS: dict[str, Callable[[Company, Contact], Any]] = {
    "general ledger": lambda books, _: list(general_ledger.report(books, **SPAN).sheet().rows),
    "general ledger of a contact": lambda books, who: list(
        general_ledger.report(books, **SPAN, contact_id=who.pk, closing=False).sheet().rows
    ),
    "general ledger by date": lambda books, _: list(general_ledger.report(books, **SPAN, limit=3).rows),
    "journal": lambda books, _: list(journal_report.report(books, **SPAN).sheet().rows),
    "aged": lambda books, _: list(aged.receivables(books, as_of=END, items=True).rows),
    "aged by contact": lambda books, _: list(aged.receivables(books, as_of=END).rows),
    "aged at a moment": lambda books, _: list(aged.receivables(books, as_of=END, known=before(books)).rows),
    "statement": lambda books, who: list(contact_statement.customer(books, customer_id=who.pk, **SPAN).rows),
    "cash basis": lambda books, _: profit_and_loss.report(books, **SPAN, interval=Interval.MONTH, basis=Basis.CASH),
    "unrealised": lambda books, _: list(unrealised.report(books, as_of=END).rows),
    "balance sheet": lambda books, _: balance_sheet.report(books, as_of=DAY),
    "balance sheet at a moment": lambda books, _: balance_sheet.report(books, as_of=DAY, known=before(books)),
    "trial balance at a moment": lambda books, _: trial_balance.report(books, **SPAN, known=before(books)),
    "fec": lambda books, _: list(fec.write(books, Year(SPAN["start_date"], END))),
    "fec of the next year": lambda books, _: list(fec.write(books, Year(NEXT_YEAR, NEXT_YEAR))),
    "xaf": lambda books, _: list(xaf.write(books, Year(SPAN["start_date"], END), xaf.Version.V4_0)),
    "xaf of the next year": lambda books, _: list(xaf.write(books, Year(NEXT_YEAR, NEXT_YEAR), xaf.Version.V4_0)),
    "export": lambda books, _: list(export.lines(books)),
    "integrity": lambda books, _: integrity.checks(books),
    "tax return on a cash basis": lambda books, _: returns.lines(books.tax_returns.get()),
}


def rows_read(plan: dict[str, Any]) -> Counter[str]:
    """Return how many rows the scans of a plan read, by table."""
    read: Counter[str] = Counter()
    if table := plan.get("Relation Name"):
        rows = plan["Actual Rows"] + sum(number for name, number in plan.items() if name.startswith("Rows Removed"))
        read[table] += round(rows * plan["Actual Loops"])
    for part in plan.get("Plans", ()):
        read += rows_read(part)
    return read


def plans(report: Callable[[], Any]) -> Iterator[tuple[str, Counter[str]]]:
    """Yield the queries of a report, and how many rows each reads of which table."""
    queries: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        queries.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        report()
    with connection.cursor() as cursor:
        for sql, params in queries:
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
            yield sql, rows_read(cursor.fetchone()[0][0]["Plan"])


def too_many(report: Callable[[], Any]) -> list[str]:
    """Return the queries of a report that read more than six rows of a table for each line of the company."""
    return [
        f"{count} rows of {table}: {sql}"
        for sql, read in plans(report)
        for table, count in read.items()
        if count > 6 * 2 * ENTRIES and not table.startswith("pg_")
    ]


def post_on(company: Company, left: Any, right: Any, day: datetime.date, count: int) -> None:
    """Post so many entries on a day."""
    entries = [
        (JournalEntry(company=company, date=day), [debit(left, "5.00"), credit(right, "5.00")]) for _ in range(count)
    ]
    journal.post_many(entries, by=owner_of(company))


def half_paid(company: Company) -> Contact:
    """Send invoices to a customer, who pays every second one at once."""
    customer = make_customer(company)
    taxed = [line(company, "100.00", tax_rate=make_tax_rate(company, "0"))]
    sent = [
        make_sent_invoice(company, customer=customer, issue_date=DAY + datetime.timedelta(days=number), lines=taxed)
        for number in range(ENTRIES)
    ]
    paid = [{"invoice_id": one.pk, "amount": one.amount} for one in sent[::2]]
    make_payment(company, f"{ENTRIES * 50}.00", contact=customer, date=END, allocations=paid)
    return customer


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_in_books_without_statistics_no_report_reads_all_rows_for_each_row() -> None:
    with tenancy.everyone():
        old = make_company()
        half_paid(old)
        left, right = two_accounts(old)
        journal.post_many(
            [
                (JournalEntry(company=old, date=DAY), [debit(left, "5.00"), credit(right, "5.00")])
                for _ in range(10 * ENTRIES)
            ],
            by=owner_of(old),
        )
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    with tenancy.everyone():
        company = make_company(tax_number="NL123456789B01")
        customer = half_paid(company)
        days = {"start_date": DAY, "end_date": END}
        by = owner_of(company)
        returns.file(returns.create(company, by=by, basis=TaxBasis.CASH, **days), by=by)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")  # as in tables that are larger than these
        found = {name: too_many(partial(report, company, customer)) for name, report in REPORTS.items()}
        cash = partial(profit_and_loss.report, company, **SPAN, basis=Basis.CASH)
        settled = [read["accounting_allocation"] for _, read in plans(cash)]
        early = partial(balance_sheet.report, company, as_of=DAY)
        taken = sum(read["accounting_allocation"] for _, read in plans(early))
        quiet = END + datetime.timedelta(days=1)
        statement = partial(
            contact_statement.customer, company, customer_id=customer.pk, start_date=quiet, end_date=quiet
        )
        last, moment = (
            knowledge.now(company).number,
            partial(knowledge.at, company, datetime.datetime.now(datetime.UTC)),
        )
        looked_at = sum(read["accounting_journalentry"] for _, read in plans(moment))
        rows, lines = list(statement().rows), sum(read["accounting_journalline"] for _, read in plans(statement))
    assert {name: queries for name, queries in found.items() if queries} == {}
    # At most all of them for each invoice that nobody paid. Those paid on the last day were open on neither of the two.
    assert max(settled) <= (ENTRIES // 2) ** 2
    # A statement of a day on which nothing moved reads none of the lines before it.
    assert [row["type"] for row in rows] == ["opening", "closing"]
    assert (rows[0]["base_balance"] > 0, lines) == (True, 0)
    # A balance sheet of an earlier day reads no allocations of credit that was settled on its own day.
    assert taken == 0
    # What was known at a moment is found by halves: one entry of each.
    assert looked_at <= last.bit_length() + 1


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize("early", [True, False], ids=["known early", "known late"])
def test_old_days_as_known_then_are_read_without_what_was_posted_later(
    early: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither what was posted and paid since is read, nor the days themselves, which are in the balances."""
    monkeypatch.setattr(sums, "FEW_ENTRIES", 2)
    with tenancy.everyone():
        company = make_company()
        left, right = two_accounts(company)
        customer = half_paid(company)
        post = partial(post_on, company, left, right)
        post(DAY, 400)
        at = knowledge.at(company, datetime.datetime.now(datetime.UTC))
        day = END
        if not early:
            post(END + datetime.timedelta(days=1), 600)
            at = knowledge.at(company, datetime.datetime.now(datetime.UTC))
        post(DAY, 1)  # known later, of the same days
        later = END + datetime.timedelta(days=2)
        sent = [make_sent_invoice(company, customer=customer, issue_date=later) for _ in range(ENTRIES)]
        paid = [{"invoice_id": one.pk, "amount": one.amount} for one in sent]
        make_payment(company, sum(one.amount for one in sent), contact=customer, date=later, allocations=paid)
        post(later, 600)
        at = knowledge.at(company, at.moment)
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    reports = {
        "trial balance": partial(trial_balance.report, start_date=DAY, end_date=day),
        "profit and loss": partial(profit_and_loss.report, start_date=DAY, end_date=day),
        "balance sheet": partial(balance_sheet.report, as_of=day),
    }
    with tenancy.everyone():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")  # as in tables that are larger than these
        read = {}
        for name, report in reports.items():
            counted = sum((each for _, each in plans(partial(report, company, known=at))), Counter())
            read[name] = counted["accounting_journalentry"]
        aged_then = partial(aged.receivables, company, as_of=day, known=at)
        taken_back = sum(each["accounting_allocation"] for _, each in plans(aged_then))
    assert max(read.values()) <= 10, read
    assert taken_back <= ENTRIES
