"""Exchange rates: the rate of a day, rates that are refused, and the files of the European Central Bank."""

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from accounting import errors
from accounting.currencies import ecb, rates
from accounting.ledger import companies
from accounting.models import ExchangeRate
from foundation.models import AuditRecord
from tests.accounting.snapshot import snapshot
from tests.client import Client
from tests.factories import DAY, make_company, make_exchange_rate, make_invoice, owner_of

pytestmark = pytest.mark.django_db

DAILY = """<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
    <gesmes:subject>Reference rates</gesmes:subject>
    <Cube>
        <Cube time='2026-03-13'>
            <Cube currency='USD' rate='1.0838'/>
            <Cube currency='JPY' rate='162.15'/>
            <Cube currency='GBP' rate='0.84120'/>
        </Cube>{more}
    </Cube>
</gesmes:Envelope>
"""
EARLIER = """
        <Cube time='2026-03-12'><Cube currency='USD' rate='1.0900'/><Cube currency='CYP' rate='0.58'/></Cube>"""
DAILY_CSV = "Date, USD, JPY, GBP, \n13 March 2026, 1.0838, 162.15, 0.84120, \n"
HISTORY_CSV = "Date,USD,JPY,CYP,\n2026-03-13,1.0838,162.15,N/A,\n2026-03-12,1.0900,N/A,N/A,\n"
BOMB = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]>
<Cube time="2026-03-13"><Cube currency="USD" rate="&lol2;"/></Cube>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>"""
EVERY = "<Cube xmlns='http://www.ecb.int/vocabulary/2002-08-01/eurofxref'>{}</Cube>"


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def write(folder: Path, text: str, name: str = "eurofxref.xml") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_the_latest_rate_on_or_before_the_date_is_used():
    company = make_company()
    for date, rate in (("2026-02-27", "1.0900"), ("2026-03-13", "1.08375")):
        make_exchange_rate(company, rate, currency="EUR", date=day(date))
    make_exchange_rate(make_company(company.organization), "9.9", currency="EUR", date=DAY)
    assert rates.rate_on(company, "EUR", DAY) == Decimal("1.08375")
    assert rates.rate_on(company, "EUR", day("2026-03-12")) == Decimal("1.0900")
    assert rates.rate_on(company, "USD", DAY) == 1


@pytest.mark.parametrize(("date", "is_there"), [("2026-04-12", True), ("2026-04-13", False), ("2026-03-12", False)])
def test_a_rate_is_used_for_thirty_days(date: str, is_there: bool):
    company = make_company()
    make_exchange_rate(company, "1.08375", currency="EUR", date=day("2026-03-13"))
    if is_there:
        assert rates.rate_on(company, "EUR", day(date)) == Decimal("1.08375")
        return
    with pytest.raises(errors.ExchangeRateMissing, match=f"EUR for {date}") as refusal:
        rates.rate_on(company, "EUR", day(date))
    assert (refusal.value.code, refusal.value.field) == ("exchange_rate_missing", "exchange_rate")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"rate": Decimal(0)}, "rate"),
        ({"rate": Decimal("-1.1")}, "rate"),
        ({"rate": Decimal("NaN")}, "rate"),
        ({"rate": Decimal("1E+10")}, "rate"),
        ({"rate": Decimal("1.00000000001")}, "rate"),
        ({"currency": "USD"}, "currency"),
        ({"currency": "XAU"}, "currency"),
        ({"date": day("1899-12-31")}, "date"),
        ({"date": DAY, "currency": "CHF"}, "date"),
    ],
)
def test_an_impossible_rate_is_refused(change: dict[str, Any], field: str):
    company = make_company()
    make_exchange_rate(company, currency="CHF", date=DAY)
    before = snapshot(company)
    given = {"currency": "EUR", "date": DAY, "rate": Decimal("1.1")} | change
    with pytest.raises(errors.Refusal) as refusal:
        rates.create(company, by=owner_of(company), **given)
    assert refusal.value.field == field
    assert snapshot(company) == before


@pytest.mark.parametrize(("currency", "rate"), [("USD", "1"), ("EUR", "0"), ("EUR", "-1")])
def test_postgresql_refuses_an_impossible_rate_too(currency: str, rate: str):
    company = make_company()
    with pytest.raises(IntegrityError), transaction.atomic():
        ExchangeRate.objects.create(company=company, currency_id=currency, date=DAY, rate=Decimal(rate))
    assert not ExchangeRate.objects.filter(company=company).exists()


def test_rates_of_another_base_currency_are_deleted():
    company = make_company()
    make_exchange_rate(company, currency="EUR")
    company = companies.update(company, by=owner_of(company), base_currency="EUR")
    assert not ExchangeRate.objects.filter(company=company).exists()
    rate = make_exchange_rate(company, currency="USD")
    make_invoice(company)
    with pytest.raises(errors.Conflict):
        companies.update(company, by=owner_of(company), base_currency="USD")
    assert ExchangeRate.objects.get(company=company) == rate


@pytest.mark.parametrize(
    ("text", "days"), [(DAILY.format(more=""), 1), (DAILY.format(more=EARLIER), 2), (DAILY_CSV, 1), (HISTORY_CSV, 2)]
)
def test_the_files_of_the_bank_are_read(text: str, days: int, tmp_path: Path):
    quotes = ecb.read(write(tmp_path, text))
    assert len({date for date, _, _ in quotes}) == days
    assert (day("2026-03-13"), "USD", Decimal("1.0838")) in quotes
    assert (day("2026-03-13"), "JPY", Decimal("162.15")) in quotes
    assert "CYP" not in {currency for _, currency, _ in quotes}


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        OUTSIDE,
        "",
        "Date,USD\n",
        "<Cube/>",
        "<Cube",
        "Day,USD\n2026-03-13,1.1\n",
        "Date,USD\n2026-03-13,1.1,2\n",
        "Date,USD\n13/03/2026,1.1\n",
        "Date,USD\n2026-03-13,-1.1\n",
        "Date,USD\n2026-03-13,0\n",
        "Date,USD\n2026-03-13,1e5\n",
        "Date,USD\n2026-03-13,1.1.1\n",
        'Date,USD\n"2026-03-13,1.1\n',
        EVERY.format("<Cube currency='USD' rate='1.1'/>"),
        EVERY.format("<Cube time='2026-03-13'><Cube currency='USD'/></Cube>"),
        EVERY.format("<Cube time='2026-03-13'><Cube currency='USD' rate='NaN'/></Cube>"),
        EVERY.format("<Cube time='today'><Cube currency='USD' rate='1.1'/></Cube>"),
    ],
)
def test_other_files_are_refused_whole(text: str, tmp_path: Path):
    company = make_company()
    before = snapshot(company)
    with pytest.raises(CommandError, match="nothing was imported"):
        call_command("import_rates", write(tmp_path, text), company=str(company.id))
    assert snapshot(company) == before


def test_rates_in_euros_become_those_of_the_base_currency(tmp_path: Path, capsys: pytest.CaptureFixture):
    organization = make_company().organization
    dollars, euros, yen = (make_company(organization, base_currency=code) for code in ("USD", "EUR", "KWD"))
    file = write(tmp_path, DAILY.format(more=""))
    for company in (dollars, euros, yen):
        call_command("import_rates", file, company=str(company.id))
    assert "3 rates of 1 day." in capsys.readouterr().out
    found = {
        (row.company_id, row.currency_id): row.rate
        for row in ExchangeRate.objects.filter(company__in=[dollars, euros, yen])
    }
    assert found[dollars.id, "EUR"] == Decimal("1.0838")
    assert found[dollars.id, "GBP"] == Decimal("1.2883975273")  # 1.0838 / 0.8412
    assert found[euros.id, "USD"] == Decimal("0.9226794612")  # 1 / 1.0838
    assert found[euros.id, "JPY"] == Decimal("0.0061671292")
    assert len(found) == 6  # none for the company in KWD, which the bank does not quote
    assert AuditRecord.objects.get(company_id=euros.id, action="exchange_rate.imported").by_system == "import_rates"


def test_an_import_again_changes_its_own_rates_and_leaves_those_entered_by_hand(tmp_path: Path):
    company = make_company()
    make_exchange_rate(company, "1.5", currency="GBP", date=day("2026-03-13"))
    for usd in ("1.0838", "1.0840"):
        text = DAILY.format(more="").replace("1.0838", usd)
        call_command("import_rates", write(tmp_path, text), company=company.name)
    found = {row.currency_id: (row.rate, row.source) for row in ExchangeRate.objects.filter(company=company)}
    assert found["EUR"] == (Decimal("1.0840"), "ecb")
    assert found["GBP"] == (Decimal("1.5"), "manual")
    call_command("import_rates", write(tmp_path, DAILY_CSV), company=company.name, since=day("2026-03-14"))
    assert ExchangeRate.objects.get(company=company, currency="EUR").rate == Decimal("1.0840")


def test_a_rate_that_somebody_enters_during_an_import_stays():
    company = make_company()
    quotes = [(DAY, "EUR", Decimal(1)), (DAY, "USD", Decimal("1.1")), (DAY, "GBP", Decimal("0.8"))]

    given = iter(["2.5"])

    def enter(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("INSERT INTO"):
            for rate in given:
                make_exchange_rate(company, rate, currency="GBP", date=DAY)
        return execute(sql, *rest)

    with connection.execute_wrapper(enter):
        rates.take(company, quotes, by="import_rates", quoted="EUR", source="ecb")
    found = dict(ExchangeRate.objects.values_list("currency", "rate"))
    assert found == {"EUR": Decimal("1.1"), "GBP": Decimal("2.5")}


def test_an_import_again_writes_only_what_changed():
    company = make_company()
    for units in ("1.1", "1.1", "1.2"):
        quotes = [(DAY, "USD", Decimal(units)), (DAY, "GBP", Decimal("0.8") * Decimal(units))]
        assert rates.take(company, quotes, by="import_rates", quoted="EUR", source="ecb") == 2
    euro, pound = ExchangeRate.objects.order_by("currency")
    assert (euro.rate, pound.rate) == (Decimal("1.2"), Decimal("1.25"))
    assert euro.created_at < pound.updated_at < euro.updated_at


def test_rates_outside_of_the_dates_of_the_books_are_not_taken():
    company = make_company()
    before = snapshot(company)
    for date in ("1899-12-31", "2200-01-01"):
        quotes = [(DAY, "USD", Decimal("1.1")), (day(date), "USD", Decimal("1.1"))]
        with pytest.raises(errors.InvalidDate, match="between 1900-01-01 and 2199-12-31"):
            rates.take(company, quotes, by="import_rates", quoted="EUR", source="ecb")
    assert snapshot(company) == before


def test_rates_are_in_the_base_currency_that_the_company_has_now():
    company = make_company()
    companies.update(company.__class__.objects.get(pk=company.pk), by=owner_of(company), base_currency="GBP")
    quotes = [(DAY, "USD", Decimal("1.1")), (DAY, "GBP", Decimal("0.8"))]
    rates.take(company, quotes, by="import_rates", quoted="EUR", source="ecb")
    assert ExchangeRate.objects.get(currency="EUR").rate == Decimal("0.8")


def test_a_name_that_two_organizations_use_is_nobody(tmp_path: Path):
    mine, theirs = (make_company(name="Harbor Lane") for _ in range(2))
    before = snapshot(mine), snapshot(theirs)
    with pytest.raises(CommandError, match="more than one company 'Harbor Lane'"):
        call_command("import_rates", write(tmp_path, DAILY.format(more="")), company="Harbor Lane")
    assert (snapshot(mine), snapshot(theirs)) == before


def test_an_import_without_companies_says_that_it_did_nothing(tmp_path: Path, capsys: pytest.CaptureFixture):
    call_command("import_rates", write(tmp_path, DAILY.format(more="")))
    assert capsys.readouterr().out == "Nothing was imported: there are no companies.\n"


def test_rates_over_http():
    company = make_company()
    client = Client(owner_of(company))
    answer = client.post("/exchange-rates", {"currency": "EUR", "date": "2026-03-13", "rate": 1.08375})
    assert answer.status == 201
    shown = answer.json
    assert (shown["currency"], shown["date"], shown["rate"], shown["source"]) == (
        "EUR", "2026-03-13", Decimal("1.08375"), "manual",
    )  # fmt: skip
    again = client.post("/exchange-rates", {"currency": "EUR", "date": "2026-03-13", "rate": 1.1})
    assert (again.status, again.code, again.json["existing_id"]) == (409, "duplicate", shown["id"])
    assert client.post("/exchange-rates", {"currency": "EUR", "date": "2026-03-14", "rate": 0}).error_fields == ["rate"]
    client.post("/exchange-rates", {"currency": "GBP", "date": "2026-03-12", "rate": 1.29})
    assert [row["currency"] for row in client.get("/exchange-rates").json["items"]] == ["EUR", "GBP"]
    assert client.get("/exchange-rates", currency="GBP", date_to="2026-03-12").json["total"] == 1
    assert client.delete(f"/exchange-rates/{shown['id']}").status == 204
    assert not ExchangeRate.objects.filter(company=company, currency="EUR").exists()
