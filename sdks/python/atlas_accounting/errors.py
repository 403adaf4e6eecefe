"""The errors. All are an `AtlasError`; a refusal of the API is an `APIError` with its code."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MAX_TEXT = 500


class AtlasError(Exception):
    """The base of all errors of this library."""


class APIConnectionError(AtlasError):
    """There was no response: Atlas could not be reached, or the connection broke."""


class APITimeoutError(APIConnectionError):
    """There was no response in time."""


class WebhookVerificationError(AtlasError):
    """A delivery is not from Atlas, or is too old."""


@dataclass(frozen=True)
class FieldError:
    """The error of one field. `field` is a path such as `lines[0].unit_price`."""

    field: str
    message: str


class APIError(AtlasError):
    """Atlas answered with an error.

    `code` is for programs and never changes (docs/errors.md); it is empty if something in between answered. `body` is
    the whole JSON body.
    """

    def __init__(self, status_code: int, body: Mapping[str, Any], headers: Mapping[str, str]) -> None:
        self.status_code = status_code
        self.body = body
        self.headers = headers
        self.detail = str(body.get("detail") or f"HTTP status {status_code}")
        self.code = str(body.get("code") or "")
        self.errors = [
            FieldError(str(each.get("field", "")), str(each.get("message", "")))
            for each in body.get("errors") or ()
            if isinstance(each, Mapping)
        ]
        self.request_id: str | None = body.get("request_id") or headers.get("x-request-id")
        super().__init__(status_code, self.code, self.detail)

    def __str__(self) -> str:
        told = [self.detail[:MAX_TEXT], f"({self.status_code}" + (f" {self.code})" if self.code else ")")]
        if self.request_id:
            told.append(f"[request {self.request_id}]")
        return " ".join(told)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.status_code, dict(self.body), dict(self.headers))


class BadRequestError(APIError):
    """400: the request cannot be read, or a query parameter is wrong."""


class AuthenticationError(APIError):
    """401: the credentials are wrong, expired or revoked. With `otp_required`, give `otp`."""


class PermissionDeniedError(APIError):
    """403: the role or the key's scopes do not allow this."""


class NotFoundError(APIError):
    """404: there is no such object, or it is not yours."""


class ConflictError(APIError):
    """409: it exists already (`existing_id` says where), or its state does not allow this."""

    @property
    def existing_id(self) -> str | None:
        found: str | None = self.body.get("existing_id")
        return found


class PreconditionFailedError(APIError):
    """412: the object has changed since the entity tag in `if_match`."""


class ValidationError(APIError):
    """422: `errors` says which fields are wrong."""


class RateLimitError(APIError):
    """429: too many requests. `retry_after` is in seconds, if the response says it."""

    @property
    def retry_after(self) -> float | None:
        from atlas_accounting._retries import seconds_to_wait

        return seconds_to_wait(self.headers)


class ServerError(APIError):
    """500 and above: Atlas failed, or is unavailable at the moment."""


BY_STATUS: dict[int, type[APIError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    412: PreconditionFailedError,
    422: ValidationError,
    429: RateLimitError,
}


def error_for(status_code: int, body: Mapping[str, Any], headers: Mapping[str, str]) -> APIError:
    """Return the error for a response."""
    kind = BY_STATUS.get(status_code, ServerError if status_code >= 500 else APIError)
    return kind(status_code, body, headers)
