"""The steps of the simulator: random operations on one company, and what the model says of each.

A step is a name and a number, from which it takes all its choices, so that a sequence without some of its steps is a
sequence too. `Player.play` returns nothing, and raises AssertionError where Atlas and the model differ.
"""

import datetime
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import partial
from itertools import count
from random import Random
from typing import Any

from django.db import Error, connection, transaction
from django.db.models import F, Sum

from accounting.banking import bank_transactions, transfers
from accounting.documents import bills, credit_notes, invoices, vendor_credits
from accounting.errors import Refusal
from accounting.ledger import journal, periods
from accounting.models import AccountBalance, AccountingPeriod, Allocation, Company, JournalLine, OpenItem
from accounting.reports import integrity
from accounting.revaluation import revaluations
from accounting.settlement import adjustments, credits, payments
from tests import factories
from tests.simulator.model import DECIMALS, OF_THE_TWO, TAX_PERCENT, TWENTIETHS, Item, Model

Step = tuple[str, int]
LATE = datetime.date(2026, 8, 15)
"""The day of all allocations: after all documents, and in a month that no step closes."""
SETTLED = {"invoice": "invoice_id", "bill": "bill_id", "credit_note": "credit_note_id", "payment": "payment_id"}
VOIDS: dict[str, Callable[..., Any]] = {
    "invoice": invoices.void,
    "bill": bills.void,
    "credit_note": credit_notes.void,
    "vendor_credit": vendor_credits.void,
    "payment": payments.void,
    "adjustment": adjustments.void,
    "bank_transaction": bank_transactions.void,
    "transfer": transfers.void,
}
CODES = ("4000", "6100", "6200", "6700", "6800")
BOOKS = [("USD", "EUR", "JPY"), ("JPY", "EUR", "KWD"), ("KWD", "USD", "JPY")]
"""The base currency of each kind of books, and the others in them."""


class Injected(Exception):
    """A failure that the simulator causes."""


