"""Exports against programs that are not ours: Beancount and hledger come to the balances of our trial balance."""

import copy
import csv
import datetime
import io
import json
import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from beancount import loader
from django.core.management import CommandError, call_command
from django.db.models import F, Q, Sum

from accounting.exchange import beancount, booking, export, hledger, journal_csv
from accounting.exchange.source import Unreadable
from accounting.ledger import journal
from accounting.ledger.text import as_written, harmless
from accounting.models import Account, Company, JournalEntry, JournalLine, TrackingOption
from accounting.reports import integrity, trial_balance
from accounting.reports.table import RowType
from tests import factories
from tests.accounting.exchange import judges
from tests.accounting.exchange.years import close_a_year
from tests.factories import account, credit, debit, make_company, make_tracking_category, options_of, owner_of
from tests.nightly import examples
from tests.simulator.steps import Player, sequence

pytestmark = pytest.mark.django_db
D = Decimal
DAYS = examples(200)
HOSTILE = [
    'a"b\\',
    "x; date:2020-01-01 [2020-01-02]",
    "=1+1",
    "two  spaces: and | more",
    "漢字 ñ",
    "*(1)",
    "line\nbreak",
]


@pytest.fixture(scope="module")
def kept_books(keep: Any) -> Company:
    """Return random books with options of tracking, a closed year, taxes, euros, credits and corrections."""

    def made() -> Company:
        company = make_company(name='Books "of" chance; [2020-01-01]')
        close_a_year(company)
        player = Player(company)
        for step in sequence(11, 80):
            player.play(step)
        return company

    return keep(made)


@pytest.fixture
def books(kept_books: Company, db: None) -> Company:
    return copy.deepcopy(kept_books)


def days() -> list[datetime.date]:
    random = Random(3)
    return [datetime.date(2025, 1, 1) + datetime.timedelta(random.randrange(600)) for _ in range(DAYS)]


def test_other_programs_and_the_trial_balance_come_to_our_balances_on_any_day(books: Company, tmp_path: Path):
    """Without hledger (Debian: apt-get install hledger) Beancount alone judges."""
    judges.agree(books, tmp_path, days())
    if judges.HLEDGER:
        judges.run_hledger(judges.written(books, "hledger", tmp_path), "check", "--strict")
    earned = Q(account__type__in=("revenue", "expense"))
    for end in (*days()[::10], datetime.date(2026, 12, 31)):
        lines = JournalLine.objects.filter(company=books, entry__status="posted", entry__date__lte=end)
        this_year = Q(entry__date__year=end.year) & ~Q(entry__entry_type="closing")
        nets = (
            lines.filter(~earned | this_year).values_list("account__code").annotate(net=Sum(F("debit") - F("credit")))
        )
        table = trial_balance.report(books, start_date=end.replace(day=1), end_date=end)
        closing = {row.code: row.amounts[-2] - row.amounts[-1] for row in table.rows if row.type == RowType.ACCOUNT}
        assert {code: net for code, net in closing.items() if net} == {code: net for code, net in nets if net}, end


READERS = {"beancount": beancount.read, "hledger": hledger.read, "csv": journal_csv.read}


def test_what_we_export_we_import_again_with_its_options(books: Company, tmp_path: Path):
    track(books)
    assert len({pair for _, _, pairs in by_options(books) for pair in pairs}) == 5
    day, posted = datetime.date(2026, 12, 31), JournalEntry.objects.filter(status="posted")
    for name, read in READERS.items():
        source = read(judges.written(books, name, tmp_path), currency="USD", rates={})
        again, _ = booking.book(source, organization=books.organization, name=f"From {name}", by=owner_of(books))
        assert sorted(judges.ours(again, day).values()) == sorted(judges.ours(books, day).values())
        assert posted.filter(company=again).count() == posted.filter(company=books).count()
        assert by_options(again) == by_options(books), name
        assert not [check.name for check in integrity.checks(again) if check.failed]


def test_accounts_with_the_longest_names_come_back(tmp_path: Path):
    company, name = make_company(), "N" * 200
    long = [Account(company=company, code=f"{'9' * 39}{i}", name=name, type="liability") for i in range(2)]
    alike = [
        Account(company=company, code=code, name=name, type="liability") for code, name in (("8", "A B"), ("8 A", "B"))
    ]
    Account.objects.bulk_create([*long, *alike])
    lines = [credit(one, "1.00") for one in (*long, *alike)]
    entry = JournalEntry(company=company, date=factories.DAY)
    journal.post(entry, lines=[debit(account(company, "1000"), "4.00"), *lines], by=owner_of(company))
    for reader, read in READERS.items():
        source = read(judges.written(company, reader, tmp_path), currency="USD", rates={})
        again, _ = booking.book(source, organization=company.organization, name=reader, by=owner_of(company))
        balances = judges.ours(again, datetime.date(2026, 12, 31))
        assert sorted(balances.values()) == [D(-1)] * 4 + [D(4)], reader


