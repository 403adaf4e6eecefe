"""Jobs without rows in the database, to send them directly."""

from typing import Any

from uuid_utils.compat import uuid7

from webhooks import encryption
from webhooks.jobs import Job

SECRET = "0123456789abcdef0123456789abcdef"


def job(url: str, body: bytes = b"{}", **fields: Any) -> Job:
    defaults: dict[str, Any] = {
        "delivery_id": uuid7(),
        "organization_id": uuid7(),
        "endpoint_id": uuid7(),
        "lease": uuid7(),
        "attempt": 1,
        "step": 1,
        "event_type": "invoice.paid",
        "sequence": 1042,
        "webhook_id": uuid7(),
        "encrypted_secret": encryption.encrypt(SECRET),
        "encrypted_previous_secrets": "",
        "header_secret": "current",
        "proven": True,
        "is_test": False,
    }
    return Job(url=url, body=body, **(defaults | fields))
