"""verify_ledger finds every way of tampering with the books, and says where."""

import datetime
import importlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import connections, router, transaction

from accounting.banking import bank_transactions
from accounting.documents import bills, credit_notes, invoices
from accounting.ledger import fiscal_years, journal, periods
from accounting.models import Company, JournalEntry
from accounting.reports import integrity
from accounting.settlement import adjustments, credits, payments
from accounting.taxes import returns
from foundation import tenancy
from tests.factories import (
    account,
    make_adjustment,
    make_approved_bill,
    make_attachment,
    make_bank_transaction,
    make_budget,
    make_company,
    make_customer,
    make_entry,
    make_issued_credit_note,
    make_issued_vendor_credit,
    make_payment,
    make_sent_invoice,
    make_tax_rate,
    make_tracking_category,
    make_transfer,
    make_vendor,
    options_of,
    owner_of,
    period_of,
)
from tests.factories import line as document_line
from tests.nightly import one_in

JANUARY, MARCH = datetime.date(2026, 1, 31), datetime.date(2026, 3, 15)


def make_books() -> Company:
    """A closed January, documents in every state, payments of all kinds, and a reversal."""
    company = make_company(name="Harbor Lane", fiscal_year_start_month=2)
    by = owner_of(company)
    make_entry(
        company, "250.00", date=JANUARY, memo='Tab\there, "quotes", ünïcode, ]$ and \\ and 😀', external_id="e-1"
    )
    periods.close(period_of(company, JANUARY), by=by)
    customer = make_customer(company)
    lines = [
        document_line(company, "80.00", tax_rate=make_tax_rate(company)),
        document_line(company, "20.00", code="4020"),
    ]
    part_paid = make_sent_invoice(company, customer=customer, lines=lines)
    paid = make_sent_invoice(company, "60.00", customer=customer)
    invoices.void(make_sent_invoice(company, "33.00", customer=customer), by=by)
    allocations = [
        {"invoice_id": part_paid.id, "amount": Decimal("40.00")},
        {"invoice_id": paid.id, "amount": Decimal("60.00")},
    ]
    fee = {"account_id": account(company, "6700").id, "amount": Decimal("1.50")}
    received = make_payment(company, "130.00", contact=customer, allocations=allocations, deductions=[fee])
    payments.unallocate(received, by=by, allocation_ids=[received.allocations.get(amount=40).id], date=MARCH)
    payments.void(make_payment(company, "5.00", contact=customer), by=by)
    bill = make_approved_bill(company, "70.00")
    make_payment(company, "30.00", contact=bill.vendor, allocations=[{"bill_id": bill.id, "amount": Decimal("30.00")}])
    bills.void(make_approved_bill(company, "9.00"), by=by)
    journal.reverse(make_entry(company, "12.00"), by=by)
    return company


def make_all_books() -> Company:
    """These books with what came after open items: a closing entry, credits, accruals, money without a document,
    adjustments, a refund.

    test_bringing_along.py makes books as they were before these, from `make_books`.
    """
    company = make_books()
    by, customer = owner_of(company), make_customer(company)
    fiscal_years.close(company.fiscal_years.get(end_date=JANUARY), by=by, closing_entry=True)
    credited = make_sent_invoice(company, "45.00", customer=customer)
    part = [{"invoice_line_id": credited.lines.get().id, "unit_price": Decimal(17)}]
    credits.apply(make_issued_credit_note(company, invoice=credited, lines=part), by=by, date=MARCH)
    credit_notes.void(make_issued_credit_note(company, "8.00", customer=customer), by=by)
    make_issued_vendor_credit(company, "11.00", vendor=make_vendor(company))
    make_entry(company, "14.00", reverse_on=datetime.date(2026, 4, 1))
    make_bank_transaction(company, "44.00")
    bank_transactions.void(make_bank_transaction(company, "45.00"), by=by)
    make_transfer(company, "77.00")
    invoice = make_sent_invoice(company, "18.00", customer=customer)
    bad = [{"account_id": account(company, "6800").id, "amount": Decimal("46.00")}]
    made = make_adjustment(company, contact=customer, lines=bad)
    less: list[dict[str, object]] = [{"invoice_id": invoice.id, "amount": Decimal("17.00")}]
    adjustments.allocate(made, by=by, allocations=less, date=MARCH)
    adjustments.void(make_adjustment(company), by=by)
    paid = make_payment(company, "21.00", contact=customer)
    refunded = [{"payment_id": paid.id, "amount": Decimal("21.00")}]
    make_payment(company, "21.00", contact=customer, type="made", is_refund=True, allocations=refunded)
    half = [{"name": "VAT", "percent": Decimal(20), "recoverable_percent": Decimal(50)}]
    categories = [make_tracking_category(company), make_tracking_category(company, "North", "South")]
    options = [options_of(category)[place] for place, category in enumerate(categories)]
    leased = document_line(
        company, "13.00", code="6100", tax_rate=make_tax_rate(company, components=half), tracking=options
    )
    make_approved_bill(company, lines=[leased])
    make_entry(company, "15.00")
    make_budget(company)
    make_attachment(company, customer)
    quarter = {"start_date": datetime.date(2026, 1, 1), "end_date": datetime.date(2026, 3, 31)}
    returns.file(returns.create(company, by=by, **quarter), by=by)
    return company


