"""The two sides of trade, sales and purchases. Each document and payment belongs to one."""

from dataclasses import dataclass

from accounting.ledger.models import ContactKind, SystemRole


@dataclass(frozen=True)
class Trade:
    """The kind of contact, and the accounts to which documents post."""

    contact: ContactKind
    """The kind of contact, and the name of a document's link to it."""
    control: SystemRole
    tax: SystemRole
    tax_account: str
    """The field of a tax rate for its own tax account of this side, instead of the chart's."""

    @property
    def contact_id(self) -> str:
        return f"{self.contact}_id"


SALES = Trade(
    ContactKind.CUSTOMER,
    SystemRole.ACCOUNTS_RECEIVABLE,
    SystemRole.OUTPUT_TAX,
    "sales_account_id",
)
PURCHASES = Trade(
    ContactKind.VENDOR,
    SystemRole.ACCOUNTS_PAYABLE,
    SystemRole.INPUT_TAX,
    "purchase_account_id",
)
