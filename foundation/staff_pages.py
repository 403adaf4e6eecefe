"""Common behaviour of all pages of the staff's admin."""

import logging
import unicodedata
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten, flatten_fieldsets, unquote
from django.contrib.admin.views.main import ERROR_FLAG, ChangeList
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.paginator import Paginator
from django.db import DataError, models, transaction
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.text import capfirst, smart_split, unescape_string_literal

from foundation import audit

logger = logging.getLogger(__name__)

MAX_HISTORY = 100
"""The most audit records on the history page of an object."""
MAX_SEARCH_LENGTH = 200
MAX_ROWS = 10_000
"""How many rows of a long list its pages show, and how many it has without a search or what leads to others."""
MAX_RELATED = 1_000
"""In the rows of how many companies, users and the like a search looks."""
COMPARISONS = {"exact", "in", "isnull", "isempty", "gt", "gte", "lt", "lte", "year", "month", "day"}
"""Comparisons that a URL may use to filter a list: those of the pages. Others, such as `regex`, can be slow."""
NOT_SHOWN = "A filter or search in the address was not understood. This is the list without it."
LARGE = (models.BinaryField, models.JSONField, models.TextField)
LEADS = "__id__exact"
"""How filters end that lead to rows by an index: those of the company, the contact, the account or the period."""
NEWEST = f"The list has the newest {MAX_ROWS:,} rows. Search, or choose a company, for the others."
LED = "The list is that of a company. Search for it, or choose it."
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


class FirstRows(Paginator):
    """Pages of the first MAX_ROWS rows, because to count millions takes seconds."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by().values("pk")[:MAX_ROWS].count())


class StaffList(ChangeList):
    """The list of a StaffAdmin."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        if not self.is_popup:
            self.title = capfirst(str(self.opts.verbose_name_plural))

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> models.QuerySet[Any]:
        """Leave out the columns that may be large, which hardly a list shows: 1,000 rows of an import have 200 kB."""
        found = super().get_queryset(request, exclude_parameters)
        large = [field.name for field in self.model._meta.fields if isinstance(field, LARGE)]
        return found.defer(*(name for name in large if name not in self.list_display))

    def get_results(self, request: HttpRequest) -> None:
        """Read the page. Without a search and filters it shows all there is, so it needs no link to all."""
        super().get_results(request)
        if not self.query and not self.has_active_filters:
            self.full_result_count = self.result_count


class LongList(StaffList):
    """The list of a LongListAdmin."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> models.QuerySet[Any]:
        pages: LongListAdmin = self.model_admin  # type: ignore[assignment]
        self.is_led = any(name.endswith(LEADS) for name in self.params)
        self.orders = indexed_orders(self.model) if "company__id__exact" in self.params else set()
        newest = models.Q() if self.is_led else pages.among_newest()
        if newest and not self.query:
            self.root_queryset = self.root_queryset.filter(newest)
        if newest:
            self.search_help_text = f"{self.search_help_text or ''} {NEWEST if pages.newest else LED}".strip()
        found = super().get_queryset(request, exclude_parameters)
        columns: Any = self.list_display
        self.sortable_by = [column for column in columns if self.get_ordering_field(column)]
        return found

    def get_ordering_field(self, field_name: Any) -> Any:
        """Return the field that a column is ordered by: any one of the newest rows, else one that an index has."""
        field = super().get_ordering_field(field_name)
        is_short = not self.is_led and not self.query and self.model_admin.newest  # type: ignore[attr-defined]
        return field if is_short or field in self.orders else None


def indexed_orders(model: type[models.Model]) -> set[str]:
    """Return the fields by which the rows of a company are sorted by an index."""
    indexes = [list(one.fields) for one in model._meta.indexes if one.condition is None]
    keys = [list(one.fields) for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)]
    named = {names[1] for names in indexes + keys if names[:1] == ["company"] and names[2:] in ([], ["id"])}
    return {name for name in named if not model._meta.get_field(name).is_relation}


class ReadOnly:
    """Pages and inlines that show rows and change none."""

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class StaffAdmin(admin.ModelAdmin):
    object_history_template = "foundation/object_history.html"

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"all": ["foundation/admin.css"]}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return StaffList

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave out what a row has only once it is there, such as its id."""
        found = super().get_fieldsets(request, obj)
        if obj is not None:
            return found
        fixed = self.get_readonly_fields(request)
        kept = [
            ([name for name in flatten(options["fields"]) if name not in fixed], title, options)
            for title, options in found
        ]
        return [(title, {**options, "fields": names}) for names, title, options in kept if names]

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


class LongListAdmin(StaffAdmin):
    """A list that can have millions of rows. It has the newest, which can be filtered and sorted by anything; or those
    that a search finds; or all of what the filter of an id leads to, such as a company, in an order that an index has.
    """

    paginator = FirstRows
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    newest = "id"
    """The field by whose index the newest rows are read. Without one the list has none until it is led to some."""
    ordering: ClassVar[tuple[str, ...]] = ("-id",)
    unindexed: tuple[str, ...] = ()
    """Search fields without an index: they are looked for in the newest rows."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return LongList

    def get_ordering(self, request: HttpRequest) -> Any:
        if "company__id__exact" not in request.GET and self.newest:
            return (f"-{self.newest}",)
        return super().get_ordering(request)

    def among_newest(self) -> models.Q:
        """Return the condition for the newest MAX_ROWS rows. Its bound is read first, for PostgreSQL to know it."""
        if not self.newest:
            return models.Q(pk__in=[])
        ids = self.model._default_manager.order_by(f"-{self.newest}").values_list(self.newest, flat=True)
        bound = ids[MAX_ROWS - 1 : MAX_ROWS].first()
        return models.Q(**{f"{self.newest}__gte": bound}) if bound else models.Q()

    def found(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Find each word by itself: joined, PostgreSQL would read all rows to learn which of them have one."""
        for word in smart_split(search_term):
            if word[0] in "\"'" and word[0] == word[-1]:
                word = unescape_string_literal(word)
            queryset = queryset.filter(self.holding(word))
        return queryset, False

    def holding(self, word: str) -> models.Q:
        """Return the condition for the rows that a word finds, by the search fields."""
        found = models.Q(pk__in=[])
        for name in self.search_fields:
            path = name.removeprefix("=")
            condition = self._related(path, word, exact=path != name) if LOOKUP_SEP in path else self._own(path, word)
            found |= condition & self.among_newest() if path in self.unindexed else condition
        return found

    def _own(self, name: str, word: str) -> models.Q:
        """Return the condition for rows with exactly this value in a column."""
        field: Any = self.model._meta.get_field(name)
        try:
            return models.Q(**{name: getattr(field, "output_field", field).to_python(word)})
        except ValidationError:
            return models.Q(pk__in=[])

    def _related(self, path: str, word: str, *, exact: bool) -> models.Q:
        """Return the condition for rows that refer to such with this text, which are looked for first."""
        name, _, rest = path.partition(LOOKUP_SEP)
        field: Any = self.model._meta.get_field(name)
        rows = field.related_model._default_manager.filter(**{f"{rest}__{'iexact' if exact else 'matches'}": word})
        return models.Q(**{f"{name}__in": list(rows.values_list("pk", flat=True)[:MAX_RELATED])})


def _composed(given: QueryDict) -> QueryDict:
    """Return what an address asks for in NFC, as all text is stored."""
    composed = given.copy()
    for name, values in given.lists():
        composed.setlist(name, [unicodedata.normalize("NFC", value) for value in values])
    return composed