def test_a_name_that_is_not_too_long_keeps_its_end_in_hledger(tmp_path: Path):
    company = make_company()
    Account.objects.create(company=company, code="6999", name="Payroll -", type="expense")
    lines = [debit(account(company, "6999"), "1.00"), credit(account(company, "1000"), "1.00")]
    journal.post(JournalEntry(company=company, date=factories.DAY), lines=lines, by=owner_of(company))
    assert ":6999 Payroll -  " in judges.written(company, "hledger", tmp_path).read_text()


def track(company: Company) -> None:
    """Post a line with options of three categories."""
    made = [
        make_tracking_category(company, "North shop", "=South", name="Cost Centre"),
        make_tracking_category(company, 'The "new" site', name="PROJECT 2"),
    ]
    ids = sorted(options_of(category)[-1] for category in made)
    for tracked in (ids, options_of(made[0])[:1]):
        lines = [
            debit(account(company, "6100"), "9.00", tracking=tracked),
            credit(account(company, "1000"), "9.00", description="tracking-Nothing:is here"),
        ]
        journal.post(JournalEntry(company=company, date=factories.DAY), lines=lines, by=owner_of(company))


def by_options(company: Company) -> list[tuple[D, D, list[tuple[str, str]]]]:
    """Return the sums of the lines with the same options, which have their names and those of their categories."""
    options = TrackingOption.objects.filter(company=company)
    names = {option.id: (str(option.category), option.name) for option in options.select_related("category")}
    lines = JournalLine.objects.filter(company=company, entry__status="posted", tracking__isnull=False)
    sums: defaultdict[tuple[tuple[str, str], ...], list[D]] = defaultdict(lambda: [D(0), D(0)])
    for line in lines:
        sum_of = sums[tuple(sorted(names[id] for id in line.tracking or ()))]
        sum_of[0] += line.debit
        sum_of[1] += line.credit
    return sorted((debits, credits, list(pairs)) for pairs, (debits, credits) in sums.items())


def test_judges_find_the_options_of_postings(tmp_path: Path):
    company = make_company()
    track(company)
    loader.initialize(use_cache=False)
    entries, errors, _ = loader.load_file(str(judges.written(company, "beancount", tmp_path)))
    assert errors == []
    first, last = [one for one in entries if type(one).__name__ == "Transaction"]
    assert first.postings[0].meta["tracking-Cost-Centre"] == "=South"
    assert first.postings[0].meta["tracking-PROJECT-2"] == 'The "new" site'
    assert last.postings[0].meta["tracking-Cost-Centre"] == "North shop"
    if judges.HLEDGER:
        said = judges.run_hledger(
            judges.written(company, "hledger", tmp_path), "balance", "-N", "tag:tracking-Cost-Centre=North"
        )
        assert said.split() == ["9.00", "USD", "expenses:6100", "Rent"]
        assert "Nothing" not in judges.run_hledger(tmp_path / "journal.journal", "tags")
    (row, *_) = csv.DictReader(io.StringIO("".join(export.as_csv(company))))
    assert (row["tracking: Cost Centre"], row["tracking: PROJECT 2"]) == ("'=South", 'The "new" site')


def test_options_of_a_file_are_those_that_the_company_has(tmp_path: Path):
    """Names in a file find those that are alike, and a refusal names the line."""
    company = make_company()
    make_tracking_category(company, "Sales", name="R & D")
    path = tmp_path / "lines.csv"
    rows = [
        "number,date,account_code,debit,credit,Tracking: r-d,tracking:Shop",
        "1,2026-01-05,6100,5.00,,sales,",
        "1,2026-01-05,1000,,5.00,Support,North",
    ]
    path.write_text("\n".join(rows))
    opened = booking.book_into(company, journal_csv.read(path, "USD"), by=owner_of(company))
    assert [(place.line, *names) for place, *names in opened.options] == [(3, "R & D", "Support"), (3, "Shop", "North")]
    assert by_options(company) == [
        (D(0), D(5), [("R & D", "Support"), ("Shop", "North")]),
        (D(5), D(0), [("R & D", "Sales")]),
    ]
    other = make_company()
    headings = ",".join(f"tracking:{name}" for name in "ABCDEF")
    path.write_text(
        "\n".join([rows[0].partition(",Tracking")[0] + f",{headings}", "1,2026-01-05,6100,5,,a,b,c,d,e,f", rows[2]])
    )
    with pytest.raises(Unreadable, match=r"lines.csv:2: Tracking category 'F': A company has at most 5 active"):
        booking.book_into(other, journal_csv.read(path, "USD"), by=owner_of(other))
    assert not JournalEntry.objects.filter(company=other).exists()


