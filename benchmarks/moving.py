"""How long an organization is frozen when it moves to another database, and how long deleting it takes afterwards.

    .venv/bin/python -m benchmarks.moving [--entries 20000] [--rounds 2]

The books are entries of two lines, posted in batches, in two organizations, of which one moves to a new database of the
same server. Each command is a process of its own, from its start to its end. `verify_ledger` of the same books is there
because a move makes the same checks, and nothing else of it takes as long.
"""

import argparse
import os
from typing import Any

from benchmarks.archiving import books, command
from benchmarks.house import house, spread


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    found: dict[str, list[tuple[float, float]]] = {}
    with house() as servers:
        books(2 * given.entries)  # those who stay
        for number in range(given.rounds):
            _, company = books(2 * given.entries)
            mine, to = str(company.organization_id), new_database(servers, f"there_{number}")
            measured = {
                "verify_ledger": command("verify_ledger", "--company", str(company.id)),
                "move_organization": command("move_organization", mine, "--to", to),
                "move_organization --remove": command("move_organization", mine, "--to", to, "--remove"),
            }
            for name, one in measured.items():
                found.setdefault(name, []).append(one)
    print(f"{given.entries:,} entries of two lines; load average {os.getloadavg()[1]:.0f}")
    for name, values in found.items():
        seconds, memory = (list(one) for one in zip(*values, strict=True))
        print(f"{name:30}{spread(seconds, ' s', places=1):>24}{spread(memory, ' MB'):>24}")


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