@pytest.mark.django_db
def test_sound_books_hold_and_the_evidence_is_shown():
    company = make_all_books()
    checks = {check.name: check for check in integrity.checks(company)}
    assert {name: check.failures for name, check in checks.items() if check.failed} == {}
    assert checks["numbers"].examined == JournalEntry.objects.filter(company=company, status="posted").count()
    assert checks["reversals"].examined == 8
    assert checks["seals"].examined == 1
    assert checks["documents"].examined == 21
    assert checks["credits"].examined == 1
    assert checks["tracking"].examined == 6  # of both options together, and of each
    assert checks["tax rates"].examined == 2
    assert checks["taxes of documents"].examined == 2
    output = io.StringIO()
    call_command("verify_ledger", company="Harbor Lane", stdout=output)
    assert checks["hash chain"].evidence in output.getvalue()
    assert "Companies verified: 1. Everything holds." in output.getvalue()
    call_command("verify_ledger", company=str(company.id), stdout=io.StringIO())
    with pytest.raises(CommandError, match="no company 'Nowhere'"):
        call_command("verify_ledger", company="Nowhere")


@pytest.mark.django_db
def test_an_empty_company_holds():
    assert all(check.failed == 0 for check in integrity.checks(make_company()))


ENTRY_1 = "(SELECT id FROM accounting_journalentry WHERE number = 1)"
DEBIT_LINE = f"(SELECT id FROM accounting_journalline WHERE entry_id = {ENTRY_1} AND debit > 0)"
CREDIT_LINE = f"(SELECT id FROM accounting_journalline WHERE entry_id = {ENTRY_1} AND credit > 0)"
FIRST_BALANCE = "(SELECT min(id) FROM accounting_accountbalance)"
FIRST_DAY = "(SELECT min(id) FROM accounting_daybalance)"
OTHER_ACCOUNT = "(SELECT id FROM accounting_account WHERE code = '1050')"
CLOSING = "(SELECT id FROM accounting_journalentry WHERE entry_type = 'closing')"
LAST = "(SELECT max(number) FROM accounting_journalentry)"

