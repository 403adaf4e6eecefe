#!/usr/bin/env python
"""Django's command line. `manage.py up` runs everything in development."""

import os
import signal
import sys

INTERRUPTED = 130
"""128 and the number of SIGINT, as shells have it."""


def main() -> None:
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from environs import EnvError

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "atlas.settings")
    try:
        execute_from_command_line(sys.argv)
    except (EnvError, ImproperlyConfigured) as error:
        sys.exit(f"Atlas is not configured: {error}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["up"]:
        os.environ.setdefault("DEBUG", "1")
        # Until it has handlers of its own. Not by KeyboardInterrupt, which Python's import now and then swallows.
        signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    main()
