"""The dates that the books allow. Every date that is stored or shown is one of them, even a derived one."""

import datetime

FIRST_DATE, LAST_DATE = datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)
FIRST_ENTRY_DATE = datetime.date(1970, 1, 1)
"""No books of this kind go back further; what is older comes in as an opening entry. A mistyped 1926 stops here."""
MAX_DAYS_AHEAD = 366
"""How far after today something may be dated. The guards of PostgreSQL hold both (ledger/guards.sql)."""
OUT_OF_RANGE = f"Dates must be between {FIRST_DATE} and {LAST_DATE}."
