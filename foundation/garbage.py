"""Python's garbage collector."""

import functools
import gc

THRESHOLD = 50_000


@functools.cache
def spare_collector() -> None:
    """Run the collector less often, and not over what the program has loaded. Call it once all of that is there.

    A request for many rows makes thousands of objects, and each time the collector looked through all of the program's:
    it took two fifths of the time of a batch, and a sixth of that of the webhook engine.
    """
    gc.freeze()
    gc.set_threshold(THRESHOLD, *gc.get_threshold()[1:])
