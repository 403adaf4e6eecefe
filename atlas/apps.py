import os
from pathlib import Path

from django.apps import AppConfig


class AtlasConfig(AppConfig):
    name = "atlas"
    label = "atlas"

    def ready(self) -> None:
        if directory := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):  # prometheus_client's own name for it
            Path(directory).mkdir(parents=True, exist_ok=True)