TRACKED = "tracking IS NOT NULL"
Tamperings = dict[str, tuple[list[str], set[str]]]
TAMPERINGS: Tamperings = {
    "a line loses its options": (
        [f"UPDATE accounting_journalline SET tracking = NULL WHERE {TRACKED} AND tax_base IS NULL"],
        {"hash chain", "tracking", "documents"},
    ),
    "a line of a document gets other options": (
        [f"UPDATE accounting_billline SET tracking = tracking[1:1] WHERE {TRACKED}"],
        {"documents"},
    ),
    "a line gets options of nobody": (
        [f"UPDATE accounting_journalline SET tracking = ARRAY[gen_random_uuid()] WHERE id = {DEBIT_LINE}"],
        {"hash chain", "tracking"},
    ),
    "a balance by options changes": (
        ["UPDATE accounting_trackingbalance SET debits = debits + 0.01"],
        {"tracking"},
    ),
    "a balance by options disappears": (["DELETE FROM accounting_trackingbalance"], {"tracking"}),
    "a balance by one option changes": (
        ["UPDATE accounting_optionbalance SET credits = credits + 0.01 WHERE is_daily"],
        {"tracking"},
    ),
    "a balance by one option disappears": (["DELETE FROM accounting_optionbalance WHERE NOT is_daily"], {"tracking"}),
    "the options of a line become one category's": (
        [
            "UPDATE accounting_trackingoption SET category_id = "
            "(SELECT id FROM accounting_trackingcategory ORDER BY id LIMIT 1)"
        ],
        {"tracking"},
    ),
    "an option is said to be unused": (["UPDATE accounting_trackingoption SET is_used = false"], {"tracking"}),
    "a memo is rewritten": (
        ["UPDATE accounting_journalentry SET memo = 'Consulting' WHERE number = 1"],
        {"hash chain"},
    ),
    "the day of an accrual's reversal is rewritten": (
        ["UPDATE accounting_journalentry SET reverse_on = '2026-04-02' WHERE reverse_on IS NOT NULL"],
        {"hash chain", "reversals"},
    ),
    "the day of an accrual's reversal is removed": (
        ["UPDATE accounting_journalentry SET reverse_on = NULL WHERE reverse_on IS NOT NULL"],
        {"hash chain"},
    ),
    "an entry is said to be reversed on a day": (
        ["UPDATE accounting_journalentry SET reverse_on = date + 1 WHERE number = 1"],
        {"hash chain", "reversals"},
    ),
    "a line's description is rewritten": (
        [f"UPDATE accounting_journalline SET description = 'x' WHERE id = {DEBIT_LINE}"],
        {"hash chain"},
    ),
    "who posted is rewritten": (
        ["UPDATE accounting_journalentry SET posted_by_id = (SELECT id FROM identity_user LIMIT 1) WHERE number = 1"],
        {"hash chain"},
    ),
    "one side of an entry changes": (
        [f"UPDATE accounting_journalline SET debit = 251, currency_amount = 251 WHERE id = {DEBIT_LINE}"],
        {"entries", "hash chain", "balances", "seals"},
    ),
    "both sides of an entry change, with the balances": (
        [
            f"UPDATE accounting_journalline SET debit = 999, currency_amount = 999 WHERE id = {DEBIT_LINE}",
            f"UPDATE accounting_journalline SET credit = 999, currency_amount = -999 WHERE id = {CREDIT_LINE}",
            *(
                f"UPDATE accounting_{kind}balance SET {side} = {side} + 749 WHERE {side} = 250"
                for kind in ("account", "day")
                for side in ("debits", "credits")
            ),
        ],
        {"hash chain", "seals"},
    ),
    "a line moves to another account": (
        [f"UPDATE accounting_journalline SET account_id = {OTHER_ACCOUNT} WHERE id = {DEBIT_LINE}"],
        {"hash chain", "balances", "seals"},
    ),
    "a line gets another date": (
        [f"UPDATE accounting_journalline SET date = date + 1 WHERE id = {DEBIT_LINE}"],
        {"periods"},
    ),
    "a line loses its number": (
        [f"UPDATE accounting_journalline SET entry_number = NULL WHERE id = {DEBIT_LINE}"],
        {"periods"},
    ),
    "a line is deleted": (
        [f"DELETE FROM accounting_journalline WHERE id = {CREDIT_LINE}"],
        {"entries", "hash chain", "balances", "seals"},
    ),
    "a line is slipped in": (
        [
            "ALTER TABLE accounting_journalline DROP CONSTRAINT line_one_side",
            "INSERT INTO accounting_journalline (id, company_id, entry_id, position, account_id, description, debit, "
            "credit, currency, currency_amount) SELECT gen_random_uuid(), company_id, entry_id, 99, account_id, '', 0, "
            f"0, currency, 0 FROM accounting_journalline WHERE id = {DEBIT_LINE}",
        ],
        {"entries", "hash chain"},
    ),
    "an entry disappears": (
        [
            f"DELETE FROM accounting_journalline WHERE entry_id = {ENTRY_1}",
            "DELETE FROM accounting_journalentry WHERE number = 1",
        ],
        {"numbers", "hash chain", "balances", "seals"},
    ),
    "the last entry disappears": (
        [
            "DELETE FROM accounting_journalline WHERE entry_id = "
            f"(SELECT id FROM accounting_journalentry WHERE number = {LAST})",
            f"DELETE FROM accounting_journalentry WHERE number = {LAST}",
        ],
        {"numbers", "hash chain", "balances"},
    ),
    "an entry becomes a draft again": (
        [
            "UPDATE accounting_journalentry SET status = 'draft', number = NULL, posted_at = NULL, period_id = NULL, "
            "hash = '' WHERE number = 1"
        ],
        {"numbers", "hash chain", "balances", "seals"},
    ),
    "a number is skipped": (
        [f"UPDATE accounting_journalentry SET number = number + 5 WHERE number = {LAST}"],
        {"numbers", "hash chain"},
    ),
    "an entry is dated into another month": (
        [f"UPDATE accounting_journalentry SET date = '2026-01-02' WHERE number = {LAST}"],
        {"hash chain", "periods", "balances", "seals"},
    ),
    "the last entry is rewritten and hashed anew": (
        [f"UPDATE accounting_journalentry SET memo = 'x', hash = repeat('a', 64) WHERE number = {LAST}"],
        {"hash chain"},
    ),
    "the head is set back": (["UPDATE accounting_ledgerhead SET last_number = last_number - 1"], {"numbers"}),
    "the head's hash changes": (["UPDATE accounting_ledgerhead SET last_hash = repeat('b', 64)"], {"hash chain"}),
    "a balance changes": (
        [f"UPDATE accounting_accountbalance SET debits = debits + 0.01 WHERE id = {FIRST_BALANCE}"],
        {"balances"},
    ),
    "a balance disappears": (
        [f"DELETE FROM accounting_accountbalance WHERE id = {FIRST_BALANCE}"],
        {"balances"},
    ),
    "a balance forgets its closing entries": (
        ["UPDATE accounting_accountbalance SET closing_debits = 0 WHERE closing_debits > 0"],
        {"balances"},
    ),
    "a day's balance changes": (
        [f"UPDATE accounting_daybalance SET credits = credits + 0.01 WHERE id = {FIRST_DAY}"],
        {"balances"},
    ),
    "a day's balance moves to another day": (
        [f"UPDATE accounting_daybalance SET day = day + 700 WHERE id = {FIRST_DAY}"],
        {"balances"},
    ),
    "a day's balance disappears": (
        [f"DELETE FROM accounting_daybalance WHERE id = {FIRST_DAY}"],
        {"balances"},
    ),
    "a day's balance forgets its closing entries": (
        ["UPDATE accounting_daybalance SET closing_credits = 0 WHERE closing_credits > 0"],
        {"balances"},
    ),
    "more is said to be unpaid": (["UPDATE accounting_unpaidbalance SET amount = amount + 0.01"], {"unpaid"}),
    "more is said to be unpaid in a month": (
        ["UPDATE accounting_unpaidbalance SET month_amount = month_amount + 0.01"],
        {"unpaid"},
    ),
    "what is unpaid moves to another day": (["UPDATE accounting_unpaidbalance SET day = day + 700"], {"unpaid"}),
    "what is unpaid is forgotten": (["DELETE FROM accounting_unpaidbalance"], {"unpaid"}),
    "more with these options is said to be unpaid": (
        ["UPDATE accounting_trackingbalance SET unpaid = unpaid + 0.01 WHERE NOT is_daily"],
        {"unpaid"},
    ),
    "what is unpaid with an option is forgotten": (["UPDATE accounting_optionbalance SET unpaid = 0"], {"unpaid"}),
    "more is said to be taxed": (["UPDATE accounting_taxbalance SET amount = amount + 0.01"], {"taxes by day"}),
    "fewer lines are said to be taxed": (["UPDATE accounting_taxbalance SET lines = lines - 1"], {"taxes by day"}),
    "what is taxed moves to another day": (["UPDATE accounting_taxbalance SET day = day + 700"], {"taxes by day"}),
    "what is taxed is forgotten": (["DELETE FROM accounting_taxbalance"], {"taxes by day"}),
    "sealed balances change": (
        ["UPDATE accounting_accountingperiod SET sealed_balances = '{}' WHERE status = 'closed'"],
        {"seals"},
    ),
    "a seal changes": (
        ["UPDATE accounting_accountingperiod SET seal = repeat('c', 64) WHERE status = 'closed'"],
        {"seals"},
    ),
    "a closed fiscal year forgets its closing entry": (
        ["UPDATE accounting_fiscalyear SET closing_entry_id = NULL"],
        {"fiscal years"},
    ),
    "a fiscal year is opened": (
        ["UPDATE accounting_fiscalyear SET status = 'open', closed_at = NULL, closing_entry_id = NULL"],
        {"fiscal years"},
    ),
    "a month of a closed fiscal year is opened": (
        ["UPDATE accounting_accountingperiod SET status = 'open', closed_at = NULL, seal = '' WHERE status = 'closed'"],
        {"fiscal years"},
    ),
    "a fiscal year disappears": (
        ["DELETE FROM accounting_fiscalyear WHERE status = 'open'"],
        {"fiscal years"},
    ),
    "a closing entry moves too much": (
        [
            f"UPDATE accounting_journalline SET {side} = 260, currency_amount = sign(currency_amount) * 260 "
            f"WHERE {side} > 0 AND entry_id = {CLOSING}"
            for side in ("debit", "credit")
        ],
        {"fiscal years", "hash chain", "balances"},
    ),
    "a seal is taken of another ledger": (
        ["UPDATE accounting_accountingperiod SET sealed_head = repeat('d', 64) WHERE status = 'closed'"],
        {"seals"},
    ),
    "a budget ends too early": (
        ["UPDATE accounting_budget SET start_date = '2026-12-01', end_date = '2026-12-31'"],
        {"budgets"},
    ),
    "the bytes of an attachment are gone": (["DELETE FROM accounting_attachmentcontent"], {"attachments"}),
    "a contact has more attachments than it may have": (
        [
            "ALTER TABLE accounting_attachmentcontent DROP CONSTRAINT attachment_content_true",
            "INSERT INTO accounting_attachment "
            "(id, company_id, contact_id, file_name, media_type, size, sha256, created_at) "
            "SELECT uuidv7(), company_id, contact_id, file_name, media_type, size, md5(n::text), created_at"
            " FROM accounting_attachment, generate_series(1, 100) n",
            "INSERT INTO accounting_attachmentcontent (company_id, id, content) SELECT b.company_id, a.id, b.content"
            " FROM accounting_attachment a, accounting_attachmentcontent b WHERE a.id <> b.id",
        ],
        {"attachments", "list totals"},
    ),
    "a budget has half a cent": (["UPDATE accounting_budgetline SET amount = 0.005"], {"budgets"}),
    "the kept number of a list changes": (
        ["UPDATE accounting_rowcount SET rows = rows + 1 WHERE what = 'bill'"],
        {"list totals"},
    ),
    "an event disappears": (["DELETE FROM accounting_event WHERE sequence = 3"], {"events"}),
    "the newest event disappears": (
        ["DELETE FROM accounting_event WHERE sequence = (SELECT max(sequence) FROM accounting_event)"],
        {"events"},
    ),
    "an allocation disappears": (
        ["DELETE FROM accounting_allocation WHERE amount = 60"],
        {"settlements", "open items"},
    ),
    "an invoice is said to be paid": (
        ["UPDATE accounting_invoice SET amount_paid = amount WHERE amount_paid = 0 AND status = 'sent'"],
        {"settlements"},
    ),
    "a payment is said to be used up": (
        ["UPDATE accounting_payment SET allocated_amount = amount WHERE amount = 130"],
        {"settlements"},
    ),
    "an allocation is dated before its invoice": (
        ["UPDATE accounting_allocation SET date = '2026-01-01' WHERE amount = 60"],
        {"open items"},
    ),
    "an allocation is taken back before it was made": (
        ["UPDATE accounting_allocation SET date = date - 1 WHERE amount < 0"],
        {"open items"},
    ),
    "an invoice is void since another day": (
        ["UPDATE accounting_invoice SET void_date = void_date + 1 WHERE status = 'void'"],
        {"settlements", "documents"},
    ),
    "an open item is void since another day": (
        ["UPDATE accounting_openitem SET void_date = void_date + 1 WHERE kind = 'invoice' AND void_date IS NOT NULL"],
        {"settlements", "open items"},
    ),
    "an open item comes back": (
        ["UPDATE accounting_openitem SET void_date = NULL WHERE kind = 'bill' AND void_date IS NOT NULL"],
        {"settlements", "open items"},
    ),
    "an open item moves to another day": (
        ["UPDATE accounting_openitem SET date = date - 1 WHERE amount = 60"],
        {"settlements", "open items"},
    ),
    "more is open than was": (
        ["UPDATE accounting_openitem SET open_amount = 60, open_base_amount = 60, settled_on = NULL WHERE amount = 60"],
        {"open items", "control accounts"},
    ),
    "less is open in base currency": (
        ["UPDATE accounting_openitem SET open_base_amount = 0 WHERE kind = 'bill' AND open_amount > 0"],
        {"open items", "control accounts"},
    ),
    "an open item changes sides": (
        ["UPDATE accounting_openitem SET side = 'credit' WHERE kind = 'invoice' AND open_amount > 0"],
        {"settlements", "open items", "control accounts"},
    ),
    "an open item moves to another contact": (
        [
            "UPDATE accounting_openitem SET contact_id = "
            "(SELECT id FROM accounting_contact WHERE kind = 'vendor' LIMIT 1) "
            "WHERE kind = 'invoice' AND open_amount > 0"
        ],
        {"settlements", "control accounts"},
    ),
    "an open item was settled on another day": (
        ["UPDATE accounting_openitem SET settled_on = settled_on + 1 WHERE open_amount = 0"],
        {"open items"},
    ),
    "an open item is due on another day": (
        ["UPDATE accounting_openitem SET due_date = due_date + 1 WHERE amount = 60"],
        {"settlements"},
    ),
    "an open item disappears": (
        [
            "DELETE FROM accounting_allocation WHERE amount = 30",
            "DELETE FROM accounting_openitem WHERE amount = 30",
        ],
        {"settlements", "open items"},
    ),
    "an open item is of nothing": (
        [
            "INSERT INTO accounting_openitem SELECT (jsonb_populate_record(i, jsonb_build_object('id', uuidv7()))).* "
            "FROM accounting_openitem i WHERE amount = 33"
        ],
        {"settlements"},
    ),
    "an invoice's amount changes": (
        ["UPDATE accounting_invoice SET amount = amount + 1, subtotal = subtotal + 1 WHERE amount = 60"],
        {"settlements", "documents"},
    ),
    "an invoice's line changes account": (
        [f"UPDATE accounting_invoiceline SET account_id = {OTHER_ACCOUNT} WHERE amount = 60"],
        {"documents"},
    ),
    "an invoice's tax changes": (
        ["UPDATE accounting_invoiceline SET tax_amount = 11, amount = 81 WHERE amount = 80"],
        {"documents"},
    ),
    "an invoice becomes void without a reversal": (
        ["UPDATE accounting_invoice SET status = 'void', void_date = issue_date, voided_at = now() WHERE amount = 112"],
        {"settlements", "documents"},
    ),
    "a void invoice comes back": (
        [
            "UPDATE accounting_invoice SET status = 'sent', void_date = NULL, voided_at = NULL, void_entry_id = NULL "
            "WHERE status = 'void'"
        ],
        {"settlements", "documents"},
    ),
    "an invoice disappears": (
        [
            "DELETE FROM accounting_invoiceline WHERE amount = 33",
            "DELETE FROM accounting_invoice WHERE status = 'void'",
        ],
        {"settlements", "documents", "list totals"},
    ),
    "a bill is written down": (
        ["UPDATE accounting_bill SET amount = 69, subtotal = 69 WHERE amount = 70"],
        {"settlements", "documents"},
    ),
    "a vendor credit is said to be used up": (
        ["UPDATE accounting_vendorcredit SET amount_paid = amount"],
        {"settlements"},
    ),
    "a credit note's line changes account": (
        [f"UPDATE accounting_creditnoteline SET account_id = {OTHER_ACCOUNT} WHERE amount = 17"],
        {"documents"},
    ),
    "a credit note's line is of no line": (
        ["UPDATE accounting_creditnoteline SET invoice_line_id = gen_random_uuid() WHERE amount = 17"],
        {"credits"},
    ),
    "a credit is of a smaller bill": (
        ["UPDATE accounting_vendorcredit SET bill_id = (SELECT id FROM accounting_bill WHERE amount = 9)"],
        {"credits"},
    ),
    "a line has more credits than it carries": (
        [
            "UPDATE accounting_creditnoteline SET invoice_line_id = (SELECT id FROM accounting_invoiceline "
            "WHERE amount = 20), position = 5 WHERE amount = 8",
            "UPDATE accounting_creditnote SET invoice_id = (SELECT id FROM accounting_invoice WHERE amount = 112), "
            "status = 'issued', void_date = NULL, voided_at = NULL, void_entry_id = NULL WHERE amount = 8",
            "UPDATE accounting_creditnoteline SET amount = 21 WHERE amount = 8",
        ],
        {"credits", "settlements", "documents"},
    ),
    "the open item of a credit changes sides": (
        ["UPDATE accounting_openitem SET side = 'credit' WHERE kind = 'vendor_credit'"],
        {"settlements", "open items", "control accounts"},
    ),
    "a credit note disappears": (
        [
            "DELETE FROM accounting_creditnoteline WHERE amount = 8",
            "DELETE FROM accounting_creditnote WHERE amount = 8",
        ],
        {"settlements", "documents", "list totals"},
    ),
    "a payment goes to another bank account": (
        [f"UPDATE accounting_payment SET account_id = {OTHER_ACCOUNT} WHERE amount = 130"],
        {"documents"},
    ),
    "a deduction changes": (["UPDATE accounting_paymentdeduction SET amount = 2"], {"documents"}),
    "an adjustment's line changes account": (
        [f"UPDATE accounting_adjustmentline SET account_id = {OTHER_ACCOUNT} WHERE amount = 46"],
        {"documents"},
    ),
    "an adjustment says more than was posted": (
        ["UPDATE accounting_adjustment SET amount = 47, subtotal = 47 WHERE amount = 46"],
        {"settlements", "documents"},
    ),
    "an adjustment is said to be used up": (
        ["UPDATE accounting_adjustment SET allocated_amount = 46 WHERE amount = 46"],
        {"settlements"},
    ),
    "an adjustment's allocation disappears": (
        ["DELETE FROM accounting_allocation WHERE amount = 17"],
        {"settlements", "open items"},
    ),
    "a void adjustment comes back": (
        [
            "UPDATE accounting_adjustment SET status = 'posted', void_date = NULL, voided_at = NULL, "
            "void_entry_id = NULL WHERE amount = 30"
        ],
        {"settlements", "documents"},
    ),
    "an adjustment disappears": (
        [
            "DELETE FROM accounting_adjustmentline WHERE amount = 46",
            "DELETE FROM accounting_adjustment WHERE amount = 46",
        ],
        {"settlements", "documents", "document numbers", "list totals"},
    ),
    "a refund is no refund": (
        [
            "ALTER TABLE accounting_payment DROP CONSTRAINT payment_contact_of_company",
            "UPDATE accounting_payment SET type = 'received' WHERE type = 'made' AND amount = 21",
        ],
        {"settlements", "documents"},
    ),
    "a bank transaction's line changes account": (
        [f"UPDATE accounting_banktransactionline SET account_id = {OTHER_ACCOUNT} WHERE amount = 44"],
        {"documents"},
    ),
    "a bank transaction's line disappears": (
        ["DELETE FROM accounting_banktransactionline WHERE amount = 44"],
        {"documents"},
    ),
    "a bank transaction moves to another account": (
        [f"UPDATE accounting_banktransaction SET account_id = {OTHER_ACCOUNT} WHERE amount = 44"],
        {"documents"},
    ),
    "a bank transaction turns around": (
        ["UPDATE accounting_banktransaction SET type = 'receive' WHERE amount = 44"],
        {"documents"},
    ),
    "a void bank transaction comes back": (
        [
            "UPDATE accounting_banktransaction SET status = 'posted', void_date = NULL, voided_at = NULL, "
            "void_entry_id = NULL WHERE amount = 45"
        ],
        {"documents"},
    ),
    "a bank transaction disappears": (
        [
            "DELETE FROM accounting_banktransactionline WHERE amount = 44",
            "DELETE FROM accounting_banktransaction WHERE amount = 44",
        ],
        {"documents", "document numbers", "list totals"},
    ),
    "a transfer says more than was moved": (
        ["UPDATE accounting_transfer SET amount = 78, to_amount = 78"],
        {"documents"},
    ),
    "a transfer gets another number": (
        ["UPDATE accounting_transfer SET transfer_number = 'TR-0002'"],
        {"document numbers"},
    ),
    "a series is set back": (
        ["UPDATE accounting_numberseries SET last_number = 0 WHERE kind = 'TR'"],
        {"document numbers"},
    ),
    "a receivable moves to another contact": (
        [
            "UPDATE accounting_journalline SET contact_id = "
            "(SELECT id FROM accounting_contact WHERE kind = 'vendor' LIMIT 1) "
            "WHERE debit = 60 AND contact_id IS NOT NULL"
        ],
        {"hash chain", "control accounts", "documents"},
    ),
    "a component of a tax rate changes": (
        ["UPDATE accounting_taxcomponent SET percent = 19 WHERE percent = 20"],
        {"tax rates"},
    ),
    "what is deducted of a tax changes": (
        ["UPDATE accounting_billline SET recoverable_taxes = ARRAY[2.60] WHERE amount = 13"],
        {"taxes of documents"},
    ),
    "a line becomes something else for the tax return": (
        ["UPDATE accounting_journalline SET tax_kind = 'purchase_net' WHERE tax_kind = 'sales_net'"],
        {"hash chain", "taxes of documents", "tax returns"},
    ),
    "a figure of a filed tax return changes": (
        ["UPDATE accounting_taxreturn SET filed_figures = jsonb_set(filed_figures, '{boxes,0,amount}', '\"1.0000\"')"],
        {"tax returns"},
    ),
    "a filed tax return was never filed": (
        ["UPDATE accounting_taxreturn SET status = 'draft', filed_at = NULL, filed_figures = NULL"],
        {"tax returns"},
    ),
    "days of a filed tax return are open again": (
        ["UPDATE accounting_ledgerhead SET tax_locked_until = '2026-02-28' WHERE tax_locked_until IS NOT NULL"],
        {"tax returns"},
    ),
    "a rate of a filed tax return gets other boxes": (
        [
            "UPDATE accounting_taxreturn SET rate_boxes = replace(rate_boxes::text, 'sales_tax\"}', 'x\"}')::jsonb"
            ' || (SELECT jsonb_object_agg(id, \'{"sales_tax": "x"}\'::jsonb) FROM accounting_taxrate)'
        ],
        {"tax returns"},
    ),
    "a reversal takes back something else": (
        [
            f"UPDATE accounting_journalline SET account_id = {OTHER_ACCOUNT}"
            " WHERE debit = 12 AND entry_id IN (SELECT id FROM accounting_journalentry WHERE reverses_id IS NOT NULL)"
        ],
        {"hash chain", "balances", "reversals"},
    ),
}


