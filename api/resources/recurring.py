"""Recurring templates over HTTP, and the link of documents to the template that made them."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from accounting import errors
from accounting.documents.lines import MAX_LINES
from accounting.ledger import journal
from accounting.models import (
    Frequency,
    RecurringKind,
    RecurringRun,
    RecurringStatus,
    RecurringTemplate,
    TaxKind,
    WhenClosed,
)
from accounting.recurring import templates
from api import fields, filters, scopes
from api.actions import post_action
from api.company import CompanyViewSet
from api.mixins import CreateMixin, DestroyMixin, ListMixin, RetrieveMixin, UpdateMixin
from api.people import CREATED_BY, Author, with_authors
from api.resources.documents import LineFields
from api.serializers import ModelSerializer, Serializer

RESOURCES = {
    RecurringKind.JOURNAL_ENTRY: "journal-entries",
    RecurringKind.INVOICE: "invoices",
    RecurringKind.BILL: "bills",
}
"""The address of what each kind makes: an API key needs its scope too."""


class RecurringEntryLineSerializer(Serializer):
    """A line of the entries that a template makes."""

    account_id = fields.IdField()
    description = fields.CharField(required=False, allow_blank=True, help_text="What the line is about.")
    debit = fields.MoneyField(base=True, required=False, help_text="The debit in the base currency.")
    credit = fields.MoneyField(base=True, required=False, help_text="The credit in the base currency.")
    contact_id = fields.IdField(required=False, allow_null=True)
    tracking = fields.TrackingField()
    tax_rate_id = fields.IdField(
        required=False,
        allow_null=True,
        help_text="The tax rate, if the line is for the tax return. It must be valid on the date of each entry.",
    )
    tax_base = fields.MoneyField(
        base=True,
        required=False,
        allow_null=True,
        help_text="For a tax line: the net amount that was taxed, debit positive. Null for a net line.",
    )
    tax_kind = fields.ChoiceField(
        choices=TaxKind.choices,
        required=False,
        allow_null=True,
        help_text="What it is for the tax return. By default it follows from `tax_base` and the type of the account.",
    )


class RecurringEntrySerializer(Serializer):
    """The journal entries that a template makes."""

    memo = fields.CharField(required=False, allow_blank=True, max_length=journal.MAX_MEMO)
    reference = fields.CharField(required=False, allow_blank=True, max_length=100)
    lines = RecurringEntryLineSerializer(many=True, max_length=journal.MAX_LINES, help_text="Debits and credits.")


class RecurringLineSerializer(LineFields):
    """A line of the invoices or bills that a template makes."""

    item_id = fields.IdField(
        required=False,
        allow_null=True,
        help_text="The product or service. What the line leaves out is taken from it when the template is written.",
    )


class RecurringDocumentSerializer(Serializer):
    currency = fields.CurrencyField(
        required=False, allow_null=True, help_text="Default: the currency of the contact, on the day."
    )
    reference = fields.CharField(required=False, allow_blank=True, max_length=100)
    notes = fields.TextField(required=False, allow_blank=True, max_length=2000)
    lines = RecurringLineSerializer(many=True, max_length=MAX_LINES, help_text="The lines of each document.")


class RecurringInvoiceSerializer(RecurringDocumentSerializer):
    """The invoices that a template makes. They are due by the terms of the customer."""

    customer_id = fields.IdField()

    class Meta:
        currency = "currency"


class RecurringBillSerializer(RecurringDocumentSerializer):
    """The bills that a template makes. They are due by the terms of the vendor."""

    vendor_id = fields.IdField()
    bill_number = fields.CharField(
        max_length=templates.MAX_BILL_NUMBER,
        help_text="How the number of each bill begins. Its date follows: `RENT` becomes `RENT-2026-03-31`.",
    )

    class Meta:
        currency = "currency"


class RecurringTemplateSerializer(ModelSerializer):
    """A document that is made again and again. A template has one of `journal_entry`, `invoice` and `bill`."""

    kind = fields.ChoiceField(choices=RecurringKind.choices, read_only=True, help_text="What it makes.")
    journal_entry = RecurringEntrySerializer(
        required=False, allow_null=True, help_text="The entries to make; null if it makes something else."
    )
    invoice = RecurringInvoiceSerializer(
        required=False, allow_null=True, help_text="The invoices to make; null if it makes something else."
    )
    bill = RecurringBillSerializer(
        required=False, allow_null=True, help_text="The bills to make; null if it makes something else."
    )
    frequency = fields.ChoiceField(choices=Frequency.choices, help_text="How often.")
    day_of_month = fields.IntegerField(
        min_value=1,
        max_value=31,
        required=False,
        help_text="1 to 31: 31 is the last day of each month. If a month lacks the day, its last day is taken. "
        "Default: the day of `start_date`.",
    )
    start_date = fields.DateField(
        help_text="The earliest date. `quarterly` and `yearly` are counted from its month. At most 366 days ago: the "
        "dates since then are made at once."
    )
    end_date = fields.DateField(required=False, allow_null=True, help_text="The latest date; null for no end.")
    auto_post = fields.BooleanField(
        required=False,
        help_text="Whether to post what it makes: to post entries, send invoices and approve bills. By default it "
        "makes drafts.",
    )
    on_closed_period = fields.ChoiceField(
        choices=WhenClosed.choices,
        required=False,
        help_text="If the date is in a closed period: `wait` until it is open, or use the first open day after it "
        "(`next_open`). Default: `wait`.",
    )
    status = fields.ChoiceField(
        choices=RecurringStatus.choices,
        read_only=True,
        help_text="The status. A template that is `waiting` could not make its next document: `last_error` says why. "
        "It is tried again every minute.",
    )
    next_date = fields.DateField(
        read_only=True, allow_null=True, help_text="The date of the next document; null if it has ended."
    )
    last_date = fields.DateField(read_only=True, allow_null=True, help_text="The date of the latest document.")
    last_document_id = fields.IdField(read_only=True, allow_null=True, help_text="The latest document.")
    last_error_code = fields.CharField(read_only=True, help_text="Why it waits, for a program; empty if it does not.")
    last_error = fields.CharField(read_only=True, help_text="Why it waits, for a person; empty if it does not.")
    owner = Author(help_text="The user who made or last changed it. Its documents are made in their name.")
    created_by = Author(help_text=CREATED_BY)
    allowed_actions = fields.AllowedActions()

    class Meta:
        model = RecurringTemplate
        fields: ClassVar[list[str]] = [
            "id",
            "name",
            "kind",
            "journal_entry",
            "invoice",
            "bill",
            "frequency",
            "day_of_month",
            "start_date",
            "end_date",
            "auto_post",
            "on_closed_period",
            "status",
            "next_date",
            "last_date",
            "last_document_id",
            "last_error_code",
            "last_error",
            "owner",
            "created_by",
            "allowed_actions",
            "created_at",
            "updated_at",
        ]
        read_only_fields: ClassVar[list[str]] = ["id", "created_at", "updated_at"]


class RecurringFilter(filters.FilterSet):
    status = filters.ChoiceFilter(choices=RecurringStatus)
    kind = filters.ChoiceFilter(choices=RecurringKind)
    frequency = filters.ChoiceFilter(choices=Frequency)
    search = filters.SearchFilter(["name"])

    class Meta:
        model = RecurringTemplate
        fields: ClassVar[list[str]] = []


class RecurringViewSet(ListMixin, RetrieveMixin, CreateMixin, UpdateMixin, DestroyMixin, CompanyViewSet):
    """Recurring templates: journal entries, invoices and bills that Atlas makes on their dates, each exactly once."""

    noun = "recurring template"
    queryset = with_authors(RecurringTemplate.objects.all(), owner="owner", created_by="created_by")
    serializer_class = RecurringTemplateSerializer
    writes_several = True  # the document of a template is tried out
    filterset_class = RecurringFilter
    sort_fields: ClassVar[dict[str, str]] = {
        "created_at": "created_at",
        "updated_at": "updated_at",
        "name": "name",
        "next_date": "next_date",
    }

    def perform_create(self, data: dict[str, Any]) -> RecurringTemplate:
        contents = _contents(data)
        if len(contents) != 1:
            raise errors.Invalid("Give one of journal_entry, invoice and bill.", field="journal_entry")
        kind, content = contents.popitem()
        self._check_scope(kind)
        return templates.create(self.company, by=self.user, kind=kind, content=content, **data)

    def perform_update(self, template: RecurringTemplate, data: dict[str, Any]) -> RecurringTemplate:
        self._check_scope(template.kind)
        contents = _contents(data)
        for kind in contents.keys() - {template.kind}:
            raise errors.Invalid(f"This template makes something else: {template.kind}.", field=kind)
        if contents:
            data["content"] = contents[template.kind]
        return templates.update(template, by=self.user, **data)

    def perform_delete(self, template: RecurringTemplate) -> None:
        templates.delete(template, by=self.user)

    @post_action
    def pause(self, template: RecurringTemplate, data: dict[str, Any]) -> RecurringTemplate:
        """Pause a template. It makes nothing until it is resumed."""
        return templates.pause(template, by=self.user)

    @post_action
    def resume(self, template: RecurringTemplate, data: dict[str, Any]) -> RecurringTemplate:
        """Resume a template that is paused, or try one again that waits. You become its owner.

        Dates that passed while it was paused are skipped. Those for which it waited are made.
        """
        self._check_scope(template.kind)
        return templates.resume(template, by=self.user)

    @post_action
    def end(self, template: RecurringTemplate, data: dict[str, Any]) -> RecurringTemplate:
        """End a template for good. What it made stays."""
        return templates.end(template, by=self.user)

    def _check_scope(self, kind: str) -> None:
        scopes.check(self.user, RESOURCES[RecurringKind(kind)], "POST")

    def possible_actions(self, template: Any) -> tuple[str, ...]:
        return templates.possible_actions(template)


def _contents(data: dict[str, Any]) -> dict[str, Any]:
    """Take the bodies of documents out of `data`: by kind, those that are not null."""
    found = {kind: data.pop(kind, None) for kind in RecurringKind.values}
    return {kind: content for kind, content in found.items() if content is not None}


def recurring_of() -> Subquery:
    """Return the template that made a document, to annotate it as `recurring_id`."""
    runs = RecurringRun.objects.filter(company=OuterRef("company"), document_id=OuterRef("pk"))
    return Subquery(runs.values("template_id")[:1])


class RecurringId(fields.IdField):
    """The template that made a document (`recurring_of`)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs |= {"read_only": True, "allow_null": True, "help_text": "The recurring template that made it."}
        super().__init__(**kwargs)


class MadeByFilter(filters.IdFilter):
    """Keep the documents that one of these templates made."""

    def filter(self, qs: QuerySet[Any], value: list[UUID]) -> QuerySet[Any]:
        if not value:
            return qs
        return qs.filter(pk__in=RecurringRun.objects.filter(template__in=value).values("document_id"))
