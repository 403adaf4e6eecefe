"""The WSGI application, served by granian (`manage.py serve`)."""

import os

from django.core.wsgi import get_wsgi_application

from atlas import draining

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "atlas.settings")

draining.listen()
application = get_wsgi_application()
