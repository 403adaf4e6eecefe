"""Make the document of a recurring template for one date, by the operations that a request would call."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from uuid_utils.compat import uuid7

from accounting import errors
from accounting.documents import bills, invoices, lines
from accounting.documents.models import Bill, Invoice
from accounting.documents.trade import PURCHASES, SALES
from accounting.ledger import chart, contacts, journal, periods
from accounting.ledger.models import Company, EntryStatus, JournalEntry
from accounting.recurring.models import RecurringKind, RecurringTemplate
from foundation.transactions import savepoint
from identity.models import User


def make(
    template: RecurringTemplate, date: datetime.date, *, by: User, trial: bool = False
) -> JournalEntry | Invoice | Bill:
    """Make the document of one date, as a draft, or with `auto_post` posted: invoices are sent, bills approved.

    The number of a bill is that of the template and the date. For a `trial`, it is one that no other bill has, and
    entries are always posted, because only posting checks that they balance. Raises PeriodClosed, AccountNotUsable, and
    the errors of the operations that create and post the document.
    """
    company, body = template.company, template.body()
    closed: Any = "next_open" if template.on_closed_period == "next_open" else "refuse"
    is_taxed = any(line.get("tax_rate_id") for line in body["lines"])
    day = periods.accounting_date(company, date, closed, is_taxed=is_taxed)
    if template.kind == RecurringKind.JOURNAL_ENTRY:
        _check_accounts(template, body["lines"])
        status = EntryStatus.POSTED if template.auto_post or trial else EntryStatus.DRAFT
        return journal.create(company, by=by, date=day, status=status, **body)
    try:
        if template.kind == RecurringKind.INVOICE:
            invoice = invoices.create(company, by=by, issue_date=day, **body)
            return invoices.send(invoice, by=by) if template.auto_post else invoice
        body["bill_number"] = uuid7().hex if trial else f"{body['bill_number']}-{date}"
        bill = bills.create(company, by=by, issue_date=day, **body)
        return bills.approve(bill, by=by) if template.auto_post else bill
    except errors.ExchangeRateMissing as missing:
        # It names the exchange rate of the document, and a template has none: what it can change is its currency.
        raise errors.ExchangeRateMissing(missing.what, field="currency") from missing


def _check_accounts(template: RecurringTemplate, lines: Sequence[Mapping[str, Any]]) -> None:
    """Raise AccountNotUsable for an account that is archived or a control account: a draft could have it."""
    accounts = chart.accounts_by_id(template.company, [line["account_id"] for line in lines])
    for position, line in enumerate(lines):
        chart.usable_account(accounts, line["account_id"], field=f"lines[{position}].account_id")


def try_out(template: RecurringTemplate, *, by: User) -> None:
    """Make the next document and take it back, so that a template that cannot work is refused at once.

    It is that of today if its date has passed, for then it may wait for a period to open, and if there is no exchange
    rate of its date yet. Raises the errors of `make`, with the path of the wrong field in the template.
    """
    today = periods.today(template.company)
    date = min(max(template.next_date or today, today), periods.last_day(template.company))
    try:
        _try(template, date, by=by)
    except errors.ExchangeRateMissing:
        if date == today:
            raise
        _try(template, today, by=by)


def _try(template: RecurringTemplate, date: datetime.date, *, by: User) -> None:
    try:
        with _inside(template.kind), savepoint():
            make(template, date, by=by, trial=True)
            raise _TakeBack
    except _TakeBack:
        return


def with_items(company: Company, kind: str, content: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return the lines of a template with what they take from their items (`lines.with_items`)."""
    given = content["lines"]
    if kind == RecurringKind.JOURNAL_ENTRY:
        return given
    trade = PURCHASES if kind == RecurringKind.BILL else SALES
    currency = content.get("currency") or company.base_currency_id
    with _inside(kind):
        if not content.get("currency") and any(line.get("item_id") for line in given):
            contact_id = content[trade.contact_id]
            currency = contacts.usable(company, trade.contact, contact_id, field=trade.contact_id).currency_id
        return lines.with_items(company, given, trade=trade, currency=currency)


@contextmanager
def _inside(kind: str) -> Iterator[None]:
    """Name the field of a refusal by its path in a template."""
    try:
        yield
    except errors.Refusal as refusal:
        refusal.field = f"{kind}.{refusal.field}" if refusal.field else ""
        raise


class _TakeBack(Exception):
    """Not an error: it rolls back what was tried out."""
