"""Customers and vendors."""

from django.core.validators import MaxValueValidator
from django.db import models

from accounting.ledger.models.company import Company, Currency
from accounting.ledger.models.metadata import WithMetadata, metadata_allowed
from foundation.keys import Key
from foundation.models import MAX_NAME_LENGTH, Dated

MAX_PAYMENT_TERMS_DAYS = 365


class ContactKind(models.TextChoices):
    CUSTOMER = "customer", "Customer"
    VENDOR = "vendor", "Vendor"


class Contact(WithMetadata, Dated):
    """A person or business that the company sells to (`customer`) or buys from (`vendor`)."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="contacts", db_index=False)
    kind = models.CharField(max_length=10, choices=ContactKind)
    name = models.CharField(max_length=MAX_NAME_LENGTH)
    email = models.EmailField(max_length=254, blank=True, default="")
    phone = models.CharField(max_length=50, blank=True, default="")
    tax_number = models.CharField(max_length=50, blank=True, default="")
    currency = models.ForeignKey(Currency, models.PROTECT, db_column="currency", related_name="+", db_index=False)
    payment_terms_days = models.PositiveSmallIntegerField(
        default=30, validators=[MaxValueValidator(MAX_PAYMENT_TERMS_DAYS)]
    )
    billing_address = models.TextField(max_length=1000, blank=True, default="")
    is_active = models.BooleanField(default=True)
    external_id = models.CharField(max_length=100, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "kind", "external_id"], name="contact_external_id_unique"),
            models.CheckConstraint(condition=models.Q(kind__in=ContactKind.values), name="contact_kind_known"),
            models.CheckConstraint(condition=~models.Q(name=""), name="contact_name_not_empty"),
            models.CheckConstraint(
                condition=models.Q(payment_terms_days__lte=MAX_PAYMENT_TERMS_DAYS), name="contact_terms_in_range"
            ),
            metadata_allowed("contact_metadata_allowed"),
            Key("company", "id", name="contact_of_company"),
            Key("company", "id", "kind", name="contact_kind_of_company"),
        ]
        indexes = [
            models.Index(fields=["company", "kind", "name", "id"], name="contact_by_name_and_id"),
            models.Index(fields=["company", "kind", "created_at", "id"], name="contact_by_creation"),
            models.Index(fields=["company", "kind", "updated_at", "id"], name="contact_by_update"),
            models.Index(
                fields=["company", "kind", "created_at", "id"],
                name="contact_inactive",
                condition=models.Q(is_active=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name
