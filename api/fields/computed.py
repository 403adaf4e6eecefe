"""Fields whose value is not a single attribute."""

from typing import Any

from rest_framework import serializers

from api.fields.values import ChoiceField
from api.serialization import Writer


class MethodField(serializers.SerializerMethodField):
    """Calls `get_<name>(obj)` of the serializer; its return annotation documents the type."""

    def writer(self) -> Writer:
        serializer_class: Any = type(self.parent)
        name = str(self.method_name)
        return lambda value, obj, currency, context: getattr(context.serializer(serializer_class), name)(obj)


class StatusToday(ChoiceField):
    """The status that a document is shown with, which follows from what is paid and from today's date."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, source="*", **kwargs)

    def writer(self) -> Writer:
        return lambda value, obj, currency, context: obj.status_on(context.view.today)


class AllowedActions(serializers.Field):
    """What the caller may do with this object now, by its state and their role."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["read_only"] = True
        kwargs["source"] = "*"
        super().__init__(**kwargs)

    def writer(self) -> Writer:
        return lambda value, obj, currency, context: context.view.allowed_actions(obj)
