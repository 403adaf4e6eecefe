"""Common code of documents and payments over HTTP: lines, derived statuses, and today's date in the company's time
zone."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Model, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http.response import HttpResponseBase
from django.utils import timezone
from rest_framework.serializers import ValidationError

from accounting.documents import pdf, standing
from accounting.documents.lines import NEEDED
from accounting.errors import DELETED, Conflict
from accounting.items.models import MAX_UNIT
from accounting.models import MAX_REASON, Credit, CreditStatus, Document
from api import concurrency, fields, filters
from api.actions import file_action
from api.company import CompanyViewSet
from api.mixins import CreateMixin, DestroyMixin, ListMixin, RetrieveMixin, UpdateMixin
from api.people import CREATED_BY, VOIDED_BY, Author, note_authors, with_authors
from api.serialization import Writer
from api.serializers import ModelSerializer, Serializer
from foundation.existence import are_there

LINE_FIELDS = [
    "id",
    "description",
    "quantity",
    "unit",
    "unit_price",
    "discount_percent",
    "item_id",
    "account_id",
    "tax_rate_id",
    "tracking",
    "amount",
    "tax_amount",
]
DOCUMENT_FIELDS = [
    "issue_date",
    "supply_date",
    "due_date",
    "status",
    "currency",
    "exchange_rate",
    "tax_rounding",
    "subtotal",
    "tax_total",
    "amount",
    "amount_paid",
    "amount_due",
    "total_base",
    "tax_total_base",
    "reference",
    "notes",
    "lines",
    "journal_entry_id",
    "accounting_date",
    "void_date",
    "void_reason",
    "void_entry_id",
    "voided_at",
    "created_by",
    "voided_by",
    "external_id",
    "metadata",
    "expected_total",
    "allowed_actions",
    "created_at",
    "updated_at",
]
SET_BY_ATLAS = [
    "id",
    "tax_rounding",
    "subtotal",
    "tax_total",
    "amount",
    "amount_paid",
    "journal_entry_id",
    "created_at",
    "updated_at",
]
DOCUMENT_SORTS = {
    "created_at": "created_at",
    "updated_at": "updated_at",
    "issue_date": "issue_date",
    "due_date": "due_date",
    "amount": "amount",
}


class LineFields(Serializer):
    """What is given of a line. It states its account and its price, unless it names one of `sources`, which have them.

    What it takes from an item is in `accounting/documents/lines.py`.
    """

    sources: ClassVar[tuple[str, ...]] = ("item_id",)

    item_id = fields.IdField(
        required=False,
        allow_null=True,
        help_text="The product or service. What the line leaves out is taken from it: for sales or for purchases.",
    )
    account_id = fields.IdField(
        required=False,
        help_text="The account to which the line is posted. Default: that of the item. Required without an item.",
    )
    description = fields.CharField(
        required=False,
        allow_blank=True,
        help_text="What is sold or bought. Default: the description of the item, or else its name.",
    )
    quantity = fields.QuantityField(required=False, help_text="Default: 1.")
    unit = fields.CharField(
        required=False,
        allow_blank=True,
        max_length=MAX_UNIT,
        help_text="What the quantity counts, such as `hour`. Default: the unit of the item, or else empty.",
    )
    unit_price = fields.MoneyField(
        unit_price=True,
        required=False,
        help_text="Without tax, or with tax if the tax rate is inclusive. Default: the price of the item, if it is in "
        "the currency of the document. Required without an item.",
    )
    discount_percent = fields.PercentField(required=False, help_text="The discount in percent. Default: 0.")
    tax_rate_id = fields.IdField(
        required=False, allow_null=True, help_text="The tax rate; null for no tax. Default: that of the item."
    )
    tracking = fields.TrackingField()

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        value = super().to_internal_value(data)
        lacks = [name for name in NEEDED if name not in value]
        if lacks and not any(value.get(name) for name in self.sources):
            raise ValidationError({name: f"Give {NEEDED[name]}, or an item that has one." for name in lacks})
        return value


class LineSerializer(LineFields, ModelSerializer):
    """A line. Subclasses name the model. `amount` is without discount and tax; `tax_amount` is added to it."""


class BillingAddress(fields.TextField):
    """The customer's address, of what a document keeps of its parties."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs |= {"source": "parties", "read_only": True, "allow_null": True}
        kwargs["help_text"] = (
            "The customer's address as the document says it. It stays when the customer's address changes. Null on "
            "drafts, and on documents that do not keep it (from opening balances, or posted before Atlas kept it): "
            "their PDF shows the customer's present address."
        )
        super().__init__(**kwargs)

    def writer(self) -> Writer:
        return lambda value, obj, currency, context: value and value["customer"].get("address", "")

    def sql_writer(self) -> str:
        return (
            "to_json(CASE WHEN {column} IS NOT NULL THEN coalesce({column} #>> '{{customer,address}}', '') END)::text"
        )


