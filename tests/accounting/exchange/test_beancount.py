"""The reader of Beancount files against Beancount's own programs: what they read, and what they compute."""

import datetime
import os
import stat
from decimal import Decimal
from pathlib import Path

import beanquery
import pytest
from beancount import loader
from beancount.core import data
from beancount.core.number import MISSING
from beancount.parser import parser as judge
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounting.exchange import beancount, subtypes
from accounting.exchange.beancount import files, lots, parser, syntax
from accounting.exchange.source import SourceJournal, Unreadable
from tests.accounting.exchange import judges
from tests.nightly import examples

D = Decimal
EXAMPLE = Path("/work/shared/data/example.beancount")
HEADER = """option "operating_currency" "USD"
2020-01-01 open Assets:Bank
2020-01-01 open Assets:Fund
2020-01-01 open Assets:Fifo "FIFO"
2020-01-01 open Assets:Lifo "LIFO"
2020-01-01 open Assets:Hifo "HIFO"
2020-01-01 open Equity:Opening
2020-01-01 open Income:Salary
2020-01-01 open Expenses:Food
2020-01-01 price EUR 1.25 USD
2021-06-01 price EUR 1.5 USD
"""
HEADER_LINES = HEADER.count("\n")


def write(folder: Path, text: str, header: str = HEADER, name: str = "ledger.beancount") -> Path:
    path = folder / name
    path.write_text(header + text, encoding="utf-8")
    return path


def judged(path: Path) -> tuple[dict[str, Decimal], list[str]]:
    """The balances that are not zero, and the errors, by Beancount."""
    loader.initialize(use_cache=False)
    directives, errors, options = loader.load_file(str(path))
    books = beanquery.connect("beancount:", entries=directives, errors=errors, options=options)
    rows = books.execute(judges.parsed(beancount.query("USD"))).fetchall()
    return {account: amount for account, amount in rows if amount}, [error.message for error in errors]


def ours(journal: SourceJournal) -> dict[str, Decimal]:
    """Return the balances of the entries, without the account for roundings."""
    totals: dict[str, Decimal] = {}
    for entry in journal.entries:
        assert sum(line.amount for line in entry.lines) == 0
        for line in entry.lines:
            totals[line.account] = totals.get(line.account, D(0)) + line.amount
    assert totals == {account: amount for account, amount in journal.balances.items() if account in totals}
    return {account: amount for account, amount in totals.items() if amount and not account.endswith(":Rounding")}


def refused(path: Path, **options: object) -> list[str]:
    with pytest.raises(Unreadable) as problem:
        beancount.read(path, **options)
    return [str(one) for one in problem.value.problems]


def price_of_one(posting: syntax.Posting) -> Decimal | None:
    """Beancount's parser divides the price of all units at once."""
    price = posting.price.number
    return price / abs(posting.number) if posting.price.is_total and price and posting.number else price


def said(directive: object) -> tuple[object, ...] | None:
    """Return the content of one of our directives, for comparison."""
    match directive:
        case syntax.Transaction():
            postings = [
                (
                    posting.account,
                    posting.number,
                    posting.currency,
                    posting.cost
                    and (
                        posting.cost.per_unit,
                        posting.cost.total,
                        posting.cost.currency,
                        posting.cost.date,
                        posting.cost.label,
                    ),
                    posting.price and (price_of_one(posting), posting.price.currency),
                )
                for posting in directive.postings
            ]
            return ("txn", directive.date, directive.flag, directive.payee, directive.narration, postings)
        case syntax.Open():
            return ("open", directive.date, directive.account, {*directive.currencies}, directive.booking)
        case syntax.Close():
            return ("close", directive.date, directive.account)
        case syntax.Balance():
            amount = directive.number, directive.currency, directive.tolerance
            return ("balance", directive.date, directive.account, *amount)
        case syntax.Pad():
            return ("pad", directive.date, directive.account, directive.source)
        case syntax.PriceOf():
            return ("price", directive.date, directive.commodity, directive.number, directive.currency)
    return None


def known(value: object) -> object:
    return None if value is MISSING else value