class Player:
    """Play steps against Atlas and the model. With `alone`, refusals must be those that the model expects; with
    others at work in the same books any refusal is possible, but nothing of it may stay."""

    def __init__(self, company: Company, others: Sequence[str] = BOOKS[0][1:], *, alone: bool = True) -> None:
        self.company, self.base, self.alone = company, company.base_currency_id, alone
        self.by = factories.owner_of(self.company)
        self.model, self.lock, self.numbers = Model(self.base), threading.RLock(), count(1)
        parts = [{"percent": Decimal(percent)} for percent in OF_THE_TWO]
        parts[1] |= {"recoverable_percent": Decimal(0)}
        self.taxed = [factories.make_tax_rate(self.company, str(TAX_PERCENT))]
        self.taxed.append(factories.make_tax_rate(self.company, components=parts))
        # In base currency it does not matter who was first. With others at work in the same books there is no other.
        currencies = [self.base, self.base, *(others if alone else [])]
        self.customers = [factories.make_customer(self.company, currency=one) for one in currencies]
        self.vendors = [factories.make_vendor(self.company, currency=one) for one in currencies]
        self.banks = {"1000": self.base, "1010": self.base} | {f"109{number}": one for number, one in enumerate(others)}
        for code, one in list(self.banks.items())[2:]:
            factories.make_account(self.company, code, "asset", subtype="bank", currency_id=one)
        self.ids = {code: factories.account(self.company, code).id for code in {*CODES, *self.banks}}
        roles = {account.system_role: account.code for account in self.company.accounts.exclude(system_role=None)}
        self.receivable, self.payable = roles["accounts_receivable"], roles["accounts_payable"]
        self.differences = roles["exchange_gain_loss"]
        self.taxes = {"4000": roles["output_tax"], "6100": roles["input_tax"]}
        self.done: Counter[str] = Counter()

    def play(self, step: Step) -> None:
        name, number = step
        getattr(self, f"_{name}")(Random(number))

    # How a step is done

    def _try(
        self, random: Random, name: str, operation: Callable[[], Any], *, refused: Iterable[str | bool] = ()
    ) -> Any:
        """Run an operation, and return what it returns, or None if it is refused or fails by our hand.

        `refused` are the codes with one of which it must be refused; False stands for none.
        """
        codes = {code for code in refused if code}
        fate = random.random()
        try:
            with transaction.atomic():
                result = operation()
                if fate < 0.08:
                    raise Injected
                if fate > 0.98 and not self.alone:
                    self._kill_own_session()
        except Injected:
            return None
        except Refusal as refusal:
            if self.alone and refusal.code not in codes:
                raise AssertionError(f"{name}: {refusal.code}: {refusal} (expected {codes})") from refusal
            self.done[f"{name} refused"] += 1
            return None
        except Error:
            if self.alone or fate <= 0.98:
                raise
            connection.close()
            return None
        assert not self.alone or not codes, (name, "was not refused", codes)
        self.done[name] += 1
        return result

    @staticmethod
    def _kill_own_session() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    def day(self, random: Random) -> tuple[datetime.date, str | bool]:
        """Return a day from January to June, and the refusal if its month is closed."""
        day = datetime.date(2026, random.randint(1, 6), random.randint(1, 28))
        return day, day.month <= self.model.closed and "period_closed"

    def _amount(self, random: Random) -> int:
        """Return an amount in any currency, often one so small that it can be nothing in another."""
        return random.randint(1, random.choice([100, 300_000, 300_000]))

    def _rate(self, random: Random, currency: str) -> tuple[int, dict[str, Any]]:
        """Return a rate in twentieths, and the fields that state it."""
        if currency == self.base:
            return TWENTIETHS, {}
        rate = random.randint(TWENTIETHS // 2, 2 * TWENTIETHS)
        return rate, {"exchange_rate": Decimal(rate) / TWENTIETHS}

    def _lines(self, random: Random, code: str, sign: int, contact: Any) -> tuple[dict[str, Any], Counter[str], int]:
        """Return lines on one account and a rate, as fields of a document; what they move there, on its tax account and
        on the control account, in the base currency; and their total.
        """
        currency = contact.currency_id
        (rate, fields), step = self._rate(random, currency), self.model.step(currency)
        lines, effect, total = [], Counter[str](), 0
        for _ in range(random.randint(1, 3)):
            quantity, price = random.randint(1, 3), random.randint(1, 250) * step
            net, kind = quantity * price, random.choice([None, None, 0, 1])
            tax = None if kind is None else self.taxed[kind]
            lines.append(
                factories.line(
                    self.company, str(money(price, currency)), code=code, quantity=str(quantity), tax_rate=tax
                )
            )
            cost = net * OF_THE_TWO[1] // 100 if kind == 1 and code == "6100" else 0
            whole = net + (0 if kind is None else net * TAX_PERCENT // 100)
            effect[code] += sign * self.model.in_base(net + cost, rate, currency)
            effect[self.taxes[code]] += sign * self.model.in_base(whole - net - cost, rate, currency)
            total += whole
        effect[self._control(contact)] -= sign * self.model.in_base(total, rate, currency)
        return {"lines": lines} | fields, effect, total

    def _control(self, contact: Any) -> str:
        return self.receivable if contact in self.customers else self.payable

    def _add(self, kind: str, row: Any, contact: Any, side: int, effect: Counter[str], amount: int) -> Item:
        base = abs(effect[self._control(contact)]) if side else 0
        item = Item(row, kind, contact, side, effect, amount, amount, base)
        with self.lock:
            self.model.post(effect)
            self.model.items.append(item)
        return item

    def _settle(self, source: Item, allocated: Iterable[tuple[Item, int]]) -> None:
        with self.lock:
            for item, amount in allocated:
                relieved = {one.row.id: one.relieve(amount) for one in (item, source)}
                self.model.post(self._difference(item, source, relieved))
                if item.contact.currency_id != self.base:
                    (row,) = (
                        Allocation.objects.filter(
                            company=self.company, debit_item__in=relieved, credit_item__in=relieved, reverses=None
                        )
                        .exclude(id__in=self.model.relieved)
                        .values_list("id", flat=True)
                    )
                    self.model.relieved[row] = relieved

    def _difference(self, item: Item, source: Item, relieved: dict[Any, int]) -> Counter[str]:
        """Return what the two sides of an allocation differ by, on the control account and as realised."""
        control = self._control(item.contact)
        amount = sum(one.side * relieved[one.row.id] for one in (item, source))
        return Counter({control: -amount, self.differences: amount})

    def _choose(self, random: Random, items: Iterable[Item], most: int, *, ask_too_much: bool = True) -> Any:
        """Return up to two documents with amounts that fit together, rarely one that is a cent too much."""
        left, chosen = most, []
        for item in list(items)[-2:]:
            if left and (amount := random.randint(1, max(1, min(left, item.open)))) <= left:
                amount = min(left, item.open) if random.random() < 0.4 else amount
                chosen.append((item, amount))
                left -= amount
        if chosen and ask_too_much and random.random() < 0.1:
            chosen[-1] = (chosen[-1][0], chosen[-1][0].open + 1)
        return chosen

    # Documents

    def _invoice(self, random: Random) -> None:
        (day, closed), customer = self.day(random), random.choice(self.customers)
        given, effect, total = self._lines(random, "4000", -1, customer)

        def make() -> Any:
            draft = factories.make_invoice(self.company, customer=customer, issue_date=day, **given)
            return invoices.send(draft, by=self.by)

        if row := self._try(random, "invoice", make, refused=[closed]):
            assert row.amount == money(total, row.currency_id), (row.amount, total)
            self._add("invoice", row, customer, 1, effect, total)

    def _bill(self, random: Random) -> None:
        (day, closed), vendor = self.day(random), random.choice(self.vendors)
        given, effect, total = self._lines(random, "6100", 1, vendor)

        def make() -> Any:
            draft = factories.make_bill(self.company, vendor=vendor, issue_date=day, **given)
            return bills.approve(draft, by=self.by)

        if row := self._try(random, "bill", make, refused=[closed]):
            self._add("bill", row, vendor, -1, effect, total)

    def _credit_note(self, random: Random) -> None:
        (day, closed), customer = self.day(random), random.choice(self.customers)
        given, effect, total = self._lines(random, "4000", 1, customer)
        given |= {"customer": customer, "issue_date": day}
        if row := self._try(
            random, "credit_note", lambda: factories.make_issued_credit_note(self.company, **given), refused=[closed]
        ):
            self._add("credit_note", row, customer, -1, effect, total)

    def _credit_of_invoice(self, random: Random) -> None:
        """Credit all that is left of an invoice."""
        if not (found := self.model.live("invoice")):
            return
        invoice = random.choice(found)
        nothing_left = invoice.credited >= invoice.amount and "credit_too_large"

        def make() -> Any:
            draft = credit_notes.create(self.company, by=self.by, invoice_id=invoice.row.id, issue_date=LATE)
            return credit_notes.issue(draft, by=self.by)

        if row := self._try(random, "credit_of_invoice", make, refused=[nothing_left]):
            effect = Counter({code: -amount for code, amount in invoice.effect.items()})
            assert row.amount == invoice.row.amount, (row.amount, invoice.amount)
            item = self._add("credit_note", row, invoice.contact, -1, effect, invoice.amount)
            item.original, invoice.credited = invoice, invoice.amount

    def _vendor_credit(self, random: Random) -> None:
        (day, closed), vendor = self.day(random), random.choice(self.vendors)
        given, effect, total = self._lines(random, "6100", -1, vendor)
        given |= {"vendor": vendor, "issue_date": day}
        if row := self._try(
            random,
            "vendor_credit",
            lambda: factories.make_issued_vendor_credit(self.company, **given),
            refused=[closed],
        ):
            self._add("vendor_credit", row, vendor, 1, effect, total)

    def _void(self, random: Random) -> None:
        if not (found := self.model.live(*VOIDS)):
            return
        item = random.choice(found)
        refused = [item.open != item.amount and "has_allocations", bool(item.credited) and "has_credits"]
        if self._try(random, "void", lambda: VOIDS[item.kind](item.row, by=self.by, reason="x"), refused=refused):
            with self.lock:
                item.is_void, item.open, item.open_base = True, 0, 0
                self.model.post(item.effect, -1)
                if item.original is not None:
                    item.original.credited = 0

    # Money

    def _pay(
        self, random: Random, contact: Any, sign: int, amount: int, operation: Callable[..., Any], **given: Any
    ) -> tuple[Callable[[], Any], Counter[str], str | bool]:
        """Choose a bank account for a payment that brings money in (`sign` 1) or takes it out, perhaps less what the
        bank deducts. Return the operation, what it moves, and the refusal if a part is nothing in the base currency.
        """
        currency = contact.currency_id
        code = random.choice(
            [code for code, one in self.banks.items() if one == currency or self.base in (one, currency)]
        )
        kept_in, (rate, fields) = self.banks[code], self._rate(random, currency)
        fee = random.randint(1, amount) if random.random() < 0.2 else 0
        moved = amount - sign * fee
        whole, cost, bank = (self.model.in_base(one, rate, currency) for one in (amount, fee, moved))
        nothing = not whole
        if kept_in != currency != self.base and not fee and random.random() < 0.5:
            bank, nothing = self._amount(random), False
            fields = {"account_amount": money(bank, self.base)}  # from which the rate follows
        if kept_in != currency != self.base:
            whole = bank + sign * cost
        else:
            bank = whole - sign * cost
        if kept_in != currency == self.base:
            moved = self._amount(random)
            fields = {"account_amount": money(moved, kept_in)}
        if fee:
            fields["deductions"] = [{"account_id": self.ids["6700"], "amount": money(fee, currency)}]
        fields |= {"account_id": self.ids[code], "amount": money(amount, currency)}
        effect = self._on_bank(code, sign * bank, sign * moved)
        effect.update({"6700": cost, self._control(contact): -sign * whole})
        return lambda: operation(by=self.by, **given, **fields), effect, (nothing or bank <= 0) and "invalid_amount"

    def _payment(self, random: Random) -> None:
        (day, closed), is_sale = self.day(random), random.random() < 0.5
        contact = random.choice(self.customers if is_sale else self.vendors)
        owed = self.model.live("invoice" if is_sale else "bill", contact=contact, is_open=True)
        amount, sign = self._amount(random), 1 if is_sale else -1
        chosen = self._choose(random, owed, amount) if random.random() < 0.8 else []
        too_much = any(one > item.open for item, one in chosen) or sum(one for _, one in chosen) > amount
        given = {"type": "received" if is_sale else "made", "contact_id": contact.id, "date": day}
        given["allocations"] = [allocation(*one) for one in chosen]
        create = partial(payments.create, self.company)
        make, effect, nothing = self._pay(random, contact, sign, amount, create, **given)
        refused = [closed, too_much and "over_allocated", nothing]
        if row := self._try(random, "payment", make, refused=refused):
            self._settle(self._add("payment", row, contact, -sign, effect, amount), chosen)

    def _refund(self, random: Random) -> None:
        """Pay back what a customer has open."""
        customer = random.choice(self.customers)
        chosen = self._choose(random, self.model.live("credit_note", contact=customer, is_open=True), 10**9)
        if not chosen:
            return
        amount = sum(one for _, one in chosen)
        too_much = any(one > item.open for item, one in chosen)
        given = {"type": "made", "is_refund": True, "contact_id": customer.id, "date": LATE}
        given["allocations"] = [allocation(*one) for one in chosen]
        create = partial(payments.create, self.company)
        make, effect, nothing = self._pay(random, customer, -1, amount, create, **given)
        if row := self._try(random, "refund", make, refused=[too_much and "refund_too_large", nothing]):
            self._settle(self._add("payment", row, customer, 1, effect, amount), chosen)

    def _refund_of_payment(self, random: Random) -> None:
        """Pay back what is left of a payment, or a part of it, or a unit too much."""
        found = self.model.live("payment", is_open=True)
        if not (found := [item for item in found if not item.row.is_refund]):
            return
        item = random.choice(found)
        amount = random.choice([item.open, random.randint(1, item.open), item.open + 1])
        too_much = amount > item.open and "refund_too_large"
        refund = partial(payments.refund, item.row)
        make, effect, nothing = self._pay(random, item.contact, item.side, amount, refund, date=LATE)
        if row := self._try(random, "refund_of_payment", make, refused=[too_much, nothing]):
            self._settle(self._add("payment", row, item.contact, -item.side, effect, amount), [(item, amount)])

    def _allocate(self, random: Random) -> None:
        found = self.model.live("payment", "credit_note", "vendor_credit", is_open=True)
        if not (found := [item for item in found if not getattr(item.row, "is_refund", False)]):
            return
        source = random.choice(found)
        kind = "invoice" if source.contact in self.customers else "bill"
        owed = self.model.live(kind, contact=source.contact, is_open=True)
        if not (chosen := self._choose(random, owed, source.open)):
            return
        too_much = any(one > item.open for item, one in chosen) or sum(one for _, one in chosen) > source.open
        call = payments.allocate if source.kind == "payment" else credits.apply
        given = [allocation(*one) for one in chosen]

        def settle() -> Any:
            return call(source.row, by=self.by, allocations=given, date=LATE)

        if self._try(random, "allocate", settle, refused=[too_much and "over_allocated"]):
            self._settle(source, chosen)

    def _unallocate(self, random: Random) -> None:
        sources = {item.row.id: item for item in self.model.live("payment", "credit_note", "vendor_credit")}
        live = Allocation.objects.filter(company=self.company, reverses=None, reversals=None).order_by("id")
        rows = [one for one in live if {one.debit_item_id, one.credit_item_id} & set(sources)]
        if not rows:
            return
        row = random.choice(rows)
        ids = (row.debit_item_id, row.credit_item_id)
        items = {item.row.id: item for item in self.model.items}
        # A refund settles a credit note: it is taken back from the refund.
        by_kind = sorted(ids, key=lambda one: items[one].kind != "payment")
        source = next(items[one] for one in by_kind if one in sources)
        call = payments.unallocate if source.kind == "payment" else credits.unapply

        def free() -> Any:
            return call(source.row, by=self.by, allocation_ids=[row.id], date=LATE)

        if self._try(random, "unallocate", free):
            amount = units(row.amount, items[ids[0]].contact.currency_id)
            with self.lock:
                relieved = self.model.relieved.get(row.id, dict.fromkeys(ids, amount))
                for one in ids:
                    items[one].open += amount
                    items[one].open_base += relieved[one]
                self.model.post(self._difference(items[ids[0]], items[ids[1]], relieved), -1)

    def _write_off(self, random: Random) -> None:
        if not (found := self.model.live("invoice", is_open=True)):
            return
        invoice = random.choice(found)
        amount = random.randint(1, invoice.open)
        rate, given = self._rate(random, invoice.contact.currency_id)
        base = self.model.in_base(amount, rate, invoice.contact.currency_id)
        given |= {
            "date": LATE,
            "lines": [{"account_id": self.ids["6800"], "amount": money(amount, invoice.contact.currency_id)}],
            "allocations": [allocation(invoice, amount)],
        }

        def make() -> Any:
            return factories.make_adjustment(self.company, contact=invoice.contact, **given)

        if row := self._try(random, "write_off", make, refused=[not base and "invalid_amount"]):
            effect = Counter({"6800": base, self.receivable: -base})
            self._settle(self._add("adjustment", row, invoice.contact, -1, effect, amount), [(invoice, amount)])

    def _on_bank(self, code: str, base: int, amount: int) -> Counter[str]:
        """Return what a bank account moves by, in the base currency and in its own."""
        kept_in = self.banks[code]
        return Counter({code: base} | ({} if kept_in == self.base else {code + kept_in: amount}))

    def _spend(self, random: Random) -> None:
        (day, closed), amount, code = self.day(random), self._amount(random), random.choice(list(self.banks))
        kept_in = self.banks[code]
        rate, given = self._rate(random, kept_in)
        given |= {"date": day, "account_id": self.ids[code]}
        base = self.model.in_base(amount, rate, kept_in)

        def make() -> Any:
            return factories.make_bank_transaction(self.company, str(money(amount, kept_in)), **given)

        if row := self._try(random, "spend", make, refused=[closed, not base and "invalid_amount"]):
            effect = self._on_bank(code, -base, -amount)
            effect["6700"] = base
            self._add("bank_transaction", row, None, 0, effect, 0)

    def _transfer(self, random: Random) -> None:
        """Move money to another account, perhaps of another currency."""
        (day, closed), codes = self.day(random), random.sample(list(self.banks), 2)
        sent_in, arrives_in = (self.banks[code] for code in codes)
        sent = self._amount(random)
        arrives = sent if sent_in == arrives_in else self._amount(random)
        rate, given = self._rate(random, sent_in if arrives_in != self.base else self.base)
        base = arrives if arrives_in == self.base else self.model.in_base(sent, rate, sent_in)
        given |= {
            "date": day,
            "from_account_id": self.ids[codes[0]],
            "to_account_id": self.ids[codes[1]],
            "to_amount": money(arrives, arrives_in),
        }

        def make() -> Any:
            return factories.make_transfer(self.company, str(money(sent, sent_in)), **given)

        if row := self._try(random, "transfer", make, refused=[closed, not base and "invalid_amount"]):
            effect = self._on_bank(codes[0], -base, -sent)
            effect.update(self._on_bank(codes[1], base, arrives))
            self._add("transfer", row, None, 0, effect, 0)

    # The ledger

    def _entry(self, random: Random) -> None:
        (day, closed), amount, code = self.day(random), self._amount(random), random.choice(list(self.banks))
        off, kept_in = random.random() < 0.1, self.banks[code]
        own = amount if kept_in == self.base else self._amount(random)
        spent: dict[str, Any] = {"account_id": self.ids[code], "credit": money(amount + off, self.base)}
        if kept_in != self.base:
            spent["currency_amount"] = -money(own, kept_in)
        lines: list[Any] = [{"account_id": self.ids["6200"], "debit": money(amount, self.base)}, spent]

        def make() -> Any:
            return journal.create(self.company, by=self.by, date=day, lines=lines)

        if row := self._try(random, "entry", make, refused=[closed, off and "entry_not_balanced"]):
            effect = self._on_bank(code, -amount, -own)
            effect["6200"] = amount
            with self.lock:
                self.model.post(effect)
                self.model.entries.append([row, effect, False])

    def _reverse(self, random: Random) -> None:
        if not self.model.entries:
            return
        entry = random.choice(self.model.entries)
        row, effect, is_reversed = entry

        def reverse() -> Any:
            return journal.reverse(row, by=self.by)

        if self._try(random, "reverse", reverse, refused=[is_reversed and "already_reversed"]):
            with self.lock:
                self.model.post(effect, -1)
                entry[2] = True

    def _revalue(self, random: Random) -> None:
        """Revalue what is open in other currencies on a day after all else: bank accounts move for good."""
        day = LATE + datetime.timedelta(random.randint(20, 75))
        stated = {currency: self._rate(random, currency) for currency in self.banks.values() if currency != self.base}

        def worth(amount: int, currency: str) -> int:
            base = self.model.in_base(abs(amount), stated[currency][0], currency)
            return base if amount > 0 else -base

        owed = [item for item in self.model.items if item.open and item.contact.currency_id in stated]
        kept = [(code, one, self.model.accounts[code + one]) for code, one in self.banks.items() if one in stated]
        nothing = not owed and not any(own or self.model.accounts[code] for code, _, own in kept)
        refused = [nothing and "nothing_to_revalue", day in self.model.revalued and "already_revalued"]
        refused.append(any(one > day for one in self.model.revalued) and "later_revaluation")

        def make() -> Any:
            rates = {currency: fields["exchange_rate"] for currency, (_, fields) in stated.items()}
            return revaluations.create(self.company, by=self.by, date=day, rates=rates)

        if row := self._try(random, "revalue", make, refused=refused):
            self.model.revalued.add(day)
            gain = sum(item.side * (worth(item.open, item.contact.currency_id) - item.open_base) for item in owed)
            assert row.open_items_gain == money(gain, self.base), (row.open_items_gain, gain)
            effect = Counter({code: worth(own, one) - self.model.accounts[code] for code, one, own in kept})
            effect[self.differences] = -sum(effect.values())
            self.model.post(effect)

    def _close(self, random: Random) -> None:
        periods.make_months(self.company)
        rows = AccountingPeriod.objects.filter(company=self.company, status="open", start_date__lte="2026-04-01")
        period = rows.order_by("start_date").first()
        if period and self._try(random, "close", lambda: periods.close(period, by=self.by)):
            self.model.first_closed = self.model.first_closed or period.start_date.month
            self.model.closed = period.start_date.month

    def _reopen(self, random: Random) -> None:
        if self.model.closed == 0:
            return
        period = factories.period_of(self.company, datetime.date(2026, self.model.closed, 1))
        if self._try(random, "reopen", lambda: periods.reopen(period, reason="x", by=self.by)):
            self.model.closed -= 1
            if self.model.closed < self.model.first_closed:
                self.model.closed = self.model.first_closed = 0

    # The comparison

    def compare(self) -> None:
        """Hold the database against the model: balances of accounts, what is open, and all checks of integrity."""
        sums = AccountBalance.objects.filter(company=self.company).values_list("account__code")
        nets = sums.annotate(net=Sum(F("debits") - F("credits")))
        found = {code: units(net, self.base) for code, net in nets if net}
        for code, kept_in in self.banks.items():
            lines = JournalLine.objects.filter(company=self.company, account=self.ids[code], entry__status="posted")
            if kept_in != self.base and (net := lines.aggregate(net=Sum("currency_amount"))["net"]):
                found[code + kept_in] = units(net, kept_in)
        assert found == {code: amount for code, amount in self.model.accounts.items() if amount}
        items = {item.row.id: item for item in self.model.items if item.side}
        rows = OpenItem.objects.filter(company=self.company)
        left = {
            row.id: (units(row.open_amount, row.currency_id), units(row.open_base_amount, self.base)) for row in rows
        }
        assert left == {id: (item.open, item.open_base) for id, item in items.items()}
        for control in (self.receivable, self.payable):
            kinds = self.customers if control == self.receivable else self.vendors
            owed = sum(item.side * item.open_base for item in items.values() if item.contact in kinds)
            assert owed == self.model.accounts[control], (control, owed)
        assert [check for check in integrity.checks(self.company) if check.failed] == []


def money(amount: int, currency: str) -> Decimal:
    return Decimal(amount).scaleb(-DECIMALS[currency])


def units(amount: Decimal, currency: str) -> int:
    found = amount.scaleb(DECIMALS[currency])
    assert found == int(found), (amount, currency)
    return int(found)


def allocation(item: Item, amount: int) -> dict[str, Any]:
    return {SETTLED[item.kind]: item.row.id, "amount": money(amount, item.contact.currency_id), "date": LATE}


NAMES = [name[1:] for name in vars(Player) if name.startswith("_") and not name.startswith("__")]
HELPERS = {
    "try",
    "kill_own_session",
    "lines",
    "add",
    "settle",
    "choose",
    "rate",
    "difference",
    "amount",
    "control",
    "pay",
    "on_bank",
}
NAMES = [name for name in NAMES if name not in HELPERS]


def sequence(seed: int, length: int) -> list[Step]:
    """Return the steps of a seed. Documents and payments come more often than the others."""
    random = Random(seed)
    often = {"invoice": 4, "bill": 3, "payment": 5, "allocate": 3, "refund_of_payment": 2}
    weights = [often.get(name, 1) for name in NAMES]
    return [(random.choices(NAMES, weights)[0], random.randrange(2**32)) for _ in range(length)]