@pytest.mark.parametrize("text", ["=1+1", "'=1+1", "''-x", "-", "＝1+1", "＠SUM(A1)", "'tis", "'", "a=1", "+1\t2"])
def test_a_text_that_looks_like_a_formula_is_harmless_and_read_again_as_it_was(text: str) -> None:
    written = harmless(text)
    assert re.match(r"[=+\-@＝＋－＠\t\r\n]", written) is None
    assert as_written(written) == text


def test_each_line_is_there_with_all_that_it_is(books: Company):
    rows = list(csv.DictReader(io.StringIO("".join(export.as_csv(books)))))
    lines = JournalLine.objects.filter(company=books, entry__status="posted")
    assert len(rows) == lines.count()
    assert {row["currency"] for row in rows} == {"USD", "EUR", "JPY"}
    assert sum(D(row["debit"]) for row in rows) == sum(D(row["credit"]) for row in rows)
    assert sum(D(row["currency_amount"]) for row in rows) == lines.aggregate(sum=Sum("currency_amount"))["sum"]
    assert {row["hash"] for row in rows} == set(
        JournalEntry.objects.filter(company=books, status="posted").values_list("hash", flat=True)
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_a_file_or_moves_an_amount(text: str, tmp_path: Path):
    company = make_company(name=text.replace("\n", " "))
    bank, other = account(company, "1000"), factories.make_account(company, "x.9", name=text.replace("\n", " ").strip())
    factories.make_account(company, "x-9", name=other.name)
    lines: list[Any] = [debit(bank, "10.00", description=text), credit(other, "10.00", description=text)]
    journal.post(JournalEntry(company=company, date=factories.DAY, memo=text), lines=lines, by=owner_of(company))
    expected = {"1000": D("10.00"), "x.9": D("-10.00")}
    loader.initialize(use_cache=False)
    entries, errors, _ = loader.load_file(str(judges.written(company, "beancount", tmp_path)))
    assert errors == []
    (transaction,) = [one for one in entries if type(one).__name__ == "Transaction"]
    assert [posting.units.number for posting in transaction.postings] == list(expected.values())
    assert transaction.postings[0].meta["description"] == " ".join(text.split())
    if judges.HLEDGER:
        path = judges.written(company, "hledger", tmp_path)
        (shown,) = json.loads(judges.run_hledger(path, "print", "-O", "json"))
        assert [one["pamount"][0]["aquantity"]["floatingPoint"] for one in shown["tpostings"]] == [10, -10]
        assert [one["pdate"] for one in shown["tpostings"]] == [None, None]
    rows = list(csv.DictReader(io.StringIO("".join(export.as_csv(company)))))
    assert all(not row["memo"].startswith("=") for row in rows)


def test_currencies_without_decimals_and_empty_books(tmp_path: Path):
    company = make_company(base_currency="JPY")
    loader.initialize(use_cache=False)
    for name in export.FORMATS:
        assert "".join(export.FORMATS[name].write(company))
    lines = [debit(account(company, "1000"), "1500"), credit(account(company, "4000"), "1500")]
    journal.post(JournalEntry(company=company, date=factories.DAY), lines=lines, by=owner_of(company))
    entries, errors, _ = loader.load_file(str(judges.written(company, "beancount", tmp_path)))
    assert errors == []
    assert [str(posting.units) for posting in entries[-1].postings] == ["1500 JPY", "-1500 JPY"]
    if judges.HLEDGER:
        path = judges.written(company, "hledger", tmp_path)
        judges.run_hledger(path, "check", "--strict")


def test_the_command_writes_a_file_once(tmp_path: Path):
    company = factories.make_entry(make_company()).company
    path = tmp_path / "books.beancount"
    given = {"company": str(company.id), "format": "beancount"}
    call_command("export_journal", str(path), **given)
    assert path.read_text() == "".join(export.beancount(company))
    with pytest.raises(CommandError, match="File exists"):
        call_command("export_journal", str(path), **given)
    with pytest.raises(CommandError, match="There is no company 'Nobody'"):
        call_command("export_journal", str(tmp_path / "other"), company="Nobody", format="csv")
    assert not (tmp_path / "other").exists()
