"""Fields whose value is not a single attribute."""

from typing import Any

from rest_framework import serializers

from api.fields.values import ChoiceField
from api.serialization import Writer


class MethodField(serializers.SerializerMethodField):
    """The result of `get_<name>(obj)` of the serializer. Its return annotation documents the type."""

    def writer(self) -> Writer:
        serializer_class: Any = type(self.parent)
        name = str(self.method_name)
        return lambda value, obj, currency, context: getattr(context.serializer(serializer_class), name)(obj)


class StatusToday(ChoiceField):
    """The status of a document today, which depends on its payments and the date."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, source="*", **kwargs)

    def writer(self) -> Writer:
        return lambda value, obj, currency, context: obj.status_on(context.view.today)


class AllowedActions(serializers.Field):
    """The actions that the object's state and the caller's role allow now."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["read_only"] = True
        kwargs["source"] = "*"
        super().__init__(**kwargs)

    def writer(self) -> Writer:
        return lambda value, obj, currency, context: context.view.allowed_actions(obj)
