"""Remember whether this web process is about to stop. `manage.py serve` signals it before it closes the port."""

import signal
import threading

BEGIN_SIGNAL = signal.SIGUSR1

begun = threading.Event()


def listen() -> None:
    """Set `begun` when BEGIN_SIGNAL arrives. Call it in the main thread."""
    signal.signal(BEGIN_SIGNAL, lambda _number, _frame: begun.set())
