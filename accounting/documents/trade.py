"""The two sides of trade. A document or payment is on one of them."""

from dataclasses import dataclass

from accounting.ledger.models import ContactKind, SystemRole


@dataclass(frozen=True)
class Trade:
    """With whom, and the accounts that documents post to."""

    contact: ContactKind
    """It also names the link of a document to its contact."""
    control: SystemRole
    tax: SystemRole
    tax_account: str
    """The field of a tax rate that names its own account for taxes of this side, instead of the chart's."""
    correction: str
    """What to do instead of a document with a negative total."""

    @property
    def contact_id(self) -> str:
        return f"{self.contact}_id"


SALES = Trade(
    ContactKind.CUSTOMER,
    SystemRole.ACCOUNTS_RECEIVABLE,
    SystemRole.OUTPUT_TAX,
    "sales_account_id",
    "Issue a credit note",
)
PURCHASES = Trade(
    ContactKind.VENDOR,
    SystemRole.ACCOUNTS_PAYABLE,
    SystemRole.INPUT_TAX,
    "purchase_account_id",
    "Enter a vendor credit",
)
