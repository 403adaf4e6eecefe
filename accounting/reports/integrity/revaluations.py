"""Check revaluations: each line at its rate, and the entries against the lines."""

import datetime
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from accounting.ledger import money
from accounting.ledger.dates import DAY
from accounting.ledger.models import Account, Company, EntryStatus, JournalEntry, JournalLine
from accounting.reports.integrity.check import Check
from accounting.reports.integrity.ledger import CHUNK, ZERO
from accounting.revaluation.models import FxRevaluation, FxRevaluationLine

Sums = defaultdict[UUID, Decimal]
CONTRA = {"accounts_receivable": "receivables_revaluation", "accounts_payable": "payables_revaluation"}
GAINS = ("exchange_gain_loss", "unrealised_gain_loss")


def revaluations(company: Company) -> Check:
    """Compare each revaluation with its lines and its entries, and a void one with what took these back."""
    claim = (
        "Revaluations are their lines at the closing rates; open items are moved back the next day, and void ones too."
    )
    check = Check("currency revaluations", claim, "revaluations")
    roles = dict(Account.objects.filter(company=company, system_role__isnull=False).values_list("system_role", "id"))
    known: set[UUID | None] = set()
    for row in FxRevaluation.objects.filter(company=company).order_by("date", "created_at", "id"):
        check.examined += 1
        items, accounts, count = _lines(check, row, company, roles)
        check.expect(count == row.line_count, f"{row} ({row.pk}) says {row.line_count} lines, and has {count}.")
        _entry(check, row, roles, row.journal_entry_id, items, row.open_items_gain, row.date + DAY)
        _entry(check, row, roles, row.bank_entry_id, accounts, row.bank_accounts_gain, None)
        if row.status == "void":
            back = {account: -moved for account, moved in items.items()}
            _entry(check, row, roles, row.void_entry_id, back, -row.open_items_gain, row.date + DAY)
            back = {account: -moved for account, moved in accounts.items()}
            _entry(check, row, roles, row.void_bank_entry_id, back, -row.bank_accounts_gain, None)
        known |= {row.journal_entry_id, row.bank_entry_id, row.void_entry_id, row.void_bank_entry_id}
    entries = JournalEntry.objects.filter(company=company, status=EntryStatus.POSTED, source_type="fx_revaluation")
    for entry_id, number in entries.filter(reverses=None).values_list("id", "number").order_by("number"):
        check.expect(entry_id in known, f"Entry {number} ({entry_id}) is of no revaluation.")
    return check


def _lines(check: Check, row: FxRevaluation, company: Company, roles: dict[str | None, UUID]) -> tuple[Sums, Sums, int]:
    """Check each line of a revaluation, and return what they move on the accounts, and how many there are."""
    contra = {roles[control]: roles.get(CONTRA[control]) for control in CONTRA if control in roles}
    smallest = money.unit(company.base_currency_id)
    items: Sums = defaultdict(Decimal)
    accounts: Sums = defaultdict(Decimal)
    count = 0
    lines = FxRevaluationLine.objects.filter(company=company, fx_revaluation=row).order_by("position")
    for line in lines.iterator(chunk_size=CHUNK):
        count += 1
        name = f"Line {line.position} of {row} ({row.pk})"
        rate = Decimal(row.rates.get(line.currency_id, 0))
        worth = (line.amount * rate).quantize(smallest, rounding=ROUND_HALF_UP)
        same = worth == line.revalued_amount
        check.expect(same, f"{name} says {line.revalued_amount}; {line.amount} at {rate} is {worth}.")
        where = line.account_id if line.item_id is None else contra.get(line.account_id, line.account_id)
        assert where is not None
        (accounts if line.item_id is None else items)[where] += line.revalued_amount - line.base_amount
    _items(check, row, company)
    return items, accounts, count


def _items(check: Check, row: FxRevaluation, company: Company) -> None:
    """Check that no line has more than its open item, on the other side, or in another currency."""
    lines = FxRevaluationLine.objects.filter(company=company, fx_revaluation=row, item__isnull=False)
    facts = lines.values_list(
        "position", "amount", "base_amount", "currency", "account", "item__side", "item__amount", "item__base_amount",
        "item__currency", "item__account",
    )  # fmt: skip
    for position, amount, base, currency, account, side, most, most_base, *others in facts.iterator(chunk_size=CHUNK):
        sign = 1 if side == "debit" else -1
        fits = 0 < sign * amount <= most and 0 <= sign * base <= most_base and [currency, account] == others
        check.expect(fits, f"Line {position} of {row} ({row.pk}) does not fit its open item of {most} {others[0]}.")


def _entry(
    check: Check,
    row: FxRevaluation,
    roles: dict[str | None, UUID],
    entry_id: UUID | None,
    moved: dict[UUID, Decimal],
    gain: Decimal,
    reverse_on: datetime.date | None,
) -> None:
    """Compare an entry with what it has to move on each account, and the gain with the sum of that."""
    name = f"{row} ({row.pk})"
    moved = {account: amount for account, amount in moved.items() if amount}
    total = sum(moved.values(), ZERO)
    check.expect(total == gain, f"{name} says a gain of {gain}; its lines come to {total}.")
    entry = entry_id and JournalEntry.objects.filter(company=row.company_id, id=entry_id).first()
    if not entry:
        check.expect(not moved, f"{name} has no entry for {total}.")
        return
    facts = (entry.status, entry.date, entry.source_type, entry.source_id, entry.reverse_on)
    right = ("posted", row.date, "fx_revaluation", row.pk, reverse_on)
    check.expect(
        facts == right, f"{name} and entry {entry.number} do not agree on date, source or day of the reversal."
    )
    if reverse_on is not None:
        back = JournalEntry.objects.filter(company=row.company_id, reverses=entry, status="posted", date=reverse_on)
        check.expect(back.exists(), f"Entry {entry.number} of {name} is not reversed on {reverse_on}.")
    posted: Sums = defaultdict(Decimal)
    gains = {roles.get(role) for role in GAINS}
    for line in JournalLine.objects.filter(company=row.company_id, entry=entry):
        if line.account_id not in gains:
            posted[line.account_id] += line.debit - line.credit
    same = {account: amount for account, amount in posted.items() if amount} == moved
    check.expect(same, f"Entry {entry.number} of {name} does not post what its lines come to.")
