"""Who sells and who buys, as a document says it. It is kept with the document when it is posted, so that a copy that is
printed later says the same."""

from typing import Any

from accounting.documents.models import Printed
from accounting.ledger.models import Company, Contact

Party = dict[str, str]


def current(company: Company, customer: Contact) -> dict[str, Party]:
    """Return what a document that is posted now says, without what is empty."""
    seller = {name: getattr(company, name) for name in Company.DETAILS if name != "legal_name"}
    buyer = {"address": customer.billing_address, "tax_number": customer.tax_number}
    return {
        "seller": _said(name=company.legal_name or company.name, **seller),
        "customer": _said(name=customer.name, **buyer),
    }


def of(document: Printed) -> dict[str, Party]:
    """Return what was kept with a document. Of a draft, and of what was posted before Atlas kept it, return what holds
    now."""
    found: Any = document
    return document.parties or current(found.company, found.customer)


def _said(**texts: str) -> Party:
    return {name: text for name, text in texts.items() if text}
