"""Turn exceptions into failures, which all have the same form (docs/design/api.md, "Errors").

    {"detail": "…", "status_code": 422, "code": "…", "errors": [{"field": "lines[0].debit", "message": "…"}],
    "request_id": "…"}

`detail` is a sentence for people; `code` is stable, for programs; `errors` names the wrong fields, if any.

Only this module turns an exception into HTTP. A refusal of the domain gets the status of its branch
(`DOMAIN_STATUS`), an error of the API the `status_code` of its class (api/errors.py), and all others the failure of a
status (`PLAIN`). `catalogue` lists all of them.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import orjson
from django.conf import settings
from django.core.exceptions import BadRequest as DjangoBadRequest
from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, OperationalError
from django.db.models import ProtectedError, RestrictedError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException
from prometheus_client import Counter
from rest_framework import exceptions
from rest_framework.response import Response

from accounting.errors import InUse
from api.errors import RETRY_AFTER_SECONDS, ApiError, FieldError, InvalidBody, field_errors, sentence
from api.subclasses import subclasses
from foundation import refusals
from foundation.counting import uncounted_at_worst

logger = logging.getLogger("atlas.api")

DATABASE_FAILURES = Counter(
    "atlas_database_failures",
    "Requests answered with 503 because PostgreSQL was busy or away, by SQLSTATE.",
    ["sqlstate"],
)
MAX_ERRORS = 100
UNKNOWN_CODE = "error"
"""The code for a status that is not in `PLAIN`."""


@dataclass(frozen=True)
class Failure:
    """The content of the response to a failed request."""

    status_code: int
    code: str
    detail: str
    errors: list[FieldError] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    existing_id: str = ""

    def body(self, request_id: str) -> dict[str, Any]:
        existing = {"existing_id": self.existing_id} if self.existing_id else {}
        return {
            "detail": self.detail,
            "status_code": self.status_code,
            "code": self.code,
            "errors": [error.as_json() for error in self.errors[:MAX_ERRORS]],
            "request_id": request_id,
            **existing,
        }

    def within(self, operation: str, inside: str = "") -> "Failure":
        """Return the failure as that of a batch. `inside` is the path of its fields in the operation."""
        path = f"{operation}.{inside}." if inside else f"{operation}."
        errors = [FieldError(f"{path}{error.field}", error.message) for error in self.errors]
        detail = f"{operation}: {self.detail}"
        return replace(self, detail=detail, errors=errors or [FieldError(operation, self.detail)])

    def without(self, undone: Iterable[object]) -> "Failure":
        """Return the failure without the id of an object that is not kept either."""
        return replace(self, existing_id="") if self.existing_id in map(str, undone) else self

    def as_response(self, request: HttpRequest) -> HttpResponse:
        """Return the failure as a plain response, for errors outside REST framework."""
        body = orjson.dumps(self.body(getattr(request, "request_id", "")))
        return HttpResponse(body, status=self.status_code, content_type="application/json", headers=self.headers)


class Refused(Exception):
    """Raised to answer with a given failure."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.detail)
        self.failure = failure


INTERNAL_ERROR = Failure(
    500, "internal_error", "Something went wrong on our side. Quote the request_id if you ask us about it."
)
UNAVAILABLE = Failure(
    503,
    "unavailable",
    "The service is busy. Nothing was changed. Try again.",
    headers={"Retry-After": str(RETRY_AFTER_SECONDS)},
)
NO_HOST = Failure(400, "bad_request", "The request has no header Host.")
REQUEST_TIMEOUT = Failure(408, "request_timeout", "The body did not arrive in time. Nothing was changed. Try again.")
TOO_MANY_UNFINISHED = Failure(
    429,
    "too_many_unfinished",
    "Too many requests from your address are unfinished. Wait for their responses, and send each body without pauses.",
    headers={"Retry-After": str(RETRY_AFTER_SECONDS)},
)
TOO_MANY_AT_ONCE = Failure(
    429,
    "too_many_at_once",
    "Your organization has too many requests in progress. Nothing was changed. Wait for one to end, then try again.",
    headers={"Retry-After": str(RETRY_AFTER_SECONDS)},
)

PLAIN: dict[int, Failure] = {
    400: Failure(400, "bad_request", "The request is not valid."),
    401: Failure(401, "not_authenticated", "Sign in first: Authorization: Bearer <access token>."),
    403: Failure(403, "forbidden", "You are not allowed to do this."),
    404: Failure(404, "not_found", "There is nothing at this address."),
    405: Failure(405, "method_not_allowed", "This method is not allowed here."),
    408: REQUEST_TIMEOUT,
    413: Failure(413, "body_too_large", "The body is too large."),
    415: Failure(
        415, "unsupported_media_type", "Send JSON: Content-Type: application/json, in UTF-8 and not compressed."
    ),
    429: Failure(429, "rate_limited", "Too many requests. Wait as long as Retry-After says."),
    500: INTERNAL_ERROR,
    503: UNAVAILABLE,
}
"""The failure for each status, for REST framework's exceptions and Django's own responses."""

DOMAIN_STATUS: list[tuple[type[Exception], int]] = [
    (refusals.Invalid, 422),
    (refusals.Conflict, 409),
    (refusals.Forbidden, 403),
    (refusals.Unauthenticated, 401),
    (refusals.TooManyAttempts, 429),
    (refusals.Unavailable, 503),
]
"""The status of each branch of the tree of refusals."""

