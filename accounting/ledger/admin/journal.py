"""The journal: read-only entries with their lines; staff can post drafts and reverse entries."""

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.http import HttpRequest

from accounting.ledger import journal
from accounting.ledger.admin import columns
from accounting.ledger.admin.facts import FactAdmin, FactInline
from accounting.ledger.admin.pages import DOCUMENTS, CompanyFilter, IndexedAdmin, NounFilter
from accounting.ledger.admin.running import Operation, VoidForm, text_field
from accounting.ledger.admin.tracking import names_of
from accounting.ledger.models import EntryStatus, JournalEntry, JournalLine
from foundation.staff_pages import LongListAdmin

BASE = "company.base_currency_id"
PAGES = {"allocation": "openitem"}
"""The page of a source that has another name. Exchange differences belong to what was allocated: an open item."""


class SourceFilter(NounFilter):
    title = "source"
    parameter_name = "source_type"
    nouns = (
        *DOCUMENTS,
        "allocation",
        "bank_transaction",
        "transfer",
        "fx_revaluation",
        "opening_balances",
        "fiscal_year",
        "none",
    )


class ReversalForm(VoidForm):
    memo = text_field(
        max_length=journal.MAX_MEMO,
        required=False,
        help_text="Leave empty for the default, which names the reversed entry.",
    )


class JournalLineInline(FactInline):
    model = JournalLine
    select_related = ("company", "account", "contact", "tax_rate")
    fields = (
        "account",
        "description",
        columns.amount("debit", "Debit", currency=BASE, shows_zero=False),
        columns.amount("credit", "Credit", currency=BASE, shows_zero=False),
        columns.amount("currency_amount", "In its currency"),
        "contact",
        "tax_rate",
        columns.amount("tax_base", "Taxed amount"),
    )
    readonly_fields = fields


@admin.register(JournalEntry)
class JournalEntryAdmin(IndexedAdmin, FactAdmin):
    list_display = (
        "title",
        columns.day("date", "Date"),
        columns.amount("total_debit", "Total", currency=BASE),
        "memo",
        "company",
        "source",
        "status",
    )
    list_filter = ("status", "entry_type", SourceFilter, "date", ("company", CompanyFilter))
    list_select_related = ("company",)
    search_fields = ("=number", "memo", "reference", "=external_id", "=hash", "company__name", "=id")
    search_help_text = "Number, memo, reference, external id, hash, company or id."
    ordering = ("-date", "-id")
    inlines = (JournalLineInline,)
    fieldsets = (
        (None, {"fields": ("company", ("number", "status"), ("date", "entry_type"), "memo", "reference")}),
        (
            "Totals",
            {
                "fields": (
                    (
                        columns.amount("total_debit", "Debits", currency=BASE),
                        columns.amount("total_credit", "Credits", currency=BASE),
                    ),
                )
            },
        ),
        (
            "Connections",
            {
                "fields": (
                    ("period", "source"),
                    ("reverses", "reversal", "reverse_on"),
                    ("external_id", "metadata"),
                )
            },
        ),
        (
            "Proof",
            {"fields": (("created_by", "created_at"), ("posted_by", "posted_at"), "previous_hash", "hash", "id")},
        ),
    )
    actions = (
        Operation(
            journal.post,
            label="Post",
            done="posted",
            applies=lambda entry: entry.status == EntryStatus.DRAFT,
            order="date",
        ),
        Operation(
            journal.reverse,
            label="Reverse",
            done="reversed",
            applies=lambda entry: (
                entry.status == EntryStatus.POSTED and not entry.source_type and entry.reverse_on is None
            ),
            form=ReversalForm,
            order="date",
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[JournalEntry]:
        lines = JournalLine.objects.filter(entry=OuterRef("pk")).order_by().values("entry")
        return (
            super()
            .get_queryset(request)
            .annotate(
                total_debit=Subquery(lines.annotate(total=Sum("debit")).values("total")),
                total_credit=Subquery(lines.annotate(total=Sum("credit")).values("total")),
            )
        )

    @admin.display(description="entry", ordering="number")
    def title(self, entry: JournalEntry) -> str:
        return str(entry)

    @admin.display(description="source")
    def source(self, entry: JournalEntry) -> str:
        if entry.source_id is None:
            return entry.source_type
        noun = PAGES.get(entry.source_type, entry.source_type.replace("_", ""))
        return columns.link(noun, entry.source_id, entry.source_type.replace("_", " ").capitalize())

    @admin.display(description="reversed by")
    def reversal(self, entry: JournalEntry) -> str:
        reversal = entry.reversals.first()
        return "" if reversal is None else columns.link("journalentry", reversal.pk, str(reversal))


@admin.register(JournalLine)
class JournalLineAdmin(LongListAdmin, FactAdmin):
    """The general ledger: the lines of posted entries and drafts, with filters by account and contact."""

    list_display = (
        "entry",
        columns.day("entry.date", "Date"),
        "account",
        "description",
        columns.amount("debit", "Debit", currency=BASE, shows_zero=False),
        columns.amount("credit", "Credit", currency=BASE, shows_zero=False),
        "contact",
        "company",
    )
    list_filter = ("entry__status", "account__type", ("company", CompanyFilter))
    list_select_related = ()  # joined, PostgreSQL may read all lines before it sorts
    search_fields = ("=account__code", "account__name", "company__name")
    search_help_text = "Code or name of the account, or company."
    newest = "entry_id"
    ordering = ("-entry_id", "-position")
    fieldsets = (
        (None, {"fields": ("company", "entry", "position", "account", "description", "contact")}),
        ("Amounts", {"fields": (*list_display[4:6], columns.amount("currency_amount", "In its currency"))}),
        ("Tax", {"fields": ("tax_rate", columns.amount("tax_base", "Taxed amount"))}),
        ("Tracking", {"fields": ("options",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[JournalLine]:
        return super().get_queryset(request).prefetch_related("entry", "account", "contact", "company")

    @admin.display(description="options")
    def options(self, line: JournalLine) -> str:
        return names_of(line)