class DocumentSerializer(ModelSerializer):
    """A document; subclasses name the model, its lines and its contact."""

    due_date = fields.DateField(required=False, help_text="Default: the issue date plus the contact's payment terms.")
    issue_date = fields.DateField(required=False, help_text="Default: today in the company's time zone.")
    supply_date = fields.DateField(
        required=False,
        allow_null=True,
        help_text="The day on which goods were delivered or a service was completed, if it is not the issue date. It "
        "is on the PDF, and posts nothing: periods, taxes and exchange rates go by the issue date.",
    )
    currency = fields.CurrencyField(foreign_key=True, required=False, help_text="Default: the currency of the contact.")
    exchange_rate = fields.RateField(
        required=False,
        help_text="Units of the base currency per unit of the document's currency. Default: that of the issue date.",
    )
    amount_due = fields.DerivedMoneyField(derived=Document.AMOUNT_DUE)
    total_base = fields.DerivedMoneyField(
        derived=Document.TOTAL_BASE, base=True, help_text="The total in the company's base currency."
    )
    tax_total_base = fields.MoneyField(
        base=True, read_only=True, help_text="The taxes in the company's base currency, as they are posted."
    )
    accounting_date = fields.DateField(
        read_only=True, allow_null=True, help_text="The date of the journal entry; null until it is posted."
    )
    expected_total = fields.MoneyField(
        write_only=True, required=False, help_text="The total you expect. If ours differs, the request fails with 422."
    )
    metadata = fields.MetadataField()
    created_by = Author(help_text=CREATED_BY)
    voided_by = Author(help_text=VOIDED_BY)
    allowed_actions = fields.AllowedActions()


def changes_of(model: type[Model], *more: str) -> type[ModelSerializer]:
    """Make the serializer of the fields that can change of a payment, or of a document that is posted at once."""
    meta = type("Meta", (), {"model": model, "fields": ["reference", *more, "external_id", "metadata"]})
    body = {"metadata": fields.MetadataField(), "Meta": meta, "__doc__": "The fields that can change, also once void."}
    return type(f"{model.__name__}Changes", (ModelSerializer,), body)