def said_by_judge(directive: object) -> tuple[object, ...] | None:
    match directive:
        case data.Transaction():
            postings = []
            for posting in directive.postings:
                units = posting.units if posting.units is not MISSING else None
                number, currency = (
                    (known(units.number), known(units.currency) or "") if units is not None else (None, "")
                )
                cost, price = posting.cost, posting.price
                if cost is not None:
                    each, total = known(cost.number_per), known(cost.number_total)
                    each = None if total is not None and not each else each
                    cost = (each, total, known(cost.currency) or "", cost.date, cost.label)
                if price is not None:
                    price = known(price.number), known(price.currency) or ""
                postings.append((posting.account, number, currency, cost, price))
            texts = (directive.flag, directive.payee or "", directive.narration or "")
            return ("txn", directive.date, *texts, postings)
        case data.Open():
            booking = directive.booking.name if directive.booking else ""
            return ("open", directive.date, directive.account, {*(directive.currencies or ())}, booking)
        case data.Close():
            return ("close", directive.date, directive.account)
        case data.Balance():
            amount = directive.amount.number, directive.amount.currency, directive.tolerance
            return ("balance", directive.date, directive.account, *amount)
        case data.Pad():
            return ("pad", directive.date, directive.account, directive.source_account)
        case data.Price():
            return ("price", directive.date, directive.currency, directive.amount.number, directive.amount.currency)
    return None


def assert_read_alike(text: str) -> None:
    theirs, errors, _ = judge.parse_string(text)
    mine = parser.parse(text, "x")
    assert not errors
    assert not mine.problems
    by_line = sorted(theirs, key=lambda directive: directive.meta["lineno"])
    assert [said(one) for one in mine.directives] == [one for one in map(said_by_judge, by_line) if one]


@pytest.mark.skipif(not EXAMPLE.exists(), reason="the example ledger is not here")
def test_the_example_ledger_is_read_and_worked_out_as_beancount_does():
    assert_read_alike(EXAMPLE.read_text(encoding="utf-8"))
    journal = beancount.read(EXAMPLE)
    balances, errors = judged(EXAMPLE)
    assert not errors
    assert ours(journal) == balances
    assert (len(journal.entries), len(journal.balances), journal.balances_checked) == (1140, 50, 92)


def test_what_the_syntax_allows_is_read_as_beancounts_parser_reads_it():
    assert_read_alike(
        """* A heading
; a comment
#+STARTUP: showall
option "title" "Books"
plugin "some.plugin" "its configuration"
pushtag #trip
poptag #trip
2021-01-01 open Assets:Bank USD, EUR "STRICT"
2021/1/2 commodity USD
  name: "US dollar"
2021-01-02 * "Payee" "Narration, ""
  with a second line" #tag ^link/1
  key-of: 2021-01-01
  Assets:Bank   1,234.50 USD ; a comment
    note: "on a posting"
  ! Assets:Bank   -(3 + 4.5) * 2 / 3 USD @ 1.1 EUR
  Assets:Bank   10 HOOL {12.50 USD, 2020-01-01, "lot"} @@ 130 USD
  Assets:Bank   10 HOOL {{125 USD}}
  Assets:Bank   10 HOOL {1 # 9 USD}
  Assets:Bank   -3 /6J {2 USD}
  Assets:Bank   6/3 /NQH21.A @ 2 USD
  Assets:Bank   -10 HOOL {} @
  Assets:Bank   USD
  Assets:Bank   5.
  Assets:Übung:Konto-1
2021-01-03 txn
  #later ^on
2021-01-03 P "Only a narration \\"quoted\\" \\\\ and\\tso on"
2021-01-04 balance Assets:Bank  10.00 ~ 0.01 USD
2021-01-04 pad Assets:Bank Equity:Opening
2021-01-04 price HOOL 12.1 USD
2021-01-04 note Assets:Bank "x"
2021-01-04 event "place" "Paris"
2021-01-04 query "name" "SELECT account"
2021-01-04 custom "budget" Assets:Bank 10 USD TRUE
2021-01-05 close Assets:Bank
""".replace('""\n', "\n")
    )


AMOUNTS = st.decimals(min_value=D("-5000"), max_value=D("5000"), places=2).filter(bool)
FINE = st.decimals(min_value=D("0.001"), max_value=D("300"), places=4)
DAYS = st.dates(datetime.date(2020, 2, 1), datetime.date(2022, 12, 31))


