"""Whether this web process is about to stop: `manage.py serve` tells its workers so before it closes the port."""

import signal
import threading

BEGIN_SIGNAL = signal.SIGUSR1

begun = threading.Event()


def listen() -> None:
    """Have BEGIN_SIGNAL set `begun`. For the main thread."""
    signal.signal(BEGIN_SIGNAL, lambda _number, _frame: begun.set())
