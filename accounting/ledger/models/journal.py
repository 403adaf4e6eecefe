"""The journal: entries and their lines. Their guards are in ledger/guards.sql and ledger/posting.sql."""

from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from accounting.ledger.models.account import Account
from accounting.ledger.models.company import Company, Currency
from accounting.ledger.models.contact import Contact
from accounting.ledger.models.metadata import WithMetadata, metadata_allowed
from accounting.ledger.models.period import AccountingPeriod
from accounting.ledger.models.tracking import tracking_field
from foundation.keys import Key, Numbers, References
from foundation.models import Dated

MAX_REASON = 400
"""The longest reason. It leaves room in the memo of an entry (500) for the name of what was voided."""


class EntryType(models.TextChoices):
    STANDARD = "standard", "Standard"
    OPENING = "opening", "Opening"
    ADJUSTING = "adjusting", "Adjusting"
    REVERSAL = "reversal", "Reversal"
    FX_REVALUATION = "fx_revaluation", "Currency revaluation"
    CLOSING = "closing", "Closing"


class EntryStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    POSTED = "posted", "Posted"


class TaxKind(models.TextChoices):
    """What a line with a tax rate is for the tax return."""

    SALES_NET = "sales_net", "Net of sales"
    SALES_TAX = "sales_tax", "Tax on sales"
    PURCHASE_NET = "purchase_net", "Net of purchases"
    PURCHASE_TAX = "purchase_tax", "Tax on purchases"
    NOT_RECOVERABLE = "not_recoverable", "Tax that is a cost"


NET_KINDS = (TaxKind.SALES_NET, TaxKind.PURCHASE_NET)


