"""Make the demo's business in other currencies: its rates, a customer in euros, and a bank account in pounds."""

import datetime
from decimal import Decimal

from accounting.banking import bank_transactions, transfers
from accounting.currencies import rates
from accounting.ledger import accounts
from accounting.management.demo.books import BANK, Books
from accounting.management.demo.plans import RATES, Customer
from accounting.management.demo.sales import Sales
from accounting.models import RateSource

POUNDS = "1020"
SENT, ARRIVED, FAIR = Decimal(3200), Decimal(2480), Decimal("1140.00")
HALF = Decimal("0.5")

Days = datetime.timedelta


class Abroad:
    def __init__(self, books: Books, sales: Sales, customer: Customer) -> None:
        self.books = books
        self.sales = sales
        self.customer = customer

    def plan(self) -> None:
        """Take the rates of the year, open the account in pounds, and put the business abroad on the agenda."""
        books = self.books
        quotes = [
            (month, currency, Decimal(rate))
            for currency, monthly in RATES.items()
            for month, rate in zip(books.months(), monthly.split(), strict=True)
        ]
        rates.take(books.company, quotes, by=books.manager, quoted="EUR", source=RateSource.MANUAL)
        books.accounts[POUNDS] = accounts.create(
            books.company,
            by=books.manager,
            code=POUNDS,
            name="Bank account in pounds",
            type="asset",
            subtype="bank",
            currency="GBP",
        )
        books.on(books.start + Days(days=60), self._sell_and_be_paid_twice)
        books.on(books.today - Days(days=46), self._sell_and_be_paid_in_part)
        books.on(books.start + Days(days=100), self._send_pounds)
        books.on(books.start + Days(days=130), self._rent_a_stand)

    def _sell_and_be_paid_twice(self, date: datetime.date) -> None:
        invoice = self.sales.send(self.customer, date)
        self.books.on(date + Days(days=25), self.sales.paying(self.customer, [invoice], share=HALF))
        self.books.on(date + Days(days=60), self.sales.paying(self.customer, [invoice]))

    def _sell_and_be_paid_in_part(self, date: datetime.date) -> None:
        invoice = self.sales.send(self.customer, date)
        self.books.on(date + Days(days=34), self.sales.paying(self.customer, [invoice], share=HALF))

    def _send_pounds(self, date: datetime.date) -> None:
        transfers.create(
            self.books.company,
            by=self.books.manager,
            from_account_id=self.books.accounts[BANK].id,
            to_account_id=self.books.accounts[POUNDS].id,
            date=date,
            amount=SENT,
            to_amount=ARRIVED,
        )

    def _rent_a_stand(self, date: datetime.date) -> None:
        bank_transactions.create(
            self.books.company,
            by=self.books.manager,
            type="spend",
            account_id=self.books.accounts[POUNDS].id,
            date=date,
            lines=[{"account_id": self.books.accounts["6300"].id, "description": "Stand at a fair", "amount": FAIR}],
            reference="Olympia London",
        )
