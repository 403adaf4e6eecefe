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

    @property
    def contact_id(self) -> str:
        return f"{self.contact}_id"


SALES = Trade(
    ContactKind.CUSTOMER,
    SystemRole.ACCOUNTS_RECEIVABLE,
    SystemRole.OUTPUT_TAX,
)
PURCHASES = Trade(
    ContactKind.VENDOR,
    SystemRole.ACCOUNTS_PAYABLE,
    SystemRole.INPUT_TAX,
)
