"""Importing Beancount ledgers. `bean-query`, not we, says what the balances should be."""

import csv
import datetime
import io
import random
import re
import shlex
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import beanquery
import pytest
from beancount.scripts import example
from django.core.management import CommandError, call_command
from django.db.models import F, Sum

from accounting.exchange import beancount, formats
from accounting.exchange.source import Unreadable
from accounting.models import AccountBalance, Company, JournalEntry, JournalLine
from accounting.reports import integrity, trial_balance
from accounting.reports.table import RowType
from identity.models import Organization
from tests.accounting.exchange import judges
from tests.nightly import one_in
from tests.people import make_admin, make_organization

pytestmark = pytest.mark.django_db

D = Decimal
BEANCOUNT_READ = beancount.read
HEADER = """option "operating_currency" "USD"
2020-01-01 open Assets:Bank
2020-01-01 open Assets:Fund
2020-01-01 open Assets:Points
2020-01-01 open Assets:Old
2020-01-01 open Liabilities:Card
2020-01-01 open Equity:Opening
2020-01-01 open Income:Salary
2020-01-01 open Expenses:Food
"""


@pytest.fixture
def organization() -> Organization:
    organization = make_organization("Harbor Lane Trading")
    make_admin(organization, "first@example.com")
    return organization


def write(folder: Path, text: str, header: str = HEADER) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "ledger.beancount"
    path.write_text(header + text, encoding="utf-8")
    return path


def run(path: Path, **options: str) -> str:
    output = io.StringIO()
    call_command("import_journal", str(path), **{"company": "Imported", **options}, stdout=output)
    return output.getvalue()


def balances(company: Company) -> dict[str, Decimal]:
    """Account name → debits less credits, of the accounts that moved."""
    rows = AccountBalance.objects.filter(company=company).values("account__name")
    return {row["account__name"]: row["net"] for row in rows.annotate(net=Sum(F("debits") - F("credits")))}


def judged(path: Path, currency: str = "USD", *, since: int = 1900) -> dict[str, Decimal]:
    """The same by beanquery, Beancount's own program; `since` is the first year of what is summed."""
    query = beancount.query(currency).replace("WHERE ", f"WHERE year >= {since} AND ", 1)
    return dict(beanquery.connect(f"beancount:{path}").execute(judges.parsed(query)).fetchall())


def printed(output: str) -> dict[str, Decimal]:
    """What the printed command prints: `bean-query` itself, run as a user would."""
    command = shlex.split(output.rpartition("\n  ")[2])
    command[0] = str(Path(sys.prefix, "bin", command[0]))
    rows = csv.reader(subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[1:])
    return {account.strip(): D(balance.strip()) for account, balance in rows}


def make_example(path: Path, seed: int) -> Path:
    """Write a ledger with Beancount's own generator: salaries, rent, trades, retirement plans, hours of leave."""
    random.seed(seed)
    with path.open("w", encoding="utf-8") as file:
        example.write_example_file(
            datetime.date(1980, 5, 12), datetime.date(2022, 1, 1), datetime.date(2023, 6, 30), True, file
        )
    return path


@pytest.mark.parametrize("seed", one_in(2, [7, 1940]))
def test_a_generated_ledger_has_the_balances_of_bean_query(tmp_path, organization, seed):
    path = make_example(tmp_path / "example.beancount", seed)
    output = run(path)
    company = Company.objects.get(name="Imported")
    ours = balances(company)
    expected = judged(path)
    assert len(expected) > 20
    assert {name: amount for name, amount in ours.items() if amount} == {
        name: amount for name, amount in expected.items() if amount
    }
    transactions = int(
        beanquery.connect(f"beancount:{path}").execute("SELECT count(*) FROM #transactions").fetchall()[0][0]
    )
    (left_out,) = (int(n.replace(",", "")) for n in re.findall(r"Entries left out, .*: ([\d,]+)\.", output))
    (booked,) = (int(n.replace(",", "")) for n in re.findall(r"Booked: ([\d,]+) entries", output))
    assert booked == JournalEntry.objects.filter(company=company).count()
    assert booked + left_out == transactions
    assert output.count("\n  example.beancount:") == left_out
    assert all(check.failures == [] for check in integrity.checks(company))
    table = trial_balance.report(company, start_date=datetime.date(2021, 1, 1), end_date=datetime.date(2023, 12, 31))
    shown = {row.name: row.amounts[4] - row.amounts[5] for row in table.rows if row.type is RowType.ACCOUNT}
    year = judged(path, since=2023)  # income and expenses begin at zero in each fiscal year
    assert {name: amount for name, amount in shown.items() if amount} == {
        name: amount
        for name, amount in (
            expected | {name: year.get(name, Decimal(0)) for name in expected if is_of_year(name)}
        ).items()
        if amount
    }


