"""The OpenAPI document, and a page where its calls can be tried out, also offline."""

import functools
import gzip
import re
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.request import Request

from api import concurrency
from api.throttles import Uncounted
from api.views import PublicView

NEVER = re.compile(r"q=0(\.0*)?")
DOCS_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


@functools.cache
def document() -> bytes:
    """Return the document as JSON, with this server as its first one. It is made once per process."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    schema["servers"] = schema["servers"][::-1]
    return orjson.dumps(schema, exact_number, orjson.OPT_NON_STR_KEYS)


@functools.cache
def compressed() -> bytes:
    return gzip.compress(document(), mtime=0)


def accepts_gzip(header: str) -> bool:
    """Tell whether an `Accept-Encoding` names gzip, and not with the quality 0."""
    codings = [coding.partition(";") for coding in header.lower().split(",")]
    return any(name.strip() == "gzip" and not NEVER.fullmatch(quality.strip()) for name, _, quality in codings)


def exact_number(value: Any) -> orjson.Fragment:
    """Return an example's number as it was in the response, with its cents."""
    return orjson.Fragment(f"{value:f}")


class SchemaView(PublicView):
    throttle_classes: Any = (Uncounted,)

    @extend_schema(operation_id="schema", tags=["reference"], responses={200: OpenApiTypes.OBJECT})
    def get(self, request: Request) -> HttpResponseBase:
        """This document, as JSON."""
        is_compressed = accepts_gzip(request.headers.get("Accept-Encoding", ""))
        body = compressed() if is_compressed else document()
        headers = {"ETag": concurrency.etag(body), "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        if concurrency.is_unchanged(request, headers["ETag"]):
            return HttpResponse(status=304, headers=headers)
        if is_compressed:
            headers["Content-Encoding"] = "gzip"
        return HttpResponse(body, content_type="application/json", headers=headers)


class DocsView(PublicView):
    """The old address of the reference, which is one of the pages now."""

    throttle_classes: Any = (Uncounted,)

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponseBase:
        return HttpResponseRedirect("/docs/reference")


class TryView(SpectacularSwaggerSplitView):
    """Swagger, to try calls out. The reference for people is /docs. Everything it loads comes from this server."""

    http_method_names = ["get", "head"]
    authentication_classes: Any = ()
    permission_classes: Any = ()
    throttle_classes: Any = (Uncounted,)
    url_name = "schema"
    template_name = "api/docs.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        response.headers["Content-Security-Policy"] = DOCS_POLICY
        return response
