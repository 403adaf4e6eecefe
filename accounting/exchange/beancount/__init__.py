"""Read Beancount ledgers, with our own reader, which never runs code of the file.

The rule: a posting is booked at its weight, which Beancount defines as the value that must balance: units × cost if it
has a cost, else units × price if it has one, else its units. A weight

- in the base currency is booked, rounded to the smallest unit as Beancount rounds, half to even;
- in any other currency or commodity is booked at the file's latest price on or before the day, else at the rate that
  the caller gives;
- in a currency of ISO 4217 without a price is money, which cannot be left out: the file is refused;
- in any other commodity without a price (hours of leave, points) has no value in money: the posting is left out and
  listed, and so is an entry without remaining postings.

Beancount balances each currency of an entry within a tolerance, and rounding adds to the difference. The difference of
an entry goes to one account for roundings, and the entry is listed. So all other accounts have the balances that
`bean-query` computes with QUERY.
"""

from accounting.exchange.beancount.reader import query, read

__all__ = ["query", "read"]
