"""What every page of the books has in common."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import DataError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from accounting.models import Company

MAX_COMPANIES_TO_CHOOSE = 40
NOBODY = UUID(int=0)


class CompanyFilter(admin.RelatedFieldListFilter):
    """The first companies by name. The others' books are linked from their own pages."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        companies = Company.objects.order_by("name", "id").values_list("id", "name")[:MAX_COMPANIES_TO_CHOOSE]
        return [(str(id), name) for id, name in companies]


class BooksAdmin(admin.ModelAdmin):
    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False

    class Media:
        css = {"all": ["accounting/admin.css"]}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list. An address that holds what is no date, id or text leads to the list without it.

        Django does so for most of them, but not for those that PostgreSQL or a field refuses later.
        """
        try:
            with transaction.atomic():
                return super().changelist_view(request, extra_context)
        except (DataError, ValidationError):
            return HttpResponseRedirect(f"{request.path}?e=1")


def list_of(noun: str, **filters: UUID) -> str:
    """Return the address of the list of a model of accounting, filtered, such as `company__id__exact=…`."""
    return (
        f"{reverse(f'admin:accounting_{noun}_changelist')}?{urlencode({name: str(id) for name, id in filters.items()})}"
    )


def known_id(text: str) -> str:
    """Return the text if it is a UUID, else one that no row has: Django's widgets fail on anything else."""
    try:
        return str(UUID(text))
    except ValueError:
        return str(NOBODY)
