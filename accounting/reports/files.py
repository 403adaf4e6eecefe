"""The kinds of files that every report can be."""

from collections.abc import Callable

from accounting.reports.pdf import to_pdf
from accounting.reports.sheet import Sheet, to_csv
from accounting.reports.xlsx import to_xlsx

FILES: dict[str, tuple[str, Callable[[Sheet], str | bytes]]] = {
    "csv": ("text/csv; charset=utf-8", to_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
    "pdf": ("application/pdf", to_pdf),
}
"""The content type of each file, and what makes it."""
