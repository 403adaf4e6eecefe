"""`manage.py serve`: the web server, granian, with our log in place of its own, which would write paths."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from granian import Granian
from granian.constants import Interfaces

FINISH_SECONDS = 35
"""More than the longest statement may take (`statement_timeout`)."""


class Command(BaseCommand):
    help = "Serve Atlas over HTTP: WEB_HOST, PORT, WEB_WORKERS, WEB_THREADS are in docs/deploying.md."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        Granian(
            "atlas.wsgi:application",
            address=settings.WEB_HOST,
            port=settings.PORT,
            interface=Interfaces.WSGI,
            websockets=False,
            workers=settings.WEB_WORKERS,
            blocking_threads=settings.WEB_THREADS,
            workers_kill_timeout=FINISH_SECONDS,
            log_dictconfig=settings.LOGGING,
            working_dir=settings.BASE_DIR,
        ).serve()