def is_of_year(name: str) -> bool:
    return name.startswith(("Income:", "Expenses:"))


def test_commodities_are_booked_at_cost_and_those_without_a_value_are_listed(tmp_path, organization):
    path = write(
        tmp_path,
        """
2021-02-01 * "Broker" "Buy"
  Assets:Fund   10.333 ITOT {23.45 USD}
  Assets:Bank  -242.31 USD
2021-02-03 * "Dinner" "in points"
  Assets:Points  -300 POINTS
  Expenses:Food   300 POINTS
2021-02-04 ! "Pay"
  Assets:Bank    1000 USD
  Income:Salary -1000 USD
  Assets:Points     5 POINTS
  Income:Salary    -5 POINTS
2021-02-05 * "Sale"
  Assets:Fund   -10.333 ITOT {23.45 USD} @ 25.00 USD
  Assets:Bank    258.33 USD
  Income:Salary
2021-02-06 * "Nothing"
  Assets:Bank     0.00 USD
  Expenses:Food   0.00 USD
2021-02-07 * "Abroad" "Lunch"
  Expenses:Food  10.00 EUR @ 1.1050 USD
  Assets:Bank   -11.05 USD
2022-01-01 close Assets:Old
""",
    )
    output = run(path)
    company = Company.objects.get(name="Imported")
    assert balances(company) == judged(path)
    assert balances(company)["Expenses:Food"] == D("11.05")
    assert "Booked: 4 entries, 9 lines, 8 accounts." in output
    assert "Postings left out, without a value in USD: 4 in POINTS." in output
    assert "Postings left out, with a value that is zero or rounds to it: 2." in output
    assert (
        "ledger.beancount:14 2021-02-03 Dinner | in points: Assets:Points -300 POINTS; Expenses:Food 300 POINTS"
        in output
    )
    assert "Entries left out, because no posting remained: 2." in output
    assert beancount.query("USD") in output
    first = JournalEntry.objects.get(company=company, number=1)
    assert (str(first.date), first.memo, first.reference) == ("2021-02-01", "Broker | Buy", "ledger.beancount:11")
    assert first.lines.get(position=0).description == "10.333 ITOT {23.45 USD, 2021-02-01}"
    types = dict(company.accounts.filter(code__regex="^[0-9]{5}$").values_list("name", "type"))
    assert types["Liabilities:Card"] == "liability"
    assert types["Income:Salary"] == "revenue"
    assert not company.accounts.get(name="Assets:Old").is_active


def test_halves_of_a_cent_are_rounded_as_bean_query_rounds_them(tmp_path, organization):
    path = write(
        tmp_path / "John's books",
        """
2021-02-01 * "2.5 shares at 0.85"
  Assets:Fund   2.5 FOO {0.85 USD}
  Assets:Bank  -2.125 USD
2021-02-02 * "1.5 shares at 0.09"
  Assets:Old    1.5 FOO {0.09 USD}
  Liabilities:Card -0.135 USD
""",
    )
    output = run(path)
    assert "computes the same balances:\n" in output
    expected = printed(output)
    assert expected["Assets:Fund"] == D("2.12")
    assert expected["Assets:Old"] == D("0.14")
    assert balances(Company.objects.get(name="Imported")) == expected == judged(path)


