"""Common parts of many operations in the OpenAPI document: errors, headers, parameters, authentication."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from accounting.ledger.text import HIDDEN

ERRORS = {
    400: "The request cannot be read: bad JSON, a wrong query parameter, or no company given.",
    401: "The access token is missing, invalid, expired or revoked.",
    403: "Your role does not allow this.",
    404: "There is no such object, or you have no access to it.",
    409: "It already exists, or its state does not allow this.",
    412: "The object has changed since the entity tag in `If-Match`.",
    413: "The body is too large.",
    415: "The body is not `application/json`.",
    422: "The content is not valid. `errors` names the fields.",
    429: "Too many requests. Wait as long as `Retry-After` says.",
    500: "An error on our side. Quote the `request_id` when you report it.",
    503: "The service is busy. Nothing was changed. Try again after `Retry-After` seconds.",
}

ERROR_NAMES = {
    400: "BadRequest",
    401: "Unauthenticated",
    403: "Forbidden",
    404: "NotFound",
    409: "Conflict",
    412: "PreconditionFailed",
    413: "BodyTooLarge",
    415: "UnsupportedMediaType",
    422: "Invalid",
    429: "RateLimited",
    500: "InternalError",
    503: "Unavailable",
}

ERROR_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "The body of every error response.",
    "required": ["detail", "status_code", "code", "errors", "request_id"],
    "properties": {
        "detail": {"type": "string", "description": "What went wrong, for a person."},
        "status_code": {"type": "integer", "description": "The HTTP status."},
        "code": {"type": "string", "description": "What went wrong, for a program. Codes never change."},
        "errors": {
            "type": "array",
            "description": "The fields that caused it, if any.",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {
                    "field": {"type": "string", "description": "A path such as `lines[0].unit_price`."},
                    "message": {"type": "string", "description": "What is wrong with it, for a person."},
                },
            },
        },
        "request_id": {"type": "string", "description": "The response's `X-Request-Id`."},
        "existing_id": {
            "type": "string",
            "format": "uuid",
            "description": "With 409 `duplicate`: the id of the object that already exists, if there is exactly one.",
        },
    },
    "examples": [
        {
            "detail": "amount: Amount must be greater than zero",
            "status_code": 422,
            "code": "invalid",
            "errors": [{"field": "amount", "message": "Amount must be greater than zero"}],
            "request_id": "0197a3f2-6f0a-7cc0-8d3b-2f9d5c1e7a44",
        }
    ],
}

HEADERS: dict[str, Any] = {
    "X-RateLimit-Limit": {
        "description": "How many requests your tier allows per minute.",
        "schema": {"type": "integer"},
    },
    "X-RateLimit-Remaining": {
        "description": "How many requests are left in the rolling minute.",
        "schema": {"type": "integer"},
    },
    "X-RateLimit-Reset": {
        "description": "The Unix time in seconds at which the oldest counted request leaves the window.",
        "schema": {"type": "integer"},
    },
    "X-Request-Id": {"description": "The id of this request in our logs.", "schema": {"type": "string"}},
    "Retry-After": {"description": "How many seconds to wait.", "schema": {"type": "integer"}},
    "WWW-Authenticate": {"description": "`Bearer`, and what is wrong with the token.", "schema": {"type": "string"}},
    "ETag": {"description": "The entity tag of the object as it is now.", "schema": {"type": "string"}},
    "Location": {"description": "The address of what was created.", "schema": {"type": "string"}},
    "Atlas-Position": {
        "description": "After a write, if a replica answers reports: send this with later requests, and reports "
        "show what was written.",
        "schema": {"type": "string"},
    },
    "Idempotent-Replayed": {
        "description": "`true` if this is the stored response to an earlier request with the same Idempotency-Key.",
        "schema": {"type": "string", "const": "true"},
    },
}
EVERYWHERE = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "X-Request-Id")

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[ -~]+$"},
    OpenApiParameter.HEADER,
    description="A name of your choice for this request. If you repeat it within 7 days, you get the same response.",
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="An entity tag (a strong one, without `W/`). If the object has changed since, the response is 412.",
)
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match",
    str,
    OpenApiParameter.HEADER,
    description="An entity tag. If the object has not changed since, the response is 304.",
)
ONLY_IF_NONE = OpenApiParameter(
    "If-None-Match",
    {"type": "string", "const": "*"},
    OpenApiParameter.HEADER,
    description="`*`: only create it. If it exists, the response is 412.",
)
POSITION = OpenApiParameter(
    "Atlas-Position",
    str,
    OpenApiParameter.HEADER,
    description="The header of that name in the response to a write, whose effect the response must show.",
)
DRY_RUN = OpenApiParameter(
    "dry_run", bool, description="Validate and respond as usual, but save nothing.", default=False
)
COMPANY_ID = OpenApiParameter(
    "company_id", OpenApiTypes.UUID, description="The company. Optional if you have access to exactly one."
)

EXTERNAL_ID = OpenApiParameter(
    "external_id",
    {"type": "string", "maxLength": 100, "pattern": rf"^[^{HIDDEN}]*[^\s{HIDDEN}][^{HIDDEN}]*$"},
    OpenApiParameter.PATH,
    description="Your own id for it. Encode characters such as `?`, `#` and spaces as in any address.",
)


def header_references(names: list[str]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = "api.authentication.BearerAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "The `access_token` from `POST /auth/login`, which is valid for one hour, or the secret of "
            "an API key (`atlas_sk_…`).",
        }
