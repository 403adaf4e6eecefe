"""Kill processes of Atlas by kill -9, with their whole session, at an exact point of their work.

The product's code has no part in this: `arm` replaces functions in the process to kill. The processes are started in
their own session (`start_new_session`), so that a Celery worker dies at once with its children and its beat.
"""

import os
import signal
from collections.abc import Callable
from itertools import count
from typing import Any

BEFORE_CLAIM = "before the claim"
AFTER_CLAIM = "after the claim"
BEFORE_SENDING = "before sending"
DURING_SENDING = "during sending"
AFTER_2XX = "after the 2xx"
DURING_WRITE = "during the write"
AFTER_WRITE = "after the write"
POINTS = (BEFORE_CLAIM, AFTER_CLAIM, BEFORE_SENDING, DURING_SENDING, AFTER_2XX, DURING_WRITE, AFTER_WRITE)
BEFORE_NUDGE = "between commit and nudge"

PER_DELIVERY = (BEFORE_SENDING, DURING_SENDING, AFTER_2XX)
"""The points that are passed once for each delivery; the others once for each batch."""


def arm(point: str, passage: int) -> None:
    """Kill this session when this process passes `point` for the `passage`-th time."""
    from aiohttp.client_proto import ResponseHandler

    from foundation import bell
    from webhooks import queue
    from webhooks.jobs import Outcome
    from webhooks.sending import Sender

    passages = count(1)

    def maybe_die(*_: Any) -> None:
        if next(passages) == passage:
            os.killpg(os.getsid(0), signal.SIGKILL)

    def before(owner: Any, name: str) -> None:
        original = getattr(owner, name)

        def replaced(*arguments: Any, **options: Any) -> Any:
            maybe_die()
            return original(*arguments, **options)

        setattr(owner, name, replaced)

    def after(owner: Any, name: str, counts: Callable[[Any], bool]) -> None:
        original = getattr(owner, name)

        def replaced(*arguments: Any, **options: Any) -> Any:
            answer = original(*arguments, **options)
            if counts(answer):
                maybe_die()
            return answer

        setattr(owner, name, replaced)

    def after_awaiting(owner: Any, name: str, counts: Callable[[Any], bool]) -> None:
        original = getattr(owner, name)

        async def replaced(*arguments: Any, **options: Any) -> Any:
            answer = await original(*arguments, **options)
            if counts(answer):
                maybe_die()
            return answer

        setattr(owner, name, replaced)

    def succeeded(outcome: Outcome) -> bool:
        return outcome.succeeded

    match point:
        case "before the claim":
            before(queue, "claim")
        case "after the claim":
            after(queue, "claim", bool)  # committed, and something was claimed
        case "before sending":
            before(Sender, "send")
        case "during sending":
            before(ResponseHandler, "data_received")  # the receiver has the request, we have not read its answer
        case "after the 2xx":
            after_awaiting(Sender, "send", succeeded)
        case "during the write":
            before(queue, "_standings")  # attempts and deliveries are written, endpoints not; nothing is committed
        case "after the write":
            after(queue, "finish", lambda nothing: True)  # committed
        case "between commit and nudge":
            before(bell.Bell, "ring")
        case _:
            raise ValueError(point)


def arm_from_environment() -> None:
    """Do what `ATLAS_KILL_AT` says: a point, `@` and the passage. Absent: nothing."""
    at = os.environ.get("ATLAS_KILL_AT")
    if at:
        point, _, passage = at.rpartition("@")
        arm(point, int(passage))
