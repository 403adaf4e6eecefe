"""The fichier des écritures comptables, read by the rules of article A47 A-1 and compared with the ledger."""

import datetime
import re
from collections import defaultdict
from decimal import Decimal

import pytest
from django.db.models import Sum

from accounting import errors
from accounting.exchange import fec, fiscal_year
from accounting.ledger import accounts, fiscal_years
from accounting.models import Company, FiscalYear, JournalLine
from tests.accounting.exchange.years import ledger, two_years
from tests.client import Client
from tests.factories import (
    account,
    make_company,
    make_entry,
    make_sent_invoice,
    owner_of,
)

pytestmark = pytest.mark.django_db
D = Decimal
SIREN = "732829320"
NORM = (
    "JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|"
    "EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise"
)
HEADINGS = NORM.split("|")
NEEDED = (0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 15)
DAY = re.compile(r"(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
AMOUNT = re.compile(r"-?\d+,\d{2}")


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def number(text: str) -> Decimal:
    assert AMOUNT.fullmatch(text), text
    return D(text.replace(",", "."))


def judged(content: bytes, start: str, end: str) -> list[dict[str, str]]:
    """Return the rows of a file that keeps the rules of the norm. This reads the norm, not our code."""
    lines = content.decode("iso8859-15").split("\r\n")
    assert lines.pop() == ""  # each line ends
    rows = [line.split("\t") for line in lines]
    assert rows[0] == HEADINGS
    entries: dict[tuple[str, str], list[list[str]]] = defaultdict(list)
    names: dict[str, set[str]] = defaultdict(set)
    validated = ""
    for row in rows[1:]:
        assert len(row) == 18
        assert all(row[at] for at in NEEDED), row
        assert all(cell == cell.strip() and "|" not in cell for cell in row[:10]), row
        assert all(DAY.fullmatch(row[at]) for at in (3, 9, 15)), row
        assert start <= row[3] <= end
        assert re.match(r"\d{3}", row[4])
        assert bool(row[6]) == bool(row[7])
        assert bool(row[16]) == bool(row[17])
        debit, credit = number(row[11]), number(row[12])
        assert (debit == 0) != (credit == 0)
        assert min(debit, credit) == 0 <= max(debit, credit)
        if row[16]:
            number(row[16])
        names[row[0]].add(row[1])
        entries[row[0], row[2]].append(row)
        if row[0] != "AN":
            assert row[15] >= validated  # in the order of validation
            validated = row[15]
    assert all(len(found) == 1 for found in names.values())
    for journal in names:
        numbers = [int(count) for code, count in entries if code == journal]
        assert numbers == list(range(1, len(numbers) + 1))  # no gaps, rising
    for entry in entries.values():
        assert sum(number(row[11]) - number(row[12]) for row in entry) == 0
        assert len({row[3] for row in entry}) == 1
    return [dict(zip(HEADINGS, row, strict=True)) for row in rows[1:]]


@pytest.fixture
def company() -> Company:
    return two_years(name="Société d’Étude")


def read(company: Company, **query: object) -> tuple[bytes, str]:
    answer = Client(owner_of(company)).get("/exports/fec", siren=SIREN, **query)
    assert answer.status == 200, answer
    return answer.content, answer.headers["Content-Disposition"]


def sums(rows: list[dict[str, str]]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        found[row["CompteNum"]] += number(row["Debit"]) - number(row["Credit"])
    return {code: amount for code, amount in found.items() if amount}


def test_both_years_keep_the_norm_and_are_the_ledger(company: Company) -> None:
    content, name = read(company, year=2025)
    assert f'filename="{SIREN}FEC20251231.txt"' in name
    first = judged(content, "20250101", "20251231")
    assert {row["JournalCode"] for row in first} == {"VE", "AC"}
    without_closing = JournalLine.objects.exclude(entry__entry_type="closing").filter(company=company)
    expected = {
        code: net
        for code, net in without_closing.filter(entry__date__lte="2025-12-31", entry__status="posted")
        .values_list("account__code")
        .annotate(net=Sum("debit") - Sum("credit"))
        if net
    }
    assert sums(first) == expected
    assert expected["4000"] == -1000  # the earnings are not closed in it

    second = judged(read(company, year=2026)[0], "20260101", "20261231")
    opening = [row for row in second if row["JournalCode"] == "AN"]
    earned = expected.pop("4000") + expected.pop("6100")
    assert sums(opening) == {**expected, "3200": earned}
    assert {row["CompteNum"]: (row["CompAuxNum"], row["CompAuxLib"]) for row in opening}["1100"] == (
        "C-1",
        "\u0152uvre & Fils SARL",
    )
    assert sums(second) == ledger(company)
    dollars = [row for row in second if row["Idevise"]]
    assert {(row["Montantdevise"], row["Idevise"]) for row in dollars} == {("50,00", "USD"), ("-50,00", "USD")}
    kinds = {row["JournalCode"]: row["JournalLib"] for row in second}
    assert kinds == {"AN": "À nouveaux", "VE": "Ventes", "BQ": "Banque", "AC": "Achats"}
    assert [row["PieceRef"] for row in second if row["JournalCode"] == "AC"] == ["F 1", "F 1"]
    assert not any(row["Debit"] == "9,00" for row in second)


def test_earnings_that_are_not_closed_are_carried_to_retained_earnings(company: Company) -> None:
    year = FiscalYear.objects.get(company=company, end_date="2025-12-31")
    fiscal_years.reopen(year, reason="Again", by=owner_of(company))
    rows = judged(read(company, year=2026)[0], "20260101", "20261231")
    opening = sums([row for row in rows if row["JournalCode"] == "AN"])
    assert opening[account(company, "3200").code] == -700
    assert "4000" not in opening
    before = judged(read(company, year=2025)[0], "20250101", "20251231")
    assert sums(before)["4000"] == -1000  # neither the closing entry nor its reversal


def test_retained_earnings_need_a_code_of_the_norm_too_before_they_have_a_line() -> None:
    company = make_company(base_currency="EUR")
    make_sent_invoice(company, "10.00", issue_date=day("2025-06-10"))
    accounts.update(account(company, "3200"), code="RE", by=owner_of(company))
    client = Client(owner_of(company))
    assert client.get("/exports/fec", siren=SIREN, year=2025).status == 200
    answer = client.get("/exports/fec", siren=SIREN, year=2026)
    assert (answer.status, answer.code) == (409, "conflict")
    assert "Change: RE." in str(answer)


def test_what_the_norm_does_not_allow_is_refused(company: Company) -> None:
    client = Client(owner_of(company))
    for siren in ("", "123", "732829321", "٧٣٢٨٢٩٣٢٠"):
        answer = client.get("/exports/fec", siren=siren)
        assert (answer.status, answer.error_fields) == (400, ["siren"])
    assert client.get("/exports/fec").error_fields == ["siren"]
    assert client.get("/exports/fec", siren=SIREN, year=1).error_fields == ["year"]
    make_entry(company, date=day("2026-04-01"))  # on accounts such as T17
    answer = client.get("/exports/fec", siren=SIREN)
    assert (answer.status, answer.code) == (409, "conflict")
    assert "Change: T" in str(answer)


def test_empty_books_have_a_line_of_headings() -> None:
    company = make_company(fiscal_year_start_month=4)
    content, name = read(company, year=2026)
    assert judged(content, "20250401", "20260331") == []
    assert "FEC20260331.txt" in name
    assert fiscal_year.year_of(company, 2026).start == day("2025-04-01")
    with pytest.raises(errors.Invalid):
        fec.name_of("73282932O", fiscal_year.year_of(company, 2026))
