from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "identity"

    def ready(self) -> None:
        import identity.searching  # noqa: F401 - registers the lookup `matches`
