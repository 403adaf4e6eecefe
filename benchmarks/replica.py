"""What a replica for reports costs a write and a report (docs/decisions/0044).

    .venv/bin/python -m benchmarks.replica [--rounds 5] [--requests 40]

A standby on the same machine, made by pg_basebackup. Each round makes the same requests with and without the replica
set, in this process; the figures are medians in milliseconds. With it, a write asks for the position of the log, and a
report asks the primary who may read and the replica for the rest.
"""

import argparse
from typing import Any

from benchmarks.cost import BATCH, sender
from benchmarks.house import house, milliseconds, spread


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=40)
    given = parser.parse_args()
    with house():
        from django.db import connection, connections

        from foundation import replica
        from tests.standby import PORT, standby

        post, get = sender()
        post(5, BATCH)
        connection.ensure_connection()
        with standby(connection.connection.info, "atlas") as server:
            there = {**connections.settings["default"], "HOST": server.host, "PORT": str(PORT)}
            calls = {
                "POST /journal-entries": lambda: post(1, 0),
                "GET /reports/trial-balance": lambda: get("reports/trial-balance"),
                "GET /reports/general-ledger": lambda: get("reports/general-ledger"),
            }
            found: dict[tuple[str, bool], list[float]] = {}
            for _ in range(given.rounds):
                for is_set in (False, True):
                    if is_set:
                        connections.settings[replica.ALIAS] = there
                    for name, call in calls.items():
                        found.setdefault((name, is_set), []).append(milliseconds(call, given.requests))
                connections[replica.ALIAS].close()
                del connections.settings[replica.ALIAS]
            answered = outcomes()
    print(f"{'ms':30}{'without':>22}{'with a replica':>22}")
    for name in calls:
        print(f"{name:30}{spread(found[name, False], places=1):>22}{spread(found[name, True], places=1):>22}")
    print("who answered:", ", ".join(f"{name} {count:,.0f}" for name, count in answered.items()))


def outcomes() -> dict[str, Any]:
    from foundation import replica

    (metric,) = replica.READS.collect()
    return {s.labels["outcome"]: s.value for s in metric.samples if s.name.endswith("_total")}


if __name__ == "__main__":
    main()
