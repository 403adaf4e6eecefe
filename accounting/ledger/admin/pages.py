"""Common behaviour of all pages of the books."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from accounting.ledger.models import Company
from accounting.ledger.search import found_by
from foundation.staff_pages import LongListAdmin, StaffAdmin

MAX_COMPANIES_TO_CHOOSE = 40
DOCUMENTS = ("invoice", "bill", "credit_note", "vendor_credit", "payment", "adjustment")
"""The kinds of what has an open item."""


class CompanyFilter(admin.RelatedFieldListFilter):
    """Filter by one of the first companies by name. The pages of the other companies link to their books."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        companies = Company.objects.order_by("name", "id").values_list("id", "name")[:MAX_COMPANIES_TO_CHOOSE]
        return [(str(id), name) for id, name in companies]


class NounFilter(admin.SimpleListFilter):
    """Filter a column by one of its `nouns`; `none` stands for no text. To read them from a long list would be slow."""

    nouns: tuple[str, ...] = ()

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(noun, noun.replace("_", " ").capitalize()) for noun in self.nouns]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in self.nouns:
            return queryset
        return queryset.filter(**{str(self.parameter_name): "" if self.value() == "none" else self.value()})


class BooksAdmin(StaffAdmin):
    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False


class IndexedAdmin(LongListAdmin):
    """Finds rows by the index of their texts and of their `contact`'s (the name of a foreign key), by company, or by
    what `search_fields` name with `=` before it. The other search fields say what the index holds."""

    contact = ""

    def holding(self, word: str) -> Q:
        return super().holding(word) | found_by(self.model._meta.model_name, None, word, contact=self.contact)

    def _own(self, name: str, word: str) -> Q:
        return super()._own(name, word) if f"={name}" in self.search_fields else Q(pk__in=[])

    def _related(self, path: str, word: str, *, exact: bool) -> Q:
        return Q(pk__in=[]) if path == f"{self.contact}__name" else super()._related(path, word, exact=exact)


def list_of(noun: str, **filters: UUID) -> str:
    """Return the address of the list of a model of accounting with filters such as `company__id__exact=…`."""
    return (
        f"{reverse(f'admin:accounting_{noun}_changelist')}?{urlencode({name: str(id) for name, id in filters.items()})}"
    )
