"""The dates that the books allow. All stored or shown dates are in this range, also derived ones."""

import datetime

DAY = datetime.timedelta(days=1)
FIRST_DATE, LAST_DATE = datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)
FIRST_ENTRY_DATE = datetime.date(1970, 1, 1)
"""The first date of an entry. Older history comes in as an opening entry. It catches a mistyped 1926."""
MAX_DAYS_AHEAD = 366
"""How many days after today an entry may be dated. PostgreSQL's guards check both limits (ledger/guards.sql)."""
OUT_OF_RANGE = f"Dates must be between {FIRST_DATE} and {LAST_DATE}."


def month_end(date: datetime.date) -> datetime.date:
    """Return the last day of the month of a date."""
    return datetime.date(date.year + date.month // 12, date.month % 12 + 1, 1) - DAY
