"""The charts of accounts for new companies, each in a CSV file in this folder.

A file has the columns code, name, type, subtype, parent (the code of an earlier line) and system_role, and an account
for each system role.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class ChartAccount:
    code: str
    name: str
    type: str
    subtype: str
    parent: str
    system_role: str


@cache
def names() -> tuple[str, ...]:
    """Return the names of the charts: `general`, `minimal`, `vat`."""
    return tuple(sorted(path.stem for path in Path(__file__).parent.glob("*.csv")))


@cache
def load(name: str) -> tuple[ChartAccount, ...]:
    """Return the accounts of a chart, parents before their children. `name` is one of `names()`."""
    with (Path(__file__).parent / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(ChartAccount(**row) for row in csv.DictReader(file))
