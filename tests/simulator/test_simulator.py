"""Random sequences of operations against a small model (steps.py): a short run here, long ones by `make simulate`.

Long runs also let Beancount and hledger compute the balances of the books, at five dates of each.
Each failure prints its seed and the shortest sequence that still fails.
"""

import os
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from random import Random

import pytest
from django.db import connection, transaction

from foundation import tenancy
from tests import factories
from tests.accounting.exchange import judges
from tests.nightly import EXHAUSTIVE
from tests.simulator.steps import BOOKS, LATE, NAMES, Player, Step, sequence

SECONDS = float(os.environ.get("SIMULATE_SECONDS", "0"))
FIRST = int(os.environ.get("SIMULATE_SEED", "1"))
SEEDS, STEPS, THREADS = 4 if EXHAUSTIVE else 2, 60, 4


def run(steps: list[Step], books: Sequence[str] = BOOKS[0]) -> str:
    """Play steps in new books that are rolled back, and return how they failed, or nothing."""
    with transaction.atomic():
        player = Player(factories.make_company(base_currency=books[0]), books[1:])
        try:
            for step in steps:
                player.play(step)
            player.compare()
            if SECONDS:
                with tempfile.TemporaryDirectory() as folder:
                    judges.agree(player.company, Path(folder), [LATE, *(player.day(Random(i))[0] for i in range(4))])
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        finally:
            transaction.set_rollback(True)
    return ""


def shrink(steps: list[Step], fails: Callable[[list[Step]], object]) -> list[Step]:
    """Return the shortest sequence that still fails: leave out halves, quarters and so on, as long as it does."""
    size = len(steps) // 2
    while size:
        start = 0
        while start < len(steps):
            rest = steps[:start] + steps[start + size :]
            if fails(rest):
                steps = rest
            else:
                start += size
        size //= 2
    return steps


@pytest.mark.django_db
def test_random_books_are_as_the_model_says() -> None:
    until = time.monotonic() + SECONDS
    for seed in count(FIRST):
        if seed >= FIRST + SEEDS and time.monotonic() > until:
            break
        steps, books = sequence(seed, STEPS), BOOKS[seed % len(BOOKS)]
        fails = partial(run, books=books)
        if failure := fails(steps):
            shortest = shrink(steps, fails)
            pytest.fail(f"seed {seed}: {books}: {failure}\nshortest: {shortest}\nwhich fails with {fails(shortest)}")
        if SECONDS:
            print(f"seed {seed} is clean", flush=True)


@pytest.mark.django_db(transaction=True)
def test_books_that_several_write_at_once_are_as_the_model_says() -> None:
    """Some operations fail, some sessions are killed. Whoever works in the same books, nothing is lost or half done."""
    with tenancy.everyone():
        books = BOOKS[FIRST % len(BOOKS)]
        player = Player(factories.make_company(base_currency=books[0]), books[1:], alone=False)
    failures: list[str] = []

    def work(seed: int) -> None:
        try:
            for step in sequence(seed, STEPS // 2):
                if step[0] not in ("close", "reopen", "credit_of_invoice", "revalue"):
                    with tenancy.everyone():
                        player.play(step)
        except Exception as error:
            failures.append(f"seed {seed}: {type(error).__name__}: {error}")
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(FIRST * 1000 + number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with tenancy.everyone():
        player.compare()


@pytest.mark.django_db
def test_the_steps_happen_and_are_refused() -> None:
    """So that the simulator cannot go on without noticing that nothing works any more."""
    player = Player(factories.make_company())
    for step in sequence(7, 150):
        player.play(step)
    player.compare()
    assert {name for name in NAMES if player.done[name] == 0} <= {"refund", "reopen"}
    assert sum(count for name, count in player.done.items() if name.endswith("refused")) >= 5
    assert player.model.relieved, "nothing in another currency was settled"
    assert player.model.accounts[player.differences] != 0


@pytest.mark.django_db
def test_it_notices_what_is_wrong_and_shrinks_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A payment that the model does not hear of is found, in the shortest sequence: that payment."""
    monkeypatch.setattr(Player, "_settle", lambda *_: None)
    steps = next(steps for steps in (sequence(seed, 30) for seed in count(1)) if run(steps))
    shortest = shrink(steps, run)
    assert len(shortest) <= 3, shortest
    assert "AssertionError" in run(shortest)