def test_the_difference_of_an_entry_goes_to_the_account_for_roundings_and_is_listed(tmp_path, organization):
    path = write(
        tmp_path,
        """
2021-02-01 * "Three funds"
  Assets:Fund   1 AAA {0.3340 USD}
  Assets:Old    1 BBB {0.3340 USD}
  Assets:Points 1 CCC {0.3340 USD}
  Assets:Bank  -1.00 USD
2021-02-02 * "Within the tolerance of 1.0"
  Assets:Bank   1.0 USD
  Assets:Fund  -1.01 USD
2021-02-03 * "An open leg is as rough as what is beside it"
  Assets:Bank   4.8USD
  Assets:Old    2.97USD
  Expenses:Food
2021-02-04 * "Rounded, and balanced"
  Assets:Fund  1 AAA {0.336 USD}
  Assets:Bank -0.34 USD
""",
    )
    output = run(path)
    assert "account for roundings: 2, +0.02 in all." not in output
    assert "account for roundings: 3, +0.05 in all." in output
    assert "\n  ledger.beancount:11 2021-02-01 Three funds: +0.01\n" in output
    assert "\n  ledger.beancount:16 2021-02-02 Within the tolerance of 1.0: +0.01\n" in output
    assert "\n  ledger.beancount:19 2021-02-03 An open leg is as rough as what is beside it: +0.03\n" in output
    assert "the same balances, except for the account for roundings:\n" in output
    company = Company.objects.get(name="Imported")
    ours = balances(company)
    assert ours.pop("Expenses:Rounding") == D("0.05")
    assert ours == printed(output) == judged(path)
    assert ours["Expenses:Food"] == D("-7.8")
    assert all(check.failures == [] for check in integrity.checks(company))


def test_books_that_differ_from_what_was_read_are_not_kept(tmp_path, organization, monkeypatch):
    path = write(tmp_path, '2021-02-01 * "x"\n  Assets:Fund 2 USD\n  Assets:Bank -2 USD\n')

    def read_wrongly(*args, **options):
        source = BEANCOUNT_READ(*args, **options)
        source.balances["Assets:Bank"] += 1
        return source

    monkeypatch.setitem(formats.JOURNALS, "beancount", replace(formats.JOURNALS["beancount"], read=read_wrongly))
    with pytest.raises(AssertionError, match="Assets:Bank"):
        run(path)
    assert not Company.objects.exists()
    assert not JournalLine.objects.exists()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('2021-01-01 * "x"\n  Assets:Bank 1.00 USD\n  Expenses:Food 2.00 USD\n', 10, "does not balance"),
        ('2021-01-01 * "x"\n  Assets:Bank 1.00 USD\n  Expenses:Nope\n', 12, "Expenses:Nope"),
        ("2021-01-01 balance Assets:Bank 5.00 USD\n", 10, "Balance failed"),
        ("this is no ledger\n", 10, "'this' is not a directive"),
        (f'2021-01-01 * "x"\n  Assets:Bank 0.{"3" * 60} USD\n  Expenses:Food\n', 11, "at most 28 digits"),
        ('2021-01-01 * "x"\n  Assets:Bank 1.00 EUR\n  Expenses:Food -1.00 EUR\n', 10, "cannot hold 1.00 EUR"),
        (
            '1492-10-12 open Income:Gold\n1492-10-12 * "x"\n  Income:Gold -1 USD\n  Income:Gold 1 USD\n',
            11,
            "date must be between",
        ),
        ('2021-01-01 * "x"\n  Assets:Bank 1 USD\n' + "  Expenses:Food -0.0005 USD\n" * 2000, 10, "at most 1,000 lines"),
        ('2021-01-01 * "x"\n  Assets:Bank 1.0 USD\n  Expenses:Food -1.06 USD\n', 10, "does not balance: -0.06 USD"),
        ('2021-01-01 * "x"\n  Assets:Bank 1e3 USD\n  Expenses:Food\n', 11, "'e' does not belong here"),
        ('2021-01-01 * "x"\n  Assets:Bank 999999999999999.995 USD\n  Expenses:Food\n', 10, "An amount is at most"),
        (
            '2021-01-01 * "x"\n  Assets:Bank 1000000000000000 USD\n  Expenses:Food\n',
            10,
            "An amount is at most 999,999,999,999,999.99 USD.",
        ),
        (f"2021-01-01 open Assets:{'X' * 200}\n", 10, "longer than 200"),
        ('2021-01-01 * "nu\0l"\n  Assets:Bank 1 USD\n  Expenses:Food\n', 10, "U+0000 is a control character"),
        ('2021-01-01 * "a\1b" "x"\n  Assets:Bank 1 USD\n  Expenses:Food\n', 10, "U+0001 is a control character"),
        ('2021-01-01 * "exe.\u202efdp"\n  Assets:Bank 1 USD\n  Expenses:Food\n', 10, "U+202E is a control character"),
        (
            '2021-01-01 * "x"\n  Assets:Bank -10 USD\n  Assets:Fund 1 FOO {10 USD, "a\u202eb"}\n',
            12,
            "U+202E is a control character",
        ),
        ("2021-01-01 open Assets:A\u202eb\n", 10, "U+202E is a control character"),
        ('2021-01-01 * "x\0"\n  Assets:Points 1 FOO\n  Assets:Fund -1 FOO\n', 10, "U+0000"),
    ],
)
def test_a_file_that_cannot_be_booked_is_refused_by_line_and_nothing_is_kept(tmp_path, organization, text, line, words):
    good = '2020-06-01 * "fine"\n  Assets:Bank 1.00 USD\n  Expenses:Food -1.00 USD\n'
    path = write(tmp_path, text + good)
    with pytest.raises(CommandError) as refused:
        run(path)
    assert "Nothing was imported." in str(refused.value)
    assert f"ledger.beancount:{line}: " in str(refused.value)
    assert words in str(refused.value)
    assert not Company.objects.exists()
    assert not JournalLine.objects.exists()


