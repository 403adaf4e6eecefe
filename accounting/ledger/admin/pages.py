"""Common behaviour of all pages of the books."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from accounting.ledger.models import Company
from foundation.staff_pages import StaffAdmin

MAX_COMPANIES_TO_CHOOSE = 40


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


def list_of(noun: str, **filters: UUID) -> str:
    """Return the address of the list of a model of accounting with filters such as `company__id__exact=…`."""
    return (
        f"{reverse(f'admin:accounting_{noun}_changelist')}?{urlencode({name: str(id) for name, id in filters.items()})}"
    )