def some(tamperings: Tamperings) -> Iterator[tuple[str, tuple[list[str], set[str]]]]:
    """Yield the first that each check finds and every fifth of the others, or all at night."""
    taken, seen = one_in(5, tamperings), set[str]()
    for name, (statements, broken) in tamperings.items():
        if name in taken or not broken <= seen:
            yield name, (statements, broken)
        seen |= broken


class _OnOwner:
    """Let the ORM use the owner's connection, which sees its own uncommitted changes."""

    def db_for_read(self, model: object, **hints: object) -> str:
        return "owner"


@contextmanager
def tampered(statements: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    owner = connections["owner"]
    with monkeypatch.context() as patch, transaction.atomic(using="owner"), owner.cursor() as cursor:
        cursor.execute("SELECT set_config('atlas.organization_id', 'everyone', true)")
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'accounting_%'")
        for (table,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement)
            assert cursor.rowcount != 0, statement
        patch.setattr(router, "routers", [_OnOwner()])
        yield
        transaction.set_rollback(True, using="owner")


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_every_tampering_is_found_by_the_checks_it_breaks(monkeypatch):
    with tenancy.everyone():
        company = make_all_books()
    for name, (statements, broken) in some(TAMPERINGS):
        with tampered(statements, monkeypatch):
            found = {check.name: check.failures for check in integrity.checks(company) if check.failed}
        assert broken <= set(found), f"{name}: {found}"
    filling = importlib.import_module("accounting.migrations.0057_fill_option_balances")
    unpaid = importlib.import_module("accounting.migrations.0105_fill_unpaid_by_options")
    with tampered([filling.EMPTY, filling.FILL, unpaid.FILL], monkeypatch):
        assert [check.name for check in integrity.checks(company) if check.failed] == ["guards"]  # switched off here
    without = "UPDATE accounting_journalline SET date = NULL, entry_number = NULL"
    filling = importlib.import_module("accounting.migrations.0113_line_by_account_date")
    with tampered([without, filling.LEFT], monkeypatch):
        assert [check.name for check in integrity.checks(company) if check.failed] == ["guards"]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_command_names_company_and_entry_and_exits_with_an_error():
    with tenancy.everyone():
        sound = make_company(name="Sound")
        make_books()
    owner = connections["owner"]
    with transaction.atomic(using="owner"), owner.cursor() as cursor:
        cursor.execute("SELECT set_config('atlas.organization_id', 'everyone', true)")
        cursor.execute("ALTER TABLE accounting_journalentry DISABLE TRIGGER USER")
        cursor.execute("UPDATE accounting_journalentry SET memo = 'x' WHERE number = 2")
        cursor.execute("ALTER TABLE accounting_journalentry ENABLE TRIGGER USER")
    output = io.StringIO()
    with pytest.raises(CommandError, match="1 thing is wrong") as refused:
        call_command("verify_ledger", stdout=output)
    assert refused.value.returncode == 1
    assert "Harbor Lane: Entry 2 (" in output.getvalue()
    assert "1 WRONG" in output.getvalue()
    call_command("verify_ledger", company=sound.name, stdout=io.StringIO())
