"""Common behaviour of all pages of the books."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.text import smart_split, unescape_string_literal

from accounting.ledger.models import Company
from accounting.ledger.search import found_by
from foundation.staff_pages import StaffAdmin

MAX_COMPANIES_TO_CHOOSE = 40
MAX_COMPANIES_FOUND = 1_000
MAX_ROWS = 10_000
"""How many rows of a long list its pages show. A filter or a search leads to the others."""
OF_A_COMPANY = "company__id__exact"


class CompanyFilter(admin.RelatedFieldListFilter):
    """Filter by one of the first companies by name. The pages of the other companies link to their books."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        companies = Company.objects.order_by("name", "id").values_list("id", "name")[:MAX_COMPANIES_TO_CHOOSE]
        return [(str(id), name) for id, name in companies]


class BooksAdmin(StaffAdmin):
    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False

    class Media:
        css = {"all": ["accounting/admin.css"]}


class FirstRows(Paginator):
    """Pages of the first MAX_ROWS rows, because to count millions takes seconds."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by().values("pk")[:MAX_ROWS].count())


class LongListAdmin(BooksAdmin):
    """A list with millions of rows. Of all companies it is in the order of creation, which an index has, and without
    the choice of dates: the first and the last date, and the order by date, are those of a company's index."""

    paginator = FirstRows
    order_of_all: tuple[str, ...] = ("-id",)

    def get_ordering(self, request: HttpRequest) -> Any:
        return super().get_ordering(request) if OF_A_COMPANY in request.GET else self.order_of_all

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        found = super().get_changelist_instance(request)
        if OF_A_COMPANY not in request.GET:
            found.date_hierarchy = None
        return found


class IndexedAdmin(LongListAdmin):
    """Finds rows by the index of their texts and of their `contact`'s (the name of a foreign key), by company, or by
    what `search_fields` name with `=` before it. The other search fields say what the index holds."""

    contact = ""

    def found(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> tuple[QuerySet[Any], bool]:
        for word in smart_split(search_term):
            if word[0] in "\"'" and word[0] == word[-1]:
                word = unescape_string_literal(word)
            companies = Company.objects.filter(name__matches=word).values_list("pk", flat=True)[:MAX_COMPANIES_FOUND]
            found = found_by(self.model._meta.model_name, None, word, contact=self.contact) | Q(
                company__in=list(companies)
            )
            for name in self.search_fields:
                if name.startswith("="):
                    found |= self._exactly(name[1:], word)
            queryset = queryset.filter(found)
        return queryset, False

    def _exactly(self, name: str, word: str) -> Q:
        try:
            return Q(**{name: self.model._meta.get_field(name).to_python(word)})
        except ValidationError:
            return Q()


def list_of(noun: str, **filters: UUID) -> str:
    """Return the address of the list of a model of accounting with filters such as `company__id__exact=…`."""
    return (
        f"{reverse(f'admin:accounting_{noun}_changelist')}?{urlencode({name: str(id) for name, id in filters.items()})}"
    )