class JournalEntry(WithMetadata, Dated):
    """A balanced set of lines. Once posted, it has a number and a place in the hash chain, and only its metadata
    changes."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="entries", db_index=False)
    period = models.ForeignKey(
        AccountingPeriod,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="entries",
        db_constraint=False,
        db_index=False,
    )
    number = models.BigIntegerField(null=True, editable=False)
    date = models.DateField()
    memo = models.CharField(max_length=500, blank=True, default="")
    reference = models.CharField(max_length=100, blank=True, default="")
    entry_type = models.CharField(max_length=20, choices=EntryType, default=EntryType.STANDARD)
    status = models.CharField(max_length=10, choices=EntryStatus, default=EntryStatus.DRAFT, editable=False)
    source_type = models.CharField(max_length=20, blank=True, default="", editable=False)
    source_id = models.UUIDField(null=True, editable=False, help_text="The document that posted this.")
    reverses = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="reversals", db_constraint=False, db_index=False
    )
    reverse_on = models.DateField(
        null=True, blank=True, help_text="The day of the reversal that is posted together with this entry."
    )
    external_id = models.CharField(max_length=100, null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )
    posted_at = models.DateTimeField(null=True, editable=False)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )
    previous_hash = models.CharField(max_length=64, blank=True, default="", editable=False)
    hash = models.CharField(max_length=64, blank=True, default="", editable=False)

    class Meta:
        verbose_name_plural = "journal entries"
        constraints = [
            models.UniqueConstraint(fields=["company", "number"], name="entry_number_unique"),
            models.UniqueConstraint(
                fields=["company", "external_id"],
                name="entry_external_id_unique",
                condition=Q(external_id__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["company", "reverses"], name="entry_reversed_once", condition=Q(reverses__isnull=False)
            ),
            models.CheckConstraint(condition=Q(entry_type__in=EntryType.values), name="entry_type_known"),
            models.CheckConstraint(
                condition=Q(date__gte="1900-01-01", date__lt="2200-01-01"), name="entry_date_in_range"
            ),
            models.CheckConstraint(
                condition=Q(
                    status=EntryStatus.DRAFT, number__isnull=True, posted_at__isnull=True, period__isnull=True, hash=""
                )
                | Q(status=EntryStatus.POSTED, number__isnull=False, posted_at__isnull=False, period__isnull=False)
                & ~Q(hash=""),
                name="entry_draft_or_posted",
            ),
            models.CheckConstraint(
                condition=Q(reverse_on__isnull=True)
                | Q(reverse_on__gt=models.F("date"), reverses__isnull=True, source_type__in=("", "fx_revaluation")),
                name="entry_reverse_on_later",
            ),
            metadata_allowed("entry_metadata_allowed"),
            Key("company", "id", name="journalentry_of_company"),
            References("company", "period", name="entry_period_of_company"),
            References("company", "reverses", name="entry_reverses_of_company"),
        ]
        indexes = [
            models.Index(fields=["company", "created_at", "id"], name="entry_by_creation"),
            models.Index(fields=["company", "date", "id"], name="entry_by_date"),
            # For the books at a moment: what was posted after a number on days up to a date, without the other entries.
            models.Index(fields=["company", "date", "number"], name="entry_by_day"),
            models.Index(fields=["company", "updated_at", "id"], name="entry_by_update"),
            models.Index(
                fields=["company", "status", "created_at", "id"],
                name="entry_by_status",
                condition=~Q(status=EntryStatus.POSTED),
            ),
            models.Index(
                fields=["company", "entry_type", "created_at", "id"],
                name="entry_by_type",
                condition=~Q(entry_type=EntryType.STANDARD),
            ),
            models.Index(fields=["source_id"], name="entry_by_source", condition=Q(source_id__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"Entry {self.number}" if self.number else "Draft entry"


class JournalLine(models.Model):
    """A debit or credit in the base currency. `currency_amount` is the same in `currency`, debit positive."""

    id = models.UUIDField(primary_key=True, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    entry = models.ForeignKey(JournalEntry, models.CASCADE, related_name="lines", db_constraint=False, db_index=False)
    position = models.PositiveSmallIntegerField()
    date = models.DateField(null=True, editable=False, help_text="That of its entry, once it is posted.")
    entry_number = models.BigIntegerField(null=True, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="lines", db_constraint=False, db_index=False)
    description = models.CharField(max_length=500, blank=True, default="")
    debit = models.DecimalField(max_digits=19, decimal_places=4, default=Decimal(0))
    credit = models.DecimalField(max_digits=19, decimal_places=4, default=Decimal(0))
    currency = models.ForeignKey(
        Currency, models.PROTECT, db_column="currency", related_name="+", db_constraint=False, db_index=False
    )
    currency_amount = models.DecimalField(max_digits=19, decimal_places=4)
    contact = models.ForeignKey(
        Contact,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="journal_lines",
        db_constraint=False,
        db_index=False,
    )
    tax_rate = models.ForeignKey(
        "accounting.TaxRate",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    tax_base = models.DecimalField(
        max_digits=19,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="For a tax line: the net amount that was taxed.",
    )
    tax_kind = models.CharField(
        max_length=20,
        choices=TaxKind,
        null=True,
        blank=True,
        help_text="What it is for the tax return; null without a tax rate, and on lines of earlier editions.",
    )
    tracking = tracking_field()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "entry", "position"], name="line_position_unique"),
            models.CheckConstraint(condition=Q(debit__gt=0, credit=0) | Q(debit=0, credit__gt=0), name="line_one_side"),
            models.CheckConstraint(
                condition=(Q(tax_base__isnull=True) | Q(tax_rate__isnull=False))
                & (
                    Q(tax_kind__isnull=True)
                    | Q(tax_kind__in=NET_KINDS, tax_rate__isnull=False, tax_base__isnull=True)
                    | Q(tax_kind__in=sorted(set(TaxKind) - set(NET_KINDS)), tax_base__isnull=False)
                ),
                name="line_tax_whole",
            ),
            References("company", "entry", name="line_entry_of_company"),
            References("company", "account", name="line_account_of_company"),
            References("company", "contact", name="line_contact_of_company"),
            References("company", "tax_rate", name="line_tax_rate_of_company"),
            References("currency", name="line_currency_known", key=("code",)),
            Numbers("debit", "credit", "currency_amount", "tax_base", name="journalline_of_numbers"),
        ]
        indexes = [
            # A ledger is read by it day by day, for each currency of an account.
            models.Index(fields=["account", "currency", "date"], name="line_by_account_date"),
            # So is that of a contact, for each account.
            models.Index(
                fields=["contact", "account", "date"],
                name="line_by_contact_account_date",
                condition=Q(contact__isnull=False),
            ),
            models.Index(fields=["tax_rate"], name="line_by_tax_rate", condition=Q(tax_rate__isnull=False)),
            GinIndex(fields=["tracking"], name="line_by_tracking", condition=Q(tracking__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"Line {self.position}"
