"""Every operation that changes something records one or more events in the company's history, also when it undoes."""

import datetime
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import orjson
import pytest
from django.db import connection

from accounting import (
    attachments as attaching,
)
from accounting import (
    banking,
    documents,
    errors,
    ledger,
    opening,
    recurring,
    revaluation,
    settlement,
    taxes,
)
from accounting import (
    budgets as budgeting,
)
from accounting import (
    items as itemizing,
)
from accounting.attachments import attachments
from accounting.banking import bank_transactions, transfers
from accounting.budgets import budgets
from accounting.documents import bills, credit_notes, invoices, vendor_credits
from accounting.items import items
from accounting.ledger import (
    accounts,
    companies,
    contacts,
    fiscal_years,
    journal,
    members,
    periods,
    tracking_categories,
)
from accounting.models import Adjustment, Company, Event, Invoice, JournalEntry, Payment, SystemRole
from accounting.opening import opening_balances
from accounting.recurring import templates
from accounting.revaluation import revaluations
from accounting.settlement import adjustments, credits, payments
from accounting.taxes import returns, tax_rates
from identity.models import User
from tests import factories
from tests.people import make_user

pytestmark = pytest.mark.django_db

NOT_OPERATIONS = {"approval", "at_once", "crediting", "entering", "entries", "making", "settling"}
"""Common code of the operations. The callers record the events."""


def entry_lines(company: Company) -> list[Any]:
    left, right = factories.two_accounts(company)
    return [factories.debit(left, "5.00"), factories.credit(right, "5.00")]


def given_lines(company: Company) -> list[Any]:
    left, right = factories.two_accounts(company)
    return [{"account_id": left.id, "debit": Decimal(5)}, {"account_id": right.id, "credit": Decimal(5)}]


def payable(company: Company) -> tuple[Payment, Invoice]:
    """A payment and an open invoice that it would settle in full."""
    invoice = factories.make_sent_invoice(company)
    return factories.make_payment(company, contact=invoice.customer), invoice


def pay(both: tuple[Payment, Invoice], by: User) -> Payment:
    payment, invoice = both
    given: Any = [{"invoice_id": invoice.id, "amount": Decimal("100.00")}]
    return payments.allocate(payment, allocations=given, date=factories.DAY, by=by)


def paid(company: Company) -> Payment:
    return pay(payable(company), factories.owner_of(company))


def credit_of_an_invoice(company: Company) -> Any:
    return factories.make_issued_credit_note(company, invoice=factories.make_sent_invoice(company))


def adjustable(company: Company) -> tuple[Adjustment, Invoice]:
    """An adjustment and an open invoice that it would settle in part."""
    invoice = factories.make_sent_invoice(company)
    return factories.make_adjustment(company, contact=invoice.customer), invoice


def adjust(both: tuple[Adjustment, Invoice], by: User) -> Adjustment:
    adjustment, invoice = both
    given: Any = [{"invoice_id": invoice.id, "amount": Decimal("20.00")}]
    return adjustments.allocate(adjustment, allocations=given, date=factories.DAY, by=by)


def allocation_ids(payment: Payment | Adjustment) -> list[Any]:
    return list(payment.allocations.values_list("id", flat=True))


def member(company: Company) -> Any:
    user = make_user(company.organization)
    return members.assign(company, user=user, role="viewer", by=factories.owner_of(company))


def restorable(archive: Callable[..., Any], make: Callable[[Company], Any]) -> Callable[[Company], Any]:
    return lambda company: archive(make(company), by=factories.owner_of(company))


