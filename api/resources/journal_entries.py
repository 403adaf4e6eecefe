"""Journal entries over HTTP."""

import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value

from accounting.ledger import chart, journal, tracking
from accounting.ledger.models import NO_SUBTYPE
from accounting.ledger.search import entries_tracked
from accounting.models import (
    ALL_SUBTYPES,
    MAX_REASON,
    AccountType,
    EntryStatus,
    EntryType,
    JournalEntry,
    JournalLine,
    TaxKind,
)
from accounting.reports import known
from api import fields, filters
from api.actions import post_action
from api.company import CompanyViewSet
from api.mixins import CreateMixin, DestroyMixin, ListMixin, RetrieveMixin, UpdateMixin
from api.people import CREATED_BY, POSTED_BY, Author, note_authors, with_authors
from api.resources.documents import OnClosedPeriod, PostBody
from api.resources.recurring import MadeByFilter, RecurringId, recurring_of
from api.serializers import ModelSerializer, Serializer


class JournalLineSerializer(ModelSerializer):
    debit = fields.MoneyField(
        base=True, required=False, help_text="The debit in the base currency. A line has either a debit or a credit."
    )
    credit = fields.MoneyField(
        base=True, required=False, help_text="The credit in the base currency. A line has either a debit or a credit."
    )
    currency = fields.CurrencyField(
        foreign_key=True,
        required=False,
        help_text="The currency of `currency_amount`. In a request, it can only be that of the account.",
    )
    currency_amount = fields.MoneyField(
        required=False,
        help_text="The same amount in `currency`, debit positive and credit negative. An account that is kept in "
        "another currency than the company's requires it; 0 changes only the base amount.",
    )
    tax_rate_id = fields.IdField(
        required=False, allow_null=True, help_text="The tax rate, if the line is for the tax return."
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
    tracking = fields.TrackingField()

    class Meta:
        model = JournalLine
        currency = "currency"
        rows = JournalLine.objects.order_by("position")
        fields: ClassVar[list[str]] = [
            "id",
            "account_id",
            "description",
            "debit",
            "credit",
            "currency",
            "currency_amount",
            "contact_id",
            "tax_rate_id",
            "tax_base",
            "tax_kind",
            "tracking",
        ]
        read_only_fields: ClassVar[list[str]] = ["id"]


class JournalEntrySerializer(ModelSerializer):
    entry_number = fields.IntegerField(
        source="number",
        read_only=True,
        allow_null=True,
        help_text="The number of the entry, without gaps in the company; null for drafts.",
    )
    entry_type = fields.ChoiceField(
        choices=EntryType.choices, required=False, help_text="In a request: `standard`, `opening` or `adjusting`."
    )
    status = fields.ChoiceField(
        choices=EntryStatus.choices,
        required=False,
        help_text="In a POST: `draft` to save a draft. By default the entry is posted.",
    )
    lines = JournalLineSerializer(many=True, max_length=journal.MAX_LINES)
    reverse_on = fields.DateField(
        required=False,
        allow_null=True,
        help_text="For an accrual: the day of its reversal, which is posted together with it. It must be after `date`, "
        "and at most 366 days ahead.",
    )
    reversed_by_id = fields.IdField(read_only=True, allow_null=True)
    recurring_id = RecurringId()
    on_closed_period = OnClosedPeriod()
    metadata = fields.MetadataField()
    created_by = Author(help_text=CREATED_BY)
    posted_by = Author(help_text=POSTED_BY)
    allowed_actions = fields.AllowedActions()

    class Meta:
        model = JournalEntry
        fields: ClassVar[list[str]] = [
            "id",
            "entry_number",
            "date",
            "memo",
            "reference",
            "entry_type",
            "status",
            "lines",
            "source_type",
            "source_id",
            "reverses_id",
            "reversed_by_id",
            "reverse_on",
            "recurring_id",
            "external_id",
            "metadata",
            "posted_at",
            "created_by",
            "posted_by",
            "previous_hash",
            "hash",
            "on_closed_period",
            "allowed_actions",
            "created_at",
            "updated_at",
        ]
        read_only_fields: ClassVar[list[str]] = [
            "id",
            "source_type",
            "source_id",
            "reverses_id",
            "posted_at",
            "previous_hash",
            "hash",
            "created_at",
            "updated_at",
        ]


class BatchEntrySerializer(JournalEntrySerializer):
    """An entry of a batch. All are posted."""

    class Meta(JournalEntrySerializer.Meta):
        fields: ClassVar[list[str]] = [
            "date",
            "memo",
            "reference",
            "entry_type",
            "reverse_on",
            "lines",
            "external_id",
            "metadata",
        ]
        read_only_fields: ClassVar[list[str]] = []


class BatchBody(Serializer):
    entries = BatchEntrySerializer(many=True, max_length=journal.MAX_BATCH)


class BatchAnswer(Serializer):
    items = JournalEntrySerializer(
        many=True, read_only=True, help_text="The entries that were posted, in the order given."
    )


class ReverseBody(Serializer):
    date = fields.DateField(
        required=False,
        help_text="Default: the date of the entry, or the first open day after it if its period is closed.",
    )
    memo = fields.CharField(required=False, allow_blank=True, help_text="Default: a text that names the entry.")
    reason = fields.CharField(
        required=False, allow_blank=True, max_length=MAX_REASON, help_text="Becomes part of the memo."
    )


LINE_FILTERS = ("account_id", "account_type", "account_subtype", "contact_id", "currency", "tracking", "not_tracked")


CLOSES = Q(entry_type=EntryType.CLOSING) & ~Exists(
    JournalLine.objects.filter(entry=OuterRef("pk"), account__type__in=("asset", "liability"))
)


class JournalEntryFilter(filters.FilterSet):
    status = filters.ChoiceFilter(choices=EntryStatus)
    entry_type = filters.ChoiceFilter(choices=EntryType)
    source_id = filters.IdFilter()
    account_id = filters.IdFilter(method="having_line")
    account_type = filters.ChoiceFilter(choices=AccountType, method="having_line")
    account_subtype = filters.ChoiceFilter(
        choices=[(subtype, subtype) for subtype in (*ALL_SUBTYPES, NO_SUBTYPE)],
        method="having_line",
    )
    contact_id = filters.IdFilter(method="having_line")
    currency = filters.CurrencyFilter(method="having_line")
    tracking = filters.IdFilter(method="having_line")
    not_tracked = filters.IdFilter(method="having_line")
    external_id = filters.TextFilter()
    metadata = filters.MetadataFilter()
    recurring_id = MadeByFilter()
    closing = filters.BooleanFilter(method="that_close")
    closing_since = filters.DateFilter(method="that_close_since")
    known_at = filters.MomentFilter(method="posted_until")
    date_from, date_to = filters.date_range("date")
    search = filters.IndexedSearch()

    class Meta:
        model = JournalEntry
        fields: ClassVar[list[str]] = []

    def having_line(self, rows: QuerySet[JournalEntry], name: str, value: list[UUID]) -> QuerySet[JournalEntry]:
        """Keep the entries that have a line with all that is given: account, contact, currency and tracking."""
        given = [key for key in LINE_FILTERS if self.form.cleaned_data.get(key)]
        if name != given[0]:
            return rows  # all are asked at once
        view = self.request.parser_context["view"]
        ids, types, subtypes, contacts, currencies, options, without = (
            self.form.cleaned_data.get(key) for key in LINE_FILTERS
        )
        lines = JournalLine.objects.filter(entry=OuterRef("pk"))
        if types or subtypes:
            ids = chart.ids_of_kinds(view.company, ids, types, subtypes)
            if not ids:
                return rows.filter(Value(False))
        if ids:
            lines = lines.filter(account__in=ids)
        if contacts:
            lines = lines.filter(contact__in=contacts)
        if currencies:
            # Its accounts lead to them by an index. Without them PostgreSQL would read the lines of all companies.
            lines = lines.filter(account__company=view.company, currency__in=currencies)
        if options or without:
            company = view.company
            known = tracking.there(company, options or (), without or ())
            if (options and not known[0]) or (without and not known[1]):
                return rows.filter(Value(False))  # no line has what is not there
            chosen = tracking.chosen(company, *known)
            lines = lines.filter(chosen.q() if chosen else Q())
            for ids in chosen.options.values() if chosen else ():
                found = entries_tracked(company.id, ids)
                if found is not None:  # the first that few have
                    view.found_by_ids = True
                    lines, rows = lines.filter(entry__among=found), rows.filter(pk__among=found)
                    break
        return rows.filter(Exists(lines))

    def posted_until(self, rows: QuerySet[JournalEntry], name: str, value: datetime.datetime) -> QuerySet[JournalEntry]:
        return rows.filter(number__lte=known.at(self.request.parser_context["view"].company, value).number)

    def that_close(self, rows: QuerySet[JournalEntry], name: str, value: bool) -> QuerySet[JournalEntry]:
        return rows.filter(CLOSES if value else ~CLOSES)

    def that_close_since(self, rows: QuerySet[JournalEntry], name: str, value: datetime.date) -> QuerySet[JournalEntry]:
        return rows.filter(Q(date__lt=value) | CLOSES)


class JournalEntryViewSet(ListMixin, RetrieveMixin, CreateMixin, UpdateMixin, DestroyMixin, CompanyViewSet):
    """Journal entries. A posted entry has a number and a place in the hash chain, and never changes, except for its
    metadata."""

    authors: ClassVar[dict[str, str]] = {"created_by": "created_by", "posted_by": "posted_by"}
    queryset = with_authors(JournalEntry.objects.all(), **authors).annotate(
        reversed_by_id=Subquery(JournalEntry.objects.filter(reverses=OuterRef("pk"), status="posted").values("pk")[:1]),
        recurring_id=recurring_of(),
    )
    serializer_class = JournalEntrySerializer
    filterset_class = JournalEntryFilter
    state = ("status", "source_type", "reversed_by_id")
    sort_fields: ClassVar[dict[str, str]] = {
        "created_at": "created_at",
        "updated_at": "updated_at",
        "date": "date",
        "entry_number": "number",
    }

    def perform_create(self, data: dict[str, Any]) -> JournalEntry:
        return journal.create(self.company, by=self.user, **data)

    def reload(self, row: Any) -> Any:
        """Return a new entry as its operation returned it. Others are read again, and those whose reversal was posted
        with them."""
        return self.as_written([row])[0] if self.action == "create" else super().reload(row)

    def as_written(self, entries: list[Any]) -> list[Any]:
        """Return new entries with the annotations of the queryset. They have no template, and no reversal but one of
        their own day."""
        if any(entry.reverse_on for entry in entries):
            return list(self.get_queryset().filter(pk__in=[entry.pk for entry in entries]).order_by("number"))
        for entry in entries:
            entry.reversed_by_id = entry.recurring_id = None
            note_authors(entry, **self.authors)
        return entries

    def perform_update(self, entry: JournalEntry, data: dict[str, Any]) -> JournalEntry:
        return journal.update(entry, by=self.user, **data)

    def perform_delete(self, entry: JournalEntry) -> None:
        journal.delete_draft(entry, by=self.user)

    @post_action(body=PostBody, path="post")
    def post_draft(self, entry: JournalEntry, data: dict[str, Any]) -> JournalEntry:
        """Post a draft. It gets its number and never changes again."""
        return journal.post(entry, by=self.user, **data)

    @post_action(collection=True, body=BatchBody, response=BatchAnswer, status=201, bulk="entries")
    def batch(self, data: dict[str, Any]) -> dict[str, Any]:
        """Post up to 1,000 entries in the given order: all of them or none.

        Ten entries count as one request (docs/guides/batches.md): Standard can post 100 at once and Professional 500.
        """
        return {"items": self.as_written(journal.create_many(self.company, by=self.user, **data))}

    @post_action(body=ReverseBody, made_at="../{id}")
    def reverse(self, entry: JournalEntry, data: dict[str, Any]) -> JournalEntry:
        """Reverse a posted entry. The response is the new entry, with debits and credits swapped."""
        return journal.reverse(entry, by=self.user, **data)

    def possible_actions(self, entry: Any) -> tuple[str, ...]:
        if entry.status == EntryStatus.DRAFT:
            return ("update", "delete", "post")
        return ("update",) if entry.source_type or entry.reversed_by_id else ("update", "reverse")
