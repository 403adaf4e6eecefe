"""How long an organization is frozen when it moves to another database, and how long deleting it takes afterwards.

    .venv/bin/python -m benchmarks.moving [--entries 20000] [--staying 20000] [--rounds 2]

The books are entries of two lines, posted in batches, in two organizations, of which one moves to a new database of the
same server. Each command is a process of its own, from its start to its end. `verify_ledger` of the same books is there
because a move makes the same checks, and nothing else of it takes as long.

Meanwhile each database is asked every 50 ms for a row of a table that moves, and to write none of its rows, which needs
the lock of a writer. The longest of each is how long others wait.
"""

import argparse
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from benchmarks.archiving import books, command
from benchmarks.house import house, spread


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--staying", type=int, default=20_000, help="entries of the organization that stays")
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    found: dict[str, list[tuple[float, float]]] = {}
    waited: dict[str, list[float]] = {}
    with house() as servers:
        books(2 * given.staying)
        for number in range(given.rounds):
            _, company = books(2 * given.entries)
            mine, to = str(company.organization_id), new_database(servers, f"there_{number}")
            commands = {
                "verify_ledger": ("verify_ledger", "--company", str(company.id)),
                "move_organization": ("move_organization", mine, "--to", to),
                "move_organization --remove": ("move_organization", mine, "--to", to, "--remove"),
            }
            for name, arguments in commands.items():
                with ExitStack() as stack:
                    waits = {
                        f"{name}: others {do} {place}": stack.enter_context(others(url, sql))
                        for place, url in (("here", servers.owner_url), ("there", to))
                        for do, sql in (("read", READ), ("write", WRITE))
                    }
                    found.setdefault(name, []).append(command(*arguments))
                for what, longest in waits.items():
                    waited.setdefault(what, []).append(longest())
    print(f"{given.entries:,} entries of two lines; load average {os.getloadavg()[1]:.0f}")
    for name, values in found.items():
        seconds, memory = (list(one) for one in zip(*values, strict=True))
        print(f"{name:30}{spread(seconds, ' s', places=1):>24}{spread(memory, ' MB'):>24}")
    print("\nthe longest that others wait")
    for what, longest_ones in waited.items():
        print(f"{what:50}{spread(longest_ones, ' s', places=2):>24}")


READ = "SELECT id FROM accounting_journalline LIMIT 1"
WRITE = "UPDATE accounting_journalline SET description = '' WHERE false"


@contextmanager
def others(url: str, sql: str) -> Iterator[Callable[[], float]]:
    """Execute a statement again and again, and yield a function that returns the seconds of the slowest."""
    import psycopg

    ended, taken = threading.Event(), [0.0]

    def ask() -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            while not ended.wait(0.05):
                began = time.perf_counter()
                connection.execute(sql)
                taken.append(time.perf_counter() - began)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield lambda: max(taken)
    finally:
        ended.set()
        thread.join()


def new_database(servers: Any, name: str) -> str:
    """Return the owner's address of a new database with Atlas's tables."""
    import psycopg

    with psycopg.connect(servers.owner_url, autocommit=True) as owner:
        owner.execute(f"CREATE DATABASE {name}")
    url = str(servers.owner_url).removesuffix("atlas") + name
    place = {"DATABASE_URL": servers.database_url.removesuffix("atlas") + name, "DATABASE_OWNER_URL": url}
    command("migrate", "--database", "owner", "--verbosity", "0", "--skip-checks", **place)
    return url


if __name__ == "__main__":
    main()
