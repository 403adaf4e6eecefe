"""Files of reports: CSV, XLSX and PDF have the same cells, and nothing that a name says is run."""

import datetime
import io
import re
import zipfile
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from accounting.errors import Invalid
from accounting.reports import pdf
from accounting.reports.pdf import font_for, to_pdf
from accounting.reports.sheet import CellType, Heading, Sheet, SheetRow, for_people, percent, to_csv
from accounting.reports.xlsx import to_xlsx

D = Decimal
SPACE = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
EVIL = '=HYPERLINK("http://x","y")'
HEADINGS = (
    Heading("name", "Name"),
    Heading("date", "Date", CellType.DATE),
    Heading("number", "Number", CellType.NUMBER),
    Heading("amount", "Amount", CellType.AMOUNT),
)
PERCENTS = (Heading("name", "Name"), Heading("variance_percent", "Variance %", CellType.PERCENT))


def sheet(*rows: tuple[object, ...], headings: tuple[Heading, ...] = HEADINGS) -> Sheet:
    cells = [SheetRow("line", 0, row) for row in rows]
    return Sheet("report", "Report", "Harbor Lane", "2026", "USD", headings, iter(cells))


def cells_of(workbook: bytes) -> list[dict[str, tuple[str, str]]]:
    """Return the cells of each row of a workbook: for each column its type (n, inlineStr) and text."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        page = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    assert page.findall(".//x:f", SPACE) == []
    assert page.findall(".//x:hyperlink", SPACE) == []
    return [
        {
            re.sub("[0-9]", "", cell.get("r", "")): (cell.get("t", "n"), "".join(cell.itertext()))
            for cell in row.findall("x:c", SPACE)
        }
        for row in page.findall(".//x:row", SPACE)
    ]


def formats_of(workbook: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
    return [one.get("formatCode", "") for one in styles.findall(".//x:numFmt", SPACE)]


def test_amounts_of_a_workbook_are_numbers_and_text_stays_text():
    day = datetime.date(2026, 3, 15)
    made = to_xlsx(
        sheet(
            (EVIL, day, 7, D("-1234.50")),
            ("http://example.com", None, None, D("1500")),
            ("0012", None, None, D("999999999999999.99")),
            ("+1", None, None, D("1.005")),
        )
    )
    *_, first, second, third, fourth = cells_of(made)
    assert first["A"] == ("inlineStr", EVIL)
    assert (first["C"], first["D"]) == (("n", "7"), ("n", "-1234.50"))
    assert (second["A"], second["D"]) == (("inlineStr", "http://example.com"), ("n", "1500"))
    assert third["A"] == ("inlineStr", "0012")
    assert third["D"] == ("inlineStr", "999999999999999.99")  # Excel would round it
    assert (fourth["A"], fourth["D"]) == (("inlineStr", "+1"), ("n", "1.005"))
    assert {"yyyy-mm-dd", "#,##0", "#,##0.00", "#,##0.000"} == set(formats_of(made))


def test_percentages_are_numbers_with_a_sign_for_people_and_empty_without_a_base():
    rows = (("Sales", D("12.5")), ("Rent", D("-1250.0")), ("Goods", None))
    made = to_xlsx(sheet(*rows, headings=PERCENTS))
    assert [row.get("B") for row in cells_of(made)[-3:]] == [("n", "0.125"), ("n", "-12.5"), None]
    assert formats_of(made) == ["#,##0.0%"]
    assert to_csv(sheet(*rows, headings=PERCENTS)).splitlines() == [
        "Name,Variance %", "Sales,12.5", "Rent,-1250.0", "Goods,"
    ]  # fmt: skip
    assert [for_people(cell, CellType.PERCENT) for _, cell in rows] == ["12.5 %", "-1,250.0 %", ""]
    assert to_pdf(sheet(*rows, headings=PERCENTS)).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [("1", "3", "33.3"), ("-1", "8", "-12.5"), ("0", "5", "0.0"), ("-0.01", "99999", "0.0"), ("2", "0", "None"),
     ("1" * 34, "0.0001", "1" * 34 + "000000.0"), ("0.05", "100", "0.1")],
)  # fmt: skip
def test_a_percentage_has_one_decimal(part, whole, expected):
    assert str(percent(D(part), D(whole))) == expected


def test_a_csv_file_has_no_formulas_and_amounts_stay_numbers():
    lines = to_csv(sheet((EVIL, datetime.date(2026, 3, 15), 7, D("-1.50")))).splitlines()
    assert lines == ["Name,Date,Number,Amount", """"'=HYPERLINK(""http://x"",""y"")",2026-03-15,7,-1.50"""]


def test_a_pdf_has_pages_with_headings_and_shows_letters_of_other_scripts():
    made = to_pdf(sheet(*((f"Line {number}", None, number, D("1234.50")) for number in range(200))))
    assert made.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", made)) == 3
    assert (font_for("Café"), font_for("Café", is_bold=True)) == ("Vera", "VeraBd")
    assert font_for("株式会社") == font_for("Москва") == "STSong-Light"
    assert font_for("서울") == "HYSMyeongJo-Medium"
    assert to_pdf(sheet(("株式会社 " * 60, None, None, None))).startswith(b"%PDF-")


def test_a_pdf_that_would_be_too_large_is_refused(monkeypatch):
    many = tuple(Heading(str(number), str(number), CellType.AMOUNT) for number in range(pdf.MAX_COLUMNS + 1))
    monkeypatch.setattr(pdf, "MAX_ROWS", 2)
    for refused in (sheet(headings=many), sheet(*(("x", None, None, None),) * 3)):
        with pytest.raises(Invalid) as error:
            to_pdf(refused)
        assert error.value.field == "format"
