"""Put Atlas together: settings, routes, workers, and the development servers. No business rules are here."""

from atlas.celery import app as celery_app

__all__ = ["celery_app"]