@st.composite
def transactions(draw: st.DrawFn) -> str:
    """A transaction of one of the kinds that people write."""
    amount, fine, day = draw(AMOUNTS), draw(FINE), draw(DAYS)
    units = draw(st.integers(1, 40))
    fund = draw(st.sampled_from(("Assets:Fifo", "Assets:Lifo", "Assets:Hifo")))
    places = draw(st.integers(0, 3))
    rough = abs(amount).quantize(D(1).scaleb(-places)) + 1
    lines = draw(
        st.sampled_from(
            (
                f"  Assets:Bank {amount} USD\n  Expenses:Food {-amount} USD\n",
                f"  Assets:Bank {amount} USD\n  Expenses:Food\n",
                f"  Assets:Bank {amount}\n  Expenses:Food {-amount} USD\n",
                f"  Assets:Bank {amount} USD\n  Expenses:Food USD\n",
                f"  Assets:Bank {rough} USD\n  Income:Salary {amount} USD\n  Expenses:Food\n",
                f"  Assets:Bank {amount} USD / {units} * 2\n  Expenses:Food\n".replace(" USD / ", " / ").replace(
                    " * 2\n", " * 2 USD\n"
                ),
                f"  Assets:Bank {amount} EUR\n  Income:Salary {rough} EUR\n  Expenses:Food\n",
                f"  Assets:Bank {amount} EUR @ {fine} USD\n  Expenses:Food\n",
                f"  Assets:Bank {amount} EUR @@ {rough} USD\n  Expenses:Food\n",
                f"  Assets:Bank {rough} EUR @\n  Expenses:Food -{rough + 3} USD\n",
                f"  Assets:Bank {rough} EUR\n  Assets:Bank {amount} USD\n  Expenses:Food\n",
                f"  {fund} {units} FOO {{{fine} USD}}\n  Assets:Bank\n",
                f"  {fund} {units}.5 FOO {{{fine} USD}}\n  Assets:Bank\n  Expenses:Food 1.25 USD\n",
                f"  {fund} {units} FOO {{{{{rough} USD}}}}\n  Assets:Bank -{rough}.00 USD\n".replace(
                    f"-{rough}.00", f"-{rough:.3f}"
                ),
                f"  {fund} {units} FOO {{}}\n  Assets:Bank -{rough:.2f} USD\n",
                f"  {fund} -{units} FOO {{}} @ {fine} USD\n  Assets:Bank {rough:.2f} USD\n  Income:Salary\n",
                f"  {fund} -{units} FOO {{}}\n  Assets:Bank {rough:.2f} USD\n  Income:Salary\n",
                f"  Assets:Fund {units} POINTS\n  Income:Salary\n",
                f"  Assets:Fund {units} POINTS\n  Income:Salary -{units} POINTS\n  Assets:Bank {amount} USD\n"
                f"  Expenses:Food {-amount} USD\n",
            )
        )
    )
    return f'{day} * "x"\n{lines}'


@st.composite
def assertions(draw: st.DrawFn) -> str:
    day, amount = draw(DAYS), draw(AMOUNTS)
    return f"{day} pad Assets:Bank Equity:Opening\n2023-01-01 balance Assets:Bank {amount} USD\n"


@settings(
    max_examples=examples(40),
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(transactions(), max_size=8), st.one_of(st.just(""), assertions()))
def test_whatever_beancount_takes_comes_to_the_same_balances(tmp_path, found, asserted):
    text = "".join(found) + asserted
    path = write(tmp_path, text)
    balances, errors = judged(path)
    if errors:
        # Sales without lots are refused alike; what Beancount's divisions leave, 3 × (100 / 3), is not an error here.
        dust = [error for error in errors if "0.0000000000000000" in error or "E-2" in error]
        unused = [error for error in errors if error == "Unused Pad entry"]
        if len(dust) + len(unused) < len(errors):
            assert refused(path)
        return
    assert_read_alike(path.read_text(encoding="utf-8"))
    assert ours(beancount.read(path)) == balances


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../outside.beancount", "sub/../../outside.beancount", "link.beancount", "linked/outside.beancount",
     "/etc/*", "*/outside.beancount"],
)  # fmt: skip
def test_an_include_outside_the_ledgers_folder_is_refused_and_shows_nothing_of_the_file(tmp_path, name):
    (tmp_path / "outside.beancount").write_text('option "operating_currency" "SECRET"\nsecret words\n')
    folder = tmp_path / "books"
    folder.mkdir()
    (folder / "link.beancount").symlink_to("/etc/passwd")
    (folder / "linked").symlink_to(tmp_path)
    problems = refused(write(folder, f'include "{name}"\n'))
    assert len(problems) == 1
    assert problems[0].startswith(
        f"ledger.beancount:{HEADER_LINES + 1}: An include must name a file in the ledger's folder"
    )
    assert "root:" not in problems[0]
    assert "secret" not in problems[0].lower()


