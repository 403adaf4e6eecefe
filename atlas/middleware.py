"""The outermost middleware: each request gets an id, and each answer a line in the log and in the metrics."""

import re
import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from uuid_utils.compat import uuid7

from atlas import draining, metrics
from atlas.logs import current_request, ids_of, route_of

logger = structlog.get_logger("atlas.request")

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,128}")


class Observed:
    """Name a request, by its own `X-Request-Id` if that is usable, and say how it was answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        given = request.headers.get("X-Request-Id", "")
        request.request_id = given if REQUEST_ID.fullmatch(given) else str(uuid7())  # type: ignore[attr-defined]
        request.is_draining = draining.begun.is_set()  # type: ignore[attr-defined]  # asked by api/health.py
        token = current_request.set(request)
        try:
            response = self.get_response(request)
            response.headers["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
            if draining.begun.is_set():
                response.headers["Connection"] = "close"
            route, seconds = route_of(request), time.perf_counter() - began
            metrics.count_request(request.method or "", route, response.status_code, seconds)
            logger.info(
                "request",
                method=request.method,
                route=route,
                status=response.status_code,
                duration_ms=round(seconds * 1000, 1),
                **ids_of(request),
            )
        finally:
            current_request.reset(token)
        return response
