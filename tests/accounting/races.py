"""Two or more threads doing something at the same moment, each in a transaction of its own."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from identity import tenancy


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
