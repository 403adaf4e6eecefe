"""Tax rates."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from accounting.ledger.admin.editing import ArchivingAdmin, with_ids
from accounting.ledger.admin.facts import FactAdmin
from accounting.ledger.admin.pages import CompanyFilter
from accounting.ledger.admin.running import Operation
from accounting.taxes import returns, tax_rates
from accounting.taxes.components import MAX_COMPONENTS
from accounting.taxes.models import TaxComponent, TaxRate, TaxReturn
from foundation.models import MAX_NAME_LENGTH
from identity.models import User


class TaxComponentForm(forms.ModelForm):
    name = forms.CharField(
        max_length=MAX_NAME_LENGTH, required=False, help_text="Leave it empty for the name of the rate."
    )


class TaxComponentInline(admin.TabularInline):
    """The components. They are saved with their rate, by its operations."""

    model = TaxComponent
    form = TaxComponentForm
    fields = ("name", "percent", "compound", "recoverable_percent", "account")
    autocomplete_fields = ("account",)
    ordering = ("position",)
    extra = 0
    max_num = MAX_COMPONENTS

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("account")

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm(f"accounting.{'change' if obj else 'add'}_taxrate")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("accounting.change_taxrate")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("accounting.change_taxrate")


@admin.register(TaxRate)
class TaxRateAdmin(ArchivingAdmin):
    operations = tax_rates
    list_display = ("name", "code", "percent", "is_inclusive", "category", "treatment", "company", "is_active")
    list_filter = ("is_active", "is_inclusive", "category", "treatment", ("company", CompanyFilter))
    list_select_related = ("company",)
    search_fields = ("name", "code", "company__name", "=id")
    ordering = ("company__name", "name", "id")
    autocomplete_fields = ("company", "sales_account", "purchase_account")
    readonly_fields = ("id", "created_at", "updated_at")
    inlines = (TaxComponentInline,)
    fieldsets = (
        (None, {"fields": ("company", "name", "code", "percent", "is_inclusive", "is_active")}),
        ("Treatment", {"fields": (("category", "treatment"), ("valid_from", "valid_to"))}),
        (
            "Boxes of the tax return",
            {"fields": (("box_sales_net", "box_sales_tax"), ("box_purchase_net", "box_purchase_tax"))},
        ),
        ("Accounts of its own", {"fields": ("sales_account", "purchase_account")}),
        ("Record", {"fields": ("id", "created_at", "updated_at")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        several = isinstance(obj, TaxRate) and len(obj.ordered_components()) > 1
        return [*super().get_readonly_fields(request, obj), *(["percent"] if several else [])]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Leave category and treatment to their defaults if nobody chooses them, and the percentage to components."""
        form = super().get_form(request, obj, change, **kwargs)
        for name in form.base_fields.keys() & {"category", "percent", "treatment"}:
            form.base_fields[name].required = False
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save nothing yet: the operation takes the rate with its components."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        for formset in formsets:
            if formset.has_changed():
                form.cleaned_data["components"] = _components(formset)
                form.changed_data.append("components")
            formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        super().save_model(request, form.instance, form, change)

    def create(self, values: dict[str, Any], *, by: User) -> TaxRate:
        values = {name: value for name, value in values.items() if value or name not in ("category", "treatment")}
        given = _with_boxes({}, with_ids(values, "sales_account", "purchase_account"))
        return tax_rates.create(**given, by=by)

    def arguments(self, row: TaxRate, changes: dict[str, Any]) -> dict[str, Any]:
        return _with_boxes(row.boxes._asdict(), with_ids(changes, "sales_account", "purchase_account"))


@admin.register(TaxReturn)
class TaxReturnAdmin(FactAdmin):
    list_display = ("title", "company", "basis", "status", "filed_at", "filed_by")
    list_filter = ("status", ("company", CompanyFilter))
    list_select_related = ("company", "filed_by")
    search_fields = ("company__name", "=id")
    ordering = ("-start_date", "company__name", "id")
    date_hierarchy = "start_date"
    fieldsets = (
        (None, {"fields": ("company", ("start_date", "end_date"), "basis", "status")}),
        ("Filing", {"fields": (("filed_at", "filed_by"), "filed_figures")}),
        ("Record", {"fields": (("created_at", "updated_at"), "created_by", "id")}),
    )
    actions = (
        Operation(
            returns.file,
            label="File",
            done="filed",
            applies=lambda row: "file" in returns.possible_actions(row),
            order="start_date",
        ),
    )

    @admin.display(description="tax return", ordering="start_date")
    def title(self, row: TaxReturn) -> str:
        return str(row)


def _components(formset: Any) -> list[dict[str, Any]]:
    """Return the rows of the form that are not deleted, as the operations take them."""
    rows = [*formset.initial_forms, *(form for form in formset.extra_forms if form.has_changed())]
    names = TaxComponentInline.fields
    return [
        with_ids({name: form.cleaned_data[name] for name in names}, "account")
        for form in rows
        if form not in formset.deleted_forms
    ]


def _with_boxes(boxes: dict[str, str], values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of the form with the boxes as one, over those that there are."""
    changed = {name.removeprefix("box_"): value for name, value in values.items() if name.startswith("box_")}
    rest = {name: value for name, value in values.items() if not name.startswith("box_")}
    return rest | ({"boxes": boxes | changed} if changed else {})
