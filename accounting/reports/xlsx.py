"""A report as a workbook for spreadsheet programs: amounts and percentages are numbers, with their decimals."""

import datetime
import io
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook

from accounting.reports.sheet import BOLD_ROWS, CellType, Sheet, text

EXACT_DIGITS = 15
"""Spreadsheets keep this many digits of a number. An amount with more is text, so that nothing is rounded."""
WIDTHS = {
    CellType.TEXT: 22,
    CellType.DATE: 11,
    CellType.CURRENCY: 9,
    CellType.NUMBER: 9,
    CellType.AMOUNT: 16,
    CellType.PERCENT: 12,
}
# Text stays text, whatever it looks like: no formulas, links or numbers are made of it.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


def to_xlsx(sheet: Sheet) -> bytes:
    """Return a sheet as a workbook with one worksheet: title, company, days, headings, and the rows."""
    output = io.BytesIO()
    with Workbook(output, OPTIONS) as book:
        page = book.add_worksheet(sheet.title[:31].translate(str.maketrans("[]:*?/\\'", "        ")))
        bold = book.add_format({"bold": True})
        formats: dict[tuple[str, bool], Any] = {}
        for column, heading in enumerate(sheet.headings):
            page.set_column(column, column, WIDTHS[heading.type])
        for place, line in enumerate((sheet.title, sheet.company, f"{sheet.span}, {sheet.currency}")):
            page.write_string(place, 0, line, bold)
        for column, heading in enumerate(sheet.headings):
            page.write_string(4, column, heading.label, bold)
        page.freeze_panes(5, 0)
        for place, row in enumerate(sheet.rows, 5):
            is_bold = row.type in BOLD_ROWS
            for column, cell in enumerate(row.cells):
                match cell:
                    case None | "":
                        continue
                    case Decimal() if len(cell.as_tuple().digits) <= EXACT_DIGITS:
                        is_percent = sheet.headings[column].type is CellType.PERCENT
                        decimals = max(0, -int(cell.as_tuple().exponent))
                        shape = "#,##0" + ("." + "0" * decimals if decimals else "") + ("%" if is_percent else "")
                        if (shape, is_bold) not in formats:
                            formats[shape, is_bold] = book.add_format({"num_format": shape, "bold": is_bold})
                        page.write_number(place, column, cell / 100 if is_percent else cell, formats[shape, is_bold])
                    case int():
                        page.write_number(place, column, cell)
                    case datetime.date():
                        page.write_datetime(place, column, cell)
                    case _:
                        page.write_string(place, column, text(cell), bold if is_bold else None)
    return output.getvalue()
