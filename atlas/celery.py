"""The Celery application. Run workers by `celery -A atlas worker`, and beat by `celery -A atlas beat`."""

import os
from typing import Any

import structlog
from celery import Celery
from celery.signals import setup_logging
from django.dispatch import receiver
from django_structlog.celery.signals import bind_extra_task_metadata
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "atlas.settings")

app = Celery("atlas")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(DjangoStructLogInitStep)


@setup_logging.connect
def keep_logging(**_options: Any) -> None:
    """Keep the log as the settings configure it. Without a receiver, Celery would add lines in its own format."""


@receiver(bind_extra_task_metadata)
def name_task(task: Any, **_options: Any) -> None:
    structlog.contextvars.bind_contextvars(task=task.name)
