"""Attachments: the files that belong to what is in the books, such as the receipt of a bill."""

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from uuid_utils.compat import uuid7

from accounting.banking.models import BankTransaction, Transfer
from accounting.documents.models import Bill, CreditNote, Invoice, VendorCredit
from accounting.ledger.models import Company, Contact, JournalEntry
from accounting.settlement.models import Adjustment, Payment
from foundation.keys import Holds, Key, References

MAX_FILE_NAME = 200
MAX_BYTES = 10 * 1024 * 1024
"""The bytes of the largest file."""

OBJECTS: dict[str, type[models.Model]] = {
    "invoice": Invoice,
    "bill": Bill,
    "credit_note": CreditNote,
    "vendor_credit": VendorCredit,
    "payment": Payment,
    "adjustment": Adjustment,
    "bank_transaction": BankTransaction,
    "transfer": Transfer,
    "journal_entry": JournalEntry,
    "contact": Contact,
}
"""What a file can belong to: by `object_type`, which is the name of the foreign key too."""


def _to(model: type[models.Model]) -> models.ForeignKey:
    # PostgreSQL protects these by the keys below, so Django makes no query when an object is deleted.
    return models.ForeignKey(
        model, models.DO_NOTHING, null=True, editable=False, related_name="+", db_constraint=False, db_index=False
    )


class Attachment(models.Model):
    """A file of one object, without its bytes: they are in `AttachmentContent`, so that no list reads them.

    It never changes. If its object is deleted, which can only be a draft or a contact that nothing uses, it goes too.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_index=False)
    invoice = _to(Invoice)
    bill = _to(Bill)
    credit_note = _to(CreditNote)
    vendor_credit = _to(VendorCredit)
    payment = _to(Payment)
    adjustment = _to(Adjustment)
    bank_transaction = _to(BankTransaction)
    transfer = _to(Transfer)
    journal_entry = _to(JournalEntry)
    contact = _to(Contact)
    object_type = models.GeneratedField(
        expression=Case(*(When(**{f"{name}__isnull": False}, then=Value(name)) for name in OBJECTS)),
        output_field=models.CharField(max_length=20),
        db_persist=True,
    )
    object_id = models.GeneratedField(expression=Coalesce(*OBJECTS), output_field=models.UUIDField(), db_persist=True)
    file_name = models.CharField(max_length=MAX_FILE_NAME)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(help_text="In bytes.")
    sha256 = models.CharField(max_length=64)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            Holds(f"num_nonnulls({', '.join(f'{name}_id' for name in OBJECTS)}) = 1", name="attachment_of_one_object"),
            *(References("company", name, name=f"attachment_{name}_of_company", cascades=True) for name in OBJECTS),
            models.UniqueConstraint(fields=["company", "object_id", "sha256"], name="attachment_once"),
            models.CheckConstraint(condition=Q(size__gte=1, size__lte=MAX_BYTES), name="attachment_size_allowed"),
            Holds(r"file_name <> '' AND file_name !~ '[[:cntrl:]/\\]'", name="attachment_name_without_folders"),
            Key("company", "id", name="attachment_of_company"),
            Key("company", "id", "size", "sha256", name="attachment_with_digest"),
        ]
        indexes = [
            models.Index(fields=["company", "created_at", "id"], include=["size"], name="attachment_by_creation"),
            # Who deletes an object asks whether it has attachments.
            *(
                models.Index(
                    fields=["company", name], name=f"attachment_by_{name}", condition=Q(**{f"{name}__isnull": False})
                )
                for name in OBJECTS
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class AttachmentContent(models.Model):
    """The bytes of an attachment. PostgreSQL itself computes their size and digest, and a foreign key compares both
    with what the attachment says."""

    attachment = models.OneToOneField(
        Attachment, models.DO_NOTHING, primary_key=True, db_column="id", related_name="content", db_constraint=False
    )
    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    content = models.BinaryField()
    size = models.GeneratedField(
        expression=Func(F("content"), function="octet_length"),
        output_field=models.IntegerField(),
        db_persist=True,
    )
    sha256 = models.GeneratedField(
        expression=Func(F("content"), template="encode(sha256(%(expressions)s), 'hex')"),
        output_field=models.CharField(max_length=64),
        db_persist=True,
    )

    class Meta:
        constraints = [
            Key("company", "attachment", name="attachmentcontent_of_company"),
            References(
                "company",
                "attachment",
                "size",
                "sha256",
                name="attachment_content_true",
                key=("company", "id", "size", "sha256"),
                cascades=True,
            ),
        ]

    def __str__(self) -> str:
        return f"Content of {self.attachment_id}"
