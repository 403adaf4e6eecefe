import os
from pathlib import Path

from django.apps import AppConfig


class AtlasConfig(AppConfig):
    name = "atlas"
    label = "atlas"

    def ready(self) -> None:
        if directory := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):  # the name that prometheus_client uses
            Path(directory).mkdir(parents=True, exist_ok=True)
