"""The names of the schemas, which generated clients use for their types."""

import re
from typing import Any

SAME = {"NewUser": "User", "CompanyChanges": "Company", "WebhookChanges": "Webhook", "Author": "Person"}
"""Schemas that equal another: a serializer has one for output and one for input."""

NAMES = {
    "Alive": "Health",
    "AllocateBodyRequest": "PaymentAllocateInput",
    "Attempt": "DeliveryAttempt",
    "BatchAnswer": "JournalEntryBatch",
    "BatchBodyRequest": "JournalEntryBatchInput",
    "BatchEntryRequest": "JournalEntryBatchItemInput",
    "CloseCheck": "PeriodCloseCheck",
    "CloseYearBodyRequest": "FiscalYearCloseInput",
    "CredentialsRequest": "LoginInput",
    "NewApiKey": "ApiKeyWithSecret",
    "NewApiKeyRequest": "ApiKeyInput",
    "NewTokens": "Refreshed",
    "NewUserRequest": "UserInput",
    "NewWebhook": "WebhookWithSecret",
    "NewWebhookRequest": "WebhookInput",
    "Obstacle": "PeriodCloseObstacle",
    "OperationAnswer": "BatchOperationResult",
    "OperationAnswers": "BatchResult",
    "OperationInputRequest": "BatchOperationInput",
    "OperationsRequest": "BatchInput",
    "PaginatedDeliverySummaryList": "DeliveryList",
    "PostBodyRequest": "JournalEntryPostInput",
    "Ready": "Readiness",
    "RejectBodyRequest": "BillRejectInput",
    "ReopenBodyRequest": "PeriodReopenInput",
    "ReopenYearBodyRequest": "FiscalYearReopenInput",
    "ReplayRequest": "WebhookReplayInput",
    "Replayed": "WebhookReplay",
    "ReportAnswer": "Report",
    "ReverseBodyRequest": "JournalEntryReverseInput",
    "RotateKeyRequest": "ApiKeyRotateInput",
    "RotateSecretRequest": "WebhookRotateSecretInput",
    "SentTest": "TestDelivery",
    "SignedIn": "Login",
    "UnallocateBodyRequest": "PaymentUnallocateInput",
    "UnapplyBodyRequest": "CreditUnapplyInput",
}

DESCRIPTIONS = {
    "Account": "An account of the chart of accounts.",
    "ApiKey": "What a program signs in with.",
    "ApiKeyRotateInput": "How to replace a key's secret.",
    "ApiKeyWithSecret": "An API key, with its secret.",
    "AuditRecord": "One thing that somebody, or Atlas itself, did in the organization.",
    "BatchInput": "Several writes to make as one.",
    "BatchResult": "The responses to the operations of a batch.",
    "Company": "A company with books of its own.",
    "CompanySummary": "A company that the user has access to.",
    "Delivery": "The delivery of an event to a webhook, with every attempt.",
    "DeliveryAttempt": "One attempt to send a delivery, and what the endpoint responded.",
    "DeliverySummary": "The delivery of an event to a webhook.",
    "Event": "Something that happened in a company's books.",
    "FiscalYear": "A fiscal year of the books.",
    "FiscalYearCloseInput": "How to close a fiscal year.",
    "FiscalYearReopenInput": "Why a fiscal year is reopened.",
    "Health": "Whether the process is alive.",
    "JournalEntry": "A journal entry: debits and credits that balance.",
    "JournalEntryBatch": "The journal entries that a batch created.",
    "JournalEntryBatchInput": "Journal entries to create as one: all or none.",
    "JournalLine": "A line of a journal entry: a debit or a credit.",
    "JournalLineInput": "A line of a journal entry to write: a debit or a credit.",
    "Login": "The tokens, and the user who signed in.",
    "LoginInput": "Who signs in, with what.",
    "Member": "A user with a role in a company.",
    "MemberInput": "The role to give to a user in a company.",
    "OrganizationSummary": "The organization that the user belongs to.",
    "PasswordChangeInput": "A user's current password, and the new one.",
    "Period": "A month of the books.",
    "PeriodCloseCheck": "Whether a period or fiscal year can be closed now.",
    "PeriodCloseObstacle": "One thing that is in the way of closing a period or fiscal year.",
    "PeriodHistory": "When a period was closed and reopened.",
    "PeriodReopenInput": "Why a period is reopened.",
    "Profile": "The user who asks, with their organization and companies.",
    "ProfileUpdate": "What to change about yourself.",
    "Readiness": "What the service needs, and whether each part is there.",
    "RefreshTokenInput": "A refresh token.",
    "Refreshed": "New tokens.",
    "Session": "One of your open sessions.",
    "TestDelivery": "The delivery of a test.",
    "TokenPair": "An access token, and a refresh token to get the next one.",
    "User": "A person of the organization.",
    "UserSummary": "A person of the organization, in short.",
    "Webhook": "An address to which events are sent.",
    "WebhookReplay": "How much a replay sends.",
    "WebhookReplayInput": "Which events to send.",
    "WebhookRotateSecretInput": "How to replace a webhook's secret.",
    "WebhookWithSecret": "A webhook, with its secret.",
}
"""Descriptions of schemas whose serializer has none. `describe_schemas` adds those of lists and inputs."""


def public_name(name: str) -> str:
    """Return the name that the schema of a serializer has in the document."""
    if name in NAMES:
        return NAMES[name]
    if name.startswith("Patched"):
        return name.removeprefix("Patched").removesuffix("Request").removesuffix("Changes") + "Update"
    if name.startswith("Paginated"):
        return name.removeprefix("Paginated")
    return re.sub("(Body)?Request$", "Input", name)


def name_schemas(document: dict[str, Any]) -> None:
    """Give each schema its public name, and leave out those that nothing refers to."""
    schemas = document["components"]["schemas"]
    for copy, original in SAME.items():
        assert schemas[copy]["properties"].keys() == schemas[original]["properties"].keys(), copy
        del schemas[copy]
    names = {name: public_name(name) for name in schemas} | SAME
    assert len(set(names.values())) == len(schemas), "two schemas have one name"
    document["components"]["schemas"] = {names[name]: schema for name, schema in schemas.items()}
    used: set[str] = set()
    _rename(document, names, used)
    for name in set(document["components"]["schemas"]) - used:
        del document["components"]["schemas"][name]


def describe_schemas(schemas: dict[str, Any]) -> None:
    """Give a description to each schema that has none."""
    for name, schema in schemas.items():
        if name in DESCRIPTIONS:
            schema["description"] = DESCRIPTIONS[name]
        elif name.endswith("List"):
            schema["description"] = "One page of a list."
        elif name.endswith("Update"):
            schema["description"] = "The fields to change. Fields that are not given stay as they are."
        elif name.endswith("Input"):
            schema.setdefault("description", "The fields to write.")


def _rename(node: Any, names: dict[str, str], used: set[str]) -> None:
    if isinstance(node, dict):
        if isinstance(reference := node.get("$ref"), str) and reference.startswith("#/components/schemas/"):
            old = reference.rpartition("/")[2]
            used.add(name := names.get(old, old))
            node["$ref"] = f"#/components/schemas/{name}"
        for value in node.values():
            _rename(value, names, used)
    elif isinstance(node, list):
        for value in node:
            _rename(value, names, used)
