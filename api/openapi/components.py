"""What many operations of the OpenAPI document share: errors, headers, parameters, how to authenticate."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

ERRORS = {
    400: "The request is not readable: JSON, a query parameter, or no company named.",
    401: "No access token, or one that is invalid, expired or revoked.",
    403: "The caller's role does not allow this.",
    404: "There is no such object, or it is not the caller's.",
    409: "It exists already, or the state forbids it.",
    412: "`If-Match` differs: the object has changed since.",
    413: "The body is too large.",
    415: "The body is not `application/json`.",
    422: "The content is not valid; `errors` names the fields.",
    429: "Too many requests: wait as long as `Retry-After` says.",
    500: "A fault of ours. Quote the `request_id`.",
    503: "The books are busy. Nothing was changed; try again after `Retry-After` seconds.",
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
    "description": "The shape of every failure.",
    "required": ["detail", "status_code", "code", "errors", "request_id"],
    "properties": {
        "detail": {"type": "string", "description": "What went wrong, for a person."},
        "status_code": {"type": "integer", "description": "The HTTP status."},
        "code": {"type": "string", "description": "What went wrong, for a program: stable."},
        "errors": {
            "type": "array",
            "description": "The fields to blame, if any.",
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
            "description": "With 409 `duplicate`, where one is at fault: the id of the object that is there.",
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
    "X-RateLimit-Limit": {"description": "Requests a minute that the tier allows.", "schema": {"type": "integer"}},
    "X-RateLimit-Remaining": {"description": "Requests left in the rolling minute.", "schema": {"type": "integer"}},
    "X-RateLimit-Reset": {
        "description": "Unix second at which the oldest counted request leaves the window.",
        "schema": {"type": "integer"},
    },
    "X-Request-Id": {"description": "The id of this request in our logs.", "schema": {"type": "string"}},
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}},
    "WWW-Authenticate": {"description": "`Bearer`, with what is wrong about the token.", "schema": {"type": "string"}},
    "ETag": {"description": "The entity tag of this representation.", "schema": {"type": "string"}},
    "Location": {"description": "The address of what was created.", "schema": {"type": "string"}},
    "Idempotent-Replayed": {
        "description": "`true` if this is the stored answer to an earlier request with the same Idempotency-Key.",
        "schema": {"type": "string", "const": "true"},
    },
}
EVERYWHERE = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "X-Request-Id")

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[ -~]+$"},
    OpenApiParameter.HEADER,
    description="Any name for this request. Repeated within 7 days with the same body, it gets the same answer.",
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="An entity tag, not a weak one (`W/`): only if the object is still the one that was read.",
)
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match",
    str,
    OpenApiParameter.HEADER,
    description="An entity tag: 304 if the object is still the same.",
)
DRY_RUN = OpenApiParameter(
    "dry_run", bool, description="The same validation and the same answer, but nothing is kept.", default=False
)
COMPANY_ID = OpenApiParameter(
    "company_id", OpenApiTypes.UUID, description="The company. Optional if you have access to exactly one."
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
            "bearerFormat": "JWT",
            "description": "The `access_token` of `POST /auth/login`, good for one hour.",
        }
