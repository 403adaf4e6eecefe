"""Importing hledger journals and CSV, and that each export can be imported again. hledger judges where it is there."""

import csv
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F, Sum

from accounting.errors import Conflict
from accounting.exchange import booking, export, formats, hledger, journal_csv
from accounting.exchange.beancount import checks
from accounting.exchange.source import Cut, Mention, Place, Unreadable
from accounting.ledger import companies
from accounting.models import Account, AccountBalance, Company, JournalEntry
from accounting.reports import integrity
from identity.models import Organization
from tests import factories
from tests.accounting.exchange import judges
from tests.factories import make_company, owner_of
from tests.nightly import EXHAUSTIVE
from tests.people import make_admin, make_organization
from tests.simulator.steps import Player, sequence

pytestmark = pytest.mark.django_db
D = Decimal
CSV = "number,date,memo,account_code,account_name,account_type,debit,credit\n"
GOOD_CSV = "1,2026-01-05,Sale,1000,Bank,asset,10.00,\n1,2026-01-05,Sale,4000,Sales,revenue,,10.00\n"
JOURNAL = """; books
account assets:bank:checking  ; type: C
account wallet  ; type: Cash
P 2026-01-01 EUR 1.10 USD

2026-01-05=2026-01-07 * (42) Sale | of bread ; a comment
    assets:bank:checking   $1,000.50
    income:sales

2026/1/6 Abroad
    wallet        10 EUR
    assets:bank:checking  $-11.00 = 989.50 USD

2026-01-07 ! At a cost
    expenses:fund    2 FUND @@ 7.50 USD
    assets:bank:checking   USD -7.50
"""


HL = "2026-01-01 x\n  assets:a  5 USD\n  income:b\n"


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def balances(company: Company) -> dict[str, Decimal]:
    rows = AccountBalance.objects.filter(company=company).values("account__name")
    sums = {row["account__name"]: row["net"] for row in rows.annotate(net=Sum(F("debits") - F("credits")))}
    return {name: net for name, net in sums.items() if net}


def refused(path: Path, currency: str = "USD") -> str:
    """Return what the import of a file is refused with. Nothing is kept."""
    before = Account.objects.count(), JournalEntry.objects.count(), Company.objects.count()
    with pytest.raises(CommandError) as error:
        call_command("import_journal", str(path), company="Imported", currency=currency, stdout=io.StringIO())
    assert (Account.objects.count(), JournalEntry.objects.count(), Company.objects.count()) == before
    return str(error.value)


@pytest.fixture
def organization() -> Organization:
    organization = make_organization("Harbor Lane Trading")
    make_admin(organization, "first@example.com")
    return organization


@pytest.mark.parametrize("name", list(export.FORMATS))
def test_what_we_export_we_import_into_empty_books(name: str, tmp_path: Path):
    books = make_company(name="Books of chance")
    player = Player(books)
    for step in sequence(11, 80 if EXHAUSTIVE else 30):
        player.play(step)
    empty = companies.create(
        organization=books.organization, name="Empty", base_currency="USD", by=owner_of(books), chart="general"
    )
    source = formats.JOURNALS[name].read(judges.written(books, name, tmp_path), "USD", None)
    booking.book_into(empty, source, by=owner_of(books))
    expected = {one.account.code: one.net for one in _balances_of(books)}
    if name == "csv":  # accounts keep their codes, except for those to which only documents post
        assert {one.account.code.removesuffix("-1"): one.net for one in _balances_of(empty)} == expected
        dated = JournalEntry.objects.filter(status="posted").order_by("date", "number").values_list("memo", "date")
        assert list(dated.filter(company=empty)) == list(dated.filter(company=books))
    else:
        assert sorted(one.net for one in _balances_of(empty)) == sorted(expected.values())
        words = {one.account.name.split(":")[1].replace("-", " ").split()[0]: one.net for one in _balances_of(empty)}
        assert words == {code.replace("-", " "): net for code, net in expected.items()}
    posted = JournalEntry.objects.filter(status="posted")
    assert posted.filter(company=empty).count() == posted.filter(company=books).count()
    assert all(check.failures == [] for check in integrity.checks(empty))


