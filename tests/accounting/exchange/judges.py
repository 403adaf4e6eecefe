"""Programs that are not ours compute the balances of exported books: Beancount, and hledger where it is installed."""

import csv
import datetime
import io
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import beanquery
from beancount import loader
from beanquery.parser import parse
from django.db.models import F, Sum

from accounting.exchange import export
from accounting.models import Company, JournalLine

HLEDGER = shutil.which("hledger")
Balances = dict[str, Decimal]
"""The balances that are not zero, debits positive, by the code of the account."""


def written(company: Company, name: str, folder: Path) -> Path:
    path = folder / f"journal.{export.FORMATS[name].suffix}"
    path.write_text("".join(export.FORMATS[name].write(company)), encoding="utf-8")
    return path


def ours(company: Company, day: datetime.date) -> Balances:
    """Return the balances at the end of a day, from the lines."""
    rows = JournalLine.objects.filter(company=company, entry__status="posted", entry__date__lte=day)
    sums = rows.values_list("account__code").annotate(net=Sum(F("debit") - F("credit")))
    return {code: net for code, net in sums if net}


@cache
def parsed(query: str) -> Any:
    """Return a query as `execute` of beanquery takes it too. To parse one takes longer than to answer it."""
    return parse(query)


def by_beancount(path: Path, days: Iterable[datetime.date]) -> list[Balances]:
    """One query tells what moved on each day, which we add up."""
    loader.initialize(use_cache=False)
    entries, errors, options = loader.load_file(str(path))
    assert errors == []
    books = beanquery.connect("beancount:", entries=entries, errors=errors, options=options)
    moved = books.execute(parsed("SELECT account, date, sum(number) GROUP BY account, date")).fetchall()
    found = []
    for day in days:
        balances: defaultdict[str, Decimal] = defaultdict(Decimal)
        for name, date, net in moved:
            if date <= day:
                balances[name.split(":")[1].split("-")[0]] += net
        found.append({code: net for code, net in balances.items() if net})
    return found


def by_hledger(path: Path, days: Iterable[datetime.date]) -> list[Balances]:
    """One run tells the balances of all days, a column for each."""
    wanted = list(days)
    span = ("-b", f"{min(wanted)}", "-e", f"{max(wanted) + datetime.timedelta(1)}")
    said = run_hledger(path, "balance", "--historical", "--daily", "--flat", "-N", "-O", "csv", *span)
    (_, *dates), *rows = csv.reader(io.StringIO(said))
    return [
        {row[0].split(":")[1].split(" ")[0]: Decimal(row[place].split(" ")[0]) for row in rows if row[place] != "0"}
        for place in (1 + dates.index(f"{day}") for day in wanted)
    ]


def run_hledger(path: Path, *arguments: str) -> str:
    assert HLEDGER
    return subprocess.run([HLEDGER, "-f", path, *arguments], check=True, capture_output=True, text=True).stdout


def agree(company: Company, folder: Path, days: list[datetime.date]) -> None:
    """Raise AssertionError unless both programs come to our balances on each of the days."""
    expected = [ours(company, day) for day in days]
    assert by_beancount(written(company, "beancount", folder), days) == expected
    if HLEDGER:
        assert by_hledger(written(company, "hledger", folder), days) == expected