def test_files_of_the_folder_are_included_once_and_only_regular_files_are_opened(tmp_path):
    (tmp_path / "years").mkdir()
    entry = '2021-01-01 * "x"\n  Assets:Bank 1 USD\n  Expenses:Food\n'
    for year in (2020, 2021):
        (tmp_path / "years" / f"{year}.beancount").write_text(entry.replace("2021", str(year + 1)))
    journal = beancount.read(write(tmp_path, 'include "years/*.beancount"\n'))
    assert [str(entry.place) for entry in journal.entries] == ["2020.beancount:1", "2021.beancount:1"]
    assert "included twice" in refused(write(tmp_path, 'include "ledger.beancount"\n'))[0]
    os.mkfifo(tmp_path / "pipe")
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    for name in ("pipe", "years", "nothing.beancount", "none*"):
        assert f"There is no file {name!r}." in refused(write(tmp_path, f'include "{name}"\n'))[0]


def test_nothing_of_a_file_is_run_and_plugins_are_listed(tmp_path, monkeypatch):
    trace = tmp_path / "trace"
    (tmp_path / "evil.py").write_text(f"open({str(trace)!r}, 'w').write('ran')\n__plugins__ = []\n")
    text = 'option "insert_pythonpath" "TRUE"\nplugin "evil" "its configuration"\n'
    entry = '2021-01-01 * "x"\n  Assets:Bank 1 USD\n  Expenses:Food\n'
    journal = beancount.read(write(tmp_path, text + entry))
    assert [str(one.place) + " " + one.text for one in journal.not_run] == [
        f'ledger.beancount:{HEADER_LINES + 1} option "insert_pythonpath" "TRUE"',
        f'ledger.beancount:{HEADER_LINES + 2} plugin "evil"',
    ]
    assert not trace.exists()
    problems = refused(write(tmp_path, text + entry.replace("Expenses:Food", "Expenses:Drinks")))
    assert 'plugin "evil" was not run.' in problems[1]
    assert not trace.exists()


def test_plugins_run_in_a_process_of_their_own_where_a_person_allows_them(tmp_path, monkeypatch):
    text = 'plugin "beancount.plugins.auto_accounts"\n2021-01-01 * "x"\n  Assets:New 1.00 USD\n  Assets:Bank\n'
    path = write(tmp_path, text)
    assert "Assets:New is never opened." in refused(path)[1]
    journal = beancount.read(path, allow_plugins=True)
    assert ours(journal) == {"Assets:New": D("1.00"), "Assets:Bank": D("-1.00")} == judged(path)[0]
    assert "bean-query refuses this file" in refused(write(tmp_path, 'plugin "no.such"\n'), allow_plugins=True)[0]
    monkeypatch.setattr("accounting.exchange.beancount.plugins.PROGRAM", "bean-query-that-is-not-there")
    assert "which is not installed here." in refused(path, allow_plugins=True)[0]


def test_other_currencies_are_booked_at_a_price_of_the_file_else_at_a_named_rate(tmp_path):
    text = """
2020-02-01 * "Before"
  Assets:Bank 10.00 EUR
  Expenses:Food
2021-07-01 * "After"
  Assets:Bank 10.00 EUR
  Expenses:Food
2021-07-01 * "Francs"
  Assets:Bank 10.00 CHF
  Expenses:Food
"""
    path = write(tmp_path, text)
    assert refused(path) == [
        f"ledger.beancount:{HEADER_LINES + 8}: These books are in USD and cannot hold 10.00 CHF, -10.00 CHF: "
        "the file has no price of CHF by 2021-07-01; name one with --rate CHF=…"
    ]
    journal = beancount.read(path, rates={"CHF": D("1.1"), "EUR": D(9)})
    assert [entry.lines[0].amount for entry in journal.entries] == [D("12.50"), D("15.00"), D("11.00")]
    assert journal.converted == {"EUR": 4, "CHF": 2}
    assert journal.entries[2].lines[0].description == "10.00 CHF"
    several = write(tmp_path, 'option "operating_currency" "EUR"\n' + text)
    message = "Name the currency of the books with --currency: the file has 2 operating currencies, USD, EUR."
    assert refused(several) == [f"ledger.beancount:1: {message}"]
    assert beancount.read(several, "EUR", {"CHF": D(1)}).currency == "EUR"


