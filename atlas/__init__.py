"""Wires Atlas together: settings, routes, workers, and the development servers. It decides nothing."""

from atlas.celery import app as celery_app

__all__ = ["celery_app"]
