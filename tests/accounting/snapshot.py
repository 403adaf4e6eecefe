"""The rows that a refusal must not change."""

from django.apps import apps

from accounting.models import Company


def snapshot(company: Company) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of the company's books, by table."""
    return {
        model.__name__: sorted(model._default_manager.filter(company=company).values_list(), key=repr)
        for model in apps.get_app_config("accounting").get_models()
        if any(field.name == "company" for field in model._meta.fields)
    }
