"""Attachments, with links to their files."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from accounting.attachments.models import OBJECTS, Attachment
from accounting.ledger.admin.columns import link
from accounting.ledger.admin.facts import FactAdmin
from accounting.ledger.admin.pages import CompanyFilter, NounFilter
from foundation.staff_pages import LongListAdmin


class ObjectFilter(NounFilter):
    title = parameter_name = "object_type"
    nouns = tuple(OBJECTS)


@admin.register(Attachment)
class AttachmentAdmin(LongListAdmin, FactAdmin):
    list_display = ("created_at", "file_name", "belongs_to", "media_type", "size", "company")
    list_filter = (ObjectFilter, ("company", CompanyFilter))
    list_select_related = ("company",)
    search_fields = ("=id", "company__name", "=object_id", "=sha256")
    unindexed = ("object_id", "sha256")
    search_help_text = "Id of the attachment, company; or id of the object, or SHA-256, of a new one."
    readonly_fields = ("belongs_to", "file")
    fieldsets = (
        (None, {"fields": ("company", "belongs_to", "file", ("media_type", "size"), "sha256")}),
        ("Record", {"fields": ("created_by", "created_at", "id")}),
    )

    @admin.display(description="belongs to")
    def belongs_to(self, row: Attachment) -> str:
        """Link to what the file belongs to."""
        return link(OBJECTS[row.object_type]._meta.model_name or "", row.object_id, row.object_type.replace("_", " "))

    @admin.display(description="file")
    def file(self, row: Attachment) -> str:
        """Link to the file itself."""
        return format_html(
            '<a href="{}">{}</a>', reverse("attachment-content", args=[row.company_id, row.pk]), row.file_name
        )
