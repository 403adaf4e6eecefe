"""Reading Beancount ledgers, with a reader of our own: nothing of the file is ever run.

The rule: a posting is booked at its weight, Beancount's own measure of what must balance: units × cost where it has a
cost, else units × price where it has one, else its units. A weight

- in the base currency is booked, rounded to the smallest unit as Beancount rounds, half to even;
- in anything else is booked at the latest price that the file states on or before the day, else at the rate that was
  named;
- in a currency of ISO 4217 without a price is money that cannot be left out: the file is refused;
- in any other commodity without a price (hours of leave, points) has no value in money: the posting is left out and
  listed, and so is an entry of which nothing remains.

Beancount balances each currency of an entry within a tolerance, and the rounding adds to that. What is left of an entry
goes to one account for roundings, and the entry is listed; so every other account comes to what `bean-query` computes
with QUERY.
"""

from accounting.exchange.beancount.reader import query, read

__all__ = ["query", "read"]
