"""What every page of the staff's admin has in common, whatever it is sent."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import DataError, models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect


class KeyField(forms.ModelChoiceField):
    """A choice among rows that shows nothing as chosen for what cannot be a key: Django's widgets look it up and fail.

    Sent in, it is refused as any other key that is not there.
    """

    def prepare_value(self, value: Any) -> Any:
        return super().prepare_value(value if self._may_be_key(value) else None)

    def _may_be_key(self, value: Any) -> bool:
        if not isinstance(value, str) or self.queryset is None:
            return True
        try:
            self.validate_no_null_characters(value)
            self.queryset.model._meta.pk.to_python(value)
        except ValidationError:
            return False
        return True


class StaffAdmin(admin.ModelAdmin):
    def get_search_fields(self, request: HttpRequest) -> list[str]:
        """Search text without case and accents; names with a sign before them (`=id`) are compared as they stand."""
        given = super().get_search_fields(request)
        return [name if name[0] in "=^@" else f"{name}__matches" for name in given]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list. An address that holds what is no date, id or text leads to the list without it.

        Django does so for most of them, but not for those that PostgreSQL or a field refuses later.
        """
        try:
            with transaction.atomic():
                return super().changelist_view(request, extra_context)
        except (DataError, ValidationError):
            return HttpResponseRedirect(f"{request.path}?e=1")

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, **{"form_class": KeyField, **kwargs})
