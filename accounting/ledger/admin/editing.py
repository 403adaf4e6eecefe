"""Forms that save by operations, and show a refusal at its field."""

from typing import Any, ClassVar, cast

from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from accounting.ledger.admin.pages import BooksAdmin
from accounting.ledger.admin.running import hold, undisturbed
from foundation.refusals import Refusal
from identity.models import User


class OperationForm(forms.ModelForm):
    refusal: ClassVar[Refusal | None] = None
    """The refusal of the operation for the same input, if it refused."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refusal is not None:
            field = self.refusal.field.removesuffix("_id")
            self.add_error(field if field in self.fields else None, str(self.refusal))
        return cleaned


class OperationAdmin(BooksAdmin):
    """Add and change rows by calling `create` and `update`. Fields in `fixed` can be set only when a row is added."""

    form = OperationForm
    fixed: tuple[str, ...] = ("company",)

    def create(self, values: dict[str, Any], *, by: User) -> Model:
        """Call the operation that adds a row. Raises Refusal."""
        raise NotImplementedError

    def update(self, row: Any, changes: dict[str, Any], *, by: User) -> object:
        """Call the operation that changes a row. Raises Refusal."""
        raise NotImplementedError

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return [*super().get_readonly_fields(request, obj), *(self.fixed if obj else ())]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Save, or show the form again with the operation's refusal."""
        try:
            with undisturbed():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except Refusal as error:
            request.refusal = error  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        by = cast(User, request.user)
        hold([obj])
        if change:
            self.update(obj, {name: form.cleaned_data[name] for name in form.changed_data}, by=by)
        else:
            obj.pk = self.create(dict(form.cleaned_data), by=by).pk

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ArchivingAdmin(OperationAdmin):
    """Archive and restore rows too. A new row is active. The module `operations` has `update`, `archive`, `restore`."""

    operations: Any

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return [*super().get_readonly_fields(request, obj), *([] if obj else ["is_active"])]

    def update(self, row: Any, changes: dict[str, Any], *, by: User) -> None:
        is_active = changes.pop("is_active", None)
        if changes:
            self.operations.update(row, by=by, **self.arguments(row, changes))
        if is_active is not None:
            (self.operations.restore if is_active else self.operations.archive)(row, by=by)

    def arguments(self, row: Any, changes: dict[str, Any]) -> dict[str, Any]:
        """Return the changes as the arguments of the operation."""
        return changes


def with_ids(values: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return the values with these rows replaced by their ids, under the names of the operations' arguments."""
    return {
        f"{name}_id" if name in names else name: value.pk if name in names and value is not None else value
        for name, value in values.items()
    }
