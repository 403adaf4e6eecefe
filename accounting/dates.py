"""The days that the books know. Every date that is stored or shown lies among them, also one that is derived."""

import datetime

FIRST_DATE, LAST_DATE = datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)
OUT_OF_RANGE = f"Dates lie between {FIRST_DATE} and {LAST_DATE}."