def test_a_month_of_an_account_that_is_too_much_for_the_books_is_refused_by_line(tmp_path, organization):
    most, half = "999999999999999.99", "500000000000000.00"
    text = f"""
2021-01-31 * "x"
  Assets:Bank     {most} USD
  Expenses:Food
2021-01-01 * "x"
  Assets:Bank     0.01 USD
  Expenses:Food
2021-02-01 * "x"
  Assets:Bank     {half} USD
  Assets:Bank     {half} USD
  Assets:Fund    -{half} USD
  Assets:Old     -{half} USD
2021-02-01 * "x"
  Assets:Bank    -{half} USD
  Expenses:Food   {half} USD
"""
    with pytest.raises(CommandError) as refused:
        run(write(tmp_path, text))
    words = re.findall(r"ledger.beancount:(\d+): With this entry (.*) are more than (.*)\.", str(refused.value))
    assert words == [
        ("11", "the debits of Assets:Bank in 2021-01", "999,999,999,999,999.99 USD"),
        ("11", "the credits of Expenses:Food in 2021-01", "999,999,999,999,999.99 USD"),
        ("17", "the debits of Assets:Bank in 2021-02", "999,999,999,999,999.99 USD"),
    ]
    assert not Company.objects.exists()


def test_an_account_may_hold_the_most_in_each_of_two_months(tmp_path, organization):
    text = "".join(
        f'2021-0{month}-01 * "x"\n  Assets:Bank 999999999999999.99 USD\n  Expenses:Food\n' for month in (1, 2)
    )
    output = run(write(tmp_path, text))
    assert "debits 1,999,999,999,999,999.98 USD" in output
    assert balances(Company.objects.get()) == printed(output)


def test_all_that_is_wrong_is_listed_in_the_order_of_the_lines(tmp_path, organization):
    text = """
2021-01-02 * "a\0b"
  Assets:Bank   1 USD
  Assets:Fund  -1 FOO {1 USD, "a\1b"}
2021-01-01 * "fine"
  Assets:Bank   1 USD
  Expenses:Food
2021-01-01 * "a\u202eb"
  Assets:Bank   1 EUR
  Expenses:Food
"""
    with pytest.raises(CommandError) as refused:
        run(write(tmp_path, text))
    lines = [line.split(" ")[0] for line in str(refused.value).splitlines()[1:]]
    assert lines == [f"ledger.beancount:{line}:" for line in (11, 13, 17, 17)]


