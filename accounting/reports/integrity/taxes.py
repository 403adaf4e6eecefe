"""Check tax rates, and the taxes of documents against their entries, component by component."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from django.db.models import Q

from accounting.ledger import money
from accounting.ledger.dates import DAY
from accounting.ledger.models import Company, EntryStatus, JournalEntry, JournalLine, LedgerHead
from accounting.open_items.models import Allocation, OpenItem
from accounting.reports.integrity.check import Check
from accounting.reports.integrity.items import may_be_left_out, name_of, with_lines
from accounting.reports.integrity.ledger import ZERO, Walk
from accounting.taxes.models import TaxBalance, TaxBasis, TaxRate, TaxReturn, TaxReturnStatus
from foundation.words import counted

HUNDRED = Decimal(100)
EIGHT_PLACES = Decimal("1e-8")
"""How exactly PostgreSQL compares the remainders of shares, in units of the currency."""
BOXED = ("sales_net", "sales_tax", "purchase_net", "purchase_tax")
Found = defaultdict[tuple[Any, str], Decimal]


def rates(company: Company) -> Check:
    """Compare the percentage of each rate with its components."""
    check = Check("tax rates", "The percentage of each tax rate is that of its components.", "tax rates")
    for rate in TaxRate.objects.filter(company=company).prefetch_related("components").order_by("id"):
        check.examined += 1
        parts = sorted(rate.components.all(), key=lambda part: part.position)
        whole = HUNDRED
        for part in parts:
            whole += part.percent * (whole if part.compound else HUNDRED) / HUNDRED
        places = [part.position for part in parts]
        check.expect(places == [*range(len(parts))] != [], f"The tax rate {rate} ({rate.pk}) lacks a component.")
        percent = whole - HUNDRED
        check.expect(
            abs(percent - rate.percent) <= Decimal("0.00005"),
            f"The tax rate {rate} ({rate.pk}) says {rate.percent:f} %; its components come to {percent:f} %.",
        )
    return check


def days(company: Company, walk: Walk) -> Check:
    """Compare what is kept of each day, rate and kind with its lines."""
    check = Check("taxes by day", "The taxes of each day, and the amounts taxed, are those of its lines.", "balances")
    rows = TaxBalance.objects.filter(company=company)
    columns = ("day", "tax_rate_id", "kind", "account_id", "amount", "lines")
    kept = {(*key, account): (amount, many) for *key, account, amount, many in rows.values_list(*columns)}
    for key in sorted(kept.keys() | walk.taxed.keys(), key=str):
        check.examined += 1
        day, rate, kind, account = key
        ours, theirs = kept.get(key, (ZERO, 0)), walk.taxed.get(key, (ZERO, 0))
        check.expect(
            ours == theirs,
            f"Tax rate {rate} has {ours[0]} of {kind} on {day}{f' on account {account}' if account else ''}, of "
            f"{counted(ours[1], 'line')}; its lines come to {theirs[0]}, of {theirs[1]}.",
        )
    return check


def returns(company: Company) -> Check:
    """Compare each filed tax return with the lines of its days, and the lock of the ledger with the last of them."""
    claim = "Filed tax returns follow each other, are locked, and are what the lines of their days come to."
    check = Check("tax returns", claim, "tax returns")
    locked = None
    for filed in TaxReturn.objects.filter(company=company, status=TaxReturnStatus.FILED).order_by("start_date"):
        check.examined += 1
        follows = locked is None or filed.start_date == locked + DAY
        check.expect(follows, f"{filed} ({filed.pk}) does not follow the one that ends on {locked}.")
        locked = filed.end_date
        found: defaultdict[str, Decimal] = defaultdict(Decimal)
        lines = _settled_lines(filed) if filed.basis == TaxBasis.CASH else _lines_of_days(filed)
        for rate_id, kind, amount in lines:
            box = filed.rate_boxes.get(str(rate_id), {}).get(kind, kind)
            found[box] += -amount if kind in ("sales_net", "sales_tax") else amount
        said = {one.box: one.amount for one in filed.boxes}
        for box in sorted(found.keys() | said.keys()):
            ours, theirs = said.get(box, ZERO), found[box]
            check.expect(ours == theirs, f"{filed} ({filed.pk}) says {ours} in box {box}; its lines come to {theirs}.")
    head = LedgerHead.objects.get(company=company)
    check.expect(
        head.tax_locked_until == locked, f"The ledger is locked for tax until {head.tax_locked_until}, not {locked}."
    )
    return check


def _lines_of_days(filed: TaxReturn, *, without_items: bool = False) -> Iterator[tuple[Any, str, Decimal]]:
    """Yield rate, kind and amount, debit positive, of the lines of the days of a tax return."""
    days = (filed.start_date, filed.end_date)
    entries = JournalEntry.objects.filter(company=filed.company_id, status=EntryStatus.POSTED, date__range=days)
    if without_items:
        items = OpenItem.objects.filter(company=filed.company_id).values("id")
        entries = entries.filter(Q(source_id=None) | ~Q(source_id__in=items))
    for _, line in with_lines(entries, JournalLine.objects.filter(tax_kind__in=BOXED)):
        yield line.tax_rate_id, str(line.tax_kind), line.debit - line.credit


def _settled_lines(filed: TaxReturn) -> Iterator[tuple[Any, str, Decimal]]:
    """Yield rate, kind and amount of the lines that a tax return on a cash basis has: what came to be settled in its
    days, by `money.distribute`."""
    yield from _lines_of_days(filed, without_items=True)
    company, currency = filed.company, filed.company.base_currency_id
    dates: defaultdict[Any, list[tuple[datetime.date, Decimal]]] = defaultdict(list)
    for row in Allocation.objects.filter(company=company):
        for item_id in (row.debit_item_id, row.credit_item_id):
            dates[item_id].append((row.date, row.amount))
    for item in OpenItem.objects.filter(company=company, amount=0):
        end = [(item.void_date, Decimal(-1))] if item.void_date else []
        dates[item.id] = [(item.date, Decimal(1)), *end]
    lines: defaultdict[Any, list[tuple[Any, str, Decimal]]] = defaultdict(list)
    entries = JournalEntry.objects.filter(
        company=company, status=EntryStatus.POSTED, reverses=None, source_id__in=dates.keys()
    )
    for entry, line in with_lines(entries, JournalLine.objects.filter(tax_kind__in=BOXED).order_by("position")):
        lines[entry.source_id].append((line.tax_rate_id, str(line.tax_kind), line.debit - line.credit))
    before = filed.start_date - DAY
    for item in OpenItem.objects.filter(company=company, id__in=lines.keys()):
        for last, sign in ((filed.end_date, 1), (before, -1)):
            part = sum((amount for date, amount in dates[item.id] if date <= last), ZERO)
            for rate_id, kind, amount in _shares(lines[item.id], part, item.amount or Decimal(1), currency):
                yield rate_id, kind, sign * amount


def _shares(
    lines: Sequence[tuple[Any, str, Decimal]], part: Decimal, whole: Decimal, currency: str
) -> Iterator[tuple[Any, str, Decimal]]:
    """Yield the lines with their share of `part` of `whole`: of each kind in whole units."""
    for kind in {kind for _, kind, _ in lines}:
        same = [(rate_id, amount) for rate_id, of, amount in lines if of == kind]
        sign = -1 if kind in ("sales_net", "sales_tax") else 1  # as in its box
        with localcontext(money.EXACT):
            total = money.quantize(sum((sign * amount for _, amount in same), ZERO) * part / whole, currency)
            step = money.unit(currency) * EIGHT_PLACES
            shares = [(sign * amount * part / whole).quantize(step, rounding=ROUND_HALF_UP) for _, amount in same]
            parts = money.distribute(total, shares, currency)
        for (rate_id, _), amount in zip(same, parts, strict=True):
            yield rate_id, kind, sign * amount


class Taxes:
    """The check of what each document's entry says for the tax return with the taxes of the document's lines."""

    def __init__(self) -> None:
        claim = "Entries say for the tax return what the lines of their documents say."
        self.check = Check("taxes of documents", claim, "documents")

    def compare(self, document: Any, sign: int, *, is_sale: bool) -> None:
        """Compare a document, whose lines are posted to the side of the sign, debit positive."""
        if document.journal_entry is None:
            return
        said: Found = defaultdict(Decimal)
        for line in document.journal_entry.read_lines:
            if line.tax_kind:
                said[line.tax_rate_id, line.tax_kind] += line.currency_amount
        if not said:
            return  # nothing is taxed, or it was posted by an earlier edition
        self.check.examined += 1
        expected = _expected(document, sign, is_sale)
        for rate_id, kind in sorted(expected.keys() | said.keys(), key=str):
            ours, theirs = expected[rate_id, kind], said[rate_id, kind]
            self.check.expect(
                ours == theirs or may_be_left_out(document, ours - theirs),
                f"{name_of(document)} says {ours} for {kind} of tax rate {rate_id}; its entry says {theirs}.",
            )


def _expected(document: Any, sign: int, is_sale: bool) -> Found:
    """Return what the lines of a document say, by rate and kind."""
    found: Found = defaultdict(lambda: ZERO)
    for line in document.read_lines:
        if line.tax_rate_id is None:
            continue
        taxes = [line.tax_amount] if line.component_taxes is None else line.component_taxes
        deducted = [line.tax_amount] if line.recoverable_taxes is None else line.recoverable_taxes
        rate_id, tax, recoverable = line.tax_rate_id, sign * sum(taxes, ZERO), sign * sum(deducted, ZERO)
        found[rate_id, "sales_net" if is_sale else "purchase_net"] += sign * line.net_amount
        if is_sale:
            found[rate_id, "sales_tax"] += tax
            continue
        at_cost = line.tax_rate.purchase_account_id is not None and ("purchase_tax", rate_id) not in _posted(document)
        found[rate_id, "not_recoverable" if at_cost else "purchase_tax"] += recoverable
        found[rate_id, "not_recoverable"] += tax - recoverable
        if line.tax_rate.treatment in ("reverse_charge", "import"):
            found[rate_id, "sales_tax"] -= tax
    return found


def _posted(document: Any) -> set[tuple[str | None, Any]]:
    return {(line.tax_kind, line.tax_rate_id) for line in document.journal_entry.read_lines}
