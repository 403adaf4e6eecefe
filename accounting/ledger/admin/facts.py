"""Read-only pages of the books: posted facts can change only by operations."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from accounting.ledger.admin.pages import BooksAdmin
from accounting.ledger.admin.running import Operation


class FactAdmin(BooksAdmin):
    """Show rows. `actions` are Operations, shown in the list and, if they apply, on the page of a row."""

    change_form_template = "accounting/admin/change_form.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

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


class FactInline(admin.TabularInline):
    """The rows that belong to a fact, such as its lines."""

    extra = 0
    can_delete = False
    ordering: ClassVar[tuple[str, ...]] = ("position",)
    select_related: ClassVar[tuple[str, ...]] = ()

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related(*self.select_related)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