def _balances_of(company: Company) -> list[AccountBalance]:
    by_account: dict[str, AccountBalance] = {}
    for row in AccountBalance.objects.filter(company=company).select_related("account"):
        one = by_account.setdefault(row.account.code, row)
        one.net = getattr(one, "net", D(0)) + row.debits - row.credits
    return [row for row in by_account.values() if row.net]


def test_an_hledger_journal_has_the_balances_of_hledger(tmp_path: Path, organization: Organization):
    path = write(tmp_path, "books.journal", JOURNAL)
    call_command("import_journal", str(path), company="Imported", currency="USD", stdout=io.StringIO())
    company = Company.objects.get(name="Imported")
    assert balances(company) == {
        "assets:bank:checking": D("982.00"),
        "wallet": D("11.00"),
        "income:sales": D("-1000.50"),
        "expenses:fund": D("7.50"),
    }
    assert Account.objects.get(company=company, name="wallet").type == "asset"
    assert JournalEntry.objects.get(company=company, number=1).memo == "Sale | of bread"
    if judges.HLEDGER:
        plain = JOURNAL.replace("$1,", "USD 1").replace("$", "USD ").replace("; type: Cash", "; type: C")
        path = write(tmp_path, "plain.journal", plain)
        said = judges.run_hledger(path, "balance", "-B", "--flat", "-N", "-O", "csv")
        rows = list(csv.reader(io.StringIO(said)))[1:]
        assert {name: D(re.sub("[^0-9.-]", "", net)) for name, net in rows} == balances(company)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("include other.journal\n", "books.journal:1: The directive 'include' is not read: join the files"),
        ("2026-13-01 x\n", "books.journal:1: '2026-13-01' is not a date"),
        ("01-02 x\n", "books.journal:1: '01-02' is not a date with its year"),
        ("2026-01-01 x\n  assets:a  1,000 USD\n  income:b\n", "books.journal:2: '1,000' may be thousands or decimals"),
        ("2026-01-01 x\n  assets:a  = 5 USD\n  income:b\n", "books.journal:2: A balance that sets its amount"),
        ("2026-01-01 x\n  (assets:a)  5 USD\n", "books.journal:2: A virtual posting"),
        ("2026-01-01 x\n  assets:a  5 USD\n  income:b  -4 USD\n", "books.journal:1: It does not balance: 1 USD"),
        ("2026-01-01 x\n  assets:a  5 USD = 6 USD\n  income:b\n", "books.journal:2: Balance failed: assets:a holds 5"),
        ("2026-01-01 x\n  aktiva:a  5 USD\n  income:b\n", "books.journal:2: The account name begins with none of"),
        ("2026-01-01 x\n  assets:a  5 CHF\n  income:b\n", "books.journal:1: These books are in USD and cannot hold"),
        ("2026-01-01 x\n  assets:a  five\n  income:b\n", "books.journal:2: 'five' is not an amount"),
        ("alias a=b\n", "books.journal:1: The directive 'alias' is not read"),
        (f"{HL}\n  expenses:fee  1 USD\n", "books.journal:5: An indented line belongs to the line above it"),
        (f"  expenses:fee  1 USD\n{HL}", "books.journal:1: An indented line belongs to the line above it"),
        (f"; fees\n  expenses:fee  1 USD\n\n{HL}", "books.journal:2: An indented line belongs"),
        (f"P 2026-01-01 EUR 1 USD\n  expenses:fee  1 USD\n{HL}", "books.journal:2: An indented line belongs"),
        ("2026-01-01 x\n  assets:a  5 USD\n  income:b ; why\n", "books.journal:3: Write two spaces"),
        ("2026-01-01 x\n  assets:a  --5 USD\n  income:b\n", "books.journal:2: '--5 USD' has two signs"),
        ("2026-01-01 x\n  assets:a  5 USD === 5 USD\n  income:b\n", "books.journal:2: '= 5 USD' is not an amount"),
        (
            "2026-01-01 x\n  assets:a  5 USD\n  assets:a  3 EUR @ 2 USD == 3 EUR\n  income:b\n",
            "books.journal:3: Balance failed: assets:a holds USD too.",
        ),
        ("P 2026-01-01 EUR\n", "books.journal:1: 'EUR' is not a commodity with its price"),
        (
            "2026-01-01 x\n  assets:a\u200db  5 USD\n  income:b\n",
            "books.journal:2: Account 'assets:a\\u200db': The name",
        ),
        ("", "books.journal:1: The file is empty."),
    ],
)
def test_a_journal_that_cannot_be_booked_is_refused_with_its_line(text, message, tmp_path, organization):
    assert message in refused(write(tmp_path, "books.journal", text))


