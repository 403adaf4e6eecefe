"""A client of the API for tests: exact numbers, short calls."""

import json
from decimal import Decimal
from typing import Any

from django.test import Client as DjangoClient

from api.rendering import dumps
from identity import tokens
from identity.models import User

BASE = "/api/v1"


class Answer:
    """An answer: `.status`, `.headers`, `.json` with exact numbers, and for errors `.code` and `.error_fields`."""

    def __init__(self, response: Any) -> None:
        self.status: int = response.status_code
        self.headers = response.headers
        self.content: bytes = response.getvalue()

    @property
    def json(self) -> Any:
        return json.loads(self.content, parse_float=Decimal)

    @property
    def code(self) -> str:
        return str(self.json["code"])

    @property
    def error_fields(self) -> list[str]:
        return [error["field"] for error in self.json["errors"]]

    def __repr__(self) -> str:
        return f"{self.status} {self.content[:1000].decode(errors='replace')}"


class Client:
    """Calls the API as `user`, or as nobody."""

    def __init__(self, user: User | None = None) -> None:
        self.user = user
        self.headers = {} if user is None else {"Authorization": f"Bearer {tokens.issue(user).access_token}"}
        self.django = DjangoClient()

    def get(self, path: str, headers: dict[str, str] | None = None, **query: Any) -> Answer:
        return self.request("GET", path, headers=headers, query=query)

    def post(self, path: str, body: Any = None, headers: dict[str, str] | None = None, **query: Any) -> Answer:
        return self.request("POST", path, body, headers=headers, query=query)

    def patch(self, path: str, body: Any, headers: dict[str, str] | None = None, **query: Any) -> Answer:
        return self.request("PATCH", path, body, headers=headers, query=query)

    def put(self, path: str, body: Any, headers: dict[str, str] | None = None, **query: Any) -> Answer:
        return self.request("PUT", path, body, headers=headers, query=query)

    def delete(self, path: str, headers: dict[str, str] | None = None, **query: Any) -> Answer:
        return self.request("DELETE", path, headers=headers, query=query)

    def request(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        headers: dict[str, str] | None = None,
        query: dict[str, Any] | None = None,
        content_type: str = "application/json",
    ) -> Answer:
        """Call `path` below /api/v1. `body`: bytes are sent as they are, anything else as JSON, None not at all."""
        content = body if isinstance(body, bytes) else b"" if body is None else dumps(body)
        response = self.django.generic(
            method,
            BASE + path,
            content,
            content_type if content else "application/octet-stream",
            headers={**self.headers, **(headers or {})},
            query_params={name: str(value) for name, value in (query or {}).items() if value is not None},
        )
        return Answer(response)