def lacking_an_account(company: Company) -> Company:
    """Return a company from before revaluations: its chart has no account for unrealised differences."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounting_account WHERE company_id = %s AND code = '4910'", [company.pk])
    return company


def closed(company: Company) -> Any:
    return periods.close(factories.make_entry(company).period, by=factories.owner_of(company))


def ended_year(company: Company) -> Any:
    return factories.make_ended_year(company)


def submitted(company: Company) -> Any:
    return bills.submit(factories.make_bill(company), by=factories.owner_of(company))


def unposted(company: Company) -> JournalEntry:
    return JournalEntry(company=company, date=factories.DAY)


Call = Callable[[Any, User], Any]
QUARTER: Any = {"start_date": datetime.date(2026, 1, 1), "end_date": datetime.date(2026, 3, 31)}

OPERATIONS: dict[str, tuple[Callable[[Company], Any], Call, list[str]]] = {
    "accounts.add_missing": (
        lacking_an_account,
        lambda company, by: accounts.add_missing(company, [SystemRole.UNREALISED_GAIN_LOSS], by=by),
        ["account.created"],
    ),
    "accounts.create": (
        lambda company: company,
        lambda company, by: accounts.create(company, code="6150", name="Cleaning", type="expense", by=by),
        ["account.created"],
    ),
    "accounts.create_many": (
        lambda company: company,
        lambda company, by: accounts.create_many(
            company, given=[{"code": code, "name": "Cleaning", "type": "expense"} for code in ("6150", "6151")], by=by
        ),
        ["account.created", "account.created"],
    ),
    "accounts.add_many": (
        accounts.Tree,
        lambda tree, by: accounts.add_many([accounts.new(tree, code="6150", name="Cleaning", type="expense")], by=by),
        ["account.created"],
    ),
    "accounts.update_many": (
        factories.make_account,
        lambda account, by: accounts.update_many([(account, {"name": "Care"}), (account, {"code": "6151"})], by=by),
        ["account.updated", "account.updated"],
    ),
    "accounts.update": (
        factories.make_account,
        lambda account, by: accounts.update(account, name="Care", by=by),
        ["account.updated"],
    ),
    "accounts.archive": (
        factories.make_account,
        lambda account, by: accounts.archive(account, by=by),
        ["account.archived"],
    ),
    "accounts.restore": (
        restorable(accounts.archive, factories.make_account),
        lambda account, by: accounts.restore(account, by=by),
        ["account.restored"],
    ),
    "accounts.delete": (
        factories.make_account,
        lambda account, by: accounts.delete(account, by=by),
        ["account.deleted"],
    ),
    "adjustments.create": (
        factories.make_customer,
        lambda customer, by: factories.make_adjustment(customer.company, contact=customer),
        ["journal_entry.posted", "adjustment.created"],
    ),
    "adjustments.update": (
        factories.make_adjustment,
        lambda adjustment, by: adjustments.update(adjustment, metadata={"order_id": "42"}, by=by),
        ["adjustment.updated"],
    ),
    "adjustments.allocate": (adjustable, adjust, ["adjustment.allocated"]),
    "adjustments.unallocate": (
        lambda company: adjust(adjustable(company), factories.owner_of(company)),
        lambda adjustment, by: adjustments.unallocate(
            adjustment, allocation_ids=allocation_ids(adjustment), date=factories.DAY, by=by
        ),
        ["adjustment.unallocated"],
    ),
    "adjustments.void": (
        factories.make_adjustment,
        lambda adjustment, by: adjustments.void(adjustment, by=by),
        ["journal_entry.posted", "adjustment.voided"],
    ),
    "bank_transactions.create": (
        lambda company: company,
        lambda company, by: factories.make_bank_transaction(company),
        ["journal_entry.posted", "bank_transaction.created"],
    ),
    "bank_transactions.update": (
        factories.make_bank_transaction,
        lambda row, by: bank_transactions.update(row, metadata={"order_id": "42"}, by=by),
        ["bank_transaction.updated"],
    ),
    "bank_transactions.void": (
        factories.make_bank_transaction,
        lambda document, by: bank_transactions.void(document, by=by),
        ["journal_entry.posted", "bank_transaction.voided"],
    ),
    "bills.create": (
        factories.make_vendor,
        lambda vendor, by: factories.make_bill(vendor.company, vendor=vendor),
        ["bill.created"],
    ),
    "bills.replace": (
        factories.make_bill,
        lambda bill, by: bills.replace(bill, notes="March", by=by),
        ["bill.updated"],
    ),
    "bills.update": (factories.make_bill, lambda bill, by: bills.update(bill, notes="March", by=by), ["bill.updated"]),
    "bills.delete": (factories.make_bill, lambda bill, by: bills.delete(bill, by=by), ["bill.deleted"]),
    "bills.submit": (factories.make_bill, lambda bill, by: bills.submit(bill, by=by), ["bill.submitted"]),
    "bills.approve": (
        factories.make_bill,
        lambda bill, by: bills.approve(bill, by=by),
        ["journal_entry.posted", "bill.submitted", "bill.approved"],
    ),
    "bills.reject": (submitted, lambda bill, by: bills.reject(bill, reason="No", by=by), ["bill.rejected"]),
    "bills.void": (
        factories.make_approved_bill,
        lambda bill, by: bills.void(bill, by=by),
        ["journal_entry.posted", "bill.voided"],
    ),
    "credit_notes.create": (
        factories.make_customer,
        lambda customer, by: factories.make_credit_note(customer.company, customer=customer),
        ["credit_note.created"],
    ),
    "credit_notes.update": (
        factories.make_credit_note,
        lambda note, by: credit_notes.update(note, notes="Sorry", by=by),
        ["credit_note.updated"],
    ),
    "credit_notes.delete": (
        factories.make_credit_note,
        lambda note, by: credit_notes.delete(note, by=by),
        ["credit_note.deleted"],
    ),
    "credit_notes.issue": (
        factories.make_credit_note,
        lambda note, by: credit_notes.issue(note, by=by),
        ["journal_entry.posted", "credit_note.issued"],
    ),
    "credit_notes.void": (
        factories.make_issued_credit_note,
        lambda note, by: credit_notes.void(note, by=by),
        ["journal_entry.posted", "credit_note.voided"],
    ),
    "credits.apply": (
        credit_of_an_invoice,
        lambda note, by: credits.apply(note, date=factories.DAY, by=by),
        ["credit_note.applied", "invoice.paid"],
    ),
    "credits.unapply": (
        lambda company: credits.apply(
            credit_of_an_invoice(company), date=factories.DAY, by=factories.owner_of(company)
        ),
        lambda note, by: credits.unapply(note, allocation_ids=allocation_ids(note), date=factories.DAY, by=by),
        ["credit_note.unapplied", "invoice.reopened"],
    ),
    "vendor_credits.create": (
        factories.make_vendor,
        lambda vendor, by: factories.make_vendor_credit(vendor.company, vendor=vendor),
        ["vendor_credit.created"],
    ),
    "vendor_credits.update": (
        factories.make_vendor_credit,
        lambda credit, by: vendor_credits.update(credit, notes="March", by=by),
        ["vendor_credit.updated"],
    ),
    "vendor_credits.delete": (
        factories.make_vendor_credit,
        lambda credit, by: vendor_credits.delete(credit, by=by),
        ["vendor_credit.deleted"],
    ),
    "vendor_credits.issue": (
        factories.make_vendor_credit,
        lambda credit, by: vendor_credits.issue(credit, by=by),
        ["journal_entry.posted", "vendor_credit.issued"],
    ),
    "vendor_credits.void": (
        factories.make_issued_vendor_credit,
        lambda credit, by: vendor_credits.void(credit, by=by),
        ["journal_entry.posted", "vendor_credit.voided"],
    ),
    # The history begins with the company, so nobody can have waited for this event.
    "companies.create": (lambda company: company, lambda company, by: factories.make_company(by=by), []),
    "companies.update": (
        lambda company: company,
        lambda company, by: companies.update(company, name="Harbor", by=by),
        ["company.updated"],
    ),
    "contacts.create": (
        lambda company: company,
        lambda company, by: factories.make_customer(company),
        ["contact.created"],
    ),
    "contacts.add_many": (
        lambda company: company,
        lambda company, by: contacts.add_many(
            [contacts.new(company, kind="vendor", name=name) for name in ("Cafe", "Bar")], by=by
        ),
        ["contact.created", "contact.created"],
    ),
    "contacts.replace": (
        factories.make_customer,
        lambda contact, by: contacts.replace(contact, name="Cafe", by=by),
        ["contact.updated"],
    ),
    "contacts.update": (
        factories.make_customer,
        lambda contact, by: contacts.update(contact, name="Cafe", by=by),
        ["contact.updated"],
    ),
    "contacts.update_many": (
        factories.make_customer,
        lambda contact, by: contacts.update_many([(contact, {"name": "Cafe"}), (contact, {"name": "Bar"})], by=by),
        ["contact.updated", "contact.updated"],
    ),
    "contacts.archive": (
        factories.make_vendor,
        lambda contact, by: contacts.archive(contact, by=by),
        ["contact.archived"],
    ),
    "contacts.restore": (
        restorable(contacts.archive, factories.make_customer),
        lambda contact, by: contacts.restore(contact, by=by),
        ["contact.restored"],
    ),
    "contacts.delete": (
        factories.make_customer,
        lambda contact, by: contacts.delete(contact, by=by),
        ["contact.deleted"],
    ),
    "fiscal_years.close": (
        ended_year,
        lambda year, by: fiscal_years.close(year, closing_entry=True, by=by),
        ["journal_entry.posted", "fiscal_year.closed"],
    ),
    "fiscal_years.reopen": (
        lambda company: fiscal_years.close(ended_year(company), closing_entry=True, by=factories.owner_of(company)),
        lambda year, by: fiscal_years.reopen(year, reason="Audit", by=by),
        ["journal_entry.posted", "fiscal_year.reopened"],
    ),
    "invoices.create": (
        factories.make_customer,
        lambda customer, by: factories.make_invoice(customer.company, customer=customer),
        ["invoice.created"],
    ),
    "invoices.replace": (
        factories.make_invoice,
        lambda invoice, by: invoices.replace(invoice, notes="Thanks", by=by),
        ["invoice.updated"],
    ),
    "invoices.update": (
        factories.make_sent_invoice,
        lambda invoice, by: invoices.update(invoice, notes="Thanks", by=by),
        ["invoice.updated"],
    ),
    "invoices.delete": (
        factories.make_invoice,
        lambda invoice, by: invoices.delete(invoice, by=by),
        ["invoice.deleted"],
    ),
    "invoices.send": (
        factories.make_invoice,
        lambda invoice, by: invoices.send(invoice, by=by),
        ["journal_entry.posted", "invoice.sent"],
    ),
    "invoices.void": (
        factories.make_sent_invoice,
        lambda invoice, by: invoices.void(invoice, by=by),
        ["journal_entry.posted", "invoice.voided"],
    ),
    "journal.create": (
        lambda company: company,
        lambda company, by: journal.create(
            company, date=factories.DAY, lines=given_lines(company), status="draft", by=by
        ),
        ["journal_entry.created"],
    ),
    "journal.post": (
        factories.make_draft,
        lambda entry, by: journal.post(entry, by=by),
        ["journal_entry.posted"],
    ),
    "journal.post_many": (
        lambda company: company,
        lambda company, by: journal.post_many(
            [(unposted(company), entry_lines(company)), (unposted(company), entry_lines(company))], by=by
        ),
        ["journal_entry.posted"] * 2,
    ),
    "journal.create_many": (
        lambda company: company,
        lambda company, by: journal.create_many(
            company, entries=[{"date": factories.DAY, "lines": given_lines(company)}], by=by
        ),
        ["journal_entry.posted"],
    ),
    "journal.update": (
        factories.make_draft,
        lambda entry, by: journal.update(entry, memo="Rent", by=by),
        ["journal_entry.updated"],
    ),
    "journal.save_draft": (
        factories.make_draft,
        lambda entry, by: journal.save_draft(entry, lines=entry_lines(entry.company), by=by),
        ["journal_entry.updated"],
    ),
    "journal.delete_draft": (
        factories.make_draft,
        lambda entry, by: journal.delete_draft(entry, by=by),
        ["journal_entry.deleted"],
    ),
    "journal.reverse": (
        factories.make_entry,
        lambda entry, by: journal.reverse(entry, by=by),
        ["journal_entry.posted"],
    ),
    "members.assign": (
        member,
        lambda one, by: members.assign(one.company, user=one.user, role="approver", by=by),
        ["member.assigned"],
    ),
    "members.put": (
        member,
        lambda one, by: members.put(one, one.company, user=one.user, role="approver", by=by),
        ["member.assigned"],
    ),
    "members.remove": (member, lambda one, by: members.remove(one, by=by), ["member.removed"]),
    "payments.create": (
        factories.make_vendor,
        lambda vendor, by: factories.make_payment(vendor.company, contact=vendor),
        ["journal_entry.posted", "payment.made"],
    ),
    "payments.allocate": (
        payable,
        pay,
        ["payment.allocated", "invoice.paid"],
    ),
    "payments.refund": (
        factories.make_payment,
        lambda payment, by: payments.refund(payment, date=factories.DAY, by=by),
        ["journal_entry.posted", "payment.made"],
    ),
    "payments.unallocate": (
        paid,
        lambda payment, by: payments.unallocate(
            payment, allocation_ids=allocation_ids(payment), date=factories.DAY, by=by
        ),
        ["payment.unallocated", "invoice.reopened"],
    ),
    "payments.update": (
        factories.make_payment,
        lambda row, by: payments.update(row, metadata={"order_id": "42"}, by=by),
        ["payment.updated"],
    ),
    "payments.void": (
        factories.make_payment,
        lambda payment, by: payments.void(payment, by=by),
        ["journal_entry.posted", "payment.voided"],
    ),
    "periods.close": (
        lambda company: factories.make_entry(company).period,
        lambda period, by: periods.close(period, by=by),
        ["period.closed"],
    ),
    "periods.reopen": (
        closed,
        lambda period, by: periods.reopen(period, reason="A late bill.", by=by),
        ["period.reopened"],
    ),
    "revaluations.create": (
        factories.open_in_euros,
        lambda company, by: revaluations.create(company, by=by, **factories.revaluation_of(company)),
        [*["journal_entry.posted"] * 3, "fx_revaluation.created"],
    ),
    "revaluations.void": (
        factories.make_fx_revaluation,
        lambda row, by: revaluations.void(row, by=by),
        [*["journal_entry.posted"] * 3, "fx_revaluation.voided"],
    ),
    "returns.create": (
        lambda company: company,
        lambda company, by: returns.create(company, by=by, **QUARTER),
        ["tax_return.created"],
    ),
    "returns.delete": (
        lambda company: returns.create(company, by=factories.owner_of(company), **QUARTER),
        lambda row, by: returns.delete(row, by=by),
        ["tax_return.deleted"],
    ),
    "returns.file": (
        lambda company: returns.create(company, by=factories.owner_of(company), **QUARTER),
        lambda row, by: returns.file(row, by=by),
        ["tax_return.filed"],
    ),
    "tax_rates.create": (
        lambda company: company,
        lambda company, by: factories.make_tax_rate(company),
        ["tax_rate.created"],
    ),
    "tax_rates.update": (
        factories.make_tax_rate,
        lambda rate, by: tax_rates.update(rate, name="City tax", by=by),
        ["tax_rate.updated"],
    ),
    "tax_rates.archive": (
        factories.make_tax_rate,
        lambda rate, by: tax_rates.archive(rate, by=by),
        ["tax_rate.archived"],
    ),
    "tax_rates.restore": (
        restorable(tax_rates.archive, factories.make_tax_rate),
        lambda rate, by: tax_rates.restore(rate, by=by),
        ["tax_rate.restored"],
    ),
    "tax_rates.delete": (
        factories.make_tax_rate,
        lambda rate, by: tax_rates.delete(rate, by=by),
        ["tax_rate.deleted"],
    ),
    "attachments.create": (
        factories.make_customer,
        lambda customer, by: factories.make_attachment(customer.company, customer),
        ["attachment.created"],
    ),
    "attachments.delete": (
        factories.make_attachment,
        lambda attachment, by: attachments.delete(attachment, by=by),
        ["attachment.deleted"],
    ),
    "items.create": (
        lambda company: company,
        lambda company, by: factories.make_item(company),
        ["item.created"],
    ),
    "items.add_many": (
        lambda company: company,
        lambda company, by: items.add_many([items.new(company, name=name) for name in ("Tea", "Coffee")], by=by),
        ["item.created", "item.created"],
    ),
    "items.update_many": (
        factories.make_item,
        lambda item, by: items.update_many([(item, {"name": "Tea"}), (item, {"unit": "bag"})], by=by),
        ["item.updated", "item.updated"],
    ),
    "items.update": (
        factories.make_item,
        lambda item, by: items.update(item, sales_price=Decimal(41), by=by),
        ["item.updated"],
    ),
    "items.replace": (
        factories.make_item,
        lambda item, by: items.replace(item, name="Tea", by=by),
        ["item.updated"],
    ),
    "items.archive": (
        factories.make_item,
        lambda item, by: items.archive(item, by=by),
        ["item.archived"],
    ),
    "items.restore": (
        restorable(items.archive, factories.make_item),
        lambda item, by: items.restore(item, by=by),
        ["item.restored"],
    ),
    "items.delete": (
        factories.make_item,
        lambda item, by: items.delete(item, by=by),
        ["item.deleted"],
    ),
    "budgets.create": (
        lambda company: company,
        lambda company, by: budgets.create(company, by=by, name="Plan", start_date=datetime.date(2026, 1, 1)),
        ["budget.created"],
    ),
    "budgets.update": (
        factories.make_budget,
        lambda budget, by: budgets.update(budget, name="Second plan", by=by),
        ["budget.updated"],
    ),
    "budgets.set_lines": (
        factories.make_budget,
        lambda budget, by: budgets.set_lines(budget, lines=[], by=by),
        ["budget.updated"],
    ),
    "budgets.archive": (
        factories.make_budget,
        lambda budget, by: budgets.archive(budget, by=by),
        ["budget.archived"],
    ),
    "budgets.restore": (
        restorable(budgets.archive, factories.make_budget),
        lambda budget, by: budgets.restore(budget, by=by),
        ["budget.restored"],
    ),
    "budgets.delete": (
        factories.make_budget,
        lambda budget, by: budgets.delete(budget, by=by),
        ["budget.deleted"],
    ),
    "tracking_categories.create": (
        lambda company: company,
        lambda company, by: factories.make_tracking_category(company),
        ["tracking_category.created"],
    ),
    "tracking_categories.update": (
        factories.make_tracking_category,
        lambda category, by: tracking_categories.update(category, options=[{"name": "Workshop"}], by=by),
        ["tracking_category.updated"],
    ),
    "tracking_categories.remove_options": (
        factories.make_tracking_category,
        lambda category, by: tracking_categories.remove_options(
            category, option_ids=factories.options_of(category)[:1], by=by
        ),
        ["tracking_category.updated"],
    ),
    "tracking_categories.archive": (
        factories.make_tracking_category,
        lambda category, by: tracking_categories.archive(category, by=by),
        ["tracking_category.archived"],
    ),
    "tracking_categories.restore": (
        restorable(tracking_categories.archive, factories.make_tracking_category),
        lambda category, by: tracking_categories.restore(category, by=by),
        ["tracking_category.restored"],
    ),
    "tracking_categories.delete": (
        factories.make_tracking_category,
        lambda category, by: tracking_categories.delete(category, by=by),
        ["tracking_category.deleted"],
    ),
    "opening_balances.replace": (
        lambda company: (company, factories.opening_body(company)),
        lambda both, by: opening_balances.replace(both[0], by=by, **both[1]),
        ["journal_entry.posted"] * 3 + ["opening_balances.set"],
    ),
    "templates.create": (
        lambda company: company,
        lambda company, by: factories.make_recurring(company),
        ["recurring.created"],
    ),
    "templates.update": (
        factories.make_recurring,
        lambda template, by: templates.update(template, name="Rent of the office", by=by),
        ["recurring.updated"],
    ),
    "templates.pause": (
        factories.make_recurring,
        lambda template, by: templates.pause(template, by=by),
        ["recurring.paused"],
    ),
    "templates.resume": (
        lambda company: templates.pause(factories.make_recurring(company), by=factories.owner_of(company)),
        lambda template, by: templates.resume(template, by=by),
        ["recurring.resumed"],
    ),
    "templates.end": (
        factories.make_recurring,
        lambda template, by: templates.end(template, by=by),
        ["recurring.ended"],
    ),
    "templates.delete": (
        factories.make_recurring,
        lambda template, by: templates.delete(template, by=by),
        ["recurring.deleted"],
    ),
    "transfers.create": (
        lambda company: company,
        lambda company, by: factories.make_transfer(company),
        ["journal_entry.posted", "transfer.created"],
    ),
    "transfers.update": (
        factories.make_transfer,
        lambda row, by: transfers.update(row, metadata={"order_id": "42"}, by=by),
        ["transfer.updated"],
    ),
    "transfers.void": (
        factories.make_transfer,
        lambda document, by: transfers.void(document, by=by),
        ["journal_entry.posted", "transfer.voided"],
    ),
}
"""For each operation: a function that makes its object, the call, and the events that it records."""


def all_operations() -> Iterator[str]:
    """All functions that change something take `by=`."""
    areas = [
        ledger,
        budgeting,
        attaching,
        itemizing,
        taxes,
        documents,
        settlement,
        banking,
        revaluation,
        opening,
        recurring,
    ]
    for module in pkgutil.iter_modules([path for area in areas for path in area.__path__]):
        area = module.module_finder.path.rpartition("/")[2]
        found = vars(importlib.import_module(f"accounting.{area}.{module.name}"))
        for name, function in found.items():
            if module.name in NOT_OPERATIONS or name.startswith("_") or not inspect.isfunction(function):
                continue
            by = inspect.signature(function).parameters.get("by")
            if function.__module__.endswith(f".{module.name}") and by and by.kind == by.KEYWORD_ONLY:
                yield f"{module.name}.{name}"


def test_every_operation_is_here() -> None:
    assert sorted(all_operations()) == sorted(OPERATIONS)


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_records_the_events_of_its_changes(name: str) -> None:
    make, call, expected = OPERATIONS[name]
    company = factories.make_company()
    subject = make(company)
    start = factories.head_of(company).last_event_sequence
    call(subject, factories.owner_of(company))
    told = Event.objects.filter(company=company, sequence__gt=start).order_by("sequence")
    assert [event.type for event in told] == expected
    for event in told:
        body = orjson.loads(bytes(event.body))
        assert body["sequence"] == event.sequence
        assert body["data"]["company_id"] == str(company.id)
        assert body["data"]["id"] == str(event.subject_id)


def data(company: Company, type: str) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(
        bytes(Event.objects.filter(company=company, type=type).order_by("sequence")[0].body)
    )["data"]
    return found


def test_an_event_of_a_payment_has_the_allocations_made_and_taken_back() -> None:
    company = factories.make_company()
    both = payable(company)
    payment, invoice = both
    by = factories.owner_of(company)
    pay(both, by)
    (made,) = data(company, "payment.allocated")["allocations"]
    assert (made["invoice_id"], made["bill_id"], made["amount"], made["reverses_id"]) == (
        str(invoice.id),
        None,
        100.0,
        None,
    )
    payments.unallocate(payment, allocation_ids=allocation_ids(payment), date=factories.DAY, by=by)
    undone = data(company, "payment.unallocated")
    assert [(one["amount"], one["reverses_id"]) for one in undone["allocations"]] == [(-100.0, made["id"])]
    assert undone["unallocated_amount"] == 100.0
    assert data(company, "invoice.reopened")["status"] == "sent"
    payments.void(payment, by=by)
    assert (data(company, "payment.voided")["status"], data(company, "payment.voided")["allocations"]) == ("void", [])


def test_a_bill_is_paid_and_reopened_as_an_invoice_is() -> None:
    company = factories.make_company()
    bill = factories.make_approved_bill(company)
    by = factories.owner_of(company)
    given: Any = [{"bill_id": bill.id, "amount": Decimal("100.00")}]
    payment = factories.make_payment(company, contact=bill.vendor, allocations=given)
    assert data(company, "payment.made")["allocations"][0]["bill_id"] == str(bill.id)
    assert data(company, "bill.paid")["status"] == "paid"
    payments.unallocate(payment, allocation_ids=allocation_ids(payment), date=factories.DAY, by=by)
    assert data(company, "bill.reopened")["status"] == "approved"


def test_a_partly_paid_document_is_not_reopened() -> None:
    company = factories.make_company()
    payment, invoice = payable(company)
    by = factories.owner_of(company)
    given: Any = [{"invoice_id": invoice.id, "amount": Decimal("40.00")}]
    payments.allocate(payment, allocations=given, date=factories.DAY, by=by)
    payments.unallocate(payment, allocation_ids=allocation_ids(payment), date=factories.DAY, by=by)
    types = Event.objects.filter(company=company).values_list("type", flat=True)
    assert not {"invoice.paid", "invoice.reopened"} & set(types)


def test_the_event_of_reopening_has_reason_author_and_seal() -> None:
    company = factories.make_company()
    period = closed(company)
    by = factories.owner_of(company)
    seal = period.seal
    periods.reopen(period, reason="A late bill.", by=by)
    told = data(company, "period.reopened")
    assert (told["reason"], told["reopened_by_id"], told["former_seal"]) == ("A late bill.", str(by.id), seal)


def test_your_own_ids_are_in_the_bodies() -> None:
    company = factories.make_company()
    customer = factories.make_customer(company, external_id="crm-1")
    invoice = factories.make_sent_invoice(company, customer=customer, external_id="shop-1")
    bill = factories.make_approved_bill(company, external_id="inbox-1")
    factories.make_payment(company, contact=customer, external_id="bank-1")
    entry = factories.make_entry(factories.make_company(), external_id='erp-"1"')
    assert data(company, "contact.created")["external_id"] == "crm-1"
    assert data(company, "invoice.sent")["external_id"] == invoice.external_id == "shop-1"
    assert data(company, "bill.approved")["external_id"] == bill.external_id == "inbox-1"
    assert data(company, "payment.received")["external_id"] == "bank-1"
    assert data(entry.company, "journal_entry.posted")["external_id"] == 'erp-"1"'


def test_a_failed_operation_records_no_event() -> None:
    company = factories.make_company()
    invoice = factories.make_sent_invoice(company)
    start = factories.head_of(company).last_event_sequence
    with pytest.raises(errors.WrongStatus):
        invoices.delete(invoice, by=factories.owner_of(company))
    assert factories.head_of(company).last_event_sequence == start
    assert Event.objects.filter(company=company).count() == start


def test_moments_are_told_to_the_second_and_to_the_millisecond() -> None:
    company = factories.make_company()
    factories.make_entry(company)
    factories.make_customer(company)
    for event in Event.objects.filter(company=company):
        body = orjson.loads(bytes(event.body))
        moment = event.created_at.astimezone(datetime.UTC)
        assert body["timestamp"] == f"{moment:%Y-%m-%dT%H:%M:%S}Z"
        assert body["occurred_at"] == f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"


@pytest.mark.parametrize("module", [name.partition(".")[0] for name in OPERATIONS if name.endswith(".void")])
def test_the_event_of_a_void_says_its_date_and_the_reason(module: str) -> None:
    company = factories.make_company()
    row = OPERATIONS[f"{module}.void"][0](company)
    globals()[module].void(row, by=factories.owner_of(company), reason="Entered twice")
    told = Event.objects.filter(subject_id=row.pk).order_by("sequence")
    data = [orjson.loads(bytes(one.body))["data"] for one in told]
    said = [(one["void_date"], one["void_reason"]) for one in data]
    row.refresh_from_db()
    assert row.void_date is not None
    assert (set(said[:-1]), said[-1]) == ({(None, "")}, (str(row.void_date), "Entered twice"))


def test_the_event_of_a_rejection_says_the_reason() -> None:
    bill = submitted(factories.make_company())
    by = factories.owner_of(bill.company)
    bills.reject(bill, reason="The order was for 10.", by=by)
    bills.submit(bill, by=by)
    told = Event.objects.filter(subject_id=bill.pk).order_by("sequence")
    reasons = [orjson.loads(bytes(one.body))["data"]["rejection_reason"] for one in told]
    assert reasons == ["", "", "The order was for 10.", ""]
