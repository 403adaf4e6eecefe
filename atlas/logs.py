"""Configure the log: one line per request, one per task, and errors. In production it is JSON.

Every line has the time, the level, the logger and an `event`; within a request also `request_id` and, once they are
known, `organization_id` and `user_id`; within a task `task` and `task_id`. Of what a client sent, a line has the method
and a valid `X-Request-Id`: no bodies, other headers, query strings and paths (some contain the secret of a link). The
route is logged instead of the path.
Tracebacks contain neither the values of variables nor the rows that PostgreSQL quotes in its details.
"""

import logging
import re
from collections.abc import MutableMapping
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import orjson
import structlog
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from structlog.typing import Processor

current_request: ContextVar[HttpRequest | None] = ContextVar("current_request", default=None)
_requests = logging.getLogger("atlas.request")
POSTGRES_DETAILS = re.compile(
    r"^(?:DETAIL|CONTEXT):.*?(?:\n(?=\n(?:The above exception was|During handling of the above) )|\Z)",
    re.DOTALL | re.MULTILINE,
)
"""A row that PostgreSQL quotes, which may have several lines, up to the next exception of a traceback."""


def configuration(*, json: bool, level: str) -> dict[str, Any]:
    """Return the value of LOGGING, for both Django and granian. It needs no settings."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": _formatter, "json": json}},
        "filters": {"without_path": {"()": WithoutPath}, "faults": {"()": Faults}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_path"]}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"level": "INFO"},  # without Django's own handler, which would log all lines twice
            "django.request": {"filters": ["faults"]},  # the request's own line says what was refused
            "celery.worker.strategy": {"level": "WARNING"},  # two lines per nudge would hide the others
            "celery.app.trace": {"level": "WARNING"},
            "celery.beat": {"level": "WARNING"},  # a line every five seconds
            "_granian": {"level": "INFO"},
        },
    }


def configure(*, json: bool) -> None:
    """Make structlog's loggers, and warnings, write to the loggers of the standard library."""
    logging.captureWarnings(True)
    if json:  # no line says which code, process or thread wrote it, so nobody looks for that
        logging._srcfile = ""  # as the standard library's how-to says
        logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_ABOUT,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def log_request(request: HttpRequest, status: int, seconds: float) -> None:
    """Log the line of a request. It has all that the processors would find out, which takes them four times as long."""
    if _requests.isEnabledFor(logging.INFO):
        line = {
            "method": request.method,
            "route": route_of(request),
            "status": status,
            "duration_ms": round(seconds * 1000, 1),
            **ids_of(request),
            "event": "request",
            "request_id": getattr(request, "request_id", ""),
            "level": "info",
            "logger": _requests.name,
            "timestamp": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
        }
        _requests.info("request", extra={"whole": line})


def route_of(request: HttpRequest) -> str:
    """Return the pattern that matched a request's path, such as `/api/v1/invoices/<id:id>`, or "" if none did."""
    match = request.resolver_match
    return "" if match is None else f"/{match.route}"


def ids_of(request: HttpRequest) -> dict[str, str]:
    """Return `organization_id` and `user_id` if they are known already. It makes no query."""
    user: Any = request.__dict__.get("user")
    if isinstance(user, SimpleLazyObject):
        user = request.__dict__.get("_cached_user")  # Django keeps the user here once it was loaded
    names = {"organization_id": getattr(user, "organization_id", None), "user_id": getattr(user, "pk", None)}
    return {name: str(value) for name, value in names.items() if value is not None}


class WithoutPath(logging.Filter):
    """Replace the path by the route in Django's log lines about a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            record.args = tuple(route_of(request) if value == request.path else value for value in record.args)
        return True


class Faults(logging.Filter):
    """Log only records with a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno >= logging.ERROR and record.exc_info is not None


def _of_request(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    request = current_request.get()
    if request is not None:
        for name, value in {"request_id": getattr(request, "request_id", ""), **ids_of(request)}.items():
            event.setdefault(name, value)
    return event


def _without_details(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for name in ("event", "exception"):
        if isinstance(event.get(name), str):
            event[name] = POSTGRES_DETAILS.sub("", event[name]).rstrip("\n")
    return event


_ABOUT: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    _of_request,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def _as_json(event: Any, **_options: Any) -> str:
    return orjson.dumps(event, str).decode()


class Lines(structlog.stdlib.ProcessorFormatter):
    """Write the lines of the log. A record that has the `whole` line passes no processor but the last."""

    def __init__(self, *, last: Processor, **options: Any) -> None:
        super().__init__(**options)
        self.last: Any = last

    def format(self, record: logging.LogRecord) -> str:
        line = record.__dict__.get("whole")
        return super().format(record) if line is None else str(self.last(None, "info", {**line}))


def _formatter(*, json: bool) -> Lines:
    # As text, because structlog's own formats of an exception contain the values of variables.
    last: Processor = (
        structlog.processors.JSONRenderer(_as_json)
        if json
        else structlog.dev.ConsoleRenderer(
            colors=False, pad_event_to=0, exception_formatter=structlog.dev.plain_traceback
        )
    )
    return Lines(
        last=last,
        foreign_pre_chain=_ABOUT,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.StackInfoRenderer(),
            structlog.processors.format_exc_info,
            _without_details,
            last,
        ],
    )
