"""Common behaviour of all pages of the staff's admin."""

import logging
import unicodedata
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.admin.views.main import ERROR_FLAG
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import DataError, models, transaction
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse

from foundation import audit

logger = logging.getLogger(__name__)

MAX_HISTORY = 100
"""The most audit records on the history page of an object."""
MAX_SEARCH_LENGTH = 200
COMPARISONS = {"exact", "in", "isnull", "isempty", "gt", "gte", "lt", "lte", "year", "month", "day"}
"""Comparisons that a URL may use to filter a list: those of the pages. Others, such as `regex`, can be slow."""
NOT_SHOWN = "A filter or search in the address was not understood. This is the list without it."
NOT_UNDERSTOOD = (DataError, ValidationError, ValueError, OverflowError)
"""Errors of Django, a field or PostgreSQL for a value in the URL that is not a date, id, number or text."""


class KeyField(forms.ModelChoiceField):
    """A choice among rows that shows no choice if the value cannot be a key. Django's widgets fail on such a value.

    In a form that is sent, the value is refused as any key of a row that does not exist.
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
    object_history_template = "foundation/object_history.html"

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the object's audit records too, to users who may see the audit trail."""
        row = self.get_object(request, unquote(object_id))
        may_see = isinstance(request.user, PermissionsMixin) and request.user.has_perm("identity.view_auditrecord")
        records = audit.history(row)[:MAX_HISTORY] if row is not None and may_see else None
        return super().history_view(request, object_id, {**(extra_context or {}), "records": records})

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        """Search without case and accents, except in fields whose names begin with a sign, such as `=id`."""
        given = super().get_search_fields(request)
        return [name if name[0] in "=^@" else f"{name}__matches" for name in given]

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Search. Raises ValidationError for a text that is too long, because each word costs time for each row."""
        if len(search_term) > MAX_SEARCH_LENGTH:
            raise ValidationError(f"Search for at most {MAX_SEARCH_LENGTH} characters.")
        return self.found(request, queryset, unicodedata.normalize("NFC", search_term))

    def found(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Return the rows that match a search, and whether it may contain a row twice."""
        return super().get_search_results(request, queryset, search_term)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list. If the URL has a value that is not a date, id or text, redirect to the list without filters.

        Django does so for most values, but not for those that a field or PostgreSQL refuses later. Some are refused
        only when the page is rendered, so it is rendered here.
        """
        request.GET = _composed(request.GET)  # type: ignore[assignment]
        if ERROR_FLAG in request.GET:
            self.message_user(request, NOT_SHOWN, messages.WARNING)
        try:
            with transaction.atomic():
                response = super().changelist_view(request, extra_context)
                return response.render() if isinstance(response, TemplateResponse) else response
        except NOT_UNDERSTOOD as error:
            if not request.GET and not request.POST:
                raise
            logger.warning("A list of the admin failed on its URL or form: %s", error, exc_info=error)
            return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Allow only filters by fields that the page shows: a filter reveals as much as a column.

        Django allows all columns of the table and all comparisons, also of the keys of sessions and the answers of the
        API.
        """
        allowed = super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]
        names = lookup.split(LOOKUP_SEP)
        return allowed and (request is None or (names[0] in self._shown(request) and self._compares(names)))

    def _compares(self, names: list[str]) -> bool:
        """Return whether a filter is a path of fields, with at most one of COMPARISONS after it."""
        model: Any = self.model
        for position, name in enumerate(names):
            try:
                field = model._meta.pk if name == "pk" else model._meta.get_field(name)
            except (AttributeError, FieldDoesNotExist):
                return not position or (position == len(names) - 1 and name in COMPARISONS)
            model = field.related_model
        return True

    def _shown(self, request: HttpRequest) -> set[str]:
        """Return the first part of the names of all fields that the list and the page of a row show."""
        named = [
            *flatten_fieldsets(self.get_fieldsets(request, self.model())),
            *self.get_list_display(request),
            *(one[0] if isinstance(one, tuple) else one for one in self.get_list_filter(request)),
            self.date_hierarchy or "pk",
        ]
        names = {getattr(one, "parameter_name", one) for one in named}
        return {"id", "pk"} | {name.split(LOOKUP_SEP)[0] for name in names if isinstance(name, str)}

    def has_operate_permission(self, request: HttpRequest) -> bool:
        """Allow the operations on these rows to users with Django's permission to change the rows.

        Pages without a form have no other use for that permission: their `has_change_permission` is always False.
        """
        return admin.ModelAdmin.has_change_permission(self, request)

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, **{"form_class": KeyField, **kwargs})


def _composed(given: QueryDict) -> QueryDict:
    """Return what an address asks for in NFC, as all text is stored."""
    composed = given.copy()
    for name, values in given.lists():
        composed.setlist(name, [unicodedata.normalize("NFC", value) for value in values])
    return composed
