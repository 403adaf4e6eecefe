"""A user's program, type-checked strictly by test_typing.py. Each `type: ignore` is a mistake that must be found."""

import datetime as dt
from decimal import Decimal

from atlas_accounting import AsyncAtlas, Atlas, ConflictError, Tokens, ValidationError, webhooks
from atlas_accounting.models import Invoice
from atlas_accounting.params import InvoiceLineParams


def total(invoices: list[Invoice]) -> Decimal:
    return sum((invoice.amount for invoice in invoices), Decimal(0))


def program(atlas: Atlas) -> Decimal:
    line: InvoiceLineParams = {"account_id": "a", "unit_price": Decimal("1.10"), "quantity": 2}
    invoice = atlas.invoices.create(customer_id="c", lines=[line], due_date=dt.date(2026, 1, 1), external_id=None)
    atlas.invoices.create(customer_id="c", lines=[{"account_id": "a", "unit_price": 1.10}])  # type: ignore[typeddict-item]
    atlas.journal_entries.create(date=dt.date(2026, 1, 1), lines=[{"debit": 1}])  # type: ignore[typeddict-item]
    atlas.invoices.create(customer_id="c")  # type: ignore[call-arg]
    atlas.invoices.create(customer_id=None, lines=[line])  # type: ignore[arg-type]
    atlas.invoices.list(status=["sent", "overdue"], sort_order="asc")
    atlas.invoices.list(status="overdo")  # type: ignore[arg-type]
    day: dt.date = invoice.issue_date
    moment: dt.datetime = invoice.created_at
    status: str = invoice.status
    wrong: float = invoice.amount  # type: ignore[assignment]
    print(invoice.amuont)  # type: ignore[attr-defined]
    try:
        atlas.invoices.send(invoice.id, if_match=invoice.last_response.etag if invoice.last_response else None)
    except ValidationError as error:
        print([(field.field, field.message) for field in error.errors], day, moment, status, wrong)
    except ConflictError as error:
        print(error.existing_id, error.code, error.request_id)
    return total(list(atlas.invoices.list()))


async def awaited(atlas: AsyncAtlas) -> list[str]:
    found = [invoice.id async for invoice in atlas.invoices.list(status="sent")]
    one = await atlas.invoices.get(found[0])
    amount: Decimal = one.amount
    print(amount, await atlas.reports.trial_balance())
    return found


def hook(body: bytes, headers: dict[str, str]) -> Decimal | None:
    event = webhooks.verify(body, headers, ["new", "old"])
    if event.event == "invoice.paid":
        return event.data.amount
    if event.event == "period.closed":
        print(event.data.amount)  # type: ignore[attr-defined]
    return None


def clients() -> list[Atlas]:
    Atlas(tokens=Tokens("a", "b"), on_response=lambda exchange: print(exchange.path, exchange.seconds))
    Atlas(token="a")  # type: ignore[call-arg]
    return [Atlas(api_key="k"), Atlas(email="e", password="p", company_id="c", timeout=5, max_retries=0)]