def test_postings_without_a_price_and_texts_that_are_cut_are_listed(tmp_path):
    text = f"""
2021-02-04 * "{"x" * 600}"
  Assets:Bank    1000 USD
  Income:Salary -1000 USD
  Assets:Fund       5 POINTS
  Income:Salary    -5 POINTS
2021-02-05 * "A lot"
  Assets:Bank -10 USD
  Assets:Fund 1 FOO {{10.00 USD, "{"y" * 600}"}}
"""
    journal = beancount.read(write(tmp_path, text))
    assert [(one.place.line - HEADER_LINES, one.account, one.posting) for one in journal.unpriced] == [
        (5, "Assets:Fund", "5 POINTS"),
        (6, "Income:Salary", "-5 POINTS"),
    ]
    assert [(one.place.line - HEADER_LINES, one.length) for one in journal.cut] == [(2, 600), (9, 633)]
    assert len(journal.entries[0].memo) == len(journal.entries[1].lines[1].description) == 500


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("  Assets:Fund -25 FOO {}\n", 0, "holds too little for -25 FOO"),
        ("  Assets:Fund -5 FOO {}\n", 0, "could come out of several lots: 10 {10 USD, 2021-01-02}, 10 {12 USD"),
        ("  Assets:Fund -5 FOO {11 USD}\n", 0, "holds no such lot of -5 FOO"),
        ("  Assets:Fund -5 FOO {*}\n", 0, "merged at their average cost"),
        ("  Assets:Average -5 FOO {}\n", 0, "average cost are not read"),
        ("  Assets:Fund 5 FOO {-1 USD}\n", 0, "A cost is not negative"),
        ("  Assets:Fund 5 FOO @ -1 USD\n", 0, "A price is not negative"),
        ("  Assets:Fund 1/0 USD\n", 0, "divided by zero"),
        ("  Assets:Fund " + "(" * 30 + "1 USD\n", 0, "at most 20"),
        ("  Assets:Fund 0 FOO {{1 USD}}\n", 0, "0 FOO cannot be held at a cost"),
        ("  Expenses:Food\n", 0, "Only one posting may leave its amount open"),
        ("  Assets:Euro 1 USD\n", 0, "holds EUR only, not USD"),
        ("  Assets:Late 1 USD\n", 0, "opens on 2022-01-01 only"),
        ("  Assets:Early 1 USD\n", 0, "was closed on 2020-06-01"),
    ],
)
def test_an_error_is_refused_with_its_line(tmp_path, text, line, words):
    before = """2020-01-01 open Assets:Average "AVERAGE"
2020-01-01 open Assets:Euro EUR
2022-01-01 open Assets:Late
2020-01-01 open Assets:Early
2020-06-01 close Assets:Early
"""
    for account in ("Fund", "Average"):
        for month, cost in ((1, 10), (2, 12)):
            before += f'2021-0{month}-02 * "x"\n  Assets:{account} 10 FOO {{{cost} USD}}\n  Assets:Bank\n'
    path = write(tmp_path, f'{before}2021-03-01 * "x"\n{text}  Income:Salary\n')
    number = HEADER_LINES + before.count("\n") + 2
    assert any(f":{number}: " in one or f":{number + 1}: " in one for one in refused(path) if words in one)


def test_a_pad_adds_what_its_balance_misses_and_balances_are_checked(tmp_path):
    text = """2021-01-05 pad Assets:Bank Equity:Opening
2021-02-01 balance Assets:Bank 200.00 USD
2021-02-03 balance Assets:Bank 5.00 EUR
"""
    path = write(tmp_path, text)
    journal = beancount.read(path)
    assert [one.text for one in journal.padded] == ["Assets:Bank +200.00 USD", "Assets:Bank +5.00 EUR"]
    assert journal.balances_checked == 2
    assert ours(journal) == judged(path)[0]
    problems = refused(write(tmp_path, text + "2021-02-04 balance Assets:Bank 300.00 USD\n"))
    assert problems == [
        f"ledger.beancount:{HEADER_LINES + 4}: Balance failed: Assets:Bank holds 200.00 USD, not 300.00 (-100.00)."
    ]


