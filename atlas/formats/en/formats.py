"""How the staff's admin writes days and moments: as everywhere in the books."""

DATE_FORMAT = "Y-m-d"
DATETIME_FORMAT = "Y-m-d H:i"
