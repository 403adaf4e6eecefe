"""Make the demo's journal entries, close its months and its fiscal year, and plan the current one."""

import datetime
from decimal import Decimal

from django.db.models import F, Sum

from accounting.banking import bank_transactions, transfers
from accounting.budgets import budgets
from accounting.ledger import fiscal_years, journal, periods
from accounting.ledger.dates import DAY, month_end
from accounting.ledger.journal import Draft
from accounting.management.demo.books import BANK, Books
from accounting.models import (
    AccountBalance,
    AccountingPeriod,
    AccountType,
    EntryType,
    JournalEntry,
    JournalLine,
    PeriodStatus,
    Transfer,
)
from accounting.taxes import returns

CENTS = Decimal("0.01")
PAYROLL_TAX = Decimal("0.0765")
WITHHELD = Decimal("0.22")
ACCOUNT_FEE = Decimal("18.00")
TRANSFER_FEE = Decimal("1.20")
SAVED = Decimal("1500.00")
LOAN_REPAYMENT = Decimal("1250.00")
DRAWINGS = Decimal("2500.00")
PLANNED_MORE = Decimal("1.05")
OPEN_MONTHS = 3
"""The current month and the two before it stay open."""
QUARTER = 3

Amounts = dict[str, Decimal]
"""The debit of each account code, or the credit if negative."""


