"""Open items, and the allocations of a document on the document's own page."""

from typing import Any

from django.contrib import admin
from django.core.checks import CheckMessage
from django.db.models import Model
from django.forms.models import BaseModelFormSet, modelformset_factory
from django.http import HttpRequest

from accounting.ledger.admin import columns
from accounting.ledger.admin.facts import FactAdmin, FactInline
from accounting.ledger.admin.pages import DOCUMENTS, CompanyFilter, NounFilter
from accounting.open_items.models import Allocation, OpenItem
from accounting.open_items.settled import allocations_of
from foundation.staff_pages import LongListAdmin


class _AllocationsOf(BaseModelFormSet):
    """The allocations of a row with the id of an open item. There is no foreign key to the row, so this cannot be one
    of Django's inline formsets."""

    def __init__(
        self, data: Any = None, files: Any = None, instance: Any = None, queryset: Any = None, **kwargs: Any
    ) -> None:
        kwargs.pop("save_as_new", None)
        super().__init__(data, files, queryset=queryset & allocations_of(instance.pk), **kwargs)

    @classmethod
    def get_default_prefix(cls) -> str:
        return "allocations"


class _Checks(admin.checks.InlineModelAdminChecks):
    def _check_exclude_of_parent_model(self, obj: Any, parent_model: type[Model]) -> list[CheckMessage]:
        return []

    def _check_relation(self, obj: Any, parent_model: type[Model]) -> list[CheckMessage]:
        return []


class AllocationInline(FactInline):
    """The allocations of a document or payment. An allocation that was taken back has another, negative row."""

    model = Allocation
    checks_class = _Checks
    verbose_name_plural = "Allocations"
    ordering = ("date", "id")
    select_related = ("debit_item", "credit_item", "created_by")
    readonly_fields = fields = (
        "debit_item",
        "credit_item",
        columns.amount("amount", "Amount", currency="debit_item.currency_id"),
        "date",
        "created_by",
        "created_at",
    )

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> Any:
        return modelformset_factory(Allocation, formset=_AllocationsOf, fields=(), extra=0, max_num=0)


class KindFilter(NounFilter):
    title = parameter_name = "kind"
    nouns = DOCUMENTS


@admin.register(OpenItem)
class OpenItemAdmin(LongListAdmin, FactAdmin):
    list_display = (
        "__str__",
        "side",
        columns.amount("amount", "Amount"),
        columns.amount("open_amount", "Open"),
        "contact",
        columns.day("date", "Date"),
        columns.day("due_date", "Due"),
        "company",
    )
    list_filter = (KindFilter, "side", ("company", CompanyFilter))
    list_select_related = ("company", "contact")
    search_fields = ("=id", "company__name", "=number")
    unindexed = ("number",)
    search_help_text = "Id of the document, company, or number of a new document."
    inlines = (AllocationInline,)
    fieldsets = (
        (None, {"fields": ("company", ("kind", "number"), "contact", ("date", "due_date", "settled_on", "void_date"))}),
        (
            "Money",
            {
                "fields": (
                    ("account", "side", "currency"),
                    (columns.amount("amount", "Amount"), columns.amount("open_amount", "Open")),
                    tuple(
                        columns.amount(name, label, currency="company.base_currency_id")
                        for name, label in (("base_amount", "In base currency"), ("open_base_amount", "Open in base"))
                    ),
                )
            },
        ),
        ("Record", {"fields": ("id",)}),
    )
