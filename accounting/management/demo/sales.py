"""Make the demo's invoices, their payments and credit notes."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from accounting.documents import credit_notes, invoices, standing
from accounting.documents.at_once import LineInput as AdjustedLine
from accounting.documents.lines import LineInput
from accounting.management.demo.books import BANK, Act, Books
from accounting.management.demo.plans import Customer, Item
from accounting.models import Invoice, Payment
from accounting.settlement import adjustments, credits, payments
from accounting.settlement.settling import AllocationInput

CENTS = Decimal("0.01")
WIRE_FEE = Decimal("25.00")
OVERPAID = Decimal("640.00")
RETAINER = Decimal("14000.00")
MOST_LINES = 4
VOID_EVERY = 25
"""One of this many invoices is a mistake and voided."""
CREDIT_EVERY = 9
"""Of one of this many invoices a piece comes back, and is credited."""
DRAFTS = 2
DAYS_OF_PAYMENT = 150
"""A customer that stops paying pays only the invoices up to this day of the year."""

Days = datetime.timedelta


class Sales:
    def __init__(self, books: Books) -> None:
        self.books = books
        self.waiting: dict[str, list[Invoice]] = defaultdict(list)
        """Invoices of the customers that pay several at once or in advance."""
        self.sent = 0

    def plan(self) -> None:
        """Put the first invoice to each customer on the agenda, and the payments that do not follow an invoice."""
        for customer in self.books.plan.customers:
            first = self.books.start + Days(days=self.books.random.randrange(2, 16))
            self.books.on(first, self._invoicing(customer))
            if customer.habit == "retainer":
                for month in self.books.months(3):
                    self.books.on(month.replace(day=2), self._paying_in_advance(customer))
            if customer.habit == "statement":
                for month in self.books.months():
                    self.books.on(month.replace(day=26), self._paying_the_statement(customer))

        self.books.on(self.books.start + Days(days=150), self._paid_twice)
        self.books.on(self.books.start + Days(days=330), self._write_off)

    def leave_drafts(self) -> None:
        """Leave drafts of invoices to the first customers."""
        for customer in self.books.plan.customers[:DRAFTS]:
            self._enter(customer, self.books.today)

    def _invoicing(self, customer: Customer) -> Act:
        def act(date: datetime.date) -> None:
            self.books.on(date + Days(days=customer.every * 7 + self.books.random.randrange(-3, 4)), act)
            invoice = self.send(customer, date)
            self.sent += 1
            if self.sent % VOID_EVERY == 0:
                self.books.on(date + Days(days=2), self._voiding(invoice))
            else:
                self._expect_payment(customer, invoice)
            if self.sent % CREDIT_EVERY == 0:
                self.books.on(date + Days(days=6), self._crediting(invoice))

        return act

    def send(self, customer: Customer, date: datetime.date) -> Invoice:
        return invoices.send(self._enter(customer, date), by=self.books.accountant)

    def _enter(self, customer: Customer, date: datetime.date) -> Invoice:
        return invoices.create(
            self.books.company,
            by=self.books.accountant,
            customer_id=self.books.customers[customer.name].id,
            issue_date=date,
            reference=f"PO {self.books.random.randrange(1000, 9999)}",
            lines=self._lines(customer),
        )

    def _lines(self, customer: Customer) -> list[LineInput]:
        items = self.books.plan.items
        number = self.books.random.randrange(1, min(MOST_LINES, len(items)) + 1)
        return [self._line(item, customer) for item in self.books.random.sample(items, number)]

    def _line(self, item: Item, customer: Customer) -> LineInput:
        return {
            "item_id": self.books.items[item.description],
            "quantity": Decimal(self.books.random.randrange(item.quantity // 3 or 1, item.quantity + 1)),
            "unit_price": self.books.price(item.low, item.high),
            "discount_percent": Decimal(self.books.random.choice((0, 0, 0, 0, 5, 10))),
            "tax_rate_id": self.books.taxes[customer.tax].id if customer.tax else None,
            "tracking": self.books.tracking.get(customer.name, []),
        }

    def _voiding(self, invoice: Invoice) -> Act:
        def act(date: datetime.date) -> None:
            invoices.void(invoice, by=self.books.manager, reason=f"Entered twice, noticed on {date:%B} {date.day}")

        return act

    def _crediting(self, invoice: Invoice) -> Act:
        def act(date: datetime.date) -> None:
            books, line = self.books, invoice.lines.order_by("position")[0]
            if invoice.journal_entry is None or _open(invoice) == 0:
                return
            note = credit_notes.create(
                books.company,
                by=books.accountant,
                invoice_id=invoice.id,
                issue_date=date,
                reason="One piece arrived broken",
                lines=[{"invoice_line_id": line.id, "quantity": Decimal(1)}],
            )
            note = credit_notes.issue(note, by=books.accountant)
            credits.apply(note, by=books.accountant, date=date)

        return act

    def _expect_payment(self, customer: Customer, invoice: Invoice) -> None:
        books, due, few = self.books, invoice.due_date, Days(days=self.books.random.randrange(1, 6))
        match customer.habit:
            case "prompt":
                books.on(due - few, self.paying(customer, [invoice]))
            case "late":
                books.on(due + few + Days(days=20), self.paying(customer, [invoice]))
            case "wire":
                books.on(due - few, self.paying(customer, [invoice], fee=WIRE_FEE))
            case "halves":
                books.on(due - few, self.paying(customer, [invoice], share=Decimal("0.5")))
                books.on(due + few + Days(days=25), self.paying(customer, [invoice]))
            case "statement" | "retainer":
                self.waiting[customer.name].append(invoice)
            case "never":
                if invoice.issue_date < books.start + Days(days=DAYS_OF_PAYMENT):
                    books.on(due, self.paying(customer, [invoice]))

    def paying(
        self, customer: Customer, owed: Sequence[Invoice], *, share: Decimal = Decimal(1), fee: Decimal = Decimal(0)
    ) -> Act:
        def act(date: datetime.date) -> None:
            amounts = {invoice: (_open(invoice) * share).quantize(CENTS) for invoice in owed}
            amounts = {invoice: amount for invoice, amount in amounts.items() if amount}
            if not amounts:
                return
            reference = f"{'Wire' if fee else 'ACH'} {self.books.random.randrange(10**5, 10**6)}"
            self._receive(customer, date, sum(amounts.values(), Decimal(0)), reference, _settling(amounts), fee)

        return act

    def _paying_the_statement(self, customer: Customer) -> Act:
        """Return the act that pays all invoices due within two weeks with one payment."""

        def act(date: datetime.date) -> None:
            waiting = self.waiting[customer.name]
            owed = [invoice for invoice in waiting if invoice.due_date <= date + Days(days=14)]
            if owed:
                self.waiting[customer.name] = [invoice for invoice in waiting if invoice not in owed]
                self.paying(customer, owed)(date)

        return act

    def _paying_in_advance(self, customer: Customer) -> Act:
        """Return the act that pays in advance: it settles the open invoices, and the rest stays the customer's
        credit."""

        def act(date: datetime.date) -> None:
            payment = self._receive(customer, date, RETAINER, f"Retainer {date:%B}", [], Decimal(0))
            left, amounts = RETAINER, dict[Invoice, Decimal]()
            for invoice in self.waiting[customer.name]:
                amounts[invoice] = min(_open(invoice), left)
                left -= amounts[invoice]
            settled = {invoice: amount for invoice, amount in amounts.items() if amount}
            if settled:
                payments.allocate(payment, by=self.books.accountant, allocations=_settling(settled), date=date)
            self.waiting[customer.name] = [invoice for invoice in amounts if _open(invoice)]

        return act

    def _paid_twice(self, date: datetime.date) -> None:
        """Receive an amount that the first customer does not owe, and pay it back a week later."""
        customer = self.books.plan.customers[0]
        paid = self._receive(customer, date, OVERPAID, "ACH, sent twice", [], Decimal(0))

        def refund(date: datetime.date) -> None:
            payments.refund(paid, by=self.books.manager, date=date, reference="ACH, paid back")

        self.books.on(date + Days(days=7), refund)

    def _write_off(self, date: datetime.date) -> None:
        """Write off the oldest invoice that has been due for months, with its tax."""
        late = date - Days(days=90)
        overdue = Invoice.objects.filter(standing.unpaid(Invoice.POSTED), company=self.books.company, due_date__lt=late)
        invoice = overdue.order_by("issue_date", "id").first()
        if invoice is not None:
            line: AdjustedLine = {"account_id": self.books.accounts["6800"].id, "amount": invoice.amount_due}
            rate = invoice.lines.order_by("position")[0].tax_rate
            adjustments.create(
                self.books.company,
                by=self.books.manager,
                contact_kind="customer",
                contact_id=invoice.customer_id,
                kind="write_off",
                date=date,
                lines=[line if rate is None else {**line, "tax_rate_id": rate.id}],
                reference="Does not answer any more",
                allocations=[{"invoice_id": invoice.id, "amount": invoice.amount_due}],
            )

    def _receive(
        self,
        customer: Customer,
        date: datetime.date,
        amount: Decimal,
        reference: str,
        allocations: list[AllocationInput],
        fee: Decimal,
    ) -> Payment:
        return payments.create(
            self.books.company,
            by=self.books.accountant,
            type="received",
            contact_id=self.books.customers[customer.name].id,
            date=date,
            amount=amount,
            account_id=self.books.accounts[BANK].id,
            reference=reference,
            allocations=allocations,
            deductions=[{"account_id": self.books.accounts["6700"].id, "amount": fee}] if fee else [],
        )


def _open(invoice: Invoice) -> Decimal:
    invoice.refresh_from_db(fields=["amount_paid"])
    return invoice.amount_due


def _settling(amounts: dict[Invoice, Decimal]) -> list[AllocationInput]:
    return [{"invoice_id": invoice.id, "amount": amount} for invoice, amount in amounts.items()]
