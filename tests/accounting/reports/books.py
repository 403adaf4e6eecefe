"""Random books for tests of reports: what the simulator plays, with taxes, euros, voids and payments of all kinds."""

import datetime
from decimal import Decimal
from random import Random
from typing import Any

from django.db.models import F, Sum

from accounting.models import Company, JournalLine
from tests.factories import make_company
from tests.simulator.steps import Player, sequence

D = Decimal


def play(seed: int, steps: int = 50, company: Company | None = None) -> Player:
    player = Player(company or make_company())
    for step in sequence(seed, steps):
        player.play(step)
    return player


def some_days(seed: int, count: int = 4) -> list[datetime.date]:
    """Return random days of the simulator's months, and one after all of them."""
    random = Random(seed)
    first = datetime.date(2026, 1, 1)
    days = [first + datetime.timedelta(days=random.randrange(250)) for _ in range(count)]
    return [*sorted(days), datetime.date(2026, 12, 31)]


def balance(company: Company, as_of: datetime.date, **where: Any) -> Decimal:
    """Return debits less credits of the posted lines up to a day, straight from the lines."""
    rows = JournalLine.objects.filter(company=company, entry__status="posted", entry__date__lte=as_of, **where)
    return rows.aggregate(balance=Sum(F("debit") - F("credit"), default=D(0)))["balance"]