def test_a_ledger_has_limits(tmp_path, monkeypatch):
    path = write(tmp_path, "$" * 5000)
    assert "at most 1,000 words and signs" in refused(path)[0]
    assert "never closed" in refused(write(tmp_path, '2021-01-01 * "x\n' + "a\n" * 1000))[0]
    assert len(refused(write(tmp_path, "nonsense\n" * 5000))) == parser.MAX_PROBLEMS
    (tmp_path / "latin.beancount").write_bytes(HEADER.encode() + b'2021-01-01 * "caf\xe9"\n')
    assert refused(tmp_path / "latin.beancount") == [
        f"latin.beancount:{HEADER_LINES + 1}: This is not UTF-8: save the file as that."
    ]
    (tmp_path / "sheet.beancount").write_bytes(b"PK\x03\x04\xff")
    assert refused(tmp_path / "sheet.beancount")[0].startswith("sheet.beancount:1: This is not text in UTF-8 but a ZIP")
    monkeypatch.setattr(files, "MAX_BYTES", 1024 * 1024)
    assert "at most 1 MiB" in refused(write(tmp_path, ";" * 1024 * 1024))[0]
    monkeypatch.setattr(lots, "MAX_COMPARISONS", 3)
    trades = '2021-01-02 * "x"\n  Assets:Fifo 1 FOO {1 USD}\n  Assets:Fifo 1 FOO {2 USD}\n  Assets:Bank\n'
    sale = '2021-01-03 * "x"\n  Assets:Fifo -1 FOO {}\n  Assets:Bank\n'
    assert "too many lots" in refused(write(tmp_path, trades * 4 + sale * 4))[0]


MANY = 40_000


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A" * 4_000_000, "at most 1,000 words and signs"),
        ("2021-01-01 * " + '"' + "\\n" * 2_000_000 + '"\n  Assets:Bank 1 USD\n', "It does not balance"),
        ('include "rent.beancount"\n' * MANY, "There is no file 'rent.beancount'"),
        (f'option "name_assets" "{"A" * 201}"\n', "The option name_assets cannot be"),
        (
            '2021-01-01 * "x"\n' + "".join(f"  Assets:Bank 1 C{at:X}X\n" for at in range(MANY)),
            "It does not balance: 1 C0X is left",
        ),
        (
            '2021-01-01 * "x"\n' + '  tracking-a: "b"\n' * MANY,
            "A transaction has at most 10 options above its postings",
        ),
        (
            '2021-01-01 * "x"\n  Assets:Bank 1 USD\n' + '    tracking-a: "b"\n' * MANY,
            "A posting has at most 1,000 options",
        ),
        (
            "".join(f'option "inferred_tolerance_default" "C{at:X}X:0.1"\n' for at in range(MANY))
            + '2021-01-01 * "x"\n  Assets:Bank 1 USD\n' * MANY,
            "It does not balance: 1 USD is left",
        ),
        (
            '2021-01-02 * "x"\n'
            + "".join(f"  Assets:Fifo 1 FOO {{1 C{at:X}X}}\n  Assets:Bank -1 C{at:X}X\n" for at in range(MANY // 2))
            + '2021-01-03 * "x"\n  Assets:Fifo -1 FOO {}\n' * MANY,
            "Name the currency: the other postings do not show it",
        ),
    ],
    ids=["a word", "a text", "includes", "a root", "currencies", "shared options", "options", "tolerances", "costs"],
)
def test_a_file_made_to_take_long_is_refused_at_once(tmp_path, text, words):
    """Each took time or memory that grows with the square of its length: hours for 25 MiB, which nobody could end."""
    found = refused(write(tmp_path, text))
    assert words in found[0]
    assert len(found) <= parser.MAX_PROBLEMS


@pytest.mark.parametrize(
    ("name", "kind", "subtype"),
    [
        ("Assets:US:BofA:Checking", "asset", "bank"),
        ("Assets:Bank", "asset", "bank"),
        ("Assets:Girokonto", "asset", "bank"),
        ("Assets:PettyCash", "asset", "cash"),
        ("Assets:Bank:Receivable", "asset", "receivable"),
        ("Liabilities:AccountsPayable", "liability", "payable"),
        ("Liabilities:CreditCard:Visa", "liability", "credit_card"),
        ("Liabilities:Sales-Tax", "liability", "tax"),
        ("Liabilities:Mortgage", "liability", "long_term_liability"),
        ("Income:Consulting", "revenue", "sales"),
        ("Assets:Carpet", "asset", ""),
        ("Expenses:Groceries", "expense", ""),
    ],
)
def test_subtypes_are_guessed_from_names(name, kind, subtype):
    assert subtypes.guess(name, kind) == subtype
