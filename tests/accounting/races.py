"""Run threads at the same moment, each in its own transaction."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from django.db import connection

from foundation import tenancy


def race(*runners: Callable[[], Any]) -> list[Any]:
    """Run all at once; return for each what it returned or the exception that it raised."""
    results: list[Any] = [None] * len(runners)
    start = threading.Barrier(len(runners))

    def run(position: int, runner: Callable[[], Any]) -> None:
        try:
            start.wait()
            with tenancy.everyone():
                results[position] = runner()
        except Exception as error:
            results[position] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(runners)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def beside(runner: Callable[[], Any], *, waiting: int = 1) -> "Future[Any]":
    """Run in a thread with its own transaction. Return when `waiting` sessions wait for a lock, or when it is done."""
    future: Future[Any] = Future()

    def run() -> None:
        [result] = race(runner)
        future.set_result(result)

    threading.Thread(target=run).start()
    blocked = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    with connection.cursor() as cursor:
        while not future.done() and cursor.execute(blocked).fetchone()[0] < waiting:
            time.sleep(0.02)
            cursor.execute("SELECT pg_stat_clear_snapshot()")
    return future