def test_the_name_of_an_included_file_cannot_have_hidden_characters(tmp_path, organization):
    text = '2021-01-01 * "x"\n  Assets:Bank 1 USD\n  Expenses:Food\n'
    (tmp_path / "a\u202eb.beancount").write_text(text)
    path = write(tmp_path, 'include "*b.beancount"\n')
    run(path)
    assert JournalEntry.objects.get().reference == "a?b.beancount:1"
    (tmp_path / "\udcffb.beancount").write_text(text)
    with pytest.raises(CommandError, match="rename it"):
        run(tmp_path / "\udcffb.beancount", company="Second")


def test_accounts_that_a_late_option_leaves_without_a_type_are_refused_by_line(tmp_path, organization):
    with pytest.raises(CommandError) as refused:
        run(write(tmp_path, 'option "name_equity" "Own"\n'))
    words = "ledger.beancount:7: The account name begins with none of Assets, Liabilities, Own, Income, Expenses."
    assert str(refused.value) == f"Nothing was imported.\n{words}"


def test_a_refusal_of_the_books_undoes_all_and_names_the_line(tmp_path, organization, monkeypatch):
    text = "".join(f'2021-01-{n:02} * "x"\n  Assets:Bank {n} USD\n  Income:Salary\n' for n in range(1, 8))
    text += '2021-01-08 * "x"\n  Assets:Bank 3 USD\n  Assets:Fund -1 USD\n  Income:Salary\n'
    path = write(tmp_path, text)
    monkeypatch.setattr("accounting.exchange.booking.BATCH", 3)
    monkeypatch.setattr("accounting.ledger.journal.MAX_LINES", 2)  # not the reader's
    with pytest.raises(CommandError) as refused:
        run(path)
    assert str(refused.value) == "Nothing was imported.\nledger.beancount:31: An entry can have at most 2 lines."
    assert not Company.objects.exists()


def test_currency_organization_company_and_author_are_asked_for_where_they_are_not_plain(tmp_path, organization):
    path = write(tmp_path, "", header=HEADER.replace("option", ";", 1))
    with pytest.raises(CommandError, match="operating currency"):
        run(path)
    with pytest.raises(CommandError, match="XTS"):
        run(path, currency="XTS")
    assert "in EUR" in run(path, currency="EUR")
    with pytest.raises(CommandError, match="'Imported' already"):
        run(path, currency="EUR")
    other = make_organization("Bluebird")
    with pytest.raises(CommandError, match="'Bluebird', 'Harbor Lane Trading'"):
        run(path, company="Second", currency="EUR")
    with pytest.raises(CommandError, match="no active admin"):
        run(path, company="Second", currency="EUR", organization="Bluebird")
    with pytest.raises(CommandError, match="no active admin"):
        run(path, company="Second", currency="EUR", organization=str(organization.id), by="nobody@example.com")
    run(path, company="Second", currency="EUR", organization=str(organization.id), by="First@example.com")
    assert not Company.objects.filter(organization=other).exists()
    with pytest.raises(CommandError, match="ends in"):
        run(tmp_path / "ledger.qif")
    for wrong in ("EUR=NaN", "EUR=-1", "EUR=", "=1"):
        with pytest.raises(CommandError, match="is not a rate such as"):
            call_command("import_journal", str(path), "--company=Third", f"--rate={wrong}")
    with pytest.raises(CommandError, match="no such file"):
        run(tmp_path / "other.beancount")


def test_a_currency_without_decimals_is_booked_in_whole_units(tmp_path, organization):
    text = '2021-01-01 * "x"\n  Assets:Fund 3 AAA {333 JPY}\n  Assets:Bank -999 JPY\n'
    path = write(tmp_path, text, header=HEADER.replace("USD", "JPY"))
    run(path)
    assert balances(Company.objects.get(name="Imported")) == {"Assets:Fund": 999, "Assets:Bank": -999}


def test_a_ledger_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Unreadable):
        beancount.read(tmp_path / "missing.beancount")