# Errors after which nothing was changed and the client can try again. The classes of SQLSTATE are: a lost connection; a
# deadlock or a transaction that was rolled back; no room on disk, in memory or for connections; a shutdown or a
# statement's time limit; a failing disk. The single ones are: a lock that was not available, a standby that refuses
# writes, and the time limits of transactions.
PASSING_CLASSES = ("08", "40", "53", "57", "58")
PASSING = {"55P03", "25006", "25P03", "25P04"}
UNIQUE_VIOLATION, FOREIGN_KEY_VIOLATION = "23505", "23503"


def catalogue() -> Iterator[tuple[int, str, str]]:
    """Yield the status, code and message of every failure that the API can answer with."""
    for failure in (*PLAIN.values(), TOO_MANY_AT_ONCE, TOO_MANY_UNFINISHED):
        yield failure.status_code, failure.code, failure.detail
    for refusal in subclasses(refusals.Refusal):
        yield _domain_status(refusal), refusal.code, refusal.message
    for kind in subclasses(ApiError):
        yield kind.status_code, kind.code, kind.message


def _domain_status(kind: type[Exception]) -> int:
    return next((status for branch, status in DOMAIN_STATUS if issubclass(kind, branch)), 0)


def _domain(error: refusals.Refusal) -> Failure | None:
    status_code = _domain_status(type(error))
    if not status_code:
        return None
    message = str(error)
    errors = [FieldError(error.field, message)] if error.field else []
    headers: dict[str, str] = {}
    if status_code == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="api"'
    if isinstance(error, refusals.TooManyAttempts | refusals.Unavailable):
        headers["Retry-After"] = str(error.retry_after)
    return Failure(status_code, error.code, message, errors, headers, error.existing_id)


def _database(error: DatabaseError | InterfaceError) -> Failure | None:
    """Return the failure for a broken constraint, by its name or else by its kind, and 503 for locks and timeouts.

    For an error of ours return None.
    """
    known = refusals.from_database(error) if isinstance(error, DatabaseError) else None
    if known is not None:
        return _domain(known)
    sqlstate = getattr(error.__cause__, "sqlstate", None) or ""
    if isinstance(error, IntegrityError):
        logger.warning("A constraint without a domain error was broken: %s", error)
        if sqlstate == UNIQUE_VIOLATION:
            return Failure(409, "duplicate", "This already exists.")
        if sqlstate == FOREIGN_KEY_VIOLATION:
            return Failure(
                409, "in_use", "An object that this refers to is missing, or another object still refers to this one."
            )
        return Failure(422, "invalid", "The content is not valid.")
    if isinstance(error, DataError):
        logger.warning("A value did not fit its column: %s", error)
        return Failure(422, "invalid", "A value is out of range.")
    if (
        sqlstate in PASSING
        or sqlstate.startswith(PASSING_CLASSES)
        or (isinstance(error, OperationalError | InterfaceError) and not sqlstate)
    ):
        return UNAVAILABLE
    return None


def _framework(error: exceptions.APIException) -> Failure:
    headers: dict[str, str] = {}
    challenge = getattr(error, "auth_header", None)
    if challenge:
        headers["WWW-Authenticate"] = challenge
    wait = getattr(error, "wait", None)
    if isinstance(error, exceptions.Throttled) and wait is not None:
        headers["Retry-After"] = str(max(1, -int(-wait // 1)))
    if isinstance(error, exceptions.ValidationError):
        faults = list(field_errors(error.detail)) or [FieldError("", InvalidBody.message)]
        named = [fault for fault in faults if fault.field]  # one without a field is only in `detail`
        return Failure(422, InvalidBody.code, sentence(faults), named)
    if isinstance(error, ApiError):
        return Failure(error.status_code, error.code, str(error.detail), error.errors, {**headers, **error.headers})
    plain = PLAIN.get(error.status_code, INTERNAL_ERROR)
    return Failure(error.status_code, plain.code, plain.detail, [], headers)


def failure_for(error: BaseException) -> Failure | None:
    """Return the failure for `error`, or None for an error of ours, which the boundary logs and turns into 500."""
    match error:
        case Refused():
            return error.failure
        case refusals.Refusal():
            return _domain(error)
        case exceptions.APIException():
            return _framework(error)
        case Http404():
            return PLAIN[404]
        case DjangoPermissionDenied():
            return PLAIN[403]
        case RequestDataTooBig():
            return PLAIN[413]
        case TooManyFieldsSent():
            most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
            return replace(PLAIN[400], detail=f"The address has more than {most:,} query parameters.")
        case DjangoBadRequest() | SuspiciousOperation() | RawPostDataException() | MultiPartParserError():
            return PLAIN[400]
        case ProtectedError() | RestrictedError():
            return Failure(409, InUse.code, InUse.message)
        case DatabaseError() | InterfaceError():
            return _database(error)
    return None


def count(error: BaseException, failure: Failure) -> None:
    """Log and count a request that is answered with 503 because of PostgreSQL.

    Call it for the answer only: a request that fails may be tried again, and the error of a part becomes the whole's.
    """
    cause = error.__cause__ if isinstance(error, Refused) else error
    if failure.code != UNAVAILABLE.code or not isinstance(cause, DatabaseError | InterfaceError):
        return
    with uncounted_at_worst():
        DATABASE_FAILURES.labels(getattr(cause.__cause__, "sqlstate", None) or "none").inc()
    logger.warning("The database is busy, full or away: %s", cause)


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """REST framework's EXCEPTION_HANDLER. None leaves an error of ours to `api.middleware.ApiBoundary`."""
    failure = failure_for(error)
    if failure is None:
        return None
    count(error, failure)
    request_id = getattr(context["request"]._request, "request_id", "")
    return Response(failure.body(request_id), status=failure.status_code, headers=failure.headers)
