"""The WSGI application, which atlas/front.py calls."""

import os

from django.conf import settings
from django.core.cache import close_caches
from django.core.handlers.base import reset_urlconf
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, reset_queries

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "atlas.settings")

application = get_wsgi_application()

# Django calls these for each request, which takes a twentieth of a short one's time. Connections are looked at once, at
# its end; the next request sets the routes again; and we have no caches.
request_started.disconnect(close_old_connections)
request_finished.disconnect(close_caches)
request_finished.disconnect(reset_urlconf)
if not settings.DEBUG:
    request_started.disconnect(reset_queries)  # only DEBUG keeps the text of queries
