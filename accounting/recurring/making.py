"""Make the document of a recurring template for one date, by the operations that a request would call."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from uuid_utils.compat import uuid7

from accounting import errors
from accounting.documents import bills, invoices
from accounting.documents.models import Bill, Invoice
from accounting.ledger import chart, journal, periods
from accounting.ledger.models import EntryStatus, JournalEntry
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
    day = periods.accounting_date(company, date, closed)
    if template.kind == RecurringKind.JOURNAL_ENTRY:
        _check_accounts(template, body["lines"])
        status = EntryStatus.POSTED if template.auto_post or trial else EntryStatus.DRAFT
        return journal.create(company, by=by, date=day, status=status, **body)
    if template.kind == RecurringKind.INVOICE:
        invoice = invoices.create(company, by=by, issue_date=day, **body)
        return invoices.send(invoice, by=by) if template.auto_post else invoice
    body["bill_number"] = uuid7().hex if trial else f"{body['bill_number']}-{date}"
    bill = bills.create(company, by=by, issue_date=day, **body)
    return bills.approve(bill, by=by) if template.auto_post else bill


def _check_accounts(template: RecurringTemplate, lines: Sequence[Mapping[str, Any]]) -> None:
    """Raise AccountNotUsable for an account that is archived or a control account: a draft could have it."""
    accounts = chart.accounts_by_id(template.company, [line["account_id"] for line in lines])
    for position, line in enumerate(lines):
        chart.usable_account(accounts, line["account_id"], field=f"lines[{position}].account_id")


def try_out(template: RecurringTemplate, *, by: User) -> None:
    """Make the document of today and take it back, so that a template that cannot work is refused at once.

    Raises the errors of `make`, with the path of the wrong field in the template.
    """
    try:
        with savepoint():
            make(template, periods.today(template.company), by=by, trial=True)
            raise _TakeBack
    except _TakeBack:
        return
    except errors.Refusal as refusal:
        refusal.field = f"{template.kind}.{refusal.field}" if refusal.field else ""
        raise


class _TakeBack(Exception):
    """Not an error: it rolls back what was tried out."""