class OnClosedPeriod(fields.ChoiceField):
    """What to do if the date is in a closed period."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs |= {"choices": ["refuse", "next_open"], "required": False, "write_only": True}
        kwargs["help_text"] = (
            "If the period is closed: fail with 409 (`refuse`), or use the first open day up to today (`next_open`)."
        )
        super().__init__(**kwargs)


class PostBody(Serializer):
    """The body of an action that posts."""

    on_closed_period = OnClosedPeriod()


class VoidBody(Serializer):
    """The body of an action that reverses what was posted."""

    date = fields.DateField(
        required=False,
        help_text="The date of the reversal: not before that of the entry, nor before the last day an allocation "
        "was taken back. Default: the earliest such date, or the first open day after it if its period is closed.",
    )
    reason = fields.CharField(
        required=False, allow_blank=True, max_length=MAX_REASON, help_text="Becomes part of the memo of the reversal."
    )


class PostedViewSet(CompanyViewSet):
    """Documents and payments of one company. Some of their dates default to today."""

    authors: ClassVar[dict[str, str]] = {"created_by": "created_by", "voided_by": "voided_by"}
    """The path from a row to the user, for each field that shows a user."""

    @cached_property
    def today(self) -> datetime.date:
        """Return today's date in the company's time zone."""
        return timezone.localdate(timezone=ZoneInfo(self.company.time_zone))

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "queryset" in vars(cls):
            cls.queryset = with_authors(vars(cls)["queryset"], **cls.authors)

    def reload(self, row: Any) -> Any:
        """Return `row` as its operation returned it, with the annotations of the queryset that it lacks."""
        row.accounting_date = row.journal_entry.date if row.journal_entry else None
        note_authors(row, **self.authors)
        return row


DOCUMENT_STATE = ("status", "due_date", "amount", "amount_paid", "is_credited")
"""The `state` of invoices and bills (api/viewsets.py)."""


def signs(amount: str, settled: str) -> dict[str, str]:
    """Return the `alike` of an amount and of the part of it that is settled, if it counts only whether there is such a
    part, and a rest: one stands for any amount above zero."""
    rest = f"sign(abs({{{amount}}}) - {{{settled}}})"
    settled_sign = f"sign({{{settled}}})"
    return {
        settled: f"{settled_sign}::int",
        amount: f"(sign({{{amount}}}) * ({settled_sign} + {rest}))::int",
    }


class DocumentViewSet(ListMixin, RetrieveMixin, CreateMixin, UpdateMixin, DestroyMixin, PostedViewSet):
    """Documents of one kind. The module `operations` creates, changes and deletes them."""

    operations: ClassVar[Any]
    sort_fields: ClassVar[dict[str, str]] = DOCUMENT_SORTS
    alike: ClassVar[Mapping[str, str]] = {
        "due_date": "greatest(least({due_date}, {today}), {today} - 1)",
        **signs("amount", "amount_paid"),
    }
    beside: ClassVar[Mapping[str, Any]] = {}
    """What is read of other tables for each row that is shown, and with the row that is written."""
    found: Mapping[str, Any] = {"recurring_id": None, "is_credited": False}
    """The same for the row that is written. A new one has no template and no credits."""

    def get_object_for_update(self) -> Any:
        """Return the document with only its id, because its operation reads it. With `If-Match` it is read here too."""
        if concurrency.if_match(self.request) is not None:
            found = super().get_object_for_update()
        else:
            documents = self.get_queryset().model._default_manager.filter(pk=self.kwargs["id"])
            found = self.scoped(documents.annotate(**self.beside)).only("company").first()
        if found is None:
            raise self.not_found()
        self.found = {name: getattr(found, name) for name in self.beside}
        return found

    def run(self, handler: Callable[..., HttpResponseBase]) -> HttpResponseBase:
        """Run the handler. Raises Conflict if the document is gone before all of it that is needed was read."""
        rows = self.get_queryset().model._default_manager
        try:
            return super().run(handler)
        except rows.model.DoesNotExist as error:
            if "id" not in self.kwargs or rows.filter(pk=self.kwargs["id"]).exists():
                raise  # it is not about this document, so it is an error of ours
            raise Conflict(DELETED) from error

    def reload(self, row: Any) -> Any:
        for name in self.beside:
            setattr(row, name, self.found[name])
        return super().reload(row)

    def perform_create(self, data: dict[str, Any]) -> Any:
        return self.operations.create(self.company, by=self.user, **{"issue_date": self.today} | data)

    def perform_update(self, document: Any, data: dict[str, Any]) -> Any:
        return self.operations.update(document, by=self.user, **data)

    def perform_replace(self, document: Any, data: dict[str, Any]) -> Any:
        return self.operations.replace(document, by=self.user, **data)

    def perform_delete(self, document: Any) -> None:
        self.operations.delete(document, by=self.user)

    def possible_actions(self, document: Any) -> tuple[str, ...]:
        actions: tuple[str, ...] = self.operations.possible_actions(document)
        return actions


class Printed:
    """GET /things/{id}/pdf, of documents that the customer gets on paper."""

    tagged_reads: ClassVar[frozenset[str]] = frozenset({"retrieve", "pdf"})
    today: datetime.date

    @file_action("application/pdf")
    def pdf(self, document: Any) -> tuple[str, bytes]:
        """Get the document as a PDF to print.

        It names seller and customer as they were when it was posted. What is paid is as of today. A draft is marked as
        a draft, and what is void as void.
        """
        return pdf.file_of(document, today=self.today)


def credited_by(credits: type[Credit], link: str) -> Coalesce:
    """Return whether there are issued credits of a document, to annotate it as `is_credited`."""
    issued = credits._default_manager.filter(company=OuterRef("company"), status=CreditStatus.ISSUED)
    return are_there(issued.filter(**{link: OuterRef("pk")}))


SETTLED = (["paid"], ["partially_paid"], ["applied"], ["partially_applied"])
"""Statuses that compare what is paid with the amount, and have an index."""


class StatusFilter(filters.ChoiceFilter):
    """One or more statuses as they are shown, separated by commas."""

    def __init__(self, *, posted: str, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        self.posted = posted
        super().__init__(choices=choices, **kwargs)

    def filter(self, qs: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        if not value:
            return qs
        view = self.parent.request.parser_context["view"]
        conditions = standing.conditions(self.posted, view.today)
        wanted = Q()
        for status in value:
            wanted |= conditions.get(status, Q(status=status))
        return filters.few_by_ids(view, qs, wanted) if value in SETTLED else qs.filter(wanted)


class HasItemFilter(filters.IdFilter):
    """One or more items: keep the documents with a line of one of them."""

    def filter(self, qs: QuerySet[Any], value: list[UUID]) -> QuerySet[Any]:
        if not value:
            return qs
        model: type[Document] = qs.model
        company = self.parent.request.parser_context["view"].company
        lines = model.line_model()._default_manager.filter(company=company, item__in=value)
        return qs.filter(pk__in=lines.values(f"{model.NOUN}_id"))


class IssuedFilter(filters.FilterSet):
    """The filters that all documents share."""

    issue_date_from, issue_date_to = filters.date_range("issue_date")
    amount_min, amount_max = filters.amount_range()
    currency = filters.CurrencyFilter()
    item_id = HasItemFilter()
    reference = filters.TextFilter()
    external_id = filters.TextFilter()
    metadata = filters.MetadataFilter()


class DocumentFilter(IssuedFilter):
    """The filters that invoices and bills share."""

    due_date_from, due_date_to = filters.date_range("due_date")
