"""The enumerations of the OpenAPI document: each has a name and is defined once, and all schemas refer to it."""

from collections.abc import Iterator
from typing import Any

NAME = "x-atlas-enum"
"""A mark with the name of an enumeration, set where it is made (sort fields, allowed actions), and removed later."""

PLACES: dict[str, tuple[str, str]] = {
    "Account.subtype": ("AccountSubtype", "The place of an account in the reports; empty for none."),
    "Account.system_role": ("SystemRole", "What documents use an account for."),
    "Account.type": ("AccountType", "The type of an account."),
    "Adjustment.kind": ("AdjustmentKind", "Why less is owed."),
    "AgedRow.type": ("AgedRowType", "What a row of aged items is."),
    "ApiKey.status": ("ApiKeyStatus", "The status of an API key."),
    "Attachment.object_type": ("AttachmentObjectType", "What a file can belong to."),
    "BatchOperationInput.method": ("BatchMethod", "The HTTP method of an operation in a batch."),
    "BankTransaction.type": ("BankTransactionType", "Whether the money was spent or received."),
    "Bill.status": ("BillStatus", "The status of a bill today."),
    "BillEventData.status": ("BillEventStatus", "The status of a bill when the event was recorded."),
    "Company.tax_rounding": ("TaxRounding", "Where tax is rounded."),
    "CompanyInput.chart": ("ChartTemplate", "A chart of accounts to start from."),
    "ContactEventData.kind": ("ContactKind", "What a contact is."),
    "CreditNote.status": ("CreditStatus", "The status of a credit note or a vendor credit."),
    "Delivery.event": ("DeliveredEventType", "A type of event, or `webhook.test`."),
    "Delivery.status": ("DeliveryStatus", "The status of a delivery."),
    "Error.code": ("ErrorCode", "What went wrong. Codes never change, and new ones are added."),
    "Event.type": ("EventType", "A type of event. New ones are added."),
    "ExchangeRate.source": ("ExchangeRateSource", "Where an exchange rate comes from."),
    "GeneralLedgerRow.type": ("GeneralLedgerRowType", "What a row of the general ledger is."),
    "Import.format": ("ImportFormat", "A format of files that can be imported. New ones are added."),
    "Import.status": ("ImportStatus", "How far an import is."),
    "ImportEventData.status": ("ImportEventStatus", "How an import ended."),
    "ImportInput.date_order": ("DateOrder", "Whether the day or the month is first in a date of numbers."),
    "ImportInput.decimal_mark": ("DecimalMark", "What is before the decimals of an amount."),
    "ImportInput.existing": ("ImportExisting", "What becomes of a row of a list that is in the books already."),
    "ImportRow.action": ("ImportRowAction", "What an import did, or would do, with a line."),
    "Invoice.status": ("InvoiceStatus", "The status of an invoice today."),
    "InvoiceEventData.status": ("InvoiceEventStatus", "The status of an invoice when the event was recorded."),
    "JournalEntry.entry_type": ("JournalEntryType", "The type of a journal entry."),
    "JournalEntry.status": ("JournalEntryStatus", "The status of a journal entry."),
    "JournalEntryInput.on_closed_period": ("OnClosedPeriod", "What to do if the period is closed."),
    "JournalLine.tax_kind": ("TaxKind", "What a line of an entry is for the tax return."),
    "JournalRow.type": ("JournalRowType", "What a row of the journal report is."),
    "Member.role": ("CompanyRole", "A role in a company."),
    "Payment.status": ("PaymentStatus", "The status of a payment."),
    "Payment.type": ("PaymentType", "Received from a customer, or made to a vendor."),
    "Period.status": ("PeriodStatus", "The status of a period."),
    "PeriodChange.action": ("PeriodChangeAction", "What was done to a period."),
    "PeriodCloseObstacle.code": ("PeriodCloseObstacleCode", "What is in the way of closing a period or fiscal year."),
    "PeriodCloseObstacle.severity": ("PeriodCloseObstacleSeverity", "Whether an obstacle prevents closing."),
    "Readiness.replica": ("ReplicaState", "Whether a replica answers reports."),
    "RecurringTemplate.frequency": ("RecurringFrequency", "How often a recurring template makes a document."),
    "RecurringTemplate.kind": ("RecurringKind", "What a recurring template makes."),
    "RecurringTemplate.on_closed_period": ("RecurringOnClosedPeriod", "What to do about a date in a closed period."),
    "RecurringTemplate.status": ("RecurringStatus", "The status of a recurring template."),
    "ReportColumn.kind": ("ReportColumnKind", "What the amounts of a column are."),
    "ReportRow.type": ("ReportRowType", "What a row of a report is."),
    "Session.door": ("SessionDoor", "Where somebody signed in."),
    "StatementRow.type": ("StatementRowType", "What a row of a statement is."),
    "TaxRate.category": ("TaxCategory", "The category of a tax rate: a code of EN 16931."),
    "TaxReturn.basis": ("TaxBasis", "When tax is due: with the document, or with the money."),
    "TaxReturn.status": ("TaxReturnStatus", "The status of a tax return."),
    "TaxRate.treatment": ("TaxTreatment", "How a tax is treated."),
    "TaxSummaryRow.type": ("TaxSummaryRowType", "What a row of the tax summary is."),
    "UnrealisedRow.type": ("UnrealisedRowType", "What a row of the unrealised currency differences is."),
    "User.role": ("OrganizationRole", "A role in the organization."),
    "User.status": ("UserStatus", "The status of a user."),
    "Webhook.disabled_reason": ("WebhookDisabledReason", "Why a webhook is disabled; empty if it is not."),
    "Webhook.header_secret": ("WebhookHeaderSecret", "Which secret signs `X-Atlas-Signature`."),
    "Webhook.hold_reason": ("WebhookHoldReason", "Why a webhook is on hold; empty if it is not."),
    "Webhook.status": ("WebhookStatus", "The status of a webhook."),
    "?account_subtype": ("LineAccountSubtypeFilter", "A subtype of accounts; `none` for accounts without one."),
    "?basis": ("ReportBasis", "When revenue and expenses count: when they are posted, or when they are paid."),
    "?by": ("AgedBy", "The date from which open items are aged."),
    "?compare": ("ReportComparison", "What a report is compared with."),
    "?format": ("ReportFormat", "The format of a report."),
    "?interval": ("ReportInterval", "The length of a column's time."),
    "?sort_order": ("SortOrder", "Ascending or descending."),
    "?subtype": ("AccountSubtypeFilter", "A subtype of accounts."),
    "?version": ("XafVersion", "A version of the XML Auditfile Financieel."),
}
"""The name and description of an enumeration, by its place (a schema's property, or `?parameter`).

Enumerations with the same values get the same name."""


