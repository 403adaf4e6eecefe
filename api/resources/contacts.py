"""Customers and vendors over HTTP."""

from typing import Any, ClassVar

from django.db.models import Case, DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce

from accounting.ledger import contacts
from accounting.ledger.entry_lines import DEBIT
from accounting.ledger.search import found_by
from accounting.models import (
    Bill,
    Contact,
    ContactKind,
    Document,
    Invoice,
    JournalLine,
    OpenItem,
    Payment,
    Side,
)
from api import filters
from api.actions import post_action
from api.bulk import batch_action
from api.company import CompanyViewSet
from api.fields import AllowedActions, CurrencyField, MetadataField, MoneyField
from api.mixins import CreateMixin, DestroyMixin, ListMixin, RetrieveMixin, UpdateMixin
from api.serializers import ModelSerializer
from api.upsert import upsert_action
from foundation.existence import are_there


def contact_rows(document: type[Document]) -> QuerySet[Contact]:
    """Return the contacts of this kind of document, with `is_used` and `balance`: what is open on documents, less
    open credit."""
    owed = Side.DEBIT if document.SIDE == DEBIT else Side.CREDIT
    items = OpenItem.objects.filter(company=OuterRef("company"), contact=OuterRef("pk"), open_amount__gt=0)
    amount = Case(When(side=owed, then=F("open_base_amount")), default=-F("open_base_amount"))
    balance = items.order_by().values("company").annotate(balance=Sum(amount)).values("balance")
    kind = document.TRADE.contact
    documents = document._default_manager.filter(company=OuterRef("company"), **{kind.value: OuterRef("pk")})
    credits: QuerySet[Any] = getattr(document, document.CREDITED_BY).rel.related_model._default_manager.filter(
        company=OuterRef("company"), **{kind.value: OuterRef("pk")}
    )
    payments = Payment.objects.filter(company=OuterRef("company"), contact=OuterRef("pk"))
    lines = JournalLine.objects.filter(company=OuterRef("company"), contact=OuterRef("pk"))
    return Contact.objects.filter(kind=kind).annotate(
        balance=Coalesce(Subquery(balance), 0, output_field=DecimalField(max_digits=19, decimal_places=4)),
        is_used=are_there(documents) | are_there(credits) | are_there(payments) | are_there(lines),
    )


class ContactSerializer(ModelSerializer):
    """A customer or a vendor."""

    currency = CurrencyField(foreign_key=True, required=False, help_text="Default: the base currency of the company.")
    balance = MoneyField(
        read_only=True, base=True, help_text="What is open on documents, less open credit, in the base currency."
    )
    metadata = MetadataField()
    allowed_actions = AllowedActions()

    class Meta:
        model = Contact
        fields: ClassVar[list[str]] = [
            "id",
            "name",
            "email",
            "phone",
            "tax_number",
            "currency",
            "payment_terms_days",
            "billing_address",
            "is_active",
            "balance",
            "external_id",
            "metadata",
            "allowed_actions",
            "created_at",
            "updated_at",
        ]
        read_only_fields: ClassVar[list[str]] = ["id", "is_active", "created_at", "updated_at"]


class EmailFilter(filters.TextFilter):
    """One or more e-mail addresses, ignoring case."""

    def filter(self, qs: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        if not value:
            return qs
        company = self.parent.request.parser_context["view"].company
        wanted = Q()
        for address in value:
            wanted |= Q(email__iexact=address) & found_by("contact", company.id, address)
        return qs.filter(wanted)


class ContactFilter(filters.FilterSet):
    is_active = filters.BooleanFilter()
    email = EmailFilter()
    external_id = filters.TextFilter()
    metadata = filters.MetadataFilter()
    search = filters.IndexedSearch()

    class Meta:
        model = Contact
        fields: ClassVar[list[str]] = []


class ContactViewSet(ListMixin, RetrieveMixin, CreateMixin, UpdateMixin, DestroyMixin, CompanyViewSet):
    """Contacts of one kind."""

    kind: ClassVar[str]
    serializer_class = ContactSerializer
    filterset_class = ContactFilter
    state = ("is_active", "is_used")
    sort_fields: ClassVar[dict[str, str]] = {"created_at": "created_at", "updated_at": "updated_at", "name": "name"}

    batch = batch_action(ContactSerializer)
    replace = upsert_action(ContactSerializer)

    def perform_create(self, data: dict[str, Any]) -> Contact:
        return contacts.create(self.company, by=self.user, kind=self.kind, **data)

    def perform_update(self, contact: Contact, data: dict[str, Any]) -> Contact:
        return contacts.update(contact, by=self.user, **data)

    def perform_replace(self, contact: Contact, data: dict[str, Any]) -> Contact:
        return contacts.replace(contact, by=self.user, **data)

    def perform_delete(self, contact: Contact) -> None:
        contacts.delete(contact, by=self.user)

    @post_action
    def archive(self, contact: Contact, data: dict[str, Any]) -> Contact:
        """Archive a contact. It cannot be used on new documents; its history stays."""
        return contacts.archive(contact, by=self.user)

    @post_action
    def restore(self, contact: Contact, data: dict[str, Any]) -> Contact:
        """Restore an archived contact."""
        return contacts.restore(contact, by=self.user)

    def possible_actions(self, contact: Any) -> tuple[str, ...]:
        actions = ("update", "archive" if contact.is_active else "restore")
        return actions if contact.is_used else (*actions, "delete")


class CustomerViewSet(ContactViewSet):
    """Customers of the company."""

    kind = ContactKind.CUSTOMER
    noun = "customer"
    queryset = contact_rows(Invoice)


class VendorViewSet(ContactViewSet):
    """Vendors of the company."""

    kind = ContactKind.VENDOR
    noun = "vendor"
    queryset = contact_rows(Bill)
