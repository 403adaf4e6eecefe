from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "foundation"

    def ready(self) -> None:
        import foundation.searching  # noqa: F401 - registers the lookup `matches`
