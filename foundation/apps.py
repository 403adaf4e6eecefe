from django.apps import AppConfig, apps


class FoundationConfig(AppConfig):
    name = "foundation"

    def ready(self) -> None:
        import foundation.searching  # noqa: F401 - registers the lookup `matches`
        from foundation.company_joins import name_the_company

        name_the_company(apps.get_models())
