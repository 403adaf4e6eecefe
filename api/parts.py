"""The request for one operation of a batch (api/resources/batch.py)."""

from typing import Any

from django.http import HttpRequest, QueryDict
from rest_framework.request import Request

from identity.models import ApiKey


class Part(HttpRequest):
    """Asks for the caller of the whole, with a body that is parsed already.

    The transaction, the rate limit and the answer to a failure are those of the whole batch.
    """

    def __init__(
        self, whole: Request, *, method: str, path: str, data: dict[str, Any], company_id: str | None, if_match: str
    ) -> None:
        super().__init__()
        self.method = method
        self.path = self.path_info = path
        self.data = data
        self.META = {"HTTP_AUTHORIZATION": whole.META["HTTP_AUTHORIZATION"]}
        self.key_holder: Any = (whole.user, whole.auth) if isinstance(whole.auth, ApiKey) else None
        if if_match:
            self.META["HTTP_IF_MATCH"] = if_match
        if company_id is not None:
            self.META["QUERY_STRING"] = f"company_id={company_id}"
            self.GET = QueryDict(self.META["QUERY_STRING"])
