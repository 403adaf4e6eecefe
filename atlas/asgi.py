"""The ASGI application, for servers that need one. Atlas's own commands serve WSGI."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "atlas.settings")

application = get_asgi_application()
