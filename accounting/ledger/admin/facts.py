"""Read-only pages of the books: posted facts can change only by operations."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from accounting.ledger.admin.pages import BooksAdmin
from accounting.ledger.admin.running import Operation
from foundation.staff_pages import ReadOnly


class FactAdmin(ReadOnly, BooksAdmin):
    """Show rows. `actions` are Operations, shown in the list and, if they apply, on the page of a row."""

    change_form_template = "accounting/admin/change_form.html"

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the operations that apply to this row."""
        row = self.get_object(request, object_id)
        operations: list[Operation] = []
        if row is not None and self.has_operate_permission(request):
            operations = [
                action for action in self.actions or () if isinstance(action, Operation) and action.applies(row)
            ]
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "operations": operations})


class FactInline(ReadOnly, admin.TabularInline):
    """The rows that belong to a fact, such as its lines."""

    extra = 0
    can_delete = False
    ordering: ClassVar[tuple[str, ...]] = ("position",)
    select_related: ClassVar[tuple[str, ...]] = ()

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related(*self.select_related)
