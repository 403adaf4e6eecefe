"""Wires Atlas together: settings, doors, workers, and the servers of development. Decides nothing."""

from atlas.celery import app as celery_app

__all__ = ["celery_app"]
