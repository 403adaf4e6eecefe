"""Each operation with `by` records the user: in a column of a row that it writes, or in the audit trail."""

import datetime
import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone
from django_otp.oath import TOTP

import accounting
import identity
import webhooks
from accounting.attachments import attachments
from accounting.banking import bank_transactions, transfers
from accounting.budgets import budgets
from accounting.currencies import rates
from accounting.documents import bills, credit_notes, invoices, vendor_credits
from accounting.exchange import booking, imports
from accounting.exchange.source import SourceJournal
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
from accounting.models import JournalEntry
from accounting.opening import opening_balances
from accounting.recurring import templates
from accounting.revaluation import revaluations
from accounting.settlement import adjustments, credits, payments
from accounting.taxes import returns, tax_rates
from foundation.models import AuditRecord
from identity import api_keys, invitations, operations, second_factor
from identity.models import Authenticator, SignIn, User
from tests import factories, house
from tests.people import PASSWORD, make_admin, make_key, make_organization, make_user
from tests.servers import ROOT
from webhooks import operations as hooks

pytestmark = pytest.mark.django_db

HERE = "192.0.2.1"
DAY = factories.DAY
HELPERS = {
    "accounting.documents.at_once.change",
    "accounting.documents.at_once.post",
    "accounting.documents.at_once.void",
    "accounting.documents.crediting.change",
    "accounting.documents.crediting.enter",
    "accounting.documents.crediting.post",
    "accounting.documents.entering.change",
    "accounting.documents.entering.delete",
    "accounting.documents.entering.enter",
    "accounting.documents.entries.post",
    "accounting.documents.entries.reverse",
    "accounting.documents.entries.void",
    "accounting.exchange.account_list.book",
    "accounting.exchange.booking.book_into",
    "accounting.exchange.contact_list.book",
    "accounting.exchange.item_list.book",
    "accounting.exchange.open_documents.book",
    "accounting.ledger.accounts.add_missing",
    "accounting.ledger.members.put",
    "accounting.recurring.making.make",
    "accounting.recurring.making.try_out",
    "accounting.settlement.settling.free",
    "accounting.settlement.settling.insert",
    "accounting.settlement.settling.settle",
    "accounting.settlement.settling.settle_more",
    "accounting.settlement.settling.take_back",
    "accounting.settlement.settling.void",
}
"""Parts of the operations of documents, payments, revaluations and imports, which are called here."""


def public_operations() -> Iterator[str]:
    """Yield each public function with a keyword `by`, in any module but those of reports: they age `by` a date."""
    for package in (accounting, identity, webhooks):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if {"migrations", "management", "admin", "reports"} & set(module.name.split(".")):
                continue
            for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
                by = inspect.signature(function).parameters.get("by")
                if function.__module__ == module.name and name[0] != "_" and by and by.kind == by.KEYWORD_ONLY:
                    yield f"{module.name}.{name}"


def documented() -> set[str]:
    """Return the actions in docs/audit.md. `.archived` stands for that of the same kind as the one before it."""
    found, noun = set(), ""
    for row in (ROOT / "docs/audit.md").read_text().partition("## Actions")[2].splitlines():
        for text in re.findall(r"`([a-z_.]+)`", row.split("|")[1]) if row.startswith("| `") else ():
            noun = text.partition(".")[0] or noun
            found.add(f"{noun}.{text.partition('.')[2]}")
    return found


