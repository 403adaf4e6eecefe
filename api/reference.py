"""The API's own reference: the OpenAPI document and a page that shows it, offline too."""

import functools
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.request import Request

from api import concurrency
from api.throttles import Uncounted
from api.views import PublicView

DOCS_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


@functools.cache
def document() -> bytes:
    """Return the document as JSON; made once a process."""
    return orjson.dumps(SchemaGenerator().get_schema(request=None, public=True), option=orjson.OPT_NON_STR_KEYS)


class SchemaView(PublicView):
    throttle_classes: Any = (Uncounted,)

    @extend_schema(operation_id="schema", tags=["reference"], responses={200: OpenApiTypes.OBJECT})
    def get(self, request: Request) -> HttpResponseBase:
        """This document, as JSON."""
        body = document()
        tag = concurrency.etag(body)
        if concurrency.is_unchanged(request, tag):
            return HttpResponse(status=304, headers={"ETag": tag})
        return HttpResponse(body, content_type="application/json", headers={"ETag": tag, "Cache-Control": "no-cache"})


class DocsView(SpectacularSwaggerSplitView):
    """The reference page. Everything it loads comes from this server."""

    authentication_classes: Any = ()
    permission_classes: Any = ()
    throttle_classes: Any = (Uncounted,)
    url_name = "schema"
    template_name = "api/docs.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        response.headers["Content-Security-Policy"] = DOCS_POLICY
        return response