ONE_THOUSAND = "2026-01-01 x\n  assets:a  1.000 USD\n  income:b\n"


@pytest.mark.skipif(not judges.HLEDGER, reason="hledger is not installed")
@pytest.mark.parametrize(
    "text",
    [
        ONE_THOUSAND,
        f"commodity 1.000,00 USD\n{ONE_THOUSAND}",
        f"commodity USD\n  format 1.000,00 USD  ; as in Berlin\n\n{ONE_THOUSAND}",
        f"commodity 1.000,00 EUR\n{ONE_THOUSAND}",
        f"D 1.000,00 EUR\n{ONE_THOUSAND}",
        f"D 1.000,00 EUR\ncommodity 1,000.00 USD\n{ONE_THOUSAND}",
        f"decimal-mark .\ncommodity 1.000,00 USD\n{ONE_THOUSAND}",
        "2026-01-01 (1;2) x;y  ; z\n  assets:a;b  1 USD  ; c;d\n  income:b;c\n",
        'P 2026-01-01 00:00 EUR 1.1 USD\nP 2026-01-02 09:30 "A 1" 5 USD\n2026-01-01 x\n  assets:a  1 USD\n  income:b\n',
        "2026-01-01 x\n  assets:a  5 USD\n  assets:a  3 EUR @ 2 USD = 3 EUR\n  income:b\n",
        "2026-01-01 x\n  assets:a  5 USD == 5 USD\n  income:b\n  ; c\n\n  ; d\n",
    ],
)
def test_names_marks_and_prices_are_read_as_by_hledger(text, tmp_path):
    path = write(tmp_path, "books.journal", text)
    said = judges.run_hledger(path, "balance", "-B", "--flat", "-N", "-O", "csv")
    theirs = {
        name: D(re.sub("[^0-9.,-]", "", net).replace(",", ".")) for name, net in list(csv.reader(io.StringIO(said)))[1:]
    }
    assert theirs == hledger.read(path, "USD").balances


@pytest.mark.parametrize(
    ("declared", "number"),
    [
        ("", "1.000,50"),
        ("D 1.000,00 EUR\n", "1,000.50"),
        ("commodity 1.000,00 EUR\n", "1,000.50"),
        ("commodity 1,000.00 EUR\n", "1.000,50"),
        ("commodity 1,000.00 EUR\n", "1000.5"),
        ("commodity 1.000,00 EUR\n", "1000,5"),
    ],
)
def test_a_number_with_two_marks_says_itself_which_one_is_before_its_decimals(declared, number, tmp_path):
    text = f"{declared}2026-01-01 x\n  assets:a  {number} EUR\n  income:b\n"
    path = write(tmp_path, "books.journal", text)
    source = hledger.read(path)
    assert source.currency == "EUR"
    assert source.balances["assets:a"] == D("1000.50")
    if judges.HLEDGER:
        said = judges.run_hledger(path, "balance", "assets", "-N", "-O", "csv", "--commodity-style", "1.00 EUR")
        assert "1000.50 EUR" in said


@pytest.mark.parametrize("number", ["1.000.50", "1,000.50,5"])
def test_a_number_whose_marks_make_no_sense_is_refused(number, tmp_path, organization):
    text = f"decimal-mark .\n2026-01-01 x\n  assets:a  {number} USD\n  income:b\n"
    assert f"books.journal:3: '{number}' is not a number" in refused(write(tmp_path, "books.journal", text))


def test_a_journal_that_asserts_too_much_is_refused_with_its_line(tmp_path, organization, monkeypatch):
    monkeypatch.setattr(checks, "MAX_LOOKED_UP", 0)
    text = "2026-01-01 x\n  assets:a  5 USD =* 5 USD\n  income:b\n"
    message = "books.journal:2: This ledger asserts the balances of too many accounts."
    assert message in refused(write(tmp_path, "books.journal", text))


