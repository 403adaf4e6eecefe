"""Make the demo's bills, their approval, and the monthly payments of them."""

import datetime
from collections import defaultdict
from decimal import Decimal

from accounting.attachments import attachments
from accounting.documents import bills, vendor_credits
from accounting.ledger import periods
from accounting.ledger.dates import DAY, month_end
from accounting.management.demo.books import BANK, Act, Books
from accounting.management.demo.plans import Vendor
from accounting.models import Bill
from accounting.recurring import templates
from accounting.settlement import credits, payments

REVIEW_DAYS = 12
"""Bills of this many last days still wait for approval."""
VOID_EVERY = 24
"""One of this many bills is a mistake and voided."""
CREDIT_EVERY = 10
"""One of this many bills is credited by its vendor."""
PAYMENT_DAY = 25
TRANSFER_FEE = Decimal("4.50")

Days = datetime.timedelta


class Purchases:
    def __init__(self, books: Books) -> None:
        self.books = books
        self.waiting: dict[str, list[Bill]] = defaultdict(list)
        self.approved = 0
        self.in_review = 0

    def plan(self) -> None:
        """Put each vendor's bills and the payment runs on the agenda."""
        for number, vendor in enumerate(self.books.plan.vendors):
            for month in self.books.months(vendor.every):
                self.books.on(month.replace(day=vendor.day), self._entering(vendor, prefix=f"{10 + number}"))
        for month in self.books.months():
            self.books.on(month.replace(day=PAYMENT_DAY), self._pay_what_is_due)

    def _entering(self, vendor: Vendor, *, prefix: str) -> Act:
        def act(date: datetime.date) -> None:
            books = self.books
            bill = bills.create(
                books.company,
                by=books.accountant,
                vendor_id=books.vendors[vendor.name].id,
                bill_number=f"{prefix}{date:%y%m}-{books.random.randrange(100, 1000)}",
                issue_date=date,
                lines=[
                    {
                        "account_id": books.accounts[vendor.account].id,
                        "description": f"{vendor.description}, {date:%B}",
                        "unit_price": books.price(vendor.low, vendor.high),
                        "tax_rate_id": books.taxes[vendor.tax].id if vendor.tax else None,
                        "tracking": books.tracking.get(vendor.name, []),
                    }
                ],
            )
            if date > books.today - Days(days=REVIEW_DAYS):
                self._leave_in_review(bill)
                return
            if books.company.two_person_approval:
                bills.submit(bill, by=books.accountant)
            books.on(date + DAY, self._approving(vendor, bill))

        return act

    def _leave_in_review(self, bill: Bill) -> None:
        """Leave every third bill a draft, submit the others, and reject every third."""
        self.in_review += 1
        if self.in_review % 3 != 2:
            bills.submit(bill, by=self.books.accountant)
        if self.in_review % 3 == 0:
            bills.reject(bill, by=self.books.manager, reason="The amount is not that of our order.")

    def _approving(self, vendor: Vendor, bill: Bill) -> Act:
        def act(date: datetime.date) -> None:
            approved = bills.approve(bill, by=self.books.manager)
            self.approved += 1
            if self.approved == 1:
                self._attach_delivery_note(approved)
            if self.approved % VOID_EVERY == 0:
                bills.void(approved, by=self.books.manager, reason="Entered twice")
            elif self.approved % CREDIT_EVERY == 0:
                self._credit(approved, date)
            else:
                self.waiting[vendor.name].append(approved)

        return act

    def _attach_delivery_note(self, bill: Bill) -> None:
        note = f"Delivery note for {bill.bill_number}\n\nReceived in full.\n"
        attachments.create(
            self.books.company,
            by=self.books.accountant,
            object_type="bill",
            object_id=bill.id,
            file_name=f"Delivery note {bill.bill_number}.txt",
            content=note.encode(),
        )

    def _credit(self, bill: Bill, date: datetime.date) -> None:
        """Enter the credit of a vendor who takes back a whole bill."""
        credit = vendor_credits.create(
            self.books.company,
            by=self.books.accountant,
            bill_id=bill.id,
            vendor_credit_number=f"{bill.bill_number}-C",
            issue_date=max(date, bill.issue_date),
            reason="The goods went back",
        )
        credit = vendor_credits.issue(credit, by=self.books.manager)
        credits.apply(credit, by=self.books.accountant, date=date)

    def _pay_what_is_due(self, date: datetime.date) -> None:
        """Pay each vendor, with one payment, all bills due before the next run."""
        for name, waiting in self.waiting.items():
            due = [bill for bill in waiting if bill.due_date < date + Days(days=30)]
            if not due:
                continue
            self.waiting[name] = [bill for bill in waiting if bill not in due]
            has_fee = len(due) > 1
            payments.create(
                self.books.company,
                by=self.books.manager if has_fee and self.books.company.two_person_approval else self.books.accountant,
                type="made",
                contact_id=self.books.vendors[name].id,
                date=date,
                amount=sum((bill.amount for bill in due), Decimal(0)),
                account_id=self.books.accounts[BANK].id,
                reference=f"Transfer {self.books.random.randrange(10**5, 10**6)}",
                allocations=[{"bill_id": bill.id, "amount": bill.amount} for bill in due],
                deductions=[{"account_id": self.books.accounts["6700"].id, "amount": TRANSFER_FEE}] if has_fee else [],
            )

    def leave_a_template(self) -> None:
        """Add a recurring bill of the first vendor, from the end of next month on (of an old demo: from today on)."""
        books, vendor = self.books, self.books.plan.vendors[0]
        templates.create(
            books.company,
            by=books.accountant,
            name=f"{vendor.description} of {vendor.name}",
            kind="bill",
            frequency="monthly",
            start_date=max(month_end(month_end(books.today) + DAY), periods.today(books.company)),
            day_of_month=31,
            content={
                "vendor_id": books.vendors[vendor.name].id,
                "bill_number": "MONTHLY",
                "lines": [
                    {
                        "account_id": books.accounts[vendor.account].id,
                        "description": vendor.description,
                        "unit_price": Decimal(vendor.low),
                        "tax_rate_id": books.taxes[vendor.tax].id if vendor.tax else None,
                    }
                ],
            },
        )
