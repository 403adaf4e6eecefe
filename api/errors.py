"""The refusals of the API itself; those of the domain are in accounting/errors.py and identity/errors.py.

api/failures.py has their HTTP statuses, and handles the errors of Django and PostgreSQL.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from rest_framework import exceptions

RETRY_AFTER_SECONDS = 1


@dataclass(frozen=True)
class FieldError:
    """An error in the input. `field` is a path such as `lines[0].unit_price`, never empty."""

    field: str
    message: str

    def as_json(self) -> dict[str, str]:
        return {"field": self.field, "message": self.message}


def sentence(errors: list[FieldError]) -> str:
    """Return the first error with its field, and how many more there are."""
    first = f"{errors[0].field}: {errors[0].message}" if errors[0].field else errors[0].message
    return first if len(errors) == 1 else f"{first} (and {len(errors) - 1} more)"


def no_such(thing: str, known: list[str]) -> str:
    """Return the message for a name that is not one of the `known`."""
    return f"There is no such {thing}. There are: {', '.join(known)}." if known else f"There is no such {thing}."


class ApiError(exceptions.APIException):
    """A refusal by the API itself. The refusals of the domain are in the packages below.

    Give `message` with its `field`, or `errors`. The message of a class is a sentence that needs no field before it.

    ApiError
    ├── BadRequest 400 ── InvalidJSON, BadCursor, CompanyRequired
    ├── TokenRefused 401 (api/authentication.py)
    ├── KeyNotAllowed 403, ScopeMissing 403
    ├── NotFound 404
    ├── IdempotencyKeyInUse 409
    ├── PreconditionFailed 412
    ├── BodyTooLarge 413
    └── InvalidBody 422, InvalidReference 422, IdempotencyKeyReused 422
    """

    status_code: int = 500
    code: ClassVar[str] = "error"
    message: ClassVar[str] = "Something went wrong."

    headers: ClassVar[dict[str, str]] = {}

    def __init__(self, message: str = "", *, field: str = "", errors: list[FieldError] | None = None) -> None:
        given = errors or ([FieldError(field, message)] if field and message else [])
        super().__init__(sentence(given) if given else message or self.message, self.code)
        self.errors = given or ([FieldError(field, self.message)] if field else [])


class BadRequest(ApiError):
    status_code = 400
    code = "bad_request"
    message = "The request is not valid."


class InvalidJSON(BadRequest):
    code = "invalid_json"
    message = "The body is not JSON."


class BadCursor(BadRequest):
    code = "bad_cursor"
    message = "The cursor is not valid for this list. Start again without it."


class CompanyRequired(BadRequest):
    code = "company_required"
    message = "Say which company you mean: company_id in the query, or /companies/{company_id}/ in the path."


class KeyNotAllowed(ApiError):
    status_code = 403
    code = "key_not_allowed"
    message = "API keys cannot do this. Sign in as a person."


class ScopeMissing(ApiError):
    """The key may not do this; the response names the scope that it lacks (RFC 6750 §3.1)."""

    status_code = 403
    code = "scope_missing"
    message = "The API key lacks a scope."

    def __init__(self, scope: str) -> None:
        super().__init__(f"The API key lacks the scope {scope}.")
        challenge = f'Bearer realm="api", error="insufficient_scope", scope="{scope}"'
        self.headers = {"WWW-Authenticate": challenge}  # type: ignore[misc]  # a constant of every other error


class NotFound(ApiError):
    status_code = 404
    code = "not_found"
    message = "There is no such object."


class IdempotencyKeyInUse(ApiError):
    status_code = 409
    code = "idempotency_key_in_use"
    message = "A request with this Idempotency-Key is still running."
    headers: ClassVar[dict[str, str]] = {"Retry-After": str(RETRY_AFTER_SECONDS)}


class PreconditionFailed(ApiError):
    status_code = 412
    code = "precondition_failed"
    message = "The object has changed since you read it (If-Match differs)."


class BodyTooLarge(ApiError):
    status_code = 413
    code = "body_too_large"
    message = "The body is too large."


class InvalidBody(ApiError):
    status_code = 422
    code = "invalid"
    message = "The body is not valid."


class InvalidReference(ApiError):
    status_code = 422
    code = "invalid_reference"
    message = "This reference does not lead to a value in an earlier response of the batch."


class IdempotencyKeyReused(ApiError):
    status_code = 422
    code = "idempotency_key_reused"
    message = "This Idempotency-Key was already used for a different request."


def field_errors(detail: Any, path: str = "") -> Iterator[FieldError]:
    """Flatten REST framework's nested details into paths. An error without a field keeps its parent's path."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            if name == "non_field_errors":
                yield from field_errors(inner, path)
            elif isinstance(name, int):  # REST framework's sparse errors of a list
                yield from field_errors(inner, f"{path}[{name}]")
            else:
                yield from field_errors(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            nested = isinstance(inner, (Mapping, list))
            yield from field_errors(inner, f"{path}[{index}]" if nested else path)
    elif detail:
        yield FieldError(path, str(detail))
