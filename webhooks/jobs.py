"""What is to be sent, and what came of it. Most processes need no more of sending, which loads an HTTP client."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Job:
    """A claimed delivery. Its secrets are still encrypted. The previous ones are empty unless they sign too."""

    delivery_id: UUID
    organization_id: UUID
    endpoint_id: UUID
    lease: UUID
    attempt: int
    step: int
    event_type: str
    sequence: int | None
    webhook_id: UUID
    body: bytes
    url: str
    encrypted_secret: str
    encrypted_previous_secrets: str
    header_secret: str
    proven: bool
    is_test: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one attempt. Without an answer `status_code` is None and `error` is a code of `_failure`."""

    started_at: datetime
    duration_ms: int
    request_headers: dict[str, str]
    status_code: int | None = None
    error: str = ""
    detail: str = ""
    retry_after: int | None = None
    answer: bytes = b""

    @property
    def succeeded(self) -> bool:
        return self.status_code is not None and 200 <= self.status_code < 300

    @property
    def gone(self) -> bool:
        return self.status_code == 410
