"""The events in the OpenAPI document: a schema for each, the union of all, and the requests that webhooks send."""

from collections.abc import Mapping
from typing import Any

from accounting.events import CATALOGUE, WEBHOOK_TEST, EventType

TAG = "webhook_events"


def pascal(name: str) -> str:
    """Return `journal_entry.posted` as `JournalEntryPosted`."""
    return "".join(word.capitalize() for word in name.replace(".", "_").split("_"))


def event_schemas() -> dict[str, Any]:
    """Return the schemas of all events by name: `InvoicePaidEvent`, its `InvoiceEventData`, and the unions."""
    schemas: dict[str, Any] = {}
    for kind in CATALOGUE.values():
        data = kind.schema["properties"]["data"]
        of_data = _data_name(kind)
        schemas.setdefault(
            of_data, {"description": f"The `data` of `{kind.name}` and of all events that share it.", **_copy(data)}
        )
        properties = _copy(kind.schema["properties"])
        # `enum` says the same as `const`, and openapi-generator, which tells the events apart by it, knows no `const`.
        properties["event"] = {"type": "string", "const": kind.name, "enum": [kind.name]}
        properties["data"] = {"$ref": f"#/components/schemas/{of_data}"}
        schemas[_name(kind)] = {
            "type": "object",
            "description": kind.description,
            "required": list(kind.schema["required"]),
            "properties": properties,
        }
    recorded = [kind for kind in CATALOGUE.values() if kind.name != WEBHOOK_TEST]
    schemas["EventBody"] = _union("The body of an event in the log, by its type.", recorded)
    schemas["DeliveryBody"] = _union("The body of a delivery: an event, or a test.", list(CATALOGUE.values()))
    return schemas


def webhook(kind: EventType) -> dict[str, Any]:
    """Describe the request that a webhook sends for one type of event (docs/guides/webhooks.md)."""
    content = {"schema": {"$ref": f"#/components/schemas/{_name(kind)}"}, "example": kind.sample}
    return {
        "operationId": f"receive_{kind.name.replace('.', '_')}",
        "summary": kind.description.partition(". ")[0].removesuffix(".").replace("`", ""),
        "description": "Sent to your endpoint with a signature. See the guide to receiving webhooks.",
        "tags": [TAG],
        "security": [],
        "requestBody": {"required": True, "content": {"application/json": content}},
        "responses": {"2XX": {"description": "Received. After any other response we try again."}},
    }


def _name(kind: EventType) -> str:
    return f"{pascal(kind.name)}Event"


def _data_name(kind: EventType) -> str:
    """Return one name for all events of a noun that have the same data, else that of the first event that has it."""
    if kind.name == WEBHOOK_TEST:
        return f"{_name(kind)}Data"
    noun = kind.name.partition(".")[0]
    of_noun = [other for other in CATALOGUE.values() if other.name.partition(".")[0] == noun]
    data = [other.schema["properties"]["data"] for other in of_noun]
    first = of_noun[data.index(kind.schema["properties"]["data"])]
    return f"{pascal(noun if all(one == data[0] for one in data) else first.name)}EventData"


def _union(description: str, kinds: list[EventType]) -> dict[str, Any]:
    references = {kind.name: f"#/components/schemas/{_name(kind)}" for kind in kinds}
    return {
        "description": description,
        "oneOf": [{"$ref": reference} for reference in references.values()],
        "discriminator": {"propertyName": "event", "mapping": references},
    }


def _copy(schema: Any) -> Any:
    """Return a deep copy that can be changed; an enumeration gets the type that it leaves out."""
    if isinstance(schema, Mapping):
        typed = {"type": "string"} if "enum" in schema and "type" not in schema else {}
        return typed | {name: _copy(value) for name, value in schema.items()}
    return [_copy(value) for value in schema] if isinstance(schema, (list, tuple)) else schema
