"""What every page of the staff's admin has in common, whatever it is sent."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import DataError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect


class StaffAdmin(admin.ModelAdmin):
    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list. An address that holds what is no date, id or text leads to the list without it.

        Django does so for most of them, but not for those that PostgreSQL or a field refuses later.
        """
        try:
            with transaction.atomic():
                return super().changelist_view(request, extra_context)
        except (DataError, ValidationError):
            return HttpResponseRedirect(f"{request.path}?e=1")
