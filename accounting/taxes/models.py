"""Tax rates and their components."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounting.ledger.models import Account, AccountType, Company, TaxKind
from accounting.taxes.arithmetic import Share, Taxation
from foundation.keys import Key, Numbers, References
from foundation.models import MAX_NAME_LENGTH, Dated

MAX_BOX = 20
MAX_CODE = 20


class TaxCategory(models.TextChoices):
    """The codes of EN 16931 (UNCL 5305)."""

    STANDARD = "S", "Standard rate"
    ZERO = "Z", "Zero rated"
    EXEMPT = "E", "Exempt"
    REVERSE_CHARGE = "AE", "Reverse charge"
    INTRA_COMMUNITY = "K", "Intra-community supply"
    EXPORT = "G", "Export, not taxed"
    OUTSIDE_SCOPE = "O", "Outside the scope of tax"


class TaxTreatment(models.TextChoices):
    STANDARD = "standard", "Standard"
    REVERSE_CHARGE = "reverse_charge", "Reverse charge"
    IMPORT = "import", "Import, tax accounted for by the buyer"
    EXEMPT = "exempt", "Exempt"
    ZERO = "zero", "Zero"
    OUT_OF_SCOPE = "out_of_scope", "Out of scope"


BY_THE_BUYER = (TaxTreatment.REVERSE_CHARGE, TaxTreatment.IMPORT)
"""With these the seller charges nothing, and the buyer owes the tax and deducts it."""
UNTAXED = (TaxTreatment.EXEMPT, TaxTreatment.ZERO, TaxTreatment.OUT_OF_SCOPE)
UNTAXED_CATEGORIES = (TaxCategory.ZERO, TaxCategory.EXEMPT, TaxCategory.EXPORT, TaxCategory.OUTSIDE_SCOPE)


class Boxes(NamedTuple):
    """The boxes of the tax return. Empty means the box with the name of the field."""

    sales_net: str = ""
    sales_tax: str = ""
    purchase_net: str = ""
    purchase_tax: str = ""


class TaxRate(Dated):
    """One or more components, and whether prices already include them. The names of two rates must not look alike
    (`LookAlike`), nor their codes.

    `percent` is what all components come to. Tax is posted to the account of its component, or else to that of the
    rate, or else to the account with the system role `output_tax` (sales) or `input_tax` (purchases).
    """

    company = models.ForeignKey(Company, models.CASCADE, related_name="tax_rates", db_index=False)
    name = models.CharField(max_length=MAX_NAME_LENGTH)
    code = models.CharField(max_length=MAX_CODE, blank=True, default="", db_default="")
    percent = models.DecimalField(max_digits=7, decimal_places=4)
    is_inclusive = models.BooleanField(default=False, help_text="Prices include this tax.")
    category = models.CharField(
        max_length=2, choices=TaxCategory, default=TaxCategory.STANDARD, db_default=TaxCategory.STANDARD
    )
    treatment = models.CharField(
        max_length=20, choices=TaxTreatment, default=TaxTreatment.STANDARD, db_default=TaxTreatment.STANDARD
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    box_sales_net = models.CharField(max_length=MAX_BOX, blank=True, default="", db_default="")
    box_sales_tax = models.CharField(max_length=MAX_BOX, blank=True, default="", db_default="")
    box_purchase_net = models.CharField(max_length=MAX_BOX, blank=True, default="", db_default="")
    box_purchase_tax = models.CharField(max_length=MAX_BOX, blank=True, default="", db_default="")
    sales_account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    purchase_account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(percent__gte=0, percent__lte=100), name="tax_rate_percent_in_range"),
            models.CheckConstraint(condition=Q(category__in=TaxCategory.values), name="tax_rate_category_known"),
            models.CheckConstraint(condition=Q(treatment__in=TaxTreatment.values), name="tax_rate_treatment_known"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="tax_rate_valid_in_order",
            ),
            models.CheckConstraint(
                condition=Q(percent=0) | ~Q(treatment__in=UNTAXED) & ~Q(category__in=UNTAXED_CATEGORIES),
                name="tax_rate_untaxed_is_zero",
            ),
            models.CheckConstraint(
                condition=Q(is_inclusive=False) | ~Q(treatment__in=BY_THE_BUYER), name="tax_rate_of_buyer_exclusive"
            ),
            Key("company", "id", name="taxrate_of_company"),
            References("company", "sales_account", name="tax_rate_sales_account_of_company"),
            References("company", "purchase_account", name="tax_rate_purchase_account_of_company"),
            Numbers("percent", name="taxrate_of_numbers"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def boxes(self) -> Boxes:
        return Boxes(*(getattr(self, f"box_{name}") for name in Boxes._fields))

    @property
    def is_charged(self) -> bool:
        """Return whether the seller charges it. Otherwise the buyer owes it."""
        return self.treatment not in BY_THE_BUYER

    def taxation(self, *, is_purchase: bool) -> Taxation:
        """Return how it taxes a line of a sale or of a purchase."""
        if not (is_purchase or self.is_charged):
            return Taxation((), category=self.category)
        shares = tuple(Share(one.percent, one.compound, one.recoverable_percent) for one in self.ordered_components())
        return Taxation(shares or (Share(self.percent),), category=self.category, is_charged=self.is_charged)

    def ordered_components(self) -> "Sequence[TaxComponent]":
        return sorted(self.components.all(), key=lambda component: component.position)

    def account_for(self, kind: TaxKind, place: int | None) -> UUID | None:
        """Return its own account for taxes of a kind, of the component at `place`, or None for that of the chart."""
        component = None if place is None else self.ordered_components()[place]
        own = self.sales_account_id if kind == TaxKind.SALES_TAX else self.purchase_account_id
        return own if component is None or component.account_id is None else component.account_id

    @property
    def is_cost(self) -> bool:
        """Return whether tax on purchases is posted to an expense, and not deducted."""
        return self.purchase_account is not None and self.purchase_account.type == AccountType.EXPENSE


class TaxComponent(models.Model):
    """A part of a tax rate, such as the GST of GST and PST. A `compound` one is computed on net plus the components
    before it. Of taxes on purchases only `recoverable_percent` is deducted; the rest is a cost of what was bought."""

    id = models.UUIDField(primary_key=True, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    tax_rate = models.ForeignKey(
        TaxRate, models.CASCADE, related_name="components", db_constraint=False, db_index=False
    )
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=MAX_NAME_LENGTH)
    percent = models.DecimalField(max_digits=7, decimal_places=4)
    compound = models.BooleanField(default=False)
    recoverable_percent = models.DecimalField(max_digits=7, decimal_places=4, default=Decimal(100))
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "tax_rate", "position"], name="tax_component_position_unique"),
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lte=100, recoverable_percent__gte=0, recoverable_percent__lte=100),
                name="tax_component_percent_in_range",
            ),
            References("company", "tax_rate", name="tax_component_rate_of_company"),
            References("company", "account", name="tax_component_account_of_company"),
            Numbers("percent", "recoverable_percent", name="taxcomponent_of_numbers"),
        ]

    def __str__(self) -> str:
        return self.name


class TaxBalance(models.Model):
    """What lines with a tax rate come to on one day, by kind: debits less credits in the base currency, and how many
    lines. Of taxes by account too; net amounts have no account here.

    The tax summary adds it up. The `kind` is empty for lines of earlier editions, which do not say it: of days that
    have such lines the summary reads all lines. What is not recoverable is in no box, and not here. Posting updates it
    (ledger/posting.sql); the application can only read it.
    """

    company = models.ForeignKey(Company, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    day = models.DateField()
    # PostgreSQL protects it by the key below, so Django deletes nothing here with a rate.
    tax_rate = models.ForeignKey(TaxRate, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    kind = models.CharField(max_length=20, blank=True)
    account = models.ForeignKey(
        Account, models.CASCADE, null=True, related_name="+", db_constraint=False, db_index=False
    )
    amount = models.DecimalField(max_digits=28, decimal_places=4)
    lines = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "day", "tax_rate", "kind", "account"],
                name="tax_balance_unique",
                nulls_distinct=False,
            ),
            References("company", "tax_rate", name="tax_balance_rate_of_company"),
            References("company", "account", name="tax_balance_account_of_company"),
        ]

    def __str__(self) -> str:
        return f"{self.tax_rate} {self.kind} {self.day}"


class TaxReturnStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    FILED = "filed", "Filed"


class TaxBasis(models.TextChoices):
    """When a tax is in a return: by the date of its entry, or in proportion to what is settled of its document."""

    ACCRUAL = "accrual", "Accrual"
    CASH = "cash", "Cash"


class BoxAmount(NamedTuple):
    box: str
    amount: Decimal


class TaxReturn(Dated):
    """The tax of some days, by box. The figures of a draft follow the books (`returns.with_figures`).

    Filing writes `filed_figures`, and in `rate_boxes` the boxes of all rates at that moment; only PostgreSQL does.
    """

    company = models.ForeignKey(Company, models.CASCADE, related_name="tax_returns", db_index=False)
    start_date = models.DateField()
    end_date = models.DateField()
    status = models.CharField(max_length=10, choices=TaxReturnStatus, default=TaxReturnStatus.DRAFT, editable=False)
    basis = models.CharField(max_length=10, choices=TaxBasis, default=TaxBasis.ACCRUAL, db_default=TaxBasis.ACCRUAL)
    filed_at = models.DateTimeField(null=True, editable=False)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )
    filed_figures = models.JSONField(null=True, editable=False)
    rate_boxes = models.JSONField(default=dict, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "start_date"], name="tax_return_unique"),
            models.CheckConstraint(condition=Q(status__in=TaxReturnStatus.values), name="tax_return_status_known"),
            models.CheckConstraint(condition=Q(basis__in=TaxBasis.values), name="tax_return_basis_known"),
            models.CheckConstraint(condition=Q(end_date__gte=F("start_date")), name="tax_return_dates_in_order"),
            models.CheckConstraint(
                condition=Q(status=TaxReturnStatus.DRAFT, filed_at__isnull=True, filed_figures__isnull=True)
                | Q(status=TaxReturnStatus.FILED, filed_at__isnull=False, filed_figures__isnull=False),
                name="tax_return_filed_whole",
            ),
            Key("company", "id", name="taxreturn_of_company"),
        ]

    def __str__(self) -> str:
        return f"Tax return {self.start_date} to {self.end_date}"

    @property
    def boxes(self) -> list[BoxAmount]:
        """Return the boxes with their amounts, of a row that has its figures."""
        return [BoxAmount(one["box"], Decimal(one["amount"])) for one in self._figures["boxes"]]

    @property
    def tax_due(self) -> Decimal:
        return Decimal(self._figures["tax_due"])

    @property
    def _figures(self) -> Any:
        return getattr(self, "figures", None) or self.filed_figures
