"""The XML Auditfile Financieel, judged by pyxaf and the schemas of the format, and compared with the ledger."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
import pyxaf
from pyxaf.catalogue import get_catalogue

from accounting.exchange import xaf
from accounting.ledger import fiscal_years, journal
from accounting.ledger.money import CURRENCIES
from accounting.models import Account, Company, Contact, FiscalYear
from tests.accounting.exchange.years import close_a_year, day, ledger, two_years
from tests.accounting.reports.books import play
from tests.client import Client
from tests.factories import (
    line,
    make_account,
    make_approved_bill,
    make_company,
    make_customer,
    make_draft,
    make_entry,
    make_exchange_rate,
    make_sent_invoice,
    make_tax_rate,
    make_vendor,
    owner_of,
)
from tests.nightly import one_in

pytestmark = pytest.mark.django_db
D = Decimal
NUMBER = "NL123456789B01"
VERSIONS = [str(version) for version in xaf.Version]


@dataclass
class Read:
    """What pyxaf reads in a file that it finds no fault with."""

    file: Any
    opening: dict[str, Decimal]
    lines: list[Any]

    @property
    def closing(self) -> dict[str, Decimal]:
        nets = defaultdict(D, self.opening)
        for one in self.lines:
            nets[one.account_id] += one.signed_amount
        return {code: net for code, net in nets.items() if net}


def judged(content: bytes) -> Read:
    """Return a file that keeps the schema and all rules of its version."""
    report = pyxaf.validate(content, xsd=True)
    assert "L4x xsd" in report.checked
    assert [str(one) for one in report.findings if one.severity > pyxaf.Severity.INFO] == []
    file = pyxaf.open(content)
    assert file.format.version in VERSIONS
    return Read(
        file, dict(file.opening_balance().by_account()), [line for tx in file.transactions() for line in tx.lines]
    )


def read(company: Company, **query: Any) -> Read:
    answer = Client(owner_of(company)).get("/exports/xaf", **query)
    assert answer.status == 200, answer
    return judged(answer.content)


def refusal(company: Company, **query: Any) -> str:
    answer = Client(owner_of(company)).get("/exports/xaf", **query)
    assert (answer.status, answer.code) == (409, "conflict"), answer
    return str(answer.json["detail"])


@pytest.fixture
def company() -> Company:
    return two_years(tax_number=NUMBER)


@pytest.mark.parametrize("version", VERSIONS)
def test_both_years_keep_the_schema_and_are_the_ledger(company: Company, version: str) -> None:
    first = read(company, year=2025, version=version)
    assert first.opening == {}
    assert first.closing["4000"] == -1000  # the earnings are not closed in it
    second = read(company, year=2026, version=version)
    earned = first.closing.pop("4000") + first.closing["6100"]
    kept = {code: net for code, net in first.closing.items() if code not in ("4000", "6100")}
    assert second.opening == {**kept, "3200": earned}
    assert second.closing == ledger(company)
    assert [(one.id, one.journal_type.kind) for one in second.file.journals.values()] == [
        ("VRK", "sales"),
        ("INK", "purchases"),
        ("BNK", "bank"),
    ]
    assert not [line for line in second.lines if line.amount == 9]  # the draft
    foreign = {(line.foreign.currency, line.foreign.amount) for line in second.lines if line.foreign}
    assert foreign == {("USD", D("50.00"))}
    assert {line.invoice_ref for line in second.lines if line.account_id == "2000"} == {"F 1"}
    assert [str(month.start_date) for month in second.file.periods.values()][::11] == ["2026-01-01", "2026-12-01"]


def test_contacts_have_their_numbers_and_what_they_owe(company: Company) -> None:
    make_customer(company, name="Not in the books")
    (customer, *_), owed = Contact.objects.filter(company=company, external_id="C-1"), read(company, year=2026)
    assert [(one.name, str(one.relation_type.kind)) for one in owed.file.relations.values()] == [
        ("Œuvre & Fils SARL", "customer"),
        ("Bois", "supplier"),
        (company.contacts.get(bills__bill_number="F 1").name, "supplier"),
    ]
    mine = owed.file.relations["C-1"]
    assert (mine.opening_balance, mine.closing_balance) == (1000, 125)
    assert sum(one.closing_balance for one in owed.file.relations.values()) == sum(
        net for code, net in owed.closing.items() if code in ("1100", "2000")
    )
    make_vendor(company, name="Also C-1", external_id="C-1")
    assert customer.pk.hex in read(company, year=2026).file.relations  # the number is not only the customer's any more
    assert read(company, year=2026, version="3.2").file.relations[customer.pk.hex].opening_balance is None


def test_taxes_are_on_their_lines_with_what_they_come_to() -> None:
    company = make_company(base_currency="EUR", tax_number=NUMBER)
    high, none = make_tax_rate(company, "21", code="H"), make_tax_rate(company, "0", name="Geen\tbtw")
    shifted = make_tax_rate(company, "21", treatment="reverse_charge", category="AE", code="V")
    sold = [line(company, "100.00", tax_rate=rate) for rate in (high, none, shifted)]
    make_sent_invoice(company, lines=sold)
    make_approved_bill(company, lines=[line(company, "10.00", code="6100", tax_rate=shifted)])
    found = read(company, year=2026)
    assert {code.id: code.description for code in found.file.vat_codes.values()} == {
        "H": high.name,
        none.pk.hex: "Geen btw",
        "V": shifted.name,
    }
    taxes = [(one.account_id, vat.code, vat.percentage, vat.signed_amount) for one in found.lines for vat in one.vat]
    assert taxes == [
        ("4000", none.pk.hex, 0, 0),
        ("4000", "V", 0, 0),
        ("2200", "H", 21, -21),
        ("1400", "V", 21, D("2.10")),
        ("2200", "V", 21, D("-2.10")),
    ]


HOSTILE = "&<\"'>]]> 😀 \u0001\u000b\ufffe\uffff\u2028 漢字 " + "x" * 600


@pytest.mark.parametrize("version", VERSIONS)
def test_texts_that_xml_cannot_hold_or_that_are_too_long_are_cut(version: str) -> None:
    """Also those that came in below the operations, which refuse most of these characters."""
    company = make_company(base_currency="EUR", tax_number=NUMBER, registration_number="1" * 50)
    rate = make_tax_rate(company, "21")
    make_sent_invoice(company, lines=[line(company, "100.00", tax_rate=rate)])
    make_entry(company, memo=HOSTILE[:500], reference=HOSTILE[:100])
    contact = Contact.objects.filter(company=company)
    contact.update(
        name=HOSTILE[:200], billing_address=HOSTILE.replace(" ", "\n"), tax_number="9" * 31, external_id=HOSTILE[:99]
    )
    Company.objects.filter(pk=company.pk).update(legal_name=HOSTILE[:200], address="Kade 1\n\n 1015 CN Amsterdam ")
    Account.objects.filter(company=company).update(name=HOSTILE[:200])
    rate.name = HOSTILE[:200]
    rate.save()
    found = read(company, year=2026, version=version)
    assert found.closing == ledger(company)
    (relation,) = found.file.relations.values()
    assert (relation.id, relation.tax_registration_id) == (contact.get().pk.hex, None)
    begin = "&<\"'>]]> 😀 \ufffd\ufffd\ufffd\ufffd 漢字 "
    assert relation.name == begin + "x" * (50 - len(begin))
    assert found.file.company.addresses[0].street == "Kade 1, 1015 CN Amsterdam"
    assert found.file.company.name.startswith(begin + "xxx")


def test_codes_of_accounts_are_never_cut() -> None:
    company = make_company(base_currency="EUR", tax_number=NUMBER)
    make_account(company, "1" * 35)
    assert "1" * 35 in read(company).file.accounts
    make_account(company, "1" * 36)
    make_account(company, "2\ufffe")
    for version in VERSIONS:
        assert f"Change: {'1' * 36}, 2\ufffe." in refusal(company, version=version)


@pytest.mark.parametrize("number", ["", " ", "DE123456789", "NL" + "1" * 29, "NL", "NL1\uffff"])
def test_a_company_without_a_dutch_tax_number_is_refused(number: str) -> None:
    company = make_company(base_currency="EUR")
    Company.objects.filter(pk=company.pk).update(tax_number=number)
    assert "tax_number" in refusal(company)


@pytest.mark.parametrize("number", ["NL123456789B01", "123456782", "NL 1234.56.789.B.01", "nl123456789B01"])
def test_dutch_tax_numbers_are_written_as_they_are(number: str) -> None:
    assert read(make_company(tax_number=number)).file.company.tax_registration_id == number


def test_currencies_are_written_as_far_as_the_format_has_them() -> None:
    listed = next(one.enum for one in get_catalogue(pyxaf.Version.XAF32).children["/auditfile/header"] if one.enum)
    assert set(xaf.NOT_IN_3_2) == CURRENCIES.keys() - set(listed)
    assert "KWD have 3" in refusal(make_company(base_currency="KWD", tax_number=NUMBER))
    lira = make_company(base_currency="TRY", tax_number=NUMBER)
    assert "does not know the currency TRY" in refusal(lira, version="3.2")
    assert read(lira).file.header.currency == "TRY"

    yen = make_company(base_currency="JPY", tax_number=NUMBER)
    for currency, rate in (("KWD", "500"), ("TRY", "4"), ("USD", "150")):
        make_exchange_rate(yen, currency=currency, date=day("2026-03-01"), rate=rate)
    for price, currency in (("1.005", "KWD"), ("2.5", "KWD"), ("8", "TRY"), ("9", "USD")):
        make_sent_invoice(yen, price, currency=currency)
    for version, expected in (
        ("4.0", {("KWD", D("2.5")), ("TRY", 8), ("USD", 9)}),
        ("3.2", {("KWD", D("2.5")), ("USD", 9)}),
    ):
        found = read(yen, year=2026, version=version)
        assert {(one.foreign.currency, one.foreign.amount) for one in found.lines if one.foreign} == expected
        assert {str(one.amount) for one in found.lines} == {"503", "1250", "32", "1350"}


def test_corrections_and_openings_are_in_the_file_and_drafts_are_not(company: Company) -> None:
    owner, entry = owner_of(company), make_entry(company, "77.00", date=day("2026-04-01"))
    journal.reverse(entry, by=owner, date=day("2026-05-01"))
    make_draft(company, "66.00", date=day("2026-05-01"))
    make_entry(company, "55.00", date=day("2026-01-01"), entry_type="opening")
    fiscal_years.reopen(FiscalYear.objects.get(company=company, end_date="2025-12-31"), reason="Again", by=owner)
    found = read(company, year=2026)
    assert sorted(one.amount for one in found.lines if one.journal_id == "MEM") == [55, 55, 77, 77, 77, 77]
    assert "66.00" not in {str(one.amount) for one in found.lines}
    assert found.opening["3200"] == -700  # the earnings are not closed now
    assert "4000" not in found.opening
    assert read(company, year=2025).closing["4000"] == -1000  # neither the closing entry nor its reversal


@pytest.mark.parametrize("version", VERSIONS)
def test_empty_books_and_years_have_no_transactions(version: str) -> None:
    company = make_company(fiscal_year_start_month=4, tax_number=NUMBER)
    for year, named in ((2026, "2025-2026"), (1970, "1969-1970"), (2200, "2199-2200")):
        found = read(company, year=year, version=version)
        assert (found.lines, found.opening, found.file.header.fiscal_year) == ([], {}, named)
        assert [str(day) for day in (found.file.header.start_date, found.file.header.end_date)] == [
            f"{year - 1}-04-01",
            f"{year}-03-31",
        ]


@pytest.mark.parametrize("seed", one_in(2, [9100, 9101]))
def test_random_books_keep_the_schema_and_tie(seed: int) -> None:
    company = make_company(tax_number=NUMBER)
    close_a_year(company)
    play(seed, company=company)
    found = read(company, year=2026)
    assert found.closing == ledger(company)
    assert found.closing.keys() & found.opening.keys()
    next_year = read(company, year=2027).opening
    assert next_year == {code: net for code, net in found.closing.items() if code < "3200"} | {
        "3200": sum(net for code, net in found.closing.items() if code >= "3200")
    }


def test_the_file_is_named_after_its_year_and_of_one_company() -> None:
    company, other = (make_company(tax_number=NUMBER) for _ in range(2))
    client = Client(owner_of(company))
    answer = client.get("/exports/xaf", year=2025)
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    assert 'filename="auditfile_2025_' in answer.headers["Content-Disposition"]
    assert client.get(f"/companies/{other.id}/exports/xaf").status == 404
    assert client.get("/exports/xaf", version="3.1").error_fields == ["version"]
    assert client.get("/exports/xaf", year="x").error_fields == ["year"]
