"""Files of reports: CSV, XLSX and PDF have the same cells, and nothing that a name says is run."""

import datetime
import io
import re
import unicodedata
import zipfile
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from reportlab.pdfbase import pdfmetrics

from accounting.errors import Invalid
from accounting.ledger.letters import BOLD, INVISIBLE, LATIN, fonts, parts
from accounting.ledger.models import Company
from accounting.reports import pdf
from accounting.reports.listing import Listing
from accounting.reports.pdf import NO_LETTERS, to_pdf
from accounting.reports.sheet import CellType, Heading, Sheet, SheetRow, for_people, percent, to_csv
from accounting.reports.xlsx import to_xlsx

D = Decimal
DAY = datetime.date(2026, 3, 15)
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


def test_a_pdf_has_pages_with_headings_and_shows_letters_of_other_scripts(drawn):
    made = to_pdf(sheet(*((f"Line {number}", None, number, D("1234.50")) for number in range(200))))
    assert made.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", made)) == 4
    assert drawn.count("Amount") == 4
    assert [word for word in drawn if " / " in word] == ["1 / 4", "2 / 4", "3 / 4", "4 / 4"]
    assert parts("Café") == [("Roboto", "Café")]
    assert parts("Größe 株式会社", is_bold=True) == [("Roboto-Bold", "Größe "), ("STSong-Light", "株式会社")]
    assert parts("서울 Москва") == [("HYSMyeongJo-Medium", "서울"), ("Roboto", " Москва")]
    assert to_pdf(sheet(("株式会社 " * 60, None, None, None))).startswith(b"%PDF-")


@pytest.mark.parametrize("is_bold", [False, True])
def test_a_pdf_has_all_letters_of_latin_greek_and_cyrillic(is_bold):
    font = BOLD if is_bold else LATIN
    fonts()
    glyphs = pdfmetrics.getFont(font).face.charToGlyph
    for first, last in ((0xA0, 0x24F), (0x384, 0x3E1), (0x400, 0x4FF), (0x1E00, 0x1FFF), (0x20A0, 0x20BE)):
        for letter in map(chr, range(first, last + 1)):
            if unicodedata.category(letter) not in (*INVISIBLE, "Cn"):
                assert parts(letter, is_bold=is_bold) == [(font, letter)]
                assert glyphs[ord(letter)], "without a glyph the font shows a box"
    assert parts("Dvořák\u200b, Łó\u00addź, Đặng", is_bold=is_bold) == [(font, "Dvořák, Łódź, Đặng")]


def test_a_pdf_says_which_letters_it_does_not_have(drawn):
    to_pdf(sheet(("Is it so?", None, 1, D("1.00"))))
    assert NO_LETTERS not in drawn
    to_pdf(sheet(("بنك 🚀", None, 1, D("1.00")), ("הפועלים", None, 1, D("1.00"))))
    assert drawn.count(NO_LETTERS) == 1
    assert {"??? ?", "???????"} <= set(drawn)


@pytest.mark.parametrize("columns", [1, 4, 12, 18])
def test_a_pdf_never_cuts_an_amount_a_date_or_a_number(drawn, columns):
    headings = (*HEADINGS[:3], *(Heading(f"{i}", f"2026-{i:02d}", CellType.AMOUNT) for i in range(columns - 1)))
    amounts = [D("123456789.50") * place for place in range(columns - 1)]
    made = to_pdf(sheet(("A long name " * 20, datetime.date(2026, 3, 15), 1234567, *amounts), headings=headings))
    assert {"2026-03-15", "1234567", *(f"{amount:,}" for amount in amounts)} <= set(drawn)
    assert [word for word in drawn if word.endswith("…")] == [word for word in drawn if word.startswith("A lo")]
    width, height = map(float, re.search(rb"/MediaBox \[ 0 0 (\S+) (\S+) \]", made).groups())
    assert (width > height, max(width, height) > 1000) == (columns > 4, columns > 12)


def test_a_pdf_without_rows_has_a_page_and_says_so(drawn):
    assert b"/Count 1 " in to_pdf(sheet())
    assert drawn[-1] == "This report has no rows."


def test_the_rows_of_a_file_are_counted_once():
    asked: list[int] = []
    listing = Listing("x", "X", Company(name="Harbor Lane", base_currency_id="USD"), None, DAY, HEADINGS, ())
    listing.has_more_than = asked.append
    to_pdf(listing.sheet())
    to_csv(listing.sheet())
    assert asked == [pdf.MAX_ROWS], "not again for the limit of all files, which is greater"


def test_a_pdf_that_would_be_too_large_is_refused(monkeypatch):
    many = tuple(Heading(str(number), str(number), CellType.AMOUNT) for number in range(pdf.MAX_COLUMNS + 1))
    monkeypatch.setattr(pdf, "MAX_ROWS", 2)
    wide = (D("-99999999999999999.99"),) * 18
    of_amounts = tuple(Heading(str(number), str(number), CellType.AMOUNT) for number in range(18))
    for refused in (
        sheet(headings=many),
        sheet(*(("x", None, None, None),) * 3),
        sheet(("x", *wide), headings=(HEADINGS[0], *of_amounts)),
    ):
        with pytest.raises(Invalid) as error:
            to_pdf(refused)
        assert error.value.field == "format"
