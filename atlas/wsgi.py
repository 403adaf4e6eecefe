"""The WSGI application, which atlas/front.py calls."""

import os
from typing import Any

from django.conf import settings
from django.core.cache import close_caches
from django.core.handlers.base import reset_urlconf
from django.core.handlers.wsgi import WSGIRequest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, reset_queries
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "atlas.settings")


class Request(WSGIRequest):
    """A request. A `Content-Type` that Django cannot read is none: else no view would be asked, and it would be 500.

    Its query is UTF-8. Django would decode it by the charset of the body, also by `hex` and others that make no text.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:
            meta["CONTENT_TYPE"] = self.content_type = ""
            self.content_params = {}


application = get_wsgi_application()
application.request_class = Request

# Django calls these for each request, which takes a twentieth of a short one's time. Connections are looked at once, at
# its end; the next request sets the routes again; and we have no caches.
request_started.disconnect(close_old_connections)
request_finished.disconnect(close_caches)
request_finished.disconnect(reset_urlconf)
if not settings.DEBUG:
    request_started.disconnect(reset_queries)  # only DEBUG keeps the text of queries
