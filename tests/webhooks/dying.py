"""Run an engine that will be killed, in a process forked from one with everything loaded (multiprocessing's
forkserver)."""

import os

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402

from tests.webhooks import killing  # noqa: E402
from webhooks import engine  # noqa: E402


def drain(database: str, point: str) -> None:
    """Run an engine on the database of that name until it first passes `point`, or nothing is due."""
    os.setsid()
    settings.DATABASES["default"]["NAME"] = connections["default"].settings_dict["NAME"] = database
    killing.arm(point, passage=1)
    engine.drain(seconds=20)
