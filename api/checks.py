"""A system check of the API. `manage.py check`, `migrate`, `serve` and the tests run it."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from api.serialization import plan_for
from api.serializers import ModelSerializer, Serializer
from api.subclasses import subclasses


@register("api")
def every_field_has_a_writer(**kwargs: Any) -> list[CheckMessage]:
    """Compile every serializer, so that a field class without a writer stops the process at its start."""
    from api import urls  # noqa: F401  # imports all serializers

    errors: list[CheckMessage] = []
    serializer_class: Any
    for serializer_class in subclasses(Serializer):
        if issubclass(serializer_class, ModelSerializer) and not hasattr(serializer_class, "Meta"):
            continue  # a base class
        try:
            plan_for(serializer_class)
        except ImproperlyConfigured as error:
            errors.append(Error(str(error), obj=serializer_class, id="api.E001"))
    return errors
