"""Run operations as actions of the admin, on the chosen rows, by the signed-in user. Refusals are shown as messages."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import OperationalError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from psycopg import errors

from accounting.errors import Conflict
from accounting.ledger.models import MAX_REASON, Company
from foundation import tenancy
from foundation.refusals import Refusal
from foundation.transactions import savepoint

MAX_AT_ONCE = 100
"""The most rows of one action, because all are changed in the request's transaction and stay locked until its end."""
CONFIRMED, FROM_ITS_PAGE = "_confirmed", "_from_its_page"
BUSY = "Someone else was changing this at the same time. Nothing was done. Try again."


@contextmanager
def undisturbed() -> Iterator[None]:
    """Roll back and raise Conflict if others hold the needed locks for too long."""
    try:
        with transaction.atomic():
            yield
    except OperationalError as error:
        if not isinstance(error.__cause__, errors.DeadlockDetected | errors.LockNotAvailable):
            raise
        raise Conflict(BUSY) from error


def hold(rows: Iterable[Any]) -> None:
    """Write alone in the companies of these rows, because what is done with them is several operations, or may be."""
    ids = {row.pk if isinstance(row, Company) else getattr(row, "company_id", None) for row in rows}
    companies = Company.objects.filter(pk__in=[pk for pk in ids if pk is not None]).order_by("pk")
    for organization_id, company_id in companies.values_list("organization_id", "pk"):
        tenancy.hold(organization_id, company_id, alone=True)


def text_field(**options: Any) -> forms.CharField:
    return forms.CharField(widget=forms.TextInput(attrs={"class": "vTextField"}), **options)


class ReasonForm(forms.Form):
    reason = text_field(max_length=MAX_REASON, required=False)


class VoidForm(ReasonForm):
    date = forms.DateField(
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Leave empty for the original date or, if its period is closed, the first open day after it.",
    )
    field_order = ("date", "reason")


class RequiredReasonForm(forms.Form):
    reason = text_field(max_length=500)


class Operation:
    """One operation as an action.

    `run(row, by=user, **fields)` changes one row or raises a Refusal. `label` is its name in the menu, and `done` is in
    the message about the rows that succeeded. With a `form`, a page first asks for its fields and a confirmation. Rows
    are sorted by `whole`, then by `order`: an operation also locks the object that its row belongs to, such as the
    company's head, and all batches must take these locks in the same order. Unless `waits` is False, others who write
    in their companies wait, and it waits for them. `applies(row)` decides whether the page of a row shows it.
    """

    allowed_permissions = ("operate",)
    do_not_call_in_templates = True

    def __init__(
        self,
        run: Callable[..., object],
        *,
        label: str,
        done: str,
        applies: Callable[[Any], bool],
        form: type[forms.Form] | None = None,
        whole: str = "company_id",
        order: str = "pk",
        waits: bool = True,
    ) -> None:
        self.run = run
        self.label = self.short_description = label
        self.done = done
        self.applies = applies
        self.form = form
        self.waits = waits
        self.order = (whole, order, "pk")
        self.name = self.__name__ = run.__name__

    def __call__(
        self,
        model_admin: ModelAdmin,
        request: HttpRequest,
        queryset: QuerySet[Any],
    ) -> HttpResponse | None:
        rows = list(queryset.order_by(*self.order)[: MAX_AT_ONCE + 1])
        if len(rows) > MAX_AT_ONCE:
            model_admin.message_user(request, f"Choose at most {MAX_AT_ONCE} at once.", messages.ERROR)
            return None
        fields: dict[str, Any] = {}
        if self.form is not None:
            form = self.form(request.POST if CONFIRMED in request.POST else None)
            if not form.is_valid():
                return self._ask(model_admin, request, rows, form)
            fields = form.cleaned_data
        try:
            with undisturbed():
                self._run(model_admin, request, rows, fields)
        except Conflict as busy:
            model_admin.message_user(request, str(busy), messages.ERROR)
        if FROM_ITS_PAGE in request.POST and rows:
            options = model_admin.opts
            page = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[rows[0].pk])
            return HttpResponseRedirect(page)
        return None

    def _run(self, model_admin: Any, request: HttpRequest, rows: list[Any], fields: dict[str, Any]) -> None:
        if self.waits:
            hold(rows)
        # Documents before periods and heads, as everywhere: all chosen rows are locked before the first one is changed.
        chosen = model_admin.model._default_manager.filter(pk__in=[row.pk for row in rows])
        list(chosen.order_by("pk").select_for_update().values_list("pk"))
        succeeded = 0
        for row in rows:
            try:
                with savepoint():
                    self.run(row, by=request.user, **fields)
            except Refusal as error:
                model_admin.message_user(request, f"{row}: {error}", messages.ERROR)
            else:
                model_admin.log_change(request, row, self.label)
                succeeded += 1
        if succeeded:
            model_admin.message_user(request, f"{_counted(model_admin, succeeded)} {self.done}.", messages.SUCCESS)

    def _ask(self, model_admin: Any, request: HttpRequest, rows: list[Any], form: forms.Form) -> HttpResponse:
        context = {
            **model_admin.admin_site.each_context(request),
            "title": f"{self.label} {_counted(model_admin, len(rows))}",
            "opts": model_admin.opts,
            "media": model_admin.media,
            "form": form,
            "rows": rows,
            "operation": self,
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "from_its_page": FROM_ITS_PAGE in request.POST,
        }
        return TemplateResponse(request, "accounting/admin/confirm.html", context)


def possible(operations: Any, verb: str, *, done: str, **options: Any) -> Operation:
    """Return the function `verb` of a module as an action, shown if the module's `possible_actions` contain it."""
    return Operation(
        getattr(operations, verb),
        label=verb.capitalize(),
        done=done,
        applies=lambda row: verb in operations.possible_actions(row),
        **options,
    )


def _counted(model_admin: Any, number: int) -> str:
    return f"{number} {model_admin.opts.verbose_name if number == 1 else model_admin.opts.verbose_name_plural}"