class Routine:
    def __init__(self, books: Books) -> None:
        self.books = books
        self.waiting: list[Draft] = []
        """The entries of the month, which are posted together when it ends."""

    def plan(self) -> None:
        """Put the year's journal entries on the agenda."""
        books = self.books
        books.on(books.start, self._open)
        for month in books.months():
            books.on(month.replace(day=6), self._pay_drawings)
            books.on(month.replace(day=27), self._pay_bank_charges)
            books.on(month.replace(day=15), self._remit_payroll_taxes)
            if books.plan.interest:
                books.on(month.replace(day=28), self._repay_loan)
            books.on(month_end(month), self._pay_salaries)
            books.on(month_end(month), self._depreciate)
            books.on(month_end(month), self._post_the_month)
        for month in books.months(3):
            books.on(month.replace(day=20), self._remit_sales_tax)
            books.on(month.replace(day=22), self._put_aside)
        books.on(books.start + datetime.timedelta(days=200), self._make_a_mistake)
        books.on(books.start + datetime.timedelta(days=210), self._transfer_twice)

    def close_months(self) -> None:
        """Close all months except the last ones, in order, and the fiscal years that have all months closed."""
        self._post_the_month(self.books.today)
        first_open = self.books.months()[-OPEN_MONTHS]
        closing = AccountingPeriod.objects.filter(company=self.books.company, start_date__lt=first_open)
        for period in closing.filter(status=PeriodStatus.OPEN).order_by("start_date"):
            periods.close(period, by=self.books.manager)
        for year in self.books.company.fiscal_years.filter(end_date__lt=first_open).order_by("start_date"):
            fiscal_years.close(year, by=self.books.manager, closing_entry=True)

    def file_tax_returns(self) -> None:
        """File the tax returns of all whole quarters except the last, which stays a draft."""
        books, months = self.books, self.books.months()
        if not any(customer.tax for customer in books.plan.customers):
            return
        for first in range(0, len(months) - QUARTER, QUARTER):
            last = month_end(months[first + QUARTER - 1])
            row = returns.create(books.company, by=books.accountant, start_date=months[first], end_date=last)
            if first + QUARTER <= len(months) - OPEN_MONTHS:
                returns.file(row, by=books.manager)

    def plan_the_year(self) -> None:
        """Make a budget of the current year: each month a little more than an average one so far, in hundreds."""
        books, year = self.books, self.books.today.replace(month=1, day=1)
        budget = budgets.create(books.company, by=books.manager, name=f"Budget {year.year}", start_date=year)
        earned = AccountBalance.objects.filter(
            account__company=books.company, account__type__in=(AccountType.REVENUE, AccountType.EXPENSE)
        ).values("account_id", "account__type")
        lines: list[budgets.RowInput] = []
        for row in earned.annotate(net=Sum(F("debits") - F("closing_debits") - F("credits") + F("closing_credits"))):
            amount = row["net"] if row["account__type"] == AccountType.EXPENSE else -row["net"]
            monthly = round(amount * PLANNED_MORE / len(books.months()), -2)
            lines.append({"account_id": row["account_id"], "amounts": [monthly] * 12})
        budgets.set_lines(budget, by=books.manager, lines=lines)

    def leave_a_draft(self) -> None:
        """Leave an accrual as a draft. It will be reversed on the first day of the next month."""
        entry = JournalEntry(
            company=self.books.company,
            date=self.books.today,
            memo="Accrued professional fees, estimate",
            entry_type=EntryType.ADJUSTING,
            reverse_on=month_end(self.books.today) + DAY,
        )
        lines = self._lines({"6600": Decimal(1800), "2310": Decimal(-1800)})
        journal.save_draft(entry, lines=lines, by=self.books.accountant)

    def _open(self, date: datetime.date) -> None:
        amounts = {code: Decimal(amount) for code, amount in self.books.plan.opening.items()}
        amounts["3900"] = -sum(amounts.values(), Decimal(0))
        self._post(date, "Opening balances", amounts, EntryType.OPENING)

    def _pay_salaries(self, date: datetime.date) -> None:
        gross = Decimal(self.books.plan.salaries) + self.books.random.randrange(0, 900)
        tax, withheld = (gross * PAYROLL_TAX).quantize(CENTS), (gross * WITHHELD).quantize(CENTS)
        amounts = {"6000": gross, "6010": tax, BANK: withheld - gross, "2300": -withheld - tax}
        self._enter(date, f"Payroll {date:%B %Y}", amounts)

    def _remit_payroll_taxes(self, date: datetime.date) -> None:
        owed = self._balance("2300", date.replace(day=1))
        if owed:
            self._enter(date, "Payroll taxes of the month before", {"2300": -owed, BANK: owed})

    def _remit_sales_tax(self, date: datetime.date) -> None:
        """Pay the tax authority the tax collected less the tax paid, up to the end of the month before."""
        collected, paid = self._balance("2200", date.replace(day=1)), self._balance("1400", date.replace(day=1))
        if collected:
            amounts = {"2200": -collected, BANK: collected + paid} | ({"1400": -paid} if paid else {})
            self._enter(date, "Sales tax return of the quarter", amounts)

    def _depreciate(self, date: datetime.date) -> None:
        amount = Decimal(self.books.plan.depreciation)
        self._enter(date, f"Depreciation {date:%B %Y}", {"6900": amount, "1590": -amount}, EntryType.ADJUSTING)

    def _repay_loan(self, date: datetime.date) -> None:
        interest = Decimal(self.books.plan.interest)
        amounts = {"2500": LOAN_REPAYMENT - interest, "7000": interest, BANK: -LOAN_REPAYMENT}
        self._enter(date, "Loan instalment", amounts)

    def _pay_drawings(self, date: datetime.date) -> None:
        self._enter(date, "Owner's drawings", {"3100": DRAWINGS, BANK: -DRAWINGS})

    def _pay_bank_charges(self, date: datetime.date) -> None:
        bank_transactions.create(
            self.books.company,
            by=self.books.manager,
            type="spend",
            account_id=self.books.accounts[BANK].id,
            date=date,
            lines=[{"account_id": self.books.accounts["6700"].id, "description": "Account fee", "amount": ACCOUNT_FEE}],
            reference=f"Statement {date:%B}",
        )

    def _put_aside(self, date: datetime.date) -> None:
        self._transfer(date)

    def _transfer_twice(self, date: datetime.date) -> None:
        transfers.void(self._transfer(date), by=self.books.manager, reason="Sent twice")

    def _transfer(self, date: datetime.date) -> Transfer:
        return transfers.create(
            self.books.company,
            by=self.books.manager,
            from_account_id=self.books.accounts[BANK].id,
            to_account_id=self.books.accounts["1010"].id,
            date=date,
            amount=SAVED,
            fee={"account_id": self.books.accounts["6700"].id, "amount": TRANSFER_FEE},
        )

    def _make_a_mistake(self, date: datetime.date) -> None:
        amounts = {"6200": Decimal("418.90"), BANK: Decimal("-418.90")}
        wrong = self._post(date, "Office chairs, expensed by mistake", amounts)
        journal.reverse(wrong, by=self.books.accountant, date=date + DAY)
        right = {"1510": Decimal("418.90"), BANK: Decimal("-418.90")}
        self._post(date + DAY, "Office chairs, capitalized", right)

    def _balance(self, code: str, before: datetime.date) -> Decimal:
        """Return an account's balance before a month begins, debit positive."""
        balances = AccountBalance.objects.filter(account=self.books.accounts[code], month__lt=before)
        return balances.aggregate(total=Sum(F("debits") - F("credits")))["total"] or Decimal(0)

    def _post(
        self, date: datetime.date, memo: str, amounts: Amounts, entry_type: str = EntryType.STANDARD
    ) -> JournalEntry:
        """Post an entry at once."""
        entry = JournalEntry(company=self.books.company, date=date, memo=memo, entry_type=entry_type)
        return journal.post(entry, lines=self._lines(amounts), by=self.books.accountant)

    def _enter(self, date: datetime.date, memo: str, amounts: Amounts, entry_type: str = EntryType.STANDARD) -> None:
        """Enter an entry, to be posted with those of its month."""
        entry = JournalEntry(company=self.books.company, date=date, memo=memo, entry_type=entry_type)
        self.waiting.append((entry, self._lines(amounts)))

    def _post_the_month(self, date: datetime.date) -> None:
        journal.post_many(self.waiting, by=self.books.accountant)
        self.waiting = []

    def _lines(self, amounts: Amounts) -> list[JournalLine]:
        nothing = Decimal(0)
        return [
            JournalLine(account=self.books.accounts[code], debit=max(amount, nothing), credit=max(-amount, nothing))
            for code, amount in amounts.items()
        ]
