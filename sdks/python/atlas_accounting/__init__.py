"""Atlas: double-entry accounting for developers.

from atlas_accounting import Atlas

atlas = Atlas(api_key="atlas_sk_…")
for invoice in atlas.invoices.list(status=["sent", "overdue"]):
    print(invoice.invoice_number, invoice.amount_due)
"""

from atlas_accounting import webhooks
from atlas_accounting._client import AsyncAtlas, Atlas
from atlas_accounting._conversation import Exchange
from atlas_accounting._files import Download
from atlas_accounting._model import Model, ResponseInfo
from atlas_accounting._pages import AsyncPages, Page, Pages
from atlas_accounting._session import Tokens
from atlas_accounting._values import OMIT, Exact, Omit
from atlas_accounting._version import __version__
from atlas_accounting.errors import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    AtlasError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    FieldError,
    NotFoundError,
    PermissionDeniedError,
    PreconditionFailedError,
    RateLimitError,
    ServerError,
    ValidationError,
    WebhookVerificationError,
)

__all__ = [
    "OMIT",
    "APIConnectionError",
    "APIError",
    "APITimeoutError",
    "AsyncAtlas",
    "AsyncPages",
    "Atlas",
    "AtlasError",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "Download",
    "Exact",
    "Exchange",
    "FieldError",
    "Model",
    "NotFoundError",
    "Omit",
    "Page",
    "Pages",
    "PermissionDeniedError",
    "PreconditionFailedError",
    "RateLimitError",
    "ResponseInfo",
    "ServerError",
    "Tokens",
    "ValidationError",
    "WebhookVerificationError",
    "__version__",
    "webhooks",
]