@pytest.mark.parametrize(
    "line",
    ["D {}", "commodity {}", "P 2026-01-01 EUR {}", "2026-01-01 x\n  assets:a  {}", "2026-01-01 x\n  a{}  1 USD"],
)
@pytest.mark.parametrize("filling", [".", ":a"])
def test_a_line_of_any_length_is_read_at_once(line, filling, tmp_path, organization):
    """One line of 64 KiB took seconds, and a file has 400 of them."""
    text = line.format(filling * (60_000 // len(filling))) + "\n"
    assert refused(write(tmp_path, "books.journal", text * 5 + "nonsense\n"))


def test_a_reference_that_is_too_long_is_cut_and_listed(tmp_path):
    text = CSV.replace("\n", ",reference\n") + GOOD_CSV.replace(",\n", ",," + "r" * 101 + "\n", 1)
    path = write(tmp_path, "books.csv", text.replace("10.00\n", "10.00,\n"))
    source = journal_csv.read(path, "USD")
    assert source.cut == [Cut(Place("books.csv", 2), "reference", 101)]
    assert [entry.reference for entry in source.entries] == ["r" * 99 + "…"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (b"PK\x03\x04 and so on", "books.csv:1: This is not text in UTF-8 but a ZIP file"),
        (b"number,date\n\xff\n", "books.csv:1: There is no column account_code, debit, credit"),
        (b"\xef\xbb\xbf", "debit, credit. The first line is empty."),
        (CSV.encode() + b"1,2026-01-05,\xff\n", "books.csv:2: This is not UTF-8"),
        (CSV.encode() + b"1,2026-01-05,\0\n", "books.csv:2: This is not text"),
        (CSV.encode("utf-16") + b"x", "books.csv:2: This is not text in UTF-16"),
        (CSV.encode("utf-16-be"), "books.csv:1: This is not text: it has the character U+0000"),
        (CSV.encode() + b'1,2026-01-05,"open\n', "books.csv:2: A quote opens a cell of this row"),
        (CSV.encode() + b'1,"open\n\n\n', "books.csv:2: A quote opens a cell of this row"),
        ((CSV + GOOD_CSV).replace("\n", "\r"), "books.csv:1: A line has a carriage return inside."),
        (b"x" * 70_000, "books.csv:1: A line has at most"),
        (f"{CSV}{GOOD_CSV}2,05.01.2026,,1000,,,1,\n", "books.csv:4: date: '05.01.2026' is not a date"),
        (f"{CSV}{GOOD_CSV}2,2026-01-05,,1000,,,1,\n", "books.csv:4: Entry '2' does not balance"),
        (f'{CSV}{GOOD_CSV}2,2026-01-05,,1000,,,"1,5",\n', "books.csv:4: debit: '1,5' is not an amount"),
        (f"{CSV}{GOOD_CSV}2,2026-01-05,,1000,,,1.005,\n", "books.csv:4: debit: An amount in USD has at most 2"),
        (f"{CSV}{GOOD_CSV}2,2026-01-05,,1000,,,1,1\n", "books.csv:4: A row has a debit or a credit"),
        (f"{CSV}{GOOD_CSV}2,2026-01-05,,1000,,asset,1,,9\n", "books.csv:4: The row has 9 cells"),
        (f"{CSV}{GOOD_CSV}2,2026-01-05,,1000,,revenue,1,\n", "books.csv:4: account_type: Account 1000 had the type"),
        (f"{CSV}2,2026-01-05,,77,,,1,\n2,2026-01-05,,1000,,,,1\n", "books.csv:2: Account 77 is not in the books"),
        (f"{CSV}2,1926-01-05,,77,,asset,1,\n2,1926-01-05,,1000,,,,1\n", "books.csv:2: "),
        (f"{CSV}2,2026-01-05,,7-7,,asset,1,\n2,2026-01-05,,77,,asset,,1\n", "books.csv:3: Account '77': An account"),
        (f"{CSV}2,2026-01-05,,77,a\u200db,asset,1,\n2,2026-01-05,,1000,,,,1\n", "books.csv:2: Account '77': The name"),
    ],
)
def test_csv_that_cannot_be_booked_is_refused_with_its_line(rows, message, tmp_path, organization):
    assert message in refused(write(tmp_path, "books.csv", rows))


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8-sig", ";"), ("utf-16", "\t")])
def test_csv_as_excel_saves_it_is_read(encoding, delimiter, tmp_path, organization):
    text = (CSV + GOOD_CSV + "   \n , ,\n").replace(",", delimiter).replace("\n", "\r\n").replace("Bank", "Žiro Москва")
    path = write(tmp_path, "books.txt", text.encode(encoding))
    given = {"company": "Imported", "currency": "USD", "format": "csv"}
    call_command("import_journal", str(path), **given, stdout=io.StringIO())
    assert balances(Company.objects.get(name="Imported")) == {"Bank account": D("10.00"), "Sales": D("-10.00")}


@pytest.mark.parametrize(
    ("above", "note"),
    [
        ("sep=;\r\n", ""),
        ("SEP=;\n", ";a"),
        ("", ';"Note, internal, long, a, b, c, d, e, f"'),
        ("", ";a,b,c,d,e,f,g,h,i"),
    ],
)
def test_between_the_cells_is_what_cuts_the_headings_well(above, note, tmp_path):
    """Headings may have commas inside. The lines are those of the file."""
    path = write(
        tmp_path, "books.csv", above + CSV.replace(",", ";").replace("\n", f"{note}\n") + GOOD_CSV.replace(",", ";")
    )
    [entry] = journal_csv.read(path, "USD").entries
    assert (entry.place.line, [line.amount for line in entry.lines]) == (2 + bool(above), [D(10), D(-10)])
    with path.open("a") as file:
        file.write("2;2026-02-31;;1000;;;1;\n")
    with pytest.raises(Unreadable, match=f"books.csv:{4 + bool(above)}: date: "):
        journal_csv.read(path, "USD")


ASKED = """2026-01-01 Τι\u037e Πότε  ; a comment
  assets:Τι\u037e  5 USD  ; tracking-Why:Τι\u037e
  income:b
"""
ASKED_BEANCOUNT = """2026-01-01 open Assets:A
2026-01-01 open Income:B
2026-01-01 * "Τι\u037e Πότε"  ; a comment
  Assets:A  5 USD
    tracking-Why: "Τι\u037e"
  Income:B
"""
ASKED_CSV = "number;date;memo;account_code;account_type;debit;credit;tracking: Τι\u037e\n" + (
    "1;2026-01-01;Τι\u037e Πότε;1;asset;5;;Τι\u037e\n1;2026-01-01;;2;revenue;;5;\n"
)


@pytest.mark.parametrize(
    ("name", "text", "account", "category"),
    [
        ("a.journal", ASKED, "assets:Τι;", "Why"),
        ("a.beancount", ASKED_BEANCOUNT, "Assets:A", "Why"),
        ("a.csv", ASKED_CSV, "1", "Τι;"),
    ],
    ids=["hledger", "beancount", "csv"],
)
def test_a_greek_question_mark_begins_no_comment_and_no_cell(name, text, account, category, tmp_path):
    """Its NFC, in which the books have all text, is a semicolon."""
    path = write(tmp_path, name, text)
    [entry] = formats.by_suffix(path.suffix).read(path, "USD", {}).entries
    assert (entry.memo, entry.lines[0].account) == ("Τι; Πότε", account)
    assert entry.lines[0].tracking == ((category, "Τι;"),)


def test_a_greek_question_mark_outside_of_a_text_is_refused_by_beancount(tmp_path, organization):
    text = ASKED_BEANCOUNT.replace("  Assets:A  5", "  Assets:A\u037e  5")
    assert "a.beancount:4: " in refused(write(tmp_path, "a.beancount", text))


SHARED = """2026-01-01 x  ; tracking-Place:North, tracking-Team:A
  {above}
  assets:a   5 USD
  income:b  -4 USD
  {below}
  income:b
"""
SHARED_BEANCOUNT = """2026-01-01 open Assets:A
2026-01-01 open Income:B
2026-01-01 * "x"
  tracking-Place: "North"
  #tag ^link
  tracking-Team: "A"
  tracking-Shop: "1"
  Assets:A   5 USD
  Income:B  -4 USD
    tracking-Team: "B"
  Income:B
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.journal", SHARED.format(above="; tracking-Shop:1", below="; tracking-Team:B")),
        ("a.beancount", SHARED_BEANCOUNT),
    ],
)
def test_an_option_above_the_postings_is_of_all_that_have_no_other_of_its_category(name, text, tmp_path):
    path = write(tmp_path, name, text)
    [entry] = formats.by_suffix(path.suffix).read(path, "USD", {}).entries
    place, team, shop = ("Place", "North"), ("Team", "A"), ("Shop", "1")
    assert [{*line.tracking} for line in entry.lines] == [
        {place, team, shop},
        {place, ("Team", "B"), shop},
        {place, team, shop},
    ]
    if judges.HLEDGER and name == "a.journal":
        said = judges.run_hledger(path, "balance", "-N", "-O", "csv", "tag:tracking-Place=North", "tag:tracking-Shop=1")
        assert said.splitlines()[1:] == ['"assets:a","5 USD"', '"income:b","-5 USD"']


def test_columns_of_a_journal_that_are_not_read_are_named_once_if_they_have_something(tmp_path, organization):
    text = (
        "number,date,account_code,account_type,debit,credit,entry_id,hash,currency,currency_amount,contact,Place,\n"
        "1,2026-01-05,1000,asset,10.00,,e1,4f,USD,10.00,,,\n"
        "1,2026-01-05,1100,asset,,10.00,e1,4f,{},-10.00,Ann,,x\n"
    )
    mention = "Left out: {}. Atlas does not read these columns."
    for currency, named in (("USD", ""), ("EUR", "currency, ")):
        path = write(tmp_path, "books.csv", text.format(currency))
        left = mention.format(f"{named}contact, column 13 without a heading")
        assert journal_csv.read(path, "USD").unread == [Mention(Place("books.csv", 3), left)]
    output = io.StringIO()
    call_command("import_journal", str(path), company="Imported", currency="USD", stdout=output)
    assert f"{left} (books.csv:3)\n" in output.getvalue()


def test_a_journal_is_imported_into_empty_books_only(tmp_path):
    company = factories.make_entry(make_company()).company
    source = journal_csv.read(write(tmp_path, "books.csv", CSV + GOOD_CSV), "USD")
    with pytest.raises(Conflict, match="without journal entries"):
        booking.book_into(company, source, by=owner_of(company))
    assert JournalEntry.objects.filter(company=company).count() == 1


def test_one_wrong_line_at_the_end_of_many_is_found_in_flat_memory(tmp_path):
    import tracemalloc

    path = tmp_path / "books.csv"
    with path.open("w") as file:
        file.write(CSV)
        for number in range(10_000):
            file.write(f"{number},2026-01-05,,1000,,asset,1.00,\n{number},2026-01-05,,4000,,revenue,,1.00\n")
        file.write("x,2026-01-05,,1000,,asset,1.00,\n")
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable, match=r"books.csv:20002: Entry 'x' does not balance"):
            journal_csv.read(path, "USD")
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_a_file_is_not_read_again_once_it_is_booked(tmp_path, monkeypatch):
    """A long one took so long that PostgreSQL ended the transaction, and nothing was imported."""
    make_admin(make_organization(name="Harbor Lane"))
    path = write(tmp_path, "books.csv", CSV + GOOD_CSV)
    readings, booked = [], []
    iterate, book = journal_csv._Entries.__iter__, booking.book
    monkeypatch.setattr(journal_csv._Entries, "__iter__", lambda self: readings.append(len(booked)) or iterate(self))
    monkeypatch.setattr(booking, "book", lambda *args, **options: (book(*args, **options), booked.append(1))[0])
    told = io.StringIO()
    call_command("import_journal", path, company="Books", currency="USD", stdout=told)
    assert booked == [1]
    assert set(readings) == {0}
    assert "1 entry, 2 lines, 2 accounts" in told.getvalue()
    assert "Trial balance 2026-01-05 to 2026-01-05: 2 accounts" in told.getvalue()