def authored(by: User) -> int:
    """Count the rows of all tables that name `by` as the author, by one statement: it is asked twice for each
    operation."""
    counts = " UNION ALL ".join(
        f'SELECT count(*) FROM "{model._meta.db_table}" WHERE "{field.column}" = %(by)s'
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is User and (field.name == "by" or field.name.endswith("_by"))
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT sum(count) FROM ({counts})", {"by": by.pk})
        return cursor.fetchone()[0]


class Books:
    """A company for the calls. Another user does everything before the call under test."""

    def __init__(self) -> None:
        self.owner = make_admin(make_organization())
        self.company = factories.make_company(by=self.owner)
        self.proof: dict[str, Any] = {}

    def user(self) -> User:
        return make_user(self.company.organization)

    def draft(self) -> JournalEntry:
        return factories.make_draft(self.company)

    def lines(self) -> list[Any]:
        left, right = factories.two_accounts(self.company)
        return [factories.debit(left, "5.00"), factories.credit(right, "5.00")]

    def given_lines(self) -> list[dict[str, Any]]:
        return [
            {"account_id": line.account_id, "debit": line.debit, "credit": line.credit, "description": ""}
            for line in self.lines()
        ]

    def closed(self) -> Any:
        entry = factories.make_entry(self.company, date=datetime.date(2026, 1, 15))
        return periods.close(entry.period, by=self.owner)

    def open_invoice(self, payment: Any) -> list[Any]:
        invoice = factories.make_sent_invoice(self.company, customer=payment.contact)
        return [{"invoice_id": invoice.id, "amount": Decimal("60.00")}]

    def allocated(self) -> tuple[Any, list[UUID]]:
        payment = factories.make_payment(self.company)
        payments.allocate(payment, allocations=self.open_invoice(payment), date=DAY, by=self.owner)
        return payment, [one.id for one in payment.allocations.all()]

    def credit(self) -> Any:
        return factories.make_issued_credit_note(self.company, invoice=factories.make_sent_invoice(self.company))

    def code(self, by: User, later: int = 0) -> str:
        totp = TOTP(Authenticator.objects.get(user=by).secret, step=Authenticator.STEP_SECONDS)
        totp.time = time.time() + later * Authenticator.STEP_SECONDS
        return f"{totp.token():06}"

    def set_up(self, by: User) -> None:
        second_factor.set_up(by=by, password=PASSWORD, address=HERE)

    def turn_on(self, by: User) -> None:
        self.set_up(by)
        second_factor.confirm(by=by, code=self.code(by), address=HERE)
        self.proof = {"password": PASSWORD, "code": self.code(by, later=1), "address": HERE}

    def session(self, by: User) -> SignIn:
        operations.sign_in(email=by.email, password=PASSWORD, address=HERE)
        return SignIn.objects.filter(user=by).latest("id")


def _entry(books: Books) -> JournalEntry:
    return JournalEntry(company=books.company, date=DAY)


def _support(books: Books, by: User) -> object:
    User.objects.filter(id=by.id).update(is_staff=True, is_superuser=True)
    by.refresh_from_db()
    lost = books.user()
    books.turn_on(lost)
    return second_factor.remove(lost, by=by)


PREPARED: dict[str, Callable[[Books, User], None]] = {
    "identity.second_factor.confirm": Books.set_up,
    "identity.second_factor.renew_recovery_codes": Books.turn_on,
    "identity.second_factor.turn_off": Books.turn_on,
}
"""What the same user must have done before."""

CALLS: dict[str, Callable[[Books, User], object]] = {
    "accounting.settlement.adjustments.create": lambda b, by: adjustments.create(
        b.company,
        by=by,
        contact_kind="customer",
        contact_id=factories.make_customer(b.company).id,
        kind="write_off",
        date=DAY,
        lines=[{"account_id": factories.account(b.company, "6800").id, "amount": Decimal("1.00")}],
    ),
    "accounting.settlement.adjustments.allocate": lambda b, by: adjustments.allocate(
        adjustment := factories.make_adjustment(b.company),
        allocations=[b.open_invoice(adjustment)[0] | {"amount": Decimal("20.00")}],
        date=DAY,
        by=by,
    ),
    "accounting.settlement.adjustments.unallocate": lambda b, by: adjustments.unallocate(
        adjustment := house._allocated_adjustment(b.company, b.owner),
        allocation_ids=[one.id for one in adjustment.allocations.all()],
        date=DAY,
        by=by,
    ),
    "accounting.settlement.adjustments.update": lambda b, by: adjustments.update(
        factories.make_adjustment(b.company), by=by, reference="New"
    ),
    "accounting.settlement.adjustments.void": lambda b, by: adjustments.void(
        factories.make_adjustment(b.company), by=by
    ),
    "accounting.banking.bank_transactions.create": lambda b, by: bank_transactions.create(
        b.company,
        by=by,
        type="receive",
        account_id=factories.account(b.company, "1000").id,
        date=DAY,
        lines=[{"account_id": factories.account(b.company, "4000").id, "amount": Decimal("1.00")}],
    ),
    "accounting.banking.bank_transactions.update": lambda b, by: bank_transactions.update(
        factories.make_bank_transaction(b.company), by=by, reference="New"
    ),
    "accounting.banking.bank_transactions.void": lambda b, by: bank_transactions.void(
        factories.make_bank_transaction(b.company), by=by
    ),
    "accounting.opening.opening_balances.replace": lambda b, by: opening_balances.replace(
        b.company, by=by, **factories.opening_body(b.company)
    ),
    "accounting.recurring.templates.create": lambda b, by: factories.make_recurring(b.company, by=by),
    "accounting.recurring.templates.update": lambda b, by: templates.update(
        factories.make_recurring(b.company), name="Rent of the office", by=by
    ),
    "accounting.recurring.templates.pause": lambda b, by: templates.pause(factories.make_recurring(b.company), by=by),
    "accounting.recurring.templates.resume": lambda b, by: templates.resume(
        templates.pause(factories.make_recurring(b.company), by=b.owner), by=by
    ),
    "accounting.recurring.templates.end": lambda b, by: templates.end(factories.make_recurring(b.company), by=by),
    "accounting.recurring.templates.delete": lambda b, by: templates.delete(factories.make_recurring(b.company), by=by),
    "accounting.banking.transfers.create": lambda b, by: transfers.create(
        b.company,
        by=by,
        from_account_id=factories.account(b.company, "1000").id,
        to_account_id=factories.account(b.company, "1010").id,
        date=DAY,
        amount=Decimal("1.00"),
    ),
    "accounting.banking.transfers.update": lambda b, by: transfers.update(
        factories.make_transfer(b.company), by=by, reference="New"
    ),
    "accounting.banking.transfers.void": lambda b, by: transfers.void(factories.make_transfer(b.company), by=by),
    "accounting.documents.bills.approve": lambda b, by: bills.approve(factories.make_bill(b.company), by=by),
    "accounting.documents.bills.create": lambda b, by: bills.create(
        b.company,
        by=by,
        vendor_id=factories.make_vendor(b.company).id,
        bill_number="1",
        issue_date=DAY,
        lines=[factories.line(b.company, code="6100")],
    ),
    "accounting.documents.bills.delete": lambda b, by: bills.delete(factories.make_bill(b.company), by=by),
    "accounting.documents.bills.reject": lambda b, by: bills.reject(
        bills.submit(factories.make_bill(b.company), by=b.owner), by=by, reason="No."
    ),
    "accounting.documents.bills.submit": lambda b, by: bills.submit(factories.make_bill(b.company), by=by),
    "accounting.documents.bills.replace": lambda b, by: bills.replace(factories.make_bill(b.company), by=by, notes="x"),
    "accounting.documents.bills.update": lambda b, by: bills.update(factories.make_bill(b.company), by=by, notes="x"),
    "accounting.documents.bills.void": lambda b, by: bills.void(factories.make_approved_bill(b.company), by=by),
    "accounting.documents.credit_notes.create": lambda b, by: credit_notes.create(
        b.company, by=by, invoice_id=factories.make_sent_invoice(b.company).id, issue_date=DAY
    ),
    "accounting.documents.credit_notes.delete": lambda b, by: credit_notes.delete(
        factories.make_credit_note(b.company), by=by
    ),
    "accounting.documents.credit_notes.issue": lambda b, by: credit_notes.issue(
        factories.make_credit_note(b.company), by=by
    ),
    "accounting.documents.credit_notes.update": lambda b, by: credit_notes.update(
        factories.make_credit_note(b.company), by=by, notes="x"
    ),
    "accounting.documents.credit_notes.void": lambda b, by: credit_notes.void(
        factories.make_issued_credit_note(b.company), by=by
    ),
    "accounting.documents.invoices.create": lambda b, by: invoices.create(
        b.company,
        by=by,
        customer_id=factories.make_customer(b.company).id,
        issue_date=DAY,
        lines=[factories.line(b.company)],
    ),
    "accounting.documents.invoices.delete": lambda b, by: invoices.delete(factories.make_invoice(b.company), by=by),
    "accounting.documents.invoices.send": lambda b, by: invoices.send(factories.make_invoice(b.company), by=by),
    "accounting.documents.invoices.replace": lambda b, by: invoices.replace(
        factories.make_invoice(b.company), by=by, notes="x"
    ),
    "accounting.documents.invoices.update": lambda b, by: invoices.update(
        factories.make_invoice(b.company), by=by, notes="x"
    ),
    "accounting.documents.invoices.void": lambda b, by: invoices.void(factories.make_sent_invoice(b.company), by=by),
    "accounting.documents.vendor_credits.create": lambda b, by: vendor_credits.create(
        b.company,
        by=by,
        bill_id=factories.make_approved_bill(b.company).id,
        vendor_credit_number="1",
        issue_date=DAY,
    ),
    "accounting.documents.vendor_credits.delete": lambda b, by: vendor_credits.delete(
        factories.make_vendor_credit(b.company), by=by
    ),
    "accounting.documents.vendor_credits.issue": lambda b, by: vendor_credits.issue(
        factories.make_vendor_credit(b.company), by=by
    ),
    "accounting.documents.vendor_credits.update": lambda b, by: vendor_credits.update(
        factories.make_vendor_credit(b.company), by=by, notes="x"
    ),
    "accounting.documents.vendor_credits.void": lambda b, by: vendor_credits.void(
        factories.make_issued_vendor_credit(b.company), by=by
    ),
    "accounting.exchange.booking.book": lambda b, by: booking.book(
        SourceJournal("USD"), organization=b.company.organization, name="Imported", by=by
    ),
    "accounting.exchange.imports.cancel": lambda b, by: imports.cancel(factories.make_import(b.company), by=by),
    "accounting.exchange.imports.create": lambda b, by: factories.make_import(b.company, by=by),
    "accounting.ledger.accounts.add_many": lambda b, by: accounts.add_many(
        [accounts.new(accounts.Tree(b.company), code="6999", name="X", type="expense")], by=by
    ),
    "accounting.ledger.accounts.archive": lambda b, by: accounts.archive(factories.make_account(b.company), by=by),
    "accounting.ledger.accounts.create": lambda b, by: accounts.create(
        b.company, by=by, code="1", name="One", type="asset"
    ),
    "accounting.ledger.accounts.create_many": lambda b, by: accounts.create_many(
        b.company, by=by, given=[{"code": "6999", "name": "X", "type": "expense"}]
    ),
    "accounting.ledger.accounts.delete": lambda b, by: accounts.delete(factories.make_account(b.company), by=by),
    "accounting.ledger.accounts.restore": lambda b, by: accounts.restore(
        accounts.archive(factories.make_account(b.company), by=b.owner), by=by
    ),
    "accounting.ledger.accounts.update": lambda b, by: accounts.update(
        factories.make_account(b.company), by=by, name="New"
    ),
    "accounting.ledger.accounts.update_many": lambda b, by: accounts.update_many(
        [(factories.make_account(b.company), {"name": "New"})], by=by
    ),
    "accounting.ledger.companies.create": lambda b, by: companies.create(
        organization=b.company.organization, name="Second", base_currency="EUR", by=by
    ),
    "accounting.ledger.companies.update": lambda b, by: companies.update(b.company, by=by, time_zone="Europe/Paris"),
    "accounting.ledger.contacts.add_many": lambda b, by: contacts.add_many(
        [contacts.new(b.company, kind="vendor", name="New")], by=by
    ),
    "accounting.ledger.contacts.archive": lambda b, by: contacts.archive(factories.make_customer(b.company), by=by),
    "accounting.ledger.contacts.create": lambda b, by: contacts.create(b.company, by=by, kind="vendor", name="New"),
    "accounting.ledger.contacts.delete": lambda b, by: contacts.delete(factories.make_customer(b.company), by=by),
    "accounting.ledger.contacts.restore": lambda b, by: contacts.restore(
        contacts.archive(factories.make_customer(b.company), by=b.owner), by=by
    ),
    "accounting.ledger.contacts.replace": lambda b, by: contacts.replace(
        factories.make_customer(b.company), by=by, name="New"
    ),
    "accounting.ledger.contacts.update": lambda b, by: contacts.update(
        factories.make_customer(b.company), by=by, name="New"
    ),
    "accounting.ledger.contacts.update_many": lambda b, by: contacts.update_many(
        [(factories.make_customer(b.company), {"name": "New"})], by=by
    ),
    "accounting.ledger.fiscal_years.close": lambda b, by: fiscal_years.close(
        factories.make_ended_year(b.company), by=by
    ),
    "accounting.ledger.fiscal_years.reopen": lambda b, by: fiscal_years.reopen(
        fiscal_years.close(factories.make_ended_year(b.company), by=b.owner), reason="Audit.", by=by
    ),
    "accounting.ledger.journal.create": lambda b, by: journal.create(
        b.company, by=by, date=DAY, lines=b.given_lines(), status="draft"
    ),
    "accounting.ledger.journal.create_many": lambda b, by: journal.create_many(
        b.company, by=by, entries=[{"date": DAY, "lines": b.given_lines()}]
    ),
    "accounting.ledger.journal.delete_draft": lambda b, by: journal.delete_draft(b.draft(), by=by),
    "accounting.ledger.journal.post": lambda b, by: journal.post(b.draft(), by=by),
    "accounting.ledger.journal.post_many": lambda b, by: journal.post_many([(_entry(b), b.lines())], by=by),
    "accounting.ledger.journal.reverse": lambda b, by: journal.reverse(factories.make_entry(b.company), by=by),
    "accounting.ledger.journal.save_draft": lambda b, by: journal.save_draft(b.draft(), lines=b.lines(), by=by),
    "accounting.ledger.journal.update": lambda b, by: journal.update(b.draft(), by=by, memo="New"),
    "accounting.ledger.members.assign": lambda b, by: members.assign(b.company, user=b.user(), role="viewer", by=by),
    "accounting.ledger.members.remove": lambda b, by: members.remove(
        members.assign(b.company, user=b.user(), role="viewer", by=b.owner), by=by
    ),
    "accounting.ledger.periods.close": lambda b, by: periods.close(
        factories.make_entry(b.company, date=datetime.date(2026, 1, 15)).period, by=by
    ),
    "accounting.ledger.periods.reopen": lambda b, by: periods.reopen(b.closed(), reason="Late bill.", by=by),
    "accounting.settlement.credits.apply": lambda b, by: credits.apply(b.credit(), date=DAY, by=by),
    "accounting.settlement.credits.unapply": lambda b, by: credits.unapply(
        credit := credits.apply(b.credit(), date=DAY, by=b.owner),
        allocation_ids=[one.id for one in credit.allocations.all()],
        date=DAY,
        by=by,
    ),
    "accounting.settlement.payments.allocate": lambda b, by: payments.allocate(
        payment := factories.make_payment(b.company), allocations=b.open_invoice(payment), date=DAY, by=by
    ),
    "accounting.settlement.payments.create": lambda b, by: payments.create(
        b.company,
        by=by,
        type="received",
        contact_id=factories.make_customer(b.company).id,
        date=DAY,
        amount=Decimal("1.00"),
        account_id=factories.account(b.company, "1000").id,
    ),
    "accounting.settlement.payments.refund": lambda b, by: payments.refund(
        factories.make_payment(b.company), date=DAY, by=by
    ),
    "accounting.settlement.payments.unallocate": lambda b, by: payments.unallocate(
        (given := b.allocated())[0], allocation_ids=given[1], date=DAY, by=by
    ),
    "accounting.settlement.payments.update": lambda b, by: payments.update(
        factories.make_payment(b.company), by=by, reference="New"
    ),
    "accounting.settlement.payments.void": lambda b, by: payments.void(factories.make_payment(b.company), by=by),
    "accounting.currencies.rates.create": lambda b, by: rates.create(
        b.company, by=by, currency="EUR", date=DAY, rate=Decimal("1.1")
    ),
    "accounting.currencies.rates.delete": lambda b, by: rates.delete(factories.make_exchange_rate(b.company), by=by),
    "accounting.currencies.rates.take": lambda b, by: rates.take(
        b.company, [(DAY, "USD", Decimal("1.1"))], by=by, quoted="EUR", source="ecb"
    ),
    "accounting.revaluation.revaluations.create": lambda b, by: revaluations.create(
        factories.open_in_euros(b.company), by=by, **factories.revaluation_of(b.company)
    ),
    "accounting.revaluation.revaluations.void": lambda b, by: revaluations.void(
        factories.make_fx_revaluation(b.company), by=by
    ),
    "accounting.taxes.returns.create": lambda b, by: house.make_tax_return(b.company, by),
    "accounting.taxes.returns.delete": lambda b, by: returns.delete(house.make_tax_return(b.company, b.owner), by=by),
    "accounting.taxes.returns.file": lambda b, by: returns.file(house.make_tax_return(b.company, b.owner), by=by),
    "accounting.budgets.budgets.archive": lambda b, by: budgets.archive(factories.make_budget(b.company), by=by),
    "accounting.budgets.budgets.create": lambda b, by: budgets.create(
        b.company, by=by, name="Plan", start_date=datetime.date(2026, 1, 1)
    ),
    "accounting.budgets.budgets.delete": lambda b, by: budgets.delete(factories.make_budget(b.company), by=by),
    "accounting.budgets.budgets.restore": lambda b, by: budgets.restore(
        budgets.archive(factories.make_budget(b.company), by=b.owner), by=by
    ),
    "accounting.budgets.budgets.set_lines": lambda b, by: budgets.set_lines(
        factories.make_budget(b.company), lines=[], by=by
    ),
    "accounting.budgets.budgets.update": lambda b, by: budgets.update(
        factories.make_budget(b.company), by=by, name="New"
    ),
    "accounting.attachments.attachments.create": lambda b, by: attachments.create(
        b.company,
        by=by,
        object_type="contact",
        object_id=factories.make_customer(b.company).id,
        file_name="a.pdf",
        content=factories.PDF,
    ),
    "accounting.attachments.attachments.delete": lambda b, by: attachments.delete(
        factories.make_attachment(b.company), by=by
    ),
    "accounting.items.items.add_many": lambda b, by: items.add_many([items.new(b.company, name="Tea")], by=by),
    "accounting.items.items.archive": lambda b, by: items.archive(factories.make_item(b.company), by=by),
    "accounting.items.items.create": lambda b, by: items.create(b.company, by=by, name="Tea"),
    "accounting.items.items.delete": lambda b, by: items.delete(factories.make_item(b.company), by=by),
    "accounting.items.items.replace": lambda b, by: items.replace(factories.make_item(b.company), by=by, name="Tea"),
    "accounting.items.items.restore": lambda b, by: items.restore(
        items.archive(factories.make_item(b.company), by=b.owner), by=by
    ),
    "accounting.items.items.update": lambda b, by: items.update(factories.make_item(b.company), by=by, name="Tea"),
    "accounting.items.items.update_many": lambda b, by: items.update_many(
        [(factories.make_item(b.company), {"name": "Tea"})], by=by
    ),
    "accounting.taxes.tax_rates.archive": lambda b, by: tax_rates.archive(factories.make_tax_rate(b.company), by=by),
    "accounting.taxes.tax_rates.create": lambda b, by: tax_rates.create(
        b.company, by=by, name="VAT", percent=Decimal(20)
    ),
    "accounting.taxes.tax_rates.delete": lambda b, by: tax_rates.delete(factories.make_tax_rate(b.company), by=by),
    "accounting.taxes.tax_rates.restore": lambda b, by: tax_rates.restore(
        tax_rates.archive(factories.make_tax_rate(b.company), by=b.owner), by=by
    ),
    "accounting.taxes.tax_rates.update": lambda b, by: tax_rates.update(
        factories.make_tax_rate(b.company), by=by, name="New"
    ),
    "accounting.ledger.tracking_categories.archive": lambda b, by: tracking_categories.archive(
        factories.make_tracking_category(b.company), by=by
    ),
    "accounting.ledger.tracking_categories.create": lambda b, by: tracking_categories.create(
        b.company, by=by, name="Department"
    ),
    "accounting.ledger.tracking_categories.delete": lambda b, by: tracking_categories.delete(
        factories.make_tracking_category(b.company), by=by
    ),
    "accounting.ledger.tracking_categories.remove_options": lambda b, by: tracking_categories.remove_options(
        category := factories.make_tracking_category(b.company), by=by, option_ids=factories.options_of(category)
    ),
    "accounting.ledger.tracking_categories.restore": lambda b, by: tracking_categories.restore(
        tracking_categories.archive(factories.make_tracking_category(b.company), by=b.owner), by=by
    ),
    "accounting.ledger.tracking_categories.update": lambda b, by: tracking_categories.update(
        factories.make_tracking_category(b.company), by=by, name="Team"
    ),
    "identity.api_keys.create": lambda b, by: api_keys.create(by=by, name="Shop", role="viewer", scopes=["bills:read"]),
    "identity.api_keys.revoke": lambda b, by: api_keys.revoke(make_key(b.owner).key, by=by),
    "identity.api_keys.rotate": lambda b, by: api_keys.rotate(make_key(b.owner).key, by=by),
    "identity.api_keys.update": lambda b, by: api_keys.update(make_key(b.owner).key, by=by, name="Other shop"),
    "identity.invitations.invite": lambda b, by: invitations.invite(by=by, email="new@example.com"),
    "identity.invitations.invite_again": lambda b, by: invitations.invite_again(
        house._invited(b.company, b.owner), by=by
    ),
    "identity.operations.change_password": lambda b, by: operations.change_password(
        by=by, current_password=PASSWORD, new_password="another long phrase", address=HERE
    ),
    "identity.operations.change_password_on_pages": lambda b, by: operations.change_password_on_pages(
        by=by, current_password=PASSWORD, new_password="another long phrase", address=HERE
    ),
    "identity.operations.create_user": lambda b, by: operations.create_user(
        by=by, email="made@example.com", full_name="Made", password="another long phrase"
    ),
    "identity.operations.end_session": lambda b, by: operations.end_session(b.session(by), by=by),
    "identity.operations.end_sessions": lambda b, by: operations.end_sessions(b.user(), by=by),
    "identity.operations.remove_user": lambda b, by: operations.remove_user(b.user(), by=by),
    "identity.operations.update_profile": lambda b, by: operations.update_profile(by=by, full_name="New Name"),
    "identity.operations.update_user": lambda b, by: operations.update_user(b.user(), by=by, role="admin"),
    "identity.second_factor.confirm": lambda b, by: second_factor.confirm(by=by, code=b.code(by), address=HERE),
    "identity.second_factor.remove": _support,
    "identity.second_factor.renew_recovery_codes": lambda b, by: second_factor.renew_recovery_codes(by=by, **b.proof),
    "identity.second_factor.set_up": lambda b, by: second_factor.set_up(by=by, password=PASSWORD, address=HERE),
    "identity.second_factor.turn_off": lambda b, by: second_factor.turn_off(by=by, **b.proof),
    "webhooks.operations.create": lambda b, by: hooks.create(
        b.company.organization, by=by, url="https://example.com/hooks", events=["*"]
    ),
    "webhooks.operations.delete": lambda b, by: hooks.delete(factories.make_webhook(b.company), by=by),
    "webhooks.operations.disable": lambda b, by: hooks.disable(factories.make_webhook(b.company), by=by),
    "webhooks.operations.enable": lambda b, by: hooks.enable(
        hooks.disable(factories.make_webhook(b.company), by=b.owner), by=by
    ),
    "webhooks.operations.replay": lambda b, by: hooks.replay(
        factories.make_webhook(b.company), by=by, since=timezone.now() - datetime.timedelta(days=1)
    ),
    "webhooks.operations.resend": lambda b, by: hooks.resend(
        hooks.send_test(factories.make_webhook(b.company), by=b.owner), by=by
    ),
    "webhooks.operations.rotate_secret": lambda b, by: hooks.rotate_secret(factories.make_webhook(b.company), by=by),
    "webhooks.operations.send_test": lambda b, by: hooks.send_test(factories.make_webhook(b.company), by=by),
    "webhooks.operations.try_now": lambda b, by: hooks.try_now(
        factories.hold(factories.make_webhook(b.company)), by=by
    ),
    "webhooks.operations.update": lambda b, by: hooks.update(
        factories.make_webhook(b.company), by=by, description="Ours"
    ),
}


def test_every_operation_is_tried_here() -> None:
    assert set(public_operations()) == CALLS.keys() | HELPERS


def test_each_operation_says_who_did_it(subtests: pytest.Subtests) -> None:
    books, recorded = Books(), set[str]()
    for name, call in CALLS.items():
        with subtests.test(name), transaction.atomic():
            by = make_admin(books.company.organization)
            PREPARED.get(name, lambda books, by: None)(books, by)
            before = authored(by)
            call(books, by)
            recorded |= set(AuditRecord.objects.values_list("action", flat=True))
            assert authored(by) > before, f"{name} takes `by` and does not record it: audit.record(…), or a column"
            transaction.set_rollback(True)
    told = documented()
    assert recorded - told == set(), "add them to the table of docs/audit.md"