def name_enums(document: dict[str, Any]) -> None:
    """Move each enumeration to the components, and put a reference to it where it was."""
    schemas = document["components"]["schemas"]
    found = {place: node for place, node in _places(document) if "enum" in node}
    named = {_values(schemas["CurrencyCode"]): "CurrencyCode"}
    for place, (name, description) in PLACES.items():
        if place in found:
            values = [value for value in found[place]["enum"] if value is not None]
            named[frozenset(values)] = name
            schemas[name] = {"type": "string", "description": description, "enum": values}
    places = [*schemas.values(), document["paths"], document.get("webhooks", {})]
    for place in places:
        for node in list(_nodes(place)):
            known: str | None = node.pop(NAME, None) or named.get(_values(node))
            if known is not None and node is not schemas.get(known):
                described = {"type": "string", "description": f"The values of {known}.", "enum": node["enum"]}
                schemas.setdefault(known, described)
                _refer(node, f"#/components/schemas/{known}")


def _values(node: dict[str, Any]) -> frozenset[str]:
    return frozenset(value for value in node.get("enum", ()) if value is not None)


def _refer(node: dict[str, Any], reference: str) -> None:
    """Turn an enumeration into a reference, beside which its description and default remain."""
    can_be_null = None in node.pop("enum") or "null" in node.get("type", "")
    node.pop("type", None)
    node.pop("maxLength", None)
    node |= {"oneOf": [{"$ref": reference}, {"type": "null"}]} if can_be_null else {"$ref": reference}


def _places(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for schema, content in document["components"]["schemas"].items():
        for name, node in content.get("properties", {}).items():
            yield f"{schema}.{name}", node
    for operations in document["paths"].values():
        for operation in operations.values():
            for parameter in operation.get("parameters", ()):
                yield f"?{parameter['name']}", parameter["schema"].get("items", parameter["schema"])


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    """Yield each schema that has an enumeration, except in examples."""
    if isinstance(node, dict):
        if isinstance(node.get("enum"), list):
            yield node
        for name, inner in node.items():
            if name not in ("example", "examples"):
                yield from _nodes(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _nodes(inner)
